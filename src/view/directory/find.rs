//! What a search for meetings found, each with its next time, how far it is, and where.

use serde::Serialize;

use super::super::View;
use super::super::document::{Block, Document, Entry, Line, Tone};
use super::super::words::{bracketed, by_custom, counted, listed, typed};
use super::when::{When, soon};
use crate::domain::day::Day;
use crate::domain::directory::Published;
use crate::domain::directory::distance::Unit;
use crate::domain::directory::seek::Next;
use crate::domain::listing::{Line as Words, ListingType};
use crate::domain::meeting::{Access, Meeting, Venue, Weekdays, Zone};
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::place::Point;
use crate::domain::programme::{OwnProgramme, Programme, Speech};

/// A type of a meeting.
#[derive(Serialize)]
struct Kind {
    code: String,
    name: Option<String>,
}

impl From<&ListingType> for Kind {
    fn from(one: &ListingType) -> Self {
        Self { code: one.code.clone(), name: one.name.as_deref().map(str::to_owned) }
    }
}

/// A meeting that was found.
#[derive(Serialize)]
pub struct FoundItem {
    number: Option<usize>,
    own: bool,
    id: Option<String>,
    source: Option<String>,
    key: Option<String>,
    name: String,
    programme: Option<Programme>,
    weekdays: Weekdays,
    start: Option<TimeOfDay>,
    end: Option<TimeOfDay>,
    zone: Option<Zone>,
    floating: bool,
    by_appointment: bool,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    starts_there: Option<Moment>,
    in_progress: bool,
    venue: Venue,
    closed_now: bool,
    access: Option<Access>,
    types: Vec<Kind>,
    group: Option<String>,
    place: Option<String>,
    address: Option<String>,
    regions: Vec<String>,
    postcode: Option<String>,
    point: Option<Point>,
    approximate: bool,
    distance_m: Option<u32>,
    link: Option<String>,
    phone: Option<String>,
    page: Option<String>,
    note: Option<String>,
    #[serde(skip)]
    speech: Option<Speech>,
    #[serde(skip)]
    whereabouts: Option<String>,
    #[serde(skip)]
    unit: Unit,
}

fn text(line: Option<&Words>) -> Option<String> {
    line.map(ToString::to_string)
}

impl FoundItem {
    /// A published meeting.
    pub fn published(
        number: Option<usize>,
        found: Published,
        next: Option<Next>,
        metres: Option<u32>,
        unit: Unit,
    ) -> Self {
        let whereabouts = found.whereabouts();
        let listing = found.listing;
        Self {
            number,
            own: false,
            id: None,
            source: Some(found.source.to_string()),
            key: Some(listing.key.to_string()),
            name: listing.name.to_string(),
            speech: by_custom(listing.programme.as_ref()),
            by_appointment: !listing.scheduled(),
            floating: listing.scheduled() && listing.zone.is_none(),
            programme: listing.programme,
            weekdays: listing.weekdays,
            start: listing.start,
            end: listing.end,
            zone: listing.zone,
            starts_at: next.map(|next| next.starts_at),
            ends_at: next.filter(|_| listing.end.is_some()).map(|next| next.ends_at),
            starts_there: next.and_then(|next| next.starts_there),
            in_progress: next.is_some_and(|next| next.in_progress),
            venue: listing.venue,
            closed_now: listing.closed_now,
            access: listing.access,
            types: listing.types.iter().map(Kind::from).collect(),
            group: text(listing.group.as_ref()),
            place: text(listing.place.as_ref()),
            address: text(listing.address.as_ref()),
            regions: listing.regions.iter().map(ToString::to_string).collect(),
            postcode: text(listing.postcode.as_ref()),
            point: listing.point,
            approximate: listing.approximate,
            distance_m: metres,
            link: text(listing.link.as_ref()),
            phone: text(listing.phone.as_ref()),
            page: text(listing.page.as_ref()),
            note: listing.note.map(|note| note.to_string()),
            whereabouts,
            unit,
        }
    }

