//! `onward restore`: puts a backup in the place of the data.

use std::path::{Path, PathBuf};

use crate::app::{App, Outcome};
use crate::domain::shell::shell_word;
use crate::error::{Error, Kind, Result};
use crate::store::backup::{backups, open_copy};
use crate::store::restore::{set_aside_unreadable, write_anew};
use crate::store::{Key, Store};
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

/// Answers.
///
/// # Errors
/// When no backup can be opened, the answer is no, or the data cannot be written.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let folder = app.folder().to_owned();
    // A sealed file that is gone still means that the data is protected.
    let protected = Store::is_protected(&folder).unwrap_or(true);
    let key = if protected { Some(app.key()?) } else { None };
    let mut found = found(args, app, key)?;
    let then = found.copy.holdings()?;
    let present = match open(app, protected).and_then(sound) {
        Err(error) if error.kind != Kind::Data => return Err(error),
        opened => opened.ok(),
    };
    let place = found.path.display().to_string();
    let what = match &present {
        Some(store) => {
            format!("This puts {place} in the place of the data: {}.", differences(&store.holdings()?, &then))
        }
        None => format!("The data cannot be opened. This puts {place} in its place: {}.", holds(&then)),
    };
    app.confirm_setting_aside(&what, args.yes)?;
    let aside = match present {
        Some(mut store) => store.replace_with(&mut found.copy, &folder, app.now)?,
        None => {
            let key = if protected { Some(app.key()?) } else { None };
            let aside = set_aside_unreadable(&folder, app.now)?;
            write_anew(&folder, key, &mut found.copy, app.now)?;
            aside
        }
    };
    Ok(Box::new(Restored {
        as_of: app.today,
        from: place,
        holds: Held(then),
        set_aside: aside.map(|path| path.display().to_string()),
        passed_over: found.passed_over,
    }))
}

fn open(app: &mut App<'_>, protected: bool) -> Result<Store> {
    if protected {
        let key = app.key()?;
        return Store::open_protected_for_writing(app.folder(), key, app.now);
    }
    Store::open_for_writing(app.folder(), app.now)
}

/// Data that can be read to the end; any other is set aside as it is.
fn sound(store: Store) -> Result<Store> {
    match store.faults()?.is_empty() {
        true => Ok(store),
        false => Err(Error::data("the data is damaged")),
    }
}

fn found(args: &Args, app: &mut App<'_>, key: Option<Key>) -> Result<Found> {
    if args.from != Path::new("latest") {
        return match open_copy(&args.from, key.as_ref(), || app.passphrase_of_a_file()) {
            Ok(copy) => Ok(Found { path: args.from.clone(), copy, passed_over: Vec::new() }),
            Err(error) if error.kind == Kind::Data && error.hint.is_none() => {
                Err(match newest(app, key.as_ref(), &args.from) {
                    Some(good) => error.hint(format!(
                        "the newest backup that is sound: onward restore {}",
                        shell_word(&good.display().to_string())
                    )),
                    None => error.hint("there is no other backup in the data folder"),
                })
            }
            Err(error) => Err(error),
        };
    }
    let mut passed_over = Vec::new();
    for backup in backups(app.folder()).into_iter().filter(|backup| !backup.is_set_aside()) {
        match open_copy(&backup.path, key.as_ref(), || app.passphrase_of_a_file()) {
            Ok(copy) => return Ok(Found { path: backup.path, copy, passed_over }),
            Err(_) => passed_over.push(backup.path.display().to_string()),
        }
    }
    Err(Error::refused("there is no backup in the data folder that can be opened")
        .hint("name a file: onward restore FILE"))
}

fn newest(app: &App<'_>, key: Option<&Key>, except: &Path) -> Option<PathBuf> {
    let nobody = || Err(Error::refused("nobody is asked"));
    let others = backups(app.folder()).into_iter().filter(|backup| backup.path != except);
    others.map(|backup| backup.path).find(|path| open_copy(path, key, nobody).is_ok())
}
