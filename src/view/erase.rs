//! What an erasing took away, and what it could not reach.

use serde::Serialize;

use super::document::{Block, Document, Line, Tone};
use super::words::counted;
use super::{PARTLY, View};
use crate::domain::day::Day;
use crate::domain::kind::Kind;

/// What was erased.
#[derive(Debug, Clone, Serialize)]
pub struct ErasedView {
    /// The kind of record.
    pub kind: Kind,
    /// Its id; of a setting its name.
    pub id: String,
    /// Whether the record itself was still kept; otherwise only the log held it.
    pub record: bool,
    /// How many entries of the log went with it.
    pub log_entries: i64,
    /// How many other records keep the name that they copied from it.
    pub copies: i64,
    /// Whether the file was written anew, so that nothing is left between its pages.
    pub rewritten: bool,
    /// How many backups in the data folder held it, and no longer do.
    pub backups: i64,
    /// The backups in the data folder that could not be opened and may still hold it.
    pub unopened: Vec<String>,
}

/// The answer to `onward erase`.
#[derive(Serialize)]
pub struct Erasing {
    /// Today.
    pub as_of: Day,
    /// What was erased.
    pub erased: ErasedView,
    /// What it was, for the person who erased it: nothing keeps this.
    #[serde(skip)]
    pub told: String,
}

/// `3 entries`.
pub fn entries(number: i64) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

/// What keeps a name that is erased: ` 3 other records keep the name they copied.`, or nothing.
pub fn copies(number: i64) -> String {
    match number {
        0 => String::new(),
        1 => " 1 other record keeps the name it copied.".to_owned(),
        _ => format!(" {} keep the name they copied.", counted(number, "other record")),
    }
}

impl View for Erasing {
    fn document(&self) -> Document {
        let ErasedView { log_entries, copies: named, rewritten, backups, ref unopened, .. } = self.erased;
        let mut document = Document::default();
        document.text(Line::of(Tone::Strong, format!("Erased for good: {}.", self.told)));
        document.text(format!("With it went {} of the log.{}", entries(log_entries), copies(named)));
        if backups > 0 {
            document.text(format!("It was erased from {} in the data folder too.", counted(backups, "backup")));
        }
        if !unopened.is_empty() {
            document.push(Block::Notice(format!(
                "These could not be opened and may still hold it: {}",
                unopened.join(", ")
            )));
        }
        if !rewritten {
            let left = "The file could not be written anew: parts of it may be left in unused bytes of the file until the next erase.";
            document.push(Block::Notice(left.to_owned()));
        }
        document.text(Line::of(
            Tone::Quiet,
            "Copies made elsewhere may still hold it: exports, other backups, a copied folder. What the disk keeps in its \
             free space, onward cannot reach.",
        ));
        document
    }

    fn pages(&self) -> bool {
        false
    }

    fn exit_code(&self) -> u8 {
        if self.erased.unopened.is_empty() { 0 } else { PARTLY }
    }
}
