//! Everything that a person recorded, as plain tables of values: what an export holds and an import brings.
//!
//! An archive knows no format and no file. What may be left out of it is in [`anonymous`]; what becomes of it in
//! a home that has records already is in [`merge`]. Whether its values are allowed is not decided here: the
//! store finds out, by keeping them.

pub mod anonymous;
pub mod merge;

/// A value of one column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing was said.
    Empty,
    /// A number; yes and no are 1 and 0.
    Number(i64),
    /// A text, a day, an id, a word of a list.
    Text(String),
}

impl Cell {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Empty | Self::Number(_) => None,
        }
    }
}

/// The records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What they are called: `checkin`.
    pub name: String,
    /// The names of the values. An outside format may leave them out where there is no row.
    pub columns: Vec<String>,
    /// The records, each with a value for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The place of a column.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    /// The text that a row has in a column, where it is one.
    pub fn text<'a>(&self, row: &'a [Cell], column: &str) -> Option<&'a str> {
        row.get(self.place(column)?)?.text()
    }
}

/// All records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// The version of the tables, counted from 1: a later one may have more of them, and more columns.
    pub version: i64,
    /// The tables; those that others refer to come first.
    pub tables: Vec<Table>,
}

impl Archive {
    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }
}
