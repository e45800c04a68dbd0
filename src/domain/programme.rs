//! A programme is the fellowship or method: `aa`, `na`, `smart`, or any other name.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::id::Id;
use super::invalid::Invalid;
use super::milestone::MilestoneSet;
use super::moment::Moment;
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

/// The words that a programme is spoken of with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Its name as people write it.
    pub title: String,
    /// How many steps it has; 0 for none.
    pub steps: u8,
    /// What the person is called who helps.
    pub helper: String,
    /// What one does in a meeting: `share` or `take part`.
    pub take_part: &'static str,
    /// What marks a milestone; none where nothing does.
    pub token: Option<String>,
}

/// Programmes that work without steps and without sponsors.
const WITHOUT_STEPS: &[&str] = &["smart", "dharma", "lifering", "refuge", "sos", "wfs"];

impl Programme {
    /// How it is spoken of: by the person's own words where they gave some, otherwise by custom. A name that is not
    /// known is taken for a twelve-step fellowship without tokens, which most are.
    pub fn speech(&self, own: &[OwnProgramme]) -> Speech {
        let steps = if WITHOUT_STEPS.contains(&self.as_str()) { 0 } else { 12 };
        let take_part = |steps: u8| if steps == 0 { "take part" } else { "share" };
        if let Some(own) = own.iter().find(|own| own.programme == *self) {
            let token = own.token.as_ref().map(ToString::to_string);
            let (title, helper) = (own.title.to_string(), own.helper.to_string());
            return Speech { title, steps: own.steps, helper, take_part: take_part(own.steps), token };
        }
        let token = match self.as_str() {
            "aa" => Some("chip".to_owned()),
            "na" => Some("key tag".to_owned()),
            _ => None,
        };
        let helper = if steps == 0 { "facilitator" } else { "sponsor" };
        Speech { title: self.title(), steps, helper: helper.to_owned(), take_part: take_part(steps), token }
    }
}

/// A programme of the person's own, with the words that it is spoken of with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProgramme {
    /// Its id.
    pub id: Id,
    /// Its name, as clocks, meetings and contacts say it.
    pub programme: Programme,
    /// Its name as people write it.
    pub title: Name,
    /// How many steps it has; 0 for none.
    pub steps: u8,
    /// What the person is called who helps: `sponsor`, `facilitator`, `mentor`.
    pub helper: Name,
    /// What marks a milestone: `chip`, `key tag`; none where nothing does.
    pub token: Option<Name>,
    /// The milestones that a clock of this programme counts by.
    pub milestones: MilestoneSet,
    /// When it was recorded.
    pub recorded_at: Moment,
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

    #[test]
    fn a_programme_is_spoken_of_by_its_custom() {
        let speech = |name: &str| name.parse::<Programme>().unwrap().speech(&[]);
        let said = |name: &str| {
            let Speech { steps, helper, take_part, token, .. } = speech(name);
            format!("{steps} {helper} {take_part} {}", token.unwrap_or_default())
        };
        assert_eq!(said("aa"), "12 sponsor share chip");
        assert_eq!(said("na"), "12 sponsor share key tag");
        assert_eq!(said("smart"), "0 facilitator take part ");
        assert_eq!(said("al-anon"), "12 sponsor share ");
    }
}
