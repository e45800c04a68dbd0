//! Looking for a meeting among all that are published and one's own: what is asked for, and which of them come first.
//!
//! Not here: where they are kept and how words are looked up (`store::directory`).

pub mod distance;
pub mod near;
pub mod seek;

use super::day::Day;
use super::listing::Listing;
use super::moment::Moment;
use super::place::Point;
use super::programme::Programme;
use super::text::Name;

/// What an import made of the meetings of its source. All of them together are the listings that were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Meetings that were not known before.
    pub new: u64,
    /// Meetings of which something is different now.
    pub changed: u64,
    /// Of these, the ones that were gone for a while.
    pub returned: u64,
    /// Meetings of which all is as it was.
    pub unchanged: u64,
    /// Meetings that the list had and does not have any more; not among those given.
    pub gone: u64,
}

/// A list that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What the person calls it.
    pub name: Name,
    /// The programme of its meetings, where that was said.
    pub programme: Option<Programme>,
    /// The zone of the meetings that name none, where that was said.
    pub zone: Option<super::meeting::Zone>,
    /// What it is written in, in words.
    pub format: String,
    /// When it was imported last.
    pub imported_at: Moment,
    /// Records in it then.
    pub read: u64,
    /// Records in it then that could not be taken.
    pub rejected: u64,
    /// Meetings that it has.
    pub active: u64,
    /// Meetings that it had.
    pub gone: u64,
}

/// A published meeting with the list that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The name of the list.
    pub source: Name,
    /// The meeting.
    pub listing: Listing,
    /// The day on which the list was imported without it, where it is there no more.
    pub gone_on: Option<Day>,
}

/// Where a meeting is, as far as a search for a place needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where it is on the earth.
    pub point: Point,
    /// Its postcode.
    pub postcode: Option<String>,
    /// The names of the areas and of the parts of its address.
    pub names: Vec<String>,
    /// The town, county or country that tells it from others of the same name.
    pub area: Option<String>,
}
