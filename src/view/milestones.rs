//! Milestones reached and coming. One that falls on unconfirmed days is a question, not a celebration.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::words::{away, counted, near, span};
use crate::domain::day::Day;
use crate::domain::milestone::Milestone;
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::sobriety::Run;
use crate::domain::text::Name;

/// A milestone of the current run.
#[derive(Debug, Clone, Serialize)]
pub struct Dated {
    /// `90 days`.
    pub label: String,
    /// Its date.
    pub date: Day,
    /// Days until then; negative once it is reached.
    pub in_days: i64,
    /// What marks it: `red chip`; null where nothing does.
    pub token: Option<String>,
}

/// A milestone that an earlier run reached.
#[derive(Debug, Clone, Serialize)]
pub struct Reached {
    /// `90 days`.
    pub label: String,
    /// Its date.
    pub date: Day,
    /// What marks it.
    pub token: Option<String>,
}

/// Whose words the tokens are said in.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The clock's programme.
    pub programme: Option<&'a Programme>,
    /// What the person said of programmes.
    pub own: &'a [OwnProgramme],
}

impl Words<'_> {
    fn token(self, milestone: &Milestone) -> Option<String> {
        milestone.mark.token(self.programme, self.own)
    }
}

/// The milestones of an earlier run.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierRun {
    /// Its first day.
    pub from: Day,
    /// Its last.
    pub to: Day,
    /// What was reached in it.
    pub reached: Vec<Reached>,
}

/// The milestones of one clock.
#[derive(Debug, Clone, Serialize)]
pub struct ClockMilestones {
    /// Its name.
    pub name: Name,
    /// Its programme.
    pub programme: Option<Programme>,
    /// The set it is counted by.
    pub set: String,
    /// The current run's first day.
    pub sober_since: Option<Day>,
    /// Full days of the current run that have no check-in.
    pub unconfirmed_days: i64,
    /// Reached in the current run, earliest first.
    pub reached: Vec<Dated>,
    /// Still to come in it.
    pub coming: Vec<Dated>,
    /// Earlier runs in which one was reached: they still stand.
    pub earlier_runs: Vec<EarlierRun>,
}

/// How many coming milestones are shown.
const COMING: usize = 5;

impl ClockMilestones {
    /// Sorts the milestones of the current run into reached and coming as of `today`.
    pub fn sort(all: Vec<Milestone>, words: Words<'_>, today: Day) -> (Vec<Dated>, Vec<Dated>) {
        let dated = all.into_iter().map(|one| Dated {
            in_days: today.days_until(one.date),
            token: words.token(&one),
            label: one.label,
            date: one.date,
        });
        let (reached, coming): (Vec<_>, Vec<_>) = dated.partition(|one| one.in_days <= 0);
        (reached, coming.into_iter().take(COMING).collect())
    }

    /// What an earlier run reached: the milestones whose days lie wholly inside it.
    pub fn earlier(run: &Run, all: Vec<Milestone>, words: Words<'_>) -> Option<EarlierRun> {
        let to = run.to?;
        let inside = all.into_iter().take_while(|one| one.date <= to.next());
        let reached: Vec<Reached> =
            inside.map(|one| Reached { token: words.token(&one), label: one.label, date: one.date }).collect();
        (!reached.is_empty()).then_some(EarlierRun { from: run.from, to, reached })
    }

    /// With a column for what marks them, where anything does.
    fn table(&self, today: Day) -> Table {
        let marked = self.reached.iter().chain(&self.coming).any(|one| one.token.is_some());
        let row = |one: &Dated| {
            let tone = if one.in_days <= 0 { Tone::Good } else { Tone::Plain };
            let state = if one.in_days <= 0 { "reached" } else { "coming" };
            let mut cells = vec![
                Cell::from(Line::of(tone, one.label.clone())),
                Cell::from(near(one.date, today)),
                Cell::from(Line::of(Tone::Quiet, state)),
                Cell::from(away(one.in_days)),
            ];
            if marked {
                cells.insert(1, Cell::from(one.token.clone().unwrap_or_default()));
            }
            cells
        };
        let rows = self.reached.iter().chain(&self.coming).map(row).collect();
        let headers = if marked { vec!["Milestone", "", "Date", "", ""] } else { vec!["Milestone", "Date", "", ""] };
        Table { headers, rows }
    }
}

/// What is said on the day of a milestone: plainly, or as a question where days are unconfirmed.
pub fn on_the_day(clock: &Name, milestone: &str, day_number: i64, unconfirmed: i64) -> String {
    match unconfirmed {
        0 => format!("{clock}: {milestone} today. Well done."),
        days => {
            let days = counted(days, "day");
            format!("{clock}, day {day_number}: {milestone}, with {days} not yet checked in. Does it stand?")
        }
    }
}

/// What is said of milestones that rest on so many days without a check-in; a question, where there is somebody to `ask`.
pub(super) fn unconfirmed(days: i64, ask: bool) -> String {
    let (are, stand) = if days == 1 { ("is", " Does it stand?") } else { ("are", " Do they stand?") };
    format!("{} of this run {are} not checked in.{}", counted(days, "day"), if ask { stand } else { "" })
}

/// The answer to `onward milestones`.
#[derive(Serialize)]
pub struct Milestones {
    /// Today.
    pub as_of: Day,
    /// The clocks.
    pub clocks: Vec<ClockMilestones>,
}

impl View for Milestones {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.clocks.is_empty() {
            document.text("No clock is shown. Add one: onward clock add alcohol --since 2026-01-01");
        }
        for clock in &self.clocks {
            let set = format!("  milestones: {}", clock.set);
            document.heading(Line::of(Tone::Strong, clock.name.as_str()).and(Tone::Quiet, set));
            clock_blocks(clock, self.as_of, &mut document);
        }
        document
    }
}

fn clock_blocks(clock: &ClockMilestones, today: Day, document: &mut Document) {
    let rows = clock.reached.len() + clock.coming.len();
    match clock.sober_since {
        Some(_) if rows > 0 => document.push(Block::Table(clock.table(today))),
        Some(_) => document.text("This clock counts no milestones."),
        None => document.text("No run is going on; what was reached before still stands."),
    }
    if clock.unconfirmed_days > 0 && !clock.reached.is_empty() {
        document.push(Block::Notice(unconfirmed(clock.unconfirmed_days, true)));
    }
    for run in &clock.earlier_runs {
        let labels: Vec<&str> = run.reached.iter().map(|one| one.label.as_str()).collect();
        let run_days = span(run.from, run.to, today);
        document.text(Line::from(format!("Stands from {run_days}: {}", labels.join(", "))));
    }
}
