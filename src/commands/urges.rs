//! `onward urges`: when urges come, what brings them and what helped, as counts.

use crate::app::{Access, App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::{Day, DayArg};
use crate::domain::urge::Urge;
use crate::domain::urges::Patterns;
use crate::error::Result;
use crate::store::Store;
use crate::view::urges::{UrgesReport, Which};

/// How many days are looked at where none are named, today included.
const USUAL: i64 = 90;

/// When urges come, what brings them, what you did and what came of it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward urges\n  onward urges alcohol --since 2026-01-01\n  onward urges --since 2026-10-01 --until 2026-10-31 --json\n\n\
    The usual window is the last 90 days. Counted are the urges that you logged\n\
    with `onward urge`; the craving of a check-in is another fact."
)]
pub struct Args {
    /// Only urges about this clock; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clock: Option<String>,
    /// The first day to look at
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// The last day to look at
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<DayArg>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When the window ends before it begins, or in the future, or the clock's name fits none or several.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let window = window(args, app)?;
    let clock: Option<Clock> = args.clock.as_deref().map(|name| super::find::one(&app.store, name)).transpose()?;
    let all = shown(&app.store, Some(window.since), window.until, clock.as_ref())?;
    let without_clock = clock.as_ref().map(|_| all.iter().filter(|urge| urge.clock.is_none()).count());
    let about = |urge: &Urge| clock.as_ref().is_none_or(|clock| urge.clock_id == Some(clock.id));
    let urges: Vec<Urge> = all.into_iter().filter(about).collect();
    let latest = app.store.latest_urge()?.map(|urge| urge.day);
    let which = Which { window, clock: clock.map(|clock| clock.name), without_clock, latest };
    Ok(Box::new(UrgesReport::new(app.today, which, Patterns::new(&urges, app.settings.week_start))))
}

/// The urges of these days, but for those about a clock that is shown only when it is named, as `named` is.
///
/// # Errors
/// When the data file cannot be read.
pub fn shown(store: &Store, since: Option<Day>, until: Day, named: Option<&Clock>) -> Result<Vec<Urge>> {
    let mut urges: Vec<Urge> = store.newest(since, Some(until), u32::MAX)?;
    let mut hidden = store.clocks()?;
    hidden.retain(|clock| clock.hidden && named.is_none_or(|named| named.id != clock.id));
    urges.retain(|urge| hidden.iter().all(|clock| urge.clock_id != Some(clock.id)));
    Ok(urges)
}

fn window(args: &Args, app: &App<'_>) -> Result<Window> {
    let until = args.until.map_or(Ok(app.today), |day| app.past_day("--until", day))?;
    let since = args.since.map_or(Ok(until.plus_days(1 - USUAL)), |day| app.past_day("--since", day))?;
    if until < since {
        return Err(super::records::window_backwards(since, until));
    }
    Ok(Window { since, until })
}
