//! Whether a file is one that this program writes: its tables are exactly ours, and the domain reads every row.
//!
//! A data file can come from anywhere: a stick, a mail, a folder that others write to. Whatever stands in its schema
//! runs inside SQLite as soon as a row is read or written, so the schema is compared first, as text, and nothing else
//! is asked of a file whose schema is not ours. The rows are read once: before a copy takes the place of the data,
//! before an older file is brought up to date, and when a data file is met here for the first time.

mod rows;
pub(super) mod seen;

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB, Row};
use sha2::{Digest as _, Sha256};

use super::trouble::explain;
use super::{Store, schema};
use crate::domain::limits;
use crate::error::{Error, Result};

/// The SHA-256 of each version's schema, as [`digest`] makes it. A start compares with these and need not run the
/// migrations to know what they make.
const SCHEMAS: &[&str] = &[
    "50b2139dcf46d719ac2ff18fb8489a8e6b888f82172925b2380c2a53fac6380d",
    "00dfd9293cd2a5799c889a6f35c0c077f4f6de22852601cb7543aa47c4dbcd5c",
    "4030015ba8a3382a9ecd1987371645ee125d21d05e55c5eafc27a76bf11fc705",
    "397fcc4b0757479673572125b3c7b7607f1b6617b9fbdaf5e6f34a61d5d92304",
];

/// That of a file with nothing in it.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// More entries than any schema of ours has, and no more are read.
const MOST_ENTRIES: usize = 1000;

/// An entry of a schema: its type, its name and its table, and the text that made it.
type Entry = ([String; 3], Option<String>);

/// The table that `ANALYZE` makes, which other programs run by themselves when a person looks at their data: it holds
/// counts of rows, and nothing of anybody's.
pub(super) const STATISTICS: &str = "CREATE TABLE sqlite_stat1(tbl,idx,stat)";

/// What stands in the schema, in an order of its own: `erase` rewrites the file, and with it the order there. Read as
/// values: a name that is no text is an error then, and no panic as it would be among a statement's column names.
fn entries(connection: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT '{STATISTICS}'");
    let mut found = connection.prepare(&sql)?;
    let entry = |row: &Row<'_>| Ok(([row.get(0)?, row.get(1)?, row.get(2)?], row.get(3)?));
    let mut entries: Vec<Entry> = found.query_map([], entry)?.take(MOST_ENTRIES).collect::<rusqlite::Result<_>>()?;
    entries.sort_unstable();
    Ok(entries)
}

/// The digest of a schema.
pub(super) fn digest(connection: &Connection) -> rusqlite::Result<String> {
    let mut hasher = Sha256::new();
    for (names, sql) in entries(connection)? {
        for part in names.into_iter().chain([sql.unwrap_or_default()]) {
            // Its length before each part: no two schemas are the same bytes.
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether this is the digest of this version's schema.
pub(super) fn is_ours(version: i64, digest: &str) -> bool {
    if version == 0 {
        return digest == NOTHING;
    }
    let known = usize::try_from(version).ok().and_then(|version| version.checked_sub(1));
    known.and_then(|at| SCHEMAS.get(at)).is_some_and(|known| *known == digest)
}

/// While this lives, SQLite is stopped when it has worked for too long; its end ends the waiting.
pub(super) struct Watch(#[expect(dead_code, reason = "its end is what is waited for")] Sender<()>);

impl Store {
    /// Refuses a file whose tables, indexes, views and triggers are not exactly those of its version.
    pub(super) fn other_schema(&self, version: i64) -> Error {
        let told = self.difference(version).unwrap_or_else(|| "its tables are not those of onward".to_owned());
        self.not_as_written(&told)
    }

    /// What differs first between this schema and the one that this version has.
    fn difference(&self, version: i64) -> Option<String> {
        let here = entries(&self.connection).ok()?;
        let ours = entries(&Self::in_memory_at(version).ok()?.connection).ok()?;
        let of = |all: &[Entry], names: &[String; 3]| all.iter().any(|(known, _)| known == names);
        let named = |[kind, name, _]: &[String; 3], what: &str| format!("the {kind} \"{name}\" {what}");
        let other = here.iter().find(|(names, _)| !of(&ours, names)).map(|(names, _)| named(names, "is not onward's"));
        let missing = || ours.iter().find(|(names, _)| !of(&here, names)).map(|(names, _)| named(names, "is missing"));
        let changed = || here.iter().find(|entry| !ours.contains(entry));
        let changed = || changed().map(|(names, _)| named(names, "is not as onward makes it"));
        other.or_else(missing).or_else(changed)
    }

    /// Refuses a file of this version that is unsound, or holds a row that the domain does not read. Its schema is
    /// known to be ours; nothing of it is changed.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data), with the table and the row.
    pub(super) fn vet(&mut self, version: i64) -> Result<()> {
        if version == 0 {
            return Ok(());
        }
        self.vet_layout()?;
        let _watch = self.watched()?;
        self.insist_on_being_sound()?;
        if version == schema::VERSION {
            return self.vet_rows();
        }
        let plain = self.connection.serialize(MAIN_DB).map_err(|error| explain(error, &self.place))?;
        let copy = Self::of_bytes(&plain, &self.place)?;
        let _watch = copy.watched()?;
        copy.migrate()?;
        copy.vet_rows()
    }

    /// How the file keeps its pages and texts. SQLite would read it in other ways too, but we never write those.
    fn vet_layout(&self) -> Result<()> {
        let text = |pragma| self.sql(self.connection.pragma_query_value(None, pragma, |row| row.get::<_, String>(0)));
        let number = |pragma| self.sql(self.connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)));
        let encoding = text("encoding")?;
        if encoding != "UTF-8" {
            return Err(self.not_as_written(&format!("its text is {encoding}, and onward writes UTF-8")));
        }
        if number("auto_vacuum")? != 0 {
            return Err(self.not_as_written("it vacuums itself, and no file of onward does"));
        }
        Ok(())
    }

    /// Sees to it that no content of this file keeps SQLite at work for good, or fills the memory with one row, for as
    /// long as the returned value lives.
    pub(super) fn watched(&self) -> Result<Watch> {
        self.sql(self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, limits::ROW))?;
        let (done, wait) = mpsc::channel::<()>();
        let handle = self.connection.get_interrupt_handle();
        thread::spawn(move || {
            if wait.recv_timeout(Duration::from_secs(limits::CHECK_SECONDS)) == Err(RecvTimeoutError::Timeout) {
                handle.interrupt();
            }
        });
        Ok(Watch(done))
    }

    /// A file that this program would not have written.
    fn not_as_written(&self, what: &str) -> Error {
        Error::damaged(format!("{} is not as onward writes it: {what}; it was left as it is", self.place))
            .hint("`onward restore latest` sets it aside and puts the newest backup in its place")
    }
}

#[cfg(test)]
mod tests;
