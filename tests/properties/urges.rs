//! The patterns of urges against a slow count, and the turns of small good things against a walk over days.

use chrono::{Datelike, Weekday};
use onward::domain::day::Day;
use onward::domain::kept::turn;
use onward::domain::mood::{Halt, Scale};
use onward::domain::statistics::Median;
use onward::domain::urge::{Choice, Minutes, Outcome, Urge};
use onward::domain::urges::{Group, OwnWords, Patterns};
use proptest::prelude::*;

use crate::laws::{any_day, date, each_day, holds, id, noon, stepped};

/// Words that are the same but for case and blanks, and others.
const WORDS: &[&str] = &["payday", "Pay day", " PAY\tDAY", "a row", "a  ROW", "straße", "Straße"];

fn scale() -> impl Strategy<Value = Scale> {
    (0..=10_i64).prop_map(|value| Scale::new(value).unwrap())
}

fn words() -> impl Strategy<Value = Option<onward::domain::text::Text>> {
    prop::option::of(prop::sample::select(WORDS).prop_map(|text| text.parse().unwrap()))
}

fn some<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop::sample::subsequence(all, 0..=all.len())
}

fn urge(base: Day) -> impl Strategy<Value = Urge> {
    let when = (0..40_i64, prop::option::of((0..24_u8, 0..60_u8)));
    let end =
        (prop::option::of(scale()), prop::option::of(0..90_i64), prop::option::of(prop::sample::select(Outcome::ALL)));
    (when, scale(), words(), some(Halt::ALL), some(Choice::ALL), words(), end).prop_map(
        move |((later, time), strength, trigger, halt, choices, did, (strength_after, minutes, outcome))| Urge {
            id: id(0),
            day: stepped(base, later),
            time: time.map(|(hour, minute)| format!("{hour:02}:{minute:02}").parse().unwrap()),
            clock_id: None,
            clock: None,
            strength,
            trigger,
            halt,
            choices,
            did,
            strength_after,
            minutes: minutes.map(|minutes| Minutes::new(minutes).unwrap()),
            outcome,
            note: None,
            recorded_at: noon(),
        },
    )
}

fn urges() -> impl Strategy<Value = Vec<Urge>> {
    any_day().prop_flat_map(|base| prop::collection::vec(urge(base), 0..60))
}

/// The middle of the sorted values, by taking away the least and the greatest until one or two are left.
fn middle(mut values: Vec<i64>) -> Option<f64> {
    values.sort_unstable();
    while values.len() > 2 {
        values.remove(0);
        values.pop();
    }
    (!values.is_empty()).then(|| values.iter().sum::<i64>() as f64 / values.len() as f64)
}

fn fall(urge: &Urge) -> Option<i64> {
    Some(i64::from(urge.strength.value()) - i64::from(urge.strength_after?.value()))
}

/// What is counted about the urges for which this holds.
fn counted(urges: &[Urge], holds: impl Fn(&Urge) -> bool) -> Group {
    let (mut group, mut falls) = (Group { urges: 0, outcomes: 0, passed: 0, fall: Median::over([]) }, Vec::new());
    for urge in urges.iter().filter(|urge| holds(urge)) {
        group.urges += 1;
        group.outcomes += usize::from(urge.outcome.is_some());
        group.passed += usize::from(urge.outcome == Some(Outcome::Passed));
        falls.extend(fall(urge));
    }
    group.fall = Median { of: falls.len(), median: if falls.len() < 8 { None } else { middle(falls) } };
    group
}

/// A text without blanks and capitals.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn words_are_counted(urges: &[Urge], found: &[OwnWords], words: impl Fn(&Urge) -> Option<&str>) {
    for group in found {
        let same = |urge: &Urge| words(urge).is_some_and(|text| bare(text) == bare(&group.words));
        assert_eq!(group.group, counted(urges, same), "{}", group.words);
        assert!(group.group.urges > 0);
    }
    let said = urges.iter().filter(|urge| words(urge).is_some()).count();
    assert_eq!(found.iter().map(|group| group.group.urges).sum::<usize>(), said);
    assert!(found.is_sorted_by(|one, other| one.group.urges >= other.group.urges));
}

#[test]
fn every_pattern_equals_a_slow_count() {
    holds(300, urges(), |urges| {
        let found = Patterns::new(&urges, Weekday::Sun);
        for hour in 0..24 {
            let begins = format!("{hour:02}:");
            let came = |urge: &&Urge| urge.time.is_some_and(|time| time.to_string().starts_with(&begins));
            assert_eq!(found.by_hour[hour], urges.iter().filter(came).count());
        }
        let parts: usize = found.by_part_of_day.iter().map(|part| part.urges).sum();
        assert_eq!(parts + found.hour_unknown, urges.len());
        for (nth, day) in found.by_weekday.iter().enumerate() {
            let on = |urge: &&Urge| date(urge.day).weekday().num_days_from_sunday() as usize == nth;
            assert_eq!(day.urges, urges.iter().filter(on).count());
        }
        for one in &found.by_halt {
            assert_eq!(one.group, counted(&urges, |urge| urge.halt.contains(&one.halt)));
        }
        words_are_counted(&urges, &found.by_trigger, |urge| urge.trigger.as_ref().map(|text| text.as_str()));
        words_are_counted(&urges, &found.by_own_words, |urge| urge.did.as_ref().map(|text| text.as_str()));
        let strengths = urges.iter().map(|urge| i64::from(urge.strength.value())).collect();
        assert_eq!(found.strength, Median { of: urges.len(), median: middle(strengths) });
    });
}

#[test]
fn a_way_is_compared_only_with_urges_on_which_something_else_was_done() {
    holds(300, urges(), |urges| {
        let found = Patterns::new(&urges, Weekday::Mon);
        let said = |urge: &Urge| !urge.choices.is_empty() || urge.did.is_some();
        assert_eq!(found.said_what_was_done, urges.iter().filter(|urge| said(urge)).count());
        for way in &found.by_choice {
            let others = counted(&urges, |urge| said(urge) && !urge.choices.contains(&way.choice)).fall;
            assert_eq!(way.group, counted(&urges, |urge| urge.choices.contains(&way.choice)));
            assert_eq!(way.others, others);
            let enough = way.group.fall.of >= 8 && others.of >= 8;
            assert_eq!(way.difference.is_some(), enough);
        }
    });
}

#[test]
fn whatever_is_kept_comes_round_once_before_anything_comes_twice() {
    holds(200, (any_day(), 1..40_u32), |(first, count)| {
        let days = each_day(first, stepped(first, i64::from(count) - 1));
        let mut turns: Vec<u32> = days.into_iter().filter_map(|day| turn(day, count)).collect();
        turns.sort_unstable();
        assert_eq!(turns, (0..count).collect::<Vec<_>>());
    });
}