    /// One of the person's own.
    pub fn own(number: Option<usize>, meeting: Meeting, next: Option<Next>, metres: Option<u32>, unit: Unit) -> Self {
        let types = meeting.types.iter().flat_map(|types| types.as_str().lines());
        Self {
            number,
            own: true,
            id: Some(meeting.id.to_string()),
            source: meeting.source.as_ref().map(ToString::to_string),
            key: meeting.listing.as_ref().map(ToString::to_string),
            name: meeting.name.to_string(),
            speech: by_custom(meeting.programme.as_ref()),
            by_appointment: !meeting.scheduled(),
            floating: false,
            weekdays: meeting.weekdays.clone(),
            start: meeting.start,
            end: meeting.end,
            zone: meeting.zone.clone(),
            starts_at: next.map(|next| next.starts_at),
            ends_at: next.filter(|_| meeting.end.is_some()).map(|next| next.ends_at),
            starts_there: next.and_then(|next| next.starts_there),
            in_progress: next.is_some_and(|next| next.in_progress),
            venue: meeting.venue,
            closed_now: false,
            access: meeting.access,
            types: types.map(|name| Kind { code: name.to_owned(), name: Some(name.to_owned()) }).collect(),
            group: None,
            place: meeting.place.as_ref().map(ToString::to_string),
            address: None,
            regions: Vec::new(),
            postcode: None,
            point: meeting.point,
            approximate: false,
            distance_m: metres,
            link: meeting.link.as_ref().map(ToString::to_string),
            phone: None,
            page: None,
            note: meeting.note.as_ref().map(ToString::to_string),
            whereabouts: meeting.place.as_ref().map(ToString::to_string),
            unit,
            programme: meeting.programme,
        }
    }

    /// The same in the person's own words for its programme.
    #[must_use]
    pub fn spoken(mut self, own: &[OwnProgramme]) -> Self {
        self.speech = self.programme.as_ref().map(|programme| programme.speech(own));
        self
    }

    /// `Step Study (AA), yours, closed, online`.
    fn title(&self) -> Line {
        let mut more = bracketed(self.speech.as_ref());
        let says = [
            self.own.then(|| "yours".to_owned()),
            self.access.map(|access| access.to_string()),
            (self.venue != Venue::InPerson).then(|| self.venue.to_string()),
        ];
        for word in says.into_iter().flatten() {
            more.push_str(&format!(", {word}"));
        }
        Line::of(Tone::Strong, self.name.clone()).and(Tone::Plain, more)
    }

    /// `Tue 24 Nov 19:30–20:30, in 22 hours, 1.2 km`.
    fn when(&self, today: Day, now: Moment) -> String {
        let mut parts = Vec::new();
        match self.starts_at {
            Some(starts_at) => {
                let when = When { starts_at, end: self.ends_at, starts_there: self.starts_there };
                let floating = if self.floating { " (no time zone given)" } else { "" };
                parts.push(format!("{}{floating}", when.told(today, self.zone.as_ref())));
                parts.extend(soon(starts_at, self.ends_at, now));
            }
            None if self.closed_now => parts.push("closed for now".to_owned()),
            None => parts.push("by appointment".to_owned()),
        }
        parts.extend(self.distance_m.map(|metres| {
            let about = if self.approximate { "about " } else { "" };
            format!("{about}{}", self.unit.told(metres))
        }));
        parts.join(", ")
    }

    fn entry(&self, today: Day, now: Moment) -> Entry {
        let mut words = self.title();
        words = words.and(Tone::Plain, format!("\n{}", self.when(today, now)));
        if let Some(whereabouts) = &self.whereabouts {
            words = words.and(Tone::Quiet, format!("\n{whereabouts}"));
        }
        let kinds: Vec<&str> = self.types.iter().map(|kind| kind.name.as_deref().unwrap_or(&kind.code)).collect();
        // What the first lines say already.
        let plain = |kind: &&str| !matches!(*kind, "Open" | "Closed" | "Online" | "Location Temporarily Closed");
        let kinds: Vec<&str> = kinds.into_iter().filter(plain).collect();
        if !kinds.is_empty() {
            words = words.and(Tone::Quiet, format!("\n{}", kinds.join(", ")));
        }
        // Somebody who cannot go there joins by what stands here.
        let join = self.link.as_ref().or(self.phone.as_ref()).filter(|_| self.venue != Venue::InPerson);
        let below = join.map(|join| Line::of(Tone::Quiet, join.clone())).into_iter().collect();
        Entry { lead: self.number.map(|number| Line::from(number.to_string())), words, below }
    }
}

/// What was asked for.
pub struct Asked {
    /// The words.
    pub words: Vec<String>,
    /// The filters, as they were typed.
    pub filters: Vec<String>,
    /// Where distances are told from, and what that place was called.
    pub near: Option<(Point, Option<String>)>,
    /// What is nearest comes first.
    pub nearest_first: bool,
    /// How far around was looked, in metres.
    pub circle: Option<u32>,
    /// What distances are told in.
    pub unit: Unit,
}

