//! A document is what a person gets to see, before any format: blocks that every renderer knows.
//!
//! Blocks say what something is and how it is meant, never which colour or character it gets.

use super::words::dated;
use crate::domain::day::Day;

/// How a piece of text is meant. No meaning is carried by the tone alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// Beside the point: units, ids, ways back.
    Quiet,
    /// Something stands well.
    Good,
    /// Something asks for attention, calmly.
    Care,
}

/// Text of one tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// Where it leads, `tel:999`: followed by those terminals that can, plain words in all others.
    pub link: Option<String>,
}

/// Pieces of text that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<Span>);

impl Line {
    /// Text of this tone.
    pub fn of(tone: Tone, text: impl Into<String>) -> Self {
        Self(vec![Span { text: text.into(), tone, link: None }])
    }

    /// The same line with text of this tone after it.
    #[must_use]
    pub fn and(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), tone, link: None });
        self
    }

    /// The same line with text after it that leads somewhere.
    #[must_use]
    pub fn and_link(mut self, tone: Tone, text: impl Into<String>, link: Option<String>) -> Self {
        self.0.push(Span { text: text.into(), tone, link });
        self
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Self {
        Self::of(Tone::Plain, text)
    }
}

/// What stands in a table's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Words(Line),
    /// A number, set to the right.
    Number(String),
    /// So many of what was aimed at, as a bar beside the number.
    Bar {
        /// How many there are.
        count: i64,
        /// How many were aimed at.
        goal: i64,
    },
    /// So many beside others, as a bar whose length can be compared; the number stands beside it.
    Length {
        /// How many there are.
        count: i64,
        /// The most that any of them has.
        most: i64,
    },
}

impl<T: Into<Line>> From<T> for Cell {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

/// Rows under headers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The headers; empty for a table that needs none.
    pub headers: Vec<&'static str>,
    /// The rows, each as long as the headers.
    pub rows: Vec<Vec<Cell>>,
}

/// A table that is printed and filled in by hand: its rows are high enough to write in, and none is cut by the end of a
/// sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// What stands above the headers, on every sheet.
    pub above: String,
    /// The table; a field without words is left free.
    pub table: Table,
}

/// One value after the other over time, gaps left as gaps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// What is shown, in marks: `1 awful, 5 great; a dot is a day without an entry`.
    pub caption: String,
    /// What is shown where a line is drawn in place of marks; empty where the caption says it rightly.
    pub about: String,
    /// The values, none where there is no record.
    pub values: Vec<Option<f64>>,
    /// The least value that there can be.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// What each value belongs to, a day or a week; empty where that is not told.
    pub places: Vec<String>,
    /// What is aimed at.
    pub goal: Option<f64>,
}

/// What a day of a calendar is marked with. Each has its own sign in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// What the calendar is about is so.
    So,
    /// It may be so: nothing was said.
    Open,
    /// It is otherwise.
    Otherwise,
    /// The day lies outside of what is counted.
    Outside,
    /// There is nothing.
    Nothing,
    /// How much, from 1 to 5.
    Level(u8),
    /// How many; what is more than 9 is one mark.
    Count(u32),
}

/// What a mark means, and on how many days it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The mark.
    pub mark: Mark,
    /// What it means, in words.
    pub words: String,
    /// How it is meant.
    pub tone: Tone,
    /// On how many days it stands.
    pub days: i64,
}

/// One day of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: Day,
    /// The place of its mark in the legend; none for a day that is still to come.
    pub key: Option<usize>,
}

/// A part of a calendar that is drawn in one piece. Its weeks are whole, none where the page has no such day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called beside the others: a year.
    pub title: Option<String>,
    /// The weeks in order, each with its seven days.
    pub weeks: Vec<[Option<CalendarDay>; 7]>,
}

/// Days with a mark each: a heat map that can be read without colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The pages, oldest first.
    pub pages: Vec<Page>,
    /// Days stand with their number, a week to a row, as on a wall calendar; otherwise a week is a column.
    pub numbered: bool,
    /// What the marks mean.
    pub legend: Vec<Key>,
}

impl Calendar {
    /// A day in words, for who cannot see its mark: `Mon 23 Nov 2026: confirmed`.
    pub fn in_words(&self, day: &CalendarDay) -> String {
        let key = day.key.and_then(|key| self.legend.get(key));
        format!("{}: {}", dated(day.day), key.map_or("still to come", |key| key.words.as_str()))
    }
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What stands before the words in a column of its own, never broken: a number, a time.
    pub lead: Option<Line>,
    /// The words.
    pub words: Line,
    /// Lines of its own below it, each never broken: a number to be copied, a link.
    pub below: Vec<Line>,
}

impl<T: Into<Line>> From<T> for Entry {
    fn from(words: T) -> Self {
        Self { lead: None, words: words.into(), below: Vec::new() }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What the part below is about.
    Heading(Line),
    /// A paragraph.
    Text(Line),
    /// Labels, each with what belongs to it.
    Facts(Vec<(&'static str, Line)>),
    /// A table.
    Table(Table),
    /// A table to be filled in by hand.
    Form(Form),
    /// Things one below another.
    List(Vec<Entry>),
    /// Values over time.
    Series(Series),
    /// Days with a mark each.
    Calendar(Calendar),
    /// Something to know, said once and calmly.
    Notice(String),
    /// Text that is laid out already, printed as it is.
    Verbatim(String),
}

/// Blocks from top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document(pub Vec<Block>);

impl Document {
    /// Adds a block at the end.
    pub fn push(&mut self, block: Block) {
        self.0.push(block);
    }

    /// Adds a paragraph at the end.
    pub fn text(&mut self, line: impl Into<Line>) {
        self.0.push(Block::Text(line.into()));
    }

    /// Adds a heading at the end.
    pub fn heading(&mut self, line: impl Into<Line>) {
        self.0.push(Block::Heading(line.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_a_calendar_can_be_said_in_words() {
        let key = Key { mark: Mark::So, words: "confirmed".to_owned(), tone: Tone::Good, days: 1 };
        let calendar = Calendar { pages: Vec::new(), numbered: false, legend: vec![key] };
        let said = |key| calendar.in_words(&CalendarDay { day: "2026-11-23".parse().unwrap(), key });
        assert_eq!(
            (said(Some(0)).as_str(), said(None).as_str()),
            ("Mon 23 Nov 2026: confirmed", "Mon 23 Nov 2026: still to come")
        );
    }
}
