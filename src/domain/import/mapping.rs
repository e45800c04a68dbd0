//! What the person says that a habit, an activity or a mood of another program means here.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::super::id::Id;
use super::super::invalid::Invalid;
use super::super::mood::Mood;
use super::super::text::{Name, key};

/// What a mark means, as it is written: `sober:alcohol`, `used:alcohol`, `attend`, `attend:Tuesday Step`, `skip`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning<C> {
    /// The answer "sober" for a clock.
    Sober(C),
    /// A day of use on a clock.
    Used(C),
    /// A meeting; its name is the mark's own where none is given.
    Attend(Option<Name>),
    /// Nothing.
    Skip,
}

impl FromStr for Meaning<String> {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let (word, of) = text.split_once(':').map_or((text, None), |(word, of)| (word, Some(of.trim())));
        match (word.trim().to_lowercase().as_str(), of) {
            ("sober", Some(clock)) if !clock.is_empty() => Ok(Self::Sober(clock.to_owned())),
            ("used", Some(clock)) if !clock.is_empty() => Ok(Self::Used(clock.to_owned())),
            ("attend", None) => Ok(Self::Attend(None)),
            ("attend", Some(meeting)) => Ok(Self::Attend(Some(meeting.parse()?))),
            ("skip", None) => Ok(Self::Skip),
            _ => Err(Invalid(format!(
                "\"{text}\" is no meaning: write sober:CLOCK, used:CLOCK, attend, attend:MEETING or skip"
            ))),
        }
    }
}

impl Meaning<String> {
    /// The same with each clock as `find` knows it.
    ///
    /// # Errors
    /// Those of `find`.
    pub fn resolve<E>(&self, find: impl Fn(&str) -> Result<Id, E>) -> Result<Meaning<Id>, E> {
        Ok(match self {
            Self::Sober(clock) => Meaning::Sober(find(clock)?),
            Self::Used(clock) => Meaning::Used(find(clock)?),
            Self::Attend(meeting) => Meaning::Attend(meeting.clone()),
            Self::Skip => Meaning::Skip,
        })
    }
}

/// Something that is called by its name in another program, and what it means: `tired=2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned<T> {
    /// The name there.
    pub name: String,
    /// What it means here.
    pub to: T,
}

impl<T: FromStr<Err = Invalid>> FromStr for Assigned<T> {
    type Err = Invalid;

    /// The name may hold `=` itself: the meaning begins after the last one.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let missing = || Invalid(format!("\"{text}\" has no \"=\": write NAME=MEANING"));
        let (name, to) = text.rsplit_once('=').ok_or_else(missing)?;
        if name.trim().is_empty() {
            return Err(Invalid(format!("\"{text}\" has no name before the \"=\"")));
        }
        Ok(Self { name: name.trim().to_owned(), to: to.parse()? })
    }
}

/// How two names are compared: as all names are.
pub fn folded(name: &str) -> String {
    key(name)
}

/// Meanings by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping<T>(BTreeMap<String, T>);

impl<T> Default for Mapping<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Clone + PartialEq> Mapping<T> {
    /// All these meanings.
    ///
    /// # Errors
    /// When one name is given two meanings.
    pub fn new(all: impl IntoIterator<Item = (String, T)>) -> Result<Self, Invalid> {
        let mut mapping = BTreeMap::new();
        for (name, to) in all {
            if mapping.insert(folded(&name), to.clone()).is_some_and(|before| before != to) {
                return Err(Invalid(format!("\"{name}\" is given two meanings")));
            }
        }
        Ok(Self(mapping))
    }

    /// What this name means.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(&folded(name))
    }

    /// The names, as they are compared.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Names that have no meaning yet, each with how often it comes: the most frequent first.
pub type Unknown = Vec<(String, usize)>;

/// Counts names and lists them, the most frequent first.
pub fn counted(names: impl IntoIterator<Item = String>) -> Unknown {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for name in names {
        counts.entry(folded(&name)).or_insert((name, 0)).1 += 1;
    }
    let mut all: Unknown = counts.into_values().collect();
    all.sort_by(|(name, count), (other, more)| more.cmp(count).then_with(|| name.cmp(other)));
    all
}

/// What the moods of a file are called.
pub type Moods = Mapping<Mood>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_is_read_as_it_is_written() {
        let read = |text: &str| text.parse::<Assigned<Meaning<String>>>();
        let sober = read("No alcohol = sober: alcohol ").unwrap();
        assert_eq!((sober.name.as_str(), sober.to), ("No alcohol", Meaning::Sober("alcohol".to_owned())));
        assert_eq!(read("a=b=skip").unwrap().name, "a=b");
        assert_eq!(read("x=attend:Tuesday Step").unwrap().to, Meaning::Attend("Tuesday Step".parse().ok()));
        assert_eq!(read("x=attend").unwrap().to, Meaning::Attend(None));
        for wrong in ["", "x", "=skip", "x=", "x=sober", "x=sober:", "x=used", "x=attend:", "x=skip:y", "x=drunk:y"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!("tired=2".parse::<Assigned<Mood>>().unwrap().to.level(), 2);
        assert!("tired=9".parse::<Assigned<Mood>>().is_err());
    }

    #[test]
    fn names_are_compared_without_case_and_blanks() {
        let mapping = Mapping::new([("Tired ".to_owned(), 1)]).unwrap();
        assert_eq!(mapping.get(" TIRED"), Some(&1));
        assert!(Mapping::new([("a".to_owned(), 1), ("A".to_owned(), 2)]).is_err());
        let unknown = counted(["b", "a", "B "].map(str::to_owned));
        assert_eq!(unknown, [("b".to_owned(), 2), ("a".to_owned(), 1)]);
    }
}
