//! A listing that is being read, and what its readers share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::Asked;
use super::record::Record;
use crate::domain::day::Day;
use crate::domain::listing::day::{Counting, weekdays};
use crate::domain::listing::time::{End, end, end_time, time};
use crate::domain::listing::types::Types;
use crate::domain::listing::venue::{Attendance, without_passcode};
use crate::domain::listing::{Key, Line, Listing, ListingType, key, quoted};
use crate::domain::meeting::{Access, Venue, Weekdays, Zone};
use crate::domain::moment::TimeOfDay;
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::domain::text::Text;

/// What is known for the whole list: what was asked, and what need not be looked up twice.
pub(super) struct Context<'a> {
    pub(super) asked: &'a Asked,
    types: HashMap<Option<Programme>, Rc<Types>>,
    zones: HashMap<String, Option<Zone>>,
}

/// How many names of zones are remembered; there are some six hundred.
const ZONES: usize = 1000;

impl<'a> Context<'a> {
    pub(super) fn new(asked: &'a Asked) -> Self {
        Self { asked, types: HashMap::new(), zones: HashMap::new() }
    }

    /// The types of a programme.
    pub(super) fn types(&mut self, programme: Option<&Programme>) -> Rc<Types> {
        if let Some(known) = self.types.get(&programme.cloned()) {
            return known.clone();
        }
        let types = Rc::new(Types::of(programme));
        // A list that names ever new programmes has no types to find in any of them.
        if self.types.len() < ZONES {
            self.types.insert(programme.cloned(), types.clone());
        }
        types
    }

    fn zone(&mut self, name: &str) -> Option<Zone> {
        if let Some(known) = self.zones.get(name) {
            return known.clone();
        }
        let zone: Option<Zone> = name.parse().ok();
        if self.zones.len() < ZONES {
            self.zones.insert(name.to_owned(), zone.clone());
        }
        zone
    }
}

/// A listing with what was found of it so far.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) key: Option<Line>,
    pub(super) name: Option<Line>,
    pub(super) programme: Option<Programme>,
    pub(super) weekdays: Weekdays,
    pub(super) start: Option<TimeOfDay>,
    pub(super) end: Option<TimeOfDay>,
    pub(super) zone: Option<Zone>,
    pub(super) attendance: Option<Attendance>,
    pub(super) access: Option<Access>,
    pub(super) types: Vec<ListingType>,
    pub(super) group: Option<Line>,
    pub(super) place: Option<Line>,
    pub(super) address: Option<Line>,
    pub(super) regions: Vec<Line>,
    pub(super) postcode: Option<Line>,
    pub(super) point: Option<Point>,
    pub(super) approximate: bool,
    pub(super) link: Option<Line>,
    pub(super) link_notes: Vec<Text>,
    pub(super) phone: Option<Line>,
    pub(super) page: Option<Line>,
    pub(super) contacts: Vec<Line>,
    pub(super) notes: Vec<Text>,
    pub(super) updated: Option<Day>,
    pub(super) warnings: Vec<String>,
}

impl Draft {
    /// Reads the weekdays.
    pub(super) fn days(&mut self, record: &Record<'_>, name: &str, counting: Counting) -> Result<(), String> {
        if record.is_no_word(name) {
            return Err("its day is no weekday".to_owned());
        }
        let words = record.words(name);
        self.weekdays = weekdays(words.iter().map(AsRef::as_ref), counting)?;
        Ok(())
    }

    /// Reads the start.
    pub(super) fn start(&mut self, record: &Record<'_>, names: &[&str]) -> Result<(), String> {
        if names.iter().any(|name| record.is_no_word(name)) {
            return Err("its time is none that a clock shows".to_owned());
        }
        self.start = record.said(names).map_or(Ok(None), |said| time(&said))?;
        Ok(())
    }

