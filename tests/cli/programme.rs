//! `programme`: words of one's own, and what follows from them on every screen.

use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::Person;

/// A home with a programme of its own, a clock and a contact of it.
fn with_own() -> Home {
    let home = Home::new();
    let words = ["programme", "add", "wfr", "--title", "Women for Recovery", "--steps", "6", "--helper", "mentor"];
    home.ok(&[&words[..], &["--token", "bead", "--milestones", "30d=first bead,3m,1y=stone"]].concat());
    home
}

fn listed(home: &Home) -> Vec<Value> {
    home.json(&["programme", "list"])["programmes"].as_array().unwrap().clone()
}

#[test]
fn a_programme_keeps_all_that_was_said_of_it() {
    let mut programme = with_own().json(&["programme", "show", "wfr"])["programme"].clone();
    assert_eq!(programme.as_object_mut().unwrap().remove("id").unwrap().as_str().unwrap().len(), 36);
    let expected = json!({
        "name": "wfr", "title": "Women for Recovery", "steps": 6, "helper": "mentor", "take_part": "share",
        "token": "bead", "milestones": "30d=first bead,3m,1y=stone", "built_in": false, "own": true,
        "recorded_at": "2026-11-23T21:30:00+00:00",
    });
    assert_eq!(programme, expected);
}

#[test]
fn the_known_ones_are_listed_as_built_in_after_those_of_ones_own() {
    let list = listed(&with_own());
    let names: Vec<&str> = list.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names[..4], ["wfr", "aa", "na", "smart"]);
    assert!(list[1..].iter().all(|one| one["built_in"] == true && one["id"].is_null()));
    let smart = &list[3];
    assert_eq!((&smart["steps"], &smart["token"]), (&json!(0), &Value::Null));
    assert_eq!((&smart["helper"], &smart["take_part"]), (&json!("facilitator"), &json!("take part")));
    assert!(with_own().ok(&["programme", "list"]).lines().nth(2).unwrap().contains("built in"));
}

#[test]
fn what_is_left_out_is_taken_from_custom() {
    let home = Home::new();
    let plain = home.json(&["programme", "add", "Women for Recovery"])["programme"].clone();
    assert_eq!((&plain["name"], &plain["title"]), (&json!("women for recovery"), &json!("Women for Recovery")));
    assert_eq!((&plain["steps"], &plain["helper"], &plain["token"]), (&json!(12), &json!("sponsor"), &Value::Null));
    let without = home.json(&["programme", "add", "circle", "--steps", "0"])["programme"].clone();
    assert_eq!((&without["helper"], &without["take_part"]), (&json!("facilitator"), &json!("take part")));
    let na = home.json(&["programme", "add", "NA", "--title", "N.A."])["programme"].clone();
    assert_eq!((&na["name"], &na["token"], &na["milestones"]), (&json!("na"), &json!("key tag"), &json!("na")));
    assert_eq!((&na["built_in"], &na["own"]), (&json!(true), &json!(true)));
}

#[test]
fn the_echo_says_what_was_recorded_and_undo_takes_it_back() {
    let home = with_own();
    let said = home.ok(&["programme", "edit", "wfr", "--token", "none", "--helper", "guide"]);
    assert!(said.starts_with("Changed: programme Women for Recovery (wfr): 6 steps, guide, milestones 30d=first bead"));
    assert!(said.contains("onward undo"), "{said}");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["programme", "show", "women"])["programme"]["helper"], "mentor");
}

#[test]
fn a_clock_counts_by_the_milestones_of_its_own_programme() {
    let home = with_own();
    let own = "30d=first bead,3m,1y=stone";
    assert_eq!(home.json(&["clock", "add", "wine", "--programme", "WFR"])["clock"]["milestones"], own);
    home.ok(&["clock", "add", "sugar"]);
    assert_eq!(home.json(&["clock", "edit", "sugar", "--milestones", "wfr"])["clock"]["milestones"], own);
    assert_eq!(home.json(&["clock", "add", "gaming", "--milestones", "WFR"])["clock"]["milestones"], own);
    home.ok(&["config", "set", "programme", "wfr"]);
    let first = Home::new();
    first.ok(&["programme", "add", "wfr", "--milestones", "45d"]);
    first.ok(&["config", "set", "programme", "wfr"]);
    first.ok(&["checkin", "good", "--sober"]);
    assert_eq!(first.json(&["clock", "list"])["clocks"][0]["milestones"], "45d", "the first clock too");
    let said = home.fails(2, &["clock", "add", "tea", "--milestones", "chips"]);
    assert!(said.contains("chips") && said.contains("wfr"), "{said}");
}

