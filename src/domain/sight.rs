//! What somebody sees of a record: which fields, of everything and of each clock.
//!
//! A hidden clock is seen only where a list for that very clock says so. No list holds notes, the names of people or
//! triggers by default; whoever wants them seen puts them in.

use std::collections::HashMap;

use super::audience::{Audience, Field, Fields};
use super::clock::Clock;
use super::id::Id;

/// The fields that are told of each clock by itself.
pub const OF_A_CLOCK: &[Field] = &[
    Field::Sobriety,
    Field::Runs,
    Field::Slips,
    Field::Calendar,
    Field::Milestones,
    Field::Urges,
    Field::Triggers,
    Field::Notes,
];

/// What an audience sees by default; none for a contact, of whom nothing can be said beforehand.
pub fn usual(audience: Audience) -> Option<Fields> {
    use Field::{
        Attendance, Calendar, Craving, Feelings, Gratitude, Meetings, Milestones, Mood, People, Runs, Slips, Sobriety,
        Urges,
    };
    let fields: &[Field] = match audience {
        Audience::Oneself => &[
            Sobriety, Runs, Slips, Calendar, Milestones, Attendance, Meetings, Mood, Craving, Feelings, People, Urges,
            Gratitude,
        ],
        Audience::Sponsor => &[Sobriety, Slips, Calendar, Milestones, Attendance, Mood, Craving, People],
        Audience::Keyworker => &[Sobriety, Slips, Calendar, Attendance, Mood, Craving, Feelings, Urges],
        Audience::Court => &[Sobriety, Attendance],
        Audience::Contact => return None,
    };
    Some(fields.iter().copied().collect())
}

/// What is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sight {
    /// Of everything.
    pub fields: Fields,
    /// Of single clocks, where there is a list for them.
    clocks: HashMap<Id, Fields>,
    /// Every clock is seen, hidden and stopped ones too.
    all: bool,
}

impl Sight {
    /// These fields of everything, and these of single clocks.
    pub fn new(fields: Fields, clocks: impl IntoIterator<Item = (Id, Fields)>) -> Self {
        Self { fields, clocks: clocks.into_iter().collect(), all: false }
    }

    /// Everything there is.
    pub fn all() -> Self {
        Self { fields: Field::ALL.iter().copied().collect(), clocks: HashMap::new(), all: true }
    }

    /// What is seen of a clock: what the list for it says, or the list for everything where it is shown at all.
    pub fn of_clock(&self, clock: &Clock) -> Fields {
        let shown = || self.all || clock.visible();
        let fields = self.clocks.get(&clock.id).cloned();
        let fields = fields.or_else(|| shown().then(|| self.fields.clone())).unwrap_or_default();
        fields.iter().filter(|field| OF_A_CLOCK.contains(field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(hidden: bool) -> Clock {
        Clock {
            id: Id::parse("01890000-0000-7000-8000-000000000000").unwrap(),
            name: "gambling".parse().unwrap(),
            since: "2026-01-01".parse().unwrap(),
            programme: None,
            milestones: "none".parse().unwrap(),
            hidden,
            stopped_on: None,
            recorded_at: "2026-01-01T12:00:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn a_hidden_clock_is_seen_only_by_a_list_of_its_own() {
        let fields: Fields = "sobriety,mood".parse().unwrap();
        let seen = |list: Option<&str>, hidden| {
            let list = list.map(|fields| (clock(true).id, fields.parse().unwrap()));
            Sight::new(fields.clone(), list).of_clock(&clock(hidden)).to_string()
        };
        assert_eq!((seen(None, true).as_str(), seen(None, false).as_str()), ("", "sobriety"));
        assert_eq!(seen(Some("runs,mood"), true), "runs", "mood is not told of a clock");
        assert_eq!(seen(Some(""), false), "", "a list of nothing withholds it");
        assert!(Sight::all().of_clock(&clock(true)).has(Field::Notes));
    }

    #[test]
    fn no_list_holds_notes_names_or_triggers_by_default() {
        for fields in Audience::ALL.iter().filter_map(|audience| usual(*audience)) {
            for field in [Field::Notes, Field::Contacts, Field::Triggers] {
                assert!(!fields.has(field), "{fields}");
            }
        }
        assert_eq!(usual(Audience::Court).unwrap().to_string(), "sobriety,attendance");
        assert_eq!(usual(Audience::Contact), None);
    }
}
