//! `onward milestones`: what was reached and what is coming.

use super::standing::{chosen, sobriety};
use crate::app::{App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::programme::OwnProgramme;
use crate::domain::sobriety::Sobriety;
use crate::error::Result;
use crate::store::Store;
use crate::view::milestones::{ClockMilestones, Milestones, Words};

/// Milestones reached and coming
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward milestones\n  onward milestones alcohol")]
pub struct Args {
    /// Only these clocks; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clocks: Vec<String>,
}

/// Answers.
///
/// # Errors
/// When a name fits no clock.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let clocks = chosen(&app.store, &args.clocks, false)?;
    let own = app.store.own_programmes()?;
    let clocks = clocks.iter().map(|clock| of_clock(&app.store, clock, app.today, &own)).collect::<Result<Vec<_>>>()?;
    Ok(Box::new(Milestones { as_of: app.today, clocks }))
}

fn of_clock(store: &Store, clock: &Clock, today: Day, own: &[OwnProgramme]) -> Result<ClockMilestones> {
    let counted = sobriety(store, clock, today)?;
    counted_as(store, clock, &counted, clock.counted_on(today), own)
}

/// The milestones of a clock that was counted as of `on`.
///
/// # Errors
/// When the data file cannot be read.
pub fn counted_as(
    store: &Store,
    clock: &Clock,
    counted: &Sobriety,
    on: Day,
    own: &[OwnProgramme],
) -> Result<ClockMilestones> {
    let words = Words { programme: clock.programme.as_ref(), own };
    let current = counted.current_run();
    let (reached, coming) =
        ClockMilestones::sort(current.map_or_else(Vec::new, |first| clock.milestones.of_run(first)), words, on);
    let unconfirmed_days = match current {
        Some(first) if counted.full_days > 0 => counted.full_days - store.days_said_sober(clock, first, on.before())?,
        _ => 0,
    };
    let earlier =
        counted.runs.iter().filter_map(|run| ClockMilestones::earlier(run, clock.milestones.of_run(run.from), words));
    Ok(ClockMilestones {
        name: clock.name.clone(),
        programme: clock.programme.clone(),
        set: clock.milestones.to_string(),
        sober_since: counted.sober_since,
        unconfirmed_days,
        reached,
        coming,
        earlier_runs: earlier.collect(),
    })
}
