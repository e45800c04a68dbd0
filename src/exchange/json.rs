//! An archive as one JSON document.
//!
//! `{"format": "onward", "version": 1, "clock": [{"id": "…", …}, …], …}`: every table is a list, every row an
//! object with all its columns; what was not said is `null`. The order of tables, rows and columns is always the
//! same, so that two exports of the same records are the same bytes. It is written by streaming and read by
//! streaming: no second copy of a long life is made on the way.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{FORMAT, unreadable};
use crate::domain::archive::{Archive, Cell, Table};
use crate::error::{Error, Result};
use crate::letters::escaped;

/// The document, with a line end; what steers a terminal is written by its number, so that it can be printed on one.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn write(archive: &Archive) -> Result<String> {
    let written = serde_json::to_string_pretty(&Whole(archive));
    written
        .map(|text| escaped(text) + "\n")
        .map_err(|error| Error::refused("this cannot be written as JSON").cause(error))
}

/// The archive in a document.
///
/// # Errors
/// A refusal that says where the document is no export, without repeating what somebody wrote.
pub fn read(bytes: &[u8]) -> Result<Archive> {
    if bytes.starts_with(b"SQLite format 3\0") {
        return Err(Error::refused("this is a data file and no export")
            .hint("nothing was imported; onward opens it with --data-dir, in a folder of its own as onward.db"));
    }
    // Some editors put a mark before the first character.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut document = serde_json::Deserializer::from_slice(bytes);
    let read = WholeSeed.deserialize(&mut document).and_then(|archive| document.end().map(|()| archive));
    read.map_err(|error| {
        let line = error.line();
        match error.classify() {
            serde_json::error::Category::Eof => unreadable(format!("the document ends in its middle, on line {line}")),
            serde_json::error::Category::Data => unreadable(error.to_string()),
            _ => unreadable(format!("no JSON, from line {line} on")).cause(error),
        }
    })
}

struct Whole<'a>(&'a Archive);
struct Rows<'a>(&'a Table);
struct Row<'a>(&'a Table, &'a [Cell]);
struct Value<'a>(&'a Cell);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &self.0.version)?;
        for table in &self.0.tables {
            map.serialize_entry(&table.name, &Rows(table))?;
        }
        map.end()
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows.iter().map(|row| Row(self.0, row)))
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.columns.iter().zip(self.1.iter().map(Value)))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Number(number) => serializer.serialize_i64(*number),
            Cell::Text(text) => serializer.serialize_str(text),
        }
    }
}

struct WholeSeed;

