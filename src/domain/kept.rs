//! Small good things, kept to be seen again: wins, and what a check-in was grateful for. When a week is hard, and which
//! of them is shown on a day.
//!
//! Not here: any judgement of the person. "Hard" is a rule about what was recorded, and all it leads to is one line.

use super::day::Day;
use super::id::Id;
use super::mood::{DayMood, MoodSummary, Scale};
use super::text::Text;
use super::word::words;

words! {
    /// What a small good thing is.
    Kind, "a small good thing" {
        /// A small victory.
        Win = "win",
        /// What a check-in was grateful for.
        Gratitude = "gratitude",
    }
}

/// A small good thing of some day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The id of the win, or of the check-in.
    pub id: Id,
    /// Its day.
    pub day: Day,
    /// What it is.
    pub kind: Kind,
    /// The person's words.
    pub text: Text,
}

/// How many days a week has that is looked back on, today included.
pub const DAYS: i64 = 7;

/// A mean mood of this much or less is low.
const LOW: f64 = 2.5;

/// The fewest days with a mood whose mean says something.
const FEWEST: usize = 2;

/// What the last [`DAYS`] days recorded of hardship.
#[derive(Debug, Clone, PartialEq)]
pub struct LastDays {
    /// There was a day of use on a clock.
    pub used: bool,
    /// The mood of each day.
    pub moods: Vec<DayMood>,
    /// The strongest craving of a check-in.
    pub craving: Option<Scale>,
    /// The strongest urge.
    pub urge: Option<Scale>,
}

impl LastDays {
    /// Whether the week is hard: a day of use on any clock, or a mean mood of the days of 2.5 or less where two days or
    /// more have one, or a craving or an urge of 7 or more. One is enough.
    pub fn are_hard(&self) -> bool {
        let mood = MoodSummary::new(&self.moods);
        let low = mood.days_with_mood >= FEWEST && mood.mean.is_some_and(|mean| mean <= LOW);
        let strong = [self.craving, self.urge].into_iter().flatten().any(Scale::is_strong);
        self.used || low || strong
    }
}

/// Which of so many small good things has its turn on a day: the same all day, and the next one tomorrow. None when
/// there is none.
pub fn turn(day: Day, count: u32) -> Option<u32> {
    let days = Day::FIRST.days_until(day);
    u32::try_from(days.checked_rem(i64::from(count))?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn quiet() -> LastDays {
        LastDays { used: false, moods: Vec::new(), craving: None, urge: None }
    }

    fn moods(levels: &[Option<f64>]) -> LastDays {
        let mood = |mood: &Option<f64>| DayMood { day: day("2026-11-23"), mood: *mood, entries: 1 };
        LastDays { moods: levels.iter().map(mood).collect(), ..quiet() }
    }

    #[test]
    fn a_week_is_hard_by_use_low_mood_or_a_strong_craving_or_urge() {
        let strength = |value: &str| Some(value.parse().unwrap());
        assert!(!quiet().are_hard());
        assert!(LastDays { used: true, ..quiet() }.are_hard());
        for (value, hard) in [("6", false), ("7", true), ("10", true)] {
            assert_eq!(LastDays { craving: strength(value), ..quiet() }.are_hard(), hard);
            assert_eq!(LastDays { urge: strength(value), ..quiet() }.are_hard(), hard);
        }
    }

    #[test]
    fn one_low_day_is_not_a_hard_week_and_two_are() {
        assert!(!moods(&[Some(1.0), None, None]).are_hard());
        assert!(moods(&[Some(2.0), None, Some(3.0)]).are_hard());
        assert!(!moods(&[Some(2.0), Some(3.5)]).are_hard());
    }

    #[test]
    fn each_day_has_its_own_turn_and_all_come_round() {
        let turns: Vec<_> = day("2026-11-23").every(1, day("2026-11-26")).map(|day| turn(day, 3)).collect();
        let mut seen = turns[..3].to_vec();
        seen.sort_unstable();
        assert_eq!((seen, turns[3]), (vec![Some(0), Some(1), Some(2)], turns[0]));
        assert_eq!(turn(day("2026-11-23"), 0), None);
    }
}
