//! A file that was written for somebody, as it is listed and shown.

use serde::Serialize;

use super::document::{Cell, Line, Tone};
use super::item::{Item, facts, or_dash, said, short_id};
use super::report::for_whom;
use super::words::{counted, dated, near, span};
use crate::domain::audience::{Audience, Fields};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::shared::{Digest, Format, Names, Shared};
use crate::domain::text::Name;

/// A file.
#[derive(Serialize)]
pub struct SharedItem {
    id: Id,
    day: Day,
    audience: Audience,
    contact: Option<Name>,
    since: Day,
    until: Day,
    fields: Fields,
    clocks: Vec<Name>,
    format: Format,
    digest: Option<Digest>,
    bytes: u32,
    recorded_at: Moment,
}

impl From<Shared> for SharedItem {
    fn from(shared: Shared) -> Self {
        Self {
            id: shared.id,
            day: shared.day,
            audience: shared.audience,
            contact: shared.contact,
            since: shared.since,
            until: shared.until,
            fields: shared.fields,
            clocks: shared.clocks.map_or_else(Vec::new, |Names(names)| names),
            format: shared.format,
            digest: shared.digest,
            bytes: shared.bytes,
            recorded_at: shared.recorded_at,
        }
    }
}

impl SharedItem {
    fn whom(&self) -> String {
        for_whom(self.audience, self.contact.as_ref())
    }

    /// `report for Maria G, Wed 26 Aug 2026 to Mon 23 Nov 2026`.
    pub fn gist(&self) -> String {
        format!("report {}, {} to {}", self.whom(), dated(self.since), dated(self.until))
    }

    fn fields_told(&self) -> String {
        self.fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn clocks_told(&self) -> Option<String> {
        let names: Vec<&str> = self.clocks.iter().map(Name::as_str).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

impl Item for SharedItem {
    const ONE: &'static str = "shared";
    const MANY: &'static str = "shared";
    const HEADERS: &'static [&'static str] = &["Id", "Written", "For", "Of", "Clocks", "As", "Fields"];
    const EMPTY: &'static str = "Nothing was written for anybody. What would be: onward report --for sponsor --preview";

    fn told(&self) -> String {
        format!("file written on {}: {}, as {}", dated(self.day), self.gist(), self.format)
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(Line::of(Tone::Strong, self.whom().trim_start_matches("for "))),
            Cell::from(span(self.since, self.until, today)),
            or_dash(self.clocks_told().as_ref()),
            Cell::from(self.format.as_str()),
            Cell::from(self.fields_told()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Written", Some(dated(self.day))),
            ("For", Some(self.whom().trim_start_matches("for ").to_owned())),
            ("Of", Some(format!("{} to {}", dated(self.since), dated(self.until)))),
            ("Fields", Some(self.fields_told())),
            ("Clocks", self.clocks_told()),
            ("As", Some(format!("{}, {}", self.format, counted(i64::from(self.bytes), "byte")))),
            ("SHA-256", said(self.digest.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}
