//! `calendar`: each day as what it is, in marks that need no colour; and the figures of `streak` and `mood` under it.

use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::typed_at;
use crate::month::month;

const NOW: &str = "2026-11-23T21:30:00+00:00";

/// A clock that began on Thursday the fifth; a slip on the ninth and tenth, one check-in before, two after.
fn november() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-05", "--programme", "aa"]);
    for (mood, day) in [("good", "2026-11-06"), ("2", "2026-11-12"), ("great", "2026-11-23")] {
        home.ok(&["checkin", mood, "--sober", "--on", day]);
    }
    home.ok(&["checkin", "5", "--on", "2026-11-12"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-09", "--to", "2026-11-10"]);
    for day in ["2026-11-03", "2026-11-17", "2026-11-17"] {
        home.ok(&["attend", "Open meeting", "--on", day]);
    }
    home
}

#[test]
fn a_month_shows_every_day_with_its_number_and_its_mark() {
    let said = november().ok(&["calendar", "alcohol", "--month"]);
    let expected = "\
alcohol (AA)  Sun 1 Nov to Mon 23 Nov, 23 days
   Mon    Tue    Wed    Thu    Fri    Sat    Sun
                                             1 -
   2 -    3 -    4 -    5 ░    6 █    7 ░    8 ░
   9 o   10 o   11 ░   12 █   13 ░   14 ░   15 ░
  16 ░   17 ░   18 ░   19 ░   20 ░   21 ░   22 ░
  23 █   24     25     26     27     28     29
  30

  █ confirmed: 2   ░ unconfirmed: 14   o used: 2   - not tracked: 4
  16 of 18 tracked days sober, 2 of 16 confirmed; today so far confirmed.
";
    assert_eq!(said, expected);
}

#[test]
fn a_year_is_a_row_for_each_weekday_and_begins_on_the_weekday_that_is_set() {
    let home = november();
    let said = home.ok(&["calendar", "meetings", "--since", "2026-11-01"]);
    let expected = "\
Meetings  Sun 1 Nov to Mon 23 Nov, 23 days
       Nov
  Mon   ····
  Tue   1·2
  Wed   ···
  Thu   ···
  Fri   ···
  Sat   ···
  Sun  ····

  1 meeting: 1   2 meetings: 1   · no meeting: 21
  3 meetings on 2 of 23 days.
";
    assert_eq!(said, expected);
    home.ok(&["config", "set", "week-start", "sunday"]);
    let said = home.ok(&["calendar", "meetings", "--since", "2026-11-01"]);
    let weekdays: Vec<&str> = said.lines().filter_map(|line| line.get(2..5)).collect();
    assert_eq!(weekdays[2..9], ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], "{said}");
    assert_eq!(home.json(&["calendar"])["week_start"], "sunday");
}

#[test]
fn the_figures_are_those_of_the_streak_the_mood_and_the_attendance() {
    let home = november();
    let since = ["--since", "2026-10-25"];
    let of = |what: &str| home.json(&[&["calendar", what], &since[..]].concat())["calendars"][0].clone();
    let (clock, streak) = (of("alcohol"), home.json(&["streak"]));
    for key in ["tracked_days", "sober_days", "used_days", "confirmed_days"] {
        assert_eq!(clock["counts"][key], streak["clocks"][0][key], "{key}");
    }
    assert_eq!(clock["today"], streak["clocks"][0]["today"]);
    let (mood, told) = (of("mood"), home.json(&["mood", "--days", "30"]));
    assert_eq!((&mood["counts"]["mean"], &mood["counts"]["days_with_mood"]), (&told["mean"], &told["days_with_mood"]));
    let (meetings, told) = (of("meetings"), home.json(&["attendance"]));
    for key in ["meetings", "days_attended"] {
        assert_eq!(meetings["counts"][key], told[key], "{key}");
    }
    assert_eq!(of("checkins")["counts"]["days_with_checkin"], streak["checkins"]["days"]);
}

