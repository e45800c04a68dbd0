//! `step`: work on the steps of a programme.

use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::Person;

/// Someone in AA with a sponsor.
fn with_sponsor() -> Home {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--programme", "aa"]);
    home
}

/// How a step of the only programme stands.
fn step(home: &Home, number: usize) -> Value {
    home.json(&["step", "list"])["programmes"][0]["steps"][number - 1].clone()
}

#[test]
fn a_step_is_begun_worked_and_done_with_someone() {
    let home = with_sponsor();
    let begun = home.json(&["step", "begin", "4", "--with", "maria", "--on", "2026-11-02"]);
    let mut item = begun["step"].clone();
    assert!(item.as_object_mut().unwrap().remove("id").is_some());
    let expected = json!({
        "programme": "aa", "number": 4, "time_through": 1, "begun_on": "2026-11-02", "done_on": null,
        "with": "Maria G", "notes": 0, "recorded_at": "2026-11-23T21:30:00+00:00",
    });
    assert_eq!((&begun["as_of"], item), (&json!("2026-11-23"), expected));
    home.ok(&["step", "note", "4", "began the list"]);
    let expected = json!({
        "number": 4, "state": "working", "times": 1, "begun_on": "2026-11-02", "done_on": null, "with": "Maria G",
        "notes": 1,
    });
    assert_eq!(step(&home, 4), expected);
    let done = home.json(&["step", "done", "4"])["step"].clone();
    assert_eq!((&done["done_on"], &done["with"], &done["notes"]), (&json!("2026-11-23"), &json!("Maria G"), &json!(1)));
    assert_eq!(step(&home, 4)["state"], "done");
}

#[test]
fn every_step_of_every_programme_is_listed() {
    let home = with_sponsor();
    home.ok(&["clock", "add", "cannabis", "--programme", "na"]);
    home.ok(&["clock", "add", "gambling", "--programme", "smart"]);
    let programmes = home.json(&["step", "list"])["programmes"].clone();
    let names: Vec<&Value> = programmes.as_array().unwrap().iter().map(|one| &one["programme"]).collect();
    assert_eq!(names, ["aa", "na"]);
    let expected = json!({
        "number": 12, "state": "not_begun", "times": 0, "begun_on": null, "done_on": null, "with": null, "notes": 0,
    });
    assert_eq!((programmes[0]["steps"].as_array().unwrap().len(), &programmes[1]["steps"][11]), (12, &expected));
    let only = home.json(&["step", "list", "--programme", "na"]);
    assert_eq!(only["programmes"].as_array().unwrap().len(), 1);
    assert_eq!(Home::new().json(&["step", "list"]), json!({ "as_of": "2026-11-23", "programmes": [] }));
}

#[test]
fn a_step_is_worked_again_and_the_first_time_stands() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4", "--on", "2026-01-05"]);
    home.ok(&["step", "done", "4", "--on", "2026-03-01"]);
    let said = home.ok(&["step", "begin", "4"]);
    assert!(said.contains("AA step 4 (2nd time) begun"), "{said}");
    assert_eq!((&step(&home, 4)["state"], &step(&home, 4)["times"]), (&json!("working"), &json!(2)));
    let listed = home.ok(&["step", "list"]);
    assert!(
        listed.contains("1 of 12 steps done") && listed.contains("working since Mon 23 Nov, done before"),
        "{listed}"
    );
    let page = home.json(&["step", "show", "4"]);
    let days: Vec<(&Value, &Value)> =
        page["work"].as_array().unwrap().iter().map(|work| (&work["begun_on"], &work["done_on"])).collect();
    assert_eq!(days, [(&json!("2026-01-05"), &json!("2026-03-01")), (&json!("2026-11-23"), &Value::Null)]);
}

#[test]
fn an_open_step_is_not_begun_twice() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4", "--on", "2026-11-02"]);
    let said = home.fails(1, &["step", "begin", "4"]);
    assert!(said.contains("already since Mon 2 Nov") && said.contains("onward step done 4"), "{said}");
}

#[test]
fn a_step_can_be_done_of_which_the_beginning_is_not_known() {
    let home = with_sponsor();
    let done = home.json(&["step", "done", "1", "--on", "2025-06-01", "--with", "maria"])["step"].clone();
    assert_eq!((&done["begun_on"], &done["done_on"]), (&Value::Null, &json!("2025-06-01")));
    let said = home.fails(1, &["step", "done", "1", "--on", "2025-06-01"]);
    assert!(said.contains("done already"), "{said}");
}

