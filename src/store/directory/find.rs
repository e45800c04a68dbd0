//! Searching the directory. What a search can tell from numbers and words it does here; what takes a clock, or the
//! ground between two places, is left to the domain.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::Directory;
use crate::domain::directory::{Published, Spot};
use crate::domain::listing::{Key, Line, Listing, ListingType};
use crate::domain::meeting::{Access, Venue, Weekdays, Zone};
use crate::domain::moment::TimeOfDay;
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::domain::text::{Name, key};
use crate::error::Result;

/// Of how many meetings at a place it is looked where they are; of more, these are taken from all over them.
const SPOTS: usize = 300;

/// What a search asks of the directory.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words that each have to be there, or begin one that is.
    pub words: Vec<String>,
    /// The programme.
    pub programme: Option<Programme>,
    /// Open or closed.
    pub access: Option<Access>,
    /// Online or in a room; a hybrid meeting is both.
    pub venue: Option<Venue>,
    /// Types as [`Directory::types`] gives them; one of them has to be there.
    pub types: Option<Vec<i64>>,
    /// Only those whose place is known: within so many metres around a point, or anywhere.
    pub around: Option<(Point, Option<u32>)>,
    /// Only those that have a weekday and a time.
    pub scheduled: bool,
}

/// A meeting that a search looks at more closely.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its number in the directory.
    pub id: i64,
    /// When it is held.
    pub weekdays: Weekdays,
    /// When it starts.
    pub start: Option<TimeOfDay>,
    /// When it ends.
    pub end: Option<TimeOfDay>,
    /// Its zone, as [`Directory::zones`] numbers them.
    pub zone: Option<i64>,
    /// Where it is.
    pub point: Option<Point>,
    /// There is no way to attend it now.
    pub closed_now: bool,
}

/// Minutes after midnight.
pub(super) fn minutes(time: TimeOfDay) -> u32 {
    let (hour, minute) = time.hour_and_minute();
    hour * 60 + minute
}

fn time(minutes: Option<u32>) -> Option<TimeOfDay> {
    minutes.and_then(|minutes| TimeOfDay::of(minutes / 60, minutes % 60))
}

fn weekdays(bits: u8) -> Weekdays {
    let day = |nth: u8| chrono::Weekday::try_from(nth).ok().filter(|_| bits & (1 << nth) != 0);
    (0..7).filter_map(day).collect()
}

fn point(latitude: Option<i32>, longitude: Option<i32>) -> Option<Point> {
    Point::of_microdegrees(latitude?, longitude?).ok()
}

