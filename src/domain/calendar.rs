//! What each day is: on a clock, and how often something was on it. A calendar shows these days; the figures under it
//! are those of `streak`, `mood` and `attendance`, over the days it shows.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::consistency::Window;
use super::day::Day;
use super::invalid::Invalid;
use super::sobriety::Sobriety;
use super::word::words;

words! {
    /// What is known of one day on one clock.
    DayState, "a day" {
        /// A check-in said sober, and no slip covers it.
        Confirmed = "confirmed",
        /// Nothing was said: not sober, and not used.
        Unconfirmed = "unconfirmed",
        /// A slip covers it.
        Used = "used",
        /// It lies before the first sober day, or after the clock stopped.
        NotTracked = "not_tracked",
    }
}

/// One day on one clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClockDay {
    /// The day.
    pub day: Day,
    /// What is known of it.
    pub state: DayState,
}

/// The days of a window on one clock, and how many there are of each kind. Like those of `streak`, the figures are of
/// days that are over: the day as of which the clock is counted stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockDays {
    /// Every day of the window.
    pub days: Vec<ClockDay>,
    /// The day as of which the clock is counted, where the window holds it and the clock had begun.
    pub today: Option<DayState>,
    /// How many there are of each kind.
    pub counts: StateCounts,
}

/// So many days of each kind: tracked = sober + used, sober = confirmed + unconfirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct StateCounts {
    /// Days on which the clock counted.
    pub tracked_days: i64,
    /// Those of them without use.
    pub sober_days: i64,
    /// Those of them with use.
    pub used_days: i64,
    /// Sober days on which a check-in said so.
    pub confirmed_days: i64,
    /// Sober days on which none did.
    pub unconfirmed_days: i64,
    /// Days before the clock began or after it stopped.
    pub not_tracked_days: i64,
}

impl StateCounts {
    /// How many days were that.
    pub fn of(&self, state: DayState) -> i64 {
        match state {
            DayState::Confirmed => self.confirmed_days,
            DayState::Unconfirmed => self.unconfirmed_days,
            DayState::Used => self.used_days,
            DayState::NotTracked => self.not_tracked_days,
        }
    }

    fn add(&mut self, state: DayState) {
        match state {
            DayState::Confirmed => self.confirmed_days += 1,
            DayState::Unconfirmed => self.unconfirmed_days += 1,
            DayState::Used => self.used_days += 1,
            DayState::NotTracked => self.not_tracked_days += 1,
        }
        self.sober_days = self.confirmed_days + self.unconfirmed_days;
        self.tracked_days = self.sober_days + self.used_days;
    }
}

impl ClockDays {
    /// The days of `window` on a clock that began on `since` and is counted as of `on`; `said_sober` are the days, in
    /// order, on which a check-in said so.
    pub fn new(since: Day, counted: &Sobriety, said_sober: &[Day], on: Day, window: Window) -> Self {
        let state = |day: Day| match () {
            () if day < since || day > on => DayState::NotTracked,
            () if !counted.is_sober(day) => DayState::Used,
            () if said_sober.binary_search(&day).is_ok() => DayState::Confirmed,
            () => DayState::Unconfirmed,
        };
        let days: Vec<ClockDay> = window.each().map(|day| ClockDay { day, state: state(day) }).collect();
        let mut found = Self { days: Vec::new(), today: None, counts: StateCounts::default() };
        for ClockDay { day, state } in &days {
            if *day == on && *state != DayState::NotTracked {
                found.today = Some(*state);
            } else {
                found.counts.add(*state);
            }
        }
        Self { days, ..found }
    }
}

/// How often something was on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// How often.
    pub count: u32,
}

impl DayCount {
    /// Every day of the window with how often it stands in `days`, which are in order.
    pub fn each(days: &[Day], window: Window) -> Vec<Self> {
        let mut days = days.iter().copied().skip_while(|day| *day < window.since).peekable();
        let on = |day: Day| {
            let mut count = 0;
            while days.next_if_eq(&day).is_some() {
                count += 1;
            }
            Self { day, count }
        };
        window.each().map(on).collect()
    }
}

/// A calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(Day);

impl Year {
    /// The year that `day` lies in.
    pub fn of(day: Day) -> Self {
        Self(day.first_of_year())
    }

    /// Its days.
    pub fn days(self) -> Window {
        Window { since: self.0, until: self.0.last_of_year() }
    }

    /// Its number.
    pub fn number(self) -> i32 {
        self.0.date().year()
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.date().format("%Y"))
    }
}

