//! An urge as it is recorded, listed and shown.

use serde::Serialize;

use super::change::Said;
use super::document::{Block, Cell, Line, Tone};
use super::item::{Item, facts, or_dash, said, short_id};
use super::words::{counted, dated, excerpt, listed, near, told, typed};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::mood::{Halt, Scale};
use crate::domain::text::{Name, Text};
use crate::domain::urge::{Choice, Minutes, Outcome, Urge};

/// An urge.
#[derive(Serialize)]
pub struct UrgeItem {
    id: Id,
    day: Day,
    time: Option<TimeOfDay>,
    clock: Option<Name>,
    strength: Scale,
    trigger: Option<Text>,
    halt: Vec<Halt>,
    choices: Vec<Choice>,
    did: Option<Text>,
    strength_after: Option<Scale>,
    minutes: Option<Minutes>,
    outcome: Option<Outcome>,
    note: Option<Text>,
    recorded_at: Moment,
}

impl From<Urge> for UrgeItem {
    fn from(urge: Urge) -> Self {
        Self {
            id: urge.id,
            day: urge.day,
            time: urge.time,
            clock: urge.clock,
            strength: urge.strength,
            trigger: urge.trigger,
            halt: urge.halt,
            choices: urge.choices,
            did: urge.did,
            strength_after: urge.strength_after,
            minutes: urge.minutes,
            outcome: urge.outcome,
            note: urge.note,
            recorded_at: urge.recorded_at,
        }
    }
}

/// An outcome in words.
pub fn outcome_told(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::StillThere => "still there",
        Outcome::Used => "used",
    }
}

/// One of the five ways, as it is offered: its word, and what it is for.
pub fn choice_offered(choice: Choice) -> &'static str {
    match choice {
        Choice::Delayed => "delayed: waited it out, put the decision off",
        Choice::Escaped => "escaped: left the place or the people",
        Choice::Accepted => "accepted: let it be there without acting on it",
        Choice::Distracted => "distracted: turned to something else",
        Choice::Substituted => "substituted: did something better in its place",
    }
}

fn minutes_told(minutes: Minutes) -> String {
    counted(i64::from(minutes.count()), "minute")
}

impl UrgeItem {
    fn strengths(&self) -> String {
        match self.strength_after {
            Some(after) => format!("{}, then {after}", self.strength),
            None => self.strength.to_string(),
        }
    }

    fn choices_told(&self) -> Option<String> {
        (!self.choices.is_empty()).then(|| listed(&self.choices.iter().map(|one| one.as_str()).collect::<Vec<_>>()))
    }

    fn halt_told(&self) -> Option<String> {
        (!self.halt.is_empty()).then(|| listed(&self.halt.iter().map(|one| one.as_str()).collect::<Vec<_>>()))
    }

    /// What it says, without the texts: `strength 7, alcohol, lonely, delayed, passed`.
    pub fn gist(&self) -> String {
        let said: Vec<String> = [
            Some(format!("strength {}", self.strengths())),
            self.clock.as_ref().map(ToString::to_string),
            self.trigger.as_ref().map(|_| "a trigger".to_owned()),
            self.halt_told(),
            self.choices_told(),
            self.did.as_ref().map(|_| "what was done".to_owned()),
            self.minutes.map(minutes_told),
            self.outcome.map(|outcome| outcome_told(outcome).to_owned()),
            self.note.as_ref().map(|_| "a note".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect();
        said.join(", ")
    }

    fn at(&self) -> String {
        self.time.map(|time| format!(", {time}")).unwrap_or_default()
    }
}

impl Item for UrgeItem {
    const ONE: &'static str = "urge";
    const MANY: &'static str = "urges";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Time", "Strength", "Clock", "Trigger", "Outcome"];
    const EMPTY: &'static str = "No urge in these days. When one comes: onward urge 7  (how strong, 0 to 10)";

    fn told(&self) -> String {
        format!("urge on {}{}: {}", dated(self.day), self.at(), self.gist())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            or_dash(self.time.as_ref()),
            Cell::from(self.strengths()),
            or_dash(self.clock.as_ref()),
            or_dash(self.trigger.as_ref().map(|text| excerpt(text.as_str(), 24)).as_ref()),
            or_dash(self.outcome.map(outcome_told).as_ref()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        let scale = |value: Scale| format!("{value} of 10");
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Time", said(self.time.as_ref())),
            ("Clock", said(self.clock.as_ref())),
            ("Strength", Some(scale(self.strength))),
            ("Trigger", said(self.trigger.as_ref())),
            ("HALT", self.halt_told()),
            ("What was done", self.choices_told()),
            ("In own words", said(self.did.as_ref())),
            ("Afterwards", self.strength_after.map(scale)),
            ("Lasted", self.minutes.map(minutes_told)),
            ("Outcome", self.outcome.map(|outcome| outcome_told(outcome).to_owned())),
            ("Note", said(self.note.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// The urges that passed.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Passed {
    /// How many there are in the whole log.
    pub urges: i64,
    /// The day of the first of them.
    pub since: Day,
}

/// Further keys of a recorded urge's JSON.
#[derive(Serialize)]
pub struct UrgeExtra {
    /// The urges that passed, when this one did.
    pub passed: Option<Passed>,
}

/// What is known beside the urge when it is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    /// Today.
    pub today: Day,
    /// The urges that passed, when this one did.
    pub passed: Option<Passed>,
    /// A slip of its clock covers its day already.
    pub slip_recorded: bool,
}

/// What is said of an urge after `Recorded for` or `Changed for`, and what to know besides.
pub fn recorded(urge: &Urge, first: &str, later: &str, beside: Beside) -> Said {
    let item = UrgeItem::from(urge.clone());
    let now = format!("{first} {}{}: an urge of {}", told(urge.day, beside.today), item.at(), item.gist());
    let more = more(urge, beside).into_iter().map(Block::Text).collect();
    Said { now, later: format!("{later}{}", item.told()), more }
}

/// One plain line on what came of it, and one quiet line on what may be next.
fn more(urge: &Urge, beside: Beside) -> Vec<Line> {
    let today = urge.day == beside.today;
    match (urge.outcome, beside.passed) {
        (Some(Outcome::Passed), Some(passed)) => vec![Line::from(passed_told(passed, beside.today))],
        (Some(Outcome::Passed), None) => Vec::new(),
        (Some(Outcome::Used), _) => {
            let people = Line::of(Tone::Quiet, "Someone to talk to: onward sos");
            slip_line(urge, beside).into_iter().chain([people]).collect()
        }
        (None | Some(Outcome::StillThere), _) if today => {
            let done = "When it is over: onward urge done";
            let strong = urge.strength_now().is_strong();
            let sos = if strong { "Your reasons, and people to call: onward sos. " } else { "" };
            vec![Line::of(Tone::Quiet, format!("{sos}{done}"))]
        }
        _ => Vec::new(),
    }
}

fn passed_told(passed: Passed, today: Day) -> String {
    if passed.urges == 1 {
        return "It passed.".to_owned();
    }
    format!("It passed. That makes {} that passed since {}.", passed.urges, near(passed.since, today))
}

/// An urge and a slip are two facts: the one never records the other.
fn slip_line(urge: &Urge, beside: Beside) -> Option<Line> {
    if beside.slip_recorded {
        return None;
    }
    let clock = urge.clock.as_ref().map(|clock| format!(" {}", typed(clock.as_str()))).unwrap_or_default();
    let day = if urge.day == beside.today { String::new() } else { format!(" --on {}", urge.day) };
    Some(Line::from(format!("The day of use is recorded by itself, when you are ready: onward slip{clock}{day}")))
}
