//! What the marks of a habit mean. A day without a mark says nothing, and a mark that a program set by itself is no
//! day that was lived.

use std::collections::BTreeMap;

use super::super::day::Day;
use super::super::id::Id;
use super::super::slip::Used;
use super::super::text::Name;
use super::mapping::{Mapping, Meaning, folded};
use super::{Attended, Entry, LeftOut, Meant, Place, Read, Rejected, Said, Use, note, oldest_first};

/// What stands for a habit on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It was done.
    Yes,
    /// The program says yes because enough was done on other days.
    Auto,
    /// It was not done.
    No,
    /// It did not count that day.
    Skip,
    /// Nothing is known.
    Unknown,
}

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Its day.
    pub day: Day,
    /// The habit.
    pub habit: String,
    /// What stands there.
    pub mark: Mark,
    /// What was written beside it.
    pub note: Vec<String>,
}

/// What the person says of a file.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// What a yes means.
    pub yes: Mapping<Meaning<Id>>,
    /// What a no means; without it, a no leaves the day as it is.
    pub no: Mapping<Meaning<Id>>,
    /// Whether every other habit is left out.
    pub skip_others: bool,
}

/// A habit, with how often it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// Its name.
    pub name: String,
    /// Days that say yes.
    pub yes: usize,
    /// Days that say no.
    pub no: usize,
}

/// Why nothing of a file can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Habits without a meaning.
    Unmapped(Vec<Habit>),
    /// A habit that was named and is not there; and those that are.
    Missing(String, Vec<Habit>),
}

/// The habits of these rows, by name.
fn habits(rows: &[Row]) -> Vec<Habit> {
    let mut all: BTreeMap<String, Habit> = BTreeMap::new();
    for row in rows {
        let new = || Habit { name: row.habit.clone(), yes: 0, no: 0 };
        let habit = all.entry(folded(&row.habit)).or_insert_with(new);
        habit.yes += usize::from(row.mark == Mark::Yes);
        habit.no += usize::from(row.mark == Mark::No);
    }
    all.into_values().collect()
}

impl Flags {
    fn check(&self, rows: &[Row]) -> Result<(), Trouble> {
        let all = habits(rows);
        let there = |name: &str| all.iter().any(|habit| folded(&habit.name) == name);
        if let Some(name) = self.yes.names().chain(self.no.names()).find(|name| !there(name)) {
            return Err(Trouble::Missing(name.to_owned(), all));
        }
        let unmapped = |habit: &Habit| self.yes.get(&habit.name).is_none() && self.no.get(&habit.name).is_none();
        let unmapped: Vec<Habit> = all.into_iter().filter(unmapped).collect();
        if unmapped.is_empty() || self.skip_others { Ok(()) } else { Err(Trouble::Unmapped(unmapped)) }
    }
}

/// What the marks mean.
///
/// # Errors
/// When a habit has no meaning, or one was named that is not there.
pub fn mean(read: Read<Row>, flags: &Flags) -> Result<Meant, Trouble> {
    flags.check(&read.rows)?;
    let mut meant = Meant { rejected: read.rejected, ..Meant::default() };
    let mut left: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut rows = read.rows;
    oldest_first(&mut rows, |row| row.day);
    for row in rows {
        let (yes, no) = (flags.yes.get(&row.habit), flags.no.get(&row.habit));
        let meaning = match (row.mark, yes, no) {
            (Mark::Yes, Some(meaning), _) | (Mark::No, _, Some(meaning)) => meaning,
            (mark, yes, _) => {
                let wanted = yes.is_some_and(|yes| *yes != Meaning::Skip) || no.is_some();
                *left.entry(why(mark, wanted)).or_default() += 1;
                continue;
            }
        };
        if *meaning == Meaning::Skip {
            *left.entry(why(row.mark, false)).or_default() += 1;
            continue;
        }
        let place = row.place.clone();
        match entry(row, meaning) {
            Ok(entry) => meant.entries.push(entry),
            Err(reason) => meant.rejected.push(Rejected { place, reason }),
        }
    }
    meant.left_out = left.into_iter().map(|(what, count)| LeftOut { what, count }).collect();
    Ok(meant)
}

