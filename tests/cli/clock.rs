//! `clock`: what one abstains from, since when, and by which milestones.

use serde_json::{Value, json};

use crate::harness::Home;

/// A clock with two slips and two check-ins that name it.
fn lived_in() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-04"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-10"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-11"]);
    home
}

fn clock(home: &Home) -> Value {
    home.json(&["clock", "list"])["clocks"][0].clone()
}

#[test]
fn a_clock_begins_today_unless_said_otherwise() {
    let home = Home::new();
    let said = home.ok(&["clock", "add", "alcohol"]);
    assert!(said.contains("23 Nov 2026") && said.contains("onward undo"), "{said}");
    let expected = [
        ("since", json!("2026-11-23")),
        ("programme", Value::Null),
        ("milestones", json!("plain")),
        ("hidden", json!(false)),
    ];
    for (key, value) in expected {
        assert_eq!(clock(&home)[key], value, "{key}");
    }
}

#[test]
fn a_programme_brings_its_milestones() {
    let home = Home::new();
    for (programme, set) in [("aa", "aa"), ("NA", "na"), ("smart", "plain"), ("Dharma", "plain")] {
        let added = home.json(&["clock", "add", &format!("with {programme}"), "--programme", programme]);
        assert_eq!(added["clock"]["milestones"], set, "{programme}");
    }
    let own = home.json(&["clock", "add", "own", "--programme", "aa", "--milestones", "45d,3m,2y"]);
    assert_eq!(own["clock"]["milestones"], "45d,3m,2y");
}

#[test]
fn a_programme_that_was_set_is_the_usual_one() {
    let home = Home::new();
    home.ok(&["config", "set", "programme", "na"]);
    assert_eq!(home.json(&["clock", "add", "alcohol"])["clock"]["programme"], "na");
    assert_eq!(home.json(&["clock", "add", "sugar", "--programme", "none"])["clock"]["programme"], Value::Null);
}

#[test]
fn an_earlier_first_day_and_slips_tell_a_history_without_inventing_anything() {
    let home = lived_in();
    home.ok(&["clock", "edit", "alcohol", "--since", "2024-02-29"]);
    let standing = home.json(&["streak"])["clocks"][0].clone();
    assert_eq!((&standing["tracked_days"], &standing["used_days"]), (&json!(998), &json!(2)));
    assert_eq!(standing["confirmed_days"], 2);
}

#[test]
fn a_first_day_after_a_slip_is_refused() {
    let home = lived_in();
    let said = home.fails(1, &["clock", "edit", "alcohol", "--since", "2026-11-03"]);
    assert!(said.contains("slip"), "{said}");
    home.ok(&["clock", "edit", "alcohol", "--since", "2026-11-02"]);
}

#[test]
fn a_new_name_is_found_and_the_old_records_keep_theirs() {
    let home = lived_in();
    home.ok(&["clock", "edit", "alcohol", "--name", "drink"]);
    assert_eq!(home.json(&["streak", "drink"])["clocks"][0]["slips"], 2);
    home.fails(1, &["clock", "show", "alcohol"]);
    home.ok(&["clock", "edit", "drink", "--name", "Drink"]);
    assert_eq!(clock(&home)["name"], "Drink");
}

#[test]
fn a_hidden_clock_still_counts_and_is_listed() {
    let home = lived_in();
    home.ok(&["clock", "hide", "alcohol"]);
    assert_eq!(clock(&home)["hidden"], true);
    home.ok(&["checkin", "good", "--sober"]);
    assert_eq!(home.json(&["streak", "alcohol"])["clocks"][0]["today"], "confirmed");
    home.ok(&["clock", "hide", "alcohol", "--off"]);
    assert_eq!(home.json(&["streak"])["clocks"].as_array().unwrap().len(), 1);
}

#[test]
fn a_stopped_clock_keeps_its_figures_of_that_day() {
    let mut home = lived_in();
    home.ok(&["clock", "stop", "alcohol"]);
    let on_that_day = home.json(&["streak", "alcohol"])["clocks"][0].clone();
    home.at("2027-11-23T12:00:00+00:00");
    assert_eq!(home.json(&["streak", "alcohol"])["clocks"][0], on_that_day);
    home.ok(&["clock", "stop", "alcohol", "--off"]);
    assert_eq!(home.json(&["streak", "alcohol"])["clocks"][0]["tracked_days"], 326 + 365);
}

#[test]
fn a_clock_cannot_stop_before_it_began() {
    lived_in().fails(1, &["clock", "stop", "alcohol", "--on", "2025-12-31"]);
}

#[test]
fn removing_a_clock_changes_no_other_record() {
    let home = lived_in();
    let (slips, checkins) = (home.json(&["slip", "list"]), home.json(&["checkin", "list"]));
    let said = home.ok(&["clock", "remove", "alcohol", "--yes"]);
    assert!(said.contains("alcohol") && said.contains("onward undo"), "{said}");
    assert_eq!(home.json(&["slip", "list"]), slips);
    assert_eq!(home.json(&["checkin", "list"]), checkins);
    assert_eq!(home.json(&["clock", "list"])["clocks"], json!([]));
}

#[test]
fn what_would_be_taken_away_is_said_before() {
    let said = lived_in().fails(2, &["clock", "remove", "alcohol"]);
    for part in ["alcohol", "2 slips", "2 check-ins", "--yes"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn a_new_clock_of_a_removed_name_starts_with_nothing() {
    let home = lived_in();
    home.ok(&["clock", "remove", "alcohol", "--yes"]);
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    let standing = home.json(&["streak"])["clocks"][0].clone();
    assert_eq!((&standing["slips"], &standing["confirmed_days"]), (&json!(0), &json!(0)));
}

#[test]
fn clocks_are_counted_each_by_itself() {
    let home = lived_in();
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    let clocks = home.json(&["streak"])["clocks"].clone();
    assert_eq!((&clocks[0]["used_days"], &clocks[1]["used_days"]), (&json!(2), &json!(0)));
    assert_eq!(clocks[1]["tracked_days"], 175);
}

#[test]
fn showing_a_clock_finds_it_by_a_part_of_its_name() {
    let home = lived_in();
    assert_eq!(home.json(&["clock", "show", "COH"])["clock"], clock(&home));
    assert!(home.ok(&["clock", "show", "alco"]).contains("1 Jan 2026"));
}
