//! Importing a list: every listing by its key, in one transaction. What is as it was is not written at all.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rusqlite::{Connection, OptionalExtension, Statement, Transaction, TransactionBehavior, params};
use uuid::Uuid;

use super::Directory;
use super::find::minutes;
use crate::domain::day::Day;
use crate::domain::directory::Tally;
use crate::domain::listing::{Key, Line, Listing, ListingType};
use crate::domain::meeting::{Weekdays, Zone};
use crate::domain::moment::Moment;
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::domain::text::Name;
use crate::error::Result;

/// What is said of a list that is imported.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// What the person calls it.
    pub source: Name,
    /// The programme of its meetings, where that was said.
    pub programme: Option<Programme>,
    /// The zone of the meetings that name none, where that was said.
    pub zone: Option<Zone>,
    /// When it is imported.
    pub at: Moment,
    /// The day that is.
    pub today: Day,
}

/// What is known of a meeting that the list had.
struct Known {
    id: i64,
    digest: [u8; 16],
    gone: bool,
    /// Whether it stands in the list that is read.
    seen: bool,
}

/// What is written for every meeting, prepared once.
struct Writing<'a> {
    meeting: Statement<'a>,
    said: Statement<'a>,
    word: Statement<'a>,
    spot: Statement<'a>,
}

impl<'a> Writing<'a> {
    fn prepare(connection: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            meeting: connection.prepare(
                "INSERT INTO meeting (id, source, days, start, \"end\", zone, venue, access, closed_now, programme, types,
                     latitude, longitude, approximate, gone_on, key, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL, ?15, ?16)
                 ON CONFLICT (id) DO UPDATE SET days = ?3, start = ?4, \"end\" = ?5, zone = ?6, venue = ?7, access = ?8,
                     closed_now = ?9, programme = ?10, types = ?11, latitude = ?12, longitude = ?13, approximate = ?14,
                     gone_on = NULL, digest = ?16",
            )?,
            said: connection.prepare(
                "INSERT OR REPLACE INTO said (id, name, \"group\", place, address, regions, postcode, link, link_note,
                     phone, page, contacts, note, updated)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?,
            word: connection.prepare("INSERT INTO word (rowid, about, place) VALUES (?1, ?2, ?3)")?,
            spot: connection.prepare("INSERT INTO spot (id, south, north, west, east) VALUES (?1, ?2, ?2, ?3, ?3)")?,
        })
    }
}

/// An import that goes on.
pub struct Importing<'a> {
    directory: &'a Directory,
    writing: Writing<'a>,
    source: i64,
    known: HashMap<String, Known>,
    zones: HashMap<String, i64>,
    types: HashMap<(String, String), i64>,
    tally: Tally,
    /// Nothing is written.
    dry: bool,
    bytes: Vec<u8>,
}

/// What a hash is made of, in the place of the hash.
struct Bytes<'a>(&'a mut Vec<u8>);

impl Hasher for Bytes<'_> {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

