//! A win is a small victory that is kept, to be seen again on a hard day.

use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::text::Text;

/// A small victory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Win {
    /// Its id.
    pub id: Id,
    /// The day it belongs to.
    pub day: Day,
    /// What it was.
    pub text: Text,
    /// When it was recorded.
    pub recorded_at: Moment,
}
