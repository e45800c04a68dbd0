//! `attend`: one meeting on one day, and what one did there.

use serde_json::{Value, json};

use crate::harness::Home;

fn with_group() -> Home {
    let home = Home::new();
    home.ok(&["meeting", "add", "Tuesday Step Study", "--programme", "aa", "--day", "tue", "--time", "19:30"]);
    home
}

fn attended(home: &Home, args: &[&str]) -> Value {
    home.json(&[&["attend"], args].concat())["attendance"].clone()
}

#[test]
fn a_part_of_a_saved_name_brings_name_programme_and_venue() {
    let home = with_group();
    let found = attended(&home, &["tuesday step", "--shared"]);
    assert_eq!((&found["meeting"], &found["programme"]), (&json!("Tuesday Step Study"), &json!("aa")));
    assert_eq!((&found["venue"], &found["roles"]), (&json!("in-person"), &json!(["attended", "shared"])));
}

#[test]
fn what_is_said_wins_over_what_is_saved() {
    let home = with_group();
    let found = attended(&home, &["tuesday", "--programme", "na", "--venue", "online"]);
    assert_eq!((&found["programme"], &found["venue"]), (&json!("na"), &json!("online")));
}

#[test]
fn a_name_alone_is_enough() {
    let home = Home::new();
    let found = attended(&home, &["Open meeting, St Mary's", "--programme", "na", "--on", "2026-11-20", "--fit", "4"]);
    assert_eq!((&found["meeting"], &found["day"]), (&json!("Open meeting, St Mary's"), &json!("2026-11-20")));
    assert_eq!((&found["fit"], &found["venue"]), (&json!(4), &Value::Null));
    assert_eq!(home.json(&["meeting", "list"])["meetings"], json!([]));
}

#[test]
fn the_echo_names_the_day_the_meeting_and_this_week() {
    let home = with_group();
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    let said = home.ok(&["attend", "tuesday", "--shared"]);
    for part in ["Mon 23 Nov (today)", "Tuesday Step Study", "shared", "onward undo", "1 of 3 meetings this week"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn start_and_place_are_those_of_the_saved_meeting_unless_others_are_said() {
    let home = with_group();
    home.ok(&["meeting", "edit", "tuesday", "--place", "St Mary's Hall"]);
    let usual = attended(&home, &["tuesday"]);
    assert_eq!((&usual["start"], &usual["place"]), (&json!("19:30"), &json!("St Mary's Hall")));
    let other = attended(&home, &["tuesday", "--time", "20:15", "--place", "The park"]);
    assert_eq!((&other["start"], &other["place"]), (&json!("20:15"), &json!("The park")));
    let neither = attended(&home, &["tuesday", "--time", "none", "--place", "none"]);
    assert_eq!((&neither["start"], &neither["place"]), (&Value::Null, &Value::Null));
    assert!(home.fails(2, &["attend", "tuesday", "--time", "25:00"]).contains("--time"));
}

#[test]
fn what_suited_and_what_was_missed_are_kept_as_typed() {
    let home = with_group();
    let id = home.id_of(&["attend", "tuesday", "--fit", "4", "--liked", "small, warm", "--missed", "time to share"]);
    let found = home.json(&["attend", "show", &id])["attendance"].clone();
    assert_eq!((&found["liked"], &found["missed"]), (&json!("small, warm"), &json!("time to share")));
    let page = home.ok(&["attend", "show", &id]);
    assert!(page.contains("19:30") && page.contains("small, warm") && page.contains("time to share"), "{page}");
    let found = attended(&home, &["edit", &id, "--liked", "none"]);
    assert_eq!((&found["liked"], &found["missed"]), (&Value::Null, &json!("time to share")));
}

#[test]
fn what_suited_can_come_from_standard_input_and_stays_out_of_the_history() {
    let home = with_group();
    let answer = home.pipe(&["attend", "tuesday", "--liked", "-", "--json"], b"nobody asked me anything\n");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.contains(r#""liked":"nobody asked me anything""#), "{}", answer.out);
    assert!(!home.ok(&["history"]).contains("nobody asked"));
    let answer = home.pipe(&["attend", "tuesday", "--liked", "-", "--missed", "-"], b"one text\n");
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[test]
fn several_roles_may_hold_at_once() {
    let found = attended(&Home::new(), &["Step", "--service", "--spoke", "--chaired", "--shared"]);
    assert_eq!(found["roles"], json!(["attended", "shared", "chaired", "spoke", "service"]));
}

#[test]
fn the_same_meeting_may_be_attended_twice_a_day() {
    let home = with_group();
    home.ok(&["attend", "tuesday"]);
    home.ok(&["attend", "tuesday"]);
    let found = home.json(&["attendance"]);
    assert_eq!((&found["meetings"], &found["days_attended"]), (&json!(2), &json!(1)));
}

#[test]
fn an_edit_changes_what_is_named_and_leaves_the_rest() {
    let home = with_group();
    let id =
        home.id_of(&["attend", "tuesday", "--shared", "--fit", "3", "--proof", "chit", "--by", "J.B.", "--note", "x"]);
    let found = attended(&home, &["edit", &id, "--roles", "chaired", "--fit", "none", "--ref", "7", "--on", "tuesday"]);
    assert_eq!((&found["roles"], &found["fit"]), (&json!(["attended", "chaired"]), &Value::Null));
    assert_eq!(found["proof"], json!({"kind": "chit", "by": "J.B.", "reference": "7"}));
    assert_eq!((&found["day"], &found["note"]), (&json!("2026-11-17"), &json!("x")));
}

#[test]
fn a_removed_attendance_is_gone_from_every_count() {
    let home = with_group();
    let id = home.id_of(&["attend", "tuesday"]);
    home.ok(&["attend", "remove", &id, "--yes"]);
    assert_eq!(home.json(&["attendance"])["meetings"], 0);
    home.fails(1, &["attend", "show", &id]);
}

#[test]
fn a_programme_that_was_set_is_the_usual_one() {
    let home = Home::new();
    home.ok(&["config", "set", "programme", "aa"]);
    assert_eq!(attended(&home, &["Open meeting"])["programme"], "aa");
    assert_eq!(attended(&home, &["Open meeting", "--programme", "none"])["programme"], Value::Null);
}
