//! `urges`: the patterns of many urges, as figures and as a screen.

use serde_json::{Value, json};

use crate::harness::Home;

/// Nine urges that were delayed and fell by 6, eight that were escaped and fell by 3, one that says nothing.
fn eighteen() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    let end = |after: &'static str, choice: &'static str| ["--after", after, "--outcome", "passed", "--choice", choice];
    for day in 2..11 {
        let (on, trigger) = (format!("2026-11-{day:02}"), if day % 2 == 0 { "Pay day" } else { " payday" });
        let words = ["urge", "8", "alcohol", "--on", &on, "--trigger", trigger, "--at", "20:10", "--minutes", "10"];
        home.ok(&[&words[..], &end("2", "delayed")].concat());
    }
    for day in 11..19 {
        let on = format!("2026-11-{day:02}");
        let words = ["urge", "8", "alcohol", "--on", &on, "--halt", "lonely", "--did", "Rang  Maria"];
        home.ok(&[&words[..], &end("5", "escaped")].concat());
    }
    home.ok(&["urge", "4", "--on", "2026-11-18"]);
    home
}

fn group(urges: i32, outcomes: i32, passed: i32, falls: i32, fall: Value) -> Value {
    json!({"urges": urges, "outcomes": outcomes, "passed": passed, "fall": {"of": falls, "median": fall}})
}

/// The keys of both.
fn with(mut one: Value, other: Value) -> Value {
    one.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    one
}

#[test]
fn every_figure_stands_with_what_it_is_counted_over() {
    let mut by_hour = vec![0; 24];
    by_hour[20] = 9;
    let parts: Vec<Value> = (0..8)
        .map(|nth| json!({"from_hour": 3 * nth, "until_hour": 3 * nth + 3, "urges": if nth == 6 { 9 } else { 0 }}))
        .collect();
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let by_weekday = weekdays.iter().zip([3, 3, 4, 2, 2, 2, 2]);
    let by_weekday: Vec<Value> = by_weekday.map(|(day, urges)| json!({"weekday": day, "urges": urges})).collect();
    let none = || group(0, 0, 0, 0, Value::Null);
    let halt = |halt: &str, group: Value| with(json!({"halt": halt}), group);
    let way = |choice: &str, group: Value, others: (i32, f64), difference: Value| {
        let others = json!({"of": others.0, "median": others.1});
        with(json!({"choice": choice, "others": others, "difference": difference}), group)
    };
    let (nine, eight) = (group(9, 9, 9, 9, json!(6.0)), group(8, 8, 8, 8, json!(3.0)));
    let expected = json!({
        "as_of": "2026-11-23", "since": "2026-08-26", "until": "2026-11-23", "days": 90, "clock": null,
        "without_clock": null, "urges": 18, "days_with_urges": 17,
        "strength": {"of": 18, "median": 8.0}, "strength_after": {"of": 17, "median": 2.0},
        "fall": {"of": 17, "median": 6.0}, "minutes": {"of": 9, "median": 10.0},
        "outcomes": {"passed": 17, "still_there": 0, "used": 0, "unknown": 1},
        "by_hour": by_hour, "by_part_of_day": parts, "hour_unknown": 9, "by_weekday": by_weekday,
        "with_trigger": 9, "by_trigger": [with(json!({"words": "Pay day"}), nine.clone())],
        "with_halt": 8,
        "by_halt": [
            halt("hungry", none()), halt("angry", none()), halt("lonely", eight.clone()), halt("tired", none()),
        ],
        "said_what_was_done": 17,
        "by_choice": [
            way("delayed", nine.clone(), (8, 3.0), json!(3.0)), way("escaped", eight.clone(), (9, 6.0), json!(-3.0)),
            way("accepted", none(), (17, 6.0), Value::Null), way("distracted", none(), (17, 6.0), Value::Null),
            way("substituted", none(), (17, 6.0), Value::Null),
        ],
        "by_own_words": [with(json!({"words": "Rang Maria"}), eight)],
    });
    assert_eq!(eighteen().json(&["urges"]), expected);
}

