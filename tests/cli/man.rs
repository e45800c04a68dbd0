//! Manual pages: one for each command, made from its definition.

use std::fs;

use serde_json::Value;

use crate::harness::Home;

#[test]
fn a_page_says_what_the_help_says() {
    let home = Home::new();
    let page = home.ok(&["man", "clock", "add"]);
    assert!(page.contains(".TH onward-clock-add 1") && page.contains("2026-11-23"), "{page}");
    for said in ["Add a clock", "first sober day", "late\\-night gaming", ".SH EXTRA", "\\-\\-data\\-dir"] {
        assert!(page.contains(said), "no {said}:\n{page}");
    }
    assert!(home.ok(&["man"]).contains("onward\\-checkin(1)"));
    assert!(!home.folder().exists(), "a page needs no data");
}

#[test]
fn a_folder_gets_the_page_of_every_command() {
    let home = Home::new();
    let document = home.json(&["man", "-o", "pages"]);
    let files = document["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(document["folder"], "pages");
    for name in ["onward.1", "onward-checkin.1", "onward-clock-add.1", "onward-remind-install.1"] {
        assert!(names.contains(&name), "no {name}: {names:?}");
    }
    for name in &names {
        let page = fs::read_to_string(home.root().join("pages").join(name)).unwrap();
        assert!(page.contains(&format!(".TH {} 1", name.trim_end_matches(".1"))), "{name}:\n{page}");
    }
    assert_eq!(fs::read_dir(home.root().join("pages")).unwrap().count(), names.len());
}

#[test]
fn what_is_there_is_not_written_over() {
    let home = Home::new();
    fs::create_dir(home.root().join("man1")).unwrap();
    fs::write(home.root().join("man1/ls.1"), "mine").unwrap();
    let said = home.fails(1, &["man", "-o", "man1"]);
    assert!(said.contains("exists already"), "{said}");
    assert_eq!(fs::read_to_string(home.root().join("man1/ls.1")).unwrap(), "mine");
    assert_eq!(fs::read_dir(home.root().join("man1")).unwrap().count(), 1);
}

#[test]
fn a_command_that_is_not_there_has_no_page() {
    let home = Home::new();
    assert!(home.fails(1, &["man", "clock", "ad"]).contains("\"ad\""));
    assert!(home.fails(2, &["man", "clock", "-o", "pages"]).contains("--output"));
}

#[test]
fn a_page_in_json_is_one_document() {
    let document: Value = Home::new().json(&["man", "due"]);
    assert_eq!(document["topic"], "man due");
    assert!(document["text"].as_str().unwrap().contains("Exit code 0"));
}
