//! Words that the person typed: names of one line, and free text of any length.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::invalid::Invalid;

/// The longest name, in characters; anything longer was meant as a note.
const LONGEST_NAME: usize = 200;

/// A name as typed, without the blanks around it: never empty, one line, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The name as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names share that differ only in the case of their letters.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for Name {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let name = text.trim();
        if name.is_empty() {
            return Err(Invalid::new("a name has at least one letter"));
        }
        if name.chars().any(char::is_control) {
            return Err(Invalid::new("a name is one line without control characters"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Invalid(format!("a name has at most {LONGEST_NAME} characters; the rest can be a note")));
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Free text of any length, kept whole: only blanks at its end are left off. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text(String);

impl Text {
    /// The text, or `None` when nothing but blanks was given. Refused when it holds a NUL character, which
    /// other programs would take for its end.
    pub fn new(text: &str) -> Result<Option<Self>, Invalid> {
        if text.contains('\0') {
            return Err(Invalid::new("the text holds a NUL character, which no text can keep"));
        }
        let kept = text.trim_end();
        Ok((!kept.trim_start().is_empty()).then(|| Self(kept.to_owned())))
    }

    /// The text as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::new(text)?.ok_or_else(|| Invalid::new("the text is empty"))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_visible_line() {
        for wrong in ["", "   ", "a\nb", "bell\u{7}", "esc\u{1b}[31m"] {
            assert!(wrong.parse::<Name>().is_err(), "{wrong:?}");
        }
        assert!("x".repeat(201).parse::<Name>().is_err());
        assert_eq!(" Maria G ".parse::<Name>().unwrap().as_str(), "Maria G");
        assert_eq!("🌱 plants".parse::<Name>().unwrap().as_str(), "🌱 plants");
    }

    #[test]
    fn names_meet_whatever_the_case_of_their_letters() {
        assert_eq!("ÄTHER".parse::<Name>().unwrap().key(), "äther".parse::<Name>().unwrap().key());
    }

    #[test]
    fn a_long_note_is_kept_whole_and_an_empty_one_is_none() {
        let long = "é".repeat(10_000);
        assert_eq!(Text::new(&long).unwrap().unwrap().as_str(), long);
        assert_eq!(Text::new("  \n").unwrap(), None);
        assert!(Text::new("a\0b").is_err());
    }
}
