//! An attendance as it is recorded, listed and shown; and how steadily meetings are attended.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::{Item, facts, imported, or_dash, said, short_id};
use super::words::{away, bracketed, by_custom, counted, dated, listed, near, rounded, shared};
use crate::domain::attendance::{Attendance, Fit, Proof, Role};
use crate::domain::consistency::{Consistency, Week, Window};
use crate::domain::day::Day;
use crate::domain::goal;
use crate::domain::id::Id;
use crate::domain::meeting::Venue;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::pace::Pace;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::setting::FullWeekday;
use crate::domain::source::Source;
use crate::domain::text::{Name, Text};

/// An attendance.
#[derive(Serialize)]
pub struct AttendanceItem {
    id: Id,
    day: Day,
    meeting: Name,
    programme: Option<Programme>,
    venue: Option<Venue>,
    roles: Vec<Role>,
    fit: Option<Fit>,
    proof: Option<Proof>,
    note: Option<Text>,
    recorded_at: Moment,
    source: Option<Source>,
    start: Option<TimeOfDay>,
    place: Option<Text>,
    liked: Option<Text>,
    missed: Option<Text>,
    #[serde(skip)]
    speech: Option<Speech>,
}

impl From<Attendance> for AttendanceItem {
    fn from(attendance: Attendance) -> Self {
        Self {
            roles: attendance.all_roles(),
            id: attendance.id,
            day: attendance.day,
            meeting: attendance.meeting,
            speech: by_custom(attendance.programme.as_ref()),
            programme: attendance.programme,
            venue: attendance.venue,
            fit: attendance.fit,
            proof: attendance.proof,
            note: attendance.note,
            recorded_at: attendance.recorded_at,
            source: attendance.source,
            start: attendance.start,
            place: attendance.place,
            liked: attendance.liked,
            missed: attendance.missed,
        }
    }
}

impl AttendanceItem {
    /// The same in the person's own words for its programme.
    #[must_use]
    pub fn spoken(mut self, own: &[OwnProgramme]) -> Self {
        self.speech = self.programme.as_ref().map(|programme| programme.speech(own));
        self
    }

    fn title(&self) -> Option<String> {
        self.speech.as_ref().map(|speech| speech.title.clone())
    }

    /// `took part` where the programme says so in place of `shared`.
    fn word(&self, role: Role) -> &'static str {
        self.speech.as_ref().map_or(role.as_str(), |speech| speech.did(role))
    }

    fn role_names(&self) -> String {
        listed(&self.roles.iter().map(|role| self.word(*role)).collect::<Vec<_>>())
    }

    /// What was done beside being there, or that.
    fn did(&self) -> String {
        match self.roles.split_first() {
            Some((_, rest)) if !rest.is_empty() => {
                rest.iter().map(|role| self.word(*role)).collect::<Vec<_>>().join(", ")
            }
            _ => self.role_names(),
        }
    }

    /// `Tuesday Step Study (AA), attended and shared`.
    pub fn gist(&self) -> String {
        format!("{}{}, {}", self.meeting, bracketed(self.speech.as_ref()), self.role_names())
    }
}

impl Item for AttendanceItem {
    const ONE: &'static str = "attendance";
    const MANY: &'static str = "attendances";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Meeting", "Programme", "What you did", "Fit"];
    const EMPTY: &'static str = "No attendance in these days. Record one: onward attend \"Open meeting\"";

