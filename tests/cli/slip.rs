//! `slip` and `resume`: days of use are dated facts, and nothing is ever reset.

use serde_json::{Value, json};

use crate::harness::Home;

/// A clock that began on the first of January.
fn with_clock() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home
}

/// How the clock stands.
fn standing(home: &Home) -> Value {
    home.json(&["streak", "alcohol"])["clocks"][0].clone()
}

/// Sober, used and longest days.
fn days(home: &Home) -> [i64; 3] {
    let standing = standing(home);
    ["sober_days", "used_days", "longest_days"].map(|key| standing[key].as_i64().unwrap())
}

#[test]
fn every_run_before_a_slip_still_stands_and_is_shown() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04"]);
    assert_eq!(days(&home), [323, 3, 305]);
    assert_eq!(standing(&home)["runs"][0], json!({"from": "2026-01-01", "to": "2026-11-01", "days": 305}));
}

#[test]
fn the_echo_says_the_fact_and_what_stands() {
    let home = with_clock();
    let said = home.ok(&["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04"]);
    for part in ["Mon 2 Nov", "Wed 4 Nov", "323 of 326 days", "305 days", "onward undo"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn what_is_said_of_a_slip_judges_nobody() {
    let home = with_clock();
    let said = home.ok(&["slip", "alcohol"]) + &home.ok(&["streak", "--runs"]) + &home.ok(&["slip", "--help"]);
    for word in ["relapse", "fail", "reset", "lost", "sorry", "back to"] {
        assert!(!said.to_lowercase().contains(word), "{word}:\n{said}");
    }
}

#[test]
fn a_slip_today_starts_the_next_run_tomorrow() {
    let home = with_clock();
    home.ok(&["slip", "alcohol"]);
    let standing = standing(&home);
    assert_eq!((&standing["status"], &standing["today"]), (&json!("starts_tomorrow"), &json!("used")));
    assert_eq!((&standing["full_days"], &standing["day_number"]), (&json!(0), &Value::Null));
    // Today is not over: it is no tracked day, so it is no day of use among them yet.
    assert_eq!(days(&home), [326, 0, 326]);
}

#[test]
fn a_slip_until_yesterday_makes_today_day_one() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--on", "yesterday"]);
    let standing = standing(&home);
    assert_eq!((&standing["status"], &standing["full_days"]), (&json!("sober"), &json!(0)));
    assert_eq!((&standing["day_number"], &standing["sober_since"]), (&json!(1), &json!("2026-11-23")));
}

#[test]
fn weekdays_are_those_just_past() {
    let mut home = with_clock();
    home.at("2026-11-26T12:00:00+00:00");
    let slip = home.json(&["slip", "alcohol", "--from", "mon", "--to", "wed", "--trigger", "payday"])["slip"].clone();
    assert_eq!((&slip["from"], &slip["to"]), (&json!("2026-11-23"), &json!("2026-11-25")));
    assert_eq!((&slip["trigger"], &slip["note"]), (&json!("payday"), &Value::Null));
}

#[test]
fn a_note_can_come_from_standard_input() {
    let home = with_clock();
    let said = home.pipe(&["slip", "alcohol", "--note", "-", "--json"], b"payday, alone\n");
    let document: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(document["slip"]["note"], "payday, alone");
    assert!(!home.ok(&["history"]).contains("payday"));
}

#[test]
fn overlapping_slips_are_counted_as_their_union() {
    let home = with_clock();
    for (from, to) in [("2026-11-02", "2026-11-05"), ("2026-11-04", "2026-11-07"), ("2026-11-03", "2026-11-03")] {
        home.ok(&["slip", "alcohol", "--from", from, "--to", to]);
    }
    assert_eq!(days(&home), [320, 6, 305]);
    assert_eq!(standing(&home)["slips"], 3);
    assert_eq!(standing(&home)["runs"].as_array().unwrap().len(), 2);
}

#[test]
fn slips_on_days_next_to_each_other_leave_no_run_between_them() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--on", "2026-11-02"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-03"]);
    assert_eq!(standing(&home)["runs"].as_array().unwrap().len(), 2);
    assert_eq!(days(&home), [324, 2, 305]);
}

#[test]
fn a_slip_on_the_first_day_leaves_no_empty_run() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--on", "2026-01-01"]);
    assert_eq!(standing(&home)["runs"], json!([{"from": "2026-01-02", "to": null, "days": 325}]));
    assert_eq!(days(&home), [325, 1, 325]);
}

#[test]
fn a_slip_before_the_clock_began_is_refused() {
    let home = with_clock();
    let said = home.fails(1, &["slip", "alcohol", "--from", "2025-12-30", "--to", "2026-01-02"]);
    assert!(said.contains("--since"), "{said}");
    home.ok(&["clock", "edit", "alcohol", "--since", "2025-12-01"]);
    home.ok(&["slip", "alcohol", "--from", "2025-12-30", "--to", "2026-01-02"]);
}

