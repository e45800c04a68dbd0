//! Files that appear whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

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

/// Puts `bytes` at `path`, in the place of what was there. It is on the disk when this returns.
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
    fill(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// How the name of an unfinished file begins; one that a cut-off command left behind can be removed.
pub(super) const TEMPORARY: &str = ".onward-";

/// Brings the names in a file's folder to the disk.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Overwrites a file that held readable text with zeros, and removes it. What the disk itself keeps of it,
/// in blocks that were freed before, is out of reach.
pub(super) fn shred(path: &Path) -> io::Result<()> {
    match File::options().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        opened => overwrite(&opened?).and_then(|()| remove(path)),
    }
}

/// Overwrites what an open file held with zeros, whatever name it has by now.
pub(super) fn overwrite(mut file: &File) -> io::Result<()> {
    let length = file.metadata()?.len();
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file)?;
    file.sync_all()
}

/// Removes a file that may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => sync_folder_of(path),
    }
}
