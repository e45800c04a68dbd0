//! Mood over a stretch of days, and the scales beside it: craving, anxiety, connection.

use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Cell, Document, Line, Series, Table, Tone};
use super::words::{counted, near, rounded};
use crate::domain::day::Day;
use crate::domain::mood::{DayMood, DayScales, MoodSummary, WeekMood};
use crate::domain::setting::FullWeekday;
use crate::domain::word::words;

/// More weeks than this are one line of marks and no table.
const MOST_WEEKS: usize = 27;

/// How the figures of a stretch of days are told.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    /// The days: `the last 30 days`.
    pub window: &'a str,
    /// What stands above the weeks.
    pub by_week: &'static str,
    /// More days than this have no mark each.
    pub most_days: usize,
    /// Today.
    pub as_of: Day,
}

words! {
    /// What stands for a day with several entries.
    OfDay, "a day" {
        /// The highest of them.
        Highest = "highest",
        /// Their mean.
        Mean = "mean",
    }
}

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

/// One week in JSON.
#[derive(Serialize)]
pub struct WeekView {
    week_of: Day,
    #[serde(serialize_with = "two_decimals")]
    mood: Option<f64>,
    days_with_mood: usize,
    days: usize,
}

/// One day of a scale in JSON.
#[derive(Serialize)]
pub struct ScaleDay {
    day: Day,
    #[serde(serialize_with = "two_decimals")]
    value: Option<f64>,
}

/// A scale from 0 to 10 over the same days.
#[derive(Serialize)]
pub struct ScaleReport {
    of_day: OfDay,
    days_with_value: usize,
    #[serde(serialize_with = "two_decimals")]
    mean: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    lowest: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    highest: Option<f64>,
    by_day: Vec<ScaleDay>,
}

impl ScaleReport {
    fn new(of_day: OfDay, days: &[DayScales], value: impl Fn(&DayScales) -> Option<f64>) -> Self {
        let summary = MoodSummary::over(days.iter().map(&value));
        Self {
            of_day,
            days_with_value: summary.days_with_mood,
            mean: summary.mean,
            lowest: summary.range.map(|(lowest, _)| lowest),
            highest: summary.range.map(|(_, highest)| highest),
            by_day: days.iter().map(|day| ScaleDay { day: day.day, value: value(day) }).collect(),
        }
    }
}

/// What the moods of a stretch of days come to.
#[derive(Serialize)]
pub struct MoodFigures {
    days_with_mood: usize,
    #[serde(serialize_with = "two_decimals")]
    mean: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    lowest: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    highest: Option<f64>,
    #[serde(serialize_with = "two_decimals")]
    spread: Option<f64>,
    by_day: Option<Vec<DayView>>,
    week_start: FullWeekday,
    by_week: Option<Vec<WeekView>>,
}

/// The answer to `onward mood`.
#[derive(Serialize)]
pub struct MoodReport {
    /// Today.
    pub as_of: Day,
    since: Day,
    until: Day,
    days: usize,
    /// Mood.
    #[serde(flatten)]
    pub mood: MoodFigures,
    /// Craving, the highest of each day.
    pub craving: ScaleReport,
    /// Anxiety, the mean of each day.
    pub anxiety: ScaleReport,
    /// Connection, the mean of each day.
    pub connection: ScaleReport,
}

impl MoodFigures {
    /// The figures of these days, one entry for each, in weeks that start on this weekday.
    pub fn new(moods: &[DayMood], week_start: FullWeekday) -> Self {
        let summary = MoodSummary::new(moods);
        let day = |mood: &DayMood| DayView { day: mood.day, mood: mood.mood, entries: mood.entries };
        let week = |week: WeekMood| {
            let WeekMood { week_of, mood, days_with_mood, days } = week;
            WeekView { week_of, mood, days_with_mood, days }
        };
        Self {
            days_with_mood: summary.days_with_mood,
            mean: summary.mean,
            lowest: summary.range.map(|(lowest, _)| lowest),
            highest: summary.range.map(|(_, highest)| highest),
            spread: summary.spread,
            by_day: Some(moods.iter().map(day).collect()),
            week_start,
            by_week: Some(WeekMood::each(moods, week_start.0).into_iter().map(week).collect()),
        }
    }

    /// The same as [`told`](Self::told): the mean and how many days it is over.
    #[must_use]
    pub fn in_brief(self) -> Self {
        Self { lowest: None, highest: None, spread: None, by_day: None, by_week: None, ..self }
    }

    /// How many days have a mood.
    pub fn days_with_mood(&self) -> usize {
        self.days_with_mood
    }

    /// `3.8 of 5 over 21 of 30 days`; none where there is no mood.
    pub fn told(&self, window: &str) -> Option<String> {
        self.mean.map(|mean| format!("{mean:.1} of 5 over {} of {window}", self.days_with_mood))
    }

    /// Lays the figures out; nothing where there is no mood.
    pub(super) fn lay_out(&self, document: &mut Document, telling: Telling<'_>) {
        let (Some(over), Some(lowest), Some(highest)) = (self.told(telling.window), self.lowest, self.highest) else {
            return;
        };
        let by_day = self.by_day.as_deref().unwrap_or_default();
        if by_day.len() <= telling.most_days {
            document.push(Block::Series(Series {
                caption: "1 awful, 5 great; a dot is a day without an entry".to_owned(),
                about: "Mood of each day, 1 awful to 5 great; a gap is a day without an entry".to_owned(),
                values: by_day.iter().map(|day| day.mood).collect(),
                low: 1.0,
                high: 5.0,
                places: by_day.iter().map(|day| near(day.day, telling.as_of)).collect(),
                goal: None,
            }));
        }
        let mut facts = vec![("Mean", Line::of(Tone::Strong, over))];
        if let Some(spread) = self.spread {
            facts.push(("Range", Line::from(format!("from {lowest:.1} to {highest:.1}, day by day"))));
            facts.push(("Spread", Line::from(format!("{spread:.1} around the mean (standard deviation over days)"))));
        }
        let missing = by_day.len().saturating_sub(self.days_with_mood);
        if missing > 0 {
            facts.push(("Without", Line::from(format!("{} without an entry", counted(missing as i64, "day")))));
        }
        document.push(Block::Facts(facts));
        self.weeks(document, telling);
    }