#[test]
fn json_has_every_day_of_every_calendar() {
    let home = november();
    let two = ["--since", "2026-11-22"];
    let shown = |what: &[&str]| home.json(&[&["calendar"], what, &two[..]].concat());
    let whole = json!({
        "as_of": "2026-11-23", "week_start": "monday",
        "calendars": [{
            "what": "clock", "clock": "alcohol", "since": "2026-11-22", "until": "2026-11-23", "today": "confirmed",
            "days": [{"day": "2026-11-22", "state": "unconfirmed"}, {"day": "2026-11-23", "state": "confirmed"}],
            "counts": {
                "tracked_days": 1, "sober_days": 1, "used_days": 0, "confirmed_days": 0, "unconfirmed_days": 1,
                "not_tracked_days": 0,
            },
        }],
    });
    assert_eq!(shown(&[]), whole);
    let one = |what: &str| shown(&[what])["calendars"][0].clone();
    let expected = |what: &str, days: Value, counts: Value| {
        json!({
            "what": what, "clock": null, "since": "2026-11-22", "until": "2026-11-23", "today": null,
            "days": days, "counts": counts,
        })
    };
    let days = json!([
        {"day": "2026-11-22", "mood": null, "level": null, "entries": 0},
        {"day": "2026-11-23", "mood": 5.0, "level": 5, "entries": 1},
    ]);
    let by_level = json!({"1": 0, "2": 0, "3": 0, "4": 0, "5": 1});
    let counts = json!({"days": 2, "days_with_mood": 1, "mean": 5.0, "days_by_level": by_level});
    assert_eq!(one("mood"), expected("mood", days, counts));
    let days = json!([{"day": "2026-11-22", "meetings": 0}, {"day": "2026-11-23", "meetings": 0}]);
    assert_eq!(one("meetings"), expected("meetings", days, json!({"days": 2, "days_attended": 0, "meetings": 0})));
    let days = json!([{"day": "2026-11-22", "checkins": 0}, {"day": "2026-11-23", "checkins": 1}]);
    assert_eq!(one("checkins"), expected("checkins", days, json!({"days": 2, "days_with_checkin": 1, "checkins": 1})));
}

#[test]
fn a_mean_is_marked_as_the_nearest_mood() {
    let found = november().json(&["calendar", "mood", "--since", "2026-11-12", "--until", "2026-11-12"]);
    let day = json!({"day": "2026-11-12", "mood": 3.5, "level": 4, "entries": 2});
    assert_eq!(found["calendars"][0]["days"], json!([day]));
}

#[test]
fn every_screen_of_days_fits_its_terminal() {
    let home = month();
    home.ok(&["clock", "add", "sugar", "--since", "2025-06-01"]);
    let shown = [
        &["calendar"][..],
        &["calendar", "mood", "--month", "2026-10"],
        &["calendar", "meetings", "--year"],
        &["calendar", "checkins", "--since", "2025-06-01"],
        &["mood"],
        &["attendance"],
    ];
    for columns in [80, 120] {
        let seen = shown.map(|words| {
            let said = typed_at(columns, &home, "2026-11-18T22:00:00+00:00", Tz::UTC, words).out;
            assert!(said.lines().all(|line| line.chars().count() <= usize::from(columns)), "{said}");
            format!("$ onward {}\n{said}", words.join(" "))
        });
        insta::assert_snapshot!(format!("days_at_{columns}"), seen.join("\n"));
    }
}

#[test]
fn a_narrow_terminal_cuts_the_weeks_and_loses_no_day() {
    let home = november();
    home.ok(&["attend", "Open meeting", "--on", "2025-12-01"]);
    for columns in [20, 40, 59, 60] {
        let said = typed_at(columns, &home, NOW, Tz::UTC, &["calendar", "meetings"]).out;
        let drawn = said.lines().filter(|line| line.get(2..5).is_some_and(|day| "MonTueWedThuFriSatSun".contains(day)));
        let (marks, widest): (Vec<usize>, Vec<usize>) = drawn
            .map(|line| (line.chars().skip(7).filter(|c| !c.is_whitespace()).count(), line.chars().count()))
            .unzip();
        assert_eq!(marks.iter().sum::<usize>(), 365, "{columns}\n{said}");
        assert!(widest.iter().all(|width| *width <= usize::from(columns)), "{columns}\n{said}");
    }
}

#[test]
fn a_clock_with_the_name_of_something_else_is_asked_for_as_a_clock() {
    let home = november();
    home.ok(&["clock", "add", "Mood", "--since", "2026-11-20"]);
    let what = |words: &[&str]| {
        let found = home.json(&[&["calendar"], words].concat())["calendars"][0].clone();
        (found["what"].clone(), found["clock"].clone())
    };
    assert_eq!(what(&["mood"]), (json!("mood"), Value::Null));
    assert_eq!(what(&["clock:mood"]), (json!("clock"), json!("Mood")));
    assert_eq!(what(&["clock:alco"]), (json!("clock"), json!("alcohol")));
    let offered = home.ok(&["completions", "fish", "--", "onward", "calendar", ""]);
    for word in ["alcohol", "clock:Mood", "mood", "meetings", "checkins"] {
        assert!(offered.lines().any(|line| line.split('\t').next() == Some(word)), "no {word}:\n{offered}");
    }
}

