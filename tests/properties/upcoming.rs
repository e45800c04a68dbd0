//! When a meeting is held next, against a slow model that walks minute by minute, across every change of the clocks.

use chrono::{DateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use onward::domain::id::Id;
use onward::domain::meeting::{Meeting, Venue};
use onward::domain::moment::Moment;
use onward::domain::upcoming::upcoming;

/// Zones that change at midnight, at night, by half an hour, backwards in winter, or not at all.
const ZONES: [Tz; 9] = [
    Tz::Europe__London,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::Atlantic__Azores,
    Tz::America__Santiago,
    Tz::Africa__Casablanca,
    Tz::Europe__Dublin,
    Tz::Pacific__Auckland,
    Tz::Asia__Kolkata,
];

fn daily(start: &str) -> Meeting {
    let recorded_at: Moment = "2026-01-01T12:00:00+00:00".parse().unwrap();
    Meeting {
        weekdays: "mon,tue,wed,thu,fri,sat,sun".parse().unwrap(),
        start: Some(start.parse().unwrap()),
        venue: Venue::Online,
        ..Meeting::named(Id::new(uuid::Uuid::from_u128(1)), "Daily".parse().unwrap(), recorded_at)
    }
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// The days of two years after which the clocks of this zone stand otherwise, and one on which they do not.
fn nights(zone: Tz) -> impl Iterator<Item = DateTime<Utc>> {
    let first: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let days = (0..730).map(move |day| first + TimeDelta::days(day));
    days.filter(move |day| *day == first || offset(zone, *day) != offset(zone, *day + TimeDelta::days(1)))
}

/// The first minute from `from` on at which the wall clock shows `start` and did not show it an hour or less before;
/// none where a day goes by without it, because the clocks were put forward over it.
fn walked(zone: Tz, from: DateTime<Utc>, start: NaiveTime) -> Option<DateTime<Utc>> {
    let shows = |at: DateTime<Utc>| at.with_timezone(&zone).time() == start;
    let minutes = (0..25 * 60).map(|minute| from + TimeDelta::minutes(minute));
    let again = |at: DateTime<Utc>| [30, 60].iter().any(|ago| shows(at - TimeDelta::minutes(*ago)));
    minutes.into_iter().find(|at| shows(*at) && !again(*at))
}

#[test]
fn a_daily_meeting_comes_at_the_next_minute_that_shows_its_start() {
    let mut compared = 0;
    for zone in ZONES {
        for night in nights(zone) {
            for start in ["00:00", "00:30", "01:30", "02:15", "03:00", "12:00", "23:45"] {
                let meeting = [daily(start)];
                let start = NaiveTime::parse_from_str(start, "%H:%M").unwrap();
                for hours in [-3, 5, 14, 20] {
                    let now = night + TimeDelta::hours(hours) + TimeDelta::seconds(1);
                    let found = upcoming(&meeting, Moment::new(now.fixed_offset()), &zone);
                    let [one] = found.as_slice() else { panic!("{zone} {start} at {now}: {}", found.len()) };
                    let starts = one.starts_at.at().with_timezone(&Utc);
                    // It may have begun within the hour that it lasts.
                    let from = (now - TimeDelta::hours(1)).with_second(0).unwrap() + TimeDelta::minutes(1);
                    let Some(walked) = walked(zone, from, start) else { continue };
                    if starts == walked {
                        compared += 1;
                        continue;
                    }
                    // Held after a gap: nobody's clock showed its start on that day.
                    let shown = starts.with_timezone(&zone);
                    assert!(shown.time() != start && starts < walked, "{zone} {start} at {now}: {shown}, not {walked}");
                    let day = shown.date_naive().and_time(start);
                    assert!(zone.from_local_datetime(&day).latest().is_none(), "{zone} {start} at {now}: {shown}");
                }
            }
        }
    }
    assert!(compared > 900, "{compared}");
}
