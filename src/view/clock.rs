//! A clock as it is listed and shown.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, or_dash};
use super::words::{by_custom, dated, near};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::text::Name;

/// A clock.
#[derive(Serialize)]
pub struct ClockItem {
    id: Id,
    name: Name,
    programme: Option<Programme>,
    since: Day,
    milestones: String,
    hidden: bool,
    stopped_on: Option<Day>,
    recorded_at: Moment,
    #[serde(skip)]
    speech: Option<Speech>,
}

impl From<Clock> for ClockItem {
    fn from(clock: Clock) -> Self {
        Self {
            id: clock.id,
            name: clock.name,
            speech: by_custom(clock.programme.as_ref()),
            programme: clock.programme,
            since: clock.since,
            milestones: clock.milestones.to_string(),
            hidden: clock.hidden,
            stopped_on: clock.stopped_on,
            recorded_at: clock.recorded_at,
        }
    }
}

impl ClockItem {
    /// The same in the person's own words for its programme.
    #[must_use]
    pub fn spoken(mut self, own: &[OwnProgramme]) -> Self {
        self.speech = self.programme.as_ref().map(|programme| programme.speech(own));
        self
    }

    fn title(&self) -> Option<String> {
        self.speech.as_ref().map(|speech| speech.title.clone())
    }

    fn state(&self, today: Day) -> String {
        let stopped = self.stopped_on.map(|day| format!("stopped {}", near(day, today)));
        let hidden = self.hidden.then(|| "hidden".to_owned());
        let said: Vec<String> = [stopped, hidden].into_iter().flatten().collect();
        if said.is_empty() { "counting".to_owned() } else { said.join(", ") }
    }
}

impl Item for ClockItem {
    const ONE: &'static str = "clock";
    const MANY: &'static str = "clocks";
    const HEADERS: &'static [&'static str] = &["Clock", "Since", "Programme", "Milestones", ""];
    const EMPTY: &'static str = "No clock yet. Add one: onward clock add alcohol --since 2026-01-01";

    fn told(&self) -> String {
        format!("clock \"{}\", first sober day {}", self.name, dated(self.since))
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            Cell::from(Line::of(Tone::Strong, self.name.as_str())),
            Cell::from(dated(self.since)),
            or_dash(self.title().as_ref()),
            Cell::from(self.milestones.clone()),
            Cell::from(self.state(today)),
        ]
    }

    fn facts(&self, today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Clock", Some(self.name.to_string())),
            ("First sober day", Some(dated(self.since))),
            ("Programme", self.title()),
            ("Milestones", Some(self.milestones.clone())),
            ("State", Some(self.state(today))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}
