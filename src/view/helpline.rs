//! Helplines, as they stand in `sos` and as they are listed.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Entry, Line, Tone};
use crate::domain::day::Day;
use crate::domain::dial;
use crate::domain::helpline::Known;
use crate::domain::setting::Country;
use crate::domain::text::Name;

/// A helpline.
#[derive(Debug, Clone, Serialize)]
pub struct HelplineView {
    country: Country,
    name: Name,
    how: Name,
    hours: Option<Name>,
    checked_on: Day,
    own: bool,
    hidden: bool,
    #[serde(skip)]
    ways: (String, String),
}

impl From<&Known> for HelplineView {
    fn from(known: &Known) -> Self {
        let (number, remarks) = known.ways();
        Self {
            country: known.country.clone(),
            name: known.name.clone(),
            how: known.how.clone(),
            hours: known.hours.clone(),
            checked_on: known.checked_on,
            own: known.own.is_some(),
            hidden: known.hidden,
            ways: (number.to_owned(), remarks.to_owned()),
        }
    }
}

impl HelplineView {
    /// `helpline Samaritans (UK), 116 123`, for the history and before it is removed.
    pub fn told(&self) -> String {
        format!("helpline {} ({}), {}", self.name, self.country.title(), self.how)
    }

    /// The number first, to be found at once, then who answers it and when.
    pub fn entry(&self) -> Entry {
        let (number, remarks) = &self.ways;
        let lead = match dial::call(number) {
            Some((before, number, after)) => {
                let to = dial::number(number).map(|number| format!("tel:{number}"));
                Line::from(before).and_link(Tone::Strong, number, to).and(Tone::Plain, after)
            }
            None => Line::of(Tone::Strong, number.as_str()),
        };
        let hours = self.hours.as_ref().map(|hours| format!(", {hours}")).unwrap_or_default();
        let remarks = match remarks.as_str() {
            "" => String::new(),
            remarks if remarks.starts_with('(') => format!(" {remarks}"),
            remarks => format!("; {remarks}"),
        };
        Entry { lead: Some(lead), words: Line::from(format!("{}{hours}{remarks}", self.name)), below: Vec::new() }
    }

    /// The same with what a list says besides: the month it was checked, where that is not the same for all.
    fn listed(&self, one_month: bool) -> Entry {
        let checked = Some(format!("checked {}", month(self.checked_on))).filter(|_| !one_month);
        let whose = if self.hidden { "hidden" } else { "yours" };
        let whose = Some(whose.to_owned()).filter(|_| self.hidden || self.own);
        let besides: Vec<String> = [checked, whose].into_iter().flatten().collect();
        let entry = self.entry();
        if besides.is_empty() {
            return entry;
        }
        Entry { words: entry.words.and(Tone::Quiet, format!("  {}", besides.join(", "))), ..entry }
    }
}

/// `Nov 2026`: the day is more than anybody needs.
fn month(day: Day) -> String {
    day.date().format("%b %Y").to_string()
}

/// `Nov 2026`, or `Nov 2026 to Mar 2027` where not all were checked in one month.
fn months(lines: &[&HelplineView]) -> String {
    let days = || lines.iter().map(|line| line.checked_on);
    let (first, last) = (days().min().map(month), days().max().map(month));
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, _) => first.unwrap_or_default(),
    }
}

/// The countries of these lines in the order in which they first come, each with its own.
fn by_country(lines: &[HelplineView]) -> Vec<(&Country, Vec<&HelplineView>)> {
    let mut found: Vec<(&Country, Vec<&HelplineView>)> = Vec::new();
    for line in lines {
        match found.iter_mut().find(|(country, _)| **country == line.country) {
            Some((_, of_it)) => of_it.push(line),
            None => found.push((&line.country, vec![line])),
        }
    }
    found
}

/// Adds the helplines to a document, each country under its heading.
pub fn lay_out(document: &mut Document, lines: &[HelplineView], entry: impl Fn(&HelplineView, bool) -> Entry) {
    for (country, lines) in by_country(lines) {
        let heading = Line::from(format!("Helplines, {}", country.title()));
        document.heading(heading.and(Tone::Quiet, format!("  checked {}", months(&lines))));
        let one_month = lines.iter().all(|line| month(line.checked_on) == month(lines[0].checked_on));
        document.push(Block::List(lines.iter().map(|line| entry(line, one_month)).collect()));
    }
}

/// Where lines of other countries stand in for a country of which none is known: how to add one.
pub fn none_of(country: &Country, lines: &[HelplineView]) -> Option<String> {
    let title = country.title();
    (!lines.iter().any(|line| line.country == *country))
        .then(|| format!("None of {title} is known here: onward helpline add NAME NUMBER --country {title}"))
}

/// The answer to `onward helpline list`.
#[derive(Serialize)]
pub struct Helplines {
    /// Today.
    pub as_of: Day,
    /// The country they were looked for in; null when none is set and the locale names none.
    pub country: Option<Country>,
    /// The helplines, hidden ones too.
    pub helplines: Vec<HelplineView>,
}

impl View for Helplines {
    fn document(&self) -> Document {
        let mut document = Document::default();
        lay_out(&mut document, &self.helplines, HelplineView::listed);
        if let Some(none) = self.country.as_ref().and_then(|country| none_of(country, &self.helplines)) {
            document.text(Line::of(Tone::Quiet, none));
        }
        document
    }
}

/// The keys of a changed helpline's JSON.
#[derive(Serialize)]
pub struct ChangedHelpline {
    /// The helpline as it is now, or was before it was removed.
    pub helpline: HelplineView,
    /// Whether the person's own line was taken away; a built-in one of its name is back then.
    pub removed: bool,
}
