//! Turning protection on and off, and changing the key. Every step leaves the data readable with what the
//! person has at that moment: a key is on the disk before anything is sealed for it, and goes last.

use std::fs;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::backup::{Backup, backups, set_aside_name};
use super::file::{self, Unwritten};
use super::keyfile::{KeyFiles, unwritten};
use super::seal::{self, Key};
use super::vault::{Vault, sealed_path};
use super::{FILE_NAME, Store};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

/// How much of a data file tells whether it was overwritten, in bytes.
const HEAD: usize = 16;

/// What opens the data from now on.
pub struct Secrets {
    /// The passphrase.
    pub passphrase: SecretString,
    /// The recovery code, where one was made.
    pub recovery: Option<SecretString>,
}

impl Store {
    /// Seals the data of `folder`, its backups too, and overwrites what was readable.
    ///
    /// # Errors
    /// When a file cannot be written. The data is readable without a key then, as before, or sealed already.
    pub fn protect(folder: &Path, key: Key, secrets: &Secrets, at: Moment) -> Result<()> {
        // Makes the folder that the lock lies in.
        drop(Self::open_for_writing(folder, at)?);
        let vault = Vault::for_writing(folder, key)?;
        // Looked at again under the lock: a key file that another terminal just wrote must not be lost.
        let mut store = Self::open_for_writing(folder, at)?;
        store.keep_before_protecting(folder, at)?;
        let plain_path = folder.join(FILE_NAME);
        let files = KeyFiles::of(folder);
        files.write(vault.key(), &secrets.passphrase)?;
        match &secrets.recovery {
            Some(code) => files.write_recovery(vault.key(), code)?,
            None => files.remove_recovery()?,
        }
        // Nobody writes from here on: who waits finds the data protected.
        let held = store.connection.execute_batch("BEGIN EXCLUSIVE");
        store.sql(held)?;
        let plain = store.bytes()?;
        vault.save(&plain)?;
        if *vault.load()? != *plain {
            return Err(Error::data("the sealed data reads back differently; the readable data was left as it is"));
        }
        drop(store);
        file::shred(&plain_path).map_err(|error| left_readable(&plain_path, error))?;
        reseal(folder, None, Some(vault.key()))
    }

    /// Takes the protection of `folder` away: the data and its backups are readable again.
    ///
    /// # Errors
    /// When a file cannot be written. The data is sealed then, as before, or readable already.
    pub fn unprotect(folder: &Path, key: Key, at: Moment) -> Result<()> {
        let (vault, plain) = Self::taken(folder, key, at)?;
        let plain_path = folder.join(FILE_NAME);
        reseal(folder, Some(vault.key()), None)?;
        file::replace(&plain_path, &plain).map_err(|wrong| unwritten(&plain_path, wrong))?;
        let sealed = sealed_path(folder);
        file::remove(&sealed).map_err(|error| unwritten(&sealed, Unwritten::Nothing(error)))?;
        Vault::forget_generations(folder)?;
        KeyFiles::of(folder).remove()
    }

    /// Seals everything for a new key: an old key file that somebody took opens nothing from then on.
    ///
    /// # Errors
    /// When a file cannot be written. The passphrase opens the data then all the same.
    pub fn rekey(folder: &Path, old: Key, secrets: &Secrets, at: Moment) -> Result<()> {
        let files = KeyFiles::of(folder);
        let both = Key::generate().before(&old);
        let (vault, plain) = Self::taken(folder, old, at)?;
        files.write(&both, &secrets.passphrase)?;
        let vault = vault.with_key(both);
        vault.save(&plain)?;
        reseal(folder, Some(vault.key()), Some(vault.key()))?;
        Vault::forget_generations(folder)?;
        let key = vault.into_key().newest();
        files.write(&key, &secrets.passphrase)?;
        match &secrets.recovery {
            Some(code) => files.write_recovery(&key, code)?,
            None => files.remove_recovery()?,
        }
        Ok(())
    }

    /// The sealed file, locked, and what it holds, after a backup.
    fn taken(folder: &Path, key: Key, at: Moment) -> Result<(Vault, Zeroizing<Vec<u8>>)> {
        let mut store = Self::open_protected_for_writing(folder, key, at)?;
        store.keep_before_protecting(folder, at)?;
        let plain = store.bytes()?;
        match store.vault.take() {
            Some(vault) => Ok((vault, plain)),
            None => Err(Error::data("the data is not sealed")),
        }
    }

