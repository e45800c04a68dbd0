//! `urge` and `urges`: a time of temptation, what came of it, and what the log shows of many.

use serde_json::{Value, json};

use crate::harness::Home;

const NOW: &str = "2026-11-23T21:30:00+00:00";

/// A clock on alcohol, and nothing else.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home
}

fn without_id(mut document: Value) -> Value {
    let id = document["urge"].as_object_mut().unwrap().remove("id").unwrap();
    assert_eq!(id.as_str().unwrap().len(), 36);
    document
}

#[test]
fn an_urge_keeps_all_that_was_said_of_it() {
    let words = ["urge", "7", "alc", "--trigger", "payday", "--halt", "tired,lonely", "--at", "20:15", "--note", "x"];
    let more = ["--choice", "substituted,delayed", "--did", "rang Maria", "--after", "2", "--minutes", "25"];
    let expected = json!({
        "as_of": "2026-11-23",
        "urge": {
            "day": "2026-11-23", "time": "20:15", "clock": "alcohol", "strength": 7, "trigger": "payday",
            "halt": ["lonely", "tired"], "choices": ["delayed", "substituted"], "did": "rang Maria",
            "strength_after": 2, "minutes": 25, "outcome": "passed", "note": "x", "recorded_at": NOW,
        },
        "passed": {"urges": 1, "since": "2026-11-23"},
    });
    assert_eq!(without_id(home().json(&[&words[..], &more, &["--outcome", "passed"]].concat())), expected);
}

#[test]
fn an_urge_has_nulls_for_what_was_not_said() {
    let expected = json!({
        "as_of": "2026-11-23",
        "urge": {
            "day": "2026-11-22", "time": null, "clock": null, "strength": 0, "trigger": null, "halt": [],
            "choices": [], "did": null, "strength_after": null, "minutes": null, "outcome": null, "note": null,
            "recorded_at": NOW,
        },
        "passed": null,
    });
    assert_eq!(without_id(home().json(&["urge", "0", "--on", "yesterday"])), expected);
}

#[test]
fn an_urge_of_today_has_the_time_of_now_and_one_of_another_day_only_what_was_given() {
    let home = home();
    assert_eq!(home.json(&["urge", "5"])["urge"]["time"], "21:30");
    assert_eq!(home.json(&["urge", "5", "--at", "none"])["urge"]["time"], Value::Null);
    assert_eq!(home.json(&["urge", "5", "--on", "friday", "--at", "23:59"])["urge"]["time"], "23:59");
}

#[test]
fn a_time_that_is_still_to_come_is_refused_by_the_day_it_would_lie_in() {
    let mut home = home();
    assert!(home.fails(1, &["urge", "5", "--at", "21:31"]).contains("21:31 today is still to come"));
    home.ok(&["config", "set", "day-start", "04:00"]);
    // Half past one in the night of Monday: ten in the evening was three hours ago, two o'clock is to come.
    home.at("2026-11-24T01:30:00+00:00");
    let urge = home.json(&["urge", "5", "--at", "22:30"])["urge"].clone();
    assert_eq!((&urge["day"], &urge["time"]), (&json!("2026-11-23"), &json!("22:30")));
    home.fails(1, &["urge", "5", "--at", "02:00"]);
    home.fails(1, &["urge", "edit", "--at", "02:00"]);
}

#[test]
fn an_urge_from_further_east_can_be_changed_where_its_time_is_still_to_come() {
    let mut home = home();
    home.ok(&["urge", "8"]);
    home.at("2026-11-23T22:00:00+00:00").zone("EST5");
    assert_eq!(home.json(&["urge", "edit", "--minutes", "20"])["urge"]["time"], "21:30");
    assert_eq!(home.json(&["urge", "done", "--outcome", "passed"])["urge"]["time"], "21:30");
    home.fails(1, &["urge", "edit", "--at", "21:30"]);
}

#[test]
fn the_echo_names_the_day_and_says_nothing_of_the_texts() {
    let home = home();
    let said = home.ok(&["urge", "7", "alcohol", "--trigger", "my secret", "--did", "my way", "--on", "yesterday"]);
    let expected = "Recorded for Sun 22 Nov (yesterday): an urge of strength 7, alcohol, a trigger, what was done. \
                    Take back: onward undo\n";
    assert_eq!(said, expected);
    let history = home.ok(&["history"]);
    assert!(!history.contains("secret") && !history.contains("my way"), "{history}");
}

