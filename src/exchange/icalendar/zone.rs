//! The rules of a zone in a calendar file (RFC 5545, 3.6.5): without them some calendars know no zone by its name.

use chrono::{FixedOffset, NaiveDate, Weekday};

use super::line::Lines;
use super::stamp;
use crate::domain::observance::{Again, Observance, Yearly, observances};
use crate::domain::zone::Rules;

/// Adds the rules of this zone, as far as they matter from `since` on.
pub(super) fn write(lines: &mut Lines, name: &str, rules: &Rules, since: NaiveDate) {
    lines.raw("BEGIN:VTIMEZONE");
    lines.raw(&format!("TZID:{name}"));
    observances(rules, since).iter().for_each(|one| observance(lines, one));
    lines.raw("END:VTIMEZONE");
}

fn observance(lines: &mut Lines, one: &Observance) {
    let kind = if one.summer { "DAYLIGHT" } else { "STANDARD" };
    lines.raw(&format!("BEGIN:{kind}"));
    lines.raw(&format!("DTSTART:{}", stamp(one.first)));
    match &one.again {
        Again::On(days) if days.is_empty() => {}
        Again::On(days) => {
            let days: Vec<String> = days.iter().copied().map(stamp).collect();
            lines.raw(&format!("RDATE:{}", days.join(",")));
        }
        Again::Yearly(yearly) => lines.raw(&format!("RRULE:FREQ=YEARLY;{}", rule(yearly))),
    }
    lines.raw(&format!("TZOFFSETFROM:{}", offset(one.before)));
    lines.raw(&format!("TZOFFSETTO:{}", offset(one.after)));
    lines.text("TZNAME", &one.name);
    lines.raw(&format!("END:{kind}"));
}

/// `BYMONTH=3;BYDAY=-1SU` where calendars have a word for it, the days of the month otherwise.
fn rule(yearly: &Yearly) -> String {
    let (month, weekday) = (yearly.month, weekday(yearly.weekday));
    let (first, last) = (*yearly.days.start(), *yearly.days.end());
    let length = match month {
        2 => 0,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let nth = match (first, last) {
        (first, last) if last == length && first + 6 == last => Some("-1"),
        (1, 7) => Some("1"),
        (8, 14) => Some("2"),
        (15, 21) => Some("3"),
        (22, 28) => Some("4"),
        _ => None,
    };
    if let Some(nth) = nth {
        return format!("BYMONTH={month};BYDAY={nth}{weekday}");
    }
    let days: Vec<String> = yearly.days.clone().map(|day| day.to_string()).collect();
    format!("BYMONTH={month};BYMONTHDAY={};BYDAY={weekday}", days.join(","))
}

/// `-0500`, `+0545`, and with seconds where the wall clock had them.
fn offset(offset: FixedOffset) -> String {
    let seconds = offset.local_minus_utc();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// `SU`.
pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zone: &str, since: &str) -> Vec<String> {
        let mut lines = Lines::default();
        write(&mut lines, zone, &Rules::named(zone).unwrap().1, since.parse().unwrap());
        lines.into_text().replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_yearly_rule_has_both_its_halves() {
        let expected = [
            "BEGIN:VTIMEZONE",
            "TZID:America/New_York",
            "BEGIN:DAYLIGHT",
            "DTSTART:20260308T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "TZOFFSETFROM:-0500",
            "TZOFFSETTO:-0400",
            "TZNAME:EDT",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20261101T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            "TZOFFSETFROM:-0400",
            "TZOFFSETTO:-0500",
            "TZNAME:EST",
            "END:STANDARD",
            "END:VTIMEZONE",
        ];
        assert_eq!(written("America/New_York", "2026-11-23"), expected);
    }

    #[test]
    fn rules_are_said_as_calendars_say_them() {
        let rules = |zone: &str| {
            let lines = written(zone, "2026-11-23").into_iter();
            lines
                .filter_map(|line| line.strip_prefix("RRULE:FREQ=YEARLY;BYMONTH=").map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(rules("Europe/London"), ["3;BYDAY=-1SU", "10;BYDAY=-1SU"]);
        assert_eq!(rules("Australia/Lord_Howe"), ["4;BYDAY=1SU", "10;BYDAY=1SU"]);
        // The Friday before the last Sunday of March.
        assert_eq!(rules("Asia/Jerusalem"), ["3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR", "10;BYDAY=-1SU"]);
        assert_eq!(rules("Asia/Kolkata"), [""; 0]);
    }

    #[test]
    fn an_offset_has_a_sign_and_seconds_only_where_there_are_any() {
        let said = |seconds: i32| offset(FixedOffset::east_opt(seconds).unwrap());
        assert_eq!([0, -18_000, 20_700, -1_521].map(said), ["+0000", "-0500", "+0545", "-002521"]);
    }
}
