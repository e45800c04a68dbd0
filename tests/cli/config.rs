//! `config`: where a rule is wrong for a person, it is a setting.

use serde_json::{Value, json};

use crate::harness::Home;

fn get(home: &Home, key: &str) -> Value {
    home.json(&["config", "get", key])["settings"][0]["value"].clone()
}

fn today(home: &Home) -> Value {
    home.json(&["checkin", "good"])["checkin"]["day"].clone()
}

#[test]
fn every_setting_has_its_default() {
    let home = Home::new();
    let defaults = [
        ("day-start", json!("00:00")),
        ("week-start", json!("monday")),
        ("country", Value::Null),
        ("programme", Value::Null),
        ("backups", json!("10")),
        ("lock-after", json!("15")),
        ("near", json!(null)),
    ];
    for (key, value) in defaults {
        assert_eq!(get(&home, key), value, "{key}");
    }
    assert_eq!(home.json(&["config", "list"])["settings"].as_array().unwrap().len(), 7);
}

#[test]
fn a_setting_is_kept_and_can_go_back() {
    let home = Home::new();
    for (key, value, kept) in [
        ("day-start", "4:30", "04:30"),
        ("week-start", "sun", "sunday"),
        ("country", "gb", "GB"),
        ("programme", "AA", "aa"),
    ] {
        let before = get(&home, key);
        let said = home.ok(&["config", "set", key, value]);
        assert!(said.contains(key) && said.contains(kept) && said.contains("onward undo"), "{said}");
        assert_eq!(get(&home, key), kept);
        home.ok(&["config", "set", key, "default"]);
        assert_eq!(get(&home, key), before);
    }
}

#[test]
fn with_a_later_day_start_a_late_night_belongs_to_the_day_before() {
    let mut home = Home::new();
    home.ok(&["config", "set", "day-start", "04:00"]);
    for (now, day) in [
        ("2026-11-24T01:30:00+00:00", "2026-11-23"),
        ("2026-11-24T03:59:59+00:00", "2026-11-23"),
        ("2026-11-24T04:00:00+00:00", "2026-11-24"),
    ] {
        home.at(now);
        assert_eq!(today(&home), day, "{now}");
        assert_eq!(home.json(&["today"])["as_of"], day);
    }
}

#[test]
fn a_new_day_start_rewrites_no_stored_day() {
    let mut home = Home::new();
    home.at("2026-11-24T01:30:00+00:00");
    assert_eq!(today(&home), "2026-11-24");
    let before = home.json(&["checkin", "list"])["checkins"].clone();
    home.ok(&["config", "set", "day-start", "04:00"]);
    assert_eq!(home.json(&["checkin", "list"])["checkins"], before);
    assert_eq!(today(&home), "2026-11-23");
}

#[test]
fn a_day_starts_at_noon_at_the_latest() {
    let home = Home::new();
    home.ok(&["config", "set", "day-start", "12:00"]);
    for wrong in ["12:01", "24:00", "4am", "-1:00"] {
        home.fails(2, &["config", "set", "day-start", wrong]);
    }
}

#[test]
fn what_no_setting_can_be_is_refused() {
    let home = Home::new();
    for (key, wrong) in [("week-start", "someday"), ("country", "Britain"), ("programme", ""), ("volume", "11")] {
        assert!(home.fails(2, &["config", "set", key, wrong]).contains(key), "{key}");
    }
}
