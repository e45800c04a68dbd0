//! `onward urge`: a time of temptation, when it comes or afterwards.
//!
//! An urge records neither a slip nor a check-in's craving: these are facts of their own, with commands of their own.

mod ask;
mod edit;
mod what;

use clap::Subcommand;

use self::what::{EndArgs, WhatArgs};
use super::args::{ListArgs, NoteArgs, OnArgs, Or, RemoveArgs, ShowArgs, recording};
use super::{find, records};
use crate::app::{Access, App, Outcome};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::moment::TimeOfDay;
use crate::domain::mood::Scale;
use crate::domain::urge::{self, Urge};
use crate::error::{Error, Result};
use crate::store::{Store, Writer};
use crate::view::change::Change;
use crate::view::urge::{Beside, Passed, UrgeExtra, UrgeItem, recorded};

/// A time of temptation: how strong, what brought it, what you did
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward urge                                # asks, in a terminal\n  onward urge 7 alcohol\n  \
    onward urge 8 --trigger \"payday\" --halt lonely,tired\n  onward urge done --outcome passed --after 2 --minutes 20\n  \
    onward urge 6 --on yesterday --at 22:15 --choice delayed --did \"rang Maria\" --outcome passed\n\n\
    The craving of a check-in is another fact, one figure of a day; neither\n\
    counts as the other. The outcome \"used\" records no slip: onward slip does."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What came of an urge that you began to record
    #[command(after_help = "Examples:\n  onward urge done                           # asks, in a terminal\n  \
        onward urge done --outcome passed --after 2 --minutes 20 --choice delayed\n  onward urge done 456789ab --outcome used")]
    Done(edit::DoneArgs),
    /// Urges, newest first
    #[command(after_help = "Examples:\n  onward urge list\n  onward urge list --since 2026-11-01 --json")]
    List(ListArgs),
    /// One urge with all it says
    #[command(after_help = "Examples:\n  onward urge show 456789ab\n  onward urge show 456789ab --json")]
    Show(ShowArgs),
    /// Change an urge; the latest, where none is named
    #[command(
        after_help = "Examples:\n  onward urge edit --trigger \"a row at work\"\n  onward urge edit 456789ab --at none --choice escaped,distracted"
    )]
    Edit(edit::EditArgs),
    /// Remove an urge
    #[command(after_help = "Examples:\n  onward urge remove 456789ab\n  onward urge remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// An urge to record.
#[derive(Debug, clap::Args)]
struct Entry {
    /// How strong it is, 0 to 10
    #[arg(value_name = "STRENGTH", allow_negative_numbers = true)]
    strength: Option<Scale>,
    /// The clock it is about; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clock: Option<String>,
    /// The same by its flag, as `urge edit` has it
    #[arg(long = "clock", value_name = "CLOCK", hide = true, conflicts_with = "clock")]
    by_flag: Option<String>,
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    end: EndArgs,
    #[command(flatten)]
    note: NoteArgs,
    #[command(flatten)]
    on: OnArgs,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        let entry = &self.entry;
        let texts = [&entry.what.trigger, &entry.end.did, &entry.note.note];
        if self.command.is_none() { recording(texts) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let item = |_: &Store, urge: Urge| Ok(UrgeItem::from(urge));
    match args.command {
        None => add(args.entry, app),
        Some(Command::Done(args)) => edit::done(args, app),
        Some(Command::List(args)) => records::list(&args, app, item),
        Some(Command::Show(args)) => records::show(&args, app, item),
        Some(Command::Edit(args)) => edit::run(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

fn add(mut entry: Entry, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", entry.on.on)?;
    let strength = match entry.strength {
        Some(strength) => strength,
        None => ask::complete(&mut entry, app, day)?,
    };
    let time = (day == app.today).then(|| app.now.time());
    let (trigger, did) = (entry.what.read(app)?, entry.end.read(app)?);
    let note = entry.note.of_new(app, "urge")?;
    let blank = Urge { note, ..Urge::new(app.new_id(), day, time, strength, app.now) };
    let urge = entry.end.over(did, entry.what.over(trigger, blank));
    refuse_to_come(app, urge.day, urge.time)?;
    let clock = entry.clock.or(entry.by_flag).map(|name| Or(Some(name)));
    app.write("urge", |app, writer| {
        let urge = about(writer, urge, clock.as_ref())?;
        writer.insert(&urge)?;
        answer(app, writer, urge, "Recorded for", "")
    })
}

/// The urge with the clock that was named, or without one.
fn about(store: &Store, urge: Urge, named: Option<&Or<String>>) -> Result<Urge> {
    let Some(Or(name)) = named else { return Ok(urge) };
    let clock: Option<Clock> = name.as_deref().map(|name| find::one(store, name)).transpose()?;
    let (clock_id, clock) = clock.map(|clock| (clock.id, clock.name)).unzip();
    Ok(Urge { clock_id, clock, ..urge })
}

/// Of today, only what has been can be recorded.
fn refuse_to_come(app: &App<'_>, day: Day, time: Option<TimeOfDay>) -> Result<()> {
    let now = app.now.time();
    match time.filter(|time| day == app.today && time.comes_after(now, app.settings.day_start.0)) {
        None => Ok(()),
        Some(time) => Err(Error::refused(format!("--at: {time} today is still to come"))
            .hint(format!("it is {now} now; another day: --on yesterday"))),
    }
}

/// What is said of an urge that was written.
///
/// # Errors
/// When the data file cannot be read.
pub fn answer(
    app: &App<'_>,
    writer: &Writer<'_>,
    urge: Urge,
    first: &str,
    later: &str,
) -> Result<Change<UrgeItem, UrgeExtra>> {
    let passed = match urge.outcome {
        Some(urge::Outcome::Passed) => {
            let (urges, since) = writer.urges_passed()?;
            since.map(|since| Passed { urges, since })
        }
        _ => None,
    };
    let clock = writer.clocks()?.into_iter().find(|clock| Some(clock.id) == urge.clock_id);
    let slip_recorded = clock.map_or(Ok(false), |clock| writer.slip_on(&clock, urge.day))?;
    let said = recorded(&urge, first, later, Beside { today: app.today, passed, slip_recorded });
    Ok(Change::new(app.today, UrgeItem::from(urge), said).with(UrgeExtra { passed }))
}
