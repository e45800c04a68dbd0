//! Milestones: days and calendar months after a run's first day.
//!
//! Day milestones add days; month and year milestones add calendar months and clamp to the end of the month.
//! The sets for AA and NA follow custom; groups differ.

use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::invalid::Invalid;

/// How long after its run's first day a milestone lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many calendar months; 12 are a year.
    Months(u32),
}

impl Span {
    /// The milestone's date for a run that began on `first`.
    pub fn after(self, first: Day) -> Day {
        match self {
            Self::Days(days) => first.plus_days(i64::from(days)),
            Self::Months(months) => first.plus_months(months),
        }
    }
}

impl fmt::Display for Span {
    /// As people say it: `24 hours` is for sets to say; here `1 day`, `90 days`, `6 months`, `18 months`, `2 years`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) if months % 12 == 0 => (months / 12, "year"),
            Self::Months(months) => (months, "month"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

/// The years for which milestones are listed: longer than any life's run.
const YEARS: u32 = 120;

/// Which milestones a clock counts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MilestoneSet {
    /// The chips that are customary in Alcoholics Anonymous.
    Aa,
    /// The key tags that are customary in Narcotics Anonymous.
    Na,
    /// A plain list of days, months and years.
    Plain,
    /// No milestones.
    None,
    /// The person's own list.
    Custom(Vec<Span>),
}

impl MilestoneSet {
    /// Every milestone of the set, in no particular order; with a name of its own where custom has one.
    fn spans(&self) -> Vec<(Option<&'static str>, Span)> {
        let days = |list: &[u32]| list.iter().map(|n| Span::Days(*n)).collect::<Vec<_>>();
        let months = |list: &[u32]| list.iter().map(|n| Span::Months(*n)).collect::<Vec<_>>();
        let years = |from: u32| (from..=YEARS).map(|n| Span::Months(n * 12)).collect::<Vec<_>>();
        let (named, plain): (&[(&'static str, Span)], Vec<Vec<Span>>) = match self {
            Self::Aa => (
                &[("start", Span::Days(0)), ("24 hours", Span::Days(1))],
                vec![days(&[30, 60, 90]), months(&[4, 5, 6, 7, 8, 9, 10, 11]), years(1)],
            ),
            Self::Na => (&[("welcome", Span::Days(0))], vec![days(&[30, 60, 90]), months(&[6, 9, 12, 18]), years(2)]),
            Self::Plain => {
                let thousands: Vec<u32> = (1000..=YEARS * 365).step_by(1000).collect();
                let first = days(&[1, 3, 7, 14, 30, 60, 90, 100, 500]);
                (&[], vec![first, days(&thousands), months(&[6, 9, 12, 18]), years(2)])
            }
            Self::None => (&[], vec![]),
            Self::Custom(own) => (&[], vec![own.clone()]),
        };
        let named = named.iter().map(|(name, span)| (Some(*name), *span));
        named.chain(plain.into_iter().flatten().map(|span| (None, span))).collect()
    }

    /// The milestones of a run that began on `first`, by date.
    pub fn of_run(&self, first: Day) -> Vec<Milestone> {
        let mut all: Vec<Milestone> = self.spans().iter().map(|one| milestone(one, first)).collect();
        all.sort_by_key(|milestone| milestone.date);
        all
    }

    /// The first milestone after `today` of a run that began on `first`.
    pub fn next(&self, first: Day, today: Day) -> Option<Milestone> {
        let spans = self.spans().into_iter().filter(|(_, span)| span.after(first) > today);
        spans.min_by_key(|(_, span)| span.after(first)).map(|one| milestone(&one, first))
    }

    /// The milestone that falls on `today` itself, the run's very first day left aside.
    pub fn on(&self, first: Day, today: Day) -> Option<Milestone> {
        let mut spans = self.spans().into_iter().filter(|_| today > first);
        spans.find(|(_, span)| span.after(first) == today).map(|one| milestone(&one, first))
    }
}

fn milestone((name, span): &(Option<&'static str>, Span), first: Day) -> Milestone {
    Milestone { label: name.map_or_else(|| span.to_string(), str::to_owned), date: span.after(first) }
}

/// One milestone of one run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Milestone {
    /// `90 days`, `1 year`.
    pub label: String,
    /// The day on which it is reached.
    pub date: Day,
}

impl fmt::Display for MilestoneSet {
    /// As typed and stored: a set's word, or the own list like `45d,3m,2y`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = match self {
            Self::Aa => return f.write_str("aa"),
            Self::Na => return f.write_str("na"),
            Self::Plain => return f.write_str("plain"),
            Self::None => return f.write_str("none"),
            Self::Custom(own) => own,
        };
        let written: Vec<String> = own
            .iter()
            .map(|span| match *span {
                Span::Days(n) => format!("{n}d"),
                Span::Months(n) if n % 12 == 0 => format!("{}y", n / 12),
                Span::Months(n) => format!("{n}m"),
            })
            .collect();
        f.write_str(&written.join(","))
    }
}

impl FromStr for MilestoneSet {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        match wanted.as_str() {
            "aa" => Ok(Self::Aa),
            "na" => Ok(Self::Na),
            "plain" => Ok(Self::Plain),
            "none" => Ok(Self::None),
            own => own_list(own).map(Self::Custom).ok_or_else(|| {
                Invalid(format!(
                    "\"{text}\" is not a milestone set: write aa, na, plain, none, or an own list like 45d,3m,2y"
                ))
            }),
        }
    }
}

