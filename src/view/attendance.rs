//! An attendance as it is recorded, listed and shown; and how steadily meetings are attended.

mod report;

use serde::Serialize;

pub(super) use self::report::Telling;
pub use self::report::{AttendanceReport, ByRole, Counted, MeetingWords, PaceView};
use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, imported, or_dash, said, short_id};
use super::words::{bracketed, by_custom, counted, dated, listed, near};
use crate::domain::attendance::{Attendance, Fit, Proof, Role};
use crate::domain::day::Day;
use crate::domain::goal;
use crate::domain::id::Id;
use crate::domain::meeting::Venue;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::programme::{OwnProgramme, Programme, Speech};
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
