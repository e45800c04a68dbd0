//! When the clocks of a zone are changed, as a calendar file has to say it (RFC 5545, 3.6.5): a rule for every year
//! from where the zone keeps one, and single days before that. A zone that keeps none, as one whose summer time makes
//! way for a month of fasting, is nothing but single days.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::zone::{Rules, Turn};

/// How many years ahead the changes are told one by one where no rule holds; the rules hold for ever.
const AHEAD: i32 = 100;

/// How many years at the end of that a rule has to be kept to be one: longer than the weekdays take to come round,
/// whichever years are leap years.
const SAMPLE: i32 = 30;

/// A change that comes once, on several days, or every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observance {
    /// Whether summer time begins with it.
    pub summer: bool,
    /// What the time is called from then on.
    pub name: String,
    /// What the clock was from UTC.
    pub before: FixedOffset,
    /// What it is from then on.
    pub after: FixedOffset,
    /// When it first comes, by the clock that is about to change.
    pub first: NaiveDateTime,
    /// When it comes again.
    pub again: Again,
}

/// When a change comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// At these times too, if any.
    On(Vec<NaiveDateTime>),
    /// Every year.
    Yearly(Yearly),
}

/// A day of the year: the weekday that lies within these days of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yearly {
    /// The month, from 1.
    pub month: u32,
    /// The weekday.
    pub weekday: Weekday,
    /// The days of the month, seven at the most; fewer where a week runs over the month's end.
    pub days: RangeInclusive<u32>,
}

impl Yearly {
    /// The day it is in this year; none in a year in which the weekday lies outside of these days.
    fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let mut days = self.days.clone().filter_map(|day| NaiveDate::from_ymd_opt(year, self.month, day));
        days.find(|day| day.weekday() == self.weekday)
    }
}

/// What the changes that one rule gives have in common.
type Alike = (u32, u8, NaiveTime, i32, i32, bool, String);

/// One rule, and the changes it gives.
struct Pattern {
    yearly: Yearly,
    like: Turn,
}

impl Pattern {
    fn in_year(&self, year: i32) -> Option<Turn> {
        let wall = self.yearly.in_year(year)?.and_time(self.like.wall.time());
        Some(Turn { wall, ..self.like.clone() })
    }
}

/// All that a calendar has to know of a zone for what happens on `since` or later.
pub fn observances(rules: &Rules, since: NaiveDate) -> Vec<Observance> {
    // In UTC the day may have begun a day earlier.
    let since = since.pred_opt().unwrap_or(since);
    let in_force = rules.turn_before(since).filter(|turn| turn.wall.year() >= 1970);
    let begin = in_force.as_ref().map_or(since.year(), |turn| turn.wall.year());
    let end = since.year().saturating_add(AHEAD).min(9990);
    let day = |year: i32| NaiveDate::from_yo_opt(year, 1).unwrap_or(since);
    let mut turns = rules.turns(day(begin).pred_opt().unwrap_or(since), day(end).succ_opt().unwrap_or(since));
    turns.retain(|turn| (begin..end).contains(&turn.wall.year()));
    let patterns = patterns(turns.iter().filter(|turn| turn.wall.year() >= end - SAMPLE));
    let regular = regular_from(&patterns, &turns, begin, end);
    let from = in_force.as_ref().map_or(since.and_time(NaiveTime::MIN), |turn| turn.wall);
    let single =
        turns.into_iter().filter(|turn| turn.wall >= from && regular.is_none_or(|year| turn.wall.year() < year));
    let mut all: Vec<Observance> = in_force.is_none().then(|| always(rules, since)).flatten().into_iter().collect();
    all.extend(on_single_days(single));
    if let Some(year) = regular {
        all.extend(patterns.iter().filter_map(|pattern| yearly(pattern, year, end)));
    }
    all.sort_by_key(|one| one.first);
    all
}

/// The time of a zone whose clocks were not changed since calendars are kept by machines.
fn always(rules: &Rules, since: NaiveDate) -> Option<Observance> {
    let (offset, name) = rules.in_force(since)?;
    let first = NaiveDate::from_ymd_opt(1970, 1, 1)?.and_time(NaiveTime::MIN);
    Some(Observance { summer: false, name, before: offset, after: offset, first, again: Again::On(Vec::new()) })
}

