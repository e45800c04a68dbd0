//! `import`: loss-free, merging without overwriting, one step to take back, and nothing changed when refused.

use std::fs;

use serde_json::{Value, json};

use crate::export::odd;
use crate::harness::Home;

/// A small home with one of most things, and its export beside it.
fn small() -> (Home, String) {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "aa"]);
    home.ok(&["meeting", "add", "Step", "--day", "tue", "--time", "19:30"]);
    home.ok(&["contact", "add", "Maria G", "--every", "2d"]);
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["checkin", "good", "--sober", "--note", "née 🌱"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02", "--trigger", "payday"]);
    home.ok(&["attend", "step", "--shared", "--fit", "4"]);
    home.ok(&["reach", "maria", "--by", "call"]);
    home.ok(&["export", "-o", "small.json"]);
    let text = fs::read_to_string(home.root().join("small.json")).unwrap();
    (home, text)
}

/// Imports this text into a home, which has to succeed.
fn imported(home: &Home, text: &str) -> Value {
    let answer = home.pipe(&["import", "-", "--json"], text.as_bytes());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    serde_json::from_str(&answer.out).unwrap()
}

/// Insists that a home refuses this text with these words and stays as it is.
fn refused(home: &Home, text: &[u8], said: &str) {
    let before = home.dump();
    let answer = home.pipe(&["import", "-"], text);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{said}\n{}", answer.err);
    assert!(answer.err.starts_with("error: FILE standard input: "), "{}", answer.err);
    assert!(answer.err.contains(said) && answer.err.contains("\nhint: "), "not \"{said}\":\n{}", answer.err);
    assert!(answer.err.contains("nothing was imported"), "{}", answer.err);
    assert_eq!(home.dump(), before, "a refused import changed something");
}

/// The export with one value changed.
fn edited(text: &str, table: &str, column: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document[table][0][column] = value;
    document.to_string()
}

#[test]
fn an_export_into_an_empty_home_is_the_same_export_again() {
    let home = odd();
    let text = home.ok(&["export"]);
    let other = Home::new();
    imported(&other, &text);
    assert!(other.ok(&["export"]) == text, "export, import, export is not the same bytes");
    assert_eq!(other.records(), home.records(), "down to the last table");
}

#[test]
fn csv_files_into_an_empty_home_are_the_same_files_again() {
    let home = odd();
    home.ok(&["export", "--csv", "-o", "tables"]);
    let tables = home.root().join("tables");
    let other = Home::new();
    other.ok(&["import", &tables.display().to_string()]);
    assert!(other.ok(&["export"]) == home.ok(&["export"]), "the document is the same");
    other.ok(&["export", "--csv", "-o", "again"]);
    for entry in fs::read_dir(&tables).unwrap() {
        let path = entry.unwrap().path();
        let again = other.root().join("again").join(path.file_name().unwrap());
        assert!(fs::read(&path).unwrap() == fs::read(again).unwrap(), "{}", path.display());
    }
}

