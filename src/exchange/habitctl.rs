//! The log of habitctl: a day, a habit and `y`, `n` or `s` in each line, with a tab between them.

use super::foreign::{text, unreadable};
use crate::domain::import::habits::{Mark, Row};
use crate::domain::import::{Place, Read, wrong_date};
use crate::domain::source::Source;
use crate::error::Result;

/// The marks in a log.
///
/// # Errors
/// When it is no text, or no line of it is one of such a log.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    let read = lines(text(Source::Habitctl, bytes)?, row);
    if read.rows.is_empty() {
        return Err(unreadable(Source::Habitctl, "no line has a date, a tab, a habit, a tab and y, n or s"));
    }
    Ok(read)
}

/// Reads each line that is not empty and no comment.
pub(super) fn lines(text: &str, row: impl Fn(Place, &str) -> std::result::Result<Row, String>) -> Read<Row> {
    let mut read = Read::default();
    for (number, line) in (1..).zip(text.lines()) {
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            read.add(Place::line(number), row(Place::line(number), line));
        }
    }
    read
}

pub(super) fn row(place: Place, line: &str) -> std::result::Result<Row, String> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [day, habit, said] = parts.as_slice() else {
        return Err(format!("it has {} parts between tabs, and 3 are wanted", parts.len()));
    };
    marked(place, day, habit, said, Vec::new())
}

/// The mark that these words make.
pub(super) fn marked(
    place: Place,
    day: &str,
    habit: &str,
    said: &str,
    note: Vec<String>,
) -> std::result::Result<Row, String> {
    let mark = match said.trim().to_lowercase().as_str() {
        "y" => Mark::Yes,
        "n" => Mark::No,
        "s" => Mark::Skip,
        _ => return Err("it says neither y nor n nor s".to_owned()),
    };
    let day = day.trim().parse().map_err(|_| wrong_date(day.trim()))?;
    let habit = habit.trim();
    if habit.is_empty() {
        Err("it names no habit".to_owned())
    } else {
        Ok(Row { place, day, habit: habit.to_owned(), mark, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_mark() {
        let log = "2026-11-01\tNo alcohol\ty\n2026-11-01\tMeeting\tn\n\n# later\n2026-11-02\tNo alcohol\ts\nnonsense\n2026-02-30\tx\ty\n";
        let read = read(log.as_bytes()).unwrap();
        let told: Vec<Mark> = read.rows.iter().map(|row| row.mark).collect();
        assert_eq!(told, [Mark::Yes, Mark::No, Mark::Skip]);
        assert_eq!(read.rejected.iter().map(|row| row.place.number).collect::<Vec<_>>(), [6, 7]);
        assert!(super::read(b"nonsense\n").is_err());
    }
}
