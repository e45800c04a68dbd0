//! The table of contacts.

use rusqlite::params;

use super::Store;
use super::instant::recorded;
use super::table::record;
use crate::domain::contact::Contact;
use crate::domain::day::Day;
use crate::error::Result;

record!(Contact, "contact", command "contact", table "contact", day "recorded_at" {
    "id" = id,
    "name" = name,
    "role" = role,
    "programme" = programme,
    "phone" = phone,
    "handle" = handle,
    "every_days" = every,
    "sos_order" = order,
    "note" = note,
    "added_on" = added_on,
    "recorded_at" = recorded_at,
});

impl Store {
    /// Every contact: those with a place in the list first, then sponsors, then in the order of adding.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn contacts(&self) -> Result<Vec<Contact>> {
        let recorded = recorded();
        self.select(&format!("ORDER BY sos_order IS NULL, sos_order, role <> 'sponsor', {recorded}, id"), [])
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
