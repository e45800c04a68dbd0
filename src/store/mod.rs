//! The only room that knows SQL: one data file, one connection that nobody else sees.
//!
//! A [`Store`] reads. To write, a command passes a closure to [`Store::write`], which runs it inside one
//! immediate transaction and one step of the log; only there is a [`Writer`] to be had. What a table holds
//! is written once, in the file of its name, as a [`table::Record`].
//!
//! Deliberately absent: a storage trait. The test double is [`Store::in_memory`].

mod archive;
mod attendance;
mod audience;
pub mod backup;
mod begin;
mod bounded;
mod check;
mod checkin;
mod clock;
mod contact;
pub mod copy;
pub mod directory;
pub mod doctor;
mod erase;
mod file;
mod folder;
mod goal;
mod helpline;
mod import;
mod instant;
mod kept;
mod keyfile;
mod log;
mod meeting;
mod merge;
mod newest;
mod open;
mod plan;
mod programme;
pub mod protect;
mod prune;
mod reach;
pub mod restore;
mod schema;
mod seal;
mod setting;
mod shared;
mod slip;
mod spoken;
mod sql;
mod stepwork;
mod table;
mod trouble;
mod undo;
mod urge;
mod vault;
mod vet;
mod win;
mod worksheet;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};

pub use self::backup::Sealing;
pub use self::begin::Beginning;
pub use self::erase::{Erased, Gone, InBackups, Target};
pub use self::folder::DATA as FILE_NAME;
use self::folder::Held;
pub use self::keyfile::KeyFiles;
pub use self::merge::{clashes, same};
pub use self::prune::{KEPT, MOST, YOUNG_DAYS};
pub use self::seal::{Key, recipient};
pub use self::table::Record;
use self::trouble::{explain, sealed_meanwhile};
use self::vault::Vault;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

/// The open data file, for reading.
pub struct Store {
    connection: Connection,
    /// What it is called in a message.
    place: String,
    /// Where the file lies; none in memory.
    path: Option<PathBuf>,
    /// Which file that is, whatever has its name by now.
    opened: Option<FileId>,
    /// The sealed file that this is a copy of in memory, when the data is protected.
    vault: Option<Vault>,
    /// The lock of the data folder, where the data was opened for writing.
    held: Option<Rc<Held>>,
}

/// The device and the number of a file.
type FileId = (u64, u64);

/// How many earlier generations of the sealed file of a folder there are.
pub fn generations(folder: &Path) -> usize {
    folder::generations(folder).len()
}

/// Finishes what a command over several files of this data folder began and did not finish, and says which command;
/// none where all is well.
///
/// # Errors
/// When it cannot be finished; the next command tries again.
pub fn finish_interrupted(folder: &Path) -> Result<Option<String>> {
    folder::finish(folder)
}

/// The same file inside a transaction that is one step of the log. Dereferences to [`Store`] for reading.
pub struct Writer<'a> {
    store: &'a Store,
    step: i64,
    /// What the log's triggers are in place for.
    watched: RefCell<BTreeSet<(&'static str, log::Event)>>,
}

impl std::ops::Deref for Writer<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

/// What a step of the log is told before it begins.
pub struct NewStep<'a> {
    /// Its id.
    pub id: Id,
    /// When it is made.
    pub at: Moment,
    /// The command.
    pub command: &'a str,
}

/// What a write came to.
pub struct Written<T> {
    /// What the closure returned.
    pub value: T,
    /// Whether any row is different now; when not, no step was recorded.
    pub changed: bool,
}

impl Store {
    /// Runs `change` in one immediate transaction and records what it did as one step, described by the
    /// summary that `change` returns. When `change` fails nothing is written; when it returns, the
    /// change is on the disk before this function does; that of protected data once [`Store::settle`] returns.
    ///
    /// # Errors
    /// Those of `change`, and [`Kind::Data`](crate::error::Kind::Data) when the file is locked, full or damaged.
    pub fn write<T>(
        &self,
        step: &NewStep<'_>,
        change: impl FnOnce(&Writer<'_>) -> Result<(String, T)>,
    ) -> Result<Written<T>> {
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| self.trouble(error))?;
        self.insist_on_being_the_data()?;
        let writer = Writer { store: self, step: self.begin_step(step)?, watched: RefCell::default() };
        let (summary, value) = change(&writer)?;
        let changed = writer.close_step(&summary)?;
        if changed {
            writer.prune(step.at)?;
            transaction.commit().map_err(|error| self.commit_trouble(error))?;
        }
        Ok(Written { value, changed })
    }

    /// Brings what was written to protected data to the disk; for other data nothing is left to do. When it
    /// fails nothing was saved.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the sealed file cannot be written.
    pub fn settle(&mut self) -> Result<()> {
        let Some(vault) = &self.vault else { return Ok(()) };
        let plain = self.connection.serialize(MAIN_DB);
        let plain = plain.map_err(|error| explain(error, &vault.path().display().to_string()))?;
        vault.save(&plain)
    }

    /// While this one waited for the lock, a newer onward may have changed the tables, or another terminal may have
    /// protected the data.
    fn insist_on_being_the_data(&self) -> Result<()> {
        let version = self.connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
        if self.sql(version)? != schema::VERSION {
            let what = format!("{} was changed by another version of onward just now; nothing was saved", self.place);
            return Err(Error::data(what).hint("run the same command again with the newer one"));
        }
        if self.is_sealed_meanwhile() { Err(sealed_meanwhile()) } else { Ok(()) }
    }

    /// Whether another terminal has protected the data since: what is written to the file that was the data would
    /// be lost.
    fn is_sealed_meanwhile(&self) -> bool {
        let folder = self.path.as_deref().and_then(Path::parent).filter(|_| self.vault.is_none());
        folder.is_some_and(|folder| vault::sealed_path(folder).exists())
    }

    /// Whether another file has the name of the one that was opened.
    fn is_replaced_meanwhile(&self) -> bool {
        self.opened.is_some() && self.path.as_deref().and_then(file_id) != self.opened
    }
}

/// Which file a path names.
fn file_id(path: &Path) -> Option<FileId> {
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn a_file_that_a_newer_program_changed_meanwhile_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let at: Moment = "2026-11-23T21:30:00+00:00".parse().unwrap();
        let old = Store::open_for_writing(folder.path(), at).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a program of another version")]
        let new = Connection::open(folder.path().join(FILE_NAME)).unwrap();
        new.pragma_update(None, "user_version", 1000).unwrap();
        let step = NewStep { id: Id::new(uuid::Uuid::from_u128(1)), at, command: "config set" };
        let written = old.write(&step, |writer| {
            writer.save_setting(crate::domain::setting::SettingKey::Backups, Some("3"))?;
            Ok((String::new(), ()))
        });
        let error = written.err().unwrap();
        assert_eq!(error.kind, Kind::Data);
        assert!(error.message.contains("nothing was saved"));
        let settings: i64 = new.query_row("SELECT count(*) FROM setting", [], |row| row.get(0)).unwrap();
        assert_eq!(settings, 0);
    }
}
