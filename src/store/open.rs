//! Opening the one file: private modes, the pragmas that keep a written entry written, and the refusal of
//! what is not ours.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::trouble::{explain, is_unfinished_write, not_ours, unwritable};
use super::{FILE_NAME, Store, schema};
use crate::error::{Error, Result};

/// How long a command waits for another one that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The least that an SQLite file can be long, in bytes.
const SMALLEST_PAGE: u64 = 512;

/// The mode of the data folder: nobody but its owner.
const FOLDER_MODE: u32 = 0o700;

/// The mode of every file in it.
const FILE_MODE: u32 = 0o600;

impl Store {
    /// An empty store that lives no longer than the process: what a new person has, and what tests use.
    ///
    /// # Errors
    /// When SQLite itself cannot be set up.
    pub fn in_memory() -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the door to memory")]
        let opened = Connection::open_in_memory().map_err(|error| explain(error, "memory"))?;
        let store = Self { connection: opened, path: None };
        store.sql(store.prepare_for_writing())?;
        store.migrate()?;
        Ok(store)
    }

    /// Opens the data of `folder` for reading. Where there is none yet, nothing is created and the store is
    /// empty. Only a file that an older version wrote, or whose last write was cut short, is opened for writing
    /// here: it has to be brought up to date, or rolled back, before anything can be read.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is not ours, newer, damaged or unreadable.
    pub fn open_for_reading(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::in_memory(),
            Err(error) => return Err(unwritable(&path.display().to_string()).cause(error)),
            Ok(found) if found.len() == 0 => return Self::in_memory(),
            Ok(_) => {}
        }
        let store = Self::open(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let header = store.header();
        let unfinished = header.as_ref().is_err_and(is_unfinished_write);
        if unfinished || store.version(header)? < schema::VERSION {
            return Self::open_for_writing(folder);
        }
        Ok(store)
    }

    /// Opens the data of `folder` for writing; creates folder and file where there are none, mends their
    /// modes and brings an older file up to date.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is not ours, newer, damaged or unwritable.
    pub fn open_for_writing(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        make_private(folder, &path).map_err(|error| unwritable(&folder.display().to_string()).cause(error))?;
        let store = Self::open(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let version = store.version(store.header())?;
        store.sql(store.prepare_for_writing())?;
        if version < schema::VERSION {
            store.migrate()?;
        }
        Ok(store)
    }

    fn open(path: &Path, access: OpenFlags) -> Result<Self> {
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let place = path.display().to_string();
        // SQLite takes a file shorter than its smallest page for an empty one, and would write over it.
        if fs::metadata(path).is_ok_and(|found| (1..SMALLEST_PAGE).contains(&found.len())) {
            return Err(not_ours(&place));
        }
        #[expect(clippy::disallowed_methods, reason = "the door to the disk")]
        let opened = Connection::open_with_flags(path, flags).map_err(|error| explain(error, &place))?;
        let store = Self { connection: opened, path: Some(path.to_owned()) };
        store.sql(store.prepare())?;
        Ok(store)
    }

    /// What every connection has, reading or writing.
    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(BUSY_TIMEOUT)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        self.connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;")
    }

    /// What a connection that writes has. `EXTRA` because `FULL` loses an acknowledged row at a power cut.
    fn prepare_for_writing(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
        )
    }

    fn header(&self) -> rusqlite::Result<Header> {
        let application: i32 = self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let holds = "SELECT EXISTS (SELECT 1 FROM sqlite_schema)";
        Ok(Header {
            ours: application == schema::APPLICATION_ID
                || (application == 0 && !self.connection.query_row(holds, [], |row| row.get::<_, bool>(0))?),
            version: self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
        })
    }

    /// The version of a file that is ours, 0 for an empty one; refuses any other and a newer one.
    fn version(&self, header: rusqlite::Result<Header>) -> Result<i64> {
        let header = self.sql(header)?;
        let place = self.path.as_deref().unwrap_or(Path::new(FILE_NAME)).display();
        if !header.ours {
            return Err(Error::data(format!("{place} belongs to another application; it was left as it is"))
                .hint("name another folder with --data-dir"));
        }
        if header.version > schema::VERSION {
            let (found, known) = (header.version, schema::VERSION);
            let what = format!(
                "{place} was written by a newer onward (version {found}, this one knows {known}); it was left as it is"
            );
            return Err(Error::data(what).hint("install the newer onward to open it"));
        }
        Ok(header.version)
    }

    /// The result of an SQLite call, with its error in words.
    pub(super) fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| self.trouble(error))
    }
}

/// What the head of an SQLite file says of it.
struct Header {
    /// Whether it bears our mark, or is empty and may become ours.
    ours: bool,
    version: i64,
}

/// Creates what is missing and closes what stands open. A folder that holds other things and not our file is
/// somebody's own: its mode is left alone.
fn make_private(folder: &Path, file: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
    let ours = file.try_exists()? || fs::read_dir(folder)?.next().is_none();
    if !ours && mode_of(folder)? != FOLDER_MODE {
        return Err(std::io::Error::other("the folder holds other files; name a folder that is onward's own"));
    }
    close(folder, FOLDER_MODE)?;
    if !fs::metadata(file).is_ok_and(|found| found.len() > 0) {
        keep_names(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(file) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    close(file, FILE_MODE)
}

/// Brings the names of a folder, and of all above it that may be as new, to the disk: SQLite syncs the folder that
/// its file is in, but a power cut could still take that folder's own name, and the first entry with it.
fn keep_names(folder: &Path) -> std::io::Result<()> {
    for above in folder.ancestors().skip(1) {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        // A folder that cannot be read was there before, and some file systems sync no folders.
        let synced = File::open(above).map_or(Ok(()), |above| above.sync_all());
        synced.or_else(|error| if error.kind() == ErrorKind::InvalidInput { Ok(()) } else { Err(error) })?;
    }
    Ok(())
}

fn mode_of(path: &Path) -> std::io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o7777)
}

fn close(path: &Path, mode: u32) -> std::io::Result<()> {
    // Only ever narrower: what its owner has closed to writing stays closed.
    let narrower = mode_of(path)? & mode;
    if mode_of(path)? == narrower { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(narrower)) }
}
