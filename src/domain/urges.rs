//! Patterns of the urges in a window of days: when they came, what brought them, what was done and what came of it.
//!
//! Every figure is a count of what was recorded, or a median with its count. A day without an urge in the log is
//! unknown, not quiet, so nothing is divided by days. What may be compared with its neighbour (the median of one group
//! of urges) is withheld below [`FEWEST`](super::statistics::FEWEST) urges, and a difference is never called a cause.
//!
//! Not here: the craving of a check-in, which is one figure of a day; the two are never mixed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use serde::Serialize;

use super::mood::Halt;
use super::setting::FullWeekday;
use super::statistics::Median;
use super::text::{self, Text};
use super::urge::{Choice, Outcome, Urge};

/// How many hours stand together when a day is told in parts.
pub(super) const PART: usize = 3;

/// What is counted about a group of urges.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Group {
    /// How many there are.
    pub urges: usize,
    /// How many say what came of them.
    pub outcomes: usize,
    /// How many of those passed.
    pub passed: usize,
    /// How far the strength fell, where both strengths are known.
    pub fall: Median,
}

impl Group {
    fn of(urges: &[&Urge]) -> Self {
        let came_to = |outcome: Outcome| urges.iter().filter(|urge| urge.outcome == Some(outcome)).count();
        Self {
            urges: urges.len(),
            outcomes: urges.iter().filter(|urge| urge.outcome.is_some()).count(),
            passed: came_to(Outcome::Passed),
            fall: Median::beside(urges.iter().filter_map(|urge| urge.fall())),
        }
    }
}

/// Urges that share words of the person's own, whatever their case and blanks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnWords {
    /// The words, as the first of these urges has them.
    pub words: String,
    /// What is counted about them.
    #[serde(flatten)]
    pub group: Group,
}

/// Urges on which one of HALT was named.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OnHalt {
    /// Which.
    pub halt: Halt,
    /// What is counted about them.
    #[serde(flatten)]
    pub group: Group,
}

/// One of the five ways, beside the urges on which something was done, but not this.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Way {
    /// What was done.
    pub choice: Choice,
    /// What is counted about the urges on which it was done.
    #[serde(flatten)]
    pub group: Group,
    /// How far the strength fell on the others that say what was done.
    pub others: Median,
    /// How much further it fell than on the others; none where either side is withheld. A difference, not a cause.
    pub difference: Option<f64>,
}

/// Hours of the day that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PartOfDay {
    /// Its first hour.
    pub from_hour: usize,
    /// The hour at which it is over, at most 24.
    pub until_hour: usize,
    /// How many urges came in it.
    pub urges: usize,
}

/// A weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OnWeekday {
    /// Which.
    pub weekday: FullWeekday,
    /// How many urges came on it.
    pub urges: usize,
}

/// What came of the urges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// How many passed.
    pub passed: usize,
    /// How many were still there when last spoken of.
    pub still_there: usize,
    /// On how many there was use.
    pub used: usize,
    /// How many do not say.
    pub unknown: usize,
}

/// Everything that is counted about the urges of a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Patterns {
    /// How many there are.
    pub urges: usize,
    /// On how many days.
    pub days_with_urges: usize,
    /// How strong they were.
    pub strength: Median,
    /// How strong they were afterwards.
    pub strength_after: Median,
    /// How far the strength fell, where both are known.
    pub fall: Median,
    /// How long they lasted.
    pub minutes: Median,
    /// What came of them.
    pub outcomes: Outcomes,
    /// How many came in each hour of the day, from 0 to 23.
    pub by_hour: Vec<usize>,
    /// The same in parts of the day.
    pub by_part_of_day: Vec<PartOfDay>,
    /// How many do not say at what hour.
    pub hour_unknown: usize,
    /// By weekday, from the one on which weeks start.
    pub by_weekday: Vec<OnWeekday>,
    /// How many name what brought them.
    pub with_trigger: usize,
    /// What brought them, the most frequent first.
    pub by_trigger: Vec<OwnWords>,
    /// How many name one of HALT or several.
    pub with_halt: usize,
    /// Hungry, angry, lonely, tired.
    pub by_halt: Vec<OnHalt>,
    /// How many say what was done.
    pub said_what_was_done: usize,
    /// The five ways.
    pub by_choice: Vec<Way>,
    /// What was done in the person's own words, the most frequent first.
    pub by_own_words: Vec<OwnWords>,
}

