//! Records as they are listed and shown: every kind of record in the same two ways.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use crate::domain::day::Day;
use crate::domain::source::Source;

/// A record that can stand in a list or be shown by itself.
pub trait Item: Serialize {
    /// Its key in JSON: `checkin`.
    const ONE: &'static str;
    /// The key of a list of them: `checkins`.
    const MANY: &'static str;
    /// The headers of a list.
    const HEADERS: &'static [&'static str];
    /// What to say when there is none.
    const EMPTY: &'static str;

    /// What it is, in one line that stands by itself: for the history, and before it is removed.
    fn told(&self) -> String;

    /// Its row in a list.
    fn row(&self, today: Day) -> Vec<Cell>;

    /// All that is kept of it, for a page of its own.
    fn facts(&self, today: Day) -> Vec<(&'static str, Line)>;

    /// The program that it was imported from.
    fn source(&self) -> Option<Source> {
        None
    }
}

/// Keeps the facts that have something to say.
pub fn facts(all: Vec<(&'static str, Option<String>)>) -> Vec<(&'static str, Line)> {
    all.into_iter().filter_map(|(label, value)| Some((label, Line::from(value?)))).collect()
}

/// What is written, or nothing: the common step from an optional value to a fact.
pub fn said<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

/// The program that a record was imported from: `daylio (imported)`.
pub fn imported(source: Option<Source>) -> Option<String> {
    source.map(|source| format!("{source} (imported)"))
}

/// An optional value in a table; a quiet dash where there is none.
pub fn or_dash<T: ToString>(value: Option<&T>) -> Cell {
    value.map_or_else(|| Cell::from(Line::of(Tone::Quiet, "–")), |value| Cell::from(value.to_string()))
}

/// A record's id as lists show it.
pub fn short_id(id: crate::domain::id::Id) -> Cell {
    Cell::from(Line::of(Tone::Quiet, id.short()))
}

/// A list of records.
pub struct List<T> {
    /// Today.
    pub as_of: Day,
    /// The records, in the order in which they are shown.
    pub items: Vec<T>,
}

impl<T: Item> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("as_of", &self.as_of)?;
        map.serialize_entry(T::MANY, &self.items)?;
        map.end()
    }
}

impl<T: Item> View for List<T> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.items.is_empty() {
            document.text(T::EMPTY);
            return document;
        }
        let mut headers = T::HEADERS.to_vec();
        let mut rows: Vec<Vec<Cell>> = self.items.iter().map(|item| item.row(self.as_of)).collect();
        if self.items.iter().any(|item| item.source().is_some()) {
            headers.push("Imported");
            rows.iter_mut().zip(&self.items).for_each(|(row, item)| row.push(or_dash(item.source().as_ref())));
        }
        document.push(Block::Table(Table { headers, rows }));
        document
    }
}

/// One record, shown by itself.
pub struct One<T> {
    /// Today.
    pub as_of: Day,
    /// The record.
    pub item: T,
}

impl<T: Item> Serialize for One<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("as_of", &self.as_of)?;
        map.serialize_entry(T::ONE, &self.item)?;
        map.end()
    }
}

impl<T: Item> View for One<T> {
    fn document(&self) -> Document {
        Document(vec![Block::Facts(self.item.facts(self.as_of))])
    }
}
