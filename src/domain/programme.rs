//! A programme is the fellowship or method: `aa`, `na`, `smart`, or any other name.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::invalid::Invalid;
use super::milestone::MilestoneSet;
use super::text::Name;

/// A programme's name, in lower case so that `AA` and `aa` are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Programme(String);

impl Programme {
    /// The name as stored and as in JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as people write it: the short ones in capitals.
    pub fn title(&self) -> String {
        match self.0.as_str() {
            "aa" | "na" | "ca" | "ga" | "ma" | "oa" | "smart" => self.0.to_uppercase(),
            _ => self.0.clone(),
        }
    }

    /// The milestones that are customary in this programme; plain ones where there is no custom.
    pub fn milestones(&self) -> MilestoneSet {
        match self.0.as_str() {
            "aa" => MilestoneSet::Aa,
            "na" => MilestoneSet::Na,
            _ => MilestoneSet::Plain,
        }
    }
}

impl FromStr for Programme {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let name: Name =
            text.parse().map_err(|Invalid(why)| Invalid(format!("a programme is aa, na, smart or any name; {why}")))?;
        match name.key() {
            none if none == "none" => Err(Invalid::new("a programme is not called \"none\"")),
            key => Ok(Self(key)),
        }
    }
}

impl fmt::Display for Programme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Programme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_is_the_same_in_capitals() {
        assert_eq!("AA".parse::<Programme>().unwrap(), "aa".parse().unwrap());
        assert_eq!("aa".parse::<Programme>().unwrap().title(), "AA");
        assert!("".parse::<Programme>().is_err());
    }
}
