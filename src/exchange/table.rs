//! The plain table: a CSV file whose header names its columns, in any order, any of them left out but the date.
//! Between its fields stands a comma, a semicolon or a tab, as spreadsheets write them.

use super::foreign::{field, table, text, unreadable};
use crate::domain::import::table::{Column, Row};
use crate::domain::import::{Read, Rejected};
use crate::domain::source::Source;
use crate::error::Result;

/// What stands between the fields, as the header shows.
pub(super) fn delimiter(header: &str) -> u8 {
    let count = |byte: u8| header.bytes().filter(|found| *found == byte).count();
    // The first of equals: a header of one column has none of them.
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

/// The column of this name; `programme` is another word for the fellowship.
fn column(name: &str) -> Option<Column> {
    let name = if name.eq_ignore_ascii_case("programme") { "fellowship" } else { name };
    name.parse().ok()
}

/// Whether a header is one of such a table.
pub(super) fn is_header(names: &[&str]) -> bool {
    names.iter().any(|name| column(name) == Some(Column::Date))
        && names.iter().filter(|name| column(name).is_some()).count() > 1
}

/// The rows of a table.
///
/// # Errors
/// When it has no column `date`, one that is not known, or one twice.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    let text = text(Source::Csv, bytes)?;
    let table = table(Source::Csv, text, delimiter(text.lines().next().unwrap_or_default()))?;
    let all: Vec<&str> = Column::ALL.iter().map(|column| column.as_str()).collect();
    let all = format!("the columns are {}", all.join(", "));
    let mut places: Vec<Option<usize>> = vec![None; Column::ALL.len()];
    for (at, name) in table.header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let known = column(name).ok_or_else(|| {
            unreadable(Source::Csv, format!("the column \"{name}\" is not known"))
                .hint(format!("nothing was imported; {all}"))
        })?;
        if places[known as usize].replace(at).is_some() {
            return Err(unreadable(Source::Csv, format!("the column \"{known}\" stands there twice")));
        }
    }
    if places[Column::Date as usize].is_none() {
        return Err(unreadable(Source::Csv, "its first line names no column \"date\"")
            .hint(format!("nothing was imported; {all}")));
    }
    let mut read = Read::default();
    for (place, row) in table.rows {
        if row.len() > table.header.len() && row.iter().skip(table.header.len()).any(|field| !field.trim().is_empty()) {
            read.rejected.push(Rejected::new(
                place,
                format!("it has {} fields, and the header has {}", row.len(), table.header.len()),
            ));
            continue;
        }
        let cell = |at: &Option<usize>| Some(field(&row, *at)).filter(|text| !text.is_empty()).map(str::to_owned);
        read.rows.push(Row { cells: places.iter().map(cell).collect(), place });
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_stand_in_any_order_and_between_any_marks() {
        for text in [
            "note,Date\n\"a, b\",2026-11-01\n",
            "note;Date\na, b;2026-11-01\n",
            "\u{feff}note\tDate\r\na, b\t2026-11-01\r\n",
        ] {
            let read = read(text.as_bytes()).unwrap();
            assert_eq!(read.rows[0].cells[Column::Date as usize].as_deref(), Some("2026-11-01"), "{text}");
            assert_eq!(read.rows[0].cells[Column::Note as usize].as_deref(), Some("a, b"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_placed_is_refused() {
        for (wrong, said) in [
            ("", "empty"),
            ("mood\n4\n", "no column \"date\""),
            ("date,wage\n", "\"wage\" is not known"),
            ("date,mood,Mood\n", "twice"),
        ] {
            let error = read(wrong.as_bytes()).unwrap_err();
            assert!(error.message.contains(said), "{error}");
        }
        let long = read(b"date,note\n2026-11-01,a,b\n2026-11-02,a,\n2026-11-03\n").unwrap();
        assert_eq!((long.rows.len(), long.rejected.len()), (2, 1));
    }
}
