//! A machine whose clock or zone cannot be right: every command works or refuses clearly, and the doctor says so.

use serde_json::{Value, json};

use crate::harness::{Answer, Home, fed};

/// A home with something to count, recorded on 2026-11-23.
fn lived_in() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01", "--programme", "aa"]);
    home.ok(&["checkin", "good", "--sober"]);
    home.ok(&["meeting", "add", "Open meeting", "--day", "mon", "--time", "19:30"]);
    home.ok(&["attend", "Open meeting"]);
    home.ok(&["contact", "add", "Maria", "--every", "7"]);
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["urge", "6"]);
    home.ok(&["win", "a walk"]);
    home
}

/// What the doctor found about one thing; null where it found nothing.
fn finding(home: &Home, about: &str) -> (i32, Value) {
    let answer = home.run(&["doctor", "--json"]);
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    let found = document["findings"].as_array().unwrap().iter().find(|found| found["about"] == about);
    (answer.code, found.cloned().unwrap_or_default())
}

/// Insists that a command did its work, or said what to do.
fn refused_or_done(args: &[&str], answer: &Answer, when: &str) {
    // What is due is told by the exit code, and so is what the doctor found.
    let told = ["due", "doctor"].contains(&args[0]) && answer.err.is_empty();
    let clear = answer.err.starts_with("error: ") && answer.err.contains("hint: ") && [1, 2, 3].contains(&answer.code);
    assert!(answer.code == 0 || told || clear, "{when} {args:?}: {} {}", answer.code, answer.err);
}

const EVERYTHING: &[&[&str]] = &[
    &["today"],
    &["due"],
    &["streak", "--runs"],
    &["attendance"],
    &["mood"],
    &["calendar"],
    &["urges"],
    &["milestones"],
    &["history"],
    &["insight"],
    &["report"],
    &["sos"],
    &["meeting", "calendar"],
    &["milestones", "--calendar"],
    &["checkin", "list"],
    &["export"],
    &["backup"],
    &["backup", "list"],
    &["doctor"],
    &["checkin", "okay"],
    &["urge", "3"],
    &["urge", "done", "--outcome", "passed"],
    &["win", "another"],
    &["win", "again"],
    &["attend", "Open meeting"],
    &["slip", "alcohol"],
    &["resume"],
    &["undo"],
    &["redo"],
    &["clock", "add", "tobacco"],
    &["attendance", "sheet", "--since", "2026-11-01", "-o", "-", "--format", "csv"],
    &["remind", "show"],
    &["shared"],
    &["help"],
    &["man"],
    &["completions", "bash"],
];

#[test]
fn every_command_works_or_refuses_clearly_whatever_the_year() {
    for (now, zone) in [
        ("1900-01-01T00:00:00+00:00", "UTC0"),
        ("1900-01-01T00:00:00+00:00", "HST10"),
        ("1965-01-01T12:00:00+00:00", "UTC0"),
        ("1969-12-31T23:59:59+00:00", "NZST-12"),
        ("2038-01-19T03:14:08+00:00", "UTC0"),
        ("9999-12-31T23:59:59+00:00", "UTC0"),
        ("9999-12-31T23:59:59+00:00", "NZST-12"),
    ] {
        let mut home = lived_in();
        home.at(now).zone(zone);
        for args in EVERYTHING {
            refused_or_done(args, &home.run(args), &format!("{now} {zone}"));
        }
    }
}

#[test]
fn a_year_that_no_record_can_have_is_refused() {
    let mut home = lived_in();
    for now in [
        "0000-01-01T00:00:00+00:00",
        "-0001-01-01T00:00:00+00:00",
        "+10000-01-01T00:00:00+00:00",
        "1899-12-31T23:59:59+00:00",
    ] {
        let said = home.at(now).fails(2, &["checkin", "good"]);
        assert!(said.starts_with("error: ONWARD_NOW: ") && said.contains("hint: unset ONWARD_NOW"), "{now}: {said}");
    }
}

#[test]
fn the_doctor_says_when_the_clock_is_behind_what_is_recorded() {
    let mut home = lived_in();
    assert_eq!(finding(&home, "clock").1["state"], "fine");
    home.at("2026-11-22T22:00:00+00:00");
    assert_eq!(finding(&home, "clock").1["state"], "fine", "a day is how far a clock is set after a journey");
    for now in ["2026-11-20T21:30:00+00:00", "1965-01-01T00:00:00+00:00"] {
        let (code, found) = finding(home.at(now), "clock");
        assert_eq!((code, &found["state"]), (3, &json!("wrong")), "{found}");
        assert!(found["said"].as_str().unwrap().contains("23 November 2026"), "{found}");
    }
    let mut empty = Home::new();
    let (code, found) = finding(empty.at("1969-06-01T00:00:00+00:00"), "clock");
    assert_eq!((code, &found["state"]), (3, &json!("wrong")), "no clock is older than the program");
}

#[test]
fn a_zone_that_is_none_is_said_once_by_today_and_by_the_doctor() {
    for none in ["Mars/Olympus", "UTC+99", "/nowhere/at/all", "UTC+24:30", "XYZ-24", "words in a row"] {
        let mut home = lived_in();
        assert_eq!(home.json(&["today"])["unknown_zone"], Value::Null);
        assert_eq!(finding(&home, "zone").1, Value::Null);
        home.zone(none);
        let said = home.ok(&["today"]);
        assert_eq!(said.matches("is no time zone").count(), 1, "{none}: {said}");
        assert!(said.contains(&format!("TZ is \"{none}\"")) && said.contains("UTC+00:00"), "{said}");
        assert_eq!(home.json(&["today"])["unknown_zone"], none);
        let (code, found) = finding(&home, "zone");
        assert_eq!((code, &found["state"]), (3, &json!("wrong")));
        // One that is a word, and one that is written like rules.
        for args in EVERYTHING.iter().filter(|_| ["Mars/Olympus", "XYZ-24"].contains(&none)) {
            let answer = home.run(args);
            refused_or_done(args, &answer, none);
            let told = ["today", "doctor"].contains(&args[0]);
            assert_eq!(
                answer.out.contains("no time zone") || answer.err.contains("no time zone"),
                told,
                "{none} {args:?}"
            );
        }
    }
    let mut empty = Home::new();
    assert!(empty.zone("Mars/Olympus").ok(&["today"]).contains("is no time zone"));
    assert_eq!(empty.ok(&["today", "--short"]), "");
}

#[test]
fn no_zone_at_all_and_an_empty_one_are_no_trouble() {
    let home = lived_in();
    for zone in [None, Some(""), Some("UTC"), Some("GMT0BST,M3.5.0/1,M10.5.0")] {
        let mut command = home.command();
        match zone {
            Some(zone) => command.env("TZ", zone),
            None => command.env_remove("TZ"),
        };
        let answer = fed(command, b"");
        assert_eq!((answer.code, answer.out.contains("time zone")), (0, false), "{zone:?}");
    }
}
