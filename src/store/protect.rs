//! Turning protection on and off, and changing the key, the passphrase and the recovery code. Each of these is one
//! change of all the files that it concerns: it happens as a whole, or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::Store;
use super::backup::{Backup, backups, free_name, name, rotate, set_aside_name, text_name};
use super::file::Unwritten;
use super::folder::{DATA, Held, Switch, clear_draft_folders, drafts, generations, is_written_text, journal};
use super::keyfile::{KeyFiles, unwritten};
use super::seal::{self, How, Key};
use super::vault::sealed_path;
use crate::domain::moment::Moment;
use crate::domain::setting::BackupCount;
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

/// What a change of the protection could not reach.
#[derive(Debug, Default)]
pub struct Left {
    /// Readable files that could not be removed.
    pub readable: Vec<PathBuf>,
    /// Backups that stay sealed as they were, because they are damaged or open with another key.
    pub unopened: Vec<PathBuf>,
    /// Unsaved texts, where they lie sealed now.
    pub texts: Vec<PathBuf>,
}

impl Store {
    /// Seals the data of `folder`, its backups too, and removes what was readable.
    ///
    /// # Errors
    /// When a file cannot be read or written. Nothing is different then, or the words say otherwise.
    pub fn protect(folder: &Path, key: &Key, secrets: &Secrets, at: Moment) -> Result<Left> {
        let mut store = Self::open_for_writing(folder, at)?;
        // Another program that has the file open finishes first, and none begins.
        store.sql(store.connection.execute_batch("BEGIN EXCLUSIVE"))?;
        let held = store.held()?;
        let mut switch = Switch::begin(&held, "protect on")?;
        let files = KeyFiles::of(folder);
        files.put(&mut switch, key, &secrets.passphrase)?;
        files.put_recovery(&mut switch, key, secrets.recovery.as_ref())?;
        let kept = store.put_sealed(&mut switch, key, at)?;
        let mut left = Left::default();
        put_backups(&mut switch, None, Some(key), &mut left)?;
        left.texts = put_drafts(&mut switch, key, at)?;
        [folder.join(DATA), journal(folder)].iter().try_for_each(|path| switch.remove(path))?;
        left.readable = switch.commit()?;
        clear_draft_folders(folder);
        kept.rotate(folder);
        Ok(left)
    }

    /// Takes the protection of `folder` away: the data and its backups are readable again.
    ///
    /// # Errors
    /// When a file cannot be read or written. Nothing is different then, or the words say otherwise.
    pub fn unprotect(folder: &Path, key: Key, at: Moment) -> Result<Left> {
        let mut store = Self::open_protected_for_writing(folder, key.clone(), at)?;
        let held = store.held()?;
        let mut switch = Switch::begin(&held, "protect off")?;
        let plain = store.bytes()?;
        put_plain(&mut switch, &folder.join(DATA), &plain)?;
        let kept = store.put_kept(&mut switch, None, &plain, at)?;
        let mut left = Left::default();
        put_backups(&mut switch, Some(&key), None, &mut left)?;
        switch.remove(&sealed_path(folder))?;
        generations(folder).iter().try_for_each(|path| switch.remove(path))?;
        KeyFiles::of(folder).take_away(&mut switch)?;
        left.readable = switch.commit()?;
        kept.rotate(folder);
        Ok(left)
    }

    /// Seals everything for a new key: an old key file that somebody took opens nothing from then on.
    ///
    /// # Errors
    /// When a file cannot be read or written. Nothing is different then, or the words say otherwise.
    pub fn rekey(folder: &Path, old: Key, secrets: &Secrets, at: Moment) -> Result<Left> {
        let mut store = Self::open_protected_for_writing(folder, old.clone(), at)?;
        let held = store.held()?;
        // Another terminal may have changed the passphrase since it was typed: that one is to open what comes.
        if KeyFiles::of(folder).open(&secrets.passphrase)?.is_none() {
            return Err(changed_meanwhile());
        }
        let key = Key::generate();
        let mut switch = Switch::begin(&held, "protect rekey")?;
        let files = KeyFiles::of(folder);
        files.put(&mut switch, &key, &secrets.passphrase)?;
        files.put_recovery(&mut switch, &key, secrets.recovery.as_ref())?;
        let kept = store.put_sealed(&mut switch, &key, at)?;
        let mut left = Left::default();
        put_backups(&mut switch, Some(&old), Some(&key), &mut left)?;
        generations(folder).iter().try_for_each(|path| switch.remove(path))?;
        left.readable = switch.commit()?;
        kept.rotate(folder);
        Ok(left)
    }

