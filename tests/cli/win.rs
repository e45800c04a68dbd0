//! `win`: small victories that are kept, and the one that is seen again on a hard day.

use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::Person;

/// Two wins and a gratitude of days before, all written yesterday.
fn kept() -> Home {
    let mut home = Home::new();
    home.at("2026-11-22T12:00:00+00:00");
    home.ok(&["win", "slept all night", "--on", "2026-10-03"]);
    home.ok(&["checkin", "good", "--gratitude", "the dog", "--on", "2026-11-10"]);
    home.ok(&["win", "walked home the long way", "--on", "2026-11-22"]);
    home.at("2026-11-23T21:30:00+00:00");
    home
}

fn on_today(home: &Home) -> Value {
    home.json(&["today"])["kept"].clone()
}

#[test]
fn a_win_says_its_day_and_its_words() {
    let home = Home::new();
    let mut found = home.json(&["win", "slept all night", "--on", "yesterday"]);
    found["win"].as_object_mut().unwrap().remove("id");
    let win = json!({"day": "2026-11-22", "text": "slept all night", "recorded_at": "2026-11-23T21:30:00+00:00"});
    assert_eq!(found, json!({"as_of": "2026-11-23", "win": win}));
    let said = home.ok(&["win", "rang Maria"]);
    assert_eq!(said, "Kept for Mon 23 Nov (today): \"rang Maria\". Take back: onward undo\n");
    assert!(!home.ok(&["history"]).contains("Maria"));
}

#[test]
fn a_win_can_be_listed_shown_edited_removed_and_brought_back() {
    let home = Home::new();
    let id = home.id_of(&["win", "one\ntwo"]);
    home.ok(&["win", "edit", &id, "--on", "yesterday"]);
    assert_eq!(home.json(&["win", "show", &id[28..]])["win"]["text"], "one\ntwo");
    home.ok(&["win", "edit", &id, "--text", "three"]);
    let listed = home.json(&["win", "list"])["wins"][0].clone();
    assert_eq!((&listed["day"], &listed["text"]), (&json!("2026-11-22"), &json!("three")));
    home.fails(2, &["win", "remove", &id]);
    home.ok(&["win", "remove", &id, "--yes"]);
    assert!(home.ok(&["win", "list"]).contains("onward win"));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["win", "list"])["wins"][0], listed);
}

#[test]
fn a_win_can_come_from_standard_input_and_is_never_empty() {
    let home = Home::new();
    assert_eq!(home.pipe(&["win", "-"], "grüße\n".as_bytes()).code, 0);
    let id = home.json(&["win", "list"])["wins"][0]["id"].as_str().unwrap().to_owned();
    assert!(home.fails(2, &["win"]).contains("TEXT is missing"));
    assert!(home.fails(2, &["win", "  "]).contains("TEXT is empty"));
    home.fails(2, &["win", "edit", &id, "--text", ""]);
    home.fails(1, &["win", "tomorrow's", "--on", "2026-11-24"]);
    home.fails(1, &["win", "show", "0000beef"]);
}

#[test]
fn who_types_a_text_in_a_terminal_is_told_how_it_ends() {
    let home = Home::new();
    let answer = Person::who_answers(&[]).runs(&home, &["win", "-"]);
    assert!(answer.err.starts_with("TEXT: type it, and end it with Ctrl-D"), "{}", answer.err);
    assert_eq!(home.pipe(&["win", "-"], b"slept").err, "", "a script is told nothing");
}

#[test]
fn the_list_can_hold_what_check_ins_were_grateful_for() {
    let found = kept().json(&["win", "list", "--gratitude"]);
    let seen = |nth: usize| ["day", "kind", "text"].map(|key| found["kept"][nth][key].clone());
    assert_eq!(seen(0), ["2026-11-22", "win", "walked home the long way"].map(Value::from));
    assert_eq!(seen(1), ["2026-11-10", "gratitude", "the dog"].map(Value::from));
    assert_eq!(seen(2), ["2026-10-03", "win", "slept all night"].map(Value::from));
    let window = ["win", "list", "--gratitude", "--since", "2026-11-01", "--until", "2026-11-15"];
    assert_eq!(kept().json(&window)["kept"].as_array().unwrap().len(), 1);
    assert_eq!(kept().json(&["win", "list"])["wins"].as_array().unwrap().len(), 2);
}

