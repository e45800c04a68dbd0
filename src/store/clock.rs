//! The table of clocks.

use rusqlite::{Row, ToSql, params};

use super::{Record, Store};
use crate::domain::clock::Clock;
use crate::domain::id::Id;
use crate::error::Result;

impl Record for Clock {
    const WHAT: &'static str = "clock";
    const COMMAND: &'static str = "clock";
    const TABLE: &'static str = "clock";
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "since", "programme", "milestones", "hidden", "stopped_on", "recorded_at"];

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(params![
            self.id,
            self.name,
            self.since,
            self.programme,
            self.milestones,
            self.hidden,
            self.stopped_on,
            self.recorded_at
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            since: row.get("since")?,
            programme: row.get("programme")?,
            milestones: row.get("milestones")?,
            hidden: row.get("hidden")?,
            stopped_on: row.get("stopped_on")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Store {
    /// Every clock, hidden and stopped ones too, in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn clocks(&self) -> Result<Vec<Clock>> {
        self.all()
    }
}