#[test]
fn csv_files_that_are_wrong_are_refused_by_file_and_row() {
    let (home, _) = small();
    let wrong = |nth: usize, file: &str, change: &dyn Fn(String) -> Option<String>, said: &str| {
        let folder = format!("wrong{nth}");
        home.ok(&["export", "--csv", "-o", &folder]);
        let path = home.root().join(&folder).join(file);
        match change(fs::read_to_string(&path).unwrap_or_default()) {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        for target in [&home, &Home::new()] {
            let refused = target.fails(1, &["import", &home.root().join(&folder).display().to_string()]);
            assert!(refused.contains(said) && refused.contains("\nhint: nothing was imported"), "{said}:\n{refused}");
        }
    };
    wrong(1, "checkin.csv", &|text| Some(text[..text.len() - 9].to_owned()), "checkin.csv does not end");
    wrong(2, "checkin.csv", &|text| Some(text.replace("2026-11-23,4", "2026-02-30,4")), "checkin, row 1");
    wrong(3, "checkin.csv", &|text| Some(text.replace("2026-11-23,4", "2026-11-23,good")), "mood");
    wrong(4, "checkin.csv", &|text| Some(text.replace("née", "née,née")), "checkin.csv, row 1: it has 15 fields");
    wrong(5, "checkin.csv", &|text| Some(text.lines().take(1).map(|line| format!("{line}\n")).collect()), "has 0 rows");
    wrong(6, "slip.csv", &|_| None, "there is no slip.csv");
    wrong(7, "format.csv", &|_| None, "there is no format.csv");
    wrong(8, "format.csv", &|text| Some(text.replace("version,4", "version,99")), "newer onward");
    wrong(9, "format.csv", &|text| Some(text.replace("onward", "other")), "no files of an export");
    wrong(10, "mine.csv", &|_| Some("a,b\n".to_owned()), "mine.csv is no part of this export");
    wrong(11, "clock.csv", &|text| Some(text.replace("name,", "nickname,")), "\"name\" is missing");
    let one = home.root().join("wrong1/clock.csv").display().to_string();
    assert!(home.fails(1, &["import", &one]).contains("hint: nothing was imported; name the folder"));
}

#[test]
fn an_import_again_adds_nothing_and_is_no_step() {
    let (home, _) = small();
    let steps = home.json(&["history"])["steps"].clone();
    let said = home.ok(&["import", "small.json"]);
    assert!(said.starts_with("Nothing to add: all of it is here already."), "{said}");
    assert_eq!(home.json(&["history"])["steps"], steps);
}

#[test]
fn what_is_missing_is_added_what_is_the_same_is_kept_and_what_differs_is_told() {
    let (home, text) = small();
    let other = Home::new();
    imported(&other, &text);
    other.ok(&["checkin", "low", "--on", "yesterday"]);
    other.ok(&["contact", "edit", "maria", "--every", "1w"]);
    other.ok(&["clock", "remove", "alcohol", "--yes"]);
    home.ok(&["checkin", "great", "--sober", "--on", "2026-11-20"]);
    let told = imported(&other, &home.ok(&["export"]));
    assert_eq!(
        (&told["added"], &told["dry_run"]),
        (&json!(3), &json!(false)),
        "the clock, the check-in and its answer"
    );
    let differing = told["differing"].as_array().unwrap();
    let columns: Vec<(&Value, &Value)> = differing.iter().map(|one| (&one["kind"], &one["columns"])).collect();
    assert_eq!(
        columns,
        [
            (&json!("slip"), &json!(["clock_id"])),
            (&json!("sober"), &json!(["clock_id"])),
            (&json!("contact"), &json!(["every_days"]))
        ]
    );
    assert_eq!(other.json(&["contact", "list"])["contacts"][0]["every_days"], 7, "ours is kept");
}

#[test]
fn an_import_is_one_step_and_is_taken_back_whole() {
    let home = odd();
    home.ok(&["export", "-o", "odd.json"]);
    let (other, _) = small();
    let before = other.records();
    let said = other.ok(&["import", &home.root().join("odd.json").display().to_string()]);
    for part in ["Added ", "Take back: onward undo", "Check-ins", "Clocks", "Here with other values; yours are kept"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
    assert_ne!(other.records(), before);
    let undone = other.ok(&["undo"]);
    assert!(undone.contains("Took back: import of") && undone.contains("40 check-ins"), "{undone}");
    assert_eq!(other.records(), before);
}

#[test]
fn names_that_both_have_become_one() {
    let (home, text) = small();
    let other = Home::new();
    other.ok(&["clock", "add", "ALCOHOL", "--since", "2026-01-01", "--programme", "aa"]);
    other.ok(&["meeting", "add", "step", "--day", "wed", "--time", "19:30"]);
    other.ok(&["contact", "add", "maria g", "--every", "2d"]);
    other.ok(&["goal", "set", "meetings", "4", "--per", "week"]);
    let told = imported(&other, &text);
    let kinds: Vec<&Value> = told["differing"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["meeting", "goal"], "another weekday, another number");
    assert_eq!(other.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 1);
    let streak = other.json(&["streak"]);
    assert_eq!((&streak["clocks"][0]["slips"], &streak["clocks"][0]["today"]), (&json!(1), &json!("confirmed")));
    assert_eq!(streak["clocks"][0]["runs"], home.json(&["streak"])["clocks"][0]["runs"]);
    assert_eq!(other.json(&["contact", "due"])["due"], json!([]), "the reach-out counts for ours");
}

#[test]
fn a_second_ongoing_slip_is_told_and_not_added() {
    let (home, _) = small();
    let other = Home::new();
    imported(&other, &home.ok(&["export"]));
    other.ok(&["slip", "alcohol", "--ongoing", "--from", "2026-11-20"]);
    home.ok(&["slip", "alcohol", "--ongoing", "--from", "2026-11-21"]);
    let told = imported(&other, &home.ok(&["export"]));
    assert_eq!((&told["added"], &told["differing"][0]["kind"]), (&json!(0), &json!("slip")));
    other.ok(&["resume", "alcohol"]);
}

#[test]
fn a_dry_run_shows_the_same_and_changes_nothing() {
    let (_, text) = small();
    let other = Home::new();
    let answer = other.pipe(&["import", "-", "--dry-run", "--json"], text.as_bytes());
    assert!(!other.folder().exists(), "not even a folder");
    let shown: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(shown["dry_run"], true);
    let told = imported(&other, &text);
    assert_eq!((&shown["added"], &shown["kinds"]), (&told["added"], &told["kinds"]));
    let said = other.pipe(&["import", "-", "--dry-run"], text.as_bytes()).out;
    assert!(said.starts_with("Nothing to add"), "{said}");
}

#[test]
fn an_export_edited_by_hand_is_refused_with_its_row() {
    let (home, text) = small();
    let id = "019ab123-4567-7890-abcd-0123456789ab";
    for (table, column, value, said) in [
        ("checkin", "day", json!("2026-02-30"), "checkin, row 1"),
        ("checkin", "day", json!("2026-02-30"), "the calendar has no 2026-02-30"),
        ("clock", "since", json!("tomorrow"), "since: \"tomorrow\" is not a date"),
        ("slip", "clock_id", json!(id), &format!("clock_id {id} is no clock of this export")),
        ("sober", "clock_id", json!(id), "is no clock of this export"),
        ("attendance", "meeting_id", json!(id), "is no meeting of this export"),
        ("reach", "contact_id", json!(id), "is no contact of this export"),
        ("checkin", "mood", json!(6), "mood"),
        ("checkin", "mood", json!(4.5), "whole number"),
        ("checkin", "mood", json!([4]), "whole number"),
        ("checkin", "mood", json!("my secret"), "mood"),
        ("checkin", "extra", json!(1), "there is no column \"extra\""),
        ("clock", "name", json!(""), "clock, row 1"),
        ("clock", "name", json!("a\u{1b}b"), "name: a name is one line"),
        ("clock", "name", Value::Null, "name is empty"),
        ("clock", "recorded_at", json!("now"), "recorded_at"),
        ("meeting", "zone", json!("Mars"), "zone"),
        ("meeting", "weekdays", json!("someday"), "weekdays"),
        ("goal", "meetings", json!(0), "goal, row 1"),
        ("contact", "id", json!("x"), "contact, row 1"),
    ] {
        let wrong = edited(&text, table, column, value);
        refused(&home, wrong.as_bytes(), said);
        refused(&Home::new(), wrong.as_bytes(), said);
        let answer = home.pipe(&["import", "-"], wrong.as_bytes());
        assert!(!answer.err.contains("secret"), "what was typed is not repeated: {}", answer.err);
    }
    let mut twice: Value = serde_json::from_str(&text).unwrap();
    let mut again = twice["checkin"][0].clone();
    again["day"] = json!("2026-11-01");
    twice["checkin"].as_array_mut().unwrap().push(again);
    refused(&home, twice.to_string().as_bytes(), "checkin, row 2");
    let mut missing: Value = serde_json::from_str(&text).unwrap();
    missing.as_object_mut().unwrap().remove("slip");
    refused(&home, missing.to_string().as_bytes(), "\"slip\" is missing");
}

#[test]
fn what_is_no_export_of_ours_is_refused() {
    let (home, text) = small();
    let newer = text.replacen("\"version\": 4", "\"version\": 99", 1);
    refused(&home, newer.as_bytes(), "newer onward");
    let newer = newer.replacen("\"setting\"", "\"dream\": [],\n  \"setting\"", 1);
    refused(&home, newer.as_bytes(), "newer onward");
    refused(&home, text.replacen("\"version\": 4", "\"version\": 0", 1).as_bytes(), "version 0");
    refused(&home, text.replacen("\"onward\"", "\"other\"", 1).as_bytes(), "\"format\": \"onward\"");
    refused(&home, b"", "ends in its middle");
    refused(&home, b"hello", "no JSON");
    refused(&home, b"\xff\xfe{", "no JSON");
    refused(&home, &fs::read(home.file()).unwrap(), "data file");
    for file in ["nowhere.json", "nowhere/x.json"] {
        assert!(home.fails(1, &["import", file]).contains("\nhint: "));
    }
    home.fails(2, &["import"]);
    home.fails(2, &["import", ""]);
}

#[test]
fn an_export_cut_anywhere_is_refused_and_creates_nothing() {
    let (_, text) = small();
    let other = Home::new();
    let whole = text.trim_end().len();
    for end in (0..whole).step_by(97).chain([whole - 1]) {
        refused(&other, &text.as_bytes()[..end], "");
        assert!(!other.folder().exists());
    }
}