    /// Reads an end that is given as a time; one that cannot be is left out, with a warning.
    pub(super) fn end(&mut self, said: Option<Cow<'_, str>>) -> Result<(), String> {
        let said = said.map_or(Ok(None), |said| end_time(&said))?;
        if let Some((start, said)) = self.start.zip(said) {
            match end(start, said) {
                End::At(end) => self.end = Some(end),
                End::Impossible => {
                    self.warnings.push("its end lies before its start by more than a night, and was left out".into());
                }
            }
        }
        Ok(())
    }

    /// The zone of the record, or else the one that was asked for.
    pub(super) fn zone(&mut self, said: Option<Cow<'_, str>>, context: &mut Context<'_>) {
        let named = said.and_then(|said| {
            let zone = context.zone(&said);
            if zone.is_none() {
                let instead =
                    if context.asked.zone.is_some() { "the one that was named is taken" } else { "it has none" };
                self.warnings.push(format!("{} is no time zone like Europe/London; {instead}", quoted(&said)));
            }
            zone
        });
        self.zone = named.or_else(|| context.asked.zone.clone());
    }

    /// The point at this latitude and longitude. Nobody meets at 0, 0: it stands for nothing.
    pub(super) fn point(
        &mut self,
        latitude: Option<Cow<'_, str>>,
        longitude: Option<Cow<'_, str>>,
    ) -> Result<(), String> {
        let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return Ok(()) };
        let degrees = |what: &str, said: &str| {
            let plain = if said.contains('.') { said.trim().to_owned() } else { said.trim().replacen(',', ".", 1) };
            let read = plain.parse::<f64>().ok().filter(|degrees| degrees.is_finite());
            read.ok_or_else(|| format!("its {what}, {}, is no number of degrees", quoted(said)))
        };
        let (latitude, longitude) = (degrees("latitude", &latitude)?, degrees("longitude", &longitude)?);
        let point =
            Point::new(latitude, longitude).map_err(|wrong| format!("its place is none on the earth: {wrong}"))?;
        self.point = Some(point).filter(|point| point.microdegrees() != (0, 0));
        Ok(())
    }

    /// The number to call, and what to know for the link, as far as they were asked for.
    pub(super) fn calls(&mut self, record: &Record<'_>, number: &str, notes: &[&str], asked: &Asked) {
        let said = record.line(&[number]);
        self.phone = match said {
            Some(said) if !asked.contacts => Line::clean(without_passcode(said.as_str())),
            said => said,
        };
        if asked.contacts {
            self.link_notes = notes.iter().filter_map(|name| record.text(name)).collect();
        }
    }

    /// What the list notes, each thing once.
    pub(super) fn note(&mut self, text: Option<Text>) {
        if let Some(text) = text.filter(|text| !self.notes.contains(text)) {
            self.notes.push(text);
        }
    }

    /// Adds types, each once.
    pub(super) fn add_types(&mut self, types: impl IntoIterator<Item = ListingType>) {
        for one in types {
            if !self.types.contains(&one) {
                self.types.push(one);
            }
        }
    }

    /// The address in one line: what is given of it, and its parts, each where the line does not hold it yet.
    pub(super) fn address_of(whole: Option<Line>, parts: &[Option<Line>]) -> Option<Line> {
        let trimmed = |line: &Line| line.as_str().trim_end_matches([',', ' ']).to_owned();
        let mut address = whole.as_ref().map(trimmed).unwrap_or_default();
        for part in parts.iter().flatten().map(trimmed).filter(|part| !part.is_empty()) {
            let sought = part.to_lowercase();
            // A street may be called after a town; only what follows its first comma can be the town itself.
            let held = address.to_lowercase().split(',').enumerate().any(|(nth, one)| {
                one.trim() == sought || (nth > 0 && one.split_whitespace().any(|word| word == sought))
            });
            if !held {
                if !address.is_empty() {
                    address.push_str(", ");
                }
                address.push_str(&part);
            }
        }
        Line::clean(&address)
    }

    /// The listing.
    ///
    /// # Errors
    /// When it has no name, or a part of it can be no line.
    pub(super) fn finish(self) -> Result<Listing, String> {
        let name = self.name.ok_or("it has no name")?;
        let start = self.start.map(|start| start.to_string()).unwrap_or_default();
        let key = self.key.or_else(|| key::derived(&name, &self.weekdays.to_string(), &start));
        let key = key.ok_or("it has no slug or id, and its name gives none")?;
        let (place, address) = (self.place.as_ref(), self.address.as_ref());
        let lines = [("slug", Some(&key)), ("name", Some(&name)), ("place", place), ("address", address)];
        if let Some((what, _)) = lines.iter().find(|(_, line)| line.is_some_and(Line::is_too_long)) {
            return Err(format!("its {what} is longer than any that was meant as one"));
        }
        let attendance = self.attendance.unwrap_or(Attendance { venue: Venue::InPerson, closed_now: false });
        Ok(Listing {
            key: Key::from(key),
            name,
            programme: self.programme,
            weekdays: self.weekdays,
            start: self.start,
            end: self.end,
            zone: self.zone,
            venue: attendance.venue,
            closed_now: attendance.closed_now,
            access: self.access,
            types: self.types,
            group: self.group,
            place: self.place,
            address: self.address,
            regions: self.regions,
            postcode: self.postcode,
            approximate: self.approximate && self.point.is_some(),
            point: self.point,
            link: self.link,
            link_note: joined(&self.link_notes),
            phone: self.phone,
            page: self.page,
            contacts: self.contacts,
            note: joined(&self.notes),
            updated: self.updated,
        })
    }
}

