//! What lies in a home, seen past the program: every byte, and what the keys at hand open.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use age::x25519::Identity;
use rusqlite::MAIN_DB;

use super::secrets::{Locked, opened};
use crate::home::{FOLDER, Home};

/// Words of the person's own, which stand in records that are kept, removed or to be erased.
pub(crate) const KEPT: &str = "heronword";
pub(crate) const REMOVED: &str = "Ploverword";
pub(crate) const ERASABLE: &str = "quartzword";

/// How every readable data file begins.
pub(crate) const SQLITE: &[u8] = b"SQLite format 3\0";

/// How every sealed file begins.
const AGE: &[u8] = b"age-encryption.org/v1";

/// All that lies in a data folder.
pub(crate) struct Sight {
    /// Each file, by its path below the data folder.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The key file, and the one under the recovery code.
    pub(crate) key: Locked,
    pub(crate) code: Locked,
    /// Every key that is known: the present ones and those of before.
    pub(crate) keys: Vec<Identity>,
}

/// A backup: the notes in it, and whether it is what a restore or a mending set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) notes: Vec<String>,
    pub(crate) set_aside: bool,
}

impl Sight {
    /// What lies in this home now. `before` are its keys as they were, `secrets` all passphrases, `codes` all codes.
    pub(crate) fn of(home: &Home, before: &[&Locked; 2], secrets: &[&'static str], codes: &[&'static str]) -> Self {
        let folder = home.root().join(FOLDER);
        let mut files = BTreeMap::new();
        read(&folder, "", &mut files);
        let key = Locked::of(&folder.join("key.age"), before[0], secrets);
        let code = Locked::of(&folder.join("recovery.age"), before[1], codes);
        let keys = [key.keys(), before[0].keys(), code.keys()].concat();
        Self { files, key, code, keys }
    }

    /// Whether the data is sealed, going by its names.
    pub(crate) fn sealed(&self) -> Result<bool, String> {
        match (self.files.contains_key("onward.db"), self.files.contains_key("onward.age")) {
            (true, true) => Err("there is a readable data file and a sealed one".to_owned()),
            (_, sealed) => Ok(sealed),
        }
    }

    /// The notes of the data; none where it does not open.
    pub(crate) fn data(&self) -> Option<Vec<String>> {
        let name = if self.files.contains_key("onward.age") { "onward.age" } else { "onward.db" };
        notes(&self.plain(name)?)
    }

    /// What a file holds, in the open; none where no key that is known opens it.
    pub(crate) fn plain(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.files.get(name)?;
        if bytes.starts_with(AGE) {
            return self.keys.iter().find_map(|key| opened(key, bytes));
        }
        Some(bytes.clone())
    }

    /// The backups that open and are sound, by their names without the ending.
    pub(crate) fn backups(&self) -> BTreeMap<String, Held> {
        let names = self.files.keys().filter_map(|name| name.strip_prefix("backups/"));
        let found = names.filter(|name| !name.starts_with('.')).filter_map(|name| {
            let stem = name.strip_suffix(".db").or_else(|| name.strip_suffix(".age"))?;
            let notes = read_before(name, self.plain(&format!("backups/{name}"))?)?;
            Some((stem.to_owned(), Held { notes, set_aside: stem.contains("set-aside") }))
        });
        found.collect()
    }

    /// The files in which these bytes stand as they are.
    pub(crate) fn holding(&self, bytes: &[u8]) -> Vec<String> {
        self.files.iter().filter(|(_, file)| contains(file, bytes)).map(|(name, _)| name.clone()).collect()
    }

    /// The files in which these bytes stand once whatever is sealed is opened.
    pub(crate) fn holding_inside(&self, bytes: &[u8]) -> Vec<String> {
        let holds = |name: &&String| self.plain(name).is_some_and(|plain| contains(&plain, bytes));
        self.files.keys().filter(holds).cloned().collect()
    }

    /// The files that one of these keys opens.
    pub(crate) fn opened_by(&self, keys: &[Identity]) -> Vec<String> {
        let opens = |bytes: &[u8]| bytes.starts_with(AGE) && keys.iter().any(|key| opened(key, bytes).is_some());
        self.files.iter().filter(|(_, bytes)| opens(bytes)).map(|(name, _)| name.clone()).collect()
    }

    /// What a person could read in a sealed home without a key.
    pub(crate) fn readable(&self) -> Vec<String> {
        let mut found: Vec<String> =
            [SQLITE, KEPT.as_bytes(), REMOVED.as_bytes(), ERASABLE.as_bytes(), b"AGE-SECRET-KEY-"]
                .iter()
                .flat_map(|bytes| self.holding(bytes))
                .filter(|name| !name.contains("directory"))
                .collect();
        found.sort();
        found.dedup();
        found
    }

    /// What an operation that was cut off left, by its names.
    pub(crate) fn left_over(&self) -> Vec<String> {
        let of_next = |name: &str| name.starts_with("next/");
        let unfinished = |name: &str| name.rsplit('/').next().is_some_and(|last| last.starts_with(".onward-"));
        self.files.keys().filter(|name| of_next(name) || unfinished(name)).cloned().collect()
    }
}

/// The notes in a backup, read anew only where it is not the one that was read last under its name.
fn read_before(name: &str, plain: Vec<u8>) -> Option<Vec<String>> {
    type Read = BTreeMap<String, (Vec<u8>, Option<Vec<String>>)>;
    static READ: Mutex<Read> = Mutex::new(Read::new());
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let known = READ.lock().unwrap().get(stem).filter(|(bytes, _)| *bytes == plain).map(|(_, notes)| notes.clone());
    known.unwrap_or_else(|| {
        let found = notes(&plain);
        READ.lock().unwrap().insert(stem.to_owned(), (plain, found.clone()));
        found
    })
}

/// The notes of all check-ins of a data file, sorted; none where it is unsound.
pub(crate) fn notes(plain: &[u8]) -> Option<Vec<String>> {
    if !plain.starts_with(SQLITE) {
        return None;
    }
    #[expect(clippy::disallowed_methods, reason = "tests look at the data from outside")]
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.deserialize_read_exact(MAIN_DB, plain, plain.len(), true).ok()?;
    let sound: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0)).ok()?;
    let mut found = connection.prepare("SELECT coalesce(note, '(no note)') FROM checkin").ok()?;
    let mut notes = found.query_map([], |row| row.get(0)).ok()?.collect::<rusqlite::Result<Vec<String>>>().ok()?;
    notes.sort();
    (sound == "ok").then_some(notes)
}

/// Whether these bytes stand among those (Horspool's search: whole folders are looked through at every point).
pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let last = wanted.len() - 1;
    let mut skip = [wanted.len(); 256];
    wanted[..last].iter().enumerate().for_each(|(at, byte)| skip[usize::from(*byte)] = last - at);
    let mut end = last;
    while let Some(byte) = bytes.get(end) {
        if *byte == wanted[last] && bytes[end - last..=end] == *wanted {
            return true;
        }
        end += skip[usize::from(*byte)];
    }
    false
}

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap_or_default());
        }
    }
}
