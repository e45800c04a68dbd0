//! The directory of published meetings: a file of its own beside the data. All in it is public, and can be imported
//! again; it is never part of a backup, an export or the sealed file, and opening it takes no passphrase.
//!
//! What a person attends or saves is copied into their own data. Deliberately absent: migrations. A directory that
//! cannot be read is set aside and imported anew.

mod find;
mod recall;
mod source;
mod write;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use self::find::{Candidate, Query};
pub use self::recall::Which;
pub use self::write::{Arrival, Importing};
use super::file::sync_folder_of;
use super::folder::TEMPORARY;
use super::folder::{make_private, make_private_folder};
use crate::domain::finding::{Finding, State};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

/// The name of the directory's file inside the data folder.
pub const NAME: &str = "directory.db";

/// Marks a file as a directory of ours: "onwm" in ASCII.
const APPLICATION_ID: i32 = 0x6f6e_776d;

/// The shape of the file.
const VERSION: i64 = 1;

const SCHEMA: &str = include_str!("schema.sql");

/// How long a command waits for another one that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The published meetings.
pub struct Directory {
    connection: Connection,
    /// What it is called in a message.
    place: String,
}

impl Directory {
    /// An empty directory that lives no longer than the process.
    ///
    /// # Errors
    /// When SQLite itself cannot be set up.
    pub fn in_memory() -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the door to memory")]
        let opened = Connection::open_in_memory();
        let place = "the directory of meetings".to_owned();
        let directory = Self { connection: opened.map_err(|error| explain(error, &place))?, place };
        directory.sql(directory.prepare())?;
        directory.bring_about()?;
        Ok(directory)
    }

    /// The directory of a data folder; none where nothing was imported yet.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is not ours, of another version, or damaged.
    pub fn open(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(NAME);
        match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Ok(found) if found.len() == 0 => return Ok(None),
            _ => {}
        }
        // An import that was cut off is rolled back by whoever opens the file next, which takes writing; where nothing
        // can be written, it can still be read.
        let opened = Self::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .or_else(|_| Self::connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY))?;
        match opened.version()? {
            0 => Ok(None),
            _ => Ok(Some(opened)),
        }
    }

    /// Whether a data folder has a directory, sound or not.
    pub fn exists(folder: &Path) -> bool {
        fs::metadata(folder.join(NAME)).is_ok_and(|found| found.len() > 0)
    }

    /// The directory of a data folder for an import; made where there is none.
    ///
    /// # Errors
    /// Those of [`Directory::open`], and when it cannot be written.
    pub fn open_for_writing(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let unwritable = |error| unwritable(&path.display().to_string()).cause(error);
        make_private(folder, &path).map_err(unwritable)?;
        let directory = Self::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if directory.version()? == 0 {
            directory.bring_about()?;
        }
        Ok(directory)
    }

    /// A directory for the first import of a data folder: it lies beside its place until [`Beginning::finish`] gives it
    /// its name, so that of an import that is refused nothing remains.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(folder: &Path) -> Result<Beginning> {
        let path = folder.join(NAME);
        let unwritable = |error| unwritable(&path.display().to_string()).cause(error);
        let new = !folder.exists();
        make_private_folder(folder, &path).map_err(unwritable)?;
        let file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(unwritable)?;
        // Whoever holds the lock of the folder removes what is left there, but not what somebody is writing.
        file.as_file().lock().map_err(unwritable)?;
        let directory = Self::connect(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Where the file has no name yet, nothing can be left half written.
        directory.sql(directory.connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"))?;
        directory.bring_about()?;
        Ok(Beginning { directory, file, path, new_folder: new.then(|| folder.to_owned()) })
    }

    /// Puts a directory that is not sound aside, so that an import begins a new one; where it went. None where there is
    /// none, or where it is sound.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn set_aside(folder: &Path, at: Moment) -> Result<Option<PathBuf>> {
        let path = folder.join(NAME);
        if !Self::exists(folder) || Self::open(folder).is_ok_and(|found| found.is_none_or(|found| found.is_sound())) {
            return Ok(None);
        }
        let stamp = at.at().format("%Y%m%dT%H%M%S");
        let free = |nth: u32| Some(folder.join(format!("directory-{stamp}-{nth}.db"))).filter(|path| !path.exists());
        let Some(aside) = (1..100).find_map(free) else { return Err(unwritable(&path.display().to_string())) };
        let moved = fs::rename(&path, &aside);
        moved.map_err(|error| unwritable(&path.display().to_string()).cause(error))?;
        // What was to be rolled back belongs to the file that was set aside, and would spoil a new one.
        let journal = folder.join(format!("{NAME}-journal"));
        match fs::remove_file(&journal) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(unwritable(&journal.display().to_string()).cause(error))
            }
            _ => Ok(Some(aside)),
        }
    }

    /// Whether every page of it can be read.
    fn is_sound(&self) -> bool {
        let said = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        said.is_ok_and(|said| said == "ok")
    }

    /// How the directory of a data folder stands; nothing to say where there is none.
    pub fn look(folder: &Path) -> Option<Finding> {
        let found = |directory: Option<Self>| {
            let sound = |directory: Self| {
                let sources = directory.sources()?;
                if directory.is_sound() {
                    return Ok(sources);
                }
                Err(again(Error::data(format!("{} is damaged", directory.place))))
            };
            directory.map(sound).transpose()
        };
        match Self::open(folder).and_then(found) {
            Ok(sources) => {
                let sources = sources?;
                let meetings: i64 = sources.iter().map(|source| source.active).sum();
                let lists = if sources.len() == 1 { "1 list".to_owned() } else { format!("{} lists", sources.len()) };
                Some(Finding::new("directory", State::Fine, format!("{meetings} published meetings from {lists}")))
            }
            Err(error) => {
                let hint = error.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
                Some(Finding::new("directory", State::Wrong, format!("{}{hint}", error.message)))
            }
        }
    }

    fn connect(path: &Path, access: OpenFlags) -> Result<Self> {
        let place = path.display().to_string();
        #[expect(clippy::disallowed_methods, reason = "the door to the disk")]
        let opened = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let directory = Self { connection: opened.map_err(|error| explain(error, &place))?, place };
        directory.sql(directory.prepare())?;
        // Nothing is read by opening alone.
        let pages = directory.connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0));
        directory.sql(pages)?;
        Ok(directory)
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(BUSY_TIMEOUT)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        self.connection.set_prepared_statement_cache_capacity(32);
        // A cache that holds what an import changes, 32 MB at most.
        self.connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;")
    }

    /// Gives an empty file the tables of a directory, all at once.
    fn bring_about(&self) -> Result<()> {
        let made = format!(
            "BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
        );
        self.sql(self.connection.execute_batch(&made))
    }

    /// The version of a directory of ours, 0 for an empty file.
    fn version(&self) -> Result<i64> {
        let number = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let (application, version) = (self.sql(number("application_id"))?, self.sql(number("user_version"))?);
        let tables = self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        if application == 0 && version == 0 && self.sql(tables)? == 0 {
            return Ok(0);
        }
        let place = &self.place;
        if application != i64::from(APPLICATION_ID) {
            return Err(again(Error::data(format!("{place} is not a directory of meetings; it was left as it is"))));
        }
        if version != VERSION {
            let what = format!("{place} was written by another version of onward; it was left as it is");
            return Err(again(Error::data(what)));
        }
        Ok(version)
    }

    /// The result of an SQLite call, with its error in words.
    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| explain(error, &self.place))
    }
}

