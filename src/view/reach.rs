//! A reach-out as it is recorded, listed and shown.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, or_dash, said, short_id};
use super::words::{dated, excerpt, near};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::reach::{Channel, Direction, Reach};
use crate::domain::text::{Name, Text};

/// A reach-out.
#[derive(Serialize)]
pub struct ReachItem {
    id: Id,
    day: Day,
    contact: Name,
    channel: Option<Channel>,
    direction: Direction,
    note: Option<Text>,
    recorded_at: Moment,
}

impl From<Reach> for ReachItem {
    fn from(reach: Reach) -> Self {
        Self {
            id: reach.id,
            day: reach.day,
            contact: reach.contact,
            channel: reach.channel,
            direction: reach.direction,
            note: reach.note,
            recorded_at: reach.recorded_at,
        }
    }
}

impl ReachItem {
    /// `reached Maria G by call`, `Maria G was in touch by text`.
    pub fn gist(&self) -> String {
        let by = match self.channel {
            Some(Channel::InPerson) => " in person".to_owned(),
            Some(channel) => format!(" by {channel}"),
            None => String::new(),
        };
        match self.direction {
            Direction::Outgoing => format!("reached {}{by}", self.contact),
            Direction::Incoming => format!("{} was in touch{by}", self.contact),
        }
    }
}

impl Item for ReachItem {
    const ONE: &'static str = "reach";
    const MANY: &'static str = "reaches";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Contact", "By", "Direction", "Note"];
    const EMPTY: &'static str = "No reach-out in these days. Record one: onward reach maria --by call";

    fn told(&self) -> String {
        format!("reach-out on {}: {}", dated(self.day), self.gist())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(Line::of(Tone::Strong, self.contact.as_str())),
            or_dash(self.channel.as_ref()),
            Cell::from(self.direction.as_str()),
            or_dash(self.note.as_ref().map(|text| excerpt(text.as_str(), 40)).as_ref()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Contact", Some(self.contact.to_string())),
            ("By", said(self.channel.as_ref())),
            ("Direction", said(Some(&self.direction))),
            ("Note", said(self.note.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// Further keys of a recorded reach-out's JSON.
#[derive(Serialize)]
pub struct NextDue {
    /// When to be in touch again.
    pub due_on: Option<Day>,
}
