//! The groups that were visited, side by side: a column for each, three to a table.

use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::meeting::when;
use super::words::{counted, distance, listed, near, number, rounded, together, typed};
use crate::domain::attendance::Fit;
use crate::domain::compare::{FEW, Group, KnownFrom, Words};
use crate::domain::day::Day;
use crate::domain::meeting::{Access, Approach, Venue, Weekdays, Zone};
use crate::domain::moment::TimeOfDay;
use crate::domain::place::Point;
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::text::{Name, Text};

/// So many groups stand beside each other; more would not be read at 80 columns.
const ABREAST: usize = 3;

/// How well a group suited, in JSON.
#[derive(Serialize)]
struct FitView {
    of: usize,
    #[serde(serialize_with = "two_decimals")]
    mean: Option<f64>,
    last: Option<Fit>,
    last_on: Option<Day>,
    few: bool,
}

fn two_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 2)).serialize(serializer)
}

/// One group.
#[derive(Serialize)]
struct GroupView {
    meeting: Name,
    saved: bool,
    home_group: bool,
    programme: Option<Programme>,
    visits: usize,
    last: Option<Day>,
    fit: FitView,
    liked: Vec<Words>,
    missed: Vec<Words>,
    access: Option<Access>,
    approach: Option<Approach>,
    approach_from: Option<&'static str>,
    venue: Option<Venue>,
    place: Option<Text>,
    weekdays: Weekdays,
    start: Option<TimeOfDay>,
    end: Option<TimeOfDay>,
    zone: Option<Zone>,
    distance_m: Option<u32>,
    #[serde(skip)]
    title: Option<String>,
    #[serde(skip)]
    says_something: bool,
}

impl GroupView {
    fn new(group: Group, near: Option<Point>, own: &[OwnProgramme]) -> Self {
        let approach = group.approach();
        let distance_m = group.metres_from(near);
        let says_something = group.says_something();
        let saved = group.saved.as_ref();
        Self {
            saved: saved.is_some(),
            home_group: saved.is_some_and(|meeting| meeting.home_group),
            access: saved.and_then(|meeting| meeting.access),
            weekdays: saved.map(|meeting| meeting.weekdays.clone()).unwrap_or_default(),
            start: saved.and_then(|meeting| meeting.start),
            end: saved.and_then(|meeting| meeting.end),
            zone: saved.and_then(|meeting| meeting.zone.clone()),
            title: group.programme.as_ref().map(|programme| programme.speech(own).title),
            meeting: group.name,
            programme: group.programme,
            visits: group.visits,
            last: group.last,
            fit: FitView {
                of: group.suited.of,
                mean: group.suited.mean,
                last: group.suited.last.map(|(fit, _)| fit),
                last_on: group.suited.last.map(|(_, day)| day),
                few: group.suited.few(),
            },
            liked: group.liked,
            missed: group.missed,
            approach: approach.map(|(approach, _)| approach),
            approach_from: approach.map(|(_, from)| match from {
                KnownFrom::Meeting => "meeting",
                KnownFrom::Programme => "programme",
            }),
            venue: group.venue,
            place: group.place,
            distance_m,
            says_something,
        }
    }

    fn visited(&self, today: Day) -> Cell {
        let Some(last) = self.last else { return quiet("not yet") };
        let last = together(&near(last, today));
        Cell::from(if self.visits == 1 { format!("1, on {last}") } else { format!("{}, last on {last}", self.visits) })
    }

    /// The mean never stands without the number of visits that it is over.
    fn suited(&self) -> Cell {
        let visits = |of: usize| counted(i64::try_from(of).unwrap_or(i64::MAX), "visit");
        match self.fit.mean {
            None => quiet("not said"),
            Some(mean) if self.fit.few => Cell::from(Line::from(format!(
                "{} over {}: too few to tell",
                together(&format!("{} of 5", number(mean))),
                together(&visits(self.fit.of))
            ))),
            Some(mean) => Cell::from(Line::of(
                Tone::Strong,
                format!("{} over {}", together(&format!("{} of 5", number(mean))), together(&visits(self.fit.of))),
            )),
        }
    }

    fn last_fit(&self, today: Day) -> Cell {
        let last = self.fit.last.zip(self.fit.last_on);
        last.map_or_else(dash, |(fit, day)| {
            Cell::from(format!("{}, {}", together(&format!("{} of 5", fit.value())), together(&near(day, today))))
        })
    }

    fn approach(&self) -> Cell {
        let programme = self.approach_from == Some("programme");
        self.approach.map_or_else(
            || quiet("not known"),
            |approach| Cell::from(format!("{approach}{}", if programme { ", as its programme is" } else { "" })),
        )
    }

    fn when(&self) -> Cell {
        if self.saved {
            Cell::from(when(&self.weekdays, self.start, self.end, self.zone.as_ref()))
        } else {
            quiet("not saved")
        }
    }
}

fn quiet(words: &str) -> Cell {
    Cell::from(Line::of(Tone::Quiet, words))
}

fn dash() -> Cell {
    quiet("–")
}

/// Words that were said, each with the number of visits where that is more than one.
fn said(words: &[Words]) -> Cell {
    if words.is_empty() {
        return dash();
    }
    let told = |one: &Words| {
        if one.visits > 1 {
            format!("{} {}", one.words, together(&format!("({} visits)", one.visits)))
        } else {
            one.words.clone()
        }
    };
    Cell::from(words.iter().map(told).collect::<Vec<_>>().join(", "))
}

