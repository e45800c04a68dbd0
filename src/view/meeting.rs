//! A saved meeting as it is listed and shown.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, or_dash, said};
use super::words::{bracketed, by_custom};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::meeting::{Access, Approach, Meeting, Venue, Weekdays, Zone};
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::place::Point;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::text::{Name, Text};

/// A saved meeting.
#[derive(Serialize)]
pub struct MeetingItem {
    id: Id,
    name: Name,
    programme: Option<Programme>,
    weekdays: Weekdays,
    start: Option<TimeOfDay>,
    end: Option<TimeOfDay>,
    zone: Option<Zone>,
    venue: Venue,
    access: Option<Access>,
    place: Option<Text>,
    link: Option<Text>,
    note: Option<Text>,
    home_group: bool,
    recorded_at: Moment,
    source: Option<Name>,
    listing: Option<Text>,
    point: Option<Point>,
    types: Vec<String>,
    approach: Option<Approach>,
    #[serde(skip)]
    speech: Option<Speech>,
}

impl From<Meeting> for MeetingItem {
    fn from(meeting: Meeting) -> Self {
        Self {
            types: meeting.all_types(),
            id: meeting.id,
            name: meeting.name,
            speech: by_custom(meeting.programme.as_ref()),
            programme: meeting.programme,
            weekdays: meeting.weekdays,
            start: meeting.start,
            end: meeting.end,
            zone: meeting.zone,
            venue: meeting.venue,
            access: meeting.access,
            place: meeting.place,
            link: meeting.link,
            note: meeting.note,
            home_group: meeting.home_group,
            recorded_at: meeting.recorded_at,
            source: meeting.source,
            listing: meeting.listing,
            point: meeting.point,
            approach: meeting.approach,
        }
    }
}

impl MeetingItem {
    /// The same in the person's own words for its programme.
    #[must_use]
    pub fn spoken(mut self, own: &[OwnProgramme]) -> Self {
        self.speech = self.programme.as_ref().map(|programme| programme.speech(own));
        self
    }

    fn title(&self) -> Option<String> {
        self.speech.as_ref().map(|speech| speech.title.clone())
    }

    /// `Tue 19:30`, or that it is by appointment.
    pub fn when(&self) -> String {
        when(&self.weekdays, self.start, self.end, self.zone.as_ref())
    }
}

/// `Tue 19:30–21:00 Europe/London`, or that it is by appointment.
pub fn when(weekdays: &Weekdays, start: Option<TimeOfDay>, end: Option<TimeOfDay>, zone: Option<&Zone>) -> String {
    let days: Vec<String> = weekdays.days().iter().map(ToString::to_string).collect();
    match start {
        Some(start) if !days.is_empty() => {
            let end = end.map(|end| format!("–{end}")).unwrap_or_default();
            let zone = zone.map(|zone| format!(" {zone}")).unwrap_or_default();
            format!("{} {start}{end}{zone}", days.join(", "))
        }
        _ => "by appointment".to_owned(),
    }
}

impl Item for MeetingItem {
    const ONE: &'static str = "meeting";
    const MANY: &'static str = "meetings";
    const HEADERS: &'static [&'static str] = &["Meeting", "When", "Programme", "Venue", ""];
    const EMPTY: &'static str =
        "No meeting is saved. Add one: onward meeting add \"Tuesday Step Study\" --day tue --time 19:30";

    fn told(&self) -> String {
        format!("meeting {}{}, {}", self.name, bracketed(self.speech.as_ref()), self.when())
    }

    fn row(&self, _today: Day) -> Vec<Cell> {
        vec![
            Cell::from(Line::of(Tone::Strong, self.name.as_str())),
            Cell::from(self.when()),
            or_dash(self.title().as_ref()),
            Cell::from(self.venue.as_str()),
            Cell::from(if self.home_group { "home group" } else { "" }),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Meeting", Some(self.name.to_string())),
            ("When", Some(self.when())),
            ("Programme", self.title()),
            ("Venue", said(Some(&self.venue))),
            ("Open or closed", said(self.access.as_ref())),
            ("Approach", said(self.approach.as_ref())),
            ("Types", Some(self.types.join(", ")).filter(|types| !types.is_empty())),
            ("Place", said(self.place.as_ref())),
            ("On the map", said(self.point.as_ref())),
            ("Link", said(self.link.as_ref())),
            ("Home group", self.home_group.then(|| "yes".to_owned())),
            ("Note", said(self.note.as_ref())),
            ("From", said(self.source.as_ref())),
            ("Id", Some(self.id.to_string())),
        ])
    }
}
