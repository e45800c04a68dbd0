//! Runs, full days and shares against a walk over every day; confirmed days through the store.

use std::collections::BTreeSet;

use onward::domain::checkin::Sober;
use onward::domain::clock::Clock;
use onward::domain::consistency::Window;
use onward::domain::day::Day;
use onward::domain::milestone::MilestoneSet;
use onward::domain::slip::{Slip, Used};
use onward::domain::sobriety::{Run, Sobriety, Status};
use onward::store::Store;
use proptest::prelude::*;

use crate::laws::{any_day, checkin, day, each_day, holds, id, noon, stepped, written};

/// One clock's history as of one day.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) since: Day,
    pub(crate) slips: Vec<Used>,
    pub(crate) today: Day,
}

/// Slips that overlap, touch, lie before the first sober day, end today or later, or begin after today; one
/// of them may be ongoing.
pub(crate) fn histories() -> impl Strategy<Value = History> {
    let slips = prop::collection::vec((-12..90_i64, 0..14_i64), 0..9);
    let ongoing = prop::option::weighted(0.3, -12..90_i64);
    (any_day(), -6..80_i64, slips, ongoing).prop_map(|(since, age, slips, ongoing)| {
        let ended = slips.into_iter().map(|(from, more)| (from, Some(from + more)));
        let all = ended.chain(ongoing.map(|from| (from, None)));
        let used = all.map(|(from, to)| Used { from: stepped(since, from), to: to.map(|to| stepped(since, to)) });
        History { since, slips: used.collect(), today: stepped(since, age) }
    })
}

/// What a walk over every day finds.
#[derive(Debug, PartialEq)]
struct Walked {
    status: Status,
    runs: Vec<Run>,
    sober_since: Option<Day>,
    full_days: i64,
    day_number: Option<i64>,
    longest_days: i64,
    tracked: BTreeSet<Day>,
    used: BTreeSet<Day>,
}

impl Walked {
    fn sober(&self) -> Vec<Day> {
        self.tracked.difference(&self.used).copied().collect()
    }
}

fn walk(History { since, slips, today }: &History) -> Walked {
    let (since, today) = (*since, *today);
    // What begins after today was recorded east of here, and has not happened yet.
    let begun: Vec<Used> = slips.iter().copied().filter(|slip| slip.from <= today).collect();
    let is_used = |day: Day| begun.iter().any(|slip| slip.from <= day && slip.to.is_none_or(|to| day <= to));

    let mut runs: Vec<Run> = Vec::new();
    let mut in_run = false;
    for day in each_day(since, today) {
        if is_used(day) {
            in_run = false;
            continue;
        }
        if !in_run {
            runs.push(Run { from: day, to: Some(day), days: 0 });
            in_run = true;
        }
        let run = runs.last_mut().unwrap();
        run.to = Some(day);
        // Today is not over, so it is no full day of any run.
        run.days += i64::from(day < today);
    }
    if in_run {
        runs.last_mut().unwrap().to = None;
    }
    let current = runs.last().copied().filter(|run| run.to.is_none());

    let ongoing = begun.iter().any(|slip| slip.to.is_none());
    let status = match current {
        _ if ongoing => Status::OngoingSlip,
        Some(_) => Status::Sober,
        None => Status::StartsTomorrow,
    };
    let mut next = stepped(today, 1).max(since);
    while status == Status::StartsTomorrow && is_used(next) {
        next = stepped(next, 1);
    }
    let tracked: BTreeSet<Day> = each_day(since, today).into_iter().filter(|day| *day < today).collect();
    Walked {
        sober_since: match status {
            Status::Sober => current.map(|run| run.from),
            Status::StartsTomorrow => Some(next),
            Status::OngoingSlip => None,
        },
        status,
        full_days: current.map_or(0, |run| run.days),
        day_number: current.map(|run| run.days + 1),
        longest_days: runs.iter().map(|run| run.days).max().unwrap_or(0),
        used: tracked.iter().copied().filter(|day| is_used(*day)).collect(),
        tracked,
        runs,
    }
}

