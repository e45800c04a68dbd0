//! `checkin`: what a person says of a day, and which day that is.

use serde_json::json;

use crate::harness::Home;

/// The day that a check-in with these words belongs to.
fn day_of(home: &Home, on: &str) -> String {
    home.json(&["checkin", "good", "--on", on])["checkin"]["day"].as_str().unwrap().to_owned()
}

#[test]
fn the_echo_names_the_day_what_was_said_and_the_way_back() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    let said = home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    let first = "Recorded for Sun 22 Nov (yesterday): mood good, sober. Take back: onward undo";
    assert_eq!(said.lines().next(), Some(first), "{said}");
    let today = home.ok(&["checkin", "low"]);
    assert!(today.starts_with("Recorded for Mon 23 Nov (today): mood low. Take back: onward undo"), "{today}");
}

#[test]
fn the_first_sober_answer_starts_a_clock_and_says_so() {
    let home = Home::new();
    let said = home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    assert!(said.contains("\"sobriety\"") && said.contains("Sun 22 Nov"), "{said}");
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["name"], &clock["since"]), (&json!("sobriety"), &json!("2026-11-22")));
    assert_eq!((&clock["full_days"], &clock["day_number"]), (&json!(1), &json!(2)));
    assert_eq!(clock["confirmed_days"], 1);
}

#[test]
fn a_check_in_without_the_answer_sober_starts_no_clock() {
    let home = Home::new();
    home.ok(&["checkin", "good"]);
    assert_eq!(home.json(&["clock", "list"])["clocks"], json!([]));
}

#[test]
fn a_mood_is_a_number_or_a_word_in_any_letters() {
    let home = Home::new();
    for (word, level) in [("awful", 1), ("Low", 2), ("OKAY", 3), ("4", 4), ("great", 5)] {
        assert_eq!(home.json(&["checkin", word])["checkin"]["mood"], level, "{word}");
    }
}

#[test]
fn every_part_can_stand_alone() {
    let home = Home::new();
    let parts: [&[&str]; 6] = [
        &["--sober"],
        &["--craving", "0"],
        &["--connection", "10"],
        &["--halt", "hungry,angry,lonely,tired"],
        &["--gratitude", "rain"],
        &["--note", "quiet day"],
    ];
    for part in parts {
        home.ok(&[&["checkin"], part].concat());
    }
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 6);
}

#[test]
fn a_day_may_have_several_check_ins_newest_first() {
    let mut home = Home::new();
    home.at("2026-11-23T08:00:00+00:00").ok(&["checkin", "low"]);
    home.at("2026-11-23T21:30:00+00:00").ok(&["checkin", "good"]);
    let list = home.json(&["checkin", "list"]);
    let moods: Vec<_> = list["checkins"].as_array().unwrap().iter().map(|entry| entry["mood"].clone()).collect();
    assert_eq!(moods, [json!(4), json!(2)]);
    assert_eq!(home.json(&["streak"])["checkins"]["days"], 1);
}

#[test]
fn sober_is_meant_for_every_clock_that_counts_or_for_the_ones_named() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    home.ok(&["clock", "add", "sugar", "--since", "today"]);
    let all = home.json(&["checkin", "good", "--sober", "--on", "yesterday"]);
    assert_eq!(all["checkin"]["sober"], json!(["alcohol", "nicotine"]));
    let named = home.json(&["checkin", "good", "--sober=nic"]);
    assert_eq!(named["checkin"]["sober"], json!(["nicotine"]));
    let none = home.json(&["checkin", "good"]);
    assert_eq!(none["checkin"]["sober"], json!([]));
}

#[test]
fn sober_is_refused_for_a_clock_that_did_not_count_on_that_day() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20"]);
    home.ok(&["clock", "add", "sugar", "--since", "2026-01-01"]);
    home.ok(&["clock", "stop", "sugar", "--on", "2026-11-10"]);
    assert!(home.fails(1, &["checkin", "good", "--sober=alcohol", "--on", "2026-11-19"]).contains("alcohol"));
    assert!(home.fails(1, &["checkin", "good", "--sober=sugar"]).contains("sugar"));
}

#[test]
fn a_slip_in_a_check_in_records_the_slip_itself() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01"]);
    home.ok(&["clock", "add", "nicotine", "--since", "2026-11-01"]);
    home.ok(&["checkin", "low", "--sober=nicotine", "--slip", "alcohol", "--on", "yesterday"]);
    let slips = home.json(&["slip", "list"])["slips"].clone();
    assert_eq!(slips.as_array().unwrap().len(), 1);
    assert_eq!((&slips[0]["from"], &slips[0]["to"]), (&json!("2026-11-22"), &json!("2026-11-22")));
    let clocks = home.json(&["streak"])["clocks"].clone();
    assert_eq!((&clocks[0]["used_days"], &clocks[1]["used_days"]), (&json!(1), &json!(0)));
    assert_eq!((&clocks[0]["confirmed_days"], &clocks[1]["confirmed_days"]), (&json!(0), &json!(1)));
}

#[test]
fn where_a_slip_and_sober_meet_the_slip_holds_and_the_check_in_is_kept() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01"]);
    home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    home.ok(&["slip", "alcohol", "--on", "yesterday"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["used_days"], &clock["confirmed_days"]), (&json!(1), &json!(0)));
    assert_eq!(home.json(&["checkin", "list"])["checkins"][0]["sober"], json!(["alcohol"]));
}

#[test]
fn two_sober_check_ins_on_a_day_confirm_one_day() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20"]);
    home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    home.ok(&["checkin", "great", "--sober", "--on", "yesterday"]);
    assert_eq!(home.json(&["streak"])["clocks"][0]["confirmed_days"], 1);
}

