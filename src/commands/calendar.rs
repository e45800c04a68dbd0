//! `onward calendar`: what each day was, as a picture of days.

use super::find::one;
use super::standing::{chosen, sobriety};
use crate::app::{Access, App, Outcome};
use crate::domain::calendar::{ClockDays, DayCount, Month, Year};
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::{Day, DayArg};
use crate::domain::invalid::Invalid;
use crate::domain::setting::FullWeekday;
use crate::domain::sobriety::Sobriety;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::calendar::{Calendar, HeatMap, Layout};

/// How many complete weeks stand before this one where no days are named: a year, and 80 columns hold it.
const USUAL_WEEKS: i64 = 52;

/// The words that mean something else than a clock; a clock of such a name is `clock:mood`.
pub const WORDS: [&str; 3] = [MOOD, MEETINGS, CHECKINS];
const MOOD: &str = "mood";
const MEETINGS: &str = "meetings";
const CHECKINS: &str = "checkins";

/// What stands before the name of a clock where it has to be told from another word.
const CLOCK: &str = "clock:";

/// Your days as a picture: sober days of a clock, mood, meetings or check-ins
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward calendar alcohol\n  onward calendar mood --month\n  onward calendar meetings --year 2025\n  \
    onward calendar checkins --since 2024-01-01 --until 2025-12-31\n\n\
    Without WHAT, every visible clock is shown; without days, the 52 weeks before this\n\
    one and this week so far. A clock that is itself called mood, meetings or checkins\n\
    is clock:mood."
)]
pub struct Args {
    /// A clock, or: mood, meetings, checkins
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// A whole year; this year where none is named
    #[arg(long, value_name = "YYYY", num_args = 0..=1, value_parser = year, conflicts_with_all = ["month", "since"])]
    year: Option<Option<Year>>,
    /// One month, with the numbers of its days; this month where none is named
    #[arg(long, value_name = "YYYY-MM", num_args = 0..=1, value_parser = month, conflicts_with = "since")]
    month: Option<Option<Month>>,
    /// The first day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// The last day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, requires = "since", conflicts_with_all = ["year", "month"])]
    until: Option<DayArg>,
}

/// A year; whoever names a clock behind `--year` is told where it goes.
fn year(text: &str) -> std::result::Result<Year, Invalid> {
    text.parse().map_err(|wrong| what_comes_first(&wrong, "--year"))
}

/// A month, likewise.
fn month(text: &str) -> std::result::Result<Month, Invalid> {
    text.parse().map_err(|wrong| what_comes_first(&wrong, "--month"))
}

fn what_comes_first(Invalid(wrong): &Invalid, flag: &str) -> Invalid {
    Invalid(format!("{wrong}; what is to be shown comes first: onward calendar alcohol {flag}"))
}

/// How a clock is named here: by its name, and behind `clock:` where that is one of the other words.
pub fn named(clock: &str) -> String {
    let meant = WORDS.contains(&clock.to_lowercase().as_str()) || clock.starts_with(CLOCK);
    if meant { format!("{CLOCK}{clock}") } else { clock.to_owned() }
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
/// When the days named are still to come or end before they begin, or the clock's name fits none or several.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let layout = layout(args, app)?;
    let window = Window { until: layout.frame.until.min(app.today), ..layout.frame };
    let calendars = calendars(args.what.as_deref(), app, window)?;
    Ok(Box::new(Calendar { as_of: app.today, week_start: FullWeekday(app.settings.week_start), calendars, layout }))
}

fn layout(args: &Args, app: &App<'_>) -> Result<Layout> {
    let today = app.today;
    let begun = |name: &str, day: Day| app.past_day(name, DayArg::On(day));
    if let Some(month) = args.month {
        let frame = month.unwrap_or(Month::of(today)).days();
        begun("--month", frame.since)?;
        return Ok(Layout { frame, numbered: true });
    }
    let frame = match (args.year, args.since) {
        (Some(year), _) => {
            let frame = year.unwrap_or(Year::of(today)).days();
            begun("--year", frame.since)?;
            frame
        }
        (None, None) => {
            Window { since: today.week_of(app.settings.week_start).plus_days(-7 * USUAL_WEEKS), until: today }
        }
        (None, Some(since)) => {
            let since = app.past_day("--since", since)?;
            let until = args.until.map_or(Ok(today), |day| app.past_day("--until", day))?;
            if until < since {
                return Err(super::records::window_backwards(since, until));
            }
            Window { since, until }
        }
    };
    Ok(Layout { frame, numbered: false })
}

fn calendars(what: Option<&str>, app: &App<'_>, window: Window) -> Result<Vec<HeatMap>> {
    let store = &app.store;
    match what.map(|what| what.trim().to_lowercase()).as_deref() {
        Some(MOOD) => Ok(vec![HeatMap::of_moods(window, &store.moods(window.since, window.until)?)]),
        Some(MEETINGS) => {
            Ok(vec![HeatMap::of_meetings(window, &DayCount::each(&store.attended_days(window)?, window))])
        }
        Some(CHECKINS) => Ok(vec![HeatMap::of_checkins(window, &DayCount::each(&store.checkin_days(window)?, window))]),
        _ => {
            let clocks = match what {
                None => chosen(store, &[], false)?,
                Some(name) => vec![clock(app, name)?],
            };
            let own = store.own_programmes()?;
            let of = |clock: &Clock| {
                let speech = clock.programme.as_ref().map(|programme| programme.speech(&own));
                let counted = sobriety(store, clock, app.today)?;
                let days = days_of(store, clock, &counted, clock.counted_on(app.today), window)?;
                Ok(HeatMap::of_clock(clock, speech.as_ref(), window, days))
            };
            clocks.iter().map(of).collect()
        }
    }
}

/// The clock that is meant; where there is none, the other words are offered too.
fn clock(app: &App<'_>, name: &str) -> Result<Clock> {
    if let Some(name) = name.strip_prefix(CLOCK) {
        return one(&app.store, name);
    }
    one(&app.store, name).map_err(|error| {
        let others = "there are also mood, meetings and checkins";
        let hint = error.hint.as_ref().map_or_else(|| others.to_owned(), |hint| format!("{hint}; {others}"));
        Error { hint: Some(hint), ..error }
    })
}

/// The days of the window on a clock that was counted as of `on`.
///
/// # Errors
/// When the data file cannot be read.
pub fn days_of(store: &Store, clock: &Clock, counted: &Sobriety, on: Day, window: Window) -> Result<ClockDays> {
    let said = store.said_sober(clock, window)?;
    Ok(ClockDays::new(clock.since, counted, &said, on, window))
}