/// The words as FTS5 reads them: each in quotes, so that none of its signs means anything, and each may go on.
fn matching(words: &[String]) -> Option<String> {
    let of = |word: &String| {
        word.split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let parts: Vec<String> = words.iter().flat_map(of).map(|part| format!("\"{part}\"*")).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The square around a point in millionths of a degree, in one part, or in two where it lies over the line at which
/// longitudes begin anew.
fn squares(middle: Point, metres: u32) -> Vec<[i32; 4]> {
    // One degree of latitude, rounded down so that nothing at the edge is left out.
    const DEGREE: f64 = 110_500.0;
    let micro = |degrees: f64| (degrees * 1_000_000.0) as i32;
    let high = f64::from(metres) / DEGREE + 0.000_01;
    let (south, north) = ((middle.latitude() - high).max(-90.0), (middle.latitude() + high).min(90.0));
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let wide = if narrowest > 0.000_1 { high / narrowest } else { 360.0 };
    let (west, east) = (middle.longitude() - wide, middle.longitude() + wide);
    let square = |west: f64, east: f64| [micro(south), micro(north), micro(west), micro(east)];
    match (west < -180.0, east > 180.0) {
        (true, true) => vec![square(-180.0, 180.0)],
        (true, false) => vec![square(-180.0, east), square(west + 360.0, 180.0)],
        (false, true) => vec![square(west, 180.0), square(-180.0, east - 360.0)],
        (false, false) => vec![square(west, east)],
    }
}

impl Query {
    /// The condition in SQL, and its values.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut sql = String::from("gone_on IS NULL");
        let mut values = Vec::new();
        let mut is = |column: &str, value: Option<String>| {
            if let Some(value) = value {
                let _ = write!(sql, " AND {column} = ?");
                values.push(Value::from(value));
            }
        };
        is("programme", self.programme.as_ref().map(ToString::to_string));
        is("access", self.access.map(|access| access.to_string()));
        if let Some(venue) = self.venue {
            sql.push_str(" AND venue IN (?, 'hybrid')");
            values.push(Value::from(venue.to_string()));
        }
        if let Some(types) = &self.types {
            let each: Vec<String> = types.iter().map(|id| format!("instr(types, ',{id},')")).collect();
            let _ = write!(sql, " AND ({})", if each.is_empty() { "0".to_owned() } else { each.join(" OR ") });
        }
        if self.scheduled {
            sql.push_str(" AND days <> 0 AND start IS NOT NULL AND NOT closed_now");
        }
        match self.around {
            Some((middle, Some(metres))) => {
                let inside = "south >= ? AND north <= ? AND west >= ? AND east <= ?";
                let squares = squares(middle, metres);
                let each: Vec<String> =
                    squares.iter().map(|_| format!("id IN (SELECT id FROM spot WHERE {inside})")).collect();
                let _ = write!(sql, " AND ({})", each.join(" OR "));
                values.extend(squares.into_iter().flatten().map(Value::from));
            }
            Some((_, None)) => sql.push_str(" AND latitude IS NOT NULL"),
            None => {}
        }
        if let Some(words) = matching(&self.words) {
            sql.push_str(" AND id IN (SELECT rowid FROM word WHERE word MATCH ?)");
            values.push(Value::from(words));
        }
        (sql, values)
    }
}

impl Directory {
    /// The meetings that this holds for.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn candidates(&self, query: &Query) -> Result<Vec<Candidate>> {
        let (condition, values) = query.condition();
        let sql = format!(
            "SELECT id, days, start, \"end\", zone, latitude, longitude, closed_now FROM meeting WHERE {condition}"
        );
        let read = |row: &Row<'_>| {
            Ok(Candidate {
                id: row.get(0)?,
                weekdays: weekdays(row.get(1)?),
                start: time(row.get(2)?),
                end: time(row.get(3)?),
                zone: row.get(4)?,
                point: point(row.get(5)?, row.get(6)?),
                closed_now: row.get(7)?,
            })
        };
        let found = self.connection.prepare(&sql);
        self.sql(found.and_then(|mut found| found.query_map(params_from_iter(values), read)?.collect()))
    }

    /// The zones of candidates, by their numbers.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn zones(&self) -> Result<Vec<(i64, Zone)>> {
        let found = self.connection.prepare("SELECT id, name FROM zone");
        self.sql(found.and_then(|mut found| found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()))
    }

    /// The types of which this is the code, the name, or else a part of the name.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn types(&self, wanted: &str) -> Result<Vec<i64>> {
        let wanted = key(wanted);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let read = |row: &Row<'_>| -> rusqlite::Result<(i64, String, String)> {
            Ok((row.get(0)?, key(row.get_ref(1)?.as_str()?), key(row.get_ref(2)?.as_str()?)))
        };
        let found = self.connection.prepare("SELECT id, code, name FROM type");
        let all: Vec<(i64, String, String)> =
            self.sql(found.and_then(|mut found| found.query_map([], read)?.collect()))?;
        let ids = |fits: &dyn Fn(&str, &str) -> bool| -> Vec<i64> {
            all.iter().filter(|(_, code, name)| fits(code, name)).map(|(id, ..)| *id).collect()
        };
        let whole = ids(&|code, name| code == wanted || name == wanted);
        Ok(if whole.is_empty() { ids(&|_, name| name.contains(&wanted)) } else { whole })
    }

    /// The names of all types, for who named one that is not there.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn type_names(&self) -> Result<Vec<String>> {
        let found =
            self.connection.prepare("SELECT DISTINCT iif(name = '', code, name) AS told FROM type ORDER BY told");
        self.sql(found.and_then(|mut found| found.query_map([], |row| row.get(0))?.collect()))
    }

    /// Where the meetings are whose place holds these words, one after the other.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn spots(&self, wanted: &str) -> Result<Vec<Spot>> {
        let parts = wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let words: Vec<String> = parts.map(|part| format!("\"{part}\"")).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // A postcode is written with a blank or without.
        let close: String = wanted.chars().filter(|c| c.is_alphanumeric()).collect();
        let apart = if words.len() > 1 { format!(" OR \"{close}\"") } else { String::new() };
        let asked = format!("place : ({}{apart})", words.join(" AND "));
        let found = self.connection.prepare("SELECT rowid FROM word WHERE word MATCH ?1");
        let all: Vec<i64> =
            self.sql(found.and_then(|mut found| found.query_map([asked], |row| row.get(0))?.collect()))?;
        let each = all.len().div_ceil(SPOTS).max(1);
        let sql = "SELECT latitude, longitude, postcode, regions, address FROM meeting JOIN said USING (id)
                   WHERE id = ?1 AND latitude IS NOT NULL AND gone_on IS NULL AND venue <> 'online'";
        let mut found = self.sql(self.connection.prepare(sql))?;
        let mut spots = Vec::new();
        for id in all.iter().step_by(each) {
            spots.extend(self.sql(found.query_row([id], spot).optional())?.flatten());
        }
        Ok(spots)
    }

    /// A meeting with all that its list says.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn published(&self, id: i64) -> Result<Option<Published>> {
        let sql = "SELECT source.name AS source_name, zone.name AS zone_name, meeting.*, said.*
                   FROM meeting JOIN said USING (id) JOIN source ON source.id = meeting.source
                   LEFT JOIN zone ON zone.id = meeting.zone WHERE meeting.id = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut found| {
            found.query_row([id], |row| Ok((read(row)?, row.get::<_, String>("types")?))).optional()
        });
        let Some((mut published, types)) = self.sql(found)? else { return Ok(None) };
        for id in types.split(',').filter_map(|id| id.parse::<i64>().ok()) {
            let of = |row: &Row<'_>| {
                let name: String = row.get(1)?;
                Ok(ListingType { code: row.get(0)?, name: Some(name).filter(|name| !name.is_empty()).map(Into::into) })
            };
            let found = self.connection.prepare_cached("SELECT code, name FROM type WHERE id = ?1");
            published.listing.types.extend(self.sql(found.and_then(|mut found| found.query_row([id], of).optional()))?);
        }
        Ok(Some(published))
    }

    /// The meeting of a list under this key.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn id_of(&self, source: &Name, key: &str) -> Result<Option<i64>> {
        let sql = "SELECT meeting.id FROM meeting JOIN source ON source.id = meeting.source
                   WHERE source.name = ?1 AND meeting.key = ?2";
        let found = self.connection.query_row(sql, rusqlite::params![source, key], |row| row.get(0));
        self.sql(found.optional())
    }
}

