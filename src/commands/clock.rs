//! `onward clock`: the things the person abstains from.

use clap::Subcommand;

use super::args::{MilestonesArg, NameArgs, Or, RemoveNameArgs};
use super::checkin::does_not_count;
use super::find::{free_name, one};
use super::records;
use super::standing::standing;
use crate::app::{Access, App, Outcome, reads_as};
use crate::domain::clock::Clock;
use crate::domain::day::{Day, DayArg};
use crate::domain::milestone::MilestoneSet;
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::safety;
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::store::{Store, Writer};
use crate::view::change::{Change, Said};
use crate::view::clock::ClockItem;
use crate::view::document::Block;
use crate::view::words::{counted, dated, listed, near};

/// What you abstain from: add, list, show, edit, stop, hide, remove
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward clock add alcohol --since 2026-01-01 --programme aa\n  onward clock list\n\n\
    Earlier history is entered by an earlier --since and the slips since then."
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a clock; asks, in a terminal
    #[command(
        after_help = "Examples:\n  onward clock add alcohol --since 2026-01-01 --programme aa\n  onward clock add \"late-night gaming\" --milestones 10d,3m,1y"
    )]
    Add(AddArgs),
    /// Every clock
    #[command(after_help = "Examples:\n  onward clock list\n  onward clock list --json")]
    List,
    /// One clock
    #[command(after_help = "Examples:\n  onward clock show alcohol\n  onward clock show alc --json")]
    Show(NameArgs),
    /// Change a clock
    #[command(
        after_help = "Examples:\n  onward clock edit alcohol --since 2025-12-28\n  onward clock edit alcohol --name drinking --programme none"
    )]
    Edit(EditArgs),
    /// Stop counting; its figures stay as they are on that day
    #[command(
        after_help = "Examples:\n  onward clock stop nicotine\n  onward clock stop nicotine --off      # let it count again"
    )]
    Stop(StopArgs),
    /// Keep counting, and show it only when it is named
    #[command(
        after_help = "Examples:\n  onward clock hide gambling\n  onward clock hide gambling --off      # show it again"
    )]
    Hide(HideArgs),
    /// Remove a clock; what check-ins and slips say of it stays
    #[command(after_help = "Examples:\n  onward clock remove nicotine\n  onward clock remove nicotine --yes")]
    Remove(RemoveNameArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What you call it
    #[arg(value_name = "NAME")]
    name: Option<Name>,
    /// The first sober day [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// aa, na, smart or any name
    #[arg(long, value_name = "NAME")]
    programme: Option<Or<Programme>>,
    /// aa, na, plain, none, an own list like 45d,3m=first bead,2y, or an own programme, whose list is copied
    /// [default: the programme's]
    #[arg(long, value_name = "SET")]
    milestones: Option<MilestonesArg>,
    /// Show it only when it is named
    #[arg(long)]
    hidden: bool,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The name, or a part of it
    #[arg(value_name = "CLOCK")]
    clock: String,
    /// A new name
    #[arg(long, value_name = "NAME")]
    name: Option<Name>,
    /// The first sober day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// aa, na, smart, any name, or "none"
    #[arg(long, value_name = "NAME")]
    programme: Option<Or<Programme>>,
    /// aa, na, plain, none, an own list like 45d,3m=first bead,2y, or an own programme, whose list is copied
    #[arg(long, value_name = "SET")]
    milestones: Option<MilestonesArg>,
}

#[derive(Debug, clap::Args)]
struct StopArgs {
    /// The name, or a part of it
    #[arg(value_name = "NAME")]
    name: String,
    /// The day on which it stops
    #[arg(long, value_name = "DAY", default_value = "today", allow_hyphen_values = true)]
    on: DayArg,
    /// Let it count again
    #[arg(long, conflicts_with = "on")]
    off: bool,
}

#[derive(Debug, clap::Args)]
struct HideArgs {
    /// The name, or a part of it
    #[arg(value_name = "NAME")]
    name: String,
    /// Show it again
    #[arg(long)]
    off: bool,
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
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        Command::Add(args) => add(args, app),
        Command::List => {
            let own = app.store.own_programmes()?;
            records::list_of(app, app.store.clocks()?, |clock| Ok(ClockItem::from(clock).spoken(&own)))
        }
        Command::Show(args) => records::show_named(&args, app, item),
        Command::Edit(args) => edit(args, app),
        Command::Stop(args) => stop(&args, app),
        Command::Hide(args) => hide(&args, app),
        Command::Remove(args) => records::remove_named(&args, app, stays, item),
    }
}

