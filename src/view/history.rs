//! The latest changes, and what an undo took back.

use serde::Serialize;

use super::View;
use super::change::{Said, Written, said};
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::short_id;
use super::words::moment;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::step::Step;

/// One step of the log.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    id: Id,
    at: Moment,
    command: String,
    summary: String,
    undone: bool,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        Self { id: step.id, at: step.at, command: step.command, summary: step.summary, undone: step.undone }
    }
}

/// The answer to `onward history`.
#[derive(Serialize)]
pub struct History {
    /// Today.
    pub as_of: Day,
    /// The steps, newest first.
    pub steps: Vec<StepView>,
}

impl View for History {
    fn document(&self) -> Document {
        if self.steps.is_empty() {
            return Document(vec![Block::Text(Line::from("Nothing has been recorded yet."))]);
        }
        let row = |step: &StepView| {
            let state = if step.undone { "taken back" } else { "" };
            vec![
                short_id(step.id),
                Cell::from(moment(step.at, self.as_of)),
                Cell::from(step.summary.clone()),
                Cell::from(Line::of(Tone::Quiet, state)),
            ]
        };
        let headers = vec!["Id", "When", "What", ""];
        Document(vec![Block::Table(Table { headers, rows: self.steps.iter().map(row).collect() })])
    }
}

/// The answer to `onward undo`.
#[derive(Serialize)]
pub struct Undone {
    /// Today.
    pub as_of: Day,
    /// The step that was taken back.
    pub undone: StepView,
    /// The step that the next undo would take back.
    pub next: Option<StepView>,
    #[serde(skip)]
    later: String,
}

impl Undone {
    /// What was taken back, and what would be next.
    pub fn new(as_of: Day, undone: Step, next: Option<Step>) -> Self {
        let later = format!("took back: {}", undone.summary);
        let undone = StepView::from(Step { undone: true, ..undone });
        Self { as_of, undone, next: next.map(StepView::from), later }
    }
}

impl Written for Undone {
    fn later(&self) -> &str {
        &self.later
    }

    fn unchanged(&mut self) {}
}

impl View for Undone {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let when = moment(self.undone.at, self.as_of);
        let what = Line::of(Tone::Strong, format!("Took back: {}", self.undone.summary));
        document.text(what.and(Tone::Quiet, format!(" (recorded {when})")));
        if let Some(next) = &self.next {
            document.text(Line::of(Tone::Quiet, format!("Before it: {}", next.summary)));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}

/// A change that is no single record, a setting for instance.
#[derive(Serialize)]
#[serde(bound = "X: Serialize")]
pub struct Plain<X> {
    /// Today.
    pub as_of: Day,
    /// The keys of its JSON.
    #[serde(flatten)]
    pub keys: X,
    /// What is said of it.
    #[serde(skip)]
    pub said: Said,
    /// Whether anything is different now.
    #[serde(skip)]
    pub changed: bool,
}

impl<X: Serialize> Written for Plain<X> {
    fn later(&self) -> &str {
        &self.said.later
    }

    fn unchanged(&mut self) {
        self.changed = false;
    }
}

impl<X: Serialize> View for Plain<X> {
    fn document(&self) -> Document {
        said(&self.said, self.changed)
    }
}
