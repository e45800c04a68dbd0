//! The way to protected data: the key from the keyring, or by the passphrase.

use std::path::Path;

use age::secrecy::{ExposeSecret, SecretString};

use super::App;
use crate::domain::invalid::Invalid;
use crate::domain::passphrase;
use crate::domain::recovery::RecoveryCode;
use crate::domain::setting::LockAfter;
use crate::error::{Error, Result};
use crate::store::{Key, KeyFiles, Store};
use crate::world::{World, keyring, secret};

/// How often a person may try.
const TRIES: u32 = 3;

/// The shortest passphrase, in characters. A longer one is worth more than an odd one.
const SHORTEST: usize = 8;

/// Whether the key of a protected folder is at hand without asking.
pub fn is_unlocked(folder: &Path) -> bool {
    at_hand(folder).is_some()
}

/// The key of a protected folder, where it needs no question.
pub(super) fn at_hand(folder: &Path) -> Option<Key> {
    cached(&KeyFiles::of(folder))
}

/// Whether opening the data would ask for a passphrase.
///
/// # Errors
/// When the sealed file is gone.
pub fn would_ask(folder: &Path) -> Result<bool> {
    Ok(Store::is_protected(folder)? && !is_unlocked(folder))
}

/// Whether the data can be opened: it is not sealed, its key is at hand, or there is a way to the passphrase.
///
/// # Errors
/// When the sealed file is gone.
pub(super) fn can_open(world: &World, folder: &Path) -> Result<bool> {
    Ok(world.passphrase_command.is_some() || world.questions.is_some() || !would_ask(folder)?)
}

fn cached(files: &KeyFiles) -> Option<Key> {
    keyring::get(&files.name()?).and_then(|text| Key::from_text(text.expose_secret()))
}

/// The key of a protected folder.
///
/// # Errors
/// [`Kind::Data`](crate::error::Kind::Data) when nobody can be asked, the passphrase is another one, or the key
/// files cannot be read.
pub(super) fn key(world: &mut World, folder: &Path) -> Result<Key> {
    match cached(&KeyFiles::of(folder)) {
        Some(key) => Ok(key),
        None => asked(world, folder).map(|(key, _)| key),
    }
}

/// The key, opened with a passphrase that was just given, and that passphrase.
fn asked(world: &mut World, folder: &Path) -> Result<(Key, SecretString)> {
    let files = KeyFiles::of(folder);
    let tries = if world.passphrase_command.is_some() { 1 } else { TRIES };
    for nth in 0..tries {
        let question = if nth == 0 { "Passphrase:" } else { "That does not open it. Passphrase:" };
        let secret = passphrase(world, question, "it is not shown while you type; the recovery code works too")?;
        if let Some(key) = files.open(&secret)? {
            return Ok((key, secret));
        }
    }
    let hint = if files.has_recovery() {
        "nothing was changed; the recovery code opens it too: give it in place of the passphrase"
    } else {
        "nothing was changed; try again"
    };
    Err(Error::data("that passphrase does not open the data").hint(hint))
}

/// Lets the key rest for as long as the setting says.
pub fn keep(folder: &Path, key: &Key, lock_after: LockAfter) {
    let Some(name) = KeyFiles::of(folder).name() else { return };
    if lock_after.0 == 0 {
        keyring::forget(&name);
    } else {
        keyring::put(&name, &key.to_text(), usize::from(lock_after.0) * 60);
    }
}

fn passphrase(world: &mut World, question: &str, help: &str) -> Result<SecretString> {
    if let Some(command) = &world.passphrase_command {
        return secret::from_command(command);
    }
    let Some(questions) = world.questions.as_deref_mut() else {
        return Err(Error::data("a passphrase is needed, and nobody can be asked for it")
            .hint("run it in a terminal, or set ONWARD_PASSPHRASE_COMMAND to a command that prints it"));
    };
    questions.secret(question, help)
}

