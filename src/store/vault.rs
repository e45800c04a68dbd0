//! The protected data: the whole database as one sealed file, opened in memory and saved whole. Nothing
//! readable is ever on the disk.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::file;
use super::folder::{DATA, GENERATIONS, SEALED, generation, generations};
use super::keyfile::unwritten;
use super::seal::{self, Key, PIECE, Unopened};
use crate::domain::shell::shell_word;
use crate::error::{Error, Result};

/// The sealed file of a folder, with the key that opens it.
pub(super) struct Vault {
    folder: PathBuf,
    path: PathBuf,
    key: Key,
}

/// Where the sealed file of a folder lies.
pub(super) fn sealed_path(folder: &Path) -> PathBuf {
    folder.join(SEALED)
}

impl Vault {
    /// The sealed file of this folder. Who writes it holds the lock of the folder.
    pub(super) fn of(folder: &Path, key: Key) -> Self {
        Self { folder: folder.to_owned(), path: sealed_path(folder), key }
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

    /// What the file holds, piece by piece. The end has to be read too: only there it shows whether something
    /// is missing.
    pub(super) fn reader(&self) -> Result<impl Read + use<>> {
        let place = self.path.display();
        let file = File::open(&self.path).map_err(|error| match error.kind() {
            ErrorKind::NotFound if self.folder.join(DATA).exists() => unsealed_meanwhile(),
            ErrorKind::NotFound => Error::damaged(format!("{place} is missing")).hint(self.way_back()),
            _ => Error::data(format!("{place} cannot be read")).cause(error).hint("check who owns it"),
        })?;
        self.key.reader(BufReader::with_capacity(PIECE, file)).map_err(|why| match why {
            Unopened::OtherKey => Error::damaged(format!("{place} was sealed with another key; it was left as it is"))
                .hint(format!("put the key.age that belongs to it back; if that never changed, {}", self.way_back())),
            Unopened::Damaged => self.damaged(),
            Unopened::TooManyRecipients => {
                Error::data(format!("{place} {}; it was left as it is", seal::too_many())).hint(self.way_back())
            }
        })
    }

    /// The file is not as it was written.
    pub(super) fn damaged(&self) -> Error {
        Error::damaged(format!("{} is damaged; it was left as it is", self.path.display())).hint(self.way_back())
    }

    /// How to get back to data that opens: the newest earlier generation that does, or a backup.
    fn way_back(&self) -> String {
        let opens = |path: &PathBuf| fs::read(path).is_ok_and(|sealed| self.key.open(&sealed).is_ok());
        match generations(&self.folder).into_iter().find(opens) {
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
            let (from, to) = (generation(&self.folder, older), generation(&self.folder, older + 1));
            if from.exists() {
                fs::rename(from, to)?;
            }
        }
        let newest = generation(&self.folder, 1);
        // Some disks know no second name for a file; there it is copied.
        fs::hard_link(file::resolved(&self.path), &newest).or_else(|_| fs::copy(&self.path, &newest).map(drop))
    }
}

/// Another terminal took the protection away while this one waited.
pub(super) fn unsealed_meanwhile() -> Error {
    Error::busy("another onward took the protection of the data away just now; nothing was saved")
        .hint("run the same command again")
}
