//! The table of contacts.

use rusqlite::{Row, ToSql, params};

use super::{Record, Store};
use crate::domain::contact::Contact;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::error::Result;

impl Record for Contact {
    const WHAT: &'static str = "contact";
    const COMMAND: &'static str = "contact";
    const TABLE: &'static str = "contact";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "role",
        "programme",
        "phone",
        "handle",
        "every_days",
        "sos_order",
        "note",
        "added_on",
        "recorded_at",
    ];

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(params![
            self.id,
            self.name,
            self.role,
            self.programme,
            self.phone,
            self.handle,
            self.every,
            self.order,
            self.note,
            self.added_on,
            self.recorded_at
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            role: row.get("role")?,
            programme: row.get("programme")?,
            phone: row.get("phone")?,
            handle: row.get("handle")?,
            every: row.get("every_days")?,
            order: row.get("sos_order")?,
            note: row.get("note")?,
            added_on: row.get("added_on")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Store {
    /// Every contact: those with a place in the list first, then sponsors, then in the order of adding.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn contacts(&self) -> Result<Vec<Contact>> {
        self.select("ORDER BY sos_order IS NULL, sos_order, role <> 'sponsor', recorded_at, id", [])
    }

    /// The day of the last reach-out with this contact, by `today`.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn last_reached(&self, contact: &Contact, today: Day) -> Result<Option<Day>> {
        let sql = "SELECT max(day) FROM reach WHERE contact_id = ?1 AND day <= ?2";
        self.sql(self.connection.query_row(sql, params![contact.id, today], |row| row.get(0)))
    }

    /// How many reach-outs name this contact.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn times_reached(&self, contact: &Contact) -> Result<i64> {
        self.count("reach", "contact_id", contact.id)
    }
}