#[test]
fn the_whole_screen_reads_like_this() {
    assert_eq!(eighteen().ok(&["urges"]), SCREEN);
}

const SCREEN: &str = "\
Urges  Wed 26 Aug to Mon 23 Nov, 90 days
  Urges       18 on 17 days
  Strength    median 8 of 10
  Afterwards  median 2 of 10; the strength fell by 6 (median), known for 17 of 18 urges
  Lasted      median 10 minutes, known for 9 of 18 urges
  Outcome     17 passed, 1 without an outcome

By hour  9 of 18 urges with a time
  00:00 to 02:59  0
  03:00 to 05:59  0
  06:00 to 08:59  0
  09:00 to 11:59  0
  12:00 to 14:59  0
  15:00 to 17:59  0
  18:00 to 20:59  9  █████████
  21:00 to 23:59  0

By weekday
  Mon  3  ███
  Tue  3  ███
  Wed  4  ████
  Thu  2  ██
  Fri  2  ██
  Sat  2  ██
  Sun  2  ██

What brought them  9 of 18 urges with a trigger
  Trigger  Urges  Passed  Fell by
  Pay day      9  9 of 9  6 (9 urges)

Hungry, angry, lonely, tired  8 of 18 urges with one or more
  State   Urges  Passed  Fell by
  lonely      8  8 of 8  3 (8 urges)

What you did  17 of 18 urges
  What     Urges  Passed  Fell by
  delayed      9  9 of 9  6 (9 urges)
  escaped      8  8 of 8  3 (8 urges)

Beside the other ways  how far the strength fell; differences, not causes
  delayed  by 6 (9 urges); where other things were done, by 3 (8 urges)
  escaped  by 3 (8 urges); where other things were done, by 6 (9 urges)

In your own words  8 of 18 urges
  What        Urges  Passed  Fell by
  Rang Maria      8  8 of 8  3 (8 urges)

  \"Passed\" is out of those that say what came of them; \"fell by\" is the median fall in strength, from 8 urges on.
";

#[test]
fn a_comparison_is_withheld_below_eight_urges_on_a_side() {
    let home = eighteen();
    let said = home.ok(&["urges"]);
    assert!(said.contains("delayed  by 6 (9 urges); where other things were done, by 3 (8 urges)"), "{said}");
    assert!(said.contains("differences, not causes"), "{said}");
    let id = home.json(&["urge", "list", "--limit", "2"])["urges"][1]["id"].as_str().unwrap().to_owned();
    home.ok(&["urge", "edit", &id, "--after", "none"]);
    let said = home.ok(&["urges"]);
    assert!(!said.contains("where other things were done"), "{said}");
    let ways = home.json(&["urges"])["by_choice"].clone();
    assert_eq!((&ways[0]["difference"], &ways[1]["fall"]), (&Value::Null, &json!({"of": 7, "median": null})));
}

#[test]
fn a_named_clock_counts_its_own_and_says_how_many_name_none() {
    let home = eighteen();
    home.ok(&["clock", "add", "nicotine"]);
    home.ok(&["urge", "3", "nicotine"]);
    let found = home.json(&["urges", "alc"]);
    assert_eq!((&found["clock"], &found["urges"]), (&json!("alcohol"), &json!(17)));
    assert_eq!(found["without_clock"], 1);
    let said = home.ok(&["urges", "nicotine"]);
    assert!(said.contains("Urges about nicotine") && said.contains("1 urge of these days without a clock"), "{said}");
}

#[test]
fn a_window_counts_its_own_days_alone() {
    let found = eighteen().json(&["urges", "--since", "2026-11-09", "--until", "2026-11-12"]);
    assert_eq!((&found["days"], &found["urges"], &found["days_with_urges"]), (&json!(4), &json!(4), &json!(4)));
}

#[test]
fn a_terminal_that_draws_ascii_alone_gets_bars_of_it() {
    let mut home = eighteen();
    home.set("LC_ALL", "C");
    assert!(home.ok(&["urges"]).contains("18:00 to 20:59  9  #########"));
}
