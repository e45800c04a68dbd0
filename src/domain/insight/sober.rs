//! Sober time on one clock, by quarter of the calendar.
//!
//! The days are those of [`Sobriety`], so the quarters add up to what `streak` says; a sober day without a check-in that
//! said so is unconfirmed.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::Asked;
use crate::domain::day::Day;
use crate::domain::sobriety::{Sobriety, share};
use crate::domain::statistics::in_ten_thousandths;

/// The days of one quarter that are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarter {
    /// `2026-Q4`.
    pub quarter: String,
    /// The first of its days looked at.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// How many these are.
    pub tracked_days: i64,
    /// Those without use.
    pub sober_days: i64,
    /// Those with use.
    pub used_days: i64,
    /// Sober days on which a check-in said so.
    pub confirmed_days: i64,
}

/// Sober time on one clock.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SoberTime {
    /// The first day looked at; none where none is over.
    pub since: Option<Day>,
    /// The last: today is not over.
    pub until: Option<Day>,
    /// How many these are.
    pub tracked_days: i64,
    /// Those without use.
    pub sober_days: i64,
    /// Those with use.
    pub used_days: i64,
    /// Sober days on which a check-in said so.
    pub confirmed_days: i64,
    /// Sober days over tracked days.
    #[serde(serialize_with = "in_ten_thousandths")]
    pub share: Option<f64>,
    /// By quarter, oldest first.
    pub quarters: Vec<Quarter>,
}

impl SoberTime {
    /// Counts a clock that began on `begun` and is counted as of `on`. `said_sober` are the days, in order, on which a
    /// check-in said sober for it.
    pub fn new(counted: &Sobriety, begun: Day, said_sober: &[Day], asked: &Asked, on: Day) -> Self {
        let (since, until) = (asked.from(begun), on.before());
        let mut quarters: BTreeMap<(i32, u32), Quarter> = BTreeMap::new();
        if since < on {
            each_quarter(since, until, |key, first, last| {
                drop(quarters.insert(key, Quarter::empty(key, first, last)));
            });
        }
        for (first, last) in counted.sober_spans() {
            let (first, last) = (first.max(since), last.min(until));
            each_quarter(first, last, |key, first, last| {
                let Some(quarter) = quarters.get_mut(&key) else { return };
                let days = first.days_until(last) + 1;
                quarter.sober_days += days;
                quarter.used_days -= days;
                let from = said_sober.partition_point(|day| *day < first);
                let to = said_sober.partition_point(|day| *day <= last);
                quarter.confirmed_days += (to - from) as i64;
            });
        }
        let quarters: Vec<Quarter> = quarters.into_values().collect();
        let sum = |of: fn(&Quarter) -> i64| quarters.iter().map(of).sum::<i64>();
        let (tracked_days, sober_days) = (sum(|quarter| quarter.tracked_days), sum(|quarter| quarter.sober_days));
        Self {
            since: quarters.first().map(|quarter| quarter.since),
            until: quarters.last().map(|quarter| quarter.until),
            tracked_days,
            sober_days,
            used_days: sum(|quarter| quarter.used_days),
            confirmed_days: sum(|quarter| quarter.confirmed_days),
            share: share(sober_days, tracked_days),
            quarters,
        }
    }
}

impl Quarter {
    /// These days of a quarter, until the sober ones are told apart from those of use.
    fn empty((year, quarter): (i32, u32), since: Day, until: Day) -> Self {
        let tracked_days = since.days_until(until) + 1;
        Self {
            quarter: format!("{year}-Q{quarter}"),
            since,
            until,
            tracked_days,
            sober_days: 0,
            used_days: tracked_days,
            confirmed_days: 0,
        }
    }
}

/// Passes each quarter that the days lie in, with the first and the last of them in it.
fn each_quarter(first: Day, last: Day, mut with: impl FnMut((i32, u32), Day, Day)) {
    let mut from = first;
    while from <= last {
        let (date, into) = (from.date(), from.date().month0() % 3);
        let begun = from.plus_days(1 - i64::from(date.day()));
        let end = begun.plus_months(3 - into).before().max(from);
        with((date.year(), date.quarter()), from, end.min(last));
        if end >= last {
            break;
        }
        from = end.next();
    }
}

#[cfg(test)]
mod tests {
    use super::super::feeling::tests::{asked, day};
    use super::*;
    use crate::domain::slip::Used;

    #[test]
    fn quarters_add_up_and_today_is_not_over() {
        let used = Used::new(day("2026-06-29"), Some(day("2026-07-02"))).unwrap();
        let begun = day("2026-05-01");
        let counted = Sobriety::new(begun, &[used], day("2026-11-23"));
        let said = [day("2026-06-28"), day("2026-06-29"), day("2026-11-22"), day("2026-11-23")];
        let found = SoberTime::new(&counted, begun, &said, &asked("2026-11-23"), day("2026-11-23"));
        let quarters: Vec<_> = found
            .quarters
            .iter()
            .map(|one| (one.quarter.as_str(), one.tracked_days, one.sober_days, one.used_days, one.confirmed_days))
            .collect();
        assert_eq!(quarters, [("2026-Q2", 61, 59, 2, 1), ("2026-Q3", 92, 90, 2, 0), ("2026-Q4", 53, 53, 0, 1)]);
        assert_eq!((found.tracked_days, found.sober_days), (counted.tracked_days, counted.sober_days));
        assert_eq!((found.since, found.until), (Some(begun), Some(day("2026-11-22"))));
    }

    #[test]
    fn a_clock_of_today_has_no_quarter_yet() {
        let today = day("2026-11-23");
        let found = SoberTime::new(&Sobriety::new(today, &[], today), today, &[today], &asked("2026-11-23"), today);
        assert_eq!((found.quarters.len(), found.since, found.share), (0, None, None));
    }

    #[test]
    fn a_window_cuts_quarters() {
        let asked = Asked { since: Some(day("2026-02-10")), ..asked("2026-02-19") };
        let counted = Sobriety::new(day("2020-01-01"), &[], asked.counted_on());
        let found = SoberTime::new(&counted, day("2020-01-01"), &[], &asked, asked.counted_on());
        assert_eq!((found.tracked_days, found.quarters.len()), (10, 1));
        assert_eq!((found.quarters[0].since, found.quarters[0].until), (day("2026-02-10"), day("2026-02-19")));
    }
}
