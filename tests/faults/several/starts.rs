//! The homes that operations over several files begin in: lived in for some days, with every kind of backup.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::secrets::{CODE, OLD, knows, quick, quicken, under};
use crate::home::{FOLDER, Home, MODES};
use crate::power::disk::{Disk, Tree};

/// The evenings on which the plain home and the sealed one are left.
const FOURTH_DAY: &str = "2026-11-23T21:30:00+00:00";
const SIXTH_DAY: &str = "2026-11-25T21:30:00+00:00";

/// A home, and the id of the record in it that is to be erased.
pub(crate) struct Start {
    pub(crate) home: Home,
    pub(crate) erasable: String,
    /// The instant that it is left at.
    pub(crate) now: &'static str,
}

/// The folder of the data in a home.
pub(crate) fn data(home: &Home) -> PathBuf {
    home.root().join(FOLDER)
}

/// A home that was made once, of which every test gets a copy.
pub(crate) struct Made {
    files: Tree,
    now: &'static str,
    erasable: String,
}

impl Made {
    /// The home of a start, and the instant of its copies.
    pub(crate) fn of(start: &Start, now: &'static str) -> Self {
        Self { files: Disk::of(start.home.root()).after_crash(&[]), now, erasable: start.erasable.clone() }
    }

    /// A home with the same files.
    pub(crate) fn copy(&self) -> Start {
        let mut home = Home::bare(&MODES[0]);
        put(&self.files, home.root());
        home.at(self.now);
        Start { home, erasable: self.erasable.clone(), now: self.now }
    }
}

/// Puts these files into an empty home, for their owner alone.
pub(crate) fn put(tree: &Tree, root: &Path) {
    for (path, content) in tree {
        let place = root.join(path);
        match content {
            None => fs::create_dir(&place).unwrap(),
            Some(bytes) => fs::write(&place, bytes).unwrap(),
        }
        let mode = if content.is_none() { 0o700 } else { 0o600 };
        fs::set_permissions(&place, Permissions::from_mode(mode)).unwrap();
    }
}

/// Four days in a plain home: a record that was removed, one to be erased, an import, a restore, backups of four kinds.
pub(crate) fn plain() -> Start {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::of(&lived_in(), FOURTH_DAY)).copy()
}

/// The same home sealed two days later: with a recovery code, three earlier generations, and a backup made since.
pub(crate) fn sealed() -> Start {
    static MADE: OnceLock<Made> = OnceLock::new();
    let mut start = MADE.get_or_init(|| Made::of(&lived_in_sealed(), SIXTH_DAY)).copy();
    knows(&mut start.home, Some(OLD));
    start
}

fn lived_in() -> Start {
    let mut home = Home::bare(&MODES[0]);
    home.at("2026-11-20T21:30:00+00:00");
    note(&home, "heronword one");
    home.ok(&["config", "set", "lock-after", "0"]);
    home.ok(&["contact", "add", "Ploverword"]);
    home.ok(&["contact", "remove", "Ploverword", "--yes"]);
    let erasable = id_of(&home, &["checkin", "low", "--note", "quartzword", "--json"]);
    frozen_backup(&home);
    home.ok(&["backup"]);
    home.at("2026-11-21T21:30:00+00:00");
    note(&home, "heronword two");
    let from = export_of_another(&home, "heronword imported");
    home.ok(&["import", from.to_str().unwrap()]);
    home.at("2026-11-22T21:30:00+00:00");
    let asked = data(&home).join("backups/20261120T213000Z-asked.db");
    home.ok(&["restore", asked.to_str().unwrap(), "--yes"]);
    note(&home, "heronword three");
    home.at("2026-11-22T21:45:00+00:00");
    home.ok(&["backup"]);
    home.at(FOURTH_DAY);
    note(&home, "heronword four");
    Start { home, erasable, now: FOURTH_DAY }
}

