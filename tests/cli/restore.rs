//! Restoring: all of a sound copy or nothing, what was there is set aside, and the home lives on.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Home, connect};
use crate::sealed::{HERON, PASSPHRASE, files, knows, lived_in, notes, protected, refused, sealed, type_the_hint};

/// A home with a backup, and a later check-in that the backup has not.
fn with_a_backup(home: Home) -> (Home, String) {
    let path = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
    home.ok(&["checkin", "low", "--note", "quartzword"]);
    (home, path)
}

fn goes_on(home: &Home) {
    let before = notes(home);
    home.ok(&["checkin", "good", "--note", "afterwards"]);
    assert_eq!(notes(home).len(), before.len() + 1);
    home.ok(&["undo"]);
    assert_eq!(notes(home), before);
}

#[test]
fn the_newest_backup_is_put_back_and_what_was_there_is_set_aside() {
    for (home, path) in [with_a_backup(lived_in()), with_a_backup(protected())] {
        let said = refused(&home, 2, &["restore", "latest"]);
        assert!(said.contains("check-ins 2 to 1, newest day Mon 23 Nov 2026 to Sun 22 Nov 2026"), "{said}");
        assert!(said.contains("--yes"), "{said}");
        let document = home.json(&["restore", "latest", "--yes"]);
        assert_eq!((&document["from"], &document["passed_over"]), (&json!(path), &json!([])));
        assert_eq!(document["holds"]["records"]["check-in"], 1);
        assert_eq!(notes(&home), [HERON]);
        goes_on(&home);
        let aside = document["set_aside"].as_str().unwrap();
        let said = home.ok(&["restore", aside, "--yes"]);
        assert!(
            said.starts_with("Put back: 2 check-ins, 1 clock; newest day Mon 23 Nov 2026.\nWhat was there"),
            "{said}"
        );
        assert_eq!(notes(&home), ["quartzword", HERON]);
        goes_on(&home);
        home.ok(&["doctor"]);
    }
}

#[test]
fn a_backup_comes_into_an_empty_home() {
    let (home, path) = with_a_backup(lived_in());
    let empty = Home::new();
    fs::copy(path, empty.root().join("copy.db")).unwrap();
    let document = empty.json(&["restore", "copy.db", "--yes"]);
    assert_eq!(document["set_aside"], Value::Null);
    assert_eq!(notes(&empty), [HERON]);
    goes_on(&empty);
    assert_ne!(empty.dump(), home.dump());
}

#[test]
fn a_damaged_backup_is_refused_and_the_hint_names_one_that_is_sound() {
    for (home, good) in [with_a_backup(lived_in()), with_a_backup(protected())] {
        let bad = home.json(&["backup"])["path"].as_str().unwrap().to_owned();
        let mut bytes = fs::read(&bad).unwrap();
        bytes[4096..60_000].fill(0xff);
        fs::write(&bad, bytes).unwrap();
        let said = refused(&home, 3, &["restore", &bad, "--yes"]);
        assert!(said.contains("damaged") && said.contains(&good), "{said}");
        let document = home.json(&["restore", "latest", "--yes"]);
        assert_eq!((&document["from"], &document["passed_over"]), (&json!(good), &json!([bad])));
        let answer = type_the_hint(&home, &said);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert_eq!(notes(&home), [HERON]);
    }
}

#[test]
fn what_is_no_copy_of_ours_is_refused() {
    let (home, path) = with_a_backup(lived_in());
    let copy = home.root().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    connect(&copy).execute_batch("PRAGMA user_version = 999").unwrap();
    assert!(refused(&home, 3, &["restore", "copy.db", "--yes"]).contains("newer onward"));
    let foreign = home.root().join("foreign.db");
    connect(&foreign).execute_batch("CREATE TABLE stamp (id INTEGER)").unwrap();
    assert!(refused(&home, 3, &["restore", "foreign.db", "--yes"]).contains("another application"));
    for (name, bytes) in [("letter", &b"a letter, long enough"[..]), ("empty", b""), ("zeros", &[0; 8192])] {
        fs::write(home.root().join(name), bytes).unwrap();
        let said = refused(&home, 3, &["restore", name, "--yes"]);
        assert!(said.contains("\nhint: "), "{name}: {said}");
    }
    assert!(refused(&home, 1, &["restore", "nowhere.db", "--yes"]).contains("there is no file nowhere.db"));
    assert!(refused(&home, 1, &["restore", ".", "--yes"]).contains("cannot be read"));
    assert!(refused(&Home::new(), 1, &["restore", "latest", "--yes"]).contains("no backup"));
}

#[test]
fn a_copy_that_an_older_version_wrote_is_brought_up_to_date() {
    let home = lived_in();
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.db");
    let document = home.json(&["restore", first.to_str().unwrap(), "--yes"]);
    assert_eq!(document["holds"]["records"]["check-in"], 29);
    goes_on(&home);
    home.ok(&["doctor"]);
}

