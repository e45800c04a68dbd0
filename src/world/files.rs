//! Files that a person names: written new and whole, for their owner only, or read whole.
//!
//! Nothing is written over, because what is there already was somebody's; a file takes the place of another only where
//! that was asked for, and what it replaces comes back when it cannot be kept.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::error::{Error, Result};

/// What was read.
pub enum Outside {
    /// The bytes of a file.
    File(Vec<u8>),
    /// The CSV files of a folder, each with its name and bytes.
    Folder(Vec<(String, Vec<u8>)>),
}

/// Writes a new file, mode 0600. It appears under its name once all of it is on the disk, or not at all.
/// `ours` is the data file, which is refused even where it does not exist yet, with the journal beside it.
///
/// # Errors
/// When something of that name is there, when its folder is not, or when it cannot be written.
pub fn write_new(path: &Path, bytes: &[u8], ours: &Path) -> Result<()> {
    let folder = folder_of(path)?;
    refuse_our_file(path, &folder, ours)?;
    if fs::symlink_metadata(path).is_ok() {
        return Err(taken(path));
    }
    appear(path, bytes, &folder).map_err(|error| unwritable(path, error))
}

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
    /// What it took the place of.
    before: Option<TempPath>,
}

/// Writes a file beside its place. With `force` it may take the place of a regular file, never of a folder or a link.
/// Nothing may lie in the data folder: what is there is ours.
///
/// # Errors
/// When something of that name is there, when its folder is not, or when it cannot be written.
pub fn stage(path: &Path, bytes: &[u8], force: bool, data_folder: &Path) -> Result<Staged> {
    let folder = free_for(path, force, data_folder)?;
    let file = beside(&folder, bytes).map_err(|error| unwritable(path, error))?;
    Ok(Staged { path: path.to_owned(), folder, file, force })
}

/// The folder of a place that a file may take, as [`stage`] asks for it; nothing is written.
///
/// # Errors
/// When something of that name is there, or its folder is not.
pub fn free_for(path: &Path, force: bool, data_folder: &Path) -> Result<PathBuf> {
    let folder = folder_of(path)?;
    refuse_data_folder(path, &folder, data_folder)?;
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
    /// Moves the file to its place.
    ///
    /// # Errors
    /// When something came there meanwhile, or it cannot be moved; nothing is left then.
    pub fn place(self) -> Result<Placed> {
        let Self { path, folder, file, force } = self;
        let replaced = force && fs::symlink_metadata(&path).is_ok();
        let moved = if replaced { kept_aside(&path, &folder) } else { Ok(None) };
        let placed = moved.and_then(|before| {
            let done = if replaced { file.persist(&path) } else { file.persist_noclobber(&path) };
            done.map_err(|error| error.error)?;
            File::open(&folder)?.sync_all()?;
            Ok(before)
        });
        let before = placed.map_err(|error| unwritable(&path, error))?;
        Ok(Placed { path, before })
    }
}

impl Placed {
    /// Takes the file away again and puts back what it replaced. What cannot be put back is lost, and nobody could say
    /// more of it than the trouble that led here.
    pub fn take_back(self) {
        match self.before {
            Some(before) => drop(before.persist(&self.path)),
            None => drop(fs::remove_file(&self.path)),
        }
    }
}

/// A copy of what is about to be replaced, gone once it is not needed.
fn kept_aside(path: &Path, folder: &Path) -> io::Result<Option<TempPath>> {
    let copy = tempfile::Builder::new().prefix(".onward-").tempfile_in(folder)?.into_temp_path();
    fs::copy(path, &copy)?;
    Ok(Some(copy))
}

