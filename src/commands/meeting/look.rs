//! Looking for meetings: the words and filters that `find` and others take, and what fits them, published and own.

use std::collections::{HashMap, HashSet};

use super::place::{NearArg, centre};
use crate::app::App;
use crate::domain::directory::distance::Distance;
use crate::domain::directory::seek::{Hit, Weekly, When, order};
use crate::domain::directory::{Published, as_listing};
use crate::domain::id::Id;
use crate::domain::lookup::most_alike;
use crate::domain::meeting::{Access, Meeting, Venue, Weekdays};
use crate::domain::moment::TimeOfDay;
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::domain::zone::Rules;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::directory::{Arrival, Candidate, Directory, Query, Which};
use crate::view::words::listed;

/// How far around a place is looked, in metres, until enough is found; then everywhere.
const CIRCLES: [u32; 3] = [10_000, 50_000, 250_000];

/// What is looked for.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LookArgs {
    /// Words of the name, the group, the type, the place or the notes; the beginning of each is enough
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// On these weekdays: tue, or tue,thu
    #[arg(long, value_name = "DAY,...")]
    pub day: Option<Weekdays>,
    /// Still to come today, or going on
    #[arg(long, conflicts_with_all = ["day", "tomorrow", "now"])]
    pub today: bool,
    /// Tomorrow
    #[arg(long, conflicts_with_all = ["day", "now"])]
    pub tomorrow: bool,
    /// Going on, or starting within the hour
    #[arg(long, conflicts_with = "day")]
    pub now: bool,
    /// Starting then or later
    #[arg(long, value_name = "HH:MM")]
    pub after: Option<TimeOfDay>,
    /// Starting then or earlier
    #[arg(long, value_name = "HH:MM")]
    pub before: Option<TimeOfDay>,
    /// aa, na, smart or any name
    #[arg(long, value_name = "NAME")]
    pub programme: Option<Programme>,
    /// Open to anyone, where the list says so
    #[arg(long, conflicts_with = "closed")]
    pub open: bool,
    /// For those who want to stop, where the list says so
    #[arg(long)]
    pub closed: bool,
    /// Online, or both
    #[arg(long, conflicts_with = "in_person")]
    pub online: bool,
    /// In a room, or both
    #[arg(long)]
    pub in_person: bool,
    /// Of this type, by its name or code: women, "step study", X
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Nearest first: a latitude and longitude, or a place or postcode that stands in the lists
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    pub near: Option<NearArg>,
    /// No farther than this: 5km or 3mi [around --near, or else the setting near]
    #[arg(long, value_name = "DISTANCE")]
    pub within: Option<Distance>,
}

/// A meeting that fits.
pub enum Fits {
    /// One of the person's own.
    Own(Meeting),
    /// A published one, by its number in the directory.
    Published(i64, Published),
}

/// What was found.
pub struct Looked {
    /// The meetings, what comes first first, and when each is held.
    pub meetings: Vec<Hit<Fits>>,
    /// How many fit in all; within the circle that was looked in, where there is one.
    pub total: usize,
    /// Where it was looked around, and what that place was called.
    pub near: Option<(Point, Option<String>)>,
    /// How far around, in metres; none for everywhere.
    pub circle: Option<u32>,
    /// The directory, where there is one.
    pub directory: Option<Directory>,
}

impl LookArgs {
    /// Whether nothing was asked for in particular.
    pub fn is_empty(&self) -> bool {
        self.filters().is_empty() && self.words.is_empty()
    }

    /// The words for each filter that was given, as they were typed, each with a search that leaves it out.
    pub fn filters(&self) -> Vec<(String, Self)> {
        let mut all = Vec::new();
        let mut given = |given: bool, told: String, without: fn(&mut Self)| {
            if given {
                let mut other = self.clone();
                without(&mut other);
                all.push((told, other));
            }
        };
        let said = |flag: &str, value: Option<String>| format!("{flag} {}", value.unwrap_or_default());
        let text = |value: Option<&dyn ToString>| value.map(ToString::to_string);
        given(self.within.is_some(), said("--within", text(self.within.as_ref().map(|one| one as _))), |one| {
            one.within = None
        });
        given(self.kind.is_some(), said("--type", self.kind.clone()), |one| one.kind = None);
        given(self.after.is_some(), said("--after", text(self.after.as_ref().map(|one| one as _))), |one| {
            one.after = None
        });
        given(self.before.is_some(), said("--before", text(self.before.as_ref().map(|one| one as _))), |one| {
            one.before = None
        });
        given(self.now, "--now".to_owned(), |one| one.now = false);
        given(self.today, "--today".to_owned(), |one| one.today = false);
        given(self.tomorrow, "--tomorrow".to_owned(), |one| one.tomorrow = false);
        given(self.day.is_some(), said("--day", text(self.day.as_ref().map(|one| one as _))), |one| one.day = None);
        given(self.open, "--open".to_owned(), |one| one.open = false);
        given(self.closed, "--closed".to_owned(), |one| one.closed = false);
        given(self.online, "--online".to_owned(), |one| one.online = false);
        given(self.in_person, "--in-person".to_owned(), |one| one.in_person = false);
        let programme = self.programme.as_ref().map(|one| one as _);
        given(self.programme.is_some(), said("--programme", text(programme)), |one| one.programme = None);
        given(self.near.is_some(), said("--near", text(self.near.as_ref().map(|one| one as _))), |one| {
            one.near = None;
            one.within = None;
        });
        all
    }

