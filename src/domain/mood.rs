//! Mood, the 0-to-10 scales and HALT: what a check-in says about how the person is.

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;
use serde::{Serialize, Serializer};

use super::day::Day;
use super::invalid::Invalid;
use super::word::words;

/// Mood from 1 (awful) to 5 (great).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mood(u8);

impl Mood {
    /// The words for 1 to 5.
    pub const WORDS: [&str; 5] = ["awful", "low", "okay", "good", "great"];

    /// The mood with this number.
    pub fn new(level: i64) -> Result<Self, Invalid> {
        match u8::try_from(level) {
            Ok(level @ 1..=5) => Ok(Self(level)),
            _ => Err(Self::refused()),
        }
    }

    /// Its number, 1 to 5.
    pub fn level(self) -> u8 {
        self.0
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS[usize::from(self.0) - 1]
    }

    fn refused() -> Invalid {
        Invalid::new("mood is 1 to 5, or awful, low, okay, good, great")
    }
}

impl FromStr for Mood {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        let by_word = Self::WORDS.iter().position(|word| *word == wanted).map(|at| at as i64 + 1);
        let level = by_word.or_else(|| wanted.parse().ok()).ok_or_else(Self::refused)?;
        Self::new(level)
    }
}

/// A strength from 0 to 10: craving, anxiety, connection (0 alone, 10 held).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale(u8);

impl Scale {
    /// The scale's value.
    pub fn new(value: i64) -> Result<Self, Invalid> {
        match u8::try_from(value) {
            Ok(value @ 0..=10) => Ok(Self(value)),
            _ => Err(Invalid::new("a whole number from 0 to 10 is wanted")),
        }
    }

    /// The number, 0 to 10.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether it is strong: 7 or more.
    pub fn is_strong(self) -> bool {
        self.0 >= 7
    }
}

impl FromStr for Scale {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let number = text.trim().parse();
        Self::new(number.map_err(|_| Invalid::new("a whole number from 0 to 10 is wanted"))?)
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Mood {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

words! {
    /// The four states that make a craving harder to bear.
    Halt, "HALT" {
        /// Hungry.
        Hungry = "hungry",
        /// Angry.
        Angry = "angry",
        /// Lonely.
        Lonely = "lonely",
        /// Tired.
        Tired = "tired",
    }
}

/// The mood of one day: the mean of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DayMood {
    /// The day.
    pub day: Day,
    /// The mean mood, 1 to 5; none on a day without an entry that gave one.
    pub mood: Option<f64>,
    /// How many entries gave a mood.
    pub entries: u32,
}

impl DayMood {
    /// The mood that is nearest to the mean.
    pub fn nearest(&self) -> Option<Mood> {
        self.mood.and_then(|mood| Mood::new(mood.round() as i64).ok())
    }
}

/// The mood of one calendar week, or of those of its days that were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeekMood {
    /// The week's own first day.
    pub week_of: Day,
    /// The mean of the days' moods; none in a week without any.
    pub mood: Option<f64>,
    /// Days that have a mood.
    pub days_with_mood: usize,
    /// Days of the week that were looked at.
    pub days: usize,
}

impl WeekMood {
    /// The weeks of these days, which follow each other.
    pub fn each(days: &[DayMood], week_start: Weekday) -> Vec<Self> {
        let weeks = days.chunk_by(|one, next| one.day.week_of(week_start) == next.day.week_of(week_start));
        weeks
            .map(|days| {
                let MoodSummary { days_with_mood, mean, .. } = MoodSummary::new(days);
                Self { week_of: days[0].day.week_of(week_start), mood: mean, days_with_mood, days: days.len() }
            })
            .collect()
    }
}

/// The 0-to-10 scales of one day, each none on a day without an entry that gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayScales {
    /// The day.
    pub day: Day,
    /// The highest craving: an hour of it is not made less by a calm evening.
    pub craving: Option<f64>,
    /// The mean anxiety.
    pub anxiety: Option<f64>,
    /// The mean connection.
    pub connection: Option<f64>,
}

