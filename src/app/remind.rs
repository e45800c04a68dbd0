//! The reminder that this machine keeps: what would be written, what is there, and both ways between them.

use std::path::PathBuf;

use super::App;
use crate::domain::remind::{Daily, Keeper, Reminder};
use crate::error::{Error, Result};
use crate::exchange::{crontab, launchd, systemd};
use crate::view::remind::{Kept, Piece};
use crate::world::remind as machine;

impl App<'_> {
    /// A reminder by this program about this data.
    ///
    /// # Errors
    /// When a path cannot stand in a reminder.
    pub fn reminder(&self, daily: Daily) -> Result<Reminder> {
        let (program, data_dir) = machine::paths(&self.folder)?;
        Ok(Reminder::new(daily, program, data_dir)?)
    }

    /// What of this machine keeps reminders.
    ///
    /// # Errors
    /// When nothing does that is known here.
    pub fn usual_keeper() -> Result<Keeper> {
        if machine::has_launchd() {
            return Ok(Keeper::Launchd);
        }
        if machine::has_systemd() {
            return Ok(Keeper::Systemd);
        }
        if machine::has_crontab() {
            return Ok(Keeper::Crontab);
        }
        Err(Error::refused("neither systemd's user instance nor crontab answers on this machine")
            .hint("`--with systemd --print` shows what to put where, for another timer or another day"))
    }

    /// What a reminder consists of, and where.
    ///
    /// # Errors
    /// When no home folder is known.
    pub fn pieces(keeper: Keeper, reminder: &Reminder) -> Result<Vec<Piece>> {
        let texts = match keeper {
            Keeper::Systemd => vec![systemd::service(reminder), systemd::timer(reminder)],
            Keeper::Launchd => vec![launchd::agent(reminder)],
            Keeper::Crontab => {
                return Ok(vec![Piece { place: "crontab".to_owned(), text: crontab::line(reminder) + "\n" }]);
            }
        };
        let places = files(keeper)?.into_iter().map(|path| path.display().to_string());
        Ok(places.zip(texts).map(|(place, text)| Piece { place, text }).collect())
    }

    /// The reminders that are there, whatever keeps them.
    ///
    /// # Errors
    /// When a file of ours cannot be read.
    pub fn kept_reminders() -> Result<Vec<Kept>> {
        let mut kept = Vec::new();
        for &keeper in Keeper::ALL {
            let daily = match keeper {
                Keeper::Crontab => machine::crontab().ok().and_then(|table| crontab::read(&table)).map(Some),
                _ => kept_in_files(keeper)?,
            };
            let Some(daily) = daily else { continue };
            let paths = files(keeper)?;
            let places = if paths.is_empty() {
                vec!["crontab".to_owned()]
            } else {
                paths.iter().map(|path| path.display().to_string()).collect()
            };
            kept.push(Kept {
                kind: keeper,
                at: daily.map(|daily| daily.at),
                discreet: daily.map(|daily| daily.discreet),
                places,
            });
        }
        Ok(kept)
    }

    /// Writes a reminder and sees to it that it is kept, in the place of any there was: all of it, or nothing.
    ///
    /// # Errors
    /// When it cannot be written, or the machine will not keep it.
    pub fn keep_reminder(&self, keeper: Keeper, reminder: &Reminder) -> Result<()> {
        files(keeper)?.iter().try_for_each(|path| self.refuse_ours(path))?;
        let before = Self::kept_reminders()?;
        match keeper {
            Keeper::Crontab => machine::crontab()
                .and_then(|table| machine::set_crontab(&crontab::with(&table, &crontab::line(reminder)))),
            _ => keep_in_files(keeper, &Self::pieces(keeper, reminder)?),
        }
        .map_err(|error| error.hint("nothing was installed; `--with` names another way, `--print` only shows it"))?;
        before.iter().filter(|kept| kept.kind != keeper).try_for_each(|kept| Self::remove_reminder(kept.kind))
    }

    /// Takes away what is ours, and nothing else.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove_reminder(keeper: Keeper) -> Result<()> {
        match keeper {
            Keeper::Crontab => machine::set_crontab(&crontab::without(&machine::crontab()?)),
            _ => remove_files(keeper),
        }
    }

    /// Shows a notification; false where nothing here can.
    pub fn notify(title: &str, text: &str) -> bool {
        machine::notify(title, text)
    }
}

/// The files that a reminder consists of, the service before what starts it.
fn files(keeper: Keeper) -> Result<Vec<PathBuf>> {
    Ok(match keeper {
        Keeper::Systemd => [systemd::SERVICE, systemd::TIMER]
            .map(|name| machine::units().map(|at| at.join(name)))
            .into_iter()
            .collect::<Result<_>>()?,
        Keeper::Launchd => vec![machine::agents()?.join(format!("{}.plist", launchd::LABEL))],
        Keeper::Crontab => Vec::new(),
    })
}

fn texts(paths: &[PathBuf]) -> Result<Vec<Option<String>>> {
    paths.iter().map(|path| machine::read(path)).collect()
}

/// None where no file is; within, none where the files say something else than we wrote.
fn kept_in_files(keeper: Keeper) -> Result<Option<Option<Daily>>> {
    let found = texts(&files(keeper)?)?;
    if found.iter().all(Option::is_none) {
        return Ok(None);
    }
    Ok(Some(match found.as_slice() {
        [Some(service), Some(timer)] => systemd::read(service, timer),
        [Some(agent)] => launchd::read(agent),
        _ => None,
    }))
}

fn keep_in_files(keeper: Keeper, pieces: &[Piece]) -> Result<()> {
    let paths = files(keeper)?;
    let before = texts(&paths)?;
    let written = paths.iter().zip(pieces).try_for_each(|(path, piece)| machine::write(path, &piece.text));
    written.and_then(|()| start(keeper, &paths)).inspect_err(|_| put_back(keeper, &paths, &before))
}

/// The first error is the one that counts; what goes wrong on the way back changes nothing about it.
fn put_back(keeper: Keeper, paths: &[PathBuf], before: &[Option<String>]) {
    if before.iter().all(Option::is_none) {
        drop(remove_files(keeper));
        return;
    }
    for (path, text) in paths.iter().zip(before) {
        drop(text.as_ref().map_or_else(|| machine::remove(path), |text| machine::write(path, text)));
    }
    drop(start(keeper, paths));
}

fn start(keeper: Keeper, paths: &[PathBuf]) -> Result<()> {
    match (keeper, paths) {
        (Keeper::Launchd, [agent]) => {
            // One that runs already stands in the way of another time.
            drop(machine::launchctl("bootout", &format!("/{}", launchd::LABEL), None));
            machine::launchctl("bootstrap", "", Some(agent))
        }
        _ => {
            machine::systemctl(&["daemon-reload"])?;
            machine::systemctl(&["enable", systemd::TIMER])?;
            machine::systemctl(&["restart", systemd::TIMER])
        }
    }
}

/// Where the machine does not answer, nothing runs that would have to be stopped: the files are what counts.
fn remove_files(keeper: Keeper) -> Result<()> {
    let paths = files(keeper)?;
    if keeper == Keeper::Launchd {
        drop(machine::launchctl("bootout", &format!("/{}", launchd::LABEL), None));
        return paths.iter().try_for_each(|path| machine::remove(path));
    }
    drop(machine::systemctl(&["disable", "--now", systemd::TIMER]));
    machine::remove(&machine::units()?.join("timers.target.wants").join(systemd::TIMER))?;
    paths.iter().try_for_each(|path| machine::remove(path))?;
    drop(machine::systemctl(&["daemon-reload"]));
    Ok(())
}
