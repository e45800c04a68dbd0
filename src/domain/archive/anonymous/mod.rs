//! An archive without what tells who somebody is: names become numbers, and what was written freely is left out.
//!
//! What may pass is listed, each column with the form of what it holds, and each value is read in that form: whatever is
//! no id, day, time, figure or word of a closed list stays here. The days, the moods and the counts stay: they are what
//! the archive is given away for.

mod columns;

use std::collections::BTreeMap;

pub use self::columns::{Fate, fate};
use super::{Archive, Cell, Table};
use crate::domain::id::Id;
use crate::domain::milestone::MilestoneSet;
use crate::domain::programme::Programme;
use crate::domain::setting::{SettingKey, Settings};

/// The word before the number of a programme.
const PROGRAMME: &str = "programme";

/// What stands where something was left out that has to be there.
const LEFT_OUT_WORDS: &str = "(left out)";

/// The numbers that names and ids were given so far, by the word they stand under.
#[derive(Default)]
struct Numbers(BTreeMap<&'static str, BTreeMap<String, usize>>);

impl Numbers {
    /// The number of a name, in whatever letters; the next one for a name not met before.
    fn of(&mut self, word: &'static str, name: &str) -> usize {
        let known = self.0.entry(word).or_default();
        let next = known.len() + 1;
        *known.entry(name.to_lowercase()).or_insert(next)
    }

    fn told(&mut self, word: &'static str, name: &str) -> Cell {
        Cell::Text(format!("{word} {}", self.of(word, name)))
    }

    fn programme(&mut self, name: &str) -> Cell {
        match name.parse::<Programme>() {
            Ok(known) if known.is_built_in() => Cell::Text(known.to_string()),
            _ => self.told(PROGRAMME, name),
        }
    }

    fn id(&mut self, text: &str) -> Cell {
        let Ok(id) = Id::parse(text) else { return Cell::Empty };
        Cell::Text(if id.is_of_chance() { id } else { Id::numbered(self.of("id", text)) }.to_string())
    }
}

impl Archive {
    /// The same days and figures without names, numbers to call, places, links and anything written freely.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        let mut numbers = Numbers::default();
        // Those that own a name come first, so that the first clock is "clock 1".
        for table in &self.tables {
            let owned = |row: &Vec<Cell>| table.text(row, "name").map(str::to_owned);
            let names = table.rows.iter().filter_map(owned);
            match fate(&table.name, "name") {
                Some(Fate::Numbered(word)) => names.for_each(|name| {
                    numbers.of(word, &name);
                }),
                Some(Fate::Programme) => names.for_each(|name| {
                    numbers.programme(&name);
                }),
                _ => {}
            }
        }
        self.tables.iter_mut().for_each(|table| without_names(table, &mut numbers));
        self
    }
}

fn without_names(table: &mut Table, numbers: &mut Numbers) {
    if fate(&table.name, "value").is_some_and(|fate| matches!(fate, Fate::Setting)) {
        return settings(table, numbers);
    }
    for (at, column) in table.columns.iter().enumerate() {
        let fate = fate(&table.name, column).unwrap_or(Fate::LeftOut);
        for cell in table.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            *cell = passed(fate, cell, numbers);
        }
    }
}

/// What of a value passes.
fn passed(fate: Fate, cell: &Cell, numbers: &mut Numbers) -> Cell {
    match (fate, cell) {
        (Fate::Figure, Cell::Number(number)) => Cell::Number(*number),
        (Fate::Word(form), Cell::Text(text)) => form(text).map_or(Cell::Empty, Cell::Text),
        (Fate::Id, Cell::Text(text)) => numbers.id(text),
        (Fate::Numbered(word), Cell::Text(name)) => numbers.told(word, name),
        (Fate::Programme, Cell::Text(name)) => numbers.programme(name),
        (Fate::Unnamed, Cell::Text(list)) => {
            // What is no list is no word of the person's either; the import refuses it.
            let bare = list.parse::<MilestoneSet>().map_or(MilestoneSet::Plain, MilestoneSet::without_names);
            Cell::Text(bare.to_string())
        }
        (Fate::Unsaid, _) => Cell::Text(LEFT_OUT_WORDS.to_owned()),
        (
            Fate::Figure
            | Fate::Word(_)
            | Fate::Id
            | Fate::Numbered(_)
            | Fate::Programme
            | Fate::Unnamed
            | Fate::Setting
            | Fate::LeftOut,
            _,
        ) => Cell::Empty,
    }
}

