//! Everything that was recorded, read out whole and put in.
//!
//! What comes from outside is kept in a store of its own in memory first (`fill`), read as records there
//! (`check`), and only what stood both is added to the person's. The log is not part of an archive: it tells how
//! the records came about on this machine.

pub(super) mod check;
mod fill;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, ToSql, Transaction, TransactionBehavior, params_from_iter};

use super::schema::{self, LOGGED, Logged};
use super::{Store, Writer};
use crate::domain::archive::{Archive, Cell, Table};
use crate::error::{Error, Result};

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Empty => ToSqlOutput::Owned(Value::Null),
            Self::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

impl FromSql for Cell {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(Self::Empty),
            ValueRef::Integer(number) => Ok(Self::Number(number)),
            ValueRef::Text(_) => Ok(Self::Text(value.as_str()?.to_owned())),
            ValueRef::Real(_) | ValueRef::Blob(_) => Err(FromSqlError::InvalidType),
        }
    }
}

/// Every value of a row.
fn cells(row: &Row<'_>) -> rusqlite::Result<Vec<Cell>> {
    (0..row.as_ref().column_count()).map(|at| row.get(at)).collect()
}

fn quoted(columns: &[impl AsRef<str>]) -> String {
    columns.iter().map(|column| format!("\"{}\"", column.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The statement that adds one row.
fn insertion(table: &str, columns: &[String]) -> String {
    let marks = vec!["?"; columns.len()].join(", ");
    format!("INSERT INTO \"{table}\" ({}) VALUES ({marks})", quoted(columns))
}

impl Store {
    /// Everything that was recorded, as of one moment; the rows in the order of their keys, so that the same
    /// records are always the same archive.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn archive(&self) -> Result<Archive> {
        // Inside a step there is a transaction already, and with it one moment.
        let alone = self.connection.is_autocommit();
        let begin = || Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred);
        let _moment = alone.then(begin).transpose().map_err(|error| self.trouble(error))?;
        let tables = LOGGED.iter().map(|table| self.table(table)).collect::<rusqlite::Result<_>>();
        Ok(Archive { version: schema::VERSION, tables: self.sql(tables)? })
    }

    fn table(&self, table: &Logged) -> rusqlite::Result<Table> {
        let sql = format!("SELECT * FROM main.\"{}\" ORDER BY {}", table.name, quoted(table.key));
        let mut found = self.connection.prepare(&sql)?;
        let columns: Vec<String> = found.column_names().map(str::to_owned).collect();
        let rows = found.query_map([], cells)?.collect::<rusqlite::Result<_>>()?;
        Ok(Table { name: table.name.to_owned(), columns, rows })
    }

    /// The same archive as this version has it: every value allowed and written as it is always written, every
    /// reference to something that is there. An older version's archive is brought up to date like an older file.
    ///
    /// # Errors
    /// A refusal that names the table and the row; or that a newer version is needed.
    pub fn checked(archive: &Archive) -> Result<Archive> {
        let store = fill::filled(archive)?;
        store.check(archive)?;
        store.archive()
    }
}

impl Writer<'_> {
    /// Adds these rows.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn add(&self, tables: &[&Table]) -> Result<()> {
        for table in tables.iter().filter(|table| !table.rows.is_empty()) {
            self.watch_new(&table.name)?;
            let mut insert = self.sql(self.connection.prepare(&insertion(&table.name, &table.columns)))?;
            for row in &table.rows {
                self.sql(insert.execute(params_from_iter(row)))?;
            }
        }
        Ok(())
    }
}

/// The refusal of one row of an archive.
fn wrong_row(table: &Table, row: &[Cell], why: impl std::fmt::Display) -> Error {
    let nth = table.rows.iter().position(|known| known == row).map_or(0, |at| at + 1);
    let id = table.text(row, "id").map(|id| format!(" (id {id})")).unwrap_or_default();
    Error::refused(format!("{}, row {nth}{id}: {why}", table.name))
        .hint("nothing was imported; correct the row in the file, or export again and import that")
}

#[cfg(test)]
mod tests;
