//! Names that look alike are one, and a passphrase is the same whichever way its accents are typed.

use std::fs;

use crate::harness::{Home, connect};

const COMPOSED: &str = "Jos\u{e9}";
const APART: &str = "JOSE\u{301}";

#[test]
fn a_name_is_found_and_refused_however_it_is_typed() {
    let home = Home::new();
    for (kind, add) in [
        ("clock", &["--since", "2026-01-01"][..]),
        ("meeting", &["--day", "tue", "--time", "19:00"]),
        ("contact", &[]),
        ("programme", &[]),
        ("helpline", &["020 7946 0000", "--country", "UK"]),
    ] {
        home.ok(&[&[kind, "add", APART], add].concat());
        let said = home.fails(1, &[&[kind, "add", COMPOSED], add].concat());
        assert!(said.contains("already"), "{kind}: {said}");
        let said = home.fails(1, &[&[kind, "add", "jose\u{301}\u{200b}"], add].concat());
        assert!(said.contains("already"), "{kind}: {said}");
        if kind != "helpline" {
            home.ok(&[kind, "show", "jos\u{e9}"]);
        }
        home.ok(&[kind, "remove", "jos\u{e9}", "--yes"]);
        home.ok(&["undo"]);
    }
    for kind in ["clock", "meeting", "contact"] {
        let add: &[&str] = if kind == "clock" { &["--since", "2026-01-01"] } else { &[] };
        home.ok(&[&[kind, "add", "Straße"], add].concat());
        let said = home.fails(1, &[kind, "edit", "jose\u{301}", "--name", "STRASSE"]);
        assert!(said.contains("already"), "{kind}: {said}");
        let offered = home.ok(&["completions", "fish", "--", "onward", kind, "show", "jose\u{301}"]);
        assert!(offered.contains("JOS\u{c9}"), "{kind}: {offered}");
    }
    let kept: String = connect(&home.file()).query_row("SELECT name FROM contact", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "JOS\u{c9}", "a new name is kept composed");
}

#[test]
fn what_an_earlier_version_kept_is_found_and_not_rewritten() {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria", "--programme", "caf\u{e9}"]);
    home.ok(&["reach", "maria"]);
    connect(&home.file())
        .execute_batch(
            "UPDATE contact SET name = 'Mari\u{e1}'; UPDATE contact SET name = 'Maria\u{301}', programme = 'cafe\u{301}';
             UPDATE reach SET contact = 'Maria\u{301}', contact_id = NULL",
        )
        .unwrap();
    home.ok(&["contact", "edit", "mari\u{e1}", "--phone", "123"]);
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "CAF\u{c9}"]);
    let kept = "SELECT name || ' ' || programme FROM contact";
    let kept: String = connect(&home.file()).query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "Maria\u{301} cafe\u{301}");
    home.fails(1, &["contact", "add", "mari\u{e1}"]);
    let erased = home.json(&["erase", "contact", "MARI\u{c1}", "--yes"])["erased"].clone();
    assert_eq!(erased["copies"], 1, "the copied name is the same name");
}

#[test]
fn an_import_meets_what_looks_alike() {
    let (one, other) = (Home::new(), Home::new());
    one.ok(&["clock", "add", "Caf\u{e9}", "--since", "2026-01-01"]);
    other.ok(&["clock", "add", "other", "--since", "2026-01-01"]);
    connect(&other.file()).execute("UPDATE clock SET name = 'CAFE\u{301}'", []).unwrap();
    other.ok(&["export", "-o", "all.json"]);
    let file = other.root().join("all.json");
    one.run(&["import", file.to_str().unwrap(), "--yes"]);
    assert_eq!(one.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 1);
}

#[test]
fn a_passphrase_opens_however_its_accents_are_encoded() {
    for (sealed_with, opened_with) in [
        ("caf\u{e9} au lait", "cafe\u{301} au lait"),
        ("cafe\u{301} au lait", "caf\u{e9} au lait"),
        ("\u{feff}caf\u{e9} au lait\\r", "caf\u{e9} au lait"),
        ("caf\u{e9} au lait", "\u{feff}cafe\u{301} au lait \\r"),
    ] {
        let mut home = Home::new();
        home.ok(&["checkin", "good"]);
        home.set("ONWARD_PASSPHRASE_COMMAND", &format!("printf '{sealed_with}'"));
        home.ok(&["protect", "on"]);
        home.ok(&["protect", "lock"]);
        home.set("ONWARD_PASSPHRASE_COMMAND", &format!("printf '{opened_with}'"));
        assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 1, "{opened_with:?}");
        home.ok(&["backup", "-o", "out.age", "--passphrase"]);
        home.set("ONWARD_PASSPHRASE_COMMAND", &format!("printf '{sealed_with}'"));
        home.ok(&["restore", home.root().join("out.age").to_str().unwrap(), "--yes"]);
        home.ok(&["protect", "lock"]);
        home.set("ONWARD_PASSPHRASE_COMMAND", "printf 'caf\u{e8} au lait'");
        home.fails(3, &["checkin", "list"]);
        assert!(fs::metadata(home.folder().join("onward.age")).is_ok());
    }
}
