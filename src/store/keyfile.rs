//! The files that hold the key: `key.age` under the passphrase, and `recovery.age` under the recovery code on
//! paper. Both are age files; `age -d key.age` shows the key to whoever knows the passphrase.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};

use super::bounded::{self, Unread};
use super::file::Unwritten;
use super::folder::{KEY, RECOVERY, Switch};
use super::seal::{self, How, Key, Unopened, WORK_FOR_A_CODE};
use crate::domain::finding::{Finding, State};
use crate::domain::limits;
use crate::domain::recovery::RecoveryCode;
use crate::error::{Error, Result};

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
        let sealed = bounded::read(&self.path(KEY), limits::KEY_FILE).ok().filter(|sealed| !sealed.is_empty())?;
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
            Untried::Missing => "is missing".to_owned(),
            Untried::Damaged => "is damaged or cut short".to_owned(),
            Untried::TooLarge => format!("is larger than any key, which is below {}", limits::size(limits::KEY_FILE)),
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
        let sealed = bounded::read(&self.path(name), limits::KEY_FILE).map_err(|why| match why {
            Unread::Failed(error) if error.kind() == ErrorKind::NotFound => Untried::Missing,
            Unread::TooLarge(_) => Untried::TooLarge,
            Unread::NoFile | Unread::Failed(_) => Untried::Damaged,
        })?;
        let text = seal::open_under(secret, &sealed).map_err(|why| match why {
            Unopened::OtherKey => Untried::Wrong,
            Unopened::Damaged => Untried::Damaged,
            Unopened::TooManyRecipients => Untried::TooLarge,
        })?;
        std::str::from_utf8(&text).ok().and_then(Key::from_text).ok_or(Untried::Damaged)
    }

    /// Puts the key under the passphrase in its place.
    ///
    /// # Errors
    /// When the file cannot be prepared.
    pub(super) fn put(&self, switch: &mut Switch<'_>, key: &Key, passphrase: &SecretString) -> Result<()> {
        self.put_one(switch, KEY, key, passphrase, None)
    }

    /// Puts the key under the recovery code in its place; without a code there is none from then on.
    ///
    /// # Errors
    /// When the file cannot be prepared.
    pub(super) fn put_recovery(&self, switch: &mut Switch<'_>, key: &Key, code: Option<&SecretString>) -> Result<()> {
        match code {
            Some(code) => self.put_one(switch, RECOVERY, key, code, Some(WORK_FOR_A_CODE)),
            None => switch.remove(&self.path(RECOVERY)),
        }
    }

    fn put_one(
        &self,
        switch: &mut Switch<'_>,
        name: &str,
        key: &Key,
        secret: &SecretString,
        work: Option<u8>,
    ) -> Result<()> {
        let path = self.path(name);
        let text = key.to_text();
        let sealed = seal::seal_under(secret, work, text.expose_secret().as_bytes());
        let sealed = sealed.ok_or_else(|| Error::data(format!("{} could not be sealed", path.display())))?;
        let opens = |sealed: &[u8]| {
            seal::open_under(secret, sealed).is_ok_and(|opened| opened.as_slice() == text.expose_secret().as_bytes())
        };
        switch.put(&path, &sealed, opens)
    }

    /// Looks at both files. `is_opened` says that a passphrase or a code was typed just now, and opened the key.
    pub fn look(&self, is_opened: bool) -> Vec<Finding> {
        let key = match self.form(KEY) {
            Form::Missing => Finding::new("key", State::Wrong, "key.age is missing; put a copy of it back"),
            Form::Damaged => {
                Finding::new("key", State::Wrong, "key.age is damaged: no passphrase opens it; put a copy of it back")
            }
            Form::Whole if is_opened => Finding::new("key", State::Fine, "what you typed opens the data"),
            Form::Whole => {
                let said =
                    "key.age looks whole; whether your passphrase opens it was not checked: run it in a terminal";
                Finding::new("key", State::Note, said)
            }
        };
        let recovery = match self.form(RECOVERY) {
            Form::Missing => {
                Finding::new("recovery", State::Note, "there is no recovery code; `onward protect recovery` makes one")
            }
            Form::Damaged => {
                let said = "recovery.age is damaged: the recovery code opens nothing; `onward protect recovery` makes a new one";
                Finding::new("recovery", State::Wrong, said)
            }
            Form::Whole => {
                let said = "recovery.age looks whole; only the recovery code itself can show that it opens the data";
                Finding::new("recovery", State::Note, said)
            }
        };
        vec![key, recovery]
    }

    fn form(&self, name: &str) -> Form {
        match bounded::read(&self.path(name), limits::KEY_FILE) {
            Err(Unread::Failed(error)) if error.kind() == ErrorKind::NotFound => Form::Missing,
            Ok(sealed) if seal::sealed_how(&sealed) == Some(How::UnderPassphrase) => Form::Whole,
            _ => Form::Damaged,
        }
    }

    /// Takes both away.
    ///
    /// # Errors
    /// When a name is not ours.
    pub(super) fn take_away(&self, switch: &mut Switch<'_>) -> Result<()> {
        [KEY, RECOVERY].iter().try_for_each(|name| switch.remove(&self.path(name)))
    }
}

/// How a key file looks to somebody who has no secret.
enum Form {
    Missing,
    Damaged,
    Whole,
}

/// Why one key file did not give the key.
enum Untried {
    Missing,
    Damaged,
    TooLarge,
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
