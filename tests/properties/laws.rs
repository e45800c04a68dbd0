//! What all laws share: how one is tried, random days, and the records that a store is filled with.

use chrono::NaiveDate;
use onward::domain::checkin::Checkin;
use onward::domain::day::Day;
use onward::domain::id::Id;
use onward::domain::moment::Moment;
use onward::error::Result;
use onward::store::{NewStep, Store, Writer};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use uuid::Uuid;

/// Tries `law` on so many random values, the same ones on every machine and in every run. It fails by
/// panicking; the smallest value that breaks it is shown.
pub(crate) fn holds<S: Strategy>(cases: u32, values: S, law: impl Fn(S::Value)) {
    let rng_seed = RngSeed::Fixed(0x6f6e_7764);
    let config = Config { cases, rng_seed, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&values, |value| {
        law(value);
        Ok(())
    });
    if let Err(broken) = tried {
        panic!("{broken}");
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn date(day: Day) -> NaiveDate {
    day.to_string().parse().unwrap()
}

/// Every day from `first` to `last`, both included, one after the other; none when `last` comes first.
pub(crate) fn each_day(first: Day, last: Day) -> Vec<Day> {
    let mut days = Vec::new();
    let mut at = date(first);
    while at <= date(last) {
        days.push(Day::new(at).unwrap());
        at = at.succ_opt().unwrap();
    }
    days
}

/// So many days later, or earlier, one step at a time.
pub(crate) fn stepped(from: Day, days: i64) -> Day {
    let mut at = date(from);
    for _ in 0..days.abs() {
        at = if days < 0 { at.pred_opt().unwrap() } else { at.succ_opt().unwrap() };
    }
    Day::new(at).unwrap()
}

/// Any day from 1950 to 2100, with the ends of February and of the year as often as all others together.
pub(crate) fn any_day() -> impl Strategy<Value = Day> {
    let any = (1950..2100_i32, 1..=366_u32).prop_filter_map("a day of that year", |(year, nth)| {
        NaiveDate::from_yo_opt(year, nth).and_then(|date| Day::new(date).ok())
    });
    let edges = [(1, 1), (1, 29), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (8, 31), (12, 31)];
    let edge = (1950..2100_i32, prop::sample::select(edges.to_vec()))
        .prop_filter_map("a day that the year has", |(year, (month, day))| {
            NaiveDate::from_ymd_opt(year, month, day).and_then(|date| Day::new(date).ok())
        });
    prop_oneof![any, edge]
}

/// An id that is the same in every run.
pub(crate) fn id(number: usize) -> Id {
    Id::new(Uuid::from_u128(number as u128 + 1))
}

pub(crate) fn noon() -> Moment {
    "2026-11-23T12:00:00+00:00".parse().unwrap()
}

/// A check-in that says nothing but its day.
pub(crate) fn checkin(number: usize, day: Day) -> Checkin {
    Checkin {
        id: id(number),
        day,
        mood: None,
        craving: None,
        anxiety: None,
        connection: None,
        halt: Vec::new(),
        gratitude: None,
        note: None,
        recorded_at: noon(),
        source: None,
    }
}

/// Writes to the store in one step.
pub(crate) fn written(store: &Store, change: impl FnOnce(&Writer<'_>) -> Result<()>) {
    let step = NewStep { id: id(usize::MAX - 1), at: noon(), command: "test" };
    store.write(&step, |writer| Ok((String::new(), change(writer)?))).unwrap();
}
