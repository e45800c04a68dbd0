//! A sheet of meetings as it is printed, and what is said once it was written.
//!
//! Whose sheet it is stands on the page only: the answer knows no more than that a name is on it.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Form, Line as Words, Table, Tone};
use super::order::Order;
use super::words::{counted, dated, listed, near, span, together};
use crate::domain::day::Day;
use crate::domain::sheet::{Doubt, Line, Pair, SELF_REPORT, Sheet, SheetFormat};
use crate::domain::text::Name;

/// A line to write on.
const BLANK: &str = "______________________________";

/// Two attendances that cannot well both be so.
#[derive(Clone, Serialize)]
struct DoubtView {
    day: Day,
    why: Doubt,
    meetings: [Name; 2],
    #[serde(skip)]
    told: String,
}

/// What is said once a sheet was written.
#[derive(Clone, Serialize)]
pub struct SheetWritten {
    /// Today.
    pub as_of: Day,
    path: String,
    format: SheetFormat,
    since: Day,
    until: Day,
    programme: Option<String>,
    meetings: usize,
    with_name: bool,
    with_case: bool,
    doubts: Vec<DoubtView>,
    /// Whose it is was typed on the command line.
    #[serde(skip)]
    pub typed: bool,
    #[serde(skip)]
    programmes: Vec<String>,
}

impl SheetWritten {
    /// What is said of this sheet, in which these pairs were pointed out.
    pub fn new(as_of: Day, path: String, format: SheetFormat, sheet: &Sheet, pairs: &[Pair]) -> Self {
        let doubt = |pair: &Pair| DoubtView {
            day: sheet.lines[pair.first].day,
            why: pair.doubt,
            meetings: [pair.first, pair.second].map(|at| sheet.lines[at].meeting.clone()),
            told: told(&sheet.lines, pair, as_of),
        };
        let mut programmes: Vec<String> = Vec::new();
        for title in sheet.lines.iter().filter_map(|line| line.programme.as_ref()) {
            if !programmes.contains(title) {
                programmes.push(title.clone());
            }
        }
        Self {
            as_of,
            path,
            format,
            since: sheet.since,
            until: sheet.until,
            programme: sheet.programme.clone(),
            meetings: sheet.lines.len(),
            with_name: sheet.name.is_some(),
            with_case: sheet.case.is_some(),
            doubts: pairs.iter().map(doubt).collect(),
            typed: false,
            programmes,
        }
    }

    /// Where stands whose sheet it is.
    fn private(&self) -> String {
        let what = match (self.with_name, self.with_case) {
            (true, true) => "The name and the case number stand",
            (true, false) => "The name stands",
            (false, true) => "The case number stands",
            (false, false) => return "It has a line to write your name on by hand.".to_owned(),
        };
        let elsewhere = if self.typed {
            "what was typed may also be in your shell's history: - asks instead"
        } else {
            "nowhere else"
        };
        let joint = if self.typed { ";" } else { " and" };
        format!("{what} in that file{joint} {elsewhere}.")
    }
}

/// `Tue 17 Nov: Noon 12:30 starts while Step 12:00 goes on`.
pub fn told(lines: &[Line], pair: &Pair, today: Day) -> String {
    let (first, second) = (&lines[pair.first], &lines[pair.second]);
    let named = |line: &Line| {
        let start = line.start_told().map(|start| format!(" at {start}")).unwrap_or_default();
        format!("{}{start}", line.meeting)
    };
    let what = match pair.doubt {
        Doubt::Twice if first.start != second.start => {
            let start = |line: &Line| line.start_told().unwrap_or_else(|| "a time not said".to_owned());
            format!("{} stands twice, at {} and at {}", first.meeting, start(first), start(second))
        }
        Doubt::Twice => format!("{} stands twice", named(first)),
        Doubt::SameStart => format!("{} and {} start at the same time", named(first), second.meeting),
        Doubt::Overlap => {
            let end = first.end.map(|end| format!(", until {end}")).unwrap_or_default();
            format!("{}{end}, and {} overlap", named(first), named(second))
        }
    };
    format!("{}: {what}", near(first.day, today))
}

