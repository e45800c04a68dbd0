//! How the person feels: now and in the first weeks, and on days with a meeting.

use super::{HowYouFeel, notes, small};
use crate::domain::day::Day;
use crate::domain::insight::feeling::{Measure, Stretch, ThenAndNow};
use crate::domain::insight::meetings::{Days, MoodAndMeetings, WeeksWithMeeting};
use crate::domain::statistics::Spread;
use crate::view::document::{Block, Cell, Document, Line, Table, Tone};
use crate::view::item::or_dash;
use crate::view::words::{counted, listed, near, number, percent, span, together};

impl HowYouFeel {
    /// Lays the part out.
    pub(super) fn lay_out(&self, document: &mut Document, today: Day) {
        let title = Line::from("How you feel").and(Tone::Quiet, "  the last 4 weeks, and the first 4 on record");
        document.heading(title);
        then_and_now(document, &self.then_and_now, today);
        mood_and_meetings(document, &self.mood_and_meetings, today);
        weeks(document, &self.weeks_with_meeting, today);
        self.cravings(document);
    }
}

/// `1 higher`, `0.5 lower`, `the same`.
fn told(difference: f64) -> String {
    match number(difference.abs()).as_str() {
        "0" => "the same".to_owned(),
        far if difference > 0.0 => format!("{far} higher"),
        far => format!("{far} lower"),
    }
}

/// The median, and `2 to 4`.
fn values(spread: &Spread) -> [Cell; 2] {
    let half = spread.lower_quartile.zip(spread.upper_quartile);
    let half = half.map(|(lower, upper)| format!("{} to {}", number(lower), number(upper)));
    let median = spread.median.map_or_else(|| or_dash::<String>(None), |median| Cell::Number(number(median)));
    [median, or_dash(half.as_ref())]
}

/// `21 of 28`.
fn out_of(part: usize, whole: i64) -> Cell {
    Cell::from(format!("{part} of {whole}"))
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Mood => "Mood, 1 to 5",
        Measure::Anxiety => "Anxiety, 0 to 10",
        Measure::Connection => "Connection, 0 to 10",
    }
}

fn then_and_now(document: &mut Document, all: &[ThenAndNow], today: Day) {
    let row = |label: &str, stretch: &Stretch, difference: Option<f64>| {
        let [median, half] = values(&stretch.spread);
        let days = out_of(stretch.spread.of, stretch.days);
        let told = difference.map(told).unwrap_or_default();
        vec![Cell::from(label), Cell::from(near(stretch.since, today)), median, half, days, Cell::from(told)]
    };
    let rows: Vec<Vec<Cell>> = all
        .iter()
        .filter_map(|one| Some((one, one.first?)))
        .flat_map(|(one, first)| [row(name(one.measure), &first, None), row("", &one.now, one.difference)])
        .collect();
    if !rows.is_empty() {
        let headers = vec!["", "From", "Median", "Middle half", "Days", "Now"];
        document.push(Block::Table(Table { headers, rows }));
    }
    notes(document, &not_compared(all, today));
}

/// Why what is not compared is not, said once for those of which the same holds.
fn not_compared(all: &[ThenAndNow], today: Day) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&'static str>)> = Vec::new();
    for one in all {
        let Some(reason) = reason(one, today) else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(one.measure.as_str()),
            None => reasons.push((reason, vec![one.measure.as_str()])),
        }
    }
    reasons.into_iter().map(|(reason, names)| format!("Not compared: {}. {reason}", listed(&names))).collect()
}

fn reason(one: &ThenAndNow, today: Day) -> Option<String> {
    match (one.first, one.comparable_from) {
        (Some(_), Some(from)) if one.overlap() => {
            let from = near(from, today);
            Some(format!("The first 4 weeks and the last have days in common until {from}."))
        }
        (Some(first), _) => {
            let sides = [("the first 4 weeks have", first.spread.of), ("the last 4 weeks have", one.now.spread.of)];
            small(&sides).map(|small| format!("For want of days that say it: {small}."))
        }
        (None, _) => Some("No check-in of these days says it.".to_owned()),
    }
}

fn mood_and_meetings(document: &mut Document, found: &MoodAndMeetings, today: Day) {
    let title = Line::from("Mood and meetings");
    let Some(since) = found.since else {
        document.heading(title);
        return notes(document, &["No meeting is recorded in these days.".to_owned()]);
    };
    let days = since.days_until(found.until) + 1;
    let window = format!("  {}, {}", span(since, found.until, today), counted(days, "day"));
    document.heading(title.and(Tone::Quiet, window));
    let row = |label: &str, days: &Days, difference: Option<f64>| {
        let [median, half] = values(&days.mood);
        let told = difference.map(told).unwrap_or_default();
        vec![Cell::from(together(label)), median, half, out_of(days.mood.of, days.days), Cell::from(told)]
    };
    let rows = vec![
        row("Days with a meeting", &found.meeting_days, found.difference_on_meeting_days),
        row("The day after one", &found.day_after, found.difference_on_day_after),
        row("Other days", &found.other_days, None),
    ];
    let headers = vec!["", "Median", "Middle half", "Days", "Beside other days"];
    document.push(Block::Table(Table { headers, rows }));
    let sides = [
        ("with a meeting", found.meeting_days.mood.of),
        ("the day after", found.day_after.mood.of),
        ("other days", found.other_days.mood.of),
    ];
    let small = small(&sides).map(|small| format!("Not compared for want of days with a mood: {small}."));
    notes(document, &small.into_iter().collect::<Vec<_>>());
}

fn weeks(document: &mut Document, all: &[WeeksWithMeeting], today: Day) {
    document.heading("Weeks with a meeting");
    let told = |weeks: &WeeksWithMeeting| {
        let (Some(since), Some(until), Some(share)) = (weeks.since, weeks.until, weeks.share) else {
            return Line::from("no complete week is on record yet");
        };
        let words = format!("{} of {} ({})", weeks.with_meeting, counted(weeks.weeks as i64, "week"), percent(share));
        let line = Line::from(words).and(Tone::Quiet, format!(", {}", span(since, until, today)));
        match weeks.last - weeks.weeks {
            0 => line,
            missing => line.and(Tone::Plain, format!("; {missing} not on record")),
        }
    };
    let labels = ["Last 27", "Last 52"];
    document.push(Block::Facts(labels.into_iter().zip(all.iter().map(told)).collect()));
}
