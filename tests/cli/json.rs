//! The JSON contract: exact keys, absent values as null, numbers as the design counts them by hand.

use serde_json::{Value, json};

use crate::harness::Home;

const NOW: &str = "2026-11-23T21:30:00+00:00";

/// The document without the id of this record, which chance decides.
fn without_id(mut document: Value, record: &str) -> Value {
    let id = document[record].as_object_mut().and_then(|record| record.remove("id"));
    let text = id.as_ref().and_then(Value::as_str).unwrap_or_default();
    assert_eq!(text.len(), 36, "{record} has no id in full: {document}");
    document
}

#[test]
fn streak_counts_runs_shares_and_confirmed_days() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "aa"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04"]);
    // The third of November was a day of use: that check-in is kept and confirms nothing.
    for day in ["2026-01-10", "2026-11-03", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"] {
        home.ok(&["checkin", "good", "--sober", "--on", day]);
    }
    let expected = json!({
        "as_of": "2026-11-23",
        "clocks": [{
            "name": "alcohol", "programme": "aa", "hidden": false, "since": "2026-01-01",
            "status": "sober", "sober_since": "2026-11-05", "full_days": 18, "day_number": 19, "longest_days": 305,
            "tracked_days": 326, "sober_days": 323, "used_days": 3, "confirmed_days": 4, "today": "confirmed",
            "slips": 1,
            "runs": [
                {"from": "2026-01-01", "to": "2026-11-01", "days": 305},
                {"from": "2026-11-05", "to": null, "days": 18},
            ],
            "next_milestone": {"label": "30 days", "date": "2026-12-05", "in_days": 12, "token": "red chip"},
            "stopped_on": null,
        }],
        "checkins": {"streak_days": 4, "longest_days": 4, "pending": false, "days": 6, "last": "2026-11-23"},
    });
    assert_eq!(home.json(&["streak"]), expected);
}

#[test]
fn streak_has_nulls_where_there_is_no_current_run() {
    let home = Home::new();
    home.ok(&["clock", "add", "sugar", "--since", "2026-11-20", "--milestones", "none"]);
    home.ok(&["slip", "sugar", "--from", "2026-11-22", "--ongoing"]);
    let clock = json!({
        "name": "sugar", "programme": null, "hidden": false, "since": "2026-11-20",
        "status": "ongoing_slip", "sober_since": null, "full_days": 0, "day_number": null, "longest_days": 2,
        "tracked_days": 3, "sober_days": 2, "used_days": 1, "confirmed_days": 0, "today": "used",
        "slips": 1, "runs": [{"from": "2026-11-20", "to": "2026-11-21", "days": 2}],
        "next_milestone": null, "stopped_on": null,
    });
    let checkins = json!({"streak_days": 0, "longest_days": 0, "pending": false, "days": 0, "last": null});
    let mut found = home.json(&["streak"]);
    // Whether a streak of no days is pending is not laid down.
    found["checkins"]["pending"] = json!(false);
    assert_eq!(found, json!({"as_of": "2026-11-23", "clocks": [clock], "checkins": checkins}));
}

