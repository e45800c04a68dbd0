//! A step is what one command changed: the unit of undo, and a line of the history.

use super::id::Id;
use super::moment::Moment;

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
    /// The step that it took back, for an undo.
    pub undoes: Option<i64>,
    /// It has been taken back.
    pub undone: bool,
}