/// The directory of a first import, until it has its name.
pub struct Beginning {
    directory: Directory,
    file: tempfile::NamedTempFile,
    path: PathBuf,
    new_folder: Option<PathBuf>,
}

impl Beginning {
    /// The directory to import into.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Brings the directory to the disk, and to its place.
    ///
    /// # Errors
    /// When it cannot be written, or another import has begun one in between.
    pub fn finish(self) -> Result<()> {
        let Self { directory, file, path, .. } = self;
        let place = path.display().to_string();
        directory.connection.close().map_err(|(_, error)| explain(error, &place))?;
        file.as_file().sync_all().map_err(|error| unwritable(&place).cause(error))?;
        // A file without a byte is none: nothing of anybody's is in it.
        if fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() == 0) {
            fs::remove_file(&path).map_err(|error| unwritable(&place).cause(error))?;
        }
        file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => Error::busy("another onward imported meetings just now; nothing was imported")
                .hint("run the same command again"),
            _ => unwritable(&place).cause(error.error),
        })?;
        sync_folder_of(&path).map_err(|error| unwritable(&place).cause(error))
    }

    /// Takes away what was made, where the import is refused.
    pub fn give_up(self) {
        drop(self.directory);
        drop(self.file.close());
        // Goes only where nothing else has come into it.
        if let Some(folder) = self.new_folder {
            drop(fs::remove_dir(folder));
        }
    }
}

/// What to do about a directory that cannot be read: there is nothing in it that cannot be had again.
fn again(error: Error) -> Error {
    error.hint("nothing of yours is in it; `onward meeting import FILE --source NAME --rebuild` sets it aside and begins a new one")
}

fn unwritable(place: &str) -> Error {
    Error::data(format!("{place} cannot be written; nothing was imported"))
        .hint("check who owns the folder, or name another one with --data-dir")
}

/// An error of SQLite about the directory at `place`.
fn explain(error: rusqlite::Error, place: &str) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::busy("another onward is importing meetings and did not finish").hint("try again in a moment")
        }
        Some(ErrorCode::DiskFull) => Error::data("the disk is full; nothing was imported")
            .hint("free some space, then run the same command again"),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            unwritable(place).cause(error)
        }
        Some(ErrorCode::NotADatabase) => {
            again(Error::data(format!("{place} is not a directory of meetings; it was left as it is")))
        }
        _ => again(Error::data(format!("{place} is damaged; it was left as it is")).cause(error)),
    }
}
