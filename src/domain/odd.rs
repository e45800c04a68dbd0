//! Whether what the machine says of the time can be: its clock, and the zone it is set to.
//!
//! Nothing is refused for it. Days are counted by what the machine says, so the person is told where that is odd.

use chrono::{Datelike, TimeDelta};

use super::finding::{Finding, State};
use super::moment::Moment;

/// The year in which this version was made. No clock that is right shows an earlier one.
const MADE_IN: i32 = 2026;

/// How far behind the newest record a clock may be without a word: a journey and a clock that is set right take no more.
const BEHIND_HOURS: i64 = 25;

/// What the doctor says of a clock that shows `now`, with the latest instant at which something was written down.
pub fn look_at_clock(now: Moment, last_written: Option<Moment>) -> Finding {
    let told = |moment: Moment| moment.at().format("%-d %B %Y").to_string();
    let behind = |last: &Moment| last.at() - now.at() > TimeDelta::hours(BEHIND_HOURS);
    let wrong = |why: String| {
        let said = format!("this machine's clock says {}, and {why}; set its date and time", told(now));
        Finding::new("clock", State::Wrong, said)
    };
    match last_written.filter(behind) {
        Some(last) => wrong(format!("something was recorded on {} already", told(last))),
        None if now.at().year() < MADE_IN => wrong(format!("this program is of {MADE_IN}")),
        None => Finding::new("clock", State::Fine, "this machine's clock is not behind what is recorded"),
    }
}

/// What the doctor says of a zone that is none: the value of `TZ`, and what the time is told by in its place.
pub fn look_at_zone(named: &str, now: Moment) -> Finding {
    Finding::new("zone", State::Wrong, zone_in_words(named, now))
}

/// The same in words.
pub fn zone_in_words(named: &str, now: Moment) -> String {
    let offset = now.at().format("%:z");
    format!(
        "TZ is \"{named}\", which is no time zone, so times are told by UTC{offset}; \
         set TZ to a name like Europe/London, or unset it"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, last: Option<&str>) -> (State, String) {
        let found = look_at_clock(now.parse().unwrap(), last.map(|last| last.parse().unwrap()));
        (found.state, found.said)
    }

    #[test]
    fn a_clock_is_odd_when_it_is_behind_what_is_recorded_or_older_than_the_program() {
        let last = Some("2026-11-23T21:30:00+00:00");
        assert_eq!(clock("2026-11-23T21:00:00+00:00", last).0, State::Fine);
        assert_eq!(clock("2026-11-22T21:30:00-01:00", last).0, State::Fine, "a day is how far clocks are set");
        let (state, said) = clock("2026-11-20T21:30:00+00:00", last);
        assert_eq!(state, State::Wrong);
        assert!(said.contains("20 November 2026") && said.contains("23 November 2026"), "{said}");
        assert_eq!(clock("1965-01-01T00:00:00+00:00", None).0, State::Wrong);
        assert_eq!(clock("9999-12-31T00:00:00+00:00", last).0, State::Fine);
        assert_eq!(clock("2026-01-01T00:00:00+00:00", None).0, State::Fine);
    }
}
