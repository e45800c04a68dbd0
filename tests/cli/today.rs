//! `today`, and `onward` by itself: where one is, and the one next thing to do.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home of eighteen full days, a sponsor, a home group on Mondays and a weekly goal.
fn lived_in() -> Home {
    let mut home = Home::new();
    home.at("2026-11-20T12:00:00+00:00");
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-05", "--programme", "aa"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--every", "2d"]);
    home.ok(&["meeting", "add", "Monday Group", "--programme", "aa", "--day", "mon", "--time", "19:30"]);
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-20"]);
    home.at("2026-11-23T21:30:00+00:00");
    home
}

/// The command that `today` names as the next thing.
fn next(home: &Home) -> Value {
    home.json(&["today"])["next"]["command"].clone()
}

#[test]
fn an_empty_home_welcomes_and_says_in_three_lines_how_to_begin() {
    let said = Home::new().ok(&[]);
    let commands: Vec<&str> = said.lines().filter(|line| line.trim_start().starts_with("onward ")).collect();
    assert_eq!(commands.len(), 3, "{said}");
    assert!(said.lines().count() <= 7 && said.starts_with("Welcome"), "{said}");
    assert!(said.contains("under a passphrase: onward protect on"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn the_lines_of_the_welcome_can_be_typed_as_they_stand() {
    let home = Home::new();
    for line in home.ok(&[]).lines().filter_map(|line| line.trim_start().strip_prefix("onward ")) {
        let words = line.split("  ").next().unwrap();
        home.ok(&words.split_whitespace().collect::<Vec<_>>());
    }
}

#[test]
fn the_bare_command_is_today() {
    let home = lived_in();
    assert_eq!(home.ok(&[]), home.ok(&["today"]));
    assert_eq!(home.json(&[]), home.json(&["today"]));
}

#[test]
fn everything_of_today_is_at_hand() {
    let found = lived_in().json(&["today"]);
    let clock = &found["clocks"][0];
    assert_eq!((&clock["name"], &clock["status"]), (&json!("alcohol"), &json!("sober")));
    assert_eq!((&clock["full_days"], &clock["day_number"]), (&json!(18), &json!(19)));
    assert_eq!(
        clock["next_milestone"],
        json!({"label": "30 days", "date": "2026-12-05", "in_days": 12, "token": "red chip"})
    );
    assert_eq!((&found["checkin"]["done"], &found["checkin"]["streak_days"]), (&json!(false), &json!(0)));
    assert_eq!(found["this_week"], json!({"attended": 0, "goal": 3}));
    assert_eq!(found["meetings_today"], json!([{"name": "Monday Group", "start": "19:30", "attended": false}]));
    assert_eq!((&found["due"][0]["name"], &found["due"][0]["overdue_days"]), (&json!("Maria G"), &json!(1)));
}

#[test]
fn the_whole_screen_reads_like_this() {
    assert_eq!(lived_in().ok(&["today"]), SCREEN);
}

const SCREEN: &str = "\
Mon 23 Nov 2026
  alcohol (AA)  day 19  18 full days  next: 30 days on Sat 5 Dec

  Check-in  not yet
  Meetings  0 of 3 meetings this week; today Monday Group 19:30
  People    Maria G (sponsor), due since Sun 22 Nov

Next: onward checkin  (say how today is)
";

#[test]
fn the_next_thing_goes_away_when_it_is_done() {
    let home = lived_in();
    assert_eq!(next(&home), "onward checkin");
    home.ok(&["checkin", "good", "--sober"]);
    assert_eq!(next(&home), "onward reach 'Maria G'");
    home.ok(&["reach", "maria"]);
    assert_eq!(next(&home), "onward attend 'Monday Group'");
    home.ok(&["attend", "monday"]);
    assert_eq!(next(&home), Value::Null);
    assert!(home.json(&["today"])["meetings_today"][0]["attended"] == true);
}

#[test]
fn an_ongoing_slip_leads_to_its_end_and_not_to_a_number() {
    let home = lived_in();
    home.ok(&["slip", "alcohol", "--from", "2026-11-22", "--ongoing"]);
    home.ok(&["checkin", "low"]);
    assert_eq!(next(&home), "onward resume alcohol");
    let said = home.ok(&["today"]);
    assert!(said.contains("slip ongoing") && !said.contains("day 19"), "{said}");
}

#[test]
fn a_slip_today_promises_no_day_number() {
    let home = lived_in();
    home.ok(&["slip", "alcohol"]);
    let said = home.ok(&["today"]);
    assert!(said.contains("Tue 24 Nov") && !said.contains("day 0") && !said.contains("day 1"), "{said}");
}

#[test]
fn a_milestone_with_unconfirmed_days_is_a_question() {
    let mut home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20", "--milestones", "3d"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-20"]);
    let said = home.ok(&["today"]);
    assert!(said.contains("3 days") && said.contains("2 days not yet checked in. Does it stand?"), "{said}");
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-21"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-22"]);
    let said = home.ok(&["today"]);
    assert!(said.contains("3 days") && !said.contains('?'), "{said}");
    home.at("2026-11-24T12:00:00+00:00");
    assert_eq!(home.json(&["today"])["clocks"][0]["milestone_today"], Value::Null);
}

