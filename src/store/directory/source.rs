//! The lists that were imported.

use rusqlite::{Row, Transaction, TransactionBehavior};

use super::Directory;
use crate::domain::directory::Source;
use crate::domain::text::Name;
use crate::error::Result;

const SOURCES: &str = "SELECT name, programme, zone, imported_at, read, rejected,
        (SELECT count(*) FROM meeting WHERE source = source.id AND gone_on IS NULL) AS active,
        (SELECT count(*) FROM meeting WHERE source = source.id AND gone_on IS NOT NULL) AS gone
    FROM source";

fn read(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        name: row.get("name")?,
        programme: row.get("programme")?,
        zone: row.get("zone")?,
        imported_at: row.get("imported_at")?,
        read: row.get("read")?,
        rejected: row.get("rejected")?,
        active: row.get("active")?,
        gone: row.get("gone")?,
    })
}

impl Directory {
    /// Every list, by its name.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>> {
        let found = self.connection.prepare(&format!("{SOURCES} ORDER BY name"));
        self.sql(found.and_then(|mut found| found.query_map([], read)?.collect()))
    }

    /// The list of this name, as names are compared.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn source(&self, name: &Name) -> Result<Option<Source>> {
        Ok(self.sources()?.into_iter().find(|source| source.name.key() == name.key()))
    }

    /// Removes a list and all its meetings.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn forget(&self, name: &Name) -> Result<()> {
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let transaction = self.sql(begun)?;
        let meetings =
            "SELECT meeting.id FROM meeting JOIN source ON source.id = meeting.source WHERE source.name = ?1";
        for table in ["word", "spot", "said"] {
            let key = if table == "word" { "rowid" } else { "id" };
            self.sql(transaction.execute(&format!("DELETE FROM {table} WHERE {key} IN ({meetings})"), [name]))?;
        }
        for sql in [
            "DELETE FROM meeting WHERE source = (SELECT id FROM source WHERE name = ?1)",
            "DELETE FROM source WHERE name = ?1",
        ] {
            self.sql(transaction.execute(sql, [name]))?;
        }
        // The number of a meeting may be given again, and the last search must not mean another one then.
        self.sql(transaction.execute("DELETE FROM found", []))?;
        self.sql(transaction.commit())?;
        // The room goes back to the disk; where that cannot be had, nothing is wrong.
        drop(self.connection.execute_batch("VACUUM"));
        Ok(())
    }
}
