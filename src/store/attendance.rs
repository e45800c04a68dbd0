//! The table of attendances.

use rusqlite::{Row, ToSql, params};

use super::sql::held;
use super::{Record, Store};
use crate::domain::attendance::{Attendance, Proof, Role, Tally};
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::programme::Programme;
use crate::error::Result;

/// The roles that have a column of their own name; attending is the row itself.
const ROLES: [Role; 4] = [Role::Shared, Role::Chaired, Role::Spoke, Role::Service];

impl Record for Attendance {
    const WHAT: &'static str = "attendance";
    const COMMAND: &'static str = "attend";
    const TABLE: &'static str = "attendance";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "day",
        "meeting_id",
        "meeting",
        "programme",
        "venue",
        "shared",
        "chaired",
        "spoke",
        "service",
        "fit",
        "proof_kind",
        "proof_by",
        "proof_ref",
        "note",
        "recorded_at",
        "source",
        "start_time",
        "place",
        "liked",
        "missed",
    ];
    const DAY: &'static str = "day";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let [shared, chaired, spoke, service] = ROLES.map(|role| self.roles.contains(&role));
        let proof = self.proof.as_ref();
        with(params![
            self.id,
            self.day,
            self.meeting_id,
            self.meeting,
            self.programme,
            self.venue,
            shared,
            chaired,
            spoke,
            service,
            self.fit,
            proof.map(|proof| proof.kind),
            proof.and_then(|proof| proof.by.as_ref()),
            proof.and_then(|proof| proof.reference.as_ref()),
            self.note,
            self.recorded_at,
            self.source,
            self.start,
            self.place,
            self.liked,
            self.missed
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let proof = match row.get("proof_kind")? {
            Some(kind) => Some(Proof { kind, by: row.get("proof_by")?, reference: row.get("proof_ref")? }),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            day: row.get("day")?,
            meeting_id: row.get("meeting_id")?,
            meeting: row.get("meeting")?,
            programme: row.get("programme")?,
            venue: row.get("venue")?,
            roles: held(row, &ROLES, Role::as_str)?,
            fit: row.get("fit")?,
            proof,
            note: row.get("note")?,
            recorded_at: row.get("recorded_at")?,
            source: row.get("source")?,
            start: row.get("start_time")?,
            place: row.get("place")?,
            liked: row.get("liked")?,
            missed: row.get("missed")?,
        })
    }
}

impl Store {
    /// The day of every attendance in the window, in order; a day with two stands twice.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn attended_days(&self, window: Window) -> Result<Vec<Day>> {
        let found = self.connection.prepare("SELECT day FROM attendance WHERE day BETWEEN ?1 AND ?2 ORDER BY day");
        let days =
            found.and_then(|mut found| found.query_map([window.since, window.until], |row| row.get(0))?.collect());
        self.sql(days)
    }

    /// How many meetings were attended in the window.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn attended_in(&self, window: Window) -> Result<i64> {
        let sql = "SELECT count(*) FROM attendance WHERE day BETWEEN ?1 AND ?2";
        self.sql(self.connection.query_row(sql, params![window.since, window.until], |row| row.get(0)))
    }

    /// The attendances of the window by programme and by role.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn tally(&self, window: Window) -> Result<Tally> {
        let sql = "SELECT programme, shared, chaired, spoke, service FROM attendance WHERE day BETWEEN ?1 AND ?2";
        let attended = |row: &Row<'_>| Ok((row.get(0)?, held(row, &ROLES, Role::as_str)?));
        let found = self.connection.prepare(sql).and_then(|mut found| {
            let mut tally = Tally::default();
            for attendance in found.query_map(params![window.since, window.until], attended)? {
                let (programme, roles): (Option<Programme>, Vec<Role>) = attendance?;
                tally.add(programme.as_ref(), roles);
            }
            Ok(tally)
        });
        self.sql(found)
    }
}
