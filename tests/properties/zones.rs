//! The day an instant belongs to, in every zone and across every change of its clocks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use onward::domain::checkin::CheckinStreak;
use onward::domain::day::Day;
use onward::domain::moment::{Moment, TimeOfDay};
use onward::domain::slip::Used;
use onward::domain::sobriety::{Sobriety, Status};
use onward::store::Store;

use crate::laws::{checkin, day, each_day, stepped, written};

/// When a day starts, for the product and for the wall.
#[derive(Debug, Clone, Copy)]
struct DayStart(TimeOfDay, NaiveTime);

static DAY_STARTS: LazyLock<[DayStart; 2]> = LazyLock::new(|| ["00:00", "04:00"].map(day_start));

fn day_start(text: &str) -> DayStart {
    DayStart(text.parse().unwrap(), NaiveTime::parse_from_str(text, "%H:%M").unwrap())
}

/// Every zone with its changes.
static ZONES: LazyLock<Vec<(Tz, Vec<DateTime<Utc>>)>> =
    LazyLock::new(|| TZ_VARIANTS.into_iter().map(|zone| (zone, changes(zone))).collect());

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// The first instant of every new offset from 2024 to 2028. Looking once a day finds them all, because no zone
/// moves its clocks twice within a day in these years.
fn changes(zone: Tz) -> Vec<DateTime<Utc>> {
    let mut found = Vec::new();
    let mut at = instant("2023-12-31T00:00:00Z");
    while at < instant("2029-01-01T00:00:00Z") {
        let later = at + TimeDelta::days(1);
        if offset(zone, at) != offset(zone, later) {
            let (mut before, mut after) = (at, later);
            while after - before > TimeDelta::seconds(1) {
                let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
                *if offset(zone, middle) == offset(zone, at) { &mut before } else { &mut after } = middle;
            }
            found.push(after);
        }
        at = later;
    }
    found
}

/// Every zone with the instants around which it is looked at: its changes, and for those that have none too, the
/// leap days and a turn of the year.
fn of_interest() -> impl Iterator<Item = (Tz, DateTime<Utc>)> {
    let calendar = ["2024-02-29T12:00:00Z", "2026-12-31T23:00:00Z", "2028-02-29T12:00:00Z"].map(instant);
    ZONES.iter().flat_map(move |(zone, changes)| changes.iter().copied().chain(calendar).map(|at| (*zone, at)))
}

/// The day of the product at this instant in this zone.
fn day_at(zone: Tz, at: DateTime<Utc>, day_start: DayStart) -> Day {
    Moment::new(at.with_timezone(&zone).fixed_offset()).day(day_start.0).unwrap()
}

/// What a clock and a calendar on the wall say: the date, or the one before until the day has started.
fn on_the_wall(date: NaiveDate, time: NaiveTime, day_start: DayStart) -> Day {
    let started = time >= day_start.1;
    Day::new(if started { date } else { date.pred_opt().unwrap() }).unwrap()
}

#[test]
fn the_zones_and_their_changes_are_really_found() {
    let london = ["03-31", "10-27"].map(|day| instant(&format!("2024-{day}T01:00:00Z")));
    assert_eq!(changes(chrono_tz::Europe::London)[..2], london);
    for (zone, count) in [
        (chrono_tz::Europe::London, 10),
        (chrono_tz::America::New_York, 10),
        (chrono_tz::Australia::Lord_Howe, 10),
        (chrono_tz::Asia::Tokyo, 0),
    ] {
        assert_eq!(changes(zone).len(), count, "{zone}");
    }
    assert!(TZ_VARIANTS.len() > 500);
    // Morocco moves its clocks for Ramadan, a few weeks apart: the nearest two changes of any zone.
    let nearest = ZONES.iter().flat_map(|(_, found)| found.windows(2).map(|pair| (pair[1] - pair[0]).num_days()));
    assert!(nearest.min().unwrap() >= 7);
}

