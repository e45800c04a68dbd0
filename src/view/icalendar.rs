//! What a calendar file holds, where it was written, and what was left out of it.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::or_dash;
use super::meeting::when;
use super::words::{counted, dated, listed, moment};
use crate::domain::day::Day;
use crate::domain::event::{Event, Gathering, LeftOut, Weekly, When};
use crate::domain::meeting::{Weekdays, Zone};
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::text::Name;

/// A kind of event, as its table is laid out.
pub trait Told {
    /// `meeting`
    const WHAT: &'static str;
    /// How it comes, after how many there are: `, every week`.
    const HOW: &'static str;
    /// The headers of the table.
    const HEADERS: &'static [&'static str];

    /// Its row.
    fn row(&self, today: Day) -> Vec<Cell>;
}

/// A meeting in a calendar.
#[derive(Debug, Serialize)]
pub struct MeetingEvent {
    name: String,
    title: String,
    weekdays: Weekdays,
    start: Option<TimeOfDay>,
    end: Option<TimeOfDay>,
    zone: Option<Zone>,
    minutes: Option<i64>,
    first: Option<Day>,
    next: Option<Moment>,
}

impl MeetingEvent {
    /// This meeting, from whichever list, as the event it became, and when it is held next.
    pub fn new(meeting: &Gathering<'_>, event: &Event, next: Option<Moment>) -> Self {
        let weekly = match &event.when {
            When::Weekly(weekly) => Some(weekly),
            When::Day(_) => None,
        };
        Self {
            name: meeting.name.to_owned(),
            title: event.title.clone(),
            weekdays: meeting.weekdays.clone(),
            start: meeting.start,
            end: meeting.end,
            zone: meeting.zone.cloned(),
            minutes: weekly.map(Weekly::minutes),
            first: weekly.and_then(|weekly| Day::new(weekly.starts.date()).ok()),
            next,
        }
    }
}

impl Told for MeetingEvent {
    const WHAT: &'static str = "meeting";
    const HOW: &'static str = ", every week";
    const HEADERS: &'static [&'static str] = &["Meeting", "When", "Next"];

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            Cell::from(Line::of(Tone::Strong, self.name.clone())),
            Cell::from(when(&self.weekdays, self.start, self.end, self.zone.as_ref())),
            or_dash(self.next.map(|next| moment(next, today)).as_ref()),
        ]
    }
}

/// A milestone's date in a calendar.
#[derive(Debug, Serialize)]
pub struct DateEvent {
    /// The clock that it belongs to.
    pub clock: Name,
    /// `90 days`.
    pub label: String,
    /// What marks it.
    pub token: Option<String>,
    /// What it is called in the calendar.
    pub title: String,
    /// Its date.
    pub date: Day,
}

impl Told for DateEvent {
    const WHAT: &'static str = "milestone";
    const HOW: &'static str = " to come";
    const HEADERS: &'static [&'static str] = &["Clock", "Milestone", "Date"];

    fn row(&self, _today: Day) -> Vec<Cell> {
        vec![
            Cell::from(Line::of(Tone::Strong, self.clock.as_str())),
            Cell::from(super::words::marked(&self.label, self.token.as_ref())),
            Cell::from(dated(self.date)),
        ]
    }
}

/// What is not in the calendar.
#[derive(Debug, Serialize)]
pub struct Left {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: LeftOut,
}

impl Left {
    /// `Sponsor (by appointment)`
    pub fn told(&self) -> String {
        let why = match self.reason {
            LeftOut::ByAppointment => "by appointment",
            LeftOut::UnknownZone => "its time zone is not known any more",
            LeftOut::NoRun => "no run is going on",
            LeftOut::Stopped => "its counting stopped",
            LeftOut::NothingComing => "no milestone is coming",
        };
        format!("{} ({why})", self.name)
    }
}

/// The answer of a command that makes a calendar.
#[derive(Debug, Serialize)]
pub struct Calendar<E> {
    /// Today.
    pub as_of: Day,
    /// The file; none where the calendar was printed.
    pub path: Option<String>,
    /// Whether the titles name nothing.
    #[serde(skip)]
    pub discreet: bool,
    /// What is in it.
    pub events: Vec<E>,
    /// What is not.
    pub left_out: Vec<Left>,
    /// The calendar itself, where it was printed.
    pub calendar: Option<String>,
}

impl<E: Told + Serialize> View for Calendar<E> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let Some(path) = &self.path else {
            document.push(Block::Verbatim(self.calendar.clone().unwrap_or_default()));
            return document;
        };
        let events = counted(i64::try_from(self.events.len()).unwrap_or(i64::MAX), E::WHAT);
        document.text(format!("Written to {path}: {events}{}.", E::HOW));
        let rows = self.events.iter().map(|event| event.row(self.as_of)).collect();
        document.push(Block::Table(Table { headers: E::HEADERS.to_vec(), rows }));
        if !self.left_out.is_empty() {
            let left: Vec<String> = self.left_out.iter().map(Left::told).collect();
            document.text(format!("{} left out: {}.", self.left_out.len(), listed(&left)));
        }
        document
            .text("Open the file with your calendar to put them there. Each keeps its id, by which it is known again.");
        let care = "The file is not encrypted, and many calendars copy what they hold to other machines.";
        let discreet = if self.discreet { "" } else { " With --discreet it names nothing." };
        document.text(Line::of(Tone::Quiet, format!("{care}{discreet}")));
        document
    }

    fn pages(&self) -> bool {
        false
    }
}