    fn when(&self, app: &App<'_>) -> When {
        let on = match (self.today, self.tomorrow) {
            (true, _) => Some(app.today),
            (_, true) => Some(app.today.next()),
            _ => None,
        };
        let weekdays = self.day.clone().unwrap_or_default();
        When { weekdays, on, now: self.now, after: self.after, before: self.before }
    }

    fn query(&self, when: &When) -> Query {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let somewhere = self.near.is_some() || self.within.is_some();
        let venue = match (self.online, self.in_person) {
            // What is only online is nowhere.
            (true, _) if somewhere => Some(Venue::Hybrid),
            (true, _) => Some(Venue::Online),
            (_, true) => Some(Venue::InPerson),
            // Where nearness counts, somebody wants to go there.
            _ if somewhere => Some(Venue::InPerson),
            _ => None,
        };
        let access = match (self.open, self.closed) {
            (true, _) => Some(Access::Open),
            (_, true) => Some(Access::Closed),
            _ => None,
        };
        Query {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            programme: self.programme.clone(),
            access,
            venue,
            types: None,
            around: None,
            scheduled: !when.any(),
        }
    }
}

/// The person's own meetings as a directory of their own, so that they are searched in the same way.
fn own_directory(app: &App<'_>, meetings: &[Meeting]) -> Result<Option<Directory>> {
    if meetings.is_empty() {
        return Ok(None);
    }
    let directory = Directory::in_memory()?;
    let arrival = Arrival { source: "yours".parse()?, programme: None, zone: None, at: app.now, today: app.today };
    directory.import(&arrival, false, |importing| {
        meetings.iter().filter_map(as_listing).try_for_each(|listing| importing.take(&listing))?;
        Ok((0, 0, ()))
    })?;
    Ok(Some(directory))
}

/// One place that meetings are kept in, while it is searched.
struct Shelf<'a> {
    directory: &'a Directory,
    zones: HashMap<i64, Option<Rules>>,
    query: Query,
    own: bool,
}

impl<'a> Shelf<'a> {
    fn new(directory: &'a Directory, query: Query, own: bool) -> Result<Self> {
        let zones = directory.zones()?.into_iter().map(|(id, zone)| (id, zone.rules())).collect();
        Ok(Self { directory, zones, query, own })
    }

    /// What fits here, without its texts.
    fn hits(&self, app: &App<'_>, when: &When, near: Option<Point>, farthest: Option<u32>) -> Result<Vec<Hit<Place>>> {
        let found = self.directory.candidates(&self.query)?;
        let hit = |one: Candidate| {
            let metres = near.zip(one.point).map(|(near, point)| near.metres_to(point));
            if farthest.is_some_and(|farthest| metres.is_none_or(|metres| metres > farthest)) {
                return None;
            }
            let zone = one.zone.and_then(|zone| self.zones.get(&zone)).and_then(Option::as_ref);
            let next = one
                .start
                .filter(|_| !one.closed_now)
                .and_then(|start| app.next(&Weekly { weekdays: &one.weekdays, start, end: one.end, zone }, when));
            let wanted = next.is_some() || when.any();
            wanted.then_some(Hit { which: Place { id: one.id, own: self.own }, next, metres })
        };
        Ok(found.into_iter().filter_map(hit).collect())
    }
}

/// Where a meeting that fits is kept.
#[derive(Clone, Copy)]
struct Place {
    id: i64,
    own: bool,
}

