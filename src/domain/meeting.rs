//! A meeting is a recurring gathering; without a weekday or a time it is by appointment and never scheduled.

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;
use serde::{Serialize, Serializer};

use super::id::Id;
use super::invalid::Invalid;
use super::moment::{Moment, TimeOfDay};
use super::place::Point;
use super::programme::Programme;
use super::text::{Name, Text, key};
use super::word::words;
use super::zone::Rules;

words! {
    /// Where a meeting takes place.
    Venue, "a venue" {
        /// In a room.
        InPerson = "in-person",
        /// Over a link.
        Online = "online",
        /// Both at once.
        Hybrid = "hybrid",
    }
}

words! {
    /// Who may come.
    Access, "a meeting" {
        /// Anyone.
        Open = "open",
        /// Those who want to stop.
        Closed = "closed",
    }
}

words! {
    /// What a group builds on.
    Approach, "an approach" {
        /// A power greater than oneself, however understood.
        Spiritual = "spiritual",
        /// No belief.
        Secular = "secular",
    }
}

/// A set of weekdays, in the order of the week from Monday.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(Vec<Weekday>);

impl Weekdays {
    /// The days, Monday first.
    pub fn days(&self) -> &[Weekday] {
        &self.0
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<T: IntoIterator<Item = Weekday>>(days: T) -> Self {
        let mut days: Vec<Weekday> = days.into_iter().collect();
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        Self(days)
    }
}

impl FromStr for Weekdays {
    type Err = Invalid;

    /// `tue`, `tue,thu`, `tuesday`; the empty text is no day.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let named = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let day = |part: &str| {
            part.parse::<Weekday>().map_err(|_| Invalid(format!("\"{part}\" is not a weekday like tue or tuesday")))
        };
        named.map(day).collect()
    }
}

/// The word for a weekday in short, as typed, stored and in JSON: `mon`.
pub fn short_weekday(day: Weekday) -> String {
    day.to_string().to_lowercase()
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().copied().map(short_weekday).collect();
        f.pad(&names.join(","))
    }
}

impl Serialize for Weekdays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().copied().map(short_weekday))
    }
}

/// A time zone by its IANA name, `Europe/London`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Zone(String);

impl Zone {
    /// Its rules; none only where a later version of the world's list has dropped the name.
    pub fn rules(&self) -> Option<Rules> {
        Rules::named(&self.0).map(|(_, rules)| rules)
    }
}

impl FromStr for Zone {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a time zone like Europe/London"));
        let (name, _) = Rules::named(text.trim()).ok_or_else(wrong)?;
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What a programme calls a meeting, kept one type to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Types(pub Text);

impl FromStr for Types {
    type Err = Invalid;

    /// `Step Study, Wheelchair Access`; a type that is named twice is kept once.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let mut types: Vec<&str> = Vec::new();
        for one in text.split([',', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
            if !types.iter().any(|other| key(other) == key(one)) {
                types.push(one);
            }
        }
        types.join("\n").parse().map(Self).map_err(|_| Invalid::new("a type is words like Step Study"))
    }
}

/// A recurring gathering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: Id,
    /// What the person calls it; unique, ignoring case.
    pub name: Name,
    /// The programme it belongs to.
    pub programme: Option<Programme>,
    /// The weekdays it is held on.
    pub weekdays: Weekdays,
    /// When it starts, by the wall clock of its zone.
    pub start: Option<TimeOfDay>,
    /// When it ends; before the start means after midnight.
    pub end: Option<TimeOfDay>,
    /// Its zone; none means wherever the person is.
    pub zone: Option<Zone>,
    /// In a room, online, or both.
    pub venue: Venue,
    /// Open or closed, if known.
    pub access: Option<Access>,
    /// Where to go.
    pub place: Option<Text>,
    /// What to open.
    pub link: Option<Text>,
    /// A note.
    pub note: Option<Text>,
    /// The group the person belongs to.
    pub home_group: bool,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The published list that it was saved from.
    pub source: Option<Name>,
    /// Its key in that list.
    pub listing: Option<Text>,
    /// Where it is on the map.
    pub point: Option<Point>,
    /// What its programme calls it, one type to a line: `Step Study`.
    pub types: Option<Text>,
    /// What it builds on, if known.
    pub approach: Option<Approach>,
}

impl Meeting {
    /// A meeting of which nothing is known but its name: in a room, by appointment.
    pub fn named(id: Id, name: Name, recorded_at: Moment) -> Self {
        Self {
            id,
            name,
            programme: None,
            weekdays: Weekdays::default(),
            start: None,
            end: None,
            zone: None,
            venue: Venue::InPerson,
            access: None,
            place: None,
            link: None,
            note: None,
            home_group: false,
            recorded_at,
            source: None,
            listing: None,
            point: None,
            types: None,
            approach: None,
        }
    }

    /// What its programme calls it, each type by itself.
    pub fn all_types(&self) -> Vec<String> {
        self.types.iter().flat_map(|types| types.as_str().lines()).map(str::to_owned).collect()
    }

    /// Whether it has a weekday and a time; otherwise it is by appointment.
    pub fn scheduled(&self) -> bool {
        !self.weekdays.0.is_empty() && self.start.is_some()
    }

    /// Whether it is held on such a weekday.
    pub fn held_on(&self, weekday: Weekday) -> bool {
        self.scheduled() && self.weekdays.0.contains(&weekday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_a_set_in_the_order_of_the_week() {
        assert_eq!("Thursday,tue,thu".parse::<Weekdays>().unwrap().to_string(), "tue,thu");
        assert!("tue,someday".parse::<Weekdays>().is_err());
    }

    #[test]
    fn types_are_a_list_in_which_each_stands_once() {
        let types = |text: &str| text.parse::<Types>().map(|Types(text)| text.to_string());
        assert_eq!(types(" Step Study,Open,, step study ").unwrap(), "Step Study\nOpen");
        assert!(types(" , ").is_err());
    }

    #[test]
    fn a_misspelt_zone_is_refused() {
        assert!("Europe/London".parse::<Zone>().is_ok());
        assert!("Europe/Londn".parse::<Zone>().is_err());
    }
}
