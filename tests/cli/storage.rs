//! The one file: private, whole whatever happens, and never touched by what only looks.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::harness::{Answer, Home, connect, fed};

/// Every command that only looks.
const READS: &[&[&str]] = &[
    &[],
    &["today"],
    &["today", "--short"],
    &["streak", "--runs"],
    &["attendance"],
    &["mood"],
    &["milestones"],
    &["history"],
    &["checkin", "list"],
    &["slip", "list"],
    &["attend", "list"],
    &["reach", "list"],
    &["clock", "list"],
    &["meeting", "list"],
    &["contact", "list"],
    &["contact", "due"],
    &["goal", "list"],
    &["config", "list"],
    &["export"],
    &["help"],
    &["completions", "bash"],
];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// A home with a clock and a check-in.
fn lived_in() -> Home {
    let home = Home::new();
    home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    home
}

/// Every file below the home with its bytes and the time of its last change; folders with their time alone.
fn state(folder: &Path) -> BTreeMap<String, (Option<Vec<u8>>, SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let (path, about) = entry.map(|entry| (entry.path(), entry.metadata().unwrap())).unwrap();
        let bytes = about.is_file().then(|| fs::read(&path).unwrap());
        found.insert(path.display().to_string(), (bytes, about.modified().unwrap()));
        if about.is_dir() {
            found.extend(state(&path));
        }
    }
    found
}

/// Insists that reading and writing both end with exit code 3 and leave every byte in the home as it was.
fn is_refused_untouched(home: &Home, said: &str) {
    let before = state(home.root());
    for args in [&["history"][..], &["today"], &["checkin", "good", "--sober"], &["undo"]] {
        let answer = home.run(args);
        assert_eq!((answer.code, answer.out.as_str()), (3, ""), "onward {args:?}\n{}", answer.err);
        assert!(answer.err.starts_with("error: ") && answer.err.contains("\nhint: "), "{}", answer.err);
        assert!(answer.err.contains(said), "onward {args:?} does not say \"{said}\":\n{}", answer.err);
        assert_eq!(state(home.root()), before, "onward {args:?} touched something");
    }
}

/// What `PRAGMA integrity_check` says of the file.
fn integrity(home: &Home) -> String {
    connect(&home.file()).query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap()
}

fn checkins(home: &Home) -> usize {
    home.json(&["checkin", "list", "--limit", "10000"])["checkins"].as_array().unwrap().len()
}

#[test]
fn folder_and_file_are_private_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let home = Home::new();
        let answer = fed(home.in_shell(&format!("umask {umask}"), &["checkin", "good"]), b"");
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert_eq!((mode(&home.folder()), mode(&home.file())), (0o700, 0o600), "umask {umask}");
        assert_eq!((fs::read_dir(home.folder()).unwrap().count(), mode(&home.folder().join("lock"))), (2, 0o600));
    }
}

#[test]
fn a_file_that_stands_open_is_closed_by_the_next_write() {
    let home = lived_in();
    fs::set_permissions(home.file(), Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(home.folder(), Permissions::from_mode(0o755)).unwrap();
    home.ok(&["checkin", "good"]);
    assert_eq!((mode(&home.folder()), mode(&home.file())), (0o700, 0o600));
}

#[test]
fn the_file_says_whose_it_is_and_keeps_its_journal_mode() {
    let connection = connect(&lived_in().file());
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).unwrap();
    assert_ne!(pragma("application_id"), 0);
    assert!(pragma("user_version") >= 1);
    let journal: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(journal, "delete");
}

#[test]
fn reading_an_empty_home_creates_nothing() {
    let home = Home::new();
    for args in READS {
        home.ok(args);
        assert!(!home.folder().exists(), "onward {args:?} created something");
    }
}

#[test]
fn reading_changes_no_byte_and_no_time() {
    let home = lived_in();
    home.ok(&["attend", "Open meeting"]);
    // A time long past shows a touch that a fast disk would hide.
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(home.file()).unwrap().set_modified(past).unwrap();
    let before = state(home.root());
    for args in READS {
        home.ok(args);
        assert_eq!(state(home.root()), before, "onward {args:?} touched something");
    }
}

#[test]
fn a_refused_write_in_an_empty_home_creates_no_record() {
    let home = Home::new();
    home.fails(2, &["checkin", "6"]);
    home.fails(2, &["checkin", "good", "--on", "2026-02-30"]);
    assert!(!home.folder().exists());
    home.fails(1, &["slip", "alcohol"]);
    assert_eq!(home.dump(), "");
}

#[test]
fn a_newer_file_is_refused_and_untouched() {
    let home = lived_in();
    connect(&home.file()).execute_batch("PRAGMA user_version = 999").unwrap();
    is_refused_untouched(&home, "newer");
}

