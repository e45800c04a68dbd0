//! What Daylio's entries mean: a check-in each, with its activities and scales where the person says so, or in its note.

use super::super::day::Day;
use super::super::id::Id;
use super::super::moment::TimeOfDay;
use super::super::mood::{Mood, Scale};
use super::super::slip::Used;
use super::super::text::Name;
use super::mapping::{Mapping, Meaning, Moods, Unknown, counted, folded};
use super::{Attended, Entry, Meant, Place, Read, Rejected, Said, Use, note, oldest_first};

/// One entry as Daylio has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Its day.
    pub day: Day,
    /// Its time.
    pub time: Option<TimeOfDay>,
    /// What the mood is called; empty when there is none.
    pub mood: String,
    /// The mood it belongs to, where the file says that too.
    pub group: Option<Mood>,
    /// The activities.
    pub activities: Vec<String>,
    /// The scales, each with its value as it is shown.
    pub scales: Vec<(String, String)>,
    /// The note, its title first.
    pub note: Vec<String>,
}

/// The moods that Daylio begins with, in English and in German, from 5 to 1.
const USUAL: [[&str; 5]; 2] = [["rad", "good", "meh", "bad", "awful"], ["super", "gut", "ok", "schlecht", "lausig"]];

/// The mood of a usual label.
fn usual(label: &str) -> Option<Mood> {
    let label = folded(label);
    let at = USUAL.iter().find_map(|words| words.iter().position(|word| *word == label))?;
    Mood::new(5 - i64::try_from(at).ok()?).ok()
}

/// What the person says of a file.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// What moods mean that are called otherwise.
    pub moods: Moods,
    /// What activities mean.
    pub activities: Mapping<Meaning<Id>>,
    /// The scale that is the craving.
    pub craving: Option<String>,
    /// The scale that is the anxiety.
    pub anxiety: Option<String>,
    /// The scale that is the connection.
    pub connection: Option<String>,
}

/// Why nothing of a file can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Moods without a meaning.
    Moods(Unknown),
    /// An activity or a scale that no entry has, and those that there are.
    Missing {
        /// `activity` or `scale`.
        what: &'static str,
        /// As it was named.
        name: String,
        /// Those that there are.
        known: Unknown,
    },
}

impl Flags {
    fn mood(&self, row: &Row) -> Option<Mood> {
        self.moods.get(&row.mood).copied().or(row.group).or_else(|| usual(&row.mood))
    }

    fn scales(&self) -> [Option<&String>; 3] {
        [&self.craving, &self.anxiety, &self.connection].map(Option::as_ref)
    }

    /// Whether every mood has a meaning, and whatever is named is there.
    fn check(&self, rows: &[Row]) -> Result<(), Trouble> {
        let unknown = rows.iter().filter(|row| !row.mood.trim().is_empty() && self.mood(row).is_none());
        let unknown = counted(unknown.map(|row| row.mood.trim().to_owned()));
        if !unknown.is_empty() {
            return Err(Trouble::Moods(unknown));
        }
        let activities = counted(rows.iter().flat_map(|row| row.activities.iter().cloned()));
        let scales = counted(rows.iter().flat_map(|row| row.scales.iter().map(|(name, _)| name.clone())));
        let is = |all: &Unknown, name: &str| all.iter().any(|(known, _)| folded(known) == folded(name));
        if let Some(name) = self.activities.names().find(|name| !is(&activities, name)) {
            return Err(Trouble::Missing { what: "activity", name: name.to_owned(), known: activities });
        }
        match self.scales().into_iter().flatten().find(|name| !is(&scales, name)) {
            Some(name) => Err(Trouble::Missing { what: "scale", name: name.clone(), known: scales }),
            None => Ok(()),
        }
    }
}

/// What the entries mean.
///
/// # Errors
/// When moods have no meaning, or an activity or a scale was named that no entry has.
pub fn mean(read: Read<Row>, flags: &Flags) -> Result<Meant, Trouble> {
    flags.check(&read.rows)?;
    let mut meant = Meant { rejected: read.rejected, ..Meant::default() };
    let mut rows = read.rows;
    oldest_first(&mut rows, |row| row.day);
    for row in rows {
        let place = row.place.clone();
        match entry(row, flags) {
            Ok(entry) => meant.entries.push(entry),
            Err(reason) => meant.rejected.push(Rejected { place, reason }),
        }
    }
    Ok(meant)
}

