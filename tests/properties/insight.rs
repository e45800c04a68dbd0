//! What a record shows against slow counts that look at every day by itself.

use std::collections::BTreeSet;

use chrono::{Datelike, Weekday};
use onward::domain::checkin::Felt;
use onward::domain::day::Day;
use onward::domain::insight::Asked;
use onward::domain::insight::craving::{Beside, HighCraving, Side, Sighting};
use onward::domain::insight::feeling::{Measure, ThenAndNow};
use onward::domain::insight::meetings::{Days, MoodAndMeetings};
use onward::domain::insight::returns::Returns;
use onward::domain::insight::sober::SoberTime;
use onward::domain::mood::{Halt, Mood, Scale};
use onward::domain::slip::Used;
use onward::domain::sobriety::Sobriety;
use onward::domain::statistics::Spread;
use proptest::prelude::*;

use crate::laws::{any_day, date, each_day, holds, noon, stepped};

/// Check-ins and meetings of up to 140 days, in order, and the days that are asked for.
#[derive(Debug, Clone)]
struct Kept {
    felt: Vec<Felt>,
    attended: Vec<Day>,
    asked: Asked,
}

fn kept() -> impl Strategy<Value = Kept> {
    let entry = (0..140_i64, 1..=5_i64, prop::option::of(0..=10_i64), prop::sample::subsequence(Halt::ALL, 0..=4));
    let entries = prop_oneof![prop::collection::vec(entry.clone(), 0..20), prop::collection::vec(entry, 60..160)];
    let meetings = prop::collection::vec(0..140_i64, 0..60);
    (any_day(), entries, meetings, prop::option::of(0..100_i64), 100..140_i64).prop_map(
        |(base, mut entries, mut meetings, since, until)| {
            entries.sort_by_key(|(later, ..)| *later);
            meetings.sort_unstable();
            let felt = entries.into_iter().map(|(later, mood, craving, halt)| Felt {
                day: stepped(base, later),
                mood: (mood != 3).then(|| Mood::new(mood).unwrap()),
                craving: craving.map(|craving| Scale::new(craving).unwrap()),
                anxiety: None,
                connection: None,
                halt,
                recorded_at: noon(),
            });
            let until = stepped(base, until);
            Kept {
                felt: felt.collect(),
                attended: meetings.into_iter().map(|later| stepped(base, later)).collect(),
                asked: Asked {
                    since: since.map(|later| stepped(base, later)),
                    until,
                    today: stepped(base, 140),
                    week_start: Weekday::Mon,
                },
            }
        },
    )
}

/// The mood of a day, if it has one.
fn mood(kept: &Kept, day: Day) -> Option<f64> {
    let on = kept.felt.iter().filter(|felt| felt.day == day);
    let moods: Vec<f64> = on.filter_map(|felt| felt.mood).map(|mood| f64::from(mood.level())).collect();
    (!moods.is_empty()).then(|| moods.iter().sum::<f64>() / moods.len() as f64)
}

/// Whether these are the values' count and median, withheld below eight; and the quartiles part them rightly.
fn lies_rightly(found: &Spread, values: &[f64]) {
    assert_eq!(found.of, values.len());
    let (Some(lower), Some(median), Some(upper)) = (found.lower_quartile, found.median, found.upper_quartile) else {
        assert!(values.len() < 8 && found.median.is_none());
        return;
    };
    assert!(values.len() >= 8);
    let not_above = |at: f64| values.iter().filter(|value| **value <= at).count() as f64 / values.len() as f64;
    let not_below = |at: f64| values.iter().filter(|value| **value >= at).count() as f64 / values.len() as f64;
    assert!(not_above(median) >= 0.5 && not_below(median) >= 0.5);
    assert!(not_above(lower) >= 0.25 && not_below(upper) >= 0.25 && lower <= median && median <= upper);
}

fn moods_of(kept: &Kept, days: impl Iterator<Item = Day>) -> Vec<f64> {
    days.filter_map(|day| mood(kept, day)).collect()
}

#[test]
fn then_and_now_equal_a_walk_over_their_days() {
    holds(300, kept(), |kept| {
        let found = ThenAndNow::new(Measure::Mood, &kept.felt, &kept.asked);
        let now = each_day(found.now.since, found.now.until);
        assert!(now.len() as i64 == found.now.days && now.len() <= 28 && found.now.until == kept.asked.until);
        lies_rightly(&found.now.spread, &moods_of(&kept, now.iter().copied()));
        let Some(first) = found.first else { return };
        let days = each_day(first.since, first.until);
        assert!(mood(&kept, first.since).is_some() && kept.asked.holds(first.since));
        if days.iter().any(|day| now.contains(day)) || found.overlap() {
            assert_eq!((first.spread.median, found.difference), (None, None));
        } else {
            lies_rightly(&first.spread, &moods_of(&kept, days.into_iter()));
            assert_eq!(found.difference.is_some(), first.spread.of >= 8 && found.now.spread.of >= 8);
        }
    });
}

#[test]
fn every_day_since_the_first_meeting_is_of_one_kind() {
    holds(300, kept(), |kept| {
        let found = MoodAndMeetings::new(&kept.felt, &kept.attended, &kept.asked);
        let begun = kept.attended.iter().min().copied().filter(|first| *first <= kept.asked.until);
        let Some(begun) = begun else { return assert_eq!(found.since, None) };
        let begun = kept.asked.since.map_or(begun, |since| since.max(begun));
        assert_eq!(found.since, Some(begun));
        let met = |day: Day| kept.attended.contains(&day);
        let kind = |day: Day| if met(day) { 0 } else { 1 + usize::from(!met(stepped(day, -1))) };
        let all = each_day(begun, kept.asked.until);
        let matches = |found: Days, wanted: usize| {
            let days: Vec<Day> = all.iter().copied().filter(|day| kind(*day) == wanted).collect();
            assert_eq!(found.days, days.len() as i64);
            lies_rightly(&found.mood, &moods_of(&kept, days.into_iter()));
        };
        matches(found.meeting_days, 0);
        matches(found.day_after, 1);
        matches(found.other_days, 2);
    });
}

