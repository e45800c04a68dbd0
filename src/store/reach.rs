//! The table of reach-outs.

use rusqlite::{Row, ToSql, params};

use super::Record;
use crate::domain::id::Id;
use crate::domain::reach::Reach;

impl Record for Reach {
    const WHAT: &'static str = "reach-out";
    const COMMAND: &'static str = "reach";
    const TABLE: &'static str = "reach";
    const COLUMNS: &'static [&'static str] =
        &["id", "contact_id", "contact", "day", "channel", "direction", "note", "recorded_at"];
    const DAY: &'static str = "day";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(params![
            self.id,
            self.contact_id,
            self.contact,
            self.day,
            self.channel,
            self.direction,
            self.note,
            self.recorded_at
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            contact_id: row.get("contact_id")?,
            contact: row.get("contact")?,
            day: row.get("day")?,
            channel: row.get("channel")?,
            direction: row.get("direction")?,
            note: row.get("note")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}
