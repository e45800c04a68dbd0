//! What the readers of other programs' files share: text, CSV with a header found by name, and refusals.

use std::sync::Arc;

use ::csv::{ReaderBuilder, StringRecord};

use crate::domain::import::Place;
use crate::domain::limits;
use crate::domain::source::Source;
use crate::error::{Error, Result};

/// A file by its name, with its bytes.
pub type Named = (String, Vec<u8>);

/// The refusal of a whole file that was to be from `source`.
pub(super) fn unreadable(source: Source, why: impl std::fmt::Display) -> Error {
    Error::refused(format!("this cannot be read as {}: {why}", source.title()))
        .hint("nothing was imported; export it again there, or correct the file")
}

/// The text in a file, without the mark that some programs put before its first character.
pub(super) fn text(source: Source, bytes: &[u8]) -> Result<&str> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(unreadable(source, "it is UTF-16 text").hint("nothing was imported; save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        unreadable(source, format!("line {line} is not UTF-8 text"))
    })
}

/// A table in a file: its header, and rows that may be of any length.
pub(super) struct Table {
    /// The names in the header, without blanks around them.
    pub(super) header: Vec<String>,
    /// The rows, each with its line.
    pub(super) rows: Vec<(Place, StringRecord)>,
}

impl Table {
    /// Where the column of this name stands, whatever the case of its letters.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|known| known.eq_ignore_ascii_case(name))
    }
}

/// The rows of a CSV file; of several files, `file` says which one it is.
pub(super) fn rows(
    source: Source,
    text: &str,
    delimiter: u8,
    file: Option<&Arc<str>>,
) -> Result<Vec<(Place, StringRecord)>> {
    let mut builder = ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(source, format!("line {}: {}", lines.line, why(&error))))?;
        let start = row.position().map_or(0, ::csv::Position::byte);
        let number = lines.of(usize::try_from(start).unwrap_or(usize::MAX));
        if row.as_slice().len() > limits::RECORD {
            let most = limits::size(limits::RECORD as u64);
            return Err(unreadable(source, format!("the row on line {number} is longer than {most}"))
                .hint("nothing was imported; a quote that is never closed makes one row of all that follows it"));
        }
        if row.iter().any(|field| !field.trim().is_empty()) {
            rows.push((Place { file: file.cloned(), ..Place::line(number) }, row));
        }
    }
    Ok(rows)
}

/// What is wrong with a row, without repeating what stands in it.
fn why(error: &::csv::Error) -> &'static str {
    if matches!(error.kind(), ::csv::ErrorKind::Utf8 { .. }) { "it is not UTF-8 text" } else { "it is no CSV" }
}

/// Counts lines as an editor does. The reader of rows counts the blank lines before a row as its first.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at this byte or at the blank lines from it on.
    fn of(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            let alone = *byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n');
            self.line += u64::from(*byte == b'\n' || alone);
            self.at += 1;
        }
        self.line
    }
}

/// A CSV file with a header.
pub(super) fn table(source: Source, text: &str, delimiter: u8) -> Result<Table> {
    let mut rows = rows(source, text, delimiter, None)?;
    if rows.is_empty() {
        return Err(unreadable(source, "it is empty"));
    }
    let (_, header) = rows.remove(0);
    Ok(Table { header: header.iter().map(|name| name.trim().to_owned()).collect(), rows })
}

/// What stands in a column of a row; empty where the row ends before it.
pub(super) fn field(row: &StringRecord, column: Option<usize>) -> &str {
    column.and_then(|at| row.get(at)).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_known_by_the_line_they_begin_on() {
        for text in ["a\n\n\"b\nb\"\n\n\nc\n", "a\r\n\r\n\"b\r\nb\"\r\n\r\n\r\nc", "a\r\r\"b\rb\"\r\r\rc\r"] {
            let rows = rows(Source::Csv, text, b',', None).unwrap();
            assert_eq!(rows.iter().map(|(place, _)| place.number).collect::<Vec<_>>(), [1, 3, 7], "{text:?}");
        }
    }

    #[test]
    fn what_is_no_utf_8_text_is_refused_with_its_line() {
        assert!(text(Source::Csv, b"a\nb\xff").unwrap_err().message.contains("line 2"));
        assert!(text(Source::Csv, b"\xff\xfea\0").unwrap_err().message.contains("UTF-16"));
        assert_eq!(text(Source::Csv, b"\xef\xbb\xbfa").unwrap(), "a");
    }
}
