//! Finding the one clock, meeting or contact that a part of a name means.

use crate::app::App;
use crate::domain::clock::Clock;
use crate::domain::contact::Contact;
use crate::domain::day::Day;
use crate::domain::lookup::{Found, find};
use crate::domain::meeting::Meeting;
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::store::{Record, Store};
use crate::view::words::listed;

/// A record that people name.
pub trait Named: Record + Clone {
    /// Its name.
    fn name(&self) -> &Name;

    /// All there are.
    ///
    /// # Errors
    /// When the data file cannot be read.
    fn all(store: &Store) -> Result<Vec<Self>>;
}

impl Named for Clock {
    fn name(&self) -> &Name {
        &self.name
    }

    fn all(store: &Store) -> Result<Vec<Self>> {
        store.clocks()
    }
}

impl Named for Meeting {
    fn name(&self) -> &Name {
        &self.name
    }

    fn all(store: &Store) -> Result<Vec<Self>> {
        store.meetings()
    }
}

impl Named for Contact {
    fn name(&self) -> &Name {
        &self.name
    }

    fn all(store: &Store) -> Result<Vec<Self>> {
        store.contacts()
    }
}

/// The one that `wanted` means.
///
/// # Errors
/// A refusal that lists the candidates when several fit, and near matches when none does.
pub fn one<T: Named>(store: &Store, wanted: &str) -> Result<T> {
    let all = T::all(store)?;
    match find(wanted, &all, T::name) {
        Found::One(one) => Ok(one.clone()),
        Found::Many(many) => Err(ambiguous(wanted, &many)),
        Found::Near(near) => Err(missing(wanted, &near, &all)),
    }
}

/// The refusal of a part of a name that fits several.
pub fn ambiguous<T: Named>(wanted: &str, fit: &[&T]) -> Error {
    ambiguous_names(wanted, T::WHAT, fit.iter().map(|one| one.name()))
}

/// The refusal of a part of a name that fits several of what is called `what`.
pub fn ambiguous_names<'a>(wanted: &str, what: &str, fit: impl Iterator<Item = &'a Name>) -> Error {
    let names: Vec<String> = fit.map(|name| format!("\"{name}\"")).collect();
    Error::refused(format!("\"{wanted}\" fits more than one {what}: {}", listed(&names))).hint("write more of the name")
}

fn missing<T: Named>(wanted: &str, near: &[&T], all: &[T]) -> Error {
    let (what, command) = (T::WHAT, T::COMMAND);
    let error = Error::refused(format!("there is no {what} named \"{wanted}\""));
    if !near.is_empty() {
        return error.hint(format!("did you mean {}?", names(near)));
    }
    if all.is_empty() {
        return error.hint(format!("none is kept yet; `onward {command} add` adds one"));
    }
    error.hint(format!("`onward {command} list` shows them all"))
}

fn names<T: Named>(some: &[&T]) -> String {
    listed(&some.iter().map(|one| format!("\"{}\"", one.name())).collect::<Vec<_>>())
}

/// Refuses a name that another record of the kind has already, whatever the case of its letters.
///
/// # Errors
/// When the name is taken.
pub fn free_name<T: Named>(store: &Store, name: &Name, own: Option<&T>) -> Result<()> {
    let taken = T::all(store)?
        .into_iter()
        .find(|other| other.name().key() == name.key() && own.is_none_or(|own| own.id() != other.id()));
    match taken {
        None => Ok(()),
        Some(other) => Err(Error::refused(format!("there is a {} named \"{}\" already", T::WHAT, other.name()))
            .hint(format!("choose another name, or change that one: onward {} edit", T::COMMAND))),
    }
}

/// The clock that something is about, as the person chooses it in a terminal: one of those shown that count on the day,
/// or none.
///
/// # Errors
/// When the data file cannot be read, or the person stops.
pub fn chosen_clock(app: &mut App<'_>, day: Day) -> Result<Option<Clock>> {
    let mut clocks = app.store.clocks()?;
    clocks.retain(|clock| clock.visible() && clock.active_on(day));
    let mut offered: Vec<String> = clocks.iter().map(|clock| clock.name.to_string()).collect();
    let Some(questions) = app.questions().filter(|_| !offered.is_empty()) else { return Ok(None) };
    offered.push("leave it out".to_owned());
    let chosen = questions.choose("What is it about?", &offered)?;
    Ok(clocks.into_iter().nth(chosen))
}