/// Every count of the product equals the walk's.
fn agrees(history: &History) {
    let counted = Sobriety::new(history.since, &history.slips, history.today);
    let walked = walk(history);
    assert_eq!(counted.status, walked.status);
    assert_eq!(counted.runs, walked.runs);
    assert_eq!(counted.sober_since, walked.sober_since);
    assert_eq!((counted.full_days, counted.day_number), (walked.full_days, walked.day_number));
    assert_eq!(counted.longest_days, walked.longest_days);
    assert_eq!(counted.tracked_days, walked.tracked.len() as i64);
    assert_eq!(counted.used_days, walked.used.len() as i64);
    assert_eq!(counted.sober_days, walked.sober().len() as i64);
    assert_eq!(counted.sober_days + counted.used_days, counted.tracked_days);
    let share = (!walked.tracked.is_empty()).then(|| walked.sober().len() as f64 / walked.tracked.len() as f64);
    assert_eq!(counted.sober_share(), share);
    let spanned: Vec<Day> = counted.sober_spans().flat_map(|(first, last)| each_day(first, last)).collect();
    assert_eq!(spanned, walked.sober());
}

#[test]
fn every_count_of_a_clock_equals_a_walk_over_its_days() {
    holds(4000, histories(), |history| agrees(&history));
}

#[test]
fn the_longest_run_of_some_days_is_their_longest_stretch_that_was_sober() {
    holds(1000, (histories(), -10..40_i64, 0..60_i64), |(history, first, days)| {
        let since = stepped(history.since, first);
        let window = Window { since, until: stepped(since, days) };
        let sober = walk(&history).sober();
        let (mut longest, mut so_far) = (0, 0);
        for day in each_day(window.since, window.until) {
            so_far = if sober.contains(&day) { so_far + 1 } else { 0 };
            longest = longest.max(so_far);
        }
        let counted = Sobriety::new(history.since, &history.slips, history.today);
        assert_eq!(counted.longest_within(window), longest);
    });
}

#[test]
fn the_order_in_which_slips_were_recorded_changes_nothing() {
    let shuffled = histories().prop_flat_map(|history| (Just(history.clone()), Just(history.slips).prop_shuffle()));
    holds(500, shuffled, |(history, slips)| {
        let counted = Sobriety::new(history.since, &slips, history.today);
        assert_eq!(counted, Sobriety::new(history.since, &history.slips, history.today));
    });
}

#[test]
fn another_slip_erases_no_run_that_was_over_before_it() {
    holds(500, (histories(), 0..80_i64, 0..14_i64), |(history, from, more)| {
        let from = stepped(history.since, from);
        let mut slips = history.slips.clone();
        slips.push(Used { from, to: Some(stepped(from, more)) });
        let over = |run: &Run| run.to.is_some_and(|to| to < from);
        let before = Sobriety::new(history.since, &history.slips, history.today);
        let after = Sobriety::new(history.since, &slips, history.today);
        let kept: Vec<Run> = before.runs.iter().copied().filter(over).collect();
        assert_eq!(after.runs[..kept.len()], kept);
    });
}

pub(crate) fn clock(number: usize, name: &str, since: Day) -> Clock {
    Clock {
        id: id(number),
        name: name.parse().unwrap(),
        since,
        programme: None,
        milestones: MilestoneSet::Plain,
        hidden: false,
        stopped_on: None,
        recorded_at: noon(),
    }
}

pub(crate) fn slip(number: usize, clock: &Clock, used: Used) -> Slip {
    let (clock_id, clock) = (Some(clock.id), clock.name.clone());
    Slip { id: id(number), clock_id, clock, used, trigger: None, note: None, recorded_at: noon(), source: None }
}

/// Which of the two clocks a check-in called sober.
#[derive(Debug, Clone, Copy)]
struct Said {
    day: i64,
    this: bool,
    other: bool,
}

