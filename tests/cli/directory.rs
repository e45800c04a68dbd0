//! `meeting import`, `sources` and `forget`: published lists and the directory that they are kept in.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{Answer, Home, connect};

/// A list as sites publish it: days and times in several spellings, three ways of saying nothing, entities and tags, a
/// record by appointment, a type that nobody knows, a record on two days.
pub(crate) const LIST: &str = r#"[
 {"slug":"step","name":"Tuesday Step &amp; Tea","day":2,"time":"19:30","end_time":"20:30","types":["ST","C","W"],
  "location":"St Mary&#8217;s Hall","formatted_address":"1 High Street, Didsbury, Manchester M20 2AB, UK",
  "region":"Didsbury","postal_code":"M20 2AB","latitude":53.4166,"longitude":-2.2333,"notes":"Ring <b>twice</b>",
  "contact_1_name":"Ann","contact_1_phone":"0161 496 0000","updated":"2026-01-02 10:00:00"},
 {"slug":"noon","name":"Noon Caf\u00e9","day":["1","3"],"time":"12:00 pm","end_time":null,"types":["O","D","XYZ"],
  "location":"Library","formatted_address":"2 Mill Lane, Leeds LS6 3AA, UK","region":"Leeds","postal_code":"LS6 3AA",
  "latitude":"53.8190","longitude":"-1.5780","timezone":"Europe/London"},
 {"slug":"late","name":"Night Owls","day":"Monday","time":"22:00","end_time":"00:30","types":["O","ONL","TC"],
  "conference_url":"https://zoom.us/j/5550100","conference_url_notes":"passcode 1234","region":""},
 {"slug":"york","name":"New York Online","day":1,"time":"20:00","types":["ONL","TC","A"],"timezone":"America/New_York",
  "conference_url":"https://zoom.us/j/5550101","group":" "},
 {"slug":"sponsor","name":"By arrangement","day":null,"time":"","types":[],"region":"Didsbury",
  "formatted_address":"Didsbury, Manchester, UK","approximate":"no","latitude":53.41,"longitude":-2.23}
]"#;

/// A home with a list in a file.
pub(crate) fn with(list: &str) -> Home {
    let home = Home::new();
    fs::write(home.root().join("list.json"), list).unwrap();
    home
}

/// How the list is imported.
pub(crate) const IMPORT: [&str; 9] =
    ["meeting", "import", "list.json", "--source", "city", "--programme", "aa", "--timezone", "Europe/London"];

/// A home in whose directory the list is.
pub(crate) fn imported() -> Home {
    let home = with(LIST);
    home.ok(&IMPORT);
    home
}

fn write(home: &Home, list: &str) {
    fs::write(home.root().join("list.json"), list).unwrap();
}

fn import(home: &Home) -> Value {
    home.json(&["meeting", "import", "list.json", "--source", "city"])
}

/// The records of the list, to be left out or changed.
fn records() -> Vec<Value> {
    serde_json::from_str(LIST).unwrap()
}

/// Every row of the directory, as text.
fn dump(home: &Home) -> String {
    let file = home.folder().join("directory.db");
    if !file.exists() {
        return String::new();
    }
    let directory = connect(&file);
    let mut out = String::new();
    for table in ["source", "meeting", "said", "type", "zone", "spot", "word", "found"] {
        let what = if table == "word" { "rowid" } else { "*" };
        let mut found = directory.prepare(&format!("SELECT {what} FROM {table} ORDER BY 1")).unwrap();
        let columns = found.column_count();
        let mut rows = found.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            out.push_str(&format!("{table}: {}\n", values.join(" | ")));
        }
    }
    out
}

