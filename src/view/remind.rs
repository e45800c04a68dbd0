//! A reminder that this machine keeps: what would be written, what is there, what a reminder found.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Line, Tone};
use super::due::OpenToday;
use super::words::listed;
use crate::domain::day::Day;
use crate::domain::moment::TimeOfDay;
use crate::domain::remind::Keeper;

/// A reminder that is there.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    /// What keeps it.
    pub kind: Keeper,
    /// When; null where its files were changed by somebody.
    pub at: Option<TimeOfDay>,
    /// Its text names nothing; null where its files were changed by somebody.
    pub discreet: Option<bool>,
    /// The files, or `crontab`.
    pub places: Vec<String>,
}

impl Kept {
    /// `every day at 21:00, by a systemd user timer, discreet`.
    pub fn told(&self) -> String {
        let when =
            self.at.map_or_else(|| "at a time that was changed by hand".to_owned(), |at| format!("every day at {at}"));
        let discreet = if self.discreet == Some(true) { ", discreet" } else { "" };
        format!("{when}, by {}{discreet}", self.kind.told())
    }
}

/// A file, or a line of the crontab.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// The file, or `crontab`.
    pub place: String,
    /// What is to stand there.
    pub text: String,
}

/// The answer to `onward remind install`.
#[derive(Serialize)]
pub struct Plan {
    /// Today.
    pub as_of: Day,
    /// The reminder.
    pub reminder: Kept,
    /// What is written for it.
    pub writes: Vec<Piece>,
    /// What it replaces.
    pub replaces: Vec<Kept>,
    /// Whether it was written, and not only shown.
    pub installed: bool,
}

impl Plan {
    /// What is asked about before it is done.
    pub fn question(&self) -> String {
        let mut text = format!("This reminds {}. It writes:\n", self.reminder.told());
        for piece in &self.writes {
            text.push_str(&format!("\n{}\n{}", piece.place, indented(&piece.text)));
        }
        for kept in &self.replaces {
            text.push_str(&format!("\nIt replaces the one {}.", kept.told()));
        }
        text + "\nTo take it away later: onward remind remove."
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

impl View for Plan {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if !self.installed {
            let pieces: Vec<String> =
                self.writes.iter().map(|piece| format!("# {}\n{}", piece.place, piece.text)).collect();
            document.push(Block::Verbatim(pieces.join("\n")));
            return document;
        }
        let done = if self.replaces.is_empty() { "Installed" } else { "Replaced" };
        document.text(
            Line::from(format!("{done}: a reminder {}, when something is open.", self.reminder.told()))
                .and(Tone::Quiet, " Take away:\u{a0}onward\u{a0}remind\u{a0}remove"),
        );
        document.push(Block::Verbatim(lines(&self.reminder.places)));
        document
    }

    fn pages(&self) -> bool {
        false
    }
}

fn lines(places: &[String]) -> String {
    places.iter().map(|place| format!("  {place}\n")).collect()
}

/// The answer to `onward remind show`.
#[derive(Serialize)]
pub struct Reminders {
    /// Today.
    pub as_of: Day,
    /// The reminders that are there.
    pub reminders: Vec<Kept>,
}

impl View for Reminders {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.reminders.is_empty() {
            document.text("No reminder is installed. For one: onward remind install --at 21:00");
        }
        for kept in &self.reminders {
            document.text(format!("A reminder {}.", kept.told()));
            document.push(Block::Verbatim(lines(&kept.places)));
        }
        document
    }
}

/// The answer to `onward remind remove`.
#[derive(Serialize)]
pub struct TakenAway {
    /// Today.
    pub as_of: Day,
    /// The reminders that were there.
    pub removed: Vec<Kept>,
}

impl View for TakenAway {
    fn document(&self) -> Document {
        let told: Vec<String> = self.removed.iter().map(Kept::told).collect();
        Document(vec![Block::Text(Line::from(format!("Taken away: the reminder {}.", listed(&told))))])
    }
}

/// The answer to `onward remind now`: words only where no notification could be shown.
#[derive(Serialize)]
pub struct Reminded {
    /// What is open.
    #[serde(flatten)]
    pub open: OpenToday,
    /// Whether a notification was shown.
    pub notified: bool,
}

impl View for Reminded {
    fn document(&self) -> Document {
        if self.notified || !self.open.is_open() {
            return Document::default();
        }
        let (title, text) = self.open.notification();
        Document(vec![Block::Text(Line::from(format!("{title}: {text}")))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_shows_what_is_written_and_how_it_goes_away() {
        let piece = Piece { place: "/home/m/agent".to_owned(), text: "one\n\ntwo\n".to_owned() };
        let reminder =
            Kept { kind: Keeper::Launchd, at: "21:00".parse().ok(), discreet: Some(false), places: Vec::new() };
        let as_of = "2026-11-23".parse().unwrap();
        let plan = Plan { as_of, reminder, writes: vec![piece], replaces: Vec::new(), installed: false };
        let asked = plan.question();
        assert!(asked.contains("\n/home/m/agent\n  one\n\n  two\n"), "{asked}");
        assert!(asked.ends_with("\nTo take it away later: onward remind remove."), "\"Go on?\" follows: {asked}");
    }
}