#[test]
fn the_milestones_of_a_clock_stay_when_those_of_its_programme_change() {
    let home = with_own();
    home.ok(&["clock", "add", "wine", "--programme", "wfr"]);
    let said = home.ok(&["programme", "edit", "wfr", "--milestones", "45d"]);
    assert!(
        said.contains("wine keeps other milestones") && said.contains("clock edit wine --milestones wfr"),
        "{said}"
    );
    assert_eq!(home.json(&["clock", "show", "wine"])["clock"]["milestones"], "30d=first bead,3m,1y=stone");
}

#[test]
fn removing_a_programme_changes_no_record() {
    let home = with_own();
    home.ok(&["clock", "add", "wine", "--programme", "wfr"]);
    home.ok(&["attend", "Circle", "--programme", "wfr", "--shared"]);
    let records = |home: &Home| {
        home.records().lines().filter(|line| !line.starts_with("programme:")).collect::<Vec<_>>().join("\n")
    };
    let before = records(&home);
    assert!(home.fails(2, &["programme", "remove", "wfr"]).contains("1 clock"));
    let removed = home.json(&["programme", "remove", "wfr", "--yes"]);
    assert_eq!((&removed["removed"], &removed["programme"]["name"]), (&json!(true), &json!("wfr")));
    assert_eq!(records(&home), before);
    assert!(home.ok(&["today"]).contains("wine (wfr)"), "the name is still said");
    home.fails(1, &["programme", "show", "wfr"]);
}

