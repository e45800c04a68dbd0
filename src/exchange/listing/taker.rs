//! Takes the records of a list, one by one, and keeps count of what came of each.

use std::collections::BTreeMap;

use super::draft::{Context, Draft};
use super::formats::Formats;
use super::record::Record;
use super::{Asked, bmlt, guide, naws, refused, uk};
use crate::domain::listing::key::{Known, Seen};
use crate::domain::listing::{Key, Line, Listing, Rejected, Report, Warning, quoted};
use crate::domain::programme::Programme;
use crate::error::Result;

/// Whose form a record has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The Meeting Guide's, or the plain table's.
    Guide,
    /// A search on a BMLT server, or its newer interface.
    Bmlt,
    /// A BMLT server's table for the world office.
    Naws,
    /// The United Kingdom's monthly table.
    Uk,
}

impl Form {
    /// The form of a record with these names; none where they are none of a meeting.
    pub(super) fn of_header(names: &[&str]) -> Option<Self> {
        let has = |name: &str| names.contains(&name);
        if naws::is_header(names) {
            Some(Self::Naws)
        } else if bmlt::is_searched(has) || bmlt::is_native(has) {
            Some(Self::Bmlt)
        } else if uk::is_header(names) {
            Some(Self::Uk)
        } else {
            guide::is_header(names).then_some(Self::Guide)
        }
    }

    /// The form of one record of JSON.
    pub(super) fn of_record(record: &Record<'_>) -> Self {
        let has = |name: &str| record.names(name);
        if bmlt::is_searched(has) || bmlt::is_native(has) { Self::Bmlt } else { Self::Guide }
    }

    fn name(self, record: &Record<'_>) -> Option<Line> {
        match self {
            Self::Guide => guide::name(record),
            Self::Bmlt | Self::Naws => bmlt::name(record),
            Self::Uk => record.line(&["title"]),
        }
    }

    fn is_left_out(self, record: &Record<'_>) -> bool {
        match self {
            Self::Bmlt => bmlt::is_left_out(record),
            Self::Naws => naws::is_left_out(record),
            Self::Guide | Self::Uk => false,
        }
    }
}

/// Who is given the listings, and how many bytes were read by then.
type Give<'a> = &'a mut dyn FnMut(Listing, usize) -> Result<()>;

/// How many different warnings are kept; a list has a handful, unless it has a zone of its own for each meeting.
const WARNINGS: usize = 100;

/// Takes records and gives away listings.
pub(super) struct Taker<'a> {
    context: Context<'a>,
    formats: Formats,
    give: Give<'a>,
    seen: Seen,
    report: Report,
    warnings: BTreeMap<String, Warning>,
}

impl<'a> Taker<'a> {
    pub(super) fn new(asked: &'a Asked, give: Give<'a>) -> Self {
        Self {
            context: Context::new(asked),
            formats: Formats::default(),
            give,
            seen: Seen::default(),
            report: Report::default(),
            warnings: BTreeMap::new(),
        }
    }

