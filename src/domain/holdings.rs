//! What a data file holds, in numbers: enough to tell one copy from another.
//!
//! Not here: whether anything would be lost with it. The log of changes is in no number.

use super::day::Day;

/// The records of a data file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holdings {
    /// How many there are of each kind, by the name of one: `check-in`.
    pub kinds: Vec<(&'static str, i64)>,
    /// The newest day that anything is recorded for.
    pub newest: Option<Day>,
}
