//! N in M: how a goal of so many meetings in so many days stands.

use serde::Serialize;

use super::day::Day;
use super::goal::{Goal, Target};

/// How the goal stands as of one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pace {
    /// Meetings wanted.
    pub target: i64,
    /// Days in which they are wanted.
    pub days: i64,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Only one meeting a day counts.
    pub once_a_day: bool,
    /// Meetings counted so far.
    pub attended: i64,
    /// Days left; today counts as left until it is over.
    pub days_left: i64,
    /// Meetings still wanted for each day left; none when no day is left.
    pub needed_per_day: Option<f64>,
    /// Reached already, or as many as the full days that have gone by ask for.
    pub on_pace: bool,
}

impl Pace {
    /// Counts `attended`, the day of every attendance in order. None for a weekly goal.
    pub fn new(goal: &Goal, attended: &[Day], today: Day) -> Option<Self> {
        let Target::InDays { days, from, once_a_day } = goal.target else { return None };
        let until = from.plus_days(days - 1);
        let mut counted: Vec<Day> =
            attended.iter().copied().filter(|day| (from..=until.min(today)).contains(day)).collect();
        if once_a_day {
            counted.dedup();
        }
        let attended = counted.len() as i64;
        let gone = from.days_until(today).clamp(0, days);
        let days_left = days - gone;
        let missing = (goal.meetings - attended).max(0);
        Some(Self {
            target: goal.meetings,
            days,
            from,
            until,
            once_a_day,
            attended,
            days_left,
            needed_per_day: (days_left > 0).then(|| missing as f64 / days_left as f64),
            on_pace: missing == 0 || attended * days >= goal.meetings * gone && days_left > 0,
        })
    }

    /// Meetings are missing, and there are days left to go to them.
    pub fn is_behind(&self) -> bool {
        !self.on_pace && self.days_left > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn ninety(once_a_day: bool) -> Goal {
        Goal {
            id: crate::domain::id::Id::new(uuid::Uuid::nil()),
            meetings: 90,
            target: Target::InDays { days: 90, from: day("2026-09-01"), once_a_day },
            recorded_at: "2026-09-01T08:00:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn today_counts_as_left_until_it_is_over() {
        let pace = Pace::new(&ninety(false), &[], day("2026-09-01")).unwrap();
        assert_eq!((pace.days_left, pace.needed_per_day, pace.on_pace), (90, Some(1.0), true));
        let last = Pace::new(&ninety(false), &[], day("2026-11-29")).unwrap();
        assert_eq!((last.until, last.days_left, last.on_pace), (day("2026-11-29"), 1, false));
        let over = Pace::new(&ninety(false), &[], day("2026-11-30")).unwrap();
        assert_eq!((over.days_left, over.needed_per_day, over.on_pace), (0, None, false));
        assert_eq!([pace, last, over].map(|pace| pace.is_behind()), [false, true, false]);
    }

    #[test]
    fn doubles_count_unless_the_goal_says_one_a_day() {
        let attended = [day("2026-09-01"), day("2026-09-01"), day("2026-09-02")];
        assert_eq!(Pace::new(&ninety(false), &attended, day("2026-09-03")).unwrap().attended, 3);
        let once = Pace::new(&ninety(true), &attended, day("2026-09-03")).unwrap();
        assert_eq!((once.attended, once.on_pace), (2, true));
    }
}
