//! Texts that a person is writing: each lies alone in a private folder of its own, so that the files an editor puts
//! beside it (swap files, backups) are private too and go with it. A draft is removed once it is recorded; what a
//! crash left behind is found again.
//!
//! Deliberately absent: any look at the text itself beyond whether it was changed.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Permissions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::process::getuid;

use super::guard;
use crate::domain::limits;

/// The folder of drafts inside the data folder.
pub const FOLDER: &str = "drafts";

/// The text itself.
const TEXT: &str = "note.txt";

/// The text that was recorded when it was begun.
const BEGAN: &str = "before.txt";

/// What it is a draft of; whoever writes the draft holds a lock on this file.
const ABOUT: &str = "about";

/// Where the drafts of a data folder lie.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
    /// The data folder that they belong to.
    home: PathBuf,
}

/// A draft that this process writes. Dropping it leaves the text where it is.
pub struct Draft {
    folder: PathBuf,
    about: About,
    /// Open as long as this process writes the draft, with a lock that the system lifts when the process ends.
    _lock: File,
}

/// A draft that lies in a folder.
pub struct Left {
    folder: PathBuf,
    about: About,
    /// Its lock, where nobody is writing it.
    lock: Option<File>,
}

/// What is noted beside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct About {
    /// What it is a draft of: `checkin`, `slip edit ID`.
    of: String,
    home: String,
    /// It is kept though nothing was written yet, since an editor may still have it open.
    open_elsewhere: bool,
}

impl About {
    fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(ABOUT)).ok()?;
        let mut lines = text.lines().map(str::to_owned);
        let (of, home) = (lines.next()?, lines.next()?);
        Some(Self { of, home, open_elsewhere: lines.next().is_some() })
    }

    fn lines(&self) -> String {
        let last = if self.open_elsewhere { "open elsewhere\n" } else { "" };
        format!("{}\n{}\n{last}", self.of, self.home)
    }
}

/// Whether two texts say the same: editors add blanks at the end, which records leave off.
pub fn says_the_same(one: &str, other: &str) -> bool {
    one.trim_end() == other.trim_end()
}

impl Place {
    /// In the data folder, for data that is not sealed.
    pub fn in_data(home: &Path) -> Self {
        Self { folder: home.join(FOLDER), home: home.to_owned() }
    }

    /// In memory, for sealed data: no readable word may reach a disk. Others use that folder too, so the name says
    /// whose it is, and a folder that somebody else put there is refused.
    pub fn in_memory(memory: &Path, home: &Path) -> Self {
        Self { folder: memory.join(format!("onward-{}", getuid().as_raw())), home: home.to_owned() }
    }

    /// The texts that versions before this one left in a folder of drafts, or in one that many use.
    pub fn left_by_older(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let named = entries.filter(|entry| {
            entry.file_name().to_str().is_some_and(|name| name.starts_with(".note-") && name.ends_with(".txt"))
        });
        let mine = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && is_mine(&found));
        let mut found: Vec<PathBuf> = named.map(|entry| entry.path()).filter(mine).collect();
        found.sort();
        found
    }

    /// Gives a text that an older version left a folder of its own, without opening it; its file there.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn adopt(&self, text: &Path) -> io::Result<PathBuf> {
        let draft = self.begin_empty("a note", "")?;
        fs::rename(text, draft.path())?;
        draft.keep();
        Ok(draft.path())
    }

    /// The drafts of this data folder, the newest first.
    pub fn left(&self) -> Vec<Left> {
        let ours = fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir() && is_mine(&found));
        let entries = ours.then(|| fs::read_dir(&self.folder).ok()).flatten().into_iter().flatten().flatten();
        let mut left: Vec<Left> = entries.filter_map(|entry| Left::find(entry.path())).collect();
        let home = self.home();
        left.retain(|left| left.about.home == home);
        left.sort_by_key(|left| std::cmp::Reverse(left.written().map(|(at, _)| at)));
        left
    }

    /// The data folder as one line, however it was named.
    fn home(&self) -> String {
        let whole = fs::canonicalize(&self.home);
        whole.unwrap_or_else(|_| self.home.clone()).to_string_lossy().replace('\n', " ")
    }

    /// Begins a draft with this text.
    ///
    /// # Errors
    /// When its folder is not the person's own, or it cannot be written.
    pub fn begin(&self, of: &str, text: &str) -> io::Result<Draft> {
        let draft = self.begin_empty(of, text)?;
        create(&draft.path(), text)?;
        Ok(draft)
    }

    /// A draft that has no file yet; `text` is what is recorded now.
    ///
    /// # Errors
    /// When its folder is not the person's own, or it cannot be written.
    pub fn begin_empty(&self, of: &str, text: &str) -> io::Result<Draft> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.home)?;
        private_folder(&self.folder)?;
        let new = tempfile::Builder::new().prefix("").rand_bytes(12).tempdir_in(&self.folder)?;
        fs::set_permissions(&new, Permissions::from_mode(0o700))?;
        guard::watch(new.path())?;
        let about = About { of: of.to_owned(), home: self.home(), open_elsewhere: false };
        let lock = create(&new.path().join(ABOUT), &about.lines())?;
        lock.try_lock().map_err(io::Error::from)?;
        create(&new.path().join(BEGAN), text)?;
        Ok(Draft { folder: new.keep(), about, _lock: lock })
    }
}

