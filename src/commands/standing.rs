//! How a clock stands: what the store holds of it, counted by the domain.

use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::slip::Used;
use crate::domain::sobriety::Sobriety;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::streak::{ClockStanding, TodayStatus};

/// What is counted about a clock as of `today`, or the day it stopped.
///
/// # Errors
/// When the data file cannot be read.
pub fn sobriety(store: &Store, clock: &Clock, today: Day) -> Result<Sobriety> {
    let on = clock.counted_on(today);
    Ok(Sobriety::new(clock.since, &store.uses_of(clock, on)?, on))
}

/// How many of the sober days have a check-in that said so.
///
/// # Errors
/// When the data file cannot be read.
pub fn confirmed_days(store: &Store, clock: &Clock, counted: &Sobriety) -> Result<i64> {
    counted.sober_spans().map(|(first, last)| store.days_said_sober(clock, first, last)).sum()
}

/// All that is said about a clock as of `today`.
///
/// # Errors
/// When the data file cannot be read.
pub fn standing(store: &Store, clock: &Clock, today: Day) -> Result<ClockStanding> {
    let on = clock.counted_on(today);
    let uses = store.uses_of(clock, on)?;
    let status = if uses.iter().any(|used| used.covers(on)) {
        TodayStatus::Used
    } else if store.days_said_sober(clock, on, on)? > 0 {
        TodayStatus::Confirmed
    } else {
        TodayStatus::Unconfirmed
    };
    counted_as(store, clock, &uses, Some(status), on)
}

/// All that is said about a clock at the end of `last`, a day that is over; what came after it is left aside.
///
/// # Errors
/// When the data file cannot be read.
pub fn standing_after(store: &Store, clock: &Clock, last: Day) -> Result<ClockStanding> {
    let on = clock.counted_on(last.next());
    counted_as(store, clock, &uses_until(store, clock, last)?, None, on)
}

/// The days of use on a clock that had begun by this day, without what came after it.
///
/// # Errors
/// When the data file cannot be read.
pub fn uses_until(store: &Store, clock: &Clock, last: Day) -> Result<Vec<Used>> {
    let until = |used: Used| Used { to: used.to.filter(|to| *to <= last), ..used };
    Ok(store.uses_of(clock, last)?.into_iter().map(until).collect())
}

fn counted_as(
    store: &Store,
    clock: &Clock,
    uses: &[Used],
    today: Option<TodayStatus>,
    on: Day,
) -> Result<ClockStanding> {
    let counted = Sobriety::new(clock.since, uses, on);
    let confirmed = confirmed_days(store, clock, &counted)?;
    let standing = ClockStanding::new(clock, &counted, uses.len(), confirmed, today, on);
    // Without a programme there are no words to look up.
    Ok(if clock.programme.is_some() { standing.spoken(&store.own_programmes()?) } else { standing })
}

/// The clocks that were named, or all that are shown without being named.
///
/// # Errors
/// When a name fits none or several.
pub fn chosen(store: &Store, names: &[String], all: bool) -> Result<Vec<Clock>> {
    if names.is_empty() {
        return Ok(store.clocks()?.into_iter().filter(|clock| all || clock.visible()).collect());
    }
    let mut chosen: Vec<Clock> = Vec::with_capacity(names.len());
    for name in names {
        let clock: Clock = super::find::one(store, name)?;
        if chosen.iter().all(|other| other.id != clock.id) {
            chosen.push(clock);
        }
    }
    Ok(chosen)
}

/// The clock that was named, or the only one that counts on `day`.
///
/// # Errors
/// When none was named and there is not exactly one.
pub fn named_or_only(store: &Store, name: Option<&str>, day: Day) -> Result<Clock> {
    if let Some(name) = name {
        return super::find::one(store, name);
    }
    let mut clocks: Vec<Clock> = store.clocks()?.into_iter().filter(|clock| clock.active_on(day)).collect();
    match (clocks.pop(), clocks.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::refused("no clock is counting").hint("onward clock add alcohol --since 2026-01-01")),
        (Some(_), false) => {
            Err(Error::usage("CLOCK is missing, and more than one is counting").hint("`onward clock list` shows them"))
        }
    }
}