#[test]
fn a_strong_urge_that_is_there_leads_to_people_and_a_weaker_one_only_to_its_end() {
    let home = home();
    let strong = home.ok(&["urge", "7"]);
    assert!(strong.contains("onward sos") && strong.contains("onward urge done"), "{strong}");
    let weaker = home.ok(&["urge", "6", "--outcome", "still-there"]);
    assert!(!weaker.contains("onward sos") && weaker.contains("onward urge done"), "{weaker}");
    let calmed = home.ok(&["urge", "9", "--after", "3", "--outcome", "still-there"]);
    assert!(!calmed.contains("onward sos"), "{calmed}");
    assert_eq!(home.ok(&["urge", "9", "--on", "friday"]).lines().count(), 1);
}

#[test]
fn an_urge_begun_before_is_completed_when_it_is_over() {
    let mut home = home();
    let id = home.id_of(&["urge", "8", "--trigger", "payday"]);
    home.at("2026-11-23T21:55:00+00:00");
    let done = home.json(&["urge", "done", "--outcome", "passed", "--after", "2", "--minutes", "25"])["urge"].clone();
    assert_eq!((&done["id"], &done["strength"], &done["trigger"]), (&json!(id), &json!(8), &json!("payday")));
    assert_eq!(
        (&done["strength_after"], &done["minutes"], &done["outcome"]),
        (&json!(2), &json!(25), &json!("passed"))
    );
    assert_eq!((&done["time"], &done["recorded_at"]), (&json!("21:30"), &json!(NOW)));
    assert!(home.fails(1, &["urge", "done", "--outcome", "used"]).contains("no urge is open"));
}

#[test]
fn done_means_the_latest_open_one_and_never_an_old_one_by_itself() {
    let home = home();
    let old = home.id_of(&["urge", "8", "--on", "2026-11-02"]);
    let said = home.fails(1, &["urge", "done", "--outcome", "passed"]);
    assert!(said.contains("Mon 2 Nov") && said.contains(&format!("onward urge done {}", &old[28..])), "{said}");
    let open = home.id_of(&["urge", "4", "--on", "yesterday"]);
    home.ok(&["urge", "6", "--outcome", "passed"]);
    assert_eq!(home.json(&["urge", "done", "--outcome", "still-there"])["urge"]["id"], json!(open));
    assert_eq!(home.json(&["urge", "done", &old[28..], "--outcome", "passed"])["urge"]["id"], json!(old));
}

#[test]
fn what_passed_is_counted_over_the_whole_log() {
    let home = home();
    assert!(home.ok(&["urge", "5", "--outcome", "passed", "--on", "2026-10-05"]).ends_with("\nIt passed.\n"));
    home.ok(&["urge", "5", "--outcome", "used", "--on", "2026-10-01"]);
    let said = home.ok(&["urge", "6", "--outcome", "passed"]);
    assert!(said.ends_with("\nIt passed. That makes 2 that passed since Mon 5 Oct.\n"), "{said}");
}

#[test]
fn use_is_said_calmly_and_no_slip_is_recorded() {
    let home = home();
    let said = home.ok(&["urge", "9", "alcohol", "--outcome", "used"]);
    assert!(said.contains("The day of use is recorded by itself, when you are ready: onward slip alcohol\n"), "{said}");
    assert!(said.ends_with("Someone to talk to: onward sos\n") && !said.contains('!'), "{said}");
    assert_eq!(home.json(&["slip", "list"])["slips"], json!([]));
    let before = home.ok(&["urge", "9", "alcohol", "--outcome", "used", "--on", "2026-11-20"]);
    assert!(before.contains("onward slip alcohol --on 2026-11-20\n"), "{before}");
    home.ok(&["slip", "alcohol"]);
    let after = home.ok(&["urge", "9", "alcohol", "--outcome", "used"]);
    assert!(!after.contains("onward slip"), "{after}");
}

#[test]
fn the_craving_of_a_check_in_is_no_urge_and_an_urge_no_craving() {
    let home = home();
    home.ok(&["checkin", "low", "--craving", "6"]);
    assert_eq!(home.json(&["urge", "list"])["urges"], json!([]));
    home.ok(&["urge", "9"]);
    assert_eq!(home.json(&["urges"])["urges"], 1);
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 1);
}

