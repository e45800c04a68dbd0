//! Backups: whole data files, each one opened and checked before it is called a backup.
//!
//! Those that the program makes by itself lie in a folder of their own inside the data folder, named by their
//! time (UTC) and their reason: `20261123T213000Z-import.db`, or `.age` where the data is protected. The second
//! one of the same second is `20261123T213000Z.2-import.db`.

use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rusqlite::MAIN_DB;
use zeroize::Zeroizing;

use super::Store;
use super::file::{self, Unwritten};
use super::folder::BACKUPS;
use super::folder::FOLDER_MODE;
use super::keyfile::unwritten;
use super::seal::{self, Key};
use super::trouble::explain;
use crate::domain::holdings::Holdings;
use crate::domain::moment::Moment;
use crate::domain::setting::BackupCount;
use crate::domain::shell::shell_word;
use crate::error::{Error, Result};

/// The reason of a backup that is never rotated away: the data that a restore replaced.
const SET_ASIDE: &str = "set-aside";

/// The reason of one that was set aside because it was damaged.
const DAMAGED: &str = "set-aside-damaged";

/// The reason of a text that was in an editor when the data was sealed: no data, but somebody's words.
const TEXT: &str = "set-aside-text";

/// How a backup's name tells its time, in UTC.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// For whom a backup is sealed.
pub enum Sealing {
    /// For everybody who can read the file.
    Open,
    /// For the key that protects the data; not at all where none does.
    AsTheData,
    /// For the holder of an age recipient's key.
    For(age::x25519::Recipient),
    /// For whoever knows this passphrase.
    Under(SecretString),
}

impl Sealing {
    /// Whether a copy of this data is sealed by it.
    pub fn seals(&self, data: &Store) -> bool {
        match self {
            Self::Open => false,
            Self::AsTheData => data.key().is_some(),
            Self::For(_) | Self::Under(_) => true,
        }
    }
}

/// One of the backups in the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The how many-eth of its second.
    nth: u32,
    /// Why: `import`, `restore`, `asked`.
    pub why: String,
    /// Its length in bytes.
    pub bytes: u64,
}

impl Backup {
    fn of(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let (stamp, rest) = name.split_once('-')?;
        let (stamp, nth) = stamp.split_once('.').map_or((stamp, Some(1)), |(stamp, nth)| (stamp, nth.parse().ok()));
        let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?.and_utc();
        let why = rest.strip_suffix(".db").or_else(|| rest.strip_suffix(".age"))?.to_owned();
        if why.contains(char::is_control) {
            return None;
        }
        let bytes = fs::metadata(&path).ok()?.len();
        Some(Self { at, nth: nth?, why, bytes, path })
    }

    fn stamp(&self) -> String {
        self.at.format(STAMP).to_string()
    }

    /// Whether it was sealed.
    pub fn is_sealed(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "age")
    }

    /// Whether it is what a restore replaced: it stays for good.
    pub fn is_set_aside(&self) -> bool {
        self.why.starts_with(SET_ASIDE)
    }

    /// Whether it is an unsaved text, which was sealed with the data.
    pub fn is_text(&self) -> bool {
        self.why.starts_with(TEXT)
    }

    /// Whether it is data that a restore replaced because it could not be opened.
    pub fn is_set_aside_damaged(&self) -> bool {
        self.why == DAMAGED
    }
}

/// The backups of a data folder, newest first by their names.
///
/// # Errors
/// When their folder cannot be read: then nobody knows what is in it.
pub fn backups(folder: &Path) -> Result<Vec<Backup>> {
    let place = folder.join(BACKUPS);
    let unreadable = |error| {
        Error::data(format!("the folder {} cannot be read; nothing was changed", place.display()))
            .cause(error)
            .hint(format!("check who owns it: ls -ld {}", shell_word(&place.display().to_string())))
    };
    let mut found = Vec::new();
    match fs::read_dir(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        entries => {
            for entry in entries.map_err(unreadable)? {
                found.extend(Backup::of(entry.map_err(unreadable)?.path()));
            }
        }
    }
    found.sort_by(|a, b| (b.at, b.nth, &b.why).cmp(&(a.at, a.nth, &a.why)));
    Ok(found)
}

