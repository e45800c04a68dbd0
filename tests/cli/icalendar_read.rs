//! Calendar files as other programs read them: a parser of a mail server, a library for rules that repeat, and another
//! one's time zones.

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rrule::RRuleSet;

use crate::harness::Home;

const ZONES: [Tz; 10] = [
    Tz::Europe__London,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::Europe__Dublin,
    Tz::Asia__Kolkata,
    Tz::America__Sao_Paulo,
    Tz::Africa__Cairo,
    Tz::Asia__Jerusalem,
    Tz::Asia__Tehran,
    Tz::UTC,
];

/// A calendar with a meeting on Sunday and Wednesday at 19:30 in this zone, saved at this instant.
fn in_zone(zone: Tz, saved: &str) -> String {
    let mut home = Home::new();
    home.at(saved);
    let meeting = ["meeting", "add", "One", "--day", "sun,wed", "--time", "19:30", "--end", "21:00", "--zone"];
    home.ok(&[&meeting[..], &[zone.name()]].concat());
    home.ok(&["meeting", "calendar"])
}

/// The lines between `BEGIN` and `END` of every such part, unfolded.
fn parts<'a>(file: &'a str, name: &str) -> Vec<Vec<&'a str>> {
    let (begin, end) = (format!("BEGIN:{name}"), format!("END:{name}"));
    let mut found = Vec::new();
    let mut lines = file.lines();
    while lines.any(|line| line == begin) {
        found.push(lines.by_ref().take_while(|line| *line != end).collect());
    }
    found
}

fn value<'a>(part: &[&'a str], property: &str) -> Option<&'a str> {
    part.iter().find_map(|line| line.strip_prefix(property)?.strip_prefix(':'))
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn seconds(offset: &str) -> i64 {
    let (sign, digits) = offset.split_at(1);
    let number = |at: std::ops::Range<usize>| digits[at].parse::<i64>().unwrap();
    (number(0..2) * 3600 + number(2..4) * 60) * if sign == "-" { -1 } else { 1 }
}

/// Every change that the file names for its zone: the instant, and the offset from then on.
fn changes(file: &str) -> Vec<(NaiveDateTime, i64)> {
    let mut all = Vec::new();
    for part in [parts(file, "STANDARD"), parts(file, "DAYLIGHT")].concat() {
        let (from, to) = (value(&part, "TZOFFSETFROM").unwrap(), value(&part, "TZOFFSETTO").unwrap());
        let start = value(&part, "DTSTART").unwrap();
        let mut walls = vec![time(start)];
        walls.extend(value(&part, "RDATE").into_iter().flat_map(|days| days.split(',')).map(time));
        if let Some(rule) = value(&part, "RRULE") {
            // By the clock before the change, which needs no zone: as if it were UTC.
            let set: RRuleSet = format!("DTSTART:{start}Z\nRRULE:{rule}").parse().unwrap();
            let came: Vec<NaiveDateTime> = set.all(30).dates.iter().map(DateTime::naive_utc).collect();
            assert_eq!(came.first(), walls.first(), "the first change keeps the rule: {part:?}");
            walls.extend(came);
        }
        all.extend(walls.into_iter().map(|wall| (wall - TimeDelta::seconds(seconds(from)), seconds(to))));
    }
    all.sort_unstable();
    all
}

#[test]
fn the_rules_of_a_zone_give_its_offset_at_every_hour_of_the_next_five_years() {
    for zone in ZONES {
        let file = in_zone(zone, "2026-11-23T21:30:00+00:00").replace("\r\n ", "");
        assert_eq!(parts(&file, "VTIMEZONE").len(), 1, "{file}");
        let changes = changes(&file);
        let first = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(0, 0, 0).unwrap();
        for at in (0..5 * 366 * 24).map(|hours| first + TimeDelta::hours(hours)) {
            let read = changes.iter().rfind(|(change, _)| *change <= at).map(|(_, offset)| *offset);
            let other = i64::from(zone.offset_from_utc_datetime(&at).fix().local_minus_utc());
            assert_eq!(read, Some(other), "{zone} {at}\n{file}");
        }
    }
}

