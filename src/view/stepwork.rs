//! Work on the steps: one time through, a note, the steps of a programme side by side.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::{Item, facts, or_dash, said, short_id};
use super::words::{counted, dated, excerpt, near};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::programme::Programme;
use crate::domain::stepwork::{Standing, State, Stepnote, Stepwork};
use crate::domain::text::{Name, Text};

/// `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// One time through a step.
#[derive(Serialize)]
pub struct StepworkItem {
    id: Id,
    programme: Programme,
    number: u8,
    time_through: usize,
    begun_on: Option<Day>,
    done_on: Option<Day>,
    with: Option<Name>,
    notes: i64,
    recorded_at: Moment,
    /// The programme's name as people write it.
    #[serde(skip)]
    title: String,
}

impl StepworkItem {
    /// Work on a step of the programme that is written so, the so-manieth time through it, with so many notes.
    pub fn new(work: Stepwork, title: String, time_through: usize, notes: i64) -> Self {
        Self {
            id: work.id,
            programme: work.programme,
            number: work.number,
            time_through,
            begun_on: work.begun_on,
            done_on: work.done_on,
            with: work.contact,
            notes,
            recorded_at: work.recorded_at,
            title,
        }
    }

    /// `AA step 4`, `AA step 4 (2nd time)`.
    pub fn name(&self) -> String {
        let time = match self.time_through {
            0 | 1 => String::new(),
            time => format!(" ({} time)", ordinal(time)),
        };
        format!("{} step {}{time}", self.title, self.number)
    }

    fn days(&self) -> String {
        match (self.begun_on, self.done_on) {
            (Some(begun), Some(done)) => format!("begun {}, done {}", dated(begun), dated(done)),
            (Some(begun), None) => format!("begun {}", dated(begun)),
            (None, Some(done)) => format!("done {}", dated(done)),
            (None, None) => String::new(),
        }
    }

    /// `, with Maria G`, or nothing.
    pub fn company(&self) -> String {
        self.with.as_ref().map(|name| format!(", with {name}")).unwrap_or_default()
    }
}