/// The same, newest first by what is inside where a name is of a time still to come: a clock that ran ahead gave it,
/// and what it says tells nothing. `open` gives what a backup holds.
///
/// # Errors
/// Those of [`backups`].
pub fn newest_first(folder: &Path, now: Moment, open: impl Fn(&Path) -> Option<Store>) -> Result<Vec<Backup>> {
    let mut found = backups(folder)?;
    let latest = now.at().to_utc() + TimeDelta::days(1);
    if found.iter().any(|backup| backup.at > latest) {
        let inside = |backup: &Backup| open(&backup.path).and_then(|copy| copy.last_step().ok()).unwrap_or(-1);
        // The order by name is kept where that says nothing.
        found.sort_by_cached_key(|backup| std::cmp::Reverse(inside(backup)));
    }
    Ok(found)
}

/// This name, or where something has it, or is about to, the next one that nothing has.
pub(super) fn free_name(path: &Path, is_taken: impl Fn(&Path) -> bool) -> PathBuf {
    let taken = |path: &Path| path.symlink_metadata().is_ok() || is_taken(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let nth = |nth: u32| path.with_file_name(format!("{stem}-{nth}.{ending}"));
    std::iter::once(path.to_owned()).chain((2..).map(nth)).find(|path| !taken(path)).unwrap_or_else(|| path.to_owned())
}

impl Store {
    /// The whole data file.
    pub(super) fn bytes(&mut self) -> Result<Zeroizing<Vec<u8>>> {
        let data = self.connection.serialize(MAIN_DB).map_err(|error| explain(error, &self.place))?;
        Ok(Zeroizing::new(data.to_vec()))
    }

    /// The number of the last step of the log; 0 before the first.
    fn last_step(&self) -> Result<i64> {
        self.sql(self.connection.query_row("SELECT coalesce(max(seq), 0) FROM step", [], |row| row.get(0)))
    }

    /// The key that protects the data, if any does.
    pub fn key(&self) -> Option<&Key> {
        self.vault.as_ref().map(|vault| vault.key())
    }

    /// Copies the data to a new file at `path`, read back and checked before it is given its name.
    ///
    /// # Errors
    /// When the data is unsound, when something is at `path` already, or it cannot be written.
    pub fn backup(&mut self, path: &Path, sealing: &Sealing) -> Result<Holdings> {
        let plain = self.bytes()?;
        let copy = Self::of_bytes(&plain, &self.place)?;
        let faults = copy.faults()?;
        if let Some(fault) = faults.first() {
            return Err(Error::data(format!("{} is damaged; no backup was made of it", self.place))
                .cause(fault)
                .hint("`onward doctor` looks closer; `onward backup list` shows the backups there are"));
        }
        let sealed = match sealing {
            Sealing::AsTheData => self.key().map(|key| key.seal(&plain)),
            Sealing::Open => None,
            Sealing::For(recipient) => Some(seal::seal_for(recipient, &plain)),
            Sealing::Under(passphrase) => Some(seal::seal_under(passphrase, None, &plain)),
        };
        let written = match &sealed {
            None => plain.as_slice(),
            Some(Some(sealed)) => sealed.as_slice(),
            Some(None) => return Err(Error::refused("the backup could not be sealed; none was made")),
        };
        file::create(path, written).map_err(|wrong| not_created(path, wrong))?;
        let again = fs::read(path).map_err(|error| unwritten(path, Unwritten::Nothing(error)))?;
        if again != written {
            return Err(Error::data(format!("{} reads back differently from what was written", path.display()))
                .hint("check the disk; this file is no backup"));
        }
        copy.holdings()
    }

    /// Makes a backup in the data folder, and removes the oldest beyond the newest `keep`.
    ///
    /// # Errors
    /// Those of [`Store::backup`].
    pub fn automatic_backup(
        &mut self,
        folder: &Path,
        at: Moment,
        why: &str,
        sealing: &Sealing,
        keep: BackupCount,
    ) -> Result<(PathBuf, Holdings)> {
        let is_sealed = sealing.seals(self);
        let path = name(folder, at, why, is_sealed)?;
        let holdings = self.backup(&path, sealing)?;
        rotate(folder, keep, &path);
        Ok((path, holdings))
    }
}

/// A name in the folder of backups that nothing has yet.
///
/// # Errors
/// When that folder cannot be made.
pub(super) fn name(folder: &Path, at: Moment, why: &str, sealed: bool) -> Result<PathBuf> {
    let extension = if sealed { "age" } else { "db" };
    let place = folder.join(BACKUPS);
    let made = match DirBuilder::new().mode(FOLDER_MODE).create(&place) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.and_then(|()| file::give_to_owner_of(folder, &File::open(&place)?)),
    };
    made.map_err(|error| {
        let what = format!("{} cannot be written; nothing was saved", place.display());
        Error::data(what).cause(error).hint("check who owns the data folder; `onward backup -o FILE` writes elsewhere")
    })?;
    let stamp = at.at().with_timezone(&Utc).format(STAMP).to_string();
    let of_this_second = backups(folder)?.into_iter().filter(|backup| backup.stamp() == stamp);
    match of_this_second.map(|backup| backup.nth).max().unwrap_or_default() {
        0 => Ok(place.join(format!("{stamp}-{why}.{extension}"))),
        latest => Ok(place.join(format!("{stamp}.{}-{why}.{extension}", latest.saturating_add(1)))),
    }
}

