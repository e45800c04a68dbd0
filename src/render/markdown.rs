//! A document as Markdown: CommonMark, with tables as GitHub and most others read them.
//!
//! Whoever opens the file in a plain editor reads it too, so there is nothing in it but text: no HTML, no picture. Tones
//! are left out but for what stands out; links stay.

mod escape;

use chrono::{Datelike, NaiveDate};

use self::escape::{fenced, inline, start};
use super::html::{address, figure};
use super::marks::{bar, length, sign};
use super::months::{Month, months, weekdays};
use crate::view::Document;
use crate::view::document::{Block, Calendar, CalendarDay, Cell, Entry, Line, Page, Series, Table, Tone};

/// The document as Markdown, each line ended.
pub fn render(document: &Document) -> String {
    let mut level = "#";
    let mut parts = Vec::new();
    for block in &document.0 {
        parts.push(match block {
            Block::Heading(line) => {
                let heading = format!("{level} {}\n", words(line, Shape::Heading));
                level = "##";
                heading
            }
            block => self::block(block),
        });
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(line) => format!("## {}\n", words(line, Shape::Heading)),
        Block::Text(line) => paragraph(line, ""),
        Block::Notice(text) => quoted(text),
        Block::Facts(facts) => {
            let mut label = String::new();
            let fact = |(name, line): &(&str, Line)| {
                // What has no label of its own belongs to the one above.
                if !name.is_empty() {
                    label = format!("**{}:** ", inline(name));
                }
                item(&label, line, &[])
            };
            facts.iter().map(fact).collect()
        }
        Block::Table(table) => self::table(table),
        Block::Form(form) => {
            format!("{}\n{}", paragraph(&Line::from(form.above.as_str()), ""), self::table(&form.table))
        }
        Block::List(entries) => entries.iter().map(entry).collect(),
        Block::Series(series) => self::series(series),
        Block::Calendar(calendar) => self::calendar(calendar),
        Block::Verbatim(text) => fenced(text),
    }
}

/// Where a line of words stands.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// In a paragraph, where its own line ends stay.
    Lines,
    /// In a table or below another line, where it is one line.
    One,
    /// In a heading, which is one line and stands out already.
    Heading,
}

/// Words with what stands out and where they lead.
fn words(line: &Line, shape: Shape) -> String {
    let mut out = String::new();
    for (at, span) in line.0.iter().enumerate() {
        let text = match shape {
            Shape::Lines => span.text.split('\n').map(inline).collect::<Vec<_>>().join("\n"),
            Shape::One => inline(&span.text),
            Shape::Heading => inline(&span.text).replace('#', "\\#"),
        };
        // What stands at some distance behind a title is told apart from it here too.
        let apart = shape == Shape::Heading && !out.is_empty() && text.starts_with("  ");
        let text = if apart { format!(" · {text}") } else { text };
        let after = line.0[at + 1..].iter().find_map(|next| next.text.chars().next());
        let strong = span.tone == Tone::Strong && shape != Shape::Heading && !text.contains('\n');
        let text = if strong { stressed(&text, &out, after) } else { text };
        match span.link.as_deref().and_then(address) {
            Some(to) if !text.trim().is_empty() => out.push_str(&format!("[{text}](<{to}>)")),
            _ => out.push_str(&text),
        }
    }
    if shape == Shape::Lines { out } else { out.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Stars around words, where they are read as stress: between blanks or at an end.
fn stressed(text: &str, before: &str, after: Option<char>) -> String {
    let inner = text.trim();
    let (Some(start), apart) = (text.find(inner), |c: Option<char>| c.is_none_or(char::is_whitespace)) else {
        return text.to_owned();
    };
    let opens = apart(text[..start].chars().last().or(before.chars().last()));
    let closes = apart(text[start + inner.len()..].chars().next().or(after));
    if inner.is_empty() || !opens || !closes {
        return text.to_owned();
    }
    format!("{}**{inner}**{}", &text[..start], &text[start + inner.len()..])
}

/// Lines that follow each other as they were typed, each after the first behind `indent`. Behind a lead the first does
/// not begin a line.
fn lines(text: &str, indent: &str, lead: &str) -> String {
    let mut texts = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = texts.next().map(|line| if lead.is_empty() { start(line) } else { line.to_owned() });
    let lines: Vec<String> = first.into_iter().chain(texts.map(start)).collect();
    format!("{lead}{}", lines.join(&format!("\\\n{indent}")))
}

fn paragraph(line: &Line, indent: &str) -> String {
    let text = lines(&words(line, Shape::Lines), indent, "");
    if text.is_empty() { text } else { text + "\n" }
}

fn quoted(text: &str) -> String {
    let text = paragraph(&Line::from(text), "> ");
    if text.is_empty() { text } else { format!("> {text}") }
}

/// One of a list: what stands before its words, the words, and lines of their own below.
fn item(lead: &str, line: &Line, below: &[Line]) -> String {
    let text = lines(&words(line, Shape::Lines), "  ", lead);
    let below: String = below.iter().map(|line| format!("  - {}\n", start(&words(line, Shape::One)))).collect();
    format!("- {}\n{below}", text.trim_end())
}

fn entry(entry: &Entry) -> String {
    let lead = entry.lead.as_ref().map(|lead| start(&words(lead, Shape::One)) + " – ");
    item(&lead.unwrap_or_default(), &entry.words, &entry.below)
}

/// Rows between bars; the first is the header, which every table has.
fn rows(headers: &[String], numbers: impl Fn(usize) -> bool, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).chain([headers.len()]).max().unwrap_or(0);
    if rows.is_empty() || columns == 0 {
        return String::new();
    }
    let row = |cells: &[String]| {
        let cell = |at: usize| cells.get(at).map_or(" ".to_owned(), |cell| format!(" {cell} "));
        format!("|{}|\n", (0..columns).map(cell).collect::<Vec<_>>().join("|"))
    };
    let rule: Vec<&str> = (0..columns).map(|at| if numbers(at) { " ---: " } else { " --- " }).collect();
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("{}|{}|\n{rows}", row(headers), rule.join("|"))
}

fn table(table: &Table) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Words(line) => words(line, Shape::One),
        Cell::Number(number) => inline(number),
        Cell::Bar { count, goal } => bar(*count, *goal, false),
        Cell::Length { count, most } => length(*count, *most, false),
    };
    let drawn: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let headers: Vec<String> = table.headers.iter().map(|header| inline(header)).collect();
    let numbers = |at: usize| table.rows.iter().any(|row| matches!(row.get(at), Some(Cell::Number(_))));
    rows(&headers, numbers, &drawn)
}

