//! `redo`, what `history` says of changes that were taken back and brought back, and where the log ends.

use serde_json::{Value, json};

use crate::harness::{Home, connect};
use crate::support::readme;

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

/// A home whose log is about to be pruned: its latest step is the last before a multiple of 64, and the steps
/// before it are too old and too many to be kept.
fn about_to_be_pruned() -> Home {
    let mut home = Home::new();
    home.at("2026-01-01T08:00:00+00:00");
    for mood in ["1", "2", "3"] {
        home.ok(&["checkin", mood]);
    }
    let later = "PRAGMA foreign_keys = OFF; UPDATE step SET seq = 6399 WHERE seq = 3; UPDATE change SET step = 6399 WHERE step = 3";
    connect(&home.file()).execute_batch(later).unwrap();
    home.at("2026-11-23T21:30:00+00:00");
    home
}

#[test]
fn what_left_the_log_stays_recorded_and_is_beyond_undo() {
    let home = about_to_be_pruned();
    home.ok(&["checkin", "4"]);
    assert_eq!(home.json(&["history"])["steps"].as_array().unwrap().len(), 2);
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 4);
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    let said = home.fails(1, &["undo"]);
    assert!(said.contains("nothing more to take back") && said.contains("is still recorded"), "{said}");
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 2);
    home.ok(&["redo"]);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 4);
}

#[test]
fn an_undo_outlives_the_step_it_took_back() {
    let home = about_to_be_pruned();
    let older = "PRAGMA foreign_keys = OFF; UPDATE step SET command = 'undo', undoes = 2 WHERE seq = 6399";
    connect(&home.file()).execute_batch(older).unwrap();
    home.ok(&["checkin", "4"]);
    let steps = home.json(&["history"])["steps"].clone();
    assert_eq!((&steps[1]["kind"], &steps[1]["undoes"]), (&json!("undo"), &Value::Null));
    let broken: i64 =
        connect(&home.file()).query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(broken, 0);
}

#[test]
fn how_far_back_the_log_reaches_is_said_where_it_matters() {
    let home = Home::new();
    for page in [readme(), home.ok(&["help", "undo"]), home.ok(&["help", "history"])] {
        for figure in [onward::store::KEPT, onward::store::YOUNG_DAYS, onward::store::MOST] {
            let figure =
                if figure < 1000 { figure.to_string() } else { format!("{},{:03}", figure / 1000, figure % 1000) };
            assert!(page.contains(&figure), "no {figure}:\n{page}");
        }
    }
}