#[test]
fn the_only_clock_needs_no_name_and_two_do() {
    let home = with_clock();
    assert_eq!(home.json(&["slip", "--on", "2026-11-02"])["slip"]["clock"], "alcohol");
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    assert!(home.fails(2, &["slip"]).contains("CLOCK"));
}

#[test]
fn while_a_slip_is_ongoing_there_is_no_current_run() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    let standing = standing(&home);
    assert_eq!((&standing["status"], &standing["sober_since"]), (&json!("ongoing_slip"), &Value::Null));
    assert_eq!((&standing["day_number"], &standing["next_milestone"]), (&Value::Null, &Value::Null));
    assert_eq!(days(&home), [323, 3, 323]);
}

#[test]
fn an_ongoing_slip_grows_with_the_days() {
    let mut home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    home.at("2026-11-30T12:00:00+00:00");
    assert_eq!(days(&home), [323, 10, 323]);
}

#[test]
fn a_clock_has_at_most_one_ongoing_slip() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    assert!(home.fails(1, &["slip", "alcohol", "--ongoing"]).contains("onward resume alcohol"));
    let ended = home.id_of(&["slip", "alcohol", "--on", "2026-11-02"]);
    home.fails(1, &["slip", "edit", &ended, "--ongoing"]);
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    home.ok(&["slip", "nicotine", "--ongoing"]);
}

#[test]
fn resume_names_the_first_sober_day() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-16", "--ongoing"]);
    let resumed = home.json(&["resume", "alcohol", "--on", "friday"]);
    assert_eq!(resumed["slip"]["to"], "2026-11-19");
    let standing = standing(&home);
    assert_eq!((&standing["sober_since"], &standing["full_days"]), (&json!("2026-11-20"), &json!(3)));
    assert_eq!((&standing["day_number"], &standing["used_days"]), (&json!(4), &json!(4)));
}

#[test]
fn resume_is_today_unless_said_otherwise_and_finds_the_only_ongoing_slip() {
    let home = with_clock();
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    let said = home.ok(&["resume"]);
    assert!(said.contains("Mon 23 Nov (today)") && said.contains("alcohol"), "{said}");
    assert_eq!(standing(&home)["day_number"], 1);
}

#[test]
fn resume_without_an_ongoing_slip_is_refused() {
    let home = with_clock();
    home.fails(1, &["resume"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02"]);
    home.fails(1, &["resume", "alcohol"]);
}

#[test]
fn resume_on_or_before_the_first_day_of_use_is_refused() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    home.fails(1, &["resume", "alcohol", "--on", "2026-11-20"]);
    home.fails(1, &["resume", "alcohol", "--on", "2026-11-19"]);
    home.fails(1, &["resume", "alcohol", "--on", "2026-11-24"]);
}

#[test]
fn resume_inside_another_slip_leaves_that_day_used() {
    let home = with_clock();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--to", "2026-11-21"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-19", "--ongoing"]);
    home.ok(&["resume", "alcohol", "--on", "2026-11-20"]);
    assert_eq!(standing(&home)["sober_since"], "2026-11-22");
    assert_eq!(standing(&home)["used_days"], 3);
}

#[test]
fn a_slip_can_be_corrected_and_removed_by_its_id() {
    let home = with_clock();
    let id = home.id_of(&["slip", "alcohol", "--on", "2026-11-02", "--trigger", "payday"]);
    let slip = home.json(&["slip", "edit", &id, "--to", "2026-11-04", "--note", "x"])["slip"].clone();
    assert_eq!((&slip["from"], &slip["to"]), (&json!("2026-11-02"), &json!("2026-11-04")));
    assert_eq!((&slip["trigger"], &slip["note"]), (&json!("payday"), &json!("x")));
    home.fails(2, &["slip", "edit", &id, "--to", "2026-11-01"]);
    home.fails(1, &["slip", "edit", &id, "--from", "2025-12-31"]);
    home.ok(&["slip", "remove", &id, "--yes"]);
    assert_eq!(days(&home), [326, 0, 326]);
}

#[test]
fn a_slip_seen_from_a_zone_where_its_day_has_not_come_counts_nothing_twice() {
    let mut home = with_clock();
    home.zone("XXX-13").ok(&["slip", "alcohol"]);
    home.zone("XXX+11");
    let standing = standing(&home);
    let counted = ["sober_days", "used_days", "tracked_days"].map(|key| standing[key].as_i64().unwrap());
    assert_eq!(counted, [326, 0, 326], "{standing}");
}