/// A clock in the person's own words for its programme.
fn item(store: &Store, clock: Clock) -> Result<ClockItem> {
    Ok(ClockItem::from(clock).spoken(&store.own_programmes()?))
}

/// A clock that begins to count on `since`, with the milestones of its programme.
///
/// # Errors
/// When the data file cannot be read.
pub fn new_clock(app: &App<'_>, name: Name, since: Day, programme: Option<Programme>) -> Result<Clock> {
    Ok(Clock {
        id: app.new_id(),
        name,
        since,
        milestones: usual_milestones(programme.as_ref(), &app.store.own_programmes()?),
        programme,
        hidden: false,
        stopped_on: None,
        recorded_at: app.now,
    })
}

fn add(mut args: AddArgs, app: &mut App<'_>) -> Outcome {
    if args.name.is_none() {
        ask(&mut args, app)?;
    }
    let name = args.name.ok_or_else(|| Error::usage("NAME is missing"))?;
    let since = app.past_day("--since", args.since.unwrap_or(DayArg::Today))?;
    let programme = Or::over(args.programme, app.settings.programme.clone());
    app.write("clock add", |app, writer| {
        free_name::<Clock>(writer, &name, None)?;
        let mut clock = new_clock(app, name, since, programme)?;
        if let Some(given) = args.milestones {
            clock.milestones = given.resolve(&writer.own_programmes()?)?;
        }
        clock.hidden = args.hidden;
        let what = format!("clock \"{}\", first sober day {}", clock.name, dated(since));
        let fact = safety::on_new_clock(&clock.name).map(|fact| Block::Notice(fact.to_owned()));
        writer.insert(&clock)?;
        let mut change = recorded(app, writer, clock, &format!("Added: {what}"), &format!("added {what}"))?;
        change.said.more.extend(fact);
        Ok(change)
    })
}

/// The questions of `clock add` without a name, in a terminal.
fn ask(args: &mut AddArgs, app: &mut App<'_>) -> Result<()> {
    let usual = app.settings.programme.as_ref().map_or("none", Programme::as_str).to_owned();
    let own = app.store.own_programmes()?;
    let own: String = own.iter().map(|own| format!(", {}", own.programme)).collect();
    let Some(questions) = app.questions() else {
        return Err(Error::usage("NAME is missing").hint("onward clock add alcohol --since 2026-01-01"));
    };
    args.name = questions
        .text("What do you abstain from?", "your own words; one clock each", reads_as::<Name>)?
        .map(|name| name.parse())
        .transpose()?;
    if args.since.is_none() {
        let since = questions.text(
            "Your first sober day?",
            "2026-01-01, yesterday, 3 days ago; Enter is today",
            reads_as::<DayArg>,
        )?;
        args.since = since.map(|day| day.parse()).transpose()?;
    }
    if args.programme.is_none() {
        let help = format!("aa, na, smart{own} or any name; Enter is {usual}");
        let programme = questions.text("A programme?", &help, reads_as::<Or<Programme>>)?;
        args.programme = programme.map(|name| name.parse()).transpose()?;
    }
    Ok(())
}

/// Checks and writes a changed clock, and says how it stands.
fn save(app: &App<'_>, writer: &Writer<'_>, clock: Clock, now: &str, later: &str) -> Result<Change<ClockItem>> {
    clock.check(&writer.slips_of(&clock)?).map_err(|wrong| {
        Error::from(wrong).hint("correct the slip first (`onward slip list` shows its id), or name an earlier day")
    })?;
    writer.update(&clock)?;
    recorded(app, writer, clock, now, later)
}

/// What is said of a clock that was written, with how it stands.
fn recorded(app: &App<'_>, writer: &Writer<'_>, clock: Clock, now: &str, later: &str) -> Result<Change<ClockItem>> {
    let stands = standing(writer, &clock, app.today)?;
    let more = match stands.day_number.filter(|_| clock.stopped_on.is_none()) {
        Some(day) => {
            vec![Block::Text(format!("Today is day {day}, {}.", counted(stands.full_days, "full day")).into())]
        }
        None => Vec::new(),
    };
    let said = Said { now: now.to_owned(), later: later.to_owned(), more };
    Ok(Change::new(app.today, item(writer, clock)?, said))
}

