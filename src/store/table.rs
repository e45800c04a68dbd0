//! What all tables have in common: a record is saved, found, listed and removed in the same way.

use rusqlite::{Params, Row, ToSql, params};

use super::instant::recorded;
use super::{Store, Writer};
use crate::domain::day::Day;
use crate::domain::id::{Id, IdArg};
use crate::error::{Error, Result};

/// A row of one table as a value of the domain: the columns and both ways of mapping them, written once.
pub trait Record: Sized {
    /// What a person calls it: `check-in`, `reach-out`.
    const WHAT: &'static str;
    /// The command that lists them: `checkin`, `attend`.
    const COMMAND: &'static str;
    /// The table.
    const TABLE: &'static str;
    /// Its columns, `id` first.
    const COLUMNS: &'static [&'static str];
    /// The column with the day it happened on, newest of which lists show first.
    const DAY: &'static str;

    /// The record's id.
    fn id(&self) -> Id;

    /// Passes the values, in the order of [`Record::COLUMNS`], to `with`.
    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R;

    /// The record in a row.
    ///
    /// # Errors
    /// When a column holds what the domain refuses.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

/// How a struct whose fields are columns is kept: the columns and both ways of mapping them, from one list.
macro_rules! record {
    ($type:ty, $what:literal, command $command:literal, table $table:literal, day $day:literal {
        $($column:literal = $field:ident),+ $(,)?
    }) => {
        impl $crate::store::Record for $type {
            const WHAT: &'static str = $what;
            const COMMAND: &'static str = $command;
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$($column),+];
            const DAY: &'static str = $day;

            fn id(&self) -> $crate::domain::id::Id {
                self.id
            }

            fn values<R>(&self, with: impl FnOnce(&[&dyn rusqlite::ToSql]) -> R) -> R {
                with(rusqlite::params![$(self.$field),+])
            }

            fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                Ok(Self { $($field: row.get($column)?),+ })
            }
        }
    };
}

pub(super) use record;

fn columns<R: Record>() -> String {
    // Written for every record of an import: one text, and none for each column.
    format!("\"{}\"", R::COLUMNS.join("\", \""))
}

impl Store {
    /// The records of a table for which the rest of the query holds.
    pub(super) fn select<R: Record>(&self, rest: &str, params: impl Params) -> Result<Vec<R>> {
        let sql = format!("SELECT {} FROM \"{}\" {rest}", columns::<R>(), R::TABLE);
        self.sql(self.connection.prepare(&sql).and_then(|mut found| found.query_map(params, R::read)?.collect()))
    }

    /// All records of a table in the order in which they were recorded.
    pub(super) fn all<R: Record>(&self) -> Result<Vec<R>> {
        self.select(&format!("ORDER BY {}, id", recorded()), [])
    }

    /// The records of the days `since` to `until`, newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn newest<R: Record>(&self, since: Option<Day>, until: Option<Day>, limit: u32) -> Result<Vec<R>> {
        let (day, recorded) = (R::DAY, recorded());
        let rest = format!(
            "WHERE {day} >= coalesce(?1, '') AND {day} <= coalesce(?2, '9999-12-31') \
             ORDER BY {day} DESC, {recorded} DESC, id DESC LIMIT ?3"
        );
        self.select(&rest, params![since, until, limit])
    }

    /// The records whose id has this ending, two at the most.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn with_id<R: Record>(&self, wanted: &IdArg) -> Result<Vec<R>> {
        self.select("WHERE id LIKE '%' || ?1 LIMIT 2", [wanted.ending()])
    }

    /// The one record whose id has this ending.
    ///
    /// # Errors
    /// A refusal when there is none, or more than one.
    pub fn by_id<R: Record>(&self, wanted: &IdArg) -> Result<R> {
        let mut found: Vec<R> = self.with_id(wanted)?;
        let what = R::WHAT;
        match (found.pop(), found.pop()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(Error::refused(format!("there is no {what} with the id {wanted}"))
                .hint(format!("`onward {} list` shows the ids", R::COMMAND))),
            _ => Err(Error::refused(format!("more than one {what} has an id that ends in {wanted}"))
                .hint("write more of the id; --json lists show all of it")),
        }
    }

    /// How many records point at this one.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub(super) fn count(&self, table: &str, column: &str, id: Id) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM \"{table}\" WHERE \"{column}\" = ?1");
        self.sql(self.connection.query_row(&sql, [id], |row| row.get(0)))
    }
}

impl Writer<'_> {
    /// Adds a record.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn insert<R: Record>(&self, record: &R) -> Result<()> {
        self.watch_new(R::TABLE)?;
        let marks = vec!["?"; R::COLUMNS.len()].join(", ");
        let sql = format!("INSERT INTO \"{}\" ({}) VALUES ({marks})", R::TABLE, columns::<R>());
        self.execute_with(&sql, record)
    }

    /// Gives the record of this id its new values.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn update<R: Record>(&self, record: &R) -> Result<()> {
        self.watch_all()?;
        let new: Vec<String> =
            R::COLUMNS.iter().enumerate().map(|(at, name)| format!("\"{name}\" = ?{}", at + 1)).collect();
        let sql = format!("UPDATE \"{}\" SET {} WHERE id = ?1", R::TABLE, new.join(", "));
        self.execute_with(&sql, record)
    }

    fn execute_with<R: Record>(&self, sql: &str, record: &R) -> Result<()> {
        let done = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| record.values(|values| statement.execute(values)));
        self.sql(done).map(drop)
    }

    /// Removes the record's row; rows that point at it stay and keep the name they copied.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn remove<R: Record>(&self, record: &R) -> Result<()> {
        self.watch_all()?;
        let sql = format!("DELETE FROM \"{}\" WHERE id = ?1", R::TABLE);
        self.sql(self.connection.execute(&sql, [record.id()])).map(drop)
    }
}