    /// Puts the key under another passphrase.
    ///
    /// # Errors
    /// When `old` no longer opens it, or the file cannot be written.
    pub fn change_passphrase(folder: &Path, old: &SecretString, new: &SecretString) -> Result<()> {
        let (held, key) = opened_again(folder, old)?;
        let mut switch = Switch::begin(&held, "protect passphrase")?;
        KeyFiles::of(folder).put(&mut switch, &key, new)?;
        switch.commit().map(drop)
    }

    /// Puts the key under another recovery code.
    ///
    /// # Errors
    /// When `passphrase` no longer opens the key, or the file cannot be written.
    pub fn change_recovery(folder: &Path, passphrase: &SecretString, code: &SecretString) -> Result<()> {
        let (held, key) = opened_again(folder, passphrase)?;
        let mut switch = Switch::begin(&held, "protect recovery")?;
        KeyFiles::of(folder).put_recovery(&mut switch, &key, Some(code))?;
        switch.commit().map(drop)
    }

    /// The lock that this store was opened with.
    pub(super) fn held(&self) -> Result<Rc<Held>> {
        self.held.clone().ok_or_else(|| Error::data("the data was opened for reading only"))
    }

    /// Puts the data in its place, sealed, and a backup of it.
    fn put_sealed(&mut self, switch: &mut Switch<'_>, key: &Key, at: Moment) -> Result<KeptBefore> {
        let plain = self.bytes()?;
        put_sealed(switch, &sealed_path(switch.folder()), key, &plain)?;
        self.put_kept(switch, Some(key), &plain, at)
    }

    /// Puts a backup of the data beside the others, if there is anything in it.
    fn put_kept(&self, switch: &mut Switch<'_>, key: Option<&Key>, plain: &[u8], at: Moment) -> Result<KeptBefore> {
        if self.is_empty()? {
            return Ok(KeptBefore(None));
        }
        let path = name(switch.folder(), at, "protect", key.is_some())?;
        put(switch, &path, key, plain)?;
        Ok(KeptBefore(Some((path, self.settings()?.backups))))
    }
}

/// The backup of what was there before, and how many there may be.
struct KeptBefore(Option<(PathBuf, BackupCount)>);

impl KeptBefore {
    /// Removes the oldest backups that there are too many of by it.
    fn rotate(self, folder: &Path) {
        if let Some((made, keep)) = self.0 {
            rotate(folder, keep, &made);
        }
    }
}

/// The lock, and the key as it is by now: another terminal may have changed it since the passphrase was typed.
fn opened_again(folder: &Path, passphrase: &SecretString) -> Result<(Held, Key)> {
    let held = Held::take(folder)?;
    match KeyFiles::of(folder).open(passphrase)? {
        Some(key) => Ok((held, key)),
        None => Err(changed_meanwhile()),
    }
}

/// Another terminal was faster.
pub(super) fn changed_meanwhile() -> Error {
    Error::busy("another onward changed the passphrase or the key just now; nothing was changed")
        .hint("run the same command again")
}

/// Puts these bytes in their place, sealed for this key or readable.
pub(super) fn put(switch: &mut Switch<'_>, to: &Path, key: Option<&Key>, plain: &[u8]) -> Result<()> {
    match key {
        Some(key) => put_sealed(switch, to, key, plain),
        None => put_plain(switch, to, plain),
    }
}

fn put_sealed(switch: &mut Switch<'_>, to: &Path, key: &Key, plain: &[u8]) -> Result<()> {
    let sealed = key.seal(plain).ok_or_else(|| Error::data(format!("{} could not be sealed", to.display())))?;
    switch.put(to, &sealed, |sealed| key.open(sealed).is_ok_and(|opened| opened.as_slice() == plain))
}

fn put_plain(switch: &mut Switch<'_>, to: &Path, plain: &[u8]) -> Result<()> {
    // That it is what was written says enough: it was opened before.
    switch.put(to, plain, |_| true)
}

/// The same for every backup of the folder.
fn put_backups(switch: &mut Switch<'_>, from: Option<&Key>, to: Option<&Key>, left: &mut Left) -> Result<()> {
    backups(switch.folder())?.iter().try_for_each(|backup| put_backup(switch, backup, from, to, left))
}

/// Seals every text that was left in an editor, and removes what the editor put beside it. Where each lies then.
fn put_drafts(switch: &mut Switch<'_>, key: &Key, at: Moment) -> Result<Vec<PathBuf>> {
    let mut sealed = Vec::new();
    for path in drafts(switch.folder()) {
        if is_written_text(&path) {
            let text = fs::read(&path).map_err(|error| unwritten(&path, Unwritten::Nothing(error)))?;
            if !text.is_empty() {
                let to = free_name(&text_name(switch.folder(), at)?, |path| switch.puts(path));
                put_sealed(switch, &to, key, &text)?;
                sealed.push(to);
            }
        }
        switch.remove(&path)?;
    }
    Ok(sealed)
}