/// One side, counted slowly.
fn side(felt: &[&Felt]) -> Side {
    let high = felt.iter().filter(|felt| felt.craving.is_some_and(|craving| craving.value() >= 7)).count();
    let days = felt.iter().map(|felt| felt.day).collect::<BTreeSet<_>>().len();
    let share = (days >= 8).then(|| high as f64 / felt.len() as f64);
    Side { records: felt.len(), days, high, share }
}

fn compared<T>(found: &Beside<T>, all: &[&Felt], holds: impl Fn(&Felt) -> bool) {
    let (here, others): (Vec<&Felt>, Vec<&Felt>) = all.iter().partition(|felt| holds(felt));
    assert_eq!((found.here, found.others), (side(&here), side(&others)));
    assert_eq!(found.difference.is_some(), found.here.days >= 8 && found.others.days >= 8);
}

#[test]
fn what_goes_with_craving_equals_a_slow_count() {
    holds(300, kept(), |kept| {
        let midnight = "00:00".parse().unwrap();
        let records: Vec<Sighting<'_>> =
            kept.felt.iter().filter_map(|felt| Sighting::of_checkin(felt, midnight)).collect();
        let found = HighCraving::new(&records, Weekday::Mon);
        let all: Vec<&Felt> = kept.felt.iter().filter(|felt| felt.craving.is_some()).collect();
        assert_eq!(found.all, side(&all));
        for one in &found.by_halt {
            compared(one, &all, |felt| felt.halt.contains(&one.what.halt));
        }
        for one in &found.by_weekday {
            compared(one, &all, |felt| date(felt.day).weekday() == one.what.weekday.0);
        }
    });
}

/// A clock with slips, when it is looked at, and the days on which a check-in said sober.
fn clock() -> impl Strategy<Value = (Day, Vec<Used>, Vec<Day>, Asked)> {
    let slips = prop::collection::vec((0..400_i64, prop::option::of(0..30_i64)), 0..8);
    (any_day(), slips, prop::collection::btree_set(0..400_i64, 0..80), prop::option::of(0..300_i64), 0..400_i64)
        .prop_map(|(begun, slips, said, since, until)| {
            let used = |(from, days): (i64, Option<i64>)| {
                Used::new(stepped(begun, from), days.map(|days| stepped(begun, from + days))).unwrap()
            };
            let at = |later| stepped(begun, later);
            let since = since.filter(|since| *since <= until).map(at);
            let asked = Asked { since, until: at(until), today: at(400), week_start: Weekday::Mon };
            (begun, slips.into_iter().map(used).collect(), said.into_iter().map(at).collect(), asked)
        })
}

#[test]
fn quarters_and_returns_equal_a_walk_over_every_day() {
    holds(300, clock(), |(begun, slips, said, asked)| {
        let on = asked.counted_on();
        let counted = Sobriety::new(begun, &slips, on);
        let time = SoberTime::new(&counted, begun, &said, &asked, on);
        let used = |day: Day| slips.iter().any(|slip| slip.covers(day));
        let first = asked.since.map_or(begun, |since| since.max(begun));
        let days = each_day(first, asked.until);
        let over: Vec<Day> = days.iter().copied().filter(|day| *day < on).collect();
        let sober: Vec<Day> = over.iter().copied().filter(|day| !used(*day)).collect();
        assert_eq!((time.tracked_days, time.sober_days), (over.len() as i64, sober.len() as i64));
        for quarter in &time.quarters {
            let name = |day: Day| format!("{}-Q{}", date(day).year(), date(day).month().div_ceil(3));
            let inside = |days: &[Day]| days.iter().filter(|day| name(**day) == quarter.quarter).count() as i64;
            let confirmed: Vec<Day> = sober.iter().copied().filter(|day| said.contains(day)).collect();
            assert_eq!((quarter.tracked_days, quarter.sober_days), (inside(&over), inside(&sober)));
            assert_eq!(
                (quarter.used_days, quarter.confirmed_days),
                (inside(&over) - inside(&sober), inside(&confirmed))
            );
        }
        let returns = Returns::new(&counted, begun, &slips, &asked, on);
        let begins = |day: &&Day| used(**day) && (**day == begun || !used(stepped(**day, -1)));
        let from: Vec<Day> = days.iter().filter(begins).copied().collect();
        assert_eq!(returns.stretches.iter().map(|stretch| stretch.from).collect::<Vec<_>>(), from);
        for pair in returns.stretches.windows(2).zip(&returns.sober_days_between) {
            let (pair, between) = pair;
            let dry = each_day(pair[0].from, pair[1].from).into_iter().filter(|day| !used(*day)).count();
            assert_eq!(*between, dry as i64);
        }
        for stretch in &returns.stretches {
            if let (Some(to), Some(length)) = (stretch.to, stretch.days) {
                assert!(each_day(stretch.from, to).into_iter().all(used) && !used(stepped(to, 1)));
                assert_eq!(length, each_day(stretch.from, to).len() as i64);
            }
        }
    });
}
