//! `goal`: so many meetings a week, or so many in so many days.

use serde_json::{Value, json};

use crate::harness::Home;

fn goals(home: &Home) -> Vec<Value> {
    home.json(&["goal", "list"])["goals"].as_array().unwrap().clone()
}

#[test]
fn one_meeting_a_week_is_the_goal_until_another_is_set() {
    let home = Home::new();
    assert_eq!(home.json(&["attendance"])["goal_per_week"], 1);
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    assert_eq!(home.json(&["attendance"])["goal_per_week"], 3);
    home.ok(&["goal", "remove", "meetings", "--yes"]);
    assert_eq!(home.json(&["attendance"])["goal_per_week"], 1);
}

#[test]
fn a_goal_takes_the_place_of_the_one_of_its_kind() {
    let home = Home::new();
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d"]);
    home.ok(&["goal", "set", "meetings", "4", "--per", "week"]);
    let mut meetings: Vec<i64> = goals(&home).iter().map(|goal| goal["meetings"].as_i64().unwrap()).collect();
    meetings.sort_unstable();
    assert_eq!(meetings, [4, 90]);
}

#[test]
fn a_goal_of_so_many_days_begins_today_or_on_the_day_named() {
    let home = Home::new();
    let begun = home.json(&["goal", "set", "meetings", "90", "--in", "90"])["goal"].clone();
    assert_eq!(
        (&begun["days"], &begun["from"], &begun["once_a_day"]),
        (&json!(90), &json!("2026-11-23"), &json!(false))
    );
    let named = home.json(&["goal", "set", "meetings", "26", "--in", "13w", "--from", "2026-09-01", "--once-a-day"]);
    assert_eq!((&named["goal"]["days"], &named["goal"]["from"]), (&json!(91), &json!("2026-09-01")));
    assert_eq!(named["goal"]["once_a_day"], true);
}

#[test]
fn the_echo_says_what_was_set() {
    let said = Home::new().ok(&["goal", "set", "meetings", "90", "--in", "90d", "--from", "2026-11-01"]);
    for part in ["90 meetings", "90 days", "Sun 1 Nov 2026", "onward undo"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn which_goal_to_remove_has_to_be_said_when_there_are_two() {
    let home = Home::new();
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d"]);
    home.fails(2, &["goal", "remove", "meetings", "--yes"]);
    home.ok(&["goal", "remove", "meetings", "--in-days", "--yes"]);
    assert_eq!(goals(&home).len(), 1);
    assert_eq!(goals(&home)[0]["meetings"], 3);
}

#[test]
fn removing_a_goal_that_is_not_set_is_refused() {
    Home::new().fails(1, &["goal", "remove", "meetings", "--yes"]);
}

#[test]
fn attendances_stay_when_a_goal_goes() {
    let home = Home::new();
    home.ok(&["attend", "Step"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d"]);
    home.ok(&["goal", "remove", "meetings", "--yes"]);
    let found = home.json(&["attendance"]);
    assert_eq!((&found["meetings"], &found["pace"]), (&json!(1), &Value::Null));
}
