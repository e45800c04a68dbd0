//! Looking for a meeting among all that are published and one's own: what is asked for, and which of them come first.
//!
//! Not here: where they are kept and how words are looked up (`store::directory`).

pub mod distance;
pub mod near;
pub mod seek;

use std::str::FromStr;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::listing::{Key, Line, Listing, ListingType};
use super::meeting::{Approach, Meeting};
use super::moment::Moment;
use super::place::Point;
use super::programme::Programme;
use super::text::{Name, Text};

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
    /// When it was imported last.
    pub imported_at: Moment,
    /// Records in it then.
    pub read: i64,
    /// Records in it then that could not be taken.
    pub rejected: i64,
    /// Meetings that it has.
    pub active: i64,
    /// Meetings that it had.
    pub gone: i64,
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

/// The number that stands before a meeting that a search showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(pub u32);

impl FromStr for Number {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let number = text.trim().parse().ok().filter(|number| (1..=1_000_000).contains(number));
        number.map(Self).ok_or_else(|| Invalid(format!("\"{text}\" is not the number of a meeting that was found")))
    }
}

/// Words in the name of a type that say so of a meeting.
const SECULAR_TYPES: &[&str] = &["secular", "agnostic", "atheist"];

/// The longest name that a saved meeting can have, in characters.
const LONGEST_NAME: usize = 200;

impl Published {
    /// Its name as a meeting of one's own can bear it.
    ///
    /// # Errors
    /// Never: a line has what a name needs.
    pub fn own_name(&self) -> Result<Name, Invalid> {
        self.listing.name.as_str().chars().take(LONGEST_NAME).collect::<String>().parse()
    }

    /// Where it is: what the place is called, and its address.
    pub fn whereabouts(&self) -> Option<String> {
        whereabouts(self.listing.place.as_ref(), self.listing.address.as_ref())
    }

    /// What it builds on, where its types or its programme say so.
    pub fn approach(&self) -> Option<Approach> {
        let says = |name: &str| SECULAR_TYPES.iter().any(|word| name.to_lowercase().contains(word));
        let by_type = self.listing.types.iter().filter_map(|one| one.name.as_deref()).any(says);
        let by_type = by_type.then_some(Approach::Secular);
        by_type.or_else(|| self.listing.programme.as_ref().and_then(Programme::approach))
    }

    /// A meeting of one's own with what the list says of it, under a name that none of these has.
    ///
    /// # Errors
    /// When a text cannot be kept.
    pub fn kept(&self, id: Id, at: Moment, taken: &[Meeting]) -> Result<Meeting, Invalid> {
        let listing = &self.listing;
        let text = |text: Option<String>| text.map_or(Ok(None), |text| Text::new(&text));
        let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string);
        let types: Vec<&str> = listing.types.iter().map(ListingType::told).collect();
        Ok(Meeting {
            programme: listing.programme.clone(),
            weekdays: listing.weekdays.clone(),
            start: listing.start,
            end: listing.end,
            zone: listing.zone.clone(),
            venue: listing.venue,
            access: listing.access,
            place: text(self.whereabouts())?,
            link: text(line(&listing.link).or_else(|| line(&listing.phone)))?,
            source: Some(self.source.clone()),
            listing: text(Some(listing.key.to_string()))?,
            point: listing.point,
            types: text(Some(types.join("\n")))?,
            approach: self.approach(),
            ..Meeting::named(id, self.free_name(taken)?, at)
        })
    }

    /// Its name, or where a meeting has that already: with its days and time, its place, or a number.
    fn free_name(&self, taken: &[Meeting]) -> Result<Name, Invalid> {
        let own = self.own_name()?;
        let free = |name: &Name| taken.iter().all(|meeting| meeting.name.key() != name.key());
        let days: Vec<String> = self.listing.weekdays.days().iter().map(ToString::to_string).collect();
        let when = self.listing.start.filter(|_| !days.is_empty()).map(|start| format!("{} {start}", days.join(", ")));
        let place = self.listing.place.as_ref().map(ToString::to_string);
        let more = [when, place].into_iter().flatten().chain((2..1000).map(|nth| nth.to_string()));
        let longer = more.filter_map(|more| {
            let short: String =
                own.as_str().chars().take(LONGEST_NAME.saturating_sub(more.chars().count() + 3)).collect();
            format!("{} ({more})", short.trim_end()).parse().ok()
        });
        let found = std::iter::once(own.clone()).chain(longer).find(free);
        found.ok_or_else(|| Invalid(format!("too many meetings are named \"{own}\"")))
    }
}

/// A place and its address in one line; the place is not said twice.
fn whereabouts(place: Option<&Line>, address: Option<&Line>) -> Option<String> {
    match (place, address) {
        (Some(place), Some(address)) if !address.as_str().starts_with(place.as_str()) => {
            Some(format!("{place}, {address}"))
        }
        (place, address) => address.or(place).map(ToString::to_string),
    }
}

impl ListingType {
    /// What it is called: its name, or its code where that is all that is known.
    pub fn told(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.code)
    }
}

/// A meeting of one's own as if it were published, to be looked for among those that are.
pub fn as_listing(meeting: &Meeting) -> Option<Listing> {
    let line = |text: &Option<Text>| text.as_ref().and_then(|text| Line::clean(text.as_str()));
    let named = |name: &str| ListingType { code: name.to_owned(), name: Some(name.to_owned().into()) };
    let types = meeting.types.iter().flat_map(|types| types.as_str().lines()).map(named).collect();
    Some(Listing {
        key: meeting.id.to_string().parse::<Key>().ok()?,
        name: Line::clean(meeting.name.as_str())?,
        programme: meeting.programme.clone(),
        weekdays: meeting.weekdays.clone(),
        start: meeting.start,
        end: meeting.end,
        zone: meeting.zone.clone(),
        venue: meeting.venue,
        closed_now: false,
        access: meeting.access,
        types,
        group: None,
        place: line(&meeting.place),
        address: None,
        regions: Vec::new(),
        postcode: None,
        point: meeting.point,
        approximate: false,
        link: line(&meeting.link),
        link_note: None,
        phone: None,
        page: None,
        contacts: Vec::new(),
        note: meeting.note.clone(),
        updated: None,
    })
}
