//! How the data is protected, and what changing that came to.

use serde::Serialize;

use super::document::{Block, Document, Line, Tone};
use super::{PARTLY, View};
use crate::domain::day::Day;

/// The answer to `onward protect`.
#[derive(Serialize)]
pub struct Protection {
    /// Today.
    pub as_of: Day,
    /// Whether the data is sealed.
    pub protected: bool,
    /// Whether a recovery code opens it.
    pub recovery_code: bool,
    /// Whether the key is at hand without asking.
    pub unlocked: bool,
    /// How many earlier generations of the sealed file there are.
    pub generations: usize,
    /// What was done, sentence by sentence; nothing for a status.
    #[serde(skip)]
    pub done: Vec<String>,
    /// Files that were to go and are still readable.
    pub left_readable: Vec<String>,
    /// Backups that stay sealed as they were, because they are damaged or need another key.
    pub left_sealed: Vec<String>,
}

impl View for Protection {
    fn document(&self) -> Document {
        let done = self.done.iter().map(|sentence| Block::Text(Line::from(sentence.clone())));
        let mut blocks: Vec<Block> = done.collect();
        if blocks.is_empty() {
            blocks.push(self.status());
        }
        if !self.left_readable.is_empty() {
            let left = format!("These could not be removed and can still be read: {}", self.left_readable.join(", "));
            blocks.push(Block::Notice(left));
        }
        if !self.left_sealed.is_empty() {
            let left = format!("These backups need another key or are damaged: {}", self.left_sealed.join(", "));
            blocks.push(Block::Notice(left));
        }
        Document(blocks)
    }

    fn pages(&self) -> bool {
        false
    }

    fn exit_code(&self) -> u8 {
        if self.left_readable.is_empty() { 0 } else { PARTLY }
    }
}

impl Protection {
    fn status(&self) -> Block {
        if !self.protected {
            let line = Line::from("The data is not sealed: whoever can read your files can read it. ");
            return Block::Text(line.and(Tone::Quiet, "Seal it:\u{a0}onward\u{a0}protect\u{a0}on"));
        }
        let recovery = if self.recovery_code { "made" } else { "none; make one: onward protect recovery" };
        let kept = match self.generations {
            0 => "no earlier state yet; each change keeps the one before it".to_owned(),
            1 => "1 earlier state: onward.age.1".to_owned(),
            more => format!("{more} earlier states: onward.age.1 is the newest"),
        };
        let key =
            if self.unlocked { "at hand for a while; forget it: onward protect lock" } else { "asked for next time" };
        Block::Facts(vec![
            ("Data", Line::of(Tone::Good, "sealed")),
            ("Recovery code", Line::from(recovery)),
            ("Key", Line::from(key)),
            ("Kept", Line::from(kept)),
        ])
    }
}
