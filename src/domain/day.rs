//! A day is a civil date: no hours, no zone, no seconds. Every count in the product is made of these.
//!
//! Deliberately absent: any way to get a day from a number of seconds.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};
use serde::{Serialize, Serializer};

use super::invalid::Invalid;

/// A civil date from 1900-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

impl Day {
    /// The first day there is.
    pub const FIRST: Self = Self(FIRST);

    /// The day of this date; refused outside 1900–9999, where only a slip of the finger can lie.
    pub fn new(date: NaiveDate) -> Result<Self, Invalid> {
        if (FIRST..=LAST).contains(&date) {
            Ok(Self(date))
        } else {
            Err(Invalid::new("a day lies between the years 1900 and 9999"))
        }
    }

    /// The date itself.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// This day moved by `days` (negative: earlier), held within the years that a day can have.
    pub fn plus_days(self, days: i64) -> Self {
        let moved = TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        Self::held(moved, days < 0)
    }

    /// This day moved by calendar months, clamped to the last day of the month: 31 Jan + 1 month is 28 or
    /// 29 Feb, 29 Feb + 12 months is 28 Feb.
    pub fn plus_months(self, months: u32) -> Self {
        Self::held(self.0.checked_add_months(Months::new(months)), false)
    }

    fn held(moved: Option<NaiveDate>, backwards: bool) -> Self {
        let edge = if backwards { FIRST } else { LAST };
        Self(moved.unwrap_or(edge).clamp(FIRST, LAST))
    }

    /// The day after.
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day before.
    pub fn before(self) -> Self {
        self.plus_days(-1)
    }

    /// How many days later `other` is: 0 for the same day, negative when it is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// Every `step`-th day from this one to `until`, both included; none when `until` is earlier.
    pub fn every(self, step: i64, until: Self) -> impl Iterator<Item = Self> {
        let last = self.days_until(until).div_euclid(step);
        (0..=last).map(move |nth| self.plus_days(nth * step))
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Self {
        self.plus_days(-i64::from(self.0.day0()))
    }

    /// The last day of its month.
    pub fn last_of_month(self) -> Self {
        self.plus_days(i64::from(self.0.num_days_in_month()) - 1 - i64::from(self.0.day0()))
    }

    /// The first day of its year.
    pub fn first_of_year(self) -> Self {
        self.plus_days(-i64::from(self.0.ordinal0()))
    }

    /// The last day of its year.
    pub fn last_of_year(self) -> Self {
        self.first_of_year().plus_days(if self.0.leap_year() { 365 } else { 364 })
    }

    /// The first day of the calendar week that this day lies in.
    pub fn week_of(self, week_start: Weekday) -> Self {
        let into = i64::from(self.weekday().days_since(week_start));
        self.plus_days(-into)
    }
}

impl fmt::Display for Day {
    /// ISO 8601, `2026-11-23`: as stored, as typed, as in JSON. Written digit by digit because check-in
    /// histories are read and written by the ten thousand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = Invalid;

