//! A meeting as a fellowship publishes it: what a list from outside says, once each of its spellings is read.
//!
//! Nothing is invented: an end that is not given stays unknown, and so does a zone. Not here: how a list is written
//! (`exchange::listing`), and where the listings are kept.

pub mod day;
pub mod key;
pub mod time;
pub mod types;
pub mod venue;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::invalid::Invalid;
use super::meeting::{Access, Venue, Weekdays, Zone};
use super::moment::TimeOfDay;
use super::place::Point;
use super::programme::Programme;
use super::text::Text;

/// The longest line, in characters; what is longer was never meant as one.
const LONGEST_LINE: usize = 2000;

/// What a record says, as a reason repeats it: not longer than it takes to find it in the list.
pub fn quoted(said: &str) -> String {
    let line = Line::clean(said).map(|line| line.to_string()).unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("\"{}...\"", &line[..end]),
        None => format!("\"{line}\""),
    }
}

/// One line from outside: never empty, without control characters, of nearly any length.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(String);

impl Line {
    /// The line that a text comes to: blanks and line breaks in it are one blank each, and what cannot be seen is left
    /// out. None where nothing remains.
    pub fn clean(text: &str) -> Option<Self> {
        let visible = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty());
        let mut line = String::with_capacity(text.len());
        for part in visible {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part);
        }
        (!line.is_empty()).then_some(Self(line))
    }

    /// The line itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is longer than any line that was meant as one.
    pub fn is_too_long(&self) -> bool {
        self.0.chars().count() > LONGEST_LINE
    }
}

impl FromStr for Line {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::clean(text).ok_or_else(|| Invalid::new("the line is empty"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a meeting is known by among all of its source: its slug, or its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Line);

impl Key {
    /// The key itself.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Line> for Key {
    fn from(line: Line) -> Self {
        Self(line)
    }
}

impl FromStr for Key {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What sort of meeting it is: `W`, Women.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingType {
    /// The code, as its programme writes it; one that is not known, as it was published.
    pub code: String,
    /// What the code stands for, in English or in the list's own words; none where it is not known.
    pub name: Option<Cow<'static, str>>,
}

/// One published meeting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Listing {
    /// What it is known by in its source.
    pub key: Key,
    /// What it is called.
    pub name: Line,
    /// The programme it belongs to; most lists do not say, so the person does.
    pub programme: Option<Programme>,
    /// The weekdays it is held on; none means by appointment.
    pub weekdays: Weekdays,
    /// When it starts, by the wall clock of its zone; none means by appointment. Midnight is the first minute of its
    /// weekday, even where a list may have meant the last.
    pub start: Option<TimeOfDay>,
    /// When it ends; before the start means after midnight. None where the list does not say.
    pub end: Option<TimeOfDay>,
    /// Its zone; none where neither the list nor the person said: then its times are those of some wall, somewhere.
    pub zone: Option<Zone>,
    /// In a room, online, or both.
    pub venue: Venue,
    /// Whether there is no way to attend now: the room is closed for a while, and nothing is held online.
    pub closed_now: bool,
    /// Open or closed, if the list says so.
    pub access: Option<Access>,
    /// What sort of meeting it is, in the order of the list.
    pub types: Vec<ListingType>,
    /// The group that holds it.
    pub group: Option<Line>,
    /// What the place is called: a church, a club.
    pub place: Option<Line>,
    /// The address in one line.
    pub address: Option<Line>,
    /// Where it is, from the widest to the closest: a county, a town, a quarter.
    pub regions: Vec<Line>,
    /// The postcode.
    pub postcode: Option<Line>,
    /// Where it is on the earth.
    pub point: Option<Point>,
    /// Whether the point is only that of a town or a region.
    pub approximate: bool,
    /// What to open, as published.
    pub link: Option<Line>,
    /// What to know for the link, passcodes too; only where it was asked for.
    pub link_note: Option<Text>,
    /// The number to call in, without a passcode unless that was asked for.
    pub phone: Option<Line>,
    /// Its page.
    pub page: Option<Line>,
    /// Whom to ask; only where it was asked for.
    pub contacts: Vec<Line>,
    /// What the list notes about the meeting, its place and its group.
    pub note: Option<Text>,
    /// The day the list last changed it.
    pub updated: Option<Day>,
}

impl Listing {
    /// Whether it has a weekday and a time; otherwise it is by appointment, and never scheduled.
    pub fn scheduled(&self) -> bool {
        !self.weekdays.days().is_empty() && self.start.is_some()
    }
}

/// A record that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Which record of the list it is, from 1 on.
    pub record: u64,
    /// Its name, where it has one.
    pub name: Option<Line>,
    /// Why, as one sentence without a full stop.
    pub reason: String,
    /// What it is known by in its source, where it says so: the list still has it.
    pub key: Option<Key>,
}

/// Something to know about meetings that were taken all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What, as one sentence without a full stop that holds for one meeting.
    pub reason: String,
    /// How many meetings it holds for.
    pub count: u64,
    /// The first of them: which record it is, from 1 on. None where it holds for the list as a whole.
    pub record: Option<u64>,
    /// The name of that one.
    pub name: Option<Line>,
}

/// What came of a list. `read` is the sum of `given`, `repeated`, `left_out` and the rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Records in the list.
    pub read: u64,
    /// Listings that came of them.
    pub given: u64,
    /// Of these, the ones by appointment.
    pub appointments: u64,
    /// Of those that are not, the ones without a zone: whoever reads their times has to know where they are.
    pub floating: u64,
    /// Records that said again, word for word, what one before them said.
    pub repeated: u64,
    /// Records that the list itself says are not published, or gone.
    pub left_out: u64,
    /// Records that could not be taken.
    pub rejected: Vec<Rejected>,
    /// Types that the programme does not know, as they were published, and how many meetings have them.
    pub unknown_types: BTreeMap<String, u64>,
    /// What else to know.
    pub warnings: Vec<Warning>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A meeting of which nothing but its name is known.
    pub(super) fn listing(key: &str, name: &str) -> Listing {
        Listing {
            key: key.parse().unwrap(),
            name: name.parse().unwrap(),
            programme: None,
            weekdays: Weekdays::default(),
            start: None,
            end: None,
            zone: None,
            venue: Venue::InPerson,
            closed_now: false,
            access: None,
            types: Vec::new(),
            group: None,
            place: None,
            address: None,
            regions: Vec::new(),
            postcode: None,
            point: None,
            approximate: false,
            link: None,
            link_note: None,
            phone: None,
            page: None,
            contacts: Vec::new(),
            note: None,
            updated: None,
        }
    }

    #[test]
    fn a_reason_repeats_no_more_than_is_needed() {
        assert_eq!(quoted("a\nb"), "\"a b\"");
        assert_eq!(quoted(&"é".repeat(61)), format!("\"{}...\"", "é".repeat(60)));
    }

    #[test]
    fn a_line_holds_what_can_be_seen() {
        assert_eq!(Line::clean(" Serenity\r\n \u{a0}Now\u{7}\0 ").unwrap().as_str(), "Serenity Now");
        for nothing in ["", " \n", "\u{1b}", "\u{a0}"] {
            assert_eq!(Line::clean(nothing), None);
            assert!(nothing.parse::<Key>().is_err());
        }
        assert!(Line::clean(&"x".repeat(2001)).unwrap().is_too_long());
    }
}
