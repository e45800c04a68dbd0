//! `import --from`: what other programs kept comes along once, marked as theirs, and can be taken back.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Answer, Home};
use crate::sealed::protected;

/// A file of another program.
pub(crate) fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    folder.join(name).display().to_string()
}

/// A file with this text in a home.
pub(crate) fn file(home: &Home, name: &str, text: &str) -> String {
    let path: PathBuf = home.root().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// A home with a clock for alcohol since January.
pub(crate) fn sober() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home
}

/// Runs an import of which some rows are not taken.
pub(crate) fn partly(home: &Home, args: &[&str]) -> Answer {
    let answer = home.run(args);
    assert_eq!((answer.code, answer.err.as_str()), (4, ""), "onward {args:?}\n{}", answer.out);
    answer
}

pub(crate) fn document(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).unwrap()
}

/// The words that import the diary with all that it means.
pub(crate) fn diary(path: &str) -> Vec<&str> {
    let mut words = vec!["import", path, "--from", "daylio", "--mood", "tired=2", "--craving", "craving"];
    for activity in ["drank=used:alcohol", "sober day=sober:alcohol", "AA meeting=attend:Step"] {
        words.extend(["--activity", activity]);
    }
    words
}

#[test]
fn a_diary_becomes_check_ins_slips_and_meetings_marked_as_imported() {
    let home = sober();
    home.ok(&["meeting", "add", "Step", "--programme", "aa", "--venue", "online"]);
    let path = fixture("daylio.csv");
    let told = home.json(&diary(&path));
    assert_eq!((&told["added"], &told["same"], &told["rejected"]), (&json!(6), &json!(0), &json!([])));
    assert_eq!((&told["first_day"], &told["last_day"]), (&json!("2026-11-19"), &json!("2026-11-21")));
    let checkins = home.json(&["checkin", "list"])["checkins"].clone();
    let entry = checkins.as_array().unwrap().iter().find(|entry| entry["mood"] == 2).unwrap();
    assert_eq!((&entry["craving"], &entry["source"]), (&json!(7), &json!("daylio")));
    assert_eq!(entry["recorded_at"], "2026-11-21T18:50:00+00:00");
    assert_eq!(entry["note"], "Payday\nSaid \"no\" twice\nthen & then not\nSleep Time: 6:30");
    let gave = checkins.as_array().unwrap().iter().filter(|entry| entry["sober"] == json!(["alcohol"]));
    assert_eq!(gave.map(|entry| entry["day"].clone()).collect::<Vec<_>>(), ["2026-11-19"]);
    let slip = &home.json(&["slip", "list"])["slips"][0];
    assert_eq!(
        (&slip["from"], &slip["to"], &slip["source"]),
        (&json!("2026-11-21"), &json!("2026-11-21"), &json!("daylio"))
    );
    let meeting = &home.json(&["attend", "list"])["attendances"][0];
    assert_eq!(
        (&meeting["meeting"], &meeting["programme"], &meeting["venue"]),
        (&json!("Step"), &json!("aa"), &json!("online"))
    );
    let page = home.ok(&["checkin", "show", entry["id"].as_str().unwrap()]);
    assert!(page.contains("From") && page.contains("daylio (imported)"), "{page}");
    for list in [["checkin", "list"], ["slip", "list"], ["attend", "list"]] {
        let listed = home.ok(&list);
        assert!(listed.contains("Imported") && listed.contains("daylio"), "{listed}");
    }
    assert!(home.ok(&["slip", "show", slip["id"].as_str().unwrap()]).contains("daylio (imported)"));
    assert!(home.ok(&["attend", "show", meeting["id"].as_str().unwrap()]).contains("daylio (imported)"));
}

