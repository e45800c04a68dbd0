//! Taking steps back: which step is next, and writing the logged values back.
//!
//! An undo, and a redo likewise, is itself a step: it logs what it does and names the step that it takes back. So
//! a redo is nothing but an undo of an undo, and no step is ever rewritten.

use rusqlite::types::{Type, Value};
use rusqlite::{OptionalExtension, Params, Row, params_from_iter};

use super::log::{STEP, step};
use super::schema::{LOGGED, Logged};
use super::{Store, Writer};
use crate::domain::invalid::Invalid;
use crate::domain::step::{Step, StepKind};
use crate::error::Result;

/// Holds for a step that did something which no step has taken back. What was erased left its steps without a
/// change: there is nothing in them to take back.
const OPEN: &str = "EXISTS (SELECT 1 FROM change WHERE change.step = step.seq)
    AND NOT EXISTS (SELECT 1 FROM step later WHERE later.undoes = step.seq)";

/// One logged change of one row.
struct Change {
    table: String,
    before: Option<String>,
    after: Option<String>,
}

impl Store {
    /// The step that an undo would take back: the latest change or redo that no step has taken back.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn step_to_undo(&self) -> Result<Option<Step>> {
        self.latest(&format!("command <> ?1 AND {OPEN}"), [StepKind::Undo.as_str()])
    }

    /// The step that a redo would take back: the latest undo that no step has taken back, as long as nothing new
    /// was recorded after it.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn step_to_redo(&self) -> Result<Option<Step>> {
        let Some(undo) = self.last_undo()? else { return Ok(None) };
        let new = "command NOT IN (?1, ?2) AND EXISTS (SELECT 1 FROM change WHERE change.step = step.seq)";
        let change = self.latest(new, [StepKind::Undo.as_str(), StepKind::Redo.as_str()])?;
        Ok(change.is_none_or(|change| change.seq < undo.seq).then_some(undo))
    }

    /// The latest undo that no step has taken back, whatever was recorded since.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn last_undo(&self) -> Result<Option<Step>> {
        self.latest(&format!("command = ?1 AND {OPEN}"), [StepKind::Undo.as_str()])
    }

    fn latest(&self, condition: &str, params: impl Params) -> Result<Option<Step>> {
        let sql = format!("SELECT {STEP} FROM step WHERE {condition} ORDER BY seq DESC LIMIT 1");
        self.sql(self.connection.query_row(&sql, params, step).optional())
    }

    /// What a step did, last change first.
    fn changes(&self, step: i64) -> rusqlite::Result<Vec<Change>> {
        let sql = "SELECT table_name, before, after FROM change WHERE step = ?1 ORDER BY nth DESC";
        let change = |row: &Row<'_>| Ok(Change { table: row.get(0)?, before: row.get(1)?, after: row.get(2)? });
        self.connection.prepare(sql)?.query_map([step], change)?.collect()
    }
}

impl Writer<'_> {
    /// Takes back everything that `step` did, last change first.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn take_back(&self, step: &Step) -> Result<()> {
        self.watch_all()?;
        self.sql(self.put_back(step.seq))
    }

    fn put_back(&self, step: i64) -> rusqlite::Result<()> {
        // Rows that point at each other come back one after the other; the commit checks them all.
        self.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        for change in self.changes(step)? {
            match (&change.before, &change.after) {
                (Some(before), None) => self.insert_values(&change.table, before)?,
                (None, Some(after)) => self.delete_values(&change.table, after)?,
                (Some(before), Some(after)) => self.update_values(&change.table, before, after)?,
                (None, None) => {}
            }
        }
        let mark = "UPDATE step SET undoes = ?2 WHERE seq = ?1";
        self.connection.execute(mark, [self.step, step]).map(drop)
    }

    fn insert_values(&self, table: &str, row: &str) -> rusqlite::Result<()> {
        logged(table)?;
        let (columns, values) = self.pairs(row)?;
        let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO \"{table}\" ({}) VALUES ({marks})", list.join(", "));
        self.run_cached(&sql, values)
    }

    fn delete_values(&self, table: &str, row: &str) -> rusqlite::Result<()> {
        let (condition, key) = self.key_of(table, row)?;
        self.run_cached(&format!("DELETE FROM \"{table}\" WHERE {condition}"), key)
    }

    fn update_values(&self, table: &str, before: &str, after: &str) -> rusqlite::Result<()> {
        let (columns, mut values) = self.pairs(before)?;
        let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\" = ?")).collect();
        let (condition, key) = self.key_of(table, after)?;
        values.extend(key);
        let sql = format!("UPDATE \"{table}\" SET {} WHERE {condition}", list.join(", "));
        self.run_cached(&sql, values)
    }

    /// Runs a statement that the next row is likely to need again: a step can be a whole import.
    fn run_cached(&self, sql: &str, values: Vec<Value>) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute(params_from_iter(values)).map(drop)
    }

    /// The columns and values of a logged row.
    fn pairs(&self, row: &str) -> rusqlite::Result<(Vec<String>, Vec<Value>)> {
        let mut found = self.connection.prepare_cached("SELECT key, atom FROM json_each(?1)")?;
        let pairs = found.query_map([row], |pair| Ok((pair.get(0)?, pair.get(1)?)))?;
        let pairs: Vec<(String, Value)> = pairs.collect::<rusqlite::Result<_>>()?;
        // They become part of a statement.
        let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if pairs.iter().any(|(name, _)| !is_name(name)) {
            return Err(no_row("the log names a column that no table has"));
        }
        Ok(pairs.into_iter().unzip())
    }

    /// The condition that finds a logged row by its primary key, and the key's values.
    fn key_of(&self, table: &str, row: &str) -> rusqlite::Result<(String, Vec<Value>)> {
        let logged = logged(table)?;
        let condition: Vec<String> = logged.key.iter().map(|key| format!("\"{key}\" = ?")).collect();
        let (columns, values) = self.pairs(row)?;
        let of_key = |key: &&str| columns.iter().position(|column| column == key).map(|at| values[at].clone());
        Ok((condition.join(" AND "), logged.key.iter().filter_map(of_key).collect()))
    }
}

/// The table of this name. What the log says is written into statements, so it is believed nothing.
fn logged(table: &str) -> rusqlite::Result<&'static Logged> {
    LOGGED.iter().find(|logged| logged.name == table).ok_or_else(|| no_row("the log names a table that is not logged"))
}

fn no_row(why: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(Invalid::new(why)))
}