#[test]
fn a_copy_sealed_for_somebody_else_is_refused_and_one_under_a_passphrase_is_opened_with_it() {
    let (mut home, path) = with_a_backup(lived_in());
    let other = protected();
    fs::copy(other.folder().join("onward.age"), home.root().join("other.age")).unwrap();
    let said = refused(&home, 3, &["restore", "other.age", "--yes"]);
    assert!(said.contains("another key or passphrase") && said.contains(&path), "{said}");
    // What the passphrase opens may be for another home altogether.
    fs::write(home.root().join("own.age"), sealed(&fs::read(&path).unwrap(), "a passphrase of its own")).unwrap();
    assert!(refused(&home, 3, &["restore", "own.age", "--yes"]).contains("another key or passphrase"));
    knows(&mut home, "a passphrase of its own");
    home.ok(&["restore", "own.age", "--yes"]);
    assert_eq!(notes(&home), [HERON]);
    goes_on(&home);
}

#[test]
fn a_readable_copy_comes_into_protected_data_without_a_readable_trace() {
    let home = protected();
    let (_from, path) = with_a_backup(lived_in());
    fs::copy(path, home.root().join("copy.db")).unwrap();
    home.ok(&["checkin", "low"]);
    home.ok(&["restore", "copy.db", "--yes"]);
    assert_eq!(notes(&home), [HERON]);
    assert_eq!(crate::sealed::holders(&home.folder(), HERON), Vec::<String>::new());
    let mut locked = home;
    knows(&mut locked, &PASSPHRASE.to_uppercase());
    refused(&locked, 3, &["restore", "copy.db", "--yes"]);
}

#[test]
fn settings_and_what_could_be_brought_back_are_set_aside_too() {
    let copy = lived_in();
    copy.ok(&["backup", "-o", "copy.db"]);
    let copy = copy.root().join("copy.db").to_str().unwrap().to_owned();
    let begun: [&[&[&str]]; 3] = [
        &[&["config", "set", "near", "53.4808,-2.2426"]],
        &[&["config", "set", "backups", "5"], &["undo"]],
        &[&["win", "a walk"], &["undo"]],
    ];
    for lines in begun {
        let home = Home::new();
        lines.iter().for_each(|line| drop(home.ok(line)));
        let (records, steps) = (home.records(), home.dump());
        let aside = home.json(&["restore", &copy, "--yes"])["set_aside"].clone();
        let aside = aside.as_str().unwrap_or_else(|| panic!("{lines:?}: nothing was set aside"));
        assert_ne!(home.records(), records);
        home.ok(&["restore", aside, "--yes"]);
        assert_eq!(home.dump(), steps, "{lines:?}");
    }
    for (line, why) in [(&["import", "all.json"][..], "import"), (&["protect", "on"], "protect")] {
        let mut home = Home::new();
        home.ok(&["config", "set", "near", "53.4808,-2.2426"]);
        lived_in().ok(&["export", "-o", home.root().join("all.json").to_str().unwrap()]);
        home.set("ONWARD_PASSPHRASE_COMMAND", "echo several unrelated words");
        home.ok(line);
        let made = home.json(&["backup", "list"])["backups"].clone();
        assert_eq!(made[0]["why"], why, "{made}");
    }
}

#[test]
fn data_that_is_damaged_is_set_aside_as_it_is() {
    let spoils: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes[4096..60_000].fill(0xff),
        |bytes| bytes.truncate(bytes.len() / 3),
        |bytes| bytes.truncate(100),
        |bytes| bytes.fill(0),
        |bytes| bytes.iter_mut().skip(20_000).step_by(701).for_each(|byte| *byte ^= 0x55),
    ];
    for spoil in spoils {
        let (home, _) = with_a_backup(lived_in());
        let mut bytes = fs::read(home.file()).unwrap();
        spoil(&mut bytes);
        fs::write(home.file(), &bytes).unwrap();
        let said = refused(&home, 2, &["restore", "latest"]);
        assert!(said.contains("The data cannot be opened. This puts"), "{said}");
        let aside = home.json(&["restore", "latest", "--yes"])["set_aside"].as_str().unwrap().to_owned();
        assert!(fs::read(aside).unwrap() == bytes, "it is set aside as it was");
        assert_eq!(notes(&home), [HERON]);
        goes_on(&home);
    }
}

#[test]
fn a_restore_that_is_refused_at_the_question_changes_nothing() {
    let (home, _) = with_a_backup(lived_in());
    let before = files(&home.folder());
    let answer = crate::inside::Person::who_answers(&["no"]).runs(&home, &["restore", "latest"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("left as it was"), "{}", answer.err);
    assert!(files(&home.folder()) == before);
}
