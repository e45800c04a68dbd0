//! What an export says: the document itself, or where it was written.

use serde::Serialize;

use super::View;
use super::archive::{counts, records};
use super::document::{Document, Line, Tone};
use super::words::typed;
use crate::domain::archive::Archive;
use crate::domain::day::Day;

/// An export on standard output: nothing but the document.
#[derive(Serialize)]
pub struct Printed {
    /// Today.
    pub as_of: Day,
    /// The document.
    pub text: String,
}

impl View for Printed {
    fn document(&self) -> Document {
        Document::default()
    }

    fn exactly(&self) -> Option<&str> {
        Some(&self.text)
    }
}

/// How many records of a kind there are.
#[derive(Serialize)]
struct Count {
    kind: String,
    records: usize,
}

/// An export that was written to a file or a folder.
#[derive(Serialize)]
pub struct Exported {
    as_of: Day,
    path: String,
    version: i64,
    anonymous: bool,
    records: usize,
    kinds: Vec<Count>,
}

impl Exported {
    /// What was written to `path`.
    pub fn new(as_of: Day, archive: &Archive, path: String, anonymous: bool) -> Self {
        let count =
            |table: &crate::domain::archive::Table| Count { kind: table.name.clone(), records: table.rows.len() };
        let kinds = archive.tables.iter().map(count).collect();
        Self { as_of, path, version: archive.version, anonymous, records: archive.records(), kinds }
    }
}

impl View for Exported {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let what = counts(self.kinds.iter().map(|kind| (kind.kind.as_str(), kind.records)));
        let what = if what.is_empty() { records(0) } else { what };
        document.text(format!("Exported to {}: {what}.", self.path));
        document.text(if self.anonymous {
            "Names, numbers, places, links and notes were left out; days and programmes are in it."
        } else {
            "It is not encrypted: whoever can open it can read it."
        });
        document.text(Line::of(Tone::Quiet, format!("Bring it back: onward import {}", typed(&self.path))));
        document
    }

    fn pages(&self) -> bool {
        false
    }
}
