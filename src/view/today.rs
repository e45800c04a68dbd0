//! Today at a glance, and the one next thing to do.

use serde::Serialize;

use super::View;
use super::attendance::{PaceView, ThisWeek};
use super::contact::DueContact;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::due;
use super::item::or_dash;
use super::milestones::on_the_day;
use super::streak::NextMilestone;
use super::win::KeptAgain;
use super::words::{bracketed, by_custom, counted, dated, listed, marked, near, together, typed};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::odd::zone_in_words;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::sobriety::{Sobriety, Status};
use crate::domain::text::Name;

/// A clock at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct ClockToday {
    /// Its name.
    pub name: Name,
    /// Its programme.
    pub programme: Option<Programme>,
    /// Where it stands.
    pub status: Status,
    /// The current run's first day; tomorrow when it starts tomorrow.
    pub sober_since: Option<Day>,
    /// Full days of the current run.
    pub full_days: i64,
    /// Which day of the current run today is.
    pub day_number: Option<i64>,
    /// The next milestone.
    pub next_milestone: Option<NextMilestone>,
    /// The milestone of today, if one falls on it.
    pub milestone_today: Option<MilestoneToday>,
    #[serde(skip)]
    speech: Option<Speech>,
}

/// A milestone that falls on today.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneToday {
    /// `90 days`.
    pub label: String,
    /// Full days of the run that have no check-in.
    pub unconfirmed_days: i64,
    /// What marks it: `green chip`; null where nothing does.
    pub token: Option<String>,
}

/// How many characters of a programme's title stand beside a clock.
const ROOM: usize = 10;

impl ClockToday {
    /// A clock as counted on `today`.
    pub fn new(clock: &Clock, counted: &Sobriety, today: Day) -> Self {
        Self {
            name: clock.name.clone(),
            programme: clock.programme.clone(),
            status: counted.status,
            sober_since: counted.sober_since,
            full_days: counted.full_days,
            day_number: counted.day_number,
            next_milestone: NextMilestone::of(clock, counted, today),
            milestone_today: None,
            speech: by_custom(clock.programme.as_ref()),
        }
    }

    /// The same in the person's own words for its programme.
    #[must_use]
    pub fn spoken(mut self, own: &[OwnProgramme]) -> Self {
        let programme = self.programme.as_ref();
        self.speech = programme.map(|programme| programme.speech(own));
        if let Some(next) = &mut self.next_milestone {
            next.speak(programme, own);
        }
        self
    }

    /// ` (AA)`; a title that leaves no room for the figures gives way to the programme's name.
    fn programme_in_brief(&self) -> String {
        match (&self.speech, &self.programme) {
            (Some(speech), Some(programme)) if speech.title.chars().count() > ROOM => format!(" ({programme})"),
            (speech, _) => bracketed(speech.as_ref()),
        }
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        let name = Line::of(Tone::Strong, self.name.as_str()).and(Tone::Quiet, self.programme_in_brief());
        let (number, days) = match (self.status, self.day_number, self.sober_since) {
            (Status::Sober, Some(number), _) => (format!("day {number}"), counted(self.full_days, "full day")),
            (Status::StartsTomorrow, _, Some(first)) => {
                (format!("next run begins {}", near(first, today)), String::new())
            }
            _ => ("slip ongoing".to_owned(), String::new()),
        };
        let next = self.next_milestone.as_ref();
        let next = next.map(|next| match next.brief(today).split_once(" on ") {
            Some((label, day)) => format!("next: {label} on {}", together(day)),
            None => format!("next: {}", next.brief(today)),
        });
        vec![Cell::from(name), Cell::from(Line::of(Tone::Strong, number)), Cell::from(days), or_dash(next.as_ref())]
    }

    /// `alcohol: day 19, 18 full days. Next: 30 days on Sat 5 Dec, in 12 days.`; none while a slip is ongoing.
    pub fn told(&self, today: Day) -> Option<Line> {
        let name = Line::from(format!("{}: ", self.name));
        let line = match (self.status, self.day_number, self.sober_since) {
            (Status::Sober, Some(number), _) => {
                let days = format!(", {}.", counted(self.full_days, "full day"));
                name.and(Tone::Strong, format!("day {number}")).and(Tone::Plain, days)
            }
            (Status::StartsTomorrow, _, Some(first)) => {
                name.and(Tone::Plain, format!("next run begins {}.", near(first, today)))
            }
            _ => return None,
        };
        Some(match &self.next_milestone {
            Some(next) => line.and(Tone::Quiet, format!(" Next: {}.", next.told(today))),
            None => line,
        })
    }

