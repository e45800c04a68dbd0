//! One clock in a report: how it stands, its days, its runs, its milestones.

use serde::Serialize;

use super::Report;
use crate::domain::calendar::StateCounts;
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::slip::Used;
use crate::domain::sobriety::share;
use crate::domain::text::Name;
use crate::view::calendar::{HeatMap, Layout};
use crate::view::document::{Block, Cell, Document, Line, Table, Tone};
use crate::view::milestones::{ClockMilestones, Dated, Reached, unconfirmed};
use crate::view::streak::{ClockStanding, RunView, run_table};
use crate::view::words::{away, counted, listed, near, shared, span};

/// How many stretches of use stand in one line.
const IN_A_LINE: usize = 6;

/// Days of use, from the first of them to the last that these days know of.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct UseView {
    /// The first day of use.
    pub from: Day,
    /// The last, or the end of these days where that comes first; null while the days go on and the use with them.
    pub to: Option<Day>,
}

impl UseView {
    /// Days of use, cut at the `end` of days that are over: what came after them is not theirs to tell.
    pub fn within(used: Used, end: Option<Day>) -> Self {
        Self { from: used.from, to: used.to.or(end) }
    }
}

/// The milestones of a stretch of days, whichever run they belong to.
#[derive(Debug, Clone, Serialize)]
pub struct MilestonesPart {
    /// Reached in these days, earliest first.
    pub reached: Vec<Reached>,
    /// Still to come, where the days end today.
    pub coming: Vec<Dated>,
    /// How many full days of the current run have no check-in, where one of those reached belongs to it.
    pub unconfirmed_days: i64,
}

impl MilestonesPart {
    /// Those of `all` that were reached in these days; those to come where `now`. Which run they belong to is left out:
    /// it would tell of days of use.
    pub fn within(all: ClockMilestones, window: Window, now: bool) -> Self {
        let earlier = all.earlier_runs.into_iter().flat_map(|run| run.reached);
        let in_question = all.reached.iter().any(|one| window.holds(one.date));
        let current = all.reached.into_iter().map(|one| Reached { label: one.label, date: one.date, token: one.token });
        let reached = earlier.chain(current).filter(|one| window.holds(one.date)).collect();
        let unconfirmed_days = if in_question { all.unconfirmed_days } else { 0 };
        Self { reached, coming: if now { all.coming } else { Vec::new() }, unconfirmed_days }
    }

    fn table(&self, today: Day) -> Option<Table> {
        let row = |label: &str, token: Option<&String>, date: Day, reached: bool| {
            // While days of the run are not confirmed, it is a question and no celebration.
            let tone = if reached && self.unconfirmed_days == 0 { Tone::Good } else { Tone::Plain };
            let away = if reached { String::new() } else { away(today.days_until(date)) };
            vec![
                Cell::from(Line::of(tone, label)),
                Cell::from(token.cloned().unwrap_or_default()),
                Cell::from(near(date, today)),
                Cell::from(Line::of(Tone::Quiet, if reached { "reached" } else { "coming" })),
                Cell::from(away),
            ]
        };
        let reached = self.reached.iter().map(|one| row(&one.label, one.token.as_ref(), one.date, true));
        let coming = self.coming.iter().map(|one| row(&one.label, one.token.as_ref(), one.date, false));
        let rows: Vec<Vec<Cell>> = reached.chain(coming).collect();
        (!rows.is_empty()).then(|| Table { headers: vec!["Milestone", "", "Date", "", ""], rows })
    }
}

/// One clock. What is not to be seen is none.
#[derive(Serialize)]
pub struct ClockPart {
    /// Its name.
    pub name: Name,
    /// How it stands, as `streak` tells it.
    pub standing: Option<ClockStanding>,
    /// Its days in this stretch.
    pub in_these_days: Option<StateCounts>,
    /// The longest run of sober days in this stretch.
    pub longest_run_in_these_days: Option<i64>,
    /// Every run, whatever these days are.
    pub runs: Option<Vec<RunView>>,
    /// Days of use that begin or go on in this stretch.
    pub slips: Option<Vec<UseView>>,
    /// Every day.
    pub calendar: Option<HeatMap>,
    /// Milestones.
    pub milestones: Option<MilestonesPart>,
    /// The name with its programme.
    #[serde(skip)]
    pub title: Line,
}

