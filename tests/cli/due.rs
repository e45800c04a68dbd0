//! `due`: what is open today, silent when nothing is; exit code 10 when something is.

use serde_json::{Value, json};

use crate::harness::{Answer, Home};
use crate::sealed::protected;

/// A home on a Monday with room in everything: checked in, nobody due, no milestone near.
fn quiet() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01", "--programme", "aa"]);
    home.ok(&["checkin", "good"]);
    home
}

fn open(home: &Home) -> Vec<(String, String)> {
    let answer = home.run(&["due", "--json"]);
    assert_eq!(answer.err, "");
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((&document["as_of"], &document["locked"]), (&json!("2026-11-23"), &json!(false)));
    let open = document["open"].as_array().unwrap();
    assert_eq!(answer.code, if open.is_empty() { 0 } else { 10 });
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    open.iter().map(|one| (text(&one["kind"]), text(&one["command"]))).collect()
}

fn pair(kind: &str, command: &str) -> (String, String) {
    (kind.to_owned(), command.to_owned())
}

fn is(answer: &Answer, code: i32, out: &str) {
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (code, out, ""));
}

#[test]
fn nothing_open_is_silence_and_zero() {
    let home = quiet();
    is(&home.run(&["due"]), 0, "");
    is(&home.run(&["due", "--discreet"]), 0, "");
    is(&home.run(&["due", "--json"]), 0, "{\"as_of\":\"2026-11-23\",\"locked\":false,\"open\":[]}\n");
    assert_eq!(home.json(&["today"])["next"], Value::Null);
}

#[test]
fn all_that_is_open_is_told_with_what_does_it() {
    let home = Home::new();
    home.ok(&["clock", "add", "late gaming", "--since", "2026-10-25"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--every", "2d"]);
    home.ok(&["reach", "maria", "--on", "2026-11-20"]);
    home.ok(&["goal", "set", "meetings", "7", "--per", "week"]);
    is(
        &home.run(&["due"]),
        10,
        "  Check-in   say how today is                      onward checkin\n  \
           Meetings   7 meetings more for this week's goal  onward attend\n  \
           People     be in touch with Maria G              onward reach 'Maria G'\n  \
           Milestone  late gaming: 30 days tomorrow         onward milestones 'late gaming'\n",
    );
    is(&home.run(&["due", "--discreet"]), 10, "Something is open today.\n");
    let discreet: Value = serde_json::from_str(&home.run(&["due", "--discreet", "--json"]).out).unwrap();
    assert_eq!(discreet["open"], json!([{"kind": null, "what": "Something is open today.", "command": null}]));
}

#[test]
fn the_first_that_is_open_is_what_today_calls_next() {
    let home = Home::new();
    for done in [
        &["checkin", "good"][..],
        &["contact", "add", "Sam", "--every", "1d"],
        &["goal", "set", "meetings", "7", "--per", "week"],
    ] {
        let next = home.json(&["today"])["next"]["command"].clone();
        assert_eq!(open(&home).first().map(|(_, command)| json!(command)).unwrap_or_default(), next);
        home.ok(done);
    }
    assert_eq!(open(&home), [pair("meetings", "onward attend")]);
    assert_eq!(home.json(&["today"])["next"]["command"], "onward attend");
}

#[test]
fn a_goal_is_open_only_when_it_needs_a_meeting_now() {
    let home = quiet();
    home.ok(&["goal", "set", "meetings", "6", "--per", "week"]);
    assert_eq!(open(&home), []);
    home.ok(&["goal", "set", "meetings", "7", "--per", "week"]);
    assert_eq!(open(&home), [pair("meetings", "onward attend")]);
    home.ok(&["attend", "Open meeting"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d", "--from", "2026-11-22"]);
    assert_eq!(open(&home), [], "one meeting in one day is on pace");
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d", "--from", "2026-11-20"]);
    assert_eq!(open(&home), [pair("meetings", "onward attend")]);
}

#[test]
fn a_milestone_is_told_on_the_day_before_and_not_of_a_hidden_or_stopped_clock() {
    let home = quiet();
    for name in ["one", "two", "three"] {
        home.ok(&["clock", "add", name, "--since", "2026-10-25"]);
    }
    home.ok(&["clock", "hide", "two"]);
    home.ok(&["clock", "stop", "three"]);
    assert_eq!(open(&home), [pair("milestone", "onward milestones one")]);
    home.ok(&["clock", "edit", "one", "--since", "2026-10-24"]);
    assert_eq!(open(&home), [], "it is today");
}

#[test]
fn a_contact_due_names_the_right_command() {
    let mut home = quiet();
    home.at("2026-11-20T12:00:00+00:00");
    home.ok(&["contact", "add", "St Mary's", "--every", "3d"]);
    home.ok(&["contact", "add", "Sam", "--every", "1d"]);
    home.ok(&["contact", "add", "Later", "--every", "9d"]);
    home.at("2026-11-23T21:30:00+00:00");
    assert_eq!(open(&home), [pair("contact", "onward reach Sam"), pair("contact", r"onward reach 'St Mary'\''s'")]);
}

#[test]
fn an_empty_home_is_reminded_and_stays_empty() {
    let home = Home::new();
    assert_eq!(open(&home), [pair("checkin", "onward checkin")]);
    assert!(!home.folder().exists());
}

#[test]
fn sealed_data_is_looked_at_where_a_passphrase_can_be_had() {
    let home = protected();
    home.ok(&["checkin", "good"]);
    home.ok(&["goal", "set", "meetings", "1", "--per", "week"]);
    assert_eq!(open(&home), []);
}

#[test]
fn who_cannot_look_at_sealed_data_reminds_without_asking() {
    let mut home = protected();
    home.ok(&["protect", "lock"]);
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    is(&home.run(&["due"]), 10, "onward is locked. To look, in a terminal: onward due\n");
    is(&home.run(&["due", "--discreet"]), 10, "Something may be open today.\n");
    is(&home.run(&["due", "--json"]), 10, "{\"as_of\":\"2026-11-23\",\"locked\":true,\"open\":[]}\n");
}

#[test]
fn damaged_data_is_an_error_and_no_reminder() {
    let home = quiet();
    std::fs::write(home.file(), b"this is no database at all, whatever its name says").unwrap();
    let answer = home.run(&["due"]);
    assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{}", answer.err);
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
}
