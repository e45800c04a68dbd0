//! `meeting calendar` and `milestones --calendar`: what is in the file, what is not, and what is said of it.

use std::fs;

use serde_json::{Value, json};

use crate::directory::{IMPORT, imported};
use crate::harness::Home;

/// Two meetings with all that a file could stumble over, one by appointment.
fn with_meetings() -> Home {
    let home = Home::new();
    let step = ["meeting", "add", "Steps, slowly; \"Ü\"", "--programme", "aa", "--day", "tue,thu", "--time", "19:30"];
    let place =
        "St Mary's Hall, the back door; then up to the second floor, where the light is on 🌱🌱🌱🌱\nring twice";
    let more = ["--end", "21:00", "--zone", "Europe/London", "--place", place, "--note", "what nobody is to know"];
    home.ok(&[&step[..], &more].concat());
    let late = ["meeting", "add", "Candles", "--day", "sat", "--time", "23:30", "--venue", "online"];
    home.ok(&[&late[..], &["--link", "https://example.org/j/1?pwd=hush", "--end", "00:45"]].concat());
    home.ok(&["meeting", "add", "Sponsor"]);
    home
}

fn with_clocks() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-10-01", "--milestones", "60d,90d=first bead,2m,11y"]);
    home.ok(&["clock", "add", "private", "--since", "2026-10-01", "--milestones", "60d", "--hidden"]);
    home
}

/// The values of a property, in order.
fn values(file: &str, property: &str) -> Vec<String> {
    let file = file.replace("\r\n ", "");
    let lines = file.split("\r\n").filter_map(|line| line.split_once([':', ';']));
    lines.filter(|(name, _)| *name == property).map(|(_, value)| value.to_owned()).collect()
}

#[test]
fn a_whole_file() {
    let file = with_meetings().ok(&["meeting", "calendar", "--remind", "30m", "--links"]);
    insta::with_settings!({filters => vec![(r"[0-9a-f-]{36}@", "ID@")]}, {
        insta::assert_snapshot!("meetings", file.replace("\r\n", "\n"));
    });
}

#[test]
fn every_line_ends_as_calendars_want_it_and_none_is_too_long() {
    let file = with_meetings().ok(&["meeting", "calendar"]);
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
}

#[test]
fn the_same_meetings_are_the_same_bytes_on_every_day_and_in_every_zone() {
    let mut home = with_meetings();
    home.ok(&["meeting", "calendar", "-o", "first.ics", "--remind", "1h"]);
    home.at("2027-07-05T03:00:00+10:00").zone("AEST-10");
    home.ok(&["meeting", "calendar", "-o", "second.ics", "--remind", "1h"]);
    let read = |name: &str| fs::read(home.root().join(name)).unwrap();
    assert_eq!(read("first.ics"), read("second.ics"));
    let printed = home.ok(&["meeting", "calendar", "--remind", "1h", "-o", "-"]);
    assert_eq!(printed.as_bytes(), read("first.ics"));
}

#[test]
fn a_meeting_that_is_renamed_is_the_same_event_still() {
    let home = with_meetings();
    let before = home.ok(&["meeting", "calendar", "candles"]);
    home.ok(&["meeting", "edit", "candles", "--name", "Late"]);
    let after = home.ok(&["meeting", "calendar", "late"]);
    assert_eq!((values(&before, "UID"), values(&after, "SUMMARY")), (values(&after, "UID"), vec!["Late".to_owned()]));
}

#[test]
fn notes_never_and_links_only_when_asked() {
    let home = with_meetings();
    let file = home.ok(&["meeting", "calendar"]);
    assert!(!file.contains("nobody") && !file.contains("pwd"), "{file}");
    let file = home.ok(&["meeting", "calendar", "--links"]);
    assert_eq!(values(&file, "DESCRIPTION"), ["https://example.org/j/1?pwd=hush"]);
    assert!(!file.contains("nobody"), "{file}");
}

#[test]
fn a_discreet_file_names_nothing() {
    let home = with_meetings();
    let file = home.ok(&["meeting", "calendar", "--discreet", "--remind", "1d"]);
    assert_eq!(values(&file, "SUMMARY"), ["Appointment", "Appointment"]);
    assert_eq!(values(&file, "DESCRIPTION"), ["Appointment", "Appointment"], "what the alarms say");
    assert_eq!(values(&file, "LOCATION"), [""; 0]);
    for named in ["Steps", "Candles", "Mary", "online", "pwd", "nobody", "aa"] {
        assert!(
            !file.replace("\r\n ", "").lines().any(|line| !line.starts_with("UID") && line.contains(named)),
            "{file}"
        );
    }
    let file = home.ok(&["meeting", "calendar", "--discreet", "--places", "candles"]);
    assert_eq!(
        (values(&file, "LOCATION"), values(&file, "SUMMARY")),
        (vec!["online".into()], vec!["Appointment".into()])
    );
}