#[test]
fn an_edit_changes_what_is_named_and_none_takes_it_away() {
    let home = home();
    home.ok(&["urge", "7", "alcohol", "--trigger", "payday", "--halt", "tired", "--choice", "delayed", "--after", "2"]);
    let edited = home.json(&["urge", "edit", "--strength", "8", "--halt", "none", "--after", "none"])["urge"].clone();
    assert_eq!((&edited["strength"], &edited["halt"]), (&json!(8), &json!([])));
    assert_eq!((&edited["strength_after"], &edited["trigger"]), (&Value::Null, &json!("payday")));
    let words = ["urge", "edit", "--clock", "none", "--trigger", "", "--choice", "escaped", "--on", "yesterday"];
    let edited = home.json(&words)["urge"].clone();
    assert_eq!((&edited["clock"], &edited["trigger"]), (&Value::Null, &Value::Null));
    assert_eq!((&edited["choices"], &edited["day"]), (&json!(["escaped"]), &json!("2026-11-22")));
    assert_eq!(home.json(&["urge", "edit", "--clock", "alc"])["urge"]["clock"], "alcohol");
}

#[test]
fn an_urge_can_be_listed_shown_removed_and_brought_back() {
    let home = home();
    let id = home.id_of(&["urge", "7", "--note", "long\nnote"]);
    assert_eq!(home.json(&["urge", "show", &id[28..]])["urge"]["note"], "long\nnote");
    assert!(home.ok(&["urge", "list"]).contains("Mon 23 Nov"));
    let all = home.records();
    assert!(home.fails(2, &["urge", "remove", &id]).contains("the urge on Mon 23 Nov 2026, 21:30: strength 7"));
    home.ok(&["urge", "remove", &id, "--yes"]);
    assert_eq!(home.json(&["urge", "list"])["urges"], json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.records(), all);
}

#[test]
fn a_clock_that_is_removed_leaves_its_name_in_the_log() {
    let home = home();
    home.ok(&["urge", "7", "--clock", "alcohol"]);
    home.ok(&["clock", "remove", "alcohol", "--yes"]);
    assert_eq!(home.json(&["urge", "list"])["urges"][0]["clock"], "alcohol");
}

#[test]
fn a_trigger_or_what_was_done_can_come_from_standard_input_but_not_both() {
    let home = home();
    assert_eq!(home.pipe(&["urge", "7", "--trigger", "-"], b"a row\nat work\n").code, 0);
    assert_eq!(home.pipe(&["urge", "done", "--did", "-"], "went für a walk\n".as_bytes()).code, 0);
    let urge = home.json(&["urge", "list"])["urges"][0].clone();
    assert_eq!((&urge["trigger"], &urge["did"]), (&json!("a row\nat work"), &json!("went für a walk")));
    assert_eq!(home.pipe(&["urge", "7", "--trigger", "-", "--did", "-"], b"x").code, 2);
}

#[test]
fn what_cannot_be_meant_is_refused_and_changes_nothing() {
    let home = home();
    home.ok(&["urge", "5"]);
    assert!(home.fails(2, &["urge"]).contains("STRENGTH is missing"));
    assert!(home.fails(2, &["urge", "done"]).contains("--outcome passed"));
    for wrong in [&["11"][..], &["-1"], &["strong"], &["7", "alcohol", "--clock", "alcohol"]] {
        home.fails(2, &[&["urge"], wrong].concat());
    }
    assert!(home.fails(2, &["urge", "-1"]).contains("a whole number from 0 to 10"), "and not how to write a dash");
    for (flag, value) in [
        ("--halt", "sad"),
        ("--choice", "prayed"),
        ("--after", "11"),
        ("--minutes", "1441"),
        ("--minutes", "-5"),
        ("--outcome", "gone"),
        ("--at", "25:00"),
        ("--on", "someday"),
    ] {
        home.fails(2, &["urge", "7", flag, value]);
    }
    home.fails(1, &["urge", "7", "--on", "2026-11-24"]);
    assert!(home.fails(1, &["urge", "7", "alcool"]).contains("did you mean \"alcohol\"?"));
    home.fails(1, &["urge", "edit", "0000beef", "--strength", "3"]);
    home.fails(1, &["urges", "gambling"]);
    assert!(home.fails(2, &["urges", "--since", "today", "--until", "yesterday"]).contains("lies before"));
    home.fails(1, &["urges", "--until", "2026-12-01"]);
}

#[test]
fn a_log_without_an_urge_says_how_to_begin() {
    let home = Home::new();
    assert!(home.ok(&["urges"]).contains("No urge is logged yet. When one comes: onward urge 7"));
    assert!(home.fails(1, &["urge", "edit", "--strength", "3"]).contains("no urge is logged yet"));
    home.ok(&["urge", "7", "--on", "2026-03-02"]);
    let said = home.ok(&["urges"]);
    assert!(said.contains("the last is of Mon 2 Mar. Further back: onward urges --since 2026-03-02"), "{said}");
    assert_eq!(home.json(&["urges", "--since", "2026-03-02"])["urges"], 1);
}
