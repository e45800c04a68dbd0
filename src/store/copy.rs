//! Opening a copy of the data: a backup, an earlier generation, or a file from elsewhere.

use std::fs;
use std::path::Path;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::folder::KEY;
use super::keyfile::KeyFiles;
use super::open::Header;
use super::seal::{self, Key, Unopened};
use super::{Store, bounded, file, trouble};
use crate::domain::limits;
use crate::error::{Error, Result};

/// Whether a file is sealed, in whichever way.
pub fn is_sealed(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| seal::sealed_how(&bytes).is_some())
}

/// Asks for the passphrase of a file; `again` where the one before did not open it. None where nobody is asked, or
/// they were asked often enough.
pub type Asking<'a> = &'a mut dyn FnMut(Again) -> Result<Option<SecretString>>;

/// Whether a passphrase was given already, and did not open the file.
pub type Again = bool;

/// Opens a copy of the data: a backup, an earlier generation, or a file from elsewhere. A sealed one is opened
/// with `key`, or with the `key.age` that lies beside it; that, and one under a passphrase, with what `ask` answers.
///
/// # Errors
/// [`Kind::Damaged`](crate::error::Kind::Damaged) when it is no copy of ours, or damaged;
/// [`Kind::Data`](crate::error::Kind::Data) when it is newer, or sealed for another key.
pub fn open_copy(path: &Path, key: Option<&Key>, ask: Asking<'_>) -> Result<Store> {
    let place = path.display().to_string();
    let bytes = bounded::read(path, limits::DATA_FILE).map_err(|why| bounded::copy_unread(&place, why))?;
    let opened_by_key = |key: &Key| key.open(&bytes).map_err(|why| not_opened(&place, why));
    let plain = match seal::sealed_how(&bytes) {
        None => Zeroizing::new(bytes),
        Some(seal::How::UnderPassphrase) => opened_under(&bytes, &place, ask)?,
        Some(seal::How::ForKey) => match key.map(opened_by_key) {
            Some(Ok(plain)) => plain,
            tried => match key_beside(path, ask)? {
                Some(key) => opened_by_key(&key)?,
                None => tried.unwrap_or_else(|| Err(not_opened(&place, Unopened::OtherKey)))?,
            },
        },
    };
    opened(&plain, &place)
}

fn opened_under(bytes: &[u8], place: &str, ask: Asking<'_>) -> Result<Zeroizing<Vec<u8>>> {
    let mut again = false;
    while let Some(passphrase) = ask(again)? {
        match seal::open_under(&passphrase, bytes) {
            Err(Unopened::OtherKey) => again = true,
            opened => return opened.map_err(|why| not_opened(place, why)),
        }
    }
    Err(not_opened(place, Unopened::OtherKey))
}

/// The key of the key file that was kept together with a sealed copy.
fn key_beside(path: &Path, ask: Asking<'_>) -> Result<Option<Key>> {
    let beside = path.with_file_name(KEY);
    if !beside.is_file() {
        return Ok(None);
    }
    let files = KeyFiles::of(file::folder_of(path));
    let mut again = false;
    while let Some(passphrase) = ask(again)? {
        if let Some(key) = files.open(&passphrase)? {
            return Ok(Some(key));
        }
        again = true;
    }
    Ok(None)
}

/// What a copy holds. What is said of the data file's own troubles does not help with a copy: only where it is
/// newer is there something to do about it.
fn opened(plain: &[u8], place: &str) -> Result<Store> {
    let unhelped = |error| Error { hint: None, ..error };
    let mut store = Store::of_bytes(plain, place).map_err(unhelped)?;
    let _watch = store.watched()?;
    let header = store.header();
    let newer = header.as_ref().is_ok_and(Header::is_newer);
    let version = store.version(header).map_err(|error| if newer { error } else { unhelped(error) })?;
    if version == 0 {
        return Err(unhelped(trouble::not_ours(place)));
    }
    store.vet(version).map_err(unhelped)?;
    store.bring_up_to_date(version)?;
    Ok(store)
}

fn not_opened(place: &str, why: Unopened) -> Error {
    match why {
        Unopened::TooManyRecipients => Error::refused(format!("{place} {}; it was not opened", seal::too_many()))
            .hint("seal it for fewer, or check that it is the right file"),
        Unopened::Damaged => Error::damaged(format!("{place} is damaged; it was left as it is")),
        Unopened::OtherKey => {
            Error::data(format!("{place} was sealed with another key or passphrase; it was left as it is"))
        }
    }
}