/// Looks for meetings, published and own, and keeps the first `limit` of those that fit.
///
/// # Errors
/// When a place or a type is not known, or the directory cannot be read.
pub fn look(args: &LookArgs, app: &App<'_>, limit: usize) -> Result<Looked> {
    let directory = Directory::open(app.folder())?;
    let meetings = app.store.meetings()?;
    let own = own_directory(app, &meetings)?;
    let shelves = [(directory.as_ref(), false), (own.as_ref(), true)];
    let shelves = || shelves.iter().filter_map(|(directory, own)| directory.map(|directory| (directory, *own)));
    let near = centre(args, app, &shelves().map(|(directory, _)| directory).collect::<Vec<_>>())?;
    let when = args.when(app);
    let mut kinds = Vec::new();
    let mut all = Vec::new();
    for (directory, own) in shelves() {
        let mut query = args.query(&when);
        if let Some(kind) = &args.kind {
            let types = directory.types(kind)?;
            kinds.extend(types.is_empty().then_some(directory));
            query.types = Some(types);
        }
        all.push(Shelf::new(directory, query, own)?);
    }
    if let (Some(kind), true) = (&args.kind, kinds.len() == all.len()) {
        return Err(unknown_type(kind, &kinds)?);
    }
    let saved = saved(directory.as_ref(), &meetings)?;
    let by_distance = args.near.is_some();
    let ordered = near.as_ref().filter(|_| by_distance || args.within.is_some());
    let circles: Vec<Option<u32>> = match (args.within, ordered) {
        (Some(within), _) => vec![Some(within.metres())],
        (None, Some(_)) => CIRCLES.into_iter().map(Some).chain([None]).collect(),
        (None, None) => vec![None],
    };
    let mut hits = Vec::new();
    let mut circle = None;
    for one in circles {
        circle = one;
        hits.clear();
        for shelf in &mut all {
            shelf.query.around = ordered.map(|(point, _)| (*point, one));
            let found = shelf.hits(app, &when, near.as_ref().map(|(point, _)| *point), one)?;
            hits.extend(found.into_iter().filter(|hit| hit.which.own || !saved.contains(&hit.which.id)));
        }
        if hits.len() >= limit {
            break;
        }
    }
    let total = hits.len();
    order(&mut hits, by_distance, limit);
    let meetings = told(hits, &meetings, directory.as_ref(), own.as_ref())?;
    Ok(Looked { meetings, total, near, circle, directory })
}

/// The published meetings that were saved: they are shown once, as one's own.
fn saved(directory: Option<&Directory>, meetings: &[Meeting]) -> Result<HashSet<i64>> {
    let mut saved = HashSet::new();
    for meeting in meetings {
        if let (Some(directory), Some(source), Some(key)) = (directory, &meeting.source, &meeting.listing) {
            saved.extend(directory.id_of(source, key.as_str())?);
        }
    }
    Ok(saved)
}

/// The same hits with all that is known of the meetings.
fn told(
    hits: Vec<Hit<Place>>,
    meetings: &[Meeting],
    directory: Option<&Directory>,
    own: Option<&Directory>,
) -> Result<Vec<Hit<Fits>>> {
    let mut told = Vec::with_capacity(hits.len());
    for Hit { which: Place { id, own: is_own }, next, metres } in hits {
        let shelf = if is_own { own } else { directory };
        let Some(published) = shelf.map(|shelf| shelf.published(id)).transpose()?.flatten() else { continue };
        let which = if is_own {
            let key = published.listing.key.as_str();
            let Some(meeting) = meetings.iter().find(|meeting| meeting.id.to_string() == key) else { continue };
            Fits::Own(meeting.clone())
        } else {
            Fits::Published(id, published)
        };
        told.push(Hit { which, next, metres });
    }
    Ok(told)
}

fn unknown_type(kind: &str, directories: &[&Directory]) -> Result<Error> {
    let mut names = Vec::new();
    for directory in directories {
        names.extend(directory.type_names()?);
    }
    let error = Error::refused(format!("--type: no meeting here is of a type \"{kind}\""));
    let mut names = most_alike(kind, names);
    names.truncate(6);
    Ok(match names.as_slice() {
        [] => error.hint("no list that was imported names any type"),
        names => error.hint(format!("there are {}", listed(names))),
    })
}

/// What a number of the last search stands for.
///
/// # Errors
/// When nothing stands under it any more.
pub fn recalled(app: &App<'_>, store: &Store, number: crate::domain::directory::Number) -> Result<Fits> {
    let Some(directory) = Directory::open(app.folder())? else {
        return Err(Error::refused("no search is remembered").hint("onward meeting import brings a list to search"));
    };
    let missing = |count: u32| {
        let what = format!("the last search showed no meeting {}", number.0);
        Error::refused(what).hint(match count {
            0 => "search first: onward meeting find".to_owned(),
            1 => "it showed 1 meeting".to_owned(),
            count => format!("it showed meetings 1 to {count}; search again: onward meeting find"),
        })
    };
    let gone = || {
        Error::refused(format!("meeting {} of the last search is not kept any more", number.0))
            .hint("search again: onward meeting find")
    };
    match directory.recall(number)? {
        None => Err(missing(directory.recalled()?)),
        Some(Which::Own(id)) => own_meeting(store, id)?.map(Fits::Own).ok_or_else(gone),
        Some(Which::Published(id)) => {
            let published = directory.published(id)?.ok_or_else(gone)?;
            let saved = store.meetings()?.into_iter().find(|meeting| is_of(meeting, &published));
            Ok(saved.map_or(Fits::Published(id, published), Fits::Own))
        }
    }
}

/// Whether a saved meeting is a copy of this one.
fn is_of(meeting: &Meeting, published: &Published) -> bool {
    meeting.source.as_ref().is_some_and(|source| source.key() == published.source.key())
        && meeting.listing.as_ref().is_some_and(|key| key.as_str() == published.listing.key.as_str())
}

fn own_meeting(store: &Store, id: Id) -> Result<Option<Meeting>> {
    Ok(store.meetings()?.into_iter().find(|meeting| meeting.id == id))
}
