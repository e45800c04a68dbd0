//! A slip as it is recorded, listed and shown. What stands comes first.

use serde::Serialize;

use super::change::Said;
use super::document::{Block, Cell, Line, Tone};
use super::item::{Item, facts, imported, or_dash, said, short_id};
use super::streak::ClockStanding;
use super::words::{counted, dated, near, span};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::safety;
use crate::domain::slip::Slip;
use crate::domain::sobriety::Status;
use crate::domain::source::Source;
use crate::domain::text::{Name, Text};

/// A slip.
#[derive(Serialize)]
pub struct SlipItem {
    id: Id,
    clock: Name,
    from: Day,
    to: Option<Day>,
    trigger: Option<Text>,
    note: Option<Text>,
    recorded_at: Moment,
    source: Option<Source>,
}

impl From<Slip> for SlipItem {
    fn from(slip: Slip) -> Self {
        Self {
            id: slip.id,
            clock: slip.clock,
            from: slip.used.from,
            to: slip.used.to,
            trigger: slip.trigger,
            note: slip.note,
            recorded_at: slip.recorded_at,
            source: slip.source,
        }
    }
}

impl SlipItem {
    fn days(&self, today: Day) -> String {
        match self.to {
            Some(to) => span(self.from, to, today),
            None => format!("since {}, ongoing", near(self.from, today)),
        }
    }
}

impl Item for SlipItem {
    const ONE: &'static str = "slip";
    const MANY: &'static str = "slips";
    const HEADERS: &'static [&'static str] = &["Id", "Clock", "Days", "Trigger", "Note"];
    const EMPTY: &'static str = "No slip is recorded.";

    fn told(&self) -> String {
        let from = dated(self.from);
        match self.to {
            Some(to) if to == self.from => format!("slip on {}, {from}", self.clock),
            Some(to) => format!("slip on {}, {from} to {}", self.clock, dated(to)),
            None => format!("slip on {} from {from}, ongoing", self.clock),
        }
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(self.clock.as_str()),
            Cell::from(self.days(today)),
            or_dash(self.trigger.as_ref().map(|text| super::words::excerpt(text.as_str(), 30)).as_ref()),
            or_dash(self.note.as_ref().map(|text| super::words::excerpt(text.as_str(), 40)).as_ref()),
        ]
    }

    fn source(&self) -> Option<Source> {
        self.source
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Clock", Some(self.clock.to_string())),
            ("First day", Some(dated(self.from))),
            ("Last day", Some(self.to.map_or_else(|| "ongoing".to_owned(), dated))),
            ("Trigger", said(self.trigger.as_ref())),
            ("Note", said(self.note.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("From", imported(self.source)),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// Further keys of a recorded slip's JSON.
#[derive(Serialize)]
pub struct Standing {
    /// How its clock stands now.
    pub standing: ClockStanding,
}

/// What is said when a slip is recorded: the fact, then what stands, then when the next run begins, then
/// one quiet line about people. A clock that was removed has no standing.
pub fn recorded(slip: &Slip, standing: Option<&ClockStanding>, today: Day) -> Said {
    let days = match slip.used.to {
        Some(to) => span(slip.used.from, to, today),
        None => format!("from {} on, ongoing", near(slip.used.from, today)),
    };
    let mut more = Vec::new();
    if let Some(standing) = standing {
        more.push(Block::Text(Line::of(Tone::Strong, stands(standing))));
        more.push(Block::Text(Line::from(next_run(standing, today))));
    }
    more.extend(safety::on_slip(&slip.clock).map(|fact| Block::Notice(fact.to_owned())));
    more.push(Block::Text(Line::of(Tone::Quiet, "Someone to talk to: onward sos")));
    let later = SlipItem::from(slip.clone()).told();
    Said { now: format!("Recorded: a slip on {}, {days}", slip.clock), later, more }
}

/// `323 of 326 days stand; your longest run is 305 days.`
pub fn stands(standing: &ClockStanding) -> String {
    let longest = counted(standing.longest_days, "day");
    if standing.tracked_days == 0 {
        return "This clock began today.".to_owned();
    }
    let days = counted(standing.tracked_days, "day");
    format!("{} of {days} stand; your longest run is {longest}.", standing.sober_days)
}

/// When the next run begins, or how far the current one has come.
pub fn next_run(standing: &ClockStanding, today: Day) -> String {
    let name = super::words::typed(standing.name.as_str());
    match (standing.status, standing.sober_since) {
        (Status::StartsTomorrow, Some(first)) => format!("Your next run begins {}.", near(first, today)),
        (Status::Sober, Some(first)) => {
            format!("Your run began on {}; today is day {}.", near(first, today), standing.day_number.unwrap_or(1))
        }
        _ => format!("Your next run begins on the day you name: onward resume {name}"),
    }
}