#[test]
fn hidden_and_stopped_clocks_are_not_shown() {
    let home = lived_in();
    home.ok(&["clock", "add", "nicotine", "--hidden"]);
    home.ok(&["clock", "add", "sugar", "--since", "2026-01-01"]);
    home.ok(&["clock", "stop", "sugar"]);
    assert_eq!(home.json(&["today"])["clocks"].as_array().unwrap().len(), 1);
    let said = home.ok(&["today"]) + &home.ok(&["today", "--short"]);
    assert!(!said.contains("nicotine") && !said.contains("sugar"), "{said}");
}

#[test]
fn the_short_form_is_one_line_and_nothing_for_an_empty_home() {
    let home = lived_in();
    let open = home.ok(&["today", "--short"]);
    assert_eq!(open.lines().count(), 1);
    assert!(open.contains("19"), "{open}");
    home.ok(&["checkin", "good", "--sober"]);
    assert_ne!(home.ok(&["today", "--short"]), open);
    assert_eq!(Home::new().ok(&["today", "--short"]), "");
}

#[test]
fn the_short_form_stays_one_line_whatever_the_clocks_are_called() {
    let home = Home::new();
    for name in ["alcohol", "🍷 вино", "a very long name for a thing"] {
        home.ok(&["clock", "add", name, "--since", "2026-11-01"]);
    }
    let said = home.ok(&["today", "--short"]);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("alcohol 23") && said.contains("вино 23"), "{said}");
}

#[test]
fn the_week_so_far_counts_from_the_day_that_weeks_start_on() {
    let home = lived_in();
    home.ok(&["attend", "Open meeting", "--on", "sunday"]);
    home.ok(&["attend", "Open meeting"]);
    assert_eq!(home.json(&["today"])["this_week"]["attended"], 1);
    home.ok(&["config", "set", "week-start", "sunday"]);
    assert_eq!(home.json(&["today"])["this_week"]["attended"], 2);
}

/// A home of this programme with somebody in this role, added on the first of November and reached on this day.
fn with_contact(programme: &str, role: &str, every: &str, reached: Option<&str>) -> Home {
    let mut home = Home::new();
    home.at("2026-11-01T12:00:00+00:00");
    home.ok(&["clock", "add", "alcohol", "--programme", programme]);
    home.ok(&["contact", "add", "Maria G", "--role", role, "--programme", programme, "--every", every]);
    if let Some(day) = reached {
        home.at("2026-11-20T12:00:00+00:00");
        home.ok(&["reach", "maria", "--on", day]);
    }
    home.at("2026-11-23T21:30:00+00:00");
    home
}

#[test]
fn a_sponsor_without_a_cadence_shows_when_not_reached_for_seven_days() {
    let said = |reached| with_contact("aa", "sponsor", "none", reached).ok(&["today"]);
    assert!(said(Some("2026-11-16")).contains("  People    Maria G (sponsor), not reached since Mon 16 Nov\n"));
    assert!(!said(Some("2026-11-17")).contains("Maria"));
    assert!(said(None).contains("Maria G (sponsor), not reached yet"));
    let found = with_contact("aa", "sponsor", "none", Some("2026-11-16")).json(&["today"]);
    let helper = json!({"name": "Maria G", "called": "sponsor", "programme": "aa", "last_reached": "2026-11-16",
        "due_on": null, "not_reached": true});
    assert_eq!((&found["helpers"], &found["sponsees"], &found["due"]), (&json!([helper]), &json!([]), &json!([])));
}

