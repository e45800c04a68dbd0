//! What is put into a calendar of the person's: plain values, whatever they were made from.
//!
//! Calendars are copied to other machines and looked at by others. So little is told, and less on request; a note is
//! never told. The first time of a weekly event follows from when it was recorded, not from today, so that the same
//! meeting is the same event whenever it is exported.

use std::fmt::Write as _;

use chrono::{Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use uuid::Uuid;

use super::day::Day;
use super::id::Id;
use super::lead::Lead;
use super::meeting::{Meeting, Venue, Weekdays, Zone};
use super::moment::{Moment, TimeOfDay};
use super::word::words;
use super::zone::Rules;

/// The space in which the ids of events are made; it never changes.
const SPACE: Uuid = Uuid::from_u128(0x6f6e_7761_7264_4d00_8000_6361_6c65_6e64);

/// How long a meeting lasts that names no end. Only a calendar needs to know.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// How far is looked for a first time that no change of the clocks touches: longer than two of them lie apart.
const LOOK: u64 = 400;

/// What an event is called that tells nothing.
const DISCREET: &str = "Appointment";

words! {
    /// Why a meeting, or a clock's milestones, are in no calendar.
    LeftOut, "a reason" {
        /// It has no weekday or no time.
        ByAppointment = "by_appointment",
        /// The world's list has its zone no more.
        UnknownZone = "unknown_zone",
        /// No run is going on.
        NoRun = "no_run",
        /// The counting stopped.
        Stopped = "stopped",
        /// There is no milestone to come.
        NothingComing = "nothing_coming",
    }
}

/// How much an event tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Its title names nothing.
    pub discreet: bool,
    /// It says where, although it is discreet.
    pub places: bool,
    /// It holds what is opened to join.
    pub links: bool,
}

impl Manner {
    fn title(self, title: String) -> String {
        if self.discreet { DISCREET.to_owned() } else { title }
    }
}

/// When a calendar rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// So long before the start.
    Before(Lead),
    /// At this time of the day.
    At(TimeOfDay),
}

/// When something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Every week.
    Weekly(Weekly),
    /// All of one day.
    Day(Day),
}

/// Something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What tells it apart; the same each time, so that a calendar knows it again.
    pub uid: String,
    /// What it was made from was recorded then.
    pub stamp: Moment,
    /// What it is called.
    pub title: String,
    /// When it is.
    pub when: When,
    /// Where it is.
    pub place: Option<String>,
    /// What else is told.
    pub more: Option<String>,
    /// When the calendar rings.
    pub alarm: Option<Alarm>,
}

/// A time in every week, by the wall clock of its zone; of none, by that of wherever the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly {
    /// The weekdays.
    pub weekdays: Weekdays,
    /// The first start.
    pub starts: NaiveDateTime,
    /// The first end.
    pub ends: NaiveDateTime,
    /// The zone.
    pub zone: Option<Zone>,
}

impl Weekly {
    /// How long it lasts.
    pub fn minutes(&self) -> i64 {
        (self.ends - self.starts).num_minutes()
    }
}

