//! The plan for a hard hour, part by part.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Entry, Line, Tone};
use crate::domain::day::Day;
use crate::domain::plan::{Part, PlanPart, lines_of};

/// What each part holds, line by line.
#[derive(Debug, Default, Serialize)]
pub struct PlanLines {
    reasons: Vec<String>,
    warning_signs: Vec<String>,
    coping_steps: Vec<String>,
}

impl From<&[PlanPart]> for PlanLines {
    fn from(parts: &[PlanPart]) -> Self {
        Self {
            reasons: lines_of(parts, Part::Reasons),
            warning_signs: lines_of(parts, Part::WarningSigns),
            coping_steps: lines_of(parts, Part::CopingSteps),
        }
    }
}

impl PlanLines {
    /// What this part holds.
    pub fn of(&self, part: Part) -> &[String] {
        match part {
            Part::Reasons => &self.reasons,
            Part::WarningSigns => &self.warning_signs,
            Part::CopingSteps => &self.coping_steps,
        }
    }
}

/// The answer to `onward plan show`.
#[derive(Serialize)]
pub struct Plan {
    /// Today.
    pub as_of: Day,
    /// The parts.
    #[serde(flatten)]
    pub lines: PlanLines,
}

impl View for Plan {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for part in Part::ALL {
            let lines = self.lines.of(*part);
            document.heading(part.heading());
            let entries = lines.iter().map(|line| Entry::from(line.as_str()));
            let none = || {
                let way = format!("None yet. The first one: onward plan edit {part} \"...\" --add");
                Entry::from(Line::of(Tone::Quiet, way))
            };
            let entries: Vec<Entry> = entries.chain(lines.is_empty().then(none)).collect();
            document.push(Block::List(entries));
        }
        document
    }
}
