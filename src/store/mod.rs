//! The only room that knows SQL: one data file, one connection that nobody else sees.
//!
//! A [`Store`] reads. To write, a command passes a closure to [`Store::write`], which runs it inside one
//! immediate transaction and one step of the log; only there is a [`Writer`] to be had. What a table holds
//! is written once, in the file of its name, as a [`table::Record`].
//!
//! Deliberately absent: a storage trait. The test double is [`Store::in_memory`].

mod archive;
mod attendance;
mod checkin;
mod clock;
mod contact;
mod goal;
mod log;
mod meeting;
mod open;
mod reach;
mod schema;
mod setting;
mod slip;
mod sql;
mod table;
mod trouble;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use self::table::Record;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::error::Result;

/// The name of the data file inside the data folder.
pub const FILE_NAME: &str = "onward.db";

/// The open data file, for reading.
pub struct Store {
    connection: Connection,
    /// Where the file lies; none in memory.
    path: Option<PathBuf>,
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
    /// change is on the disk before this function does.
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
        let writer = Writer { store: self, step: self.begin_step(step)?, watched: RefCell::default() };
        let (summary, value) = change(&writer)?;
        let changed = writer.close_step(&summary)?;
        if changed {
            transaction.commit().map_err(|error| self.commit_trouble(error))?;
        }
        Ok(Written { value, changed })
    }
}