/// Writes these files, each with its name, into a new folder, mode 0700, or into an empty one. Where one of them
/// cannot be written, none is left.
///
/// # Errors
/// When the folder holds something, when the one above it is not there, or when it cannot be written.
pub fn write_folder(path: &Path, files: &[(String, Vec<u8>)], ours: &Path) -> Result<()> {
    let above = folder_of(path)?;
    refuse_our_file(path, &above, ours)?;
    let there = |folder: &Path| fs::canonicalize(folder).ok();
    if there(path).is_some_and(|named| Some(named) == ours.parent().and_then(there)) {
        return Err(Error::refused(format!("-o {}: this is the data folder itself", path.display()))
            .hint("choose another folder"));
    }
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

/// Reads a file, or every CSV file right inside a folder.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn read(path: &Path) -> Result<Outside> {
    read_to(path, 0)
}

/// Reads a file, or every CSV file inside a folder and in the folders right inside it.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn read_deep(path: &Path) -> Result<Outside> {
    read_to(path, 1)
}

/// Reads a file whole, if it is not longer than so many bytes; a pipe and `/dev/stdin` too.
///
/// # Errors
/// When it is not there, cannot be read, is a folder, or is longer.
pub fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let length = file.metadata().map_or(0, |found| found.len());
    if length > most as u64 {
        return Err(too_long(&path.display().to_string(), most));
    }
    let capacity = usize::try_from(length).unwrap_or_default();
    let read = read_stream(file, capacity, most).map_err(|error| unreadable(path, error))?;
    read.ok_or_else(|| too_long(&path.display().to_string(), most))
}

/// All that a reader gives; none where that is more than so many bytes.
///
/// # Errors
/// Those of the reader.
pub fn read_stream(reader: impl io::Read, capacity: usize, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(capacity);
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// The refusal of what is longer than anything that could be meant.
pub fn too_long(place: &str, most: usize) -> Error {
    Error::refused(format!("FILE: {place} is longer than {} MB, and was not read", most / 1_000_000))
        .hint("nothing was imported; check that it is the right file")
}

fn read_to(path: &Path, depth: usize) -> Result<Outside> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    let read =
        if found.is_dir() { files_in(path, "", depth).map(Outside::Folder) } else { fs::read(path).map(Outside::File) };
    read.map_err(|error| unreadable(path, error))
}

/// The CSV files of a folder, in the order of their names; those of `depth` folders below with the folder's name.
fn files_in(folder: &Path, above: &str, depth: usize) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let csv = path.extension().is_some_and(|ending| ending == "csv");
        let Some(name) = path.file_name().map(|name| format!("{above}{}", name.to_string_lossy())) else { continue };
        if csv && path.is_file() {
            files.push((name, fs::read(&path)?));
        } else if depth > 0 && path.is_dir() {
            files.extend(files_in(&path, &format!("{name}/"), depth - 1)?);
        }
    }
    files.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    Ok(files)
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

fn refuse_our_file(path: &Path, folder: &Path, ours: &Path) -> Result<()> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let there = |folder: &Path| fs::canonicalize(folder).ok();
    let same = || there(folder).zip(ours.parent().and_then(there)).is_some_and(|(named, ours)| named == ours);
    if name(path).starts_with(&name(ours)) && same() {
        return Err(Error::refused(format!("-o {}: this is the data file itself", path.display()))
            .hint("choose another name, outside the data folder"));
    }
    Ok(())
}

/// Whatever lies in the data folder or below it is ours, by whichever name it is called.
fn refuse_data_folder(path: &Path, folder: &Path, data_folder: &Path) -> Result<()> {
    let there = |folder: &Path| fs::canonicalize(folder).ok();
    let inside = there(folder).zip(there(data_folder)).is_some_and(|(named, ours)| named.starts_with(ours));
    if inside {
        return Err(Error::refused(format!(
            "-o {}: this lies in the data folder, where onward keeps its own files",
            path.display()
        ))
        .hint("choose another folder"));
    }
    Ok(())
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

fn unreadable(path: &Path, error: io::Error) -> Error {
    let place = path.display();
    if error.kind() == ErrorKind::NotFound {
        return Error::refused(format!("FILE: there is no {place}"))
            .hint("name the file or folder that `onward export -o`, or another program, wrote");
    }
    Error::refused(format!("FILE: {place} cannot be read")).cause(error).hint("check who may read it")
}
