//! Whose a file is, as far as its first bytes say.

use super::foreign::Named;
use super::{daylio, habitctl, harsh, r#loop, table, zip};
use crate::domain::import::Place;
use crate::domain::source::Source;

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// An export of our own.
    Ours,
    /// Another program's, that can be read.
    Like(Source),
    /// One file of several of another program's.
    Part(Source),
    /// A database, which is not read; its program exports CSV too.
    Database(Source),
}

/// How many lines are looked at.
const LINES: usize = 50;

/// How many bytes of a database are looked at: the first pages hold its tables' names.
const SCHEMA: usize = 256 * 1024;

/// Whose the file is with these bytes; none where they say nothing.
pub fn file(bytes: &[u8]) -> Option<Looks> {
    if bytes.starts_with(zip::MAGIC) {
        let names = zip::names(bytes);
        let holds = |ending: &str| names.iter().any(|name| name.rsplit('/').next() == Some(ending));
        return match (holds(daylio::BACKUP), holds(r#loop::MARKS) || holds(r#loop::HABITS)) {
            (true, _) => Some(Looks::Like(Source::Daylio)),
            (_, true) => Some(Looks::Like(Source::Loop)),
            _ => None,
        };
    }
    if bytes.starts_with(b"SQLite format 3\0") {
        let start = &bytes[..bytes.len().min(SCHEMA)];
        let names = |table: &[u8]| start.windows(table.len()).any(|part| part.eq_ignore_ascii_case(table));
        return (names(b"table habits") && names(b"table repetitions")).then_some(Looks::Database(Source::Loop));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(16 * 1024)]);
    let start = start.trim_start();
    if start.starts_with(['{', '[']) {
        return json(start);
    }
    header(start.lines().next().unwrap_or_default()).or_else(|| log(start))
}

/// Whose the folder is with these files.
pub fn folder(files: &[Named]) -> Option<Looks> {
    let holds = |ending: &str| files.iter().any(|(name, _)| name.rsplit('/').next() == Some(ending));
    if holds("format.csv") {
        return Some(Looks::Ours);
    }
    (holds(r#loop::MARKS) || holds(r#loop::HABITS)).then_some(Looks::Like(Source::Loop))
}

fn json(start: &str) -> Option<Looks> {
    let says = |key: &str| start.contains(&format!("\"{key}\""));
    match start.starts_with('{') {
        true => (says("format") && says("onward")).then_some(Looks::Ours),
        false => (says("name") && (says("history") || says("daily_notes"))).then_some(Looks::Like(Source::Sobriety)),
    }
}

fn header(line: &str) -> Option<Looks> {
    let between = char::from(table::delimiter(line));
    let names: Vec<&str> = line.split(between).map(|name| name.trim().trim_matches('"')).collect();
    match names.as_slice() {
        names if daylio::is_header(names) => Some(Looks::Like(Source::Daylio)),
        ["Date", "Value", ..] | ["Position", "Name", ..] | ["Date", .., ""] => Some(Looks::Part(Source::Loop)),
        names if table::is_header(names) => Some(Looks::Like(Source::Csv)),
        _ => None,
    }
}

fn log(start: &str) -> Option<Looks> {
    let lines = || start.lines().take(LINES);
    if lines().any(|line| habitctl::row(Place::line(1), line).is_ok()) {
        return Some(Looks::Like(Source::Habitctl));
    }
    lines().any(|line| harsh::row(Place::line(1), line).is_ok()).then_some(Looks::Like(Source::Harsh))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_how_it_begins() {
        for (text, looks) in [
            (
                "\u{feff}full_date,date,weekday,time,mood,activities,note_title,note\n",
                Some(Looks::Like(Source::Daylio)),
            ),
            ("year,date,weekday,time,mood,activities,note\n", Some(Looks::Like(Source::Daylio))),
            ("Date,Value,Notes\n", Some(Looks::Part(Source::Loop))),
            ("Date,No alcohol,Coffee,\n", Some(Looks::Part(Source::Loop))),
            ("Position,Name,Type\n", Some(Looks::Part(Source::Loop))),
            ("date;mood\n", Some(Looks::Like(Source::Csv))),
            ("2026-11-01\tNo alcohol\ty\n", Some(Looks::Like(Source::Habitctl))),
            ("# harsh\n2026-11-01 : No alcohol : y\n", Some(Looks::Like(Source::Harsh))),
            ("[{\"name\": \"x\", \"history\": {}}]", Some(Looks::Like(Source::Sobriety))),
            ("{\n \"format\": \"onward\"", Some(Looks::Ours)),
            ("hello", None),
            ("", None),
            ("[1]", None),
        ] {
            assert_eq!(file(text.as_bytes()), looks, "{text}");
        }
        assert_eq!(folder(&[("format.csv".to_owned(), Vec::new())]), Some(Looks::Ours));
        assert_eq!(folder(&[("001 x/Checkmarks.csv".to_owned(), Vec::new())]), Some(Looks::Like(Source::Loop)));
    }
}