#[test]
fn words_and_filters_choose_as_find_does() {
    let home = with_meetings();
    let chosen = |words: &[&str]| {
        let found = home.json(&[&["meeting", "calendar"], words].concat());
        found["events"].as_array().unwrap().iter().map(|event| event["name"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(chosen(&["CANDLES"]), ["Candles"]);
    assert_eq!(chosen(&["--programme", "aa", "mary's hall"]), ["Steps, slowly; \"Ü\""]);
    assert_eq!(chosen(&["--online"]), ["Candles"]);
    assert!(home.fails(1, &["meeting", "calendar", "candles", "--programme", "aa"]).contains("no meeting was found"));
}

#[test]
fn published_meetings_are_the_same_events_until_their_list_is_imported_again() {
    let mut home = imported();
    let write = |home: &Home, name: &str| {
        home.ok(&["meeting", "calendar", "--day", "mon,tue", "-o", name]);
        fs::read_to_string(home.root().join(name)).unwrap()
    };
    let first = write(&home, "first.ics");
    assert_eq!(values(&first, "SUMMARY").len(), 4, "{first}");
    assert!(!first.contains("zoom.us") && !first.contains("twice"), "{first}");
    home.at("2027-03-05T03:00:00+00:00");
    assert_eq!(write(&home, "second.ics"), first);
    home.ok(&IMPORT);
    let third = write(&home, "third.ics");
    assert_eq!(values(&third, "UID"), values(&first, "UID"));
    assert_ne!(values(&third, "DTSTAMP"), values(&first, "DTSTAMP"));
    // Saved, it is the same event still.
    let owls = |home: &Home| values(&home.ok(&["meeting", "calendar", "owls"]), "UID");
    let published = owls(&home);
    home.ok(&["meeting", "find", "owls"]);
    home.ok(&["meeting", "save", "1"]);
    assert_eq!((owls(&home), published.len()), (published, 1));
}

#[test]
fn what_was_written_is_told_to_people_and_to_programs() {
    let home = with_meetings();
    let said = home.ok(&["meeting", "calendar", "-o", "week.ics"]);
    let told = ["week.ics: 2 meetings, every week", "Tue, Thu 19:30–21:00", "Tue 24 Nov, 19:30", "Sat 28 Nov, 23:30"];
    for part in told.into_iter().chain(["1 left out: Sponsor (by appointment)", "With --discreet"]) {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
    let found = home.json(&["meeting", "calendar", "-o", "again.ics", "--discreet"]);
    let expected = json!({
        "as_of": "2026-11-23", "path": "again.ics", "calendar": null,
        "left_out": [{"name": "Sponsor", "reason": "by_appointment"}],
        "events": [
            {"name": "Steps, slowly; \"Ü\"", "title": "Appointment", "weekdays": ["tue", "thu"], "start": "19:30",
             "end": "21:00", "zone": "Europe/London", "minutes": 90, "first": "2026-11-24",
             "next": "2026-11-24T19:30:00+00:00"},
            {"name": "Candles", "title": "Appointment", "weekdays": ["sat"], "start": "23:30", "end": "00:45",
             "zone": null, "minutes": 75, "first": "2026-11-28", "next": "2026-11-28T23:30:00+00:00"},
        ],
    });
    assert_eq!(found, expected);
    let printed = home.json(&["meeting", "calendar", "--discreet"]);
    let file = fs::read_to_string(home.root().join("again.ics")).unwrap();
    assert_eq!((&printed["path"], printed["calendar"].as_str()), (&Value::Null, Some(file.as_str())));
}

#[test]
fn a_file_is_private_and_written_over_only_with_force() {
    use std::os::unix::fs::PermissionsExt;
    let home = with_meetings();
    home.ok(&["meeting", "calendar", "-o", "week.ics"]);
    let file = home.root().join("week.ics");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "mine").unwrap();
    let said = home.fails(1, &["meeting", "calendar", "-o", "week.ics"]);
    assert!(said.contains("exists already") && said.contains("--force"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    home.ok(&["meeting", "calendar", "-o", "week.ics", "--force"]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("BEGIN:VCALENDAR"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    home.fails(2, &["meeting", "calendar", "--force"]);
    home.fails(1, &["meeting", "calendar", "-o", "data/onward.db", "--force"]);
}

#[test]
fn where_nothing_can_be_in_it_no_file_is_written() {
    let home = Home::new();
    assert!(home.fails(1, &["meeting", "calendar", "-o", "week.ics"]).contains("onward meeting add"));
    home.ok(&["meeting", "add", "Sponsor"]);
    let said = home.fails(1, &["meeting", "calendar", "-o", "week.ics"]);
    assert!(said.contains("Sponsor (by appointment)") && said.contains("--day tue"), "{said}");
    assert!(!home.root().join("week.ics").exists());
}

#[test]
fn a_reminder_that_makes_no_sense_is_refused() {
    let home = with_meetings();
    for wrong in ["0m", "30", "-5m", "1y", "29d", "soon"] {
        let said = home.fails(2, &["meeting", "calendar", &format!("--remind={wrong}")]);
        assert!(said.contains("30m, 1h, 2h30m or 1d"), "{said}");
    }
    home.fails(2, &["meeting", "calendar", "--places"]);
}

#[test]
fn a_first_time_that_does_not_exist_is_the_week_after() {
    let mut home = Home::new();
    home.at("2026-03-27T12:00:00+00:00");
    let night = ["meeting", "add", "Night", "--day", "sun", "--time", "01:30", "--zone", "Europe/London"];
    home.ok(&night);
    let file = home.ok(&["meeting", "calendar"]);
    assert!(file.contains("DTSTART;TZID=Europe/London:20260405T013000\r\n"), "{file}");
}

#[test]
fn milestones_to_come_are_days_of_their_own() {
    let home = with_clocks();
    let file = home.ok(&["milestones", "--calendar", "--remind-at", "09:00"]);
    assert_eq!(values(&file, "SUMMARY"), ["alcohol: 60 days", "alcohol: 2 months", "alcohol: 90 days (first bead)"]);
    assert_eq!(values(&file, "DTSTART"), ["VALUE=DATE:20261130", "VALUE=DATE:20261201", "VALUE=DATE:20261230"]);
    assert_eq!(values(&file, "DTEND"), ["VALUE=DATE:20261201", "VALUE=DATE:20261202", "VALUE=DATE:20261231"]);
    assert_eq!(values(&file, "TRIGGER"), ["PT9H"; 3]);
    let found = home.json(&["milestones", "alcohol", "--calendar", "-o", "dates.ics"]);
    assert_eq!(
        (&found["path"], &found["left_out"], &found["calendar"]),
        (&json!("dates.ics"), &json!([]), &Value::Null)
    );
    let bead = json!({"clock": "alcohol", "label": "90 days", "token": "first bead",
        "title": "alcohol: 90 days (first bead)", "date": "2026-12-30"});
    assert_eq!(found["events"][2], bead);
}

#[test]
fn a_hidden_clock_is_in_it_only_when_named_and_a_discreet_one_names_nothing() {
    let home = with_clocks();
    assert!(!home.ok(&["milestones", "--calendar"]).contains("private"));
    let file = home.ok(&["milestones", "private", "--calendar"]);
    assert_eq!(values(&file, "SUMMARY"), ["private: 60 days"]);
    let file = home.ok(&["milestones", "private", "alcohol", "--calendar", "--discreet", "--remind-at", "20:00"]);
    assert_eq!(values(&file, "SUMMARY"), ["Appointment"; 4]);
    for named in ["private", "alcohol", "days", "bead"] {
        assert!(!file.contains(named), "{file}");
    }
}

#[test]
fn after_a_slip_the_same_events_are_on_other_days() {
    let home = with_clocks();
    let before = home.ok(&["milestones", "--calendar"]);
    home.ok(&["slip", "alcohol", "--on", "2026-11-20"]);
    let after = home.ok(&["milestones", "--calendar"]);
    let sorted = |file: &str| {
        let mut all = values(file, "UID");
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(&before), sorted(&after));
    let dates = values(&after, "DTSTART");
    assert_eq!(dates, ["VALUE=DATE:20270120", "VALUE=DATE:20270121", "VALUE=DATE:20270219"]);
    assert!(values(&before, "DTSTAMP") < values(&after, "DTSTAMP"), "the later one is the one that counts");
}

#[test]
fn a_clock_without_a_date_to_come_is_said_to_be_left_out() {
    let home = with_clocks();
    home.ok(&["clock", "add", "sugar", "--since", "2026-10-01", "--milestones", "none"]);
    home.ok(&["slip", "private", "--ongoing"]);
    let found = home.json(&["milestones", "alcohol", "sugar", "private", "--calendar"]);
    let left = json!([{"name": "sugar", "reason": "nothing_coming"}, {"name": "private", "reason": "no_run"}]);
    assert_eq!(found["left_out"], left);
    home.fails(1, &["milestones", "sugar", "--calendar", "-o", "dates.ics"]);
    home.fails(2, &["milestones", "-o", "dates.ics"]);
    home.fails(2, &["milestones", "--calendar", "--remind-at", "25:00"]);
}
