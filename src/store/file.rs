//! Files that appear whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::folder::TEMPORARY;
use super::seal::MAGIC;

/// The mode of every file in the data folder: nobody but its owner.
pub(super) const FILE_MODE: u32 = 0o600;

/// A write that could not be made, and whether it may have happened all the same.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// Nothing is there.
    Nothing(io::Error),
    /// The file has its name, but its folder could not be brought to the disk.
    Unconfirmed(io::Error),
}

impl Unwritten {
    /// The same for a file that nothing names yet: whether it is there makes no difference.
    pub(super) fn into_nothing(self) -> Self {
        match self {
            Self::Nothing(error) | Self::Unconfirmed(error) => Self::Nothing(error),
        }
    }
}

/// Puts `bytes` at `path`, in the place of what was there; a link at `path` stays, and what it names is replaced. It is on the disk when this returns.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    replace_with(path, |file| file.write_all(bytes), || Ok(()))
}

/// The same with what `fill` writes; `first` is done once that is on the disk, right before it takes its place. A
/// disk that has no room for it leaves everything as it was.
pub(super) fn replace_with(
    path: &Path,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
    first: impl FnOnce() -> io::Result<()>,
) -> Result<(), Unwritten> {
    let path = &resolved(path);
    let file = beside(path, fill).map_err(Unwritten::Nothing)?;
    first().map_err(Unwritten::Nothing)?;
    file.persist(path).map_err(|error| Unwritten::Nothing(error.error))?;
    sync_folder_of(path).map_err(Unwritten::Unconfirmed)
}

/// The same where nothing may be there yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    let file = beside(path, |file| file.write_all(bytes)).map_err(Unwritten::Nothing)?;
    file.persist_noclobber(path).map_err(|error| Unwritten::Nothing(error.error))?;
    sync_folder_of(path).map_err(Unwritten::Unconfirmed)
}

/// A file in the same folder with what `fill` writes, on the disk, without its final name.
fn beside(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
    file.as_file().set_permissions(Permissions::from_mode(FILE_MODE))?;
    give_to_owner_of(folder_of(path), file.as_file())?;
    fill(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Brings the names in a file's folder to the disk.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a path leads: what a symbolic link names, so that a write reaches that and leaves the link.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let leads = path.is_symlink().then(|| fs::canonicalize(path).ok()).flatten();
    leads.unwrap_or_else(|| path.to_owned())
}

/// Whether two names are names of one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let id = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino())).ok();
    id(one).is_some_and(|found| Some(found) == id(other))
}

/// Gives a new file to the owner of the folder: one that the administrator makes in a person's folder must not lock
/// that person out.
pub(super) fn give_to_owner_of(folder: &Path, file: &File) -> io::Result<()> {
    let (owner, made) = (fs::metadata(folder)?, file.metadata()?);
    if made.uid() == owner.uid() {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(owner.uid()), Some(owner.gid()))
}

/// A file that is about to lose its name, held open so that what it holds can be overwritten then. Never before: while
/// a name is left, elsewhere too, somebody may need what it names.
pub(super) struct Doomed(Option<File>);

impl Doomed {
    /// The file at `path`, if it is a file that can be written.
    pub(super) fn of(path: &Path) -> Self {
        let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
        Self(is_file.then(|| File::options().read(true).write(true).open(path).ok()).flatten())
    }

    /// Overwrites what the file held with zeros, unless it has a name, or was sealed. What the disk itself keeps of it,
    /// in blocks that were freed before, is out of reach; so the attempt is all there is.
    pub(super) fn overwrite(self) {
        if let Some(file) = self.0.filter(|file| file.metadata().is_ok_and(|found| found.nlink() == 0)) {
            drop(overwrite(&file));
        }
    }
}

fn overwrite(mut file: &File) -> io::Result<()> {
    let length = file.metadata()?.len();
    let mut head = [0; MAGIC.len()];
    if file.read_exact_at(&mut head, 0).is_ok() && head == *MAGIC {
        return Ok(());
    }
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file)?;
    file.sync_all()
}

/// Removes a file for good, and what a link names with it: first the name, then what it held.
pub(super) fn discard(path: &Path) -> io::Result<()> {
    let doomed = Doomed::of(path);
    let leads = resolved(path);
    if leads != path {
        remove(&leads)?;
    }
    remove(path)?;
    doomed.overwrite();
    Ok(())
}

/// Removes a file that may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        // One that is gone may have lost its name a moment ago.
        _ => sync_folder_of(path),
    }
}
