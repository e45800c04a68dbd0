//! Opening the one file: private modes, the pragmas that keep a written entry written, and the refusal of
//! what is not ours.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};

use super::file::FILE_MODE;
use super::folder::{self, DATA, FOLDER_MODE, Held, KEY, LOCK, close, make_private, make_private_folder, was_used};
use super::restore::lost;
use super::seal::Key;
use super::trouble::{damaged, explain, is_unfinished_write, not_ours, sealed_meanwhile, unwritable};
use super::vault::{Vault, sealed_path};
use super::{Sealing, Store, file_id, schema, vet};
use crate::domain::moment::Moment;
use crate::domain::setting::BackupCount;
use crate::domain::shell::shell_word;
use crate::error::{Error, Result};

/// How long a command waits for another one that is writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The least that an SQLite file can be long, in bytes.
const SMALLEST_PAGE: u64 = 512;

/// How many bytes the head of an SQLite file has.
const HEAD: usize = 100;

impl Store {
    /// An empty store that lives no longer than the process: what a new person has, and what tests use.
    ///
    /// # Errors
    /// When SQLite itself cannot be set up.
    pub fn in_memory() -> Result<Self> {
        Self::in_memory_at(schema::VERSION)
    }

    /// An empty store in memory as this version had it.
    pub(super) fn in_memory_at(version: i64) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the door to memory")]
        let opened = Connection::open_in_memory().map_err(|error| explain(error, "memory"))?;
        let store = Self {
            connection: opened,
            place: "the data".to_owned(),
            path: None,
            opened: None,
            vault: None,
            held: None,
        };
        store.sql(store.prepare_for_writing())?;
        store.migrate_to(version)?;
        Ok(store)
    }

    /// Opens the data of `folder` for reading. Where there is none yet, nothing is created and the store is
    /// empty. Only a file that an older version wrote, or whose last write was cut short, is opened for writing
    /// here: it has to be brought up to date, or rolled back, before anything can be read.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is newer or unreadable, and
    /// [`Kind::Damaged`](crate::error::Kind::Damaged) when it is not ours, damaged, or gone.
    pub fn open_for_reading(folder: &Path, at: Moment) -> Result<Self> {
        let path = folder.join(DATA);
        if is_missing(&path)? {
            return if was_used(folder) { Err(lost(folder)) } else { Self::in_memory() };
        }
        let mut store = Self::open(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let header = store.header();
        let unfinished = header.as_ref().is_err_and(is_unfinished_write);
        if unfinished || store.version(header)? < schema::VERSION {
            return Self::open_for_writing(folder, at);
        }
        if !vet::seen::is_known(folder, &path) {
            store.vet(schema::VERSION)?;
        }
        Ok(store)
    }

    /// Opens the data of `folder` for writing, once no one else writes; creates folder and file where there are none,
    /// mends their modes and brings an older file up to date.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is newer or unwritable, and
    /// [`Kind::Damaged`](crate::error::Kind::Damaged) when it is not ours, damaged, or gone.
    pub fn open_for_writing(folder: &Path, at: Moment) -> Result<Self> {
        let path = folder.join(DATA);
        if !folder.join(LOCK).exists() && !is_missing(&path)? {
            // What is not ours is left alone, the folder too.
            let mut store = Self::open(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            match store.header() {
                Err(error) if is_unfinished_write(&error) => {}
                header => {
                    let version = store.version(header)?;
                    store.vet(version)?;
                }
            }
        }
        make_private_folder(folder, &path).map_err(|error| unwritable(&folder.display().to_string()).cause(error))?;
        Self::open_plain_held(&Rc::new(Held::take(folder)?), at)
    }

    /// The same for the holder of the lock.
    pub(super) fn open_plain_held(held: &Rc<Held>, at: Moment) -> Result<Self> {
        let folder = held.folder();
        // A plain file made beside the sealed one would be taken for what a cut-off `protect` left.
        if sealed_path(folder).exists() {
            return Err(sealed_meanwhile());
        }
        let path = folder.join(DATA);
        if is_missing(&path)? && was_used(folder) {
            return Err(lost(folder));
        }
        make_private(folder, &path).map_err(|error| unwritable(&folder.display().to_string()).cause(error))?;
        let mut store = Self::open(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.held = Some(held.clone());
        let version = store.version(store.header())?;
        let known = vet::seen::is_known(folder, &path);
        if !known || version < schema::VERSION {
            store.vet(version)?;
        }
        store.sql(store.prepare_for_writing())?;
        store.keep_a_copy_of(version, folder, at)?;
        store.bring_up_to_date(version)?;
        if !known {
            vet::seen::remember(folder, &path);
        }
        Ok(store)
    }

    /// Whether the data of `folder` is protected, so that a key is needed to open it.
    ///
    /// # Errors
    /// [`Kind::Damaged`](crate::error::Kind::Damaged) when it was protected and the sealed file is gone: it must not
    /// be taken for an empty home.
    pub fn is_protected(folder: &Path) -> Result<bool> {
        let sealed = sealed_path(folder);
        if sealed.exists() {
            return Ok(true);
        }
        let generations = folder::generations(folder);
        if folder.join(DATA).exists() || (!folder.join(KEY).exists() && generations.is_empty()) {
            return Ok(false);
        }
        let hint = match generations.first() {
            Some(earlier) => {
                let earlier = shell_word(&earlier.display().to_string());
                format!("the state before its last change is there: onward restore {earlier}")
            }
            None => "put a copy of it back, or the newest backup that opens: onward restore latest".to_owned(),
        };
        Err(Error::damaged(format!("{} is missing", sealed.display())).hint(hint))
    }

    /// Opens the protected data of `folder` for reading.
    ///
    /// # Errors
    /// [`Kind::Data`](crate::error::Kind::Data) when the file is newer, and
    /// [`Kind::Damaged`](crate::error::Kind::Damaged) when it is damaged or the key is another one.
    pub fn open_protected_for_reading(folder: &Path, key: Key) -> Result<Self> {
        let mut store = Self::unsealed(Vault::of(folder, key))?;
        let version = store.version(store.header())?;
        store.vet_sealed(version, folder)?;
        store.bring_up_to_date(version)?;
        Ok(store)
    }

    /// Opens the protected data of `folder` for writing, once no one else does.
    ///
    /// # Errors
    /// Those of [`Store::open_protected_for_reading`], and when another writer does not finish.
    pub fn open_protected_for_writing(folder: &Path, key: Key, at: Moment) -> Result<Self> {
        let sealed = sealed_path(folder);
        let closed = close(folder, FOLDER_MODE).and_then(|()| close(&sealed, FILE_MODE));
        closed.map_err(|error| unwritable(&sealed.display().to_string()).cause(error))?;
        let held = Rc::new(Held::take(folder)?);
        let mut store = Self::open_sealed_held(&held, key, at)?;
        store.finish_protecting(&held, at)?;
        Ok(store)
    }

    /// The same for the holder of the lock, whatever lies beside the data.
    pub(super) fn open_sealed_held(held: &Rc<Held>, key: Key, at: Moment) -> Result<Self> {
        let folder = held.folder();
        let mut store = Self::unsealed(Vault::of(folder, key))?;
        store.held = Some(held.clone());
        let version = store.version(store.header())?;
        let known = store.vet_sealed(version, folder)?;
        store.keep_a_copy_of(version, folder, at)?;
        store.bring_up_to_date(version)?;
        if !known {
            vet::seen::remember(folder, &folder.join(KEY));
        }
        Ok(store)
    }

    /// Sealed data is what the holder of its key wrote: it is looked over where that key is met for the first time.
    /// Whether it was met before.
    fn vet_sealed(&mut self, version: i64, folder: &Path) -> Result<bool> {
        let known = vet::seen::is_known(folder, &folder.join(KEY));
        if !known || version < schema::VERSION {
            self.vet(version)?;
        }
        Ok(known)
    }

    /// Before data of an older version is changed for the first time, it is kept as it was.
    fn keep_a_copy_of(&mut self, version: i64, folder: &Path, at: Moment) -> Result<()> {
        if version == 0 || version == schema::VERSION {
            return Ok(());
        }
        let why = format!("version-{version}");
        self.automatic_backup(folder, at, &why, &Sealing::AsTheData, BackupCount::ALL).map(drop)
    }

    /// Opens the same data for writing.
    ///
    /// # Errors
    /// Those of opening it.
    pub fn reopen_for_writing(&mut self, folder: &Path, at: Moment) -> Result<()> {
        // Nobody waits for the lock that they hold themselves.
        self.held = None;
        *self = match self.vault.take() {
            Some(vault) => Self::open_protected_for_writing(folder, vault.into_key(), at)?,
            None => Self::open_for_writing(folder, at)?,
        };
        Ok(())
    }

    /// What a sealed file holds, in memory.
    fn unsealed(vault: Vault) -> Result<Self> {
        let mut store =
            Self::of_stream(vault.reader()?, &vault.path().display().to_string())?.ok_or_else(|| vault.damaged())?;
        store.vault = Some(vault);
        Ok(store)
    }

    /// The data that a reader gives, in memory, without a second copy; none when the reader fails or does not give
    /// what its beginning says. `place` names it in an error.
    fn of_stream(mut plain: impl Read, place: &str) -> Result<Option<Self>> {
        let mut head = [0; HEAD];
        if plain.read_exact(&mut head).is_err() {
            return Ok(None);
        }
        let Some(length) = length_of(&head) else { return Ok(None) };
        let Ok(store) = Self::of_reader((&head[..]).chain(&mut plain), length, place) else { return Ok(None) };
        Ok(plain.read(&mut head).is_ok_and(|more| more == 0).then_some(store))
    }

    /// The data in the bytes of a data file, in memory. `place` names it in an error.
    pub(super) fn of_bytes(plain: &[u8], place: &str) -> Result<Self> {
        Self::of_reader(plain, plain.len(), place)
    }

    fn of_reader(plain: impl Read, length: usize, place: &str) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the door to memory")]
        let opened = Connection::open_in_memory().map_err(|error| explain(error, place))?;
        let mut store =
            Self { connection: opened, place: place.to_owned(), path: None, opened: None, vault: None, held: None };
        let read = store.connection.deserialize_read_exact(MAIN_DB, plain, length, false);
        read.map_err(|error| explain(error, place))?;
        store.sql(store.prepare())?;
        store.sql(store.prepare_for_writing())?;
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
        let (path, opened_file) = (Some(path.to_owned()), file_id(path));
        let store = Self { connection: opened, place, path, opened: opened_file, vault: None, held: None };
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

    pub(super) fn header(&self) -> rusqlite::Result<Header> {
        // All of one moment: between two reads another terminal may make the empty file ours.
        let _moment = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        let application: i32 = self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let holds = "SELECT EXISTS (SELECT 1 FROM sqlite_schema)";
        let schema = vet::digest(&self.connection)?;
        Ok(Header {
            ours: application == schema::APPLICATION_ID
                || (application == 0 && !self.connection.query_row(holds, [], |row| row.get::<_, bool>(0))?),
            version: self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
            whole: self.is_whole()?,
            schema,
        })
    }

    /// SQLite reads the missing part of a last page as zeros, without a word.
    fn is_whole(&self) -> rusqlite::Result<bool> {
        let page: u32 = self.connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let length = self.path.as_ref().and_then(|path| fs::metadata(path).ok()).map_or(0, |found| found.len());
        Ok(length.is_multiple_of(u64::from(page)))
    }

    /// The version of a file that is ours, 0 for an empty one; refuses any other and a newer one.
    pub(super) fn version(&self, header: rusqlite::Result<Header>) -> Result<i64> {
        let header = self.sql(header)?;
        let place = &self.place;
        if !header.ours {
            return Err(Error::damaged(format!("{place} belongs to another application; it was left as it is"))
                .hint("name another folder with --data-dir"));
        }
        if header.version > schema::VERSION {
            let (found, known) = (header.version, schema::VERSION);
            let what = format!(
                "{place} was written by a newer onward (version {found}, this one knows {known}); it was left as it is"
            );
            return Err(Error::data(what).hint("install the newer onward to open it"));
        }
        if !header.whole {
            return Err(damaged(place));
        }
        if !vet::is_ours(header.version, &header.schema) {
            return Err(self.other_schema(header.version));
        }
        Ok(header.version)
    }

    /// The result of an SQLite call, with its error in words.
    pub(super) fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| self.trouble(error))
    }
}

/// How long a data file is by what stands in its head: the size of a page, and how many there are.
/// <https://www.sqlite.org/fileformat.html#the_database_header>
fn length_of(head: &[u8; HEAD]) -> Option<usize> {
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    let pages = u32::from_be_bytes([head[28], head[29], head[30], head[31]]);
    usize::try_from(pages).ok()?.checked_mul(page).filter(|length| *length >= HEAD)
}

/// What the head of an SQLite file says of it.
pub(super) struct Header {
    /// Whether it bears our mark, or is empty and may become ours.
    ours: bool,
    version: i64,
    /// Whether it ends where a page ends.
    whole: bool,
    /// The digest of its schema.
    schema: String,
}

impl Header {
    /// Whether a later version of the program wrote it.
    pub(super) fn is_newer(&self) -> bool {
        self.ours && self.version > schema::VERSION
    }
}

/// Whether there is no data at this path: no file, or one without a byte.
fn is_missing(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(unwritable(&path.display().to_string()).cause(error)),
        Ok(found) => Ok(found.len() == 0),
    }
}
