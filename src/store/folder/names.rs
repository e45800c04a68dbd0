//! Every file that can lie in a data folder, named once. Whoever locks, checks, seals or erases goes by this list.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::store::directory;

/// The data, where it is not sealed.
pub const DATA: &str = "onward.db";

/// The data, where it is sealed.
pub(in crate::store) const SEALED: &str = "onward.age";

/// The key under the passphrase.
pub(in crate::store) const KEY: &str = "key.age";

/// The key under the recovery code.
pub(in crate::store) const RECOVERY: &str = "recovery.age";

/// The file whose lock a writer holds. Which data file was looked over stands in it.
pub(in crate::store) const LOCK: &str = "lock";

/// The folder of a change of several files that is being prepared, or was interrupted.
pub(in crate::store) const NEXT: &str = "next";

/// The folder of the backups that the program makes by itself.
pub(in crate::store) const BACKUPS: &str = "backups";

/// The folder of texts that are being written in an editor.
const DRAFTS: &str = "drafts";

/// How the name of an unfinished file begins; one that an interrupted command left behind can be removed.
pub(in crate::store) const TEMPORARY: &str = ".onward-";

/// How the name of a text in an editor begins, as earlier versions kept it.
const EARLIER_DRAFT: &str = ".note-";

/// How many earlier generations of the sealed file are kept: one bad sector would take all of one.
pub(in crate::store) const GENERATIONS: u8 = 3;

/// What a name in the data folder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Entry {
    /// The data, its journal, or an earlier generation of it.
    Data,
    /// A key file.
    Key,
    /// The lock.
    Lock,
    /// A change of several files.
    Next,
    /// The folder of backups.
    Backups,
    /// Published meetings: nobody's secret.
    Directory,
    /// A text that is or was in an editor.
    Draft,
    /// What an interrupted command left.
    Leftover,
    /// Nothing of ours.
    Foreign,
}

impl Entry {
    /// What this name stands for.
    pub(in crate::store) fn of(name: &str) -> Self {
        let meetings = directory::NAME.trim_end_matches(".db");
        match name {
            DATA | SEALED => Self::Data,
            KEY | RECOVERY => Self::Key,
            LOCK => Self::Lock,
            NEXT => Self::Next,
            BACKUPS => Self::Backups,
            DRAFTS => Self::Draft,
            _ if name.starts_with(EARLIER_DRAFT) => Self::Draft,
            _ if name.starts_with(TEMPORARY) => Self::Leftover,
            _ if name.strip_prefix(DATA) == Some("-journal") || is_generation(name) => Self::Data,
            _ if name.starts_with(meetings) => Self::Directory,
            _ => Self::Foreign,
        }
    }

    fn is_ours(self) -> bool {
        !matches!(self, Self::Foreign | Self::Leftover)
    }
}

fn is_generation(name: &str) -> bool {
    let nth = name.strip_prefix(SEALED).and_then(|rest| rest.strip_prefix('.')).and_then(|nth| nth.parse::<u8>().ok());
    nth.is_some_and(|nth| (1..=GENERATIONS).contains(&nth))
}

/// The journal of the data file: the undoing of a write that was cut off.
pub(in crate::store) fn journal(folder: &Path) -> PathBuf {
    folder.join(format!("{DATA}-journal"))
}

/// Where an earlier generation of the sealed file lies.
pub(in crate::store) fn generation(folder: &Path, nth: u8) -> PathBuf {
    folder.join(format!("{SEALED}.{nth}"))
}

/// The earlier generations that there are, newest first.
pub(in crate::store) fn generations(folder: &Path) -> Vec<PathBuf> {
    (1..=GENERATIONS).map(|nth| generation(folder, nth)).filter(|path| path.exists()).collect()
}

/// Whether a data folder without its data file held data before: then it is no new home.
pub(in crate::store) fn was_used(folder: &Path) -> bool {
    let has_backups = || match fs::read_dir(folder.join(BACKUPS)) {
        Ok(mut entries) => entries.any(|entry| entry.is_ok_and(|entry| !is_leftover(&entry.path()))),
        Err(error) => error.kind() != ErrorKind::NotFound,
    };
    let lost = |path: PathBuf| path.exists();
    (!folder.join(DATA).exists() && lost(journal(folder)))
        || lost(folder.join(KEY))
        || !generations(folder).is_empty()
        || has_backups()
}

/// Whether a folder that exists is, or was, a data folder of ours.
pub(in crate::store) fn is_ours(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if entry?.file_name().to_str().is_some_and(|name| Entry::of(name).is_ours()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_leftover(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(TEMPORARY))
}

/// What interrupted commands left in a data folder and among its backups, in order. Only the holder of the lock can
/// tell such a file from one that another command is writing.
pub(in crate::store) fn leftovers(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for place in [folder.to_owned(), folder.join(BACKUPS)] {
        let entries = match fs::read_dir(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if is_leftover(&path) && !path.is_dir() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The files of texts that are or were in an editor, with what the editor put beside them, in order.
pub(in crate::store) fn drafts(folder: &Path) -> Vec<PathBuf> {
    let within = |place: &Path| fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
    let earlier = within(folder).filter(|path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(EARLIER_DRAFT))
    });
    let mut found: Vec<PathBuf> = within(&folder.join(DRAFTS))
        .flat_map(|draft| within(&draft))
        .chain(earlier)
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

/// Whether a file of a draft is the text that the person wrote.
pub(in crate::store) fn is_written_text(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == "note.txt" || (name.starts_with(EARLIER_DRAFT) && name.ends_with(".txt"))
}

/// Removes the folders of drafts that hold nothing any more.
pub(in crate::store) fn clear_draft_folders(folder: &Path) {
    let drafts = folder.join(DRAFTS);
    for draft in fs::read_dir(&drafts).into_iter().flatten().flatten() {
        // One that holds something stays.
        drop(fs::remove_dir(draft.path()));
    }
    drop(fs::remove_dir(drafts));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_the_program_gives_is_known() {
        for (name, entry) in [
            ("onward.db", Entry::Data),
            ("onward.db-journal", Entry::Data),
            ("onward.age", Entry::Data),
            ("onward.age.3", Entry::Data),
            ("key.age", Entry::Key),
            ("recovery.age", Entry::Key),
            ("next", Entry::Next),
            ("directory.db", Entry::Directory),
            ("directory-20261123T213000-1.db", Entry::Directory),
            (".onward-Ab12", Entry::Leftover),
            (".note-Ab12.txt", Entry::Draft),
            ("onward.age.4", Entry::Foreign),
            ("onward.db-copy", Entry::Foreign),
            ("letter.txt", Entry::Foreign),
        ] {
            assert_eq!(Entry::of(name), entry, "{name}");
        }
    }
}
