//! A slip is an interval of days of use on one clock: one more dated fact, which erases nothing.

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::source::Source;
use super::text::{Name, Text};

/// Days of use, first and last inclusive; without a last day the slip is ongoing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// The first day of use.
    pub from: Day,
    /// The last day of use, or none while it is ongoing.
    pub to: Option<Day>,
}

impl Used {
    /// The interval, refused when it would end before it begins.
    pub fn new(from: Day, to: Option<Day>) -> Result<Self, Invalid> {
        match to {
            Some(to) if to < from => Err(Invalid(format!("--to {to} lies before --from {from}"))),
            _ => Ok(Self { from, to }),
        }
    }

    /// Whether `day` is a day of use.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The same interval ended by a first sober day, which must come after the first day of use.
    pub fn resumed(&self, first_sober: Day) -> Result<Self, Invalid> {
        if first_sober <= self.from {
            return Err(Invalid(format!(
                "the slip began on {}, so {first_sober} cannot be its first sober day",
                self.from
            )));
        }
        Self::new(self.from, Some(first_sober.before()))
    }
}

/// A slip as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its id.
    pub id: Id,
    /// The clock it belongs to; none once that clock was removed.
    pub clock_id: Option<Id>,
    /// The clock's name when it was recorded.
    pub clock: Name,
    /// The days of use.
    pub used: Used,
    /// What led to it, in the person's words.
    pub trigger: Option<Text>,
    /// A note.
    pub note: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Where it came from, when it was not recorded here.
    pub source: Option<Source>,
}
