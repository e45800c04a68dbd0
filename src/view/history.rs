//! The latest changes, and what an undo took back or a redo brought back.

use serde::Serialize;

use super::View;
use super::change::{Said, Written, said};
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::short_id;
use super::words::moment;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::step::{Step, StepKind};

/// One step of the log.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    id: Id,
    at: Moment,
    command: String,
    summary: String,
    undone: bool,
    redone: bool,
    kind: StepKind,
    /// The id of the step that this one took back.
    undoes: Option<Id>,
    #[serde(skip)]
    subject: String,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        Self {
            kind: step.kind(),
            subject: step.subject().to_owned(),
            id: step.id,
            at: step.at,
            command: step.command,
            summary: step.summary,
            undone: step.undone,
            redone: step.redone,
            undoes: step.undoes_id,
        }
    }
}

impl StepView {
    /// What became of it.
    fn state(&self) -> &'static str {
        match (self.kind, self.undone, self.redone) {
            (StepKind::Change | StepKind::Redo, true, _) => "taken back",
            (StepKind::Undo, true, _) | (StepKind::Change, _, true) => "brought back",
            _ => "",
        }
    }
}

/// The answer to `onward history`.
#[derive(Serialize)]
pub struct History {
    /// Today.
    pub as_of: Day,
    /// The steps, newest first.
    pub steps: Vec<StepView>,
    /// The step that an undo would take back now.
    pub undo: Option<StepView>,
    /// The undo that a redo would take back now.
    pub redo: Option<StepView>,
}

impl History {
    fn row(&self, step: &StepView) -> Vec<Cell> {
        let next = |other: &Option<StepView>| other.as_ref().is_some_and(|other| other.id == step.id);
        let state = if next(&self.undo) {
            Line::of(Tone::Strong, "undo takes this back")
        } else if next(&self.redo) {
            Line::of(Tone::Strong, "redo brings this back")
        } else {
            Line::of(Tone::Quiet, step.state())
        };
        let when = Cell::from(moment(step.at, self.as_of));
        vec![short_id(step.id), when, Cell::from(step.summary.clone()), Cell::from(state)]
    }
}

impl View for History {
    fn document(&self) -> Document {
        if self.steps.is_empty() {
            return Document(vec![Block::Text(Line::from("Nothing has been recorded yet."))]);
        }
        let headers = vec!["Id", "When", "What", ""];
        let rows = self.steps.iter().map(|step| self.row(step)).collect();
        let mut document = Document(vec![Block::Table(Table { headers, rows })]);
        let none = "There is nothing that undo could take back.".to_owned();
        document.text(self.undo.as_ref().map_or(none, |step| format!("onward undo takes back: {}", step.subject)));
        if let Some(step) = &self.redo {
            document.text(format!("onward redo brings back: {}", step.subject));
        }
        document
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
        let later = format!("{}{}", StepKind::Undo.prefix(), undone.subject());
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
        let how = if self.undone.kind == StepKind::Redo { "brought back" } else { "recorded" };
        let when = moment(self.undone.at, self.as_of);
        let what = Line::of(Tone::Strong, format!("Took back: {}", self.undone.subject));
        document.text(what.and(Tone::Quiet, format!(" ({how} {when}). Bring back:\u{a0}onward\u{a0}redo")));
        if let Some(next) = &self.next {
            document.text(Line::of(Tone::Quiet, format!("Before it: {}", next.subject)));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}

/// The answer to `onward redo`.
#[derive(Serialize)]
pub struct Redone {
    /// Today.
    pub as_of: Day,
    /// The undo that was taken back.
    pub redone: StepView,
    /// The undo that the next redo would take back.
    pub next: Option<StepView>,
    #[serde(skip)]
    later: String,
}

impl Redone {
    /// What was brought back, by taking back this undo, and what would be next.
    pub fn new(as_of: Day, undo: Step, next: Option<Step>) -> Self {
        let later = format!("{}{}", StepKind::Redo.prefix(), undo.subject());
        let redone = StepView::from(Step { undone: true, ..undo });
        Self { as_of, redone, next: next.map(StepView::from), later }
    }
}

impl Written for Redone {
    fn later(&self) -> &str {
        &self.later
    }

    fn unchanged(&mut self) {}
}

impl View for Redone {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let when = moment(self.redone.at, self.as_of);
        let what = Line::of(Tone::Strong, format!("Brought back: {}", self.redone.subject));
        document.text(what.and(Tone::Quiet, format!(" (taken back {when}). Take back:\u{a0}onward\u{a0}undo")));
        if let Some(next) = &self.next {
            document.text(Line::of(Tone::Quiet, format!("Redo again brings back: {}", next.subject)));
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