#[test]
fn the_same_again_adds_nothing_and_a_longer_one_only_what_is_new() {
    let home = sober();
    let path = fixture("daylio.csv");
    home.ok(&diary(&path));
    let steps = home.json(&["history"])["steps"].clone();
    let records = home.records();
    let again = home.json(&diary(&path));
    assert_eq!((&again["added"], &again["same"]), (&json!(0), &json!(6)));
    assert!(home.ok(&diary(&path)).starts_with("Nothing to add: what can be taken is here already."));
    assert_eq!((home.records(), &home.json(&["history"])["steps"]), (records, &steps), "no step, no backup, nothing");
    let text = fs::read_to_string(&path).unwrap();
    let (header, rows) = text.split_once("\r\n").unwrap();
    // The newest comes first; the second of two at one time is another one.
    let more = "2026-11-22,x,Sunday,8:00,good,,,,\r\n2026-11-21,x,Saturday,22:10,good,,,,\r\n";
    let longer = file(&home, "longer.csv", &format!("{header}\r\n{more}{rows}"));
    let told = home.json(&diary(&longer));
    assert_eq!((&told["added"], &told["same"]), (&json!(2), &json!(6)));
}

#[test]
fn what_was_changed_here_stays_changed() {
    let home = sober();
    let path = fixture("daylio.csv");
    home.ok(&diary(&path));
    let id = home.json(&["checkin", "list"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["checkin", "edit", &id, "--mood", "1", "--note", "mine"]);
    let records = home.records();
    assert_eq!(home.json(&diary(&path))["added"], 0);
    assert_eq!(home.records(), records);
    assert_eq!(home.json(&["checkin", "show", &id])["checkin"]["source"], "daylio", "and still came from there");
}

#[test]
fn an_import_is_one_step_with_a_backup_before_it() {
    let home = sober();
    let before = home.records();
    let path = fixture("daylio.csv");
    let said = home.ok(&diary(&path));
    assert!(
        said.starts_with("Added 6 records from Daylio, Thu 19 Nov to Sat 21 Nov. Take back: onward undo"),
        "{said}"
    );
    let undone = home.ok(&["undo"]);
    assert!(undone.contains("import from Daylio of 4 check-ins, 1 slip and 1 attendance"), "{undone}");
    assert_eq!(home.records(), before);
    let backups = home.json(&["backup", "list"])["backups"].clone();
    assert_eq!((backups.as_array().unwrap().len(), &backups[0]["why"]), (1, &json!("import")));
    home.ok(&["redo"]);
    assert_eq!(home.json(&diary(&path))["added"], 0);
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let home = sober();
    let path = fixture("daylio.csv");
    let words = diary(&path);
    let before = home.dump();
    let mut shown = home.json(&[&words[..], &["--dry-run"]].concat());
    assert_eq!(home.dump(), before);
    assert_eq!(shown["dry_run"], true);
    shown["dry_run"] = json!(false);
    assert_eq!(home.json(&words), shown);
    let empty = Home::new();
    let refused = empty.run(&["import", &fixture("table.csv"), "--from", "csv", "--dry-run"]);
    assert_eq!(refused.code, 1, "clocks are not begun by a table: {}", refused.out);
    let said = empty.ok(&["import", &fixture("daylio-2018.csv"), "--from", "daylio", "--dry-run"]);
    assert!(said.starts_with("Would add 2 records from Daylio") && said.contains("Nothing was changed."), "{said}");
    assert!(!empty.folder().exists(), "not even a folder");
}

#[test]
fn moods_without_a_meaning_are_listed_with_counts_and_flags() {
    let home = sober();
    let refused = home.fails(1, &["import", &fixture("daylio.csv"), "--from", "daylio"]);
    assert!(refused.contains("these moods have no meaning here yet: \"tired\" (1)"), "{refused}");
    assert!(refused.contains("\nhint: nothing was imported") && refused.contains("--mood 'tired=?'"), "{refused}");
    let table = file(&home, "moods.csv", "date,mood\n2026-11-01,so-so\n2026-11-02,So-So\n2026-11-03,good\n");
    let refused = home.fails(1, &["import", &table, "--from", "csv"]);
    assert!(refused.contains("\"so-so\" (2)"), "{refused}");
    assert_eq!(home.json(&["import", &table, "--from", "csv", "--mood", "so-so=okay"])["added"], 3);
}

#[test]
fn habits_without_a_meaning_are_listed_with_counts_and_flags() {
    let home = sober();
    for source in ["loop", "habitctl"] {
        let path = fixture(if source == "loop" { "loop" } else { "habitctl.log" });
        let refused = home.fails(1, &["import", &path, "--from", source]);
        assert!(refused.contains("\"Meeting\" (1 yes, 0 no)") && refused.contains("--habit 'Meeting=?'"), "{refused}");
        assert!(refused.contains("--skip-others"), "{refused}");
    }
    let refused = home.fails(1, &["import", &fixture("loop"), "--from", "loop", "--habit", "Running=attend"]);
    assert!(refused.contains("no habit \"running\"") && refused.contains("there are \"Meeting\""), "{refused}");
}

#[test]
fn a_yes_is_sober_and_a_no_is_a_slip_only_where_it_is_said() {
    let sober_only = ["--habit", "no alcohol, ever=sober:alcohol", "--habit", "Meeting=attend"];
    for (more, slips) in [(&[][..], 0), (&["--habit-no", "No alcohol, ever=used:alcohol"][..], 1)] {
        let home = sober();
        let told = home.json(&[&["import", &fixture("loop"), "--from", "loop"], &sober_only[..], more].concat());
        assert_eq!(
            told["clocks"],
            json!([{"name": "alcohol", "new": false, "since": "2026-01-01", "sober": 2, "slips": slips}])
        );
        let streak = home.json(&["streak"])["clocks"][0].clone();
        assert_eq!((&streak["confirmed_days"], &streak["slips"]), (&json!(2), &json!(slips)));
        let checkins = home.json(&["checkin", "list"])["checkins"].clone();
        assert_eq!((&checkins[0]["day"], &checkins[0]["note"]), (&json!("2026-11-03"), &json!("calm, at last")));
        assert_eq!(checkins.as_array().unwrap().len(), 2, "what is not known, skipped or done by itself is no day");
        assert_eq!(home.json(&["attend", "list"])["attendances"].as_array().unwrap().len(), 1);
        let left: u64 = told["left_out"].as_array().unwrap().iter().map(|left| left["count"].as_u64().unwrap()).sum();
        assert_eq!(left, 5 - slips, "{}", told["left_out"]);
    }
}

#[test]
fn an_archive_is_the_same_as_the_folder_it_unpacks_to() {
    let home = sober();
    let words = |path: &str| -> Vec<String> {
        let habits = ["--habit", "No alcohol, ever=sober:alcohol", "--habit", "Meeting=attend"];
        ["import", path, "--from", "loop"].iter().chain(&habits).map(|word| (*word).to_owned()).collect()
    };
    let run = |path: &str| home.json(&words(path).iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run(&fixture("loop"))["added"], 3);
    let zipped = run(&fixture("Loop Habits CSV 2026-11-23.zip"));
    assert_eq!((&zipped["added"], &zipped["same"]), (&json!(0), &json!(3)));
}

#[test]
fn a_backup_of_the_diary_is_the_same_as_its_table() {
    let home = sober();
    let told = home.json(&["import", &fixture("backup.daylio"), "--from", "daylio"]);
    assert_eq!((&told["added"], &told["rejected"]), (&json!(2), &json!([])));
    let checkins = home.json(&["checkin", "list"])["checkins"].clone();
    assert_eq!((&checkins[0]["mood"], &checkins[0]["day"]), (&json!(2), &json!("2026-11-21")), "months count from 0");
    assert_eq!(checkins[0]["note"], "Payday\nlong & hard\nActivities: drank");
    assert_eq!(checkins[1]["mood"], 5, "the first group is the best");
    // The table holds the same two entries, and two more.
    let table = home.json(&["import", &fixture("daylio.csv"), "--from", "daylio", "--mood", "tired=2"]);
    assert_eq!((&table["added"], &table["same"]), (&json!(2), &json!(2)));
}

#[test]
fn attempts_become_clocks_and_the_days_between_them_slips() {
    let home = Home::new();
    let answer = partly(&home, &["import", &fixture("sobriety.json"), "--from", "sobriety"]);
    assert!(answer.out.contains("entry 3  it begins on 2027-01-15, which is still to come"), "{}", answer.out);
    assert!(answer.out.contains("stopping suddenly can be dangerous"), "a clock for alcohol begins: {}", answer.out);
    let clocks = home.json(&["streak"])["clocks"].clone();
    let runs = json!([
        {"from": "2026-01-01", "to": "2026-03-09", "days": 68},
        {"from": "2026-03-13", "to": "2026-05-09", "days": 58},
        {"from": "2026-05-11", "to": null, "days": 196},
    ]);
    assert_eq!(
        (&clocks[0]["name"], &clocks[0]["since"], &clocks[0]["runs"]),
        (&json!("Alcohol"), &json!("2026-01-01"), &runs)
    );
    assert_eq!((&clocks[1]["name"], &clocks[1]["status"]), (&json!("Sugar"), &json!("ongoing_slip")));
    assert_eq!(home.json(&["checkin", "list"])["checkins"][0]["note"], "quiet evening");
    let again = document(&partly(&home, &["import", &fixture("sobriety.json"), "--from", "sobriety", "--json"]));
    assert_eq!((&again["added"], &again["same"]), (&json!(0), &json!(4)));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["clock", "list"])["clocks"], json!([]), "the clocks too");
}