#[test]
fn days_that_cannot_be_are_refused() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4", "--on", "2026-11-02"]);
    let said = home.fails(1, &["step", "done", "4", "--on", "2026-11-01"]);
    assert!(said.contains("Mon 2 Nov 2026") && said.contains("--begun"), "{said}");
    for words in [["begin", "5"], ["done", "4"], ["note", "4"]] {
        let said = home.fails(1, &["step", words[0], words[1], "--on", "2026-11-24"]);
        assert!(said.contains("still to come"), "{said}");
    }
}

#[test]
fn a_step_that_the_programme_does_not_have_is_refused() {
    let home = with_sponsor();
    for (wrong, code) in [("13", 1), ("0", 1), ("300", 1), ("four", 2), ("-1", 2), ("99999999", 2)] {
        let said = home.fails(code, &["step", "begin", wrong]);
        assert!(code == 2 || said.contains("AA has 12 steps") && said.contains("hint: "), "{said}");
    }
}

#[test]
fn a_programme_without_steps_leads_to_its_tools() {
    let home = Home::new();
    for words in [["step", "begin", "1"], ["step", "show", "1"], ["step", "note", "1"]] {
        let said = home.fails(1, &[&words[..], &["--programme", "smart"]].concat());
        assert!(said.contains("SMART works without steps") && said.contains("onward smart"), "{said}");
    }
    home.fails(1, &["step", "list", "--programme", "smart"]);
    let said = home.fails(1, &["step", "list", "--programme", "dharma"]);
    assert!(said.contains("onward programme list") && !said.contains("smart"), "{said}");
}

#[test]
fn which_of_two_programmes_is_meant_is_asked_in_a_terminal() {
    let home = with_sponsor();
    home.ok(&["clock", "add", "cannabis", "--programme", "na"]);
    let person = Person::who_answers(&["1"]);
    let answer = person.runs(&home, &["step", "begin", "1", "--json"]);
    assert!(answer.code == 0 && answer.out.contains("\"programme\":\"na\""), "{}{}", answer.out, answer.err);
    assert_eq!(*person.offered.borrow(), [["AA", "NA"]]);
}

#[test]
fn a_way_on_that_is_shown_names_the_programme() {
    let home = with_sponsor();
    home.ok(&["clock", "add", "cannabis", "--programme", "na"]);
    let said = home.fails(1, &["step", "note", "4", "a note", "--programme", "na"]);
    assert!(said.contains("onward step begin 4 --programme na"), "{said}");
    home.ok(&["step", "begin", "4", "--programme", "na"]);
    let said = home.fails(1, &["step", "begin", "4", "--programme", "na"]);
    assert!(said.contains("onward step done 4 --programme na"), "{said}");
}

#[test]
fn the_programme_is_the_set_one_or_the_only_one_with_steps() {
    let home = Home::new();
    let said = home.fails(2, &["step", "begin", "1"]);
    assert!(said.contains("--programme"), "{said}");
    home.ok(&["clock", "add", "gambling", "--programme", "smart"]);
    home.fails(2, &["step", "begin", "1"]);
    home.ok(&["meeting", "add", "Noon", "--programme", "na"]);
    assert_eq!(home.json(&["step", "begin", "1"])["step"]["programme"], "na");
    home.ok(&["contact", "add", "Maria G", "--programme", "aa"]);
    let said = home.fails(2, &["step", "begin", "2"]);
    assert!(said.contains("AA and NA"), "{said}");
    home.ok(&["config", "set", "programme", "aa"]);
    assert_eq!(home.json(&["step", "begin", "2"])["step"]["programme"], "aa");
    assert_eq!(home.json(&["step", "begin", "2", "--programme", "NA"])["step"]["programme"], "na");
}

#[test]
fn a_hidden_clock_is_not_spoken_of() {
    let home = with_sponsor();
    home.ok(&["clock", "add", "pills", "--programme", "na", "--hidden"]);
    assert_eq!(home.json(&["step", "begin", "1"])["step"]["programme"], "aa");
    assert!(!home.ok(&["step", "list"]).contains("NA"));
}

