//! Words that the person typed: names of one line, and free text of any length.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

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

    /// What names share that look alike.
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// The name in small letters. Ids of imported records are made from this, so it must never change; names are
    /// compared by [`Name::key`].
    pub fn in_small_letters(&self) -> Self {
        Self(self.0.to_lowercase())
    }

    /// A name that was recorded before: the person's words stay as they are, whichever way their accents are
    /// encoded.
    ///
    /// # Errors
    /// When it cannot be a name.
    pub fn recorded(text: &str) -> Result<Self, Invalid> {
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

/// A new name. Its accents are composed (NFC), so that it reaches every other program in the usual form.
impl FromStr for Name {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let name = Self::recorded(&composed(text))?;
        if name.key().is_empty() {
            return Err(Invalid::new("a name has at least one letter"));
        }
        Ok(name)
    }
}

/// The text with its accents composed (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// What texts share that look alike: the same letters whatever their case and however their accents are encoded,
/// with one blank for any number of blanks of any kind, and without characters that nobody sees.
///
/// Every comparison of names goes through here. SQLite's `NOCASE` knows ASCII letters only.
pub fn key(text: &str) -> String {
    let words = text.split_whitespace();
    if text.is_ascii() {
        return words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    }
    let key = |word: &str| -> String { word.nfd().filter(|c| !is_unseen(*c)).flat_map(without_case).nfc().collect() };
    words.map(key).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Full case folding, by the mappings that the standard library has: `ẞ`, `ß` and `SS` are one, and so are the two
/// forms of a small sigma. The dotless `ı` of Turkish is a letter of its own, as in Unicode's own table.
fn without_case(c: char) -> impl Iterator<Item = char> {
    let upper = c.to_lowercase().flat_map(move |c| {
        let turkish = (c == '\u{131}').then_some(c);
        turkish.into_iter().chain(c.to_uppercase().filter(move |_| turkish.is_none()))
    });
    upper.flat_map(char::to_lowercase)
}

/// Marks of direction, joiners without width, soft hyphens, and the choice between a picture and its outline.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
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
    fn names_that_look_alike_are_one() {
        for (one, other) in [
            ("Jos\u{e9}", "jose\u{301}"),
            ("STRASSE", "straße"),
            ("STRAẞE", "strasse"),
            ("ΟΔΟΣ", "οδος"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("\u{212b}", "å"),
            ("ﬁrst", "FIRST"),
            ("Maria\u{a0}G", "maria  g"),
            ("Ma\u{200b}ria\u{feff}", "maria"),
            ("ЁЛКА", "е\u{308}лка"),
        ] {
            assert_eq!(key(one), key(other), "{one:?} and {other:?}");
        }
        for (one, other) in [("ılık", "ilik"), ("Jose", "José"), ("Maria G", "MariaG"), ("a", "а")] {
            assert_ne!(key(one), key(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn a_new_name_is_composed_and_one_on_record_stays_as_it_is() {
        assert_eq!("Jose\u{301}".parse::<Name>().unwrap().as_str(), "Jos\u{e9}");
        assert_eq!(Name::recorded("Jose\u{301}").unwrap().as_str(), "Jose\u{301}");
        assert!("\u{200b}\u{feff}".parse::<Name>().is_err());
    }

    #[test]
    fn a_long_note_is_kept_whole_and_an_empty_one_is_none() {
        let long = "é".repeat(10_000);
        assert_eq!(Text::new(&long).unwrap().unwrap().as_str(), long);
        assert_eq!(Text::new("  \n").unwrap(), None);
        assert!(Text::new("a\0b").is_err());
    }
}
