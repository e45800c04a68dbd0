//! Several files of the data folder change as one.
//!
//! The successors are written into the folder `next`, read back and opened. Then `next/manifest`, which says what goes
//! where, takes its name by one rename: before it nothing has happened, from then on everything has, and only the
//! moving is left. Every move can be repeated, so whichever command comes next completes what was interrupted, and
//! needs no key for it. What lies in `next` without a manifest belongs to nothing and is removed.
//!
//! A file is moved by giving it a second name in the folder it goes to and renaming that: both names are there until
//! all is done, so that no power cut between two folders can lose it.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::lock::Held;
use super::manifest::{Manifest, Step, is_plain};
use super::modes::FOLDER_MODE;
use super::names::{NEXT, TEMPORARY};
use crate::error::{Error, Result};
use crate::store::file::{self, Unwritten};
use crate::store::keyfile::unwritten;

/// The name of the manifest inside `next`.
const MANIFEST: &str = "manifest";

/// A change that is being prepared. Dropped before [`Switch::commit`], it leaves nothing.
pub(in crate::store) struct Switch<'a> {
    held: &'a Held,
    manifest: Manifest,
    staged: usize,
    decided: bool,
}

impl<'a> Switch<'a> {
    /// Begins to prepare the change that a person knows by this name.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(in crate::store) fn begin(held: &'a Held, what: &str) -> Result<Self> {
        let next = held.folder().join(NEXT);
        let made = clear(held.folder())
            .and_then(|()| DirBuilder::new().mode(FOLDER_MODE).create(&next))
            .and_then(|()| file::give_to_owner_of(held.folder(), &File::open(&next)?))
            .and_then(|()| file::sync_folder_of(&next));
        made.map_err(|error| unwritten(&next, Unwritten::Nothing(error)))?;
        let manifest = Manifest { what: what.to_owned(), steps: Vec::new() };
        Ok(Self { held, manifest, staged: 0, decided: false })
    }

    /// These bytes take the place `to`, whatever is there. They are read back, and `opens` says whether they open.
    ///
    /// # Errors
    /// When they cannot be written, or are not what was written.
    pub(in crate::store) fn put(&mut self, to: &Path, bytes: &[u8], opens: impl FnOnce(&[u8]) -> bool) -> Result<()> {
        let to = self.inside(to)?;
        let staged = staged(self.held.folder(), self.staged);
        file::create(&staged, bytes).map_err(|wrong| unwritten(&staged, wrong.into_nothing()))?;
        let again = fs::read(&staged).map_err(|error| unwritten(&staged, Unwritten::Nothing(error)))?;
        if again != bytes || !opens(&again) {
            let what = format!("{} reads back differently from what was written; nothing was changed", to.display());
            return Err(Error::data(what).hint("check the disk"));
        }
        self.manifest.steps.push(Step::Put(self.staged, to));
        self.staged += 1;
        Ok(())
    }

    /// The file at `from` gets the name `to`, which nothing has. What it is read from need not be readable.
    ///
    /// # Errors
    /// When one of them is not in the data folder.
    pub(in crate::store) fn keep(&mut self, from: &Path, to: &Path) -> Result<()> {
        let step = Step::Keep(self.inside(from)?, self.inside(to)?);
        self.manifest.steps.push(step);
        Ok(())
    }

    /// The file at `path` goes, if it is there.
    ///
    /// # Errors
    /// When it is not in the data folder.
    pub(in crate::store) fn remove(&mut self, path: &Path) -> Result<()> {
        let step = Step::Remove(self.inside(path)?);
        self.manifest.steps.push(step);
        Ok(())
    }

    /// The data folder.
    pub(in crate::store) fn folder(&self) -> &'a Path {
        self.held.folder()
    }

    /// Whether this change puts something at `to`.
    pub(in crate::store) fn puts(&self, to: &Path) -> bool {
        let to = to.strip_prefix(self.held.folder());
        to.is_ok_and(|to| self.manifest.steps.iter().any(|step| matches!(step, Step::Put(_, put) if put == to)))
    }

    /// Makes the change. What could not be removed afterwards is returned.
    ///
    /// # Errors
    /// When the change could not be made; nothing is different then, and the words say so. Or when it is made and could
    /// not be finished: then they say that.
    pub(in crate::store) fn commit(mut self) -> Result<Vec<PathBuf>> {
        let folder = self.held.folder();
        let place = folder.join(NEXT).join(MANIFEST);
        let written = file::replace(&place, self.manifest.to_text().as_bytes());
        match written {
            Err(wrong @ Unwritten::Nothing(_)) => return Err(unwritten(&place, wrong)),
            Err(Unwritten::Unconfirmed(error)) => {
                self.decided = true;
                return Err(undecided(&self.manifest.what, error));
            }
            Ok(()) => self.decided = true,
        }
        roll(folder, &self.manifest).map_err(|error| unfinished(&self.manifest.what, error))
    }

    fn inside(&self, path: &Path) -> Result<PathBuf> {
        let inside = path.strip_prefix(self.held.folder()).ok().filter(|inside| is_plain(inside));
        inside.map(Path::to_owned).ok_or_else(|| Error::data(format!("{} has a name that is not ours", path.display())))
    }
}

