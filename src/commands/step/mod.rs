//! `onward step`: work on the steps of a programme. Beginning and ending are here; notes, lists and edits stand beside.
//!
//! Not here: anything of the fellowships' texts. A step is its number.

mod edit;
mod look;
mod note;
mod which;

use clap::Subcommand;

pub use self::edit::work_item;
use self::which::{Which, WhichArgs};
use super::args::{OnArgs, RemoveArgs};
use super::find::one;
use crate::app::{Access, App, Outcome};
use crate::domain::contact::Contact;
use crate::domain::day::Day;
use crate::domain::programme::Programme;
use crate::domain::stepwork::{Stepwork, current};
use crate::error::{Error, Result};
use crate::store::Writer;
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::stepwork::StepworkItem;
use crate::view::words::{dated, near, told};

/// The steps of your programme: begin, done, note, list, show, edit, remove
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward step begin 4 --with maria\n  onward step note 4 -           # from standard input\n  onward step done 4\n  onward step list"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a step, or begin it again
    #[command(
        after_help = "Examples:\n  onward step begin 4 --with maria\n  onward step begin 1 --programme na --on 2026-11-01"
    )]
    Begin(MarkArgs),
    /// A step is done
    #[command(after_help = "Examples:\n  onward step done 4\n  onward step done 3 --on 2025-06-01 --with maria")]
    Done(MarkArgs),
    /// Write something down at a step
    #[command(
        after_help = "Examples:\n  onward step note 4 \"began the list\"\n  onward step note 4 -           # from standard input, so that it stays out of the shell's history\n  onward step note 4 --edit"
    )]
    Note(note::Args),
    /// Every step of your programmes: not begun, working, done
    #[command(after_help = "Examples:\n  onward step list\n  onward step list --programme na --json")]
    List(ListArgs),
    /// One step: every time through it, with what you wrote
    #[command(after_help = "Examples:\n  onward step show 4\n  onward step show 4 --programme na --json")]
    Show(WhichArgs),
    /// Change a time through a step, or a note
    #[command(
        after_help = "Examples:\n  onward step edit 456789ab --begun 2026-10-01 --with none\n  onward step edit 456789ab --note -\n\n`onward step show 4` shows the ids."
    )]
    Edit(edit::Args),
    /// Remove a time through a step with its notes, or one note
    #[command(
        after_help = "Examples:\n  onward step remove 456789ab\n  onward step remove 456789ab --yes\n\n`onward step show 4` shows the ids."
    )]
    Remove(RemoveArgs),
}

/// A step to begin or to be done with.
#[derive(Debug, clap::Args)]
struct MarkArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Who you work it with; a part of a contact's name is enough
    #[arg(long, value_name = "CONTACT")]
    with: Option<String>,
    #[command(flatten)]
    on: OnArgs,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// Only this programme
    #[arg(long, value_name = "NAME")]
    programme: Option<Programme>,
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
        Command::Begin(args) => begin(&args, app),
        Command::Done(args) => done(&args, app),
        Command::Note(args) => note::run(&args, app),
        Command::List(args) => look::list(args.programme.as_ref(), app),
        Command::Show(args) => look::show(&args, app),
        Command::Edit(args) => edit::run(&args, app),
        Command::Remove(args) => edit::remove(&args, app),
    }
}

impl MarkArgs {
    /// Work on this step that nothing is said of yet but with whom.
    fn work(&self, app: &App<'_>, writer: &Writer<'_>, which: &Which) -> Result<Stepwork> {
        let contact = self.with.as_deref().map(|name| one::<Contact>(writer, name)).transpose()?;
        Ok(Stepwork {
            id: app.new_id(),
            programme: which.programme.clone(),
            number: which.number,
            begun_on: None,
            done_on: None,
            contact_id: contact.as_ref().map(|contact| contact.id),
            contact: contact.map(|contact| contact.name),
            recorded_at: app.now,
        })
    }
}

fn begin(args: &MarkArgs, app: &mut App<'_>) -> Outcome {
    let which = args.which.resolve(app)?;
    let day = app.past_day("--on", args.on.on)?;
    app.write("step begin", |app, writer| {
        let earlier = which.work(writer)?;
        if let Some(open) = earlier.iter().find(|work| work.is_open()) {
            return Err(open_already(&which, open, app.today));
        }
        let work = Stepwork { begun_on: Some(day), ..args.work(app, writer, &which)? };
        writer.insert(&work)?;
        recorded(app, writer, &which, work, day, "begun")
    })
}

/// The refusal to begin a step that is being worked on.
fn open_already(which: &Which, open: &Stepwork, today: Day) -> Error {
    let since = open.begun_on.map(|day| format!(" since {}", near(day, today))).unwrap_or_default();
    Error::refused(format!("{} is being worked on already{since}", which.name())).hint(format!(
        "when it is done: onward step done {}; `step begin` is the next time through then",
        which.typed()
    ))
}

fn done(args: &MarkArgs, app: &mut App<'_>) -> Outcome {
    let which = args.which.resolve(app)?;
    let day = app.past_day("--on", args.on.on)?;
    app.write("step done", |app, writer| {
        let earlier = which.work(writer)?;
        let new = Stepwork { done_on: Some(day), ..args.work(app, writer, &which)? };
        let Some(open) = current(&earlier).filter(|work| work.is_open()) else {
            if earlier.iter().any(|work| work.done_on == Some(day)) {
                let what = format!("{} is done already, on {}", which.name(), near(day, app.today));
                return Err(Error::refused(what).hint("another day: --on DAY; another time through: onward step begin"));
            }
            writer.insert(&new)?;
            return recorded(app, writer, &which, new, day, "done");
        };
        let (contact_id, contact) = match new.contact {
            Some(name) => (new.contact_id, Some(name)),
            None => (open.contact_id, open.contact.clone()),
        };
        let work = Stepwork { done_on: Some(day), contact_id, contact, ..open.clone() };
        checked(&work)?;
        writer.update(&work)?;
        recorded(app, writer, &which, work, day, "done")
    })
}

/// Refuses days that cannot be.
fn checked(work: &Stepwork) -> Result<()> {
    let hint = format!("name another day, or correct the beginning: onward step edit {} --begun DAY", work.id.short());
    let days = work.begun_on.zip(work.done_on).map(|(begun, done)| (dated(begun), dated(done)));
    work.check().map_err(|wrong| {
        match days {
            Some((begun, done)) => Error::refused(format!("it was begun on {begun}, and cannot be done on {done}")),
            None => Error::from(wrong),
        }
        .hint(hint)
    })
}

/// What is said of a step that was begun or is done.
fn recorded(
    app: &App<'_>,
    writer: &Writer<'_>,
    which: &Which,
    work: Stepwork,
    day: Day,
    what: &str,
) -> Result<Change<StepworkItem>> {
    let item = which.item(writer, work)?;
    let now = format!("Recorded for {}: {} {what}{}", told(day, app.today), item.name(), item.company());
    let said = Said { now, later: item.told(), more: Vec::new() };
    Ok(Change::new(app.today, item, said))
}
