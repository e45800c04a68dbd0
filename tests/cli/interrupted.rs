//! Commands over several files: what another one left, what another terminal does meanwhile, and what is missing.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::harness::Home;
use crate::inside::{Person, TYPED_BACK};
use crate::sealed::{
    HERON, PASSPHRASE, files, holders, knows, lived_in, notes, opened, protected, quick, refused, sealed,
};

fn findings(home: &Home, args: &[&str]) -> Vec<(String, String, String)> {
    let answer = home.run(&[args, &["--json"]].concat());
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let all = document["findings"].as_array().unwrap().iter();
    all.map(|finding| (text(finding, "about"), text(finding, "state"), text(finding, "said"))).collect()
}

fn state(home: &Home, about: &str) -> String {
    let all = findings(home, &["doctor"]);
    all.into_iter().find(|finding| finding.0 == about).unwrap_or_else(|| panic!("nothing about {about}")).1
}

/// The lock of a home as another command holds it.
fn locked(home: &Home) -> File {
    let file = File::options().create(true).truncate(false).write(true).open(home.folder().join("lock")).unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn doctor_leaves_what_a_running_command_is_writing() {
    let home = lived_in();
    let writing = home.folder().join(".onward-Ab12");
    fs::write(&writing, "half of it").unwrap();
    let held = locked(&home);
    let answer = home.run(&["doctor", "--fix"]);
    assert_eq!(answer.code, 3, "{}", answer.out);
    assert!(answer.out.contains("another onward is writing"), "{}", answer.out);
    assert_eq!(fs::read_to_string(&writing).unwrap(), "half of it");
    drop(held);
    assert_eq!(home.run(&["doctor", "--fix"]).code, 0);
    assert!(!writing.exists());
}

#[test]
fn a_list_that_is_imported_for_the_first_time_is_not_taken_for_a_leftover() {
    let home = lived_in();
    let importing = home.folder().join(".onward-Cd34");
    fs::write(&importing, "meetings").unwrap();
    let held = File::open(&importing).unwrap();
    held.lock().unwrap();
    home.ok(&["checkin", "good"]);
    assert_eq!(fs::read_to_string(&importing).unwrap(), "meetings");
    drop(held);
    home.ok(&["checkin", "good"]);
    assert!(!importing.exists());
}

#[test]
fn half_of_a_readable_backup_never_takes_the_place_of_its_sealed_one() {
    let home = protected();
    let path = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
    let (sealed, readable) = (fs::read(&path).unwrap(), Path::new(&path).with_extension("db"));
    let plain = lived_in();
    let mut half = fs::read(plain.file()).unwrap();
    let middle = half.len() / 2;
    half[..middle].fill(0);
    for left in [half.clone(), {
        half[..16].copy_from_slice(b"SQLite format 3\0");
        half
    }] {
        fs::write(&readable, left).unwrap();
        assert_eq!(home.run(&["doctor"]).code, 3);
        home.ok(&["checkin", "good"]);
        assert!(!readable.exists() && fs::read(&path).unwrap() == sealed);
    }
    // Another whole one is somebody's own, and is kept beside it.
    fs::copy(plain.file(), &readable).unwrap();
    home.ok(&["checkin", "good"]);
    assert!(!readable.exists() && fs::read(&path).unwrap() == sealed);
    assert_eq!(home.json(&["backup", "list"])["backups"].as_array().unwrap().len(), 2 + 1);
    home.ok(&["doctor"]);
}

#[test]
fn what_interrupted_commands_left_does_not_outlive_sealing_erasing_and_a_new_key() {
    let scraps = |home: &Home| {
        home.ok(&["backup"]);
        for place in [".onward-Ab12", "backups/.onward-Ab12", "next/0"] {
            let path = home.folder().join(place);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::copy(home.folder().join(if home.file().exists() { "onward.db" } else { "onward.age" }), path).unwrap();
        }
    };
    let left = |home: &Home| {
        files(&home.folder()).into_keys().filter(|name| name.contains(".onward-") || name.contains("next")).count()
    };
    let home = lived_in();
    scraps(&home);
    home.ok(&["protect", "on"]);
    assert_eq!((left(&home), holders(&home.folder(), HERON)), (0, Vec::new()));
    let home = lived_in();
    let id = home.json(&["checkin", "list"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    scraps(&home);
    home.ok(&["erase", "checkin", &id, "--yes"]);
    assert_eq!((left(&home), holders(&home.folder(), HERON)), (0, Vec::new()));
    let home = protected();
    scraps(&home);
    home.ok(&["protect", "rekey"]);
    assert_eq!(left(&home), 0);
}

#[test]
fn a_snapshot_elsewhere_is_never_written_through() {
    let home = lived_in();
    let path = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
    let (data, backup) = (home.root().join("snapshot.db"), home.root().join("snapshot-backup.db"));
    fs::hard_link(home.file(), &data).unwrap();
    fs::hard_link(&path, &backup).unwrap();
    let before = (fs::read(&data).unwrap(), fs::read(&backup).unwrap());
    let id = home.json(&["checkin", "list"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["erase", "checkin", &id, "--yes"]);
    assert!((fs::read(&data).unwrap(), fs::read(&backup).unwrap()) == before);
    fs::hard_link(home.file(), home.root().join("another.db")).unwrap();
    home.ok(&["protect", "on"]);
    assert!(fs::read(home.root().join("another.db")).unwrap().starts_with(b"SQLite format 3"));
}

#[test]
fn a_new_passphrase_never_brings_an_old_key_back() {
    let mut home = protected();
    let person = Person::who_answers(&[PASSPHRASE, "other words of mine", "other words of mine"]);
    person.before_answer(1, &home, &["protect", "rekey"]);
    let answer = person.runs(&home, &["protect", "passphrase"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    knows(&mut home, "other words of mine");
    assert_eq!(notes(&home), [HERON]);
    home.ok(&["doctor"]);
    // The recovery code too is that of the key that opens the data now.
    let mut home = protected();
    let person = Person::who_answers(&[PASSPHRASE, TYPED_BACK]);
    person.before_answer(1, &home, &["protect", "rekey"]);
    assert_eq!(person.runs(&home, &["protect", "recovery"]).code, 0);
    knows(&mut home, &person.code());
    assert_eq!(notes(&home), [HERON]);
}

#[test]
fn what_is_restored_is_never_sealed_for_a_key_that_is_gone() {
    let home = protected();
    home.ok(&["backup"]);
    let person = Person::who_answers(&[PASSPHRASE, "yes"]);
    person.before_answer(1, &home, &["protect", "rekey"]);
    let answer = person.runs(&home, &["restore", "latest"]);
    assert_eq!(answer.code, 3, "{}", answer.out);
    assert!(answer.err.contains("changed the passphrase or the key just now; nothing was changed"), "{}", answer.err);
    quick(&home);
    assert_eq!(notes(&home), [HERON]);
}

#[test]
fn a_folder_that_held_data_is_never_a_new_home() {
    for empty in [false, true] {
        let home = lived_in();
        home.ok(&["backup"]);
        fs::remove_file(home.file()).unwrap();
        if empty {
            fs::write(home.file(), "").unwrap();
        }
        for args in [&["today"][..], &["checkin", "good"], &["streak"]] {
            let said = refused(&home, 3, args);
            assert!(said.contains("held data before") && said.contains("onward restore latest"), "{said}");
        }
        assert_eq!(home.run(&["doctor"]).code, 3);
        home.ok(&["restore", "latest", "--yes"]);
        assert_eq!(notes(&home), [HERON]);
    }
    let home = lived_in();
    fs::rename(home.file(), home.folder().join("onward.db-journal")).unwrap();
    assert!(refused(&home, 3, &["today"]).contains("held data before"));
}

#[test]
fn damaged_data_is_set_aside_as_it_is_and_doctor_says_so() {
    for home in [lived_in(), protected()] {
        home.ok(&["backup"]);
        let data = home.folder().join(if home.file().exists() { "onward.db" } else { "onward.age" });
        let mut bytes = fs::read(&data).unwrap();
        let half = bytes.len() / 2;
        bytes[half / 4..half].fill(0xff);
        fs::write(&data, &bytes).unwrap();
        let aside = home.json(&["restore", "latest", "--yes"])["set_aside"].as_str().unwrap().to_owned();
        assert!(fs::read(aside).unwrap() == bytes);
        assert_eq!(notes(&home), [HERON]);
        assert_eq!(state(&home, "set aside"), "note");
        home.ok(&["doctor"]);
    }
}

#[test]
fn what_is_acknowledged_beside_a_restore_is_in_the_data_or_set_aside() {
    let home = lived_in();
    home.ok(&["backup"]);
    let stop = AtomicBool::new(false);
    let acknowledged = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let notes = (0..).map(|nth| format!("beside {nth}")).take_while(|_| !stop.load(Ordering::Relaxed));
            notes.filter(|note| home.run(&["checkin", "good", "--note", note]).code == 0).collect::<Vec<_>>()
        });
        for _ in 0..4 {
            home.ok(&["restore", "latest", "--yes"]);
        }
        stop.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    let mut there = notes(&home);
    for backup in home.json(&["backup", "list"])["backups"].as_array().unwrap() {
        let other = Home::new();
        other.ok(&["restore", backup["path"].as_str().unwrap(), "--yes"]);
        there.extend(notes(&other));
    }
    let lost: Vec<&String> = acknowledged.iter().filter(|note| !there.contains(note)).collect();
    assert!(lost.is_empty() && !acknowledged.is_empty(), "of {} lost {lost:?}", acknowledged.len());
}

#[test]
fn doctor_vouches_for_no_recovery_code_that_it_cannot_try() {
    let home = protected();
    let recovery = home.folder().join("recovery.age");
    assert_eq!(state(&home, "recovery"), "note");
    for damaged in [Vec::new(), b"a letter".to_vec(), {
        let mut sealed = sealed(b"key", "code");
        sealed[3] ^= 1;
        sealed
    }] {
        fs::write(&recovery, damaged).unwrap();
        assert_eq!(state(&home, "recovery"), "wrong");
        assert_eq!(home.run(&["doctor"]).code, 3);
    }
    fs::write(&recovery, sealed(b"key", "code")).unwrap();
    let all = findings(&home, &["doctor"]);
    assert!(all.iter().any(|finding| finding.0 == "recovery" && finding.2.contains("only the recovery code itself")));
    fs::write(home.folder().join("onward.age.1"), "cut short").unwrap();
    assert_eq!(state(&home, "earlier states"), "wrong");
}

#[test]
fn without_anyone_to_ask_doctor_says_what_it_did_not_check() {
    let mut home = protected();
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    let said = home.ok(&["doctor"]);
    assert!(said.contains("not checked: the data"), "{said}");
}

#[test]
fn an_unreadable_folder_of_backups_is_never_an_empty_one() {
    let home = lived_in();
    let id = home.json(&["checkin", "list"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    fs::write(home.folder().join("backups"), "no folder").unwrap();
    for args in [
        &["erase", "checkin", &id, "--yes"][..],
        &["backup", "list"],
        &["protect", "on"],
        &["restore", "latest", "--yes"],
    ] {
        assert!(refused(&home, 3, args).contains("cannot be read"), "onward {args:?}");
    }
    assert_eq!(state(&home, "backups"), "wrong");
    assert_eq!(notes(&home), [HERON]);
}

#[test]
fn a_backup_that_cannot_be_opened_is_named_and_the_erasing_is_only_done_in_part() {
    let home = lived_in();
    let path = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
    fs::write(&path, "no backup at all, but of some length").unwrap();
    let id = home.json(&["checkin", "list"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    let answer = home.run(&["erase", "checkin", &id, "--yes"]);
    assert_eq!(answer.code, 4, "{}", answer.err);
    assert!(answer.out.contains(&path), "{}", answer.out);
}

#[test]
fn a_link_in_the_place_of_the_data_is_followed() {
    let home = lived_in();
    let stick = home.root().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(home.file(), stick.join("my.db")).unwrap();
    symlink(stick.join("my.db"), home.file()).unwrap();
    home.ok(&["checkin", "good", "--note", "second"]);
    home.ok(&["backup"]);
    home.ok(&["restore", "latest", "--yes"]);
    assert!(home.file().is_symlink());
    assert_eq!(holders(&stick, "second"), ["my.db"]);
    home.ok(&["protect", "on"]);
    assert_eq!((holders(home.root(), "second"), home.file().is_symlink()), (Vec::new(), false));

    let home = protected();
    let stick = home.root().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(home.folder().join("onward.age"), stick.join("my.age")).unwrap();
    symlink(stick.join("my.age"), home.folder().join("onward.age")).unwrap();
    let before = fs::read(stick.join("my.age")).unwrap();
    home.ok(&["checkin", "good", "--note", "second"]);
    assert!(home.folder().join("onward.age").is_symlink());
    assert!(fs::read(stick.join("my.age")).unwrap() != before);
    home.ok(&["protect", "rekey"]);
    quick(&home);
    assert!(home.folder().join("onward.age").is_symlink());
    assert_eq!(notes(&home), ["second", HERON]);
}

#[test]
fn the_latest_backup_is_the_latest_by_what_is_inside_when_a_clock_ran_ahead() {
    let mut home = lived_in();
    home.at("2036-01-01T12:00:00+00:00").ok(&["backup"]);
    home.at("2026-11-24T12:00:00+00:00").ok(&["checkin", "good", "--note", "second"]);
    home.ok(&["backup"]);
    let all = findings(&home, &["doctor"]);
    assert!(all.iter().any(|finding| finding.0 == "clock" && finding.2.contains("still to come")), "{all:?}");
    home.ok(&["checkin", "good", "--note", "third"]);
    let from = home.json(&["restore", "latest", "--yes"])["from"].as_str().unwrap().to_owned();
    assert!(from.contains("20261124"), "{from}");
    assert_eq!(notes(&home), ["second", HERON]);
}

#[test]
fn a_sealed_backup_and_the_key_kept_with_it_come_back_together() {
    let home = protected();
    let stick = home.root().join("stick");
    fs::create_dir(&stick).unwrap();
    home.ok(&["backup", "-o", stick.join("b.age").to_str().unwrap()]);
    fs::copy(home.folder().join("key.age"), stick.join("key.age")).unwrap();
    home.ok(&["protect", "rekey"]);
    let backup = stick.join("b.age").to_str().unwrap().to_owned();
    // Into the same home, whose key is another one by now, and into a new one that is not sealed.
    home.ok(&["restore", &backup, "--yes"]);
    let new = Home::new();
    let person = Person::who_answers(&["mistyped", PASSPHRASE, "no"]);
    let answer = person.runs(&new, &["restore", &backup, "--yes"]);
    assert_eq!((answer.code, person.asked.borrow().len()), (0, 3), "{}", answer.err);
    assert!(person.asked.borrow()[1].starts_with("Wrong passphrase."));
    assert!(answer.out.contains("your data is not. Seal it: onward protect on"), "{}", answer.out);
    assert_eq!(notes(&new), [HERON]);
    let new = Home::new();
    let person = Person::who_answers(&[PASSPHRASE, "yes", "a new passphrase", "a new passphrase", TYPED_BACK]);
    assert_eq!(person.runs(&new, &["restore", &backup, "--yes"]).code, 0);
    let key = fs::read(new.folder().join("key.age")).unwrap();
    assert!(opened(&key, "a new passphrase").is_some() && !new.file().exists());
}
