//! A check-in is an entry on a day; a day may have several.

use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::mood::{Halt, Mood, Scale};
use super::source::Source;
use super::text::{Name, Text};

/// One entry, with whatever the person chose to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkin {
    /// Its id.
    pub id: Id,
    /// The day it belongs to.
    pub day: Day,
    /// Mood, if given.
    pub mood: Option<Mood>,
    /// Craving, if given.
    pub craving: Option<Scale>,
    /// Anxiety, if given.
    pub anxiety: Option<Scale>,
    /// Connection, if given: 0 alone, 10 held.
    pub connection: Option<Scale>,
    /// Hungry, angry, lonely, tired.
    pub halt: Vec<Halt>,
    /// What the person is grateful for.
    pub gratitude: Option<Text>,
    /// A note.
    pub note: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Where it came from, when it was not recorded here.
    pub source: Option<Source>,
}

/// What a check-in says of how the person was, without words of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Felt {
    /// The day it belongs to.
    pub day: Day,
    /// Mood, if given.
    pub mood: Option<Mood>,
    /// Craving, if given.
    pub craving: Option<Scale>,
    /// Anxiety, if given.
    pub anxiety: Option<Scale>,
    /// Connection, if given.
    pub connection: Option<Scale>,
    /// Hungry, angry, lonely, tired.
    pub halt: Vec<Halt>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// The answer "sober" that a check-in gave for one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sober {
    /// The check-in that said so.
    pub checkin_id: Id,
    /// Its day.
    pub day: Day,
    /// The clock it was said for; none once that clock was removed.
    pub clock_id: Option<Id>,
    /// The clock's name when it was said.
    pub clock: Name,
}

/// A maximal stretch of consecutive days that each have a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckinRun {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

impl CheckinRun {
    /// How many days it has.
    pub fn days(&self) -> i64 {
        self.from.days_until(self.to) + 1
    }
}

/// How regularly the person checks in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct CheckinStreak {
    /// Consecutive days with a check-in, ending today, or yesterday while today has none yet.
    pub streak_days: i64,
    /// The longest such stretch.
    pub longest_days: i64,
    /// The streak ends yesterday: today has no check-in yet.
    pub pending: bool,
    /// Days with a check-in.
    pub days: i64,
    /// The last day with a check-in.
    pub last: Option<Day>,
}

impl CheckinStreak {
    /// Counts from the stretches of days, in order; what lies after `today` is left aside.
    pub fn new(runs: &[CheckinRun], today: Day) -> Self {
        let past = runs.iter().filter(|run| run.from <= today);
        let past: Vec<CheckinRun> = past.map(|run| CheckinRun { to: run.to.min(today), ..*run }).collect();
        let last = past.last();
        let current = last.filter(|run| run.to >= today.before());
        Self {
            streak_days: current.map_or(0, CheckinRun::days),
            longest_days: past.iter().map(CheckinRun::days).max().unwrap_or(0),
            pending: current.is_some_and(|run| run.to < today),
            days: past.iter().map(CheckinRun::days).sum(),
            last: last.map(|run| run.to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(from: &str, to: &str) -> CheckinRun {
        CheckinRun { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn the_streak_is_pending_until_today_is_checked_in() {
        let runs = [run("2026-11-01", "2026-11-10"), run("2026-11-20", "2026-11-22")];
        let streak = CheckinStreak::new(&runs, "2026-11-23".parse().unwrap());
        assert_eq!((streak.streak_days, streak.longest_days, streak.pending, streak.days), (3, 10, true, 13));
    }

    #[test]
    fn a_missed_day_ends_the_streak_and_keeps_the_days() {
        let streak = CheckinStreak::new(&[run("2026-11-01", "2026-11-10")], "2026-11-23".parse().unwrap());
        assert_eq!((streak.streak_days, streak.longest_days, streak.pending, streak.days), (0, 10, false, 10));
    }

    #[test]
    fn an_entry_from_tomorrow_is_not_counted_yet() {
        let streak = CheckinStreak::new(&[run("2026-11-22", "2026-11-24")], "2026-11-23".parse().unwrap());
        assert_eq!((streak.streak_days, streak.pending, streak.days), (2, false, 2));
    }
}
