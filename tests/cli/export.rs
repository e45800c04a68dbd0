//! `export`: everything in one document, the same bytes each time, and never over something that is there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use crate::harness::Home;
use crate::month::month;

/// A month, and texts that break what is careless.
pub(crate) fn odd() -> Home {
    let home = month();
    let long = "née 🌱 ".repeat(1700);
    for text in [
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "+1",
        "-1",
        "@sum",
        "\"quoted\", with, commas; and 'more'",
        "first\nsecond\r\nthird\rfourth\ttab",
        "👨‍👩‍👧 e\u{301} \u{202e}right \u{2028}line \u{7f} \u{1b}[31m",
        " leading",
        "null",
        "42",
        long.trim_end(),
    ] {
        home.ok(&["checkin", "okay", &format!("--note={text}"), &format!("--gratitude={text}")]);
    }
    home.ok(&["clock", "add", "late, \"night\" gaming 🎮", "--milestones", "10d,3m,1y"]);
    home.ok(&["slip", "gaming", "--ongoing", "--trigger", "\"", "--note", "="]);
    home.ok(&[
        "meeting",
        "add",
        "by appointment",
        "--place",
        "St Mary's, 2nd floor",
        "--link",
        "https://example.org/?a=1&b",
    ]);
    home.ok(&["meeting", "add", "gone", "--day", "mon", "--time", "10:00"]);
    home.ok(&["attend", "gone", "--proof", "chit", "--by", "J.B.", "--ref", "REF 42"]);
    home.ok(&["meeting", "remove", "gone", "--yes"]);
    home.ok(&["contact", "add", "Pat", "--phone", "555 007", "--handle", "@pat", "--note", "a friend"]);
    home.ok(&["contact", "add", "Sam"]);
    home.ok(&["reach", "sam", "--by", "call", "--note", "a long talk"]);
    home.ok(&["contact", "remove", "sam", "--yes"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d", "--once-a-day"]);
    home.ok(&["config", "set", "day-start", "04:00"]);
    home.ok(&["config", "set", "country", "gb"]);
    home
}

/// The version of the format that this program writes.
const VERSION: i64 = 4;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_document_says_what_it_is_and_holds_every_record() {
    let home = odd();
    let printed = home.ok(&["export"]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&document["format"], &document["version"]), (&"onward".into(), &VERSION.into()));
    let of = |table: &str| document[table].as_array().unwrap().len();
    assert_eq!((of("clock"), of("checkin"), of("contact"), of("setting")), (3, 40, 2, 2));
    assert!(document["checkin"][0].as_object().unwrap().contains_key("anxiety"), "what was not said is null");
    assert!(!printed.contains("\"step\"") && printed.ends_with("}\n"));
}

#[test]
fn the_same_records_are_the_same_bytes_wherever_they_go() {
    let home = odd();
    let printed = home.ok(&["export"]);
    assert_eq!(printed, home.ok(&["export", "--json"]), "on standard output --json changes nothing");
    home.ok(&["export", "-o", "all.json"]);
    let file = home.root().join("all.json");
    assert_eq!(printed, fs::read_to_string(&file).unwrap());
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn what_was_written_is_told_and_counted() {
    let home = odd();
    let said = home.ok(&["export", "-o", "my export.json"]);
    for part in
        ["Exported to my export.json", "3 clocks", "2 contacts", "not encrypted", "onward import 'my export.json'"]
    {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
    let said = home.json(&["export", "-o", "again.json"]);
    assert_eq!(
        (&said["as_of"], &said["path"], &said["version"]),
        (&"2026-11-18".into(), &"again.json".into(), &VERSION.into())
    );
    assert_eq!(said["kinds"][1], serde_json::json!({"kind": "clock", "records": 3}));
}

#[test]
fn an_empty_home_has_an_export_too() {
    let home = Home::new();
    let document: Value = serde_json::from_str(&home.ok(&["export"])).unwrap();
    assert_eq!(document["checkin"], Value::Array(vec![]));
    assert!(!home.folder().exists(), "an export creates nothing");
}

#[test]
fn nothing_is_written_over_or_into_what_is_ours() {
    let home = odd();
    fs::write(home.root().join("mine.txt"), "mine").unwrap();
    fs::create_dir(home.root().join("folder")).unwrap();
    std::os::unix::fs::symlink("nowhere", home.root().join("link")).unwrap();
    let data = home.file().display().to_string();
    let journal = format!("{data}-journal");
    for (target, said) in [
        ("mine.txt", "exists already"),
        ("folder", "exists already"),
        ("link", "exists already"),
        (data.as_str(), "the data file itself"),
        ("data/onward.db", "the data file itself"),
        ("data/../data/onward.db", "the data file itself"),
        (journal.as_str(), "the data file itself"),
        ("missing/x.json", "there is no folder missing"),
        ("mine.txt/x.json", "is no folder"),
        ("/proc/x.json", "cannot be written"),
        ("", "-o"),
    ] {
        let before = names(home.root());
        let refused = home.fails(if target.is_empty() { 2 } else { 1 }, &["export", "-o", target]);
        assert!(refused.contains(said) && refused.contains("-o"), "-o {target}:\n{refused}");
        assert!(refused.contains("\nhint: "), "-o {target}:\n{refused}");
        assert_eq!(names(home.root()), before, "-o {target} left something behind");
    }
    assert_eq!(fs::read_to_string(home.root().join("mine.txt")).unwrap(), "mine");
}

#[test]
fn csv_is_a_folder_with_a_file_for_each_kind_of_record() {
    let home = odd();
    let said = home.ok(&["export", "--csv", "-o", "tables/"]);
    assert!(said.starts_with("Exported to tables/: ") && said.contains("onward import"), "{said}");
    let folder = home.root().join("tables");
    let document = home.json(&["export"]);
    let tables = document.as_object().unwrap().iter().filter(|(_, rows)| rows.is_array());
    let mut files: Vec<String> = tables.map(|(table, _)| format!("{table}.csv")).collect();
    files.push("format.csv".to_owned());
    files.sort();
    assert_eq!(names(&folder), files, "a file for each table, and one that says what they are");
    assert_eq!(mode(&folder), 0o700);
    assert!(names(&folder).iter().all(|name| mode(&folder.join(name)) == 0o600));
    let settings = fs::read_to_string(folder.join("setting.csv")).unwrap();
    assert_eq!(settings, "id,value\r\ncountry,GB\r\nday-start,04:00\r\n");
    let clocks = fs::read_to_string(folder.join("clock.csv")).unwrap();
    assert!(clocks.contains("\"late, \"\"night\"\" gaming 🎮\""), "{clocks}");
    fs::create_dir(home.root().join("empty")).unwrap();
    home.ok(&["export", "--csv", "--anonymous", "-o", "empty"]);
    assert!(!fs::read_to_string(home.root().join("empty/contact.csv")).unwrap().contains("Maria"));
}

#[test]
fn a_folder_that_holds_anything_is_left_alone() {
    let home = odd();
    fs::create_dir(home.root().join("full")).unwrap();
    fs::write(home.root().join("full/mine.txt"), "mine").unwrap();
    fs::write(home.root().join("file"), "mine").unwrap();
    for (target, said) in [
        ("full", "exists already"),
        ("file", "exists already"),
        ("data", "the data folder itself"),
        ("data/onward.db", "the data file itself"),
        ("missing/tables", "there is no folder missing"),
        ("/proc/tables", "cannot be written"),
    ] {
        let before = names(home.root());
        let refused = home.fails(1, &["export", "--csv", "-o", target]);
        assert!(refused.contains(said) && refused.contains("\nhint: "), "-o {target}:\n{refused}");
        assert_eq!(names(home.root()), before, "-o {target} left something behind");
    }
    assert_eq!(names(&home.root().join("full")), ["mine.txt"]);
    assert!(home.fails(2, &["export", "--csv"]).contains("--output"));
    assert!(home.fails(2, &["export", "--csv", "-o", "-"]).contains("--csv"));
}

#[test]
fn the_data_file_is_refused_where_there_is_none_yet() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    assert!(home.fails(1, &["export", "-o", "data/onward.db"]).contains("the data file itself"));
    assert!(names(&home.folder()).is_empty());
}

#[test]
fn anonymous_holds_no_name_no_number_and_no_word_that_was_typed() {
    let home = odd();
    let whole = home.ok(&["export"]);
    let shown = home.ok(&["export", "--anonymous"]);
    for secret in [
        "Maria",
        "Sam",
        "Step Study",
        "Just for Today",
        "alcohol",
        "cannabis",
        "gaming",
        "+44",
        "555 007",
        "@pat",
        "St Mary",
        "example.org",
        "J.B.",
        "REF 42",
        "née",
        "quoted",
        "a long talk",
        "by appointment",
        "gone",
    ] {
        assert!(whole.contains(secret), "the whole export holds {secret}");
        assert!(!shown.contains(secret), "{secret} stands in the anonymous export");
    }
    let document: Value = serde_json::from_str(&shown).unwrap();
    let mut names: Vec<&str> =
        document["clock"].as_array().unwrap().iter().map(|clock| clock["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["clock 1", "clock 2", "clock 3"]);
    assert_eq!(document["sober"][0]["clock"], "clock 1", "a copied name has the number of its clock");
    assert_eq!(document["checkin"].as_array().unwrap().len(), 40);
    assert_eq!(
        document["reach"].as_array().unwrap().last().unwrap()["contact"],
        "contact 3",
        "a removed contact has a number too"
    );
}

#[test]
fn the_figures_of_an_anonymous_export_are_the_same() {
    let home = odd();
    home.ok(&["export", "--anonymous", "-o", "shown.json"]);
    let mut other = Home::new();
    other.at("2026-11-18T22:00:00+00:00");
    other.ok(&["import", &home.root().join("shown.json").display().to_string()]);
    let figures = |home: &Home| {
        let streak = home.json(&["streak"]);
        let clocks: Vec<(Value, Value)> = streak["clocks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|clock| (clock["sober_days"].clone(), clock["runs"].clone()))
            .collect();
        (clocks, streak["checkins"].clone(), home.json(&["attendance"])["meetings"].clone())
    };
    assert_eq!(figures(&home), figures(&other));
}
