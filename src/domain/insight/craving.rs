//! What goes with high craving: of check-ins, or of logged urges, how many were high where something was named and how
//! many where it was not.
//!
//! The two are never mixed: the craving of a check-in is one figure of a day, an urge is a time of temptation.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::Weekday;
use serde::Serialize;

use crate::domain::checkin::Felt;
use crate::domain::day::Day;
use crate::domain::moment::TimeOfDay;
use crate::domain::mood::{Halt, Scale};
use crate::domain::setting::FullWeekday;
use crate::domain::sobriety::share;
use crate::domain::statistics::{FEWEST, in_ten_thousandths};
use crate::domain::text::Text;
use crate::domain::urge::Urge;
use crate::domain::urges::{PART, in_line, key};

/// A craving on record, of a check-in or an urge.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    day: Day,
    /// When it was there; none where only the day is known.
    hour: Option<usize>,
    high: bool,
    halt: &'a [Halt],
    trigger: Option<&'a Text>,
}

impl<'a> Sighting<'a> {
    /// The craving of a check-in. One that was entered on a later day does not say at what hour it was.
    pub fn of_checkin(felt: &'a Felt, day_start: TimeOfDay) -> Option<Self> {
        let on_the_day = felt.recorded_at.day(day_start) == Ok(felt.day);
        let hour = on_the_day.then(|| felt.recorded_at.time().hour() as usize);
        let high = felt.craving?.is_strong();
        Some(Self { day: felt.day, hour, high, halt: &felt.halt, trigger: None })
    }

    /// A logged urge.
    pub fn of_urge(urge: &'a Urge) -> Self {
        let hour = urge.time.map(|time| time.hour() as usize);
        let high = Scale::is_strong(urge.strength);
        Self { day: urge.day, hour, high, halt: &urge.halt, trigger: urge.trigger.as_ref() }
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Side {
    /// How many records.
    pub records: usize,
    /// On how many days.
    pub days: usize,
    /// How many of the records are high: 7 or more.
    pub high: usize,
    /// Those over all of this side; none below [`FEWEST`] days.
    #[serde(serialize_with = "in_ten_thousandths")]
    pub share: Option<f64>,
}

impl Side {
    fn new(records: usize, days: usize, high: usize) -> Self {
        let share = share(high as i64, records as i64).filter(|_| days >= FEWEST);
        Self { records, days, high, share }
    }
}

/// Records of which something holds, beside those of which it does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beside<T> {
    /// What holds.
    #[serde(flatten)]
    pub what: T,
    /// Where it holds.
    pub here: Side,
    /// Where it does not.
    pub others: Side,
    /// How much greater the share of high ones is here; none where either side is withheld. A difference, not a cause.
    #[serde(serialize_with = "in_ten_thousandths")]
    pub difference: Option<f64>,
}

/// One of HALT is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Which.
    pub halt: Halt,
}

/// It was on this weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OnWeekday {
    /// Which.
    pub weekday: FullWeekday,
}

/// It was between these hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Between {
    /// The first hour.
    pub from_hour: usize,
    /// The hour at which they are over, at most 24.
    pub until_hour: usize,
}

/// It was brought by this, in the person's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BroughtBy {
    /// The words, as the first record has them.
    pub trigger: String,
}

/// What goes with high craving, in one kind of record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HighCraving {
    /// All records that say how strong it was.
    pub all: Side,
    /// How many name one of HALT or several.
    pub with_halt: usize,
    /// Each of HALT, beside the records that do not name it.
    pub by_halt: Vec<Beside<Named>>,
    /// Each weekday beside the others, from the one on which weeks start.
    pub by_weekday: Vec<Beside<OnWeekday>>,
    /// How many do not say at what hour.
    pub hour_unknown: usize,
    /// Each part of the day beside the others, of the records that say when.
    pub by_part_of_day: Vec<Beside<Between>>,
    /// How many name what brought it; a check-in cannot.
    pub with_trigger: usize,
    /// Each trigger beside the others, the most frequent first, of the records that name one.
    pub by_trigger: Vec<Beside<BroughtBy>>,
}

