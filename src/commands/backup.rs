//! `onward backup`: a checked copy of everything.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::app::{Access, App, Outcome};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::store::{Sealing, backup, recipient};
use crate::view::backup::{BackupItem, BackupMade, Backups, Held};

/// Make a checked copy of everything (also: list)
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward backup\n  onward backup -o /media/stick/onward.db --passphrase\n\n\
                  Without -o it lies in the data folder, among those made before every import and restore; \
                  `onward config set backups 30` keeps more of these."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Where to put it: a file that does not exist yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Seal it for the holder of an age key: age1...
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase", requires = "output")]
    encrypt_to: Option<String>,
    /// Seal it under a passphrase that is asked for
    #[arg(long, requires = "output")]
    passphrase: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The backups in the data folder, newest first
    #[command(after_help = "Examples:\n  onward backup list\n  onward restore latest")]
    List,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When the data is damaged, or the copy cannot be written.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    if let Some(Command::List) = &args.command {
        return Ok(Box::new(Backups { as_of: app.today, backups: list(app)? }));
    }
    if app.store.is_empty()? {
        return Err(
            Error::refused("there is nothing to back up yet").hint("the first check-in begins it: onward checkin")
        );
    }
    let sealing = sealing(args, app)?;
    let sealed = sealing.seals(&app.store);
    let (path, holdings) = match &args.output {
        Some(path) => {
            let there = "without -o the backup lies there, among the others; with -o name a place elsewhere";
            app.refuse_ours(path).map_err(|error| error.hint(there))?;
            (path.clone(), app.store.backup(path, &sealing)?)
        }
        None => app.back_up("asked", &sealing)?,
    };
    let besides = match sealing {
        Sealing::AsTheData if sealed => {
            Some("It opens with the key that is in this data folder: keep a copy of key.age with it.")
        }
        Sealing::AsTheData | Sealing::Open => None,
        Sealing::For(_) => Some("It opens with that recipient's key: age -d -i KEY FILE"),
        Sealing::Under(_) => Some("It opens with that passphrase: onward restore FILE, or age -d FILE"),
    };
    Ok(Box::new(BackupMade { as_of: app.today, path: shown(&path), sealed, holds: Held(holdings), besides }))
}

fn sealing(args: &Args, app: &mut App<'_>) -> Result<Sealing> {
    if args.passphrase {
        return app.new_passphrase().map(Sealing::Under);
    }
    match &args.encrypt_to {
        Some(text) => {
            let known = recipient(text).map(Sealing::For);
            known.ok_or_else(|| {
                Error::usage(format!("--encrypt-to: \"{text}\" is not an age recipient"))
                    .hint("it begins with age1; age-keygen -y KEY shows it")
            })
        }
        None => Ok(Sealing::AsTheData),
    }
}

fn list(app: &App<'_>) -> Result<Vec<BackupItem>> {
    let zone = app.now.at().timezone();
    let item = |backup: backup::Backup| BackupItem {
        path: shown(&backup.path),
        at: Moment::new(backup.at.with_timezone(&zone)),
        sealed: backup.is_sealed(),
        why: backup.why,
        bytes: backup.bytes,
    };
    Ok(backup::backups(app.folder())?.into_iter().map(item).collect())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
