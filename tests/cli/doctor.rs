//! The look over the data: it names what is wrong, mends what it says it mends, and touches no record.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::harness::{Home, connect};
use crate::sealed::{files, lived_in, protected};

/// What the doctor found about one thing, with its exit code.
fn finding(home: &Home, about: &str, args: &[&str]) -> (i32, String, String) {
    let answer = home.run(&[&["doctor", "--json"], args].concat());
    assert_eq!(answer.err, "");
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(document["sound"] == true, answer.code == 0);
    let found = document["findings"].as_array().unwrap().iter().find(|found| found["about"] == about);
    let found = found.unwrap_or_else(|| panic!("nothing about {about}: {}", answer.out));
    (answer.code, found["state"].as_str().unwrap().to_owned(), found["said"].as_str().unwrap().to_owned())
}

/// Insists that this is wrong, that the fix mends it and nothing of the records, and that all is well then.
fn is_mended(home: &Home, about: &str, says: &str) {
    let (records, before) = (home.file().exists().then(|| home.records()), files(&home.folder()));
    let (code, state, said) = finding(home, about, &[]);
    assert_eq!((code, state.as_str()), (3, "wrong"), "{said}");
    assert!(said.contains(says), "{said}");
    assert!(files(&home.folder()) == before, "looking changed something");
    let (code, state, _) = finding(home, about, &["--fix"]);
    assert_eq!((code, state.as_str()), (0, "mended"));
    let (code, state, said) = finding(home, about, &[]);
    assert_eq!((code, state.as_str()), (0, "fine"), "{said}");
    let without = |records: String| {
        records.lines().filter(|row| !row.starts_with("checkin_run")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(home.file().exists().then(|| without(home.records())), records.map(without));
}

/// Insists that this is wrong, and that the fix leaves every byte of it.
fn stays(home: &Home, about: &str, says: &str) {
    let before = files(&home.folder());
    for args in [&[][..], &["--fix"]] {
        let (code, state, said) = finding(home, about, args);
        assert_eq!((code, state.as_str()), (3, "wrong"), "{said}");
        assert!(said.contains(says), "{said}");
        assert!(files(&home.folder()) == before, "doctor {args:?} changed something");
    }
}

#[test]
fn a_sound_home_is_well() {
    let empty = Home::new();
    assert!(empty.ok(&["doctor", "--fix"]).contains("there is none yet"));
    assert!(!empty.folder().exists());
    for home in [lived_in(), protected()] {
        home.ok(&["backup"]);
        let said = home.ok(&["doctor"]);
        assert!(said.ends_with("\nAll is well.\n") && said.contains("of today"), "{said}");
        let document = home.json(&["doctor", "--fix"]);
        assert_eq!((&document["as_of"], &document["sound"]), (&json!("2026-11-23"), &json!(true)));
    }
}

#[test]
fn a_missing_recovery_code_and_missing_backups_are_a_note_and_no_trouble() {
    assert_eq!(finding(&protected(), "recovery", &[]).1, "note");
    let (code, state, said) = finding(&lived_in(), "backups", &[]);
    assert_eq!((code, state.as_str()), (0, "note"));
    assert!(said.contains("onward backup"), "{said}");
}

#[test]
fn what_stands_open_is_closed() {
    for home in [lived_in(), protected()] {
        home.ok(&["backup"]);
        let backup = home.json(&["backup", "list"])["backups"][0]["path"].as_str().unwrap().to_owned();
        fs::set_permissions(&backup, Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(home.folder(), Permissions::from_mode(0o755)).unwrap();
        is_mended(&home, "modes", "others could open");
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!((mode(&home.folder()), mode(backup.as_ref())), (0o700, 0o600));
    }
}

#[test]
fn what_a_cut_off_command_left_is_removed() {
    for home in [lived_in(), protected()] {
        let left = home.folder().join(".onward-a1b2c3");
        fs::write(&left, "half of something").unwrap();
        fs::set_permissions(&left, Permissions::from_mode(0o600)).unwrap();
        is_mended(&home, "leftovers", ".onward-a1b2c3");
        assert!(!files(&home.folder()).keys().any(|name| name.contains("a1b2c3")));
    }
}

#[test]
fn stretches_that_do_not_fit_are_counted_anew() {
    for change in ["DELETE FROM checkin_run", "UPDATE checkin_run SET from_day = '2026-01-01'"] {
        let home = lived_in();
        connect(&home.file()).execute_batch(change).unwrap();
        is_mended(&home, "stretches", "onward doctor --fix");
        assert_eq!(home.json(&["streak"])["checkins"]["longest_days"], 1);
    }
}

#[test]
fn damage_is_named_and_left() {
    let home = lived_in();
    connect(&home.file()).execute_batch("PRAGMA foreign_keys = OFF; UPDATE sober SET checkin_id = 'gone'").unwrap();
    stays(&home, "structure", "points at a checkin that is not there");
    let home = lived_in();
    let mut bytes = fs::read(home.file()).unwrap();
    let last = bytes.len() - 4096;
    bytes[last..].fill(0xff);
    fs::write(home.file(), bytes).unwrap();
    assert_eq!(home.run(&["doctor"]).code, 3);
    let home = lived_in();
    fs::write(home.file(), "a letter, and no data at all").unwrap();
    stays(&home, "data", "is not a data file of onward");
}

#[test]
fn what_another_program_changed_is_named_and_left() {
    let home = lived_in();
    connect(&home.file()).execute_batch("CREATE TABLE stamp (id INTEGER)").unwrap();
    stays(&home, "data", "the table \"stamp\" is not onward's");
}

#[test]
fn a_record_from_the_future_is_named_and_left() {
    let home = lived_in();
    let change = "UPDATE checkin SET recorded_at = '2031-01-01T00:00:00+00:00'";
    connect(&home.file()).execute_batch(change).unwrap();
    stays(&home, "times", "1 record says that it was made after now");
    let home = lived_in();
    connect(&home.file()).execute_batch("UPDATE checkin SET recorded_at = '2026-11-23T23:35:00+02:00'").unwrap();
    assert_eq!(finding(&home, "times", &[]).1, "fine", "five minutes ahead is how clocks are");
}

#[test]
fn a_backup_that_cannot_be_opened_is_named_and_left() {
    for home in [lived_in(), protected()] {
        home.ok(&["backup"]);
        let bad = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
        let bytes = fs::read(&bad).unwrap();
        fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap();
        stays(&home, "backups", &bad);
    }
}

#[test]
fn locked_data_is_said_and_nothing_is_mended_blindly() {
    let mut home = protected();
    home.set("ONWARD_PASSPHRASE_COMMAND", "echo wrong");
    stays(&home, "data", "that passphrase does not open the data");
}
