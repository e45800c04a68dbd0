//! The days of a calendar against `streak`, which counts them without drawing them, and against a walk over every day.

use std::collections::BTreeSet;

use onward::commands::standing::standing;
use onward::domain::calendar::{ClockDays, DayCount, DayState, StateCounts};
use onward::domain::checkin::Sober;
use onward::domain::clock::Clock;
use onward::domain::consistency::Window;
use onward::domain::day::Day;
use onward::domain::sobriety::Sobriety;
use onward::store::Store;
use onward::view::streak::TodayStatus;
use proptest::prelude::*;

use crate::laws::{any_day, checkin, each_day, holds, id, stepped, written};
use crate::sobriety::{History, clock, histories, slip};

/// A store with this clock, its slips and the days on which it was called sober.
fn kept(history: &History, clock: &Clock, said: &BTreeSet<Day>) -> Store {
    let store = Store::in_memory().unwrap();
    written(&store, |writer| {
        writer.insert(clock)?;
        for (number, used) in history.slips.iter().enumerate() {
            writer.insert(&slip(10 + number, clock, *used))?;
        }
        for (nth, day) in said.iter().enumerate() {
            // A second one on the same day is still one day.
            for number in [1000 + nth, 100_000 + nth].into_iter().take(1 + nth % 2) {
                writer.insert(&checkin(number, *day))?;
                let (checkin_id, clock_id) = (id(number), Some(clock.id));
                writer.insert_sober(&[Sober { checkin_id, day: *day, clock_id, clock: clock.name.clone() }])?;
            }
        }
        Ok(())
    });
    store
}

fn days_of(store: &Store, clock: &Clock, today: Day, window: Window) -> ClockDays {
    let on = clock.counted_on(today);
    let counted = Sobriety::new(clock.since, &store.uses_of(clock, on).unwrap(), on);
    ClockDays::new(clock.since, &counted, &store.said_sober(clock, window).unwrap(), on, window)
}

fn added(counts: &[StateCounts]) -> StateCounts {
    counts.iter().fold(StateCounts::default(), |sum, one| StateCounts {
        tracked_days: sum.tracked_days + one.tracked_days,
        sober_days: sum.sober_days + one.sober_days,
        used_days: sum.used_days + one.used_days,
        confirmed_days: sum.confirmed_days + one.confirmed_days,
        unconfirmed_days: sum.unconfirmed_days + one.unconfirmed_days,
        not_tracked_days: sum.not_tracked_days + one.not_tracked_days,
    })
}

/// What a day is, looked at by itself.
fn looked_at(history: &History, on: Day, said: &BTreeSet<Day>, day: Day) -> DayState {
    let used = history.slips.iter().any(|slip| slip.from <= on && slip.covers(day));
    match () {
        () if day < history.since || day > on => DayState::NotTracked,
        () if used => DayState::Used,
        () if said.contains(&day) => DayState::Confirmed,
        () => DayState::Unconfirmed,
    }
}

#[test]
fn the_counts_of_a_calendar_are_those_of_the_streak() {
    let said = prop::collection::btree_set(-6..85_i64, 0..60);
    let stopped = prop::option::weighted(0.3, 0..60_i64);
    holds(150, (histories(), said, stopped, 0..40_i64), |(history, said, stopped, cut)| {
        let said: BTreeSet<Day> = said.into_iter().map(|day| stepped(history.since, day)).collect();
        let stopped_on = stopped.map(|day| stepped(history.since, day));
        let clock = Clock { stopped_on, ..clock(0, "this", history.since) };
        let (today, on) = (history.today, clock.counted_on(history.today));
        let store = kept(&history, &clock, &said);
        let before = stepped(history.since, -10);
        let found = days_of(&store, &clock, today, Window { since: before, until: today });

        let streak = standing(&store, &clock, today).unwrap();
        let counts = found.counts;
        assert_eq!((counts.tracked_days, counts.sober_days), (streak.tracked_days, streak.sober_days));
        assert_eq!((counts.used_days, counts.confirmed_days), (streak.used_days, streak.confirmed_days));
        let begun = clock.since <= on;
        assert_eq!(found.today.map(DayState::as_str), streak.today.filter(|_| begun).map(TodayStatus::as_str));

        // Every day by itself, and every day is in one count, but for the one that is not over.
        for day in &found.days {
            assert_eq!(day.state, looked_at(&history, on, &said, day.day), "{}", day.day);
        }
        let all = counts.tracked_days + counts.not_tracked_days + i64::from(begun);
        assert_eq!(all, found.days.len() as i64);

        // Cut anywhere, the two parts have the same days.
        let cut = stepped(before, cut).min(today);
        let first = days_of(&store, &clock, today, Window { since: before, until: cut });
        let rest = days_of(&store, &clock, today, Window { since: stepped(cut, 1), until: today });
        assert_eq!(added(&[first.counts, rest.counts]), counts);
        assert_eq!([first.days, rest.days].concat(), found.days);
    });
}

#[test]
fn every_time_on_a_day_of_the_window_is_counted_once() {
    let days = prop::collection::vec(-10..60_i64, 0..120);
    holds(300, (any_day(), days, 0..50_i64), |(since, days, length)| {
        let mut days: Vec<Day> = days.into_iter().map(|day| stepped(since, day)).collect();
        days.sort_unstable();
        let window = Window { since, until: stepped(since, length) };
        let found = DayCount::each(&days, window);
        let expected: Vec<(Day, u32)> = each_day(window.since, window.until)
            .into_iter()
            .map(|day| (day, days.iter().filter(|other| **other == day).count() as u32))
            .collect();
        assert_eq!(found.iter().map(|day| (day.day, day.count)).collect::<Vec<_>>(), expected);
    });
}