    /// What a shell prompt has room for: `alcohol 19`.
    fn short(&self, alone: bool) -> String {
        let figure = match self.day_number {
            Some(number) if alone => format!("day {number}"),
            Some(number) => number.to_string(),
            None => "–".to_owned(),
        };
        if alone { figure } else { format!("{} {figure}", self.name) }
    }
}

/// Whether today is checked in.
#[derive(Debug, Clone, Serialize)]
pub struct CheckinToday {
    /// There is at least one check-in today.
    pub done: bool,
    /// How many there are.
    pub entries: usize,
    /// Consecutive days with a check-in.
    pub streak_days: i64,
    /// Today has none yet.
    pub pending: bool,
    /// The latest of today, in short.
    #[serde(skip)]
    pub brief: Option<String>,
}

/// A saved meeting that is held today.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingToday {
    /// Its name.
    pub name: Name,
    /// When it starts, by the wall clock of its zone.
    pub start: Option<TimeOfDay>,
    /// Whether it was attended today.
    pub attended: bool,
}

/// Someone whose sponsor one is, or who is one's own: whoever helps by the programme's word.
#[derive(Debug, Clone, Serialize)]
pub struct CloseToday {
    /// Their name.
    pub name: Name,
    /// What they are called in their programme: `sponsor`, `mentor`, `sponsee`.
    pub called: String,
    /// The programme they are known from.
    pub programme: Option<Programme>,
    /// The last conversation.
    pub last_reached: Option<Day>,
    /// When to be in touch by the cadence; null without one.
    pub due_on: Option<Day>,
    /// Whether they are due, or, for one who helps without a cadence, were not reached in the last seven days.
    pub not_reached: bool,
}

impl CloseToday {
    /// `Maria G (sponsor), not reached since Sun 8 Nov`; none for who was reached, or is told of as due.
    fn told(&self, today: Day) -> Option<String> {
        let quiet = self.not_reached && self.due_on.is_none();
        let since = self.last_reached.map_or_else(|| "yet".to_owned(), |day| format!("since {}", near(day, today)));
        quiet.then(|| format!("{} ({}), not reached {since}", self.name, self.called))
    }
}

/// The one next thing to do.
#[derive(Debug, Clone, Serialize)]
pub struct NextThing {
    /// What it is, in words.
    pub what: String,
    /// The command that does it.
    pub command: String,
}

/// The answer to `onward today`.
#[derive(Serialize)]
pub struct Today {
    /// Today.
    pub as_of: Day,
    /// The visible clocks.
    pub clocks: Vec<ClockToday>,
    /// Whether today is checked in.
    pub checkin: CheckinToday,
    /// This week's meetings against the goal.
    pub this_week: ThisWeek,
    /// Days of this week that are left, today included.
    pub days_left_in_week: i64,
    /// Saved meetings that are held today.
    pub meetings_today: Vec<MeetingToday>,
    /// N in M, where such a goal is set.
    pub pace: Option<PaceView>,
    /// Who is due, most overdue first.
    pub due: Vec<DueContact>,
    /// The sponsors, by each programme's word for them.
    pub helpers: Vec<CloseToday>,
    /// Those whose sponsor the person is.
    pub sponsees: Vec<CloseToday>,
    /// The one next thing to do; null when nothing is open.
    pub next: Option<NextThing>,
    /// In a hard week, a small good thing of the person's own; null otherwise.
    pub kept: Option<KeptAgain>,
    /// What `TZ` says where that names no zone; null otherwise.
    pub unknown_zone: Option<String>,
    /// Now.
    #[serde(skip)]
    pub now: Moment,
    /// Nothing has ever been recorded.
    #[serde(skip)]
    pub empty: bool,
}

impl Today {
    /// Chooses the one next thing: say how you are, end a slip, be in touch, go to a meeting.
    pub fn decide(&mut self) {
        self.next = self.next_thing().map(|(what, command)| NextThing { what, command });
    }

    fn next_thing(&self) -> Option<(String, String)> {
        if !self.checkin.done {
            return Some(due::checkin());
        }
        if let Some(clock) = self.clocks.iter().find(|clock| clock.status == Status::OngoingSlip) {
            let command = format!("onward resume {}", typed(clock.name.as_str()));
            return Some(("when the first sober day has come".to_owned(), command));
        }
        if let Some(contact) = self.due.first() {
            return Some(due::contact(contact));
        }
        let meeting = self.meetings_today.iter().find(|meeting| !meeting.attended);
        if let Some(meeting) = meeting {
            let command = format!("onward attend {}", typed(meeting.name.as_str()));
            let at = meeting.start.map(|start| format!(" at {start}")).unwrap_or_default();
            return Some((format!("today{at}; when you have been there"), command));
        }
        let behind = || self.pace.as_ref().filter(|pace| pace.is_behind());
        self.this_week
            .at_risk(self.days_left_in_week)
            .map(due::meetings)
            .or_else(|| behind().map(|_| ("the goal is behind pace".to_owned(), "onward attend".to_owned())))
    }

