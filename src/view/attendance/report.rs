//! How steadily meetings are attended: weeks against the goal, streak of weeks, gaps.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::domain::attendance::Role;
use crate::domain::consistency::{Consistency, Week, Window};
use crate::domain::day::Day;
use crate::domain::pace::Pace;
use crate::domain::setting::FullWeekday;
use crate::view::View;
use crate::view::document::{Block, Cell, Document, Line, Series, Table, Tone};
use crate::view::words::{away, counted, near, rounded, shared};

/// How much of the figures is told, and for whom.
#[derive(Clone, Copy)]
pub(in crate::view) struct Telling {
    /// More weeks than this are one line of marks and no table.
    pub most_weeks: usize,
    /// What was done is told under this label.
    pub did: &'static str,
    /// The days end today, so that what holds now belongs to them.
    pub now: bool,
}

fn four_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 4)).serialize(serializer)
}

fn two_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 2)).serialize(serializer)
}

/// Attendances with each role, in JSON keyed by the role.
#[derive(Debug, Clone, Copy)]
pub struct ByRole(pub [u32; Role::ALL.len()]);

impl Serialize for ByRole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Role::ALL.iter().zip(self.0))
    }
}

/// The answer to `onward attendance`.
#[derive(Serialize)]
pub struct AttendanceReport {
    /// Today.
    pub as_of: Day,
    since: Day,
    until: Day,
    week_start: FullWeekday,
    goal_per_week: i64,
    weeks: Option<Vec<Week>>,
    meetings: i64,
    days_attended: i64,
    #[serde(serialize_with = "two_decimals")]
    per_week: Option<f64>,
    complete_weeks: i64,
    weeks_met: i64,
    #[serde(serialize_with = "four_decimals")]
    consistency: Option<f64>,
    week_streak: Option<i64>,
    longest_week_streak: Option<i64>,
    longest_gap_days: Option<i64>,
    days_since_last: Option<i64>,
    by_programme: Option<BTreeMap<String, u32>>,
    by_role: Option<ByRole>,
    pace: Option<PaceView>,
    #[serde(skip)]
    spoken: MeetingWords,
}

/// N in M, in JSON.
#[derive(Serialize)]
pub struct PaceView {
    #[serde(flatten)]
    pace: Pace,
    #[serde(skip)]
    as_of: Day,
}

impl PaceView {
    /// How the goal stands as of this day.
    pub fn new(mut pace: Pace, as_of: Day) -> Self {
        pace.needed_per_day = pace.needed_per_day.map(|needed| rounded(needed, 4));
        Self { pace, as_of }
    }

    /// Meetings are missing, and there are days left to go to them.
    pub fn is_behind(&self) -> bool {
        self.pace.is_behind()
    }

    /// `41 of 90 meetings in 90 days: 48 days left, 1.03 a day needed, on pace`.
    pub fn told(&self) -> String {
        let pace = &self.pace;
        let counted_so_far =
            format!("{} of {} in {}", pace.attended, counted(pace.target, "meeting"), counted(pace.days, "day"));
        if pace.attended >= pace.target {
            return format!("{counted_so_far}: reached");
        }
        match pace.needed_per_day {
            None => format!("{counted_so_far}, which ended {}", near(pace.until, self.as_of)),
            Some(_) if self.as_of < pace.from => format!("{counted_so_far}, from {}", near(pace.from, self.as_of)),
            Some(needed) => {
                let how = if pace.on_pace { "on pace" } else { "behind pace" };
                format!("{counted_so_far}: {} left, {needed:.2} a day needed, {how}", counted(pace.days_left, "day"))
            }
        }
    }
}

/// What an attendance report is made of.
pub struct Counted {
    /// The days looked at.
    pub window: Window,
    /// On which weekday weeks start.
    pub week_start: FullWeekday,
    /// The weekly goal in force.
    pub goal_per_week: i64,
    /// Weeks, shares and gaps.
    pub consistency: Consistency,
    /// Attendances of each programme.
    pub by_programme: BTreeMap<String, u32>,
    /// Attendances with each role.
    pub by_role: ByRole,
    /// N in M, where such a goal is set.
    pub pace: Option<PaceView>,
    /// The words for all that.
    pub spoken: MeetingWords,
}

/// How the programmes of a report are spoken of.
#[derive(Debug, Clone, Default)]
pub struct MeetingWords {
    /// What each of them is called, in the order of their names.
    pub titles: Vec<String>,
    /// What was done there, in the words of them all, in the order of [`Role::ALL`].
    pub did: Vec<String>,
}

impl AttendanceReport {
    /// The report of what was counted.
    pub fn new(as_of: Day, counted: Counted) -> Self {
        let found = counted.consistency;
        Self {
            as_of,
            since: counted.window.since,
            until: counted.window.until,
            week_start: counted.week_start,
            goal_per_week: counted.goal_per_week,
            weeks: Some(found.weeks),
            meetings: found.meetings,
            days_attended: found.days_attended,
            per_week: Some(found.per_week),
            complete_weeks: found.complete_weeks,
            weeks_met: found.weeks_met,
            consistency: found.consistency,
            week_streak: Some(found.week_streak),
            longest_week_streak: Some(found.longest_week_streak),
            longest_gap_days: found.longest_gap_days,
            days_since_last: found.days_since_last,
            by_programme: Some(counted.by_programme),
            by_role: Some(counted.by_role),
            pace: counted.pace,
            spoken: counted.spoken,
        }
    }