/// The rules that would give these changes.
fn patterns<'a>(turns: impl Iterator<Item = &'a Turn>) -> Vec<Pattern> {
    let mut found: BTreeMap<Alike, Pattern> = BTreeMap::new();
    for turn in turns {
        let (day, weekday) = (turn.wall.day(), turn.wall.weekday());
        let offsets = (turn.before.local_minus_utc(), turn.after.local_minus_utc());
        let month = turn.wall.month();
        let weekday_number = weekday.num_days_from_monday().try_into().unwrap_or_default();
        let alike = (month, weekday_number, turn.wall.time(), offsets.0, offsets.1, turn.summer, turn.name.clone());
        let pattern = found
            .entry(alike)
            .or_insert_with(|| Pattern { yearly: Yearly { month, weekday, days: day..=day }, like: turn.clone() });
        let days = &pattern.yearly.days;
        pattern.yearly.days = day.min(*days.start())..=day.max(*days.end());
    }
    found.into_values().collect()
}

/// The year from which on the rules give every change there is and no other; none where there is no such year.
fn regular_from(patterns: &[Pattern], turns: &[Turn], begin: i32, end: i32) -> Option<i32> {
    let kept = |year: i32| {
        let mut given: Vec<Turn> = patterns.iter().filter_map(|pattern| pattern.in_year(year)).collect();
        given.sort_by_key(|turn| turn.wall);
        given.iter().eq(turns.iter().filter(|turn| turn.wall.year() == year))
    };
    let kept = (begin..end).rev().take_while(|year| kept(*year)).last()?;
    (!patterns.is_empty() && kept <= end - SAMPLE).then_some(kept)
}

fn yearly(pattern: &Pattern, from: i32, end: i32) -> Option<Observance> {
    let first = (from..end).find_map(|year| pattern.in_year(year))?;
    Some(Observance { again: Again::Yearly(pattern.yearly.clone()), ..once(first) })
}

fn once(turn: Turn) -> Observance {
    let Turn { wall, before, after, summer, name } = turn;
    Observance { summer, name, before, after, first: wall, again: Again::On(Vec::new()) }
}