#[test]
fn a_file_of_another_application_is_refused_and_untouched() {
    for id in ["", "PRAGMA application_id = 252006674;"] {
        let home = Home::new();
        fs::create_dir(home.folder()).unwrap();
        connect(&home.file()).execute_batch(&format!("{id} CREATE TABLE stamp (id INTEGER)")).unwrap();
        is_refused_untouched(&home, "another application");
    }
}

#[test]
fn a_file_that_is_not_sqlite_is_refused_and_untouched() {
    for content in [&b"a diary in plain text\n"[..], &[0; 8192]] {
        let home = Home::new();
        fs::create_dir(home.folder()).unwrap();
        fs::write(home.file(), content).unwrap();
        is_refused_untouched(&home, "onward.db");
    }
}

/// SQLite by itself takes such a file for an empty one.
#[test]
fn a_file_of_one_byte_is_refused_and_untouched() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    fs::write(home.file(), "x").unwrap();
    is_refused_untouched(&home, "onward.db");
}

#[test]
fn a_damaged_file_is_refused_and_untouched() {
    let home = lived_in();
    let mut bytes = fs::read(home.file()).unwrap();
    bytes[4096..].fill(0xff);
    fs::write(home.file(), bytes).unwrap();
    is_refused_untouched(&home, "damaged");
}

#[test]
fn a_file_cut_short_is_refused_and_untouched() {
    let home = lived_in();
    let bytes = fs::read(home.file()).unwrap();
    fs::write(home.file(), &bytes[..bytes.len() / 3]).unwrap();
    is_refused_untouched(&home, "damaged");
}

#[test]
fn a_value_that_no_version_writes_is_damage_and_not_a_crash() {
    let home = lived_in();
    let spoil = "PRAGMA ignore_check_constraints = ON; UPDATE checkin SET recorded_at = 'soon'";
    connect(&home.file()).execute_batch(spoil).unwrap();
    let answer = home.run(&["checkin", "list"]);
    assert_eq!(answer.code, 3, "{answer:?}");
    assert!(answer.err.contains("damaged"), "{}", answer.err);
}

/// A first write that was cut off before its first byte leaves such a file; it holds nothing to lose.
#[test]
fn a_file_of_no_bytes_is_a_beginning() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    fs::write(home.file(), "").unwrap();
    let before = state(home.root());
    home.ok(&["streak"]);
    assert_eq!(state(home.root()), before);
    home.ok(&["checkin", "good"]);
    assert_eq!((checkins(&home), mode(&home.file())), (1, 0o600));
}

#[test]
fn a_folder_that_cannot_be_made_is_said_so() {
    let home = Home::new();
    let file = home.root().join("file");
    fs::write(&file, "mine").unwrap();
    for folder in ["/proc/onward", "/dev/null/onward", file.to_str().unwrap(), file.join("below").to_str().unwrap()] {
        let answer = home.run(&["checkin", "good", "--data-dir", folder]);
        assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{folder}: {}", answer.err);
        assert!(answer.err.contains(folder) && answer.err.contains("\nhint: "), "{}", answer.err);
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn a_folder_closed_to_writing_is_said_so_and_stays_closed() {
    let home = lived_in();
    fs::set_permissions(home.file(), Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(home.folder(), Permissions::from_mode(0o500)).unwrap();
    // Nothing is closed to the superuser.
    if fs::File::options().write(true).open(home.file()).is_err() {
        let answer = home.run(&["checkin", "good"]);
        assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{}", answer.err);
        assert_eq!((mode(&home.folder()), mode(&home.file())), (0o500, 0o400));
    }
    assert_eq!(checkins(&home), 1);
}

#[test]
fn a_folder_that_holds_other_things_is_left_as_it_is() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    fs::write(home.folder().join("photo.jpg"), "mine").unwrap();
    fs::set_permissions(home.folder(), Permissions::from_mode(0o755)).unwrap();
    let answer = home.run(&["checkin", "good"]);
    assert!([0, 3].contains(&answer.code), "{answer:?}");
    assert_eq!(mode(&home.folder()), 0o755);
    assert_eq!(fs::read_to_string(home.folder().join("photo.jpg")).unwrap(), "mine");
}

#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let home = lived_in();
    let before = home.dump();
    // Files may grow to 256 KiB at the most here; the note would need four times as much.
    let full = home.in_shell("trap '' XFSZ; ulimit -f 512 || exit 9", &["checkin", "low", "--note", "-"]);
    let answer = fed(full, "x".repeat(1 << 20).as_bytes());
    assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{}", answer.err);
    assert!(answer.err.contains("disk") && answer.err.contains("nothing was saved"), "{}", answer.err);
    assert_eq!((home.dump(), integrity(&home)), (before, "ok".to_owned()));
    home.ok(&["checkin", "good"]);
}

#[test]
fn a_first_check_in_on_a_full_disk_can_be_made_again_later() {
    let home = Home::new();
    let full = home.in_shell("trap '' XFSZ; ulimit -f 0", &["checkin", "good"]);
    let answer = fed(full, b"");
    assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{}", answer.err);
    home.ok(&["today"]);
    home.ok(&["checkin", "good"]);
    assert_eq!(checkins(&home), 1);
}

#[test]
fn processes_that_write_at_once_lose_nothing() {
    let home = Home::new();
    let start = |_| home.command().args(["checkin", "good", "--sober"]).stdout(Stdio::null()).spawn().unwrap();
    for _ in 0..2 {
        let started: Vec<_> = (0..8).map(start).collect();
        for mut child in started {
            assert!(child.wait().unwrap().success());
        }
    }
    assert_eq!((checkins(&home), integrity(&home)), (16, "ok".to_owned()));
    assert_eq!(home.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["history", "--limit", "99"])["steps"].as_array().unwrap().len(), 16);
}

