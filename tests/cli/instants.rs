//! What was recorded is ordered by when that was, whatever the wall clocks showed: in the hour that comes twice, and on a
//! journey.

use serde_json::Value;

use crate::harness::Home;

/// Where summer time ends at 01:00 UTC on Sunday 2026-10-25.
const BRITAIN: &str = "GMT0BST,M3.5.0/1,M10.5.0";

/// Ten to two in summer time, and ten past one in winter time, twenty minutes later.
const TWICE: [&str; 2] = ["2026-10-25T00:50:00+00:00", "2026-10-25T01:10:00+00:00"];

/// A morning in Sydney, and the morning of the same day in Los Angeles, after the flight.
const SAME_DAY: [(&str, &str); 2] = [("AEST-10", "2026-11-22T23:00:00+00:00"), ("PST8", "2026-11-23T16:00:00+00:00")];

/// The day after in Auckland, and after the flight across the line the day before again, in Honolulu.
const DAY_BEFORE: [(&str, &str); 2] =
    [("NZST-12", "2026-11-23T20:00:00+00:00"), ("HST10", "2026-11-24T05:00:00+00:00")];

/// Records the same thing at two instants, the later one last; the ids of both.
fn at_two(home: &mut Home, instants: &[(&str, &str); 2], args: &[&[&str]; 2]) -> [String; 2] {
    [0, 1].map(|nth| home.zone(instants[nth].0).at(instants[nth].1).id_of(args[nth]))
}

fn ids(list: &Value, key: &str) -> Vec<String> {
    list[key].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn twice() -> [(&'static str, &'static str); 2] {
    [(BRITAIN, TWICE[0]), (BRITAIN, TWICE[1])]
}

#[test]
fn an_urge_that_is_done_is_the_one_that_came_last() {
    for (what, instants) in [("hour", twice()), ("flight", SAME_DAY), ("line", DAY_BEFORE)] {
        let mut home = Home::new();
        let [_, later] = at_two(&mut home, &instants, &[&["urge", "6"], &["urge", "8"]]);
        assert_eq!(home.id_of(&["urge", "done", "--outcome", "passed"]), later, "{what}");
        let mut home = Home::new();
        let [_, later] = at_two(&mut home, &instants, &[&["urge", "6"], &["urge", "8"]]);
        assert_eq!(home.id_of(&["urge", "edit", "--strength", "3"]), later, "{what}");
    }
}

#[test]
fn an_urge_of_yesterday_that_is_written_down_today_is_not_the_last() {
    for at in ["2026-11-23T21:30:00+00:00", "2026-11-23T00:30:00+00:00"] {
        let mut home = Home::new();
        let today = home.at("2026-11-23T00:10:00+00:00").id_of(&["urge", "6"]);
        home.at(at).id_of(&["urge", "8", "--on", "yesterday"]);
        assert_eq!(home.id_of(&["urge", "done", "--outcome", "passed"]), today, "{at}");
    }
    let mut home = Home::new();
    home.ok(&["config", "set", "day-start", "04:00"]);
    home.at("2026-11-23T22:00:00+00:00").id_of(&["urge", "6"]);
    let late = home.at("2026-11-24T01:30:00+00:00").id_of(&["urge", "8"]);
    assert_eq!(home.id_of(&["urge", "done", "--outcome", "passed"]), late, "a late night belongs to the day before");
}

#[test]
fn lists_begin_with_what_was_recorded_last() {
    let kinds: [(&[&str], &str); 5] = [
        (&["urge", "5"], "urge"),
        (&["win", "a walk"], "win"),
        (&["checkin", "good"], "checkin"),
        (&["attend", "Open meeting"], "attend"),
        (&["reach", "Maria"], "reach"),
    ];
    for instants in [twice(), SAME_DAY] {
        for (args, command) in kinds {
            let mut home = Home::new();
            home.ok(&["contact", "add", "Maria"]);
            let [earlier, later] = at_two(&mut home, &instants, &[args, args]);
            let list = home.json(&[command, "list"]);
            let key = list.as_object().unwrap().iter().find(|(_, value)| value.is_array()).unwrap().0.clone();
            assert_eq!(ids(&list, &key), [later, earlier], "{command}");
        }
    }
}

#[test]
fn clocks_and_people_stand_in_the_order_in_which_they_were_added() {
    for instants in [twice(), SAME_DAY, DAY_BEFORE] {
        let mut home = Home::new();
        for ((zone, at), name) in instants.iter().zip(["zero", "alpha"]) {
            home.zone(zone).at(at).ok(&["clock", "add", name, "--since", "2026-01-01"]);
            home.ok(&["contact", "add", name]);
        }
        let named = |list: Value, key: &str| -> Vec<String> {
            list[key].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(named(home.json(&["streak"]), "clocks"), ["zero", "alpha"]);
        assert_eq!(named(home.json(&["contact", "list"]), "contacts"), ["zero", "alpha"]);
    }
}

#[test]
fn today_tells_of_the_checkin_that_was_made_last() {
    for instants in [twice(), SAME_DAY] {
        let mut home = Home::new();
        home.zone(instants[0].0).at(instants[0].1).ok(&["checkin", "low"]);
        home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
        home.zone(instants[1].0).at(instants[1].1).ok(&["checkin", "great"]);
        let said = home.ok(&["today"]);
        assert!(said.contains("great") && !said.contains("low"), "{said}");
    }
}

#[test]
fn what_is_written_today_changes_nothing_about_the_choice_of_today() {
    let mut home = Home::new();
    home.zone("UTC0").at("2026-11-20T12:00:00+00:00");
    for text in ["one", "two", "three"] {
        home.ok(&["win", text]);
    }
    let chosen = |home: &Home| home.json(&["win", "again"])["kept"]["text"].clone();
    let before = chosen(home.at("2026-11-23T08:00:00+00:00"));
    // It is still yesterday there, and today here.
    home.zone("HST10").at("2026-11-23T09:50:00+00:00").ok(&["win", "four"]);
    assert_eq!(chosen(home.zone("UTC0").at("2026-11-23T10:00:00+00:00")), before);
}

#[test]
fn a_balance_is_compared_with_the_one_before_it() {
    for instants in [twice(), SAME_DAY] {
        let mut home = Home::new();
        let areas: [&[&str]; 2] =
            [&["smart", "balance", "--answer", "health=3"], &["smart", "balance", "--answer", "health=7"]];
        let [_, later] = at_two(&mut home, &instants, &areas);
        let shown = home.json(&["smart", "show", &later]);
        assert_eq!(shown["worksheet"]["compared_with"], shown["worksheet"]["day"], "{shown}");
    }
}
