//! `contact` and `reach`: people one can reach, and when it is time to.

use serde_json::{Value, json};

use crate::harness::Home;

/// A sponsor to be reached every other day, added today.
fn with_sponsor() -> Home {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--every", "2d", "--phone", "+44 7700 900123"]);
    home
}

fn maria(home: &Home) -> Value {
    home.json(&["contact", "show", "maria"])["contact"].clone()
}

#[test]
fn a_contact_keeps_all_that_was_said_of_it() {
    let home = Home::new();
    let words = ["contact", "add", "Sam", "--role", "friend", "--programme", "NA", "--handle", "@sam", "--every", "1w"];
    home.ok(&[&words[..], &["--order", "2", "--note", "evenings"]].concat());
    let mut contact = home.json(&["contact", "show", "sam"])["contact"].clone();
    contact.as_object_mut().unwrap().remove("id");
    let expected = json!({
        "name": "Sam", "role": "friend", "programme": "na", "phone": null, "handle": "@sam", "every_days": 7,
        "order": 2, "last_reached": null, "due_on": "2026-11-30", "note": "evenings", "added_on": "2026-11-23",
        "recorded_at": "2026-11-23T21:30:00+00:00",
    });
    assert_eq!(contact, expected);
}

#[test]
fn every_role_is_known() {
    let home = Home::new();
    for role in ["sponsor", "sponsee", "peer", "facilitator", "keyworker", "family", "friend", "other"] {
        assert_eq!(home.json(&["contact", "add", &format!("a {role}"), "--role", role])["contact"]["role"], role);
    }
}

#[test]
fn who_was_never_reached_is_due_after_the_day_of_adding() {
    let mut home = with_sponsor();
    assert_eq!(home.json(&["contact", "due"])["due"], json!([]));
    home.at("2026-11-24T12:00:00+00:00");
    assert_eq!(home.json(&["contact", "due"])["due"], json!([]));
    home.at("2026-11-25T12:00:00+00:00");
    assert_eq!(home.json(&["contact", "due"])["due"][0]["overdue_days"], 0);
}

#[test]
fn the_last_conversation_counts_whichever_was_recorded_last() {
    let home = with_sponsor();
    home.ok(&["reach", "maria", "--on", "2026-11-22"]);
    home.ok(&["reach", "maria", "--on", "2026-11-10"]);
    assert_eq!((&maria(&home)["last_reached"], &maria(&home)["due_on"]), (&json!("2026-11-22"), &json!("2026-11-24")));
}

#[test]
fn a_contact_without_a_cadence_is_never_due() {
    let mut home = Home::new();
    home.ok(&["contact", "add", "Maria G"]);
    home.at("2036-11-23T12:00:00+00:00");
    assert_eq!(home.json(&["contact", "due"])["due"], json!([]));
}

#[test]
fn a_conversation_names_day_channel_and_direction() {
    let home = with_sponsor();
    let found = home.json(&["reach", "maria", "--by", "text", "--direction", "incoming", "--on", "yesterday"]);
    let reach = &found["reach"];
    assert_eq!((&reach["contact"], &reach["day"]), (&json!("Maria G"), &json!("2026-11-22")));
    assert_eq!((&reach["channel"], &reach["direction"]), (&json!("text"), &json!("incoming")));
    let plain = home.json(&["reach", "maria"])["reach"].clone();
    assert_eq!((&plain["channel"], &plain["note"]), (&Value::Null, &Value::Null));
}

#[test]
fn the_echo_names_the_day_the_person_and_when_the_next_is_due() {
    let said = with_sponsor().ok(&["reach", "maria", "--by", "call"]);
    for part in ["Mon 23 Nov (today)", "Maria G", "call", "onward undo", "Wed 25 Nov"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn every_channel_is_known() {
    let home = with_sponsor();
    for channel in ["call", "text", "in-person", "video", "voicemail"] {
        assert_eq!(home.json(&["reach", "maria", "--by", channel])["reach"]["channel"], channel);
    }
}

#[test]
fn an_edit_changes_what_is_named_and_leaves_the_rest() {
    let home = with_sponsor();
    home.ok(&["contact", "edit", "maria", "--name", "Maria Green", "--every", "none"]);
    assert_eq!((&maria(&home)["name"], &maria(&home)["every_days"]), (&json!("Maria Green"), &Value::Null));
    assert_eq!((&maria(&home)["role"], &maria(&home)["phone"]), (&json!("sponsor"), &json!("+44 7700 900123")));
}

#[test]
fn a_number_can_come_from_standard_input() {
    let home = Home::new();
    assert_eq!(home.pipe(&["contact", "add", "Maria G", "--phone", "-"], b"+44 1\n").code, 0);
    assert_eq!(maria(&home)["phone"], "+44 1");
}

#[test]
fn a_number_stays_out_of_the_history() {
    assert!(!with_sponsor().ok(&["history"]).contains("7700"));
}

#[test]
fn removing_a_contact_changes_no_conversation() {
    let home = with_sponsor();
    home.ok(&["reach", "maria", "--by", "call"]);
    let before = home.json(&["reach", "list"]);
    assert!(home.fails(2, &["contact", "remove", "maria"]).contains("1 reach-out"));
    home.ok(&["contact", "remove", "maria", "--yes"]);
    assert_eq!(home.json(&["reach", "list"]), before);
    assert_eq!(home.json(&["contact", "due"])["due"], json!([]));
}

#[test]
fn a_removed_conversation_makes_the_one_before_the_last() {
    let home = with_sponsor();
    home.ok(&["reach", "maria", "--on", "2026-11-20"]);
    let id = home.id_of(&["reach", "maria"]);
    home.ok(&["reach", "edit", &id, "--on", "yesterday", "--by", "video"]);
    assert_eq!(maria(&home)["last_reached"], "2026-11-22");
    home.ok(&["reach", "remove", &id, "--yes"]);
    assert_eq!(maria(&home)["last_reached"], "2026-11-20");
}

#[test]
fn nobody_due_is_said_in_words() {
    assert!(with_sponsor().ok(&["contact", "due"]).contains("Nobody"));
}
