//! Milestones: days and calendar months after a run's first day.
//!
//! Day milestones add days; month and year milestones add calendar months and clamp to the end of the month.
//! The sets for AA and NA follow custom; groups differ.

use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::invalid::Invalid;
use super::token::{Mark, MarkName};

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

impl Span {
    /// As it stands in an own list.
    fn written(self) -> String {
        match self {
            Self::Days(n) => format!("{n}d"),
            Self::Months(n) if n % 12 == 0 => format!("{}y", n / 12),
            Self::Months(n) => format!("{n}m"),
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

/// A milestone of an own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMilestone {
    /// How long after the first day.
    pub span: Span,
    /// What the person calls it, beside how long it is.
    pub name: Option<MarkName>,
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
    Custom(Vec<OwnMilestone>),
}

impl MilestoneSet {
    /// Every milestone of the set, in no particular order.
    fn spans(&self) -> Vec<Span> {
        let days = |list: &[u32]| list.iter().map(|n| Span::Days(*n)).collect::<Vec<_>>();
        let months = |list: &[u32]| list.iter().map(|n| Span::Months(*n)).collect::<Vec<_>>();
        let years = |from: u32| (from..=YEARS).map(|n| Span::Months(n * 12)).collect::<Vec<_>>();
        match self {
            Self::Aa => [days(&[0, 1, 30, 60, 90]), months(&[4, 5, 6, 7, 8, 9, 10, 11]), years(1)].concat(),
            Self::Na => [days(&[0, 30, 60, 90]), months(&[6, 9, 12, 18]), years(2)].concat(),
            Self::Plain => {
                let thousands: Vec<u32> = (1000..=YEARS * 365).step_by(1000).collect();
                let first = days(&[1, 3, 7, 14, 30, 60, 90, 100, 500]);
                [first, days(&thousands), months(&[6, 9, 12, 18]), years(2)].concat()
            }
            Self::None => Vec::new(),
            Self::Custom(own) => own.iter().map(|one| one.span).collect(),
        }
    }

    /// The same milestones without names of the person's own.
    #[must_use]
    pub fn without_names(self) -> Self {
        match self {
            Self::Custom(own) => Self::Custom(own.into_iter().map(|one| OwnMilestone { name: None, ..one }).collect()),
            other => other,
        }
    }

    /// What a milestone is called by custom where that is not how long it is.
    fn called(&self, span: Span) -> Option<&'static str> {
        match (self, span) {
            (Self::Aa, Span::Days(0)) => Some("start"),
            (Self::Aa, Span::Days(1)) => Some("24 hours"),
            (Self::Na, Span::Days(0)) => Some("welcome"),
            _ => None,
        }
    }

    fn mark(&self, span: Span) -> Mark {
        match self {
            Self::Aa => Mark::chip(span),
            Self::Na => Mark::key_tag(span),
            Self::Plain | Self::None => Mark::Plain,
            Self::Custom(own) => {
                let name = own.iter().find(|one| one.span == span).and_then(|one| one.name.clone());
                name.map_or(Mark::Plain, Mark::Own)
            }
        }
    }

    /// The milestone that lies so long after `first`.
    fn milestone(&self, span: Span, first: Day) -> Milestone {
        let label = self.called(span).map_or_else(|| span.to_string(), str::to_owned);
        Milestone { label, date: span.after(first), mark: self.mark(span) }
    }

    /// The milestones of a run that began on `first`, by date.
    pub fn of_run(&self, first: Day) -> Vec<Milestone> {
        let mut all: Vec<Milestone> = self.spans().into_iter().map(|span| self.milestone(span, first)).collect();
        all.sort_by_key(|milestone| milestone.date);
        all
    }

    /// The first milestone after `today` of a run that began on `first`.
    pub fn next(&self, first: Day, today: Day) -> Option<Milestone> {
        let spans = self.spans().into_iter().filter(|span| span.after(first) > today);
        spans.min_by_key(|span| span.after(first)).map(|span| self.milestone(span, first))
    }

    /// The milestone that falls on `today` itself, the run's very first day left aside.
    pub fn on(&self, first: Day, today: Day) -> Option<Milestone> {
        let mut spans = self.spans().into_iter().filter(|_| today > first);
        spans.find(|span| span.after(first) == today).map(|span| self.milestone(span, first))
    }
}

/// One milestone of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// `90 days`, `1 year`.
    pub label: String,
    /// The day on which it is reached.
    pub date: Day,
    /// What marks it.
    pub mark: Mark,
}

impl fmt::Display for MilestoneSet {
    /// As typed and stored: a set's word, or the own list like `45d=first bead,3m,2y`.
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
            .map(|OwnMilestone { span, name }| match name {
                Some(name) => format!("{}={name}", span.written()),
                None => span.written(),
            })
            .collect();
        f.write_str(&written.join(","))
    }
}

impl FromStr for MilestoneSet {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.trim().to_lowercase().as_str() {
            "aa" => Ok(Self::Aa),
            "na" => Ok(Self::Na),
            "plain" => Ok(Self::Plain),
            "none" => Ok(Self::None),
            _ => own_list(text).map(Self::Custom),
        }
    }
}

/// An own list, each milestone once.
fn own_list(text: &str) -> Result<Vec<OwnMilestone>, Invalid> {
    let mut own: Vec<OwnMilestone> = Vec::new();
    for part in text.split(',') {
        let one = own_milestone(part).ok_or_else(|| {
            Invalid(format!(
                "\"{text}\" is not a milestone set: write aa, na, plain, none, or an own list like 45d,3m=first bead,2y"
            ))
        })?;
        match own.iter_mut().find(|other| other.span == one.span) {
            None => own.push(one),
            Some(other) if other.name.is_none() || one.name.is_none() || other.name == one.name => {
                other.name = other.name.take().or(one.name);
            }
            Some(_) => return Err(Invalid(format!("{} has two names in the list; give it one", one.span))),
        }
    }
    Ok(own)
}

/// `45d`, or with a name: `45d=first bead`.
fn own_milestone(text: &str) -> Option<OwnMilestone> {
    let (length, name) = text.split_once('=').map_or((text, None), |(length, name)| (length, Some(name)));
    let name = name.map(str::parse).transpose().ok()?;
    Some(OwnMilestone { span: span(&length.trim().to_lowercase())?, name })
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
        let named: MilestoneSet = " 30D = First bead ,3m, 12m=stone,30d".parse().unwrap();
        assert_eq!(named.to_string(), "30d=First bead,3m,1y=stone");
        assert_eq!(labels(&named, "2024-01-01", "2026-06-01"), ["30 days", "3 months", "1 year"], "the label stays");
        for wrong in ["", "45", "d", "0d", "-3d", "+3d", "999999999y", "chips", "30d=", "30d=a=b", "=a", "1y=a,12m=b"] {
            assert!(wrong.parse::<MilestoneSet>().is_err(), "{wrong}");
        }
    }
}
