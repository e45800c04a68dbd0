//! The log of steps: what undo reads, and what can keep several devices in step.
//!
//! One mechanism serves every table: triggers, made from the table's own columns, write each changed row's
//! values before and after as JSON. They are temporary triggers of the connection that writes, so that a
//! command that only reads never pays for reading them.
//!
//! Not here: writing the values back, which is `undo.rs`.

use rusqlite::{Connection, Row, params};

use super::schema::{LOGGED, Logged};
use super::{NewStep, Store, Writer};
use crate::domain::step::{Step, follow};
use crate::error::Result;

/// What can happen to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Insert,
    Update,
    Delete,
}

/// The trigger that logs what `event` does to a row of `table`.
fn trigger(connection: &Connection, table: &Logged, event: Event) -> rusqlite::Result<String> {
    let name = table.name;
    let columns = columns(connection, name)?;
    let values = |row: &str| {
        let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', {row}.\"{column}\"")).collect();
        format!("json_object({})", pairs.join(", "))
    };
    // A record is known by its id alone; other rows by their whole key.
    let known_by = if table.key.contains(&"id") { &["id"] } else { table.key };
    let row_id =
        |row: &str| known_by.iter().map(|key| format!("{row}.\"{key}\"")).collect::<Vec<_>>().join(" || '/' || ");
    let (what, row, before, after) = match event {
        Event::Insert => ("INSERT", "NEW", "NULL".to_owned(), values("NEW")),
        Event::Update => ("UPDATE", "NEW", values("OLD"), values("NEW")),
        Event::Delete => ("DELETE", "OLD", values("OLD"), "NULL".to_owned()),
    };
    let row_id = row_id(row);
    Ok(format!(
        "CREATE TEMP TRIGGER IF NOT EXISTS log_{what}_{name} AFTER {what} ON main.\"{name}\" BEGIN
             INSERT INTO change (step, nth, at, table_name, row_id, before, after)
             SELECT seq, (SELECT coalesce(max(nth), 0) + 1 FROM change WHERE step = seq), at, '{name}', {row_id}, {before}, {after}
             FROM step ORDER BY seq DESC LIMIT 1;
         END"
    ))
}

/// The columns of `table` in their order. Read as values: a damaged name is an error then, and no panic as it
/// would be among a statement's column names.
pub(super) fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(&format!("PRAGMA main.table_info(\"{table}\")"))?.query_map([], |row| row.get(1))?.collect()
}

/// The columns that [`step`] reads.
pub(super) const STEP: &str = "seq, id, at, command, summary, undoes,
    (SELECT earlier.id FROM step earlier WHERE earlier.seq = step.undoes) AS undoes_id";

/// The step in a row, as if nothing had become of it yet.
pub(super) fn step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        seq: row.get("seq")?,
        id: row.get("id")?,
        at: row.get("at")?,
        command: row.get("command")?,
        summary: row.get("summary")?,
        undoes: row.get("undoes")?,
        undoes_id: row.get("undoes_id")?,
        undone: false,
        redone: false,
    })
}

impl Store {
    pub(super) fn begin_step(&self, new: &NewStep<'_>) -> Result<i64> {
        let sql = "INSERT INTO step (id, at, command, summary) VALUES (?1, ?2, ?3, '')";
        self.sql(self.connection.execute(sql, params![new.id, new.at, new.command]))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The latest steps, newest first, undos and redos among them.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn steps(&self, limit: u32) -> Result<Vec<Step>> {
        let sql = format!("SELECT {STEP} FROM step ORDER BY seq DESC LIMIT ?1");
        let found = self.connection.prepare(&sql).and_then(|mut found| found.query_map([limit], step)?.collect());
        let mut steps: Vec<Step> = self.sql(found)?;
        follow(&mut steps);
        Ok(steps)
    }
}

impl Writer<'_> {
    /// Sees to it that new rows of `table` are logged. A new row changes no other table.
    pub(super) fn watch_new(&self, table: &str) -> Result<()> {
        let mut named = LOGGED.iter().filter(|logged| logged.name == table);
        self.sql(named.try_for_each(|table| self.watch(table, Event::Insert)))
    }

    /// Sees to it that every change is logged, those too that follow from a foreign key.
    pub(super) fn watch_all(&self) -> Result<()> {
        let events = [Event::Insert, Event::Update, Event::Delete];
        let mut all = LOGGED.iter().flat_map(|table| events.map(|event| (table, event)));
        self.sql(all.try_for_each(|(table, event)| self.watch(table, event)))
    }

    fn watch(&self, table: &'static Logged, event: Event) -> rusqlite::Result<()> {
        if !self.watched.borrow_mut().insert((table.name, event)) {
            return Ok(());
        }
        self.connection.execute_batch(&trigger(&self.connection, table, event)?)
    }

    /// Describes the step, and says whether it changed anything.
    pub(super) fn close_step(&self, summary: &str) -> Result<bool> {
        let describe = "UPDATE step SET summary = ?2 WHERE seq = ?1";
        self.sql(self.connection.execute(describe, params![self.step, summary]))?;
        let changed = "SELECT EXISTS (SELECT 1 FROM change WHERE step = ?1 AND before IS NOT after)";
        self.sql(self.connection.query_row(changed, [self.step], |row| row.get(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_log_are_the_keys_of_the_tables() {
        let store = Store::in_memory().unwrap();
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
        let mut key = store.connection.prepare(sql).unwrap();
        for table in LOGGED {
            let found = key.query_map([table.name], |row| row.get(0)).unwrap();
            assert_eq!(found.collect::<rusqlite::Result<Vec<String>>>().unwrap(), table.key, "{}", table.name);
        }
    }
}
