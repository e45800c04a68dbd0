//! An urge is a time of temptation: how strong it was, what brought it, what was done and what came of it.
//!
//! Not here: the craving of a check-in, which is one figure of a day; the two are never mixed.

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::{Moment, TimeOfDay};
use super::mood::{Halt, Scale};
use super::text::{Name, Text};
use super::word::words;

words! {
    /// What was done about an urge. The five ways are common technique; the words for them are our own.
    Choice, "what was done" {
        /// Waited it out, or put the decision off.
        Delayed = "delayed",
        /// Left the place or the people.
        Escaped = "escaped",
        /// Let it be there without acting on it, or kept out of its way.
        Accepted = "accepted",
        /// Turned to something else.
        Distracted = "distracted",
        /// Did something better in its place.
        Substituted = "substituted",
    }
}

words! {
    /// What came of an urge.
    Outcome, "an outcome" {
        /// It passed without use.
        Passed = "passed",
        /// It is still there.
        StillThere = "still-there",
        /// There was use. The slip itself is recorded by its own command.
        Used = "used",
    }
}

/// How long an urge lasted, in minutes: 0 to 1440.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(u16);

impl Minutes {
    /// So many minutes.
    pub fn new(minutes: i64) -> Result<Self, Invalid> {
        let known = u16::try_from(minutes).ok().filter(|minutes| *minutes <= 1440);
        known.map(Self).ok_or_else(|| Invalid::new("minutes are a whole number from 0 to 1440"))
    }

    /// Their number.
    pub fn count(self) -> u16 {
        self.0
    }
}

impl std::str::FromStr for Minutes {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::new(text.trim().parse().map_err(|_| Invalid::new("minutes are a whole number from 0 to 1440"))?)
    }
}

impl serde::Serialize for Minutes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

/// An urge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urge {
    /// Its id.
    pub id: Id,
    /// The day it belongs to.
    pub day: Day,
    /// When it came, by the wall clock; none where only the day is known.
    pub time: Option<TimeOfDay>,
    /// The clock it was about; none once that clock was removed, or where none was named.
    pub clock_id: Option<Id>,
    /// That clock's name when it was recorded.
    pub clock: Option<Name>,
    /// How strong it was.
    pub strength: Scale,
    /// What brought it.
    pub trigger: Option<Text>,
    /// Hungry, angry, lonely, tired.
    pub halt: Vec<Halt>,
    /// What was done about it.
    pub choices: Vec<Choice>,
    /// What was done, in the person's own words.
    pub did: Option<Text>,
    /// How strong it was afterwards.
    pub strength_after: Option<Scale>,
    /// How long it lasted.
    pub minutes: Option<Minutes>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// A note.
    pub note: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Urge {
    /// Whether it may still be there: nothing was said of what came of it, or that it has not passed.
    pub fn is_open(&self) -> bool {
        matches!(self.outcome, None | Some(Outcome::StillThere))
    }

    /// Whether it says what was done, by one of the five ways or in own words.
    pub fn says_what_was_done(&self) -> bool {
        !self.choices.is_empty() || self.did.is_some()
    }

    /// How far its strength fell, where both are known; negative when it rose.
    pub fn fall(&self) -> Option<i64> {
        self.strength_after.map(|after| i64::from(self.strength.value()) - i64::from(after.value()))
    }

    /// How strong it is as far as is known: afterwards where that was said.
    pub fn strength_now(&self) -> Scale {
        self.strength_after.unwrap_or(self.strength)
    }
}
