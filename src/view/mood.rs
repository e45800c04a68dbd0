//! Mood over a stretch of days.

use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Document, Line, Series, Tone};
use super::words::{counted, near, rounded};
use crate::domain::day::Day;
use crate::domain::mood::{DayMood, MoodSummary};

fn two_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 2)).serialize(serializer)
}

/// One day in JSON.
#[derive(Serialize)]
pub struct DayView {
    day: Day,
    #[serde(serialize_with = "two_decimals")]
    mood: Option<f64>,
    entries: u32,
}

/// The answer to `onward mood`.
#[derive(Serialize)]
pub struct MoodReport {
    /// Today.
    pub as_of: Day,
    since: Day,
    until: Day,
    days: usize,
    days_with_mood: usize,
    #[serde(serialize_with = "two_decimals")]
    mean: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    lowest: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    highest: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    spread: Option<f64>,
    by_day: Vec<DayView>,
}

impl MoodReport {
    /// The report on these days, one entry for each.
    pub fn new(as_of: Day, since: Day, moods: &[DayMood]) -> Self {
        let summary = MoodSummary::new(moods);
        let view = |mood: &DayMood| DayView { day: mood.day, mood: mood.mood, entries: mood.entries };
        Self {
            as_of,
            since,
            until: as_of,
            days: moods.len(),
            days_with_mood: summary.days_with_mood,
            mean: summary.mean,
            lowest: summary.range.map(|(lowest, _)| lowest),
            highest: summary.range.map(|(_, highest)| highest),
            spread: summary.spread,
            by_day: moods.iter().map(view).collect(),
        }
    }
}

impl View for MoodReport {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let days = counted(self.days as i64, "day");
        let window = format!("{} to {}, {days}", near(self.since, self.as_of), near(self.until, self.as_of));
        document.heading(Line::of(Tone::Strong, "Mood").and(Tone::Quiet, format!("  {window}")));
        let (Some(mean), Some(lowest), Some(highest)) = (self.mean, self.lowest, self.highest) else {
            document.text("No mood is recorded in these days. Record one: onward checkin good");
            return document;
        };
        document.push(Block::Series(Series {
            caption: "1 awful, 5 great; a dot is a day without an entry".to_owned(),
            values: self.by_day.iter().map(|day| day.mood).collect(),
            low: 1.0,
            high: 5.0,
        }));
        let over = format!("{mean:.1} of 5 over {} of the last {days}", self.days_with_mood);
        let mut facts = vec![("Mean", Line::of(Tone::Strong, over))];
        if let Some(spread) = self.spread {
            facts.push(("Range", Line::from(format!("from {lowest:.1} to {highest:.1}, day by day"))));
            facts.push(("Spread", Line::from(format!("{spread:.1} around the mean (standard deviation over days)"))));
        }
        let missing = self.days - self.days_with_mood;
        if missing > 0 {
            facts.push(("Without", Line::from(format!("{} without an entry", counted(missing as i64, "day")))));
        }
        document.push(Block::Facts(facts));
        document
    }
}