#[test]
fn a_meeting_keeps_its_wall_clock_across_every_change() {
    // Saved in the days before a change, in the night of one, and far from any.
    for saved in ["2026-03-27T12:00:00+00:00", "2026-10-24T23:59:00+00:00", "2026-11-23T21:30:00+00:00"] {
        for zone in ZONES {
            let file = in_zone(zone, saved);
            let event = parts(&file, "VEVENT").remove(0);
            let rule: Vec<&str> =
                event.iter().copied().filter(|line| line.starts_with("DTSTART") || line.starts_with("RRULE")).collect();
            let set: RRuleSet = rule.join("\n").parse().unwrap();
            let found: Vec<DateTime<Utc>> = set.all(150).dates.iter().map(|date| date.with_timezone(&Utc)).collect();
            let day = DateTime::parse_from_rfc3339(saved).unwrap().date_naive();
            let days = day.iter_days().filter(|day| ["Sun", "Wed"].contains(&day.weekday().to_string().as_str()));
            let held = days.map(|day| zone.from_local_datetime(&day.and_hms_opt(19, 30, 0).unwrap()).unwrap());
            let expected: Vec<DateTime<Utc>> = held.take(150).map(|held| held.with_timezone(&Utc)).collect();
            assert_eq!(found, expected, "{zone} {saved}\n{file}");
            assert_eq!(as_a_mail_server_expands(&file)[..100], expected[..100], "{zone} {saved}");
        }
    }
}

/// The starts of the events, by the parser and the expansion of another program; each as long as the first.
fn as_a_mail_server_expands(file: &str) -> Vec<DateTime<Utc>> {
    let expanded = ICalendar::parse(file).unwrap().expand_dates(calcard::common::timezone::Tz::UTC, 150);
    assert_eq!(expanded.errors, []);
    let times = expanded.events.into_iter().map(|event| event.try_into_date_time().unwrap());
    let mut starts: Vec<DateTime<Utc>> = times
        .map(|event| {
            let (start, end) = (event.start.to_utc(), event.end.to_utc());
            assert_eq!(end - start, TimeDelta::minutes(90));
            start
        })
        .collect();
    starts.sort_unstable();
    starts
}

#[test]
fn another_program_reads_every_word_as_it_was_typed() {
    let home = Home::new();
    let name =
        "Früh; am \\ Morgen, \"leise\" \u{1f331}: immer und immer wieder, sonntags wie alltags, bei jedem Wetter";
    let place = "Turm 1, 2. Stock;\nTür \\ links\r\nBitte \u{7}läuten";
    home.ok(&["meeting", "add", name, "--day", "mon", "--time", "06:00", "--place", place, "--link", "zoom, 1;2\\3"]);
    let file = home.ok(&["meeting", "calendar", "--links", "--remind", "1d2h"]);
    let read = ICalendar::parse(&file).unwrap();
    let event = read.components.iter().find(|part| part.component_type == ICalendarComponentType::VEvent).unwrap();
    let text = |property: &ICalendarProperty| {
        let found = event.entries.iter().find(|entry| entry.name == *property).unwrap();
        match found.values.as_slice() {
            [ICalendarValue::Text(text)] => text.clone(),
            other => panic!("{property:?}: {other:?}"),
        }
    };
    assert_eq!(text(&ICalendarProperty::Summary), name);
    assert_eq!(text(&ICalendarProperty::Location), "Turm 1, 2. Stock;\nTür \\ links\nBitte läuten");
    assert_eq!(text(&ICalendarProperty::Description), "zoom, 1;2\\3");
    let alarm = read.components.iter().find(|part| part.component_type == ICalendarComponentType::VAlarm).unwrap();
    let trigger = alarm.entries.iter().find(|entry| entry.name == ICalendarProperty::Trigger).unwrap();
    let [ICalendarValue::Duration(before)] = trigger.values.as_slice() else { panic!("{trigger:?}") };
    assert_eq!(before.as_seconds(), -26 * 3600);
}
