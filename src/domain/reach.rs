//! A reach-out is one conversation with a contact.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::contact::{Contact, ContactRole};
use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::text::{Name, Text};
use super::word::words;

words! {
    /// How a conversation was held.
    Channel, "a channel" {
        /// A call.
        Call = "call",
        /// A text.
        Text = "text",
        /// Face to face.
        InPerson = "in-person",
        /// A video call.
        Video = "video",
        /// A message left.
        Voicemail = "voicemail",
    }
}

words! {
    /// Who began it.
    Direction, "a direction" {
        /// The person reached out.
        Outgoing = "outgoing",
        /// The other did.
        Incoming = "incoming",
    }
}

/// One conversation. The contact's name is copied in when it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Its id.
    pub id: Id,
    /// Who it was with, while they are still a contact.
    pub contact_id: Option<Id>,
    /// Their name when it was recorded.
    pub contact: Name,
    /// The day.
    pub day: Day,
    /// How it was held, if said.
    pub channel: Option<Channel>,
    /// Who began it.
    pub direction: Direction,
    /// A note.
    pub note: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// Conversations with people of one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OfRole {
    /// What they are to the person; none for who is no contact any more.
    pub role: Option<ContactRole>,
    /// How many people.
    pub people: usize,
    /// How many conversations with them.
    pub conversations: usize,
}

/// Conversations with one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfPerson {
    /// Their name: as it is now, or as it was when they were still a contact.
    pub name: Name,
    /// What they are to the person.
    pub role: Option<ContactRole>,
    /// How many conversations with them.
    pub conversations: usize,
    /// The last of them.
    pub last: Day,
}

/// Who was reached, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// How many conversations.
    pub conversations: usize,
    /// On how many days.
    pub days: usize,
    /// With how many people of each role, in the order of the roles.
    pub by_role: Vec<OfRole>,
    /// With each of them, the most first.
    pub by_person: Vec<OfPerson>,
}

impl Reached {
    /// Counts these conversations with these contacts, and with those who are none any more: one of a name is one.
    pub fn new(reaches: &[Reach], contacts: &[Contact]) -> Self {
        let mut people: BTreeMap<String, OfPerson> = BTreeMap::new();
        for reach in reaches {
            let known = contacts.iter().find(|contact| Some(contact.id) == reach.contact_id);
            let key = known.map_or_else(|| reach.contact.key(), |contact| contact.id.to_string());
            let person = people.entry(key).or_insert_with(|| OfPerson {
                name: known.map_or(&reach.contact, |contact| &contact.name).clone(),
                role: known.map(|contact| contact.role),
                conversations: 0,
                last: reach.day,
            });
            person.conversations += 1;
            person.last = person.last.max(reach.day);
        }
        let mut by_person: Vec<OfPerson> = people.into_values().collect();
        by_person.sort_by(|one, other| other.conversations.cmp(&one.conversations).then(one.name.cmp(&other.name)));
        let roles = ContactRole::ALL.iter().copied().map(Some).chain([None]);
        let of_role = |role| {
            let of = by_person.iter().filter(|person| person.role == role);
            OfRole { role, people: of.clone().count(), conversations: of.map(|person| person.conversations).sum() }
        };
        Self {
            conversations: reaches.len(),
            days: reaches.iter().map(|reach| reach.day).collect::<BTreeSet<_>>().len(),
            by_role: roles.map(of_role).filter(|role| role.people > 0).collect(),
            by_person,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(contact: &str, day: &str) -> Reach {
        Reach {
            id: Id::parse("01890000-0000-7000-8000-000000000000").unwrap(),
            contact_id: None,
            contact: contact.parse().unwrap(),
            day: day.parse().unwrap(),
            channel: None,
            direction: Direction::Outgoing,
            note: None,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn who_is_no_contact_any_more_is_counted_by_name() {
        let reaches = [reach("Sam", "2026-11-02"), reach("sam", "2026-11-01"), reach("Maria", "2026-11-02")];
        let found = Reached::new(&reaches, &[]);
        assert_eq!((found.conversations, found.days), (3, 2));
        assert_eq!(found.by_role, [OfRole { role: None, people: 2, conversations: 3 }]);
        let people: Vec<_> = found.by_person.iter().map(|one| (one.name.as_str(), one.conversations)).collect();
        assert_eq!(people, [("Sam", 2), ("Maria", 1)]);
        assert_eq!(found.by_person[0].last.to_string(), "2026-11-02");
    }
}
