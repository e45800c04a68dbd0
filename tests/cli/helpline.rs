//! `helpline`: whom to call, built in and of one's own.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home in the United Kingdom.
fn british() -> Home {
    let mut home = Home::new();
    home.set("LANG", "en_GB.UTF-8");
    home
}

fn listed(home: &Home, name: &str) -> Value {
    let all = home.json(&["helpline", "list"]);
    let found = all["helplines"].as_array().unwrap().iter().find(|line| line["name"] == name);
    found.unwrap_or_else(|| panic!("no {name}: {all}")).clone()
}

#[test]
fn the_list_is_of_the_persons_country_and_all_shows_every_one() {
    let mut home = british();
    let count = |home: &Home, words: &[&str]| {
        home.json(&[&["helpline", "list"], words].concat())["helplines"].as_array().unwrap().len()
    };
    assert_eq!((count(&home, &[]), count(&home, &["--all"]), count(&home, &["--country", "us"])), (8, 11, 3));
    assert_eq!(home.json(&["helpline", "list"])["country"], "GB");
    home.set("LANG", "C");
    assert_eq!(home.json(&["helpline", "list"])["country"], Value::Null);
    let said = home.ok(&["helpline", "list"]);
    assert!(said.contains("116 123") && said.contains("checked Nov 2026"), "{said}");
    assert!(!said.contains("None of"), "{said}");
    let said = home.ok(&["helpline", "list", "--country", "DE"]);
    assert!(said.ends_with("None of DE is known here: onward helpline add NAME NUMBER --country DE\n"), "{said}");
}

#[test]
fn an_own_helpline_stands_first() {
    let home = british();
    let words = ["helpline", "add", "The clinic", "020 7946 0000", "--hours", "weekdays", "--checked", "yesterday"];
    let added = home.json(&words)["helpline"].clone();
    let expected = json!({
        "country": "GB", "name": "The clinic", "how": "020 7946 0000", "hours": "weekdays",
        "checked_on": "2026-11-22", "own": true, "hidden": false,
    });
    assert_eq!(added, expected);
    assert_eq!(home.json(&["sos"])["helplines"][0], expected);
}

#[test]
fn an_own_helpline_of_the_same_name_stands_in_place_of_a_built_in_one() {
    let home = british();
    home.ok(&["helpline", "add", "samaritans", "116 999"]);
    assert_eq!(listed(&home, "samaritans")["how"], "116 999");
    assert_eq!(home.json(&["helpline", "list"])["helplines"].as_array().unwrap().len(), 8);
    let said = home.ok(&["helpline", "remove", "samaritans", "--yes"]);
    assert!(said.contains("is shown again"), "{said}");
    assert_eq!(listed(&home, "Samaritans")["own"], false);
}

#[test]
fn an_edit_of_a_built_in_one_keeps_its_name() {
    let home = british();
    home.ok(&["helpline", "edit", "samar", "--hours", "none", "--checked", "2026-11-20"]);
    let line = listed(&home, "Samaritans");
    assert_eq!((&line["hours"], &line["checked_on"], &line["own"]), (&Value::Null, &json!("2026-11-20"), &json!(true)));
    assert!(home.fails(1, &["helpline", "edit", "shout", "--rename", "Whisper"]).contains("comes with onward"));
    home.ok(&["helpline", "add", "The clinic", "020 1"]);
    home.ok(&["helpline", "edit", "clinic", "--rename", "Surgery", "--how", "020 2"]);
    assert_eq!(listed(&home, "Surgery")["how"], "020 2");
    assert!(home.fails(1, &["helpline", "edit", "surgery", "--rename", "shout"]).contains("already"));
}

#[test]
fn a_hidden_helpline_is_listed_and_not_in_sos() {
    let home = british();
    home.ok(&["config", "set", "country", "UK"]);
    let empty = home.records();
    home.ok(&["helpline", "hide", "frank"]);
    assert_eq!(listed(&home, "FRANK (drugs)")["hidden"], true);
    assert!(!home.ok(&["sos"]).contains("FRANK"));
    home.ok(&["helpline", "hide", "frank", "--off"]);
    assert!(home.ok(&["sos"]).contains("FRANK"));
    assert_eq!((listed(&home, "FRANK (drugs)")["own"].clone(), home.records()), (json!(false), empty));
}

#[test]
fn hiding_every_one_is_said() {
    let mut home = Home::new();
    home.set("LANG", "en_US");
    for name in ["emergency", "988", "samhsa"] {
        home.ok(&["helpline", "hide", name]);
    }
    assert!(home.ok(&["sos"]).contains("Every helpline of US is hidden: onward helpline list"));
}

#[test]
fn a_name_of_two_countries_is_ambiguous_until_the_country_is_named() {
    let home = Home::new();
    let said = home.fails(1, &["helpline", "hide", "emergency"]);
    assert!(said.contains("(UK)") && said.contains("(US)") && said.contains("--country"), "{said}");
    home.ok(&["helpline", "hide", "emergency", "--country", "US"]);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let home = british();
    assert!(home.fails(1, &["helpline", "add", "Clinic", "1", "--checked", "2026-11-24"]).contains("still to come"));
    assert!(home.fails(2, &["helpline", "add", "Clinic"]).contains("HOW"));
    assert!(home.fails(2, &["helpline", "add", "Clinic", "1", "--country", "Britain"]).contains("--country"));
    assert!(home.fails(1, &["helpline", "hide", "nobody"]).contains("nobody"));
    assert!(home.fails(1, &["helpline", "remove", "shout", "--yes"]).contains("onward helpline hide Shout"));
    home.ok(&["helpline", "add", "Clinic", "020 1"]);
    assert!(home.fails(1, &["helpline", "add", "clinic", "020 2"]).contains("already"));
    assert!(home.fails(2, &["helpline", "remove", "clinic"]).contains("--yes"));
    let nowhere = Home::new();
    assert!(nowhere.fails(2, &["helpline", "add", "Clinic", "1"]).contains("--country"));
}

#[test]
fn every_change_is_taken_back_by_undo() {
    let home = british();
    home.ok(&["config", "set", "country", "UK"]);
    let empty = home.records();
    home.ok(&["helpline", "add", "Clinic", "020 1"]);
    home.ok(&["helpline", "edit", "clinic", "--how", "020 2"]);
    home.ok(&["helpline", "hide", "clinic"]);
    home.ok(&["helpline", "remove", "clinic", "--yes"]);
    for _ in 0..4 {
        home.ok(&["undo"]);
    }
    assert_eq!(home.records(), empty);
}
