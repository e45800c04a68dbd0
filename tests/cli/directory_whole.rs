//! `meeting import` over a directory that is not whole, and over meetings of which the list says something wrong today.

use std::fs;

use crate::directory::{IMPORT, LIST, imported, with};

#[test]
fn a_meeting_whose_record_is_wrong_today_stays_as_it_was() {
    let home = imported();
    fs::write(home.root().join("list.json"), LIST.replace("\"19:30\"", "\"99:99\"")).unwrap();
    let answer = home.run(&[&IMPORT[..], &["--json"]].concat());
    assert_eq!(answer.code, 4);
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((&answer["gone"], &answer["rejected"][0]["name"]), (&0.into(), &"Tuesday Step & Tea".into()));
    assert_eq!(answer["rejected"][0].as_object().unwrap().len(), 3, "a key is no part of what is told");
    assert!(home.ok(&["meeting", "find", "step"]).contains("Tuesday Step & Tea"));
}

#[test]
fn a_directory_that_is_damaged_inside_is_told_by_doctor_and_set_aside_when_that_is_asked_for() {
    let home = imported();
    let file = home.folder().join("directory.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[8192..28192].fill(0xff);
    fs::write(&file, bytes).unwrap();
    assert!(home.run(&["doctor"]).out.contains("--rebuild"));
    home.ok(&[&IMPORT[..], &["--rebuild"]].concat());
    assert!(home.ok(&["meeting", "find", "step"]).contains("Tuesday Step & Tea"));
    assert!(home.fails(1, &[&IMPORT[..], &["--rebuild"]].concat()).contains("leave --rebuild out"));
}

#[test]
fn a_directory_without_a_byte_is_none() {
    let home = with(LIST);
    home.ok(&["today"]);
    fs::create_dir_all(home.folder()).unwrap();
    fs::write(home.folder().join("directory.db"), "").unwrap();
    home.ok(&IMPORT);
    assert!(home.ok(&["meeting", "find", "step"]).contains("Tuesday Step & Tea"));
}

#[test]
fn a_first_line_that_is_none_of_a_table_is_refused_by_its_length() {
    let home = with(&"a".repeat(3_000_000));
    assert!(home.fails(1, &IMPORT).contains("its first line has 3000000 characters"));
}

#[test]
fn what_goes_on_past_midnight_is_found_today_and_what_is_only_online_is_near_nothing() {
    let mut home = imported();
    home.at("2026-11-24T00:10:00+00:00");
    assert!(home.ok(&["meeting", "find", "owls", "--today"]).contains("on now, until 00:30"));
    let near = home.json(&["meeting", "find", "--near", "53.4,-2.2", "--online"]);
    assert_eq!(near["total"], 0, "{near}");
}