/// Puts a backup in its place, opened with `from` and sealed for `to`. One that cannot be opened stays as it is.
fn put_backup(
    switch: &mut Switch<'_>,
    backup: &Backup,
    from: Option<&Key>,
    to: Option<&Key>,
    left: &mut Left,
) -> Result<()> {
    let old = &backup.path;
    let bytes = fs::read(old).map_err(|error| unwritten(old, Unwritten::Nothing(error)))?;
    let plain = match (seal::sealed_how(&bytes), from) {
        (None, _) => Zeroizing::new(bytes),
        (Some(How::ForKey), Some(key)) => match key.open(&bytes) {
            Ok(plain) => plain,
            Err(_) => {
                left.unopened.push(old.clone());
                return Ok(());
            }
        },
        (Some(_), _) => {
            left.unopened.push(old.clone());
            return Ok(());
        }
    };
    let new = old.with_extension(if to.is_some() { "age" } else { "db" });
    if new == *old {
        return put(switch, &new, to, &plain);
    }
    // Another file of that name is somebody's too.
    let new = free_name(&new, |path| switch.puts(path));
    put(switch, &new, to, &plain)?;
    switch.remove(old)
}

impl Store {
    /// Removes what is readable beside the sealed data: an interrupted `protect on` of an earlier version, or a file
    /// that could not be removed then. What is neither in the sealed data nor a beginning is somebody's own, and is set
    /// aside sealed. What cannot be read or removed stays, and `doctor` names it.
    ///
    /// # Errors
    /// When what is to be kept cannot be sealed.
    pub(super) fn finish_protecting(&mut self, held: &Held, at: Moment) -> Result<()> {
        let folder = held.folder();
        let (data, beside) = (readable_data(folder), readable_backups(folder).unwrap_or_default());
        if data.is_empty() && beside.is_empty() && drafts(folder).is_empty() {
            return Ok(());
        }
        let Some(key) = self.key().cloned() else { return Ok(()) };
        let mut switch = Switch::begin(held, "protect on")?;
        for path in data {
            let Ok(found) = fs::read(&path) else { continue };
            if self.would_lose(&path, &found)? {
                put_sealed(&mut switch, &set_aside_name(folder, at, true)?, &key, &found)?;
            }
            switch.remove(&path)?;
        }
        for backup in beside {
            let Ok(found) = fs::read(&backup.path) else { continue };
            seal_left_behind(&mut switch, &backup, &key, &found)?;
        }
        put_drafts(&mut switch, &key, at)?;
        switch.commit()?;
        clear_draft_folders(folder);
        Ok(())
    }

    /// Whether a readable file holds records that the sealed data has not.
    fn would_lose(&mut self, path: &Path, found: &[u8]) -> Result<bool> {
        if path.extension().is_none_or(|extension| extension != "db") || is_blank(found) || *self.bytes()? == *found {
            return Ok(false);
        }
        let place = path.display().to_string();
        let begun = Self::of_bytes(found, &place).and_then(|copy| copy.is_empty());
        Ok(!begun.is_ok_and(|empty| empty))
    }
}

/// Seals a readable backup that lies beside sealed data. Where a sealed one of its name opens, an interrupted command
/// made that from this one: what is left of this one must not take its place.
fn seal_left_behind(switch: &mut Switch<'_>, backup: &Backup, key: &Key, found: &[u8]) -> Result<()> {
    let sealed = backup.path.with_extension("age");
    let opened = fs::read(&sealed).ok().and_then(|sealed| key.open(&sealed).ok());
    let is_sound = || Store::of_bytes(found, "").is_ok_and(|copy| copy.faults().is_ok_and(|faults| faults.is_empty()));
    let is_known = opened.as_ref().is_some_and(|opened| opened.as_slice() == found);
    if !is_known && !is_blank(found) && (opened.is_none() || is_sound()) {
        let to = if sealed.exists() { free_name(&sealed, |path| switch.puts(path)) } else { sealed };
        put_sealed(switch, &to, key, found)?;
    }
    switch.remove(&backup.path)
}

/// Whether a file was overwritten.
fn is_blank(found: &[u8]) -> bool {
    found.iter().take(HEAD).all(|byte| *byte == 0)
}

/// The data file and its journal, where they lie beside sealed data.
pub(super) fn readable_data(folder: &Path) -> Vec<PathBuf> {
    [folder.join(DATA), journal(folder)].into_iter().filter(|path| path.exists()).collect()
}

/// The backups that are not sealed.
pub(super) fn readable_backups(folder: &Path) -> Result<Vec<Backup>> {
    Ok(backups(folder)?.into_iter().filter(|backup| !backup.is_sealed()).collect())
}
