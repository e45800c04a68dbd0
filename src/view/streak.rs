//! Sobriety of every clock, and how regularly the person checks in.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::words::{away, bracketed, by_custom, counted, marked, near, shared, span};
use crate::domain::audience::{Field, Fields};
use crate::domain::checkin::CheckinStreak;
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::sobriety::{Sobriety, Status};
use crate::domain::text::Name;
use crate::domain::token::Mark;
use crate::domain::word::words;

words! {
    /// What is known about today on one clock.
    TodayStatus, "today" {
        /// A check-in said sober.
        Confirmed = "confirmed",
        /// Nothing was said yet.
        Unconfirmed = "unconfirmed",
        /// A slip covers it.
        Used = "used",
    }
}

/// A run in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    /// Its first sober day.
    pub from: Day,
    /// Its last; null for the current run.
    pub to: Option<Day>,
    /// Its full days.
    pub days: i64,
}

/// The next milestone.
#[derive(Debug, Clone, Serialize)]
pub struct NextMilestone {
    /// `30 days`.
    pub label: String,
    /// Its date.
    pub date: Day,
    /// Days until then.
    pub in_days: i64,
    /// What marks it: `red chip`; null where nothing does.
    pub token: Option<String>,
    #[serde(skip)]
    mark: Mark,
}

impl NextMilestone {
    /// The first milestone after `today` of the current run.
    pub fn of(clock: &Clock, counted: &Sobriety, today: Day) -> Option<Self> {
        let next = clock.milestones.next(counted.current_run()?, today)?;
        let token = next.mark.token(clock.programme.as_ref(), &[]);
        Some(Self { in_days: today.days_until(next.date), label: next.label, date: next.date, token, mark: next.mark })
    }

    /// The same in the person's own words for the clock's programme.
    pub fn speak(&mut self, programme: Option<&Programme>, own: &[OwnProgramme]) {
        self.token = self.mark.token(programme, own);
    }

    /// `30 days (red chip) on Sat 5 Dec, in 12 days`.
    pub fn told(&self, today: Day) -> String {
        let milestone = marked(&self.label, self.token.as_ref());
        format!("{milestone} on {}, {}", near(self.date, today), away(self.in_days))
    }

    /// `30 days on Sat 5 Dec`, or `30 days tomorrow`.
    pub fn brief(&self, today: Day) -> String {
        if self.in_days <= 1 {
            return format!("{} {}", self.label, away(self.in_days));
        }
        format!("{} on {}", self.label, near(self.date, today))
    }
}

/// How one clock stands.
#[derive(Debug, Clone, Serialize)]
pub struct ClockStanding {
    /// Its name.
    pub name: Name,
    /// Its programme.
    pub programme: Option<Programme>,
    /// Shown only when named; left out of a report for somebody else.
    pub hidden: Option<bool>,
    /// The first sober day.
    pub since: Day,
    /// Where it stands.
    pub status: Status,
    /// The current run's first day; tomorrow when it starts tomorrow.
    pub sober_since: Option<Day>,
    /// Full days of the current run.
    pub full_days: i64,
    /// Which day of the current run today is.
    pub day_number: Option<i64>,
    /// The longest run's days.
    pub longest_days: i64,
    /// Days from `since` until yesterday.
    pub tracked_days: i64,
    /// Those of them without use.
    pub sober_days: i64,
    /// Those of them with use.
    pub used_days: i64,
    /// Sober days on which a check-in said so.
    pub confirmed_days: i64,
    /// What is known about today; none where its figures are those of an earlier day.
    pub today: Option<TodayStatus>,
    /// How many slips are recorded.
    pub slips: Option<usize>,
    /// Every run, oldest first.
    pub runs: Option<Vec<RunView>>,
    /// The next milestone of the current run.
    pub next_milestone: Option<NextMilestone>,
    /// The day on which its counting stopped; its figures are of that day.
    pub stopped_on: Option<Day>,
    /// Its figures are those of today.
    #[serde(skip)]
    now: bool,
    #[serde(skip)]
    sober_share: Option<f64>,
    #[serde(skip)]
    speech: Option<Speech>,
}

