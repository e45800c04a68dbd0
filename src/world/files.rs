//! Files that a person names to be written: new and whole, for their owner only.
//!
//! Nothing is written over, because what is there already was somebody's; a file takes the place of another only where
//! that was asked for, and what it replaces comes back when it cannot be kept.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::error::{Error, Result};

/// Writes a new file, mode 0600. It appears under its name once all of it is on the disk, or not at all.
///
/// # Errors
/// When something of that name is there, when its folder is not, or when it cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = folder_of(path)?;
    if fs::symlink_metadata(path).is_ok() {
        return Err(taken(path));
    }
    appear(path, bytes, &folder).map_err(|error| unwritable(path, error))
}

/// How the second name of a file begins that is being replaced.
const ASIDE: &str = ".onward-before-";

/// A file that is written beside its place, private and whole, and has not been moved there yet.
pub struct Staged {
    path: PathBuf,
    folder: PathBuf,
    file: NamedTempFile,
    force: bool,
}

/// A file that was moved to its place.
pub struct Placed {
    path: PathBuf,
    /// What it took the place of, under its second name.
    before: Option<TempPath>,
}

/// Writes a file beside its place. With `force` it may take the place of a regular file, never of a folder or a link.
///
/// # Errors
/// When something of that name is there, when its folder is not, or when it cannot be written.
pub fn stage(path: &Path, bytes: &[u8], force: bool) -> Result<Staged> {
    let folder = free_for(path, force)?;
    let file = beside(&folder, bytes).map_err(|error| unwritable(path, error))?;
    Ok(Staged { path: path.to_owned(), folder, file, force })
}

/// The folder of a place that a file may take, as [`stage`] asks for it; nothing is written.
///
/// # Errors
/// When something of that name is there, or its folder is not.
pub fn free_for(path: &Path, force: bool) -> Result<PathBuf> {
    let folder = folder_of(path)?;
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(Error::refused(format!("-o {}: this is a folder", path.display())).hint("name a file inside it"))
        }
        Ok(found) if !found.is_file() => {
            let told = format!("-o {}: this is no ordinary file, and was left as it is", path.display());
            Err(Error::refused(told).hint("choose another name"))
        }
        Ok(_) if !force => Err(taken(path).hint("choose another name, or --force replaces it")),
        _ => Ok(folder),
    }
}

impl Staged {
    /// Moves the file to its place, by one rename. What was there keeps another name until the returned value is gone:
    /// it is the same file, with its mode and all, and no copy that could fail on a full disk.
    ///
    /// # Errors
    /// When something came there meanwhile, or it cannot be moved; everything is as it was then.
    pub fn place(self) -> Result<Placed> {
        let Self { path, folder, file, force } = self;
        let replaced = force && fs::symlink_metadata(&path).is_ok();
        let before = if replaced { Some(second_name(&path, &folder)) } else { None };
        let before = before.transpose().map_err(|error| unwritable(&path, error))?;
        let moved = if replaced { file.persist(&path) } else { file.persist_noclobber(&path) };
        moved.map_err(|error| unwritable(&path, error.error))?;
        let placed = Placed { path, before };
        match File::open(&folder).and_then(|folder| folder.sync_all()) {
            Ok(()) => Ok(placed),
            Err(error) => {
                let error = unwritable(&placed.path, error);
                placed.take_back();
                Err(error)
            }
        }
    }
}

impl Placed {
    /// Takes the file away again and puts back what it replaced. What cannot be put back keeps its second name, which
    /// is the answer then.
    pub fn take_back(self) -> Option<PathBuf> {
        match self.before {
            Some(before) => before.persist(&self.path).err().and_then(|error| error.path.keep().ok()),
            None => {
                let _ = fs::remove_file(&self.path);
                None
            }
        }
    }
}

/// A second name for a file that is about to be replaced, gone once it is not needed. Some disks know no second name;
/// there it is copied.
fn second_name(path: &Path, folder: &Path) -> io::Result<TempPath> {
    let linked = tempfile::Builder::new().prefix(ASIDE).make_in(folder, |name| fs::hard_link(path, name));
    match linked {
        Ok(linked) => Ok(linked.into_temp_path()),
        Err(_) => {
            let copy = tempfile::Builder::new().prefix(ASIDE).tempfile_in(folder)?.into_temp_path();
            fs::copy(path, &copy)?;
            File::open(&copy)?.sync_all()?;
            Ok(copy)
        }
    }
}

/// Writes these files, each with its name, into a new folder, mode 0700, or into an empty one. Where one of them
/// cannot be written, none is left.
///
/// # Errors
/// When the folder holds something, when the one above it is not there, or when it cannot be written.
pub fn write_folder(path: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    folder_of(path)?;
    let new = fs::symlink_metadata(path).is_err();
    if new {
        DirBuilder::new().mode(0o700).create(path).map_err(|error| unwritable(path, error))?;
    } else if !fs::read_dir(path).is_ok_and(|mut held| held.next().is_none()) {
        return Err(taken(path).hint("name a folder that is empty, or that does not exist yet"));
    }
    files.iter().enumerate().try_for_each(|(nth, (name, bytes))| {
        appear(&path.join(name), bytes, path).map_err(|error| {
            // What cannot be removed either is left; the reason is the same one.
            files.iter().take(nth).for_each(|(name, _)| drop(fs::remove_file(path.join(name))));
            if new {
                drop(fs::remove_dir(path));
            }
            unwritable(path, error)
        })
    })
}

/// Writes a file beside its place, private, and moves it there; nothing that stands there is replaced.
fn appear(path: &Path, bytes: &[u8], folder: &Path) -> io::Result<()> {
    beside(folder, bytes)?.persist_noclobber(path).map_err(|error| error.error)?;
    // The name is on the disk once its folder is.
    File::open(folder)?.sync_all()
}

/// Writes a private file of no name in a folder.
fn beside(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    // The name for the time being is nobody's to read of: an error says what is wrong, not where.
    let nameless = |error: io::Error| io::Error::from(error.kind());
    let mut file = tempfile::Builder::new().prefix(".onward-").tempfile_in(folder).map_err(nameless)?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a new file or folder is to lie in.
fn folder_of(path: &Path) -> Result<PathBuf> {
    let named = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match fs::metadata(named) {
        Ok(found) if found.is_dir() => Ok(named.to_owned()),
        Ok(_) => Err(Error::refused(format!("-o {}: {} is no folder", path.display(), named.display()))
            .hint("name a file in a folder that exists")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(Error::refused(format!("-o {}: there is no folder {}", path.display(), named.display()))
                .hint("create the folder first, or name another one"))
        }
        Err(error) => Err(unwritable(path, error)),
    }
}

fn taken(path: &Path) -> Error {
    Error::refused(format!("-o {}: this exists already, and was left as it is", path.display()))
        .hint("choose another name, or move it away first")
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    if error.kind() == ErrorKind::AlreadyExists {
        return taken(path);
    }
    Error::refused(format!("-o {}: this cannot be written", path.display()))
        .cause(error)
        .hint("name a place that you can write to")
}