#[test]
fn an_import_tells_what_became_of_every_record() {
    let home = with(LIST);
    let args = ["meeting", "import", "list.json", "--source", "city", "--programme", "aa"];
    let mut told = home.json(&args);
    let expected = json!({
        "as_of": "2026-11-23", "source": "city", "dry_run": false, "read": 5, "new": 5, "changed": 0, "returned": 0,
        "unchanged": 0, "gone": 0, "repeated": 0, "left_out": 0, "appointments": 1, "floating": 2, "rejected": [],
        "unknown_types": {"XYZ": 1}, "warnings": [], "set_aside": null,
    });
    told["warnings"] = json!([]);
    assert_eq!(told, expected);
    let said = home.ok(&["meeting", "import", "list.json", "--source", "CITY"]);
    assert!(said.contains("Nothing is different: \"CITY\" is as it was."), "{said}");
}

#[test]
fn the_same_list_again_changes_nothing_and_a_newer_one_only_what_is_different() {
    let home = imported();
    let before = dump(&home);
    let again = import(&home);
    assert_eq!((&again["unchanged"], &again["new"], &again["changed"]), (&json!(5), &json!(0), &json!(0)));
    assert_eq!(dump(&home), before, "programme and zone are those of the last import");
    let mut newer = records();
    newer.remove(1);
    newer[0]["time"] = json!("20:00");
    newer.push(json!({"slug": "new", "name": "Early Risers", "day": 5, "time": "07:00"}));
    write(&home, &json!(newer).to_string());
    let told = import(&home);
    let counted = ["new", "changed", "unchanged", "gone", "returned"].map(|key| told[key].as_i64().unwrap());
    assert_eq!(counted, [1, 1, 3, 1, 0]);
    assert!(home.ok(&["meeting", "find", "step"]).contains("Tue 24 Nov 20:00"));
    assert!(home.ok(&["meeting", "find", "café"]).contains("No meeting was found"));
    assert_eq!(home.json(&["meeting", "sources"])["sources"][0]["gone"], 1);
    // What was gone comes back under its key.
    write(&home, LIST);
    let told = import(&home);
    let counted = ["new", "changed", "unchanged", "gone", "returned"].map(|key| told[key].as_i64().unwrap());
    assert_eq!(counted, [0, 2, 3, 1, 1]);
    assert!(home.ok(&["meeting", "find", "café"]).contains("Noon"));
}

#[test]
fn a_dry_run_tells_the_same_and_changes_nothing() {
    let home = with(LIST);
    let args = ["meeting", "import", "list.json", "--source", "city", "--dry-run"];
    let would = home.json(&args);
    assert_eq!((&would["new"], &would["dry_run"]), (&json!(5), &json!(true)));
    assert!(!home.folder().exists(), "nothing is made");
    let home = imported();
    let before = fs::read(home.folder().join("directory.db")).unwrap();
    write(&home, &json!(records()[..2]).to_string());
    assert_eq!(home.json(&args)["gone"], 3);
    assert!(home.ok(&args).contains("Nothing was changed."));
    assert_eq!(fs::read(home.folder().join("directory.db")).unwrap(), before);
}