/// A meeting as it is told to a calendar, from whichever list it comes.
#[derive(Debug, Clone, Copy)]
pub struct Gathering<'a> {
    /// What tells it apart from every other.
    pub key: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The weekdays it is held on.
    pub weekdays: &'a Weekdays,
    /// When it starts.
    pub start: Option<TimeOfDay>,
    /// When it ends; before the start means after midnight.
    pub end: Option<TimeOfDay>,
    /// Its zone; none means wherever the person is.
    pub zone: Option<&'a Zone>,
    /// In a room, online, or both.
    pub venue: Venue,
    /// Where to go.
    pub place: Option<&'a str>,
    /// What to open.
    pub link: Option<&'a str>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl<'a> Gathering<'a> {
    /// The meeting that the person saved under this `key`, its id.
    pub fn saved(key: &'a str, meeting: &'a Meeting) -> Self {
        Self {
            key,
            name: meeting.name.as_str(),
            weekdays: &meeting.weekdays,
            start: meeting.start,
            end: meeting.end,
            zone: meeting.zone.as_ref(),
            venue: meeting.venue,
            place: meeting.place.as_ref().map(super::text::Text::as_str),
            link: meeting.link.as_ref().map(super::text::Text::as_str),
            recorded_at: meeting.recorded_at,
        }
    }

    /// The event it is in a calendar.
    ///
    /// # Errors
    /// Why it is in none.
    pub fn event(&self, manner: Manner, remind: Option<Lead>) -> Result<Event, LeftOut> {
        let when = self.weekly()?;
        let online = (self.venue == Venue::Online).then_some("online");
        let place = self.place.or(online).filter(|_| !manner.discreet || manner.places);
        Ok(Event {
            uid: uid(self.key),
            stamp: self.recorded_at,
            title: manner.title(self.name.to_owned()),
            when: When::Weekly(when),
            place: place.map(str::to_owned),
            more: self.link.filter(|_| manner.links).map(str::to_owned),
            alarm: remind.map(Alarm::Before),
        })
    }

    fn weekly(&self) -> Result<Weekly, LeftOut> {
        let start = self.start.filter(|_| !self.weekdays.days().is_empty()).ok_or(LeftOut::ByAppointment)?;
        let rules = self.zone.map(|zone| zone.rules().ok_or(LeftOut::UnknownZone)).transpose()?;
        let from = self.recorded_at.at().date_naive();
        let times = || {
            let days = from.iter_days().take(usize::try_from(LOOK).unwrap_or_default());
            days.filter(|day| self.weekdays.days().contains(&day.weekday())).filter_map(|day| self.times(day, start))
        };
        let plain = |(starts, ends): &(NaiveDateTime, NaiveDateTime)| {
            rules.as_ref().is_none_or(|rules| undisturbed(rules, *starts, *ends))
        };
        // Where time itself ends there may be no such day.
        let (starts, ends) = times().find(plain).or_else(|| times().next()).ok_or(LeftOut::ByAppointment)?;
        Ok(Weekly { weekdays: self.weekdays.clone(), starts, ends, zone: self.zone.cloned() })
    }

    /// The start and the end on this day.
    fn times(&self, day: NaiveDate, start: TimeOfDay) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let starts = day.and_time(start.time());
        let ends = match self.end {
            Some(end) if end > start => day.and_time(end.time()),
            Some(end) if end < start => day.succ_opt()?.and_time(end.time()),
            _ => starts.checked_add_signed(USUAL)?,
        };
        Some((starts, ends))
    }
}

/// Whether the clocks are left alone from before the start to after the end. A calendar takes how long an event lasts
/// from its first time, and a time that no clock showed is none to begin with.
fn undisturbed(rules: &Rules, starts: NaiveDateTime, ends: NaiveDateTime) -> bool {
    match (rules.from_local_datetime(&starts), rules.from_local_datetime(&ends)) {
        (MappedLocalTime::Single(starts), MappedLocalTime::Single(ends)) => starts.offset() == ends.offset(),
        _ => false,
    }
}

/// A day that something is reached, for a calendar.
#[derive(Debug, Clone)]
pub struct Date<'a> {
    /// The clock that it belongs to.
    pub clock: Id,
    /// Which of its dates it is: an event moves when this one does.
    pub label: &'a str,
    /// What it is called.
    pub title: String,
    /// The day.
    pub day: Day,
    /// The day from which it is counted.
    pub counted_from: Day,
}

impl Date<'_> {
    /// The event it is in a calendar.
    pub fn event(self, manner: Manner, remind: Option<TimeOfDay>) -> Event {
        let mut key = self.clock.to_string();
        // Writing to a string cannot fail.
        let _ = write!(key, "/{}", self.label);
        Event {
            uid: uid(&key),
            stamp: Moment::new(self.counted_from.date().and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset()),
            title: manner.title(self.title),
            when: When::Day(self.day),
            place: None,
            more: None,
            alarm: remind.map(Alarm::At),
        }
    }
}

