//! The published lists that were imported, and what removing one took away.

use serde::Serialize;

use super::super::View;
use super::super::document::{Block, Cell, Document, Line, Table, Tone};
use super::super::item::or_dash;
use super::super::words::{counted, moment};
use crate::domain::day::Day;
use crate::domain::directory::Source;
use crate::domain::meeting::Zone;
use crate::domain::moment::Moment;
use crate::domain::programme::Programme;
use crate::domain::text::Name;

/// One list.
#[derive(Serialize)]
struct Row {
    source: Name,
    programme: Option<Programme>,
    timezone: Option<Zone>,
    imported_at: Moment,
    read: i64,
    rejected: i64,
    meetings: i64,
    gone: i64,
}

impl From<Source> for Row {
    fn from(source: Source) -> Self {
        Self {
            source: source.name,
            programme: source.programme,
            timezone: source.zone,
            imported_at: source.imported_at,
            read: source.read,
            rejected: source.rejected,
            meetings: source.active,
            gone: source.gone,
        }
    }
}

/// The answer to `onward meeting sources`.
#[derive(Serialize)]
pub struct Sources {
    as_of: Day,
    sources: Vec<Row>,
}

impl Sources {
    /// These lists.
    pub fn new(as_of: Day, sources: Vec<Source>) -> Self {
        Self { as_of, sources: sources.into_iter().map(Row::from).collect() }
    }
}

impl View for Sources {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.sources.is_empty() {
            document.text("No list was imported. Bring one: onward meeting import FILE --source NAME");
            return document;
        }
        let number = |count: i64| Cell::Number(count.to_string());
        let row = |row: &Row| {
            vec![
                Cell::from(Line::of(Tone::Strong, row.source.as_str())),
                or_dash(row.programme.as_ref().map(Programme::title).as_ref()),
                number(row.meetings),
                number(row.gone),
                number(row.rejected),
                or_dash(row.timezone.as_ref()),
                Cell::from(moment(row.imported_at, self.as_of)),
            ]
        };
        let headers = vec!["Source", "Programme", "Meetings", "Gone", "Not taken", "Time zone", "Imported"];
        document.push(Block::Table(Table { headers, rows: self.sources.iter().map(row).collect() }));
        document
    }
}

/// The answer to `onward meeting forget`.
#[derive(Serialize)]
pub struct Forgotten {
    as_of: Day,
    source: Name,
    meetings: i64,
    removed: bool,
}

impl Forgotten {
    /// This list is gone.
    pub fn new(as_of: Day, source: Source) -> Self {
        Self { as_of, source: source.name, meetings: source.active + source.gone, removed: true }
    }
}

impl View for Forgotten {
    fn document(&self) -> Document {
        let told = format!("Removed the list \"{}\" with {}.", self.source, counted(self.meetings, "meeting"));
        Document(vec![Block::Text(Line::from(told).and(Tone::Quiet, " Importing it again brings it back."))])
    }
}