impl Patterns {
    /// Counts these urges. Their order decides only how own words are spelt that are spelt in several ways.
    pub fn new(urges: &[Urge], week_start: Weekday) -> Self {
        let all: Vec<&Urge> = urges.iter().collect();
        let count = |holds: &dyn Fn(&Urge) -> bool| urges.iter().filter(|urge| holds(urge)).count();
        let came_to = |outcome| count(&|urge: &Urge| urge.outcome == outcome);
        let scale = |value: super::mood::Scale| i64::from(value.value());
        let by_hour: Vec<usize> =
            (0..24).map(|hour| count(&|urge: &Urge| urge.time.is_some_and(|time| time.hour() == hour))).collect();
        Self {
            urges: urges.len(),
            days_with_urges: urges.iter().map(|urge| urge.day).collect::<BTreeSet<_>>().len(),
            strength: Median::over(urges.iter().map(|urge| scale(urge.strength))),
            strength_after: Median::over(urges.iter().filter_map(|urge| urge.strength_after.map(scale))),
            fall: Median::over(urges.iter().filter_map(Urge::fall)),
            minutes: Median::over(urges.iter().filter_map(|urge| urge.minutes.map(|long| i64::from(long.count())))),
            outcomes: Outcomes {
                passed: came_to(Some(Outcome::Passed)),
                still_there: came_to(Some(Outcome::StillThere)),
                used: came_to(Some(Outcome::Used)),
                unknown: came_to(None),
            },
            by_part_of_day: parts_of_day(&by_hour),
            by_hour,
            hour_unknown: count(&|urge| urge.time.is_none()),
            by_weekday: by_weekday(urges, week_start),
            with_trigger: count(&|urge| urge.trigger.is_some()),
            by_trigger: by_words(&all, |urge| urge.trigger.as_ref()),
            with_halt: count(&|urge| !urge.halt.is_empty()),
            by_halt: Halt::ALL.iter().map(|halt| on_halt(&all, *halt)).collect(),
            said_what_was_done: count(&Urge::says_what_was_done),
            by_choice: Choice::ALL.iter().map(|choice| way(&all, *choice)).collect(),
            by_own_words: by_words(&all, |urge| urge.did.as_ref()),
        }
    }
}

fn parts_of_day(by_hour: &[usize]) -> Vec<PartOfDay> {
    let part = |(nth, hours): (usize, &[usize])| PartOfDay {
        from_hour: nth * PART,
        until_hour: (nth + 1) * PART,
        urges: hours.iter().sum(),
    };
    by_hour.chunks(PART).enumerate().map(part).collect()
}

fn by_weekday(urges: &[Urge], week_start: Weekday) -> Vec<OnWeekday> {
    let week = std::iter::successors(Some(week_start), |day| Some(day.succ())).take(7);
    let on = |weekday| urges.iter().filter(|urge| urge.day.weekday() == weekday).count();
    week.map(|weekday| OnWeekday { weekday: FullWeekday(weekday), urges: on(weekday) }).collect()
}

fn on_halt(urges: &[&Urge], halt: Halt) -> OnHalt {
    let named: Vec<&Urge> = urges.iter().copied().filter(|urge| urge.halt.contains(&halt)).collect();
    OnHalt { halt, group: Group::of(&named) }
}

fn way(urges: &[&Urge], choice: Choice) -> Way {
    let (chosen, others): (Vec<&Urge>, Vec<&Urge>) =
        urges.iter().copied().filter(|urge| urge.says_what_was_done()).partition(|urge| urge.choices.contains(&choice));
    let group = Group::of(&chosen);
    let others = Median::beside(others.iter().filter_map(|urge| urge.fall()));
    let difference = group.fall.median.zip(others.median).map(|(this, other)| this - other);
    Way { choice, group, others, difference }
}

/// What two texts share that differ only in case and blanks.
pub(super) fn key(text: &Text) -> String {
    text::key(text.as_str()).replace(' ', "")
}

