//! Which saved meetings are going on now, or come next.
//!
//! A meeting is held by the wall clock of its zone, the person's where it names none. Where the clocks are put forward
//! over its start, it begins as long after the hour before as it would have; where they are put back over it, at the
//! first of the two. Meetings by appointment are never here.

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone};

use super::meeting::{Meeting, Weekdays};
use super::moment::{Moment, TimeOfDay};

/// How far ahead is looked.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// How long a meeting lasts that names no end.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// How many are shown.
pub const MOST: usize = 5;

/// One time that a meeting is held.
#[derive(Debug, Clone)]
pub struct Upcoming<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// When it starts, by the person's wall clock.
    pub starts_at: Moment,
    /// When it ends, by the same.
    pub ends_at: Moment,
    /// When it starts by the wall clock of its own zone, where it names one.
    pub starts_there: Option<Moment>,
    /// It has begun and is not over.
    pub in_progress: bool,
}

impl<'a> Upcoming<'a> {
    /// The meeting at this time, as it is seen from here; `zoned` where the time is by the clock of its own zone.
    fn new<Z: TimeZone>(meeting: &'a Meeting, (starts, ends): Held, zoned: bool, now: Moment, here: &Z) -> Self {
        let seen = |at: DateTime<FixedOffset>| Moment::new(fixed(at.with_timezone(here)));
        Self {
            meeting,
            starts_at: seen(starts),
            ends_at: seen(ends),
            starts_there: zoned.then(|| Moment::new(starts)),
            in_progress: starts <= now.at(),
        }
    }
    /// Its start by its own wall clock, where that shows another time than the person's.
    pub fn other_time(&self) -> Option<Moment> {
        self.starts_there.filter(|there| there.at().naive_local() != self.starts_at.at().naive_local())
    }
}

/// The meetings going on at `now`, then those that start within the coming seven days, soonest first: each meeting
/// once, [`MOST`] in all. `here` is the person's zone.
pub fn upcoming<'a, Z: TimeZone>(meetings: &'a [Meeting], now: Moment, here: &Z) -> Vec<Upcoming<'a>> {
    let mut found: Vec<Upcoming<'a>> = meetings.iter().filter_map(|meeting| next(meeting, now, here)).collect();
    found.sort_by_key(|one| (!one.in_progress, one.starts_at.at(), one.meeting.name.clone()));
    found.truncate(MOST);
    found
}

/// Every time that these meetings are held at `now` or start within so many days of it, soonest first.
pub fn within<'a, Z: TimeZone>(meetings: &'a [Meeting], now: Moment, days: u16, here: &Z) -> Vec<Upcoming<'a>> {
    let ahead = TimeDelta::days(i64::from(days));
    let all = |meeting: &'a Meeting| -> Vec<Upcoming<'a>> {
        let Some(start) = meeting.start else { return Vec::new() };
        let told = |zoned: bool, held: Held| Upcoming::new(meeting, held, zoned, now, here);
        match meeting.zone.as_ref().and_then(super::meeting::Zone::rules) {
            Some(zone) => {
                times(&meeting.weekdays, start, meeting.end, now, ahead, &zone).map(|held| told(true, held)).collect()
            }
            None => {
                times(&meeting.weekdays, start, meeting.end, now, ahead, here).map(|held| told(false, held)).collect()
            }
        }
    };
    let mut found: Vec<Upcoming<'a>> = meetings.iter().flat_map(all).collect();
    found.sort_by_key(|one| (one.starts_at.at(), one.meeting.name.clone()));
    found
}

/// The start and the end of one time.
type Held = (DateTime<FixedOffset>, DateTime<FixedOffset>);

/// The time at which this meeting is held now, or else next.
fn next<'a, Z: TimeZone>(meeting: &'a Meeting, now: Moment, here: &Z) -> Option<Upcoming<'a>> {
    let own = meeting.zone.as_ref().and_then(super::meeting::Zone::rules);
    let held = match &own {
        Some(zone) => held(meeting, now, zone),
        None => held(meeting, now, here),
    };
    Some(Upcoming::new(meeting, held?, own.is_some(), now, here))
}

/// The first start and end of it in `zone` that is not over at `now`.
fn held<Z: TimeZone>(meeting: &Meeting, now: Moment, zone: &Z) -> Option<Held> {
    times(&meeting.weekdays, meeting.start?, meeting.end, now, AHEAD, zone).min()
}

