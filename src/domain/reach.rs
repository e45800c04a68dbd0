//! A reach-out is one conversation with a contact.

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
