//! Mood, anxiety and connection in the last four weeks, beside the first four weeks that have them.

use serde::Serialize;

use super::Asked;
use crate::domain::checkin::Felt;
use crate::domain::day::Day;
use crate::domain::mood::Scale;
use crate::domain::statistics::{Spread, in_hundredths};
use crate::domain::word::words;

/// Four weeks.
const STRETCH: i64 = 28;

words! {
    /// What a check-in can say in a number of how the person is.
    Measure, "a measure" {
        /// 1 to 5.
        Mood = "mood",
        /// 0 to 10.
        Anxiety = "anxiety",
        /// 0 alone, 10 held.
        Connection = "connection",
    }
}

impl Measure {
    /// The least and the greatest that it can be.
    pub fn scale(self) -> (u8, u8) {
        if self == Self::Mood { (1, 5) } else { (0, 10) }
    }

    fn of(self, felt: &Felt) -> Option<f64> {
        let level = match self {
            Self::Mood => felt.mood.map(|mood| mood.level()),
            Self::Anxiety => felt.anxiety.map(Scale::value),
            Self::Connection => felt.connection.map(Scale::value),
        };
        level.map(f64::from)
    }

    /// The days that say it, each with the mean of its entries. The entries are in the order of their days.
    pub fn by_day(self, felt: &[Felt]) -> Vec<(Day, f64)> {
        let entries = felt.chunk_by(|one, next| one.day == next.day);
        let mean = |entries: &[Felt]| {
            let levels: Vec<f64> = entries.iter().filter_map(|entry| self.of(entry)).collect();
            let day = entries.first()?.day;
            (!levels.is_empty()).then(|| (day, levels.iter().sum::<f64>() / levels.len() as f64))
        };
        entries.filter_map(mean).collect()
    }
}

/// Some days, and where the values of those that have one lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stretch {
    /// The first day.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// How many days these are.
    pub days: i64,
    /// The days that say it.
    #[serde(flatten)]
    pub spread: Spread,
}

impl Stretch {
    fn new(since: Day, until: Day, values: &[(Day, f64)]) -> Self {
        let inside = values.iter().filter(|(day, _)| (since..=until).contains(day));
        Self {
            since,
            until,
            days: since.days_until(until) + 1,
            spread: Spread::beside(inside.map(|(_, value)| *value)),
        }
    }
}

/// One measure in the last four weeks beside the first four.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ThenAndNow {
    /// Which.
    pub measure: Measure,
    /// The least that it can be.
    pub lowest: u8,
    /// The greatest.
    pub highest: u8,
    /// The four weeks from the first day that says it; none where no day does.
    pub first: Option<Stretch>,
    /// The last four weeks.
    pub now: Stretch,
    /// How much higher it is now; none where it is withheld. A difference, not a cause.
    #[serde(serialize_with = "in_hundredths")]
    pub difference: Option<f64>,
    /// The first day on which the two have no day in common; before it nothing is compared.
    pub comparable_from: Option<Day>,
}

impl ThenAndNow {
    /// Compares one measure. The entries are in the order of their days.
    pub fn new(measure: Measure, felt: &[Felt], asked: &Asked) -> Self {
        let mut values = measure.by_day(felt);
        values.retain(|(day, _)| asked.holds(*day));
        let now = Stretch::new(asked.from(asked.until.plus_days(1 - STRETCH)), asked.until, &values);
        let begun = values.first().map(|(day, _)| *day);
        let comparable_from = begun.map(|day| day.plus_days(2 * STRETCH - 1));
        let first = begun.map(|day| {
            let first = Stretch::new(day, day.plus_days(STRETCH - 1).min(asked.until), &values);
            let apart = comparable_from.is_some_and(|from| from <= asked.until);
            if apart { first } else { Stretch { spread: first.spread.withheld(), ..first } }
        });
        let difference = first.and_then(|first| now.spread.above(&first.spread));
        let (lowest, highest) = measure.scale();
        Self { measure, lowest, highest, first, now, difference, comparable_from }
    }

    /// Whether the two have days in common.
    pub fn overlap(&self) -> bool {
        self.comparable_from.is_some_and(|from| self.now.until < from)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use chrono::Weekday;

    pub(in crate::domain::insight) fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A check-in of this mood alone.
    pub(in crate::domain::insight) fn felt(day: Day, mood: &str) -> Felt {
        Felt {
            day,
            mood: Some(mood.parse().unwrap()),
            craving: None,
            anxiety: None,
            connection: None,
            halt: Vec::new(),
            recorded_at: format!("{day}T21:00:00+00:00").parse().unwrap(),
        }
    }

    pub(in crate::domain::insight) fn asked(until: &str) -> Asked {
        Asked { since: None, until: day(until), today: day("2026-11-23"), week_start: Weekday::Mon }
    }

    /// So many days of one mood from this day on.
    fn days(first: &str, count: i64, mood: &str) -> Vec<Felt> {
        (0..count).map(|later| felt(day(first).plus_days(later), mood)).collect()
    }

    #[test]
    fn the_last_four_weeks_stand_beside_the_first_four_with_records() {
        let felt = [days("2026-01-01", 8, "low"), days("2026-11-16", 8, "good")].concat();
        let found = ThenAndNow::new(Measure::Mood, &felt, &asked("2026-11-23"));
        let first = found.first.unwrap();
        assert_eq!((first.since, first.until, first.days), (day("2026-01-01"), day("2026-01-28"), 28));
        assert_eq!((found.now.since, found.now.until), (day("2026-10-27"), day("2026-11-23")));
        assert_eq!((first.spread.median, found.now.spread.median), (Some(2.0), Some(4.0)));
        assert_eq!((found.difference, found.overlap()), (Some(2.0), false));
        let none = ThenAndNow::new(Measure::Anxiety, &felt, &asked("2026-11-23"));
        assert_eq!((none.first, none.now.spread.of, none.difference, none.overlap()), (None, 0, None, false));
    }

    #[test]
    fn seven_days_on_a_side_are_too_few() {
        let felt = [days("2026-01-01", 28, "low"), days("2026-11-17", 7, "good")].concat();
        let found = ThenAndNow::new(Measure::Mood, &felt, &asked("2026-11-23"));
        assert_eq!((found.now.spread.of, found.now.spread.median, found.difference), (7, None, None));
    }

    #[test]
    fn stretches_with_days_in_common_are_not_compared() {
        let felt = days("2026-09-30", 55, "good");
        let found = ThenAndNow::new(Measure::Mood, &felt, &asked("2026-11-23"));
        assert_eq!((found.comparable_from, found.overlap()), (Some(day("2026-11-24")), true));
        assert_eq!((found.first.unwrap().spread.median, found.difference), (None, None));
        let felt = days("2026-09-29", 56, "good");
        let found = ThenAndNow::new(Measure::Mood, &felt, &asked("2026-11-23"));
        assert_eq!((found.overlap(), found.difference), (false, Some(0.0)));
    }

    #[test]
    fn a_day_counts_once_with_the_mean_of_its_entries() {
        let both = [felt(day("2026-11-23"), "awful"), felt(day("2026-11-23"), "good")];
        assert_eq!(Measure::Mood.by_day(&both), [(day("2026-11-23"), 2.5)]);
    }
}