    /// The mean of each week beside how many of its days it is over; a week without an entry stays empty.
    fn weeks(&self, document: &mut Document, telling: Telling<'_>) {
        let by_week = self.by_week.as_deref().unwrap_or_default();
        if by_week.len() < 2 {
            return;
        }
        document.heading(telling.by_week);
        if by_week.len() > MOST_WEEKS {
            document.push(Block::Series(Series {
                caption: "a mark is the mean of a week's days, a dot a week without an entry".to_owned(),
                about: "Mood, the mean of each week's days, 1 awful to 5 great; a gap is a week without an entry"
                    .to_owned(),
                values: by_week.iter().map(|week| week.mood).collect(),
                low: 1.0,
                high: 5.0,
                places: by_week.iter().map(|week| near(week.week_of, telling.as_of)).collect(),
                goal: None,
            }));
            return;
        }
        let row = |week: &WeekView| {
            let name = Cell::from(near(week.week_of, telling.as_of));
            let of = Line::of(Tone::Quiet, format!("{} of {}", week.days_with_mood, counted(week.days as i64, "day")));
            match week.mood {
                // Two marks for each point of the scale.
                Some(mood) => {
                    let bar = Cell::Bar { count: (mood * 2.0).round() as i64, goal: 10 };
                    vec![name, Cell::Number(format!("{mood:.1}")), bar, Cell::from(of)]
                }
                None => vec![name, Cell::Number(String::new()), Cell::from(""), Cell::from(of)],
            }
        };
        let rows = by_week.iter().map(row).collect();
        document.push(Block::Table(Table { headers: vec!["Week of", "Mood", "", "Over"], rows }));
    }
}

impl ScaleReport {
    /// How many days have a value.
    pub fn days_with_value(&self) -> usize {
        self.days_with_value
    }

    /// The craving of these days.
    pub fn craving(days: &[DayScales]) -> Self {
        Self::new(OfDay::Highest, days, |day| day.craving)
    }

    /// The anxiety of these days.
    pub fn anxiety(days: &[DayScales]) -> Self {
        Self::new(OfDay::Mean, days, |day| day.anxiety)
    }

    /// The connection of these days.
    pub fn connection(days: &[DayScales]) -> Self {
        Self::new(OfDay::Mean, days, |day| day.connection)
    }

    /// Lays the scale out; nothing where no day has a value.
    pub(super) fn lay_out(&self, document: &mut Document, name: &str, meaning: &str, telling: Telling<'_>) {
        let (Some(mean), Some(lowest), Some(highest)) = (self.mean, self.lowest, self.highest) else { return };
        let over = format!("  over {} of {}", self.days_with_value, telling.window);
        document.heading(Line::of(Tone::Strong, name).and(Tone::Quiet, over));
        let of_day = match self.of_day {
            OfDay::Highest => "the highest of each day",
            OfDay::Mean => "the mean of each day",
        };
        let range = if self.days_with_value == 1 {
            format!("{mean:.1}")
        } else {
            format!("mean {mean:.1}, from {lowest:.1} to {highest:.1}")
        };
        let caption = format!("{meaning}; {of_day}: {range}");
        if self.by_day.len() > telling.most_days {
            return document.text(caption);
        }
        let values = self.by_day.iter().map(|day| day.value).collect();
        document.push(Block::Series(Series {
            about: format!("{name}, {caption}; a gap is a day without an entry"),
            caption,
            values,
            low: 0.0,
            high: 10.0,
            places: self.by_day.iter().map(|day| near(day.day, telling.as_of)).collect(),
            goal: None,
        }));
    }
}

/// What a strong value of these scales means.
pub(super) const STRONG: &str = "0 none, 10 strongest";
/// What a strong value of connection means.
pub(super) const HELD: &str = "0 alone, 10 held";

impl MoodReport {
    /// The report on these days, one entry for each, in weeks that start on this weekday.
    pub fn new(as_of: Day, since: Day, moods: &[DayMood], scales: &[DayScales], week_start: FullWeekday) -> Self {
        Self {
            as_of,
            since,
            until: as_of,
            days: moods.len(),
            mood: MoodFigures::new(moods, week_start),
            craving: ScaleReport::craving(scales),
            anxiety: ScaleReport::anxiety(scales),
            connection: ScaleReport::connection(scales),
        }
    }
}

impl View for MoodReport {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let days = counted(self.days as i64, "day");
        let window = format!("{} to {}, {days}", near(self.since, self.as_of), near(self.until, self.as_of));
        document.heading(Line::of(Tone::Strong, "Mood").and(Tone::Quiet, format!("  {window}")));
        let last = format!("the last {days}");
        let telling = Telling { window: &last, by_week: "By week", most_days: usize::MAX, as_of: self.as_of };
        if self.mood.days_with_mood == 0 {
            document.text("No mood is recorded in these days. Record one: onward checkin good");
        }
        self.mood.lay_out(&mut document, telling);
        self.craving.lay_out(&mut document, "Craving", STRONG, telling);
        self.anxiety.lay_out(&mut document, "Anxiety", STRONG, telling);
        self.connection.lay_out(&mut document, "Connection", HELD, telling);
        document
    }
}