    fn keep_before_protecting(&mut self, folder: &Path, at: Moment) -> Result<()> {
        if !self.holdings()?.is_empty() {
            let keep = self.settings()?.backups;
            self.automatic_backup(folder, at, "protect", keep)?;
        }
        Ok(())
    }
}

impl Store {
    /// Removes what is readable beside the sealed data: a cut-off `protect` left it behind. What is neither in the
    /// sealed data nor a beginning is somebody's own, and is set aside sealed.
    ///
    /// # Errors
    /// When it cannot be sealed or overwritten.
    pub(super) fn finish_protecting(&mut self, folder: &Path, at: Moment) -> Result<()> {
        for path in readable_data(folder) {
            let found = fs::read(&path).map_err(|error| left_readable(&path, error))?;
            if self.would_lose(&path, &found)? {
                let aside = set_aside_name(folder, at, true)?;
                let sealed = self.key().and_then(|key| key.seal(&found));
                let sealed = sealed.ok_or_else(|| Error::data(format!("{} could not be sealed", path.display())))?;
                file::replace(&aside, &sealed).map_err(|wrong| unwritten(&aside, wrong))?;
            }
            file::shred(&path).map_err(|error| left_readable(&path, error))?;
        }
        readable_backups(folder).iter().try_for_each(|backup| reseal_one(backup, None, self.key()))
    }

    /// Whether a readable file holds records that the sealed data has not.
    fn would_lose(&mut self, path: &Path, found: &[u8]) -> Result<bool> {
        let overwritten = found.iter().take(HEAD).all(|byte| *byte == 0);
        if path.extension().is_none_or(|extension| extension != "db") || overwritten || *self.bytes()? == *found {
            return Ok(false);
        }
        let place = path.display().to_string();
        let begun = Self::of_bytes(found, &place).and_then(|copy| copy.holdings());
        Ok(!begun.is_ok_and(|holdings| holdings.is_empty()))
    }
}

/// The data file and its journal, where they lie beside sealed data.
pub(super) fn readable_data(folder: &Path) -> Vec<PathBuf> {
    let names = [FILE_NAME.to_owned(), format!("{FILE_NAME}-journal")];
    names.iter().map(|name| folder.join(name)).filter(|path| path.exists()).collect()
}

/// The backups that are not sealed.
pub(super) fn readable_backups(folder: &Path) -> Vec<Backup> {
    backups(folder).into_iter().filter(|backup| !backup.is_sealed()).collect()
}

/// Seals the backups in the data folder for another key, or opens them for good.
fn reseal(folder: &Path, from: Option<&Key>, to: Option<&Key>) -> Result<()> {
    for backup in backups(folder) {
        reseal_one(&backup, from, to)?;
    }
    Ok(())
}

fn reseal_one(backup: &Backup, from: Option<&Key>, to: Option<&Key>) -> Result<()> {
    let old = &backup.path;
    let failed = |error| unwritten(old, Unwritten::Nothing(error));
    let bytes = fs::read(old).map_err(failed)?;
    let plain = match (seal::sealed_how(&bytes), from) {
        (None, _) => Zeroizing::new(bytes),
        (Some(_), Some(key)) => match key.open(&bytes) {
            Ok(plain) => plain,
            // One that was sealed for a key of another time stays as it is.
            Err(_) => return Ok(()),
        },
        (Some(_), None) => return Ok(()),
    };
    let new = old.with_extension(if to.is_some() { "age" } else { "db" });
    let written = match to {
        Some(key) => key.seal(&plain).ok_or_else(|| Error::data("a backup could not be sealed"))?,
        None => plain.to_vec(),
    };
    file::replace(&new, &written).map_err(|wrong| unwritten(&new, wrong))?;
    if new != *old {
        file::shred(old).map_err(|error| left_readable(old, error))?;
    }
    Ok(())
}

fn left_readable(path: &Path, error: std::io::Error) -> Error {
    Error::data(format!("the data is protected, but {} could not be overwritten and is still readable", path.display()))
        .cause(error)
        .hint("remove that file")
}
