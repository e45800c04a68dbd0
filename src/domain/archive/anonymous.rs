//! An archive without what tells who somebody is: names become numbers, and what was written freely is left out.
//!
//! The days, the moods, the counts and the programmes stay: they are what the archive is given away for.

use std::collections::BTreeMap;

use super::{Archive, Cell, Table};
use crate::domain::milestone::MilestoneSet;

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Stays,
    /// Each name becomes this word and a number, the same one wherever the name stands.
    Numbered(&'static str),
    /// It is left empty.
    LeftOut,
    /// It says only that it was left out.
    Unsaid,
    /// A list of milestones stays, without the names that the person gave them.
    Unnamed,
}

/// The columns that stay. A column that stands in none of these lists is left out: what a later version adds is
/// not given away before somebody has thought about it.
const STAYS: &[(&str, &[&str])] = &[
    ("setting", &["id", "value"]),
    ("clock", &["id", "since", "programme", "hidden", "stopped_on", "recorded_at"]),
    ("slip", &["id", "clock_id", "from_day", "to_day", "recorded_at", "source"]),
    (
        "checkin",
        &[
            "id",
            "day",
            "mood",
            "craving",
            "anxiety",
            "connection",
            "hungry",
            "angry",
            "lonely",
            "tired",
            "recorded_at",
            "source",
        ],
    ),
    ("sober", &["day", "checkin_id", "clock_id"]),
    (
        "meeting",
        &[
            "id",
            "programme",
            "weekdays",
            "start_time",
            "end_time",
            "zone",
            "venue",
            "access",
            "home_group",
            "recorded_at",
            "approach",
        ],
    ),
    (
        "attendance",
        &[
            "id",
            "day",
            "meeting_id",
            "programme",
            "venue",
            "shared",
            "chaired",
            "spoke",
            "service",
            "fit",
            "proof_kind",
            "recorded_at",
            "source",
            "start_time",
        ],
    ),
    ("contact", &["id", "role", "programme", "every_days", "sos_order", "added_on", "recorded_at"]),
    ("reach", &["id", "contact_id", "day", "channel", "direction", "recorded_at"]),
    ("goal", &["id", "kind", "meetings", "days", "from_day", "once_a_day", "recorded_at"]),
    ("plan", &["id", "part", "recorded_at"]),
    (
        "urge",
        &[
            "id",
            "day",
            "time",
            "clock_id",
            "strength",
            "hungry",
            "angry",
            "lonely",
            "tired",
            "delayed",
            "escaped",
            "accepted",
            "distracted",
            "substituted",
            "strength_after",
            "minutes",
            "outcome",
            "recorded_at",
        ],
    ),
    ("stepwork", &["id", "programme", "number", "begun_on", "done_on", "contact_id", "recorded_at"]),
    ("stepnote", &["id", "stepwork_id", "day", "recorded_at"]),
    ("worksheet", &["id", "tool", "day", "clock_id", "recorded_at"]),
    ("answer", &["id", "worksheet_id", "question", "place", "score", "day", "recorded_at"]),
    ("win", &["id", "day", "recorded_at"]),
    ("programme", &["id", "name", "title", "steps", "helper", "token", "recorded_at"]),
    ("helpline", &["id", "country", "checked_on", "hidden", "recorded_at"]),
    ("audience", &["id", "audience", "contact_id", "clock_id", "fields", "recorded_at"]),
    ("shared", &["id", "day", "audience", "contact_id", "since", "until", "fields", "format", "bytes", "recorded_at"]),
];

/// The columns with a name, and what is said in its place. Those that own the name come first, so that the first
/// clock is "clock 1".
const NUMBERED: &[(&str, &str, &str)] = &[
    ("clock", "name", "clock"),
    ("meeting", "name", "meeting"),
    ("contact", "name", "contact"),
    ("slip", "clock", "clock"),
    ("sober", "clock", "clock"),
    ("attendance", "meeting", "meeting"),
    ("reach", "contact", "contact"),
    ("urge", "clock", "clock"),
    ("stepwork", "contact", "contact"),
    ("worksheet", "clock", "clock"),
    ("helpline", "name", "helpline"),
    ("shared", "contact", "contact"),
];

/// The columns that are left out, by table.
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("slip", &["trigger", "note"]),
    ("checkin", &["gratitude", "note"]),
    ("meeting", &["place", "link", "note", "source", "listing", "point", "types"]),
    ("attendance", &["proof_by", "proof_ref", "note", "place", "liked", "missed"]),
    ("contact", &["phone", "handle", "note"]),
    ("reach", &["note"]),
    ("urge", &["trigger", "did", "note"]),
    ("worksheet", &["about"]),
    ("answer", &["text"]),
    ("helpline", &["hours"]),
    ("shared", &["clocks", "digest"]),
];