#[test]
fn records_that_cannot_be_taken_are_told_by_number_and_name_and_the_rest_is_imported() {
    let mut some = records();
    some[1]["day"] = json!(9);
    some[2]["time"] = json!("25:99");
    some[3]["latitude"] = json!(200);
    some[3]["longitude"] = json!(10);
    let home = with(&json!(some).to_string());
    let args = ["meeting", "import", "list.json", "--source", "city"];
    let Answer { code, out, err } = home.run(&args);
    assert_eq!((code, err.as_str()), (4, ""), "{out}");
    for word in ["Not taken", "Noon Café", "Night Owls"] {
        assert!(out.contains(word), "{out}");
    }
    let answer = home.run(&[&args[..], &["--json"]].concat());
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(
        (answer.code, &told["unchanged"]),
        (
            4,
            &told["read"].as_i64().map(|read| json!(read - told["rejected"].as_array().unwrap().len() as i64)).unwrap()
        )
    );
    assert_eq!((&told["rejected"][0]["record"], &told["rejected"][0]["name"]), (&json!(2), &json!("Noon Café")));
    assert!(told["rejected"][0]["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
}

#[test]
fn a_list_that_cannot_be_read_changes_nothing() {
    let cut = &LIST[..LIST.len() / 2];
    let trailing = format!("{LIST} and more");
    let bad = [
        "<!DOCTYPE html><html><body>Just a moment...</body></html>",
        cut,
        trailing.as_str(),
        "",
        "[]",
        "{\"error\": \"no\"}",
        "just words",
    ];
    let fresh = Home::new();
    let home = imported();
    let before = dump(&home);
    for list in bad {
        fs::write(fresh.root().join("list.json"), list).unwrap();
        write(&home, list);
        for one in [&fresh, &home] {
            let said = one.fails(1, &["meeting", "import", "list.json", "--source", "city"]);
            assert!(said.contains("FILE list.json: ") && said.contains("hint: nothing was imported"), "{list}\n{said}");
        }
        assert_eq!(dump(&home), before, "{list}");
    }
    assert!(!fresh.folder().exists(), "where there was no directory none is made");
    let said = fresh.fails(1, &["meeting", "import", "none.json", "--source", "city"]);
    assert!(said.contains("none.json"), "{said}");
    fresh.fails(2, &["meeting", "import", "list.json", "--source", "city", "--timezone", "Europe/Londn"]);
    fresh.fails(2, &["meeting", "import", "list.json"]);
}

#[test]
fn a_list_comes_from_standard_input_too() {
    let home = Home::new();
    let answer = home.pipe(&["meeting", "import", "-", "--source", "city", "--json"], LIST.as_bytes());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let table = "name,day,time,id\nMorning,tue,7:30 am,1\n";
    let answer = home.pipe(&["meeting", "import", "-", "--source", "table"], table.as_bytes());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    let sources = home.json(&["meeting", "sources"]);
    assert_eq!((&sources["sources"][0]["source"], &sources["sources"][1]["meetings"]), (&json!("city"), &json!(1)));
}

#[test]
fn contacts_and_passcodes_are_left_out_unless_they_are_asked_for() {
    let home = imported();
    let held = dump(&home);
    assert!(!held.contains("0161 496") && !held.contains("1234"), "{held}");
    home.ok(&["meeting", "import", "list.json", "--source", "city", "--contacts"]);
    let held = dump(&home);
    let bytes = |text: &str| format!("{:?}", text.as_bytes()).trim_matches(['[', ']']).to_owned();
    assert!(held.contains(&bytes("passcode 1234")), "{held}");
    home.ok(&["meeting", "import", "list.json", "--source", "city"]);
    assert!(!dump(&home).contains(&bytes("passcode 1234")), "they go when they are not asked for any more");
}

#[test]
fn sources_are_listed_and_forgotten_and_what_is_yours_stays() {
    let home = imported();
    home.ok(&["meeting", "find", "step"]);
    home.ok(&["meeting", "save", "1"]);
    home.ok(&["attend", "--found", "1"]);
    let row = &home.json(&["meeting", "sources"])["sources"][0];
    let expected = json!({"source": "city", "programme": "aa", "timezone": "Europe/London",
        "imported_at": "2026-11-23T21:30:00+00:00", "read": 5, "rejected": 0, "meetings": 5, "gone": 0});
    assert_eq!(*row, expected);
    assert!(home.fails(1, &["meeting", "forget", "town"]).contains("\"city\""));
    let said = home.fails(2, &["meeting", "forget", "city"]);
    assert!(said.contains("5 meetings") && said.contains("--yes") && said.contains("undo"), "{said}");
    let records = home.records();
    let told = home.json(&["meeting", "forget", "City", "--yes"]);
    assert_eq!(told, json!({"as_of": "2026-11-23", "source": "city", "meetings": 5, "removed": true}));
    assert_eq!(home.records(), records);
    assert_eq!(home.json(&["meeting", "sources"])["sources"], json!([]));
    assert!(home.fails(1, &["meeting", "save", "1"]).contains("search first"));
    assert!(home.ok(&["meeting", "find", "step"]).contains("Tuesday Step & Tea (AA), yours"));
}

#[test]
fn the_directory_is_no_part_of_a_backup_or_an_export() {
    let home = imported();
    home.ok(&["checkin", "good"]);
    home.ok(&["backup", "-o", "copy.db"]);
    home.ok(&["export", "-o", "out.json"]);
    for name in ["copy.db", "out.json"] {
        let bytes = fs::read(home.root().join(name)).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"Didsbury"), "{name}");
    }
    let before = dump(&home);
    home.ok(&["restore", "copy.db", "--yes"]);
    assert_eq!(dump(&home), before);
}

