//! The table of clocks.

use super::Store;
use super::table::record;
use crate::domain::clock::Clock;
use crate::error::Result;

record!(Clock, "clock", command "clock", table "clock", day "recorded_at" {
    "id" = id,
    "name" = name,
    "since" = since,
    "programme" = programme,
    "milestones" = milestones,
    "hidden" = hidden,
    "stopped_on" = stopped_on,
    "recorded_at" = recorded_at,
});

impl Store {
    /// Every clock, hidden and stopped ones too, in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn clocks(&self) -> Result<Vec<Clock>> {
        self.all()
    }
}
