//! `smart` in a terminal: one question after another.

use serde_json::Value;

use crate::harness::Home;
use crate::inside::Person;
use crate::smart::{TOOLS, answers, recorded};

#[test]
fn a_tool_asks_one_question_after_another() {
    let home = Home::new();
    let person = Person::who_answers(&["honesty", "saying it", "7", "calm", "", "", ""]);
    let answer = person.runs(&home, &["smart", "values"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    let kept = home.json(&["smart", "list"])["worksheets"][0].clone();
    assert_eq!(answers(&kept), ["value honesty", "meaning saying it", "fits 7", "value calm"]);
    let asked = person.asked.borrow();
    assert!(asked[0].contains("Ctrl-C") && asked[3].contains("honesty") && asked[6].contains("calm"), "{asked:?}");
}

#[test]
fn a_balance_asks_for_the_own_areas_of_the_last_time() {
    let home = Home::new();
    recorded(&home, "balance", &["health=4", "the garden=9"]);
    let person = Person::who_answers(&["6", "", "", "", "", "", "", "", "8", "music", "5", ""]);
    assert_eq!(person.runs(&home, &["smart", "balance"]).code, 0);
    let kept = home.json(&["smart", "list"])["worksheets"][0].clone();
    assert_eq!(answers(&kept), ["area health 6", "area the garden 8", "area music 5"]);
}

#[test]
fn a_question_names_the_clock_it_is_about() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling"]);
    let person = Person::who_answers(&["a rush", "", "", "", "", "", "", "", ""]);
    assert_eq!(person.runs(&home, &["smart", "cost-benefit", "--clock", "gambling"]).code, 0);
    let asks = "What does life without gambling cost you in the long run?";
    assert!(person.asked.borrow().iter().any(|asked| asked == asks));
    home.ok(&["clock", "add", "wine", "--hidden"]);
    let person = Person::who_answers(&["0", "a rush", "", "", "", "", "", "", "", ""]);
    assert_eq!(person.runs(&home, &["smart", "cost-benefit"]).code, 0);
    assert!(person.asked.borrow().iter().any(|asked| asked == asks));
    assert_eq!(*person.offered.borrow(), [["gambling", "leave it out"]]);
    let without = Person::who_answers(&["1", "a rush", "", "", "", "", "", "", "", ""]);
    assert_eq!(without.runs(&home, &["smart", "cost-benefit"]).code, 0);
    assert_eq!(home.json(&["smart", "list"])["worksheets"][0]["clock"], Value::Null);
}

#[test]
fn who_stops_at_a_question_has_kept_nothing() {
    let home = Home::new();
    for tool in TOOLS {
        let answer = Person::who_answers(&["6"]).runs(&home, &["smart", tool]);
        assert!(answer.code == 1 && answer.err.contains("nothing was recorded"), "{tool}: {}", answer.err);
    }
    assert!(!home.file().exists());
    let id = recorded(&home, "abc", &["happened=x"]);
    let (before, person) = (home.dump(), Person::who_answers(&[]));
    assert_eq!(person.runs(&home, &["smart", "review", &id]).code, 1);
    assert!(person.asked.borrow()[0].contains("What happened"));
    assert_eq!(home.dump(), before);
}
