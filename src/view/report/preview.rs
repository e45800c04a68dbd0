//! What would be written for somebody, and below it how much is withheld. The content of that is not even here.

use serde::Serialize;

use super::{ClockPart, Report};
use crate::domain::audience::{Field, Fields};
use crate::domain::day::Day;
use crate::domain::shared::Format;
use crate::view::View;
use crate::view::document::{Block, Cell, Document, Line, Table, Tone};
use crate::view::order::Order;
use crate::view::words::counted;

/// A field of which something is withheld.
#[derive(Serialize)]
struct Withheld {
    field: Field,
    count: usize,
    #[serde(skip)]
    told: String,
}

/// The answer to `onward report --for WHO --preview`.
#[derive(Serialize)]
pub struct Preview {
    as_of: Day,
    /// What would be written.
    report: Report,
    withheld: Vec<Withheld>,
    clocks_withheld: usize,
    /// The form in which it is printed, where one was named and no file was.
    #[serde(skip)]
    printed: Option<Order>,
}

impl Report {
    /// How much of a field is in it.
    pub(super) fn amount(&self, field: Field) -> usize {
        let of_clocks = |amount: fn(&super::ClockPart) -> usize| self.clocks.iter().map(amount).sum();
        let texts = |texts: &Option<Vec<super::Said>>| texts.as_ref().map_or(0, Vec::len);
        let days = |scale: &Option<super::ScaleReport>| scale.as_ref().map_or(0, super::ScaleReport::days_with_value);
        match field {
            Field::Sobriety => of_clocks(|clock| usize::from(clock.in_these_days.is_some())),
            Field::Runs => of_clocks(|clock| clock.runs.as_ref().map_or(0, Vec::len)),
            Field::Slips => of_clocks(|clock| clock.slips.as_ref().map_or(0, Vec::len)),
            Field::Calendar => of_clocks(|clock| usize::from(clock.calendar.is_some())),
            Field::Milestones => of_clocks(|clock| clock.milestones_reached().unwrap_or(0)),
            Field::Attendance => self.attendance.as_ref().map_or(0, |found| found.meetings().unsigned_abs() as usize),
            Field::Meetings => self.meetings.as_ref().map_or(0, Vec::len),
            Field::Mood => self.mood.as_ref().map_or(0, super::MoodFigures::days_with_mood),
            Field::Craving => days(&self.craving),
            Field::Feelings => days(&self.anxiety) + days(&self.connection),
            Field::People => self.people.as_ref().map_or(0, |people| people.conversations),
            Field::Contacts => self.people.as_ref().and_then(|people| people.by_person.as_ref()).map_or(0, Vec::len),
            Field::Urges => self.urges.as_ref().map_or(0, |urges| urges.urges),
            Field::Triggers => texts(&self.triggers),
            Field::Gratitude => texts(&self.gratitude),
            Field::Notes => texts(&self.notes),
        }
    }
}

impl Report {
    /// The fields that it tells of, be it that there is nothing: what the record of a file says.
    pub fn fields(&self) -> Fields {
        Field::ALL.iter().copied().filter(|field| self.tells_of(*field)).collect()
    }

    fn tells_of(&self, field: Field) -> bool {
        let of_a_clock = |told: fn(&ClockPart) -> bool| self.clocks.iter().any(told);
        let named = |kind: &str| {
            self.notes.as_ref().is_some_and(|all| all.iter().any(|one| one.kind == kind && one.about.is_some()))
        };
        match field {
            Field::Sobriety => of_a_clock(|clock| clock.in_these_days.is_some()),
            Field::Runs => of_a_clock(|clock| clock.runs.is_some()),
            Field::Slips => of_a_clock(|clock| clock.slips.is_some()),
            Field::Calendar => of_a_clock(|clock| clock.calendar.is_some()),
            Field::Milestones => of_a_clock(|clock| clock.milestones.is_some()),
            Field::Attendance => self.attendance.is_some(),
            Field::Meetings => self.meetings.is_some() || self.meetings_calendar.is_some() || named("meeting"),
            Field::Mood => self.mood.is_some(),
            Field::Craving => self.craving.is_some(),
            Field::Feelings => self.anxiety.is_some() || self.connection.is_some(),
            Field::People => self.people.is_some(),
            Field::Contacts => {
                self.people.as_ref().is_some_and(|people| people.by_person.is_some()) || named("reach-out")
            }
            Field::Urges => self.urges.is_some(),
            Field::Triggers => self.triggers.is_some(),
            Field::Gratitude => self.gratitude.is_some(),
            Field::Notes => self.notes.is_some(),
        }
    }
}

fn unit(field: Field) -> &'static str {
    match field {
        Field::Sobriety => "clock",
        Field::Runs => "run",
        Field::Slips => "slip",
        Field::Calendar => "calendar",
        Field::Milestones => "milestone",
        Field::Attendance => "meeting",
        Field::Meetings => "meeting with its name",
        Field::Mood | Field::Craving => "day",
        Field::Feelings => "value",
        Field::People => "conversation",
        Field::Contacts => "name",
        Field::Urges => "urge",
        Field::Triggers => "trigger",
        Field::Gratitude => "text",
        Field::Notes => "note",
    }
}

impl Preview {
    /// What would be written, beside all that there is.
    pub fn new(report: Report, all: &Report) -> Self {
        let withheld = Field::ALL.iter().filter_map(|field| {
            let count = all.amount(*field).saturating_sub(report.amount(*field));
            let told = match field {
                Field::Meetings => format!("the names of {}", counted(count as i64, "meeting")),
                _ => counted(count as i64, unit(*field)),
            };
            (count > 0).then_some(Withheld { field: *field, count, told })
        });
        Self {
            as_of: report.as_of,
            printed: report.order.clone().filter(|order| order.file.is_none()),
            withheld: withheld.collect(),
            clocks_withheld: all.clocks.len().saturating_sub(report.clocks.len()),
            report,
        }
    }

    fn would(&self) -> String {
        let order = self.report.order.as_ref();
        let place = order.and_then(|order| Some((order.file.as_ref()?, order.format(false))));
        let place = place.map(|(file, form)| {
            let form = match form {
                Format::Html => "HTML",
                Format::Markdown => "Markdown",
                Format::Json => "JSON",
                Format::Text => "plain text",
            };
            format!(" It would be written to {} as {form}.", file.path.display())
        });
        format!("Nothing was written, and nothing recorded.{}", place.unwrap_or_default())
    }
}

impl View for Preview {
    fn document(&self) -> Document {
        let mut document = self.report.document();
        document.heading("Withheld");
        if self.withheld.is_empty() {
            document.text("Nothing of these days is withheld.");
        } else {
            let row = |one: &Withheld| vec![Cell::from(one.field.as_str()), Cell::from(one.told.as_str())];
            let rows = self.withheld.iter().map(row).collect();
            document.push(Block::Table(Table { headers: vec!["Field", "How much"], rows }));
        }
        if self.clocks_withheld > 0 {
            let clocks = counted(self.clocks_withheld as i64, "clock");
            document.text(format!("Wholly: {clocks}. A hidden one is, unless a list for that clock says otherwise."));
        }
        document.text("Never in a report: numbers of people, steps and worksheets, the plan for a hard hour.");
        document.text(Line::of(Tone::Quiet, self.would()));
        document
    }

    fn order(&self) -> Option<&Order> {
        self.printed.as_ref()
    }
}
