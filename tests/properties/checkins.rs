//! The stretches of days with a check-in, which the data file keeps by itself, against the days themselves.

use std::collections::BTreeSet;

use onward::domain::checkin::{Checkin, CheckinRun, CheckinStreak};
use onward::domain::day::Day;
use onward::store::Store;
use proptest::prelude::*;

use crate::laws::{any_day, checkin, each_day, holds, stepped, written};

/// What happens to check-ins. A position is taken modulo how many there are.
#[derive(Debug, Clone, Copy)]
enum Event {
    Add(i64),
    Remove(usize),
    Move(usize, i64),
    /// A change that leaves the day as it was.
    Touch(usize),
}

/// Few days and many events, so that stretches join, split and share days all the time.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        5 => (0..18_i64).prop_map(Event::Add),
        3 => any::<usize>().prop_map(Event::Remove),
        2 => (any::<usize>(), 0..18_i64).prop_map(|(nth, day)| Event::Move(nth, day)),
        1 => any::<usize>().prop_map(Event::Touch),
    ];
    prop::collection::vec(event, 1..50)
}

/// The maximal stretches among these days: a day whose yesterday is missing begins one.
fn stretches(days: &BTreeSet<Day>) -> Vec<CheckinRun> {
    let mut found: Vec<CheckinRun> = Vec::new();
    for day in days {
        if days.contains(&stepped(*day, -1)) {
            found.last_mut().unwrap().to = *day;
        } else {
            found.push(CheckinRun { from: *day, to: *day });
        }
    }
    found
}

#[test]
fn the_stretches_kept_are_those_of_the_days_after_every_change() {
    holds(120, (any_day(), events()), |(base, events)| {
        let store = Store::in_memory().unwrap();
        let mut kept: Vec<Checkin> = Vec::new();
        written(&store, |writer| {
            for (number, event) in events.iter().enumerate() {
                let count = kept.len().max(1);
                match *event {
                    Event::Add(offset) => {
                        kept.push(checkin(number, stepped(base, offset)));
                        writer.insert(kept.last().unwrap())?;
                    }
                    _ if kept.is_empty() => {}
                    Event::Remove(nth) => writer.remove(&kept.remove(nth % count))?,
                    Event::Move(nth, offset) => {
                        kept[nth % count].day = stepped(base, offset);
                        writer.update(&kept[nth % count])?;
                    }
                    Event::Touch(nth) => {
                        kept[nth % count].note = "later".parse().ok();
                        writer.update(&kept[nth % count])?;
                    }
                }
                let days = kept.iter().map(|checkin| checkin.day).collect();
                assert_eq!(writer.checkin_runs()?, stretches(&days), "after {event:?}");
            }
            Ok(())
        });
    });
}

#[test]
fn the_last_stretch_that_had_begun_is_all_that_the_current_streak_needs() {
    let days = prop::collection::btree_set(0..30_i64, 0..20);
    holds(120, (any_day(), days, 0..30_i64), |(base, offsets, today)| {
        let (days, today): (BTreeSet<Day>, Day) =
            (offsets.iter().map(|offset| stepped(base, *offset)).collect(), stepped(base, today));
        let store = Store::in_memory().unwrap();
        written(&store, |writer| {
            days.iter().enumerate().try_for_each(|(number, day)| writer.insert(&checkin(number, *day)))
        });
        let last = store.last_checkin_run(today).unwrap();
        let (short, whole) =
            (CheckinStreak::new(last.as_slice(), today), CheckinStreak::new(&store.checkin_runs().unwrap(), today));
        assert_eq!((short.streak_days, short.pending, short.last), (whole.streak_days, whole.pending, whole.last));
    });
}

#[test]
fn the_streak_is_what_a_walk_back_from_today_counts() {
    let days = prop::collection::btree_set(0..45_i64, 0..45);
    // Today may come before the last entries: they were written east of here.
    holds(2000, (any_day(), days, -2..50_i64), |(base, offsets, today)| {
        let days: BTreeSet<Day> = offsets.iter().map(|offset| stepped(base, *offset)).collect();
        let today = stepped(base, today);
        let back_from = |last: Day| {
            let mut count = 0;
            let mut at = last;
            while days.contains(&at) {
                count += 1;
                at = stepped(at, -1);
            }
            count
        };
        let checked_in_today = days.contains(&today);
        let streak = if checked_in_today { back_from(today) } else { back_from(stepped(today, -1)) };
        let past: Vec<Day> = each_day(stepped(base, -5), today).into_iter().filter(|day| days.contains(day)).collect();
        let longest = past.iter().map(|day| back_from(*day)).max().unwrap_or(0);

        let counted = CheckinStreak::new(&stretches(&days), today);
        assert_eq!((counted.streak_days, counted.longest_days), (streak, longest));
        assert_eq!(counted.pending, streak > 0 && !checked_in_today);
        assert_eq!((counted.days, counted.last), (past.len() as i64, past.last().copied()));
    });
}