impl<'de> DeserializeSeed<'de> for WholeSeed {
    type Value = Archive;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<Archive, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for WholeSeed {
    type Value = Archive;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export of onward")
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> std::result::Result<Archive, E> {
        Err(E::custom("the document is a text and no export"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Archive, A::Error> {
        let (mut format, mut version) = (Cell::Empty, Cell::Empty);
        let mut tables: Vec<Table> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => format = map.next_value_seed(CellSeed)?,
                "version" => version = map.next_value_seed(CellSeed)?,
                twice if tables.iter().any(|table| table.name == twice) => {
                    return Err(A::Error::custom(format!("{name} stands in the document twice")));
                }
                _ => tables.push(map.next_value_seed(RowsSeed(name))?),
            }
        }
        match (format.text(), version) {
            (Some(FORMAT), Cell::Number(version)) => Ok(Archive { version, tables }),
            (Some(FORMAT), _) => Err(A::Error::custom("the export does not say its \"version\"")),
            _ => Err(A::Error::custom(format!("this is JSON, but no export: it has no \"format\": \"{FORMAT}\""))),
        }
    }
}

/// Reads the rows of the table with this name.
struct RowsSeed(String);

impl<'de> DeserializeSeed<'de> for RowsSeed {
    type Value = Table;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<Table, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowsSeed {
    type Value = Table;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of rows for {}", self.0)
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> std::result::Result<Table, E> {
        Err(E::custom(format!("{} is no list of rows", self.0)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> std::result::Result<Table, A::Error> {
        let mut table = Table { name: self.0, columns: Vec::new(), rows: Vec::new() };
        while let Some((columns, row)) = rows.next_element_seed(RowSeed(&table))? {
            table.columns = columns;
            table.rows.push(row);
        }
        Ok(table)
    }
}

/// Reads one more row of this table; the first one says which columns there are.
struct RowSeed<'a>(&'a Table);

impl RowSeed<'_> {
    fn wrong<E: serde::de::Error>(&self, why: &str) -> E {
        E::custom(format!("{}, row {}: {why}", self.0.name, self.0.rows.len() + 1))
    }
}

impl<'de> DeserializeSeed<'de> for RowSeed<'_> {
    type Value = (Vec<String>, Vec<Cell>);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowSeed<'_> {
    type Value = (Vec<String>, Vec<Cell>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a row with its columns in {}", self.0.name)
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> std::result::Result<Self::Value, E> {
        Err(self.wrong("it has no columns"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
        let first = self.0.rows.is_empty();
        let mut columns = self.0.columns.clone();
        let mut row: Vec<Option<Cell>> = vec![None; columns.len()];
        while let Some(column) = map.next_key::<String>()? {
            let cell = map.next_value_seed(CellSeed)?;
            match columns.iter().position(|known| *known == column) {
                Some(at) if row[at].is_none() => row[at] = Some(cell),
                Some(_) => return Err(self.wrong(&format!("{column} stands there twice"))),
                None if first => {
                    columns.push(column);
                    row.push(Some(cell));
                }
                None => return Err(self.wrong(&format!("the rows before it have no {column}"))),
            }
        }
        let missing = row.iter().position(Option::is_none).and_then(|at| columns.get(at));
        match missing {
            Some(column) => Err(self.wrong(&format!("{column} is missing"))),
            None => Ok((columns, row.into_iter().flatten().collect())),
        }
    }
}

struct CellSeed;

impl<'de> DeserializeSeed<'de> for CellSeed {
    type Value = Cell;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<Cell, D::Error> {
        from.deserialize_any(self)
    }
}

impl Visitor<'_> for CellSeed {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a whole number or null")
    }

    fn visit_unit<E>(self) -> std::result::Result<Cell, E> {
        Ok(Cell::Empty)
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Cell, E> {
        Ok(Cell::Number(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> std::result::Result<Cell, E> {
        i64::try_from(number).map(Cell::Number).map_err(|_| E::custom(format!("{number} is too great a number")))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> Archive {
        let text = |text: &str| Cell::Text(text.to_owned());
        let rows = vec![
            vec![text("1"), Cell::Number(4), text("\"née\" 🌱\r\n=1+1\u{7f}\u{2028}")],
            vec![text("2"), Cell::Number(i64::MIN), Cell::Empty],
        ];
        let columns = ["id", "mood", "note"].map(str::to_owned).to_vec();
        Archive { version: 1, tables: vec![Table { name: "checkin".to_owned(), columns, rows }] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(read(write(&archive()).unwrap().as_bytes()).unwrap(), archive());
    }

    #[test]
    fn the_document_is_whole_or_refused() {
        let text = write(&archive()).unwrap();
        for end in 0..text.trim_end().len() {
            assert!(read(&text.as_bytes()[..end]).is_err(), "cut after {end} bytes");
        }
        assert!(read((text + "{}").as_bytes()).is_err());
    }

    #[test]
    fn what_is_no_export_says_so_without_repeating_it() {
        for (wrong, said) in [
            ("\"my secret\"", "no export"),
            ("[]", "an export of onward"),
            ("{}", "no \"format\""),
            (r#"{"format":"onward"}"#, "version"),
            (r#"{"format":"onward","version":1,"clock":"my secret"}"#, "clock is no list"),
            (r#"{"format":"onward","version":1,"clock":["my secret"]}"#, "clock, row 1"),
            (r#"{"format":"onward","version":1,"clock":[{"id":[1]}]}"#, "whole number or null"),
            (r#"{"format":"onward","version":1,"clock":[{"id":1.5}]}"#, "whole number or null"),
            (r#"{"format":"onward","version":1,"clock":[{"id":true}]}"#, "whole number or null"),
            (r#"{"format":"onward","version":1,"clock":[{"id":99999999999999999999}]}"#, "number"),
            (r#"{"format":"onward","version":1,"clock":[{"id":1,"id":2}]}"#, "id stands there twice"),
            (r#"{"format":"onward","version":1,"clock":[{"id":1},{}]}"#, "row 2: id is missing"),
            (r#"{"format":"onward","version":1,"clock":[{"id":1},{"id":1,"x":2}]}"#, "have no x"),
            (r#"{"format":"onward","version":1,"clock":[],"clock":[]}"#, "clock stands in the document twice"),
        ] {
            let error = read(wrong.as_bytes()).unwrap_err();
            assert!(error.message.contains(said), "{wrong}: {error}");
            assert!(!error.message.contains("secret") && error.hint.is_some(), "{wrong}: {error}");
        }
    }
}
