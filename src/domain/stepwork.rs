//! Work on the steps of a programme: one time through one step, with whom, and what was written at it.
//!
//! Nothing of the fellowships' texts is here: a step is its number. What the log of changes calls a step is another
//! thing and stands in `step`.

use std::cmp::Reverse;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::programme::{Programme, Speech};
use super::text::{Name, Text};
use super::word::words;

words! {
    /// Where a step stands.
    State, "a state" {
        /// It was not begun yet.
        NotBegun = "not_begun",
        /// It is being worked on.
        Working = "working",
        /// It is done.
        Done = "done",
    }
}

/// One time through one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepwork {
    /// Its id.
    pub id: Id,
    /// The programme whose step it is.
    pub programme: Programme,
    /// Which step.
    pub number: u8,
    /// The day it was begun; none where only its end is known.
    pub begun_on: Option<Day>,
    /// The day it was done; none while it is being worked on.
    pub done_on: Option<Day>,
    /// The contact it is worked with; none once that contact was removed, or where it is worked alone.
    pub contact_id: Option<Id>,
    /// That contact's name when it was recorded.
    pub contact: Option<Name>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Stepwork {
    /// Whether it is being worked on.
    pub fn is_open(&self) -> bool {
        self.done_on.is_none()
    }

    /// Refuses days that cannot be: none at all, or done before it was begun.
    pub fn check(&self) -> Result<(), Invalid> {
        match (self.begun_on, self.done_on) {
            (None, None) => Err(Invalid::new("a step that was worked on was begun or done on some day")),
            (Some(begun), Some(done)) if done < begun => {
                Err(Invalid(format!("step {} was begun on {begun}; it cannot be done on {done}", self.number)))
            }
            _ => Ok(()),
        }
    }
}

/// The number of a step that this programme has.
pub fn number(wanted: u16, speech: &Speech) -> Result<u8, Invalid> {
    let known = u8::try_from(wanted).ok().filter(|number| (1..=speech.steps).contains(number));
    known.ok_or_else(|| Invalid(format!("{} has {} steps; there is no step {wanted}", speech.title, speech.steps)))
}

/// The time through a step that is spoken of when none is named: the one being worked on, otherwise the latest.
pub fn current(work: &[Stepwork]) -> Option<&Stepwork> {
    work.iter().find(|work| work.is_open()).or_else(|| work.iter().max_by_key(|work| work.done_on))
}

/// How one step stands, over all times through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which step.
    pub number: u8,
    /// Where it stands.
    pub state: State,
    /// Every time through it, the earliest first.
    pub work: Vec<Stepwork>,
}

impl Standing {
    /// The step of this number, with all work on it.
    pub fn new(number: u8, mut work: Vec<Stepwork>) -> Self {
        // An end of which the beginning is not known comes after what was begun on its day.
        work.sort_by_key(|work| (work.begun_on.or(work.done_on), Reverse(work.begun_on.is_some())));
        let state = match current(&work) {
            None => State::NotBegun,
            Some(work) if work.is_open() => State::Working,
            Some(_) => State::Done,
        };
        Self { number, state, work }
    }

    /// The time through it that is spoken of.
    pub fn current(&self) -> Option<&Stepwork> {
        current(&self.work)
    }

    /// Which time through it this one is, from 1 on.
    pub fn time_through(&self, id: Id) -> usize {
        self.work.iter().position(|work| work.id == id).map_or(self.work.len(), |at| at + 1)
    }
}

/// Every step of a programme, from the first to the last. Work on a step beyond the last, from a time when the
/// programme had more of them, is not hidden.
pub fn standings(programme: &Programme, steps: u8, work: &[Stepwork]) -> Vec<Standing> {
    let own: Vec<&Stepwork> = work.iter().filter(|work| work.programme == *programme).collect();
    let last = own.iter().map(|work| work.number).max().unwrap_or(0).max(steps);
    let of = |number| own.iter().filter(|work| work.number == number).copied().cloned().collect();
    (1..=last).map(|number| Standing::new(number, of(number))).collect()
}

/// Something written at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stepnote {
    /// Its id.
    pub id: Id,
    /// The time through the step that it belongs to.
    pub stepwork_id: Id,
    /// The day it was written.
    pub day: Day,
    /// What it says.
    pub text: Text,
    /// When it was recorded.
    pub recorded_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(nth: u128, number: u8, begun: Option<&str>, done: Option<&str>) -> Stepwork {
        let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        Stepwork {
            id: Id::new(uuid::Uuid::from_u128(nth)),
            programme: "aa".parse().unwrap(),
            number,
            begun_on: day(begun),
            done_on: day(done),
            contact_id: None,
            contact: None,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn a_programme_has_the_steps_it_has() {
        let aa = "aa".parse::<Programme>().unwrap().speech(&[]);
        assert_eq!((number(1, &aa), number(12, &aa)), (Ok(1), Ok(12)));
        for wrong in [0, 13, 300] {
            assert!(number(wrong, &aa).unwrap_err().0.starts_with("AA has 12 steps"), "{wrong}");
        }
    }

    #[test]
    fn a_step_that_is_worked_again_is_working_and_keeps_the_first_time() {
        let first = work(1, 4, Some("2026-01-05"), Some("2026-03-01"));
        let again = work(2, 4, Some("2026-11-02"), None);
        let standing = Standing::new(4, vec![again.clone(), first.clone()]);
        assert_eq!((standing.state, standing.current()), (State::Working, Some(&again)));
        assert_eq!((standing.time_through(first.id), standing.time_through(again.id)), (1, 2));
    }

    #[test]
    fn the_latest_end_speaks_for_a_step_that_is_done() {
        let long = work(1, 1, Some("2026-01-05"), Some("2026-09-01"));
        let short = work(2, 1, None, Some("2026-02-01"));
        let standing = Standing::new(1, vec![long.clone(), short]);
        assert_eq!((standing.state, standing.current()), (State::Done, Some(&long)));
    }

    #[test]
    fn every_step_is_told_and_none_that_was_worked_is_hidden() {
        let aa = "aa".parse().unwrap();
        let all = standings(&aa, 12, &[work(1, 3, None, Some("2026-02-01"))]);
        let states: Vec<State> = all.iter().map(|step| step.state).collect();
        assert_eq!((all.len(), states[1], states[2]), (12, State::NotBegun, State::Done));
        assert_eq!(standings(&aa, 5, &[work(1, 7, None, Some("2026-02-01"))]).len(), 7);
        assert!(standings(&"na".parse().unwrap(), 12, &all[2].work).iter().all(|step| step.work.is_empty()));
    }

    #[test]
    fn days_that_cannot_be_are_refused() {
        assert!(work(1, 4, Some("2026-11-20"), Some("2026-11-19")).check().is_err());
        assert!(work(1, 4, None, None).check().is_err());
        assert!(work(1, 4, Some("2026-11-20"), Some("2026-11-20")).check().is_ok());
    }
}