#[test]
fn streak_of_a_slip_until_today_starts_tomorrow() {
    let home = Home::new();
    home.ok(&["clock", "add", "sugar", "--since", "2026-11-20"]);
    home.ok(&["slip", "sugar"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!(clock["status"], "starts_tomorrow");
    assert_eq!(clock["sober_since"], "2026-11-24");
    assert_eq!((&clock["full_days"], &clock["day_number"]), (&json!(0), &Value::Null));
    assert_eq!((&clock["tracked_days"], &clock["sober_days"], &clock["used_days"]), (&json!(3), &json!(3), &json!(0)));
    assert_eq!(clock["runs"], json!([{"from": "2026-11-20", "to": "2026-11-22", "days": 3}]));
}

/// Five met weeks in August, a single meeting on 7 September, two met weeks before this one and this one met.
fn months_of_meetings() -> Home {
    let home = Home::new();
    home.ok(&["goal", "set", "meetings", "2", "--per", "week"]);
    for monday in ["2026-08-03", "2026-08-10", "2026-08-17", "2026-08-24"] {
        home.ok(&["attend", "Step", "--programme", "aa", "--on", monday]);
        home.ok(&["attend", "Step", "--programme", "aa", "--on", monday]);
    }
    for day in ["2026-08-31", "2026-09-02", "2026-09-07", "2026-11-10", "2026-11-10", "2026-11-17", "2026-11-20"] {
        home.ok(&["attend", "Step", "--programme", "aa", "--on", day]);
    }
    home.ok(&["attend", "Basic", "--programme", "na", "--shared", "--service"]);
    home.ok(&["attend", "Basic", "--programme", "na", "--chaired", "--shared"]);
    home
}

#[test]
fn attendance_counts_weeks_consistency_streak_and_gaps() {
    let mondays = [
        ("2026-08-31", 2),
        ("2026-09-07", 1),
        ("2026-09-14", 0),
        ("2026-09-21", 0),
        ("2026-09-28", 0),
        ("2026-10-05", 0),
        ("2026-10-12", 0),
        ("2026-10-19", 0),
        ("2026-10-26", 0),
        ("2026-11-02", 0),
        ("2026-11-09", 2),
        ("2026-11-16", 2),
        ("2026-11-23", 2),
    ];
    let week = |(week_of, attended): (&str, i32)| json!({"week_of": week_of, "attended": attended, "complete": week_of != "2026-11-23", "met": attended >= 2});
    let expected = json!({
        "as_of": "2026-11-23", "since": "2026-08-31", "until": "2026-11-23", "week_start": "monday",
        "goal_per_week": 2, "weeks": mondays.map(week),
        // Nine meetings in 85 days.
        "meetings": 9, "days_attended": 7, "per_week": 0.74,
        "complete_weeks": 12, "weeks_met": 3, "consistency": 0.25,
        "week_streak": 3, "longest_week_streak": 5, "longest_gap_days": 64, "days_since_last": 0,
        "by_programme": {"aa": 7, "na": 2},
        "by_role": {"attended": 9, "shared": 2, "chaired": 1, "spoke": 0, "service": 1},
        "pace": null,
    });
    assert_eq!(months_of_meetings().json(&["attendance"]), expected);
}

#[test]
fn attendance_of_a_cut_window_counts_only_the_days_inside() {
    let found = months_of_meetings().json(&["attendance", "--since", "2026-09-02", "--until", "2026-09-14"]);
    let expected = json!([
        {"week_of": "2026-08-31", "attended": 1, "complete": false, "met": false},
        {"week_of": "2026-09-07", "attended": 1, "complete": true, "met": false},
        {"week_of": "2026-09-14", "attended": 0, "complete": false, "met": false},
    ]);
    assert_eq!(found["weeks"], expected);
    assert_eq!((&found["since"], &found["until"]), (&json!("2026-09-02"), &json!("2026-09-14")));
    // Two meetings in 13 days; the streak looks over the whole history.
    assert_eq!((&found["meetings"], &found["per_week"]), (&json!(2), &json!(1.08)));
    assert_eq!((&found["complete_weeks"], &found["weeks_met"]), (&json!(1), &json!(0)));
    assert_eq!((&found["consistency"], &found["longest_gap_days"]), (&json!(0.0), &json!(5)));
    assert_eq!((&found["week_streak"], &found["longest_week_streak"]), (&json!(3), &json!(5)));
    assert_eq!(found["by_programme"], json!({"aa": 2}));
}

#[test]
fn attendance_of_nothing_has_nulls_and_not_zeroes() {
    let home = Home::new();
    let found = home.json(&["attendance"]);
    assert_eq!((&found["goal_per_week"], &found["meetings"]), (&json!(1), &json!(0)));
    assert_eq!((&found["longest_gap_days"], &found["days_since_last"]), (&Value::Null, &Value::Null));
    assert_eq!((&found["consistency"], &found["per_week"]), (&json!(0.0), &json!(0.0)));
    assert_eq!(found["by_programme"], json!({}));
    let today = home.json(&["attendance", "--since", "today"]);
    assert_eq!((&today["complete_weeks"], &today["consistency"]), (&json!(0), &Value::Null));
}

#[test]
fn attendance_carries_the_pace_of_so_many_meetings_in_so_many_days() {
    let home = Home::new();
    home.ok(&["goal", "set", "meetings", "10", "--in", "20d", "--from", "2026-11-14"]);
    for day in ["2026-11-13", "2026-11-14", "2026-11-14", "2026-11-20", "2026-11-23"] {
        home.ok(&["attend", "Step", "--on", day]);
    }
    // Nine of twenty days are over and ask for 4.5 meetings; six are missing in the 11 days left.
    let expected = json!({
        "target": 10, "days": 20, "from": "2026-11-14", "until": "2026-12-03", "once_a_day": false,
        "attended": 4, "days_left": 11, "needed_per_day": 0.5455, "on_pace": false,
    });
    assert_eq!(home.json(&["attendance"])["pace"], expected);
}

#[test]
fn checkin_says_everything_that_was_recorded() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["checkin", "okay", "--on", "yesterday"]);
    let words = ["checkin", "2", "--sober", "--craving", "7", "--anxiety", "0", "--connection", "10"];
    let more = ["--halt", "tired,lonely", "--gratitude", "tea", "--note", "line one\nline two"];
    let expected = json!({
        "as_of": "2026-11-23",
        "checkin": {
            "day": "2026-11-23", "recorded_at": NOW, "mood": 2, "craving": 7, "anxiety": 0, "connection": 10,
            "halt": ["lonely", "tired"], "sober": ["alcohol"], "gratitude": "tea", "note": "line one\nline two",
            "source": null,
        },
        "streak_days": 2,
    });
    assert_eq!(without_id(home.json(&[&words[..], &more].concat()), "checkin"), expected);
}