#[test]
fn a_sponsor_who_is_due_is_told_of_once() {
    let home = with_contact("na", "sponsor", "2d", Some("2026-11-20"));
    let said = home.ok(&["today"]);
    assert_eq!(said.matches("People ").count(), 1, "{said}");
    assert!(said.contains("Maria G (sponsor), due since Sun 22 Nov"), "{said}");
    assert_eq!(home.json(&["today"])["helpers"][0]["not_reached"], true);
    home.ok(&["reach", "maria"]);
    assert_eq!(home.json(&["today"])["helpers"][0]["not_reached"], false);
}

#[test]
fn a_sponsee_who_is_due_shows_and_one_without_a_cadence_does_not() {
    let home = with_contact("aa", "sponsee", "3d", Some("2026-11-20"));
    assert!(home.ok(&["today"]).contains("Maria G (sponsee), due today"));
    assert_eq!(home.json(&["today"])["sponsees"][0]["not_reached"], true);
    let home = with_contact("aa", "sponsee", "none", None);
    assert!(!home.ok(&["today"]).contains("Maria"));
    assert_eq!(home.json(&["today"])["sponsees"][0]["not_reached"], false);
}

#[test]
fn with_smart_alone_nothing_is_said_of_sponsors_chips_or_steps() {
    let mut home = with_contact("smart", "facilitator", "none", None);
    home.ok(&["meeting", "add", "Tools", "--programme", "smart", "--day", "mon", "--time", "19:00"]);
    home.ok(&["attend", "tools", "--shared"]);
    home.ok(&["checkin", "good", "--sober"]);
    for now in ["2026-11-23T21:30:00+00:00", "2026-12-01T21:30:00+00:00", "2027-11-01T21:30:00+00:00"] {
        home.at(now);
        for args in
            [&["today"][..], &["milestones"], &["streak"], &["attendance"], &["attend", "list"], &["meeting", "list"]]
        {
            let said = home.ok(args);
            for word in ["sponsor", "chip", "key tag", "step", "shared", "chaired", "service"] {
                assert!(!said.contains(word), "onward {args:?} says {word}:\n{said}");
            }
        }
    }
    assert_eq!(home.json(&["today"])["helpers"], json!([]));
    assert!(!Home::new().ok(&["contact", "list"]).contains("sponsor"), "a hint of an empty list names no role");
}

#[test]
fn a_milestone_names_its_token_and_is_a_question_while_days_are_open() {
    let mut home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-22", "--programme", "aa"]);
    let said = home.ok(&["today"]);
    let question = "alcohol, day 2: 24 hours (silver chip), with 1 day not yet checked in. Does it stand?";
    assert!(said.contains(question) && !said.contains("Well done."), "{said}");
    home.ok(&["checkin", "good", "--sober", "--on", "yesterday"]);
    assert!(home.ok(&["today"]).contains("  alcohol: 24 hours (silver chip) today. Well done.\n"));
    let today = json!({"label": "24 hours", "unconfirmed_days": 0, "token": "silver chip"});
    assert_eq!(home.json(&["today"])["clocks"][0]["milestone_today"], today);
    home.ok(&["slip", "alcohol"]);
    let said = home.ok(&["today"]);
    assert!(!said.contains("chip") && !said.contains('?'), "after a slip there is none of it: {said}");
    home.at("2026-11-25T12:00:00+00:00");
    assert!(home.ok(&["today"]).contains("24 hours (silver chip), with 1 day"), "the next run has its own");
}

#[test]
fn a_long_title_leaves_room_for_the_figures() {
    let home = Home::new();
    home.ok(&["programme", "add", "wfr", "--title", "Women for Recovery", "--milestones", "30d"]);
    home.ok(&["clock", "add", "wine", "--since", "2026-11-05", "--programme", "wfr"]);
    assert!(home.ok(&["today"]).contains("  wine (wfr)  day 19  18 full days  next: 30 days on Sat 5 Dec\n"));
    assert!(home.ok(&["streak"]).contains("wine (Women for Recovery)"));
}
