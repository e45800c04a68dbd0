//! What is said once a report was written into a file.

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::shared::{Digest, Format, Shared};
use crate::view::View;
use crate::view::change::Written;
use crate::view::document::{Document, Line, Tone};
use crate::view::item::Item;
use crate::view::order::Target;
use crate::view::shared::SharedItem;
use crate::view::words::counted;

/// A file that was written.
#[derive(Serialize)]
pub struct WrittenFile {
    /// Today.
    pub as_of: Day,
    /// Where it lies, as it was named.
    path: String,
    /// Its form.
    format: Format,
    /// How many bytes it has.
    bytes: usize,
    /// Their SHA-256.
    digest: Digest,
    /// Whether the system's opener was started; null where it was not asked for.
    opened: Option<bool>,
    /// The record of it, where it was written for somebody.
    shared: Option<SharedItem>,
    #[serde(skip)]
    later: String,
}

impl WrittenFile {
    /// What was written into this file, and the record of it.
    pub fn new(as_of: Day, target: &Target, format: Format, bytes: &[u8], shared: Option<Shared>) -> Self {
        let shared = shared.map(SharedItem::from);
        Self {
            as_of,
            path: target.path.display().to_string(),
            format,
            bytes: bytes.len(),
            digest: Digest::of(bytes),
            opened: None,
            later: shared.as_ref().map(Item::told).unwrap_or_default(),
            shared,
        }
    }
}

impl WrittenFile {
    /// The same, once the system's opener was started, or there was none.
    #[must_use]
    pub fn opened(self, opened: Option<bool>) -> Self {
        Self { opened, ..self }
    }
}

impl Written for WrittenFile {
    fn later(&self) -> &str {
        &self.later
    }

    fn unchanged(&mut self) {}
}

impl View for WrittenFile {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let what = self.shared.as_ref().map_or_else(|| "report".to_owned(), SharedItem::gist);
        let bytes = counted(self.bytes as i64, "byte");
        document.text(format!("Written to {}: {what}, as {}, {bytes}.", self.path, self.format));
        document.text("It is not encrypted: whoever can open it can read it.");
        if self.shared.is_some() {
            let undo = " Take back:\u{a0}onward\u{a0}undo, which leaves the file.";
            document.text(Line::from("Recorded: onward shared list.").and(Tone::Quiet, undo));
        }
        if self.opened == Some(false) {
            document.text(Line::of(Tone::Care, "Nothing was found here that opens it; open it by its name."));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}
