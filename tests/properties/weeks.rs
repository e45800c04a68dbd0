//! Weeks, goals and paces against a walk over every day.

use chrono::Weekday;
use onward::domain::consistency::{Consistency, Week, Window};
use onward::domain::day::Day;
use onward::domain::goal::{Goal, Target};
use onward::domain::pace::Pace;
use proptest::prelude::*;

use crate::laws::{any_day, date, each_day, holds, id, noon, stepped};

const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// The day on which the week around `day` began: walk back to the weekday it starts on.
fn week_of(day: Day, week_start: Weekday) -> Day {
    let mut at = day;
    while chrono::Datelike::weekday(&date(at)) != week_start {
        at = stepped(at, -1);
    }
    at
}

#[derive(Debug, Clone)]
struct Attended {
    days: Vec<Day>,
    window: Window,
    week_start: Weekday,
    goal: i64,
    today: Day,
}

/// Attendances before, in and after the window, doubles among them, and today anywhere from the window's first
/// day on.
fn attended() -> impl Strategy<Value = Attended> {
    // Some people go daily and some hardly ever; long streaks have to occur, and long gaps too.
    let days = prop_oneof![
        prop::collection::vec(0..160_i64, 0..12),
        prop::collection::vec(0..160_i64, 20..60),
        prop::collection::vec(0..160_i64, 100..220),
    ];
    let window = (0..120_i64, 0..100_i64, 0..60_i64);
    (any_day(), days, window, prop::sample::select(WEEKDAYS.to_vec()), 1..5_i64).prop_map(
        |(base, mut days, (since, length, later), week_start, goal)| {
            days.sort_unstable();
            let at = |offset: i64| stepped(base, offset);
            Attended {
                days: days.into_iter().map(at).collect(),
                window: Window { since: at(since), until: at(since + length) },
                week_start,
                goal,
                today: at(since + later),
            }
        },
    )
}

/// Attendances on one day that count: those of days to come were written east of here.
fn on(case: &Attended, day: Day) -> i64 {
    case.days.iter().filter(|other| **other == day && day <= case.today).count() as i64
}

/// The window's weeks, found by walking its days.
fn weeks(case: &Attended) -> Vec<Week> {
    let inside = each_day(case.window.since, case.window.until);
    let mut weeks: Vec<Week> = Vec::new();
    for day in &inside {
        let first = week_of(*day, case.week_start);
        if weeks.last().is_none_or(|week| week.week_of != first) {
            let whole = each_day(first, stepped(first, 6));
            let complete = whole.iter().all(|day| inside.contains(day) && *day < case.today);
            weeks.push(Week { week_of: first, attended: 0, complete, met: false });
        }
        let week = weeks.last_mut().unwrap();
        week.attended += on(case, *day);
        week.met = week.attended >= case.goal;
    }
    weeks
}

/// For every week of the whole history up to this one, whether it is met; this week last.
fn all_weeks_met(case: &Attended) -> Vec<bool> {
    let first = case.days.first().copied().unwrap_or(case.today).min(case.today);
    let this_week = week_of(case.today, case.week_start);
    let mut met = Vec::new();
    let mut week = week_of(first, case.week_start);
    while week <= this_week {
        let count: i64 = each_day(week, stepped(week, 6)).into_iter().map(|day| on(case, day)).sum();
        met.push(count >= case.goal);
        week = stepped(week, 7);
    }
    met
}

#[test]
fn weeks_and_their_shares_equal_a_walk_over_the_window() {
    holds(1000, attended(), |case| {
        let counted = Consistency::new(&case.days, case.window, case.week_start, case.goal, case.today);
        let expected = weeks(&case);
        assert_eq!(counted.weeks, expected);
        let complete: Vec<&Week> = expected.iter().filter(|week| week.complete).collect();
        let met = complete.iter().filter(|week| week.met).count();
        assert_eq!((counted.complete_weeks, counted.weeks_met), (complete.len() as i64, met as i64));
        assert_eq!(counted.consistency, (!complete.is_empty()).then(|| met as f64 / complete.len() as f64));

        let inside = each_day(case.window.since, case.window.until);
        let meetings: i64 = inside.iter().map(|day| on(&case, *day)).sum();
        let days: Vec<Day> = inside.iter().copied().filter(|day| on(&case, *day) > 0).collect();
        assert_eq!((counted.meetings, counted.days_attended), (meetings, days.len() as i64));
        assert!((counted.per_week - meetings as f64 * 7.0 / inside.len() as f64).abs() < 1e-9);
    });
}

