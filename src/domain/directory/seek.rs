//! When a meeting that is looked for is held next, and which of many come first.
//!
//! Days and times are asked for by the person's wall clock. A meeting without a zone is held by whatever clock hangs on
//! its wall, which is taken for the person's.

use chrono::{TimeDelta, TimeZone};

use super::super::day::Day;
use super::super::meeting::Weekdays;
use super::super::moment::{Moment, TimeOfDay};
use super::super::upcoming::times;
use super::super::zone::Rules;

/// How far ahead is looked: every weekly meeting is held once in it.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// What still counts as now.
const SOON: TimeDelta = TimeDelta::hours(1);

/// At what times a meeting is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When {
    /// On one of these weekdays; on any where there is none.
    pub weekdays: Weekdays,
    /// On this day.
    pub on: Option<Day>,
    /// Going on, or starting within the hour.
    pub now: bool,
    /// Starting then or later.
    pub after: Option<TimeOfDay>,
    /// Starting then or earlier. Where that lies before `after`, midnight lies between them.
    pub before: Option<TimeOfDay>,
}

impl When {
    /// Whether any time will do.
    pub fn any(&self) -> bool {
        *self == Self::default()
    }

    fn holds(&self, starts: Moment, in_progress: bool, asked: &Asked) -> bool {
        // A weekday or a day is asked for by the day that it belongs to for this person: half past midnight may still
        // be Monday.
        let Ok(day) = starts.day(asked.day_start) else { return false };
        let time = starts.time();
        let (after, before) =
            (self.after.is_none_or(|after| time >= after), self.before.is_none_or(|before| time <= before));
        let over_midnight = self.after.zip(self.before).is_some_and(|(after, before)| after > before);
        (self.weekdays.days().is_empty() || self.weekdays.days().contains(&day.weekday()))
            && self
                .on
                .is_none_or(|on| on == day || in_progress && asked.now.day(asked.day_start).is_ok_and(|now| on == now))
            && (!self.now || in_progress || starts.at() <= asked.now.at() + SOON)
            && if over_midnight { after || before } else { after && before }
    }
}

/// From when it is looked, and when the person's day starts.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Now.
    pub now: Moment,
    /// When a day starts.
    pub day_start: TimeOfDay,
}

/// When a meeting is held, week by week.
#[derive(Debug, Clone, Copy)]
pub struct Weekly<'a> {
    /// On which days.
    pub weekdays: &'a Weekdays,
    /// From when on.
    pub start: TimeOfDay,
    /// Until when.
    pub end: Option<TimeOfDay>,
    /// By whose clock; by that of the person where there is none.
    pub zone: Option<&'a Rules>,
}

/// One time that a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// When it starts, by the person's wall clock.
    pub starts_at: Moment,
    /// When it ends, by the same: an hour later where no end is known.
    pub ends_at: Moment,
    /// When it starts by the wall clock of its own zone, where that shows another time.
    pub starts_there: Option<Moment>,
    /// It has begun and is not over.
    pub in_progress: bool,
}

/// The first time at which a meeting is held as it is wanted. `here` is the person's zone.
pub fn next<Z: TimeZone>(weekly: &Weekly<'_>, when: &When, asked: &Asked, here: &Z) -> Option<Next> {
    match weekly.zone {
        Some(zone) => first(weekly, when, asked, here, zone, true),
        None => first(weekly, when, asked, here, here, false),
    }
}

fn first<Z: TimeZone, Y: TimeZone>(
    weekly: &Weekly<'_>,
    when: &When,
    asked: &Asked,
    here: &Z,
    there: &Y,
    told: bool,
) -> Option<Next> {
    let all = times(weekly.weekdays, weekly.start, weekly.end, asked.now, AHEAD, there);
    let next = |(starts, ends): (chrono::DateTime<chrono::FixedOffset>, _)| {
        let seen = |at: chrono::DateTime<chrono::FixedOffset>| Moment::new(at.with_timezone(here).fixed_offset());
        let (starts_at, in_progress) = (seen(starts), starts <= asked.now.at());
        let other = told && starts.naive_local() != starts_at.at().naive_local();
        when.holds(starts_at, in_progress, asked).then(|| Next {
            starts_at,
            ends_at: seen(ends),
            starts_there: other.then(|| Moment::new(starts)),
            in_progress,
        })
    };
    // They come day by day, and so in order.
    all.filter_map(next).next()
}

/// A meeting that is as it was wanted.
#[derive(Debug, Clone)]
pub struct Hit<T> {
    /// Which.
    pub which: T,
    /// When it is held next; none by appointment, and where it is closed for now.
    pub next: Option<Next>,
    /// How far away it is, where that is known.
    pub metres: Option<u32>,
}

