//! `attendance`: weeks, consistency, the streak of weeks, gaps and pace.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home in which these days each have one meeting.
fn attended(days: &[&str]) -> Home {
    let home = Home::new();
    for day in days {
        home.ok(&["attend", "Step", "--programme", "aa", "--on", day]);
    }
    home
}

/// The values under these keys.
fn of<const N: usize>(home: &Home, args: &[&str], keys: [&str; N]) -> [Value; N] {
    let found = home.json(&[&["attendance"], args].concat());
    keys.map(|key| found[key].clone())
}

const STREAKS: [&str; 2] = ["week_streak", "longest_week_streak"];

#[test]
fn the_usual_window_is_twelve_complete_weeks_and_this_one() {
    let home = Home::new();
    let found = home.json(&["attendance"]);
    assert_eq!((&found["since"], &found["until"]), (&json!("2026-08-31"), &json!("2026-11-23")));
    let weeks = found["weeks"].as_array().unwrap();
    assert_eq!(weeks.len(), 13);
    assert_eq!(weeks.iter().filter(|week| week["complete"] == true).count(), 12);
}

#[test]
fn an_unmet_current_week_is_pending_and_breaks_nothing() {
    let home = attended(&["2026-11-10", "2026-11-20"]);
    assert_eq!(of(&home, &[], STREAKS), [json!(2), json!(2)]);
    home.ok(&["attend", "Step"]);
    assert_eq!(of(&home, &[], STREAKS), [json!(3), json!(3)]);
}

#[test]
fn a_complete_week_that_was_not_met_ends_the_streak() {
    let home = attended(&["2026-11-02", "2026-11-10"]);
    assert_eq!(of(&home, &[], STREAKS), [json!(0), json!(2)]);
    home.ok(&["attend", "Step"]);
    assert_eq!(of(&home, &[], STREAKS), [json!(1), json!(2)]);
}

#[test]
fn the_streak_of_weeks_looks_over_the_whole_history() {
    let mut home = Home::new();
    for week in 0..20 {
        home.ok(&["attend", "Step", "--on", &format!("-{}d", week * 7)]);
    }
    assert_eq!(of(&home, &[], STREAKS), [json!(20), json!(20)]);
    assert_eq!(of(&home, &["--since", "2026-11-09"], STREAKS), [json!(20), json!(20)]);
    home.at("2027-11-23T12:00:00+00:00");
    assert_eq!(of(&home, &[], STREAKS), [json!(0), json!(20)]);
}

#[test]
fn a_streak_of_weeks_goes_over_the_new_year() {
    let mut home = Home::new();
    home.at("2027-01-06T12:00:00+00:00");
    for day in ["2026-12-22", "2026-12-29", "2027-01-05"] {
        home.ok(&["attend", "Step", "--on", day]);
    }
    assert_eq!(of(&home, &[], STREAKS), [json!(3), json!(3)]);
}

#[test]
fn weeks_start_on_the_day_that_was_set() {
    // A Sunday and the Monday after it: one week from Sunday, two from Monday.
    let home = attended(&["2026-11-15", "2026-11-16"]);
    home.ok(&["goal", "set", "meetings", "2", "--per", "week"]);
    assert_eq!(of(&home, &[], ["weeks_met", "week_start"]), [json!(0), json!("monday")]);
    home.ok(&["config", "set", "week-start", "sunday"]);
    assert_eq!(of(&home, &[], ["weeks_met", "week_start"]), [json!(1), json!("sunday")]);
    assert_eq!(of(&home, &[], ["since"]), [json!("2026-08-30")]);
}

#[test]
fn a_week_is_met_when_its_attendances_reach_the_goal() {
    let home = attended(&["2026-11-16", "2026-11-16", "2026-11-18"]);
    for (goal, met) in [("2", 1), ("3", 1), ("4", 0)] {
        home.ok(&["goal", "set", "meetings", goal, "--per", "week"]);
        assert_eq!(of(&home, &[], ["weeks_met"]), [json!(met)], "goal {goal}");
    }
}

