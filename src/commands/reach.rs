//! `onward reach`: one conversation with a contact.

use clap::Subcommand;

use super::args::{ListArgs, NoteArgs, OnArgs, Or, RemoveArgs, ShowArgs, recording};
use super::find::one;
use super::merge::merged;
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::contact::Contact;
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::reach::{Channel, Direction, Reach};
use crate::error::Error;
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::document::{Block, Line, Tone};
use crate::view::item::Item;
use crate::view::reach::{NextDue, ReachItem};
use crate::view::words::{near, told};

/// You were in touch with someone
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward reach maria --by call\n  onward reach sam --by text --direction incoming --on yesterday"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reach-outs, newest first
    #[command(after_help = "Examples:\n  onward reach list\n  onward reach list --since 2026-11-01 --json")]
    List(ListArgs),
    /// One reach-out with all it says
    #[command(after_help = "Examples:\n  onward reach show 456789ab\n  onward reach show 456789ab --json")]
    Show(ShowArgs),
    /// Change a reach-out
    #[command(
        after_help = "Examples:\n  onward reach edit 456789ab --by video\n  onward reach edit 456789ab --on yesterday"
    )]
    Edit(EditArgs),
    /// Remove a reach-out
    #[command(after_help = "Examples:\n  onward reach remove 456789ab\n  onward reach remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// A conversation to record.
#[derive(Debug, clap::Args)]
struct Entry {
    /// Who; a part of the name is enough
    #[arg(value_name = "CONTACT")]
    contact: Option<String>,
    /// call, text, in-person, video or voicemail
    #[arg(long, value_name = "CHANNEL")]
    by: Option<Channel>,
    /// outgoing: you began it; incoming: they did
    #[arg(long, value_name = "DIRECTION", default_value = "outgoing")]
    direction: Direction,
    #[command(flatten)]
    note: NoteArgs,
    #[command(flatten)]
    on: OnArgs,
}

/// What is to be changed about a conversation.
#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// call, text, in-person, video, voicemail, or "none"
    #[arg(long, value_name = "CHANNEL")]
    by: Option<Or<Channel>>,
    /// outgoing or incoming
    #[arg(long, value_name = "DIRECTION")]
    direction: Option<Direction>,
    #[command(flatten)]
    note: NoteArgs,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        if self.command.is_none() { recording([&self.entry.note.note]) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let item = |_: &Store, reach: Reach| Ok(ReachItem::from(reach));
    match args.command {
        None => add(&args.entry, app),
        Some(Command::List(args)) => records::list(&args, app, item),
        Some(Command::Show(args)) => records::show(&args, app, item),
        Some(Command::Edit(args)) => edit(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

fn add(entry: &Entry, app: &mut App<'_>) -> Outcome {
    let missing = || Error::usage("CONTACT is missing").hint("onward reach maria --by call");
    let name = entry.contact.as_deref().ok_or_else(missing)?;
    let day = app.past_day("--on", entry.on.on)?;
    let note = entry.note.of_new(app, "reach")?;
    app.write("reach", |app, writer| {
        let contact: Contact = one(writer, name)?;
        let reach = Reach {
            id: app.new_id(),
            contact_id: Some(contact.id),
            contact: contact.name.clone(),
            day,
            channel: entry.by,
            direction: entry.direction,
            note,
            recorded_at: app.now,
        };
        writer.insert(&reach)?;
        let due_on = contact.due_on(writer.last_reached(&contact, app.today)?);
        let next = due_on.map(|due| Block::Text(Line::of(Tone::Quiet, format!("Next due {}.", near(due, app.today)))));
        let change = answer(app, reach, "Recorded for", "", next.into_iter().collect());
        Ok(change.with(NextDue { due_on }))
    })
}

fn answer(app: &App<'_>, reach: Reach, now: &str, later: &str, more: Vec<Block>) -> Change<ReachItem> {
    let day = reach.day;
    let item = ReachItem::from(reach);
    let now = format!("{now} {}: {}", told(day, app.today), item.gist());
    let said = Said { now, later: format!("{later}{}", item.told()), more };
    Change::new(app.today, item, said)
}

fn edit(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Reach>(&args.id)?;
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let note = args.note.of_changed(app, &shown, shown.note.as_ref())?;
    app.write("reach edit", |app, writer| {
        let after = merged(app, writer, &shown, &format!("reach show {}", args.id), |reach| {
            let channel = Or::over(args.by.clone(), reach.channel);
            let direction = args.direction.unwrap_or(reach.direction);
            Ok(Reach { day: day.unwrap_or(reach.day), channel, direction, note: Or::over(note, reach.note), ..reach })
        })?
        .after;
        writer.update(&after)?;
        Ok(answer(app, after, "Changed for", "changed ", Vec::new()))
    })
}
