//! An archive as CSV files (RFC 4180): one for each table, named after it, with a header; and `format.csv`, which
//! holds the format, its version and how many rows each table has. By these a file that was cut is found out.
//!
//! A field without anything is what was not said. No text that can be left out is ever empty, so the two are
//! never confused. A text that begins with `=`, `+`, `-` or `@` is written as it is, because it has to come back as
//! it is: what a spreadsheet makes of it is not decided here.

use ::csv::{ErrorKind, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::{FORMAT, unreadable};
use crate::domain::archive::{Archive, Cell, Table};
use crate::error::{Error, Result};

/// The file that says what the others are.
const ABOUT: &str = "format.csv";

/// A file by its name, with its bytes.
type Named = (String, Vec<u8>);

/// The files, the one that says what they are last.
///
/// # Errors
/// Never in practice: every value has a form in CSV.
pub fn write(archive: &Archive) -> Result<Vec<Named>> {
    let text = |text: &str| text.to_owned();
    let mut about = vec![[text("format"), text(FORMAT)], [text("version"), archive.version.to_string()]];
    about.extend(archive.tables.iter().map(|table| [table.name.clone(), table.rows.len().to_string()]));
    let tables = archive.tables.iter().map(|table| {
        let rows = table.rows.iter().map(|row| row.iter().map(field).collect());
        Ok((format!("{}.csv", table.name), bytes(table.columns.clone(), rows)?))
    });
    let about = about.into_iter().map(|pair| pair.to_vec());
    let about = Ok((text(ABOUT), bytes(vec![text("what"), text("value")], about)?));
    tables.chain(std::iter::once(about)).collect()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

fn bytes(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let failed = |error: ::csv::Error| Error::refused("this cannot be written as CSV").cause(error);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::refused("this cannot be written as CSV").cause(error))
}

/// The archive in these files.
///
/// # Errors
/// A refusal that names the file and the row where they are no export.
pub fn read(files: &[Named]) -> Result<Archive> {
    let about = table(files, ABOUT)?;
    let said = |what: &str| {
        let row = about.rows.iter().find(|row| row.first().and_then(Cell::text) == Some(what));
        row.and_then(|row| row.get(1)).and_then(Cell::text)
    };
    if said("format") != Some(FORMAT) {
        return Err(unreadable(format!("these are no files of an export: {ABOUT} has no line format,{FORMAT}")));
    }
    let version = said("version").and_then(|version| version.parse().ok());
    let version = version.ok_or_else(|| unreadable(format!("{ABOUT} does not say the version")))?;
    let named = about.rows.iter().filter_map(|row| row.first()?.text());
    let named = named.filter(|name| !["format", "version"].contains(name));
    let tables = named.map(|name| counted(files, name, said(name).and_then(|rows| rows.parse().ok())));
    let archive = Archive { version, tables: tables.collect::<Result<_>>()? };
    let part = |name: &str| name == ABOUT || archive.tables.iter().any(|table| name == format!("{}.csv", table.name));
    match files.iter().find(|(name, _)| !part(name)) {
        Some((other, _)) => Err(unreadable(format!("{other} is no part of this export: {ABOUT} does not name it"))),
        None => Ok(archive),
    }
}

/// The table of this name, which has to have as many rows as it is said to have.
fn counted(files: &[Named], name: &str, rows: Option<usize>) -> Result<Table> {
    let file = format!("{name}.csv");
    let table = Table { name: name.to_owned(), ..table(files, &file)? };
    match rows {
        Some(rows) if rows == table.rows.len() => Ok(table),
        Some(rows) => Err(unreadable(format!("{file} has {} rows, and {ABOUT} says {rows}", table.rows.len()))),
        None => Err(unreadable(format!("{ABOUT} does not say how many rows {file} has"))),
    }
}

/// What one file holds; all values are texts here, those of a number too.
fn table(files: &[Named], file: &str) -> Result<Table> {
    let found = files.iter().find(|(name, _)| name == file);
    let (_, bytes) = found.ok_or_else(|| unreadable(format!("there is no {file} in the folder")))?;
    // The last line of a file that was cut can look whole.
    if !bytes.ends_with(b"\n") {
        return Err(unreadable(format!("{file} does not end with a line end: it may have been cut")));
    }
    let mut reader = ReaderBuilder::new().from_reader(bytes.as_slice());
    let columns = reader.headers().map_err(|error| wrong(file, &error))?.iter().map(str::to_owned).collect();
    let cells = |row: StringRecord| row.iter().map(|field| Cell::Text(field.to_owned())).collect();
    let rows = reader.records().map(|row| row.map(cells).map_err(|error| wrong(file, &error)));
    Ok(Table { name: file.to_owned(), columns, rows: rows.collect::<Result<_>>()? })
}

/// What is wrong with a row, without repeating what stands in it. Rows are counted below the header: what is one
/// line depends on who counts.
fn wrong(file: &str, error: &::csv::Error) -> Error {
    let row = error.position().map(|at| format!(", row {}", at.record())).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            unreadable(format!("{file}{row}: it has {len} fields, and the header has {expected_len}"))
        }
        ErrorKind::Utf8 { .. } => unreadable(format!("{file}{row}: it is not UTF-8 text")),
        _ => unreadable(format!("{file}{row}: it cannot be read as CSV")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn archive(rows: Vec<Vec<Cell>>) -> Archive {
        let columns = ["id", "note"].map(str::to_owned).to_vec();
        Archive { version: 1, tables: vec![Table { name: "checkin".to_owned(), columns, rows }] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let odd = ["a,b", "\"", "a\r\nb\nc\rd", "=1+1", "@x", " blank ", "née 🌱", "\u{feff}mark", ";", "#"];
        let archive = archive(odd.into_iter().map(|odd| vec![text("1"), text(odd)]).collect());
        assert_eq!(read(&write(&archive).unwrap()).unwrap(), archive);
    }

    #[test]
    fn the_files_are_what_spreadsheets_read() {
        let files =
            write(&archive(vec![vec![Cell::Number(1), text("a \"b\", c")], vec![text("2"), Cell::Empty]])).unwrap();
        let (name, bytes) = &files[0];
        assert_eq!(
            (name.as_str(), bytes.as_slice()),
            ("checkin.csv", &b"id,note\r\n1,\"a \"\"b\"\", c\"\r\n2,\r\n"[..])
        );
        assert_eq!(
            files[1],
            ("format.csv".to_owned(), b"what,value\r\nformat,onward\r\nversion,1\r\ncheckin,2\r\n".to_vec())
        );
    }

    #[test]
    fn a_mark_before_the_first_column_is_no_part_of_it() {
        let mut files = write(&archive(vec![vec![text("1"), text("x")]])).unwrap();
        for (_, bytes) in &mut files {
            bytes.splice(0..0, *b"\xef\xbb\xbf");
        }
        assert_eq!(read(&files).unwrap(), archive(vec![vec![text("1"), text("x")]]));
    }

    #[test]
    fn a_file_that_was_cut_is_found_out() {
        let whole = write(&archive(vec![vec![text("1"), text("my\r\nsecret")], vec![text("2"), text("b")]])).unwrap();
        for at in 0..whole.len() {
            for end in 0..whole[at].1.len() {
                let mut files = whole.clone();
                files[at].1.truncate(end);
                let error = read(&files).unwrap_err();
                assert!(!error.message.contains("secret") && error.hint.is_some(), "{error}");
            }
            let mut files = whole.clone();
            files.remove(at);
            assert!(read(&files).is_err());
        }
    }

    #[test]
    fn what_does_not_belong_to_the_export_is_refused() {
        let mut files = write(&archive(vec![])).unwrap();
        files.push(("mine.csv".to_owned(), b"a\n".to_vec()));
        assert!(read(&files).unwrap_err().message.contains("mine.csv"));
        files.pop();
        files[0].1 = b"id,note\n1,\xff\n".to_vec();
        assert!(read(&files).unwrap_err().message.contains("checkin.csv, row 1: it is not UTF-8"));
    }
}
