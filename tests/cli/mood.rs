//! `mood`: a mean that says over how many days, and gaps that stay gaps.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home with one mood on each of these days.
fn felt(days: &[(&str, &str)]) -> Home {
    let home = Home::new();
    for (mood, day) in days {
        home.ok(&["checkin", mood, "--on", day]);
    }
    home
}

#[test]
fn the_mean_says_its_window_its_denominator_and_what_is_missing() {
    let said = felt(&[("5", "2026-11-20"), ("2", "2026-11-21"), ("4", "2026-11-23")]).ok(&["mood", "--days", "7"]);
    for part in ["Tue 17 Nov to Mon 23 Nov", "3.7 of 5 over 3 of the last 7 days", "4 days without"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn the_sparkline_has_a_mark_for_every_day_and_a_dot_for_a_gap() {
    let said = felt(&[("1", "2026-11-20"), ("3", "2026-11-21"), ("5", "2026-11-23")]).ok(&["mood", "--days", "5"]);
    let line = said.lines().find(|line| line.contains('█')).unwrap_or_default().trim();
    assert_eq!(line, "·▁▅·█", "{said}");
}

#[test]
fn the_window_ends_today_and_holds_the_days_asked_for() {
    let home = felt(&[("1", "2026-11-16"), ("5", "2026-11-17")]);
    let found = home.json(&["mood", "--days", "7"]);
    assert_eq!(
        (&found["since"], &found["days_with_mood"], &found["mean"]),
        (&json!("2026-11-17"), &json!(1), &json!(5.0))
    );
    let wider = home.json(&["mood", "--days", "8"]);
    assert_eq!((&wider["days_with_mood"], &wider["mean"]), (&json!(2), &json!(3.0)));
}

#[test]
fn a_check_in_without_a_mood_is_no_mood() {
    let home = Home::new();
    home.ok(&["checkin", "--craving", "3"]);
    let found = home.json(&["mood"]);
    assert_eq!((&found["days_with_mood"], &found["mean"]), (&json!(0), &Value::Null));
    assert!(home.ok(&["mood"]).contains("onward checkin"));
}

#[test]
fn a_single_day_has_no_spread() {
    assert_eq!(felt(&[("3", "today")]).json(&["mood"])["spread"], Value::Null);
}