/// Puts first what comes first: what is nearest, or what is held soonest; keeps so many.
pub fn order<T>(hits: &mut Vec<Hit<T>>, by_distance: bool, limit: usize) {
    let soon = |hit: &Hit<T>| hit.next.map_or(i64::MAX, |next| next.starts_at.at().timestamp());
    let near = |hit: &Hit<T>| hit.metres.unwrap_or(u32::MAX);
    // Those of one moment stay in the order of their lists.
    if by_distance {
        hits.sort_by_key(|hit| (near(hit), soon(hit)));
    } else {
        hits.sort_by_key(|hit| (soon(hit), near(hit)));
    }
    hits.truncate(limit);
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    fn told(days: &str, start: &str, end: &str, zone: &str, when: &When, now: &str) -> String {
        let weekdays = days.parse().unwrap();
        let rules = (!zone.is_empty()).then(|| Rules::named(zone).unwrap().1);
        let end = (!end.is_empty()).then(|| end.parse().unwrap());
        let weekly = Weekly { weekdays: &weekdays, start: start.parse().unwrap(), end, zone: rules.as_ref() };
        let asked = Asked { now: now.parse().unwrap(), day_start: "04:00".parse().unwrap() };
        let Some(next) = next(&weekly, when, &asked, &Tz::Europe__London) else { return "never".to_owned() };
        let there = next.starts_there.map(|there| format!(" ({})", there.at().format("%a %H:%M"))).unwrap_or_default();
        format!("{}{there}{}", next.starts_at.at().format("%a %d %H:%M"), if next.in_progress { " now" } else { "" })
    }

    fn on(text: &str) -> When {
        When { weekdays: text.parse().unwrap(), ..When::default() }
    }

    fn between(after: &str, before: &str) -> When {
        let time = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        When { after: time(after), before: time(before), ..When::default() }
    }

    const MONDAY: &str = "2026-11-23T21:30:00+00:00";

    #[test]
    fn the_first_time_on_the_day_that_is_wanted() {
        let daily = "mon,tue,wed,thu,fri,sat,sun";
        assert_eq!(told(daily, "19:30", "", "", &When::default(), MONDAY), "Tue 24 19:30");
        assert_eq!(told(daily, "19:30", "", "", &on("sat"), MONDAY), "Sat 28 19:30");
        assert_eq!(told("mon", "19:30", "", "", &on("mon"), MONDAY), "Mon 30 19:30");
        assert_eq!(told("tue", "19:30", "", "", &on("mon"), MONDAY), "never");
    }

    #[test]
    fn days_and_times_are_those_of_the_persons_clock() {
        assert_eq!(told("mon", "20:00", "", "America/New_York", &When::default(), MONDAY), "Tue 24 01:00 (Mon 20:00)");
        // One in the morning is still Monday for who starts the day at four.
        assert_eq!(told("mon", "20:00", "", "America/New_York", &on("tue"), MONDAY), "never");
        assert_eq!(told("mon", "20:00", "", "America/New_York", &on("mon"), MONDAY), "Tue 24 01:00 (Mon 20:00)");
        let today = When { on: Some("2026-11-23".parse().unwrap()), ..When::default() };
        assert_eq!(told("tue", "00:30", "", "", &today, MONDAY), "Tue 24 00:30");
        assert_eq!(told("tue", "04:00", "", "", &today, MONDAY), "never");
    }

    #[test]
    fn now_is_what_goes_on_and_what_starts_within_the_hour() {
        let now = When { now: true, ..When::default() };
        assert_eq!(told("mon", "21:00", "22:00", "", &now, MONDAY), "Mon 23 21:00 now");
        assert_eq!(told("mon", "22:30", "", "", &now, MONDAY), "Mon 23 22:30");
        assert_eq!(told("mon", "22:31", "", "", &now, MONDAY), "never");
        assert_eq!(told("mon", "20:30", "", "", &now, MONDAY), "never");
    }

    #[test]
    fn hours_are_counted_with_both_ends_and_over_midnight() {
        assert_eq!(told("tue", "18:00", "", "", &between("18:00", "21:00"), MONDAY), "Tue 24 18:00");
        assert_eq!(told("tue", "21:00", "", "", &between("18:00", "21:00"), MONDAY), "Tue 24 21:00");
        assert_eq!(told("tue", "21:01", "", "", &between("18:00", "21:00"), MONDAY), "never");
        assert_eq!(told("tue", "01:00", "", "", &between("22:00", "02:00"), MONDAY), "Tue 24 01:00");
        assert_eq!(told("tue", "12:00", "", "", &between("22:00", "02:00"), MONDAY), "never");
    }

    #[test]
    fn what_has_no_time_comes_last() {
        let hit = |which: &'static str, at: Option<&str>, metres| Hit {
            which,
            next: at.map(|at| {
                let at: Moment = at.parse().unwrap();
                Next { starts_at: at, ends_at: at, starts_there: None, in_progress: false }
            }),
            metres,
        };
        let all = || {
            vec![
                hit("appointment", None, Some(1)),
                hit("late", Some("2026-11-24T20:00:00+00:00"), Some(2)),
                hit("soon", Some("2026-11-24T08:00:00+00:00"), None),
            ]
        };
        let ordered = |by_distance, limit| {
            let mut all = all();
            order(&mut all, by_distance, limit);
            all.iter().map(|hit| hit.which).collect::<Vec<_>>()
        };
        assert_eq!(ordered(false, 3), ["soon", "late", "appointment"]);
        assert_eq!(ordered(true, 2), ["appointment", "late"]);
    }
}
