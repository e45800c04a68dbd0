//! `onward sos --wait` and `--breathe`: a screen that is held, and then the offer to log the urge.

use std::time::Duration;

use super::super::urge;
use crate::app::{App, Outcome, reads_as};
use crate::domain::mood::Scale;
use crate::domain::pause::{Wait, minutes};
use crate::domain::plan::{Part, lines_of};
use crate::domain::urge::{Choice, Minutes, Urge};
use crate::error::{Error, Result};
use crate::view::pause::{Held, Paused, Room, breathing, waiting};

/// Holds a countdown with the person's reasons.
pub(super) fn wait(wait: Wait, app: &mut App<'_>) -> Outcome {
    let reasons = lines_of(&app.store.plan().unwrap_or_default(), Part::Reasons);
    let held = hold("--wait", app, |elapsed, room| waiting(wait, elapsed, &reasons, room))?;
    // Whoever waits puts the decision off: that much is known without asking.
    answer(held.min(wait.length()), "waited", vec![Choice::Delayed], app)
}

/// Paces slow breaths.
pub(super) fn breathe(app: &mut App<'_>) -> Outcome {
    let held = hold("--breathe", app, |elapsed, room| Some(breathing(elapsed, room)))?;
    answer(held, "breathed slowly", Vec::new(), app)
}

fn hold(argument: &str, app: &mut App<'_>, scene: impl Fn(Duration, Room) -> Option<Vec<String>>) -> Result<Duration> {
    let ascii = app.ascii();
    let Some(pause) = app.pause() else {
        return Err(Error::usage(format!("{argument} needs a terminal")).hint("onward sos prints everything"));
    };
    pause.hold(&|elapsed, terminal| scene(elapsed, Room { columns: terminal.columns, rows: terminal.rows, ascii }))
}

/// Offers to log the urge, and says how long it was.
fn answer(held: Duration, did: &'static str, choices: Vec<Choice>, app: &mut App<'_>) -> Outcome {
    let held_seconds = held.as_secs();
    let Some(strength) = strength(app) else {
        return Ok(Box::new(Paused { as_of: app.today, held_seconds, urge: None, did }));
    };
    let urge = Urge::new(app.new_id(), app.today, Some(app.now.time()), strength, app.now);
    let minutes = Some(minutes(held)).filter(|minutes| *minutes > 0).and_then(|minutes| Minutes::new(minutes).ok());
    let urge = Urge { choices, minutes, ..urge };
    app.write("urge", |app, writer| {
        writer.insert(&urge)?;
        Ok(urge::answer(app, writer, urge, "Recorded for", "")?.with(Held { held_seconds }))
    })
}

/// How strong it was, when the person wants it logged. Who stops here has said no.
fn strength(app: &mut App<'_>) -> Option<Scale> {
    if app.withheld.is_some() {
        return None;
    }
    let questions = app.questions()?;
    if !questions.confirm("Log this urge?").ok()? {
        return None;
    }
    let typed = questions.text("How strong was it, 0 to 10?", "Enter leaves it out", reads_as::<Scale>).ok()??;
    typed.parse().ok()
}
