//! One record of a list, before anything is made of it: its fields by name, whether it was JSON or a row of a table.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::html::to_text;
use super::bytes::windows;
use crate::domain::listing::Line;
use crate::domain::text::Text;

/// What stands in a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Field<'a> {
    /// Nothing.
    Absent,
    /// A text.
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// Several of them.
    List(Vec<Field<'a>>),
    /// Fields by name.
    Record(Record<'a>),
}

impl<'a> Field<'a> {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        !matches!(self, Self::Record(_)) && self.said().is_none()
    }

    /// What it says in one piece; none where it says nothing, or nothing of that kind.
    fn said(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text.trim())).filter(|text| !text.is_empty()),
            Self::Number(number) => Some(Cow::Borrowed(number)),
            Self::Flag(flag) => Some(Cow::Borrowed(if *flag { "yes" } else { "no" })),
            Self::List(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(Self::said).collect();
                (!parts.is_empty()).then(|| Cow::Owned(parts.join(", ")))
            }
            Self::Absent | Self::Record(_) => None,
        }
    }
}

/// Fields by name, in their order. Names are in small letters, with `_` for blanks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Record<'a>(Vec<(Cow<'a, str>, Field<'a>)>);

/// A name of a field as it is looked for: `Conference URL` is `conference_url`.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.chars().all(|c| !c.is_uppercase() && !matches!(c, ' ' | '-')) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.to_lowercase().replace([' ', '-'], "_"))
}

impl<'a> Record<'a> {
    /// A record of these fields, whose names are normal.
    pub(super) fn new(fields: Vec<(Cow<'a, str>, Field<'a>)>) -> Self {
        Self(fields)
    }

    /// What stands under a name; none where nothing does.
    pub(super) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, field)| field)
    }

    /// Takes what stands under a name.
    pub(super) fn remove(&mut self, name: &str) -> Option<Field<'a>> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Whether nothing stands in any field.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|(_, field)| field.is_blank())
    }

    /// Adds a field where there is none of its name.
    pub(super) fn add(&mut self, name: &'a str, field: Field<'a>) {
        if self.field(name).is_none() {
            self.0.push((Cow::Borrowed(name), field));
        }
    }

    /// Whether there is a field of this name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// What the first of these fields says that says something, as it is written.
    pub(super) fn said(&self, names: &[&str]) -> Option<Cow<'_, str>> {
        names.iter().find_map(|name| self.field(name).and_then(Field::said))
    }

    /// The same in one clean line.
    pub(super) fn line(&self, names: &[&str]) -> Option<Line> {
        names.iter().find_map(|name| line(&self.field(name)?.said()?))
    }

    /// A clean text of a field.
    pub(super) fn text(&self, name: &str) -> Option<Text> {
        text(&self.field(name)?.said()?)
    }

    /// Every part of a field, or its one; what is no word is none of them.
    pub(super) fn words(&self, name: &str) -> Vec<Cow<'_, str>> {
        match self.field(name) {
            Some(Field::List(parts)) => parts.iter().filter_map(Field::said).collect(),
            Some(field) => field.said().into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Every part of a field, or its one, each a clean line.
    pub(super) fn lines(&self, name: &str) -> Vec<Line> {
        self.words(name).iter().filter_map(|word| line(word)).collect()
    }

    /// Whether something stands in a field that is no word, nor several of them.
    pub(super) fn is_no_word(&self, name: &str) -> bool {
        match self.field(name) {
            Some(Field::Record(_)) => true,
            Some(Field::List(parts)) => parts.iter().any(|part| matches!(part, Field::Record(_) | Field::List(_))),
            _ => false,
        }
    }

    /// Whether a field says yes.
    pub(super) fn says_yes(&self, name: &str) -> bool {
        self.yes_or_no(name) == Some(true)
    }

    /// Whether a field says yes or no; none where it says neither.
    pub(super) fn yes_or_no(&self, name: &str) -> Option<bool> {
        match self.said(&[name])?.to_ascii_lowercase().as_str() {
            "yes" | "true" | "1" | "y" => Some(true),
            "no" | "false" | "0" | "n" => Some(false),
            _ => None,
        }
    }
}

/// What was written for people: characters by their names, marks and line ends of a page, once.
fn clean(said: &str) -> Cow<'_, str> {
    let text = if said.contains(['<', '&']) { Cow::Owned(to_text(said)) } else { Cow::Borrowed(said) };
    if text.chars().any(|c| windows(c) != c) { Cow::Owned(text.chars().map(windows).collect()) } else { text }
}

/// One clean line of what is written.
pub(super) fn line(said: &str) -> Option<Line> {
    Line::clean(&clean(said))
}

/// A clean text of what is written: its lines, without what cannot be seen.
pub(super) fn text(said: &str) -> Option<Text> {
    let cleaned = clean(said).replace("\r\n", "\n").replace('\r', "\n");
    let visible = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let visible: String = cleaned.chars().filter(visible).collect();
    let lines: Vec<&str> = visible.trim().lines().map(str::trim_end).collect();
    Text::new(&lines.join("\n")).ok().flatten()
}

impl<'de> Deserialize<'de> for Field<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Field<'de>, E> {
        Ok(Field::Absent)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Field<'de>, E> {
        Ok(Field::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Field<'de>, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Field<'de>, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Field<'de>, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Field<'de>, E> {
        Ok(Field::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Field<'de>, E> {
        Ok(Field::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Field<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(part) = parts.next_element()? {
            list.push(part);
        }
        Ok(Field::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Field<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some((Name(name), field)) = parts.next_entry::<Name<'de>, Field<'de>>()? {
            fields.push((name, field));
        }
        Ok(Field::Record(Record(fields)))
    }
}

/// A name of a field, borrowed where it is normal as it stands.
pub(super) struct Name<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(normal(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(normal(text).into_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record<'_> {
        match serde_json::from_str(json).unwrap() {
            Field::Record(record) => record,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nothing_is_absent_however_it_is_written() {
        let record = record(r#"{"a": null, "b": "", "c": "  ", "d": [], "e": [null, ""], "f": {"x": 1}}"#);
        for name in ["a", "b", "c", "d", "e", "f", "g"] {
            assert_eq!(record.said(&[name]), None, "{name}");
            assert!(record.words(name).is_empty(), "{name}");
            assert_eq!((record.line(&[name]), record.text(name)), (None, None), "{name}");
        }
    }

    #[test]
    fn a_field_is_found_by_any_spelling_of_its_name() {
        let record = record(r#"{"Conference URL": "x", "postal-code": 64112, "N\u0061me": 1.5, "ok": true}"#);
        assert_eq!(record.said(&["conference_url"]).unwrap(), "x");
        assert_eq!(record.said(&["zip", "postal_code"]).unwrap(), "64112");
        assert_eq!(record.said(&["name"]).unwrap(), "1.5");
        assert_eq!((record.yes_or_no("ok"), record.yes_or_no("name")), (Some(true), None));
    }

    #[test]
    fn what_was_written_for_a_page_is_read_once() {
        let said =
            r#"{"a": "Men&#8217;s &amp;amp; <b>Women</b><br>x", "b": "one\r\ntwo\rthree\u0007 \n", "c": "it\u0092s"}"#;
        let record = record(said);
        assert_eq!(record.line(&["a"]).unwrap().as_str(), "Men’s &amp; Women x");
        assert_eq!(record.text("a").unwrap().as_str(), "Men’s &amp; Women\nx");
        assert_eq!(record.text("b").unwrap().as_str(), "one\ntwo\nthree");
        assert_eq!(record.line(&["c"]).unwrap().as_str(), "it’s");
    }
}