#[test]
fn a_note_belongs_to_the_time_through_that_one_is_at() {
    let home = with_sponsor();
    let said = home.fails(1, &["step", "note", "4", "too early"]);
    assert!(said.contains("onward step begin 4"), "{said}");
    home.ok(&["step", "begin", "4", "--on", "2026-01-05"]);
    assert_eq!(home.pipe(&["step", "note", "4", "-", "--on", "2026-02-01"], b"the first\nline two\n").code, 0);
    home.ok(&["step", "done", "4", "--on", "2026-03-01"]);
    home.ok(&["step", "note", "4", "afterwards"]);
    home.ok(&["step", "begin", "4"]);
    let note = home.json(&["step", "note", "4", "again"])["note"].clone();
    assert_eq!(
        (&note["time_through"], &note["text"], &note["day"]),
        (&json!(2), &json!("again"), &json!("2026-11-23"))
    );
    let page = home.json(&["step", "show", "4"]);
    let notes = |time: usize| {
        let notes = page["work"][time]["notes"].as_array().unwrap();
        notes.iter().map(|note| note["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((notes(0), notes(1)), (vec![json!("the first\nline two"), json!("afterwards")], vec![json!("again")]));
    assert!(!home.ok(&["history"]).contains("afterwards"));
}

#[test]
fn a_note_is_asked_for_in_a_terminal_and_missed_in_a_script() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4"]);
    assert!(home.fails(2, &["step", "note", "4"]).contains("TEXT is missing"));
    assert!(home.fails(1, &["step", "note", "4", " "]).contains("empty"));
    let person = Person::who_answers(&["from the terminal"]);
    let answer = person.runs(&home, &["step", "note", "4"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    let editor = Person::default().with_editor("printf 'written' >", None);
    assert_eq!(editor.runs(&home, &["step", "note", "4", "--edit"]).code, 0);
    assert_eq!(step(&home, 4)["notes"], 2);
}

#[test]
fn a_time_through_is_changed_by_its_id() {
    let home = with_sponsor();
    let first = home.id_of(&["step", "begin", "4", "--on", "2026-01-05", "--with", "maria"]);
    home.ok(&["step", "edit", &first, "--begun", "2026-01-01", "--done", "2026-03-01", "--with", "none"]);
    let changed = home.json(&["step", "show", "4"])["work"][0].clone();
    assert_eq!((&changed["begun_on"], &changed["done_on"]), (&json!("2026-01-01"), &json!("2026-03-01")));
    assert_eq!(changed["with"], Value::Null);
    home.ok(&["step", "begin", "4"]);
    let said = home.fails(1, &["step", "edit", &first, "--done", "none"]);
    assert!(said.contains("another time through AA step 4"), "{said}");
    home.fails(1, &["step", "edit", &first, "--begun", "none", "--done", "none"]);
    home.fails(1, &["step", "edit", &first, "--begun", "2026-03-02"]);
    assert!(home.fails(2, &["step", "edit", &first, "--note", "x"]).contains("not a note"));
    assert!(home.fails(1, &["step", "edit", "00000000", "--done", "today"]).contains("onward step show 4"));
}

#[test]
fn a_note_is_changed_and_removed_by_its_id() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4"]);
    let note = home.id_of(&["step", "note", "4", "first words"]);
    home.ok(&["step", "edit", &note, "--note", "other words", "--on", "yesterday"]);
    let kept = home.json(&["step", "show", "4"])["work"][0]["notes"][0].clone();
    assert_eq!((&kept["text"], &kept["day"]), (&json!("other words"), &json!("2026-11-22")));
    assert!(home.fails(1, &["step", "edit", &note, "--note", ""]).contains("onward step remove"));
    assert!(home.fails(2, &["step", "edit", &note, "--done", "today"]).contains("is a note"));
    assert!(home.fails(2, &["step", "remove", &note]).contains("--yes"));
    home.ok(&["step", "remove", &note, "--yes"]);
    assert_eq!(step(&home, 4)["notes"], 0);
}

#[test]
fn a_time_through_goes_with_its_notes_and_comes_back_with_them() {
    let home = with_sponsor();
    let id = home.id_of(&["step", "begin", "4"]);
    home.ok(&["step", "note", "4", "one"]);
    home.ok(&["step", "note", "4", "two"]);
    let before = home.records();
    assert!(home.fails(2, &["step", "remove", &id]).contains("2 notes"));
    home.ok(&["step", "remove", &id, "--yes"]);
    assert_eq!(home.json(&["step", "show", "4"])["work"], json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.records(), before);
}

#[test]
fn removing_the_contact_keeps_the_name() {
    let home = with_sponsor();
    home.ok(&["step", "begin", "4", "--with", "maria"]);
    home.ok(&["contact", "remove", "maria", "--yes"]);
    assert_eq!(home.json(&["step", "list", "--programme", "aa"])["programmes"][0]["steps"][3]["with"], "Maria G");
    assert!(home.fails(1, &["step", "begin", "5", "--with", "maria"]).contains("no contact named"));
}

#[test]
fn the_echo_names_step_day_and_the_way_back() {
    let home = with_sponsor();
    let said = home.ok(&["step", "begin", "4", "--with", "maria", "--on", "yesterday"]);
    for part in ["Sun 22 Nov (yesterday)", "AA step 4 begun", "with Maria G", "onward undo"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}
