//! A programme and the words it is spoken of with, as it is listed and shown.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, or_dash, said};
use super::words::counted;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::text::key;

/// A programme: one that is built in, one of the person's own, or a built-in one that they speak of in their own words.
#[derive(Clone, Serialize)]
pub struct ProgrammeItem {
    /// Its id; null for one that is built in and nothing more.
    pub id: Option<Id>,
    /// Its name, as clocks, meetings and contacts say it.
    pub name: Programme,
    title: String,
    steps: u8,
    helper: String,
    take_part: &'static str,
    token: Option<String>,
    milestones: String,
    built_in: bool,
    own: bool,
    recorded_at: Option<Moment>,
}

impl ProgrammeItem {
    /// A programme as it is spoken of by a person whose own words are these.
    pub fn new(programme: &Programme, own: &[OwnProgramme]) -> Self {
        let Speech { title, steps, helper, take_part, token } = programme.speech(own);
        let row = programme.own(own);
        Self {
            id: row.map(|row| row.id),
            name: programme.clone(),
            title,
            steps,
            helper,
            take_part,
            token,
            milestones: programme.usual_milestones(own).to_string(),
            built_in: programme.is_built_in(),
            own: row.is_some(),
            recorded_at: row.map(|row| row.recorded_at),
        }
    }

    /// Its name, and its title where that is another.
    fn named(&self) -> String {
        let same = key(&self.title) == key(self.name.as_str());
        if same { self.title.clone() } else { format!("{} ({})", self.title, self.name) }
    }

    fn steps_said(&self) -> String {
        if self.steps == 0 { "no steps".to_owned() } else { counted(self.steps.into(), "step") }
    }

    fn state(&self) -> &'static str {
        match (self.built_in, self.own) {
            (true, false) => "built in",
            (true, true) => "built in, in your words",
            _ => "yours",
        }
    }
}

impl Item for ProgrammeItem {
    const ONE: &'static str = "programme";
    const MANY: &'static str = "programmes";
    const HEADERS: &'static [&'static str] = &["Programme", "", "Steps", "Helper", "Token", "Milestones", ""];
    const EMPTY: &'static str = "No programme is known.";

    fn told(&self) -> String {
        let token = self.token.as_ref().map(|token| format!(", {token}")).unwrap_or_default();
        format!(
            "programme {}: {}, {}{token}, milestones {}",
            self.named(),
            self.steps_said(),
            self.helper,
            self.milestones
        )
    }

    fn row(&self, _today: Day) -> Vec<Cell> {
        let title = if key(&self.title) == key(self.name.as_str()) { "" } else { &self.title };
        vec![
            Cell::from(Line::of(Tone::Strong, self.name.as_str())),
            Cell::from(title),
            if self.steps == 0 { or_dash::<u8>(None) } else { Cell::Number(self.steps.to_string()) },
            Cell::from(self.helper.clone()),
            or_dash(self.token.as_ref()),
            Cell::from(self.milestones.clone()),
            Cell::from(Line::of(Tone::Quiet, self.state())),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Programme", Some(self.name.to_string())),
            ("Title", Some(self.title.clone())),
            ("Steps", Some(if self.steps == 0 { "none".to_owned() } else { self.steps.to_string() })),
            ("Who helps", Some(self.helper.clone())),
            ("In a meeting", Some(format!("you {}", self.take_part))),
            ("Token", Some(self.token.clone().unwrap_or_else(|| "none".to_owned()))),
            ("Milestones", Some(self.milestones.clone())),
            ("Known", Some(self.state().to_owned())),
            ("Id", said(self.id.as_ref())),
        ])
    }
}
