//! The table of who may see what.

use super::Store;
use super::table::record;
use crate::domain::audience::FieldList;
use crate::error::Result;

record!(FieldList, "field list", command "config audience", table "audience", day "recorded_at" {
    "id" = id,
    "audience" = audience,
    "contact_id" = contact_id,
    "clock_id" = clock_id,
    "fields" = fields,
    "recorded_at" = recorded_at,
});

impl Store {
    /// Every field list that the person made, in the order in which they were.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn field_lists(&self) -> Result<Vec<FieldList>> {
        self.all()
    }
}
