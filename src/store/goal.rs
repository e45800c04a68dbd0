//! The table of goals: at most one row of each kind.

use rusqlite::{Row, ToSql, params};

use super::{Record, Store};
use crate::domain::goal::{Goal, Target};
use crate::domain::id::Id;
use crate::error::Result;

impl Record for Goal {
    const WHAT: &'static str = "goal";
    const COMMAND: &'static str = "goal";
    const TABLE: &'static str = "goal";
    const COLUMNS: &'static [&'static str] =
        &["id", "kind", "meetings", "days", "from_day", "once_a_day", "recorded_at"];
    const DAY: &'static str = "recorded_at";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let (kind, days, from, once) = match self.target {
            Target::PerWeek => ("per-week", None, None, false),
            Target::InDays { days, from, once_a_day } => ("in-days", Some(days), Some(from), once_a_day),
        };
        with(params![self.id, kind, self.meetings, days, from, once, self.recorded_at])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let target = match row.get("days")? {
            Some(days) => Target::InDays { days, from: row.get("from_day")?, once_a_day: row.get("once_a_day")? },
            None => Target::PerWeek,
        };
        Ok(Self { id: row.get("id")?, meetings: row.get("meetings")?, target, recorded_at: row.get("recorded_at")? })
    }
}

impl Store {
    /// The goals in force, the weekly one last.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn goals(&self) -> Result<Vec<Goal>> {
        self.select("ORDER BY kind", [])
    }
}
