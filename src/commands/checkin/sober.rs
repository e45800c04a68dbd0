//! The answer "sober": for which clocks it is meant.

use std::str::FromStr;

use super::super::clock::new_clock;
use super::super::find;
use crate::app::App;
use crate::domain::checkin::{Checkin, Sober};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::invalid::Invalid;
use crate::error::{Error, Result};
use crate::store::Writer;
use crate::view::document::{Block, Line};
use crate::view::words::{dated, near};

/// Sober for every clock that counts, or for those named.
#[derive(Debug, Clone)]
pub(super) struct SoberArg(Vec<String>);

impl SoberArg {
    /// For every clock that counts.
    pub(super) fn all() -> Self {
        Self(Vec::new())
    }

    /// The word that an edit takes for no answer.
    pub(super) fn is_none(&self) -> bool {
        self.0 == ["none"]
    }

    /// For these.
    pub(super) fn only(names: Vec<String>) -> Self {
        Self(names)
    }
}

impl FromStr for SoberArg {
    type Err = Invalid;

    fn from_str(text: &str) -> std::result::Result<Self, Invalid> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        Ok(Self(names.map(str::to_owned).collect()))
    }
}

/// What the first clock is called when someone says sober before there is any.
const FIRST_CLOCK: &str = "sobriety";

/// The clocks that the answer is meant for. Where there is none at all yet, the first one begins on `day`.
pub(super) fn meant(
    app: &App<'_>,
    writer: &Writer<'_>,
    wanted: &SoberArg,
    day: Day,
    clocks: &mut Vec<Clock>,
    more: &mut Vec<Block>,
) -> Result<Vec<Clock>> {
    if clocks.is_empty() && wanted.0.is_empty() {
        let clock = new_clock(app, FIRST_CLOCK.parse()?, day, app.settings.programme.clone())?;
        writer.insert(&clock)?;
        more.push(Block::Text(Line::from(format!(
            "Started a clock named \"{FIRST_CLOCK}\"; its first sober day is {}. An earlier one: onward clock edit {FIRST_CLOCK} --since DAY",
            near(day, app.today)
        ))));
        clocks.push(clock.clone());
        return Ok(vec![clock]);
    }
    if wanted.0.is_empty() {
        let active: Vec<Clock> = clocks.iter().filter(|clock| clock.active_on(day)).cloned().collect();
        return if active.is_empty() { Err(none_counts(day)) } else { Ok(active) };
    }
    let mut named: Vec<Clock> = Vec::new();
    for name in &wanted.0 {
        let clock: Clock = find::one(writer, name)?;
        if !clock.active_on(day) {
            return Err(does_not_count(&clock, day));
        }
        if named.iter().all(|other| other.id != clock.id) {
            named.push(clock);
        }
    }
    Ok(named)
}

/// The answer of a check-in for one clock.
pub(super) fn answer(checkin: &Checkin, clock: &Clock) -> Sober {
    Sober { checkin_id: checkin.id, day: checkin.day, clock_id: Some(clock.id), clock: clock.name.clone() }
}

fn none_counts(day: Day) -> Error {
    Error::refused(format!("no clock was counting on {}", dated(day)))
        .hint("record it without --sober, or move a clock's first sober day: onward clock edit NAME --since DAY")
}

/// The refusal of a day on which a clock does not count.
pub fn does_not_count(clock: &Clock, day: Day) -> Error {
    let name = &clock.name;
    match clock.stopped_on {
        Some(stopped) if day > stopped => Error::refused(format!("the clock \"{name}\" stopped on {}", dated(stopped)))
            .hint(format!("let it count again: onward clock stop {} --off", crate::view::words::typed(name.as_str()))),
        _ => Error::refused(format!(
            "{} lies before the first sober day of \"{name}\", {}",
            dated(day),
            dated(clock.since)
        ))
        .hint(format!("move it: onward clock edit {} --since {day}", crate::view::words::typed(name.as_str()))),
    }
}
