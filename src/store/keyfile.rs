//! The files that hold the key: `key.age` under the passphrase, and `recovery.age` under the recovery code on
//! paper. Both are age files; `age -d key.age` shows the key to whoever knows the passphrase.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};

use super::file::{self, Unwritten};
use super::seal::{self, Key, Unopened, WORK_FOR_A_CODE};
use crate::domain::recovery::RecoveryCode;
use crate::error::{Error, Result};

/// The key under the passphrase.
pub(super) const KEY: &str = "key.age";

/// The key under the recovery code.
pub(super) const RECOVERY: &str = "recovery.age";

/// The key files of a folder.
pub struct KeyFiles {
    folder: PathBuf,
}

impl KeyFiles {
    /// Those of this data folder, whether they exist or not.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether there is a recovery code.
    pub fn has_recovery(&self) -> bool {
        self.path(RECOVERY).exists()
    }

    /// A name for the unlocked key that changes whenever the key file does, and tells nothing of the key; none
    /// where there is no key file, so that two homes that lost theirs do not meet under one name.
    pub fn name(&self) -> Option<String> {
        let sealed = fs::read(self.path(KEY)).ok().filter(|sealed| !sealed.is_empty())?;
        let mut hasher = DefaultHasher::new();
        sealed.hash(&mut hasher);
        Some(format!("onward:{:016x}", hasher.finish()))
    }

    /// The key, opened with the passphrase or the recovery code; none when it is neither.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when `key.age` cannot be read and the recovery code was not given.
    pub fn open(&self, secret: &SecretString) -> Result<Option<Key>> {
        let by_passphrase = match self.open_one(KEY, secret) {
            Ok(key) => return Ok(Some(key)),
            Err(why) => why,
        };
        if let Some(Ok(key)) = self.typed(secret).map(|code| self.open_one(RECOVERY, &code)) {
            return Ok(Some(key));
        }
        let what = match by_passphrase {
            Untried::Wrong => return Ok(None),
            Untried::Missing => "is missing",
            Untried::Damaged => "is damaged or cut short",
        };
        let key = self.path(KEY);
        Err(Error::data(format!("{} {what}; without it the passphrase opens nothing", key.display()))
            .hint("put a copy of it back, or give the recovery code in place of the passphrase"))
    }

    /// The recovery code that may have been typed in place of the passphrase.
    fn typed(&self, secret: &SecretString) -> Option<SecretString> {
        let code = RecoveryCode::typed(secret.expose_secret()).ok().filter(|_| self.has_recovery())?;
        Some(SecretString::from(code.as_str()))
    }

    fn open_one(&self, name: &str, secret: &SecretString) -> std::result::Result<Key, Untried> {
        let sealed = match fs::read(self.path(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(Untried::Missing),
            read => read.map_err(|_| Untried::Damaged)?,
        };
        let text = seal::open_under(secret, &sealed).map_err(|why| match why {
            Unopened::OtherKey => Untried::Wrong,
            Unopened::Damaged => Untried::Damaged,
        })?;
        std::str::from_utf8(&text).ok().and_then(Key::from_text).ok_or(Untried::Damaged)
    }

    /// Writes the key under the passphrase.
    ///
    /// # Errors
    /// When the file cannot be written; the one before it is still there then.
    pub fn write(&self, key: &Key, passphrase: &SecretString) -> Result<()> {
        self.write_one(KEY, key, passphrase, None)
    }

    /// Writes the key under the recovery code.
    ///
    /// # Errors
    /// When the file cannot be written; the one before it is still there then.
    pub fn write_recovery(&self, key: &Key, code: &SecretString) -> Result<()> {
        self.write_one(RECOVERY, key, code, Some(WORK_FOR_A_CODE))
    }

    fn write_one(&self, name: &str, key: &Key, secret: &SecretString, work: Option<u8>) -> Result<()> {
        let path = self.path(name);
        let sealed = seal::seal_under(secret, work, key.to_text().expose_secret().as_bytes());
        let sealed = sealed.ok_or_else(|| Error::data(format!("{} could not be sealed", path.display())))?;
        file::replace(&path, &sealed).map_err(|wrong| unwritten(&path, wrong))
    }

    /// Removes both.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub(super) fn remove(&self) -> Result<()> {
        for name in [KEY, RECOVERY] {
            let path = self.path(name);
            file::remove(&path).map_err(|error| unwritten(&path, Unwritten::Nothing(error)))?;
        }
        Ok(())
    }

    /// Removes the recovery code.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn remove_recovery(&self) -> Result<()> {
        let path = self.path(RECOVERY);
        file::remove(&path).map_err(|error| unwritten(&path, Unwritten::Nothing(error)))
    }
}

/// Why one key file did not give the key.
enum Untried {
    Missing,
    Damaged,
    Wrong,
}

/// A file of the data folder could not be written.
pub(super) fn unwritten(path: &Path, wrong: Unwritten) -> Error {
    match wrong {
        Unwritten::Nothing(error)
            if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded) =>
        {
            Error::data("the disk is full; nothing was saved").hint("free some space, then run the same command again")
        }
        Unwritten::Nothing(error) => Error::data(format!("{} could not be written; nothing was saved", path.display()))
            .cause(error)
            .hint("check the disk, and who owns the folder"),
        Unwritten::Unconfirmed(error) => Error::data("could not confirm that this was saved")
            .cause(error)
            .hint("look with `onward history` whether it is there before you record it again"),
    }
}
