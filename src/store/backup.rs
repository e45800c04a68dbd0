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
use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::MAIN_DB;
use zeroize::Zeroizing;

use super::file::{self, Unwritten};
use super::keyfile::unwritten;
use super::open::{FOLDER_MODE, Header};
use super::seal::{self, Key, Unopened};
use super::trouble::explain;
use super::{NewStep, Store, Target};
use crate::domain::holdings::Holdings;
use crate::domain::moment::Moment;
use crate::domain::setting::BackupCount;
use crate::domain::shell::shell_word;
use crate::error::{Error, Result};

/// The folder of the backups that the program makes by itself.
const FOLDER: &str = "backups";

/// The reason of a backup that is never rotated away: the data that a restore replaced.
const SET_ASIDE: &str = "set-aside";

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
}

/// The backups of a data folder, newest first.
pub fn backups(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let mut found: Vec<Backup> = entries.filter_map(|entry| Backup::of(entry.path())).collect();
    found.sort_by(|a, b| (b.at, b.nth, &b.why).cmp(&(a.at, a.nth, &a.why)));
    found
}

impl Store {
    /// The whole data file.
    pub(super) fn bytes(&mut self) -> Result<Zeroizing<Vec<u8>>> {
        let data = self.connection.serialize(MAIN_DB).map_err(|error| explain(error, &self.place))?;
        Ok(Zeroizing::new(data.to_vec()))
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
    pub fn automatic_backup(&mut self, folder: &Path, at: Moment, why: &str, keep: BackupCount) -> Result<PathBuf> {
        let path = name(folder, at, why, self.key().is_some())?;
        self.backup(&path, &Sealing::AsTheData)?;
        rotate(folder, keep, &path);
        Ok(path)
    }
}

/// A name in the folder of backups that nothing has yet.
///
/// # Errors
/// When that folder cannot be made.
pub fn name(folder: &Path, at: Moment, why: &str, sealed: bool) -> Result<PathBuf> {
    let extension = if sealed { "age" } else { "db" };
    let place = folder.join(FOLDER);
    let made = DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(&place);
    made.map_err(|error| {
        let what = format!("{} cannot be written; nothing was saved", place.display());
        Error::data(what).cause(error).hint("check who owns the data folder; `onward backup -o FILE` writes elsewhere")
    })?;
    let stamp = at.at().with_timezone(&Utc).format(STAMP).to_string();
    let of_this_second = backups(folder).into_iter().filter(|backup| backup.stamp() == stamp);
    match of_this_second.map(|backup| backup.nth).max().unwrap_or_default() {
        0 => Ok(place.join(format!("{stamp}-{why}.{extension}"))),
        latest => Ok(place.join(format!("{stamp}.{}-{why}.{extension}", latest.saturating_add(1)))),
    }
}

/// Removes the oldest backups beyond the newest `keep`, of which `made` is one whatever the clock says. One that
/// cannot be removed is in nobody's way.
pub fn rotate(folder: &Path, keep: BackupCount, made: &Path) {
    let others = backups(folder).into_iter().filter(|backup| !backup.is_set_aside() && backup.path != made);
    for old in others.skip(usize::from(keep.0).saturating_sub(1)) {
        let _ = file::remove(&old.path);
    }
}

/// A name for the data that a restore replaces.
pub(super) fn set_aside_name(folder: &Path, at: Moment, sealed: bool) -> Result<PathBuf> {
    name(folder, at, SET_ASIDE, sealed)
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

/// Opens a copy of the data: a backup, an earlier generation, or a file from elsewhere. A sealed one is opened
/// with `key`, one under a passphrase with what `passphrase` answers.
///
/// # Errors
/// [`Kind::Data`](crate::error::Kind::Data) when it is no copy of ours, damaged, newer, or sealed for another key.
pub fn open_copy(path: &Path, key: Option<&Key>, passphrase: impl FnOnce() -> Result<SecretString>) -> Result<Store> {
    let place = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Error::refused(format!("there is no file {place}")).hint("`onward backup list` shows the backups there are")
        }
        _ => Error::refused(format!("{place} cannot be read")).cause(error),
    })?;
    let plain = match seal::sealed_how(&bytes) {
        None => Zeroizing::new(bytes),
        Some(seal::How::UnderPassphrase) => {
            seal::open_under(&passphrase()?, &bytes).map_err(|why| not_opened(&place, why))?
        }
        Some(seal::How::ForKey) => {
            let key = key.ok_or_else(|| not_opened(&place, Unopened::OtherKey))?;
            key.open(&bytes).map_err(|why| not_opened(&place, why))?
        }
    };
    opened(&plain, &place)
}

/// What a copy holds. What is said of the data file's own troubles does not help with a copy: only where it is
/// newer is there something to do about it.
fn opened(plain: &[u8], place: &str) -> Result<Store> {
    let unhelped = |error| Error { hint: None, ..error };
    let store = Store::of_bytes(plain, place).map_err(unhelped)?;
    let header = store.header();
    let newer = header.as_ref().is_ok_and(Header::is_newer);
    let version = store.version(header).map_err(|error| if newer { error } else { unhelped(error) })?;
    if version == 0 {
        return Err(unhelped(super::trouble::not_ours(place)));
    }
    if let Some(fault) = store.faults().map_err(unhelped)?.first() {
        return Err(Error::data(format!("{place} is damaged; it was left as it is")).cause(fault));
    }
    store.bring_up_to_date(version)?;
    Ok(store)
}

fn not_opened(place: &str, why: Unopened) -> Error {
    match why {
        Unopened::Damaged => Error::data(format!("{place} is damaged; it was left as it is")),
        Unopened::OtherKey => {
            Error::data(format!("{place} was sealed with another key or passphrase; it was left as it is"))
        }
    }
}

/// What an erasing came to in the backups of a data folder.
pub struct InBackups {
    /// How many held the record, and no longer do.
    pub erased: usize,
    /// Those that could not be opened, and may still hold it.
    pub unopened: Vec<PathBuf>,
}

/// Erases a record from every backup of a data folder.
///
/// # Errors
/// When a backup cannot be written anew; it is as it was then.
pub fn erase_from_all(folder: &Path, key: Option<&Key>, step: &NewStep<'_>, target: &Target) -> Result<InBackups> {
    let mut found = InBackups { erased: 0, unopened: Vec::new() };
    let nobody = || Err(Error::refused("nobody is asked"));
    for backup in backups(folder) {
        let Ok(mut copy) = open_copy(&backup.path, key, nobody) else {
            found.unopened.push(backup.path);
            continue;
        };
        let erased = copy.erase(step, target)?;
        if erased.record || erased.log_entries > 0 {
            write_again(&backup, key, &copy.bytes()?)?;
            found.erased += 1;
        }
    }
    Ok(found)
}

fn write_again(backup: &Backup, key: Option<&Key>, plain: &[u8]) -> Result<()> {
    let path = &backup.path;
    let failed = |error| unwritten(path, Unwritten::Nothing(error));
    let old = File::options().write(true).open(path).map_err(failed)?;
    let sealed = key.filter(|_| backup.is_sealed()).and_then(|key| key.seal(plain));
    file::replace(path, sealed.as_deref().unwrap_or(plain)).map_err(|wrong| unwritten(path, wrong))?;
    file::overwrite(&old).map_err(failed)
}
