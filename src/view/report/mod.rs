//! One document about a stretch of time, for oneself or for somebody else.
//!
//! Its parts are the views that answer `streak`, `calendar`, `milestones`, `attendance` and `mood`: no figure is made
//! here. What is not to be seen was never put in: it is none, and null in JSON.
//!
//! Not here: the work of a programme (steps, worksheets), the plan for a hard hour, and numbers of people.

mod clock;
mod parts;
mod preview;
mod reader;
mod written;
mod year;

use serde::Serialize;

pub use self::clock::{ClockPart, MilestonesPart, UseView};
pub use self::parts::{Attended, People, Said, UrgesPart};
pub use self::preview::Preview;
pub(super) use self::reader::for_whom;
pub use self::reader::{ListOf, Reader};
pub use self::written::WrittenFile;
use super::View;
use super::attendance::{AttendanceReport, Telling as OfWeeks};
use super::calendar::{HeatMap, Layout};
use super::document::{Block, Document, Line, Tone};
use super::mood::{HELD, MoodFigures, STRONG, ScaleReport, Telling};
use super::order::Order;
use super::words::{counted, dated};
use crate::domain::audience::{Audience, Field};
use crate::domain::calendar::Year;
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::setting::FullWeekday;

/// More days than these have no mark each, and more weeks no row.
const MOST_DAYS: usize = 366;
const MOST_WEEKS: usize = 53;

/// The answer to `onward report`.
#[derive(Serialize)]
pub struct Report {
    /// Today.
    pub as_of: Day,
    /// The first day it tells of.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// How many days these are.
    pub days: i64,
    /// The year, where it is about a whole one.
    #[serde(serialize_with = "as_number")]
    pub year: Option<Year>,
    /// That year is still going on.
    pub so_far: bool,
    /// For whom it is; none for oneself.
    #[serde(rename = "for")]
    pub reader: Option<Reader>,
    /// The clocks.
    pub clocks: Vec<ClockPart>,
    /// How steadily meetings were attended.
    pub attendance: Option<AttendanceReport>,
    /// Every meeting, oldest first.
    pub meetings: Option<Vec<Attended>>,
    /// Meetings by day, of a whole year.
    pub meetings_calendar: Option<HeatMap>,
    /// Mood by day and week.
    pub mood: Option<MoodFigures>,
    /// The mood of each day, of a whole year.
    pub mood_calendar: Option<HeatMap>,
    /// Craving.
    pub craving: Option<ScaleReport>,
    /// Anxiety.
    pub anxiety: Option<ScaleReport>,
    /// Connection.
    pub connection: Option<ScaleReport>,
    /// People reached.
    pub people: Option<People>,
    /// Urges.
    pub urges: Option<UrgesPart>,
    /// What set off urges and slips, in the person's words.
    pub triggers: Option<Vec<Said>>,
    /// Small victories, and what the person was grateful for.
    pub gratitude: Option<Vec<Said>>,
    /// Notes.
    pub notes: Option<Vec<Said>>,
    /// How its calendars are laid out.
    #[serde(skip)]
    pub layout: Layout,
    /// On which weekday weeks start.
    #[serde(skip)]
    pub week_start: FullWeekday,
    /// What it is to be written as, and where.
    #[serde(skip)]
    pub order: Option<Order>,
}

fn as_number<S: serde::Serializer>(year: &Option<Year>, serializer: S) -> Result<S::Ok, S::Error> {
    year.map(Year::number).serialize(serializer)
}

impl Report {
    /// The days it tells of.
    pub fn window(&self) -> Window {
        Window { since: self.since, until: self.until }
    }

    /// Whether its days are over, today not among them.
    fn is_past(&self) -> bool {
        self.until < self.as_of
    }

