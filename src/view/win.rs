//! Small good things as they are recorded, listed and shown again.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Tone};
use super::item::{Item, facts, short_id};
use super::words::{dated, excerpt, near};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::kept::{Kept, Kind};
use crate::domain::moment::Moment;
use crate::domain::text::Text;
use crate::domain::win::Win;

/// How much of a text fits in a line.
const LINE: usize = 60;

/// A win.
#[derive(Serialize)]
pub struct WinItem {
    id: Id,
    day: Day,
    text: Text,
    recorded_at: Moment,
}

impl From<Win> for WinItem {
    fn from(win: Win) -> Self {
        Self { id: win.id, day: win.day, text: win.text, recorded_at: win.recorded_at }
    }
}

impl WinItem {
    /// `"walked home the long way"`, cut to a line.
    pub fn quoted(&self) -> String {
        format!("\"{}\"", excerpt(self.text.as_str(), LINE))
    }
}

impl Item for WinItem {
    const ONE: &'static str = "win";
    const MANY: &'static str = "wins";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Win"];
    const EMPTY: &'static str = "No win in these days. Keep one: onward win \"walked home the long way\"";

    /// Without the text, which is for the list alone and not for the log.
    fn told(&self) -> String {
        format!("win of {}", dated(self.day))
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(excerpt(self.text.as_str(), LINE).as_str()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Win", Some(self.text.to_string())),
            ("Recorded", Some(self.recorded_at.to_string())),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// A win, or what a check-in was grateful for.
#[derive(Serialize)]
pub struct KeptItem {
    id: Id,
    day: Day,
    kind: Kind,
    text: Text,
}

impl From<Kept> for KeptItem {
    fn from(kept: Kept) -> Self {
        Self { id: kept.id, day: kept.day, kind: kept.kind, text: kept.text }
    }
}

impl Item for KeptItem {
    const ONE: &'static str = "kept";
    const MANY: &'static str = "kept";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Kind", "Text"];
    const EMPTY: &'static str = "No win and no gratitude in these days. Keep one: onward win \"slept all night\"";

    fn told(&self) -> String {
        format!("{} of {}", self.kind, dated(self.day))
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(self.kind.as_str()),
            Cell::from(excerpt(self.text.as_str(), LINE).as_str()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Kind", Some(self.kind.to_string())),
            ("Text", Some(self.text.to_string())),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// A small good thing that is shown again.
#[derive(Debug, Clone, Serialize)]
pub struct KeptAgain {
    /// Its day.
    pub day: Day,
    /// What it is.
    pub kind: Kind,
    /// The person's words.
    pub text: Text,
}

impl From<Kept> for KeptAgain {
    fn from(kept: Kept) -> Self {
        Self { day: kept.day, kind: kept.kind, text: kept.text }
    }
}

impl KeptAgain {
    /// `From Sat 3 Oct: "walked home the long way"`, its first line only where it is to be short.
    pub fn told(&self, today: Day, short: bool) -> Line {
        let text = if short { excerpt(self.text.as_str(), 2 * LINE) } else { self.text.to_string() };
        let grateful = if self.kind == Kind::Gratitude { ", grateful for" } else { "" };
        let from = format!("From {}{grateful}: ", near(self.day, today));
        Line::of(Tone::Quiet, from).and(Tone::Plain, format!("\"{text}\""))
    }
}

/// The answer to `onward win again`.
#[derive(Serialize)]
pub struct Again {
    /// Today.
    pub as_of: Day,
    /// The one whose turn it is today; null when nothing is kept.
    pub kept: Option<KeptAgain>,
}

impl View for Again {
    fn document(&self) -> Document {
        let nothing =
            || Line::from("Nothing is kept yet. Keep a small victory: onward win \"walked home the long way\"");
        let line = self.kept.as_ref().map_or_else(nothing, |kept| kept.told(self.as_of, false));
        Document(vec![Block::Text(line)])
    }
}