/// Mood over a stretch of days.
#[derive(Debug, Clone, PartialEq)]
pub struct MoodSummary {
    /// Days that have a mood.
    pub days_with_mood: usize,
    /// The mean of the days' moods.
    pub mean: Option<f64>,
    /// The lowest and the highest day.
    pub range: Option<(f64, f64)>,
    /// How far days lie from the mean: the standard deviation over days, from two days on.
    pub spread: Option<f64>,
}

impl MoodSummary {
    /// Sums up the days; a day without a mood counts as missing, not as zero.
    pub fn new(days: &[DayMood]) -> Self {
        Self::over(days.iter().map(|day| day.mood))
    }

    /// Sums up one value a day, of mood or of another scale; a day without one counts as missing, not as zero.
    pub fn over(days: impl Iterator<Item = Option<f64>>) -> Self {
        let moods: Vec<f64> = days.flatten().collect();
        let count = moods.len();
        let mean = (count > 0).then(|| moods.iter().sum::<f64>() / count as f64);
        let lowest = moods.iter().copied().reduce(f64::min);
        let highest = moods.iter().copied().reduce(f64::max);
        let squares = mean.map(|mean| moods.iter().map(|mood| (mood - mean).powi(2)).sum::<f64>());
        let spread = squares.filter(|_| count > 1).map(|sum| (sum / (count - 1) as f64).sqrt());
        Self { days_with_mood: count, mean, range: lowest.zip(highest), spread }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mood_is_a_word_or_one_to_five() {
        assert_eq!("good".parse::<Mood>().unwrap(), "4".parse().unwrap());
        assert_eq!("Awful".parse::<Mood>().unwrap().level(), 1);
        for wrong in ["6", "0", "-1", "fine", "", "4.5"] {
            assert!(wrong.parse::<Mood>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_scale_ends_at_ten() {
        assert_eq!("10".parse::<Scale>().unwrap().value(), 10);
        for wrong in ["11", "-1", "much", "256"] {
            assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_without_mood_is_missing_and_not_zero() {
        let day: Day = "2026-11-23".parse().unwrap();
        let of = |mood| DayMood { day, mood, entries: u32::from(mood.is_some()) };
        let summary = MoodSummary::new(&[of(Some(2.0)), of(None), of(Some(4.0))]);
        assert_eq!((summary.days_with_mood, summary.mean, summary.range), (2, Some(3.0), Some((2.0, 4.0))));
        assert!((summary.spread.unwrap() - 2f64.sqrt()).abs() < 1e-12);
        assert_eq!(MoodSummary::new(&[of(None)]).mean, None);
    }

    #[test]
    fn a_week_without_an_entry_stays_a_gap_and_a_week_says_its_days() {
        let first: Day = "2026-11-07".parse().unwrap();
        let mood = |nth: i64| if nth < 2 { Some(nth as f64 + 2.0) } else { (nth == 12).then_some(5.0) };
        let days: Vec<DayMood> =
            (0..13).map(|nth| DayMood { day: first.plus_days(nth), mood: mood(nth), entries: 1 }).collect();
        let weeks = WeekMood::each(&days, Weekday::Mon);
        let told: Vec<_> = weeks.iter().map(|week| (week.mood, week.days_with_mood, week.days)).collect();
        assert_eq!(told, [(Some(2.5), 2, 2), (None, 0, 7), (Some(5.0), 1, 4)]);
        assert_eq!(weeks[0].week_of.to_string(), "2026-11-02", "a week is named by its own first day");
    }

    #[test]
    fn the_nearest_mood_of_a_mean_is_one_of_the_five() {
        let day: Day = "2026-11-23".parse().unwrap();
        let nearest = |mood| DayMood { day, mood, entries: 2 }.nearest().map(Mood::level);
        assert_eq!(
            [Some(1.0), Some(3.4), Some(3.5), Some(5.0), None].map(nearest),
            [Some(1), Some(3), Some(4), Some(5), None]
        );
    }
}
