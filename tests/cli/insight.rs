//! `insight`: what the record shows, every figure with its days, and withheld where these are too few.

use serde_json::{Value, json};

use crate::harness::Home;

fn on(home: &Home, day: &str, words: &[&str]) {
    home.ok(&[words, &["--on", day]].concat());
}

/// Eight low days in August and eight good ones in November, two slips, meetings on the last days of each.
fn two_seasons() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-08-01"]);
    for day in 1..9 {
        on(&home, &format!("2026-08-{day:02}"), &["checkin", "low", "--craving", "8", "--halt", "lonely", "--sober"]);
        on(&home, &format!("2026-11-{:02}", day + 15), &["checkin", "good", "--craving", "2", "--sober"]);
    }
    on(&home, "2026-08-08", &["attend", "Open meeting"]);
    on(&home, "2026-11-23", &["attend", "Open meeting"]);
    home.ok(&["slip", "alcohol", "--from", "2026-08-20", "--to", "2026-08-22"]);
    home.ok(&["slip", "alcohol", "--from", "2026-10-01", "--to", "2026-10-01"]);
    home
}

fn quarter(quarter: &str, since: &str, until: &str, days: [i32; 4]) -> Value {
    json!({"quarter": quarter, "since": since, "until": until, "tracked_days": days[0], "sober_days": days[1],
        "used_days": days[2], "confirmed_days": days[3]})
}

/// The key a figure is withheld under is there, and null.
fn withheld(value: &Value, key: &str) -> bool {
    value.as_object().is_some_and(|value| value.get(key) == Some(&Value::Null))
}

#[test]
fn now_stands_beside_the_first_weeks_with_days_and_spread() {
    let found = two_seasons().json(&["insight"]);
    assert_eq!(
        (&found["since"], &found["until"], &found["days"]),
        (&json!("2026-08-01"), &json!("2026-11-23"), &json!(115))
    );
    let mood = json!({
        "measure": "mood", "lowest": 1, "highest": 5,
        "first": {"since": "2026-08-01", "until": "2026-08-28", "days": 28, "of": 8,
            "lower_quartile": 2.0, "median": 2.0, "upper_quartile": 2.0},
        "now": {"since": "2026-10-27", "until": "2026-11-23", "days": 28, "of": 8,
            "lower_quartile": 4.0, "median": 4.0, "upper_quartile": 4.0},
        "difference": 2.0, "comparable_from": "2026-09-25",
    });
    assert_eq!(found["how_you_feel"]["then_and_now"][0], mood);
    let anxiety = &found["how_you_feel"]["then_and_now"][1];
    assert!(withheld(anxiety, "first") && withheld(anxiety, "difference") && withheld(&anxiety["now"], "median"));
}

#[test]
fn quarters_add_up_to_what_streak_says() {
    let home = two_seasons();
    let (found, streak) = (home.json(&["insight"]), home.json(&["streak"]));
    let expected = json!([{
        "name": "alcohol", "hidden": false, "since": "2026-08-01", "until": "2026-11-22", "tracked_days": 114,
        "sober_days": 110, "used_days": 4, "confirmed_days": 15, "share": 0.9649,
        "quarters": [
            quarter("2026-Q3", "2026-08-01", "2026-09-30", [61, 58, 3, 8]),
            quarter("2026-Q4", "2026-10-01", "2026-11-22", [53, 52, 1, 7]),
        ],
    }]);
    assert_eq!(found["sober_time"], expected);
    for key in ["tracked_days", "sober_days", "used_days"] {
        assert_eq!(found["sober_time"][0][key], streak["clocks"][0][key], "{key}");
    }
}

#[test]
fn returns_to_use_say_how_long_and_how_far_apart() {
    let found = two_seasons().json(&["insight"]);
    let spread =
        |of: i32, at: [f64; 3]| json!({"of": of, "lower_quartile": at[0], "median": at[1], "upper_quartile": at[2]});
    let expected = json!([{
        "name": "alcohol", "hidden": false, "slips": 2,
        "stretches": [
            {"from": "2026-08-20", "to": "2026-08-22", "days": 3}, {"from": "2026-10-01", "to": "2026-10-01", "days": 1},
        ],
        "length": spread(2, [1.5, 2.0, 2.5]), "sober_days_between": [39], "between": spread(1, [39.0, 39.0, 39.0]),
        "sober_days_since_last": 52,
    }]);
    assert_eq!(found["returns_to_use"], expected);
}

