//! `erase`: for good, from the data, from the log and from the bytes of the folder.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::harness::{Home, connect};

/// Whether any file below the folder holds these bytes, in either spelling that SQLite or JSON may give them.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    })
}

/// A text of ten thousand characters in a hundred parts, each of which is found nowhere else.
fn long() -> (String, Vec<String>) {
    let parts: Vec<String> = (0..100).map(|nth| format!("part-{nth:03}-{}", "heron quartz ".repeat(7))).collect();
    (parts.concat(), (0..100).map(|nth| format!("part-{nth:03}-heron")).collect())
}

/// Other records around it, so that pages are split, filled and left.
fn noise(home: &Home, times: usize) {
    for nth in 0..times {
        home.ok(&["checkin", "okay", "--note", &format!("{} noise {nth}", "other words ".repeat(40 * (nth % 4)))]);
    }
}

fn steps(home: &Home) -> Vec<serde_json::Value> {
    home.json(&["history", "--limit", "1000"])["steps"].as_array().unwrap().clone()
}

fn undo_all(home: &Home) {
    while home.run(&["undo"]).code == 0 {}
}

#[test]
fn no_byte_of_an_erased_note_is_left_in_the_folder() {
    let home = Home::new();
    let (text, parts) = long();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    noise(&home, 10);
    let id = home.id_of(&["checkin", "low", "--sober", "--note", "a first heronword", "--gratitude", "gratefulword"]);
    let found = home.pipe(&["checkin", "edit", &id, "--note", "-"], text.as_bytes());
    assert_eq!(found.code, 0, "{}", found.err);
    noise(&home, 10);
    home.ok(&["checkin", "edit", &id, "--note", "a last heronword", "--on", "yesterday"]);
    for command in ["undo", "undo", "redo", "redo", "undo"] {
        home.ok(&[command]);
    }
    noise(&home, 5);
    // Some parts are cut in two where a page ends.
    let held = parts.iter().filter(|part| holds(&home.folder(), part)).count();
    assert!(held > 90 && holds(&home.folder(), "gratefulword"), "{held} parts");

    let said = home.ok(&["erase", "checkin", &id, "--yes"]);
    assert!(said.starts_with("Erased for good: check-in for Mon 23 Nov 2026"), "{said}");
    assert!(said.contains("backups") && said.contains("free space"), "{said}");
    let left: Vec<&String> = parts.iter().filter(|part| holds(&home.folder(), part)).collect();
    assert!(left.is_empty(), "left: {left:?}");
    for word in ["heronword", "gratefulword", id.as_str()] {
        assert!(!holds(&home.folder(), word), "{word} is left");
    }
    let mut left: Vec<_> = fs::read_dir(home.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["lock", "onward.db"], "no other file is left behind");
    assert_eq!(home.json(&["checkin", "list", "--limit", "99"])["checkins"].as_array().unwrap().len(), 25);
}

#[test]
fn what_lies_in_unused_bytes_of_the_file_goes_too() {
    let home = Home::new();
    let id = home.id_of(&["checkin", "low", "--note", "short"]);
    // Another program does not overwrite what it deletes; SQLite itself leaves such copies where it splits a page.
    let (text, _) = long();
    let careless = connect(&home.file());
    careless.execute("UPDATE checkin SET note = ?1", [&text]).unwrap();
    careless.execute("UPDATE checkin SET note = 'short'", []).unwrap();
    drop(careless);
    assert!(holds(&home.folder(), "heron quartz"));
    home.ok(&["erase", "checkin", &id, "--yes"]);
    assert!(!holds(&home.folder(), "heron quartz"));
}

#[test]
fn a_record_that_only_the_log_holds_is_found_and_erased() {
    let home = Home::new();
    let removed = home.id_of(&["checkin", "low", "--note", "heronword"]);
    home.ok(&["checkin", "remove", &removed, "--yes"]);
    let undone = home.id_of(&["checkin", "awful", "--note", "quartzword"]);
    home.ok(&["undo"]);
    let said = home.fails(1, &["erase", "checkin", "0000beef", "--yes"]);
    assert!(said.contains("only the log still holds") && said.contains("mood low, a note"), "{said}");
    for id in [&removed, &undone] {
        let short = &id[id.len() - 8..];
        assert!(said.contains(short), "no {short}:\n{said}");
        let erased = home.json(&["erase", "checkin", short, "--yes"])["erased"].clone();
        assert_eq!(erased["record"], false);
        assert_eq!(erased["log_entries"], 2);
        assert_eq!(erased["id"], json!(id));
    }
    assert!(!holds(&home.folder(), "heronword") && !holds(&home.folder(), "quartzword"));
    home.fails(1, &["undo"]);
    home.fails(1, &["redo"]);
    let said = home.fails(1, &["erase", "checkin", &removed, "--yes"]);
    assert!(!said.contains("still holds"), "{said}");
}

#[test]
fn the_history_keeps_that_something_was_erased_and_not_what() {
    let home = Home::new();
    home.ok(&["contact", "add", "Heronname", "--phone", "0123 456"]);
    home.ok(&["contact", "edit", "heron", "--every", "2d"]);
    home.ok(&["checkin", "good"]);
    home.ok(&["erase", "contact", "heron", "--yes"]);
    let summaries: Vec<_> = steps(&home).iter().map(|step| step["summary"].clone()).collect();
    assert_eq!(summaries, ["erased a contact", "check-in for Mon 23 Nov 2026: mood good", "erased", "erased"]);
    assert!(!holds(&home.folder(), "Heronname") && !holds(&home.folder(), "0123 456"));
    assert!(home.ok(&["undo"]).contains("mood good"));
    home.fails(1, &["undo"]);
    home.ok(&["redo"]);
}

