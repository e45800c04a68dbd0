//! What other programs kept, turned into records: what each of their rows means, which are here already, and which
//! cannot be taken.
//!
//! A reader gives rows; the file of its name here says what they mean, as [`Entry`]s; [`settle`](settle::settle) makes
//! records of those that are new. The id of a record follows from what it is (see [`key`]), so that the same export,
//! or a later and longer one, adds only what is not here, whatever was changed here meanwhile.
//!
//! Not here: how a file is written, and what its flags are called.

pub mod daylio;
pub mod habits;
pub mod key;
pub mod mapping;
pub mod order;
pub mod settle;
pub mod sobriety;
pub mod table;

use std::fmt;
use std::sync::Arc;

use super::day::Day;
use super::id::Id;
use super::meeting::Venue;
use super::moment::TimeOfDay;
use super::mood::{Halt, Mood, Scale};
use super::programme::Programme;
use super::slip::Used;
use super::text::{Name, Text};

/// What the parts of a file are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Lines, from 1 on.
    Line,
    /// Entries of a list, from 1 on.
    Entry,
}

/// Where something stands in what was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, when there are several.
    pub file: Option<Arc<str>>,
    /// What is counted.
    pub unit: Unit,
    /// Which one it is, from 1 on.
    pub number: u64,
}

impl Place {
    /// A line of the only file.
    pub fn line(number: u64) -> Self {
        Self { file: None, unit: Unit::Line, number }
    }

    /// An entry of the only file.
    pub fn entry(number: u64) -> Self {
        Self { file: None, unit: Unit::Entry, number }
    }

    /// A line of one of several files.
    pub fn line_in(file: &Arc<str>, number: u64) -> Self {
        Self { file: Some(file.clone()), unit: Unit::Line, number }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Line => "line",
            Unit::Entry => "entry",
        };
        match &self.file {
            Some(file) => write!(f, "{file}, {unit} {}", self.number),
            None => write!(f, "{unit} {}", self.number),
        }
    }
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// Where it stands.
    pub place: Place,
    /// Why, as one sentence without a full stop that repeats nothing intimate.
    pub reason: String,
}

impl Rejected {
    /// This row, for this reason.
    pub fn new(place: Place, reason: impl fmt::Display) -> Self {
        Self { place, reason: reason.to_string() }
    }
}

/// What a reader found: rows in the order of the file, and those that it could make nothing of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub rows: Vec<T>,
    /// What could not be.
    pub rejected: Vec<Rejected>,
}

impl<T> Default for Read<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), rejected: Vec::new() }
    }
}

impl<T> Read<T> {
    /// Adds what came of a row.
    pub fn add(&mut self, place: Place, row: Result<T, String>) {
        match row {
            Ok(row) => self.rows.push(row),
            Err(reason) => self.rejected.push(Rejected { place, reason }),
        }
    }
}

/// What a check-in of an imported row says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Mood.
    pub mood: Option<Mood>,
    /// Craving.
    pub craving: Option<Scale>,
    /// Anxiety.
    pub anxiety: Option<Scale>,
    /// Connection.
    pub connection: Option<Scale>,
    /// HALT.
    pub halt: Vec<Halt>,
    /// Gratitude.
    pub gratitude: Option<Text>,
    /// Note.
    pub note: Option<Text>,
    /// The clocks it says sober for.
    pub sober: Vec<Id>,
    /// What it says, where that is needed to tell it from another one of its time: several tables can speak of one
    /// day. Empty where one program kept them all.
    pub content: String,
    /// What there is one of on a day at the most, such as the mark of a habit; without it, a day has as many
    /// check-ins as it has rows.
    pub once: Option<String>,
}

/// Days of use that a row tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The clock.
    pub clock: Id,
    /// The days.
    pub used: Used,
    /// What led to it.
    pub trigger: Option<Text>,
    /// A note.
    pub note: Option<Text>,
}

/// A meeting that a row tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// Its name.
    pub meeting: Name,
    /// Its programme, where the row says it.
    pub programme: Option<Programme>,
    /// Where it was, where the row says it.
    pub venue: Option<Venue>,
    /// A note.
    pub note: Option<Text>,
}

/// What one row means. It is taken whole or not at all, so that what keeps it out can be mended and the file
/// imported again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// Its day.
    pub day: Day,
    /// Its time, where there is one.
    pub time: Option<TimeOfDay>,
    /// The check-in.
    pub said: Option<Said>,
    /// The days of use.
    pub uses: Vec<Use>,
    /// The meetings.
    pub attended: Vec<Attended>,
}

impl Entry {
    /// A row of this day that says nothing yet.
    pub fn new(place: Place, day: Day, time: Option<TimeOfDay>) -> Self {
        Self { place, day, time, said: None, uses: Vec::new(), attended: Vec::new() }
    }
}

/// Marks that were left out on purpose, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LeftOut {
    /// What they are.
    pub what: &'static str,
    /// How many.
    pub count: usize,
}

/// What all rows mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meant {
    /// The rows, oldest first wherever the file has an order.
    pub entries: Vec<Entry>,
    /// Those that mean nothing that can be kept.
    pub rejected: Vec<Rejected>,
    /// Marks left out on purpose.
    pub left_out: Vec<LeftOut>,
    /// What else to know, one sentence each.
    pub notes: Vec<String>,
}

/// Lays the rows out oldest first: many programs write the newest first. Rows of one day keep the order in which
/// they came about.
pub fn oldest_first<T>(rows: &mut [T], day: impl Fn(&T) -> Day) {
    if let (Some(first), Some(last)) = (rows.first(), rows.last())
        && day(first) > day(last)
    {
        rows.reverse();
    }
}

/// Why a date cannot be taken. It is repeated only where nothing but a date can stand in it: in a row that is out of
/// step, a note may stand in its place.
pub fn wrong_date(date: &str) -> String {
    let plain = date.len() <= 10 && date.bytes().all(|byte| byte.is_ascii_digit() || b"-./".contains(&byte));
    if plain && !date.is_empty() {
        format!("the calendar has no {date}, or it is not written like 2026-11-23")
    } else {
        "its date cannot be read".to_owned()
    }
}

/// A text from outside: lines of it that say something, one below the other.
///
/// # Errors
/// When it holds what no text can keep.
pub fn note<'a>(parts: impl IntoIterator<Item = &'a str>) -> Result<Option<Text>, String> {
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    Text::new(&parts.join("\n")).map_err(|wrong| wrong.to_string())
}