    /// Exactly `YYYY-MM-DD`, and a date that the calendar has.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let digits = text.get(range)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let dashed = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        let parts = (dashed, number(0..4), number(5..7), number(8..10));
        let (true, Some(year), Some(month), Some(day)) = parts else {
            return Err(Invalid(format!("\"{text}\" is not a date like 2026-11-23")));
        };
        let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        Self::new(date.ok_or_else(|| Invalid(format!("the calendar has no {text}")))?)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day as a person names it, before it is known which day today is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayArg {
    /// `today`
    Today,
    /// So many days before today: `yesterday`, `3 days ago`, `-3d`.
    Ago(u32),
    /// The most recent such weekday, today included: `friday`, `fri`.
    Last(Weekday),
    /// `2026-11-23`
    On(Day),
}

impl DayArg {
    /// The day meant, when today is `today`. Refused when it would lie before 1900.
    pub fn resolve(self, today: Day) -> Result<Day, Invalid> {
        match self {
            Self::Today => Ok(today),
            Self::On(day) => Ok(day),
            Self::Last(weekday) => Ok(today.week_of(weekday)),
            Self::Ago(days) => {
                let date = today.0.checked_sub_days(Days::new(u64::from(days)));
                Day::new(date.unwrap_or(NaiveDate::MIN))
            }
        }
    }
}

impl DayArg {
    /// A weekday counted back from `last`, where there is one: `--from mon --to wed`, said on a Monday, means
    /// the Monday before that Wednesday. Any other day is what it is.
    #[must_use]
    pub fn counted_back_from(self, last: Option<Day>) -> Self {
        match (self, last) {
            (Self::Last(weekday), Some(last)) => Self::On(last.week_of(weekday)),
            _ => self,
        }
    }
}

impl FromStr for DayArg {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        match wanted.as_str() {
            "today" => return Ok(Self::Today),
            "yesterday" => return Ok(Self::Ago(1)),
            _ => {}
        }
        if let Ok(weekday) = wanted.parse::<Weekday>() {
            return Ok(Self::Last(weekday));
        }
        if let Some(days) = days_ago(&wanted) {
            return Ok(Self::Ago(days));
        }
        if wanted.len() == 10 && wanted.as_bytes()[4] == b'-' {
            return Ok(Self::On(wanted.parse()?));
        }
        Err(Invalid(format!(
            "\"{text}\" is not a day: write today, yesterday, a weekday (friday), \"3 days ago\", -3d or 2026-11-23"
        )))
    }
}

/// `3 days ago`, `1 day ago`, `2 weeks ago`, `-3d`, `-2w`.
fn days_ago(text: &str) -> Option<u32> {
    let (counted, units) = match text.strip_prefix('-') {
        Some(short) => (short, [("d", 1), ("w", 7)].as_slice()),
        None => (text.strip_suffix(" ago")?, [("days", 1), ("day", 1), ("weeks", 7), ("week", 7)].as_slice()),
    };
    let (number, size) = units.iter().find_map(|(unit, size)| Some((counted.strip_suffix(unit)?, *size)))?;
    let number = number.trim_end();
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| number.parse::<u32>().ok()?.checked_mul(size)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_that_the_calendar_lacks_is_refused() {
        for wrong in
            ["2026-02-30", "2025-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-11-2x", "+026-11-23", "0206-11-23"]
        {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn months_clamp_to_the_end_of_the_month() {
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
        assert_eq!(day("2024-02-29").plus_months(48), day("2028-02-29"));
    }

    #[test]
    fn a_weekday_is_the_most_recent_one_today_included() {
        let monday = day("2026-11-23");
        let said = |text: &str| text.parse::<DayArg>().unwrap().resolve(monday).unwrap();
        assert_eq!(said("monday"), monday);
        assert_eq!(said("Tue"), day("2026-11-17"));
        assert_eq!(said("sunday"), day("2026-11-22"));
    }

    #[test]
    fn a_weekday_before_another_is_counted_back_from_it() {
        let wednesday = day("2026-11-18");
        let monday = DayArg::Last(Weekday::Mon).counted_back_from(Some(wednesday));
        assert_eq!(monday.resolve(day("2026-11-23")).unwrap(), day("2026-11-16"));
        assert_eq!(DayArg::Last(Weekday::Mon).counted_back_from(None), DayArg::Last(Weekday::Mon));
        assert_eq!(DayArg::Today.counted_back_from(Some(wednesday)), DayArg::Today);
    }

    #[test]
    fn days_ago_are_counted_from_today() {
        let monday = day("2026-11-23");
        let said = |text: &str| text.parse::<DayArg>().unwrap().resolve(monday).unwrap();
        assert_eq!(said("today"), monday);
        assert_eq!(said("yesterday"), day("2026-11-22"));
        assert_eq!(said("3 days ago"), day("2026-11-20"));
        assert_eq!(said("1 day ago"), day("2026-11-22"));
        assert_eq!(said("-3d"), day("2026-11-20"));
        assert_eq!(said("2 weeks ago"), day("2026-11-09"));
        assert_eq!(said("2026-11-01"), day("2026-11-01"));
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for wrong in
            ["", "tomorrow", "25:00", "-1", "- 1d", "3 days", "next friday", "99999999999d ago", "-9999999999d"]
        {
            assert!(wrong.parse::<DayArg>().is_err(), "{wrong}");
        }
        assert!(DayArg::Ago(u32::MAX).resolve(day("2026-11-23")).is_err());
    }

    #[test]
    fn a_stretch_of_days_ends_where_time_ends() {
        let all =
            |step| day("9999-12-20").every(step, day("9999-12-31")).map(|day| day.to_string()).collect::<Vec<_>>();
        assert_eq!(all(7), ["9999-12-20", "9999-12-27"]);
        assert_eq!(all(1).len(), 12);
        assert_eq!(day("2026-11-23").every(1, day("2026-11-22")).count(), 0);
    }

    #[test]
    fn days_before_and_after_the_edge_are_held() {
        assert_eq!(day("9999-12-31").plus_days(5), day("9999-12-31"));
        assert_eq!(day("1900-01-01").plus_days(i64::MIN), day("1900-01-01"));
    }
}