/// Every start and end by this wall clock that is not over at `now`, and starts no later than so long after it.
pub(super) fn times<Z: TimeZone>(
    weekdays: &Weekdays,
    start: TimeOfDay,
    end: Option<TimeOfDay>,
    now: Moment,
    ahead: TimeDelta,
    zone: &Z,
) -> impl Iterator<Item = Held> {
    let start = start.time();
    let end = end.map(TimeOfDay::time).filter(|end| *end != start);
    let today = now.at().with_timezone(zone).date_naive();
    // The days around the time ahead: what began yesterday may go on past midnight.
    let days = (-1..=ahead.num_days() + 1).filter_map(move |days| today.checked_add_signed(TimeDelta::days(days)));
    let times = days.filter(|day| weekdays.days().contains(&chrono::Datelike::weekday(day))).filter_map(move |day| {
        let starts = instant(day.and_time(start), zone)?;
        let usual = starts + USUAL;
        let ends = end.and_then(|end| {
            let day = if end < start { day.succ_opt()? } else { day };
            instant(day.and_time(end), zone)
        });
        // A night on which the clocks change may put the end before the start.
        Some((starts, ends.filter(|ends| *ends > starts).unwrap_or(usual)))
    });
    times.filter(move |(starts, ends)| *ends > now.at() && *starts <= now.at() + ahead)
}

/// The instant at which the wall clock of a zone shows this.
fn instant<Z: TimeZone>(wall: NaiveDateTime, zone: &Z) -> Option<DateTime<FixedOffset>> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => Some(fixed(at)),
        MappedLocalTime::None => {
            // Nobody's clock shows it: by the offset of the day before, as RFC 5545 has it.
            let before = zone.from_local_datetime(&(wall - TimeDelta::days(1))).latest()?;
            let offset = fixed(before).offset().to_owned();
            let at = offset.from_local_datetime(&wall).single()?;
            Some(fixed(at.with_timezone(zone)))
        }
    }
}

