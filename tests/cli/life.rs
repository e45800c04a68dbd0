//! A life as its script tells it: what is typed, and what is looked at, each at its instant.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeZone};
use chrono_tz::Tz;

use crate::harness::Home;
use crate::inside::typed;
use crate::support::words;

/// Something that is typed, or looked at, at an instant.
struct Moment {
    at: DateTime<FixedOffset>,
    line: String,
}

/// A life as its script tells it.
pub(crate) struct Life {
    /// Where it is lived.
    pub(crate) zone: Tz,
    moments: Vec<Moment>,
}

impl Life {
    pub(crate) fn read(script: &str) -> Self {
        let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (zones, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("zone "));
        let zone: Tz = zones[0]["zone ".len()..].parse().unwrap();
        let mut moments: Vec<Moment> = lines.into_iter().flat_map(|line| moments(line, zone)).collect();
        moments.sort_by_key(|moment| moment.at);
        Self { zone, moments }
    }

    /// The last instant it tells of.
    pub(crate) fn end(&self) -> String {
        self.moments.last().unwrap().at.to_rfc3339()
    }

    /// Lives it in this home, and returns what was looked at.
    pub(crate) fn lived_in(&self, home: &Home) -> String {
        let mut seen = String::new();
        for Moment { at, line } in &self.moments {
            match line.strip_prefix("? ") {
                None => drop(answered(home, self.zone, *at, line)),
                Some(looks) => {
                    for look in looks.split(", ") {
                        let answer = answered(home, self.zone, *at, &format!("onward {look}"));
                        seen.push_str(&format!("{} $ onward {look}\n{answer}\n", at.format("%Y-%m-%d %H:%M")));
                    }
                }
            }
        }
        seen
    }
}

/// What a line of a script stands for: `DAY TIME LINE`, or `FIRST..LAST/EVERY TIME LINE`, whose words take turns.
fn moments(line: &str, zone: Tz) -> Vec<Moment> {
    let mut parts = line.splitn(3, ' ');
    let (days, time, line) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (first, last, every) = match days.split_once("..") {
        Some((first, rest)) => {
            let (last, every) = rest.split_once('/').unwrap();
            (day(first), day(last), every.parse().unwrap())
        }
        None => (day(days), day(days), 1),
    };
    let at = |day: NaiveDate| {
        let wall = day.and_time(format!("{time}:00").parse().unwrap());
        zone.from_local_datetime(&wall).earliest().unwrap().fixed_offset()
    };
    let days = std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(every)));
    let days = days.take_while(|day| *day <= last).enumerate();
    days.map(|(nth, day)| Moment { at: at(day), line: turn(line, nth) }).collect()
}

/// The line with the word of this turn in place of `a|b|c`.
fn turn(line: &str, nth: usize) -> String {
    if line.starts_with("? ") || !line.contains('|') {
        return line.to_owned();
    }
    let chosen = words(line).into_iter().map(|word| {
        let choices: Vec<&str> = word.split('|').collect();
        format!("\"{}\"", choices[nth % choices.len()])
    });
    chosen.collect::<Vec<_>>().join(" ")
}

/// Types a line and insists that it is understood; `\n` stands for the end of a line. Code 10 says that something is
/// open.
fn answered(home: &Home, zone: Tz, at: DateTime<FixedOffset>, line: &str) -> String {
    let words: Vec<String> = words(line).iter().skip(1).map(|word| word.replace("\\n", "\n")).collect();
    let answer = typed(home, &at.to_rfc3339(), zone, &words);
    assert!(matches!(answer.code, 0 | 10) && answer.err.is_empty(), "{at} {line}\n{}{}", answer.out, answer.err);
    answer.out
}
