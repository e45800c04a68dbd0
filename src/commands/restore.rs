//! `onward restore`: puts a backup in the place of the data.

use std::path::{Path, PathBuf};

use super::protect;
use crate::app::{Access, App, Outcome};
use crate::domain::holdings::Holdings;
use crate::domain::shell::shell_word;
use crate::error::{Error, Kind, Result};
use crate::store::backup::{Backup, newest_first};
use crate::store::copy::{is_sealed, open_copy};
use crate::store::{Key, KeyFiles, Store};
use crate::view::backup::{Held, Restored, differences, holds};

/// Put a backup in the place of the data, which is set aside
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward restore latest\n  onward restore /media/stick/onward.db")]
pub struct Args {
    /// The backup's file, or "latest" for the newest one that is sound
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// A backup that opens.
struct Found {
    path: PathBuf,
    copy: Store,
    /// Newer ones that do not.
    passed_over: Vec<String>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Folder
    }
}

/// Runs `onward restore`.
///
/// # Errors
/// When no backup can be opened, the answer is no, or the data cannot be written.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let folder = app.folder().to_owned();
    let key_file = KeyFiles::of(&folder).name();
    let key = if is_protected(&folder)? { Some(app.key()?) } else { None };
    let mut found = found(args, app, key.as_ref())?;
    let then = found.copy.holdings()?;
    let place = found.path.display().to_string();
    let what = match present(app, key.as_ref()) {
        Ok(now) => format!("This puts {place} in the place of the data: {}.", differences(&now, &then)),
        Err(error) if error.kind == Kind::Damaged => {
            format!("The data cannot be opened. This puts {place} in its place: {}.", holds(&then))
        }
        Err(error) => return Err(error),
    };
    app.confirm_setting_aside(&what, args.yes)?;
    let aside = Store::restore(&folder, key.as_ref().map(|key| (key, key_file)), &mut found.copy, app.now)?;
    let unsealed = key.is_none() && is_sealed(&found.path);
    let sealing = if unsealed { offer_to_seal(app) } else { Vec::new() };
    Ok(Box::new(Restored {
        as_of: app.today,
        from: place,
        holds: Held(then),
        set_aside: aside.map(|path| path.display().to_string()),
        passed_over: found.passed_over,
        sealing,
    }))
}

/// A sealed file that is gone still means that the data is protected.
fn is_protected(folder: &Path) -> Result<bool> {
    match Store::is_protected(folder) {
        Err(error) if error.kind == Kind::Damaged => Ok(true),
        found => found,
    }
}

/// What the data holds now.
fn present(app: &App<'_>, key: Option<&Key>) -> Result<Holdings> {
    let store = match key {
        Some(key) => Store::open_protected_for_reading(app.folder(), key.clone())?,
        None => Store::open_for_reading(app.folder(), app.now)?,
    };
    store.insist_on_being_sound()?;
    store.holdings()
}

/// The backup was sealed and the data is not: says so, and in a terminal seals it at once if that is wanted.
fn offer_to_seal(app: &mut App<'_>) -> Vec<String> {
    let told = "The backup was sealed, but your data is not. Seal it: onward protect on";
    let wanted = app.questions().map(|asker| asker.confirm("The backup was sealed. Seal your data now?"));
    match wanted {
        Some(Ok(true)) => match protect::seal(app) {
            Ok(done) => done,
            Err(error) => vec![format!("Your data is restored, but not sealed: {error}."), told.to_owned()],
        },
        _ => vec![told.to_owned()],
    }
}

/// How often a person may try to open a file from elsewhere.
const TRIES: u32 = 3;

/// Opens a copy, and asks for its passphrase where it takes one.
fn open(app: &mut App<'_>, path: &Path, key: Option<&Key>) -> Result<Store> {
    let mut asked = 0;
    open_copy(path, key, &mut |again| {
        asked += 1;
        if asked > TRIES || (again && !app.asks_anew()) {
            return Ok(None);
        }
        app.passphrase_of_a_file(again).map(Some)
    })
}

fn found(args: &Args, app: &mut App<'_>, key: Option<&Key>) -> Result<Found> {
    if args.from == Path::new("latest") {
        return latest(app, key);
    }
    match open(app, &args.from, key) {
        Ok(copy) => Ok(Found { path: args.from.clone(), copy, passed_over: Vec::new() }),
        Err(error) if matches!(error.kind, Kind::Data | Kind::Damaged) && error.hint.is_none() => {
            Err(match newest(app, key, &args.from)? {
                Some(good) => error.hint(format!(
                    "the newest backup that is sound: onward restore {}",
                    shell_word(&good.display().to_string())
                )),
                None => error.hint("there is no other backup in the data folder"),
            })
        }
        Err(error) => Err(error),
    }
}

fn latest(app: &mut App<'_>, key: Option<&Key>) -> Result<Found> {
    let mut passed_over = Vec::new();
    for backup in ordered(app, key)?.into_iter().filter(|backup| !backup.is_set_aside()) {
        match open(app, &backup.path, key) {
            Ok(copy) => return Ok(Found { path: backup.path, copy, passed_over }),
            Err(_) => passed_over.push(backup.path.display().to_string()),
        }
    }
    Err(Error::refused("there is no backup in the data folder that can be opened")
        .hint("name a file: onward restore FILE"))
}

fn ordered(app: &App<'_>, key: Option<&Key>) -> Result<Vec<Backup>> {
    newest_first(app.folder(), app.now, |path| open_copy(path, key, &mut |_| Ok(None)).ok())
}

fn newest(app: &App<'_>, key: Option<&Key>, except: &Path) -> Result<Option<PathBuf>> {
    let others = ordered(app, key)?.into_iter().filter(|backup| backup.path != except);
    Ok(others.map(|backup| backup.path).find(|path| open_copy(path, key, &mut |_| Ok(None)).is_ok()))
}