#[test]
fn again_shows_each_in_its_turn_and_the_same_one_all_day() {
    let mut home = kept();
    let mut seen = Vec::new();
    for day in 23..26 {
        home.at(&format!("2026-11-{day}T00:00:00+00:00"));
        let first = home.json(&["win", "again"])["kept"].clone();
        home.at(&format!("2026-11-{day}T23:59:00+00:00"));
        assert_eq!(home.json(&["win", "again"])["kept"], first);
        seen.push(first["text"].as_str().unwrap().to_owned());
    }
    seen.sort_unstable();
    assert_eq!(seen, ["slept all night", "the dog", "walked home the long way"]);
}

#[test]
fn what_is_written_today_changes_nothing_about_the_one_of_today() {
    let home = kept();
    let before = home.json(&["win", "again"]);
    home.ok(&["win", "one more"]);
    home.ok(&["win", "one of before", "--on", "2026-09-01"]);
    home.ok(&["checkin", "good", "--gratitude", "sun", "--on", "2026-09-02"]);
    assert_eq!(home.json(&["win", "again"]), before);
}

#[test]
fn again_shows_the_first_win_at_once_and_says_so_when_there_is_none() {
    let home = Home::new();
    assert_eq!(home.json(&["win", "again"]), json!({"as_of": "2026-11-23", "kept": null}));
    assert!(home.ok(&["win", "again"]).contains("onward win"));
    home.ok(&["win", "rang Maria"]);
    let kept = json!({"day": "2026-11-23", "kind": "win", "text": "rang Maria"});
    assert_eq!(home.json(&["win", "again"])["kept"], kept);
    assert_eq!(home.ok(&["win", "again"]), "From Mon 23 Nov: \"rang Maria\"\n");
}

#[test]
fn today_shows_one_in_a_hard_week_alone() {
    let home = kept();
    assert_eq!(on_today(&home), Value::Null);
    home.ok(&["checkin", "awful", "--on", "2026-11-20"]);
    assert_eq!(on_today(&home), Value::Null, "one low day is not a hard week");
    home.ok(&["checkin", "low"]);
    assert_eq!(on_today(&home), home.json(&["win", "again"])["kept"]);
    let (screen, line) = (home.ok(&["today"]), home.ok(&["win", "again"]));
    assert!(screen.ends_with(&line) && line.starts_with("From "), "{screen}");
}

#[test]
fn use_a_strong_craving_or_a_strong_urge_make_a_week_hard_for_seven_days() {
    let hard: [&[&str]; 3] = [&["slip", "alcohol"], &["checkin", "--craving", "7"], &["urge", "7"]];
    for words in hard {
        let mut home = kept();
        home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
        home.ok(&[words, &["--on", "2026-11-23"]].concat());
        home.at("2026-11-29T12:00:00+00:00");
        assert_ne!(on_today(&home), Value::Null, "{words:?}");
        home.at("2026-11-30T12:00:00+00:00");
        assert_eq!(on_today(&home), Value::Null, "{words:?}");
    }
    let home = kept();
    home.ok(&["urge", "6"]);
    home.ok(&["checkin", "--craving", "6"]);
    assert_eq!(on_today(&home), Value::Null);
}

#[test]
fn a_hard_week_with_nothing_kept_shows_nothing() {
    let home = Home::new();
    home.ok(&["urge", "9"]);
    assert_eq!(on_today(&home), Value::Null);
    assert!(!home.ok(&["today"]).contains("From "));
}

#[test]
fn a_strong_craving_of_today_says_where_there_is_help_and_no_other_does() {
    let home = Home::new();
    let says = |words: &[&str]| home.ok(&[&["checkin"], words].concat()).contains("onward sos");
    assert!(says(&["--craving", "7"]) && says(&["low", "--craving", "10"]));
    assert!(!says(&["--craving", "6"]) && !says(&["good"]) && !says(&["--craving", "9", "--on", "yesterday"]));
}
