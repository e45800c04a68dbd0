//! What was imported from other programs, as far as the next import has to know.

use std::collections::BTreeSet;

use super::Store;
use crate::domain::id::Id;
use crate::domain::source::Source;
use crate::error::Result;

impl Store {
    /// The ids of all records that came from this program.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn imported_from(&self, source: Source) -> Result<BTreeSet<Id>> {
        let sql = "SELECT id FROM checkin WHERE source = ?1 UNION ALL SELECT id FROM slip WHERE source = ?1
            UNION ALL SELECT id FROM attendance WHERE source = ?1";
        let found = self.connection.prepare(sql);
        self.sql(found.and_then(|mut found| found.query_map([source], |row| row.get(0))?.collect()))
    }
}