impl FromStr for Year {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a year from 1900 to 9999"));
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = digits.then(|| text.parse().ok()).flatten().ok_or_else(wrong)?;
        let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(wrong)?;
        Day::new(first).map(Self).map_err(|_| wrong())
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(Day);

impl Month {
    /// The month that `day` lies in.
    pub fn of(day: Day) -> Self {
        Self(day.first_of_month())
    }

    /// Its days.
    pub fn days(self) -> Window {
        Window { since: self.0, until: self.0.last_of_month() }
    }
}

impl FromStr for Month {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        format!("{text}-01").parse().map(Self).map_err(|_| Invalid(format!("\"{text}\" is not a month like 2026-11")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::slip::Used;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn window(since: &str, until: &str) -> Window {
        Window { since: day(since), until: day(until) }
    }

    fn states(found: &ClockDays) -> String {
        let letter = |day: &ClockDay| match day.state {
            DayState::Confirmed => 'c',
            DayState::Unconfirmed => '?',
            DayState::Used => 'u',
            DayState::NotTracked => '-',
        };
        found.days.iter().map(letter).collect()
    }

    #[test]
    fn a_day_without_an_entry_is_neither_sober_for_sure_nor_used() {
        let (since, today) = (day("2026-11-03"), day("2026-11-10"));
        let used = [Used::new(day("2026-11-06"), Some(day("2026-11-07"))).unwrap()];
        let counted = Sobriety::new(since, &used, today);
        // The sixth was called sober too: the slip holds.
        let said = ["2026-11-02", "2026-11-03", "2026-11-06", "2026-11-10"].map(day);
        let found = ClockDays::new(since, &counted, &said, today, window("2026-11-01", "2026-11-10"));
        assert_eq!(states(&found), "--c??uu??c");
        assert_eq!(found.today, Some(DayState::Confirmed), "today stands by itself");
        let expected = StateCounts {
            tracked_days: counted.tracked_days,
            sober_days: counted.sober_days,
            used_days: counted.used_days,
            confirmed_days: 1,
            unconfirmed_days: 4,
            not_tracked_days: 2,
        };
        assert_eq!(found.counts, expected);
    }

    #[test]
    fn nothing_is_tracked_after_a_clock_stopped_nor_before_it_begins() {
        let (since, on) = (day("2026-11-03"), day("2026-11-05"));
        let counted = Sobriety::new(since, &[], on);
        let found = ClockDays::new(since, &counted, &[], on, window("2026-11-01", "2026-11-07"));
        assert_eq!((states(&found).as_str(), found.counts.tracked_days), ("--???--", 2));
        let later = Sobriety::new(day("2026-11-24"), &[], day("2026-11-23"));
        let of_tomorrow =
            ClockDays::new(day("2026-11-24"), &later, &[], day("2026-11-23"), window("2026-11-22", "2026-11-23"));
        assert_eq!((states(&of_tomorrow).as_str(), of_tomorrow.today), ("--", None));
    }

    #[test]
    fn while_a_slip_goes_on_its_days_are_used_and_those_to_come_are_not() {
        let (since, today) = (day("2026-11-01"), day("2026-11-05"));
        let counted = Sobriety::new(since, &[Used::new(day("2026-11-04"), None).unwrap()], today);
        let found = ClockDays::new(since, &counted, &[], today, window("2026-11-01", "2026-11-05"));
        assert_eq!((states(&found).as_str(), found.today), ("???uu", Some(DayState::Used)));
        assert_eq!(found.counts.used_days, 1, "today is not over");
    }

    #[test]
    fn a_day_with_two_counts_two_and_a_day_without_counts_none() {
        let days = ["2026-10-31", "2026-11-02", "2026-11-02", "2026-11-04", "2026-11-05"].map(day);
        let counts = DayCount::each(&days, window("2026-11-01", "2026-11-04"));
        assert_eq!(counts.iter().map(|day| day.count).collect::<Vec<_>>(), [0, 2, 0, 1]);
    }

    #[test]
    fn a_year_and_a_month_have_the_days_of_the_calendar() {
        assert_eq!("2024".parse::<Year>().unwrap().days().days(), 366);
        assert_eq!("2024-02".parse::<Month>().unwrap().days().days(), 29);
        assert_eq!("9999-12".parse::<Month>().unwrap().days().until, day("9999-12-31"));
        assert_eq!(Year::of(day("2026-11-23")).days(), window("2026-01-01", "2026-12-31"));
        assert_eq!(Month::of(day("2026-11-23")).days(), window("2026-11-01", "2026-11-30"));
        for wrong in ["99999", "1899", "0000", "26", "-2026", "alcohol", ""] {
            assert!(wrong.parse::<Year>().is_err(), "{wrong}");
        }
        for wrong in ["2026", "2026-13", "2026-1", "2026-11-23", "1899-12", ""] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