impl ClockPart {
    /// A clock of which nothing is told yet.
    pub fn new(clock: &Clock, title: Line) -> Self {
        Self {
            name: clock.name.clone(),
            standing: None,
            in_these_days: None,
            longest_run_in_these_days: None,
            runs: None,
            slips: None,
            calendar: None,
            milestones: None,
            title,
        }
    }

    /// `98.9 % (89 of 90 days), 70 of 89 confirmed`; what is not over yet is not counted.
    fn sober(counts: &StateCounts) -> String {
        let share = share(counts.sober_days, counts.tracked_days);
        let sober = shared(share, counts.sober_days, counts.tracked_days, "day");
        match counts.sober_days {
            0 => sober,
            days => format!("{sober}, {} of {days} confirmed", counts.confirmed_days),
        }
    }

    /// The clock in one line of a summary.
    pub(super) fn told(&self) -> Option<Line> {
        let counts = self.in_these_days.as_ref()?;
        Some(Line::of(Tone::Strong, self.name.as_str()).and(Tone::Plain, format!(": {}", Self::sober(counts))))
    }

    /// How many milestones were reached in these days.
    pub(super) fn milestones_reached(&self) -> Option<usize> {
        self.milestones.as_ref().map(|milestones| milestones.reached.len())
    }

    /// On how many days without a check-in some of these rest.
    pub(super) fn milestones_in_question(&self) -> i64 {
        self.milestones.as_ref().map_or(0, |milestones| milestones.unconfirmed_days)
    }

    /// What is told of these days, and no others.
    pub(super) fn facts(&self, report: &Report) -> Vec<(&'static str, Line)> {
        let mut facts = Vec::new();
        if let Some(counts) = self.in_these_days.as_ref().filter(|counts| counts.tracked_days > 0) {
            facts.push((
                if report.year.is_some() { "This year" } else { "These days" },
                Line::of(Tone::Strong, format!("sober {}", Self::sober(counts))),
            ));
        }
        if let Some(days) = self.longest_run_in_these_days.filter(|days| *days > 0) {
            let label = if report.year.is_some() { "Longest in it" } else { "Longest in them" };
            facts.push((label, Line::from(counted(days, "day"))));
        }
        if let Some(slips) = self.slips.as_ref().filter(|slips| !slips.is_empty()) {
            let told = |slip: &UseView| match slip.to {
                Some(to) => span(slip.from, to, report.as_of),
                None => format!("from {} on", near(slip.from, report.as_of)),
            };
            let told: Vec<String> = slips.iter().map(told).collect();
            let labels = std::iter::once("Days of use").chain(std::iter::repeat(""));
            facts.extend(labels.zip(told.chunks(IN_A_LINE)).map(|(label, some)| (label, Line::from(listed(some)))));
        }
        facts
    }

    /// Lays the whole clock out.
    pub(super) fn lay_out(&self, document: &mut Document, report: &Report) {
        document.heading(self.title.clone());
        let mut facts = self.facts(report);
        if let Some(standing) = &self.standing {
            facts.extend(standing.facts(report.as_of));
        }
        if !facts.is_empty() {
            document.push(Block::Facts(facts));
        }
        let runs = self.runs.as_deref().filter(|runs| !runs.is_empty());
        document.0.extend(runs.map(|runs| Block::Table(run_table(runs, report.now_word(), report.as_of))));
        self.draw(document, report);
        self.milestone_table(document, report);
    }

    /// Every day of it, as a picture.
    pub(super) fn draw(&self, document: &mut Document, report: &Report) {
        if let Some(calendar) = &self.calendar {
            let frame = Window { since: report.layout.frame.since.max(calendar.since()), ..report.layout.frame };
            let layout = Layout { frame, ..report.layout };
            document.push(Block::Calendar(calendar.draw(layout, report.week_start)));
            document.push(Block::Notice(calendar.note(report.as_of)));
        }
    }

    /// Its milestones.
    pub(super) fn milestone_table(&self, document: &mut Document, report: &Report) {
        let Some(milestones) = &self.milestones else { return };
        document.0.extend(milestones.table(report.as_of).map(Block::Table));
        if milestones.unconfirmed_days > 0 {
            // Whoever else reads it cannot answer.
            let ask = !report.is_for_somebody_else();
            document.push(Block::Notice(unconfirmed(milestones.unconfirmed_days, ask)));
        }
    }
}