fn fixed<Z: TimeZone>(at: DateTime<Z>) -> DateTime<FixedOffset> {
    at.fixed_offset()
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::domain::id::Id;
    use crate::domain::meeting::Venue;

    fn meeting(name: &str, days: &str, start: &str, end: &str, zone: &str) -> Meeting {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Meeting {
            weekdays: days.parse().unwrap(),
            start: given(start).map(|time| time.parse().unwrap()),
            end: given(end).map(|time| time.parse().unwrap()),
            zone: given(zone).map(|zone| zone.parse().unwrap()),
            venue: Venue::Online,
            ..Meeting::named(
                Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
                name.parse().unwrap(),
                "2026-01-01T08:00:00+00:00".parse().unwrap(),
            )
        }
    }

    /// `start to end`, with `now:` before it when it is going on, as seen from `here`.
    fn seen(one: &Meeting, now: &str, here: &str) -> String {
        let here: Tz = here.parse().unwrap();
        let found = upcoming(std::slice::from_ref(one), now.parse().unwrap(), &here);
        let Some(found) = found.first() else { return String::new() };
        let (now, end) = (if found.in_progress { "now: " } else { "" }, found.ends_at.at().format("%H:%M"));
        format!("{now}{} to {end}", found.starts_at)
    }

    #[test]
    fn a_meeting_goes_on_from_its_start_to_its_end() {
        let tuesday = meeting("Step", "tue", "19:30", "21:00", "");
        let seen = |now: &str| seen(&tuesday, now, "UTC");
        assert_eq!(seen("2026-11-24T19:29:59+00:00"), "2026-11-24T19:30:00+00:00 to 21:00");
        assert_eq!(seen("2026-11-24T19:30:00+00:00"), "now: 2026-11-24T19:30:00+00:00 to 21:00");
        assert_eq!(seen("2026-11-24T20:59:59+00:00"), "now: 2026-11-24T19:30:00+00:00 to 21:00");
        assert_eq!(seen("2026-11-24T21:00:00+00:00"), "2026-12-01T19:30:00+00:00 to 21:00");
    }

    #[test]
    fn an_end_that_is_missing_or_the_start_itself_means_an_hour() {
        for end in ["", "19:30"] {
            let tuesday = meeting("Step", "tue", "19:30", end, "");
            assert_eq!(seen(&tuesday, "2026-11-24T20:29:00+00:00", "UTC"), "now: 2026-11-24T19:30:00+00:00 to 20:30");
            assert_eq!(seen(&tuesday, "2026-11-24T20:30:00+00:00", "UTC"), "2026-12-01T19:30:00+00:00 to 20:30");
        }
    }

    #[test]
    fn a_meeting_past_midnight_goes_on_the_day_after() {
        let late = meeting("Candles", "sat", "23:00", "00:30", "");
        assert_eq!(seen(&late, "2026-11-29T00:10:00+00:00", "UTC"), "now: 2026-11-28T23:00:00+00:00 to 00:30");
        assert_eq!(seen(&late, "2026-11-29T00:30:00+00:00", "UTC"), "2026-12-05T23:00:00+00:00 to 00:30");
    }

    #[test]
    fn a_meeting_by_appointment_never_comes() {
        for (days, start) in [("", ""), ("tue", ""), ("", "19:30")] {
            assert_eq!(seen(&meeting("Sponsor", days, start, "", ""), "2026-11-24T19:30:00+00:00", "UTC"), "");
        }
    }

    #[test]
    fn a_meeting_elsewhere_is_told_by_the_clock_here() {
        let noon = meeting("Noon", "mon", "12:00", "13:00", "America/New_York");
        assert_eq!(seen(&noon, "2026-11-23T10:00:00+00:00", "Europe/London"), "2026-11-23T17:00:00+00:00 to 18:00");
        // Still Sunday in New York, Monday already in Auckland.
        assert_eq!(seen(&noon, "2026-11-23T09:00:00+13:00", "Pacific/Auckland"), "2026-11-24T06:00:00+13:00 to 07:00");
        let found = [noon];
        let found = upcoming(&found, "2026-11-23T10:00:00+00:00".parse().unwrap(), &Tz::Europe__London);
        assert_eq!(found[0].other_time().unwrap().to_string(), "2026-11-23T12:00:00-05:00");
    }

    #[test]
    fn a_zone_of_the_same_time_is_not_told_twice() {
        let found = [meeting("Noon", "mon", "12:00", "", "Europe/Lisbon")];
        let found = upcoming(&found, "2026-11-23T10:00:00+00:00".parse().unwrap(), &Tz::Europe__London);
        assert!(found[0].other_time().is_none());
    }

    #[test]
    fn the_week_in_which_the_clocks_change_keeps_the_wall_clock() {
        let sunday = meeting("Morning", "sun", "09:00", "10:00", "");
        assert_eq!(seen(&sunday, "2026-03-28T20:00:00+00:00", "Europe/London"), "2026-03-29T09:00:00+01:00 to 10:00");
        assert_eq!(seen(&sunday, "2026-10-24T20:00:00+01:00", "Europe/London"), "2026-10-25T09:00:00+00:00 to 10:00");
        // New York changes a week after London: the same meeting is an hour earlier for that week.
        let abroad = meeting("Abroad", "mon", "12:00", "13:00", "America/New_York");
        assert_eq!(seen(&abroad, "2026-10-25T20:00:00+00:00", "Europe/London"), "2026-10-26T16:00:00+00:00 to 17:00");
        assert_eq!(seen(&abroad, "2026-11-01T20:00:00+00:00", "Europe/London"), "2026-11-02T17:00:00+00:00 to 18:00");
    }

    #[test]
    fn a_start_that_no_clock_shows_comes_after_the_gap() {
        let night = meeting("Night", "sun", "01:30", "02:30", "");
        assert_eq!(
            seen(&night, "2026-03-29T00:00:00+00:00", "Europe/London"),
            "2026-03-29T02:30:00+01:00 to 03:30",
            "01:30 does not come: it is held when 01:30 would have been, and lasts the usual hour"
        );
    }

    #[test]
    fn a_start_that_comes_twice_is_the_first() {
        let night = meeting("Night", "sun", "01:30", "02:30", "");
        assert_eq!(seen(&night, "2026-10-25T00:00:00+01:00", "Europe/London"), "2026-10-25T01:30:00+01:00 to 02:30");
    }

    #[test]
    fn a_day_that_a_country_left_out_holds_no_meeting_twice() {
        // Samoa had no 30 December 2011.
        let friday = meeting("Friday", "fri", "19:00", "20:00", "Pacific/Apia");
        assert_eq!(seen(&friday, "2011-12-29T12:00:00-10:00", "Pacific/Apia"), "2011-12-31T19:00:00+14:00 to 20:00");
    }

    #[test]
    fn every_time_within_some_days_is_there() {
        let all = [meeting("Noon", "mon,wed", "12:00", "", ""), meeting("Far", "mon", "07:00", "", "America/New_York")];
        let found = within(&all, "2026-11-23T12:30:00+00:00".parse().unwrap(), 2, &Tz::UTC);
        let told: Vec<String> = found.iter().map(|one| format!("{} {}", one.meeting.name, one.starts_at)).collect();
        assert_eq!(
            told,
            ["Far 2026-11-23T12:00:00+00:00", "Noon 2026-11-23T12:00:00+00:00", "Noon 2026-11-25T12:00:00+00:00"]
        );
    }

    #[test]
    fn five_at_most_those_going_on_first_each_meeting_once() {
        let daily = "mon,tue,wed,thu,fri,sat,sun";
        let mut all: Vec<Meeting> =
            (0..6).map(|hour| meeting(&format!("at {hour}"), daily, &format!("1{hour}:00"), "", "")).collect();
        all.push(meeting("long", daily, "08:00", "23:00", ""));
        let found = upcoming(&all, "2026-11-24T13:30:00+00:00".parse().unwrap(), &Tz::UTC);
        let names: Vec<&str> = found.iter().map(|one| one.meeting.name.as_str()).collect();
        assert_eq!(names, ["long", "at 3", "at 4", "at 5", "at 0"]);
    }
}
