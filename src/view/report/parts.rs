//! People, urges and the person's own words in a report.

use serde::Serialize;

use crate::domain::attendance::Attendance;
use crate::domain::day::Day;
use crate::domain::meeting::Venue;
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::reach::{OfPerson, OfRole, Reached};
use crate::domain::statistics::Median;
use crate::domain::text::{Name, Text};
use crate::domain::urges::{OnWeekday, Outcomes, PartOfDay, Patterns};
use crate::view::document::{Block, Cell, Document, Entry, Line, Table, Tone};
use crate::view::item::or_dash;
use crate::view::urges::figures;
use crate::view::words::{counted, near};

/// A meeting on a day, for somebody else: neither notes, nor how the group suited.
#[derive(Serialize)]
pub struct Attended {
    day: Day,
    meeting: Name,
    programme: Option<Programme>,
    venue: Option<Venue>,
    #[serde(skip)]
    title: Option<String>,
}

impl Attended {
    /// An attendance, its programme in the person's own words.
    pub fn new(attendance: Attendance, own: &[OwnProgramme]) -> Self {
        Self {
            day: attendance.day,
            meeting: attendance.meeting,
            title: attendance.programme.as_ref().map(|programme| programme.speech(own).title),
            programme: attendance.programme,
            venue: attendance.venue,
        }
    }

    /// All of them below each other.
    pub(super) fn sheet(all: &[Self], today: Day) -> Table {
        let row = |one: &Self| {
            vec![
                Cell::from(near(one.day, today)),
                Cell::from(Line::of(Tone::Strong, one.meeting.as_str())),
                or_dash(one.title.as_ref()),
                or_dash(one.venue.as_ref()),
            ]
        };
        Table { headers: vec!["Day", "Meeting", "Programme", "Venue"], rows: all.iter().map(row).collect() }
    }
}

/// Who was reached: how many of each role; by name only where that is to be seen.
#[derive(Serialize)]
pub struct People {
    /// How many people.
    pub people: usize,
    /// How many conversations.
    pub conversations: usize,
    /// On how many days.
    pub days: usize,
    /// By what they are to the person.
    pub by_role: Vec<OfRole>,
    /// By name.
    pub by_person: Option<Vec<OfPerson>>,
}

impl People {
    /// What was counted; with names only where they are to be seen.
    pub fn new(found: Reached, names: bool) -> Self {
        Self {
            people: found.by_person.len(),
            conversations: found.conversations,
            days: found.days,
            by_role: found.by_role,
            by_person: names.then_some(found.by_person),
        }
    }

    /// `12 conversations with 4 people on 10 days`.
    pub(super) fn told(&self) -> String {
        let people = if self.people == 1 { "1 person".to_owned() } else { format!("{} people", self.people) };
        let days = counted(self.days as i64, "day");
        format!("{} with {people} on {days}", counted(self.conversations as i64, "conversation"))
    }

    /// Lays them out.
    pub(super) fn lay_out(&self, document: &mut Document, today: Day) {
        document.heading("People reached");
        if self.conversations == 0 {
            return document.text("No conversation is recorded in these days.");
        }
        document.text(format!("{}.", self.told()));
        let role = |role: &OfRole| {
            let name = role.role.map_or("no contact any more", |role| role.as_str());
            let number = |number: usize| Cell::Number(number.to_string());
            vec![Cell::from(name), number(role.people), number(role.conversations)]
        };
        let rows = self.by_role.iter().map(role).collect();
        document.push(Block::Table(Table { headers: vec!["Role", "People", "Conversations"], rows }));
        let person = |person: &OfPerson| {
            vec![
                Cell::from(Line::of(Tone::Strong, person.name.as_str())),
                Cell::Number(person.conversations.to_string()),
                Cell::from(near(person.last, today)),
            ]
        };
        if let Some(people) = &self.by_person {
            let rows = people.iter().map(person).collect();
            document.push(Block::Table(Table { headers: vec!["Name", "Conversations", "Last"], rows }));
        }
    }
}

/// Urges without the words for them.
#[derive(Serialize)]
pub struct UrgesPart {
    /// How many.
    pub urges: usize,
    days_with_urges: usize,
    strength: Option<Median>,
    strength_after: Option<Median>,
    fall: Option<Median>,
    minutes: Option<Median>,
    outcomes: Option<Outcomes>,
    by_part_of_day: Option<Vec<PartOfDay>>,
    hour_unknown: Option<usize>,
    by_weekday: Option<Vec<OnWeekday>>,
    #[serde(skip)]
    facts: Vec<(&'static str, Line)>,
}

impl UrgesPart {
    /// What was counted, without own words.
    pub fn new(found: Patterns) -> Self {
        Self {
            facts: figures(&found).into_iter().chain(when(&found)).collect(),
            urges: found.urges,
            days_with_urges: found.days_with_urges,
            strength: Some(found.strength),
            strength_after: Some(found.strength_after),
            fall: Some(found.fall),
            minutes: Some(found.minutes),
            outcomes: Some(found.outcomes),
            by_part_of_day: Some(found.by_part_of_day),
            hour_unknown: Some(found.hour_unknown),
            by_weekday: Some(found.by_weekday),
        }
    }

    /// How many, and on how many days: what a year says of them.
    #[must_use]
    pub fn in_brief(self) -> Self {
        Self {
            urges: self.urges,
            days_with_urges: self.days_with_urges,
            strength: None,
            strength_after: None,
            fall: None,
            minutes: None,
            outcomes: None,
            by_part_of_day: None,
            hour_unknown: None,
            by_weekday: None,
            facts: Vec::new(),
        }
    }

    /// `23 on 14 days`.
    pub(super) fn told(&self) -> String {
        format!("{} on {}", self.urges, counted(self.days_with_urges as i64, "day"))
    }

    /// Lays them out.
    pub(super) fn lay_out(&self, document: &mut Document) {
        document.heading("Urges");
        match self.urges {
            0 => document.text("No urge is logged in these days."),
            _ => document.push(Block::Facts(self.facts.clone())),
        }
    }
}

/// When they came: by hour and by weekday, as far as there were any.
fn when(found: &Patterns) -> Vec<(&'static str, Line)> {
    let named = |part: &PartOfDay| format!("{:02}:00 to {:02}:59", part.from_hour, part.until_hour - 1);
    let hours = found.by_part_of_day.iter().map(|part| (named(part), part.urges));
    let hours = hours.chain([("without a time".to_owned(), found.hour_unknown)]);
    let weekdays = found.by_weekday.iter().map(|day| (day.weekday.0.to_string(), day.urges));
    let told = |all: Vec<(String, usize)>| {
        let some = all.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}"));
        Line::from(some.collect::<Vec<_>>().join(", "))
    };
    vec![("By hour", told(hours.collect())), ("By weekday", told(weekdays.collect()))]
}

/// Words of the person's own, with the record that they stand in.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The record's day.
    pub day: Day,
    /// What it is: `checkin`, `slip`.
    pub kind: &'static str,
    /// The clock, the meeting or the person it is about, where that is to be seen too.
    pub about: Option<Name>,
    /// The words.
    pub text: Text,
}

impl Said {
    /// All of them below each other.
    pub(super) fn list(texts: &[Self], today: Day) -> Block {
        let entry = |said: &Self| {
            let about = said.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
            let words = Line::of(Tone::Quiet, format!("{}{about}: ", said.kind)).and(Tone::Plain, said.text.as_str());
            Entry { lead: Some(Line::of(Tone::Quiet, near(said.day, today))), ..Entry::from(words) }
        };
        Block::List(texts.iter().map(entry).collect())
    }
}