/// The same changes as one where they differ in nothing but the day.
fn on_single_days(turns: impl Iterator<Item = Turn>) -> Vec<Observance> {
    let mut all: Vec<Observance> = Vec::new();
    for turn in turns {
        let same = |one: &&mut Observance| {
            (one.summer, one.before, one.after, &one.name) == (turn.summer, turn.before, turn.after, &turn.name)
        };
        match all.iter_mut().find(same) {
            Some(Observance { again: Again::On(days), .. }) => days.push(turn.wall),
            _ => all.push(once(turn)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use chrono::{Offset, TimeDelta, TimeZone};
    use chrono_tz::{TZ_VARIANTS, Tz};

    use super::*;

    fn of(zone: &str, since: &str) -> Vec<Observance> {
        observances(&Rules::named(zone).unwrap().1, since.parse().unwrap())
    }

    /// What the clock is from UTC at this instant, by nothing but the observances, as a calendar would read them: the
    /// change that came last decides.
    fn read(all: &[Observance], utc: NaiveDateTime) -> FixedOffset {
        let last = |one: &Observance| {
            let wall = utc + TimeDelta::seconds(i64::from(one.before.local_minus_utc()));
            let days: Vec<NaiveDateTime> = match &one.again {
                Again::On(days) => days.iter().copied().chain([one.first]).collect(),
                Again::Yearly(yearly) => {
                    let years = wall.year() - 7..=wall.year();
                    years.filter_map(|year| Some(yearly.in_year(year)?.and_time(one.first.time()))).collect()
                }
            };
            let came = days.into_iter().filter(|day| *day >= one.first && *day <= wall).max()?;
            Some((came - TimeDelta::seconds(i64::from(one.before.local_minus_utc())), one.after))
        };
        all.iter().filter_map(last).max_by_key(|(at, _)| *at).unwrap().1
    }

    /// Reads the observances of a zone at every so many hours, and compares.
    fn reads_as<Z: TimeZone>(name: &str, zone: &Z, since: &str, days: i64, step_hours: usize) {
        let all = of(name, since);
        let first = since.parse::<NaiveDate>().unwrap().and_time(NaiveTime::MIN);
        for hours in (0..days * 24).step_by(step_hours) {
            let utc = first + TimeDelta::hours(hours);
            let other = zone.offset_from_utc_datetime(&utc).fix();
            assert_eq!(read(&all, utc), other, "{name} {utc}\n{all:#?}");
        }
    }

    #[test]
    fn every_hour_of_six_years_is_read_as_by_another_library() {
        for zone in [Tz::Europe__London, Tz::Australia__Lord_Howe, Tz::Africa__Cairo, Tz::Asia__Jerusalem] {
            reads_as(zone.name(), &zone, "2026-11-23", 6 * 366, 1);
        }
        // Across the year in which summer time was given up.
        reads_as("America/Sao_Paulo", &Tz::America__Sao_Paulo, "2017-06-01", 4 * 366, 1);
        reads_as("Asia/Tehran", &Tz::Asia__Tehran, "2020-06-01", 4 * 366, 1);
    }

    #[test]
    fn every_zone_of_the_world_is_said_as_it_is() {
        // By its own rules: the two libraries are not of the same month, and now and then a country changes its mind.
        for zone in TZ_VARIANTS {
            reads_as(zone.name(), &Rules::named(zone.name()).unwrap().1, "2026-11-23", 8 * 366, 67);
        }
    }

    #[test]
    fn a_rule_holds_long_after_the_days_that_were_told_one_by_one() {
        for name in ["Europe/London", "Asia/Gaza", "America/Nuuk", "Africa/Cairo"] {
            reads_as(name, &Rules::named(name).unwrap().1, "2026-11-23", 110 * 366, 113);
        }
    }

    #[test]
    fn a_zone_with_a_rule_is_two_rules() {
        let london = of("Europe/London", "2026-11-23");
        let told: Vec<_> = london.iter().map(|one| (one.name.as_str(), one.summer, one.first.to_string())).collect();
        assert_eq!(
            told,
            [("BST", true, "2026-03-29 01:00:00".to_owned()), ("GMT", false, "2026-10-25 02:00:00".to_owned())]
        );
        let yearly = Yearly { month: 3, weekday: Weekday::Sun, days: 25..=31 };
        assert_eq!(london[0].again, Again::Yearly(yearly));
    }

    #[test]
    fn summer_is_when_the_clock_is_ahead_whatever_the_law_calls_it() {
        let dublin = of("Europe/Dublin", "2026-11-23");
        let told: Vec<_> = dublin.iter().map(|one| (one.name.as_str(), one.summer)).collect();
        assert_eq!(told, [("IST", true), ("GMT", false)]);
    }

    #[test]
    fn a_rule_that_runs_over_the_end_of_a_month_is_two() {
        // Egypt: the midnight after the last Thursday of October, which can be the first of November.
        let cairo = of("Africa/Cairo", "2026-11-23");
        let days: Vec<_> = cairo
            .iter()
            .filter_map(|one| match &one.again {
                Again::Yearly(yearly) => Some((yearly.month, yearly.days.clone())),
                Again::On(_) => None,
            })
            .collect();
        assert!(days.contains(&(10, 26..=31)) && days.contains(&(11, 1..=1)), "{days:?}");
    }

    #[test]
    fn a_zone_without_a_rule_is_told_day_by_day_as_far_as_it_is_known() {
        // Gaza's summer makes way for Ramadan, which moves; what is known of that ends in 2086.
        let gaza = of("Asia/Gaza", "2026-11-23");
        let single: Vec<usize> = gaza
            .iter()
            .filter_map(|one| match &one.again {
                Again::On(days) => Some(days.len()),
                Again::Yearly(_) => None,
            })
            .collect();
        assert_eq!((single.len(), gaza.len()), (2, 4), "{gaza:#?}");
        assert!(single.iter().all(|days| *days > 60), "{single:?}");
    }

    #[test]
    fn a_zone_that_keeps_its_time_is_one_observance() {
        for (zone, first) in [
            ("UTC", "1970-01-01 00:00:00"),
            ("Asia/Kolkata", "1970-01-01 00:00:00"),
            ("America/Sao_Paulo", "2019-02-17 00:00:00"),
        ] {
            let all = of(zone, "2026-11-23");
            let told: Vec<_> = all.iter().map(|one| (one.first.to_string(), one.again.clone())).collect();
            assert_eq!(told, [(first.to_owned(), Again::On(Vec::new()))], "{zone}");
        }
    }
}