fn entry(row: Row, flags: &Flags) -> Result<Entry, String> {
    let mut said = Said { mood: flags.mood(&row), ..Said::default() };
    let mut entry = Entry::new(row.place, row.day, row.time);
    let mut kept: Vec<&str> = Vec::new();
    for activity in &row.activities {
        match flags.activities.get(activity) {
            None => kept.push(activity),
            Some(Meaning::Sober(clock)) => said.sober.push(*clock),
            Some(Meaning::Used(clock)) => {
                let used = Used { from: row.day, to: Some(row.day) };
                entry.uses.push(Use { clock: *clock, used, trigger: None, note: None });
            }
            Some(Meaning::Attend(meeting)) => {
                let own = || activity.parse::<Name>().map_err(|wrong| wrong.to_string());
                let meeting = meeting.clone().map_or_else(own, Ok)?;
                entry.attended.push(Attended { meeting, programme: None, venue: None, note: None });
            }
            Some(Meaning::Skip) => {}
        }
    }
    let activities = if kept.is_empty() { String::new() } else { format!("Activities: {}", kept.join(", ")) };
    let mut scales = Vec::new();
    for (name, value) in &row.scales {
        let places = [&mut said.craving, &mut said.anxiety, &mut said.connection];
        let chosen = places.into_iter().zip(flags.scales());
        let chosen = chosen.filter(|(_, wanted)| wanted.is_some_and(|wanted| folded(wanted) == folded(name)));
        match chosen.map(|(place, _)| place).next() {
            Some(place) => *place = Some(scale(name, value)?),
            None => scales.push(format!("{name}: {value}")),
        }
    }
    let parts = row.note.iter().map(String::as_str).chain([activities.as_str()]);
    said.note = note(parts.chain(scales.iter().map(String::as_str)))?;
    entry.said = Some(said);
    Ok(entry)
}

/// `8/10 points` or `8`: a scale of another length says something else.
fn scale(name: &str, value: &str) -> Result<Scale, String> {
    let wrong = || format!("\"{name}\" is no whole number from 0 to 10 here");
    let number = value.split_whitespace().next().unwrap_or_default();
    let (number, of) = number.split_once('/').map_or((number, "10"), |(number, of)| (number, of));
    if of != "10" {
        return Err(wrong());
    }
    number.parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, day: &str, mood: &str) -> Row {
        Row {
            place: Place::line(line),
            day: day.parse().unwrap(),
            time: None,
            mood: mood.to_owned(),
            group: None,
            activities: vec!["walk".to_owned(), "drank".to_owned()],
            scales: vec![("Urge".to_owned(), "7/10 points".to_owned()), ("Sleep".to_owned(), "8:00".to_owned())],
            note: vec!["Title".to_owned(), "text".to_owned()],
        }
    }

    #[test]
    fn usual_moods_are_known_in_two_languages() {
        for (label, level) in [("rad", 5), ("Meh ", 3), ("AWFUL", 1), ("Super", 5), ("Gut", 4), ("Lausig ", 1)] {
            assert_eq!(usual(label).map(Mood::level), Some(level), "{label}");
        }
        assert_eq!(usual("tired"), None);
    }

    #[test]
    fn what_has_no_meaning_is_kept_in_the_note_and_the_oldest_comes_first() {
        let clock = super::super::key::id(super::super::super::source::Source::Csv, &["clock"]);
        let activities = Mapping::new([("Drank".to_owned(), Meaning::Used(clock))]).unwrap();
        let flags = Flags { activities, craving: Some("urge".to_owned()), ..Flags::default() };
        let rows = vec![row(2, "2026-11-02", "good"), row(3, "2026-11-01", "")];
        let meant = mean(Read { rows, rejected: Vec::new() }, &flags).unwrap();
        assert_eq!(meant.entries[0].place, Place::line(3));
        let said = meant.entries[1].said.as_ref().unwrap();
        assert_eq!((said.mood.map(Mood::level), said.craving.map(Scale::value)), (Some(4), Some(7)));
        assert_eq!(said.note.as_ref().unwrap().as_str(), "Title\ntext\nActivities: walk\nSleep: 8:00");
        assert_eq!(meant.entries[1].uses[0].clock, clock);
    }

    #[test]
    fn a_mood_without_a_meaning_is_counted_and_so_is_what_is_not_there() {
        let read =
            || Read { rows: vec![row(2, "2026-11-02", "tired "), row(3, "2026-11-01", "Tired")], rejected: vec![] };
        let refused = mean(read(), &Flags::default()).unwrap_err();
        assert_eq!(refused, Trouble::Moods(vec![("tired".to_owned(), 2)]));
        let moods = Mapping::new([("tired".to_owned(), Mood::new(2).unwrap())]).unwrap();
        let flags = Flags { moods, anxiety: Some("Worry".to_owned()), ..Flags::default() };
        assert!(matches!(mean(read(), &flags).unwrap_err(), Trouble::Missing { what: "scale", .. }));
    }

    #[test]
    fn a_scale_of_another_length_is_no_strength_from_0_to_10() {
        assert_eq!(scale("a", "8/10 points").unwrap().value(), 8);
        assert_eq!(scale("a", "0").unwrap().value(), 0);
        for wrong in ["3/5", "11", "8:00", "", "8/10/10"] {
            assert!(scale("a", wrong).is_err(), "{wrong}");
        }
    }
}
