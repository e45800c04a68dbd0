//! The records in JSON, whatever they are wrapped in: a list, a list in a record, a sheet, or one on each line.
//!
//! Each record is found first and read then, so that one that cannot be read is one record that is lost, and not the
//! list. Numbers too large, halves of characters and records in records without end are then nothing special.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Error as JsonError};

use super::record::{Field, Name, Record, normal};
use super::refused;
use super::taker::{Form, Taker};
use crate::error::{Error, Result};

/// Reads the records in this text.
///
/// # Errors
/// When it is no JSON from its beginning to its end.
pub(super) fn read(text: &str, taker: &mut Taker<'_>) -> Result<()> {
    if text.trim_start().starts_with('[') {
        return list(text, text, false, taker);
    }
    let mut json = Deserializer::from_str(text);
    let parts = json.deserialize_map(Parts).map_err(|error| broken(text, &error))?;
    let part = |name: &str| {
        let found = parts.iter().find(|(known, _)| known == name).map(|(_, part)| part.get());
        found.filter(|part| part.starts_with('['))
    };
    let Some((name, inside)) = ["meetings", "values", "records"].iter().find_map(|name| Some((*name, part(name)?)))
    else {
        return lines(text, taker);
    };
    json.end().map_err(|error| broken(text, &error))?;
    if let Some(formats) = part("formats") {
        match serde_json::from_str::<Field<'_>>(formats) {
            Ok(Field::List(formats)) => taker.know_formats(&formats.into_iter().filter_map(record).collect::<Vec<_>>()),
            _ => taker.warn_of_all("its list of formats cannot be read; the usual keys were taken"),
        }
    }
    list(inside, text, name == "records", taker)
}

fn record(field: Field<'_>) -> Option<Record<'_>> {
    match field {
        Field::Record(record) => Some(record),
        _ => None,
    }
}

/// The parts of a record, unread.
struct Parts;

impl<'de> Visitor<'de> for Parts {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
        let mut parts = Vec::new();
        while let Some((Name(name), part)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
            parts.push((name, part));
        }
        Ok(parts)
    }
}

/// One record after the other, without a list around them.
fn lines(text: &str, taker: &mut Taker<'_>) -> Result<()> {
    let mut all = Deserializer::from_str(text).into_iter::<&RawValue>();
    while let Some(next) = all.next() {
        let part = next.map_err(|error| broken(text, &error))?;
        let at = all.byte_offset();
        one(part.get(), false, at, taker)?;
    }
    Ok(())
}

/// The records of a list, which is a part of the whole text.
fn list(list: &str, whole: &str, wrapped: bool, taker: &mut Taker<'_>) -> Result<()> {
    let from = (list.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    let mut refusal = None;
    let mut json = Deserializer::from_str(list);
    let read = json.deserialize_seq(List { list, from, wrapped, taker, refusal: &mut refusal });
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    read.and_then(|()| json.end()).map_err(|error| broken(list, &error))
}

/// Takes the records of a list as they come.
struct List<'s, 'l, 't> {
    list: &'l str,
    from: usize,
    wrapped: bool,
    taker: &'s mut Taker<'t>,
    refusal: &'s mut Option<Error>,
}

impl<'de> Visitor<'de> for List<'_, 'de, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        let mut sheet: Option<Vec<String>> = None;
        let mut first = true;
        while let Some(part) = list.next_element::<&'de RawValue>()? {
            let part = part.get();
            let end = (part.as_ptr() as usize + part.len()).saturating_sub(self.list.as_ptr() as usize);
            let at = self.from + end;
            let taken = if first && part.starts_with('[') {
                sheet = header(part, self.taker);
                sheet
                    .is_some()
                    .then_some(())
                    .ok_or_else(|| refused("its first row names no columns of a list of meetings"))
            } else if let Some(header) = &sheet {
                row(part, header, at, self.taker)
            } else {
                one(part, self.wrapped, at, self.taker)
            };
            first = false;
            if let Err(error) = taken {
                *self.refusal = Some(error);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}

/// Takes one record; `wrapped` where its fields stand in a field of it.
fn one(part: &str, wrapped: bool, at: usize, taker: &mut Taker<'_>) -> Result<()> {
    let found = match serde_json::from_str::<Field<'_>>(part) {
        Ok(Field::Record(record)) => record,
        Ok(_) => {
            taker.reject(None, None, "it is no record");
            return Ok(());
        }
        Err(error) => {
            taker.reject(None, None, format!("it cannot be read: {}", why(&error)));
            return Ok(());
        }
    };
    let mut found = found;
    if wrapped && let Some(Field::Record(mut inside)) = found.remove("fields") {
        if let Some(id) = found.remove("id") {
            inside.add("id", id);
        }
        found = inside;
    }
    taker.take(&found, Form::of_record(&found), at)
}

/// The columns that the first row of a sheet names; none where they are none of a list of meetings.
fn header(part: &str, taker: &mut Taker<'_>) -> Option<Vec<String>> {
    let names = serde_json::from_str::<Vec<Option<String>>>(part).ok()?;
    let names: Vec<String> =
        names.iter().map(|name| normal(name.as_deref().unwrap_or_default()).into_owned()).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    taker.know_columns(&known, Form::of_header(&known)?);
    Some(names)
}

/// Takes one row of a sheet.
fn row(part: &str, header: &[String], at: usize, taker: &mut Taker<'_>) -> Result<()> {
    match serde_json::from_str::<Field<'_>>(part) {
        Ok(Field::List(cells)) => {
            let over = cells.iter().skip(header.len()).any(|cell| !cell.is_blank());
            let fields = cells.len();
            let names = header.iter().map(|name| Cow::Borrowed(name.as_str()));
            let record = Record::new(names.zip(cells).collect());
            if over {
                let reason = format!("it has {fields} fields, and the header has {}", header.len());
                taker.reject(record.line(&["name", "meeting_name"]), None, reason);
                return Ok(());
            }
            if record.is_blank() {
                return Ok(());
            }
            let form = Form::of_header(&header.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_or(Form::Guide);
            return taker.take(&record, form, at);
        }
        Ok(_) => taker.reject(None, None, "it is no row"),
        Err(error) => taker.reject(None, None, format!("it cannot be read: {}", why(&error))),
    }
    Ok(())
}

/// What is wrong with a piece of JSON, without where it is in the piece.
fn why(error: &JsonError) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The refusal of JSON that is broken.
fn broken(text: &str, error: &JsonError) -> Error {
    let line = error.line();
    match error.classify() {
        Category::Eof => refused("it ends in the middle")
            .cause(format!("line {line} is the last of it"))
            .hint("nothing was imported; it was cut short, so fetch it again"),
        _ if why(error) == "trailing characters" => {
            let rest = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            refused(format!("after its end stands something else, on line {line}"))
                .cause(crate::domain::listing::quoted(rest.get(error.column().saturating_sub(1)..).unwrap_or(rest)))
        }
        _ => refused(format!("line {line}, character {} is no JSON", error.column())).cause(why(error)),
    }
}
