//! `undo` and `history`: every write can be taken back, and says what it took.

use serde_json::json;

use crate::harness::Home;

/// A home in which every kind of record exists, and the ids of a check-in, a slip, an attendance and a reach-out.
fn lived_in() -> (Home, [String; 4]) {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "aa"]);
    home.ok(&["meeting", "add", "Step", "--day", "tue", "--time", "19:30"]);
    home.ok(&["contact", "add", "Maria G", "--every", "2d"]);
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    let ids = [
        home.id_of(&["checkin", "2", "--sober", "--craving", "7", "--halt", "tired", "--note", "née 🌱\nsecond"]),
        home.id_of(&["slip", "alcohol", "--on", "2026-11-02", "--trigger", "payday"]),
        home.id_of(&["attend", "step", "--shared", "--fit", "4", "--proof", "chit"]),
        home.id_of(&["reach", "maria", "--by", "call"]),
    ];
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    home.ok(&["config", "set", "day-start", "04:00"]);
    (home, ids)
}

/// Every command that writes, with these ids in it.
fn writes([checkin, slip, attend, reach]: &[String; 4]) -> Vec<Vec<&str>> {
    vec![
        vec!["checkin", "good", "--sober", "--gratitude", "tea"],
        vec!["checkin", "low", "--slip", "alcohol", "--on", "yesterday"],
        vec!["checkin", "edit", checkin, "--mood", "none", "--halt", "angry", "--sober=none", "--on", "yesterday"],
        vec!["checkin", "remove", checkin, "--yes"],
        vec!["clock", "add", "nicotine"],
        vec!["clock", "edit", "alcohol", "--name", "drink", "--since", "2025-01-01", "--milestones", "45d,3m"],
        vec!["clock", "stop", "alcohol"],
        vec!["clock", "hide", "alcohol"],
        vec!["clock", "remove", "alcohol", "--yes"],
        vec!["slip", "alcohol", "--on", "2026-10-01"],
        vec!["slip", "edit", slip, "--to", "2026-11-04", "--trigger", ""],
        vec!["slip", "remove", slip, "--yes"],
        vec!["resume", "alcohol", "--on", "2026-11-22"],
        vec!["meeting", "add", "Noon", "--venue", "online", "--link", "https://example.org"],
        vec!["meeting", "edit", "step", "--name", "Steps", "--day", "tue,thu", "--home-group"],
        vec!["meeting", "remove", "step", "--yes"],
        vec!["attend", "step", "--chaired"],
        vec!["attend", "Open meeting", "--programme", "na"],
        vec!["attend", "edit", attend, "--roles", "none", "--fit", "none", "--proof", "none"],
        vec!["attend", "remove", attend, "--yes"],
        vec!["contact", "add", "Sam", "--role", "friend", "--phone", "1"],
        vec!["contact", "edit", "maria", "--every", "none", "--note", "x"],
        vec!["contact", "remove", "maria", "--yes"],
        vec!["reach", "maria", "--direction", "incoming"],
        vec!["reach", "edit", reach, "--by", "none", "--on", "yesterday"],
        vec!["reach", "remove", reach, "--yes"],
        vec!["goal", "set", "meetings", "4", "--per", "week"],
        vec!["goal", "set", "meetings", "90", "--in", "90d", "--once-a-day"],
        vec!["goal", "remove", "meetings", "--yes"],
        vec!["config", "set", "day-start", "05:00"],
        vec!["config", "set", "day-start", "default"],
        vec!["config", "set", "programme", "na"],
    ]
}

#[test]
fn every_write_is_taken_back_exactly() {
    let (home, ids) = lived_in();
    let before = home.records();
    for command in writes(&ids) {
        home.ok(&command);
        assert_ne!(home.records(), before, "onward {command:?} wrote nothing");
        home.ok(&["undo"]);
        assert_eq!(home.records(), before, "onward {command:?} was not taken back");
    }
}

#[test]
fn undo_again_and_again_goes_back_to_the_beginning() {
    let (home, _) = lived_in();
    let steps = home.json(&["history"])["steps"].as_array().unwrap().len();
    assert_eq!(steps, 10);
    for _ in 0..steps {
        home.ok(&["undo"]);
    }
    assert_eq!(home.records(), "");
    home.fails(1, &["undo"]);
}

#[test]
fn undo_goes_on_backwards_after_a_change_in_between() {
    let home = Home::new();
    home.ok(&["checkin", "awful"]);
    home.ok(&["checkin", "low"]);
    home.ok(&["undo"]);
    home.ok(&["checkin", "great"]);
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!(home.records(), "");
}

#[test]
fn undo_says_which_change_it_took_back() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    let said = home.ok(&["undo"]);
    for part in ["check-in", "Sun 22 Nov", "mood good", "sober"] {
        assert!(said.lines().next().unwrap().contains(part), "no {part}:\n{said}");
    }
    let said = home.ok(&["undo"]);
    assert!(said.contains("alcohol") && said.contains("1 Jan 2026"), "{said}");
}

#[test]
fn undo_of_a_first_sober_check_in_takes_its_clock_along() {
    let home = Home::new();
    home.ok(&["checkin", "good", "--sober"]);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["clock", "list"])["clocks"], json!([]));
    assert_eq!(home.json(&["checkin", "list"])["checkins"], json!([]));
}

#[test]
fn nothing_to_take_back_is_said_and_not_an_accident() {
    let home = Home::new();
    assert!(home.fails(1, &["undo"]).contains("nothing"));
}

#[test]
fn a_refused_command_is_no_change_to_take_back() {
    let home = Home::new();
    home.ok(&["checkin", "good"]);
    home.fails(2, &["checkin", "6"]);
    home.fails(1, &["slip", "alcohol"]);
    assert!(home.ok(&["undo"]).contains("mood good"));
}

#[test]
fn a_change_to_the_same_value_is_no_change_to_take_back() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["clock", "edit", "alcohol", "--since", "2026-01-01"]);
    assert_eq!(home.json(&["history"])["steps"].as_array().unwrap().len(), 1);
    home.ok(&["undo"]);
    assert_eq!(home.records(), "");
}

#[test]
fn history_lists_the_latest_changes_first_and_marks_what_was_taken_back() {
    let mut home = Home::new();
    home.at("2026-11-22T08:00:00+00:00").ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.at("2026-11-23T21:30:00+00:00").ok(&["checkin", "good"]);
    home.ok(&["undo"]);
    let steps = home.json(&["history"])["steps"].clone();
    let of = |command: &str| steps.as_array().unwrap().iter().position(|step| step["command"] == command).unwrap();
    assert!(of("checkin") < of("clock add"), "{steps}");
    let (checkin, clock) = (&steps[of("checkin")], &steps[of("clock add")]);
    assert_eq!((&checkin["undone"], &clock["undone"]), (&json!(true), &json!(false)));
    assert_eq!(clock["at"], "2026-11-22T08:00:00+00:00");
}

#[test]
fn history_shows_as_many_as_asked_for() {
    let home = Home::new();
    for mood in ["1", "2", "3"] {
        home.ok(&["checkin", mood]);
    }
    let steps = home.json(&["history", "--limit", "2"])["steps"].clone();
    assert_eq!(steps.as_array().unwrap().len(), 2);
    assert!(steps[0]["summary"].as_str().unwrap().contains("mood okay"), "{steps}");
    assert!(Home::new().ok(&["history"]).contains("Nothing"));
}