    /// Takes note of the formats that a BMLT server sent along.
    pub(super) fn know_formats(&mut self, records: &[Record<'_>]) {
        let asked = self.context.asked.programme.clone();
        let programme: Option<Programme> = asked.or_else(|| bmlt::PROGRAMME.parse().ok());
        let types = self.context.types(programme.as_ref());
        self.formats = Formats::new(records, &types);
    }

    /// Takes note of the columns of a table: a name that is not known may be one that was mistyped.
    pub(super) fn know_columns(&mut self, names: &[&str], form: Form) {
        let unknown = names.iter().filter(|name| !name.is_empty() && !guide::is_column(name));
        for name in unknown.take(if form == Form::Guide { WARNINGS } else { 0 }) {
            self.warn_of_all(format!("the column {} is not known, and was left out", quoted(name)));
        }
    }

    /// Something to know about the list as a whole.
    pub(super) fn warn_of_all(&mut self, reason: impl Into<String>) {
        let reason = reason.into();
        let warning = Warning { reason: reason.clone(), count: 1, record: None, name: None };
        self.warnings.entry(reason).or_insert(warning);
    }

    /// Takes the next record.
    ///
    /// # Errors
    /// When the listing that came of it is refused by whom it was given to.
    pub(super) fn take(&mut self, record: &Record<'_>, form: Form, bytes: usize) -> Result<()> {
        if form.is_left_out(record) {
            self.report.read += 1;
            self.report.left_out += 1;
            return Ok(());
        }
        let mut draft = Draft { name: form.name(record), ..Draft::default() };
        let filled = match form {
            Form::Guide => guide::fill(record, &mut draft, &mut self.context),
            Form::Bmlt => bmlt::fill(record, &mut draft, &mut self.context, &self.formats),
            Form::Naws => naws::fill(record, &mut draft, &mut self.context),
            Form::Uk => uk::fill(record, &mut draft, &mut self.context),
        };
        let (name, key) = (draft.name.clone(), draft.key.clone());
        let warnings = std::mem::take(&mut draft.warnings);
        match filled.and_then(|()| draft.finish()) {
            Ok(listing) => self.add(listing, warnings, bytes),
            Err(reason) => {
                self.reject(name, key, reason);
                Ok(())
            }
        }
    }

    /// Takes note of a record that cannot be taken.
    pub(super) fn reject(&mut self, name: Option<Line>, key: Option<Line>, reason: impl Into<String>) {
        self.report.read += 1;
        let short = |line: &Line| !line.is_too_long();
        let (name, key) = (name.filter(short), key.filter(short).map(Key::from));
        self.report.rejected.push(Rejected { record: self.report.read, name, reason: reason.into(), key });
    }

    fn add(&mut self, mut listing: Listing, warnings: Vec<String>, bytes: usize) -> Result<()> {
        self.report.read += 1;
        match self.seen.take(&mut listing) {
            Known::New => {}
            Known::Repeated => {
                self.report.repeated += 1;
                return Ok(());
            }
            Known::Renamed => {
                let reason = "another meeting of the list has its slug or id, and it was given the next one";
                self.warn(reason.to_owned(), &listing.name);
            }
        }
        for reason in warnings {
            self.warn(reason, &listing.name);
        }
        for one in listing.types.iter().filter(|one| one.name.is_none()) {
            *self.report.unknown_types.entry(one.code.clone()).or_default() += 1;
        }
        self.report.given += 1;
        self.report.appointments += u64::from(!listing.scheduled());
        self.report.floating += u64::from(listing.scheduled() && listing.zone.is_none());
        (self.give)(listing, bytes)
    }

    fn warn(&mut self, reason: String, name: &Line) {
        let room = self.warnings.len() < WARNINGS || self.warnings.contains_key(&reason);
        let reason = if room { reason } else { "something else of this kind is to be known of it".to_owned() };
        let first =
            || Warning { reason: reason.clone(), count: 0, record: Some(self.report.read), name: Some(name.clone()) };
        self.warnings.entry(reason.clone()).or_insert_with(first).count += 1;
    }

    /// What came of the list.
    ///
    /// # Errors
    /// When no meeting did: nothing is then to be changed by it.
    pub(super) fn report(mut self) -> Result<Report> {
        self.report.warnings = self.warnings.into_values().collect();
        if self.report.given > 0 {
            return Ok(self.report);
        }
        match self.report.rejected.first() {
            None if self.report.left_out > 0 => Err(refused("none of its meetings is published")),
            None => Err(refused("no meeting is in it").hint(
                "nothing was imported; a server also answers so when it was asked in a way that it does not understand",
            )),
            Some(Rejected { record, reason, .. }) => {
                Err(refused("nothing in it is a meeting").cause(format!("record {record}: {reason}")))
            }
        }
    }
}