impl HighCraving {
    /// Counts these records.
    pub fn new(records: &[Sighting<'_>], week_start: Weekday) -> Self {
        let all = Pool::new(records.iter());
        let timed = Pool::new(records.iter().filter(|record| record.hour.is_some()));
        let week = std::iter::successors(Some(week_start), |day| Some(day.succ())).take(7);
        let parts = (0..24).step_by(PART).map(|from_hour| Between { from_hour, until_hour: from_hour + PART });
        Self {
            all: all.side(),
            with_halt: records.iter().filter(|record| !record.halt.is_empty()).count(),
            by_halt: Halt::ALL
                .iter()
                .map(|halt| all.beside(Named { halt: *halt }, |record| record.halt.contains(halt)))
                .collect(),
            by_weekday: week
                .map(|day| all.beside(OnWeekday { weekday: FullWeekday(day) }, |record| record.day.weekday() == day))
                .collect(),
            hour_unknown: all.records.len() - timed.records.len(),
            by_part_of_day: parts
                .map(|part| {
                    let hours = part.from_hour..part.until_hour;
                    timed.beside(part, |record| record.hour.is_some_and(|hour| hours.contains(&hour)))
                })
                .collect(),
            with_trigger: records.iter().filter(|record| record.trigger.is_some()).count(),
            by_trigger: by_trigger(records),
        }
    }
}

/// Each trigger beside the others: the most frequent first, and in the order of the alphabet where several are as
/// frequent.
fn by_trigger(records: &[Sighting<'_>]) -> Vec<Beside<BroughtBy>> {
    let named = Pool::new(records.iter().filter(|record| record.trigger.is_some()));
    let mut groups: BTreeMap<String, (&Text, Vec<&Sighting<'_>>)> = BTreeMap::new();
    for record in &named.records {
        if let Some(words) = record.trigger {
            groups.entry(key(words)).or_insert_with(|| (words, Vec::new())).1.push(record);
        }
    }
    let found = groups.into_values();
    let mut found: Vec<_> =
        found.map(|(words, group)| named.told(BroughtBy { trigger: in_line(words) }, &group)).collect();
    found.sort_by_key(|one| Reverse(one.here.records));
    found
}

/// Records that are compared with each other, and how many each day has: what is left of a day without a group is
/// known at once, so that many groups cost no more than one walk.
struct Pool<'a, 'b> {
    records: Vec<&'a Sighting<'b>>,
    on_day: BTreeMap<Day, usize>,
    high: usize,
}

impl<'a, 'b> Pool<'a, 'b> {
    fn new(records: impl Iterator<Item = &'a Sighting<'b>>) -> Self {
        let records: Vec<&Sighting<'_>> = records.collect();
        Self { on_day: per_day(&records), high: high(&records), records }
    }

    fn side(&self) -> Side {
        Side::new(self.records.len(), self.on_day.len(), self.high)
    }

    fn beside<T>(&self, what: T, holds: impl Fn(&Sighting<'_>) -> bool) -> Beside<T> {
        let here: Vec<&Sighting<'_>> = self.records.iter().copied().filter(|record| holds(record)).collect();
        self.told(what, &here)
    }

    /// These of the records beside the rest.
    fn told<T>(&self, what: T, here: &[&Sighting<'_>]) -> Beside<T> {
        let on_day = per_day(here);
        let whole_days = on_day.iter().filter(|(day, count)| self.on_day.get(day) == Some(count)).count();
        let high = high(here);
        let others = Side::new(self.records.len() - here.len(), self.on_day.len() - whole_days, self.high - high);
        let here = Side::new(here.len(), on_day.len(), high);
        let difference = here.share.zip(others.share).map(|(here, others)| here - others);
        Beside { what, here, others, difference }
    }
}

fn per_day(records: &[&Sighting<'_>]) -> BTreeMap<Day, usize> {
    let mut days = BTreeMap::new();
    for record in records {
        *days.entry(record.day).or_insert(0) += 1;
    }
    days
}

fn high(records: &[&Sighting<'_>]) -> usize {
    records.iter().filter(|record| record.high).count()
}

#[cfg(test)]
mod tests {
    use super::super::feeling::tests::{day, felt};
    use super::*;

    /// A check-in with this craving, lonely or not.
    fn craved(on: &str, craving: &str, lonely: bool) -> Felt {
        let halt = if lonely { vec![Halt::Lonely] } else { Vec::new() };
        Felt { craving: Some(craving.parse().unwrap()), halt, ..felt(day(on), "okay") }
    }

    fn counted(felt: &[Felt]) -> HighCraving {
        let midnight = "00:00".parse().unwrap();
        let records: Vec<Sighting<'_>> = felt.iter().filter_map(|one| Sighting::of_checkin(one, midnight)).collect();
        HighCraving::new(&records, Weekday::Mon)
    }

    fn lonely(found: &HighCraving) -> &Beside<Named> {
        found.by_halt.iter().find(|one| one.what.halt == Halt::Lonely).unwrap()
    }

    #[test]
    fn a_share_is_told_from_eight_days_on_either_side() {
        let mut felt: Vec<Felt> = (1..=8).map(|day| craved(&format!("2026-11-{day:02}"), "7", true)).collect();
        felt.extend((9..=16).map(|day| craved(&format!("2026-11-{day:02}"), "6", false)));
        let found = counted(&felt);
        assert_eq!(lonely(&found).here, Side { records: 8, days: 8, high: 8, share: Some(1.0) });
        assert_eq!((lonely(&found).others.share, lonely(&found).difference), (Some(0.0), Some(1.0)));
        felt.pop();
        let found = counted(&felt);
        assert_eq!((lonely(&found).others.days, lonely(&found).difference), (7, None));
    }

    #[test]
    fn days_are_counted_once_and_may_lie_on_both_sides() {
        let felt = [craved("2026-11-01", "8", true), craved("2026-11-01", "2", false), craved("2026-11-02", "9", true)];
        let found = counted(&felt);
        assert_eq!((found.all.records, found.all.days, found.all.high, found.with_halt), (3, 2, 2, 2));
        assert_eq!((lonely(&found).here.days, lonely(&found).others.days), (2, 1));
    }

    #[test]
    fn a_check_in_entered_on_another_day_does_not_say_the_hour() {
        let late =
            Felt { recorded_at: "2026-11-02T08:00:00+00:00".parse().unwrap(), ..craved("2026-11-01", "8", true) };
        let found = counted(&[late, craved("2026-11-02", "8", true), felt(day("2026-11-03"), "good")]);
        assert_eq!((found.all.records, found.hour_unknown, found.by_part_of_day[7].here.records), (2, 1, 1));
    }
}
