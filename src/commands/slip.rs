//! `onward slip`: days of use, as one more dated fact.

use clap::Subcommand;

use super::args::{ListArgs, NoteArgs, Or, RemoveArgs, ShowArgs, recording};
use super::checkin::does_not_count;
use super::merge::merged;
use super::records;
use super::standing::{named_or_only, standing};
use crate::app::{Access, App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::day::{Day, DayArg};
use crate::domain::id::IdArg;
use crate::domain::slip::{Slip, Used};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::store::{Store, Writer};
use crate::view::change::{Change, Said};
use crate::view::slip::{self as view, SlipItem, Standing};
use crate::view::words::{near, typed};

/// A slip: days of use on one clock. Every run before it still stands
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward slip alcohol                              # today\n  onward slip alcohol --on yesterday\n  \
    onward slip alcohol --from mon --to wed --trigger \"payday\" --note -\n  onward slip alcohol --ongoing                    # and later: onward resume alcohol"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Slips, newest first
    #[command(after_help = "Examples:\n  onward slip list\n  onward slip list --since 2026-01-01 --json")]
    List(ListArgs),
    /// One slip with all it says
    #[command(after_help = "Examples:\n  onward slip show 456789ab\n  onward slip show 456789ab --json")]
    Show(ShowArgs),
    /// Change a slip
    #[command(
        after_help = "Examples:\n  onward slip edit 456789ab --to thursday\n  onward slip edit 456789ab --trigger \"payday\""
    )]
    Edit(EditArgs),
    /// Remove a slip
    #[command(after_help = "Examples:\n  onward slip remove 456789ab\n  onward slip remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// A slip to record.
#[derive(Debug, clap::Args)]
struct Entry {
    /// The clock; a part of the name is enough, and the only one needs no name
    #[arg(value_name = "CLOCK")]
    clock: Option<String>,
    /// One day of use [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, conflicts_with_all = ["from", "to", "ongoing"])]
    on: Option<DayArg>,
    /// The first day of use
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<DayArg>,
    /// The last day of use
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, requires = "from")]
    to: Option<DayArg>,
    /// It has not ended yet
    #[arg(long, conflicts_with = "to")]
    ongoing: bool,
    /// What led to it; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    trigger: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
}

