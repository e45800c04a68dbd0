//! The protected data: the whole database as one sealed file, opened in memory and saved whole. Nothing
//! readable is ever on the disk, and two terminals never overwrite each other: whoever writes holds the lock
//! from reading the file until it is replaced.

use std::fs::{self, File, TryLockError};
use std::io::{BufReader, ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use zeroize::Zeroizing;

use super::file::{self, FILE_MODE, Unwritten};
use super::keyfile::unwritten;
use super::seal::{Key, PIECE, Unopened};
use super::trouble::busy;
use crate::domain::shell::shell_word;
use crate::error::{Error, Result};

/// The name of the sealed data file inside the data folder.
pub const SEALED_NAME: &str = "onward.age";

/// The file whose lock a writer holds. It stays empty.
const LOCK: &str = "lock";

/// How many earlier generations of the sealed file are kept: one bad sector would take all of one.
const GENERATIONS: u8 = 3;

/// How often, and how far apart, the lock is tried for: ten seconds in all.
const TRIES: u32 = 400;
const PAUSE: Duration = Duration::from_millis(25);

/// The sealed file of a folder, with the key that opens it.
pub(super) struct Vault {
    path: PathBuf,
    key: Key,
    /// Held while this lives, by whoever writes.
    _lock: Option<File>,
}

/// Where the sealed file of a folder lies.
pub(super) fn sealed_path(folder: &Path) -> PathBuf {
    folder.join(SEALED_NAME)
}

impl Vault {
    /// For reading: the sealed file is always whole, so no lock is needed.
    pub(super) fn for_reading(folder: &Path, key: Key) -> Self {
        Self { path: sealed_path(folder), key, _lock: None }
    }

    /// For writing: waits for another writer.
    pub(super) fn for_writing(folder: &Path, key: Key) -> Result<Self> {
        Ok(Self { path: sealed_path(folder), key, _lock: Some(lock(folder)?) })
    }

    /// The same file under another key; the lock stays held.
    pub(super) fn with_key(self, key: Key) -> Self {
        Self { key, ..self }
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    pub(super) fn into_key(self) -> Key {
        self.key
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file holds.
    pub(super) fn load(&self) -> Result<Zeroizing<Vec<u8>>> {
        // Room for all of it at once: a buffer that grows leaves plain copies behind.
        let length = fs::metadata(&self.path).map_or(0, |found| usize::try_from(found.len()).unwrap_or(0));
        let mut plain = Zeroizing::new(Vec::with_capacity(length));
        self.reader()?.read_to_end(&mut plain).map_err(|_| self.damaged())?;
        Ok(plain)
    }

    /// What the file holds, piece by piece. The end has to be read too: only there it shows whether something
    /// is missing.
    pub(super) fn reader(&self) -> Result<impl Read + use<>> {
        let place = self.path.display();
        let file = File::open(&self.path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => unsealed_meanwhile(),
            _ => Error::data(format!("{place} cannot be read")).cause(error).hint("check who owns it"),
        })?;
        self.key.reader(BufReader::with_capacity(PIECE, file)).map_err(|why| match why {
            Unopened::OtherKey => Error::data(format!("{place} was sealed with another key; it was left as it is"))
                .hint(format!("put the key.age that belongs to it back; if that never changed, {}", self.way_back())),
            Unopened::Damaged => self.damaged(),
        })
    }

    /// The file is not as it was written.
    pub(super) fn damaged(&self) -> Error {
        Error::data(format!("{} is damaged; it was left as it is", self.path.display())).hint(self.way_back())
    }

    /// How to get back to data that opens: the newest earlier generation that does, or a backup.
    fn way_back(&self) -> String {
        let folder = self.path.parent().unwrap_or(&self.path);
        let opens = |path: &PathBuf| fs::read(path).is_ok_and(|sealed| self.key.open(&sealed).is_ok());
        match Self::generations(folder).into_iter().find(opens) {
            Some(earlier) => format!(
                "the state before its last change is there: onward restore {}",
                shell_word(&earlier.display().to_string())
            ),
            None => "the newest backup that opens is put back by: onward restore latest".to_owned(),
        }
    }

    /// Seals `plain` and puts it in the place of what was there, which becomes the newest of the earlier
    /// generations. It is on the disk when this returns.
    pub(super) fn save(&self, plain: &[u8]) -> Result<()> {
        file::replace_with(&self.path, |file| self.key.seal_into(plain, file), || self.rotate())
            .map_err(|wrong| unwritten(&self.path, wrong))
    }

    /// Makes room for one more generation. The file itself keeps its name all along.
    fn rotate(&self) -> std::io::Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        for older in (1..GENERATIONS).rev() {
            let (from, to) = (self.generation(older), self.generation(older + 1));
            if from.exists() {
                fs::rename(from, to)?;
            }
        }
        let newest = self.generation(1);
        // Some disks know no second name for a file; there it is copied.
        fs::hard_link(&self.path, &newest).or_else(|_| fs::copy(&self.path, &newest).map(drop))
    }

    fn generation(&self, nth: u8) -> PathBuf {
        self.path.with_extension(format!("age.{nth}"))
    }

    /// The earlier generations that there are, newest first.
    pub(super) fn generations(folder: &Path) -> Vec<PathBuf> {
        let vault = sealed_path(folder);
        (1..=GENERATIONS).map(|nth| vault.with_extension(format!("age.{nth}"))).filter(|path| path.exists()).collect()
    }

    /// Removes the earlier generations.
    pub(super) fn forget_generations(folder: &Path) -> Result<()> {
        for path in Self::generations(folder) {
            file::remove(&path).map_err(|error| unwritten(&path, Unwritten::Nothing(error)))?;
        }
        Ok(())
    }
}

/// Takes the lock of a folder, for as long as the file lives.
pub(super) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let opened = File::options().create(true).truncate(false).write(true).mode(FILE_MODE).open(&path);
    let file = opened.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            super::trouble::unwritable(&path.display().to_string()).cause(error)
        }
        _ => unwritten(&path, Unwritten::Nothing(error)),
    })?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(unwritten(&path, Unwritten::Nothing(error))),
        }
    }
    Err(busy())
}

/// Another terminal took the protection away while this one waited.
fn unsealed_meanwhile() -> Error {
    Error::busy("another onward took the protection of the data away just now; nothing was saved")
        .hint("run the same command again")
}

/// How many earlier generations of the sealed file of a folder there are.
pub fn generations(folder: &Path) -> usize {
    Vault::generations(folder).len()
}
