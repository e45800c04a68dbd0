//! Events as a calendar file (RFC 5545), as calendars everywhere read it.
//!
//! Written by hand: of the crates, `icalendar` and `ics` leave a zone's rules (VTIMEZONE) to who uses them, which is
//! most of the work here, the first gives alarms ids by chance, and neither takes out control characters or keeps an
//! escaped character in one piece where it folds a line; `calcard` would bring another copy of all the world's zones
//! along. It is the one that reads the result back in the tests.
//!
//! The same events are the same bytes: no clock is read, nothing is drawn by chance.

mod line;
mod zone;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use self::line::Lines;
use crate::domain::event::{Alarm, Event, Weekly, When};
use crate::domain::meeting::{Weekdays, Zone};

/// The calendar of these events, in this order, with the rules of every zone that they name.
pub fn write(events: &[Event]) -> String {
    let mut lines = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//onward//calendar//EN", "CALSCALE:GREGORIAN"] {
        lines.raw(line);
    }
    for (name, (zone, since)) in zones(events) {
        if let Some(rules) = zone.rules() {
            zone::write(&mut lines, &name, &rules, since);
        }
    }
    events.iter().for_each(|event| vevent(&mut lines, event));
    lines.raw("END:VCALENDAR");
    lines.into_text()
}

/// Every zone that an event names, by its name, and the first day that something is held in it.
fn zones(events: &[Event]) -> BTreeMap<String, (&Zone, NaiveDate)> {
    let mut zones: BTreeMap<String, (&Zone, NaiveDate)> = BTreeMap::new();
    for event in events {
        let When::Weekly(Weekly { zone: Some(zone), starts, .. }) = &event.when else { continue };
        let (_, since) = zones.entry(zone.to_string()).or_insert((zone, starts.date()));
        *since = starts.date().min(*since);
    }
    zones
}

fn vevent(lines: &mut Lines, event: &Event) {
    lines.raw("BEGIN:VEVENT");
    lines.raw(&format!("UID:{}", event.uid));
    lines.raw(&format!("DTSTAMP:{}Z", stamp(event.stamp.at().naive_utc())));
    match &event.when {
        When::Weekly(weekly) => {
            let zone = weekly.zone.as_ref().map(|zone| format!(";TZID={zone}")).unwrap_or_default();
            lines.raw(&format!("DTSTART{zone}:{}", stamp(weekly.starts)));
            lines.raw(&format!("DTEND{zone}:{}", stamp(weekly.ends)));
            lines.raw(&format!("RRULE:FREQ=WEEKLY;BYDAY={}", byday(&weekly.weekdays)));
        }
        When::Day(day) => {
            lines.raw(&format!("DTSTART;VALUE=DATE:{}", day.date().format("%Y%m%d")));
            lines.raw(&format!("DTEND;VALUE=DATE:{}", day.next().date().format("%Y%m%d")));
        }
    }
    lines.text("SUMMARY", &event.title);
    let more = [("LOCATION", &event.place), ("DESCRIPTION", &event.more)];
    more.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))).for_each(|(name, text)| {
        lines.text(name, text);
    });
    lines.raw("CLASS:PRIVATE");
    lines.raw(if matches!(event.when, When::Day(_)) { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
    if let Some(alarm) = event.alarm {
        lines.raw("BEGIN:VALARM");
        lines.raw("ACTION:DISPLAY");
        lines.text("DESCRIPTION", &event.title);
        lines.raw(&format!("TRIGGER:{}", trigger(alarm)));
        lines.raw("END:VALARM");
    }
    lines.raw("END:VEVENT");
}

fn stamp(wall: NaiveDateTime) -> String {
    wall.format("%Y%m%dT%H%M%S").to_string()
}

fn byday(weekdays: &Weekdays) -> String {
    let days: Vec<&str> = weekdays.days().iter().map(|day| zone::weekday(*day)).collect();
    days.join(",")
}

/// From the start: `-P1DT30M`, or `PT9H` for nine o'clock on a day that begins at midnight.
fn trigger(alarm: Alarm) -> String {
    let (sign, (days, hours, minutes)) = match alarm {
        Alarm::Before(lead) => ("-", lead.parts()),
        Alarm::At(time) => {
            let (hour, minute) = time.hour_and_minute();
            ("", (0, hour, minute))
        }
    };
    let written = |number: u32, unit: &str| if number == 0 { String::new() } else { format!("{number}{unit}") };
    let (date, time) = (written(days, "D"), written(hours, "H") + &written(minutes, "M"));
    match (date.as_str(), time.as_str()) {
        ("", "") => "PT0S".to_owned(),
        (date, "") => format!("{sign}P{date}"),
        (date, time) => format!("{sign}P{date}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_rings_before_the_start_or_at_a_time_of_the_day() {
        let before = |lead: &str| trigger(Alarm::Before(lead.parse().unwrap()));
        assert_eq!(
            ["30m", "1h", "2h30m", "1d", "1d5m"].map(before),
            ["-PT30M", "-PT1H", "-PT2H30M", "-P1D", "-P1DT5M"]
        );
        let at = |time: &str| trigger(Alarm::At(time.parse().unwrap()));
        assert_eq!(["09:00", "00:00", "20:05"].map(at), ["PT9H", "PT0S", "PT20H5M"]);
    }

    #[test]
    fn a_calendar_of_nothing_but_days_names_no_zone() {
        let day = Event {
            uid: "a@onward".to_owned(),
            stamp: "2026-11-01T23:30:00-05:00".parse().unwrap(),
            title: "alcohol: 30 days".to_owned(),
            when: When::Day("2026-12-31".parse().unwrap()),
            place: None,
            more: None,
            alarm: None,
        };
        let written = write(&[day]);
        assert!(!written.contains("TZ"), "{written}");
        let dates = "DTSTAMP:20261102T043000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n";
        assert!(written.contains(dates), "{written}");
    }
}
