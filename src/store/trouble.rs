//! What SQLite reports, in words that help.

use rusqlite::ErrorCode;
use rusqlite::ffi;

use super::Store;
use crate::domain::limits::{self, CHECK_SECONDS};
use crate::error::Error;

/// The longest row, in bytes.
const ROW: u64 = limits::ROW as u64;

impl Store {
    /// What went wrong before anything was committed: nothing was saved.
    pub(super) fn trouble(&self, error: rusqlite::Error) -> Error {
        // A file that another terminal seals or replaces under our feet looks like any other that is no data file.
        let unreadable =
            matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt));
        match unreadable {
            true if self.is_sealed_meanwhile() => sealed_meanwhile(),
            true if self.is_replaced_meanwhile() => replaced_meanwhile(),
            _ => explain(error, &self.place),
        }
    }

    /// What went wrong while committing. An I/O error there may come after the change reached the disk; one of
    /// writing, as a full quota gives, comes before: what makes a commit is that the journal is removed.
    pub(super) fn commit_trouble(&self, error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::SystemIoFailure) if !is_failed_write(&error) => {
                Error::data("could not confirm that this was saved")
                    .cause(error)
                    .hint("look with `onward history` whether it is there before you record it again")
            }
            _ => self.trouble(error),
        }
    }
}

/// An error of SQLite about the file at `place`.
pub(super) fn explain(error: rusqlite::Error, place: &str) -> Error {
    if is_unfinished_write(&error) {
        return Error::data(format!("{place} has an unfinished write beside it and lies where nothing can be written"))
            .hint("copy the folder, journal included, to a disk that can be written, and open it there");
    }
    let unreadable = matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
    );
    if unreadable {
        return damaged(place).cause(error);
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => busy(),
        Some(ErrorCode::DiskFull) => {
            Error::data("the disk is full; nothing was saved").hint("free some space, then run the same command again")
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            unwritable(place).cause(error)
        }
        Some(ErrorCode::NotADatabase) => not_ours(place),
        Some(ErrorCode::DatabaseCorrupt) => damaged(place).cause(error),
        Some(ErrorCode::TooBig) => {
            Error::data(format!("{place} holds a row that is longer than {}; it was left as it is", limits::size(ROW)))
        }
        Some(ErrorCode::OperationInterrupted) => {
            Error::data(format!("{place} takes more than {CHECK_SECONDS} seconds to check; it was left as it is"))
        }
        Some(ErrorCode::SystemIoFailure) => {
            Error::data(format!("the disk refused to work on {place}; nothing was saved"))
                .cause(error)
                .hint("check the disk and its free space, then run the same command again")
        }
        _ => Error::data(format!("{place} could not be used; nothing was saved")).cause(error),
    }
}

/// A journal beside the file has to be rolled back, which a connection that only reads cannot do.
pub(super) fn is_unfinished_write(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if failure.extended_code == ffi::SQLITE_READONLY_ROLLBACK)
}

/// Another process holds the lock for too long.
pub(super) fn busy() -> Error {
    Error::busy("another onward is writing and did not finish; nothing was saved").hint("try again in a moment")
}

/// Another terminal protected the data while this one waited.
pub(super) fn sealed_meanwhile() -> Error {
    Error::busy("another onward protected the data just now; nothing was saved").hint("run the same command again")
}

/// Another terminal put another file in the place of the data while this one read it.
fn replaced_meanwhile() -> Error {
    Error::busy("another onward replaced the data just now; nothing was saved").hint("run the same command again")
}

/// The disk took less than what was to be written.
fn is_failed_write(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if failure.extended_code == ffi::SQLITE_IOERR_WRITE)
}

/// The file cannot be opened or written.
pub(super) fn unwritable(place: &str) -> Error {
    Error::data(format!("{place} cannot be opened or written; nothing was saved"))
        .hint("check who owns the folder, or name another one with --data-dir")
}

/// The file is no SQLite file.
pub(super) fn not_ours(place: &str) -> Error {
    Error::damaged(format!("{place} is not a data file of onward; it was left as it is"))
        .hint("move it aside, or name another folder with --data-dir")
}

/// The file is not as it was written.
pub(super) fn damaged(place: &str) -> Error {
    Error::damaged(format!("{place} is damaged; it was left as it is"))
        .hint("`onward doctor` looks closer; `onward restore latest` puts the newest backup back")
}
