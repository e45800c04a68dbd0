//! Whether a data file is sound, and what it holds.

use rusqlite::Row;

use super::Store;
use super::schema::LOGGED;
use crate::domain::day::Day;
use crate::domain::holdings::Holdings;
use crate::error::Result;

/// The kinds of records, each with its table and the column of its day.
const KINDS: &[(&str, &str, Option<&str>)] = &[
    ("check-in", "checkin", Some("day")),
    ("clock", "clock", None),
    ("slip", "slip", Some("from_day")),
    ("attendance", "attendance", Some("day")),
    ("meeting", "meeting", None),
    ("reach-out", "reach", Some("day")),
    ("contact", "contact", None),
    ("goal", "goal", None),
    ("urge", "urge", Some("day")),
    ("step", "stepwork", Some("coalesce(done_on, begun_on)")),
    ("worksheet", "worksheet", Some("day")),
    ("win", "win", Some("day")),
    ("plan part", "plan", None),
    ("programme", "programme", None),
    ("helpline", "helpline", None),
    ("field list", "audience", None),
    ("shared file", "shared", Some("day")),
];

impl Store {
    /// How many records there are of each kind, and the newest day.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn holdings(&self) -> Result<Holdings> {
        let mut holdings = Holdings::default();
        let there = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let there =
            self.connection.prepare(there).and_then(|mut found| found.query_map([], |row| row.get(0))?.collect());
        let there: Vec<String> = self.sql(there)?;
        // A file that is still to be brought up to date has fewer tables.
        for (kind, table, day) in KINDS.iter().filter(|(_, table, _)| there.iter().any(|name| name == table)) {
            let newest = day.map_or("NULL".to_owned(), |day| format!("max({day})"));
            let sql = format!("SELECT count(*), {newest} FROM \"{table}\"");
            let found = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Day>>(1)?));
            let (count, newest) = self.sql(self.connection.query_row(&sql, [], found))?;
            holdings.kinds.push((kind, count));
            holdings.newest = holdings.newest.max(newest);
        }
        Ok(holdings)
    }

    /// Whether there is nothing in it that anybody could miss: no record, no setting, and nothing to undo or redo.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        let there = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let there =
            self.connection.prepare(there).and_then(|mut found| found.query_map([], |row| row.get(0))?.collect());
        let there: Vec<String> = self.sql(there)?;
        for table in LOGGED.iter().map(|logged| logged.name).chain(["step"]) {
            let any = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\")");
            if there.iter().any(|name| name == table)
                && self.sql(self.connection.query_row(&any, [], |row| row.get::<_, bool>(0)))?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is unsound about the file's own structure, in SQLite's words; empty when nothing is.
    ///
    /// # Errors
    /// When it cannot even be checked.
    pub fn faults(&self) -> Result<Vec<String>> {
        let text = |row: &Row<'_>| row.get::<_, String>(0);
        let found = self.connection.prepare("PRAGMA integrity_check(10)");
        let mut faults: Vec<String> = self.sql(found.and_then(|mut found| found.query_map([], text)?.collect()))?;
        faults.retain(|fault| fault != "ok");
        let dangling = "SELECT 'a row of ' || \"table\" || ' points at a ' || parent || ' that is not there' FROM pragma_foreign_key_check";
        let found = self.connection.prepare(dangling);
        let dangling: Vec<String> = self.sql(found.and_then(|mut found| found.query_map([], text)?.collect()))?;
        faults.extend(dangling);
        Ok(faults)
    }
}
