//! What a look over the data found, in plain words.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use crate::domain::day::Day;
use crate::domain::finding::{Finding, State};

/// The answer to `onward doctor`.
#[derive(Serialize)]
pub struct Checkup {
    /// Today.
    pub as_of: Day,
    /// Whether nothing is wrong.
    pub sound: bool,
    /// What was looked at.
    pub findings: Vec<Finding>,
}

impl Checkup {
    /// What these findings come to.
    pub fn new(as_of: Day, findings: Vec<Finding>) -> Self {
        let sound = findings.iter().all(|finding| finding.state != State::Wrong);
        Self { as_of, sound, findings }
    }
}

impl View for Checkup {
    fn document(&self) -> Document {
        let row = |finding: &Finding| {
            let (word, tone) = match finding.state {
                State::Fine => ("fine", Tone::Good),
                State::Note => ("note", Tone::Plain),
                State::Wrong => ("wrong", Tone::Care),
                State::Mended => ("mended", Tone::Good),
            };
            vec![Cell::from(finding.about), Cell::from(Line::of(tone, word)), Cell::from(finding.said.clone())]
        };
        let rows = self.findings.iter().map(row).collect();
        let verdict = if self.sound { "All is well." } else { "Something is wrong; nothing was lost by looking." };
        Document(vec![Block::Table(Table { headers: Vec::new(), rows }), Block::Text(Line::of(Tone::Strong, verdict))])
    }

    fn exit_code(&self) -> u8 {
        if self.sound { 0 } else { 3 }
    }
}
