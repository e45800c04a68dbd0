//! When something was last written down, by the clock that was asked then.

use rusqlite::{OptionalExtension, Row};

use super::Store;
use super::instant::instant;
use crate::domain::moment::Moment;
use crate::error::Result;

impl Store {
    /// The latest instant at which anything was recorded or changed; none where nothing ever was.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn last_written(&self) -> Result<Option<Moment>> {
        let dated = "SELECT found.name FROM sqlite_schema AS found, pragma_table_info(found.name) AS held
            WHERE found.type = 'table' AND held.name = 'recorded_at'";
        let name = |row: &Row<'_>| row.get::<_, String>(0);
        let tables = self.connection.prepare(dated).and_then(|mut found| found.query_map([], name)?.collect());
        let tables: Vec<String> = self.sql(tables)?;
        let recorded = tables.iter().map(|table| self.latest_in(table, "recorded_at"));
        let all: Vec<Option<Moment>> = recorded.chain([self.latest_in("step", "at")]).collect::<Result<_>>()?;
        Ok(all.into_iter().flatten().max())
    }

    fn latest_in(&self, table: &str, column: &str) -> Result<Option<Moment>> {
        let sql = format!("SELECT \"{column}\" FROM \"{table}\" ORDER BY {} DESC LIMIT 1", instant(column));
        self.sql(self.connection.query_row(&sql, [], |row| row.get(0)).optional())
    }
}
