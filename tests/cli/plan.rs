//! `plan`: the person's own reasons, warning signs and coping steps.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::harness::{Answer, Home};
use crate::inside::Person;

fn plan(home: &Home) -> Value {
    home.json(&["plan", "show"])
}

/// A home with two reasons.
fn with_reasons() -> Home {
    let home = Home::new();
    home.ok(&["plan", "edit", "reasons", "my daughter\nsleep"]);
    home
}

/// Edits the whole plan with an editor that does this to its file, and gives these answers.
fn edited(home: &Home, script: &str, answers: &[&str]) -> (Answer, Vec<String>) {
    let editor = home.root().join("editor");
    fs::write(&editor, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).unwrap();
    let person = Person::who_answers(answers).with_editor(editor.to_str().unwrap(), None);
    let answer = person.runs(home, &["plan", "edit"]);
    let asked = person.asked.borrow().clone();
    (answer, asked)
}

#[test]
fn a_part_is_replaced_or_added_to() {
    let home = with_reasons();
    home.ok(&["plan", "edit", "reasons", "mornings", "--add"]);
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep", "mornings"]));
    let said = home.ok(&["plan", "edit", "reasons", "only this"]);
    assert_eq!(said, "Kept: your reasons (1 line, in place of 3). Take back: onward undo\n");
    let expected = json!({
        "as_of": "2026-11-23", "reasons": ["only this"], "warning_signs": [], "coping_steps": [],
    });
    assert_eq!(plan(&home), expected);
    let said = home.ok(&["plan", "show"]);
    assert!(said.starts_with("My reasons\n  only this\n\nWarning signs\n  None yet."), "{said}");
}

#[test]
fn a_part_can_come_from_standard_input() {
    let home = Home::new();
    let answer = home.pipe(&["plan", "edit", "coping-steps", "-"], b"walk\n\nring Maria\n");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(answer.out, "Kept: your coping-steps (2 lines). Take back: onward undo\n");
    assert_eq!(plan(&home)["coping_steps"], json!(["walk", "ring Maria"]));
}

#[test]
fn every_edit_is_one_step_that_undo_takes_back() {
    let home = with_reasons();
    let before = home.records();
    home.ok(&["plan", "edit", "reasons", "other"]);
    home.ok(&["undo"]);
    assert_eq!(home.records(), before);
    assert!(!home.ok(&["history"]).contains("daughter"), "the history says no intimate word");
}

#[test]
fn the_same_again_changes_nothing() {
    let home = with_reasons();
    let before = home.dump();
    assert!(home.ok(&["plan", "edit", "reasons", "my daughter\nsleep"]).starts_with("Nothing to change"));
    assert_eq!(home.dump(), before);
}

#[test]
fn emptying_a_part_has_to_be_said_twice() {
    let home = with_reasons();
    let said = home.fails(2, &["plan", "edit", "reasons", ""]);
    assert!(said.contains("reasons (2 lines)") && said.contains("--yes"), "{said}");
    let person = Person::who_answers(&["no"]);
    assert_eq!(person.runs(&home, &["plan", "edit", "reasons", ""]).code, 1);
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep"]));
    home.ok(&["plan", "edit", "reasons", "", "--yes"]);
    assert_eq!(plan(&home)["reasons"], json!([]));
    home.ok(&["undo"]);
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep"]));
}

#[test]
fn the_marks_of_a_list_alone_are_nothing() {
    let home = with_reasons();
    assert!(home.fails(2, &["plan", "edit", "reasons", "- \n*"]).contains("reasons (2 lines)"));
    assert!(home.fails(2, &["plan", "edit", "reasons", "-- ", "--add"]).contains("nothing to add"));
    let (answer, asked) = edited(&home, "sed -i 's/^my daughter$/-/; /^sleep$/d' \"$1\"", &["no", "no"]);
    assert_eq!(answer.code, 1);
    assert!(asked[0].contains("reasons (2 lines)"), "{asked:?}");
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep"]));
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    let home = Home::new();
    assert!(home.fails(2, &["plan", "edit"]).contains("PART"));
    let said = home.fails(2, &["plan", "edit", "reasons"]);
    assert!(said.contains("TEXT") && said.contains("--add"), "what is pasted takes nothing away: {said}");
    assert!(home.fails(2, &["plan", "edit", "dreams", "x"]).contains("warning-signs"));
    assert!(home.fails(2, &["plan", "edit", "reasons", "", "--add"]).contains("TEXT"));
}

#[test]
fn the_whole_plan_is_one_text_in_the_editor() {
    let home = with_reasons();
    let (answer, asked) = edited(&home, "sed -i 's/^sleep$/mornings/; s/^# What helps me$/&\\nwalk/' \"$1\"", &[]);
    assert_eq!((answer.code, asked.len()), (0, 0), "{}", answer.err);
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "mornings"]));
    assert_eq!(plan(&home)["coping_steps"], json!(["walk"]));
    home.ok(&["undo"]);
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep"]));
}

#[test]
fn a_heading_that_is_not_known_loses_no_word() {
    let home = with_reasons();
    // The first time a heading is mistyped and a word is added; the second time the heading is mended.
    let script = "if grep -q kept \"$1\"; then sed -i 's/^# Hopes$/# Warning signs/' \"$1\"; \
                  else sed -i 's/^# Warning signs$/# Hopes\\nkept/' \"$1\"; fi";
    let (answer, asked) = edited(&home, script, &["yes"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(asked[0].contains("# Hopes") && asked[0].contains("Open the editor again"), "{asked:?}");
    assert_eq!(plan(&home)["warning_signs"], json!(["kept"]));
}

#[test]
fn who_does_not_go_back_to_the_editor_leaves_the_plan_as_it_was() {
    let home = with_reasons();
    let before = home.dump();
    let (answer, _) = edited(&home, "echo '# Hopes' >> \"$1\"", &["no"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_plan_edited_to_nothing_asks() {
    let home = with_reasons();
    let (answer, asked) = edited(&home, ": > \"$1\"", &["no", "no"]);
    assert_eq!(answer.code, 1);
    assert!(asked[0].contains("reasons (2 lines)"), "{asked:?}");
    assert_eq!(plan(&home)["reasons"], json!(["my daughter", "sleep"]));
    let (answer, _) = edited(&home, ": > \"$1\"", &["yes"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(plan(&home)["reasons"], json!([]));
}