#[test]
fn a_killed_writer_leaves_a_good_file_and_every_acknowledged_row() {
    let home = lived_in();
    let mut acknowledged = 1;
    for round in 0..24 {
        let mut child = home.command().args(["checkin", "good", "--sober"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(500 * round));
        child.kill().unwrap();
        acknowledged += usize::from(child.wait().unwrap().success());
        home.ok(&["today"]);
    }
    assert_eq!(integrity(&home), "ok");
    assert!((acknowledged..=25).contains(&checkins(&home)), "{acknowledged} acknowledged");
    home.ok(&["checkin", "good"]);
}

/// A change too large for memory, so that part of it is in the file before it is committed.
const LARGE_CHANGE: &str = "
    PRAGMA cache_size = 5;
    BEGIN IMMEDIATE;
    UPDATE checkin SET mood = 1;
    CREATE TABLE filler (text TEXT);
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200)
    INSERT INTO filler SELECT hex(randomblob(2000)) FROM n;";

/// A copy of the file and its journal from the middle of a large change, as a power cut would leave them.
fn cut_short(home: &Home) -> Home {
    let connection = connect(&home.file());
    connection.execute_batch(LARGE_CHANGE).unwrap();
    let after = Home::new();
    fs::create_dir(after.folder()).unwrap();
    for name in ["onward.db", "onward.db-journal"] {
        fs::copy(home.folder().join(name), after.folder().join(name)).unwrap();
    }
    after
}

#[test]
fn a_change_cut_short_is_rolled_back_by_whoever_comes_first() {
    let home = lived_in();
    let before = home.dump();
    for first in [&["streak"][..], &["checkin", "list"], &["contact", "add", "Maria G"]] {
        let after = cut_short(&home);
        assert!(fs::metadata(after.file()).unwrap().len() > fs::metadata(home.file()).unwrap().len());
        after.ok(first);
        assert!(!after.folder().join("onward.db-journal").exists(), "onward {first:?} left the journal");
        assert_eq!(
            (after.json(&["checkin", "list"])["checkins"][0]["mood"].as_i64(), integrity(&after)),
            (Some(4), "ok".to_owned())
        );
        if first[0] != "contact" {
            assert_eq!(after.dump(), before);
        }
    }
}

#[test]
fn a_writer_that_holds_the_file_is_waited_for() {
    let home = lived_in();
    let connection = connect(&home.file());
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = home.command();
    let child = waiting.args(["checkin", "good"]).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(200));
    connection.execute_batch("COMMIT").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(checkins(&home), 2);
}

#[test]
fn the_folder_can_be_named_by_flag_and_by_the_environment() {
    let home = Home::new();
    home.ok(&["checkin", "good", "--data-dir", "elsewhere"]);
    assert!(home.root().join("elsewhere/onward.db").exists() && !home.folder().exists());
    let below = |variable: &str| -> Answer {
        let mut command: Command = home.command();
        command.env_remove("ONWARD_DATA_DIR").env(variable, home.root()).args(["checkin", "good"]);
        fed(command, b"")
    };
    assert_eq!(below("XDG_DATA_HOME").code, 0);
    assert_eq!(below("HOME").code, 0);
    assert!(home.root().join("onward/onward.db").exists(), "below XDG_DATA_HOME");
    assert!(home.root().join(".local/share/onward/onward.db").exists(), "below HOME");
}

#[test]
fn a_folder_and_a_file_behind_a_symbolic_link_are_the_same_data() {
    let home = Home::new();
    home.ok(&["checkin", "good", "--sober"]);
    let beside = tempfile::tempdir().unwrap();
    let link = beside.path().join("link");
    std::os::unix::fs::symlink(home.folder(), &link).unwrap();
    let by_link = link.display().to_string();
    home.ok(&["checkin", "low", "--data-dir", &by_link]);
    let folder = beside.path().join("folder");
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(home.folder().join("onward.db"), folder.join("onward.db")).unwrap();
    home.ok(&["checkin", "okay", "--data-dir", &folder.display().to_string()]);
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 3);
    assert!(fs::symlink_metadata(folder.join("onward.db")).unwrap().is_symlink());
}
