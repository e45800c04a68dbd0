//! Whether a data file is sound, and what it holds.

use rusqlite::Row;

use super::Store;
use super::schema::{Counted, DERIVED, LOGGED, Logged};
use crate::domain::day::Day;
use crate::domain::holdings::Holdings;
use crate::error::Result;

impl Store {
    /// Whether there is nothing in it that anybody could miss: no record, no setting, and no change that could be
    /// taken back or brought back. Only what is derived from other tables does not count.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        for table in self.tables()?.iter().filter(|table| !DERIVED.contains(&table.as_str())) {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\")");
            if self.sql(self.connection.query_row(&sql, [], |row| row.get::<_, bool>(0)))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many records there are of each kind, and the newest day: what is told of a copy. Whether anything would be
    /// lost with it is what [`Store::is_empty`] says.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn holdings(&self) -> Result<Holdings> {
        let mut holdings = Holdings::default();
        let there = self.tables()?;
        // A file that is still to be brought up to date has fewer tables.
        for Logged { name, counted, .. } in LOGGED.iter().filter(|table| there.iter().any(|name| name == table.name)) {
            let Counted::As { one, day } = counted else { continue };
            let newest = day.map_or("NULL".to_owned(), |day| format!("max({day})"));
            let sql = format!("SELECT count(*), {newest} FROM \"{name}\"");
            let found = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Day>>(1)?));
            let (count, newest) = self.sql(self.connection.query_row(&sql, [], found))?;
            holdings.kinds.push((one, count));
            holdings.newest = holdings.newest.max(newest);
        }
        // What is recorded most often is said first.
        holdings.kinds.sort_by_key(|(one, _)| *one != "check-in");
        Ok(holdings)
    }

    /// The tables of the file, without those of SQLite itself.
    fn tables(&self) -> Result<Vec<String>> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        self.sql(self.connection.prepare(sql).and_then(|mut found| found.query_map([], |row| row.get(0))?.collect()))
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::Id;
    use crate::domain::setting::SettingKey;
    use crate::store::NewStep;

    #[test]
    fn one_row_in_any_table_is_something_to_lose() {
        assert!(Store::in_memory().unwrap().is_empty().unwrap());
        for table in Store::in_memory().unwrap().tables().unwrap() {
            let store = Store::in_memory().unwrap();
            let rules = "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;";
            store.connection.execute_batch(rules).unwrap();
            let sql = "SELECT iif(type = 'INTEGER', '1', quote('2026-11-23')) FROM pragma_table_info(?1)";
            let mut found = store.connection.prepare(sql).unwrap();
            let values = found.query_map([&table], |row| row.get(0)).unwrap();
            let values = values.collect::<rusqlite::Result<Vec<String>>>().unwrap().join(", ");
            store.connection.execute(&format!("INSERT INTO \"{table}\" VALUES ({values})"), []).unwrap();
            assert_eq!(store.is_empty().unwrap(), DERIVED.contains(&table.as_str()), "{table}");
        }
    }

    #[test]
    fn a_change_that_can_be_brought_back_is_something_to_lose() {
        let store = Store::in_memory().unwrap();
        let step = |number, command| NewStep {
            id: Id::new(Uuid::from_u128(number)),
            at: "2026-11-23T12:00:00+00:00".parse().unwrap(),
            command,
        };
        let set = |writer: &crate::store::Writer<'_>| writer.save_setting(SettingKey::Backups, Some("3"));
        store.write(&step(1, "config set"), |writer| Ok((String::new(), set(writer)?))).unwrap();
        let last = store.step_to_undo().unwrap().unwrap();
        store.write(&step(2, "undo"), |writer| Ok((String::new(), writer.take_back(&last)?))).unwrap();
        assert!(store.holdings().unwrap().kinds.iter().all(|(_, count)| *count == 0));
        assert!(!store.is_empty().unwrap());
    }
}
