//! `onward milestones`: what was reached and what is coming, also for a calendar.

use std::path::PathBuf;

use super::icalendar::calendar;
use super::standing::{chosen, sobriety};
use crate::app::{Access, App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::event::{Date, Event, LeftOut, Manner};
use crate::domain::milestone::Milestone;
use crate::domain::moment::TimeOfDay;
use crate::domain::programme::OwnProgramme;
use crate::domain::sobriety::Sobriety;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::icalendar::{DateEvent, Left};
use crate::view::milestones::{ClockMilestones, Milestones, Words};
use crate::view::words::marked;

/// Milestones reached and coming
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward milestones alcohol\n  onward milestones --calendar -o dates.ics --remind-at 09:00\n\n\
    A calendar holds what is coming in the next ten years, each on its day. After a slip the same command gives the new \
    dates under the same ids, so that a calendar moves them. A hidden clock is in it only when it is named."
)]
pub struct Args {
    /// Only these clocks; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clocks: Vec<String>,
    /// The coming dates for your calendar, as a file that calendars open (iCalendar)
    #[arg(long)]
    calendar: bool,
    /// With --calendar, the new file to write, for your eyes only [default: standard output]
    #[arg(short, long, value_name = "FILE", requires = "calendar")]
    output: Option<PathBuf>,
    /// Replace the file that has this name
    #[arg(long, requires = "output")]
    force: bool,
    /// With --calendar, each is an "Appointment": neither clock nor milestone is named
    #[arg(long, requires = "calendar")]
    discreet: bool,
    /// With --calendar, it rings at this time on the day: 09:00
    #[arg(long, value_name = "HH:MM", requires = "calendar")]
    remind_at: Option<TimeOfDay>,
}

/// How many years ahead a calendar holds.
const YEARS_AHEAD: u32 = 10;

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When a name fits no clock.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let clocks = chosen(&app.store, &args.clocks, false)?;
    let own = app.store.own_programmes()?;
    if args.calendar {
        return dates(args, app, &clocks, &own);
    }
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

/// The coming milestones of these clocks for a calendar.
fn dates(args: &Args, app: &App<'_>, clocks: &[Clock], own: &[OwnProgramme]) -> Outcome {
    let manner = Manner { discreet: args.discreet, ..Manner::default() };
    let (mut events, mut left_out) = (Vec::new(), Vec::new());
    for clock in clocks {
        match coming(app, clock)? {
            Ok((first, coming)) => events.extend(coming.into_iter().map(|milestone| {
                let token = milestone.mark.token(clock.programme.as_ref(), own);
                date(clock, first, milestone, token, manner, args.remind_at)
            })),
            Err(reason) => left_out.push(Left { name: clock.name.to_string(), reason }),
        }
    }
    if events.is_empty() {
        return Err(Error::refused("there is no date to come that a calendar could hold")
            .hint("`onward milestones` shows what each clock counts by, `onward streak` where it stands"));
    }
    events.sort_by_key(|(_, told)| told.date);
    Ok(Box::new(calendar(app, (args.output.as_deref(), args.force), manner, events, left_out)?))
}

/// The first day of the current run and the milestones of it that are still to come, or why there are none.
fn coming(app: &App<'_>, clock: &Clock) -> Result<std::result::Result<(Day, Vec<Milestone>), LeftOut>> {
    if clock.stopped_on.is_some_and(|stopped| stopped <= app.today) {
        return Ok(Err(LeftOut::Stopped));
    }
    let Some(first) = sobriety(&app.store, clock, app.today)?.current_run() else { return Ok(Err(LeftOut::NoRun)) };
    let until = app.today.plus_months(12 * YEARS_AHEAD);
    let mut coming = clock.milestones.of_run(first);
    coming.retain(|milestone| milestone.date > app.today && milestone.date <= until);
    Ok(if coming.is_empty() { Err(LeftOut::NothingComing) } else { Ok((first, coming)) })
}

fn date(
    clock: &Clock,
    counted_from: Day,
    milestone: Milestone,
    token: Option<String>,
    manner: Manner,
    remind_at: Option<TimeOfDay>,
) -> (Event, DateEvent) {
    let Milestone { label, date, .. } = milestone;
    let title = format!("{}: {}", clock.name, marked(&label, token.as_ref()));
    let event = Date { clock: clock.id, label: &label, title, day: date, counted_from }.event(manner, remind_at);
    let told = DateEvent { clock: clock.name.clone(), title: event.title.clone(), label, token, date };
    (event, told)
}
