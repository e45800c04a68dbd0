//! The records in a table of CSV: its header names the columns, in any order; a comma, a semicolon or a tab stands
//! between the fields.

use std::borrow::Cow;

use ::csv::{ReaderBuilder, StringRecord};

use super::super::table::delimiter;
use super::record::{Field, Record, normal};
use super::taker::{Form, Taker};
use super::{COLUMNS, refused};
use crate::domain::limits;
use crate::domain::listing::quoted;
use crate::error::Result;

/// No first line of a table is longer, in bytes.
const LONGEST_HEADER: usize = 100_000;

/// Reads the rows of this table.
///
/// # Errors
/// When its first line names no columns of a list of meetings, or when it ends inside of quotes.
pub(super) fn read(text: &str, taker: &mut Taker<'_>) -> Result<()> {
    let text = text.trim_start();
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    if first.len() > LONGEST_HEADER {
        return Err(refused("it is neither JSON nor a table whose first line names the columns of such a list")
            .cause(format!("its first line has {} characters", first.len()))
            .hint(format!("nothing was imported; the columns of a plain table are {}", COLUMNS.join(", "))));
    }
    let between = delimiter(first);
    let mut builder = ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).delimiter(between).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut next = |row: &mut StringRecord| {
        let more = reader.read_record(row).map_err(|error| refused("it is no CSV").cause(error))?;
        let at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if row.as_slice().len() > limits::RECORD {
            let most = limits::size(limits::RECORD as u64);
            return Err(refused(format!("one of its rows is longer than {most}"))
                .hint("nothing was imported; a quote that is never closed makes one row of all that follows it"));
        }
        Ok::<_, crate::error::Error>(more.then_some(at))
    };
    next(&mut row)?;
    let header: Vec<String> = row.iter().map(|name| normal(name).into_owned()).collect();
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let Some(form) = Form::of_header(&names) else {
        return Err(refused("it is neither JSON nor a table whose first line names the columns of such a list")
            .cause(format!("its first line is {}", quoted(text.lines().next().unwrap_or_default())))
            .hint(format!("nothing was imported; the columns of a plain table are {}", COLUMNS.join(", "))));
    };
    taker.know_columns(&names, form);
    let mut short = None;
    while let Some(at) = next(&mut row)? {
        let cells = row.iter().map(|cell| Field::Text(Cow::Borrowed(cell)));
        let names = header.iter().map(|name| Cow::Borrowed(name.as_str()));
        let record = Record::new(names.zip(cells).collect());
        short =
            (row.len() < header.len()).then(|| row.get(row.len() - 1).is_some_and(|last| last.contains(['\n', '\r'])));
        let over = row.iter().skip(header.len()).any(|cell| !cell.trim().is_empty());
        if over {
            let reason = format!("it has {} fields, and the header has {}", row.len(), header.len());
            taker.reject(record.line(&["name", "committeename", "meeting_name", "title"]), None, reason);
        } else if !record.is_blank() {
            taker.take(&record, form, at)?;
        }
    }
    // A quote that is never closed makes one field of all that follows it.
    if short == Some(true) && text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(
            refused("it ends inside of quotes").hint("nothing was imported; it was cut short, so fetch it again")
        );
    }
    Ok(())
}