#[test]
fn mood_on_meeting_days_is_withheld_below_eight_and_says_what_is_missing() {
    let home = two_seasons();
    let found = home.json(&["insight"])["how_you_feel"]["mood_and_meetings"].clone();
    assert_eq!((&found["since"], &found["until"]), (&json!("2026-08-08"), &json!("2026-11-23")));
    let days = |kind: &str| (found[kind]["days"].clone(), found[kind]["of"].clone());
    assert_eq!(days("meeting_days"), (json!(2), json!(2)));
    assert_eq!(days("day_after"), (json!(1), json!(0)));
    assert_eq!(days("other_days"), (json!(105), json!(7)));
    assert!(withheld(&found["other_days"], "median") && withheld(&found, "difference_on_meeting_days"));
    let said = home.ok(&["insight"]);
    let why = "Not compared for want of days with a mood: with a meeting 2 days (6 too few), the day after 0 days (8 too few) and other days 7 days (1 too few).";
    assert!(said.contains(why), "{said}");
}

#[test]
fn one_day_too_few_withholds_a_comparison_and_one_more_tells_it() {
    let home = two_seasons();
    let id = home.json(&["checkin", "list", "--limit", "1"])["checkins"][0]["id"].as_str().unwrap().to_owned();
    assert!(home.ok(&["insight"]).contains("2 higher"));
    home.ok(&["checkin", "remove", &id, "--yes"]);
    let said = home.ok(&["insight"]);
    assert!(
        said.contains("Not compared: mood. For want of days that say it: the last 4 weeks have 7 days (1 too few)."),
        "{said}"
    );
    assert!(withheld(&home.json(&["insight"])["how_you_feel"]["then_and_now"][0], "difference"));
}

#[test]
fn a_worsening_is_told_in_the_same_words_as_a_gain() {
    let home = two_seasons();
    for day in 16..24 {
        for _ in 0..3 {
            on(&home, &format!("2026-11-{day}"), &["checkin", "awful"]);
        }
    }
    // Each day has one good and three awful entries.
    let said = home.ok(&["insight"]);
    assert!(said.contains("0.3 lower") && !said.contains('!'), "{said}");
}

#[test]
fn check_in_cravings_and_urges_are_two_lists() {
    let home = two_seasons();
    home.ok(&["urge", "9", "--trigger", "payday"]);
    let found = home.json(&["insight"])["how_you_feel"].clone();
    let (checkins, urges) = (&found["high_craving_in_checkins"], &found["high_craving_in_urges"]);
    assert_eq!(checkins["all"], json!({"records": 16, "days": 16, "high": 8, "share": 0.5}));
    let lonely = json!({
        "halt": "lonely", "here": {"records": 8, "days": 8, "high": 8, "share": 1.0},
        "others": {"records": 8, "days": 8, "high": 0, "share": 0.0}, "difference": 1.0,
    });
    assert_eq!(checkins["by_halt"][2], lonely);
    // Fifteen of them were entered on a later day, so only one says when.
    assert_eq!((&checkins["hour_unknown"], &checkins["with_trigger"]), (&json!(15), &json!(0)));
    assert_eq!(urges["all"], json!({"records": 1, "days": 1, "high": 1, "share": null}));
    let payday = &urges["by_trigger"][0];
    assert_eq!((&payday["trigger"], &payday["here"]["records"]), (&json!("payday"), &json!(1)));
    assert!(withheld(payday, "difference"));
    let said = home.ok(&["insight"]);
    assert!(said.contains("High craving in check-ins  7 or more in 8 of 16 check-ins on 16 days"), "{said}");
    assert!(said.contains("Strong urges you logged  7 or more in 1 of 1 urge on 1 day"), "{said}");
    assert!(said.contains("lonely  8 of 8 (100 %)       0 of 8 (0 %)"), "{said}");
}