#[test]
fn the_day_is_what_the_wall_says_in_every_zone_around_every_change() {
    for (zone, change) in of_interest() {
        for day_start in *DAY_STARTS {
            let mut days = BTreeSet::new();
            // Every half hour for three days, and the seconds on either side of the change.
            for seconds in (-72..=72_i64).map(|half_hours| half_hours * 1800).chain([-1, 1]) {
                let at = change + TimeDelta::seconds(seconds);
                let wall = at.with_timezone(&zone).naive_local();
                let day = day_at(zone, at, day_start);
                assert_eq!(day, on_the_wall(wall.date(), wall.time(), day_start), "{zone} {wall} {day_start:?}");
                days.insert(day);
            }
            let (first, last) = (days.first().copied().unwrap(), days.last().copied().unwrap());
            assert_eq!(days.into_iter().collect::<Vec<_>>(), each_day(first, last), "{zone} skips a day");
        }
    }
}

/// The days that a check-in at this wall-clock time on this date may get. A time that comes twice has to give
/// the same day both times. A time that the clocks leap over is never read off a wall: the person writes just
/// before the leap or just after it.
fn days_of_checkin(zone: Tz, date: NaiveDate, time: NaiveTime, change: DateTime<Utc>, day_start: DayStart) -> Vec<Day> {
    match zone.from_local_datetime(&date.and_time(time)) {
        LocalResult::Single(at) => vec![day_at(zone, at.to_utc(), day_start)],
        LocalResult::Ambiguous(first, second) => {
            let (first, second) = (day_at(zone, first.to_utc(), day_start), day_at(zone, second.to_utc(), day_start));
            assert_eq!(first, second, "{zone} {date} {time} comes twice, on two days");
            vec![first]
        }
        LocalResult::None => {
            vec![day_at(zone, change - TimeDelta::seconds(1), day_start), day_at(zone, change, day_start)]
        }
    }
}

#[test]
fn a_check_in_at_the_same_hour_every_day_never_breaks_and_never_doubles_a_streak() {
    for (zone, change) in of_interest() {
        let around = Day::new(change.with_timezone(&zone).date_naive()).unwrap();
        let dates = each_day(stepped(around, -2), stepped(around, 2));
        for (day_start, hour) in DAY_STARTS.iter().flat_map(|start| (0..24).map(move |hour| (*start, hour))) {
            let time = NaiveTime::from_hms_opt(hour, 15, 0).unwrap();
            let mut last: Option<Day> = None;
            for date in &dates {
                let days = days_of_checkin(zone, date.date(), time, change, day_start);
                let wanted = last.map_or(days[0], Day::next);
                assert!(days.contains(&wanted), "{zone} {date} {time} {day_start:?}: {days:?} after {last:?}");
                last = Some(wanted);
            }
        }
    }
}

/// The days of check-ins go through the store, whose stretches make the streak.
fn streak_of(days: &[Day], today: Day) -> CheckinStreak {
    let store = Store::in_memory().unwrap();
    written(&store, |writer| {
        days.iter().enumerate().try_for_each(|(number, day)| writer.insert(&checkin(number, *day)))
    });
    CheckinStreak::new(&store.checkin_runs().unwrap(), today)
}

#[test]
fn a_year_of_evenings_is_one_streak_wherever_the_clocks_are_moved() {
    // Clocks that leap at midnight, by half an hour, by two hours, for Ramadan, and on the other half of the earth.
    for name in [
        "America/Santiago",
        "Asia/Beirut",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "America/Havana",
        "Atlantic/Azores",
        "Europe/London",
    ] {
        let zone: Tz = name.parse().unwrap();
        // A late evening belongs to its date, and with a day that starts at four so does the hour after midnight.
        for (start, time) in [("00:00", "23:15:00"), ("04:00", "23:15:00"), ("04:00", "02:15:00")] {
            let day_start = day_start(start);
            let time: NaiveTime = time.parse().unwrap();
            let dates = each_day(day("2024-01-01"), day("2024-12-31"));
            let at = |date: &Day| {
                let wall = date.date().and_time(time);
                // The clocks leap over this time: whoever waits for it writes an hour later, before the day ends.
                let later = || zone.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest().unwrap();
                zone.from_local_datetime(&wall).latest().unwrap_or_else(later).to_utc()
            };
            let days: Vec<Day> = dates.iter().map(|date| day_at(zone, at(date), day_start)).collect();
            let streak = streak_of(&days, *days.last().unwrap());
            assert_eq!((streak.streak_days, streak.longest_days, streak.days), (366, 366, 366), "{name} {time}");
        }
    }
}

/// The day in this zone of an instant in UTC.
fn local_day(zone: Tz, at: &str) -> Day {
    day_at(zone, instant(at), DAY_STARTS[0])
}

