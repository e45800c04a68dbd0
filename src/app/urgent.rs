//! Opening the data for a command that has to answer, whatever happens to the data.

use std::path::{Path, PathBuf};

use super::{Access, App, open_with_settings, say_what_was_finished, unlock};
use crate::domain::setting::Settings;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::world::World;

/// Why an urgent command goes without the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    /// It is sealed: nobody was asked for the passphrase, or what was given did not open it.
    Locked(Option<Error>),
    /// It cannot be opened.
    Trouble(Error),
}

impl<'w> App<'w> {
    /// Opens the data of `folder` for a command that must answer: where that takes a passphrase and `ask` is not
    /// given, or cannot be done at all, it goes without and says why.
    ///
    /// # Errors
    /// When not even SQLite can be set up.
    pub fn open_urgently(world: &'w mut World, folder: Result<PathBuf>, ask: bool) -> Result<Self> {
        let (folder, opened) = match folder {
            Ok(folder) => {
                let opened = open_at_once(world, &folder, ask);
                (folder, opened)
            }
            Err(error) => (PathBuf::new(), Err(Withheld::Trouble(error))),
        };
        match opened {
            Ok((store, settings)) => Self::of(world, folder, Access::Read, store, settings),
            Err(withheld) => {
                let empty = Self::of(world, folder, Access::Read, Store::in_memory()?, Settings::default())?;
                Ok(Self { withheld: Some(withheld), ..empty })
            }
        }
    }
}

fn open_at_once(world: &mut World, folder: &Path, ask: bool) -> std::result::Result<(Store, Settings), Withheld> {
    say_what_was_finished(world, folder).map_err(Withheld::Trouble)?;
    let sealed = unlock::would_ask(folder).map_err(Withheld::Trouble)?;
    if sealed && !ask {
        return Err(Withheld::Locked(None));
    }
    let why = |error| if sealed { Withheld::Locked(Some(error)) } else { Withheld::Trouble(error) };
    open_with_settings(world, folder, Access::Read).map_err(why)
}