/// A folder that only the person can look into. One that is there must be theirs, and no link to elsewhere.
fn private_folder(folder: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made,
    }
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || !is_mine(&found) {
        let what = format!("{} is not a folder of yours", folder.display());
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, what));
    }
    if found.mode() & 0o077 != 0 {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn is_mine(found: &fs::Metadata) -> bool {
    found.uid() == getuid().as_raw()
}

fn create(path: &Path, text: &str) -> io::Result<File> {
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Removes a draft with all that lies beside it, and the folder of drafts when it was the last. An editor that is
/// just ending may write a file in between, so it is tried again.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let removed = (0..20).find_map(|_| match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => None,
        done => Some(done),
    });
    if let Some(above) = folder.parent() {
        // It stays as long as there are others.
        let _ = fs::remove_dir(above);
    }
    match removed.unwrap_or_else(|| fs::remove_dir_all(folder)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Draft {
    /// The file that holds the text.
    pub fn path(&self) -> PathBuf {
        self.folder.join(TEXT)
    }

    /// What it is a draft of.
    pub fn of(&self) -> &str {
        &self.about.of
    }

    /// Whether the text is longer than any that is recorded.
    pub fn is_too_long(&self) -> bool {
        fs::metadata(self.path()).is_ok_and(|found| found.len() > limits::TEXT)
    }

    /// The text as it is now.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn text(&self) -> io::Result<String> {
        if self.is_too_long() {
            return Err(io::Error::other("the text is too long"));
        }
        fs::read_to_string(self.path())
    }

    /// The text that was recorded when it was begun.
    pub fn began(&self) -> String {
        fs::read_to_string(self.folder.join(BEGAN)).unwrap_or_default()
    }

    /// When the text was saved last, and as which file.
    pub fn written(&self) -> Option<(SystemTime, u64)> {
        written(&self.folder)
    }

    /// Puts another text beside it, under a name of its own.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn beside(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.folder.join(name);
        create(&path, text).map(|_| path)
    }

    /// Leaves it where it is, to be found later.
    pub fn keep(&self) {
        guard::leave(&self.folder);
    }

    /// Leaves it where it is although nothing was written: an editor may still have it open.
    pub fn keep_open(mut self) {
        self.about.open_elsewhere = true;
        // Where this cannot be noted, the text is looked after all the same, only not for as long.
        let _ = fs::write(self.folder.join(ABOUT), self.about.lines());
        self.keep();
    }

    /// Removes it.
    pub fn discard(self) {
        // What cannot be removed is found by the next command, which says so.
        let _ = remove(&self.folder);
        guard::leave(&self.folder);
    }
}

fn written(folder: &Path) -> Option<(SystemTime, u64)> {
    let found = fs::metadata(folder.join(TEXT)).ok()?;
    Some((found.modified().ok()?, found.ino()))
}

impl Left {
    fn find(folder: PathBuf) -> Option<Self> {
        let about = About::read(&folder)?;
        let lock = File::open(folder.join(ABOUT)).ok()?;
        let lock = match lock.try_lock() {
            Err(TryLockError::WouldBlock) => None,
            _ => Some(lock),
        };
        Some(Self { folder, about, lock })
    }

    fn written(&self) -> Option<(SystemTime, u64)> {
        written(&self.folder)
    }

    /// Whether somebody is writing it at this moment.
    pub fn is_being_written(&self) -> bool {
        self.lock.is_none()
    }

    /// Whether it is a draft of this.
    pub fn is_of(&self, of: &str) -> bool {
        self.about.of == of
    }

    /// Whether nothing was written: the text is what it was, and no editor left a file beside it.
    pub fn is_untouched(&self) -> bool {
        let read = |name: &str| fs::read(self.folder.join(name)).unwrap_or_default();
        let (now, began) = (read(TEXT), read(BEGAN));
        let (now, began) = (String::from_utf8_lossy(&now), String::from_utf8_lossy(&began));
        says_the_same(&now, &began) && self.names().all(|name| [TEXT, BEGAN, ABOUT].iter().any(|own| name == *own))
    }

    fn names(&self) -> impl Iterator<Item = OsString> {
        fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.file_name())
    }

    /// Whether it is kept although nothing was written.
    pub fn may_be_open_elsewhere(&self) -> bool {
        self.about.open_elsewhere
    }

    /// The files that a person wants to know of.
    pub fn files(&self) -> Vec<PathBuf> {
        let named = self.names().filter(|name| [BEGAN, ABOUT].iter().all(|own| name != *own));
        let mut files: Vec<PathBuf> = named.map(|name| self.folder.join(name)).collect();
        files.sort();
        files
    }

    /// Whether it was begun on this text.
    pub fn began_with(&self, recorded: &str) -> bool {
        fs::read_to_string(self.folder.join(BEGAN)).is_ok_and(|began| says_the_same(&began, recorded))
    }

    /// Goes on with it; none while somebody else writes it.
    ///
    /// # Errors
    /// When this process cannot see to it that the draft goes with it.
    pub fn take_up(self) -> io::Result<Option<Draft>> {
        let Self { folder, about, lock } = self;
        let Some(lock) = lock else { return Ok(None) };
        guard::watch(&folder)?;
        Ok(Some(Draft { folder, about, _lock: lock }))
    }

    /// Removes it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn discard(self) -> io::Result<()> {
        remove(&self.folder)
    }
}
