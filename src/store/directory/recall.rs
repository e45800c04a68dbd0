//! What the last search showed, so that `meeting save 3` means something. It is no record: where it cannot be written,
//! a search answers all the same.

use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::Directory;
use crate::domain::directory::Number;
use crate::domain::id::Id;
use crate::error::Result;

/// A meeting that a search showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// One of the person's own.
    Own(Id),
    /// A published one, by its number in the directory.
    Published(i64),
}

fn which(row: &Row<'_>) -> rusqlite::Result<Which> {
    match row.get::<_, Option<i64>>(0)? {
        Some(id) => Ok(Which::Published(id)),
        None => row.get(1).map(Which::Own),
    }
}

impl Directory {
    /// Keeps what a search shows, numbered from 1; whether that could be done.
    pub fn remember(&self, shown: &[Which]) -> bool {
        self.try_to_remember(shown).is_ok()
    }

    fn try_to_remember(&self, shown: &[Which]) -> rusqlite::Result<()> {
        let held: Vec<Which> = self
            .connection
            .prepare("SELECT meeting, own FROM found ORDER BY number")?
            .query_map([], which)?
            .collect::<rusqlite::Result<_>>()?;
        // The same search again costs no write.
        if held == shown {
            return Ok(());
        }
        // An import that goes on is not waited for.
        self.connection.busy_timeout(std::time::Duration::from_millis(50))?;
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM found", [])?;
        {
            let mut insert = transaction.prepare("INSERT INTO found (number, meeting, own) VALUES (?1, ?2, ?3)")?;
            for (at, which) in shown.iter().enumerate() {
                let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
                match which {
                    Which::Own(id) => insert.execute(params![number, None::<i64>, id])?,
                    Which::Published(id) => insert.execute(params![number, id, None::<Id>])?,
                };
            }
        }
        transaction.commit()
    }

    /// The meeting that stood under this number.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn recall(&self, number: Number) -> Result<Option<Which>> {
        let sql = "SELECT meeting, own FROM found WHERE number = ?1";
        let found = self.connection.query_row(sql, [i64::from(number.0)], which);
        self.sql(found.optional())
    }

    /// How many meetings the last search showed.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn recalled(&self) -> Result<u32> {
        self.sql(self.connection.query_row("SELECT count(*) FROM found", [], |row| row.get(0)))
    }
}
