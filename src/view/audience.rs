//! Which fields each audience may see, and what the fields are.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::report::ListOf;
use crate::domain::audience::{Audience, Field, Fields};
use crate::domain::day::Day;
use crate::domain::text::Name;

/// What is told of a field, for who decides on it.
pub fn meaning(field: Field) -> &'static str {
    match field {
        Field::Sobriety => "sober days of all days, the current and the longest run, how many are confirmed",
        Field::Runs => "every run with its first and last day",
        Field::Slips => "days of use",
        Field::Calendar => "each day of a clock: confirmed, unconfirmed or used",
        Field::Milestones => "milestones reached and coming, with their dates, and a clock's programme",
        Field::Attendance => "how many meetings, weeks against your goal, roles",
        Field::Meetings => "each meeting with its day, name, programme and venue",
        Field::Mood => "mood by day and by week",
        Field::Craving => "craving by day",
        Field::Feelings => "anxiety and connection by day",
        Field::People => "how many people you were in touch with, by role",
        Field::Contacts => "names of people, where people or notes are shown; never their numbers",
        Field::Urges => "urges: how many, how strong, what came of them",
        Field::Triggers => "what set off urges and slips, in your words",
        Field::Notes => "every note",
        Field::Gratitude => "wins, and what you were grateful for",
    }
}

/// The list of one audience, of everything or of one clock.
#[derive(Debug, Clone, Serialize)]
pub struct AudienceList {
    /// Whose it is.
    pub audience: Audience,
    /// Their name, of a contact.
    pub contact: Option<Name>,
    /// The clock it is about; null for everything.
    pub clock: Option<Name>,
    /// Where it comes from; null where nothing was said yet.
    pub list: Option<ListOf>,
    /// What they may see.
    pub fields: Fields,
}

impl AudienceList {
    /// `sponsor`, or the contact's name.
    pub fn who(&self) -> &str {
        self.contact.as_ref().map_or(self.audience.as_str(), Name::as_str)
    }

    /// `sobriety, attendance`, or that it is nothing.
    fn sees(&self) -> String {
        let words: Vec<&str> = self.fields.iter().map(Field::as_str).collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    }

    /// `sponsor sees sobriety, attendance`, `sponsor sees of gambling nothing`.
    pub fn told(&self) -> String {
        let of = self.clock.as_ref().map(|clock| format!(" of {clock}")).unwrap_or_default();
        match self.list {
            None => format!("nothing was said yet of what {} may see{of}", self.who()),
            Some(ListOf::Role) => format!("{} sees{of}, by their role, {}", self.who(), self.sees()),
            Some(_) => format!("{} sees{of} {}", self.who(), self.sees()),
        }
    }

    /// What else is to be known of it: names stand beside what they are about.
    pub fn aside(&self) -> Option<&'static str> {
        let has = |field| self.fields.has(field);
        let alone = has(Field::Contacts) && !has(Field::People) && !has(Field::Notes);
        alone.then_some("contacts shows names only together with people or notes: --add people")
    }

    fn row(&self) -> Vec<Cell> {
        let from = match self.list {
            Some(ListOf::Own) => "",
            Some(ListOf::Role) => "as their role",
            Some(ListOf::Default) => "default",
            None => "not said yet",
        };
        vec![
            Cell::from(Line::of(Tone::Strong, self.who())),
            Cell::from(self.clock.as_ref().map_or("everything", Name::as_str)),
            Cell::from(self.sees()),
            Cell::from(Line::of(Tone::Quiet, from)),
        ]
    }
}

/// The answer to `onward config audience`.
#[derive(Serialize)]
pub struct Audiences {
    /// Today.
    pub as_of: Day,
    /// The lists.
    pub lists: Vec<AudienceList>,
}

impl View for Audiences {
    fn document(&self) -> Document {
        let mut document = Document::default();
        document.heading("What may be in a report");
        let headers = vec!["For", "Of", "Fields", ""];
        let rows = self.lists.iter().map(AudienceList::row).collect();
        document.push(Block::Table(Table { headers, rows }));
        document.heading("The fields");
        let fact = |field: &Field| (field.as_str(), Line::from(meaning(*field)));
        document.push(Block::Facts(Field::ALL.iter().map(fact).collect()));
        document.text("A hidden clock is in a report only where a list for that clock says so.");
        document
    }
}

/// The keys of a changed list's JSON.
#[derive(Serialize)]
pub struct ChangedList {
    /// The list that holds now.
    pub list: AudienceList,
}