/// Where was looked around.
#[derive(Serialize)]
struct Near {
    point: Point,
    named: Option<String>,
    within_m: Option<u32>,
}

/// A filter, and how many there would be without it.
#[derive(Serialize)]
struct Without {
    filter: String,
    meetings: usize,
}

/// The answer to `onward meeting find`.
#[derive(Serialize)]
pub struct Found {
    as_of: Day,
    words: Vec<String>,
    filters: Vec<String>,
    near: Option<Near>,
    total: usize,
    meetings: Vec<FoundItem>,
    without: Vec<Without>,
    #[serde(skip)]
    now: Moment,
    #[serde(skip)]
    nearest_first: bool,
    #[serde(skip)]
    unit: Unit,
    #[serde(skip)]
    lists: bool,
}

impl Found {
    /// These meetings of `total`; where there is none, what there would be without each filter. `lists` says whether
    /// any list was imported.
    pub fn new(
        as_of: Day,
        now: Moment,
        asked: Asked,
        meetings: Vec<FoundItem>,
        total: usize,
        without: Vec<(String, usize)>,
        lists: bool,
    ) -> Self {
        let Asked { words, filters, near, nearest_first, circle, unit } = asked;
        let near = near.map(|(point, named)| Near { point, named, within_m: circle });
        let without = without.into_iter().map(|(filter, meetings)| Without { filter, meetings }).collect();
        Self { as_of, words, filters, near, total, meetings, without, now, nearest_first, unit, lists }
    }

    /// `with the words "step", --day tue`: what was looked for.
    fn asked(&self) -> String {
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            let words: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
            parts.push(listed(&words));
        }
        parts.extend(self.filters.iter().cloned());
        parts.join(", ")
    }

    fn nothing(&self) -> Document {
        let mut document = Document::default();
        let asked = self.asked();
        let what = if asked.is_empty() { String::new() } else { format!(" for {asked}") };
        document.text(format!("No meeting was found{what}."));
        let some: Vec<Entry> = self
            .without
            .iter()
            .map(|one| {
                let count = counted(i64::try_from(one.meetings).unwrap_or(i64::MAX), "meeting");
                Entry::from(format!("without {}: {count}", one.filter))
            })
            .collect();
        if !some.is_empty() {
            document.push(Block::List(some));
        }
        if !self.lists {
            document.text("No published list was imported: onward meeting import FILE --source NAME");
        } else if self.without.is_empty() && !asked.is_empty() {
            document
                .text(Line::of(Tone::Quiet, "Fewer or shorter words find more: the beginning of a word is enough."));
        }
        document
    }

    /// `20 of 143 meetings within 10 km, nearest first.`
    fn summary(&self) -> String {
        let total = i64::try_from(self.total).unwrap_or(i64::MAX);
        let shown = if self.meetings.len() < self.total {
            format!("{} of {}", self.meetings.len(), counted(total, "meeting"))
        } else {
            counted(total, "meeting")
        };
        let within = self.near.as_ref().and_then(|near| Some((near, near.within_m?))).map(|(near, metres)| {
            let of = near.named.as_ref().map(|named| format!(" of {named}")).unwrap_or_default();
            format!(" within {}{of}", self.unit.told(metres))
        });
        let order = if self.nearest_first { "nearest first" } else { "soonest first" };
        format!("{shown}{}, {order}.", within.unwrap_or_default())
    }
}

impl View for Found {
    fn document(&self) -> Document {
        if self.meetings.is_empty() {
            return self.nothing();
        }
        let mut document = Document::default();
        let entries = self.meetings.iter().map(|item| item.entry(self.as_of, self.now)).collect();
        document.push(Block::List(entries));
        document.text(self.summary());
        if self.meetings.iter().any(|item| item.floating) {
            document.text(
                "Where no time zone is given, the time is taken for that of the clock here; \
                 `onward meeting import --timezone` says which it is.",
            );
        }
        if let Some(first) = self.meetings.iter().find(|item| !item.own).and_then(|item| item.number) {
            let hint = format!("Keep one: onward meeting save {first}. You went: onward attend --found {first}.");
            document.text(Line::of(Tone::Quiet, hint));
        } else if let Some(own) = self.meetings.iter().find(|item| item.own) {
            let hint = format!("You went: onward attend {}", typed(&own.name));
            document.text(Line::of(Tone::Quiet, hint));
        }
        document
    }
}
