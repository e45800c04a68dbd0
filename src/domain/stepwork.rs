//! Work on the steps of a programme: one time through one step, with whom, and what was written at it.
//!
//! Nothing of the fellowships' texts is here: a step is its number. What the log of changes calls a step is another
//! thing and stands in `step`.

use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::programme::Programme;
use super::text::{Name, Text};

/// One time through one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepwork {
    /// Its id.
    pub id: Id,
    /// The programme whose step it is.
    pub programme: Programme,
    /// Which step.
    pub number: u8,
    /// The day it was begun; none where only its end is known.
    pub begun_on: Option<Day>,
    /// The day it was done; none while it is being worked on.
    pub done_on: Option<Day>,
    /// The contact it is worked with; none once that contact was removed, or where it is worked alone.
    pub contact_id: Option<Id>,
    /// That contact's name when it was recorded.
    pub contact: Option<Name>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// Something written at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepnote {
    /// Its id.
    pub id: Id,
    /// The time through the step that it belongs to.
    pub stepwork_id: Id,
    /// The day it was written.
    pub day: Day,
    /// What it says.
    pub text: Text,
    /// When it was recorded.
    pub recorded_at: Moment,
}