/// What is to be changed about a slip.
#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// The first day of use
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<DayArg>,
    /// The last day of use
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    to: Option<DayArg>,
    /// It has not ended yet
    #[arg(long, conflicts_with = "to")]
    ongoing: bool,
    /// What led to it; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    trigger: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        let entry = &self.entry;
        if self.command.is_none() { recording([&entry.trigger, &entry.note.note]) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let item = |_: &Store, slip: Slip| Ok(SlipItem::from(slip));
    match args.command {
        None => add(&args.entry, app),
        Some(Command::List(args)) => records::list(&args, app, item),
        Some(Command::Show(args)) => records::show(&args, app, item),
        Some(Command::Edit(args)) => edit(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

fn add(entry: &Entry, app: &mut App<'_>) -> Outcome {
    let used = days(entry, app)?;
    let trigger = entry.trigger.as_deref().map_or(Ok(None), |text| app.text("--trigger", text))?;
    let note = entry.note.of_new(app, "slip")?;
    app.write("slip", |app, writer| {
        let clock = named_or_only(writer, entry.clock.as_deref(), used.from)?;
        let slip = build(app, &clock, used, trigger, note)?;
        refuse_second_ongoing(app, writer, &slip)?;
        writer.insert(&slip)?;
        let said = said(app, writer, &slip)?;
        let standing = standing(writer, &clock, app.today)?;
        Ok(Change::new(app.today, SlipItem::from(slip), said).with(Standing { standing }))
    })
}

/// The days of use that were named. With --to, a weekday for --from is the last one up to that day.
fn days(entry: &Entry, app: &App<'_>) -> Result<Used> {
    let last = entry.to.map(|day| app.past_day("--to", day)).transpose()?;
    if entry.from.is_some() && last.is_none() && !entry.ongoing {
        return Err(Error::usage("--from needs --to, or --ongoing").hint("one day: --on DAY"));
    }
    let first = match (entry.from, entry.on) {
        (Some(from), _) => app.past_day("--from", from.counted_back_from(last))?,
        (None, Some(on)) => app.past_day("--on", on)?,
        (None, None) => app.today,
    };
    interval(first, if entry.ongoing { None } else { Some(last.unwrap_or(first)) })
}

fn interval(first: Day, last: Option<Day>) -> Result<Used> {
    Used::new(first, last).map_err(|wrong| Error::usage(wrong.to_string()).hint("the first day comes first"))
}

/// A slip on this clock; refused where the clock was not counting yet, or any more.
///
/// # Errors
/// When the first day lies before the clock's first sober day or after it stopped.
pub fn build(app: &App<'_>, clock: &Clock, used: Used, trigger: Option<Text>, note: Option<Text>) -> Result<Slip> {
    if !clock.active_on(used.from) {
        return Err(does_not_count(clock, used.from));
    }
    let (clock_id, clock) = (Some(clock.id), clock.name.clone());
    Ok(Slip { id: app.new_id(), clock_id, clock, used, trigger, note, recorded_at: app.now, source: None })
}

/// What is said of a recorded slip, with how its clock stands.
///
/// # Errors
/// When the data file cannot be read.
pub fn said(app: &App<'_>, writer: &Writer<'_>, slip: &Slip) -> Result<Said> {
    let clock = clock_of(writer, slip)?;
    let standing = clock.map(|clock| standing(writer, &clock, app.today)).transpose()?;
    Ok(view::recorded(slip, standing.as_ref(), app.today))
}

fn clock_of(writer: &Writer<'_>, slip: &Slip) -> Result<Option<Clock>> {
    Ok(writer.clocks()?.into_iter().find(|clock| Some(clock.id) == slip.clock_id))
}

/// A clock has one ongoing slip at the most.
fn refuse_second_ongoing(app: &App<'_>, writer: &Writer<'_>, slip: &Slip) -> Result<()> {
    let Some(clock) = clock_of(writer, slip)?.filter(|_| slip.used.to.is_none()) else { return Ok(()) };
    match writer.ongoing_slip(&clock)?.filter(|other| other.id != slip.id) {
        None => Ok(()),
        Some(other) => Err(Error::refused(format!(
            "a slip on \"{}\" is ongoing already, since {}",
            clock.name,
            near(other.used.from, app.today)
        ))
        .hint(format!("when it has ended: onward resume {}", typed(clock.name.as_str())))),
    }
}

fn edit(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Slip>(&args.id)?;
    let to = args.to.map(|day| app.past_day("--to", day)).transpose()?;
    let from = args.from.map(|day| app.past_day("--from", day.counted_back_from(to))).transpose()?;
    let trigger = Or::given(args.trigger.as_deref(), |text| app.text("--trigger", text))?;
    let note = args.note.of_changed(app, &shown, shown.note.as_ref())?;
    app.write("slip edit", |app, writer| {
        let slip = merged(app, writer, &shown, &format!("slip show {}", args.id), |slip| {
            let last = if args.ongoing { None } else { to.or(slip.used.to) };
            let used =
                Used::new(from.unwrap_or(slip.used.from), last).map_err(|wrong| Error::usage(wrong.to_string()))?;
            let (trigger, note) = (Or::over(trigger, slip.trigger), Or::over(note, slip.note));
            Ok(Slip { used, trigger, note, ..slip })
        })?
        .after;
        if let Some(clock) = clock_of(writer, &slip)?.filter(|clock| !clock.active_on(slip.used.from)) {
            return Err(does_not_count(&clock, slip.used.from));
        }
        refuse_second_ongoing(app, writer, &slip)?;
        writer.update(&slip)?;
        let said = said(app, writer, &slip)?;
        let said = Said { later: format!("changed to {}", said.later), ..said };
        Ok(Change::new(app.today, SlipItem::from(slip), said))
    })
}
