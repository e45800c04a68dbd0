//! A clock is one thing the person abstains from.

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::milestone::MilestoneSet;
use super::moment::Moment;
use super::programme::Programme;
use super::slip::Slip;
use super::text::Name;

/// One thing the person abstains from, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: Id,
    /// What the person calls it; unique, ignoring case.
    pub name: Name,
    /// The first sober day.
    pub since: Day,
    /// The programme followed for it, if any.
    pub programme: Option<Programme>,
    /// The milestones it is counted by.
    pub milestones: MilestoneSet,
    /// Kept and counted, but shown only when named.
    pub hidden: bool,
    /// The day on which its counting stopped: its figures stay as they were on that day.
    pub stopped_on: Option<Day>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Clock {
    /// The day as of which its figures are counted: today, or the day it stopped.
    pub fn counted_on(&self, today: Day) -> Day {
        self.stopped_on.map_or(today, |stopped| stopped.min(today))
    }

    /// Whether an answer "sober" on `day` can be meant for it: it had begun and was not stopped.
    pub fn active_on(&self, day: Day) -> bool {
        self.since <= day && self.stopped_on.is_none_or(|stopped| day <= stopped)
    }

    /// Whether it is shown without being named.
    pub fn visible(&self) -> bool {
        !self.hidden && self.stopped_on.is_none()
    }

    /// Refuses dates that contradict each other: a slip before the first sober day, or a stop before it.
    pub fn check(&self, slips: &[Slip]) -> Result<(), Invalid> {
        if let Some(stopped) = self.stopped_on.filter(|stopped| *stopped < self.since) {
            return Err(Invalid(format!(
                "the clock \"{}\" cannot stop on {stopped}, before its first sober day {}",
                self.name, self.since
            )));
        }
        match slips.iter().find(|slip| slip.used.from < self.since) {
            Some(slip) => Err(Invalid(format!(
                "a slip from {} lies before the first sober day {} of \"{}\"",
                slip.used.from, self.since, self.name
            ))),
            None => Ok(()),
        }
    }
}
