//! What a command that writes says: what was recorded, with its date, and how to take it back.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::View;
use super::document::{Block, Document, Line, Tone};
use super::item::Item;
use crate::domain::day::Day;

/// What is said of a change.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// For the person who made it now: `Recorded for Sun 22 Nov (yesterday): mood good, sober`.
    pub now: String,
    /// For the history, which is read later: `check-in for Sun 22 Nov 2026: mood good, sober`.
    pub later: String,
    /// What else to know, below it.
    pub more: Vec<Block>,
}

/// Further keys of a change's JSON: none.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Nothing {}

/// Further keys of a removal's JSON.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Removed {
    /// Always true.
    pub removed: bool,
}

/// A record under the key of its kind.
pub struct Keyed<T>(pub T);

impl<T: Item> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(T::ONE, &self.0)?;
        map.end()
    }
}

/// A record that was added, changed or removed.
#[derive(Serialize)]
#[serde(bound = "T: Item, X: Serialize")]
pub struct Change<T, X = Nothing> {
    /// Today.
    pub as_of: Day,
    /// The record as it is now, or was before it was removed.
    #[serde(flatten)]
    pub item: Keyed<T>,
    /// What else the change leads to.
    #[serde(flatten)]
    pub extra: X,
    /// What is said of it.
    #[serde(skip)]
    pub said: Said,
    /// Whether anything is different now.
    #[serde(skip)]
    pub changed: bool,
}

impl<T: Item> Change<T, Removed> {
    /// A removal of this record.
    pub fn removal(as_of: Day, item: T) -> Self {
        let told = item.told();
        let said = Said { now: format!("Removed: {told}"), later: format!("removed {told}"), more: Vec::new() };
        Change::new(as_of, item, said).with(Removed { removed: true })
    }
}

impl<T> Change<T> {
    /// A change of this record.
    pub fn new(as_of: Day, item: T, said: Said) -> Self {
        Self { as_of, item: Keyed(item), extra: Nothing {}, said, changed: true }
    }
}

impl<T, X> Change<T, X> {
    /// The same with further keys.
    pub fn with<Y>(self, extra: Y) -> Change<T, Y> {
        Change { as_of: self.as_of, item: self.item, extra, said: self.said, changed: self.changed }
    }
}

/// A view that a write leads to: it describes its step of the log.
pub trait Written: View {
    /// What the history says of it.
    fn later(&self) -> &str;

    /// Told that nothing is different now.
    fn unchanged(&mut self);
}

impl<T: Item, X: Serialize> Written for Change<T, X> {
    fn later(&self) -> &str {
        &self.said.later
    }

    fn unchanged(&mut self) {
        self.changed = false;
    }
}

impl<T: Item, X: Serialize> View for Change<T, X> {
    fn document(&self) -> Document {
        said(&self.said, self.changed)
    }

    fn pages(&self) -> bool {
        false
    }
}

/// Lays out what is said of a change.
pub fn said(said: &Said, changed: bool) -> Document {
    if !changed {
        return Document(vec![Block::Text(Line::from("Nothing to change: it is so already."))]);
    }
    let echo = Line::from(format!("{}.", said.now)).and(Tone::Quiet, " Take back:\u{a0}onward\u{a0}undo");
    Document(std::iter::once(Block::Text(echo)).chain(said.more.iter().cloned()).collect())
}