#[test]
fn hidden_and_stopped_clocks_show_when_they_are_named() {
    let home = november();
    home.ok(&["clock", "hide", "alcohol"]);
    assert_eq!(home.json(&["calendar"])["calendars"], json!([]));
    assert!(home.ok(&["calendar"]).contains("onward clock add"));
    assert_eq!(home.json(&["calendar", "alcohol"])["calendars"][0]["clock"], "alcohol");
    home.ok(&["clock", "stop", "alcohol", "--on", "2026-11-20"]);
    let found = home.json(&["calendar", "alcohol", "--month"])["calendars"][0].clone();
    assert_eq!(found["days"].as_array().unwrap().last().unwrap()["state"], "not_tracked");
    assert_eq!((&found["counts"]["tracked_days"], &found["today"]), (&json!(15), &json!("unconfirmed")));
    let said = home.ok(&["calendar", "alcohol", "--month"]);
    assert!(said.contains("; it stopped on Fri 20 Nov (unconfirmed), which is not among them."), "{said}");
}

#[test]
fn an_empty_home_says_how_to_begin() {
    let home = Home::new();
    assert!(home.ok(&["calendar"]).contains("onward clock add"));
    assert!(home.ok(&["calendar", "mood"]).contains("onward checkin good"));
    assert!(home.ok(&["calendar", "meetings", "--month"]).contains("0 meetings on 0 of 23 days."));
    assert!(!home.file().exists(), "looking makes no file");
    home.ok(&["clock", "add", "alcohol", "--since", "today"]);
    let said = home.ok(&["calendar", "--since", "today"]);
    assert!(said.contains("No tracked day of these is over yet; today so far unconfirmed."), "{said}");
}

#[test]
fn sixty_years_are_cut_into_years() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "1966-11-23"]);
    home.ok(&["slip", "alcohol", "--from", "1999-12-31", "--to", "2000-01-01"]);
    let said = home.ok(&["calendar", "alcohol", "--since", "1966-11-23"]);
    assert!(said.contains("  1966 ") && said.contains("  2026 "), "{said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("  Mon  ")).count(), 61);
    assert!(said.contains("21913 of 21915 tracked days sober"), "{said}");
    let drawn = said.lines().filter(|line| line.starts_with("  Mon  "));
    assert_eq!(drawn.map(|line| line.chars().count()).max(), Some(7 + 54), "1988 and 2012 have days of 54 weeks");
}

/// A home of two hundred clocks.
pub(crate) fn two_hundred_clocks() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "clock 0", "--since", "2026-11-01"]);
    let mut export: Value = serde_json::from_str(&home.ok(&["export"])).unwrap();
    let first = export["clock"][0].clone();
    let another = |nth: i32| {
        let mut clock = first.clone();
        clock["id"] = json!(format!("00000000-0000-7000-8000-{nth:012}"));
        clock["name"] = json!(format!("clock {nth}"));
        clock
    };
    export["clock"].as_array_mut().unwrap().extend((1..200).map(another));
    assert_eq!(home.pipe(&["import", "-"], export.to_string().as_bytes()).code, 0);
    home
}

#[test]
fn two_hundred_clocks_stand_below_each_other() {
    let home = two_hundred_clocks();
    assert_eq!(home.json(&["calendar"])["calendars"].as_array().unwrap().len(), 200);
    assert_eq!(home.ok(&["calendar", "--month"]).matches(" confirmed: 0").count(), 200);
}

#[test]
fn what_cannot_be_shown_is_refused_with_a_hint() {
    let home = november();
    for (words, part) in [
        (&["alchohol"][..], "did you mean \"alcohol\"?; there are also mood"),
        (&["--year", "2027"], "Fri 1 Jan 2027 is still to come"),
        (&["--month", "2026-12"], "still to come"),
        (&["--since", "2026-11-24"], "still to come"),
        (&["--since", "yesterday", "--until", "2026-12-01"], "still to come"),
    ] {
        let said = home.fails(1, &[&["calendar"], words].concat());
        assert!(said.contains(part) && said.contains("\nhint: "), "{words:?}: {said}");
    }
    for (words, part) in [
        (&["--year", "99999"][..], "is not a year from 1900 to 9999"),
        (&["--year", "1899"], "is not a year"),
        (&["--year", "alcohol"], "onward calendar alcohol --year"),
        (&["--month", "2026-13"], "is not a month like 2026-11"),
        (&["--since", "2026-11-20", "--until", "2026-11-19"], "lies before --since"),
        (&["--until", "2026-11-19"], "--since"),
        (&["--year", "2025", "--month"], "--month"),
        (&["--month", "--since", "2026-11-01"], "--since"),
    ] {
        let said = home.fails(2, &[&["calendar"], words].concat());
        assert!(said.contains(part) && said.contains("\nhint: "), "{words:?}: {said}");
    }
}