    fn week_row(&self, week: &Week) -> Vec<Cell> {
        let state = match (week.met, week.complete) {
            (true, _) => Line::of(Tone::Good, "met"),
            (false, true) => Line::of(Tone::Quiet, format!("{} short", self.goal_per_week - week.attended)),
            (false, false) if week.week_of.plus_days(6) >= self.as_of => Line::of(Tone::Quiet, "so far"),
            (false, false) => Line::of(Tone::Quiet, "part of a week"),
        };
        vec![
            Cell::from(near(week.week_of, self.as_of)),
            Cell::Number(week.attended.to_string()),
            Cell::Bar { count: week.attended, goal: self.goal_per_week },
            Cell::from(state),
        ]
    }

    /// The same without the programmes, which say what a meeting was about.
    #[must_use]
    pub fn without_programmes(self) -> Self {
        Self { by_programme: None, ..self }
    }

    /// The same for days that are over: how long ago the last meeting was does not belong to them, nor a goal in force.
    #[must_use]
    pub fn of_the_past(self) -> Self {
        Self { days_since_last: None, pace: None, ..self }
    }

    /// The same as `told`: how many, and how they stand against the goal, without single weeks, gaps,
    /// programmes and roles.
    #[must_use]
    pub fn in_brief(self) -> Self {
        Self {
            weeks: None,
            per_week: None,
            week_streak: None,
            longest_week_streak: None,
            longest_gap_days: None,
            days_since_last: None,
            by_programme: None,
            by_role: None,
            pace: None,
            ..self
        }
    }

    /// How many meetings were attended.
    pub fn meetings(&self) -> i64 {
        self.meetings
    }

    /// `31 meetings on 29 days; 75 % (9 of 12 complete weeks) with 3 meetings or more`.
    pub(in crate::view) fn told(&self) -> String {
        let meetings = format!("{} on {}", counted(self.meetings, "meeting"), counted(self.days_attended, "day"));
        match self.consistency {
            Some(_) => format!("{meetings}; {}{}", self.share(), self.goal()),
            None => meetings,
        }
    }

    fn share(&self) -> String {
        shared(self.consistency, self.weeks_met, self.complete_weeks, "complete week")
    }

    fn goal(&self) -> String {
        format!(" with {} or more", counted(self.goal_per_week, "meeting"))
    }

    fn facts(&self, telling: Telling) -> Vec<(&'static str, Line)> {
        let mut facts = vec![("Consistency", Line::of(Tone::Strong, self.share()).and(Tone::Plain, self.goal()))];
        if let (true, Some(weeks), Some(longest)) = (telling.now, self.week_streak, self.longest_week_streak) {
            let streak = counted(weeks, "week");
            facts.push(("Streak", Line::from(format!("{streak} met in a row; longest {longest}"))));
        }
        let (meetings, days) = (counted(self.meetings, "meeting"), counted(self.days_attended, "day"));
        let a_week = self.per_week.map(|a_week| format!(", {a_week:.2} a week")).unwrap_or_default();
        facts.push(("In all", Line::from(format!("{meetings} on {days}{a_week}"))));
        if let Some(gap) = self.longest_gap_days {
            facts.push(("Longest gap", Line::from(format!("{} from one to the next", counted(gap, "day")))));
        }
        if let Some(days) = self.days_since_last {
            facts.push(("Last meeting", Line::from(away(-days))));
        }
        let by = |(name, count): (&str, u32)| format!("{name} {count}");
        let programmes = self.by_programme.iter().flat_map(BTreeMap::values);
        let programmes = self.spoken.titles.iter().zip(programmes);
        let programmes: Vec<String> = programmes.map(|(title, count)| by((title, *count))).collect();
        if !programmes.is_empty() {
            facts.push(("By programme", Line::from(programmes.join(", "))));
        }
        if let Some(ByRole(counts)) = self.by_role {
            let did = self.spoken.did.iter().zip(counts).skip(1);
            let did: Vec<String> = did.map(|(word, count)| by((word, count))).collect();
            facts.push((telling.did, Line::from(did.join(", "))));
        }
        facts.extend(self.pace.as_ref().map(|pace| ("Goal", Line::from(pace.told()))));
        facts
    }
}

impl AttendanceReport {
    /// Lays the weeks and what they come to out.
    pub(in crate::view) fn lay_out(&self, document: &mut Document, telling: Telling) {
        let weeks = self.weeks.as_deref().unwrap_or_default();
        if weeks.len() > telling.most_weeks {
            let most = weeks.iter().map(|week| week.attended).max().unwrap_or(0);
            document.push(Block::Series(Series {
                caption: format!("a mark is a week's meetings, from none to {most}"),
                about: format!("Meetings of each week, from none to {most}"),
                values: weeks.iter().map(|week| Some(week.attended as f64)).collect(),
                low: 0.0,
                high: most.max(self.goal_per_week) as f64,
                places: weeks.iter().map(|week| near(week.week_of, self.as_of)).collect(),
                goal: Some(self.goal_per_week as f64),
            }));
        } else {
            let headers = vec!["Week of", "Meetings", "", ""];
            let rows = weeks.iter().map(|week| self.week_row(week)).collect();
            document.push(Block::Table(Table { headers, rows }));
        }
        document.push(Block::Facts(self.facts(telling)));
    }
}

impl View for AttendanceReport {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let days = counted(Window { since: self.since, until: self.until }.days(), "day");
        let window = format!("{} to {}, {days}", near(self.since, self.as_of), near(self.until, self.as_of));
        document.heading(Line::of(Tone::Strong, "Meetings").and(Tone::Quiet, format!("  {window}")));
        self.lay_out(&mut document, Telling { most_weeks: usize::MAX, did: "What you did", now: true });
        document
    }
}
