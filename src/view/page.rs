//! Text that is laid out already: help pages and completion scripts.

use serde::Serialize;

use super::View;
use super::document::{Block, Document};
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