/// Why a mark is left out; `wanted` says whether its habit means anything here.
fn why(mark: Mark, wanted: bool) -> &'static str {
    match (wanted, mark) {
        (false, _) => "of habits that are not brought along",
        (true, Mark::Yes) => "yes, which has no meaning here",
        (true, Mark::Auto) => "yes, said by the program itself",
        (true, Mark::No) => "no, which leaves the day unconfirmed",
        (true, Mark::Skip) => "skipped",
        (true, Mark::Unknown) => "nothing known",
    }
}

fn entry(row: Row, meaning: &Meaning<Id>) -> Result<Entry, String> {
    let note = note(row.note.iter().map(String::as_str))?;
    let mut entry = Entry::new(row.place, row.day, None);
    match meaning {
        Meaning::Sober(clock) => {
            let once = Some(format!("sober {clock}"));
            entry.said = Some(Said { sober: vec![*clock], note, once, ..Said::default() });
        }
        Meaning::Used(clock) => {
            let used = Used { from: row.day, to: Some(row.day) };
            entry.uses.push(Use { clock: *clock, used, trigger: None, note });
        }
        Meaning::Attend(meeting) => {
            let own = || row.habit.parse::<Name>().map_err(|wrong| wrong.to_string());
            let meeting = meeting.clone().map_or_else(own, Ok)?;
            entry.attended.push(Attended { meeting, programme: None, venue: None, note });
        }
        Meaning::Skip => {}
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(marks: &[(&str, &str, Mark)]) -> Read<Row> {
        let row = |(at, (day, habit, mark)): (usize, &(&str, &str, Mark))| Row {
            place: Place::line(at as u64 + 1),
            day: day.parse().unwrap(),
            habit: (*habit).to_owned(),
            mark: *mark,
            note: Vec::new(),
        };
        Read { rows: marks.iter().enumerate().map(row).collect(), rejected: Vec::new() }
    }

    fn clock() -> Id {
        super::super::key::id(super::super::super::source::Source::Loop, &["clock"])
    }

    #[test]
    fn only_a_yes_is_a_day_that_was_lived() {
        let marks =
            [Mark::Yes, Mark::Auto, Mark::No, Mark::Skip, Mark::Unknown].map(|mark| ("2026-11-01", "No alcohol", mark));
        let yes = Mapping::new([("no alcohol".to_owned(), Meaning::Sober(clock()))]).unwrap();
        let meant = mean(rows(&marks), &Flags { yes, ..Flags::default() }).unwrap();
        assert_eq!(meant.entries.len(), 1);
        assert_eq!(meant.entries[0].said.as_ref().unwrap().sober, [clock()]);
        assert_eq!(meant.left_out.iter().map(|left| left.count).sum::<usize>(), 4);
    }

    #[test]
    fn a_no_is_a_day_of_use_only_where_the_person_says_so() {
        let marks = [("2026-11-02", "No alcohol", Mark::No), ("2026-11-01", "No alcohol", Mark::Yes)];
        let no = Mapping::new([("No alcohol".to_owned(), Meaning::Used(clock()))]).unwrap();
        let meant = mean(rows(&marks), &Flags { no, ..Flags::default() }).unwrap();
        assert_eq!(meant.entries.len(), 1);
        assert_eq!(meant.entries[0].uses[0].used.from, "2026-11-02".parse().unwrap());
        assert_eq!(meant.left_out[0].what, "yes, which has no meaning here");
    }

    #[test]
    fn habits_without_a_meaning_are_listed_with_their_counts() {
        let marks = [("2026-11-01", "Read", Mark::Yes), ("2026-11-02", "read", Mark::No)];
        let unmapped = vec![Habit { name: "Read".to_owned(), yes: 1, no: 1 }];
        assert_eq!(mean(rows(&marks), &Flags::default()).unwrap_err(), Trouble::Unmapped(unmapped.clone()));
        let skip = Flags { skip_others: true, ..Flags::default() };
        assert_eq!(mean(rows(&marks), &skip).unwrap().left_out[0].count, 2);
        let yes = Mapping::new([("Run".to_owned(), Meaning::Attend(None))]).unwrap();
        let missing = mean(rows(&marks), &Flags { yes, ..Flags::default() }).unwrap_err();
        assert_eq!(missing, Trouble::Missing("run".to_owned(), unmapped));
    }
}
