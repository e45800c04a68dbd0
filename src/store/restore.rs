//! Putting a copy in the place of the data. What was there is set aside and stays for good.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};

use super::backup::set_aside_name;
use super::file::sync_folder_of;
use super::trouble::{busy, explain, unwritable};
use super::vault::{Vault, sealed_path};
use super::{FILE_NAME, Key, Sealing, Store};
use crate::domain::moment::Moment;
use crate::error::Result;

impl Store {
    /// Replaces everything by what `copy` holds, all of it or nothing. What was there lies at the returned path
    /// from then on; none where there was nothing.
    ///
    /// # Errors
    /// When the data cannot be set aside or written.
    pub fn replace_with(&mut self, copy: &mut Self, folder: &Path, at: Moment) -> Result<Option<PathBuf>> {
        let aside = if self.holdings()?.is_empty() {
            None
        } else {
            let aside = set_aside_name(folder, at, self.key().is_some())?;
            self.backup(&aside, &Sealing::AsTheData)?;
            Some(aside)
        };
        match &self.vault {
            Some(vault) => vault.save(&copy.bytes()?)?,
            None => self.copy_from(copy)?,
        }
        Ok(aside)
    }

    /// Copies page by page inside one transaction of the file: a cut-off copy is rolled back.
    fn copy_from(&mut self, copy: &Self) -> Result<()> {
        let copied = Backup::new(&copy.connection, &mut self.connection).and_then(|backup| backup.step(-1));
        match copied.map_err(|error| explain(error, &self.place))? {
            StepResult::Done => Ok(()),
            _ => Err(busy()),
        }
    }
}

/// Sets a data file aside that cannot be opened, as it is, with the journal that belongs to it.
///
/// # Errors
/// When it cannot be renamed; it is where it was then.
pub fn set_aside_unreadable(folder: &Path, at: Moment) -> Result<Option<PathBuf>> {
    let sealed = sealed_path(folder);
    let (data, is_sealed) = if sealed.exists() { (sealed, true) } else { (folder.join(FILE_NAME), false) };
    if !data.exists() {
        return Ok(None);
    }
    let aside = set_aside_name(folder, at, is_sealed)?;
    let failed = |error| unwritable(&data.display().to_string()).cause(error);
    let journal = data.with_extension("db-journal");
    if journal.exists() {
        fs::rename(&journal, aside.with_extension("db-journal")).map_err(failed)?;
    }
    fs::rename(&data, &aside).and_then(|()| sync_folder_of(&data)).map_err(failed)?;
    Ok(Some(aside))
}

/// Writes what `copy` holds where no data is.
///
/// # Errors
/// When it cannot be written.
pub fn write_anew(folder: &Path, key: Option<Key>, copy: &mut Store, at: Moment) -> Result<()> {
    match key {
        Some(key) => Vault::for_writing(folder, key)?.save(&copy.bytes()?),
        None => Store::open_for_writing(folder, at)?.copy_from(copy),
    }
}