impl Directory {
    /// Imports what `fill` gives, in one transaction: where `fill` fails, or anything else does, nothing is changed.
    /// With `dry`, nothing is changed either way. What `fill` returns tells how many records it read and how many of
    /// them it could not take.
    ///
    /// # Errors
    /// Those of `fill`, and when the directory cannot be written.
    pub fn import<T>(
        &self,
        arrival: &Arrival,
        dry: bool,
        fill: impl FnOnce(&mut Importing<'_>) -> Result<(u64, u64, T)>,
    ) -> Result<(Tally, T)> {
        let behavior = if dry { TransactionBehavior::Deferred } else { TransactionBehavior::Immediate };
        let transaction = self.sql(Transaction::new_unchecked(&self.connection, behavior))?;
        let source = self.source_id(arrival, dry)?;
        let mut importing = Importing {
            directory: self,
            writing: self.sql(Writing::prepare(&self.connection))?,
            known: self.known(source)?,
            source,
            zones: HashMap::new(),
            types: HashMap::new(),
            tally: Tally::default(),
            dry,
            bytes: Vec::new(),
        };
        let (read, rejected, value) = fill(&mut importing)?;
        importing.let_go(arrival.today)?;
        let tally = importing.tally;
        if !dry {
            let done = self.connection.execute(
                "UPDATE source SET read = ?2, rejected = ?3 WHERE id = ?1",
                params![source, whole(read), whole(rejected)],
            );
            self.sql(done)?;
            self.sql(transaction.commit())?;
        }
        Ok((tally, value))
    }

    /// The number of the source, which is told what is said of it now; 0 where it is not known and stays so.
    fn source_id(&self, arrival: &Arrival, dry: bool) -> Result<i64> {
        let Arrival { source, programme, zone, at, .. } = arrival;
        let id = self.connection.query_row("SELECT id FROM source WHERE name = ?1", [source], |row| row.get(0));
        let id: Option<i64> = self.sql(id.optional())?;
        if dry {
            return Ok(id.unwrap_or_default());
        }
        let told = self.connection.query_row(
            "INSERT INTO source (name, programme, zone, imported_at, read, rejected) VALUES (?1, ?2, ?3, ?4, 0, 0)
             ON CONFLICT (name) DO UPDATE SET programme = ?2, zone = ?3, imported_at = ?4 RETURNING id",
            params![source, programme, zone, at],
            |row| row.get(0),
        );
        self.sql(told)
    }

    fn known(&self, source: i64) -> Result<HashMap<String, Known>> {
        let sql = "SELECT key, id, digest, gone_on IS NOT NULL FROM meeting WHERE source = ?1";
        let found = self.connection.prepare(sql).and_then(|mut found| {
            let read = |row: &rusqlite::Row<'_>| {
                let known = Known { id: row.get(1)?, digest: row.get(2)?, gone: row.get(3)?, seen: false };
                Ok((row.get::<_, String>(0)?, known))
            };
            found.query_map([source], read)?.collect()
        });
        self.sql(found)
    }
}

