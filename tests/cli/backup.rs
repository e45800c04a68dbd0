//! Backups: checked before they are called so, never over anything, and never more than are wanted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Home, connect};
use crate::sealed::{HERON, files, holders, lived_in, protected, refused};

fn listed(home: &Home) -> Vec<Value> {
    home.json(&["backup", "list"])["backups"].as_array().unwrap().clone()
}

#[test]
fn a_backup_is_the_whole_data_checked_and_private() {
    let home = lived_in();
    let before = home.dump();
    let made = home.json(&["backup"]);
    let path = made["path"].as_str().unwrap();
    assert_eq!((&made["sealed"], &made["holds"]["newest_day"]), (&json!(false), &json!("2026-11-22")));
    assert_eq!((&made["holds"]["records"]["check-in"], &made["holds"]["records"]["slip"]), (&json!(1), &json!(0)));
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o7777, 0o600);
    let sound: String = connect(Path::new(path)).query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    assert_eq!(fs::read(path).unwrap(), fs::read(home.file()).unwrap());
    assert_eq!(home.dump(), before);
    let item = &listed(&home)[0];
    let bytes = fs::metadata(path).unwrap().len();
    let expected =
        json!({"path": path, "at": "2026-11-23T21:30:00+00:00", "why": "asked", "bytes": bytes, "sealed": false});
    assert_eq!(item, &expected);
    let said = home.ok(&["backup", "-o", "elsewhere.db"]);
    assert_eq!(
        said,
        "Backed up and checked: elsewhere.db. It holds 1 check-in, 1 clock; newest day Sun 22 Nov 2026.\n"
    );
    assert!(home.ok(&["backup", "list"]).contains("asked"));
}

#[test]
fn a_backup_of_protected_data_is_sealed_wherever_it_lies() {
    let home = protected();
    let said = home.ok(&["backup", "-o", "elsewhere.age"]);
    assert!(said.contains("keep a copy of key.age with it"), "{said}");
    home.ok(&["backup"]);
    assert_eq!(holders(home.root(), HERON), Vec::<String>::new());
    assert!(listed(&home).iter().all(|backup| backup["sealed"] == true));
}

#[test]
fn a_backup_never_lies_over_anything_nor_loose_among_the_data() {
    let home = lived_in();
    fs::write(home.root().join("taken"), "a letter").unwrap();
    fs::create_dir(home.root().join("folder")).unwrap();
    let said = |path: &str| refused(&home, 1, &["backup", "-o", path]);
    assert!(said("taken").contains("exists already; it was left as it is"));
    assert!(said("folder").contains("exists already"));
    for inside in ["data/onward.db", "data/onward.age", "data/key.age", "data/x.db", "data/../data/x.db"] {
        assert!(said(inside).contains("inside the data folder"), "{inside}");
    }
    let missing = said("no such folder/x.db");
    assert!(missing.contains("does not exist") && missing.contains("mkdir -p 'no such folder'"), "{missing}");
    // Nobody can make a file there, not even the administrator.
    assert!(said("taken/x.db").contains("no backup was made"));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let home = lived_in();
    let key = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
    assert!(refused(&home, 2, &["backup", "-o", "x.age", "--encrypt-to", key]).contains("is not an age recipient"));
    assert!(refused(&home, 2, &["backup", "--passphrase"]).contains("--output"));
    assert!(refused(&home, 2, &["backup", "--encrypt-to", key]).contains("--output"));
    assert!(refused(&home, 2, &["backup", "-o", "x", "--passphrase", "--encrypt-to", key]).contains("cannot be used"));
    let empty = Home::new();
    assert!(refused(&empty, 1, &["backup"]).contains("nothing to back up yet"));
    assert!(empty.ok(&["backup", "list"]).starts_with("There is no backup yet."));
    assert_eq!(empty.json(&["backup", "list"]), json!({"as_of": "2026-11-23", "backups": []}));
    assert!(!empty.folder().exists());
}

#[test]
fn no_backup_is_made_of_damaged_data() {
    let home = lived_in();
    connect(&home.file()).execute_batch("PRAGMA foreign_keys = OFF; UPDATE sober SET checkin_id = 'gone'").unwrap();
    let said = refused(&home, 3, &["backup", "-o", "x.db"]);
    assert!(said.contains("is damaged; no backup was made of it") && said.contains("onward doctor"), "{said}");
    assert!(!home.root().join("x.db").exists());
}

#[test]
fn as_many_backups_are_kept_as_wanted_and_what_was_set_aside_for_good() {
    let mut home = lived_in();
    home.ok(&["config", "set", "backups", "2"]);
    home.ok(&["backup"]);
    home.ok(&["restore", "latest", "--yes"]);
    // All of one second, until the clock goes on.
    for minute in [30, 30, 30, 31] {
        home.at(&format!("2026-11-23T21:{minute}:00+00:00")).ok(&["backup"]);
    }
    let names = |home: &Home| {
        let name = |backup: &Value| backup["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        listed(home).iter().map(name).collect::<Vec<_>>()
    };
    let aside = "20261123T213000Z.2-set-aside.db";
    assert_eq!(names(&home), ["20261123T213100Z-asked.db", "20261123T213000Z.5-asked.db", aside]);
    let made = home.at("2020-01-01T12:00:00+00:00").json(&["backup"])["path"].clone();
    assert!(Path::new(made.as_str().unwrap()).exists(), "a clock set back costs no backup that was just made");
    assert_eq!(names(&home), ["20261123T213100Z-asked.db", aside, "20200101T120000Z-asked.db"]);
}

#[test]
fn a_backup_is_made_before_much_changes_at_once() {
    let home = lived_in();
    let export = home.ok(&["export"]);
    fs::write(home.root().join("export.json"), export).unwrap();
    home.ok(&["clock", "add", "sugar", "--since", "2026-01-01"]);
    home.ok(&["import", "export.json"]);
    home.ok(&["protect", "on"]);
    home.ok(&["protect", "rekey"]);
    home.ok(&["protect", "off"]);
    let why: Vec<Value> = listed(&home).iter().map(|backup| backup["why"].clone()).collect();
    assert_eq!(why, ["protect", "protect", "protect", "import"]);
}

#[test]
fn what_is_erased_leaves_the_backups_and_earlier_states_too() {
    for home in [lived_in(), protected()] {
        let id = home.id_of(&["checkin", "low", "--note", "quartzword"]);
        home.ok(&["backup"]);
        home.ok(&["checkin", "okay"]);
        let sealed = home.folder().join("onward.age").exists();
        let broken = format!("backups/20200101T000000Z-asked.{}", if sealed { "age" } else { "db" });
        let broken = home.folder().join(broken);
        fs::write(&broken, "no backup at all").unwrap();
        let answer = home.run(&["erase", "checkin", &id, "--yes", "--json"]);
        assert_eq!(answer.code, 4, "it is done in part: {}", answer.err);
        let erased: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(erased["erased"]["backups"], 1);
        assert_eq!(erased["erased"]["unopened"].as_array().unwrap().len(), 1);
        fs::remove_file(broken).unwrap();
        home.ok(&["restore", "latest", "--yes"]);
        assert_eq!(crate::sealed::notes(&home), [HERON]);
        if sealed {
            home.ok(&["protect", "off"]);
        }
        assert_eq!(holders(&home.folder(), "quartzword"), Vec::<String>::new());
        assert!(files(&home.folder()).len() > 2);
    }
}
