//! A contact as listed and shown, and who is due.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::{Item, facts, or_dash, said};
use super::words::{away, by_custom, counted, dated, near};
use crate::domain::contact::{Contact, ContactRole};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::text::{Name, Text};

/// A contact.
#[derive(Serialize)]
pub struct ContactItem {
    id: Id,
    name: Name,
    role: ContactRole,
    programme: Option<Programme>,
    phone: Option<Name>,
    handle: Option<Name>,
    every_days: Option<i64>,
    order: Option<u16>,
    last_reached: Option<Day>,
    due_on: Option<Day>,
    note: Option<Text>,
    added_on: Day,
    recorded_at: Moment,
    #[serde(skip)]
    called: String,
    #[serde(skip)]
    speech: Option<Speech>,
}

impl ContactItem {
    /// A contact and the day of the last reach-out.
    pub fn new(contact: Contact, last_reached: Option<Day>) -> Self {
        Self {
            due_on: contact.due_on(last_reached),
            called: contact.called(&[]),
            speech: by_custom(contact.programme.as_ref()),
            last_reached,
            id: contact.id,
            name: contact.name,
            role: contact.role,
            programme: contact.programme,
            phone: contact.phone,
            handle: contact.handle,
            every_days: contact.every.map(|every| every.days()),
            order: contact.order,
            note: contact.note,
            added_on: contact.added_on,
            recorded_at: contact.recorded_at,
        }
    }

    /// The same in the person's own words for the programme: `called` is what they are called there.
    #[must_use]
    pub fn spoken(mut self, called: String, own: &[OwnProgramme]) -> Self {
        self.called = called;
        self.speech = self.programme.as_ref().map(|programme| programme.speech(own));
        self
    }

    fn reachable_at(&self) -> Option<String> {
        let ways: Vec<&str> = [&self.phone, &self.handle].into_iter().flatten().map(Name::as_str).collect();
        (!ways.is_empty()).then(|| ways.join(", "))
    }
}

impl Item for ContactItem {
    const ONE: &'static str = "contact";
    const MANY: &'static str = "contacts";
    const HEADERS: &'static [&'static str] = &["Contact", "Role", "Reach at", "Last reached", "Due"];
    const EMPTY: &'static str =
        "No contact yet. A first name and an initial are enough: onward contact add \"Maria G\" --every 2d";

    fn told(&self) -> String {
        let every =
            self.every_days.map(|days| format!(", in touch every {}", counted(days, "day"))).unwrap_or_default();
        format!("contact {} ({}){every}", self.name, self.called)
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            Cell::from(Line::of(Tone::Strong, self.name.as_str())),
            Cell::from(self.role.as_str()),
            or_dash(self.reachable_at().as_ref()),
            or_dash(self.last_reached.map(|day| near(day, today)).as_ref()),
            or_dash(self.due_on.map(|day| away(today.days_until(day))).as_ref()),
        ]
    }

    fn facts(&self, today: Day) -> Vec<(&'static str, Line)> {
        let due = self.due_on.map(|day| format!("{}, {}", near(day, today), away(today.days_until(day))));
        facts(vec![
            ("Contact", Some(self.name.to_string())),
            ("Role", said(Some(&self.role))),
            ("Programme", self.speech.as_ref().map(|speech| speech.title.clone())),
            ("Phone", said(self.phone.as_ref())),
            ("Handle", said(self.handle.as_ref())),
            ("In touch every", self.every_days.map(|days| counted(days, "day"))),
            ("Last reached", Some(self.last_reached.map_or_else(|| "not yet".to_owned(), |day| near(day, today)))),
            ("Due", due),
            ("Place in list", said(self.order.as_ref())),
            ("Note", said(self.note.as_ref())),
            ("Added", Some(dated(self.added_on))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// Someone it is time to be in touch with.
#[derive(Debug, Clone, Serialize)]
pub struct DueContact {
    /// Their name.
    pub name: Name,
    /// What they are to the person.
    pub role: ContactRole,
    /// How often to be in touch.
    pub every_days: i64,
    /// The last reach-out.
    pub last_reached: Option<Day>,
    /// The day on which to be in touch.
    pub due_on: Day,
    /// Days since then; 0 when that is today.
    pub overdue_days: i64,
    /// What they are called in their programme.
    #[serde(skip)]
    pub called: String,
}

impl DueContact {
    /// `Maria G (sponsor), due since Sat 21 Nov`.
    pub fn told(&self, today: Day) -> String {
        let when =
            if self.overdue_days == 0 { "today".to_owned() } else { format!("since {}", near(self.due_on, today)) };
        format!("{} ({}), due {when}", self.name, self.called)
    }
}

/// The answer to `onward contact due`.
#[derive(Serialize)]
pub struct Due {
    /// Today.
    pub as_of: Day,
    /// Who is due, most overdue first.
    pub due: Vec<DueContact>,
}

impl View for Due {
    fn document(&self) -> Document {
        if self.due.is_empty() {
            return Document(vec![Block::Text(Line::from("Nobody is due today."))]);
        }
        let row = |contact: &DueContact| {
            vec![
                Cell::from(Line::of(Tone::Strong, contact.name.as_str())),
                Cell::from(contact.role.as_str()),
                Cell::from(format!("every {}", counted(contact.every_days, "day"))),
                or_dash(contact.last_reached.map(|day| near(day, self.as_of)).as_ref()),
                Cell::from(away(-contact.overdue_days)),
            ]
        };
        let headers = vec!["Contact", "Role", "In touch", "Last reached", "Due"];
        Document(vec![Block::Table(Table { headers, rows: self.due.iter().map(row).collect() })])
    }
}