fn spot(row: &Row<'_>) -> rusqlite::Result<Option<Spot>> {
    let Some(point) = point(row.get(0)?, row.get(1)?) else { return Ok(None) };
    let (regions, address): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let area = regions.as_deref().and_then(|regions| regions.lines().next());
    let last = || address.as_deref()?.rsplit(',').map(str::trim).find(|part| !part.is_empty());
    let area = area.or_else(last).map(str::to_owned);
    let parts = address.iter().flat_map(|address| address.split(',')).map(|part| part.trim().to_owned());
    let names = regions.iter().flat_map(|regions| regions.lines()).map(str::to_owned).chain(parts).collect();
    Ok(Some(Spot { point, postcode: row.get(2)?, names, area }))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Published> {
    let line = |column: &str| row.get::<_, Option<Line>>(column);
    let lines = |column: &str| -> rusqlite::Result<Vec<Line>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.iter().flat_map(|text| text.lines()).filter_map(Line::clean).collect())
    };
    let listing = Listing {
        key: row.get::<_, Key>("key")?,
        name: row.get::<_, Line>("name")?,
        programme: row.get("programme")?,
        weekdays: weekdays(row.get("days")?),
        start: time(row.get("start")?),
        end: time(row.get("end")?),
        zone: row.get::<_, Option<Zone>>("zone_name")?,
        venue: row.get("venue")?,
        closed_now: row.get("closed_now")?,
        access: row.get("access")?,
        types: Vec::new(),
        group: line("group")?,
        place: line("place")?,
        address: line("address")?,
        regions: lines("regions")?,
        postcode: line("postcode")?,
        point: point(row.get("latitude")?, row.get("longitude")?),
        approximate: row.get("approximate")?,
        link: line("link")?,
        link_note: row.get("link_note")?,
        phone: line("phone")?,
        page: line("page")?,
        contacts: lines("contacts")?,
        note: row.get("note")?,
        updated: row.get("updated")?,
    };
    Ok(Published { source: row.get("source_name")?, listing, gone_on: row.get("gone_on")? })
}
