//! The tables of work on the steps, and of what was written at it.

use super::Store;
use super::instant::recorded;
use super::table::record;
use crate::domain::stepwork::{Stepnote, Stepwork};
use crate::error::Result;

record!(Stepwork, "step", command "step", table "stepwork", day "coalesce(done_on, begun_on)" {
    "id" = id,
    "programme" = programme,
    "number" = number,
    "begun_on" = begun_on,
    "done_on" = done_on,
    "contact_id" = contact_id,
    "contact" = contact,
    "recorded_at" = recorded_at,
});

record!(Stepnote, "note on a step", command "step", table "stepnote", day "day" {
    "id" = id,
    "stepwork_id" = stepwork_id,
    "day" = day,
    "text" = text,
    "recorded_at" = recorded_at,
});

impl Store {
    /// All work on steps, by programme and step, the earliest time through it first.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn stepwork(&self) -> Result<Vec<Stepwork>> {
        self.select(&format!("ORDER BY programme, number, coalesce(begun_on, done_on), {}, id", recorded()), [])
    }

    /// What was written at one time through a step, in the order of its days.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn notes_of(&self, work: &Stepwork) -> Result<Vec<Stepnote>> {
        self.select(&format!("WHERE stepwork_id = ?1 ORDER BY day, {}, id", recorded()), [work.id])
    }

    /// How many notes were written at one time through a step.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn notes_on(&self, work: &Stepwork) -> Result<i64> {
        self.count("stepnote", "stepwork_id", work.id)
    }
}
