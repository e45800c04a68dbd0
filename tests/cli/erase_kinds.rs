//! `erase`: whatever holds words of the person's own can be erased, and nothing of them is left.

use std::fs;
use std::path::Path;

use crate::harness::Home;

/// Whether any file below the folder holds these bytes.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        fs::read(&path).unwrap().windows(text.len()).any(|part| part == text.as_bytes())
    })
}

/// A home whose own programme, helpline and home coordinates are spread over the data, the log and a backup.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["programme", "add", "wfr", "--title", "Heronword Circle", "--steps", "6", "--helper", "quartzguide"]);
    home.ok(&["programme", "edit", "wfr", "--title", "Heronword Ring", "--token", "quartzbead"]);
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["clock", "edit", "alcohol", "--programme", "wfr"]);
    home.ok(&["step", "begin", "2", "--programme", "wfr"]);
    home.ok(&["helpline", "add", "Kestrel House", "020 7946 0018", "--hours", "kestrelhours", "--country", "UK"]);
    home.ok(&["helpline", "edit", "kestrel", "--how", "020 7946 0019"]);
    home.ok(&["helpline", "hide", "samaritans"]);
    home.ok(&["config", "set", "near", "53.4808,-2.2426"]);
    home.ok(&["config", "set", "near", "51.5072,-0.1276"]);
    home.ok(&["undo"]);
    home.ok(&["redo"]);
    home.ok(&["backup"]);
    home
}

#[test]
fn no_byte_of_an_erased_programme_is_left_but_the_name_that_others_copied() {
    let home = home();
    let said = home.json(&["history", "--limit", "99"]).to_string();
    assert!(said.contains("Heronword Ring step 2"), "the history speaks of it: {said}");
    let erased = home.json(&["erase", "programme", "heronword", "--yes"])["erased"].clone();
    assert_eq!((&erased["kind"], &erased["record"]), (&"programme".into(), &true.into()));
    assert_eq!((&erased["log_entries"], &erased["copies"], &erased["backups"]), (&2.into(), &2.into(), &1.into()));
    for word in ["Heronword", "heronword", "quartzguide", "quartzbead", "Circle"] {
        assert!(!holds(&home.folder(), word), "{word} is left");
    }
    let said = home.json(&["history", "--limit", "99"]).to_string();
    assert!(said.contains("wfr step 2") && said.contains("erased a programme"), "{said}");
    assert_eq!(home.json(&["clock", "show", "alcohol"])["clock"]["programme"], "wfr");
    let said = home.fails(1, &["erase", "programme", "wfr", "--yes"]);
    assert!(said.contains("no programme named \"wfr\", not in the log either"), "{said}");
    let said = home.fails(1, &["erase", "programme", "aa", "--yes"]);
    assert!(said.contains("built in"), "{said}");
}

#[test]
fn a_removed_programme_is_found_in_the_log_by_its_title() {
    let home = home();
    home.ok(&["programme", "remove", "wfr", "--yes"]);
    let erased = home.json(&["erase", "programme", "Heronword Ring", "--yes"])["erased"].clone();
    assert_eq!((&erased["record"], &erased["log_entries"]), (&false.into(), &3.into()));
    assert!(!holds(&home.folder(), "eronword"));
}

#[test]
fn no_byte_of_an_erased_helpline_is_left() {
    let home = home();
    home.ok(&["erase", "helpline", "kestrel", "--yes"]);
    for word in ["Kestrel", "kestrel", "7946"] {
        assert!(!holds(&home.folder(), word), "{word} is left");
    }
    let all = home.json(&["helpline", "list", "--all"])["helplines"].as_array().unwrap().clone();
    let hidden = |all: &[serde_json::Value]| all.iter().filter(|one| one["hidden"] == true).count();
    assert_eq!(hidden(&all), 1);
    home.ok(&["erase", "helpline", "samaritans", "--yes"]);
    let all = home.json(&["helpline", "list", "--all"])["helplines"].as_array().unwrap().clone();
    assert_eq!(hidden(&all), 0, "the word on a built-in line went, the line itself is there");
}

#[test]
fn helplines_of_one_name_are_told_apart_by_their_ids() {
    let home = Home::new();
    home.ok(&["helpline", "add", "The clinic", "0300 1", "--country", "UK"]);
    home.ok(&["helpline", "add", "The Clinic", "0800 2", "--country", "IE"]);
    let said = home.fails(1, &["erase", "helpline", "the clinic", "--yes"]);
    let line = said.lines().find(|line| line.contains("0800 2")).unwrap_or_else(|| panic!("{said}"));
    let id = line.split_whitespace().next().unwrap().to_owned();
    home.ok(&["erase", "helpline", &id, "--yes"]);
    assert!(!holds(&home.folder(), "0800 2") && holds(&home.folder(), "0300 1"));
}

#[test]
fn no_byte_of_the_place_one_lives_at_is_left() {
    let home = home();
    let erased = home.json(&["erase", "setting", "near", "--yes"])["erased"].clone();
    assert_eq!((&erased["id"], &erased["record"], &erased["log_entries"]), (&"near".into(), &true.into(), &4.into()));
    for place in ["53.4808", "2.2426", "51.5072", "0.1276"] {
        assert!(!holds(&home.folder(), place), "{place} is left");
    }
    assert_eq!(home.json(&["config", "get", "near"])["value"], serde_json::Value::Null);
    home.fails(1, &["erase", "setting", "near", "--yes"]);
    home.fails(2, &["erase", "setting", "colour", "--yes"]);
}

#[test]
fn what_the_history_says_of_other_records_stays_as_it_is() {
    let home = Home::new();
    home.ok(&["programme", "add", "wfr", "--title", "Ring"]);
    home.ok(&["contact", "add", "Ringo Ring"]);
    home.ok(&["step", "begin", "1", "--programme", "wfr"]);
    home.ok(&["step", "note", "1", "a word", "--programme", "wfr"]);
    home.ok(&["erase", "programme", "wfr", "--yes"]);
    let said = home.json(&["history"]).to_string();
    assert!(said.contains("Ringo Ring") && said.contains("wfr step 1") && !said.contains("Ring step"), "{said}");
}

#[test]
fn what_can_be_erased_is_completed() {
    let home = home();
    let offered = |typed: &[&str]| home.ok(&[&["completions", "fish", "--", "onward", "erase"], typed].concat());
    assert!(offered(&["h"]).starts_with("helpline"), "{}", offered(&["h"]));
    assert!(offered(&["programme", ""]).starts_with("wfr"), "{}", offered(&["programme", ""]));
    assert!(offered(&["helpline", "k"]).contains("Kestrel House"), "{}", offered(&["helpline", "k"]));
    assert!(offered(&["setting", "n"]).starts_with("near"), "{}", offered(&["setting", "n"]));
}