/// So many values stand in a row where there are many: a week of days.
const WEEK: usize = 7;

/// More values than this stand in rows.
const MANY: usize = 31;

/// What a series shows, and its values: each in a row of its own, or in rows of seven; a gap is an empty field.
fn series(series: &Series) -> String {
    let about = if series.about.is_empty() { &series.caption } else { &series.about };
    let goal = series.goal.map_or(String::new(), |goal| format!("; the goal is {}", figure(goal)));
    let text = paragraph(&Line::from(format!("{about}{goal}")), "");
    let place = |at: usize| series.places.get(at).map_or_else(|| (at + 1).to_string(), |place| inline(place));
    let value = |value: &Option<f64>| value.map_or(String::new(), figure);
    let step = if series.values.len() > MANY { WEEK } else { 1 };
    let row = |(nth, values): (usize, &[Option<f64>])| {
        [place(nth * step)].into_iter().chain(values.iter().map(value)).collect::<Vec<_>>()
    };
    let drawn: Vec<Vec<String>> = series.values.chunks(step).enumerate().map(row).collect();
    let headers: Vec<String> = if step == 1 {
        vec!["Of".to_owned(), "Value".to_owned()]
    } else {
        ["From".to_owned()].into_iter().chain((1..=WEEK).map(|nth| nth.to_string())).collect()
    };
    let table = rows(&headers, |at| at > 0, &drawn);
    if table.is_empty() { text } else { format!("{text}\n{table}") }
}

fn calendar(calendar: &Calendar) -> String {
    let mut parts = Vec::new();
    for page in &calendar.pages {
        parts.extend(page.title.as_ref().map(|title| format!("### {}\n", words(&Line::from(title), Shape::Heading))));
        if calendar.numbered {
            parts.extend(months(page).iter().map(|month| numbered(calendar, page, month)));
        } else {
            let row = |month: &Month| vec![named(month.first), format!("`{}`", signs(calendar, month))];
            let drawn: Vec<Vec<String>> = months(page).iter().map(row).collect();
            parts.push(rows(&["Month".to_owned(), "Its days, the first to the last".to_owned()], |_| false, &drawn));
        }
    }
    let key = |key: &crate::view::document::Key| {
        let days = if key.days == 1 { "day" } else { "days" };
        format!("- `{}` {}: {} {days}\n", sign(key.mark, false), inline(&key.words), key.days)
    };
    parts.push(calendar.legend.iter().map(key).collect());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn named(first: NaiveDate) -> String {
    first.format("%B %Y").to_string()
}

/// The mark of a day; a blank that stays one for a day that has none.
fn mark(calendar: &Calendar, day: &CalendarDay) -> char {
    let key = day.key.and_then(|key| calendar.legend.get(key));
    key.map_or('\u{a0}', |key| sign(key.mark, false))
}

/// The marks of a month's days, the first at the first place.
fn signs(calendar: &Calendar, month: &Month) -> String {
    let mut signs = vec!['\u{a0}'; 31];
    for day in month.weeks.iter().flatten().flatten() {
        if let Some(place) = signs.get_mut(day.day.date().day0() as usize) {
            *place = mark(calendar, day);
        }
    }
    signs.into_iter().collect::<String>().trim_end().to_owned()
}

/// A month with a week to a row, each day with its number.
fn numbered(calendar: &Calendar, page: &Page, month: &Month) -> String {
    let headers: Vec<String> =
        weekdays(page).map_or(Vec::new(), |days| days.iter().map(|day| day.weekday().to_string()).collect());
    let day = |day: &Option<CalendarDay>| {
        let Some(day) = day else { return String::new() };
        let number = day.day.date().day();
        if day.key.is_some() { format!("{number} `{}`", mark(calendar, day)) } else { number.to_string() }
    };
    let drawn: Vec<Vec<String>> = month.weeks.iter().map(|week| week.iter().map(day).collect()).collect();
    format!("{}:\n\n{}", named(month.first), rows(&headers, |_| false, &drawn))
}

#[cfg(test)]
mod tests;
