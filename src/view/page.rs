//! Text that is laid out already: help pages, manual pages and completion scripts.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Line};
use super::words::counted;
use crate::domain::day::Day;

/// A page of text.
#[derive(Serialize)]
pub struct Page {
    /// Today.
    pub as_of: Day,
    /// What it is about.
    pub topic: String,
    /// The text.
    pub text: String,
}

impl View for Page {
    fn document(&self) -> Document {
        Document(vec![Block::Verbatim(self.text.clone())])
    }
}

/// Pages that were written into a folder.
#[derive(Serialize)]
pub struct Pages {
    /// Today.
    pub as_of: Day,
    /// The folder.
    pub folder: String,
    /// The names of the files.
    pub files: Vec<String>,
}

impl View for Pages {
    fn document(&self) -> Document {
        let written = format!("Written: {} in {}.", counted(self.files.len() as i64, "page"), self.folder);
        Document(vec![Block::Text(Line::from(written))])
    }
}