#[test]
fn a_note_and_a_gratitude_can_come_from_standard_input() {
    let home = Home::new();
    for flag in ["--note", "--gratitude"] {
        let said = home.pipe(&["checkin", "good", flag, "-", "--json"], b"first line\nsecond line\n");
        let document: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(document["checkin"][&flag[2..]], "first line\nsecond line");
    }
}

#[test]
fn a_text_stays_out_of_the_echo_and_the_history() {
    let home = Home::new();
    let said = home.ok(&["checkin", "good", "--note", "private thing", "--gratitude", "private tea"]);
    assert!(!said.contains("private"), "{said}");
    assert!(!home.ok(&["history"]).contains("private"));
}

#[test]
fn a_day_is_understood_in_every_spelling() {
    let home = Home::new();
    let spellings = [
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("2026-11-01", "2026-11-01"),
        ("3 days ago", "2026-11-20"),
        ("1 day ago", "2026-11-22"),
        ("-3d", "2026-11-20"),
    ];
    for (on, day) in spellings {
        assert_eq!(day_of(&home, on), day, "{on}");
    }
}

#[test]
fn a_weekday_is_the_most_recent_one_today_included() {
    let home = Home::new();
    for (on, day) in [("monday", "2026-11-23"), ("sun", "2026-11-22"), ("Tuesday", "2026-11-17")] {
        assert_eq!(day_of(&home, on), day, "{on}");
    }
}

#[test]
fn the_day_follows_the_zone_of_the_machine() {
    let mut home = Home::new();
    home.zone("XXX-13");
    assert_eq!(day_of(&home, "today"), "2026-11-24");
    home.zone("XXX+11");
    assert_eq!(day_of(&home, "today"), "2026-11-23");
    home.at("2026-11-23T10:30:00+00:00");
    assert_eq!(day_of(&home, "today"), "2026-11-22");
}

#[test]
fn a_record_keeps_the_offset_in_force_when_it_was_written() {
    let mut home = Home::new();
    home.zone("EST5EDT,M3.2.0,M11.1.0").at("2026-07-01T12:00:00+00:00");
    assert_eq!(home.json(&["checkin", "good"])["checkin"]["recorded_at"], "2026-07-01T08:00:00-04:00");
    home.at("2026-12-01T12:00:00+00:00");
    assert_eq!(home.json(&["checkin", "good"])["checkin"]["recorded_at"], "2026-12-01T07:00:00-05:00");
    home.zone("XXX-13");
    assert_eq!(home.json(&["checkin", "list"])["checkins"][1]["recorded_at"], "2026-07-01T08:00:00-04:00");
}

#[test]
fn a_day_that_has_come_elsewhere_is_still_to_come_here() {
    let mut home = Home::new();
    home.zone("XXX-13").ok(&["checkin", "good"]);
    home.zone("XXX+11");
    home.fails(1, &["checkin", "good", "--on", "2026-11-24"]);
    assert_eq!(home.json(&["checkin", "list"])["checkins"][0]["day"], "2026-11-24");
}

#[test]
fn an_edit_changes_what_is_named_and_leaves_the_rest() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    let id = home.id_of(&["checkin", "good", "--sober", "--craving", "3", "--halt", "tired", "--note", "x"]);
    let edited = &home.json(&["checkin", "edit", &id, "--mood", "low", "--craving", "none", "--on", "yesterday"]);
    let entry = &edited["checkin"];
    assert_eq!((&entry["mood"], &entry["craving"], &entry["day"]), (&json!(2), &json!(null), &json!("2026-11-22")));
    assert_eq!(
        (&entry["halt"], &entry["note"], &entry["sober"]),
        (&json!(["tired"]), &json!("x"), &json!(["alcohol"]))
    );
}

#[test]
fn an_edited_day_takes_its_answer_sober_along() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01"]);
    let id = home.id_of(&["checkin", "good", "--sober"]);
    home.ok(&["checkin", "edit", &id, "--on", "yesterday"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["confirmed_days"], &clock["today"]), (&json!(1), &json!("unconfirmed")));
}

#[test]
fn an_edit_cannot_move_an_answer_sober_before_the_clock_began() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20"]);
    let id = home.id_of(&["checkin", "good", "--sober"]);
    let said = home.run(&["checkin", "edit", &id, "--on", "2026-11-19"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!(clock["confirmed_days"], 0);
    assert!(said.code == 1 || home.json(&["checkin", "show", &id])["checkin"]["sober"] == json!([]), "{}", said.out);
}

#[test]
fn a_removed_check_in_is_gone_from_every_count() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01"]);
    let id = home.id_of(&["checkin", "good", "--sober", "--on", "yesterday"]);
    home.ok(&["checkin", "remove", &id, "--yes"]);
    let found = home.json(&["streak"]);
    assert_eq!((&found["clocks"][0]["confirmed_days"], &found["checkins"]["days"]), (&json!(0), &json!(0)));
    home.fails(1, &["checkin", "show", &id]);
}

#[test]
fn a_list_shows_the_days_asked_for_and_ids_that_work() {
    let home = Home::new();
    for day in ["2026-11-01", "2026-11-10", "2026-11-20"] {
        home.ok(&["checkin", "good", "--on", day]);
    }
    let found = home.json(&["checkin", "list", "--since", "2026-11-02", "--until", "2026-11-19"]);
    assert_eq!(found["checkins"].as_array().unwrap().len(), 1);
    let listed = home.ok(&["checkin", "list", "--limit", "1"]);
    let short = listed.lines().nth(1).and_then(|row| row.split_whitespace().next()).unwrap();
    assert_eq!(home.json(&["checkin", "show", short])["checkin"]["day"], "2026-11-20");
}