const HONOLULU: Tz = chrono_tz::Pacific::Honolulu;
const AUCKLAND: Tz = chrono_tz::Pacific::Auckland;

#[test]
fn a_journey_east_over_the_date_line_lives_a_day_twice_and_counts_it_once() {
    // Breakfast and dinner on 10 and 11 November in Auckland, then the same 11 November again in Honolulu.
    let days = [
        local_day(AUCKLAND, "2026-11-09T19:00:00Z"),
        local_day(AUCKLAND, "2026-11-10T07:00:00Z"),
        local_day(AUCKLAND, "2026-11-10T19:00:00Z"),
        local_day(HONOLULU, "2026-11-11T19:00:00Z"),
        local_day(HONOLULU, "2026-11-12T19:00:00Z"),
    ];
    let expected = ["2026-11-10", "2026-11-10", "2026-11-11", "2026-11-11", "2026-11-12"].map(day);
    assert_eq!(days, expected);
    let streak = streak_of(&days, day("2026-11-12"));
    assert_eq!((streak.streak_days, streak.longest_days, streak.pending), (3, 3, false));
}

#[test]
fn what_was_recorded_tomorrow_waits_until_tomorrow_after_a_journey_east() {
    // 12 November in Auckland, then 11 November in Honolulu: a streak with an entry that is still to come.
    let written_on = local_day(AUCKLAND, "2026-11-11T19:00:00Z");
    let today = local_day(HONOLULU, "2026-11-12T05:00:00Z");
    assert_eq!((written_on, today), (day("2026-11-12"), day("2026-11-11")));
    let mut days = each_day(day("2026-11-01"), day("2026-11-10"));
    days.push(written_on);
    let streak = streak_of(&days, today);
    assert_eq!((streak.streak_days, streak.pending, streak.days), (10, true, 10));
    days.push(today);
    assert_eq!(streak_of(&days, today).streak_days, 11);
    assert_eq!(streak_of(&days, written_on).streak_days, 12);

    let slip = Used { from: written_on, to: Some(written_on) };
    let counted = Sobriety::new(day("2026-11-01"), &[slip], today);
    assert_eq!((counted.status, counted.full_days, counted.day_number), (Status::Sober, 10, Some(11)));
    let tomorrow = Sobriety::new(day("2026-11-01"), &[slip], written_on);
    assert_eq!((tomorrow.status, tomorrow.longest_days, tomorrow.runs.len()), (Status::StartsTomorrow, 11, 1));
}

#[test]
fn a_journey_west_over_the_date_line_needs_one_entry_for_the_date_that_it_leaps_over() {
    // The night flight from Honolulu leaves on the 10th and lands on the 12th. Days sober are dates, and go on;
    // a check-in for the 11th can be written in the air, or afterwards for yesterday.
    let before = local_day(HONOLULU, "2026-11-11T06:00:00Z");
    let in_the_air = local_day(HONOLULU, "2026-11-11T12:00:00Z");
    let after = local_day(AUCKLAND, "2026-11-11T19:00:00Z");
    assert_eq!([before, in_the_air, after], ["2026-11-10", "2026-11-11", "2026-11-12"].map(day));
    let (left, landed) = (Sobriety::new(day("2026-01-01"), &[], before), Sobriety::new(day("2026-01-01"), &[], after));
    assert_eq!(landed.full_days - left.full_days, 2);
    assert_eq!(streak_of(&[before, in_the_air, after], after).streak_days, 3);
    assert_eq!(streak_of(&[before, after], after).streak_days, 1);
}

#[test]
fn the_same_dates_give_the_same_counts_whatever_the_offset_they_were_read_in() {
    // 21:30 on the wall, anywhere from the first zone to see a day to the last one.
    for hours in -12..=14 {
        let zone = FixedOffset::east_opt(hours * 3600).unwrap();
        let wall = |day: Day| zone.from_local_datetime(&day.date().and_hms_opt(21, 30, 0).unwrap()).unwrap();
        let read = |day: Day| Moment::new(wall(day)).day(DAY_STARTS[1].0).unwrap();
        let slip = Used { from: read(day("2026-03-28")), to: Some(read(day("2026-03-29"))) };
        let counted = Sobriety::new(read(day("2026-01-01")), &[slip], read(day("2026-11-23")));
        assert_eq!((counted.full_days, counted.longest_days, counted.used_days), (238, 238, 2), "UTC{hours:+}");
    }
}