/// Records it all and asks the store; a tracked day is confirmed when the clock was called sober on it and no
/// slip covers it.
fn confirmed_as_walked(history: &History, said: &[Said]) {
    let store = Store::in_memory().unwrap();
    let (this, other) = (clock(0, "this", history.since), clock(1, "other", history.since));
    let answer = |clock: &Clock, number: usize, day: Day| Sober {
        checkin_id: id(number),
        day,
        clock_id: Some(clock.id),
        clock: clock.name.clone(),
    };
    let mut said_sober: BTreeSet<Day> = BTreeSet::new();
    written(&store, |writer| {
        writer.insert(&this)?;
        writer.insert(&other)?;
        for (number, used) in history.slips.iter().enumerate() {
            writer.insert(&slip(10 + number, &this, *used))?;
        }
        for (nth, said) in said.iter().enumerate() {
            let (number, day) = (1000 + nth, stepped(history.since, said.day));
            writer.insert(&checkin(number, day))?;
            let mut answers = Vec::new();
            if said.this {
                answers.push(answer(&this, number, day));
                said_sober.insert(day);
            }
            if said.other {
                answers.push(answer(&other, number, day));
            }
            writer.insert_sober(&answers)?;
        }
        Ok(())
    });
    let uses = store.uses_of(&this, history.today).unwrap();
    let counted = Sobriety::new(this.since, &uses, history.today);
    let of_span = |(first, last)| store.days_said_sober(&this, first, last).unwrap();
    let confirmed: i64 = counted.sober_spans().map(of_span).sum();
    let walked = walk(history).sober().iter().filter(|day| said_sober.contains(day)).count();
    assert_eq!(confirmed, walked as i64);
}

#[test]
fn a_tracked_day_is_confirmed_when_it_was_called_sober_and_no_slip_covers_it() {
    let said = (-6..85_i64, any::<bool>(), any::<bool>()).prop_map(|(day, this, other)| Said { day, this, other });
    holds(80, (histories(), prop::collection::vec(said, 0..60)), |(history, said)| {
        confirmed_as_walked(&history, &said);
    });
}

#[test]
fn sixty_years_add_up_to_the_day() {
    let slips = prop::collection::vec((0..21_900_i64, 0..120_i64), 0..80);
    let ongoing = prop::option::weighted(0.3, 21_000..21_900_i64);
    holds(12, (any_day(), slips, ongoing), |(since, slips, ongoing)| {
        let mut used: Vec<Used> = slips
            .iter()
            .map(|(from, more)| Used { from: stepped(since, *from), to: Some(stepped(since, from + more)) })
            .collect();
        used.extend(ongoing.map(|from| Used { from: stepped(since, from), to: None }));
        agrees(&History { since, slips: used, today: stepped(since, 21_915) });
    });
}

#[test]
fn sixty_years_of_daily_check_ins_confirm_every_sober_day_and_make_one_streak() {
    let (since, today) = (day("1966-11-23"), day("2026-11-23"));
    let store = Store::in_memory().unwrap();
    let this = clock(0, "this", since);
    let slips = [
        Used { from: day("1972-02-28"), to: Some(day("1972-03-01")) },
        Used { from: day("1999-12-31"), to: Some(day("2000-01-01")) },
        Used { from: day("2000-01-01"), to: Some(day("2000-03-01")) },
    ];
    let days = each_day(since, today);
    written(&store, |writer| {
        writer.insert(&this)?;
        for (number, day) in days.iter().enumerate() {
            writer.insert(&checkin(1000 + number, *day))?;
            let (checkin_id, clock_id) = (id(1000 + number), Some(this.id));
            writer.insert_sober(&[Sober { checkin_id, day: *day, clock_id, clock: this.name.clone() }])?;
        }
        Ok(())
    });
    let history = History { since, slips: slips.to_vec(), today };
    agrees(&history);
    let counted = Sobriety::new(since, &slips, today);
    let confirmed: i64 =
        counted.sober_spans().map(|(first, last)| store.days_said_sober(&this, first, last).unwrap()).sum();
    // 60 years with 15 leap days; used were 3 days in 1972 and, from New Year's Eve on, 62 days.
    assert_eq!((counted.tracked_days, counted.used_days, confirmed), (60 * 365 + 15, 3 + 62, 60 * 365 + 15 - 65));
    let runs = store.checkin_runs().unwrap();
    assert_eq!(runs.iter().map(|run| (run.from, run.to)).collect::<Vec<_>>(), [(since, today)]);
}
