//! What is still open today: for a reminder, which is silent when nothing is.

use serde::Serialize;

use super::View;
use super::attendance::{PaceView, ThisWeek};
use super::contact::DueContact;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::today::ClockToday;
use super::words::{counted, listed, typed};
use crate::domain::day::Day;

/// The exit code that says: something is open.
pub const OPEN: u8 = 10;

/// What a thing to do is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Today has no check-in.
    Checkin,
    /// A goal wants meetings.
    Meetings,
    /// Someone is due.
    Contact,
    /// A milestone is tomorrow.
    Milestone,
}

/// What, and the command that does it.
pub type Thing = (String, String);

/// To say how today is.
pub fn checkin() -> Thing {
    ("say how today is".to_owned(), "onward checkin".to_owned())
}

/// To be in touch with someone.
pub fn contact(contact: &DueContact) -> Thing {
    (format!("be in touch with {}", contact.name), format!("onward reach {}", typed(contact.name.as_str())))
}

/// To go to so many meetings, while the week is long enough.
pub fn meetings(missing: i64) -> Thing {
    (format!("{} more for this week's goal", counted(missing, "meeting")), "onward attend".to_owned())
}

/// To go to more meetings than so far, where the goal of N in M wants it.
pub fn pace(pace: &PaceView) -> Thing {
    (pace.told(), "onward attend".to_owned())
}

/// One thing that is open.
#[derive(Debug, Clone, Serialize)]
pub struct Open {
    /// What it is about; null in a discreet answer.
    pub kind: Option<About>,
    /// What it is, in words.
    pub what: String,
    /// The command that does or shows it; null in a discreet answer.
    pub command: Option<String>,
}

/// What is looked at.
pub struct Looked {
    /// Today has a check-in.
    pub checked_in: bool,
    /// This week against the goal.
    pub this_week: ThisWeek,
    /// Days of this week that are left, today included.
    pub days_left_in_week: i64,
    /// N in M, where such a goal is set.
    pub pace: Option<PaceView>,
    /// Who is due, most overdue first.
    pub due: Vec<DueContact>,
    /// The visible clocks.
    pub clocks: Vec<ClockToday>,
}

/// What is open today, or that nobody could look.
#[derive(Debug, Clone, Serialize)]
pub struct OpenToday {
    /// Today.
    pub as_of: Day,
    /// The data is sealed and its key is not at hand: nothing was looked at.
    pub locked: bool,
    /// What is open; a discreet answer has one thing that names nothing.
    pub open: Vec<Open>,
}

impl OpenToday {
    /// What is open among all that was looked at.
    pub fn new(as_of: Day, looked: &Looked) -> Self {
        let mut open = Vec::new();
        let mut add = |kind, (what, command)| open.push(Open { kind: Some(kind), what, command: Some(command) });
        if !looked.checked_in {
            add(About::Checkin, checkin());
        }
        if let Some(missing) = looked.this_week.at_risk(looked.days_left_in_week) {
            add(About::Meetings, meetings(missing));
        }
        if let Some(behind) = looked.pace.as_ref().filter(|pace| pace.is_behind()) {
            add(About::Meetings, pace(behind));
        }
        looked.due.iter().for_each(|due| add(About::Contact, contact(due)));
        for clock in &looked.clocks {
            let next = clock.next_milestone.as_ref().filter(|next| next.in_days == 1);
            if let Some(next) = next {
                let command = format!("onward milestones {}", typed(clock.name.as_str()));
                add(About::Milestone, (format!("{}: {}", clock.name, next.brief(as_of)), command));
            }
        }
        Self { as_of, locked: false, open }
    }

    /// Nobody could look: the data is sealed.
    pub fn locked(as_of: Day) -> Self {
        Self { as_of, locked: true, open: Vec::new() }
    }

    /// The same in one thing that names nothing.
    #[must_use]
    pub fn discreet(mut self) -> Self {
        if self.is_open() {
            let what = if self.locked { "Something may be open today." } else { "Something is open today." };
            self.open = vec![Open { kind: None, what: what.to_owned(), command: None }];
        }
        self
    }

    /// Whether there is anything to remind of. Who cannot look still reminds.
    pub fn is_open(&self) -> bool {
        self.locked || !self.open.is_empty()
    }

    /// The title and the text of a notification, which others may see: how many people, and no name of anything.
    pub fn notification(&self) -> (&'static str, String) {
        if self.open.iter().any(|open| open.kind.is_none()) {
            return ("Reminder", "A note for today".to_owned());
        }
        if self.locked {
            return ("onward", "Something may be open; the data is locked.".to_owned());
        }
        let people = self.open.iter().filter(|open| open.kind == Some(About::Contact)).count();
        let any = |kind| self.open.iter().any(|open| open.kind == Some(kind));
        let mut said = Vec::new();
        said.extend(any(About::Checkin).then(|| "today's check-in".to_owned()));
        said.extend(any(About::Meetings).then(|| "a meeting".to_owned()));
        said.extend((people > 0).then(|| people_to_reach(people)));
        said.extend(any(About::Milestone).then(|| "a milestone tomorrow".to_owned()));
        ("onward", format!("For today: {}.", listed(&said)))
    }
}

fn people_to_reach(people: usize) -> String {
    if people == 1 { "someone to be in touch with".to_owned() } else { format!("{people} people to be in touch with") }
}

impl About {
    fn title(self) -> &'static str {
        match self {
            Self::Checkin => "Check-in",
            Self::Meetings => "Meetings",
            Self::Contact => "People",
            Self::Milestone => "Milestone",
        }
    }
}

impl View for OpenToday {
    fn document(&self) -> Document {
        let row = |open: &Open| {
            let title = open.kind.map_or("", About::title);
            let command = Line::of(Tone::Strong, open.command.clone().unwrap_or_default());
            vec![Cell::from(title), Cell::from(open.what.as_str()), Cell::from(command)]
        };
        let block = match self.open.as_slice() {
            [] if self.locked => Block::Text(Line::from("onward is locked. To look, in a terminal: onward due")),
            [] => return Document::default(),
            [one] if one.kind.is_none() => Block::Text(Line::from(one.what.as_str())),
            open => Block::Table(Table { headers: Vec::new(), rows: open.iter().map(row).collect() }),
        };
        Document(vec![block])
    }

    fn pages(&self) -> bool {
        false
    }

    fn exit_code(&self) -> u8 {
        if self.is_open() { OPEN } else { 0 }
    }
}
