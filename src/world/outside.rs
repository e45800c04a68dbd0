//! What a person names to be read: a file, a folder with its files, a pipe. Each is read whole, and none longer than
//! anything that could be meant.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::domain::limits;
use crate::error::{Error, Result};

/// How long a pipe is waited for that has a name and that nobody has opened to write into.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was read.
pub enum Outside {
    /// The bytes of a file.
    File(Vec<u8>),
    /// The CSV files of a folder, each with its name and bytes.
    Folder(Vec<(String, Vec<u8>)>),
}

/// Reads a file, or every CSV file inside a folder and inside the folders down to `depth` below it.
///
/// # Errors
/// When it is not there, cannot be read, or is larger than anything that is imported.
pub fn read(path: &Path, depth: usize) -> Result<Outside> {
    if !fs::metadata(path).is_ok_and(|found| found.is_dir()) {
        return read_at_most(path, limits::FOREIGN_FILE).map(Outside::File);
    }
    let mut folder = Folder { root: path, entries: 0, bytes: 0, files: Vec::new() };
    folder.read(path, "", depth)?;
    folder.files.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    Ok(Outside::Folder(folder.files))
}

/// Reads a file whole, if it is not longer than so many bytes; a pipe and `/dev/stdin` too.
///
/// # Errors
/// When it is not there, cannot be read, is a folder or a device, or is longer.
pub fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>> {
    let place = path.display().to_string();
    let file = open(path)?;
    let length = file.metadata().map_or(0, |found| found.len());
    if length > most {
        return Err(too_long(&place, most));
    }
    let read = read_stream(file, length, most).map_err(|error| unreadable(path, error))?;
    read.ok_or_else(|| too_long(&place, most))
}

/// All that a reader gives; none where that is more than so many bytes.
///
/// # Errors
/// Those of the reader.
pub fn read_stream(reader: impl Read, expected: u64, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The refusal of what is longer than anything that could be meant.
pub fn too_long(place: &str, most: u64) -> Error {
    Error::refused(format!("FILE: {place} is longer than {}, and was not read", limits::size(most)))
        .hint("nothing was imported; check that it is the right file")
}

/// Opens what can be read to an end: no device but a terminal or one that gives nothing, and no pipe that nobody writes into.
fn open(path: &Path) -> Result<File> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, error))?.file_type();
    if found.is_fifo() {
        return open_pipe(path);
    }
    let mut file = File::open(path).map_err(|error| unreadable(path, error))?;
    let device = found.is_block_device() || (found.is_char_device() && !file.is_terminal());
    // One that gives nothing, as /dev/null, is an empty file.
    if device && file.read(&mut [0]).map_err(|error| unreadable(path, error))? > 0 {
        let what = format!("FILE: {} is a device, and was not read", path.display());
        return Err(Error::refused(what).hint("nothing was imported; name a file"));
    }
    Ok(file)
}

/// Opening a pipe lasts until somebody opens its other end.
fn open_pipe(path: &Path) -> Result<File> {
    let (opened, wait) = mpsc::channel();
    let named = path.to_owned();
    thread::spawn(move || opened.send(File::open(named)));
    match wait.recv_timeout(PATIENCE) {
        Ok(opened) => opened.map_err(|error| unreadable(path, error)),
        Err(_) => {
            let seconds = PATIENCE.as_secs();
            let what = format!("FILE: {} is a pipe, and nobody wrote into it for {seconds} seconds", path.display());
            Err(Error::refused(what).hint("nothing was imported; name a file, or start what writes into it first"))
        }
    }
}

/// A folder while it is read.
struct Folder<'a> {
    root: &'a Path,
    entries: usize,
    bytes: u64,
    files: Vec<(String, Vec<u8>)>,
}

impl Folder<'_> {
    /// The CSV files of a folder, and of `depth` folders below with the folder's name.
    fn read(&mut self, folder: &Path, above: &str, depth: usize) -> Result<()> {
        for entry in fs::read_dir(folder).map_err(|error| unreadable(self.root, error))? {
            let path = entry.map_err(|error| unreadable(self.root, error))?.path();
            self.entries += 1;
            if self.entries > limits::FILES {
                return Err(self.too_much(&format!("more than {} files", limits::FILES)));
            }
            let Some(name) = path.file_name().map(|name| format!("{above}{}", name.to_string_lossy())) else {
                continue;
            };
            if path.extension().is_some_and(|ending| ending == "csv") && path.is_file() {
                self.add(name, &path)?;
            } else if depth > 0 && path.is_dir() {
                self.read(&path, &format!("{name}/"), depth - 1)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: String, path: &PathBuf) -> Result<()> {
        let file = File::open(path).map_err(|error| unreadable(self.root, error))?;
        let left = limits::FOREIGN_FILE.saturating_sub(self.bytes);
        let read = read_stream(file, 0, left).map_err(|error| unreadable(self.root, error))?;
        let bytes = read.ok_or_else(|| self.too_much(&format!("more than {}", limits::size(limits::FOREIGN_FILE))))?;
        self.bytes += bytes.len() as u64;
        self.files.push((name, bytes));
        Ok(())
    }

    fn too_much(&self, what: &str) -> Error {
        Error::refused(format!("FILE: the folder {} holds {what}, and was not read", self.root.display()))
            .hint("nothing was imported; name the folder of the export alone")
    }
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    let place = path.display();
    if error.kind() == ErrorKind::NotFound {
        return Error::refused(format!("FILE: there is no {place}"))
            .hint("name the file or folder that `onward export -o`, or another program, wrote");
    }
    Error::refused(format!("FILE: {place} cannot be read")).cause(error).hint("check who may read it")
}
