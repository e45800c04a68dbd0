//! `onward config audience`: what each audience may see in a report, of everything and of single clocks.

use std::str::FromStr;

use crate::app::{App, Outcome};
use crate::commands::audience::{Held, Whose};
use crate::commands::find::one;
use crate::commands::merge::still;
use crate::domain::audience::{Audience, Field, FieldList, Fields};
use crate::domain::clock::Clock;
use crate::domain::contact::Contact;
use crate::domain::invalid::Invalid;
use crate::domain::sight::OF_A_CLOCK;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::audience::{AudienceList, Audiences, ChangedList};
use crate::view::change::Said;
use crate::view::document::Block;
use crate::view::history::Plain;
use crate::view::words::listed;

/// Fields as they are typed; `none` is no field.
#[derive(Debug, Clone)]
struct FieldsArg(Fields);

impl FromStr for FieldsArg {
    type Err = Invalid;

    fn from_str(text: &str) -> std::result::Result<Self, Invalid> {
        if text.trim().eq_ignore_ascii_case("none") {
            return Ok(Self(Fields::default()));
        }
        let fields: Fields = text.parse()?;
        if fields == Fields::default() {
            return Err(Invalid::new("write fields like sobriety,attendance, or none"));
        }
        Ok(Self(fields))
    }
}

/// What each audience may see in a report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// self, sponsor, keyworker, court, or a contact; a part of the name is enough
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// All that they may see; "none" for nothing
    #[arg(long, value_name = "FIELD,...", requires = "who", conflicts_with_all = ["add", "remove", "default"])]
    fields: Option<FieldsArg>,
    /// What they may see besides
    #[arg(long, value_name = "FIELD,...", requires = "who", conflicts_with = "default")]
    add: Option<FieldsArg>,
    /// What they may not see any more
    #[arg(long = "drop", id = "remove", value_name = "FIELD,...", requires = "who", conflicts_with = "default")]
    drop: Option<FieldsArg>,
    /// Only of this clock, also of a hidden one
    #[arg(long, value_name = "CLOCK", requires = "who")]
    clock: Option<String>,
    /// Back to the usual list
    #[arg(long, requires = "who")]
    default: bool,
}

/// Answers.
///
/// # Errors
/// When a name fits none or several, or a field is not told of a clock.
pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let Some(who) = &args.who else {
        return Ok(Box::new(Audiences { as_of: app.today, lists: all(&app.store)? }));
    };
    let whose = Whose::named(&app.store, who)?;
    let clock: Option<Clock> = args.clock.as_deref().map(|name| one(&app.store, name)).transpose()?;
    let lists = app.store.field_lists()?;
    if !args.changes() {
        let mut shown = of(&whose, &lists, &app.store.clocks()?);
        if let Some(clock) = &clock {
            shown = vec![view(&whose, Some(clock), of_clock(&whose, &lists, clock))];
        }
        return Ok(Box::new(Audiences { as_of: app.today, lists: shown }));
    }
    // What is refused is refused before anything is opened for writing.
    args.wanted(&whose, &lists, clock.as_ref())?;
    change(app, args, &whose, clock.as_ref())
}

impl Args {
    fn changes(&self) -> bool {
        self.default || self.fields.is_some() || self.add.is_some() || self.drop.is_some()
    }

    /// The fields that are to be seen, given the lists as they are; none where the usual list is to hold again.
    fn wanted(&self, whose: &Whose, lists: &[FieldList], clock: Option<&Clock>) -> Result<Option<Fields>> {
        if self.default {
            return Ok(None);
        }
        let fields = match &self.fields {
            Some(FieldsArg(fields)) => fields.clone(),
            None => {
                let held = clock.map_or_else(|| whose.general(lists), |clock| of_clock(whose, lists, clock));
                let before = held.map(|(fields, _)| fields).unwrap_or_default();
                let add = self.add.iter().flat_map(|FieldsArg(fields)| fields.iter());
                let dropped = |field: &Field| self.drop.as_ref().is_some_and(|FieldsArg(fields)| fields.has(*field));
                before.iter().chain(add).filter(|field| !dropped(field)).collect()
            }
        };
        if clock.is_some() {
            insist_on_fields_of_a_clock(&fields)?;
        }
        Ok(Some(fields))
    }
}

