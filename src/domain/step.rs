//! A step is what one command changed: the unit of undo, and a line of the history.
//!
//! Undo and redo are steps too. An undo takes back a change or a redo, a redo takes back an undo, and a step is
//! taken back at most once; so what became of a change is told by following the steps that came after it.

use std::collections::BTreeMap;

use super::id::Id;
use super::moment::Moment;
use super::word::words;

words! {
    /// What a step is.
    StepKind, "a kind of step" {
        /// A command that recorded, changed or removed something.
        Change = "change",
        /// A change, or a redo, was taken back.
        Undo = "undo",
        /// An undo was taken back: what it took back is there again.
        Redo = "redo",
    }
}

impl StepKind {
    /// The kind of a step that this command made.
    pub fn of(command: &str) -> Self {
        match command {
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            _ => Self::Change,
        }
    }

    /// What stands before the words of the change, in the summary of such a step.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Change => "",
            Self::Undo => "took back: ",
            Self::Redo => "brought back: ",
        }
    }
}

/// One step of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its place in the order of all steps.
    pub seq: i64,
    /// Its id, the same on every device.
    pub id: Id,
    /// When it was made.
    pub at: Moment,
    /// The command, `checkin` or `clock add`.
    pub command: String,
    /// What it did, in words.
    pub summary: String,
    /// The place of the step that it took back; none for a change, and where the log no longer reaches back to it.
    pub undoes: Option<i64>,
    /// The id of that step.
    pub undoes_id: Option<Id>,
    /// It was taken back, and it was not brought back since.
    pub undone: bool,
    /// It was taken back, and was brought back since.
    pub redone: bool,
}

impl Step {
    /// What it is.
    pub fn kind(&self) -> StepKind {
        StepKind::of(&self.command)
    }

    /// The words of the change that it made, took back or brought back.
    pub fn subject(&self) -> &str {
        self.summary.strip_prefix(self.kind().prefix()).unwrap_or(&self.summary)
    }
}

/// Says of each step what became of it. `newest_first` begins with the latest step there is, so that whatever
/// took a step back stands before it.
pub fn follow(newest_first: &mut [Step]) {
    // For each step that was taken back: whether the step that did so holds.
    let mut taken_back = BTreeMap::new();
    for step in newest_first {
        let holds = taken_back.get(&step.seq).copied();
        step.undone = holds == Some(true);
        step.redone = holds == Some(false);
        if let Some(earlier) = step.undoes {
            taken_back.insert(earlier, !step.undone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(seq: i64, command: &str, undoes: Option<i64>) -> Step {
        Step {
            seq,
            id: Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
            at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
            command: command.to_owned(),
            summary: format!("{}it", StepKind::of(command).prefix()),
            undoes,
            undoes_id: None,
            undone: false,
            redone: false,
        }
    }

    /// What became of a change when so many steps followed, each taking back the one before it.
    fn after(steps: i64) -> (bool, bool) {
        let mut all = vec![step(1, "checkin", None)];
        for seq in 2..=steps {
            all.insert(0, step(seq, if seq % 2 == 0 { "undo" } else { "redo" }, Some(seq - 1)));
        }
        follow(&mut all);
        let change = all.last().unwrap();
        (change.undone, change.redone)
    }

    #[test]
    fn what_became_of_a_change_follows_every_undo_and_redo_after_it() {
        assert_eq!(after(1), (false, false));
        assert_eq!(after(2), (true, false));
        assert_eq!(after(3), (false, true));
        assert_eq!(after(4), (true, false));
        assert_eq!(after(5), (false, true));
    }

    #[test]
    fn an_undo_and_a_redo_are_about_the_change() {
        for command in ["checkin", "undo", "redo"] {
            assert_eq!(step(1, command, None).subject(), "it");
        }
    }
}
