//! Who may open what lies in a data folder: its owner, and nobody else.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::names::is_ours;
use crate::store::file::{self, FILE_MODE};

/// The mode of the data folder: nobody but its owner.
pub(in crate::store) const FOLDER_MODE: u32 = 0o700;

/// Creates what is missing and closes what stands open. A folder that holds other things and not our file is
/// somebody's own: its mode is left alone.
pub(in crate::store) fn make_private(folder: &Path, data: &Path) -> io::Result<()> {
    make_private_folder(folder, data)?;
    match OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(data) {
        Ok(made) => file::give_to_owner_of(folder, &made)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    close(data, FILE_MODE)
}

/// The same for the folder alone.
pub(in crate::store) fn make_private_folder(folder: &Path, file: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
    let ours = file.try_exists()? || is_ours(folder)? || fs::read_dir(folder)?.next().is_none();
    if !ours && mode_of(folder)? != FOLDER_MODE {
        return Err(io::Error::other("the folder holds other files; name a folder that is onward's own"));
    }
    close(folder, FOLDER_MODE)?;
    if !fs::metadata(file).is_ok_and(|found| found.len() > 0) {
        keep_names(folder)?;
    }
    Ok(())
}

/// Brings the names of a folder, and of all above it that may be as new, to the disk: SQLite syncs the folder that
/// its file is in, but a power cut could still take that folder's own name, and the first entry with it.
fn keep_names(folder: &Path) -> io::Result<()> {
    for above in folder.ancestors().skip(1) {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        // A folder that cannot be read was there before, and some file systems sync no folders.
        let synced = File::open(above).map_or(Ok(()), |above| above.sync_all());
        synced.or_else(|error| if error.kind() == ErrorKind::InvalidInput { Ok(()) } else { Err(error) })?;
    }
    Ok(())
}

fn mode_of(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o7777)
}

pub(in crate::store) fn close(path: &Path, mode: u32) -> io::Result<()> {
    // Only ever narrower: what its owner has closed to writing stays closed.
    let narrower = mode_of(path)? & mode;
    if mode_of(path)? == narrower { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(narrower)) }
}
