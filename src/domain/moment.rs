//! The instant something is written, and the day it belongs to.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveTime, SecondsFormat, TimeDelta, Timelike};
use serde::{Serialize, Serializer};

use super::day::Day;
use super::invalid::Invalid;

/// An instant with the UTC offset in force where it was written; stored as RFC 3339, to the second. One is less than
/// another when it came before it, whatever the wall clocks showed, and equal where only the offsets differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// This instant, to the second: a second that was put in is the one before it.
    pub fn new(at: DateTime<FixedOffset>) -> Self {
        Self(at.with_nanosecond(0).unwrap_or(at))
    }

    /// The instant itself.
    pub fn at(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The civil day this moment belongs to: the wall-clock date after taking `day_start` off the wall-clock
    /// time. Only the wall clock is used, so a night that is 23 or 25 hours long changes nothing.
    pub fn day(self, day_start: TimeOfDay) -> Result<Day, Invalid> {
        let wall = self.0.naive_local();
        let since_midnight = TimeDelta::seconds(i64::from(day_start.0.num_seconds_from_midnight()));
        Day::new(wall.checked_sub_signed(since_midnight).unwrap_or(wall).date())
    }

    /// The time on the wall then, to the minute.
    pub fn time(self) -> TimeOfDay {
        let wall = self.0.naive_local().time();
        TimeOfDay(NaiveTime::from_hms_opt(wall.hour(), wall.minute(), 0).unwrap_or(wall))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

impl FromStr for Moment {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        DateTime::parse_from_rfc3339(text.trim())
            .map(Self::new)
            .map_err(|_| Invalid(format!("\"{text}\" is not an instant like 2026-11-23T21:30:00+00:00")))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How the machine's zone reads instants and wall clocks; asked at the door, where the zone is known.
pub trait WallClock {
    /// The instant at which the wall clock showed this time on this day. A time that came twice, in the night the
    /// clocks went back, is the first of the two; one that never came is the first one after it that did.
    fn at(&self, day: Day, time: TimeOfDay) -> Moment;

    /// The instant so many milliseconds after the first second of 1970 in UTC; none where there is no such instant.
    fn after_1970(&self, milliseconds: i64) -> Option<Moment>;
}

/// A wall-clock time to the minute, `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(NaiveTime);

impl TimeOfDay {
    /// 12:00, the latest that a day may start.
    pub const NOON: Self = Self(NaiveTime::from_hms_opt(12, 0, 0).unwrap());

    /// The hour, 0 to 23, and the minute.
    pub fn hour_and_minute(self) -> (u32, u32) {
        (self.0.hour(), self.0.minute())
    }

    /// So many hours and minutes after midnight; none where no clock shows that.
    pub fn of(hour: u32, minute: u32) -> Option<Self> {
        NaiveTime::from_hms_opt(hour, minute, 0).map(Self)
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u32 {
        self.0.hour()
    }

    /// Whether it comes later than `other` in a day that begins at `day_start`: with 04:00, half past one comes after
    /// ten in the evening.
    pub fn comes_after(self, other: Self, day_start: Self) -> bool {
        let into = |time: Self| (time.0 - day_start.0).num_minutes().rem_euclid(24 * 60);
        into(self) > into(other)
    }

    /// The time itself.
    pub fn time(self) -> NaiveTime {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl FromStr for TimeOfDay {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let time = NaiveTime::parse_from_str(text.trim(), "%H:%M");
        time.map(Self).map_err(|_| Invalid(format!("\"{text}\" is not a time like 19:30")))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(instant: &str, day_start: &str) -> String {
        instant.parse::<Moment>().unwrap().day(day_start.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_day_is_the_wall_clock_date() {
        assert_eq!(day_of("2026-11-23T23:59:59-10:00", "00:00"), "2026-11-23");
        assert_eq!(day_of("2026-11-24T00:00:00+13:00", "00:00"), "2026-11-24");
    }

    #[test]
    fn a_late_night_belongs_to_the_day_before_when_the_day_starts_at_four() {
        assert_eq!(day_of("2026-11-24T01:30:00+00:00", "04:00"), "2026-11-23");
        assert_eq!(day_of("2026-11-24T03:59:59+00:00", "04:00"), "2026-11-23");
        assert_eq!(day_of("2026-11-24T04:00:00+00:00", "04:00"), "2026-11-24");
    }

    #[test]
    fn the_night_of_a_daylight_saving_change_is_read_off_the_wall() {
        assert_eq!(day_of("2026-03-29T04:30:00+01:00", "04:00"), "2026-03-29");
        assert_eq!(day_of("2026-10-25T03:30:00+00:00", "04:00"), "2026-10-24");
    }

    #[test]
    fn a_time_is_later_than_another_by_the_day_they_lie_in() {
        let later = |one: &str, other: &str, start: &str| {
            let time = |text: &str| text.parse::<TimeOfDay>().unwrap();
            time(one).comes_after(time(other), time(start))
        };
        assert!(later("22:00", "21:30", "00:00") && !later("21:30", "21:30", "00:00"));
        assert!(later("01:30", "22:00", "04:00") && !later("22:00", "01:30", "04:00"));
        assert!(!later("04:00", "03:59", "04:00"));
    }

    #[test]
    fn a_moment_has_the_time_on_the_wall_to_the_minute() {
        let time = "2026-11-23T21:30:59-10:00".parse::<Moment>().unwrap().time();
        assert_eq!(time, "21:30".parse().unwrap());
        assert_eq!(time.hour(), 21);
    }

    #[test]
    fn moments_follow_each_other_as_instants_and_not_as_texts() {
        let moment = |text: &str| text.parse::<Moment>().unwrap();
        assert!(moment("2026-10-25T01:50:00+01:00") < moment("2026-10-25T01:10:00+00:00"));
        assert!(moment("2026-11-24T08:00:00+13:00") < moment("2026-11-23T21:00:00-08:00"));
        assert_eq!(moment("2026-11-23T21:30:00+01:00"), moment("2026-11-23T20:30:00+00:00"));
        assert_eq!(moment("2026-11-23T21:30:00.9+00:00").to_string(), "2026-11-23T21:30:00+00:00");
        assert_eq!(moment("2016-12-31T23:59:60+00:00").to_string(), "2016-12-31T23:59:59+00:00");
    }

    #[test]
    fn a_time_is_hours_and_minutes() {
        for wrong in ["25:00", "19", "7pm", "12:60", ""] {
            assert!(wrong.parse::<TimeOfDay>().is_err(), "{wrong}");
        }
        assert_eq!("9:05".parse::<TimeOfDay>().unwrap().to_string(), "09:05");
    }
}
