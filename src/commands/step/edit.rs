//! Changing and removing by an id, which is that of a time through a step or of a note.

use super::super::args::{NoteArgs, Or, RemoveArgs};
use super::super::find::one;
use super::super::merge::merged;
use super::super::records;
use super::checked;
use super::which::Which;
use crate::app::{App, Outcome};
use crate::domain::contact::Contact;
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::stepwork::{Stepnote, Stepwork};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::stepwork::{StepnoteItem, StepworkItem};

/// What is to be changed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The id of a time through a step or of a note, or its end
    #[arg(value_name = "ID")]
    id: IdArg,
    /// The day it was begun, or "none"
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    begun: Option<Or<DayArg>>,
    /// The day it was done; "none" opens it again
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    done: Option<Or<DayArg>>,
    /// Who it is worked with: a part of a contact's name, or "none"
    #[arg(long, value_name = "CONTACT")]
    with: Option<Or<String>>,
    #[command(flatten)]
    note: NoteArgs,
    /// The day of a note
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

/// What an id leads to.
enum Found {
    Work(Stepwork),
    Note(Stepnote),
}

fn found(store: &Store, id: &IdArg) -> Result<Found> {
    let (mut work, mut notes) = (store.with_id::<Stepwork>(id)?, store.with_id::<Stepnote>(id)?);
    match (work.pop(), notes.pop(), work.is_empty() && notes.is_empty()) {
        (Some(work), None, true) => Ok(Found::Work(work)),
        (None, Some(note), true) => Ok(Found::Note(note)),
        (None, None, _) => {
            Err(Error::refused(format!("there is no work on a step and no note on one with the id {id}"))
                .hint("`onward step show 4` shows the ids of step 4"))
        }
        _ => Err(Error::refused(format!("more than one id ends in {id}")).hint("write more of the id")),
    }
}

/// Work on a step as it is shown.
///
/// # Errors
/// When the data file cannot be read, or its programme has no steps.
pub fn work_item(store: &Store, work: Stepwork) -> Result<StepworkItem> {
    Which::of(store, &work)?.item(store, work)
}

fn note_item(store: &Store, note: Stepnote) -> Result<StepnoteItem> {
    let work = store.stepwork()?.into_iter().find(|work| work.id == note.stepwork_id);
    let work = work.ok_or_else(|| Error::data("a note belongs to no work on a step").hint("onward doctor"))?;
    Ok(StepnoteItem::new(note, &work_item(store, work)?))
}

/// Removes a time through a step or a note, after asking.
pub(super) fn remove(args: &RemoveArgs, app: &mut App<'_>) -> Outcome {
    match found(&app.store, &args.id)? {
        Found::Work(_) => records::remove::<Stepwork, _>(args, app, work_item),
        Found::Note(_) => records::remove::<Stepnote, _>(args, app, note_item),
    }
}

/// Changes a time through a step or a note.
pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let of_work = args.begun.is_some() || args.done.is_some() || args.with.is_some();
    let of_note = args.note.given() || args.on.is_some();
    match found(&app.store, &args.id)? {
        Found::Work(_) if of_note => Err(Error::usage(format!("{} is a time through a step, and not a note", args.id))
            .hint("it takes --begun, --done and --with; `onward step note 4 -` writes a note")),
        Found::Note(_) if of_work => Err(Error::usage(format!("{} is a note, and not a time through a step", args.id))
            .hint("it takes --note, --edit and --on; `onward step show 4` shows the ids")),
        Found::Work(work) => edit_work(args, app, &work),
        Found::Note(note) => edit_note(args, app, &note),
    }
}

fn edit_work(args: &Args, app: &mut App<'_>, work: &Stepwork) -> Outcome {
    let day = |argument, given: &Option<Or<DayArg>>| {
        Or::given(given.as_ref(), |Or(day)| day.map(|day| app.past_day(argument, day)).transpose())
    };
    let (begun, done) = (day("--begun", &args.begun)?, day("--done", &args.done)?);
    let look = format!("step show {}", work.number);
    app.write("step edit", |app, writer| {
        let after = merged(app, writer, work, &look, |before| {
            let (contact_id, contact) = match &args.with {
                Some(Or(Some(name))) => {
                    let contact: Contact = one(writer, name)?;
                    (Some(contact.id), Some(contact.name))
                }
                Some(Or(None)) => (None, None),
                None => (before.contact_id, before.contact.clone()),
            };
            let (begun_on, done_on) = (Or::over(begun, before.begun_on), Or::over(done, before.done_on));
            Ok(Stepwork { begun_on, done_on, contact_id, contact, ..before })
        })?
        .after;
        checked(&after)?;
        let which = Which::of(writer, &after)?;
        if after.is_open() && which.work(writer)?.iter().any(|other| other.is_open() && other.id != after.id) {
            return Err(Error::refused(format!("another time through {} is being worked on", which.name()))
                .hint(format!("when that one is done: onward step done {}", which.typed())));
        }
        writer.update(&after)?;
        changed(app, which.item(writer, after)?)
    })
}

fn edit_note(args: &Args, app: &mut App<'_>, note: &Stepnote) -> Outcome {
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let hint = format!("to take it away: onward step remove {}", args.id);
    let empty = || Error::refused("a note cannot be empty; it is as it was").hint(hint);
    let text = args.note.of_changed(app, note, Some(&note.text))?;
    let text = text.map(|Or(text)| text.ok_or_else(empty)).transpose()?;
    let work = app.store.stepwork()?.into_iter().find(|work| work.id == note.stepwork_id);
    let look = work.map_or_else(|| "step list".to_owned(), |work| format!("step show {}", work.number));
    app.write("step edit", |app, writer| {
        let after = merged(app, writer, note, &look, |note| {
            Ok(Stepnote { day: day.unwrap_or(note.day), text: text.unwrap_or(note.text), ..note })
        })?
        .after;
        writer.update(&after)?;
        changed(app, note_item(writer, after)?)
    })
}

fn changed<T: Item>(app: &App<'_>, item: T) -> Result<Change<T>> {
    let told = item.told();
    let said = Said { now: format!("Changed: {told}"), later: format!("changed {told}"), more: Vec::new() };
    Ok(Change::new(app.today, item, said))
}
