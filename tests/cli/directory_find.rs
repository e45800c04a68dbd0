//! `meeting find`, `save` and `next`: among published meetings and one's own.

use serde_json::{Value, json};

use crate::directory::{LIST, imported, with};
use crate::harness::Home;

/// The names of what a search finds, in its order.
fn names(home: &Home, args: &[&str]) -> Vec<String> {
    let found = home.json(&[&["meeting", "find"][..], args].concat());
    let names = found["meetings"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
    names.collect()
}

const ALL: [&str; 5] = ["Night Owls", "New York Online", "Tuesday Step & Tea", "Noon Café", "By arrangement"];

#[test]
fn all_are_found_soonest_first_and_those_by_appointment_last() {
    let home = imported();
    assert_eq!(names(&home, &[]), ALL);
    let shown = home.ok(&["meeting", "find"]);
    let expected = [
        "  1  Night Owls (AA), open, online",
        "Mon 23 Nov 22:00–00:30, in 30 minutes",
        "  2  New York Online (AA), online",
        "Tue 24 Nov 01:00 (Mon 20:00 America/New_York), in 4 hours",
        "Tue 24 Nov 19:30–20:30, in 22 hours",
        "St Mary’s Hall, 1 High Street, Didsbury, Manchester M20 2AB, UK",
        "by appointment",
        "5 meetings, soonest first.",
    ];
    for line in expected {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

#[test]
fn words_are_found_by_their_beginning_whatever_their_accents() {
    let home = imported();
    assert_eq!(names(&home, &["cafe"]), ["Noon Café"]);
    assert_eq!(names(&home, &["CAF", "noo"]), ["Noon Café"]);
    assert_eq!(names(&home, &["didsb"]), ["Tuesday Step & Tea", "By arrangement"]);
    assert_eq!(names(&home, &["step", "women"]), ["Tuesday Step & Tea"], "a type is a word too");
    assert_eq!(names(&home, &["mary's", "\"hall\"", "*", "-"]), ["Tuesday Step & Tea"], "signs mean nothing");
    assert_eq!(names(&home, &["NEAR(step"]), [""; 0]);
}

#[test]
fn each_filter_leaves_only_what_it_says() {
    let home = imported();
    let found: &[(&[&str], &[&str])] = &[
        (&["--day", "wed"], &["Noon Café"]),
        (&["--day", "mon"], &["Night Owls", "Noon Café"]),
        (&["--day", "tue,wed"], &["New York Online", "Tuesday Step & Tea", "Noon Café"]),
        (&["--today"], &["Night Owls"]),
        (&["--tomorrow"], &["New York Online", "Tuesday Step & Tea"]),
        (&["--now"], &["Night Owls"]),
        (&["--after", "19:00", "--before", "21:00"], &["Tuesday Step & Tea"]),
        (&["--after", "21:00", "--before", "02:00"], &["Night Owls", "New York Online"]),
        (&["--open"], &["Night Owls", "Noon Café"]),
        (&["--closed"], &["Tuesday Step & Tea"]),
        (&["--online"], &["Night Owls", "New York Online"]),
        (&["--in-person"], &["Tuesday Step & Tea", "Noon Café", "By arrangement"]),
        (&["--type", "w"], &["Tuesday Step & Tea"]),
        (&["--type", "Women"], &["Tuesday Step & Tea"]),
        (&["--type", "xyz"], &["Noon Café"]),
        (&["--type", "discuss"], &["Noon Café"]),
        (&["--programme", "AA", "--day", "tue"], &["New York Online", "Tuesday Step & Tea"]),
        (&["--programme", "na"], &[]),
        (&["--limit", "1"], &["Night Owls"]),
    ];
    for (args, expected) in found {
        assert_eq!(names(&home, args), *expected, "{args:?}");
    }
    let said = home.fails(1, &["meeting", "find", "--type", "wimen"]);
    assert!(said.contains("Women"), "{said}");
    home.fails(2, &["meeting", "find", "--today", "--now"]);
    home.fails(2, &["meeting", "find", "--open", "--closed"]);
}

#[test]
fn what_goes_on_is_found_until_it_is_over() {
    let mut home = imported();
    home.at("2026-11-24T00:20:00+00:00");
    assert_eq!(names(&home, &["--now"]), ["Night Owls", "New York Online"]);
    assert!(home.ok(&["meeting", "find", "owls"]).contains("Mon 23 Nov 22:00–00:30, on now, until 00:30"));
    home.at("2026-11-24T00:30:00+00:00");
    assert_eq!(names(&home, &["--now"]), ["New York Online"]);
}

#[test]
fn times_are_those_of_the_person_and_a_meeting_without_a_zone_says_so() {
    let mut home = with(LIST);
    home.ok(&["meeting", "import", "list.json", "--source", "city"]);
    home.zone("EST5EDT");
    let found = home.json(&["meeting", "find", "step"])["meetings"][0].clone();
    assert_eq!((&found["floating"], &found["starts_at"]), (&json!(true), &json!("2026-11-24T19:30:00-05:00")));
    let shown = home.ok(&["meeting", "find", "step"]);
    assert!(shown.contains("19:30–20:30 (no time zone given)") && shown.contains("--timezone"), "{shown}");
    home.ok(&["meeting", "import", "list.json", "--source", "city", "--timezone", "Europe/London"]);
    let shown = home.ok(&["meeting", "find", "step"]);
    assert!(shown.contains("Tue 24 Nov 14:30–15:30 (Tue 19:30 Europe/London)"), "{shown}");
}

#[test]
fn near_is_a_point_or_a_place_that_stands_in_the_lists() {
    let home = imported();
    let near = |args: &[&str]| names(&home, &[&["--near"], args].concat());
    assert_eq!(near(&["53.8,-1.55"]), ["Noon Café", "Tuesday Step & Tea", "By arrangement"]);
    assert_eq!(near(&["m202ab"]), ["Tuesday Step & Tea", "By arrangement", "Noon Café"]);
    assert_eq!(near(&["Leeds", "--within", "5km"]), ["Noon Café"]);
    assert_eq!(near(&["didsbury", "--within", "0.6mi"]).len(), 2);
    assert_eq!(near(&["-33.8,151.2", "--within", "10km"]), [""; 0]);
    let shown = home.ok(&["meeting", "find", "--near", "M20 2AB", "--within", "3mi"]);
    assert!(shown.contains("0.5 mi") && shown.contains("within 3 mi of M20 2AB, nearest first."), "{shown}");
    assert!(home.fails(1, &["meeting", "find", "--near", "Atlantis"]).contains("LAT,LON"));
    assert!(home.fails(2, &["meeting", "find", "--near", "200,5"]).contains("latitude"));
    assert!(home.fails(2, &["meeting", "find", "--within", "5km"]).contains("config set near"));
    home.ok(&["config", "set", "near", "53.8,-1.55"]);
    assert_eq!(names(&home, &["--within", "5km"]), ["Noon Café"]);
    assert_eq!(names(&home, &[])[0], "Night Owls", "the setting alone changes no order");
    assert_eq!(home.json(&["meeting", "find", "café"])["meetings"][0]["distance_m"], 2801);
}

#[test]
fn nothing_found_says_what_was_asked_and_what_to_loosen() {
    let home = imported();
    let said = home.ok(&["meeting", "find", "step", "--day", "sun", "--closed"]);
    assert!(said.contains("No meeting was found for \"step\", --day sun, --closed."), "{said}");
    assert!(said.contains("without --day sun: 1 meeting"), "{said}");
    let found = home.json(&["meeting", "find", "step", "--day", "sun"]);
    let expected = json!({"as_of": "2026-11-23", "words": ["step"], "filters": ["--day sun"], "near": null, "total": 0,
        "meetings": [], "without": [{"filter": "--day sun", "meetings": 1}]});
    assert_eq!(found, expected);
    let said = Home::new().ok(&["meeting", "find", "step"]);
    assert!(said.contains("onward meeting import"), "{said}");
}

#[test]
fn a_meeting_that_was_found_is_kept_with_all_that_its_list_says() {
    let home = imported();
    names(&home, &["step"]);
    let said = home.ok(&["meeting", "save", "1", "--home-group"]);
    assert!(
        said.starts_with("Saved: meeting Tuesday Step & Tea (AA), Tue 19:30") && said.contains("onward undo"),
        "{said}"
    );
    let file = crate::harness::connect(&home.file());
    let kept: (String, String, String, String, String, String) = file
        .query_row("SELECT source, listing, point, types, place, zone FROM meeting", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .unwrap();
    let place = "St Mary’s Hall, 1 High Street, Didsbury, Manchester M20 2AB, UK";
    let types = "Step Study\nClosed\nWomen";
    let expected = ("city", "step", "53.4166,-2.2333", types, place, "Europe/London");
    let kept = (kept.0.as_str(), kept.1.as_str(), kept.2.as_str(), kept.3.as_str(), kept.4.as_str(), kept.5.as_str());
    assert_eq!(kept, expected);
    let found = home.json(&["meeting", "find", "step"]);
    assert_eq!((&found["total"], &found["meetings"][0]["own"]), (&json!(1), &json!(true)), "it is found once");
    assert!(home.fails(1, &["meeting", "save", "1"]).contains("among your meetings already"));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["meeting", "list"])["meetings"], json!([]));
    names(&home, &["york"]);
    home.ok(&["meeting", "save", "1"]);
    let approach: String = file.query_row("SELECT approach FROM meeting", [], |row| row.get(0)).unwrap();
    assert_eq!(approach, "secular");
}

#[test]
fn a_name_that_is_taken_gets_its_time_beside_it() {
    let home = imported();
    home.ok(&["meeting", "add", "tuesday step & tea"]);
    names(&home, &["step", "--day", "tue"]);
    assert!(home.ok(&["meeting", "save", "1"]).contains("Tuesday Step & Tea (Tue 19:30)"));
    names(&home, &["café"]);
    assert!(home.fails(1, &["meeting", "save", "1", "--name", "Tuesday Step & Tea"]).contains("already"));
}

#[test]
fn one_went_to_a_meeting_that_was_found_without_saving_it() {
    let home = imported();
    home.ok(&["config", "set", "programme", "na"]);
    names(&home, &["step"]);
    home.ok(&["attend", "--found", "1", "--shared", "--on", "2026-11-17"]);
    let attended = home.json(&["attend", "list"])["attendances"][0].clone();
    let told = |key: &str| attended[key].clone();
    assert_eq!(
        (told("meeting"), told("programme"), told("venue"), told("roles")),
        (json!("Tuesday Step & Tea"), json!("aa"), json!("in-person"), json!(["attended", "shared"]))
    );
    let file = crate::harness::connect(&home.file());
    let sql = "SELECT start_time, place, meeting_id FROM attendance";
    let (start, place, meeting): (String, String, Option<String>) =
        file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    assert_eq!((start.as_str(), meeting), ("19:30", None));
    assert!(place.contains("M20 2AB"), "{place}");
    assert_eq!(home.json(&["meeting", "list"])["meetings"], json!([]));
    assert!(home.fails(1, &["attend", "--found", "2"]).contains("showed 1 meeting"));
    home.fails(2, &["attend", "step", "--found", "1"]);
    home.fails(2, &["attend", "--found", "0"]);
}

#[test]
fn what_changes_in_the_directory_leaves_what_was_saved_and_attended() {
    let home = imported();
    names(&home, &["step"]);
    home.ok(&["attend", "--found", "1"]);
    home.ok(&["meeting", "save", "1"]);
    let records = home.records();
    let mut newer: Vec<Value> = serde_json::from_str(LIST).unwrap();
    newer[0]["name"] = json!("Another");
    std::fs::write(home.root().join("list.json"), json!(newer[..3]).to_string()).unwrap();
    home.ok(&["meeting", "import", "list.json", "--source", "city"]);
    assert_eq!(home.records(), records);
}

#[test]
fn what_comes_next_is_told_by_day() {
    let home = imported();
    assert!(home.ok(&["meeting", "next"]).contains("None is saved yet"));
    home.ok(&["meeting", "add", "Noon", "--day", "tue,wed", "--time", "12:00", "--place", "Library"]);
    home.ok(&[
        "meeting",
        "add",
        "Far",
        "--day",
        "mon",
        "--time",
        "20:00",
        "--zone",
        "America/New_York",
        "--venue",
        "online",
    ]);
    let shown = home.ok(&["meeting", "next"]);
    for line in [
        "Tue 24 Nov, tomorrow",
        "01:00 (Mon 20:00 America/New_York)",
        "Far, online, in 4 hours",
        "12:00",
        "Wed 25 Nov",
        "Library",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let next = home.json(&["meeting", "next", "--days", "1"]);
    let told: Vec<&Value> = next["meetings"].as_array().unwrap().iter().map(|one| &one["starts_at"]).collect();
    assert_eq!(told, ["2026-11-24T01:00:00+00:00", "2026-11-24T12:00:00+00:00"]);
    assert_eq!((&next["days"], &next["meetings"][0]["starts_there"]), (&json!(1), &json!("2026-11-23T20:00:00-05:00")));
}

#[test]
fn a_search_in_a_folder_that_cannot_be_written_answers_without_numbers_or_with_them() {
    use std::os::unix::fs::PermissionsExt;
    let home = imported();
    let set = |file, folder| {
        std::fs::set_permissions(home.folder().join("directory.db"), std::fs::Permissions::from_mode(file)).unwrap();
        std::fs::set_permissions(home.folder(), std::fs::Permissions::from_mode(folder)).unwrap();
    };
    set(0o400, 0o500);
    let found = names(&home, &["step"]);
    set(0o600, 0o700);
    assert_eq!(found, ["Tuesday Step & Tea"]);
}
