//! What an import of a published list makes new, changes, lets go and does not take.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::super::document::{Block, Cell, Document, Line, Table, Tone};
use super::super::item::or_dash;
use super::super::words::{counted, listed};
use super::super::{PARTLY, View};
use crate::domain::day::Day;
use crate::domain::directory::Tally;
use crate::domain::listing::{Rejected, Report, Warning};
use crate::domain::text::Name;

/// The most records and types that are listed for a person; `--json` lists all.
const LISTED: usize = 10;

/// A record that was not taken.
struct Refused(Rejected);

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            record: u64,
            name: Option<&'a str>,
            reason: &'a str,
        }
        let Rejected { record, name, reason, .. } = &self.0;
        Told { record: *record, name: name.as_ref().map(|name| name.as_str()), reason }.serialize(serializer)
    }
}

/// What else to know.
struct Known(Warning);

impl Serialize for Known {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            reason: &'a str,
            count: u64,
            record: Option<u64>,
            name: Option<&'a str>,
        }
        let Warning { reason, count, record, name } = &self.0;
        Told { reason, count: *count, record: *record, name: name.as_ref().map(|name| name.as_str()) }
            .serialize(serializer)
    }
}

/// The answer to `onward meeting import`.
#[derive(Serialize)]
pub struct Imported {
    as_of: Day,
    source: Name,
    dry_run: bool,
    read: u64,
    new: u64,
    changed: u64,
    returned: u64,
    unchanged: u64,
    gone: u64,
    repeated: u64,
    left_out: u64,
    appointments: u64,
    floating: u64,
    rejected: Vec<Refused>,
    unknown_types: BTreeMap<String, u64>,
    warnings: Vec<Known>,
    set_aside: Option<String>,
}

fn many(count: u64, unit: &str) -> String {
    counted(i64::try_from(count).unwrap_or(i64::MAX), unit)
}

impl Imported {
    /// What came of a list; with `dry_run`, what would.
    pub fn new(
        as_of: Day,
        source: Name,
        dry_run: bool,
        tally: Tally,
        report: Report,
        set_aside: Option<String>,
    ) -> Self {
        Self {
            as_of,
            source,
            dry_run,
            read: report.read,
            new: tally.new,
            changed: tally.changed,
            returned: tally.returned,
            unchanged: tally.unchanged,
            gone: tally.gone,
            repeated: report.repeated,
            left_out: report.left_out,
            appointments: report.appointments,
            floating: report.floating,
            rejected: report.rejected.into_iter().map(Refused).collect(),
            unknown_types: report.unknown_types,
            warnings: report.warnings.into_iter().map(Known).collect(),
            set_aside,
        }
    }

    /// What happened, in the first line.
    fn said(&self) -> Line {
        let source = &self.source;
        if self.new + self.changed + self.gone == 0 {
            return Line::from(format!("Nothing is different: \"{source}\" is as it was."));
        }
        let taken = many(self.new + self.changed + self.unchanged, "meeting");
        if self.dry_run {
            return Line::from(format!("\"{source}\" would hold {taken}. Nothing was changed."));
        }
        Line::from(format!("\"{source}\" holds {taken}."))
    }

    fn facts(&self) -> Vec<(&'static str, Line)> {
        let returned = match self.returned {
            0 => String::new(),
            1 => ", 1 of them back after it was gone".to_owned(),
            more => format!(", {more} of them back after they were gone"),
        };
        let all = [
            ("Read", self.read, many(self.read, "record")),
            ("New", self.new, self.new.to_string()),
            ("Changed", self.changed, format!("{}{returned}", self.changed)),
            ("As before", self.unchanged, self.unchanged.to_string()),
            ("Gone", self.gone, format!("{}, not in the list any more; what was saved or attended stays", self.gone)),
            ("By appointment", self.appointments, format!("{}, without a weekday or a time", self.appointments)),
            ("No time zone", self.floating, format!("{}; --timezone says which", self.floating)),
            ("Said twice", self.repeated, format!("{}, word for word", self.repeated)),
            ("Left out", self.left_out, format!("{}, which the list itself calls unpublished or gone", self.left_out)),
        ];
        let some = all.into_iter().filter(|(label, count, _)| *count > 0 || *label == "Read");
        some.map(|(label, _, told)| (label, Line::from(told))).collect()
    }

    fn rejected(&self, document: &mut Document) {
        if self.rejected.is_empty() {
            return;
        }
        document.heading(format!("Not taken: {}", many(self.rejected.len() as u64, "record")));
        let row = |Refused(rejected): &Refused| {
            vec![
                Cell::Number(rejected.record.to_string()),
                or_dash(rejected.name.as_ref()),
                Cell::from(rejected.reason.clone()),
            ]
        };
        let rows = self.rejected.iter().take(LISTED).map(row).collect();
        document.push(Block::Table(Table { headers: vec!["Record", "Name", "Why"], rows }));
        self.more(self.rejected.len(), "record", document);
    }

    fn more(&self, count: usize, unit: &str, document: &mut Document) {
        let more = count.saturating_sub(LISTED);
        if more > 0 {
            document.text(Line::of(Tone::Quiet, format!("{} more; --json lists them all.", many(more as u64, unit))));
        }
    }

    fn unknown(&self, document: &mut Document) {
        if self.unknown_types.is_empty() {
            return;
        }
        let mut types: Vec<(&String, &u64)> = self.unknown_types.iter().collect();
        types.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        let mut told: Vec<String> =
            types.iter().take(LISTED).map(|(name, count)| format!("\"{name}\" ({count})")).collect();
        if types.len() > LISTED {
            told.push(format!("{} more", types.len() - LISTED));
        }
        document.text(format!("Types that the programme does not know, kept as they are: {}.", listed(&told)));
    }
}

impl View for Imported {
    fn document(&self) -> Document {
        let mut document = Document(vec![Block::Text(self.said()), Block::Facts(self.facts())]);
        if let Some(aside) = &self.set_aside {
            document.text(format!("The directory that could not be read was set aside: {aside}"));
        }
        if self.gone > self.changed + self.unchanged && self.gone > 1 {
            document.text(format!(
                "More than half of what \"{}\" had is gone. If this is another list, import it under another name.",
                self.source
            ));
        }
        self.unknown(&mut document);
        for Known(warning) in &self.warnings {
            let first = match (&warning.name, warning.record) {
                (Some(name), Some(record)) => format!(" (first: record {record}, {name})"),
                (None, Some(record)) => format!(" (first: record {record})"),
                _ => String::new(),
            };
            let count =
                if warning.count == 0 { String::new() } else { format!("{}: ", many(warning.count, "meeting")) };
            document.text(format!("{count}{}{first}.", warning.reason));
        }
        self.rejected(&mut document);
        if !self.dry_run {
            document.text(Line::of(Tone::Quiet, "Look among them: onward\u{a0}meeting\u{a0}find"));
        }
        document
    }

    fn exit_code(&self) -> u8 {
        if self.rejected.is_empty() { 0 } else { PARTLY }
    }
}