impl Item for StepworkItem {
    const ONE: &'static str = "step";
    const MANY: &'static str = "steps";
    const HEADERS: &'static [&'static str] = &["Id", "Step", "Begun", "Done", "With", "Notes"];
    const EMPTY: &'static str = "No work on a step is recorded. The first: onward step begin 1 --programme aa";

    fn told(&self) -> String {
        let notes = if self.notes == 0 { String::new() } else { format!(", {}", counted(self.notes, "note")) };
        format!("work on {}: {}{}{notes}", self.name(), self.days(), self.company())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(self.name()),
            or_dash(self.begun_on.map(|day| near(day, today)).as_ref()),
            or_dash(self.done_on.map(|day| near(day, today)).as_ref()),
            or_dash(self.with.as_ref()),
            Cell::Number(self.notes.to_string()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Step", Some(self.name())),
            ("Begun", self.begun_on.map(dated)),
            ("Done", self.done_on.map(dated)),
            ("With", said(self.with.as_ref())),
            ("Notes", Some(self.notes.to_string())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// Something written at a step.
#[derive(Serialize)]
pub struct StepnoteItem {
    id: Id,
    programme: Programme,
    number: u8,
    time_through: usize,
    day: Day,
    text: Text,
    recorded_at: Moment,
    /// `AA step 4 (2nd time)`.
    #[serde(skip)]
    name: String,
}

impl StepnoteItem {
    /// A note at this time through a step.
    pub fn new(note: Stepnote, work: &StepworkItem) -> Self {
        Self {
            id: note.id,
            programme: work.programme.clone(),
            number: work.number,
            time_through: work.time_through,
            day: note.day,
            text: note.text,
            recorded_at: note.recorded_at,
            name: work.name(),
        }
    }

    /// `a note on AA step 4 (2nd time)`.
    pub fn gist(&self) -> String {
        format!("a note on {}", self.name)
    }
}

impl Item for StepnoteItem {
    const ONE: &'static str = "note";
    const MANY: &'static str = "notes";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Step", "Note"];
    const EMPTY: &'static str = "No note on a step is kept. The first: onward step note 1 -";

    fn told(&self) -> String {
        format!("note of {} on {}", dated(self.day), self.name)
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(self.name.as_str()),
            Cell::from(excerpt(self.text.as_str(), 40)),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Step", Some(self.name.clone())),
            ("Note", said(Some(&self.text))),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// How a step stands, in a list of all of them.
#[derive(Serialize)]
pub struct StepRow {
    number: u8,
    state: State,
    times: usize,
    begun_on: Option<Day>,
    done_on: Option<Day>,
    with: Option<Name>,
    notes: i64,
    /// Some time through it has been done, whatever came after.
    #[serde(skip)]
    done_once: bool,
}

impl StepRow {
    /// A step, with so many notes over all times through it.
    pub fn new(standing: &Standing, notes: i64) -> Self {
        let current = standing.current();
        Self {
            number: standing.number,
            state: standing.state,
            times: standing.work.len(),
            begun_on: current.and_then(|work| work.begun_on),
            done_on: current.and_then(|work| work.done_on),
            with: current.and_then(|work| work.contact.clone()),
            notes,
            done_once: standing.work.iter().any(|work| !work.is_open()),
        }
    }

    fn stands(&self, today: Day) -> Line {
        match (self.state, self.begun_on, self.done_on) {
            (State::Working, Some(day), _) => {
                let before = if self.done_once { ", done before" } else { "" };
                Line::of(Tone::Strong, format!("working since {}{before}", near(day, today)))
            }
            (State::Done, _, Some(day)) => Line::from(format!("done on {}", near(day, today))),
            _ => Line::of(Tone::Quiet, "not begun"),
        }
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        let some = |number: i64| Cell::Number(if number == 0 { String::new() } else { number.to_string() });
        vec![
            Cell::Number(self.number.to_string()),
            Cell::from(self.stands(today)),
            some(self.times as i64),
            Cell::from(self.with.as_ref().map_or("", Name::as_str)),
            some(self.notes),
        ]
    }
}

/// The steps of one programme.
#[derive(Serialize)]
pub struct ProgrammeSteps {
    /// The programme.
    pub programme: Programme,
    /// Its steps, from the first on.
    pub steps: Vec<StepRow>,
    /// The programme's name as people write it.
    #[serde(skip)]
    pub title: String,
}

/// The answer to `onward step list`.
#[derive(Serialize)]
pub struct StepList {
    /// Today.
    pub as_of: Day,
    /// The programmes with steps, by name.
    pub programmes: Vec<ProgrammeSteps>,
}

impl View for StepList {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for programme in &self.programmes {
            let done = programme.steps.iter().filter(|step| step.done_once).count();
            let of = counted(programme.steps.len() as i64, "step");
            let heading = Line::from(programme.title.as_str());
            document.heading(heading.and(Tone::Quiet, format!("  {done} of {of} done")));
            let rows = programme.steps.iter().map(|step| step.row(self.as_of)).collect();
            let headers = vec!["Step", "", "Times", "With", "Notes"];
            document.push(Block::Table(Table { headers, rows }));
        }
        if self.programmes.is_empty() {
            document.text("No programme with steps is known yet. The first step: onward step begin 1 --programme aa");
            document.text(Line::of(Tone::Quiet, "SMART Recovery works with tools in place of steps: onward smart"));
        }
        document
    }
}

/// One time through a step, with what was written at it.
#[derive(Serialize)]
pub struct TimeThrough {
    id: Id,
    time_through: usize,
    begun_on: Option<Day>,
    done_on: Option<Day>,
    with: Option<Name>,
    notes: Vec<NoteRow>,
    recorded_at: Moment,
}

/// A note, below the time through that it belongs to.
#[derive(Serialize)]
struct NoteRow {
    id: Id,
    day: Day,
    text: Text,
    recorded_at: Moment,
}

impl TimeThrough {
    /// Work on a step with its notes.
    pub fn new(work: Stepwork, time_through: usize, notes: Vec<Stepnote>) -> Self {
        let row =
            |note: Stepnote| NoteRow { id: note.id, day: note.day, text: note.text, recorded_at: note.recorded_at };
        Self {
            id: work.id,
            time_through,
            begun_on: work.begun_on,
            done_on: work.done_on,
            with: work.contact,
            notes: notes.into_iter().map(row).collect(),
            recorded_at: work.recorded_at,
        }
    }

    fn lay_out(&self, document: &mut Document, today: Day) {
        let time = Line::from(format!("{} time", ordinal(self.time_through)));
        document.heading(time.and(Tone::Quiet, format!("  {}", self.id.short())));
        document.push(Block::Facts(facts(vec![
            ("Begun", self.begun_on.map(|day| near(day, today))),
            ("Done", Some(self.done_on.map_or_else(|| "not yet".to_owned(), |day| near(day, today)))),
            ("With", said(self.with.as_ref())),
        ])));
        for note in &self.notes {
            let heading = Line::of(Tone::Quiet, format!("Note of {}  {}", near(note.day, today), note.id.short()));
            document.heading(heading);
            document.push(Block::Notice(note.text.to_string()));
        }
    }
}

/// The answer to `onward step show`.
#[derive(Serialize)]
pub struct StepPage {
    /// Today.
    pub as_of: Day,
    /// The programme.
    pub programme: Programme,
    /// Which step.
    pub number: u8,
    /// Where it stands.
    pub state: State,
    /// Every time through it, the earliest first.
    pub work: Vec<TimeThrough>,
    /// The programme's name as people write it.
    #[serde(skip)]
    pub title: String,
}

impl View for StepPage {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let state = match self.state {
            State::NotBegun => "not begun",
            State::Working => "working",
            State::Done => "done",
        };
        let name = Line::of(Tone::Strong, format!("{} step {}", self.title, self.number));
        document.text(name.and(Tone::Quiet, format!("  {state}")));
        if self.work.is_empty() {
            let begin =
                format!("To begin it: onward step begin {} --programme {}", self.number, self.programme_typed());
            document.text(begin);
        }
        for work in &self.work {
            work.lay_out(&mut document, self.as_of);
        }
        document
    }
}

impl StepPage {
    fn programme_typed(&self) -> String {
        super::words::typed(self.programme.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_as_people_say_them() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 111].into_iter().map(ordinal).collect();
        assert_eq!(said, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th"]);
    }
}
