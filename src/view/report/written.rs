//! What is said once a report was written into a file.

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::shared::{Digest, Format};
use crate::view::View;
use crate::view::document::{Document, Line, Tone};
use crate::view::order::Target;

/// A file that was written.
#[derive(Serialize)]
pub struct WrittenFile {
    /// Today.
    pub as_of: Day,
    /// Where it lies, as it was named.
    pub path: String,
    /// Its form.
    pub format: Format,
    /// How many bytes it has.
    pub bytes: usize,
    /// Their SHA-256.
    pub digest: Digest,
    /// Whether the system's opener was started; null where it was not asked for.
    pub opened: Option<bool>,
}

impl WrittenFile {
    /// What was written into this file.
    pub fn new(as_of: Day, target: &Target, format: Format, bytes: &[u8]) -> Self {
        let path = target.path.display().to_string();
        Self { as_of, path, format, bytes: bytes.len(), digest: Digest::of(bytes), opened: None }
    }
}

impl View for WrittenFile {
    fn document(&self) -> Document {
        let mut document = Document::default();
        document.text(format!("Written to {} ({}, {} bytes), for your eyes only.", self.path, self.format, self.bytes));
        document.text("It is not encrypted: whoever can open it can read it.");
        if self.opened == Some(false) {
            document.text(Line::of(Tone::Care, "Nothing was found here that opens it; open it by its name."));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}