#[test]
fn what_copied_the_name_stays_is_counted_and_can_still_be_taken_back() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["checkin", "good", "--sober"]);
    let slip = home.id_of(&["slip", "alcohol", "--on", "2026-11-02"]);
    home.ok(&["slip", "edit", &slip, "--trigger", "payday"]);
    let erased = home.json(&["erase", "clock", "alcohol", "--yes"])["erased"].clone();
    assert_eq!((&erased["copies"], &erased["record"]), (&json!(2), &json!(true)));
    assert_eq!(home.json(&["clock", "list"])["clocks"], json!([]));
    let records = home.records();
    assert_eq!(home.json(&["slip", "show", &slip])["slip"]["clock"], "alcohol");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["slip", "show", &slip])["slip"]["trigger"], serde_json::Value::Null);
    undo_all(&home);
    assert_eq!(home.records(), "");
    while home.run(&["redo"]).code == 0 {}
    assert_eq!(home.records(), records);
}

#[test]
fn a_removed_clock_is_erased_by_its_name_and_what_it_started_with_can_be_taken_back() {
    let home = Home::new();
    let id = home.id_of(&["checkin", "good", "--sober", "--on", "yesterday"]);
    home.ok(&["slip", "sobriety", "--on", "yesterday"]);
    home.ok(&["clock", "remove", "sobriety", "--yes"]);
    let erased = home.json(&["erase", "clock", "sobriety", "--yes"])["erased"].clone();
    assert_eq!(erased["record"], false);
    assert_eq!(steps(&home)[1]["summary"], "erased");
    assert_eq!(steps(&home).last().unwrap()["summary"], "the rest of a change that was erased in part");
    home.ok(&["erase", "checkin", &id, "--yes"]);
    undo_all(&home);
    assert_eq!(home.records(), "");
}

#[test]
fn erasing_asks_and_says_what_goes() {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria G"]);
    home.ok(&["reach", "maria"]);
    let said = home.fails(2, &["erase", "contact", "maria"]);
    for part in [
        "for good",
        "contact Maria G",
        "1 entry",
        "1 other record keeps the name",
        "--yes",
        "nothing would bring it back",
    ] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn every_kind_can_be_erased() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["meeting", "add", "Step"]);
    home.ok(&["contact", "add", "Maria G"]);
    let kinds = [
        ("checkin", home.id_of(&["checkin", "good", "--sober"])),
        ("slip", home.id_of(&["slip", "alcohol", "--on", "2026-11-02"])),
        ("attend", home.id_of(&["attend", "step"])),
        ("reach", home.id_of(&["reach", "maria"])),
        ("clock", "alcohol".to_owned()),
        ("meeting", "step".to_owned()),
        ("contact", home.json(&["contact", "show", "maria"])["contact"]["id"].as_str().unwrap().to_owned()),
    ];
    for (kind, which) in kinds {
        let erased = home.json(&["erase", kind, &which, "--yes"])["erased"].clone();
        assert_eq!((&erased["kind"], &erased["rewritten"]), (&json!(kind), &json!(true)));
    }
    assert_eq!(home.records(), "");
    home.fails(1, &["undo"]);
}

#[test]
fn what_cannot_be_meant_is_refused_by_the_name_of_its_argument() {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria G"]);
    assert!(home.fails(2, &["erase", "goal", "meetings"]).contains("KIND"));
    assert!(home.fails(2, &["erase", "checkin", "monday"]).contains("WHICH"));
    assert!(home.fails(2, &["erase", "checkin"]).contains("WHICH"));
    assert!(home.fails(1, &["erase", "contact", "nobody", "--yes"]).contains("there is no contact named"));
    assert!(home.fails(1, &["erase", "contact", "mraia g", "--yes"]).contains("did you mean \"Maria G\"?"));
    home.fails(1, &["erase", "contact", "", "--yes"]);
}

/// The ids of every row of these tables.
fn ids(home: &Home, table: &str) -> Vec<String> {
    let connection = connect(&home.file());
    let mut found = connection.prepare(&format!("SELECT id FROM \"{table}\"")).unwrap();
    found.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_was_written_in_a_hard_hour_or_at_a_step_can_be_erased_with_all_its_parts() {
    let home = Home::new();
    home.ok(&["urge", "7", "--did", "urgeword"]);
    home.ok(&["win", "winword"]);
    home.ok(&["plan", "edit", "reasons", "planword"]);
    home.ok(&["plan", "edit", "reasons", "planword again"]);
    home.ok(&["step", "begin", "4", "--programme", "aa"]);
    home.ok(&["step", "note", "4", "stepword"]);
    home.ok(&["step", "note", "4", "noteword"]);
    home.ok(&["smart", "abc", "--answer", "happened=sheetword", "--answer", "felt=answerword"]);
    let note = ids(&home, "stepnote").pop().unwrap();
    for (kind, which) in [
        ("urge", ids(&home, "urge")[0].clone()),
        ("win", ids(&home, "win")[0].clone()),
        ("plan", "reasons".to_owned()),
        ("note", note),
        ("step", ids(&home, "stepwork")[0].clone()),
        ("smart", ids(&home, "worksheet")[0].clone()),
    ] {
        let said = home.ok(&["erase", kind, &which, "--yes"]);
        assert!(said.starts_with("Erased for good: "), "{said}");
        assert!(!said.contains("word"), "{said}");
    }
    for word in ["urgeword", "winword", "planword", "stepword", "noteword", "sheetword", "answerword"] {
        assert!(!holds(&home.folder(), word), "{word} is left");
    }
    assert!(home.fails(1, &["erase", "plan", "reasons", "--yes"]).contains("not in the log either"));
}
