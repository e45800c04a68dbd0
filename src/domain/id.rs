//! The id of a record: a version 7 UUID, of an imported one version 5; shown short like a commit's.
//!
//! Not here: the making of ids, which needs the clock and chance and so happens at the door.

use std::fmt;

use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::invalid::Invalid;

/// A record's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Uuid);

/// How many of an id's last characters are shown in lists. The first ones tell the time and look alike.
const SHOWN: usize = 8;

impl Id {
    /// The id with this value.
    pub fn new(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The id written out in full.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Uuid::parse_str(text).map(Self).map_err(|_| Invalid(format!("\"{text}\" is not an id")))
    }

    /// Whether chance made it: it says when, and nothing of what was recorded. An id that follows from a record's own
    /// words does say something of them.
    pub fn is_of_chance(self) -> bool {
        self.0.get_version_num() == 7
    }

    /// An id that says nothing but a number.
    pub fn numbered(number: usize) -> Self {
        Self(uuid::Builder::from_custom_bytes((number as u128).to_be_bytes()).into_uuid())
    }

    /// The end of the id, as lists show it and commands accept it.
    pub fn short(self) -> String {
        let full = self.to_string();
        full[full.len() - SHOWN..].to_owned()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An id as a person gives it: all of it, or the end that a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdArg(String);

impl IdArg {
    /// The ending that the wanted id has, in lower case.
    pub fn ending(&self) -> &str {
        &self.0
    }
}

/// The whole id, as if it had been written out.
impl From<Id> for IdArg {
    fn from(id: Id) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for IdArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for IdArg {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let ending = text.trim().to_lowercase();
        let written = ending.len() >= 4 && ending.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        if written {
            Ok(Self(ending))
        } else {
            Err(Invalid(format!(
                "\"{text}\" is not an id: write at least four of its last characters, as lists show them"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shown_by_its_end() {
        let id = Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap();
        assert_eq!(id.short(), "456789ab");
        assert!("456789AB".parse::<IdArg>().is_ok_and(|arg| arg.ending() == "456789ab"));
    }

    #[test]
    fn what_cannot_be_an_id_is_refused() {
        for wrong in ["", "abc", "monday", "%%%%"] {
            assert!(wrong.parse::<IdArg>().is_err(), "{wrong}");
        }
    }
}