#[test]
fn a_gap_needs_two_days_with_attendance_inside_the_window() {
    let home = attended(&["2026-11-10", "2026-11-10"]);
    let keys = ["longest_gap_days", "days_since_last"];
    assert_eq!(of(&home, &[], keys), [Value::Null, json!(13)]);
    home.ok(&["attend", "Step", "--on", "2026-11-02"]);
    home.ok(&["attend", "Step", "--on", "2026-01-01"]);
    assert_eq!(of(&home, &[], keys), [json!(8), json!(13)]);
}

#[test]
fn a_window_up_to_yesterday_has_the_last_week_complete() {
    let home = attended(&["2026-11-16"]);
    let keys = ["complete_weeks", "weeks_met", "consistency", "per_week"];
    let found = of(&home, &["--since", "2026-11-16", "--until", "2026-11-22"], keys);
    assert_eq!(found, [json!(1), json!(1), json!(1.0), json!(1.0)]);
}

#[test]
fn a_week_that_ends_today_is_not_complete_yet() {
    let mut home = attended(&["2026-11-16"]);
    home.at("2026-11-22T12:00:00+00:00");
    let keys = ["complete_weeks", "consistency"];
    assert_eq!(of(&home, &["--since", "2026-11-16"], keys), [json!(0), Value::Null]);
}

#[test]
fn doubles_count_towards_so_many_in_so_many_unless_it_says_one_a_day() {
    let home = attended(&["2026-11-20", "2026-11-20", "2026-11-21"]);
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d", "--from", "2026-11-20"]);
    let pace = |home: &Home| home.json(&["attendance"])["pace"].clone();
    assert_eq!((&pace(&home)["attended"], &pace(&home)["on_pace"]), (&json!(3), &json!(true)));
    home.ok(&["goal", "set", "meetings", "90", "--in", "90d", "--from", "2026-11-20", "--once-a-day"]);
    assert_eq!((&pace(&home)["attended"], &pace(&home)["on_pace"]), (&json!(2), &json!(false)));
    // Today counts as left until it is over: three days are gone.
    assert_eq!(pace(&home)["days_left"], 87);
}

#[test]
fn a_share_is_printed_with_its_numerator_and_denominator() {
    let said = attended(&["2026-11-10", "2026-11-20", "2026-11-02"]).ok(&["attendance"]);
    let percent: Vec<&str> = said.lines().filter(|line| line.contains('%')).collect();
    assert!(!percent.is_empty() && percent.iter().all(|line| line.contains("3 of 12")), "{said}");
}

#[test]
fn the_whole_screen_reads_like_this() {
    let home = attended(&["2026-11-03", "2026-11-05", "2026-11-09", "2026-11-16", "2026-11-18", "2026-11-22"]);
    home.ok(&["goal", "set", "meetings", "2", "--per", "week"]);
    home.ok(&["attend", "Basic", "--programme", "na", "--shared"]);
    assert_eq!(home.ok(&["attendance", "--since", "2026-10-31"]), SCREEN);
}

const SCREEN: &str = "\
Meetings  Sat 31 Oct to Mon 23 Nov, 24 days
  Week of     Meetings
  Mon 26 Oct         0  ░░   part of a week
  Mon 2 Nov          2  ██   met
  Mon 9 Nov          1  █░   1 short
  Mon 16 Nov         3  ███  met
  Mon 23 Nov         1  █░   so far

  Consistency   66.7 % (2 of 3 complete weeks) with 2 meetings or more
  Streak        1 week met in a row; longest 1
  In all        7 meetings on 7 days, 2.04 a week
  Longest gap   7 days from one to the next
  Last meeting  today
  By programme  AA 6, NA 1
  What you did  shared 1, chaired 0, spoke 0, service 0
";

#[test]
fn a_home_without_meetings_says_no_gap_and_no_last_meeting() {
    let said = Home::new().ok(&["attendance"]);
    assert!(!said.contains("ago") && !said.contains("gap"), "{said}");
}