#[test]
fn own_words_for_a_built_in_name_hold_until_they_are_removed() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-05", "--programme", "aa"]);
    let streak = |home: &Home| home.ok(&["streak"]);
    assert!(streak(&home).contains("alcohol (AA)") && streak(&home).contains("30 days (red chip)"));
    home.ok(&["programme", "add", "AA", "--title", "The Rooms", "--token", "medallion"]);
    let said = streak(&home);
    assert!(said.contains("alcohol (The Rooms)") && said.contains("30 days (red medallion)"), "{said}");
    home.ok(&["programme", "remove", "aa", "--yes"]);
    assert!(streak(&home).contains("alcohol (AA)") && streak(&home).contains("30 days (red chip)"));
    let said = home.fails(1, &["programme", "remove", "aa", "--yes"]);
    assert!(said.contains("built in"), "{said}");
    assert!(home.fails(1, &["programme", "edit", "na", "--steps", "3"]).contains("onward programme add na"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let home = with_own();
    assert!(home.fails(1, &["programme", "add", "WFR"]).contains("onward programme edit wfr"));
    for args in [
        &["programme", "add", ""][..],
        &["programme", "add", "none"],
        &["programme", "add", "a\nb"],
        &["programme", "add", "x", "--steps", "101"],
        &["programme", "add", "x", "--helper", ""],
        &["programme", "add", "x", "--milestones", "30d=a=b"],
        &["programme", "add", "x", "--milestones", "30d=a,30d=b"],
        &["programme", "add"],
    ] {
        assert!(home.fails(2, args).contains("\nhint: "), "{args:?}");
    }
    assert!(home.fails(1, &["programme", "show", "wfx"]).contains("\"wfr\""), "near matches are listed");
}

#[test]
fn who_helps_is_called_by_the_word_of_the_programme() {
    let mut home = with_own();
    let said = home.ok(&["contact", "add", "Ann", "--role", "sponsor", "--programme", "wfr", "--every", "2d"]);
    assert!(said.contains("Ann (mentor)"), "{said}");
    home.at("2026-11-25T21:30:00+00:00");
    assert!(home.ok(&["today"]).contains("Ann (mentor), due today"));
    assert_eq!(home.json(&["contact", "list"])["contacts"][0]["role"], "sponsor", "what is stored stays the role");
}

#[test]
fn one_takes_part_where_nobody_shares() {
    let home = Home::new();
    home.ok(&["meeting", "add", "Tools", "--programme", "smart", "--day", "tue", "--time", "19:00"]);
    home.ok(&["meeting", "add", "Step", "--programme", "aa", "--day", "wed", "--time", "19:00"]);
    let said = home.ok(&["attend", "tools", "--shared", "--chaired"]);
    assert!(said.contains("Tools (SMART), attended, took part and facilitated"), "{said}");
    assert_eq!(home.json(&["attend", "list"])["attendances"][0]["roles"], json!(["attended", "shared", "chaired"]));
    let report = home.ok(&["attendance"]);
    assert!(report.contains("took part 1, facilitated 1") && !report.contains("shared"), "{report}");
    assert!(home.ok(&["attend", "step", "--shared"]).contains("Step (AA), attended and shared"));
    let report = home.ok(&["attendance"]);
    assert!(report.contains("AA 1, SMART 1") && report.contains("shared or took part 2"), "{report}");
    let list = home.ok(&["attend", "list"]);
    assert!(list.contains("took part, facilitated"), "{list}");
}

#[test]
fn the_question_of_a_meeting_is_asked_in_its_own_words() {
    let home = Home::new();
    home.ok(&["meeting", "add", "Tools", "--programme", "smart"]);
    home.ok(&["meeting", "add", "Step", "--programme", "aa"]);
    for (at, words) in [("0", "took part, facilitated, spoke, helped"), ("1", "shared, chaired, spoke, service")] {
        let person = Person::who_answers(&[at, "0"]);
        let answer = person.runs(&home, &["attend", "--json"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.out.contains("\"roles\":[\"attended\",\"shared\"]"), "{}", answer.out);
        let offered = person.offered.borrow().last().unwrap().join(", ");
        assert_eq!(offered, words);
    }
}

#[test]
fn two_programmes_stand_rightly_on_one_screen() {
    let mut home = Home::new();
    home.at("2026-11-20T12:00:00+00:00");
    home.ok(&["clock", "add", "alcohol", "--since", "2026-10-24", "--programme", "aa"]);
    home.ok(&["clock", "add", "cannabis", "--since", "2026-10-24", "--programme", "na"]);
    home.ok(&["clock", "add", "gambling", "--since", "2026-10-24", "--programme", "smart"]);
    for day in 24..=31 {
        home.ok(&["checkin", "good", "--sober", "--on", &format!("2026-10-{day}")]);
    }
    for day in 1..=20 {
        home.ok(&["checkin", "good", "--sober", "--on", &format!("2026-11-{day:02}")]);
    }
    home.at("2026-11-23T12:00:00+00:00");
    for day in ["2026-11-21", "2026-11-22"] {
        home.ok(&["checkin", "good", "--sober", "--on", day]);
    }
    let said = home.ok(&["today"]);
    for line in [
        "alcohol: 30 days (red chip) today. Well done.",
        "cannabis: 30 days (orange key tag) today. Well done.",
        "gambling: 30 days today. Well done.",
    ] {
        assert!(said.contains(line), "no {line}:\n{said}");
    }
    let clocks = home.json(&["today"])["clocks"].clone();
    let tokens: Vec<&Value> = (0..3).map(|at| &clocks[at]["milestone_today"]["token"]).collect();
    assert_eq!(tokens, [&json!("red chip"), &json!("orange key tag"), &Value::Null]);
}

#[test]
fn the_page_of_programmes_fits_one_screen() {
    let said = Home::new().ok(&["help", "programmes"]);
    assert!(said.lines().count() <= 23 && said.lines().all(|line| line.chars().count() <= 80), "{said}");
    for word in ["SMART", "key tags", "facilitator", "onward programme add", "take part"] {
        assert!(said.contains(word), "no {word}:\n{said}");
    }
}