    /// Whether anybody reads it besides its author.
    fn is_for_somebody_else(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.audience != Audience::Oneself)
    }

    /// When a run ends that goes on.
    fn now_word(&self) -> &'static str {
        if self.is_past() { "until the end" } else { "until now" }
    }

    fn title(&self) -> Line {
        let name = match (&self.reader, self.year) {
            (reader, Some(year)) => {
                let so_far = if self.so_far { ", so far" } else { "" };
                let reader = reader.as_ref().map(|reader| format!(", {}", reader.for_whom())).unwrap_or_default();
                format!("The year {year}{so_far}{reader}")
            }
            (Some(reader), None) => format!("Report {}", reader.for_whom()),
            (None, None) => "Report".to_owned(),
        };
        let days = counted(self.days, "day");
        let window = format!("  {} to {}, {days}", dated(self.since), dated(self.until));
        Line::of(Tone::Strong, name).and(Tone::Quiet, window)
    }

    /// Whose words these are: nobody is to take it for more.
    fn whose(&self) -> Line {
        let written = format!("as of {}", dated(self.as_of));
        let certificate = self.reader.as_ref().is_some_and(Reader::is_official);
        let more = if certificate { " Nobody else has confirmed it, and it is no certificate." } else { "" };
        Line::of(Tone::Quiet, format!("A self-report, from the record that its author keeps, {written}.{more}"))
    }

    fn telling<'a>(&self, window: &'a str) -> Telling<'a> {
        Telling { window, by_week: "Mood by week", most_days: MOST_DAYS, as_of: self.as_of }
    }

    fn meetings(&self, document: &mut Document) {
        if let Some(attendance) = &self.attendance {
            document.heading("Meetings");
            if attendance.meetings() == 0 {
                document.text("No meeting is recorded in these days.");
            } else {
                let telling = OfWeeks { most_weeks: MOST_WEEKS, did: "Roles", now: !self.is_past() };
                attendance.lay_out(document, telling);
            }
        }
        if let Some(meetings) = self.meetings.as_ref().filter(|meetings| !meetings.is_empty()) {
            document.heading("Each meeting");
            document.push(Block::Table(Attended::sheet(meetings, self.as_of)));
        }
    }

    fn feelings(&self, document: &mut Document) {
        let window = counted(self.days, "day");
        if let Some(mood) = &self.mood {
            document.heading("Mood");
            if mood.days_with_mood() == 0 {
                document.text("No mood is recorded in these days.");
            }
            mood.lay_out(document, self.telling(&window));
        }
        self.scales(document);
    }

    fn scales(&self, document: &mut Document) {
        let window = counted(self.days, "day");
        let scales = [
            (&self.craving, "Craving", STRONG),
            (&self.anxiety, "Anxiety", STRONG),
            (&self.connection, "Connection", HELD),
        ];
        for (scale, name, meaning) in scales {
            if let Some(scale) = scale {
                scale.lay_out(document, name, meaning, self.telling(&window));
            }
        }
    }

    /// The person's own words, as far as they are in it.
    fn words(&self, document: &mut Document) {
        let all = [("What set it off", &self.triggers), ("Small good things", &self.gratitude), ("Notes", &self.notes)];
        for (heading, texts) in all {
            if let Some(texts) = texts.as_ref().filter(|texts| !texts.is_empty()) {
                document.heading(heading);
                document.push(Said::list(texts, self.as_of));
            }
        }
    }

    /// Whether nothing at all is in it.
    fn is_empty(&self) -> bool {
        self.clocks.is_empty() && Field::ALL.iter().all(|field| self.amount(*field) == 0)
    }

    fn summary(&self) -> Vec<(&'static str, Line)> {
        let mut facts: Vec<(&'static str, Line)> = Vec::new();
        for line in self.clocks.iter().filter_map(ClockPart::told) {
            facts.push((if facts.is_empty() { "Sober" } else { "" }, line));
        }
        let attendance = self.attendance.as_ref().filter(|found| found.meetings() > 0);
        facts.extend(attendance.map(|found| ("Meetings", Line::from(found.told()))));
        let mood = self.mood.as_ref().and_then(|mood| mood.told(&counted(self.days, "day")));
        facts.extend(mood.map(|mood| ("Mood", Line::from(mood))));
        let people = self.people.as_ref().filter(|people| people.conversations > 0);
        facts.extend(people.map(|people| ("People", Line::from(people.told()))));
        let urges = self.urges.as_ref().filter(|urges| urges.urges > 0);
        facts.extend(urges.map(|urges| ("Urges", Line::from(urges.told()))));
        let reached = self.clocks.iter().filter_map(ClockPart::milestones_reached).reduce(|one, other| one + other);
        let stand = match self.clocks.iter().map(ClockPart::milestones_in_question).sum() {
            0 => String::new(),
            1 => ", if 1 day without a check-in stands".to_owned(),
            days => format!(", if {} without a check-in stand", counted(days, "day")),
        };
        let reached = reached.filter(|reached| *reached > 0);
        facts.extend(reached.map(|reached| ("Milestones", Line::from(format!("{reached} reached{stand}")))));
        facts
    }

    fn of_a_stretch(&self, document: &mut Document) {
        let summary = self.summary();
        if !summary.is_empty() {
            document.heading("Summary");
            document.push(Block::Facts(summary));
        }
        for clock in &self.clocks {
            clock.lay_out(document, self);
        }
        self.meetings(document);
        self.feelings(document);
        if let Some(urges) = &self.urges {
            urges.lay_out(document);
        }
        if let Some(people) = &self.people {
            people.lay_out(document, self.as_of);
        }
        self.words(document);
    }
}

impl View for Report {
    fn document(&self) -> Document {
        let mut document = Document::default();
        document.heading(self.title());
        document.text(self.whose());
        match self.year {
            _ if self.is_empty() => document.text("Nothing is recorded in these days."),
            Some(_) => self.of_a_year(&mut document),
            None => self.of_a_stretch(&mut document),
        }
        document
    }

    fn order(&self) -> Option<&Order> {
        self.order.as_ref()
    }

    fn aside(&self) -> Option<String> {
        let printed = self.reader.is_some() && self.order.as_ref().is_none_or(|order| order.file.is_none());
        printed
            .then(|| "Not recorded: only a file is (-o FILE). What was written before: onward shared list".to_owned())
    }
}
