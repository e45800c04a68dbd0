//! Returns to use on one clock: how many, how long, and how many sober days lie between them.

use serde::Serialize;

use super::Asked;
use crate::domain::day::Day;
use crate::domain::slip::Used;
use crate::domain::sobriety::{Sobriety, stretches_of_use};
use crate::domain::statistics::Spread;

/// Days of use that follow each other, however many slips recorded them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// The first day of use.
    pub from: Day,
    /// The last; none where it was not over by the last day looked at.
    pub to: Option<Day>,
    /// How many days, first and last included; none where it was not over.
    pub days: Option<i64>,
}

/// Returns to use that began on a day looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Returns {
    /// How many slips are recorded.
    pub slips: usize,
    /// The stretches of use that they make, oldest first.
    pub stretches: Vec<Stretch>,
    /// How long those that were over lasted, in days.
    pub length: Spread,
    /// How many sober days lie between each and the next.
    pub sober_days_between: Vec<i64>,
    /// The same together.
    pub between: Spread,
    /// Full sober days since the last one ended; none without one, or where it was not over.
    pub sober_days_since_last: Option<i64>,
}

impl Returns {
    /// Counts a clock that began on `begun` with these days of use, as of `on`.
    pub fn new(counted: &Sobriety, begun: Day, slips: &[Used], asked: &Asked, on: Day) -> Self {
        let ended = |used: &Used| used.to.filter(|to| *to <= on && *to <= asked.until);
        let stretch = |used: &Used| {
            let to = ended(used);
            Stretch { from: used.from, to, days: to.map(|to| used.from.days_until(to) + 1) }
        };
        let inside = |used: &&Used| asked.holds(used.from) && used.from <= on;
        let all = stretches_of_use(begun, slips, on);
        let stretches: Vec<Stretch> = all.iter().filter(inside).map(stretch).collect();
        let between = |pair: &[Stretch]| Some(pair[0].to?.next().days_until(pair[1].from));
        let sober_days_between: Vec<i64> = stretches.windows(2).filter_map(between).collect();
        let last_is_over = stretches.last().is_some_and(|last| last.to.is_some());
        let days = |days: i64| days as f64;
        Self {
            slips: slips.iter().filter(inside).count(),
            length: Spread::over(stretches.iter().filter_map(|stretch| stretch.days).map(days)),
            between: Spread::over(sober_days_between.iter().copied().map(days)),
            sober_days_since_last: last_is_over.then_some(counted.full_days),
            sober_days_between,
            stretches,
        }
    }

    /// The stretch that was not over by the last day looked at.
    pub fn going_on(&self) -> Option<&Stretch> {
        self.stretches.last().filter(|last| last.to.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::super::feeling::tests::{asked, day};
    use super::*;

    fn used(from: &str, to: &str) -> Used {
        Used::new(day(from), (!to.is_empty()).then(|| day(to))).unwrap()
    }

    fn returns(slips: &[Used], asked: &Asked) -> Returns {
        let begun = day("2026-01-01");
        Returns::new(&Sobriety::new(begun, slips, asked.counted_on()), begun, slips, asked, asked.counted_on())
    }

    #[test]
    fn slips_that_meet_are_one_return_to_use() {
        let slips =
            [used("2026-03-01", "2026-03-02"), used("2026-03-03", "2026-03-03"), used("2026-11-10", "2026-11-12")];
        let found = returns(&slips, &asked("2026-11-23"));
        let lengths: Vec<_> = found.stretches.iter().map(|stretch| stretch.days).collect();
        assert_eq!((found.slips, lengths), (3, vec![Some(3), Some(3)]));
        assert_eq!((found.sober_days_between.as_slice(), found.between.median), ([251].as_slice(), Some(251.0)));
        assert_eq!((found.sober_days_since_last, found.going_on()), (Some(10), None));
    }

    #[test]
    fn what_is_not_over_has_no_length_yet() {
        let slips = [used("2026-11-10", "2026-11-10"), used("2026-11-20", "")];
        let found = returns(&slips, &asked("2026-11-23"));
        assert_eq!((found.length.of, found.sober_days_since_last), (1, None));
        assert_eq!(found.going_on().map(|stretch| (stretch.from, stretch.days)), Some((day("2026-11-20"), None)));
        let before = returns(&[used("2026-11-10", "2026-11-20")], &asked("2026-11-15"));
        assert_eq!(before.going_on().map(|stretch| stretch.from), Some(day("2026-11-10")));
    }

    #[test]
    fn a_slip_that_ends_today_is_over_and_no_sober_day_has_passed() {
        let found = returns(&[used("2026-11-22", "2026-11-23")], &asked("2026-11-23"));
        assert_eq!((found.stretches[0].days, found.sober_days_since_last), (Some(2), Some(0)));
        assert_eq!(returns(&[], &asked("2026-11-23")).sober_days_since_last, None);
    }
}