/// Removes the oldest backups beyond the newest `keep`, of which `made` is one whatever the clock says. One that
/// cannot be removed is in nobody's way.
pub(super) fn rotate(folder: &Path, keep: BackupCount, made: &Path) {
    let others =
        backups(folder).unwrap_or_default().into_iter().filter(|backup| !backup.is_set_aside() && backup.path != made);
    for old in others.skip(usize::from(keep.0).saturating_sub(1)) {
        let _ = file::remove(&old.path);
    }
}

/// A name for the data that a restore replaces.
pub(super) fn set_aside_name(folder: &Path, at: Moment, sealed: bool) -> Result<PathBuf> {
    name(folder, at, SET_ASIDE, sealed)
}

/// A name for an unsaved text.
pub(super) fn text_name(folder: &Path, at: Moment) -> Result<PathBuf> {
    name(folder, at, TEXT, true)
}

/// A name for data that a restore replaces because it cannot be opened.
pub(super) fn damaged_name(folder: &Path, at: Moment, sealed: bool) -> Result<PathBuf> {
    name(folder, at, DAMAGED, sealed)
}

fn not_created(path: &Path, wrong: Unwritten) -> Error {
    let place = path.display();
    match wrong {
        Unwritten::Nothing(error) if error.kind() == ErrorKind::AlreadyExists => {
            Error::refused(format!("{place} exists already; it was left as it is"))
                .hint("name a file that does not exist yet")
        }
        Unwritten::Nothing(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(path).display();
            Error::refused(format!("the folder {folder} does not exist"))
                .hint(format!("create it first: mkdir -p {}", shell_word(&folder.to_string())))
        }
        Unwritten::Nothing(error) if error.kind() != ErrorKind::StorageFull => {
            Error::refused(format!("{place} could not be written; no backup was made"))
                .cause(error)
                .hint("name a place that you can write to")
        }
        Unwritten::Unconfirmed(error) => {
            Error::data(format!("could not confirm that {place} is on the disk")).cause(error).hint("make another one")
        }
        wrong @ Unwritten::Nothing(_) => unwritten(path, wrong),
    }
}
