//! `onward contact`: people to reach, and who is due.

use clap::Subcommand;

use super::args::{NameArgs, NoteArgs, Or, RemoveNameArgs};
use super::find::{free_name, one};
use super::merge::{Merged, merged};
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::contact::{Cadence, Contact, ContactRole};
use crate::domain::day::Day;
use crate::domain::programme::Programme;
use crate::domain::text::{Name, Text};
use crate::error::Result;
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::contact::{ContactItem, Due, DueContact};
use crate::view::item::Item;
use crate::view::words::{counted, typed};

/// People to reach: add, list, show, edit, remove, due
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward contact add \"Maria G\" --role sponsor --phone \"+44 7700 900123\" --every 2d\n  onward contact due\n\n\
    A contact is somebody else's secret too: a first name and an initial are enough."
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a contact
    #[command(
        after_help = "Examples:\n  onward contact add \"Maria G\" --role sponsor --every 2d --phone -\n  onward contact add Sam --role peer --programme na"
    )]
    Add(AddArgs),
    /// Every contact, in the order in which you would call them
    #[command(after_help = "Examples:\n  onward contact list\n  onward contact list --json")]
    List,
    /// One contact
    #[command(after_help = "Examples:\n  onward contact show maria\n  onward contact show maria --json")]
    Show(NameArgs),
    /// Change a contact
    #[command(
        after_help = "Examples:\n  onward contact edit maria --every 1d\n  onward contact edit maria --phone none --order 1"
    )]
    Edit(EditArgs),
    /// Remove a contact; what was recorded with them stays
    #[command(after_help = "Examples:\n  onward contact remove maria\n  onward contact remove maria --yes")]
    Remove(RemoveNameArgs),
    /// Who it is time to be in touch with
    #[command(after_help = "Examples:\n  onward contact due\n  onward contact due --json")]
    Due,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What you call them: a first name and an initial
    #[arg(value_name = "NAME")]
    name: Name,
    #[command(flatten)]
    what: WhatArgs,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The name, or a part of it
    #[arg(value_name = "CONTACT")]
    contact: String,
    /// A new name
    #[arg(long, value_name = "NAME")]
    name: Option<Name>,
    #[command(flatten)]
    what: WhatArgs,
}

/// What is kept of a contact; "none" takes a value away.
#[derive(Debug, clap::Args)]
struct WhatArgs {
    /// sponsor, sponsee, peer, facilitator, keyworker, family, friend or other
    #[arg(long, value_name = "ROLE")]
    role: Option<ContactRole>,
    /// aa, na, smart or any name
    #[arg(long, value_name = "NAME")]
    programme: Option<Or<Programme>>,
    /// A number; "-" reads it from standard input
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Another way to reach them; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    handle: Option<String>,
    /// How often to be in touch: 2d, 1w
    #[arg(long, value_name = "DAYS")]
    every: Option<Or<Cadence>>,
    /// The place in your list of people to call, first ones first
    #[arg(long, value_name = "N")]
    order: Option<Or<u16>>,
    #[command(flatten)]
    note: NoteArgs,
}

/// A line given as an argument or, for "-", on standard input; "none" or nothing takes it away.
fn line(app: &mut App<'_>, argument: &str, given: &str) -> Result<Option<Name>> {
    let text = app.text(argument, given)?;
    Ok(text.map_or(Ok(Or(None)), |text| text.as_str().parse::<Or<Name>>())?.0)
}

/// The texts of a contact, read before anything is written; none where nothing was said of one.
struct Texts {
    phone: Option<Or<Name>>,
    handle: Option<Or<Name>>,
    note: Option<Or<Text>>,
}

impl WhatArgs {
    fn lines(&self, app: &mut App<'_>) -> Result<Texts> {
        let phone = Or::given(self.phone.as_deref(), |given| line(app, "--phone", given))?;
        let handle = Or::given(self.handle.as_deref(), |given| line(app, "--handle", given))?;
        Ok(Texts { phone, handle, note: None })
    }