/// A text in one line, without the blanks that are too many.
pub(super) fn in_line(text: &Text) -> String {
    text.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The urges by these words of theirs: the most frequent first, and in the order of the alphabet where several are
/// as frequent.
fn by_words(urges: &[&Urge], words: impl Fn(&Urge) -> Option<&Text>) -> Vec<OwnWords> {
    let mut found: BTreeMap<String, (&Text, Vec<&Urge>)> = BTreeMap::new();
    for urge in urges {
        if let Some(text) = words(urge) {
            found.entry(key(text)).or_insert_with(|| (text, Vec::new())).1.push(urge);
        }
    }
    let mut groups: Vec<OwnWords> =
        found.into_values().map(|(text, urges)| OwnWords { words: in_line(text), group: Group::of(&urges) }).collect();
    groups.sort_by_key(|group| Reverse(group.group.urges));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    /// An urge of strength 8 that says nothing else.
    fn urge(day: &str) -> Urge {
        Urge {
            id: Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
            day: day.parse().unwrap(),
            time: None,
            clock_id: None,
            clock: None,
            strength: "8".parse().unwrap(),
            trigger: None,
            halt: Vec::new(),
            choices: Vec::new(),
            did: None,
            strength_after: None,
            minutes: None,
            outcome: None,
            note: None,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    fn patterns(urges: &[Urge]) -> Patterns {
        Patterns::new(urges, Weekday::Mon)
    }

    /// So many urges that were delayed, or distracted, and fell to `after`.
    fn fell(number: usize, choice: Choice, after: &str) -> Vec<Urge> {
        let one = Urge {
            choices: vec![choice],
            strength_after: Some(after.parse().unwrap()),
            outcome: Some(Outcome::Passed),
            ..urge("2026-11-23")
        };
        vec![one; number]
    }

    #[test]
    fn an_unknown_hour_is_counted_by_itself_and_not_as_midnight() {
        let at = |time: &str| Urge { time: Some(time.parse().unwrap()), ..urge("2026-11-23") };
        let found = patterns(&[at("00:00"), at("02:59"), at("03:00"), at("23:59"), urge("2026-11-22")]);
        assert_eq!((found.by_hour[0], found.by_hour[2], found.by_hour[23]), (1, 1, 1));
        assert_eq!(found.by_part_of_day.iter().map(|part| part.urges).collect::<Vec<_>>(), [2, 1, 0, 0, 0, 0, 0, 1]);
        assert_eq!((found.hour_unknown, found.urges, found.days_with_urges), (1, 5, 2));
    }

    #[test]
    fn weekdays_begin_on_the_day_that_weeks_start_on() {
        let found = Patterns::new(&[urge("2026-11-23"), urge("2026-11-22")], Weekday::Sun);
        let counts: Vec<usize> = found.by_weekday.iter().map(|day| day.urges).collect();
        assert_eq!((found.by_weekday[0].weekday, counts), (FullWeekday(Weekday::Sun), vec![1, 1, 0, 0, 0, 0, 0]));
    }

    #[test]
    fn own_words_meet_whatever_their_case_and_blanks() {
        let said = |words: &str| Urge { trigger: Some(words.parse().unwrap()), ..urge("2026-11-23") };
        let found = patterns(&[said("a row"), said(" Pay  Day"), said("payday"), urge("2026-11-23")]);
        let words: Vec<_> = found.by_trigger.iter().map(|one| (one.words.as_str(), one.group.urges)).collect();
        assert_eq!((words, found.with_trigger), (vec![("Pay Day", 2), ("a row", 1)], 3));
    }

    #[test]
    fn what_came_of_an_urge_is_counted_only_where_it_was_said() {
        let halt = |outcome| Urge { halt: vec![Halt::Lonely], outcome, ..urge("2026-11-23") };
        let all = [halt(Some(Outcome::Passed)), halt(Some(Outcome::Used)), halt(None), urge("2026-11-23")];
        let found = patterns(&all);
        let lonely = found.by_halt.iter().find(|one| one.halt == Halt::Lonely).unwrap().group;
        assert_eq!((lonely.urges, lonely.outcomes, lonely.passed), (3, 2, 1));
        assert_eq!(found.outcomes, Outcomes { passed: 1, still_there: 0, used: 1, unknown: 2 });
        assert_eq!((found.with_halt, found.said_what_was_done), (3, 0));
    }

    #[test]
    fn a_difference_is_told_from_eight_on_either_side() {
        let way = |urges: &[Urge]| patterns(urges).by_choice.into_iter().find(|way| way.choice == Choice::Delayed);
        let enough = [fell(8, Choice::Delayed, "2"), fell(8, Choice::Distracted, "5")].concat();
        let way_of = way(&enough).unwrap();
        assert_eq!((way_of.group.fall, way_of.others.median), (Median { of: 8, median: Some(6.0) }, Some(3.0)));
        assert_eq!(way_of.difference, Some(3.0));
        for too_few in [[8, 7], [7, 8]] {
            let few = [fell(too_few[0], Choice::Delayed, "2"), fell(too_few[1], Choice::Distracted, "5")].concat();
            assert_eq!(way(&few).unwrap().difference, None);
        }
        // An urge on which nothing is known to have been done is not one on which something else was done.
        let unsaid = Urge { strength_after: Some("5".parse().unwrap()), ..urge("2026-11-23") };
        assert_eq!(way(&[fell(8, Choice::Delayed, "2"), vec![unsaid; 8]].concat()).unwrap().others.of, 0);
    }

    #[test]
    fn nothing_recorded_gives_no_median() {
        let found = patterns(&[]);
        assert_eq!((found.strength.median, found.minutes.median, found.fall.median), (None, None, None));
        assert_eq!((found.by_hour.len(), found.by_weekday.len(), found.by_choice.len()), (24, 7, 5));
    }
}
