//! `onward doctor`: looks the data over.

use super::odd;
use crate::app::{Access, App, Outcome};
use crate::domain::finding::{Finding, State};
use crate::error::{Error, Kind, Result};
use crate::store::directory::Directory;
use crate::store::doctor::{look_at_backups, look_at_files, look_at_generations, look_for_readable};
use crate::store::{Key, KeyFiles, Store};
use crate::view::doctor::Checkup;

/// Look the data over: structure, modes, leftovers, times, backups
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward doctor\n  onward doctor --fix\n\nExit code 0 when all is well, 3 when something is wrong."
)]
pub struct Args {
    /// Mend what is safe to mend: modes, leftovers, what is derived; never a record
    #[arg(long)]
    fix: bool,
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
/// When the passphrase that was typed opens nothing.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    if !app.folder().exists() {
        let none = Finding::new("data", State::Note, "there is none yet; the first check-in makes it");
        return Ok(Box::new(Checkup::new(app.today, [vec![none], odd::without_data(app)].concat())));
    }
    let drafts = app.look_at_drafts(args.fix)?;
    let mut findings = look_at_files(app.folder(), args.fix);
    findings.extend(drafts);
    findings.extend(odd::zone(app));
    findings.extend(Directory::look(app.folder()));
    match data(app, args.fix) {
        Ok(found) => findings.extend(found),
        Err(error) if matches!(error.kind, Kind::Data | Kind::Damaged | Kind::Busy) => findings.push(unopened(&error)),
        Err(error) => return Err(error),
    }
    Ok(Box::new(Checkup::new(app.today, findings)))
}

fn unopened(error: &Error) -> Finding {
    // Who is told this has called the doctor already.
    let hint = error.hint.as_deref().map(|hint| hint.trim_start_matches("`onward doctor` looks closer; "));
    let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    Finding::new("data", State::Wrong, format!("{}{hint}", error.message))
}

fn data(app: &mut App<'_>, fix: bool) -> Result<Vec<Finding>> {
    let (folder, now) = (app.folder().to_owned(), app.now);
    let mut findings = Vec::new();
    let key = if Store::is_protected(&folder)? {
        let (key, is_opened) = app.key_and_whether_typed()?;
        findings.extend(KeyFiles::of(&folder).look(is_opened));
        match key {
            Some(key) => Some(key),
            None => {
                findings.push(unchecked());
                return Ok(findings);
            }
        }
    } else {
        None
    };
    let backups = look_at_backups(&folder, key.as_ref(), now);
    if let Some(key) = &key {
        findings.extend(keyring());
        findings.extend(look_at_generations(&folder, key));
        findings.extend(readable(app, key, fix));
    }
    match open(app, key.clone(), false).and_then(|store| Ok([store.look_over(now)?, odd::clock(&store, now)?].concat()))
    {
        Ok(found) if fix && found.iter().any(is_derived_wrong) => findings.extend(mended(app, key, found)?),
        Ok(found) => findings.extend(found),
        Err(error) => findings.push(unopened(&error)),
    }
    findings.extend(backups);
    Ok(findings)
}

/// What cannot be looked at without the passphrase.
fn unchecked() -> Finding {
    let said = "not checked: the data, its earlier states and its backups are sealed, and no one can be asked for the \
                passphrase; run `onward doctor` in a terminal";
    Finding::new("data", State::Note, said)
}

/// What is readable beside sealed data; opening that for writing seals or overwrites it.
fn readable(app: &App<'_>, key: &Key, fix: bool) -> Option<Finding> {
    let found = look_for_readable(app.folder())?;
    let mended = fix && open(app, Some(key.clone()), true).is_ok() && look_for_readable(app.folder()).is_none();
    Some(if mended { Finding { state: State::Mended, ..found } } else { found })
}

fn is_derived_wrong(finding: &Finding) -> bool {
    finding.about == "stretches" && finding.state == State::Wrong
}

fn mended(app: &App<'_>, key: Option<Key>, found: Vec<Finding>) -> Result<Vec<Finding>> {
    let mut store = open(app, key, true)?;
    store.mend_runs()?;
    store.settle()?;
    let mended = || Finding::new("stretches", State::Mended, "the stretches of check-ins were counted anew");
    Ok(found.into_iter().map(|finding| if is_derived_wrong(&finding) { mended() } else { finding }).collect())
}

fn open(app: &App<'_>, key: Option<Key>, writing: bool) -> Result<Store> {
    match (key, writing) {
        (Some(key), true) => Store::open_protected_for_writing(app.folder(), key, app.now),
        (Some(key), false) => Store::open_protected_for_reading(app.folder(), key),
        (None, true) => Store::open_for_writing(app.folder(), app.now),
        (None, false) => Store::open_for_reading(app.folder(), app.now),
    }
}

fn keyring() -> Option<Finding> {
    let said = "there is no keyring here, so the passphrase is asked for each time";
    (!App::has_keyring()).then(|| Finding::new("keyring", State::Note, said))
}