impl ClockStanding {
    /// Puts together what was counted about a clock. `confirmed_days` are its sober days with a check-in that
    /// said so.
    pub fn new(
        clock: &Clock,
        counted: &Sobriety,
        slips: usize,
        confirmed_days: i64,
        today: Option<TodayStatus>,
        on: Day,
    ) -> Self {
        Self {
            name: clock.name.clone(),
            programme: clock.programme.clone(),
            hidden: Some(clock.hidden),
            since: clock.since,
            status: counted.status,
            sober_since: counted.sober_since,
            full_days: counted.full_days,
            day_number: counted.day_number,
            longest_days: counted.longest_days,
            tracked_days: counted.tracked_days,
            sober_days: counted.sober_days,
            used_days: counted.used_days,
            confirmed_days,
            today,
            slips: Some(slips),
            runs: Some(counted.runs.iter().map(|run| RunView { from: run.from, to: run.to, days: run.days }).collect()),
            next_milestone: today.and_then(|_| NextMilestone::of(clock, counted, on)),
            stopped_on: clock.stopped_on,
            now: today.is_some(),
            sober_share: counted.sober_share(),
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

    /// The same without what is not among these fields, for somebody else to see; runs stand beside it, not in it.
    #[must_use]
    pub fn only(self, fields: &Fields) -> Self {
        Self {
            programme: self.programme.filter(|_| fields.has(Field::Milestones)),
            hidden: None,
            // That today is a day of use is told with the days of use.
            today: self.today.filter(|today| *today != TodayStatus::Used || fields.has(Field::Slips)),
            slips: self.slips.filter(|_| fields.has(Field::Slips)),
            runs: None,
            next_milestone: self.next_milestone.filter(|_| fields.has(Field::Milestones)),
            ..self
        }
    }

    /// The name, and the programme where there is one: `alcohol (AA)`.
    pub fn title(&self) -> Line {
        let name = self.bare_title();
        match &self.speech {
            Some(speech) => name.and(Tone::Quiet, bracketed(Some(speech))),
            None => name,
        }
    }

    /// The name alone: a programme says what it is about.
    pub fn bare_title(&self) -> Line {
        Line::of(Tone::Strong, self.name.as_str())
    }

    /// `day 19`, or what holds instead of a day number.
    pub fn day_word(&self, today: Day) -> String {
        match (self.status, self.day_number, self.sober_since) {
            (Status::Sober, Some(number), _) => format!("day {number}"),
            (Status::StartsTomorrow, _, Some(first)) => format!("next run begins {}", near(first, today)),
            _ => "slip ongoing".to_owned(),
        }
    }

    /// What is told of it, label by label.
    pub(super) fn facts(&self, today: Day) -> Vec<(&'static str, Line)> {
        let mut facts = Vec::new();
        if let Some(day) = self.stopped_on {
            facts.push(("Stopped", Line::from(format!("on {}; these are its figures of that day", near(day, today)))));
        }
        let since = self.sober_since.filter(|_| self.status == Status::Sober);
        let run = match since {
            // Of an earlier day there is no day number: it is over.
            Some(first) if !self.now => Line::of(Tone::Strong, counted(self.full_days, "full day"))
                .and(Tone::Plain, format!(" since {}", near(first, today))),
            Some(first) => Line::of(Tone::Strong, format!("day {}", self.day_number.unwrap_or(1)))
                .and(Tone::Plain, format!(", {} since {}", counted(self.full_days, "full day"), near(first, today))),
            // Whether it went on is not known of an earlier day.
            None if !self.now && self.status == Status::OngoingSlip => Line::of(Tone::Strong, "a day of use"),
            None => Line::of(Tone::Strong, self.day_word(today)),
        };
        facts.push((if self.now { "Now" } else { "At the end" }, run));
        facts.push(("Longest run", Line::from(counted(self.longest_days, "day"))));
        let sober = shared(self.sober_share, self.sober_days, self.tracked_days, "day");
        facts.push(("Sober", Line::from(sober).and(Tone::Quiet, format!(", since {}", near(self.since, today)))));
        let confirmed = format!("{} of {} checked in", self.confirmed_days, counted(self.sober_days, "sober day"));
        let so_far = self.today.map(|today| format!("; today {}", today_word(today))).unwrap_or_default();
        facts.push(("Confirmed", Line::from(confirmed).and(Tone::Quiet, so_far)));
        if let Some(slips) = self.slips.filter(|slips| *slips > 0) {
            let used = format!("{}, {}", counted(slips as i64, "slip"), counted(self.used_days, "day"));
            let until = if self.today == Some(TodayStatus::Used) { " until yesterday" } else { "" };
            facts.push(("Recorded", Line::from(format!("{used} of use{until}"))));
        }
        facts.extend(self.next_milestone.as_ref().map(|next| ("Next", Line::from(next.told(today)))));
        facts
    }
}

/// Every run with its days; `now` says when the one ends that goes on.
pub(super) fn run_table(runs: &[RunView], now: &str, today: Day) -> Table {
    let longest = runs.iter().map(|run| run.days).max().unwrap_or(0);
    let row = |run: &RunView| {
        let days = match run.to {
            Some(to) => span(run.from, to, today),
            None => format!("{} {now}", near(run.from, today)),
        };
        let mark = if run.days == longest && longest > 0 { "longest" } else { "" };
        vec![Cell::from(days), Cell::Number(run.days.to_string()), Cell::from(Line::of(Tone::Quiet, mark))]
    };
    Table { headers: vec!["Run", "Days", ""], rows: runs.iter().map(row).collect() }
}

fn today_word(today: TodayStatus) -> &'static str {
    match today {
        TodayStatus::Confirmed => "is checked in",
        TodayStatus::Unconfirmed => "not yet",
        TodayStatus::Used => "is a day of use",
    }
}

/// The answer to `onward streak`.
#[derive(Serialize)]
pub struct Streak {
    /// Today.
    pub as_of: Day,
    /// The clocks, in the order in which they were added.
    pub clocks: Vec<ClockStanding>,
    /// How regularly the person checks in.
    pub checkins: CheckinStreak,
    /// Whether every run is listed.
    #[serde(skip)]
    pub with_runs: bool,
}

impl View for Streak {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.clocks.is_empty() {
            document.text("No clock is shown. Add one: onward clock add alcohol --since 2026-01-01");
        }
        for clock in &self.clocks {
            document.heading(clock.title());
            document.push(Block::Facts(clock.facts(self.as_of)));
            if self.with_runs {
                let runs = clock.runs.as_deref().filter(|runs| !runs.is_empty());
                document.0.extend(runs.map(|runs| Block::Table(run_table(runs, "until now", self.as_of))));
            }
        }
        document.heading("Check-ins");
        document.push(Block::Facts(checkin_facts(&self.checkins, self.as_of)));
        document
    }
}

fn checkin_facts(checkins: &CheckinStreak, today: Day) -> Vec<(&'static str, Line)> {
    let Some(last) = checkins.last else {
        return vec![("Now", Line::from("none yet: onward checkin"))];
    };
    let mut now = Line::of(Tone::Strong, format!("{} in a row", counted(checkins.streak_days, "day")));
    if checkins.pending {
        now = now.and(Tone::Plain, ", today still open");
    }
    vec![
        ("Now", now),
        ("Longest", Line::from(counted(checkins.longest_days, "day"))),
        ("In all", Line::from(format!("{}, last on {}", counted(checkins.days, "day"), near(last, today)))),
    ]
}
