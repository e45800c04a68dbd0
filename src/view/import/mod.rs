//! What an import of an own export adds, finds the same and finds different; of others, [`foreign`].

pub mod foreign;

use serde::Serialize;

use super::View;
use super::archive::{counts, heading, one, records};
use super::change::Written;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use crate::domain::archive::merge::{Difference, Merged};
use crate::domain::day::Day;
use crate::domain::id::Id;

/// The most differences that are listed for a person; `--json` lists all.
const LISTED: usize = 10;

/// How many records of a kind were added, are the same, and differ.
#[derive(Serialize)]
struct Count {
    kind: String,
    added: usize,
    same: usize,
    differs: usize,
}

/// A record that is here with other values.
#[derive(Serialize)]
struct Differing {
    kind: String,
    id: String,
    columns: Vec<String>,
}

/// The answer to `onward import`.
#[derive(Serialize)]
pub struct Imported {
    as_of: Day,
    dry_run: bool,
    added: usize,
    same: usize,
    differs: usize,
    kinds: Vec<Count>,
    differing: Vec<Differing>,
    #[serde(skip)]
    later: String,
}

impl Imported {
    /// What comes of these tables; with `dry_run`, what would.
    pub fn new(as_of: Day, merged: Vec<Merged>, dry_run: bool) -> Self {
        let count = |table: &Merged| Count {
            kind: table.added.name.clone(),
            added: table.added.rows.len(),
            same: table.same,
            differs: table.differs.len(),
        };
        let kinds: Vec<Count> = merged.iter().map(count).collect();
        let later = format!("import of {}", counts(kinds.iter().map(|kind| (kind.kind.as_str(), kind.added))));
        let differing = |Difference { table: kind, id, columns }: Difference| Differing { kind, id, columns };
        Self {
            as_of,
            dry_run,
            added: kinds.iter().map(|kind| kind.added).sum(),
            same: kinds.iter().map(|kind| kind.same).sum(),
            differs: kinds.iter().map(|kind| kind.differs).sum(),
            kinds,
            differing: merged.into_iter().flat_map(|table| table.differs).map(differing).collect(),
            later,
        }
    }

    /// What happened, in the first line.
    fn said(&self) -> Line {
        let added = records(self.added);
        match (self.dry_run, self.added) {
            (_, 0) if self.differs > 0 => Line::from("Nothing to add."),
            (_, 0) => Line::from("Nothing to add: all of it is here already."),
            (true, _) => Line::from(format!("Would add {added}. Nothing was changed.")),
            (false, _) => Line::from(format!("Added {added}.")).and(Tone::Quiet, " Take back:\u{a0}onward\u{a0}undo"),
        }
    }

    fn table(&self) -> Table {
        let some = self.kinds.iter().filter(|kind| kind.added + kind.same + kind.differs > 0);
        let number = |count: usize| Cell::Number(count.to_string());
        let row = |kind: &Count| {
            vec![Cell::from(heading(&kind.kind)), number(kind.added), number(kind.same), number(kind.differs)]
        };
        Table { headers: vec!["", "Added", "The same", "Differ"], rows: some.map(row).collect() }
    }
}

/// The end of an id, as lists show it; a word such as `day-start` whole.
fn shown(id: &str) -> String {
    Id::parse(id).map_or_else(|_| id.to_owned(), Id::short)
}

impl Written for Imported {
    fn later(&self) -> &str {
        &self.later
    }

    fn unchanged(&mut self) {}
}

impl View for Imported {
    fn document(&self) -> Document {
        let mut document = Document(vec![Block::Text(self.said())]);
        let table = self.table();
        if !table.rows.is_empty() {
            document.push(Block::Table(table));
        }
        if self.differing.is_empty() {
            return document;
        }
        document.heading("Here with other values; yours are kept");
        let row = |differing: &Differing| {
            vec![
                Cell::from(one(&differing.kind)),
                Cell::from(Line::of(Tone::Quiet, shown(&differing.id))),
                Cell::from(differing.columns.join(", ")),
            ]
        };
        let rows = self.differing.iter().take(LISTED).map(row).collect();
        document.push(Block::Table(Table { headers: vec!["What", "Id", "Differs in"], rows }));
        let more = self.differing.len().saturating_sub(LISTED);
        if more > 0 {
            document.text(Line::of(Tone::Quiet, format!("{} more; --json lists them all.", records(more))));
        }
        document
    }
}
