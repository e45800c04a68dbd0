//! Every row of a file, read once: texts are UTF-8, the domain reads every record, and the log can only bring back
//! what a record could be.

use rusqlite::types::{Type, ValueRef};
use rusqlite::{Row, params};

use super::super::archive::check::{Read, in_words, reader};
use super::super::log::columns;
use super::super::schema::LOGGED;
use super::super::{Store, log};
use crate::domain::day::Day;
use crate::domain::invalid::Invalid;
use crate::domain::moment::Moment;
use crate::error::Result;

/// The greatest number of a step. SQLite counts on from the last one and has to have somewhere to go.
const LAST_STEP: i64 = 1 << 53;

/// What the log holds of a table: each logged row by itself.
const LOGGED_ROWS: &str = "(SELECT step, nth, before AS row FROM change WHERE table_name = ?1 AND before IS NOT NULL
    UNION ALL SELECT step, nth, after FROM change WHERE table_name = ?1 AND after IS NOT NULL)";

impl Store {
    /// Reads every row of every table.
    pub(super) fn vet_rows(&self) -> Result<()> {
        for table in LOGGED {
            // The domain has a reader for every table that is logged: a test of its own holds that.
            if let Some(read) = reader(table.name) {
                self.vet_table(table.name, &format!("SELECT * FROM main.\"{}\"", table.name), read)?;
            }
        }
        self.vet_table("checkin_run", "SELECT * FROM main.checkin_run", run)?;
        self.vet_table("step", &format!("SELECT {} FROM main.step", log::STEP), step)?;
        self.vet_table("change", "SELECT * FROM main.change", change)?;
        LOGGED.iter().try_for_each(|table| self.vet_logged(table.name))
    }

    /// Reads the rows that this query gives, as rows of this table.
    fn vet_table(&self, table: &str, sql: &str, read: Read) -> Result<()> {
        let mut found = self.sql(self.connection.prepare(sql))?;
        let mut rows = self.sql(found.query([]))?;
        let mut nth = 0_u64;
        while let Some(row) = self.sql(rows.next())? {
            nth += 1;
            if let Some(wrong) = wrong(row, read) {
                return Err(self.not_as_written(&format!("the table {table}, row {nth}: {wrong}")));
            }
        }
        Ok(())
    }

    /// Whether what the log holds of this table are rows of it. An undo writes them back as they are.
    fn vet_logged(&self, table: &str) -> Result<()> {
        let said = |what: &str| self.not_as_written(&format!("the log of the table {table} {what}"));
        let shape = format!(
            "SELECT EXISTS (SELECT 1 FROM {LOGGED_ROWS} WHERE NOT json_valid(row) OR json_type(row) <> 'object')"
        );
        if self.sql(self.connection.query_row(&shape, [table], |row| row.get(0)))? {
            return Err(said("holds something that is no row"));
        }
        let others = format!(
            "SELECT EXISTS (SELECT 1 FROM {LOGGED_ROWS} WHERE EXISTS (SELECT 1 FROM json_each(row) AS pair
                 WHERE pair.key NOT IN (SELECT name FROM pragma_table_info(?1)) OR pair.type NOT IN ('null', 'integer', 'text'))
             OR (SELECT count(*) <> count(DISTINCT pair.key) FROM json_each(row) AS pair))"
        );
        if self.sql(self.connection.query_row(&others, params![table], |row| row.get(0)))? {
            return Err(said("names a column or a value that no row of it has"));
        }
        let columns: Vec<String> = self.sql(columns(&self.connection, table))?;
        let values: Vec<String> =
            columns.iter().map(|name| format!("json_extract(row, '$.\"{name}\"') AS \"{name}\"")).collect();
        let sql = format!("SELECT {} FROM {LOGGED_ROWS}", values.join(", "));
        let Some(read) = reader(table) else { return Ok(()) };
        let mut found = self.sql(self.connection.prepare(&sql))?;
        let mut rows = self.sql(found.query([table]))?;
        while let Some(row) = self.sql(rows.next())? {
            if let Some(wrong) = wrong(row, read) {
                return Err(said(&format!("holds a row that cannot be: {wrong}")));
            }
        }
        Ok(())
    }
}

/// What is wrong with a row, if anything is.
fn wrong(row: &Row<'_>, read: Read) -> Option<String> {
    no_text(row).or_else(|| read(row).err().map(|error| in_words(row, error)))
}

/// The first value of a row that nothing of ours writes.
fn no_text(row: &Row<'_>) -> Option<String> {
    (0..row.as_ref().column_count()).find_map(|at| {
        let column = row.as_ref().column_name(at).unwrap_or("a column");
        match row.get_ref(at) {
            Ok(ValueRef::Text(text)) if std::str::from_utf8(text).is_err() => {
                Some(format!("{column} is not UTF-8 text"))
            }
            Ok(ValueRef::Null | ValueRef::Integer(_) | ValueRef::Text(_)) => None,
            Ok(ValueRef::Real(_) | ValueRef::Blob(_)) | Err(_) => {
                Some(format!("{column} is neither text nor a whole number"))
            }
        }
    })
}

fn run(row: &Row<'_>) -> rusqlite::Result<()> {
    row.get::<_, Day>("from_day").and_then(|_| row.get::<_, Day>("to_day")).map(drop)
}

fn step(row: &Row<'_>) -> rusqlite::Result<()> {
    let step = log::step(row)?;
    if (1..=LAST_STEP).contains(&step.seq) { Ok(()) } else { Err(refused(row, "seq", "it is out of range")) }
}

fn change(row: &Row<'_>) -> rusqlite::Result<()> {
    let table: String = row.get("table_name")?;
    if !LOGGED.iter().any(|logged| logged.name == table) {
        return Err(refused(row, "table_name", "no such table is logged"));
    }
    if !(1..=LAST_STEP).contains(&row.get("nth")?) {
        return Err(refused(row, "nth", "it is out of range"));
    }
    row.get::<_, Moment>("at").map(drop)
}

fn refused(row: &Row<'_>, column: &str, why: &'static str) -> rusqlite::Error {
    let at = row.as_ref().column_index(column).unwrap_or_default();
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(Invalid::new(why)))
}