#[test]
fn checkin_has_nulls_for_what_was_not_said() {
    let expected = json!({
        "as_of": "2026-11-23",
        "checkin": {
            "day": "2026-11-22", "recorded_at": NOW, "mood": null, "craving": null, "anxiety": null,
            "connection": null, "halt": ["angry"], "sober": [], "gratitude": null, "note": null, "source": null,
        },
        "streak_days": 1,
    });
    let found = Home::new().json(&["checkin", "--halt", "angry", "--on", "yesterday"]);
    assert_eq!(without_id(found, "checkin"), expected);
}

#[test]
fn attend_says_everything_that_was_recorded() {
    let home = Home::new();
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["meeting", "add", "Noon online", "--programme", "smart", "--venue", "online"]);
    let words = ["attend", "noon", "--service", "--shared", "--fit", "4", "--note", "warm"];
    let proof = ["--proof", "chit", "--by", "J.B.", "--ref", "1042"];
    let expected = json!({
        "as_of": "2026-11-23",
        "attendance": {
            "day": "2026-11-23", "meeting": "Noon online", "programme": "smart", "venue": "online",
            "roles": ["attended", "shared", "service"], "fit": 4,
            "proof": {"kind": "chit", "by": "J.B.", "reference": "1042"}, "note": "warm", "recorded_at": NOW, "source": null,
            "start": null, "place": null, "liked": null, "missed": null,
        },
        "this_week": {"attended": 1, "goal": 3},
    });
    assert_eq!(without_id(home.json(&[&words[..], &proof].concat()), "attendance"), expected);
}

