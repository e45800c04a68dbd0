//! The table of the plan: at most one row of each part.

use super::Store;
use super::table::record;
use crate::domain::plan::PlanPart;
use crate::error::Result;

record!(PlanPart, "plan part", command "plan", table "plan", day "recorded_at" {
    "id" = id,
    "part" = part,
    "text" = text,
    "recorded_at" = recorded_at,
});

impl Store {
    /// The parts of the plan that say something.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn plan(&self) -> Result<Vec<PlanPart>> {
        self.select("ORDER BY part = 'reasons' DESC, part = 'warning-signs' DESC", [])
    }
}