fn lived_in_sealed() -> Start {
    let Start { mut home, erasable, .. } = plain();
    knows(&mut home, Some(OLD));
    home.ok(&["protect", "on"]);
    quicken(&home, &[OLD]);
    let key = under(OLD, &fs::read(data(&home).join("key.age")).unwrap()).expect("the key opens");
    private(&data(&home).join("recovery.age"), &quick(CODE, &key));
    home.at("2026-11-24T21:30:00+00:00");
    note(&home, "heronword five");
    home.ok(&["backup"]);
    home.at(SIXTH_DAY);
    (0..3).for_each(|nth| note(&home, &format!("heronword six, {nth}")));
    Start { home, erasable, now: SIXTH_DAY }
}

/// What killed commands of older versions left in a home, a long time ago.
pub(crate) fn with_leftovers(start: Start) -> Start {
    let home = &start.home;
    let copy = home.copy();
    let whole = fs::read(data(&copy).join("backups/20261120T213000Z-asked.db"));
    let readable = whole.is_ok();
    // Where the home is sealed it is a check-in that was cut off, still sealed for the key of that time.
    let left = whole.unwrap_or_else(|_| fs::read(data(&copy).join("onward.age.1")).unwrap());
    private(&data(home).join(".onward-Lk3aQ9"), &left);
    private(&data(home).join("backups/.onward-x7TbQ2"), &left);
    if readable {
        private(&data(home).join(".note-8sTzu1.txt"), b"heronword half written");
        private(&data(home).join(".note-8sTzu1.txt.swp"), b"heronword half written");
    }
    start
}

/// A home whose data file cannot be opened any more.
pub(crate) fn damaged(start: Start) -> Start {
    for name in ["onward.db", "onward.age"] {
        let file = data(&start.home).join(name);
        if let Ok(mut bytes) = fs::read(&file) {
            let middle = if name == "onward.db" { 0..4096 } else { 40_000..40_100 };
            bytes[middle].fill(0x5a);
            fs::write(&file, bytes).unwrap();
        }
    }
    // An earlier state would be a way back as well, and is not what is tried.
    (1..=3).for_each(|nth| drop(fs::remove_file(data(&start.home).join(format!("onward.age.{nth}")))));
    start
}

/// A home that an older version left, as it was frozen then.
pub(crate) fn older() -> Start {
    let home = Home::bare(&MODES[0]);
    fs::create_dir(data(&home)).unwrap();
    fs::set_permissions(data(&home), Permissions::from_mode(0o700)).unwrap();
    private(&data(&home).join("onward.db"), &frozen(2));
    Start { home, erasable: String::new(), now: FOURTH_DAY }
}

/// A file that an older version wrote.
pub(crate) fn frozen(version: u32) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(fixtures.join(format!("schema-{version}.db"))).unwrap()
}

/// A backup as it is made before the first write of a newer version.
fn frozen_backup(home: &Home) {
    let backups = data(home).join("backups");
    fs::create_dir(&backups).unwrap();
    fs::set_permissions(&backups, Permissions::from_mode(0o700)).unwrap();
    private(&backups.join("20261101T080000Z-version-3.db"), &frozen(3));
}

/// Writes an entry known by its note.
pub(crate) fn note(home: &Home, note: &str) {
    home.ok(&["checkin", "good", "--sober", "--note", note]);
}

/// What another home with one entry exports, in a file beside this one's data.
pub(crate) fn export_of_another(home: &Home, note: &str) -> PathBuf {
    let other = Home::bare(&MODES[0]);
    other.ok(&["checkin", "okay", "--note", note]);
    let file = home.root().join("export.json");
    fs::write(&file, other.ok(&["export"])).unwrap();
    file
}

/// The id of the record that these words write.
pub(crate) fn id_of(home: &Home, args: &[&str]) -> String {
    let document: Value = serde_json::from_str(&home.ok(args)).unwrap();
    document["checkin"]["id"].as_str().expect("an id").to_owned()
}

/// A file for its owner alone, last touched a long time ago.
pub(crate) fn private(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
}