/// The columns that are left out where something has to stand: these words stand there then.
const UNSAID: &[(&str, &str)] = &[("plan", "text"), ("stepnote", "text"), ("win", "text"), ("helpline", "how")];

/// What stands where something was left out that has to be there.
const LEFT_OUT_WORDS: &str = "(left out)";

/// What becomes of a column; none for one that nobody has thought about yet.
pub fn fate(table: &str, column: &str) -> Option<Fate> {
    let holds = |list: &[(&str, &[&str])]| list.iter().any(|(name, all)| *name == table && all.contains(&column));
    let word = NUMBERED.iter().find(|(name, named, _)| (*name, *named) == (table, column)).map(|(.., word)| *word);
    match word {
        Some(word) => Some(Fate::Numbered(word)),
        None if holds(STAYS) => Some(Fate::Stays),
        None if holds(LEFT_OUT) => Some(Fate::LeftOut),
        None if column == "milestones" => Some(Fate::Unnamed),
        None if UNSAID.contains(&(table, column)) => Some(Fate::Unsaid),
        None => None,
    }
}

/// The numbers that names were given so far, by the word they stand under.
#[derive(Default)]
struct Numbers(BTreeMap<(&'static str, String), usize>);

impl Numbers {
    /// The number of a name; the next one for a name not met before.
    fn of(&mut self, word: &'static str, name: &str) -> usize {
        let next = self.0.keys().filter(|(known, _)| *known == word).count() + 1;
        *self.0.entry((word, name.to_owned())).or_insert(next)
    }
}

impl Archive {
    /// The same days and figures without names, numbers to call, places, links and anything written freely.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        let mut numbers = Numbers::default();
        for (table, column, word) in NUMBERED {
            let named = self.tables.iter().filter(|found| found.name == *table);
            let names = named.flat_map(|found| found.rows.iter().filter_map(|row| found.text(row, column)));
            for name in names {
                numbers.of(word, name);
            }
        }
        self.tables.iter_mut().for_each(|table| without_names(table, &mut numbers));
        self
    }
}

fn without_names(table: &mut Table, numbers: &mut Numbers) {
    for (at, column) in table.columns.iter().enumerate() {
        let fate = fate(&table.name, column).unwrap_or(Fate::LeftOut);
        for cell in table.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            match (fate, &*cell) {
                (Fate::Stays, _) => {}
                (Fate::Numbered(word), Cell::Text(name)) => {
                    *cell = Cell::Text(format!("{word} {}", numbers.of(word, name)))
                }
                (Fate::Unnamed, Cell::Text(list)) => {
                    // What is no list is no word of the person's either; the import refuses it.
                    let bare = list.parse::<MilestoneSet>().map_or(MilestoneSet::Plain, MilestoneSet::without_names);
                    *cell = Cell::Text(bare.to_string());
                }
                (Fate::Unsaid, _) => *cell = Cell::Text(LEFT_OUT_WORDS.to_owned()),
                (Fate::Numbered(_) | Fate::LeftOut | Fate::Unnamed, _) => *cell = Cell::Empty,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, columns: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        Table {
            name: name.to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    #[test]
    fn a_name_gets_the_same_number_wherever_it_was_copied() {
        let tables = vec![
            table("slip", &["clock", "trigger"], &[&["removed", "payday"], &["drink", ""]]),
            table("clock", &["name"], &[&["smoke"], &["drink"]]),
        ];
        let shown = Archive { version: 1, tables }.anonymous();
        assert_eq!(shown.tables[0], table("slip", &["clock", "trigger"], &[&["clock 3", ""], &["clock 2", ""]]));
        assert_eq!(shown.tables[1], table("clock", &["name"], &[&["clock 1"], &["clock 2"]]));
    }

    #[test]
    fn milestones_stay_without_the_names_that_they_were_given() {
        let tables = vec![table("clock", &["milestones"], &[&["30d=for Maria,3m"], &["aa"]])];
        let shown = Archive { version: 3, tables }.anonymous();
        assert_eq!(shown.tables[0], table("clock", &["milestones"], &[&["30d,3m"], &["aa"]]));
    }

    #[test]
    fn a_column_that_nobody_thought_about_is_left_out() {
        let tables = vec![table("contact", &["role", "secret"], &[&["sponsor", "x"]])];
        let shown = Archive { version: 9, tables }.anonymous();
        assert_eq!(shown.tables[0].rows, [[Cell::Text("sponsor".to_owned()), Cell::Empty]]);
    }
}
