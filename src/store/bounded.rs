//! Reading a file whole that may be anybody's: only a file, and none larger than it can honestly be.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::domain::limits;
use crate::error::Error;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is a pipe, a device or a folder: reading it may never end.
    NoFile,
    /// It is larger than so many bytes.
    TooLarge(u64),
    /// The system said no.
    Failed(io::Error),
}

/// The bytes of a file of at most so many.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    if !fs::metadata(path).map_err(Unread::Failed)?.is_file() {
        return Err(Unread::NoFile);
    }
    let file = File::open(path).map_err(Unread::Failed)?;
    let length = file.metadata().map_err(Unread::Failed)?.len();
    if length > most {
        return Err(Unread::TooLarge(most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // It may grow while it is read.
    file.take(most + 1).read_to_end(&mut bytes).map_err(Unread::Failed)?;
    if bytes.len() as u64 > most { Err(Unread::TooLarge(most)) } else { Ok(bytes) }
}

/// A copy of the data that was not read, in words.
pub(super) fn copy_unread(place: &str, why: Unread) -> Error {
    match why {
        Unread::NoFile => Error::refused(format!("{place} is no file, and cannot be read"))
            .hint("save what it gives as a file first, then name that: onward restore FILE"),
        Unread::TooLarge(most) => {
            Error::refused(format!("{place} is larger than {}, and was not read", limits::size(most)))
                .hint("check that it is the right file; no copy of onward's data is as large")
        }
        Unread::Failed(error) if error.kind() == io::ErrorKind::NotFound => {
            Error::refused(format!("there is no file {place}")).hint("`onward backup list` shows the backups there are")
        }
        Unread::Failed(error) => Error::refused(format!("{place} cannot be read")).cause(error),
    }
}
