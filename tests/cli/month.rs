//! Thirty days as they are lived: the month of `tests/fixtures/month.txt`, typed into the program, and README's pages.

use crate::harness::Home;
use crate::support::{readme, words};

const MONTH: &str = include_str!("../fixtures/month.txt");

/// Types the month into an empty home, until a line that contains `until`.
fn live(home: &mut Home, until: Option<&str>) {
    for line in MONTH.lines().take_while(|line| until.is_none_or(|until| !line.contains(until))) {
        if let Some(rest) = line.strip_prefix("@ ") {
            let (now, zone) = rest.split_once(' ').expect("an instant and a zone");
            home.at(now).zone(zone);
        } else if line.starts_with("onward ") {
            let words = words(line);
            home.ok(&words.iter().skip(1).map(String::as_str).collect::<Vec<_>>());
        }
    }
}

/// A home in which the month was lived, on its last evening.
pub(crate) fn month() -> Home {
    let mut home = Home::new();
    live(&mut home, None);
    home.at("2026-11-18T22:00:00+00:00");
    home
}

/// Types what README shows between two headings and compares what is printed.
fn compare(home: &Home, from: &str, to: &str) {
    let readme = readme();
    let part = readme.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("the part of README");
    let blocks = part.split("```console\n").skip(1).map(|block| block.split("```").next().unwrap_or_default());
    let mut compared = 0;
    for shown in blocks.flat_map(|block| block.split("$ onward").skip(1)) {
        let (line, expected) = shown.split_once('\n').expect("an answer");
        let typed = words(line);
        let printed = home.ok(&typed.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(printed.trim_end(), expected.trim_end(), "README shows something else for onward{line}");
        compared += 1;
    }
    assert!(compared >= 5, "README shows {compared} answers");
}

#[test]
fn the_five_minutes_of_readme_are_what_is_printed() {
    compare(&Home::new(), "## Five minutes", "## A month");
}

#[test]
fn the_month_of_readme_is_what_is_printed() {
    compare(&month(), "## A month", "## Every command");
}

#[test]
fn every_run_of_the_month_stands() {
    let streak = month().json(&["streak"]);
    let (alcohol, cannabis) = (&streak["clocks"][0], &streak["clocks"][1]);
    assert_eq!(
        (alcohol["day_number"].as_i64(), alcohol["sober_days"].as_i64(), alcohol["slips"].as_i64()),
        (Some(171), Some(170), Some(0))
    );
    assert_eq!((cannabis["tracked_days"].as_i64(), cannabis["used_days"].as_i64()), (Some(48), Some(3)));
    let runs: Vec<i64> = cannabis["runs"].as_array().unwrap().iter().map(|run| run["days"].as_i64().unwrap()).collect();
    assert_eq!(runs, [33, 12], "1 October to 2 November, and 6 to 17 November");
    // Thirty days less 29 October, 3, 5 and 16 November.
    assert_eq!(streak["checkins"]["days"], 26);
}

#[test]
fn the_night_the_clocks_go_back_is_one_day() {
    let mut home = Home::new();
    live(&mut home, Some("@ 2026-10-26"));
    let streak = home.json(&["streak"]);
    assert_eq!((&streak["as_of"], &streak["checkins"]["streak_days"]), (&"2026-10-25".into(), &6.into()));
    assert_eq!(streak["clocks"][0]["day_number"], 147);
    assert_eq!(home.json(&["checkin", "list", "--since", "2026-10-25"])["checkins"].as_array().unwrap().len(), 2);
}

#[test]
fn a_day_that_comes_twice_on_a_flight_breaks_and_adds_nothing() {
    let mut home = Home::new();
    live(&mut home, Some("checkin okay --halt tired"));
    let streak = home.json(&["streak"]);
    assert_eq!(streak["as_of"], "2026-11-11", "in Honolulu it is yesterday");
    assert_eq!(streak["clocks"][0]["full_days"], 163, "1 June to 10 November");
    assert_eq!(streak["checkins"]["streak_days"], 6, "6 to 11 November; the 12th is still to come here");
    home.at("2026-11-12T20:00:00-10:00");
    assert_eq!(home.json(&["streak"])["checkins"]["streak_days"], 7);
}

#[test]
fn the_whole_month_can_be_taken_back() {
    let home = month();
    let steps = home.json(&["history", "--limit", "1000"])["steps"].as_array().unwrap().len();
    let lines = MONTH.lines().filter(|line| line.starts_with("onward ")).count();
    assert_eq!(steps, lines, "every command is one step");
    for _ in 0..steps {
        home.ok(&["undo"]);
    }
    assert_eq!(home.records(), "", "nothing is left of it");
    home.fails(1, &["undo"]);
}