    fn facts(&self) -> Vec<(&'static str, Line)> {
        let mut facts = vec![("Check-in", self.checkin_line())];
        let mut meetings = Line::from(self.this_week.told());
        let today: Vec<String> = self
            .meetings_today
            .iter()
            .map(|meeting| {
                let start = meeting.start.map(|start| format!(" {start}")).unwrap_or_default();
                let done = if meeting.attended { ", attended" } else { "" };
                format!("{}{start}{done}", meeting.name)
            })
            .collect();
        if !today.is_empty() {
            meetings = meetings.and(Tone::Plain, format!("; today {}", listed(&today)));
        }
        facts.push(("Meetings", meetings));
        facts.extend(self.pace.as_ref().map(|pace| ("Goal", Line::from(pace.told()))));
        facts.extend(self.due.iter().map(|contact| ("People", Line::from(contact.told(self.as_of)))));
        let quiet = self.helpers.iter().filter_map(|helper| helper.told(self.as_of));
        facts.extend(quiet.map(|told| ("People", Line::from(told))));
        facts
    }

    fn checkin_line(&self) -> Line {
        let streak = match self.checkin.streak_days {
            0 => String::new(),
            days if self.checkin.pending => format!(", {} in a row until yesterday", counted(days, "day")),
            days => format!(", {} in a row", counted(days, "day")),
        };
        match &self.checkin.brief {
            Some(brief) => Line::of(Tone::Good, "done").and(Tone::Plain, format!(" ({brief}){streak}")),
            None => Line::of(Tone::Care, "not yet").and(Tone::Plain, streak),
        }
    }
}

/// What someone sees who has not recorded anything yet: three lines to begin with.
fn welcome() -> Document {
    let mut document = Document::default();
    document
        .text(Line::of(Tone::Strong, "Welcome.").and(Tone::Plain, " What you record stays on this machine. To begin:"));
    document.push(Block::Verbatim(
        "  onward checkin good --sober                  today, in ten seconds\n  \
         onward clock add alcohol --since 2026-01-01  if it began on another day\n  \
         onward help                                  everything else, on one screen\n"
            .to_owned(),
    ));
    document.text(
        Line::from("To seal it under a passphrase: onward protect on.")
            .and(Tone::Quiet, " It works the same either way."),
    );
    document
}

impl View for Today {
    fn document(&self) -> Document {
        let mut document = if self.empty { welcome() } else { self.whole() };
        if let Some(named) = &self.unknown_zone {
            document.text(Line::of(Tone::Care, format!("{}.", zone_in_words(named, self.now))));
        }
        document
    }
}

impl Today {
    fn whole(&self) -> Document {
        let mut document = Document::default();
        document.heading(dated(self.as_of));
        if self.clocks.is_empty() {
            document.text("No clock is shown. Add one: onward clock add alcohol --since 2026-01-01");
        } else {
            let rows = self.clocks.iter().map(|clock| clock.row(self.as_of)).collect();
            document.push(Block::Table(Table { headers: Vec::new(), rows }));
        }
        for clock in &self.clocks {
            if let Some(milestone) = &clock.milestone_today {
                let (what, day) = (marked(&milestone.label, milestone.token.as_ref()), clock.day_number.unwrap_or(1));
                document.push(Block::Notice(on_the_day(&clock.name, &what, day, milestone.unconfirmed_days)));
            }
        }
        document.push(Block::Facts(self.facts()));
        document.text(match &self.next {
            Some(next) => {
                Line::of(Tone::Strong, format!("Next: {}", next.command)).and(Tone::Quiet, format!("  ({})", next.what))
            }
            None => Line::from("Nothing is open today."),
        });
        if let Some(kept) = &self.kept {
            document.text(kept.told(self.as_of, true));
        }
        document
    }
}

/// The answer to `onward today --short`: one line for a shell prompt; nothing at all for an empty record.
#[derive(Serialize)]
pub struct Short {
    /// Today.
    pub as_of: Day,
    /// The visible clocks.
    pub clocks: Vec<ClockToday>,
    /// Whether today is checked in.
    pub checked_in: bool,
}

impl View for Short {
    fn document(&self) -> Document {
        if self.clocks.is_empty() {
            return Document::default();
        }
        let alone = self.clocks.len() == 1;
        let mut said: Vec<String> = self.clocks.iter().map(|clock| clock.short(alone)).collect();
        if !self.checked_in {
            said.push("check-in open".to_owned());
        }
        Document(vec![Block::Text(Line::from(said.join(" · ")))])
    }

    fn pages(&self) -> bool {
        false
    }
}
