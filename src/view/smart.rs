//! The four points of SMART Recovery, with the tools of each and when they were worked on.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::words::{counted, near};
use crate::domain::day::Day;
use crate::domain::worksheet::Tool;
use crate::domain::worksheet::points::{Point, Worked};

/// A tool, and when it was worked on.
#[derive(Serialize)]
pub struct ToolRow {
    tool: &'static str,
    times: usize,
    reviews: usize,
    last_worked_on: Option<Day>,
    /// What people call it.
    #[serde(skip)]
    title: &'static str,
    /// The command that works on it.
    #[serde(skip)]
    command: String,
}

impl ToolRow {
    /// A tool with what is counted of it.
    pub fn new(tool: Tool, worked: Worked) -> Self {
        Self {
            tool: tool.as_str(),
            times: worked.times,
            reviews: worked.reviews,
            last_worked_on: worked.last,
            title: tool.title(),
            command: format!("onward smart {tool}"),
        }
    }

    /// The log of urges, with so many of them.
    pub fn urges(times: usize, last: Option<Day>) -> Self {
        let (title, command) = ("log of urges", "onward urge".to_owned());
        Self { tool: "urge", times, reviews: 0, last_worked_on: last, title, command }
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        // Padded, so that the columns of the four points stand below each other.
        let worked = match self.last_worked_on {
            Some(day) => {
                let said = format!("{}, {}", counted(self.times as i64, "time"), near(day, today));
                Line::from(format!("{said:24}"))
            }
            None => Line::of(Tone::Quiet, format!("{:24}", "not yet")),
        };
        vec![
            Cell::from(format!("{:24}", self.title)),
            Cell::from(worked),
            Cell::from(Line::of(Tone::Quiet, self.command.as_str())),
        ]
    }
}

/// One of the four points with its tools.
#[derive(Serialize)]
pub struct PointRow {
    number: u8,
    title: &'static str,
    last_worked_on: Option<Day>,
    tools: Vec<ToolRow>,
    /// What it is about.
    #[serde(skip)]
    says: &'static str,
}

impl PointRow {
    /// A point with these tools.
    pub fn new(point: &Point, tools: Vec<ToolRow>) -> Self {
        let last_worked_on = tools.iter().filter_map(|tool| tool.last_worked_on).max();
        Self { number: point.number, title: point.title, last_worked_on, tools, says: point.says }
    }
}

/// The answer to `onward smart`.
#[derive(Serialize)]
pub struct Points {
    /// Today.
    pub as_of: Day,
    /// The four points.
    pub points: Vec<PointRow>,
}

impl View for Points {
    fn document(&self) -> Document {
        let mut document = Document::default();
        for point in &self.points {
            let heading = Line::from(format!("{}  {}", point.number, point.title));
            document.heading(heading.and(Tone::Quiet, format!("  {}", point.says)));
            let rows = point.tools.iter().map(|tool| tool.row(self.as_of)).collect();
            document.push(Block::Table(Table { headers: Vec::new(), rows }));
        }
        document
    }
}
