//! A sheet of meetings as CSV (RFC 4180, UTF-8, CRLF): what it is and whose, then the table. All rows have as many fields.
//!
//! Unlike an export it is never read back, and somebody else opens it in a spreadsheet: a text that would be taken for a
//! formula has an apostrophe before it, and what would steer a screen or turn the words around is left out.

use ::csv::{Terminator, WriterBuilder};

use crate::domain::sheet::{Line, SELF_REPORT, Sheet};
use crate::error::{Error, Result};
use crate::letters::visible;

/// The columns of the table; the last one is for whoever signs.
const COLUMNS: [&str; 10] =
    ["Date", "Weekday", "Start", "Group", "Programme", "Place", "Proof", "Reference", "Initials", "Signature"];

/// The sheet as the bytes of a file.
///
/// # Errors
/// Never in practice: every value has a form in CSV.
pub fn write(sheet: &Sheet) -> Result<String> {
    let wrong = || Error::refused("this cannot be written as CSV");
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let about = about(sheet);
    let lines = sheet.lines.iter().map(line);
    for row in about.into_iter().chain([COLUMNS.map(str::to_owned)]).chain(lines) {
        writer.write_record(row.map(harmless)).map_err(|error| wrong().cause(error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong().cause(error))?;
    String::from_utf8(bytes).map_err(|error| wrong().cause(error))
}

/// What stands above the table, each with what belongs to it, and an empty row.
fn about(sheet: &Sheet) -> Vec<[String; COLUMNS.len()]> {
    let pair = |label: &str, value: &str| {
        let mut row: [String; COLUMNS.len()] = Default::default();
        row[0] = label.to_owned();
        row[1] = value.to_owned();
        row
    };
    let said = |name: &Option<crate::domain::text::Name>| name.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut rows = vec![pair("Meetings attended", SELF_REPORT), pair("Name", &said(&sheet.name))];
    if sheet.case.is_some() {
        rows.push(pair("Case", &said(&sheet.case)));
    }
    rows.push(pair("From", &sheet.since.to_string()));
    rows.push(pair("Until", &sheet.until.to_string()));
    if let Some(programme) = &sheet.programme {
        rows.push(pair("Programme", programme));
    }
    rows.push(pair("", ""));
    rows
}

fn line(line: &Line) -> [String; COLUMNS.len()] {
    let proof = line.proof.as_ref();
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        line.day.to_string(),
        line.day.date().format("%A").to_string(),
        text(line.start_told()),
        line.meeting.to_string(),
        text(line.programme.clone()),
        text(line.place_told()),
        text(proof.map(|proof| proof.kind.to_string())),
        text(proof.and_then(|proof| Some(proof.reference.as_ref()?.to_string()))),
        text(proof.and_then(|proof| Some(proof.by.as_ref()?.to_string()))),
        String::new(),
    ]
}

/// A field that no spreadsheet takes for a formula, and that shows nothing but what it holds.
fn harmless(text: String) -> String {
    let text = visible(&text);
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(meeting: &str) -> Sheet {
        let line = Line {
            day: "2026-11-17".parse().unwrap(),
            start: "19:30".parse().ok(),
            end: None,
            zone: None,
            meeting_id: None,
            meeting: meeting.parse().unwrap(),
            programme: Some("AA".to_owned()),
            venue: "online".parse().ok(),
            place: None,
            proof: None,
        };
        Sheet {
            name: None,
            case: "7".parse().ok(),
            since: "2026-11-01".parse().unwrap(),
            until: "2026-11-23".parse().unwrap(),
            programme: None,
            lines: vec![line],
        }
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_sheet_says_what_it_is_before_its_table() {
        let text = write(&sheet("Step, \"Tuesday\"")).unwrap();
        let rows = rows(&text);
        let first: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(first, ["Meetings attended", "Name", "Case", "From", "Until", "", "Date", "2026-11-17"]);
        assert!(rows[0][1].contains("not a certificate"), "{text}");
        let line = ["2026-11-17", "Tuesday", "19:30", "Step, \"Tuesday\"", "AA", "online", "", "", "", ""];
        assert_eq!(rows[7], line);
        assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for odd in ["=1+1", "+44", "-x", "@sum", "=HYPERLINK(\"http://x\")"] {
            let text = write(&sheet(odd)).unwrap();
            assert_eq!(rows(&text)[7][3], format!("'{odd}"));
        }
        assert_eq!(rows(&write(&sheet("a=b")).unwrap())[7][3], "a=b");
    }

    #[test]
    fn nothing_steers_the_screen_of_who_reads_it() {
        let text = write(&sheet("Step \u{202e}ydutS\u{200e}")).unwrap();
        assert_eq!(rows(&text)[7][3], "Step ydutS");
        assert_eq!(rows(&write(&sheet("\u{200e}=1+1")).unwrap())[7][3], "'=1+1", "what hides a formula goes first");
    }
}
