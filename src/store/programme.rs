//! The table of the person's own programmes.

use super::Store;
use super::table::record;
use crate::domain::programme::OwnProgramme;
use crate::error::Result;

record!(OwnProgramme, "programme", command "programme", table "programme", day "recorded_at" {
    "id" = id,
    "name" = programme,
    "title" = title,
    "steps" = steps,
    "helper" = helper,
    "token" = token,
    "milestones" = milestones,
    "recorded_at" = recorded_at,
});

impl Store {
    /// The person's own programmes in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn own_programmes(&self) -> Result<Vec<OwnProgramme>> {
        self.all()
    }
}
