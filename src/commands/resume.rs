//! `onward resume`: an ongoing slip has ended; its day is the first sober day.

use super::find::one;
use super::standing::standing;
use crate::app::{Access, App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::day::DayArg;
use crate::domain::slip::Slip;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::document::{Block, Line, Tone};
use crate::view::slip::{SlipItem, Standing, next_run, stands};
use crate::view::words::{dated, told};

/// An ongoing slip has ended: name the first sober day
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward resume alcohol                  # today is the first sober day\n  onward resume alcohol --on friday"
)]
pub struct Args {
    /// The clock; a part of the name is enough, and the only ongoing slip needs no name
    #[arg(value_name = "CLOCK")]
    clock: Option<String>,
    /// The first sober day
    #[arg(long, value_name = "DAY", default_value = "today", allow_hyphen_values = true)]
    on: DayArg,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Write
    }
}

/// Answers.
///
/// # Errors
/// When no slip is ongoing, or the day does not lie after its first day.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", args.on)?;
    app.write("resume", |app, writer| {
        let (clock, slip) = ongoing(writer, args.clock.as_deref())?;
        let used = slip.used.resumed(day).map_err(|wrong| {
            let hint = format!(
                "use until today: onward slip edit {0} --to today; no use after all: onward slip remove {0}",
                slip.id.short()
            );
            Error::from(wrong).hint(hint)
        })?;
        let slip = Slip { used, ..slip };
        writer.update(&slip)?;
        let standing = standing(writer, &clock, app.today)?;
        let more = vec![
            Block::Text(Line::of(Tone::Strong, stands(&standing))),
            Block::Text(Line::from(next_run(&standing, app.today))),
        ];
        let said = Said {
            now: format!("Recorded: {} is the first sober day on {}", told(day, app.today), clock.name),
            later: format!("resumed {} on {}", clock.name, dated(day)),
            more,
        };
        Ok(Change::new(app.today, SlipItem::from(slip), said).with(Standing { standing }))
    })
}

/// The ongoing slip of the clock named, or the only one there is.
fn ongoing(store: &Store, name: Option<&str>) -> Result<(Clock, Slip)> {
    if let Some(name) = name {
        let clock: Clock = one(store, name)?;
        let slip =
            store.ongoing_slip(&clock)?.ok_or_else(|| none(&format!("no slip on \"{}\" is ongoing", clock.name)))?;
        return Ok((clock, slip));
    }
    let mut found = Vec::new();
    for clock in store.clocks()? {
        found.extend(store.ongoing_slip(&clock)?.map(|slip| (clock, slip)));
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(none("no slip is ongoing")),
        (Some(_), false) => Err(Error::usage("CLOCK is missing, and more than one slip is ongoing")),
    }
}

fn none(what: &str) -> Error {
    Error::refused(what).hint("a slip that has ended already: onward slip alcohol --from mon --to wed")
}