    fn told(&self) -> String {
        format!("attendance on {}: {}", dated(self.day), self.gist())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(Line::of(Tone::Strong, self.meeting.as_str())),
            or_dash(self.title().as_ref()),
            Cell::from(self.did()),
            or_dash(self.fit.map(Fit::value).as_ref()),
        ]
    }

    fn source(&self) -> Option<Source> {
        self.source
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        let proof = self.proof.as_ref().map(|proof| {
            let by = proof.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let reference = proof.reference.as_ref().map(|reference| format!(", {reference}")).unwrap_or_default();
            format!("{}{by}{reference}", proof.kind)
        });
        let start = self.start.map(|start| format!(", {start}")).unwrap_or_default();
        facts(vec![
            ("Day", Some(format!("{}{start}", dated(self.day)))),
            ("Meeting", Some(self.meeting.to_string())),
            ("Programme", self.title()),
            ("Venue", said(self.venue.as_ref())),
            ("Place", said(self.place.as_ref())),
            ("What you did", Some(self.role_names())),
            ("Fit", self.fit.map(|fit| format!("{} of 5", fit.value()))),
            ("Suited you", said(self.liked.as_ref())),
            ("You missed", said(self.missed.as_ref())),
            ("Proof", proof),
            ("Note", said(self.note.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("From", imported(self.source)),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// This week against the goal.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ThisWeek {
    /// Meetings attended this week.
    pub attended: i64,
    /// The weekly goal.
    pub goal: i64,
}

impl ThisWeek {
    /// `2 of 3 meetings this week`, or `5 meetings this week (goal 3)`.
    pub fn told(self) -> String {
        if self.attended > self.goal {
            return format!("{} this week (goal {})", counted(self.attended, "meeting"), self.goal);
        }
        format!("{} of {} this week", self.attended, counted(self.goal, "meeting"))
    }

    /// How many meetings are missing, once each of the days left needs one.
    pub fn at_risk(self, days_left: i64) -> Option<i64> {
        goal::at_risk(self.attended, self.goal, days_left)
    }
}

/// Further keys of a recorded attendance's JSON.
#[derive(Serialize)]
pub struct AttendExtra {
    /// This week against the goal.
    pub this_week: ThisWeek,
}

fn four_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 4)).serialize(serializer)
}

fn two_decimals<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    rounded(*value, 2).serialize(serializer)
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
    weeks: Vec<Week>,
    meetings: i64,
    days_attended: i64,
    #[serde(serialize_with = "two_decimals")]
    per_week: f64,
    complete_weeks: i64,
    weeks_met: i64,
    #[serde(serialize_with = "four_decimals")]
    consistency: Option<f64>,
    week_streak: i64,
    longest_week_streak: i64,
    longest_gap_days: Option<i64>,
    days_since_last: Option<i64>,
    by_programme: BTreeMap<String, u32>,
    by_role: ByRole,
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
            weeks: found.weeks,
            meetings: found.meetings,
            days_attended: found.days_attended,
            per_week: found.per_week,
            complete_weeks: found.complete_weeks,
            weeks_met: found.weeks_met,
            consistency: found.consistency,
            week_streak: found.week_streak,
            longest_week_streak: found.longest_week_streak,
            longest_gap_days: found.longest_gap_days,
            days_since_last: found.days_since_last,
            by_programme: counted.by_programme,
            by_role: counted.by_role,
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

    fn facts(&self) -> Vec<(&'static str, Line)> {
        let share = shared(self.consistency, self.weeks_met, self.complete_weeks, "complete week");
        let goal = format!(" with {} or more", counted(self.goal_per_week, "meeting"));
        let mut facts = vec![
            ("Consistency", Line::of(Tone::Strong, share).and(Tone::Plain, goal)),
            (
                "Streak",
                Line::from(format!(
                    "{} met in a row; longest {}",
                    counted(self.week_streak, "week"),
                    self.longest_week_streak
                )),
            ),
            (
                "In all",
                Line::from(format!(
                    "{} on {}, {:.2} a week",
                    counted(self.meetings, "meeting"),
                    counted(self.days_attended, "day"),
                    self.per_week
                )),
            ),
        ];
        if let Some(gap) = self.longest_gap_days {
            facts.push(("Longest gap", Line::from(format!("{} from one to the next", counted(gap, "day")))));
        }
        if let Some(days) = self.days_since_last {
            facts.push(("Last meeting", Line::from(away(-days))));
        }
        let by = |(name, count): (&str, u32)| format!("{name} {count}");
        let programmes = self.spoken.titles.iter().zip(self.by_programme.values());
        let programmes: Vec<String> = programmes.map(|(title, count)| by((title, *count))).collect();
        if !programmes.is_empty() {
            facts.push(("By programme", Line::from(programmes.join(", "))));
        }
        let did = self.spoken.did.iter().zip(self.by_role.0).skip(1);
        let did: Vec<String> = did.map(|(word, count)| by((word, count))).collect();
        facts.push(("What you did", Line::from(did.join(", "))));
        facts.extend(self.pace.as_ref().map(|pace| ("Goal", Line::from(pace.told()))));
        facts
    }
}

impl View for AttendanceReport {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let days = counted(Window { since: self.since, until: self.until }.days(), "day");
        let window = format!("{} to {}, {days}", near(self.since, self.as_of), near(self.until, self.as_of));
        document.heading(Line::of(Tone::Strong, "Meetings").and(Tone::Quiet, format!("  {window}")));
        let headers = vec!["Week of", "Meetings", "", ""];
        let rows = self.weeks.iter().map(|week| self.week_row(week)).collect();
        document.push(Block::Table(Table { headers, rows }));
        document.push(Block::Facts(self.facts()));
        document
    }
}