impl Importing<'_> {
    /// Takes a listing over: as a new meeting, in the place of what the meeting of its key was, or not at all where
    /// that is the same.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn take(&mut self, listing: &Listing) -> Result<()> {
        let digest = self.digest(listing);
        let before = self.known.get_mut(listing.key.as_str()).map(|known| {
            known.seen = true;
            (known.id, known.digest == digest, known.gone)
        });
        match before {
            None => {
                self.tally.new += 1;
                self.write(listing, digest, None)
            }
            Some((_, true, false)) => {
                self.tally.unchanged += 1;
                Ok(())
            }
            Some((id, _, gone)) => {
                self.tally.changed += 1;
                self.tally.returned += u64::from(gone);
                self.write(listing, digest, Some(id))
            }
        }
    }

    /// What all that is known of a meeting comes to: another one where anything is different.
    fn digest(&mut self, listing: &Listing) -> [u8; 16] {
        self.bytes.clear();
        listing.hash(&mut Bytes(&mut self.bytes));
        *Uuid::new_v5(&Uuid::NAMESPACE_OID, &self.bytes).as_bytes()
    }

    fn write(&mut self, listing: &Listing, digest: [u8; 16], known: Option<i64>) -> Result<()> {
        if self.dry {
            return Ok(());
        }
        let zone = listing.zone.as_ref().map(|zone| self.zone(zone)).transpose()?;
        let types = self.types_of(&listing.types)?;
        let written = self.try_to_write(listing, digest, known, zone, &types);
        self.directory.sql(written)
    }

    fn try_to_write(
        &mut self,
        listing: &Listing,
        digest: [u8; 16],
        known: Option<i64>,
        zone: Option<i64>,
        types: &str,
    ) -> rusqlite::Result<()> {
        let connection = &self.directory.connection;
        if let Some(id) = known {
            connection.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([id])?;
            connection.prepare_cached("DELETE FROM spot WHERE id = ?1")?.execute([id])?;
        }
        let point = listing.point.map(Point::microdegrees).unzip();
        self.writing.meeting.execute(params![
            known,
            self.source,
            bits(&listing.weekdays),
            listing.start.map(minutes),
            listing.end.map(minutes),
            zone,
            listing.venue,
            listing.access,
            listing.closed_now,
            listing.programme,
            types,
            point.0,
            point.1,
            listing.approximate,
            listing.key.as_str(),
            digest,
        ])?;
        let id = known.unwrap_or_else(|| connection.last_insert_rowid());
        self.write_texts(id, listing)?;
        if let (Some(latitude), Some(longitude)) = point {
            self.writing.spot.execute(params![id, latitude, longitude])?;
        }
        Ok(())
    }

    fn write_texts(&mut self, id: i64, listing: &Listing) -> rusqlite::Result<()> {
        self.writing.said.execute(params![
            id,
            listing.name.as_str(),
            listing.group.as_ref().map(Line::as_str),
            listing.place.as_ref().map(Line::as_str),
            listing.address.as_ref().map(Line::as_str),
            lines(&listing.regions),
            listing.postcode.as_ref().map(Line::as_str),
            listing.link.as_ref().map(Line::as_str),
            listing.link_note,
            listing.phone.as_ref().map(Line::as_str),
            listing.page.as_ref().map(Line::as_str),
            lines(&listing.contacts),
            listing.note,
            listing.updated,
        ])?;
        let (about, place) = words(listing);
        self.writing.word.execute(params![id, about, place]).map(drop)
    }

    /// Leaves the meeting of this key as it is: the list still has it, although it cannot be read today.
    pub fn leave(&mut self, key: &Key) {
        if let Some(known) = self.known.get_mut(key.as_str()) {
            known.seen = true;
        }
    }

    /// What the list does not have any more stays, and is not shown.
    fn let_go(&mut self, today: Day) -> Result<()> {
        let gone = self.known.values().filter(|known| !known.seen && !known.gone);
        for known in gone {
            self.tally.gone += 1;
            if !self.dry {
                let sql = "UPDATE meeting SET gone_on = ?2 WHERE id = ?1";
                let connection = &self.directory.connection;
                let done =
                    connection.prepare_cached(sql).and_then(|mut update| update.execute(params![known.id, today]));
                self.directory.sql(done)?;
            }
        }
        Ok(())
    }

    fn zone(&mut self, zone: &Zone) -> Result<i64> {
        let name = zone.to_string();
        if let Some(id) = self.zones.get(&name) {
            return Ok(*id);
        }
        let connection = &self.directory.connection;
        let sql = "INSERT INTO zone (name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";
        let id = self.directory.sql(connection.query_row(sql, [&name], |row| row.get(0)))?;
        self.zones.insert(name, id);
        Ok(id)
    }

    /// The ids of types, with commas around each.
    fn types_of(&mut self, types: &[ListingType]) -> Result<String> {
        let mut ids = String::from(",");
        for one in types {
            let key = (one.code.clone(), one.name.as_deref().unwrap_or_default().to_owned());
            let id = match self.types.get(&key) {
                Some(id) => *id,
                None => {
                    let sql = "INSERT INTO type (code, name) VALUES (?1, ?2)
                               ON CONFLICT (code, name) DO UPDATE SET code = code RETURNING id";
                    let made = self.directory.connection.query_row(sql, params![key.0, key.1], |row| row.get(0));
                    let id = self.directory.sql(made)?;
                    self.types.insert(key, id);
                    id
                }
            };
            ids.push_str(&format!("{id},"));
        }
        Ok(ids)
    }
}

/// A count as SQLite holds it.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A set of weekdays as bits, Monday first.
fn bits(weekdays: &Weekdays) -> u8 {
    weekdays.days().iter().fold(0, |bits, day| bits | 1 << day.num_days_from_monday())
}

fn lines(all: &[Line]) -> Option<String> {
    let all: Vec<&str> = all.iter().map(Line::as_str).collect();
    Some(all.join("\n")).filter(|lines| !lines.is_empty())
}

/// What a search for words looks at: what a meeting is about, and where it is.
fn words(listing: &Listing) -> (String, String) {
    let mut about = String::from(listing.name.as_str());
    let mut add = |text: &str| {
        about.push('\n');
        about.push_str(text);
    };
    listing.group.iter().for_each(|group| add(group.as_str()));
    listing.programme.iter().for_each(|programme| add(programme.as_str()));
    listing.types.iter().filter_map(|one| one.name.as_deref()).for_each(&mut add);
    listing.note.iter().for_each(|note| add(note.as_str()));
    let place = [&listing.place, &listing.address, &listing.postcode].into_iter().flatten();
    let mut place: Vec<&str> = place.chain(&listing.regions).map(Line::as_str).collect();
    // A postcode is also looked for without its blank.
    let close = listing.postcode.as_ref().map(|postcode| postcode.as_str().replace([' ', '-'], ""));
    place.extend(close.as_deref());
    (about, place.join("\n"))
}
