//! `onward attendance`: weeks, consistency, streak of weeks, gaps.

mod sheet;

use clap::Subcommand;

use self::sheet::SheetArgs;
use crate::app::{Access, App, Outcome};
use crate::domain::attendance::{Role, Tally};
use crate::domain::clock::Clock;
use crate::domain::consistency::{Consistency, Window};
use crate::domain::day::{Day, DayArg};
use crate::domain::goal::{self, Goal, Target};
use crate::domain::pace::Pace;
use crate::domain::programme::{Programme, Speech, did_in};
use crate::domain::setting::FullWeekday;
use crate::error::Result;
use crate::view::attendance::{AttendanceReport, ByRole, Counted, MeetingWords, PaceView, ThisWeek};

/// How steadily you go to meetings: weeks, consistency, streak of weeks, gaps
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward attendance\n  onward attendance --since 2026-01-01 --until 2026-03-31\n\n\
    The usual window is the 12 complete weeks before this one, and this week so far."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    days: DayArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A sheet of meetings to be signed, for somebody who asks for one: what you say of yourself, and no certificate
    #[command(after_help = SHEET_HELP)]
    Sheet(SheetArgs),
}

const SHEET_HELP: &str = "Examples:\n  onward attendance sheet --since 2026-09-01 --until 2026-11-23 -o sheet.html\n  \
    onward attendance sheet --since 2026-09-01 --programme aa --name-on-sheet - --case - -o sheet.md\n\n\
    The name and the case number stand in that file and nowhere else. Write - for them: they\n\
    are asked for in a terminal, or read from standard input, a line each, the name first.\n\
    Left out, the sheet has a line to write the name on by hand.";

/// The days looked at.
#[derive(Debug, clap::Args)]
struct DayArgs {
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
/// When the window ends before it begins, or in the future.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    if let Some(Command::Sheet(args)) = &args.command {
        return sheet::run(args, app);
    }
    let args = &args.days;
    Ok(Box::new(report(app, window(args, app)?, app.today)?))
}

/// How steadily meetings were attended on these days, counted as of `on`.
///
/// # Errors
/// When the data file cannot be read.
pub fn report(app: &App<'_>, window: Window, on: Day) -> Result<AttendanceReport> {
    let week_start = app.settings.week_start;
    let goals = app.store.goals()?;
    let goal_per_week = goal::per_week(&goals);
    let days = app.store.attended_days(Window::all(on))?;
    let tally = app.store.tally(window)?;
    let counted = Counted {
        window,
        week_start: FullWeekday(week_start),
        goal_per_week,
        spoken: words(app, &tally)?,
        consistency: Consistency::new(&days, window, week_start, goal_per_week, on),
        by_programme: tally.by_programme,
        by_role: ByRole(tally.by_role),
        pace: pace(app, &goals)?,
    };
    Ok(AttendanceReport::new(app.today, counted))
}

/// How the programmes of these attendances are spoken of; those of the clocks, while nothing was attended.
fn words(app: &App<'_>, tally: &Tally) -> Result<MeetingWords> {
    let own = app.store.own_programmes()?;
    let speech = |name: &String| name.parse::<Programme>().ok().map(|programme| programme.speech(&own));
    let spoken: Vec<Option<Speech>> = tally.by_programme.keys().map(speech).collect();
    let title = |(name, speech): (&String, &Option<Speech>)| {
        speech.as_ref().map_or_else(|| name.clone(), |speech| speech.title.clone())
    };
    let titles = tally.by_programme.keys().zip(&spoken).map(title).collect();
    let mut followed = spoken;
    if followed.is_empty() {
        let clocks = app.store.clocks()?.into_iter().filter(Clock::visible);
        followed = clocks.filter_map(|clock| Some(clock.programme?.speech(&own))).map(Some).collect();
    }
    let did = Role::ALL.iter().map(|role| did_in(followed.iter().map(Option::as_ref), *role)).collect();
    Ok(MeetingWords { titles, did })
}

fn window(args: &DayArgs, app: &App<'_>) -> Result<Window> {
    let until = args.until.map_or(Ok(app.today), |day| app.past_day("--until", day))?;
    let since = args.since.map(|day| day.resolve(app.today)).transpose()?;
    let since = since.unwrap_or_else(|| Window::usual(until, app.settings.week_start).since);
    if until < since {
        return Err(super::records::window_backwards(since, until));
    }
    Ok(Window { since, until })
}

/// This week against the goal, and how many of its days are left, today included.
///
/// # Errors
/// When the data file cannot be read.
pub fn this_week(app: &App<'_>, goals: &[Goal]) -> Result<(ThisWeek, i64)> {
    let week = Window::this_week(app.today, app.settings.week_start);
    let attended = app.store.attended_in(week)?;
    Ok((ThisWeek { attended, goal: goal::per_week(goals) }, 8 - week.days()))
}

/// How the goal of so many meetings in so many days stands, where one is set.
///
/// # Errors
/// When the data file cannot be read.
pub fn pace(app: &App<'_>, goals: &[Goal]) -> Result<Option<PaceView>> {
    let goal = goals.iter().find_map(|goal| match goal.target {
        Target::InDays { from, .. } => Some((goal, from)),
        Target::PerWeek => None,
    });
    let Some((goal, from)) = goal else { return Ok(None) };
    let days = app.store.attended_days(Window { since: from, until: app.today })?;
    Ok(Pace::new(goal, &days, app.today).map(|pace| PaceView::new(pace, app.today)))
}