impl Drop for Switch<'_> {
    fn drop(&mut self) {
        if !self.decided {
            // What stays is removed by the next command.
            drop(clear(self.held.folder()));
        }
    }
}

fn staged(folder: &Path, number: usize) -> PathBuf {
    folder.join(NEXT).join(number.to_string())
}

/// Whether a change of a data folder was decided and is not finished: interrupted, or under way in another command.
pub(in crate::store) fn is_interrupted(folder: &Path) -> bool {
    folder.join(NEXT).join(MANIFEST).exists()
}

/// Finishes the change that was interrupted in a data folder, and says which; none where there is none.
///
/// # Errors
/// When it cannot be finished; the next command tries again.
pub(in crate::store) fn finish(folder: &Path) -> Result<Option<String>> {
    if is_interrupted(folder) { Ok(Held::take(folder)?.finished()) } else { Ok(None) }
}

/// The same for the holder of the lock, who also clears what was prepared and never decided.
pub(super) fn finish_held(held: &Held) -> Result<Option<String>> {
    let folder = held.folder();
    let place = folder.join(NEXT).join(MANIFEST);
    let text = match fs::read_to_string(&place) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // What cannot be cleared stands in nobody's way until the next change of several files.
            drop(clear(folder));
            return Ok(None);
        }
        text => text.map_err(|error| unreadable(&place).cause(error))?,
    };
    let manifest = Manifest::of(&text).ok_or_else(|| unreadable(&place))?;
    roll(folder, &manifest).map_err(|error| unfinished(&manifest.what, error))?;
    Ok(Some(manifest.what))
}

/// Does the steps of a change that is decided, and forgets it. What could not be removed is returned.
fn roll(folder: &Path, manifest: &Manifest) -> io::Result<Vec<PathBuf>> {
    // What is kept has its other name on the disk before anything takes its place.
    let mut places = BTreeSet::new();
    for step in &manifest.steps {
        if let Step::Keep(from, to) = step {
            keep(&folder.join(from), &folder.join(to))?;
            places.insert(file::folder_of(&folder.join(to)).to_owned());
        }
    }
    sync(&places)?;
    places.clear();
    for step in &manifest.steps {
        if let Step::Put(number, to) = step {
            let to = file::resolved(&folder.join(to));
            put(&staged(folder, *number), &to)?;
            places.insert(file::folder_of(&to).to_owned());
        }
    }
    sync(&places)?;
    let gone = manifest.steps.iter().filter_map(|step| match step {
        Step::Remove(path) => Some(folder.join(path)),
        _ => None,
    });
    let left = gone.filter(|path| file::discard(path).is_err()).collect();
    // From here on nothing is left to repeat.
    file::remove(&folder.join(NEXT).join(MANIFEST))?;
    drop(clear(folder));
    Ok(left)
}

fn sync(places: &BTreeSet<PathBuf>) -> io::Result<()> {
    places.iter().try_for_each(|place| File::open(place)?.sync_all())
}

/// Gives a staged file its place. What was there is overwritten once it has no name.
fn put(staged: &Path, to: &Path) -> io::Result<()> {
    if file::is_same(staged, to) {
        return Ok(());
    }
    let before = file::Doomed::of(to);
    let beside = second_name(staged, to)?;
    fs::rename(&beside, to)?;
    before.overwrite();
    Ok(())
}

/// Gives a file another name. Where that name is there already, this was done before.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_ok() || !from.exists() {
        return Ok(());
    }
    match fs::hard_link(file::resolved(from), to) {
        Err(_) => fs::rename(second_name(from, to)?, to),
        linked => linked,
    }
}