/// Of the settings those stay whose values are rules, and none that says where somebody lives.
fn settings(table: &mut Table, numbers: &mut Numbers) {
    let rows = std::mem::take(&mut table.rows);
    let known = rows.iter().filter_map(|row| Some((table.text(row, "id")?, table.text(row, "value")?)));
    let passed: Vec<[Cell; 2]> = known
        .filter_map(|(key, value)| {
            let key: SettingKey = key.parse().ok()?;
            Some([Cell::Text(key.to_string()), setting(key, value, numbers)?])
        })
        .collect();
    let place = |name: &str| table.columns.iter().position(|column| column == name);
    let (id, value, width) = (place("id"), place("value"), table.columns.len());
    table.rows = passed
        .into_iter()
        .map(|[key, said]| {
            let cell = |at| {
                if Some(at) == id {
                    key.clone()
                } else if Some(at) == value {
                    said.clone()
                } else {
                    Cell::Empty
                }
            };
            (0..width).map(cell).collect()
        })
        .collect();
}

fn setting(key: SettingKey, value: &str, numbers: &mut Numbers) -> Option<Cell> {
    let written = || {
        let mut settings = Settings::default();
        settings.set(key, value).ok()?;
        settings.get(key).map(Cell::Text)
    };
    match key {
        SettingKey::Near => None,
        SettingKey::Programme => Some(numbers.programme(value)),
        SettingKey::DayStart
        | SettingKey::WeekStart
        | SettingKey::Country
        | SettingKey::Backups
        | SettingKey::LockAfter => written(),
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

    #[test]
    fn a_programme_of_ones_own_is_numbered_and_one_that_many_have_stays() {
        let tables = vec![
            table(
                "setting",
                &["id", "value"],
                &[&["near", "53.48,-2.24"], &["programme", "Chapel"], &["country", "GB"]],
            ),
            table("clock", &["programme"], &[&["AA"], &["chapel"], &["lantern"]]),
            table("programme", &["name", "title", "helper", "token"], &[&["lantern", "The Lantern", "guide", "coin"]]),
        ];
        let shown = Archive { version: 4, tables }.anonymous();
        let set = [["programme", "programme 2"], ["country", "GB"]];
        assert_eq!(shown.tables[0], table("setting", &["id", "value"], &[&set[0], &set[1]]));
        assert_eq!(shown.tables[1], table("clock", &["programme"], &[&["aa"], &["programme 2"], &["programme 1"]]));
        let own = ["programme 1", "(left out)", "(left out)", ""];
        assert_eq!(shown.tables[2], table("programme", &["name", "title", "helper", "token"], &[&own]));
    }

    #[test]
    fn an_id_that_follows_from_a_name_becomes_another_and_still_refers() {
        let (derived, chance) = ("aa7ec18c-70fd-5021-a47f-45d79651c27d", "019ab123-4567-7890-abcd-0123456789ab");
        let tables = vec![
            table("clock", &["id"], &[&[derived], &[chance]]),
            table("slip", &["clock_id"], &[&[derived], &[chance], &["Maria"]]),
        ];
        let shown = Archive { version: 4, tables }.anonymous();
        let other = "00000000-0000-8000-8000-000000000001";
        assert_eq!(shown.tables[0], table("clock", &["id"], &[&[other], &[chance]]));
        assert_eq!(shown.tables[1], table("slip", &["clock_id"], &[&[other], &[chance], &[""]]));
    }

    #[test]
    fn a_value_that_is_not_in_the_form_of_its_column_is_left_out() {
        let columns = ["role", "added_on", "every_days", "recorded_at"];
        let tables = vec![table("contact", &columns, &[&["Maria", "on Monday", "7", "my birthday"]])];
        let shown = Archive { version: 4, tables }.anonymous();
        assert_eq!(shown.tables[0].rows, [vec![Cell::Empty; 4]]);
    }
}
