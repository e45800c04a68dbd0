//! The table of saved meetings.

use rusqlite::{Row, ToSql, params};

use super::{Record, Store};
use crate::domain::id::Id;
use crate::domain::meeting::Meeting;
use crate::error::Result;

impl Record for Meeting {
    const WHAT: &'static str = "meeting";
    const COMMAND: &'static str = "meeting";
    const TABLE: &'static str = "meeting";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "programme",
        "weekdays",
        "start_time",
        "end_time",
        "zone",
        "venue",
        "access",
        "place",
        "link",
        "note",
        "home_group",
        "recorded_at",
    ];

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(params![
            self.id,
            self.name,
            self.programme,
            self.weekdays,
            self.start,
            self.end,
            self.zone,
            self.venue,
            self.access,
            self.place,
            self.link,
            self.note,
            self.home_group,
            self.recorded_at
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            programme: row.get("programme")?,
            weekdays: row.get("weekdays")?,
            start: row.get("start_time")?,
            end: row.get("end_time")?,
            zone: row.get("zone")?,
            venue: row.get("venue")?,
            access: row.get("access")?,
            place: row.get("place")?,
            link: row.get("link")?,
            note: row.get("note")?,
            home_group: row.get("home_group")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Store {
    /// Every saved meeting in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn meetings(&self) -> Result<Vec<Meeting>> {
        self.all()
    }

    /// How many attendances name this saved meeting.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn times_attended(&self, meeting: &Meeting) -> Result<i64> {
        self.count("attendance", "meeting_id", meeting.id)
    }
}
