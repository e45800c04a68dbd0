//! A contact is a person one can reach.

use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::programme::Programme;
use super::text::{Name, Text};
use super::word::words;

words! {
    /// What someone is to the person.
    ContactRole, "a role" {
        /// Sponsor.
        Sponsor = "sponsor",
        /// Sponsee.
        Sponsee = "sponsee",
        /// Peer.
        Peer = "peer",
        /// Facilitator.
        Facilitator = "facilitator",
        /// Keyworker.
        Keyworker = "keyworker",
        /// Family.
        Family = "family",
        /// Friend.
        Friend = "friend",
        /// Someone else.
        Other = "other",
    }
}

/// How often the person means to be in touch, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence(u16);

/// The longest cadence, in days.
const LONGEST: u16 = 3660;

impl Cadence {
    /// Every so many days.
    pub fn new(days: i64) -> Result<Self, Invalid> {
        u16::try_from(days)
            .ok()
            .filter(|days| (1..=LONGEST).contains(days))
            .map(Self)
            .ok_or_else(|| Invalid(format!("a cadence is 1 to {LONGEST} days")))
    }

    /// Its days.
    pub fn days(self) -> i64 {
        i64::from(self.0)
    }
}

impl FromStr for Cadence {
    type Err = Invalid;

    /// `2d`, `1w`, `2`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        let (number, size) = match (wanted.strip_suffix('d'), wanted.strip_suffix('w')) {
            (Some(days), _) => (days, 1),
            (_, Some(weeks)) => (weeks, 7),
            _ => (wanted.as_str(), 1),
        };
        let days = number.trim().parse::<i64>().ok().and_then(|number| number.checked_mul(size));
        Self::new(days.ok_or_else(|| Invalid(format!("\"{text}\" is not a cadence like 2d or 1w")))?)
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

/// A person one can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their id.
    pub id: Id,
    /// What the person calls them; unique, ignoring case.
    pub name: Name,
    /// What they are to the person.
    pub role: ContactRole,
    /// The programme they are known from.
    pub programme: Option<Programme>,
    /// A number.
    pub phone: Option<Name>,
    /// Another way to reach them.
    pub handle: Option<Name>,
    /// How often to be in touch.
    pub every: Option<Cadence>,
    /// The place in the list of people to call, first ones first.
    pub order: Option<u16>,
    /// A note.
    pub note: Option<Text>,
    /// The day they were added.
    pub added_on: Day,
    /// When they were recorded.
    pub recorded_at: Moment,
}

impl Contact {
    /// The day on which to be in touch next: the last reach-out (or the day added) plus the cadence.
    pub fn due_on(&self, last_reached: Option<Day>) -> Option<Day> {
        self.every.map(|every| last_reached.unwrap_or(self.added_on).plus_days(every.days()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cadence_is_days_or_weeks() {
        let days = |text: &str| text.parse::<Cadence>().unwrap().days();
        assert_eq!((days("2d"), days("1w"), days("3")), (2, 7, 3));
        for wrong in ["0d", "-1d", "daily", "99999d", "", "9223372036854775807w"] {
            assert!(wrong.parse::<Cadence>().is_err(), "{wrong}");
        }
    }
}
