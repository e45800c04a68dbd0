//! The table of the person's own helplines.

use super::Store;
use super::table::record;
use crate::domain::helpline::Helpline;
use crate::error::Result;

record!(Helpline, "helpline", command "helpline", table "helpline", day "recorded_at" {
    "id" = id,
    "country" = country,
    "name" = name,
    "how" = how,
    "hours" = hours,
    "checked_on" = checked_on,
    "hidden" = hidden,
    "recorded_at" = recorded_at,
});

impl Store {
    /// The person's own helplines in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn own_helplines(&self) -> Result<Vec<Helpline>> {
        self.all()
    }
}