fn joined(texts: &[Text]) -> Option<Text> {
    let lines: Vec<&str> = texts.iter().map(Text::as_str).collect();
    Text::new(&lines.join("\n")).ok().flatten()
}

/// The day in a date as lists write them: `2022-06-27 00:52:04`, or with the month first, `8/25/2022 11:17:07 AM`.
pub(super) fn day(said: &str) -> Option<Day> {
    let date = said.split([' ', 'T']).next()?;
    let numbers: Vec<u32> = date.split(['-', '/']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match *numbers.as_slice() {
        [year, month, day] if date.contains('-') => (year, month, day),
        [month, day, year] => (year, month, day),
        _ => return None,
    };
    Day::new(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_lists_write_it() {
        for (said, date) in [
            ("2022-06-27 00:52:04", Some("2022-06-27")),
            ("2022-06-27T00:52:04Z", Some("2022-06-27")),
            ("8/25/2022 11:17:07 AM", Some("2022-08-25")),
            ("8/29/2021", Some("2021-08-29")),
            ("25/8/2022", None),
            ("0000-00-00", None),
            ("yesterday", None),
            ("99999999999-1-1", None),
        ] {
            assert_eq!(day(said).map(|day| day.to_string()).as_deref(), date, "{said}");
        }
    }

    #[test]
    fn an_address_says_each_of_its_parts_once() {
        let line = |text: &str| Line::clean(text);
        let of = |whole: &str, parts: &[&str]| {
            let parts: Vec<_> = parts.iter().map(|part| line(part)).collect();
            Draft::address_of(line(whole), &parts).map(|address| address.to_string()).unwrap_or_default()
        };
        assert_eq!(of("51st & Wornall,  ", &["Kansas City", "MO", "64112"]), "51st & Wornall, Kansas City, MO, 64112");
        assert_eq!(of("1 High St, Leeds, LS1 1AA", &["leeds", "LS1 1AA"]), "1 High St, Leeds, LS1 1AA");
        assert_eq!(
            of("575 Beech St, Holyoke, MA 01040, USA", &["Holyoke", "MA", "01040", "USA"]),
            "575 Beech St, Holyoke, MA 01040, USA"
        );
        assert_eq!(of("12 London Road", &["London"]), "12 London Road, London");
        assert_eq!(of("", &["", "York"]), "York");
        assert_eq!(of("", &[]), "");
    }
}
