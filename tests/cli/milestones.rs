//! `milestones`: reached and coming, by calendar days and calendar months.

use serde_json::{Value, json};

use crate::harness::Home;

/// The milestones of a clock of this first day and this set, as of another day.
fn of(since: &str, set: &str, today: &str) -> Value {
    let mut home = Home::new();
    home.at(&format!("{today}T12:00:00+00:00"));
    home.ok(&["clock", "add", "alcohol", "--since", since, "--milestones", set]);
    home.json(&["milestones"])["clocks"][0].clone()
}

/// The dates of all of them, reached first.
fn dates(clock: &Value) -> Vec<String> {
    let of = |key: &str| clock[key].as_array().unwrap().clone();
    let all = [of("reached"), of("coming")].concat();
    all.iter().map(|one| one["date"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn months_and_years_clamp_to_the_end_of_the_month() {
    assert_eq!(dates(&of("2026-01-31", "1m,2m,3m", "2026-01-31")), ["2026-02-28", "2026-03-31", "2026-04-30"]);
    assert_eq!(dates(&of("2024-01-31", "1m", "2024-01-31")), ["2024-02-29"]);
    assert_eq!(dates(&of("2024-02-29", "1y,4y", "2024-03-01")), ["2025-02-28", "2028-02-29"]);
}

#[test]
fn days_are_added_as_days() {
    assert_eq!(dates(&of("2026-01-01", "30d,60d,90d", "2026-01-01")), ["2026-01-31", "2026-03-02", "2026-04-01"]);
}

#[test]
fn a_milestone_is_reached_on_its_date_and_not_a_day_before() {
    let before = of("2026-10-25", "30d", "2026-11-23");
    assert_eq!((&before["reached"], &before["coming"][0]["in_days"]), (&json!([]), &json!(1)));
    let on = of("2026-10-25", "30d", "2026-11-24");
    assert_eq!((&on["reached"][0]["date"], &on["coming"]), (&json!("2026-11-24"), &json!([])));
}

#[test]
fn each_set_has_the_marks_of_its_custom() {
    let reached = |set: &str| -> Vec<Value> {
        let clock = of("2024-11-23", set, "2026-11-23");
        clock["reached"].as_array().unwrap().iter().map(|one| one["label"].clone()).collect()
    };
    for label in ["24 hours", "30 days", "60 days", "90 days", "6 months", "9 months", "1 year", "2 years"] {
        assert!(reached("aa").contains(&json!(label)), "aa has no {label}");
    }
    for label in ["30 days", "60 days", "90 days", "6 months", "9 months", "1 year", "18 months", "2 years"] {
        assert!(reached("na").contains(&json!(label)), "na has no {label}");
    }
    assert!(reached("plain").contains(&json!("1 year")));
    assert_eq!(reached("none"), Vec::<Value>::new());
}

#[test]
fn what_an_earlier_run_reached_still_stands() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--milestones", "30d,300d,1y"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02"]);
    let clock = home.json(&["milestones"])["clocks"][0].clone();
    assert_eq!((&clock["sober_since"], &clock["reached"]), (&json!("2026-11-03"), &json!([])));
    let earlier = &clock["earlier_runs"][0];
    assert_eq!((&earlier["from"], &earlier["to"]), (&json!("2026-01-01"), &json!("2026-11-01")));
    assert_eq!(earlier["reached"].as_array().unwrap().len(), 2, "{earlier}");
}

#[test]
fn unconfirmed_days_make_a_question_and_no_celebration() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20", "--milestones", "3d"]);
    let said = home.ok(&["milestones"]);
    assert!(said.contains('?') && !said.contains('!'), "{said}");
    for day in ["2026-11-20", "2026-11-21", "2026-11-22"] {
        home.ok(&["checkin", "good", "--sober", "--on", day]);
    }
    let said = home.ok(&["milestones"]);
    assert!(said.contains("reached") && !said.contains('?'), "{said}");
}

#[test]
fn while_a_slip_is_ongoing_nothing_is_coming_and_the_past_stands() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--milestones", "30d,1y"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    let clock = home.json(&["milestones"])["clocks"][0].clone();
    assert_eq!((&clock["sober_since"], &clock["coming"]), (&Value::Null, &json!([])));
    assert_eq!(clock["earlier_runs"][0]["reached"][0]["label"], "30 days");
}

#[test]
fn each_programme_hands_out_what_is_its_custom() {
    let home = Home::new();
    for (clock, programme) in [("alcohol", "aa"), ("cannabis", "na"), ("gambling", "smart")] {
        home.ok(&["clock", "add", clock, "--since", "2026-11-05", "--programme", programme]);
    }
    let found = home.json(&["milestones"]);
    let first = |at: usize| found["clocks"][at]["coming"][0].clone();
    assert_eq!(first(0), json!({"label": "30 days", "date": "2026-12-05", "in_days": 12, "token": "red chip"}));
    assert_eq!((&first(1)["label"], &first(1)["token"]), (&json!("30 days"), &json!("orange key tag")));
    assert_eq!((&first(2)["label"], &first(2)["token"]), (&json!("30 days"), &Value::Null));
    let said = home.ok(&["milestones", "gambling"]);
    assert!(!said.contains("chip") && !said.contains("tag"), "{said}");
    assert!(home.ok(&["milestones", "cannabis"]).contains("yellow key tag"));
    let said = home.ok(&["streak"]);
    for next in ["30 days (red chip) on Sat 5 Dec", "30 days (orange key tag) on Sat 5 Dec", "30 days on Sat 5 Dec"] {
        assert!(said.contains(next), "no {next}:\n{said}");
    }
}

#[test]
fn the_milestones_of_an_own_list_can_have_names() {
    let clock = of("2026-10-24", "30D = First bead, 3m,1y=stone", "2026-11-23");
    assert_eq!(clock["set"], "30d=First bead,3m,1y=stone");
    let reached = json!({"label": "30 days", "date": "2026-11-23", "in_days": 0, "token": "First bead"});
    assert_eq!(clock["reached"], json!([reached]));
    let tokens: Vec<&Value> = clock["coming"].as_array().unwrap().iter().map(|one| &one["token"]).collect();
    assert_eq!(tokens, [&Value::Null, &json!("stone")]);
}

#[test]
fn what_an_earlier_run_reached_keeps_its_token() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "na"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-02"]);
    let earlier = home.json(&["milestones"])["clocks"][0]["earlier_runs"][0]["reached"].clone();
    assert_eq!(earlier[1], json!({"label": "30 days", "date": "2026-01-31", "token": "orange key tag"}));
}

#[test]
fn a_list_with_names_survives_a_journey_through_an_export() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--milestones", "30d=erste Perle 🌱,1y=stone"]);
    let export = home.ok(&["export"]);
    let other = Home::new();
    assert_eq!(other.pipe(&["import", "-"], export.as_bytes()).code, 0);
    assert_eq!(other.json(&["clock", "list"])["clocks"][0]["milestones"], "30d=erste Perle 🌱,1y=stone");
}
