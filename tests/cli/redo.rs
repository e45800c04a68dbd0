//! `redo`, and what `history` says of changes that were taken back and brought back.

use serde_json::{Value, json};

use crate::harness::Home;

/// The last column of the history, newest step first.
fn states(home: &Home) -> Vec<String> {
    let said = home.ok(&["history"]);
    let known = ["undo takes this back", "redo brings this back", "taken back", "brought back"]
        .map(|state| format!("  {state}"));
    let state =
        |line: &str| known.iter().find(|state| line.ends_with(*state)).map_or("", |state| state.trim()).to_owned();
    said.lines().skip(1).take_while(|line| !line.is_empty() && !line.starts_with("onward")).map(state).collect()
}

#[test]
fn a_redo_brings_back_exactly_what_the_undo_took() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02", "--note", "née 🌱\nsecond"]);
    home.ok(&["clock", "remove", "alcohol", "--yes"]);
    let records = home.records();
    for _ in 0..3 {
        home.ok(&["undo"]);
    }
    assert_eq!(home.records(), "");
    for _ in 0..3 {
        home.ok(&["redo"]);
    }
    assert_eq!(home.records(), records);
    assert!(home.fails(1, &["redo"]).contains("nothing was taken back"));
}

#[test]
fn a_redo_can_be_taken_back_and_brought_back_again() {
    let home = Home::new();
    home.ok(&["checkin", "good"]);
    let records = home.records();
    for _ in 0..3 {
        assert!(home.ok(&["undo"]).starts_with("Took back: check-in for Mon 23 Nov 2026: mood good ("));
        assert_eq!(home.records(), "");
        assert!(home.ok(&["redo"]).starts_with("Brought back: check-in for Mon 23 Nov 2026: mood good ("));
        assert_eq!(home.records(), records);
    }
    assert_eq!(home.json(&["history"])["steps"].as_array().unwrap().len(), 7);
}

#[test]
fn once_something_new_is_recorded_there_is_nothing_to_bring_back() {
    let home = Home::new();
    assert!(home.fails(1, &["redo"]).contains("nothing to bring back"));
    home.ok(&["checkin", "awful"]);
    home.ok(&["undo"]);
    home.ok(&["checkin", "great"]);
    let said = home.fails(1, &["redo"]);
    assert!(said.contains("something new was recorded since") && said.contains("mood awful"), "{said}");
    home.ok(&["undo"]);
    assert!(home.ok(&["redo"]).contains("mood great"));
    home.fails(1, &["redo"]);
}

#[test]
fn history_marks_what_undo_and_redo_would_turn_to() {
    let home = Home::new();
    for mood in ["1", "2", "3"] {
        home.ok(&["checkin", mood]);
    }
    assert_eq!(states(&home), ["undo takes this back", "", ""]);
    home.ok(&["undo"]);
    assert_eq!(states(&home), ["redo brings this back", "taken back", "undo takes this back", ""]);
    home.ok(&["redo"]);
    assert_eq!(states(&home), ["undo takes this back", "brought back", "brought back", "", ""]);
    home.ok(&["undo"]);
    assert_eq!(states(&home), ["redo brings this back", "taken back", "", "taken back", "undo takes this back", ""]);
    let said = home.ok(&["history", "--limit", "1"]);
    assert!(said.contains("onward undo takes back: check-in for Mon 23 Nov 2026: mood low\n"), "{said}");
    assert!(said.contains("onward redo brings back: check-in for Mon 23 Nov 2026: mood okay\n"), "{said}");
}

#[test]
fn when_all_was_taken_back_history_says_so() {
    let home = Home::new();
    home.ok(&["checkin", "good"]);
    home.ok(&["undo"]);
    assert!(home.ok(&["history"]).contains("There is nothing that undo could take back."));
    assert_eq!(home.json(&["history"])["undo"], Value::Null);
}

#[test]
fn json_names_the_kind_of_each_step_and_what_it_took_back() {
    let home = Home::new();
    home.ok(&["checkin", "good"]);
    let undone = home.json(&["undo"]);
    assert_eq!((&undone["undone"]["kind"], &undone["undone"]["undone"]), (&json!("change"), &json!(true)));
    let history = home.json(&["history"]);
    let steps = &history["steps"];
    assert_eq!((&steps[0]["kind"], &steps[0]["undoes"]), (&json!("undo"), &steps[1]["id"]));
    assert_eq!((&steps[1]["undone"], &steps[1]["undoes"]), (&json!(true), &Value::Null));
    assert_eq!((&history["undo"], &history["redo"]["id"]), (&Value::Null, &steps[0]["id"]));

    let redone = home.json(&["redo"]);
    assert_eq!((&redone["redone"]["id"], &redone["next"]), (&steps[0]["id"], &Value::Null));
    let history = home.json(&["history"]);
    let steps = &history["steps"];
    assert_eq!((&steps[0]["kind"], &steps[0]["undoes"]), (&json!("redo"), &steps[1]["id"]));
    assert_eq!((&steps[1]["undone"], &steps[1]["redone"]), (&json!(true), &json!(false)));
    assert_eq!((&steps[2]["undone"], &steps[2]["redone"]), (&json!(false), &json!(true)));
    assert_eq!((&history["undo"]["id"], &history["redo"]), (&steps[0]["id"], &Value::Null));
}