#[test]
fn attend_has_nulls_for_what_was_not_said() {
    let expected = json!({
        "as_of": "2026-11-23",
        "attendance": {
            "day": "2026-11-22", "meeting": "St Mary's", "programme": null, "venue": null, "roles": ["attended"],
            "fit": null, "proof": null, "note": null, "recorded_at": NOW, "source": null,
            "start": null, "place": null, "liked": null, "missed": null,
        },
        "this_week": {"attended": 0, "goal": 1},
    });
    let found = Home::new().json(&["attend", "St Mary's", "--on", "yesterday"]);
    assert_eq!(without_id(found, "attendance"), expected);
}

#[test]
fn contact_due_lists_the_most_overdue_first() {
    let mut home = Home::new();
    home.at("2026-11-10T12:00:00+00:00");
    home.ok(&["contact", "add", "Lee", "--every", "13d"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--every", "2d"]);
    home.ok(&["contact", "add", "Sam", "--role", "friend", "--every", "1w"]);
    home.ok(&["contact", "add", "Ann", "--every", "30d"]);
    home.ok(&["contact", "add", "Zoe"]);
    home.at(NOW);
    home.ok(&["reach", "maria", "--on", "2026-11-20"]);
    home.ok(&["reach", "sam", "--on", "2026-11-14"]);
    home.ok(&["reach", "sam", "--on", "2026-11-12"]);
    let due = |name, role, every, last: Value, on, overdue| {
        json!({"name": name, "role": role, "every_days": every, "last_reached": last, "due_on": on,
               "overdue_days": overdue})
    };
    let expected = json!({"as_of": "2026-11-23", "due": [
        due("Sam", "friend", 7, json!("2026-11-14"), "2026-11-21", 2),
        due("Maria G", "sponsor", 2, json!("2026-11-20"), "2026-11-22", 1),
        due("Lee", "peer", 13, Value::Null, "2026-11-23", 0),
    ]});
    assert_eq!(home.json(&["contact", "due"]), expected);
    assert_eq!(Home::new().json(&["contact", "due"]), json!({"as_of": "2026-11-23", "due": []}));
}

#[test]
fn mood_is_the_mean_of_the_days_and_a_day_the_mean_of_its_entries() {
    let home = Home::new();
    for (mood, day) in [("4", "2026-11-20"), ("2", "2026-11-20"), ("great", "2026-11-21"), ("3", "2026-11-23")] {
        home.ok(&["checkin", mood, "--on", day]);
    }
    let day = |day: &str, mood: Value, entries: i32| json!({"day": day, "mood": mood, "entries": entries});
    let mut found = home.json(&["mood", "--days", "5"]);
    let document = found.as_object_mut().unwrap();
    // 3, 5 and 3: lowest, highest and the deviation around 11/3.
    let beyond = ["lowest", "highest", "spread"].map(|key| document.remove(key));
    assert_eq!(beyond, [Some(json!(3.0)), Some(json!(5.0)), Some(json!(1.15))]);
    // Weeks and scales: `mood.rs`.
    let more = ["week_start", "by_week", "craving", "anxiety", "connection"];
    assert!(more.into_iter().all(|key| document.remove(key).is_some()));
    let expected = json!({
        "as_of": "2026-11-23", "since": "2026-11-19", "until": "2026-11-23", "days": 5, "days_with_mood": 3,
        "mean": 3.67,
        "by_day": [
            day("2026-11-19", Value::Null, 0), day("2026-11-20", json!(3.0), 2), day("2026-11-21", json!(5.0), 1),
            day("2026-11-22", Value::Null, 0), day("2026-11-23", json!(3.0), 1),
        ],
    });
    assert_eq!(found, expected);
}

#[test]
fn mood_of_nothing_is_null() {
    let found = Home::new().json(&["mood"]);
    assert_eq!((&found["days"], &found["days_with_mood"], &found["mean"]), (&json!(30), &json!(0), &Value::Null));
    assert_eq!(found["by_day"].as_array().unwrap().len(), 30);
    assert_eq!((&found["since"], &found["until"]), (&json!("2026-10-25"), &json!("2026-11-23")));
}

/// Every command that the contract does not spell out, one after the other in one home.
const OTHERS: &[&[&str]] = &[
    &[],
    &["today"],
    &["today", "--short"],
    &["history"],
    &["milestones"],
    &["calendar"],
    &["help"],
    &["help", "days"],
    &["completions", "bash"],
    &["clock", "list"],
    &["clock", "add", "alcohol", "--since", "2026-01-01"],
    &["clock", "list"],
    &["clock", "show", "alcohol"],
    &["clock", "edit", "alcohol", "--programme", "aa"],
    &["clock", "hide", "alcohol"],
    &["clock", "stop", "alcohol"],
    &["clock", "stop", "alcohol", "--off"],
    &["slip", "alcohol", "--from", "2026-11-20", "--ongoing"],
    &["slip", "list"],
    &["resume", "alcohol"],
    &["meeting", "list"],
    &["meeting", "add", "Step", "--day", "tue", "--time", "19:30"],
    &["meeting", "show", "step"],
    &["meeting", "edit", "step", "--time", "20:00"],
    &["attend", "list"],
    &["contact", "list"],
    &["contact", "add", "Maria G", "--every", "2d"],
    &["contact", "show", "maria"],
    &["contact", "edit", "maria", "--role", "sponsor"],
    &["reach", "maria"],
    &["reach", "list"],
    &["goal", "list"],
    &["goal", "set", "meetings", "3", "--per", "week"],
    &["goal", "list"],
    &["goal", "remove", "meetings", "--yes"],
    &["config", "list"],
    &["config", "get", "week-start"],
    &["config", "set", "week-start", "sunday"],
    &["checkin", "good"],
    &["checkin", "list"],
    &["today"],
    &["today", "--short"],
    &["milestones"],
    &["undo"],
    &["redo"],
    &["history"],
    &["contact", "remove", "maria", "--yes"],
    &["meeting", "remove", "step", "--yes"],
    &["clock", "remove", "alcohol", "--yes"],
];

#[test]
fn every_command_prints_one_object_that_says_its_day() {
    let home = Home::new();
    for args in OTHERS {
        let document = home.json(args);
        assert_eq!(document["as_of"], "2026-11-23", "onward {args:?}: {document}");
        assert!(document.as_object().unwrap().len() > 1, "onward {args:?} says nothing: {document}");
    }
}

#[test]
fn every_record_can_be_listed_shown_edited_and_removed_in_json() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["contact", "add", "Maria G"]);
    let records: [(&str, &str, &[&str]); 4] = [
        ("checkin", "checkin", &["checkin", "good"]),
        ("slip", "slip", &["slip", "alcohol", "--on", "2026-11-02"]),
        ("attend", "attendance", &["attend", "Open meeting"]),
        ("reach", "reach", &["reach", "maria"]),
    ];
    for (command, key, add) in records {
        let id = home.id_of(add);
        let edited = home.json(&[command, "edit", &id, "--note", "other"]);
        assert_eq!((&edited[key]["id"], &edited[key]["note"]), (&json!(id), &json!("other")), "{edited}");
        assert_eq!(home.json(&[command, "show", &id[28..]])[key], edited[key]);
        let removed = home.json(&[command, "remove", &id, "--yes"]);
        assert_eq!(removed[key]["id"], json!(id), "{removed}");
        let left = home.json(&[command, "list"]);
        let lists = left.as_object().unwrap().values().filter_map(Value::as_array);
        assert_eq!(lists.map(Vec::len).collect::<Vec<_>>(), [0], "{left}");
    }
}

#[test]
fn json_is_never_coloured() {
    let home = Home::new();
    home.ok(&["checkin", "good", "--sober"]);
    for args in [["today"], ["streak"], ["attendance"]] {
        let out = home.ok(&[&args[..], &["--json", "--color", "always"]].concat());
        assert!(!out.contains('\u{1b}'), "{out:?}");
        assert_eq!(out.lines().count(), 1, "{out}");
    }
}
