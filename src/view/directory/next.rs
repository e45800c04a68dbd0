//! What is coming among one's own meetings.

use serde::Serialize;

use super::super::View;
use super::super::document::{Block, Document, Entry, Line, Tone};
use super::super::words::{bracketed, counted, near};
use super::when::{When, soon};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::meeting::{Venue, Zone};
use crate::domain::moment::Moment;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::text::{Name, Text};
use crate::domain::upcoming::Upcoming;

/// One time of one meeting.
#[derive(Serialize)]
struct Time {
    id: Id,
    name: Name,
    programme: Option<Programme>,
    starts_at: Moment,
    ends_at: Option<Moment>,
    starts_there: Option<Moment>,
    zone: Option<Zone>,
    in_progress: bool,
    venue: Venue,
    place: Option<Text>,
    link: Option<Text>,
    home_group: bool,
    #[serde(skip)]
    speech: Option<Speech>,
}

/// The answer to `onward meeting next`.
#[derive(Serialize)]
pub struct Coming {
    as_of: Day,
    days: u16,
    meetings: Vec<Time>,
    #[serde(skip)]
    now: Moment,
    #[serde(skip)]
    kept: usize,
}

impl Coming {
    /// These times within so many days; `kept` is how many meetings are kept at all.
    pub fn new(as_of: Day, now: Moment, days: u16, kept: usize, coming: &[Upcoming<'_>], own: &[OwnProgramme]) -> Self {
        let time = |one: &Upcoming<'_>| Time {
            id: one.meeting.id,
            name: one.meeting.name.clone(),
            programme: one.meeting.programme.clone(),
            starts_at: one.starts_at,
            ends_at: one.meeting.end.map(|_| one.ends_at),
            starts_there: one.other_time(),
            zone: one.meeting.zone.clone(),
            in_progress: one.in_progress,
            venue: one.meeting.venue,
            place: one.meeting.place.clone(),
            link: one.meeting.link.clone(),
            home_group: one.meeting.home_group,
            speech: one.meeting.programme.as_ref().map(|programme| programme.speech(own)),
        };
        Self { as_of, days, meetings: coming.iter().map(time).collect(), now, kept }
    }
}

impl Time {
    /// Its entry under the heading of its day.
    fn entry(&self, today: Day, now: Moment) -> Entry {
        let when = When { starts_at: self.starts_at, end: self.ends_at, starts_there: self.starts_there };
        // The day stands above.
        let told = when.told(today, self.zone.as_ref());
        let day = self.day().map(|day| format!("{} ", near(day, today))).unwrap_or_default();
        let told = told.strip_prefix(day.as_str()).unwrap_or(&told).to_owned();
        let mut more = bracketed(self.speech.as_ref());
        if self.home_group {
            more.push_str(", home group");
        }
        if self.venue != Venue::InPerson {
            more.push_str(&format!(", {}", self.venue));
        }
        if let Some(soon) = soon(self.starts_at, self.ends_at, now) {
            more.push_str(&format!(", {soon}"));
        }
        let mut words = Line::of(Tone::Strong, self.name.as_str()).and(Tone::Plain, more);
        if let Some(place) = &self.place {
            words = words.and(Tone::Quiet, format!("\n{place}"));
        }
        let link = self.link.as_ref().filter(|_| self.venue != Venue::InPerson);
        let below = link.map(|link| Line::of(Tone::Quiet, link.as_str().replace('\n', " "))).into_iter().collect();
        Entry { lead: Some(Line::from(told)), words, below }
    }

    fn day(&self) -> Option<Day> {
        Day::new(self.starts_at.at().date_naive()).ok()
    }
}

impl View for Coming {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.meetings.is_empty() {
            let days = counted(i64::from(self.days), "day");
            document.text(format!("None of your meetings comes in the next {days}."));
            document.text(Line::of(
                Tone::Quiet,
                if self.kept == 0 {
                    "None is saved yet: onward meeting find, or onward meeting add \"Tuesday Step Study\" --day tue --time 19:30"
                } else {
                    "Those without a weekday and a time are by appointment: onward meeting list"
                },
            ));
            return document;
        }
        let mut rest = self.meetings.as_slice();
        while let Some(first) = rest.first() {
            let day = first.day();
            let of_day = rest.iter().take_while(|time| time.day() == day).count();
            let (these, others) = rest.split_at(of_day);
            let heading = day.map_or_else(String::new, |day| match self.as_of.days_until(day) {
                0 => format!("{}, today", near(day, self.as_of)),
                1 => format!("{}, tomorrow", near(day, self.as_of)),
                _ => near(day, self.as_of),
            });
            document.heading(heading);
            document.push(Block::List(these.iter().map(|time| time.entry(self.as_of, self.now)).collect()));
            rest = others;
        }
        document
    }
}