impl View for SheetWritten {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let programmes =
            if self.programmes.is_empty() { String::new() } else { format!(", {}", listed(&self.programmes)) };
        document.text(format!(
            "Written to {}: {}, {}{programmes}. For your eyes only until you hand it on; it is not encrypted.",
            self.path,
            counted(i64::try_from(self.meetings).unwrap_or(i64::MAX), "meeting"),
            span(self.since, self.until, self.as_of),
        ));
        document.text(Words::of(Tone::Quiet, self.private()));
        if !self.doubts.is_empty() {
            document.text("These overlap or stand twice on it:");
            document.push(Block::List(self.doubts.iter().map(|doubt| doubt.told.as_str().into()).collect()));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}

/// A sheet as it is printed. In JSON it is what is said of it, without whose it is.
#[derive(Serialize)]
pub struct SheetPage {
    #[serde(flatten)]
    written: SheetWritten,
    #[serde(skip)]
    sheet: Sheet,
    #[serde(skip)]
    order: Order,
}

impl SheetPage {
    /// The page of this sheet, to be written as ordered; `written` is said once it is.
    pub fn new(sheet: Sheet, written: SheetWritten, order: Order) -> Self {
        Self { written, sheet, order }
    }

    fn row(line: &Line) -> Vec<Cell> {
        let text = |value: Option<String>| Cell::from(value.unwrap_or_default());
        let programme = line.programme.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
        let proof = line.proof.as_ref().map(|proof| {
            let reference = proof.reference.as_ref().map(|reference| format!(" {reference}")).unwrap_or_default();
            format!("{}{reference}", proof.kind)
        });
        vec![
            Cell::from(together(&dated(line.day))),
            text(line.start_told()),
            Cell::from(format!("{}{programme}", line.meeting)),
            text(line.place_told()),
            text(proof),
            text(line.proof.as_ref().and_then(|proof| Some(proof.by.as_ref()?.to_string()))),
            Cell::from(""),
        ]
    }
}

impl View for SheetPage {
    fn document(&self) -> Document {
        let sheet = &self.sheet;
        let mut document = Document::default();
        document.heading(Words::of(Tone::Strong, "Meetings attended"));
        document.push(Block::Notice(SELF_REPORT.to_owned()));
        let named = |name: &Option<Name>| name.as_ref().map_or_else(|| BLANK.to_owned(), ToString::to_string);
        let mut about = vec![("Name", Words::of(Tone::Strong, named(&sheet.name)))];
        if sheet.case.is_some() {
            about.push(("Case", Words::from(named(&sheet.case))));
        }
        about.push(("Days", Words::from(format!("{} to {}", dated(sheet.since), dated(sheet.until)))));
        about.extend(sheet.programme.as_ref().map(|title| ("Programme", Words::from(title.as_str()))));
        about.push(("Meetings", Words::from(sheet.lines.len().to_string())));
        document.push(Block::Facts(about));
        let of = sheet.name.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
        document.push(Block::Form(Form {
            above: format!("Self-report{of}; not a certificate of any fellowship or group."),
            table: Table {
                headers: vec!["Date", "Start", "Group", "Place", "Proof", "Initials", "Signature"],
                rows: sheet.lines.iter().map(Self::row).collect(),
            },
        }));
        document.text("Each group decides for itself whether it signs. The last column is left free for whoever does.");
        document.push(Block::Facts(vec![
            ("Written on", Words::from(dated(self.written.as_of))),
            ("My signature", Words::from(BLANK)),
        ]));
        document
    }

    fn order(&self) -> Option<&Order> {
        Some(&self.order)
    }

    fn delivered(&self) -> Option<Box<dyn View>> {
        Some(Box::new(self.written.clone()))
    }
}
