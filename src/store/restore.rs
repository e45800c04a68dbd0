//! Putting a copy in the place of the data. What was there is set aside and stays for good.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::backup::{damaged_name, set_aside_name};
use super::folder::{DATA, Held, Switch, journal, make_private_folder};

use super::protect::{changed_meanwhile, put};
use super::trouble::{damaged, sealed_meanwhile, unwritable};
use super::vault::{sealed_path, unsealed_meanwhile};
use super::{Key, KeyFiles, Store};
use crate::domain::moment::Moment;
use crate::error::{Error, Kind, Result};

impl Store {
    /// Puts what `copy` holds in the place of the data of `folder`, all of it or nothing. What was there lies at the
    /// returned path from then on; none where there was nothing. `key` is that of sealed data, and the name that of its
    /// key file when it was opened.
    ///
    /// # Errors
    /// When the data cannot be set aside or written, or another command sealed or unsealed it, or changed its key,
    /// since it was looked at.
    pub fn restore(
        folder: &Path,
        key: Option<(&Key, Option<String>)>,
        copy: &mut Self,
        at: Moment,
    ) -> Result<Option<PathBuf>> {
        let data = if key.is_some() { sealed_path(folder) } else { folder.join(DATA) };
        make_private_folder(folder, &data).map_err(|error| unwritable(&data.display().to_string()).cause(error))?;
        let held = Rc::new(Held::take(folder)?);
        match (&key, sealed_path(folder).exists()) {
            (None, true) => return Err(sealed_meanwhile()),
            (Some(_), false) if folder.join(DATA).exists() => return Err(unsealed_meanwhile()),
            (Some((_, name)), _) if KeyFiles::of(folder).name() != *name => return Err(changed_meanwhile()),
            _ => {}
        }
        let key = key.map(|(key, _)| key);
        let mut switch = Switch::begin(&held, "restore")?;
        let aside = set_aside(&mut switch, &held, &data, key, at)?;
        put(&mut switch, &data, key, &copy.bytes()?)?;
        if key.is_none() {
            switch.remove(&journal(folder))?;
        }
        switch.commit()?;
        Ok(aside)
    }

    /// Whether it can be read to its end.
    ///
    /// # Errors
    /// [`Kind::Damaged`] when it cannot.
    pub fn insist_on_being_sound(&self) -> Result<()> {
        match self.faults()?.first() {
            None => Ok(()),
            Some(fault) => Err(damaged(&self.place).cause(fault)),
        }
    }
}

/// Sets aside what is there, as a backup where it can be opened, and as it is where it is damaged.
fn set_aside(
    switch: &mut Switch<'_>,
    held: &Rc<Held>,
    data: &Path,
    key: Option<&Key>,
    at: Moment,
) -> Result<Option<PathBuf>> {
    let folder = held.folder();
    // A readable file without a byte is a beginning; a sealed one never is.
    if key.is_none() && fs::metadata(data).is_ok_and(|found| found.len() == 0) && !journal(folder).exists() {
        return Ok(None);
    }
    match present(held, data, key, at) {
        Ok(None) => Ok(None),
        Ok(Some(mut store)) => {
            if store.is_empty()? {
                return Ok(None);
            }
            let aside = set_aside_name(folder, at, key.is_some())?;
            put(switch, &aside, key, &store.bytes()?)?;
            Ok(Some(aside))
        }
        Err(error) if error.kind == Kind::Damaged => {
            let aside = damaged_name(folder, at, key.is_some())?;
            switch.keep(data, &aside)?;
            if key.is_none() {
                switch.keep(&journal(folder), &aside.with_extension("db-journal"))?;
            }
            Ok(Some(aside))
        }
        Err(error) => Err(error),
    }
}

/// The data that is there; none where there is none.
fn present(held: &Rc<Held>, data: &Path, key: Option<&Key>, at: Moment) -> Result<Option<Store>> {
    if !data.exists() {
        return Ok(None);
    }
    let store = match key {
        Some(key) => Store::open_sealed_held(held, key.clone(), at)?,
        None => Store::open_plain_held(held, at)?,
    };
    store.insist_on_being_sound()?;
    if key.is_none() {
        // Another program that has the file open finishes first, and none begins.
        store.sql(store.connection.execute_batch("BEGIN EXCLUSIVE"))?;
    }
    Ok(Some(store))
}

/// What is said of data that is gone though the folder shows that there was some.
pub(super) fn lost(folder: &Path) -> Error {
    let place = folder.join(DATA);
    Error::damaged(format!("{} is missing or empty, but this folder held data before", place.display())).hint(
        "the newest backup that opens is put back by: onward restore latest; `onward backup list` shows all of them",
    )
}
