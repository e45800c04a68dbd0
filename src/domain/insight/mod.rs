//! What the person's own record shows: how they feel, sober time and returns to use, then and now.
//!
//! Every figure stands with the days it is taken from and how many of them say it. Two groups of days are compared only
//! when either side has [`FEWEST`](super::statistics::FEWEST) days; what they differ by is a difference and never a
//! cause. A day without a check-in is in no median; a day or a week without a meeting is one without a meeting on record.
//!
//! Not here: advice, and any judgement of whether a difference is good.

pub mod craving;
pub mod feeling;
pub mod meetings;
pub mod returns;
pub mod sober;

use chrono::Weekday;

use super::day::Day;

/// Which days are looked at, and how the person counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The first day, where one was named; otherwise as far back as the record goes.
    pub since: Option<Day>,
    /// The last day, at most today.
    pub until: Day,
    /// Today.
    pub today: Day,
    /// The weekday on which weeks start.
    pub week_start: Weekday,
}

impl Asked {
    /// Whether the day is one of those looked at.
    pub fn holds(&self, day: Day) -> bool {
        day <= self.until && self.since.is_none_or(|since| since <= day)
    }

    /// The later of this day and the first that is looked at.
    pub fn from(&self, day: Day) -> Day {
        self.since.map_or(day, |since| since.max(day))
    }

    /// The day as of which a clock is counted so that the last day looked at is over: the day after it, or today.
    pub fn counted_on(&self) -> Day {
        self.until.next().min(self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_over_are_counted_to_the_last_and_today_is_not() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let asked = |until| Asked { since: None, until, today: day("2026-11-23"), week_start: Weekday::Mon };
        assert_eq!(asked(day("2026-11-23")).counted_on(), day("2026-11-23"));
        assert_eq!(asked(day("2026-09-30")).counted_on(), day("2026-10-01"));
    }
}
