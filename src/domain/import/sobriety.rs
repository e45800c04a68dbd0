//! What the trackers of the app Sobriety mean: a clock each, with the slips that lie between its attempts.
//!
//! The first sober day is the day of the first attempt. Days of use are those from the end of an attempt to the day
//! before the next one; where the next begins on the very day on which one ended, that day is the day of use. After the
//! last attempt, a tracker that was stopped is an ongoing slip; one that says it goes on has one day of use.

use super::super::clock::Clock;
use super::super::day::Day;
use super::super::id::Id;
use super::super::moment::{TimeOfDay, WallClock};
use super::super::slip::Used;
use super::super::source::Source;
use super::super::text::Name;
use super::{Entry, Meant, Place, Read, Rejected, Said, Use, key, note, wrong_date};

/// One attempt: when it began and, if it has, when it ended, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    /// Its beginning.
    pub start: i64,
    /// Its end.
    pub end: Option<i64>,
}

/// One tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Whether it says that it was stopped.
    pub stopped: bool,
    /// Its attempts.
    pub attempts: Vec<Attempt>,
    /// The notes of its days.
    pub notes: Vec<(String, String)>,
}

/// What the trackers mean, and the clocks that they need and that are not here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trackers {
    /// What they mean.
    pub meant: Meant,
    /// Clocks to begin.
    pub clocks: Vec<Clock>,
}

/// The days of an attempt.
#[derive(Debug, Clone, Copy)]
struct Days {
    start: Day,
    end: Option<Day>,
}

/// What the trackers mean. `begin` makes a clock of a name and a first sober day.
pub fn mean(
    read: Read<Row>,
    clocks: &[Clock],
    today: Day,
    wall: &dyn WallClock,
    begin: impl Fn(Name, Day) -> Clock,
) -> Trackers {
    let mut all = Trackers::default();
    all.meant.rejected = read.rejected;
    for row in read.rows {
        if let Err(reason) = tracker(&mut all, &row, clocks, today, wall, &begin) {
            all.meant.rejected.push(Rejected { place: row.place, reason });
        }
    }
    all
}

/// The id of the clock that a tracker of this name begins.
fn clock_id(name: &Name) -> Id {
    key::id(Source::Sobriety, &["clock", name.in_small_letters().as_str()])
}

fn tracker(
    all: &mut Trackers,
    row: &Row,
    clocks: &[Clock],
    today: Day,
    wall: &dyn WallClock,
    begin: impl Fn(Name, Day) -> Clock,
) -> Result<(), String> {
    let name: Name = row.name.parse().map_err(|_| "its name is none that a clock can have")?;
    let attempts = days(row, wall)?;
    let first = attempts.first().ok_or("it has no attempt, and so no first sober day")?.start;
    if first > today {
        return Err(format!("it begins on {first}, which is still to come"));
    }
    let here = clocks.iter().find(|clock| clock.name.key() == name.key() || clock.id == clock_id(&name));
    let clock = match here {
        Some(clock) => {
            let differs = if clock.since == first {
                String::new()
            } else {
                format!(", with its first sober day {}; the file has {first}", clock.since)
            };
            all.meant.notes.push(format!("The clock \"{}\" was here and stays as it is{differs}.", clock.name));
            clock.id
        }
        None if all.clocks.iter().any(|clock| clock.name.key() == name.key()) => {
            return Err("another entry before it has the same name".to_owned());
        }
        None => {
            let clock = Clock { id: clock_id(&name), ..begin(name.clone(), first) };
            all.clocks.push(clock.clone());
            clock.id
        }
    };
    for used in uses(&attempts, row.stopped) {
        let mut entry = Entry::new(row.place.clone(), used.from, None);
        entry.uses.push(Use { clock, used, trigger: None, note: None });
        all.meant.entries.push(entry);
    }
    for (day, text) in &row.notes {
        match self::note_entry(row, &name, day, text) {
            Ok(Some(entry)) => all.meant.entries.push(entry),
            Ok(None) => {}
            Err(reason) => all.meant.rejected.push(Rejected { place: row.place.clone(), reason }),
        }
    }
    Ok(())
}

fn note_entry(row: &Row, name: &Name, day: &str, text: &str) -> Result<Option<Entry>, String> {
    let day: Day = day.trim().parse().map_err(|_| format!("a note: {}", wrong_date(day.trim())))?;
    let Some(text) = note([text])? else { return Ok(None) };
    let mut entry = Entry::new(row.place.clone(), day, None);
    entry.said =
        Some(Said { note: Some(text), once: Some(format!("note {}", name.in_small_letters())), ..Said::default() });
    Ok(Some(entry))
}

/// The attempts as days where the person was, by their beginning.
fn days(row: &Row, wall: &dyn WallClock) -> Result<Vec<Days>, String> {
    let day = |milliseconds: i64| {
        let moment = wall.after_1970(milliseconds);
        moment.and_then(|moment| moment.day(TimeOfDay::default()).ok()).ok_or("an attempt lies at no day that there is")
    };
    let mut attempts = row.attempts.clone();
    attempts.sort_unstable();
    let attempts = attempts.into_iter().map(|attempt| {
        let end = attempt.end.map(day).transpose()?;
        let start = day(attempt.start)?;
        if end.is_some_and(|end| end < start) {
            return Err("an attempt ends before it begins");
        }
        Ok(Days { start, end })
    });
    Ok(attempts.collect::<Result<_, &str>>()?)
}

/// The days of use that lie between the attempts.
fn uses(attempts: &[Days], stopped: bool) -> Vec<Used> {
    let next = attempts.iter().skip(1).map(|next| Some(next.start)).chain([None]);
    let gap = |(attempt, next): (&Days, Option<Day>)| {
        let from = attempt.end?;
        let to = match next {
            // It began again on that day, or even before: the day itself is all that is known.
            Some(next) if next <= from => Some(from),
            Some(next) => Some(next.before()),
            None if stopped => None,
            None => Some(from),
        };
        Some(Used { from, to })
    };
    attempts.iter().zip(next).filter_map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(all: &[(&str, &str)]) -> Vec<Days> {
        all.iter().map(|(start, end)| Days { start: start.parse().unwrap(), end: end.parse().ok() }).collect()
    }

    fn told(all: &[(&str, &str)], stopped: bool) -> Vec<(String, String)> {
        let day = |day: Option<Day>| day.map_or_else(|| "on".to_owned(), |day| day.to_string());
        uses(&attempts(all), stopped).iter().map(|used| (day(Some(used.from)), day(used.to))).collect()
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn the_days_between_two_attempts_are_days_of_use() {
        let found = told(&[("2026-01-01", "2026-03-10"), ("2026-03-13", "")], false);
        assert_eq!(found, [pair("2026-03-10", "2026-03-12")]);
    }

    #[test]
    fn a_new_attempt_on_the_same_day_makes_that_day_one_of_use() {
        let found = told(&[("2026-01-01", "2026-03-10"), ("2026-03-10", "")], false);
        assert_eq!(found, [pair("2026-03-10", "2026-03-10")]);
    }

    #[test]
    fn a_stopped_tracker_is_an_ongoing_slip_and_one_that_goes_on_is_not() {
        assert_eq!(told(&[("2026-01-01", "2026-03-10")], true), [pair("2026-03-10", "on")]);
        assert_eq!(told(&[("2026-01-01", "2026-03-10")], false), [pair("2026-03-10", "2026-03-10")]);
        assert_eq!(told(&[("2026-01-01", "")], true), []);
    }
}