impl App<'_> {
    /// The key of the protected data folder, from the keyring or by the passphrase.
    ///
    /// # Errors
    /// When nobody can be asked, or the passphrase is another one.
    pub fn key(&mut self) -> Result<Key> {
        let key = match self.unlocked.take() {
            Some(key) => key,
            None => key(self.world, &self.folder)?,
        };
        self.unlocked = Some(key.clone());
        Ok(key)
    }

    /// Forgets the unlocked key; whether there was one.
    pub fn forget_key(&mut self) -> bool {
        KeyFiles::of(&self.folder).name().is_some_and(|name| keyring::forget(&name))
    }

    /// Whether an unlocked key can rest anywhere.
    pub fn has_keyring() -> bool {
        keyring::exists()
    }

    /// The key by the passphrase, asked for even where the key is at hand; and that passphrase.
    ///
    /// # Errors
    /// When nobody can be asked, or the passphrase is another one.
    pub fn key_by_passphrase(&mut self) -> Result<(Key, SecretString)> {
        asked(self.world, &self.folder)
    }

    /// The key for a look at everything: by the passphrase where that can be had, to see that it opens the data, and
    /// else where it is at hand. And whether a passphrase opened it just now.
    ///
    /// # Errors
    /// When the passphrase is another one.
    pub fn key_and_whether_typed(&mut self) -> Result<(Option<Key>, bool)> {
        if self.world.passphrase_command.is_none() && self.world.questions.is_none() {
            return Ok((at_hand(&self.folder), false));
        }
        let (key, _) = self.key_by_passphrase()?;
        self.unlocked = Some(key.clone());
        Ok((Some(key), true))
    }

    /// The passphrase of a file from elsewhere; `again` where the one before did not open it.
    ///
    /// # Errors
    /// When nobody can be asked.
    pub fn passphrase_of_a_file(&mut self, again: bool) -> Result<SecretString> {
        let question = if again { "Wrong passphrase. Passphrase of that file:" } else { "Passphrase of that file:" };
        passphrase(self.world, question, "it is not shown while you type")
    }

    /// Whether a wrong passphrase is worth another question: a command would answer the same again.
    pub fn asks_anew(&self) -> bool {
        self.world.passphrase_command.is_none()
    }

    /// A new recovery code, shown once and typed back; none where nobody can be asked.
    ///
    /// # Errors
    /// When it is not typed back rightly.
    pub fn new_recovery_code(&mut self) -> Result<Option<SecretString>> {
        if self.world.passphrase_command.is_some() || self.world.questions.is_none() {
            return Ok(None);
        }
        let code = RecoveryCode::new(secret::chance()?);
        for nth in 0..TRIES {
            let again = if nth == 0 { "" } else { "That is not it. " };
            let question = format!("{again}Recovery code, to be written on paper:  {}\n  Type it back:", code.as_str());
            let Some(questions) = self.questions() else { return Ok(None) };
            let help = "it is not shown again; it opens the data when the passphrase is lost";
            let typed = questions.text(&question, help, is_code)?;
            if typed.is_some_and(|typed| RecoveryCode::typed(&typed).as_ref() == Ok(&code)) {
                return Ok(Some(SecretString::from(code.as_str())));
            }
        }
        Err(Error::refused("the recovery code was not typed back; nothing was changed")
            .hint("run the same command again"))
    }

    /// A new passphrase, typed twice.
    ///
    /// # Errors
    /// When it is too short, or the two are not the same.
    pub fn new_passphrase(&mut self) -> Result<SecretString> {
        new_passphrase(self.world)
    }
}

fn is_code(text: &str) -> std::result::Result<(), Invalid> {
    RecoveryCode::typed(text).map(drop)
}

fn new_passphrase(world: &mut World) -> Result<SecretString> {
    let new = if let Some(command) = &world.passphrase_command {
        secret::from_command(command)?
    } else {
        let Some(questions) = world.questions.as_deref_mut() else {
            return passphrase(world, "", "");
        };
        let first = questions.secret("New passphrase:", "several words that only you put together; it is not shown")?;
        let again = questions.secret("The same again:", "so that a slip of the finger locks nobody out")?;
        if passphrase::sealing(first.expose_secret()) != passphrase::sealing(again.expose_secret()) {
            return Err(Error::refused("the two passphrases are not the same; nothing was changed")
                .hint("run the same command again"));
        }
        first
    };
    if passphrase::sealing(new.expose_secret()).chars().count() < SHORTEST {
        return Err(Error::refused(format!("a passphrase has at least {SHORTEST} characters; nothing was changed"))
            .hint("four or five words are easy to keep and hard to guess"));
    }
    Ok(new)
}