/// An own list, each milestone once.
fn own_list(text: &str) -> Option<Vec<Span>> {
    let mut own = Vec::new();
    for part in text.split(',') {
        let span = span(part.trim())?;
        if !own.contains(&span) {
            own.push(span);
        }
    }
    Some(own)
}

/// `45d`, `3m`, `2y`, up to the years that are listed.
fn span(text: &str) -> Option<Span> {
    let number = |unit: char, most: u32| -> Option<u32> {
        let digits = text.strip_suffix(unit)?;
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|n| plain && (1..=most).contains(n))
    };
    let days = number('d', YEARS * 366).map(Span::Days);
    days.or_else(|| number('m', YEARS * 12).map(Span::Months))
        .or_else(|| number('y', YEARS).map(|n| Span::Months(n * 12)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn labels(set: &MilestoneSet, first: &str, until: &str) -> Vec<String> {
        let reached = set.of_run(day(first)).into_iter().take_while(|m| m.date <= day(until));
        reached.map(|m| m.label).collect()
    }

    #[test]
    fn aa_counts_days_to_ninety_then_months_then_years() {
        let expected = [
            "start",
            "24 hours",
            "30 days",
            "60 days",
            "90 days",
            "4 months",
            "5 months",
            "6 months",
            "7 months",
            "8 months",
            "9 months",
            "10 months",
            "11 months",
            "1 year",
            "2 years",
        ];
        assert_eq!(labels(&MilestoneSet::Aa, "2024-01-01", "2026-01-01"), expected);
    }

    #[test]
    fn na_has_eighteen_months() {
        let expected = [
            "welcome",
            "30 days",
            "60 days",
            "90 days",
            "6 months",
            "9 months",
            "1 year",
            "18 months",
            "2 years",
            "3 years",
        ];
        assert_eq!(labels(&MilestoneSet::Na, "2023-01-01", "2026-01-01"), expected);
    }

    #[test]
    fn plain_lists_round_numbers_of_days_among_the_years() {
        let listed = labels(&MilestoneSet::Plain, "2020-01-01", "2026-01-01");
        let expected = [
            "1 day",
            "3 days",
            "7 days",
            "14 days",
            "30 days",
            "60 days",
            "90 days",
            "100 days",
            "6 months",
            "9 months",
            "1 year",
            "500 days",
            "18 months",
            "2 years",
            "1000 days",
            "3 years",
            "4 years",
            "5 years",
            "2000 days",
            "6 years",
        ];
        assert_eq!(listed, expected);
    }

    #[test]
    fn a_year_from_the_leap_day_is_the_last_of_february() {
        let year = MilestoneSet::Aa.of_run(day("2024-02-29")).into_iter().find(|m| m.label == "1 year").unwrap();
        assert_eq!(year.date, day("2025-02-28"));
    }

    #[test]
    fn the_next_one_is_after_today_and_one_may_fall_on_today() {
        let next = MilestoneSet::Aa.next(day("2026-11-05"), day("2026-11-23")).unwrap();
        assert_eq!((next.label.as_str(), next.date), ("30 days", day("2026-12-05")));
        assert_eq!(MilestoneSet::Aa.on(day("2026-11-05"), day("2026-12-05")).unwrap().label, "30 days");
        assert_eq!(MilestoneSet::Aa.on(day("2026-11-05"), day("2026-11-05")), None);
        assert_eq!(MilestoneSet::None.next(day("2026-11-05"), day("2026-11-23")), None);
    }

    #[test]
    fn an_own_list_is_read_and_written_alike() {
        let own: MilestoneSet = "45d, 3m,2y".parse().unwrap();
        assert_eq!(own.to_string(), "45d,3m,2y");
        assert_eq!(labels(&own, "2024-01-01", "2026-06-01"), ["45 days", "3 months", "2 years"]);
        for wrong in ["", "45", "d", "0d", "-3d", "+3d", "999999999y", "chips"] {
            assert!(wrong.parse::<MilestoneSet>().is_err(), "{wrong}");
        }
    }
}
