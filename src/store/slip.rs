//! The table of slips.

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{Record, Store};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::slip::{Slip, Used};
use crate::error::Result;

impl Record for Slip {
    const WHAT: &'static str = "slip";
    const COMMAND: &'static str = "slip";
    const TABLE: &'static str = "slip";
    const COLUMNS: &'static [&'static str] =
        &["id", "clock_id", "clock", "from_day", "to_day", "trigger", "note", "recorded_at", "source"];
    const DAY: &'static str = "from_day";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let Used { from, to } = self.used;
        with(params![
            self.id,
            self.clock_id,
            self.clock,
            from,
            to,
            self.trigger,
            self.note,
            self.recorded_at,
            self.source
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            clock_id: row.get("clock_id")?,
            clock: row.get("clock")?,
            used: Used { from: row.get("from_day")?, to: row.get("to_day")? },
            trigger: row.get("trigger")?,
            note: row.get("note")?,
            recorded_at: row.get("recorded_at")?,
            source: row.get("source")?,
        })
    }
}

impl Store {
    /// The slips of one clock, by their first day.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn slips_of(&self, clock: &Clock) -> Result<Vec<Slip>> {
        self.select("WHERE clock_id = ?1 ORDER BY from_day", [clock.id])
    }

    /// The slip of this clock that has not ended yet.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn ongoing_slip(&self, clock: &Clock) -> Result<Option<Slip>> {
        Ok(self.select("WHERE clock_id = ?1 AND to_day IS NULL", [clock.id])?.pop())
    }

    /// The days of use on this clock that had begun by `today`, by their first day.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn uses_of(&self, clock: &Clock, today: Day) -> Result<Vec<Used>> {
        let sql = "SELECT from_day, to_day FROM slip WHERE clock_id = ?1 AND from_day <= ?2 ORDER BY from_day";
        let used = |row: &Row<'_>| Ok(Used { from: row.get(0)?, to: row.get(1)? });
        let found = self
            .connection
            .prepare(sql)
            .and_then(|mut found| found.query_map(params![clock.id, today], used)?.collect());
        self.sql(found)
    }

    /// Whether the clock has a slip that covers `day`.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn slip_on(&self, clock: &Clock, day: Day) -> Result<bool> {
        let sql = "SELECT 1 FROM slip WHERE clock_id = ?1 AND from_day <= ?2 AND coalesce(to_day, '9999-12-31') >= ?2 LIMIT 1";
        let found = self.connection.query_row(sql, params![clock.id, day], |_| Ok(())).optional();
        Ok(self.sql(found)?.is_some())
    }
}
