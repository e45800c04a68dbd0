//! A goal as it is set and listed.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts};
use super::words::{counted, dated};
use crate::domain::day::Day;
use crate::domain::goal::{Goal, Target};
use crate::domain::id::Id;
use crate::domain::moment::Moment;

/// A goal.
#[derive(Serialize)]
pub struct GoalItem {
    id: Id,
    kind: &'static str,
    meetings: i64,
    days: Option<i64>,
    from: Option<Day>,
    once_a_day: bool,
    recorded_at: Moment,
}

impl From<Goal> for GoalItem {
    fn from(goal: Goal) -> Self {
        let (kind, days, from, once_a_day) = match goal.target {
            Target::PerWeek => ("per_week", None, None, false),
            Target::InDays { days, from, once_a_day } => ("in_days", Some(days), Some(from), once_a_day),
        };
        Self { id: goal.id, kind, meetings: goal.meetings, days, from, once_a_day, recorded_at: goal.recorded_at }
    }
}

impl GoalItem {
    /// `3 meetings a week`, `90 meetings in 90 days from Tue 1 Sep 2026`.
    pub fn gist(&self) -> String {
        let meetings = counted(self.meetings, "meeting");
        match self.days.zip(self.from) {
            Some((days, from)) => {
                let once = if self.once_a_day { ", one a day" } else { "" };
                format!("{meetings} in {} from {}{once}", counted(days, "day"), dated(from))
            }
            None => format!("{meetings} a week"),
        }
    }
}

impl Item for GoalItem {
    const ONE: &'static str = "goal";
    const MANY: &'static str = "goals";
    const HEADERS: &'static [&'static str] = &["Goal", "Set"];
    const EMPTY: &'static str =
        "No goal is set; one meeting a week counts as met. Set one: onward goal set meetings 3 --per week";

    fn told(&self) -> String {
        format!("goal {}", self.gist())
    }

    fn row(&self, _today: Day) -> Vec<Cell> {
        let set = self.recorded_at.at().format("%a %-d %b %Y").to_string();
        vec![Cell::from(Line::of(Tone::Strong, self.gist())), Cell::from(set)]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![("Goal", Some(self.gist()))])
    }
}
