//! The one lock of a data folder. Whoever changes something in it holds the lock from before reading what is to be
//! changed until the change is on the disk.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::names::{LOCK, NEXT, leftovers};
use super::switch::finish_held;
use crate::error::Result;
use crate::store::file::{self, FILE_MODE, Unwritten};
use crate::store::keyfile::unwritten;
use crate::store::trouble::{busy, unwritable};

/// How long to wait before each try, in milliseconds; the last of these from then on.
const PAUSES: &[u64] = &[1, 2, 5, 10, 15, 20, 25];

/// How long to wait for another command in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// A data folder that nobody else changes for as long as this lives. What an interrupted command began is finished or
/// taken back by then.
#[derive(Debug)]
pub(in crate::store) struct Held {
    folder: PathBuf,
    finished: Option<String>,
    cleared: Vec<PathBuf>,
    _file: File,
}

impl Held {
    /// Waits for the lock of an existing folder.
    ///
    /// # Errors
    /// When another command does not finish, or what was interrupted cannot be finished.
    pub(in crate::store) fn take(folder: &Path) -> Result<Self> {
        let file = lock(folder)?;
        let mut held = Self { folder: folder.to_owned(), finished: None, cleared: Vec::new(), _file: file };
        let next = folder.join(NEXT);
        let prepared = next.exists();
        held.finished = finish_held(&held)?;
        held.cleared.extend(Some(next).filter(|next| prepared && !next.exists()));
        held.clear();
        Ok(held)
    }

    pub(in crate::store) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The operation that was interrupted and is finished now.
    pub(super) fn finished(self) -> Option<String> {
        self.finished
    }

    /// What interrupted commands had left, and is gone now.
    pub(in crate::store) fn cleared(self) -> Vec<PathBuf> {
        self.cleared
    }

    /// Removes what interrupted commands left. What cannot be removed is in nobody's way, and `doctor` names it.
    fn clear(&mut self) {
        for path in leftovers(&self.folder).unwrap_or_default() {
            if !is_in_use(&path) && file::discard(&path).is_ok() {
                self.cleared.push(path);
            }
        }
    }
}

/// Whether another command holds the lock of a folder just now.
pub(in crate::store) fn is_busy(folder: &Path) -> bool {
    is_in_use(&folder.join(LOCK))
}

/// Whether a file that is prepared without the lock of the folder is still being written.
pub(in crate::store) fn is_in_use(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let made = !path.exists();
    let opened = File::options().create(true).truncate(false).write(true).mode(FILE_MODE).open(&path);
    let opened = opened.and_then(|file| {
        if made {
            file::give_to_owner_of(folder, &file)?;
        }
        Ok(file)
    });
    let file = opened.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            unwritable(&path.display().to_string()).cause(error)
        }
        _ => unwritten(&path, Unwritten::Nothing(error)),
    })?;
    let mut pauses = PAUSES.iter().copied().chain(std::iter::repeat(PAUSES.last().copied().unwrap_or(1)));
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                let pause = Duration::from_millis(pauses.next().unwrap_or(1));
                sleep(pause);
                waited += pause;
            }
            Err(TryLockError::WouldBlock) => return Err(busy()),
            Err(TryLockError::Error(error)) => return Err(unwritten(&path, Unwritten::Nothing(error))),
        }
    }
}