fn edit(args: EditArgs, app: &mut App<'_>) -> Outcome {
    let since = args.since.map(|day| app.past_day("--since", day)).transpose()?;
    app.write("clock edit", |app, writer| {
        let before: Clock = one(writer, &args.clock)?;
        if let Some(name) = &args.name {
            free_name(writer, name, Some(&before))?;
        }
        let programme = Or::over(args.programme, before.programme.clone());
        let own = writer.own_programmes()?;
        let milestones = match args.milestones {
            Some(given) => given.resolve(&own)?,
            None => milestones_after(&before, programme.as_ref(), &own),
        };
        let after = Clock {
            name: args.name.unwrap_or_else(|| before.name.clone()),
            since: since.unwrap_or(before.since),
            milestones,
            programme,
            ..before.clone()
        };
        let what = format!("\"{}\", {}", before.name, listed(&differences(&before, &after, &own)));
        save(app, writer, after, &format!("Changed: {what}"), &format!("changed clock {what}"))
    })
}

/// The milestones that a programme counts by, or plain ones.
fn usual_milestones(programme: Option<&Programme>, own: &[OwnProgramme]) -> MilestoneSet {
    programme.map_or(MilestoneSet::Plain, |programme| programme.usual_milestones(own))
}

/// A clock that counts by its programme's milestones follows a new programme; a choice of the person's own stays.
fn milestones_after(before: &Clock, programme: Option<&Programme>, own: &[OwnProgramme]) -> MilestoneSet {
    let usual = before.milestones == usual_milestones(before.programme.as_ref(), own);
    if usual && before.programme.as_ref() != programme {
        usual_milestones(programme, own)
    } else {
        before.milestones.clone()
    }
}

fn differences(before: &Clock, after: &Clock, own: &[OwnProgramme]) -> Vec<String> {
    let mut said = Vec::new();
    if before.name != after.name {
        said.push(format!("now named \"{}\"", after.name));
    }
    if before.since != after.since {
        said.push(format!("first sober day {}", dated(after.since)));
    }
    if before.programme != after.programme {
        said.push(format!(
            "programme {}",
            after.programme.as_ref().map_or_else(|| "none".to_owned(), |programme| programme.speech(own).title)
        ));
    }
    if before.milestones != after.milestones {
        said.push(format!("milestones {}", after.milestones));
    }
    said
}

fn stop(args: &StopArgs, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", args.on)?;
    app.write("clock stop", |app, writer| {
        let before: Clock = one(writer, &args.name)?;
        if !args.off && day < before.since {
            return Err(does_not_count(&before, day));
        }
        let after = Clock { stopped_on: (!args.off).then_some(day), ..before };
        let (now, later) = match after.stopped_on {
            Some(day) => {
                let later = format!("stopped clock \"{}\" on {}", after.name, dated(day));
                (
                    format!(
                        "Stopped: \"{}\" on {}; its figures stay as they are on that day",
                        after.name,
                        near(day, app.today)
                    ),
                    later,
                )
            }
            None => (format!("\"{}\" counts again", after.name), format!("let clock \"{}\" count again", after.name)),
        };
        save(app, writer, after, &now, &later)
    })
}

fn hide(args: &HideArgs, app: &mut App<'_>) -> Outcome {
    app.write("clock hide", |app, writer| {
        let before: Clock = one(writer, &args.name)?;
        let after = Clock { hidden: !args.off, ..before };
        let name = &after.name;
        let (now, later) = if after.hidden {
            (format!("Hidden: \"{name}\" still counts, and shows when you name it"), format!("hid clock \"{name}\""))
        } else {
            (format!("\"{name}\" is shown again"), format!("showed clock \"{name}\" again"))
        };
        save(app, writer, after, &now, &later)
    })
}

/// What names a clock and stays when it is removed.
fn stays(store: &Store, clock: &Clock) -> Result<String> {
    let named = [(store.slips_of(clock)?.len() as i64, "slip"), (store.times_said_sober(clock)?, "check-in")];
    let stay: Vec<String> = named.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    Ok(if stay.is_empty() { String::new() } else { format!(" What names it stays: {}.", listed(&stay)) })
}