#[test]
fn weeks_before_the_record_are_named_as_missing() {
    let home = two_seasons();
    let found = home.json(&["insight"])["how_you_feel"]["weeks_with_meeting"].clone();
    let expected = json!([
        {"last": 27, "weeks": 17, "since": "2026-07-27", "until": "2026-11-22", "with_meeting": 1, "share": 0.0588},
        {"last": 52, "weeks": 17, "since": "2026-07-27", "until": "2026-11-22", "with_meeting": 1, "share": 0.0588},
    ]);
    assert_eq!(found, expected);
    assert!(
        home.ok(&["insight"]).contains("Last 27  1 of 17 weeks (5.9 %), Mon 27 Jul to Sun 22 Nov; 10 not on record")
    );
}

#[test]
fn a_window_and_a_clock_narrow_what_is_counted() {
    let home = two_seasons();
    home.ok(&["clock", "add", "gambling", "--since", "2026-11-01"]);
    home.ok(&["clock", "hide", "gambling"]);
    home.ok(&["urge", "8", "alcohol"]);
    home.ok(&["urge", "8"]);
    home.ok(&["urge", "9", "gambling", "--trigger", "the odds", "--on", "2026-10-20"]);
    for command in ["insight", "urges"] {
        assert!(!home.ok(&[command]).contains("the odds"), "{command} tells of a clock that is hidden");
    }
    assert_eq!(home.json(&["urges", "gamb"])["by_trigger"][0]["words"], "the odds");
    let all = home.json(&["insight", "--since", "2026-09-01", "--until", "2026-10-31"]);
    assert_eq!((&all["days"], &all["clock"]), (&json!(61), &Value::Null));
    assert_eq!(all["sober_time"].as_array().map(Vec::len), Some(1), "a hidden clock is not shown");
    assert_eq!((&all["sober_time"][0]["tracked_days"], &all["returns_to_use"][0]["slips"]), (&json!(61), &json!(1)));
    assert_eq!(all["returns_to_use"][0]["sober_days_since_last"], 30);
    assert!(withheld(&all["how_you_feel"], "urges_without_clock"));
    let named = home.json(&["insight", "gamb"]);
    assert_eq!((&named["clock"], &named["sober_time"][0]["hidden"]), (&json!("gambling"), &json!(true)));
    let feel = &named["how_you_feel"];
    assert_eq!(
        (&feel["high_craving_in_urges"]["all"]["records"], &feel["urges_without_clock"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn nothing_on_record_and_a_single_day_are_answers_too() {
    let home = Home::new();
    let none = home.json(&["insight"]);
    assert!(withheld(&none, "since") && withheld(&none, "days") && withheld(&none, "clock"), "{none}");
    assert_eq!(
        (&none["as_of"], &none["sober_time"], &none["returns_to_use"]),
        (&json!("2026-11-23"), &json!([]), &json!([]))
    );
    assert_eq!(
        home.ok(&["insight"]),
        "Nothing is recorded yet that could be looked back on. To begin: onward checkin good --sober\n"
    );
    assert!(!home.file().exists(), "looking writes nothing");
    home.ok(&["checkin", "good", "--sober"]);
    let said = home.ok(&["insight"]);
    assert!(
        said.contains("Not compared: mood. The first 4 weeks and the last have days in common until Sun 17 Jan 2027."),
        "{said}"
    );
    assert!(
        said.contains("sobriety  no day is over yet") && said.contains("no slip is recorded in these days"),
        "{said}"
    );
    assert!(said.contains("no complete week is on record yet"), "{said}");
}

#[test]
fn what_is_not_over_is_told_without_a_length() {
    let home = two_seasons();
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    let found = home.json(&["insight"])["returns_to_use"][0].clone();
    assert_eq!(found["stretches"][2], json!({"from": "2026-11-20", "to": null, "days": null}));
    assert!(withheld(&found, "sober_days_since_last"));
    assert!(home.ok(&["insight"]).contains("3 slips; one not over since Fri 20 Nov; lasting 3 and 1 days"));
}

#[test]
fn what_cannot_be_answered_is_refused_with_a_hint() {
    let home = two_seasons();
    let backwards = home.fails(2, &["insight", "--since", "2026-11-02", "--until", "2026-11-01"]);
    assert!(backwards.contains("--until 2026-11-01 lies before --since 2026-11-02"), "{backwards}");
    assert!(home.fails(1, &["insight", "--until", "2026-11-24"]).contains("is still to come"));
    assert!(home.fails(1, &["insight", "sugar"]).contains("hint: "));
    home.fails(2, &["insight", "--since", "soon"]);
}