fn uid(key: &str) -> String {
    format!("{}@onward", Uuid::new_v5(&SPACE, key.as_bytes()).hyphenated())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekly(days: &str, start: &str, end: &str, zone: &str, recorded: &str) -> Result<Weekly, LeftOut> {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let zone: Option<Zone> = given(zone).map(|zone| zone.parse().unwrap());
        Gathering {
            key: "key",
            name: "Step",
            weekdays: &days.parse().unwrap(),
            start: given(start).map(|time| time.parse().unwrap()),
            end: given(end).map(|time| time.parse().unwrap()),
            zone: zone.as_ref(),
            venue: Venue::InPerson,
            place: None,
            link: None,
            recorded_at: recorded.parse().unwrap(),
        }
        .weekly()
    }

    fn first(days: &str, start: &str, end: &str, zone: &str, recorded: &str) -> String {
        let weekly = weekly(days, start, end, zone, recorded).unwrap();
        format!("{} to {}", weekly.starts, weekly.ends)
    }

    #[test]
    fn the_first_time_is_on_one_of_the_weekdays_from_when_it_was_recorded() {
        let monday = "2026-11-23T21:30:00+00:00";
        assert_eq!(first("tue,thu", "19:30", "21:00", "", monday), "2026-11-24 19:30:00 to 2026-11-24 21:00:00");
        assert_eq!(first("mon", "19:30", "21:00", "", monday), "2026-11-23 19:30:00 to 2026-11-23 21:00:00");
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_day_and_none_means_an_hour() {
        let monday = "2026-11-23T21:30:00+00:00";
        assert_eq!(first("sat", "23:00", "00:30", "", monday), "2026-11-28 23:00:00 to 2026-11-29 00:30:00");
        for end in ["", "23:30"] {
            assert_eq!(first("sat", "23:30", end, "", monday), "2026-11-28 23:30:00 to 2026-11-29 00:30:00");
        }
    }

    #[test]
    fn a_first_time_that_a_change_of_the_clocks_touches_is_the_week_after() {
        let before = "2026-03-27T12:00:00+00:00";
        // On 29 March 2026 London has no 01:30, and on 25 October two of them.
        assert_eq!(first("sun", "01:30", "", "Europe/London", before), "2026-04-05 01:30:00 to 2026-04-05 02:30:00");
        assert_eq!(
            first("sat", "23:30", "02:30", "Europe/London", before),
            "2026-04-04 23:30:00 to 2026-04-05 02:30:00"
        );
        assert_eq!(first("sun", "02:00", "", "Europe/London", before), "2026-03-29 02:00:00 to 2026-03-29 03:00:00");
        let autumn = "2026-10-23T12:00:00+00:00";
        assert_eq!(first("sun", "01:30", "", "Europe/London", autumn), "2026-11-01 01:30:00 to 2026-11-01 02:30:00");
        // Where no zone is named nothing is known of gaps.
        assert_eq!(first("sun", "01:30", "", "", before), "2026-03-29 01:30:00 to 2026-03-29 02:30:00");
    }

    #[test]
    fn without_a_weekday_or_a_time_it_is_by_appointment() {
        for (days, start) in [("", ""), ("tue", ""), ("", "19:30")] {
            let found = weekly(days, start, "", "", "2026-11-23T21:30:00+00:00");
            assert_eq!(found, Err(LeftOut::ByAppointment));
        }
    }

    #[test]
    fn an_event_is_known_again_in_every_version() {
        assert_eq!(uid("019ab123-4567-7890-abcd-0123456789ab"), "c1fd2e9a-e619-513b-aeec-e76aeb291688@onward");
        assert_ne!(uid("a/30 days"), uid("a/60 days"));
    }
}
