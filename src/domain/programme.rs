//! A programme is the fellowship or method: `aa`, `na`, `smart`, or any other name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::attendance::Role;
use super::id::Id;
use super::invalid::Invalid;
use super::meeting::Approach;
use super::milestone::MilestoneSet;
use super::moment::Moment;
use super::text::Name;

/// A programme's name, in lower case so that `AA` and `aa` are one.
///
/// Two that look alike are equal, as for all names: see [`Name::key`].
#[derive(Debug, Clone)]
pub struct Programme(Name);

impl PartialEq for Programme {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.0.key() == other.0.key()
    }
}

impl Eq for Programme {}

impl PartialOrd for Programme {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Programme {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.key().cmp(&other.0.key())
    }
}

impl Hash for Programme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key().hash(state);
    }
}

impl Programme {
    /// The name as stored and as in JSON.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name, to be found by.
    pub fn name(&self) -> &Name {
        &self.0
    }

    /// The name as people write it: the short ones in capitals.
    pub fn title(&self) -> String {
        match self.as_str() {
            "aa" | "na" | "ca" | "ga" | "ma" | "oa" | "smart" | "sos" | "wfs" => self.as_str().to_uppercase(),
            "al-anon" => "Al-Anon".to_owned(),
            "lifering" => "LifeRing".to_owned(),
            name => name.to_owned(),
        }
    }

    /// The milestones that are customary in this programme; plain ones where there is no custom.
    pub fn milestones(&self) -> MilestoneSet {
        match self.as_str() {
            "aa" => MilestoneSet::Aa,
            "na" => MilestoneSet::Na,
            _ => MilestoneSet::Plain,
        }
    }
}

impl Programme {
    /// A programme that was named in a record before.
    ///
    /// # Errors
    /// When it cannot be the name of one.
    pub fn recorded(text: &str) -> Result<Self, Invalid> {
        Self::of(Name::recorded(text))
    }

    fn of(name: Result<Name, Invalid>) -> Result<Self, Invalid> {
        let name = name.map_err(|Invalid(why)| Invalid(format!("a programme is aa, na, smart or any name; {why}")))?;
        match name.key().as_str() {
            "none" => Err(Invalid::new("a programme is not called \"none\"")),
            _ => Ok(Self(name.in_small_letters())),
        }
    }
}

impl FromStr for Programme {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::of(text.parse())
    }
}

impl fmt::Display for Programme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Programme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
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

/// The programmes that are known without a row of the person's own.
pub const BUILT_IN: &[&str] =
    &["aa", "na", "smart", "al-anon", "ca", "ga", "ma", "oa", "dharma", "lifering", "refuge", "sos", "wfs"];

/// Programmes that work without steps and without sponsors.
const WITHOUT_STEPS: &[&str] = &["smart", "dharma", "lifering", "refuge", "sos", "wfs"];

impl Programme {
    /// Whether it is known without a row of the person's own.
    pub fn is_built_in(&self) -> bool {
        BUILT_IN.contains(&self.as_str())
    }

    /// Whether it works with steps and sponsors by custom. A name that is not known is taken for one that does.
    pub fn has_steps(&self) -> bool {
        !WITHOUT_STEPS.contains(&self.as_str())
    }

    /// What all of its groups build on, where that holds for every one of them; of all others only the group itself can
    /// say it.
    pub fn approach(&self) -> Option<Approach> {
        ["smart", "lifering", "sos"].contains(&self.as_str()).then_some(Approach::Secular)
    }

    /// What the person said of it, among all that they said of programmes.
    pub fn own<'a>(&self, own: &'a [OwnProgramme]) -> Option<&'a OwnProgramme> {
        own.iter().find(|own| own.programme == *self)
    }

    /// The milestones that a clock of it counts by unless it says otherwise.
    pub fn usual_milestones(&self, own: &[OwnProgramme]) -> MilestoneSet {
        self.own(own).map_or_else(|| self.milestones(), |own| own.milestones.clone())
    }

    /// How it is spoken of: by the person's own words where they gave some, otherwise by custom. A name that is not
    /// known is taken for a twelve-step fellowship without tokens, which most are.
    pub fn speech(&self, own: &[OwnProgramme]) -> Speech {
        let steps = if self.has_steps() { 12 } else { 0 };
        let take_part = |steps: u8| if steps == 0 { "take part" } else { "share" };
        if let Some(own) = self.own(own) {
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

impl Speech {
    /// What was done in a meeting, in the words of its programme. Where one takes part, nobody shares or chairs.
    pub fn did(&self, role: Role) -> &'static str {
        match role {
            Role::Shared if self.steps == 0 => "took part",
            Role::Chaired if self.steps == 0 => "facilitated",
            Role::Service if self.steps == 0 => "helped",
            role => role.as_str(),
        }
    }
}

/// What was done in meetings of these programmes, in the words of all of them: `shared or took part`.
pub fn did_in<'a>(spoken: impl IntoIterator<Item = Option<&'a Speech>>, role: Role) -> String {
    let mut words: Vec<&str> = Vec::new();
    for speech in spoken {
        let word = speech.map_or(role.as_str(), |speech| speech.did(role));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() { role.to_string() } else { words.join(" or ") }
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

    #[test]
    fn what_was_done_is_said_in_the_words_of_the_meeting() {
        let speech = |name: &str| name.parse::<Programme>().unwrap().speech(&[]);
        let (aa, na, smart) = (speech("aa"), speech("na"), speech("smart"));
        assert_eq!((aa.did(Role::Shared), smart.did(Role::Shared)), ("shared", "took part"));
        assert_eq!((aa.did(Role::Chaired), smart.did(Role::Chaired)), ("chaired", "facilitated"));
        assert_eq!(did_in([Some(&aa), Some(&na), None], Role::Shared), "shared");
        assert_eq!(did_in([Some(&smart)], Role::Shared), "took part");
        assert_eq!(did_in([Some(&aa), Some(&smart)], Role::Chaired), "chaired or facilitated");
        assert_eq!(did_in([], Role::Spoke), "spoke");
    }

    #[test]
    fn every_built_in_programme_is_known_by_its_own_name() {
        for name in BUILT_IN {
            let programme: Programme = name.parse().unwrap();
            assert_eq!((programme.as_str(), programme.is_built_in()), (*name, true));
            assert_eq!(programme.speech(&[]).steps > 0, programme.has_steps());
        }
        assert!(WITHOUT_STEPS.iter().all(|name| BUILT_IN.contains(name)));
    }
}
