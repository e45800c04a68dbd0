//! Completing an urge that was begun before, and changing one.

use super::super::args::{NoteArgs, Or};
use super::super::merge::merged;
use super::what::{EndArgs, WhatArgs};
use super::{about, answer, ask, refuse_to_come};
use crate::app::{App, Outcome};
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::mood::Scale;
use crate::domain::urge::Urge;
use crate::error::{Error, Result};
use crate::store::Writer;
use crate::view::words::near;

/// What came of an urge.
#[derive(Debug, clap::Args)]
pub(super) struct DoneArgs {
    /// The id, or its end as the list shows it [default: the latest that is open]
    #[arg(value_name = "ID")]
    id: Option<IdArg>,
    #[command(flatten)]
    end: EndArgs,
    #[command(flatten)]
    note: NoteArgs,
}

/// What is to be changed about an urge.
#[derive(Debug, clap::Args)]
pub(super) struct EditArgs {
    /// The id, or its end as the list shows it [default: the latest]
    #[arg(value_name = "ID")]
    id: Option<IdArg>,
    /// How strong it was, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    strength: Option<Scale>,
    /// The clock it is about; a part of the name is enough
    #[arg(long, value_name = "CLOCK")]
    clock: Option<Or<String>>,
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    end: EndArgs,
    #[command(flatten)]
    note: NoteArgs,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

/// Records what came of an urge.
pub(super) fn done(mut args: DoneArgs, app: &mut App<'_>) -> Outcome {
    let before = match &args.id {
        Some(id) => app.store.by_id::<Urge>(id)?,
        None => open(app)?,
    };
    if !args.end.given() && !args.note.given() {
        ask::end(&mut args.end, app, &before)?;
    }
    let did = args.end.read(app)?;
    let note = args.note.of_changed(app, &before, before.note.as_ref())?;
    let by_id = args.id.is_some();
    change(app, "urge done", &before, |app, _, urge| {
        if !by_id && !urge.is_open() {
            let what = "this urge was completed in another terminal meanwhile; nothing was recorded here";
            return Err(app.overtaken(Error::refused(what).hint("`onward urge edit` changes it")));
        }
        let note = Or::over(note, urge.note.clone());
        Ok(Urge { note, ..args.end.over(did, urge) })
    })
}

/// The urge that `done` means where none is named: one of today or yesterday. An older one has to be named, so that
/// nothing is written into it by mistake.
fn open(app: &App<'_>) -> Result<Urge> {
    let Some(urge) = app.store.latest_open_urge()? else {
        return Err(Error::refused("no urge is open").hint("a finished one is changed by `onward urge edit`"));
    };
    if urge.day < app.today.before() {
        let id = urge.id.short();
        return Err(Error::refused(format!("the latest open urge is of {}", near(urge.day, app.today)))
            .hint(format!("if it is meant: onward urge done {id}")));
    }
    Ok(urge)
}

/// Changes an urge.
pub(super) fn run(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let before = match &args.id {
        Some(id) => app.store.by_id::<Urge>(id)?,
        None => {
            app.store.latest_urge()?.ok_or_else(|| Error::refused("no urge is logged yet").hint("onward urge 7"))?
        }
    };
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let (trigger, did) = (args.what.read(app)?, args.end.read(app)?);
    let note = args.note.of_changed(app, &before, before.note.as_ref())?;
    change(app, "urge edit", &before, |app, writer, urge| {
        let (day, strength) = (day.unwrap_or(urge.day), args.strength.unwrap_or(urge.strength));
        let note = Or::over(note, urge.note.clone());
        let after = args.end.over(did, args.what.over(trigger, Urge { day, note, strength, ..urge }));
        // A time that was recorded further east may be to come here; only a new one is refused.
        if args.on.is_some() || args.what.names_time() {
            refuse_to_come(app, after.day, after.time)?;
        }
        about(writer, after, args.clock.as_ref())
    })
}

/// Puts a change onto an urge as it is now.
fn change(
    app: &mut App<'_>,
    command: &str,
    shown: &Urge,
    asked: impl FnOnce(&App<'_>, &Writer<'_>, Urge) -> Result<Urge>,
) -> Outcome {
    app.write(command, |app, writer| {
        let look = format!("urge show {}", shown.id.short());
        let after = merged(app, writer, shown, &look, |urge| asked(app, writer, urge))?.after;
        writer.update(&after)?;
        answer(app, writer, after, "Changed for", "changed ")
    })
}
