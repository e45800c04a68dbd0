//! The log of harsh: a day, a habit and `y`, `n` or `s` in each line, then perhaps a comment and an amount, with
//! ` : ` between them. A comment that holds ` : ` itself makes a line of six parts, which harsh does not read either.

use super::foreign::{text, unreadable};
use super::habitctl::{lines, marked};
use crate::domain::import::habits::Row;
use crate::domain::import::{Place, Read};
use crate::domain::source::Source;
use crate::error::Result;

/// What stands between the parts of a line.
const BETWEEN: &str = " : ";

/// The marks in a log.
///
/// # Errors
/// When it is no text, or no line of it is one of such a log.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    let read = lines(text(Source::Harsh, bytes)?, row);
    if read.rows.is_empty() {
        return Err(unreadable(Source::Harsh, "no line has a date, a habit and y, n or s, with \" : \" between them"));
    }
    Ok(read)
}

pub(super) fn row(place: Place, line: &str) -> std::result::Result<Row, String> {
    let parts: Vec<&str> = line.split(BETWEEN).collect();
    let (day, habit, said, rest) = match parts.as_slice() {
        [day, habit, said] => (day, habit, said, &parts[3..]),
        [day, habit, said, _] | [day, habit, said, _, _] => (day, habit, said, &parts[3..]),
        _ => return Err(format!("it has {} parts between \" : \", and 3 to 5 are wanted", parts.len())),
    };
    // An empty comment before an amount ends in a colon of its own.
    let said = said.trim().trim_end_matches(':');
    let amount = rest.get(1).map(|amount| amount.trim()).filter(|amount| !amount.is_empty() && *amount != "0");
    let comment = rest.first().map(|comment| comment.trim().trim_end_matches(':').trim_end());
    let note = comment.map(str::to_owned).into_iter().chain(amount.map(|amount| format!("Amount: {amount}")));
    marked(place, day, habit, said, note.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::habits::Mark;

    #[test]
    fn each_line_is_a_mark_with_its_comment() {
        let log = "# harsh\n2026-11-01 : No alcohol : y\n2026-11-02 : No alcohol : n : hard day\n\
            2026-11-03 : Coffee : y : two cups : 2\n2026-11-04 : a : y : b : c : d\n";
        let read = read(log.as_bytes()).unwrap();
        let told: Vec<(Mark, String)> = read.rows.iter().map(|row| (row.mark, row.note.join("|"))).collect();
        let expected = [(Mark::Yes, ""), (Mark::No, "hard day"), (Mark::Yes, "two cups|Amount: 2")];
        assert_eq!(told, expected.map(|(mark, note)| (mark, note.to_owned())));
        assert_eq!(read.rejected[0].place.number, 5);
        assert!(read.rejected[0].reason.contains("6 parts"));
    }
}
