//! `meeting compare`: the groups one visited, side by side.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home group visited four times, a group of SMART visited twice, one that is known by its name only, and one that was
/// never visited.
fn visited() -> Home {
    let home = Home::new();
    let home_group = ["--day", "tue", "--time", "19:30", "--end", "20:30", "--home-group", "--closed"];
    let there = ["--place", "St Mary's Hall", "--point", "53.4724,-2.2385", "--programme", "aa"];
    home.ok(&[&["meeting", "add", "Tuesday Step Study"][..], &home_group, &there].concat());
    home.ok(&["meeting", "add", "Noon online", "--programme", "smart", "--venue", "online", "--open"]);
    home.ok(&["meeting", "add", "Never been"]);
    for (day, fit) in [("2026-10-27", "4"), ("2026-11-03", "5"), ("2026-11-10", "5"), ("2026-11-17", "2")] {
        home.ok(&["attend", "tuesday", "--on", day, "--fit", fit, "--liked", "warm, Tea", "--missed", "quiet"]);
    }
    home.ok(&["attend", "noon", "--on", "2026-11-18", "--fit", "4", "--liked", "plain words,  TOOLS"]);
    home.ok(&["attend", "noon", "--on", "2026-11-20", "--liked", "tools"]);
    home.ok(&["attend", "Candlelight", "--programme", "na", "--on", "2026-11-14"]);
    home
}

fn names(home: &Home, args: &[&str]) -> Vec<String> {
    let found = home.json(&[&["meeting", "compare"], args].concat());
    let groups = found["groups"].as_array().unwrap();
    groups.iter().map(|group| group["meeting"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_group_says_all_that_is_known_of_it() {
    let home = visited();
    let found = home.json(&["meeting", "compare", "--near", "53.4808,-2.2426"]);
    let keys = ["as_of", "since", "until", "near", "order"].map(|key| found[key].clone());
    assert_eq!(keys, [json!("2026-11-23"), Value::Null, Value::Null, json!("53.4808,-2.2426"), json!("visits")]);
    let expected = json!({
        "meeting": "Tuesday Step Study", "saved": true, "home_group": true, "programme": "aa", "visits": 4,
        "last": "2026-11-17",
        "fit": {"of": 4, "mean": 4.0, "last": 2, "last_on": "2026-11-17", "few": false},
        "liked": [{"words": "warm", "visits": 4}, {"words": "Tea", "visits": 4}],
        "missed": [{"words": "quiet", "visits": 4}],
        "access": "closed", "approach": null, "approach_from": null, "venue": "in-person",
        "place": "St Mary's Hall", "weekdays": ["tue"], "start": "19:30", "end": "20:30", "zone": null,
        "distance_m": 973,
    });
    assert_eq!(found["groups"][0], expected);
    let expected = json!({
        "meeting": "Candlelight", "saved": false, "home_group": false, "programme": "na", "visits": 1,
        "last": "2026-11-14", "fit": {"of": 0, "mean": null, "last": null, "last_on": null, "few": true},
        "liked": [], "missed": [], "access": null, "approach": null, "approach_from": null, "venue": null,
        "place": null, "weekdays": [], "start": null, "end": null, "zone": null, "distance_m": null,
    });
    assert_eq!(found["groups"][2], expected);
}

#[test]
fn groups_stand_beside_each_other_with_their_home_group_marked() {
    let page = visited().ok(&["meeting", "compare"]);
    let line = |label: &str| page.lines().find(|line| line.trim_start().starts_with(label)).unwrap().to_owned();
    let head = page.lines().nth(1).unwrap();
    assert!(head.contains("Tuesday Step Study") && head.contains("Noon online"), "{page}");
    assert!(page.contains("home group"), "{page}");
    assert!(line("Visits").contains("4, last on Tue 17 Nov"), "{page}");
    assert!(line("Suited").contains("tools (2 visits), plain words"), "{page}");
    assert!(
        line("Approach").contains("not known") && line("Approach").contains("secular, as its programme is"),
        "{page}"
    );
    assert!(page.contains("Visited once, with nothing said of it: Candlelight."), "{page}");
    assert!(!page.contains("Never been"), "{page}");
}

#[test]
fn a_small_number_says_that_it_is_small() {
    let page = visited().ok(&["meeting", "compare"]);
    assert!(page.contains("4 of 5 over 1 visit: too few to tell"), "{page}");
    assert!(page.contains("4 of 5 over 4 visits "), "{page}");
}

#[test]
fn named_groups_stand_in_the_order_in_which_they_were_named() {
    let home = visited();
    assert_eq!(names(&home, &[]), ["Tuesday Step Study", "Noon online", "Candlelight"]);
    assert_eq!(
        names(&home, &["candle", "tuesday", "never", "candlelight"]),
        ["Candlelight", "Tuesday Step Study", "Never been"]
    );
    assert!(home.ok(&["meeting", "compare", "never", "candle"]).contains("not yet"));
    assert!(home.fails(1, &["meeting", "compare", "tuesdya step study"]).contains("Tuesday Step Study"));
    assert!(home.fails(1, &["meeting", "compare", "n"]).contains("fits more than one meeting"));
}

#[test]
fn days_and_a_programme_leave_out_the_others() {
    let home = visited();
    assert_eq!(names(&home, &["--programme", "SMART"]), ["Noon online"]);
    let found = home.json(&["meeting", "compare", "--since", "2026-11-10", "--until", "2026-11-19"]);
    let visits: Vec<&Value> = found["groups"].as_array().unwrap().iter().map(|group| &group["visits"]).collect();
    assert_eq!(visits, [&json!(2), &json!(1), &json!(1)]);
    assert_eq!((&found["since"], &found["until"]), (&json!("2026-11-10"), &json!("2026-11-19")));
    home.fails(2, &["meeting", "compare", "--since", "today", "--until", "yesterday"]);
    home.fails(2, &["meeting", "compare", "--near", "Leeds"]);
}

#[test]
fn distances_are_told_as_people_there_tell_them() {
    let home = visited();
    assert!(!home.ok(&["meeting", "compare"]).contains("Distance "), "nothing to tell them from");
    home.ok(&["config", "set", "near", "53.4808,-2.2426"]);
    assert!(home.ok(&["meeting", "compare"]).contains("973 m"));
    home.ok(&["config", "set", "country", "GB"]);
    let page = home.ok(&["meeting", "compare"]);
    assert!(page.contains("0.6 mi") && page.contains("as the crow flies"), "{page}");
}

#[test]
fn nothing_visited_says_how_to_begin() {
    let home = Home::new();
    assert!(home.ok(&["meeting", "compare"]).contains("onward attend"));
    assert_eq!(home.json(&["meeting", "compare"])["groups"], json!([]));
}

#[test]
fn nothing_steers_the_terminal() {
    let home = Home::new();
    home.ok(&["attend", "Group", "--liked", "\u{1b}[31mred\u{202e}, שלום 🌱", "--fit", "3"]);
    let page = home.ok(&["meeting", "compare"]);
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}') && page.contains("שלום 🌱"), "{page:?}");
}
