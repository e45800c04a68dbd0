//! What was shared on purpose: a file that was written for somebody, and what it held.
//!
//! Not here: where the file lies, and the file itself. Both are the person's.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::audience::{Audience, Fields};
use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::text::Name;
use super::word::words;

words! {
    /// In which form a document is written.
    Format, "a format" {
        /// A page for a browser.
        Html = "html",
        /// Markdown.
        Markdown = "markdown",
        /// JSON.
        Json = "json",
        /// Plain text, as a terminal shows it.
        Text = "text",
    }
}

/// The SHA-256 of a file's bytes, as 64 hexadecimal digits: what `sha256sum` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl FromStr for Digest {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if digits { Ok(Self(text.to_owned())) } else { Err(Invalid::new("a digest is 64 hexadecimal digits")) }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The names of several clocks, kept one to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(pub Vec<Name>);

impl FromStr for Names {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Ok(Self(text.lines().map(Name::recorded).collect::<Result<_, _>>()?))
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(Name::as_str).collect();
        f.pad(&names.join("\n"))
    }
}

impl serde::Serialize for Names {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

/// A file that is about to be written for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// For whom.
    pub audience: Audience,
    /// The contact for whom, of a contact.
    pub contact_id: Option<Id>,
    /// Their name.
    pub contact: Option<Name>,
    /// The first day that it tells of.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// What it shows.
    pub fields: Fields,
    /// The clocks in it.
    pub clocks: Vec<Name>,
}

impl Share {
    /// The record of it, once it is known what was written.
    pub fn written(self, id: Id, day: Day, format: Format, bytes: &[u8], recorded_at: Moment) -> Shared {
        Shared {
            id,
            day,
            audience: self.audience,
            contact_id: self.contact_id,
            contact: self.contact,
            since: self.since,
            until: self.until,
            fields: self.fields,
            clocks: (!self.clocks.is_empty()).then_some(Names(self.clocks)),
            format,
            digest: Some(Digest::of(bytes)),
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            recorded_at,
        }
    }
}

/// A file that was written for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its id.
    pub id: Id,
    /// The day on which it was written.
    pub day: Day,
    /// For whom.
    pub audience: Audience,
    /// The contact for whom, if it was one and still is.
    pub contact_id: Option<Id>,
    /// That contact's name as it was then.
    pub contact: Option<Name>,
    /// The first day that it tells of.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// What it shows.
    pub fields: Fields,
    /// The clocks in it; none where there was none.
    pub clocks: Option<Names>,
    /// Its form.
    pub format: Format,
    /// The digest of its bytes; absent only in an export without names.
    pub digest: Option<Digest>,
    /// How many bytes it has.
    pub bytes: u32,
    /// When it was written.
    pub recorded_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        assert!("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".parse::<Digest>().is_ok());
        assert_eq!(Digest::of(b"").to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for wrong in ["", "e3b0", &"g".repeat(64), &"A".repeat(64)] {
            assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_kept_one_to_a_line() {
        let names: Names = "alcohol\nbets, mostly".parse().unwrap();
        assert_eq!((names.0.len(), names.to_string().as_str()), (2, "alcohol\nbets, mostly"));
    }
}
