//! The first write of a home. What refuses must create nothing, and whether a command refuses is known only once it has
//! run: where there is no data yet it runs in memory, and what it recorded there is put into the new file.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::vault::sealed_path;
use super::{FILE_NAME, NewStep, Store, Writer};
use crate::domain::archive::Table;
use crate::error::{Error, Result};

/// How long to wait before looking again whether another command that begins the same data is done.
const PAUSE: Duration = Duration::from_millis(20);

/// How often: ten seconds in all.
const PATIENCE: u32 = 500;

/// Held while a home is begun: of several commands that would begin it one does, and the others find it begun.
pub struct Beginning {
    /// The folder that the data folder is to lie in, or lies in: locking it creates nothing.
    _locked: Option<File>,
}

impl Beginning {
    /// Where there is no data in `folder`, once nobody else is beginning it.
    pub fn of(folder: &Path) -> Option<Self> {
        if Store::is_begun(folder) {
            return None;
        }
        let locked = lock_around(folder);
        (!Store::is_begun(folder)).then_some(Self { _locked: locked })
    }
}

/// Locks the nearest folder around this one. Where that cannot be done or takes too long, nothing is lost: what two
/// commands record at the same moment is kept side by side, or the second one is refused.
fn lock_around(folder: &Path) -> Option<File> {
    let around = folder.ancestors().skip(1).map(|above| if above == Path::new("") { Path::new(".") } else { above });
    let around = around.filter(|above| above.is_dir()).find_map(|above| File::open(above).ok())?;
    for _ in 0..PATIENCE {
        match around.try_lock() {
            Ok(()) => return Some(around),
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

impl Store {
    /// Whether there is data in `folder`, readable or not. Where that cannot be found out, there is.
    pub fn is_begun(folder: &Path) -> bool {
        let missing = |path: &Path| fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
        !missing(&folder.join(FILE_NAME)) || !missing(&sealed_path(folder))
    }

    /// Whether what is written here is kept on a disk.
    pub fn is_kept(&self) -> bool {
        self.path.is_some() || self.vault.is_some()
    }

    /// Adds everything that was recorded in `memory`, as the one step that it is. Another terminal may have begun the
    /// home in the meantime: its records stay.
    ///
    /// # Errors
    /// When the data file cannot be written, or what the other terminal recorded stands in the way.
    pub fn take_over(&self, step: &NewStep<'_>, summary: &str, memory: &Self) -> Result<()> {
        let recorded = memory.archive()?;
        let tables: Vec<&Table> = recorded.tables.iter().collect();
        let added = self.write(step, |writer| {
            let added = writer.add(&tables);
            Ok((summary.to_owned(), added.map_err(|error| writer.met_another(error))?))
        });
        added.map(drop)
    }
}

impl Writer<'_> {
    /// The error as it is or, where somebody else recorded something first, that.
    fn met_another(&self, error: Error) -> Error {
        match self.steps(2) {
            Ok(steps) if steps.len() > 1 => {
                Error::busy("another onward began these records just now; nothing was saved")
                    .hint("run the same command again")
            }
            _ => error,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::Id;
    use crate::domain::setting::SettingKey;
    use crate::domain::win::Win;
    use crate::error::Kind;

    fn step(number: u128) -> NewStep<'static> {
        NewStep {
            id: Id::new(Uuid::from_u128(number)),
            at: "2026-11-23T12:00:00+00:00".parse().unwrap(),
            command: "test",
        }
    }

    /// A home that nobody keeps yet, with a win and a setting.
    fn memory(number: u128) -> Store {
        let store = Store::in_memory().unwrap();
        let win = Win {
            id: Id::new(Uuid::from_u128(number)),
            day: "2026-11-23".parse().unwrap(),
            text: "a walk".parse().unwrap(),
            recorded_at: step(1).at,
        };
        let recorded = store.write(&step(number), |writer| {
            writer.insert(&win)?;
            writer.save_setting(SettingKey::Backups, Some("3"))?;
            Ok((String::new(), ()))
        });
        recorded.unwrap();
        store
    }

    #[test]
    fn what_was_recorded_before_there_was_a_file_is_one_step_that_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!Store::is_begun(folder.path()));
        let kept = Store::open_for_writing(folder.path(), step(1).at).unwrap();
        assert!(Store::is_begun(folder.path()) && kept.is_kept());
        let memory = memory(1);
        kept.take_over(&step(1), "a win", &memory).unwrap();
        assert_eq!(kept.archive().unwrap(), memory.archive().unwrap());
        let last = kept.step_to_undo().unwrap().unwrap();
        assert_eq!((last.summary.as_str(), last.id), ("a win", step(1).id));
        kept.write(&step(2), |writer| Ok((String::new(), writer.take_back(&last)?))).unwrap();
        assert_eq!(kept.archive().unwrap().records(), 0);
    }

    #[test]
    fn what_another_terminal_recorded_first_stays() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Store::open_for_writing(folder.path(), step(1).at).unwrap();
        kept.take_over(&step(1), "", &memory(1)).unwrap();
        let error = kept.take_over(&step(2), "", &memory(2)).unwrap_err();
        assert_eq!(error.kind, Kind::Busy, "both set the same setting");
        assert_eq!(kept.archive().unwrap(), memory(1).archive().unwrap());
    }
}