#[test]
fn gaps_and_the_last_attendance_equal_a_walk_over_the_days() {
    holds(400, attended(), |case| {
        let counted = Consistency::new(&case.days, case.window, case.week_start, case.goal, case.today);
        let (mut longest, mut last) = (None, None);
        for day in each_day(case.window.since, case.window.until).into_iter().filter(|day| on(&case, *day) > 0) {
            if let Some(last) = last {
                longest = longest.max(Some(each_day(last, day).len() as i64 - 1));
            }
            last = Some(day);
        }
        assert_eq!(counted.longest_gap_days, longest);
        let since_last = case
            .days
            .iter()
            .filter(|day| **day <= case.today)
            .map(|day| each_day(*day, case.today).len() as i64 - 1)
            .min();
        assert_eq!(counted.days_since_last, since_last);
    });
}

#[test]
fn the_streak_of_weeks_looks_over_the_whole_history_and_this_week_breaks_nothing() {
    holds(600, attended(), |case| {
        let counted = Consistency::new(&case.days, case.window, case.week_start, case.goal, case.today);
        let met = all_weeks_met(&case);
        let (this_week, complete) = met.split_last().unwrap();
        let before = complete.iter().rev().take_while(|met| **met).count() as i64;
        let longest = met.split(|met| !met).map(<[bool]>::len).max().unwrap_or(0) as i64;
        assert_eq!(counted.week_streak, before + i64::from(*this_week));
        assert_eq!(counted.longest_week_streak, longest);
    });
}

#[test]
fn the_usual_window_is_twelve_whole_weeks_and_this_one_so_far() {
    holds(200, (any_day(), prop::sample::select(WEEKDAYS.to_vec())), |(today, week_start)| {
        let case = Attended { days: Vec::new(), window: Window::usual(today, week_start), week_start, goal: 1, today };
        let weeks = weeks(&case);
        assert_eq!(weeks.iter().filter(|week| week.complete).count(), 12);
        assert_eq!(weeks.last().map(|week| (week.week_of, week.complete)), Some((week_of(today, week_start), false)));
        assert_eq!((weeks.len(), case.window.until), (13, today));
    });
}

#[test]
fn so_many_in_so_many_days_stands_as_a_walk_over_those_days_finds() {
    let attended = prop::collection::vec(0..140_i64, 0..120);
    let goal = (1..100_i64, 1..100_i64, 0..40_i64, any::<bool>());
    holds(
        1500,
        (any_day(), attended, goal, 0..160_i64),
        |(base, mut attended, (meetings, days, from, once), today)| {
            attended.sort_unstable();
            let attended: Vec<Day> = attended.into_iter().map(|offset| stepped(base, offset)).collect();
            let (from, today) = (stepped(base, from), stepped(base, today));
            let target = Target::InDays { days, from, once_a_day: once };
            let pace = Pace::new(&Goal { id: id(0), meetings, target, recorded_at: noon() }, &attended, today).unwrap();

            let (mut count, mut gone, mut left) = (0, 0, 0);
            for day in each_day(from, stepped(from, days - 1)) {
                let here = attended.iter().filter(|other| **other == day && day <= today).count() as i64;
                count += if once { here.min(1) } else { here };
                // Today counts as left until it is over.
                if day < today {
                    gone += 1;
                } else {
                    left += 1;
                }
            }
            assert_eq!((pace.attended, pace.days_left), (count, left));
            assert_eq!((pace.target, pace.days, pace.from), (meetings, days, from));
            assert_eq!(pace.until, stepped(from, days - 1));
            let missing = (meetings - count).max(0);
            assert_eq!(pace.needed_per_day, (left > 0).then(|| missing as f64 / left as f64));
            // As many as the days that have gone by ask for, at meetings/days for each of them.
            let asked = meetings * gone;
            assert_eq!(pace.on_pace, missing == 0 || (left > 0 && count * days >= asked));
        },
    );
}
