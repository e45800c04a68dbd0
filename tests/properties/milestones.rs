//! Milestones against a calendar of our own that only knows how long each month is.

use onward::domain::day::Day;
use onward::domain::milestone::{MilestoneSet, OwnMilestone, Span};
use proptest::prelude::*;

use crate::laws::{any_day, day, holds, stepped};

/// Year, month and day, as on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Paper(u32, u32, u32);

impl Paper {
    fn of(day: Day) -> Self {
        let text = day.to_string();
        let mut parts = text.split('-').map(|part| part.parse().unwrap());
        Self(parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
    }

    fn day(self) -> Day {
        day(&format!("{:04}-{:02}-{:02}", self.0, self.1, self.2))
    }

    fn month_length(year: u32, month: u32) -> u32 {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    fn next_day(self) -> Self {
        let Self(year, month, day) = self;
        match (month, day) {
            (_, day) if day < Self::month_length(year, month) => Self(year, month, day + 1),
            (12, _) => Self(year + 1, 1, 1),
            _ => Self(year, month + 1, 1),
        }
    }

    /// Turns so many pages of a calendar, and takes the last day of a month that is too short.
    fn plus_months(self, months: u32) -> Self {
        let Self(mut year, mut month, day) = self;
        for _ in 0..months {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self(year, month, day.min(Self::month_length(year, month)))
    }

    fn plus(self, span: Span) -> Self {
        match span {
            Span::Days(days) => (0..days).fold(self, |at, _| at.next_day()),
            Span::Months(months) => self.plus_months(months),
        }
    }
}

fn spans() -> impl Strategy<Value = Span> {
    prop_oneof![
        (1..800_u32).prop_map(Span::Days),
        (1..40_u32).prop_map(Span::Months),
        (1..60_u32).prop_map(|years| Span::Months(years * 12)),
    ]
}

fn sets() -> impl Strategy<Value = MilestoneSet> {
    prop_oneof![
        Just(MilestoneSet::Aa),
        Just(MilestoneSet::Na),
        Just(MilestoneSet::Plain),
        Just(MilestoneSet::None),
        prop::collection::vec(spans(), 1..8).prop_map(|own| {
            MilestoneSet::Custom(own.into_iter().map(|span| OwnMilestone { span, name: None }).collect())
        }),
    ]
}

#[test]
fn a_span_leads_to_the_day_that_a_paper_calendar_shows() {
    holds(3000, (any_day(), spans()), |(first, span)| {
        assert_eq!(span.after(first), Paper::of(first).plus(span).day());
    });
}

#[test]
fn every_start_at_the_end_of_a_month_clamps_and_never_runs_over() {
    // All starts on a 28th or later in a leap year and in the years around it, all months of three years.
    for year in 2023..=2025 {
        for month in 1..=12 {
            for start in 28..=Paper::month_length(year, month) {
                let first = Paper(year, month, start);
                for months in 0..=36 {
                    let reached = Span::Months(months).after(first.day());
                    let Paper(_, in_month, on) = Paper::of(reached);
                    assert_eq!(in_month, (month - 1 + months) % 12 + 1, "{first:?} + {months} months");
                    assert_eq!(reached, first.plus_months(months).day(), "{first:?} + {months} months");
                    assert!(on <= start);
                }
            }
        }
    }
}

#[test]
fn a_year_from_a_leap_day_is_the_last_of_february_and_four_years_are_a_leap_day_again() {
    for leap in (1952..=2096).step_by(4) {
        let first = day(&format!("{leap}-02-29"));
        for years in 1..=3 {
            assert_eq!(Span::Months(years * 12).after(first), day(&format!("{}-02-28", leap + years)));
        }
        let again = if leap + 4 == 2100 { "2100-02-28".to_owned() } else { format!("{}-02-29", leap + 4) };
        assert_eq!(Span::Months(48).after(first), day(&again));
    }
}

#[test]
fn milestones_come_in_order_and_none_before_the_first_day() {
    holds(300, (sets(), any_day()), |(set, first)| {
        let all = set.of_run(first);
        assert!(all.iter().all(|milestone| milestone.date >= first));
        assert!(all.is_sorted_by_key(|milestone| milestone.date));
        if let MilestoneSet::Custom(own) = set {
            let mut expected: Vec<Day> = own.iter().map(|one| Paper::of(first).plus(one.span).day()).collect();
            expected.sort();
            assert_eq!(all.iter().map(|milestone| milestone.date).collect::<Vec<_>>(), expected);
        }
    });
}

#[test]
fn the_next_milestone_is_the_least_after_today_and_todays_is_the_one_that_falls_on_it() {
    // Days around a milestone are where an error by one would show.
    let around = (sets(), any_day(), any::<prop::sample::Index>(), -2..=2_i64);
    holds(1500, around, |(set, first, nth, offset)| {
        let all = set.of_run(first);
        let near = if all.is_empty() { first } else { all[nth.index(all.len())].date };
        let today = stepped(near, offset);
        let next = all.iter().filter(|milestone| milestone.date > today).min_by_key(|milestone| milestone.date);
        assert_eq!(set.next(first, today), next.cloned());
        let falls = all.iter().find(|milestone| milestone.date == today && today > first);
        assert_eq!(set.on(first, today), falls.cloned());
    });
}

#[test]
fn what_a_milestone_is_called_is_how_far_it_lies_from_the_first_day() {
    holds(300, (sets(), any_day()), |(set, first)| {
        for milestone in set.of_run(first) {
            let (count, unit) = milestone.label.split_once(' ').unwrap_or(("0", "days"));
            let count: u32 = count.parse().unwrap();
            let span = match unit {
                "hours" => Span::Days(count / 24),
                "day" | "days" => Span::Days(count),
                "month" | "months" => Span::Months(count),
                "year" | "years" => Span::Months(count * 12),
                other => panic!("a milestone is measured in {other}"),
            };
            // The thousands of days are many; days are stepped only where that is quick.
            if matches!(span, Span::Months(_) | Span::Days(0..=1000)) {
                assert_eq!(milestone.date, Paper::of(first).plus(span).day(), "{}", milestone.label);
            }
        }
    });
}
