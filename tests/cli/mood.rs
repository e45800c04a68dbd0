//! `mood`: a mean that says over how many days, and gaps that stay gaps.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home with one mood on each of these days.
fn felt(days: &[(&str, &str)]) -> Home {
    let home = Home::new();
    for (mood, day) in days {
        home.ok(&["checkin", mood, "--on", day]);
    }
    home
}

#[test]
fn the_mean_says_its_window_its_denominator_and_what_is_missing() {
    let said = felt(&[("5", "2026-11-20"), ("2", "2026-11-21"), ("4", "2026-11-23")]).ok(&["mood", "--days", "7"]);
    for part in ["Tue 17 Nov to Mon 23 Nov", "3.7 of 5 over 3 of the last 7 days", "4 days without"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn the_sparkline_has_a_mark_for_every_day_and_a_dot_for_a_gap() {
    let said = felt(&[("1", "2026-11-20"), ("3", "2026-11-21"), ("5", "2026-11-23")]).ok(&["mood", "--days", "5"]);
    let line = said.lines().find(|line| line.contains('█')).unwrap_or_default().trim();
    assert_eq!(line, "·▁▅·█", "{said}");
}

#[test]
fn the_window_ends_today_and_holds_the_days_asked_for() {
    let home = felt(&[("1", "2026-11-16"), ("5", "2026-11-17")]);
    let found = home.json(&["mood", "--days", "7"]);
    assert_eq!(
        (&found["since"], &found["days_with_mood"], &found["mean"]),
        (&json!("2026-11-17"), &json!(1), &json!(5.0))
    );
    let wider = home.json(&["mood", "--days", "8"]);
    assert_eq!((&wider["days_with_mood"], &wider["mean"]), (&json!(2), &json!(3.0)));
}

#[test]
fn a_check_in_without_a_mood_is_no_mood() {
    let home = Home::new();
    home.ok(&["checkin", "--craving", "3"]);
    let found = home.json(&["mood"]);
    assert_eq!((&found["days_with_mood"], &found["mean"]), (&json!(0), &Value::Null));
    assert!(home.ok(&["mood"]).contains("onward checkin"));
}

#[test]
fn a_single_day_has_no_spread() {
    assert_eq!(felt(&[("3", "today")]).json(&["mood"])["spread"], Value::Null);
}

#[test]
fn a_week_without_an_entry_stays_empty_and_each_week_says_over_how_many_days() {
    let home = felt(&[("5", "2026-11-06"), ("2", "2026-11-07"), ("4", "2026-11-23")]);
    let said = home.ok(&["mood", "--days", "20"]);
    let weeks = said.split("By week\n").nth(1).unwrap_or_default();
    let expected = "\
  Week of     Mood              Over
  Mon 2 Nov    3.5  ███████░░░  2 of 5 days
  Mon 9 Nov                     0 of 7 days
  Mon 16 Nov                    0 of 7 days
  Mon 23 Nov   4.0  ████████░░  1 of 1 day
";
    assert_eq!(weeks.trim_start(), expected.trim_start(), "{said}");
    let weeks = home.json(&["mood", "--days", "20"])["by_week"].clone();
    assert_eq!(weeks[0], json!({"week_of": "2026-11-02", "mood": 3.5, "days_with_mood": 2, "days": 5}));
    assert_eq!(weeks[1], json!({"week_of": "2026-11-09", "mood": null, "days_with_mood": 0, "days": 7}));
    let year = home.ok(&["mood", "--days", "365"]);
    assert!(!year.contains("Week of") && year.contains("a dot a week without an entry"), "{year}");
}

#[test]
fn craving_is_the_highest_of_its_day_and_anxiety_and_connection_are_means() {
    let home = Home::new();
    home.ok(&["checkin", "good", "--craving", "2", "--anxiety", "1", "--connection", "9", "--on", "yesterday"]);
    home.ok(&["checkin", "--craving", "7", "--anxiety", "4", "--on", "yesterday"]);
    home.ok(&["checkin", "--craving", "10"]);
    let found = home.json(&["mood", "--days", "3"]);
    let scale = |of_day: &str, days: i32, range: [Value; 3], values: [Value; 3]| {
        let dates = ["2026-11-21", "2026-11-22", "2026-11-23"];
        let by_day: Vec<Value> =
            dates.iter().zip(values).map(|(day, value)| json!({"day": day, "value": value})).collect();
        let [mean, lowest, highest] = range;
        json!({
            "of_day": of_day, "days_with_value": days, "mean": mean, "lowest": lowest, "highest": highest,
            "by_day": by_day,
        })
    };
    let (null, mean) = (Value::Null, json!(2.5));
    let range = [json!(8.5), json!(7.0), json!(10.0)];
    assert_eq!(found["craving"], scale("highest", 2, range, [null.clone(), json!(7.0), json!(10.0)]));
    let range = [mean.clone(), mean.clone(), mean.clone()];
    assert_eq!(found["anxiety"], scale("mean", 1, range, [null.clone(), mean, null.clone()]));
    let range = [json!(9.0), json!(9.0), json!(9.0)];
    assert_eq!(found["connection"], scale("mean", 1, range, [null.clone(), json!(9.0), null]));

    let said = home.ok(&["mood", "--days", "3"]);
    let craving = said.split("Craving").nth(1).unwrap_or_default();
    assert!(craving.starts_with("  over 2 of the last 3 days\n  ·▆█\n"), "{said}");
    assert!(craving.contains("the highest of each day: mean 8.5, from 7.0 to 10.0"), "{said}");
    let mut plain = home.command();
    let plain = crate::harness::fed(
        {
            plain.env("LC_ALL", "C").args(["mood", "--days", "3"]);
            plain
        },
        b"",
    )
    .out;
    assert!(plain.contains("\n  .7X\n") && plain.contains("; X is 10"), "{plain}");
}

#[test]
fn craving_without_a_mood_is_shown_too() {
    let home = Home::new();
    home.ok(&["checkin", "--craving", "3"]);
    let said = home.ok(&["mood"]);
    assert!(said.contains("No mood is recorded") && said.contains("Craving  over 1 of the last 30 days"), "{said}");
    assert!(!said.contains("Anxiety") && !said.contains("Connection"), "{said}");
}