    /// The contact with what was given in place of what it had.
    fn over(self, before: Contact, texts: Texts) -> Contact {
        Contact {
            role: self.role.unwrap_or(before.role),
            programme: Or::over(self.programme, before.programme),
            phone: Or::over(texts.phone, before.phone),
            handle: Or::over(texts.handle, before.handle),
            every: Or::over(self.every, before.every),
            order: Or::over(self.order, before.order),
            note: Or::over(texts.note, before.note),
            ..before
        }
    }
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
    let today = app.today;
    match args.command {
        Command::Add(args) => add(args, app),
        Command::List => records::list_of(app, app.store.contacts()?, |contact| item(today, &app.store, contact)),
        Command::Show(args) => records::show_named(&args, app, |store, contact| item(today, store, contact)),
        Command::Edit(args) => edit(args, app),
        Command::Remove(args) => records::remove_named(&args, app, stays, |store, contact| item(today, store, contact)),
        Command::Due => Ok(Box::new(Due { as_of: app.today, due: due_contacts(app)? })),
    }
}

fn item(today: Day, store: &Store, contact: Contact) -> Result<ContactItem> {
    let last = store.last_reached(&contact, today)?;
    let own = store.own_programmes()?;
    let called = contact.called(&own);
    Ok(ContactItem::new(contact, last).spoken(called, &own))
}

/// Who is due by today, most overdue first.
///
/// # Errors
/// When the data file cannot be read.
pub fn due_contacts(app: &App<'_>) -> Result<Vec<DueContact>> {
    let mut due = Vec::new();
    let own = app.store.own_programmes()?;
    for contact in app.store.contacts()? {
        let Some(every) = contact.every else { continue };
        let last_reached = app.store.last_reached(&contact, app.today)?;
        if let Some(due_on) = contact.due_on(last_reached).filter(|day| *day <= app.today) {
            due.push(DueContact {
                called: contact.called(&own),
                every_days: every.days(),
                overdue_days: due_on.days_until(app.today),
                name: contact.name,
                role: contact.role,
                last_reached,
                due_on,
            });
        }
    }
    due.sort_by_key(|contact| contact.due_on);
    Ok(due)
}

fn add(args: AddArgs, app: &mut App<'_>) -> Outcome {
    let empty = Contact {
        id: app.new_id(),
        name: args.name,
        role: ContactRole::Peer,
        programme: app.settings.programme.clone(),
        phone: None,
        handle: None,
        every: None,
        order: None,
        note: None,
        added_on: app.today,
        recorded_at: app.now,
    };
    let note = args.what.note.of_new(app, "contact add")?;
    let texts = Texts { note: note.map(|note| Or(Some(note))), ..args.what.lines(app)? };
    let contact = args.what.over(empty, texts);
    app.write("contact add", |app, writer| {
        free_name::<Contact>(writer, &contact.name, None)?;
        writer.insert(&contact)?;
        changed(app, writer, contact, "Added", "added")
    })
}

fn changed(app: &App<'_>, store: &Store, contact: Contact, now: &str, later: &str) -> Result<Change<ContactItem>> {
    let item = item(app.today, store, contact)?;
    let told = item.told();
    let said = Said { now: format!("{now}: {told}"), later: format!("{later} {told}"), more: Vec::new() };
    Ok(Change::new(app.today, item, said))
}

fn edit(args: EditArgs, app: &mut App<'_>) -> Outcome {
    let shown: Contact = one(&app.store, &args.contact)?;
    let lines = args.what.lines(app)?;
    let texts = Texts { note: args.what.note.of_changed(app, &shown, shown.note.as_ref())?, ..lines };
    let look = format!("contact show {}", typed(&args.contact));
    app.write("contact edit", |app, writer| {
        let Merged { before, after } = merged(app, writer, &shown, &look, |before| {
            let after = args.what.over(before, texts);
            Ok(Contact { name: args.name.unwrap_or(after.name), ..after })
        })?;
        free_name(writer, &after.name, Some(&before))?;
        writer.update(&after)?;
        changed(app, writer, after, "Changed", "changed")
    })
}

/// What names a contact and stays when they are removed.
fn stays(store: &Store, contact: &Contact) -> Result<String> {
    let reached = store.times_reached(contact)?;
    Ok(if reached == 0 {
        String::new()
    } else {
        format!(" What was recorded with them stays: {}.", counted(reached, "reach-out"))
    })
}
