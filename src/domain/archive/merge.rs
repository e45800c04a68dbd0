//! What an archive adds to a home that has records already: what is missing is added, what is the same is left,
//! and where both know a record differently ours is kept and the difference reported. Nothing is overwritten.
//!
//! Not here: the question who is right. A person can see what differs and decide.

use std::collections::{BTreeMap, BTreeSet};

use super::{Archive, Cell, Table};
use crate::domain::text;

/// A record that both sides know and that is not the same. Ours stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its table.
    pub table: String,
    /// Our record: its id, or the id of the check-in that an answer belongs to.
    pub id: String,
    /// The columns in which the two differ.
    pub columns: Vec<String>,
}

/// What comes of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The rows to add, with their references pointed at our records.
    pub added: Table,
    /// How many rows are here already.
    pub same: usize,
    /// The rows that are here with other values.
    pub differs: Vec<Difference>,
}

/// What is found out of each of their rows.
enum Found {
    New(Vec<Cell>),
    Same,
    Differs(Difference),
}

/// Puts `theirs` beside `ours`, two archives of the same version. The tables come back in the order of `theirs`,
/// in which what is referred to comes first.
pub fn merge(ours: &Archive, theirs: Archive) -> Vec<Merged> {
    let mut known = Known::default();
    let merged = |table: Table| {
        let mut side = Side::new(ours.table(&table.name), &table);
        let mut merged = Merged {
            added: Table { name: table.name.clone(), columns: table.columns.clone(), rows: Vec::new() },
            same: 0,
            differs: Vec::new(),
        };
        for row in &table.rows {
            match side.find(&table, row, &mut known) {
                Found::New(row) => merged.added.rows.push(row),
                Found::Same => merged.same += 1,
                Found::Differs(difference) => merged.differs.push(difference),
            }
        }
        merged
    };
    theirs.tables.into_iter().map(merged).collect()
}

/// What earlier tables told of the records that later ones refer to.
#[derive(Default)]
struct Known {
    /// Their table and id, and the id that our record of the same name has.
    ours: BTreeMap<(String, String), String>,
    /// The check-ins that were here before.
    checkins: BTreeSet<String>,
    /// The clocks with an ongoing slip.
    ongoing: BTreeSet<String>,
}

impl Known {
    /// Their row with its references pointed at our records: a column `clock_id` refers to the table `clock`.
    fn pointed(&self, table: &Table, row: &[Cell]) -> Vec<Cell> {
        let point = |(column, cell): (&String, &Cell)| {
            let ours = column.strip_suffix("_id").zip(cell.text());
            let ours = ours.and_then(|(table, id)| self.ours.get(&(table.to_owned(), id.to_owned())));
            ours.map_or_else(|| cell.clone(), |id| Cell::Text(id.clone()))
        };
        table.columns.iter().zip(row).map(point).collect()
    }
}

/// The rows of one table that we have, by what they are known by.
struct Side<'a> {
    by_key: BTreeMap<Vec<Cell>, &'a [Cell]>,
    by_name: BTreeMap<String, &'a [Cell]>,
    ongoing: BTreeMap<String, &'a [Cell]>,
}

/// What a row is known by: its id, or all that an answer "sober" consists of.
fn key(table: &Table, row: &[Cell]) -> Vec<Cell> {
    let columns: &[&str] = if table.place("id").is_some() { &["id"] } else { &["day", "checkin_id", "clock"] };
    columns.iter().filter_map(|column| row.get(table.place(column)?).cloned()).collect()
}

/// What there is only one of, whatever its id: a name in any letters, a goal of a kind, a part of the plan, and a
/// helpline of a name in its country, what an audience may see of everything or of a clock.
fn name(table: &Table, row: &[Cell]) -> Option<String> {
    if table.name == "audience" {
        let part = |column| table.text(row, column).unwrap_or_default();
        return Some(["audience", "contact_id", "clock_id"].map(part).join(" "));
    }
    let column = match table.name.as_str() {
        "goal" => "kind",
        "plan" => "part",
        _ => "name",
    };
    let country = table.text(row, "country").unwrap_or_default();
    table.text(row, column).map(|name| format!("{country}{}", text::key(name)))
}

/// The clock of a slip that has not ended; a clock has one at the most.
fn ongoing(table: &Table, row: &[Cell]) -> Option<String> {
    let open = table.name == "slip" && row.get(table.place("to_day")?) == Some(&Cell::Empty);
    table.text(row, "clock_id").filter(|_| open).map(str::to_owned)
}

impl<'a> Side<'a> {
    fn new(ours: Option<&'a Table>, theirs: &Table) -> Self {
        let rows = || ours.into_iter().flat_map(|table| table.rows.iter().map(Vec::as_slice));
        Self {
            by_key: rows().map(|row| (key(theirs, row), row)).collect(),
            by_name: rows().filter_map(|row| Some((name(theirs, row)?, row))).collect(),
            ongoing: rows().filter_map(|row| Some((ongoing(theirs, row)?, row))).collect(),
        }
    }

