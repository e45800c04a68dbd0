//! `streak`: day numbers, full days, shares with their denominators, and the streak of check-ins.

use serde_json::{Value, json};

use crate::harness::Home;

/// Full days and day number of the only clock.
fn run_of(home: &Home) -> (Value, Value) {
    let clock = home.json(&["streak"])["clocks"][0].clone();
    (clock["full_days"].clone(), clock["day_number"].clone())
}

/// A clock of this first day, looked at noon UTC of another.
fn seen(since: &str, today: &str) -> Home {
    let mut home = Home::new();
    home.at(&format!("{today}T12:00:00+00:00"));
    home.ok(&["clock", "add", "alcohol", "--since", since]);
    home
}

/// The figures of the streak of check-ins.
fn checkins(home: &Home) -> [Value; 4] {
    let found = home.json(&["streak"]);
    ["streak_days", "longest_days", "pending", "days"].map(|key| found["checkins"][key].clone())
}

#[test]
fn the_first_sober_day_is_day_one_with_no_full_day() {
    let home = seen("2026-11-23", "2026-11-23");
    assert_eq!(run_of(&home), (json!(0), json!(1)));
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["tracked_days"], &clock["longest_days"]), (&json!(0), &json!(0)));
}

#[test]
fn leap_days_are_days_like_others() {
    assert_eq!(run_of(&seen("2024-02-28", "2024-03-01")), (json!(2), json!(3)));
    assert_eq!(run_of(&seen("2023-02-28", "2023-03-01")), (json!(1), json!(2)));
    assert_eq!(run_of(&seen("1966-11-23", "2026-11-23")), (json!(21_915), json!(21_916)));
}

#[test]
fn a_night_of_daylight_saving_is_one_night() {
    let mut home = Home::new();
    home.zone("EST5EDT,M3.2.0,M11.1.0").at("2026-03-07T12:00:00-05:00");
    home.ok(&["clock", "add", "alcohol", "--since", "today"]);
    for (now, full) in
        [("2026-03-08T03:30:00-04:00", 1), ("2026-03-08T23:59:59-04:00", 1), ("2026-03-09T00:00:00-04:00", 2)]
    {
        home.at(now);
        assert_eq!(run_of(&home), (json!(full), json!(full + 1)), "{now}");
    }
    home.at("2026-11-01T01:30:00-05:00");
    assert_eq!(run_of(&home).0, 239);
    home.at("2026-11-02T00:00:00-05:00");
    assert_eq!(run_of(&home).0, 240);
}

#[test]
fn a_trip_over_the_date_line_keeps_every_stored_day() {
    let mut home = Home::new();
    home.zone("XXX-13").ok(&["checkin", "good", "--sober"]);
    home.zone("XXX+11");
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!(clock["since"], "2026-11-24");
    assert!(clock["full_days"].as_i64().unwrap() >= 0 && clock["tracked_days"].as_i64().unwrap() >= 0, "{clock}");
    home.zone("XXX-13").at("2026-11-24T21:30:00+00:00");
    assert_eq!(run_of(&home), (json!(1), json!(2)));
}

#[test]
fn the_current_run_can_be_the_longest() {
    let home = seen("2026-01-01", "2026-11-23");
    home.ok(&["slip", "alcohol", "--on", "2026-01-11"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["longest_days"], &clock["full_days"]), (&json!(315), &json!(315)));
}

#[test]
fn an_unconfirmed_day_is_neither_confirmed_nor_used() {
    let home = seen("2026-11-13", "2026-11-23");
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-20"]);
    home.ok(&["checkin", "good", "--on", "2026-11-21"]);
    let clock = &home.json(&["streak"])["clocks"][0];
    assert_eq!((&clock["sober_days"], &clock["confirmed_days"]), (&json!(10), &json!(1)));
    assert_eq!(clock["today"], "unconfirmed");
}

#[test]
fn a_streak_of_check_ins_ends_today_or_yesterday() {
    let mut home = Home::new();
    for day in ["2026-11-20", "2026-11-21", "2026-11-22"] {
        home.ok(&["checkin", "good", "--on", day]);
    }
    assert_eq!(checkins(&home), [json!(3), json!(3), json!(true), json!(3)]);
    home.ok(&["checkin", "good"]);
    assert_eq!(checkins(&home), [json!(4), json!(4), json!(false), json!(4)]);
    home.at("2026-11-25T12:00:00+00:00");
    assert_eq!(checkins(&home)[..2], [json!(0), json!(4)]);
}

#[test]
fn a_day_filled_in_later_joins_two_streaks() {
    let home = Home::new();
    for day in ["2026-11-20", "2026-11-22", "2026-11-23"] {
        home.ok(&["checkin", "good", "--on", day]);
    }
    assert_eq!(checkins(&home)[..2], [json!(2), json!(2)]);
    home.ok(&["checkin", "good", "--on", "2026-11-21"]);
    assert_eq!(checkins(&home)[..2], [json!(4), json!(4)]);
}

#[test]
fn a_hidden_clock_shows_only_when_it_is_named() {
    let home = seen("2026-01-01", "2026-11-23");
    home.ok(&["clock", "hide", "alcohol"]);
    assert_eq!(home.json(&["streak"])["clocks"], json!([]));
    assert!(!home.ok(&["streak"]).contains("326"));
    let named = home.json(&["streak", "alco"])["clocks"][0].clone();
    assert_eq!((&named["full_days"], &named["hidden"]), (&json!(326), &json!(true)));
}

#[test]
fn every_share_is_printed_with_its_numerator_and_denominator() {
    let home = seen("2026-01-01", "2026-11-23");
    home.ok(&["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04"]);
    let said = home.ok(&["streak"]);
    let percent = said.lines().filter(|line| line.contains('%')).collect::<Vec<_>>();
    assert!(!percent.is_empty() && percent.iter().all(|line| line.contains("323 of 326")), "{said}");
    assert!(said.contains("0 of 323"), "{said}");
}

#[test]
fn a_share_that_misses_a_day_never_reads_a_hundred_percent() {
    let home = seen("2016-11-23", "2026-11-23");
    home.ok(&["slip", "alcohol", "--on", "2020-01-01"]);
    let said = home.ok(&["streak"]);
    assert!(said.contains("3651 of 3652") && !said.contains("100 %"), "{said}");
}

#[test]
fn the_whole_screen_reads_like_this() {
    let home = seen("2026-01-01", "2026-11-23");
    home.ok(&["clock", "edit", "alcohol", "--programme", "aa"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04"]);
    for day in ["2026-11-20", "2026-11-21", "2026-11-22"] {
        home.ok(&["checkin", "good", "--sober", "--on", day]);
    }
    assert_eq!(home.ok(&["streak", "--runs"]), SCREEN);
}

const SCREEN: &str = "\
alcohol (AA)
  Now          day 19, 18 full days since Thu 5 Nov
  Longest run  305 days
  Sober        99.1 % (323 of 326 days), since Thu 1 Jan
  Confirmed    3 of 323 sober days checked in; today not yet
  Recorded     1 slip, 3 days of use
  Next         30 days (red chip) on Sat 5 Dec, in 12 days

  Run                     Days
  Thu 1 Jan to Sun 1 Nov   305  longest
  Thu 5 Nov until now       18

Check-ins
  Now      3 days in a row, today still open
  Longest  3 days
  In all   3 days, last on Sun 22 Nov
";

#[test]
fn an_empty_home_says_how_to_begin() {
    let said = Home::new().ok(&["streak"]);
    assert!(said.contains("onward clock add") && said.contains("onward checkin"), "{said}");
}