#[test]
fn the_directory_needs_no_passphrase_and_own_meetings_do() {
    let mut home = with(LIST);
    home.ok(&["meeting", "add", "Mine", "--day", "tue", "--time", "18:00"]);
    home.set("ONWARD_PASSPHRASE_COMMAND", "echo several words of no one");
    home.ok(&["protect", "on"]);
    home.ok(&["protect", "lock"]);
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    let args = ["meeting", "import", "list.json", "--source", "city"];
    assert_eq!(home.json(&args)["new"], 5);
    assert_eq!(home.json(&["meeting", "sources"])["sources"][0]["meetings"], 5);
    let said = home.fails(3, &["meeting", "find", "step"]);
    assert!(said.contains("passphrase"), "{said}");
    home.set("ONWARD_PASSPHRASE_COMMAND", "echo several words of no one");
    assert!(home.ok(&["meeting", "find", "mine"]).contains("Mine, yours"));
    let sealed = fs::read(home.folder().join("onward.age")).unwrap();
    assert!(!sealed.windows(8).any(|part| part == b"Didsbury"));
    home.ok(&["meeting", "find", "step"]);
    home.ok(&["meeting", "save", "1"]);
    assert_eq!(home.json(&["meeting", "show", "step"])["meeting"]["name"], "Tuesday Step & Tea");
}

#[test]
fn a_directory_that_cannot_be_read_is_said_and_begun_anew_only_when_that_is_asked_for() {
    let home = imported();
    home.ok(&["checkin", "good"]);
    let file = home.folder().join("directory.db");
    let import = ["meeting", "import", "list.json", "--source", "city"];
    let rebuild = [&import[..], &["--rebuild"]].concat();
    assert!(home.fails(1, &rebuild).contains("leave --rebuild out"));
    connect(&file).pragma_update(None, "user_version", 9).unwrap();
    for args in [&import[..], &["meeting", "find"], &["meeting", "sources"]] {
        let said = home.fails(3, args);
        assert!(said.contains("another version") && said.contains("--rebuild"), "{said}");
    }
    fs::write(&file, "these are no meetings at all").unwrap();
    assert!(home.fails(3, &["meeting", "find"]).contains("is not a directory of meetings"));
    assert!(home.run(&["doctor"]).out.contains("is not a directory of meetings"));
    assert!(home.ok(&["today"]).contains("good"), "nothing else minds");
    let told = home.json(&rebuild);
    assert_eq!(told["new"], 5);
    let aside = told["set_aside"].as_str().unwrap();
    assert_eq!(fs::read(aside).unwrap(), b"these are no meetings at all");
    assert!(home.ok(&["doctor"]).contains("5 published meetings from 1 list"));
}

#[test]
fn only_you_can_open_the_directory() {
    use std::os::unix::fs::PermissionsExt;
    let home = imported();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(home.folder()), mode(home.folder().join("directory.db"))), (0o700, 0o600));
    assert!(!home.file().exists(), "of an import alone no data file comes");
    home.ok(&["checkin", "good"]);
}
