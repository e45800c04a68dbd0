//! `onward protect`: the data sealed under a passphrase.

use age::secrecy::ExposeSecret;
use clap::Subcommand;

use crate::app::unlock::is_unlocked;
use crate::app::{Access, App, Outcome};
use crate::error::{Error, Result};
use crate::store::protect::{Left, Secrets};
use crate::store::{Key, KeyFiles, Store, generations};
use crate::view::protection::Protection;

/// Seal the data under a passphrase
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward protect on\n  onward protect status\n\nThe program works the same either way. \
                        In scripts, ONWARD_PASSPHRASE_COMMAND names a command that prints the passphrase."
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Seal the data: asks for a passphrase, and shows a recovery code for paper
    #[command(after_help = "Examples:\n  onward protect on\n  onward protect status")]
    On,
    /// Make the data readable without a passphrase again
    #[command(after_help = "Examples:\n  onward protect off\n  onward protect status")]
    Off,
    /// How the data is protected
    #[command(after_help = "Examples:\n  onward protect status\n  onward protect status --json")]
    Status,
    /// Change the passphrase
    #[command(
        after_help = "Examples:\n  onward protect passphrase\n  onward protect rekey     # if someone took the old key file"
    )]
    Passphrase,
    /// Make a new recovery code; the one before it opens nothing from then on
    #[command(after_help = "Examples:\n  onward protect recovery\n  onward protect status")]
    Recovery,
    /// Seal everything for a new key: a copy of the old key file opens nothing from then on
    #[command(after_help = "Examples:\n  onward protect rekey\n  onward protect status")]
    Rekey,
    /// Forget the unlocked key now
    #[command(after_help = "Examples:\n  onward protect lock\n  onward config set lock-after 5    # minutes")]
    Lock,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Folder
    }
}

/// Answers.
///
/// # Errors
/// When the passphrase is another one, or a file cannot be written.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let protected = Store::is_protected(app.folder())?;
    let (done, left) = match (&args.command, protected) {
        (Command::Status, _) => Done::default(),
        (Command::On, false) => on(app)?,
        (Command::On, true) => {
            return Err(Error::refused("the data is sealed already").hint("`onward protect status` shows how"));
        }
        (_, false) => return Err(Error::refused("the data is not sealed").hint("`onward protect on` seals it")),
        (Command::Off, true) => off(app)?,
        (Command::Passphrase, true) => passphrase(app)?,
        (Command::Recovery, true) => recovery(app)?,
        (Command::Rekey, true) => rekey(app)?,
        (Command::Lock, true) => (lock(app), Left::default()),
    };
    let folder = app.folder();
    let protected = Store::is_protected(folder)?;
    Ok(Box::new(Protection {
        as_of: app.today,
        protected,
        recovery_code: protected && KeyFiles::of(folder).has_recovery(),
        unlocked: protected && is_unlocked(folder),
        generations: generations(folder),
        done,
        left_readable: left.readable.iter().map(|path| path.display().to_string()).collect(),
        left_sealed: left.unopened.iter().map(|path| path.display().to_string()).collect(),
    }))
}

/// What a change of the protection came to: what was done, and what could not be reached.
type Done = (Vec<String>, Left);

/// Seals the data for another command; what was done.
///
/// # Errors
/// Those of `onward protect on`.
pub(super) fn seal(app: &mut App<'_>) -> Result<Vec<String>> {
    on(app).map(|(done, _)| done)
}

fn on(app: &mut App<'_>) -> Result<Done> {
    app.insist_that_no_text_is_open()?;
    let passphrase = app.new_passphrase()?;
    let recovery = app.new_recovery_code()?;
    let made = recovery.is_some();
    let left = Store::protect(app.folder(), &Key::generate(), &Secrets { passphrase, recovery }, app.now)?;
    let mut done = vec![
        "The data is sealed, and its backups in the data folder too; what was readable there is removed."
            .to_owned(),
        "Out of reach: exports, backups and snapshots that lie elsewhere, and what the disk itself keeps of deleted files."
            .to_owned(),
    ];
    if !left.texts.is_empty() {
        let texts: Vec<String> = left.texts.iter().map(|path| path.display().to_string()).collect();
        done.push(format!("Unsaved text from an editor was sealed too: {}", texts.join(", ")));
    }
    if made {
        done.push("Without the passphrase or the recovery code nobody can open it: not you, and not we.".to_owned());
    } else {
        done.push("Without the passphrase nobody can open it: not you, and not we.".to_owned());
        done.push("There is no recovery code yet. In a terminal: onward protect recovery".to_owned());
    }
    Ok((done, left))
}

fn off(app: &mut App<'_>) -> Result<Done> {
    let key = app.key()?;
    app.forget_key();
    let left = Store::unprotect(app.folder(), key, app.now)?;
    Ok((vec!["The data is no longer sealed: whoever can read your files can read it.".to_owned()], left))
}

fn passphrase(app: &mut App<'_>) -> Result<Done> {
    let (_, old) = app.key_by_passphrase()?;
    let new = app.new_passphrase()?;
    if new.expose_secret() == old.expose_secret() {
        return Err(Error::refused("that is the passphrase there was; nothing was changed")
            .hint("choose another one; ONWARD_PASSPHRASE_COMMAND gives only one, so unset it first"));
    }
    app.forget_key();
    Store::change_passphrase(app.folder(), &old, &new)?;
    let done = vec![
        "The passphrase is changed.".to_owned(),
        "A copy of the old key file still opens with the old passphrase; `onward protect rekey` makes it worthless."
            .to_owned(),
    ];
    Ok((done, Left::default()))
}

fn recovery(app: &mut App<'_>) -> Result<Done> {
    let (_, passphrase) = app.key_by_passphrase()?;
    let code = app.new_recovery_code()?;
    let code =
        code.ok_or_else(|| Error::usage("a recovery code is shown once, in a terminal").hint("run it in a terminal"))?;
    Store::change_recovery(app.folder(), &passphrase, &code)?;
    let done = vec!["The recovery code opens the data from now on; any before it no longer does.".to_owned()];
    Ok((done, Left::default()))
}

fn rekey(app: &mut App<'_>) -> Result<Done> {
    let (key, passphrase) = app.key_by_passphrase()?;
    let recovery = app.new_recovery_code()?;
    let made = recovery.is_some();
    app.forget_key();
    let left = Store::rekey(app.folder(), key, &Secrets { passphrase, recovery }, app.now)?;
    let mut done = vec![
        "Everything is sealed for a new key; a copy of the old key file opens nothing in this folder from now on."
            .to_owned(),
        "A sealed backup that you keep elsewhere still needs the key.age that was kept with it.".to_owned(),
    ];
    if !made {
        done.push(
            "The recovery code before it opens nothing either. In a terminal: onward protect recovery".to_owned(),
        );
    }
    Ok((done, left))
}

fn lock(app: &mut App<'_>) -> Vec<String> {
    let said =
        if app.forget_key() { "Locked: the passphrase is asked for next time." } else { "It was locked already." };
    vec![said.to_owned()]
}
