//! Which file was read through here already. Reading every row at every start would cost a long life its quickness,
//! so the file that was read once, or that this program made, is remembered by what the file system calls it.
//!
//! It is remembered inside the lock file, which is there for every writer. A file that is moved in, copied in or put
//! back is another one, and is read again; so is one where nobody has written yet.

use std::fs::{self, Metadata};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::super::file::FILE_MODE;
use super::super::folder::LOCK;

/// Whether this file was read through when it was met first.
pub(in super::super) fn is_known(folder: &Path, file: &Path) -> bool {
    let known = fs::read_to_string(folder.join(LOCK));
    known.ok().zip(name(file)).is_some_and(|(known, name)| known == name)
}

/// Remembers this file. Where that cannot be done, it is read again the next time.
pub(in super::super) fn remember(folder: &Path, file: &Path) {
    let Some(name) = name(file) else { return };
    let mut lock = fs::OpenOptions::new();
    let opened = lock.create(true).truncate(true).write(true).mode(FILE_MODE).open(folder.join(LOCK));
    let _ = opened.and_then(|mut lock| lock.write_all(name.as_bytes()));
}

/// What the file system calls a file: its number, and where it knows that, when it was made. Numbers are given again.
fn name(file: &Path) -> Option<String> {
    let found = fs::metadata(file).ok()?;
    let made = made(&found).map(|made| format!(" made {made}")).unwrap_or_default();
    Some(format!("looked over: file {}{made}\n", found.ino()))
}

fn made(found: &Metadata) -> Option<u128> {
    found.created().ok()?.duration_since(UNIX_EPOCH).ok().map(|since| since.as_nanos())
}