fn insist_on_fields_of_a_clock(fields: &Fields) -> Result<()> {
    let other: Vec<&str> = fields.iter().filter(|field| !OF_A_CLOCK.contains(field)).map(Field::as_str).collect();
    if other.is_empty() {
        return Ok(());
    }
    let known: Vec<&str> = OF_A_CLOCK.iter().map(|field| field.as_str()).collect();
    Err(Error::usage(format!("{} cannot be said of one clock", listed(&other)))
        .hint(format!("of a clock there are {}", listed(&known))))
}

/// What holds for a clock: a list for it, or what is seen of it by the list for everything.
fn of_clock(whose: &Whose, lists: &[FieldList], clock: &Clock) -> Option<Held> {
    let general = || {
        let (fields, list) = whose.general(lists)?;
        let fields = fields.iter().filter(|field| OF_A_CLOCK.contains(field) && clock.visible()).collect();
        Some((fields, list))
    };
    whose.of_clock(lists, clock).or_else(general)
}

fn view(whose: &Whose, clock: Option<&Clock>, held: Option<Held>) -> AudienceList {
    let (fields, list) = held.map_or_else(|| (Fields::default(), None), |(fields, list)| (fields, Some(list)));
    AudienceList {
        audience: whose.audience,
        contact: whose.contact.as_ref().map(|contact| contact.name.clone()),
        clock: clock.map(|clock| clock.name.clone()),
        list,
        fields,
    }
}

/// The lists of one audience: of everything, then of the clocks that have one.
fn of(whose: &Whose, lists: &[FieldList], clocks: &[Clock]) -> Vec<AudienceList> {
    let of_clocks = clocks.iter().filter_map(|clock| {
        let held = whose.of_clock(lists, clock)?;
        Some(view(whose, Some(clock), Some(held)))
    });
    std::iter::once(view(whose, None, whose.general(lists))).chain(of_clocks).collect()
}

/// Every list that holds: of the audiences, and of the contacts who have one of their own or by their role.
fn all(store: &Store) -> Result<Vec<AudienceList>> {
    let (lists, clocks) = (store.field_lists()?, store.clocks()?);
    let roles = Audience::ALL.iter().filter(|audience| **audience != Audience::Contact);
    let mut all: Vec<AudienceList> = roles.flat_map(|role| of(&Whose::role(*role), &lists, &clocks)).collect();
    let with_list = |contact: &Contact| lists.iter().any(|list| list.contact_id == Some(contact.id));
    for contact in store.contacts()?.into_iter().filter(with_list) {
        let whose = Whose { audience: Audience::Contact, contact: Some(contact) };
        all.extend(of(&whose, &lists, &clocks));
    }
    Ok(all)
}

/// Writes the list, or takes it away where the usual one is to hold again.
fn change(app: &mut App<'_>, args: &Args, whose: &Whose, clock: Option<&Clock>) -> Outcome {
    app.write("config audience", |app, writer| {
        let clock = clock.map(|clock| still(app, writer, clock)).transpose()?;
        let contact = whose.contact.as_ref().map(|contact| still(app, writer, contact)).transpose()?;
        let (clock, whose) = (clock.as_ref(), &Whose { audience: whose.audience, contact });
        let lists = writer.field_lists()?;
        let (before, wanted) = (whose.own(&lists, clock).cloned(), args.wanted(whose, &lists, clock)?);
        match (before, wanted) {
            (Some(before), None) => writer.remove(&before)?,
            (Some(before), Some(fields)) if before.fields == fields => {}
            (Some(before), Some(fields)) => {
                writer.update(&FieldList { fields, recorded_at: app.now, ..before })?;
            }
            (None, None) => {}
            (None, Some(fields)) => writer.insert(&FieldList {
                id: app.new_id(),
                audience: whose.audience,
                contact_id: whose.contact.as_ref().map(|contact| contact.id),
                clock_id: clock.map(|clock| clock.id),
                fields,
                recorded_at: app.now,
            })?,
        }
        let lists = writer.field_lists()?;
        let held = clock.map_or_else(|| whose.general(&lists), |clock| of_clock(whose, &lists, clock));
        let list = view(whose, clock, held);
        let told = list.told();
        let more = list.aside().map(|aside| Block::Notice(aside.to_owned())).into_iter().collect();
        let now = if list.list.is_none() { "Taken away: " } else { "Set: " };
        let said = Said { now: format!("{now}{told}"), later: told, more };
        Ok(Plain { as_of: app.today, keys: ChangedList { list }, said, changed: true })
    })
}