    fn find(&mut self, table: &Table, row: &[Cell], known: &mut Known) -> Found {
        let row = known.pointed(table, row);
        let id = table.text(&row, "id").map(str::to_owned);
        if let Some(ours) = self.by_key.get(&key(table, &row)) {
            if let Some(id) = id.filter(|_| table.name == "checkin") {
                known.checkins.insert(id);
            }
            return compared(table, ours, &row, &[]);
        }
        if let Some(ours) = name(table, &row).and_then(|name| self.by_name.get(&name)) {
            if let (Some(theirs), Some(ours)) = (id, table.text(ours, "id")) {
                known.ours.insert((table.name.clone(), theirs), ours.to_owned());
            }
            return compared(table, ours, &row, &["id", "name", "recorded_at"]);
        }
        // An answer belongs to its check-in: where that one is ours, its answers are ours too.
        if let Some(checkin) = table.text(&row, "checkin_id").filter(|id| known.checkins.contains(*id)) {
            return Found::Differs(difference(table, checkin, vec!["clock".to_owned()]));
        }
        if let Some(clock) = ongoing(table, &row) {
            if let Some(ours) = self.ongoing.get(&clock) {
                return compared(table, ours, &row, &[]);
            }
            if !known.ongoing.insert(clock) {
                return Found::Differs(difference(table, id.as_deref().unwrap_or_default(), vec!["to_day".to_owned()]));
            }
        }
        Found::New(row)
    }
}

fn difference(table: &Table, id: &str, columns: Vec<String>) -> Difference {
    Difference { table: table.name.clone(), id: id.to_owned(), columns }
}

/// Compares two rows that are about the same, leaving out some columns.
fn compared(table: &Table, ours: &[Cell], theirs: &[Cell], except: &[&str]) -> Found {
    let both = table.columns.iter().zip(ours.iter().zip(theirs));
    let other = both.filter(|(column, (ours, theirs))| ours != theirs && !except.contains(&column.as_str()));
    let columns: Vec<String> = other.map(|(column, _)| column.clone()).collect();
    if columns.is_empty() {
        return Found::Same;
    }
    let id = table.text(ours, "id").or_else(|| table.text(ours, "checkin_id")).unwrap_or_default();
    Found::Differs(difference(table, id, columns))
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

    fn archive(tables: Vec<Table>) -> Archive {
        Archive { version: 1, tables }
    }

    #[test]
    fn what_is_missing_is_added_and_what_is_there_is_kept() {
        let of = |rows: &[&[&str]]| archive(vec![table("checkin", &["id", "day", "note"], rows)]);
        let ours = of(&[&["1", "mon", "a"], &["2", "tue", "b"]]);
        let merged = merge(&ours, of(&[&["1", "mon", "a"], &["2", "wed", ""], &["3", "thu", "c"]]));
        assert_eq!(merged[0].added.rows, of(&[&["3", "thu", "c"]]).tables[0].rows);
        assert_eq!(merged[0].same, 1);
        let differs =
            Difference { table: "checkin".into(), id: "2".into(), columns: vec!["day".into(), "note".into()] };
        assert_eq!(merged[0].differs, [differs], "a check-in that was moved is the same check-in");
    }

    #[test]
    fn a_clock_of_the_same_name_is_the_same_clock() {
        let of = |clock: &[&str], slip: &[&str]| {
            archive(vec![
                table("clock", &["id", "name", "since"], &[clock]),
                table("slip", &["id", "clock_id", "from_day", "to_day"], &[slip]),
            ])
        };
        let ours = of(&["A", "Alcohol", "jan"], &["1", "A", "feb", "feb"]);
        let merged = merge(&ours, of(&["B", "ALCOHOL", "jan"], &["2", "B", "mar", "mar"]));
        assert_eq!((merged[0].same, merged[0].added.rows.len()), (1, 0));
        assert_eq!(merged[1].added.rows, table("", &[], &[&["2", "A", "mar", "mar"]]).rows);
    }

    #[test]
    fn a_second_ongoing_slip_is_not_added() {
        let of = |slips: &[&[&str]]| archive(vec![table("slip", &["id", "clock_id", "from_day", "to_day"], slips)]);
        let ours = of(&[&["1", "A", "feb", ""]]);
        let merged = merge(&ours, of(&[&["2", "A", "mar", ""], &["3", "B", "mar", ""], &["4", "B", "apr", ""]]));
        let ids: Vec<&str> = merged[0].differs.iter().map(|difference| difference.id.as_str()).collect();
        assert_eq!((ids, merged[0].added.rows.len()), (vec!["1", "4"], 1));
    }

    #[test]
    fn a_second_goal_of_a_kind_is_not_added() {
        let of = |rows: &[&[&str]]| archive(vec![table("goal", &["id", "kind", "meetings"], rows)]);
        let merged = merge(&of(&[&["1", "per-week", "3"]]), of(&[&["2", "per-week", "4"], &["3", "in-days", "90"]]));
        assert_eq!(merged[0].differs[0].columns, ["meetings"]);
        assert_eq!(merged[0].added.rows.len(), 1);
    }

    #[test]
    fn the_answers_of_a_check_in_that_is_ours_are_ours() {
        let of = |checkins: &[&[&str]], answers: &[&[&str]]| {
            archive(vec![
                table("checkin", &["id", "day"], checkins),
                table("sober", &["day", "checkin_id", "clock"], answers),
            ])
        };
        let ours = of(&[&["1", "mon"]], &[&["mon", "1", "alcohol"]]);
        let theirs = of(
            &[&["1", "mon"], &["2", "tue"]],
            &[&["mon", "1", "alcohol"], &["mon", "1", "nicotine"], &["tue", "2", "nicotine"]],
        );
        let merged = merge(&ours, theirs);
        assert_eq!((merged[1].same, merged[1].differs.len(), merged[1].added.rows.len()), (1, 1, 1));
    }
}
