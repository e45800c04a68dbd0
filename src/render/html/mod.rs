//! A document as one page for a browser: whole in itself, without scripts, and without a request to anybody.
//!
//! What stands in the page is in the templates beside this file, which escape whatever is put into them: no part of it
//! is put together by hand, and none of them marks anything as safe. Deliberately absent: scripts, fonts, images, links
//! to places that a browser would open by itself.

mod calendar;
mod chart;
mod words;

use askama::Template;

use self::calendar::Drawing;
use self::chart::Chart;
pub(super) use self::chart::figure;
pub(super) use self::words::address;
use self::words::{Words, held};
use super::marks::units;
use crate::view::Document;
use crate::view::document::{Block, Calendar, Cell, Line, Series, Table};

/// The document as a page.
pub fn page(document: &Document) -> String {
    let mut parts = Vec::new();
    let mut title = None;
    let mut part = Part { id: "top".to_owned(), heading: None, blocks: Vec::new() };
    for block in &document.0 {
        match block {
            Block::Heading(line) if title.is_none() => title = Some(line),
            Block::Heading(line) => {
                let id = format!("part-{}", parts.len() + 1);
                parts.push(std::mem::replace(&mut part, Part { id, heading: Some(Words(line)), blocks: Vec::new() }));
            }
            _ => part.blocks.push(Piece {
                block,
                id: format!("{}-{}", part.id, part.blocks.len() + 1),
                of: part.id.clone(),
            }),
        }
    }
    parts.push(part);
    let nameless = Line::from("onward");
    let page = Page { title: Words(title.unwrap_or(&nameless)), parts };
    // A template fails only where something that it writes to does, and memory does not.
    page.render().unwrap_or_default()
}

/// The whole page.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: Words<'a>,
    parts: Vec<Part<'a>>,
}

impl Page<'_> {
    /// Whether something in it is to be filled in by hand, on whatever paper there is.
    fn has_form(&self) -> bool {
        self.parts.iter().flat_map(|part| &part.blocks).any(|piece| matches!(piece.block, Block::Form(_)))
    }

    fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.heading.is_none() && part.blocks.is_empty())
    }
}

/// A heading and what stands below it. The first part stands below the title.
struct Part<'a> {
    id: String,
    heading: Option<Words<'a>>,
    blocks: Vec<Piece<'a>>,
}

/// A block in its place.
#[derive(Template)]
#[template(path = "block.html")]
struct Piece<'a> {
    block: &'a Block,
    /// Its own name in the page.
    id: String,
    /// The name of the heading that it stands below.
    of: String,
}

impl askama::filters::HtmlSafe for Piece<'_> {}

impl<'a> Piece<'a> {
    fn words(&self, line: &'a Line) -> Words<'a> {
        Words(line)
    }

    fn held(&self, text: &str) -> String {
        held(text)
    }

    fn chart<'b>(&'b self, series: &'b Series) -> Chart<'b> {
        Chart { series, id: &self.id }
    }

    fn calendar<'b>(&'b self, calendar: &'b Calendar) -> Drawing<'b> {
        Drawing { calendar, of: &self.of }
    }

    fn cells(&self, row: &'a [Cell]) -> Vec<Field<'a>> {
        let told = row.iter().any(|cell| matches!(cell, Cell::Number(_)));
        let field = |(at, cell)| Field { cell, first: at == 0, told };
        row.iter().enumerate().map(field).collect()
    }
}

/// Whether numbers stand in a column.
fn numbers(table: &Table, at: &usize) -> bool {
    table.rows.iter().any(|row| matches!(row.get(*at), Some(Cell::Number(_))))
}

/// The least width of a phone, in letters of a table.
const PHONE: usize = 33;

/// A word longer than this may be broken anywhere.
const LONG: usize = 16;

fn longest(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Words no longer than this stay in one line: a day.
const SHORT: usize = 11;

/// How a field's words are broken: anywhere where a word has to be, and not at all where they are short.
fn class(line: &Line) -> Option<&'static str> {
    let length: usize = line.0.iter().map(|span| span.text.chars().count()).sum();
    if long(line) { Some("long") } else { (1..=SHORT).contains(&length).then_some("short") }
}

/// Labels, each with all that belongs to it: what has no label of its own belongs to the one above.
fn grouped<'a>(facts: &'a [(&'static str, Line)]) -> Vec<(&'static str, Vec<&'a Line>)> {
    let mut groups: Vec<(&str, Vec<&Line>)> = Vec::new();
    for (label, line) in facts {
        match groups.last_mut() {
            Some((_, lines)) if label.is_empty() => lines.push(line),
            _ => groups.push((label, vec![line])),
        }
    }
    groups
}

/// Whether a word has to be broken to fit.
fn long(line: &Line) -> bool {
    line.0.iter().any(|span| longest(&span.text) > LONG)
}

/// Whether a table may be wider than a phone even when its words are set below each other.
fn wide(table: &Table) -> bool {
    let width = |cell: &Cell| match cell {
        Cell::Words(line) if class(line) == Some("short") => line.0.iter().map(|span| span.text.chars().count()).sum(),
        Cell::Words(line) => line.0.iter().map(|span| longest(&span.text)).max().unwrap_or(0).min(LONG),
        Cell::Number(number) => number.chars().count(),
        Cell::Bar { count, goal } => usize::try_from(units(*count, *goal).0).unwrap_or(0),
        Cell::Length { .. } => 8,
    };
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(width).max().unwrap_or(0);
        cells.max(table.headers.get(at).map_or(0, |header| longest(header))) + 2
    };
    (0..columns).map(column).sum::<usize>() > PHONE
}

/// A table's field.
#[derive(Template)]
#[template(path = "field.html")]
struct Field<'a> {
    cell: &'a Cell,
    /// Whether it names its row.
    first: bool,
    /// Whether a number beside it says what a bar shows.
    told: bool,
}

impl askama::filters::HtmlSafe for Field<'_> {}

impl Field<'_> {
    /// The marks of a bar, each with its place: what there is, and what is missing.
    fn marks(&self, count: &i64, goal: &i64) -> Vec<(bool, i64)> {
        let (full, missing) = units(*count, *goal);
        (0..full + missing).map(|at| (at < full, at * 10)).collect()
    }
}

#[cfg(test)]
mod tests;