/// The answer to `onward meeting compare`.
#[derive(Serialize)]
pub struct Comparison {
    /// Today.
    pub as_of: Day,
    since: Option<Day>,
    until: Option<Day>,
    near: Option<Point>,
    order: &'static str,
    groups: Vec<GroupView>,
    #[serde(skip)]
    miles: bool,
}

/// What is compared, and how it is told.
pub struct Asked {
    /// The first day of visits that count, where one was named.
    pub since: Option<Day>,
    /// The last.
    pub until: Option<Day>,
    /// The place that distances are told from.
    pub near: Option<Point>,
    /// Distances are told in miles.
    pub miles: bool,
    /// The groups were named, and stand in that order.
    pub named: bool,
}

impl Comparison {
    /// These groups side by side.
    pub fn new(as_of: Day, asked: Asked, groups: Vec<Group>, own: &[OwnProgramme]) -> Self {
        Self {
            as_of,
            since: asked.since,
            until: asked.until,
            near: asked.near,
            order: if asked.named { "named" } else { "visits" },
            groups: groups.into_iter().map(|group| GroupView::new(group, asked.near, own)).collect(),
            miles: asked.miles,
        }
    }

    /// A table of these groups, a column for each.
    fn table(&self, groups: &[&GroupView]) -> Block {
        let today = self.as_of;
        let text = |value: Option<String>| value.map_or_else(dash, Cell::from);
        let row = |label: &str, cell: &dyn Fn(&GroupView) -> Cell| {
            std::iter::once(quiet(label)).chain(groups.iter().map(|group| cell(group))).collect::<Vec<_>>()
        };
        let mut rows = vec![row("", &|group| Cell::from(Line::of(Tone::Strong, group.meeting.as_str())))];
        if groups.iter().any(|group| group.home_group) {
            rows.push(row("", &|group| Cell::from(if group.home_group { "home group" } else { "" })));
        }
        rows.push(row("Visits", &|group| group.visited(today)));
        rows.push(row("Fit", &GroupView::suited));
        rows.push(row("Last fit", &|group| group.last_fit(today)));
        rows.push(row("Suited", &|group| said(&group.liked)));
        rows.push(row("Missed", &|group| said(&group.missed)));
        rows.push(row("Open or closed", &|group| {
            group.access.map_or_else(|| quiet("not known"), |access| Cell::from(access.as_str()))
        }));
        rows.push(row("Approach", &GroupView::approach));
        rows.push(row("Programme", &|group| text(group.title.clone())));
        rows.push(row("When", &GroupView::when));
        rows.push(row("Where", &|group| {
            let place = group.place.as_ref().map(|place| format!("; {place}")).unwrap_or_default();
            text(
                group
                    .venue
                    .map(|venue| format!("{venue}{place}"))
                    .or_else(|| group.place.as_ref().map(ToString::to_string)),
            )
        }));
        if self.near.is_some() {
            rows.push(row("Distance", &|group| text(group.distance_m.map(|metres| distance(metres, self.miles)))));
        }
        Block::Table(Table { headers: Vec::new(), rows })
    }

    fn window(&self) -> String {
        let day = |day: Day| near(day, self.as_of);
        match (self.since, self.until) {
            (None, None) => "all visits on record".to_owned(),
            (Some(since), None) => format!("visits since {}", day(since)),
            (None, Some(until)) => format!("visits until {}", day(until)),
            (Some(since), Some(until)) => format!("visits from {} to {}", day(since), day(until)),
        }
    }

    fn remarks(&self, shown: &[&GroupView]) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.order == "visits" && shown.len() > 1 {
            remarks.push("The most visited stands first; no order says which is right for you.".to_owned());
        }
        if shown.iter().any(|group| group.fit.of > 0 && group.fit.few) {
            remarks.push(format!("Fewer than {FEW} visits that say a fit are too few to tell much by."));
        }
        if shown.iter().all(|group| group.fit.of == 0 && group.liked.is_empty() && group.missed.is_empty()) {
            remarks.push(
                "How a group suited is said with: onward attend MEETING --fit 4 --liked TEXT --missed TEXT".to_owned(),
            );
        }
        match self.near {
            Some(near) => remarks.push(format!("Distances are from {near}, as the crow flies.")),
            None if shown.iter().any(|group| group.saved) => {
                remarks.push(
                    "How far each is: --near LAT,LON, or once and for all: onward config set near LAT,LON".to_owned(),
                );
            }
            None => {}
        }
        if let Some(group) = shown.iter().find(|group| !group.saved) {
            remarks.push(format!(
                "A group that is saved has its days, its place and who may come: onward meeting add {}",
                typed(group.meeting.as_str())
            ));
        }
        remarks
    }
}

impl View for Comparison {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.groups.is_empty() {
            document.text("No meeting was visited in these days. Record one: onward attend \"Open meeting\" --fit 4");
            return document;
        }
        document
            .heading(Line::of(Tone::Strong, "Groups side by side").and(Tone::Quiet, format!("  {}", self.window())));
        let (shown, seldom): (Vec<&GroupView>, Vec<&GroupView>) =
            self.groups.iter().partition(|group| self.order == "named" || group.says_something);
        // Four stand as two and two, and not as three and one.
        let tables = shown.len().div_ceil(ABREAST).max(1);
        for groups in shown.chunks(shown.len().div_ceil(tables).max(1)) {
            document.push(self.table(groups));
        }
        if !seldom.is_empty() {
            let names: Vec<&str> = seldom.iter().map(|group| group.meeting.as_str()).collect();
            document.text(format!("Visited once, with nothing said of it: {}.", listed(&names)));
        }
        for remark in self.remarks(&shown) {
            document.text(Line::of(Tone::Quiet, remark));
        }
        document
    }
}