/// A second name for a file in the folder of `to`, or a copy where the disk knows no second names.
fn second_name(file: &Path, to: &Path) -> io::Result<PathBuf> {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let beside = to.with_file_name(format!("{TEMPORARY}{name}"));
    drop(fs::remove_file(&beside));
    if fs::hard_link(file, &beside).is_err() {
        fs::copy(file, &beside)?;
        let copy = File::options().write(true).open(&beside)?;
        file::give_to_owner_of(file::folder_of(to), &copy)?;
        copy.sync_all()?;
    }
    Ok(beside)
}

/// Removes what was prepared.
fn clear(folder: &Path) -> io::Result<()> {
    let next = folder.join(NEXT);
    match fs::symlink_metadata(&next) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Ok(found) if !found.is_dir() => return Err(io::Error::other("it is no folder of ours")),
        Ok(_) => {}
        Err(error) => return Err(error),
    }
    for entry in fs::read_dir(&next)? {
        file::discard(&entry?.path())?;
    }
    fs::remove_dir(&next)?;
    file::sync_folder_of(&next)
}

fn unreadable(place: &Path) -> Error {
    Error::data(format!("{} is damaged, so an interrupted change cannot be finished", place.display()))
        .hint("copy the whole data folder elsewhere first; then move the folder `next` away and run `onward doctor`")
}

fn undecided(what: &str, error: io::Error) -> Error {
    Error::data(format!("could not confirm that `{what}` took effect"))
        .cause(error)
        .hint("the next command finishes it or takes it back; `onward doctor` shows how things stand")
}

fn unfinished(what: &str, error: io::Error) -> Error {
    Error::data(format!("`{what}` has taken effect, but could not be finished"))
        .cause(error)
        .hint("check the disk and who owns the folder; the next command finishes it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Held) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("backups")).unwrap();
        fs::write(folder.path().join("onward.db"), "old").unwrap();
        let held = Held::take(folder.path()).unwrap();
        (folder, held)
    }

    fn read(folder: &Path, name: &str) -> Option<String> {
        fs::read_to_string(folder.join(name)).ok()
    }

    #[test]
    fn what_is_not_decided_leaves_nothing_and_what_is_decided_is_finished_by_the_next() {
        let (folder, held) = home();
        let folder = folder.path();
        let mut switch = Switch::begin(&held, "test").unwrap();
        switch.put(&folder.join("onward.db"), b"new", |_| true).unwrap();
        drop(switch);
        assert_eq!((read(folder, "onward.db").as_deref(), folder.join(NEXT).exists()), (Some("old"), false));

        let mut switch = Switch::begin(&held, "test").unwrap();
        switch.put(&folder.join("onward.db"), b"new", |_| true).unwrap();
        switch.keep(&folder.join("onward.db"), &folder.join("backups/aside.db")).unwrap();
        switch.remove(&folder.join("key.age")).unwrap();
        fs::write(folder.join("key.age"), "key").unwrap();
        fs::write(folder.join(NEXT).join(MANIFEST), switch.manifest.to_text()).unwrap();
        switch.decided = true;
        drop(switch);
        drop(held);
        assert_eq!(finish(folder).unwrap().as_deref(), Some("test"));
        assert_eq!(read(folder, "onward.db").as_deref(), Some("new"));
        assert_eq!(read(folder, "backups/aside.db").as_deref(), Some("old"));
        assert_eq!((read(folder, "key.age"), folder.join(NEXT).exists()), (None, false));
    }

    #[test]
    fn what_reads_back_but_does_not_open_is_refused() {
        let (folder, held) = home();
        let mut switch = Switch::begin(&held, "test").unwrap();
        let error = switch.put(&folder.path().join("onward.db"), b"new", |_| false).unwrap_err();
        assert!(error.message.contains("nothing was changed"));
        let error = switch.put(&folder.path().join("../elsewhere"), b"new", |_| true).unwrap_err();
        assert!(error.message.contains("not ours"));
    }

    #[test]
    fn a_file_with_a_name_elsewhere_is_not_written_through() {
        let (folder, held) = home();
        let elsewhere = tempfile::tempdir().unwrap();
        let snapshot = elsewhere.path().join("snapshot.db");
        fs::hard_link(folder.path().join("onward.db"), &snapshot).unwrap();
        let mut switch = Switch::begin(&held, "test").unwrap();
        switch.remove(&folder.path().join("onward.db")).unwrap();
        assert_eq!(switch.commit().unwrap(), Vec::<PathBuf>::new());
        assert_eq!(fs::read_to_string(snapshot).unwrap(), "old");
    }
}