#[test]
fn a_clock_that_is_here_is_kept_as_it_is_and_that_is_said() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-04-01", "--programme", "aa"]);
    let answer = partly(&home, &["import", &fixture("sobriety.json"), "--from", "sobriety"]);
    assert!(answer.out.contains("The clock \"alcohol\" was here and stays as it is"), "{}", answer.out);
    assert!(answer.out.contains("the file has 2026-01-01"), "{}", answer.out);
    let clock = home.json(&["clock", "show", "alcohol"])["clock"].clone();
    assert_eq!((&clock["since"], &clock["programme"]), (&json!("2026-04-01"), &json!("aa")));
    let slips = home.json(&["streak"])["clocks"][0]["slips"].clone();
    assert_eq!(slips, 1, "the one before its first sober day is told, not added");
    assert!(answer.out.contains("lies before the first sober day"), "{}", answer.out);
}

#[test]
fn an_ongoing_slip_that_ended_there_is_told_and_a_second_one_is_not_added() {
    let home = Home::new();
    let stopped = |end: &str| {
        format!(r#"[{{"name": "Sugar", "status": "Stopped", "history": {{"1790000000000": 1795000000000{end}}}}}]"#)
    };
    let first = file(&home, "first.json", &stopped(""));
    home.ok(&["import", &first, "--from", "sobriety"]);
    let later = file(&home, "later.json", &stopped(", \"1795200000000\": 0"));
    let said = home.ok(&["import", &later, "--from", "sobriety"]);
    assert!(
        said.contains("The slip on \"Sugar\" from 2026-11-18 is ongoing here; in the file it ended on 2026-11-19"),
        "{said}"
    );
    let other = Home::new();
    other.ok(&["clock", "add", "sugar", "--since", "2026-01-01"]);
    other
        .ok(&["slip", "sugar", "--ongoing", "--on", "2026-11-20"]
            .map(|word| if word == "--on" { "--from" } else { word }));
    let first = file(&other, "first.json", &stopped(""));
    let answer = partly(&other, &["import", &first, "--from", "sobriety"]);
    assert!(answer.out.contains("a slip on its clock is ongoing here already"), "{}", answer.out);
}

#[test]
fn sealed_data_takes_it_too_and_stays_sealed() {
    let home = protected();
    let words = ["import", &fixture("harsh.log"), "--from", "harsh", "--habit", "No alcohol=attend"];
    assert!(partly(&home, &words).out.starts_with("Added 2 records from harsh"));
    assert_eq!(home.json(&["attend", "list"])["attendances"].as_array().unwrap().len(), 2);
    assert!(!home.file().exists(), "nothing readable is left");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["attend", "list"])["attendances"], json!([]));
}

#[test]
fn ten_thousand_days_are_imported_at_once() {
    let home = sober();
    let day = |nth: i64| "2026-01-01".parse::<onward::domain::day::Day>().unwrap().plus_days(nth % 300);
    let lines: String = (0..10_000).map(|nth| format!("{}\tHabit {}\ty\n", day(nth), nth / 300)).collect();
    let log = file(&home, "long.log", &lines);
    let told = home.json(&["import", &log, "--from", "habitctl", "--skip-others", "--habit", "habit 3=sober:alcohol"]);
    assert_eq!((&told["added"], &told["left_out"][0]["count"]), (&json!(300), &json!(9_700)));
}
