//! A calendar as lines of text: a year with a row for each weekday and a column for each week, or a month with the
//! numbers of its days. Every mark is a character of its own, so that colour is only a help.

use chrono::{Datelike, NaiveDate};

use super::marks::sign;
use super::terminal::{Look, styled, wrapped};
use crate::view::document::{Calendar, CalendarDay, Line, Mark, Page, Tone};

/// The column of the weekdays, or of the year above them.
const LABEL: usize = 7;

/// A month's name reaches beyond the last week that it begins in.
const NAME: usize = 3;

/// Every page, then what its marks mean.
pub(super) fn calendar(calendar: &Calendar, look: Look) -> String {
    let draw = if calendar.numbered { numbered } else { columns };
    let pages: Vec<String> = calendar.pages.iter().map(|page| draw(calendar, page, look)).collect();
    pages.join("\n") + &legend(calendar, look)
}

/// A mark in its tone; nothing for a day that is still to come.
fn mark(calendar: &Calendar, day: Option<&CalendarDay>, look: Look) -> (char, Tone) {
    let key = day.and_then(|day| day.key).and_then(|key| calendar.legend.get(key));
    key.map_or((' ', Tone::Plain), |key| (sign(key.mark, look.ascii), key.tone))
}

/// Marks that follow each other, those of one tone together.
fn row(start: String, marks: impl Iterator<Item = (String, Tone)>, look: Look) -> String {
    let mut line = Line::from(start);
    for (text, tone) in marks {
        match line.0.last_mut() {
            Some(last) if last.tone == tone || text.trim().is_empty() => last.text.push_str(&text),
            _ => line = line.and(tone, text),
        }
    }
    if let Some(last) = line.0.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    styled(&line, look) + "\n"
}

/// A week to a column, as many of them as fit side by side; set wider where there is room for all of them.
fn columns(calendar: &Calendar, page: &Page, look: Look) -> String {
    let room = look.width.map_or(LABEL + page.weeks.len() + NAME, usize::from).saturating_sub(LABEL + NAME - 1).max(4);
    let step = if page.weeks.len() * 2 <= room { 2 } else { 1 };
    let pieces = page.weeks.chunks(room / step).map(|weeks| {
        let title = page.title.as_deref().unwrap_or_default();
        let months = format!("  {title:<5}{}", months(weeks, step));
        let mut drawn = styled(&Line::of(Tone::Quiet, months.trim_end()), look) + "\n";
        for at in 0..7 {
            let weekday = weeks.iter().find_map(|week| week[at]).map_or(String::new(), |day| weekday(&day));
            let marks = weeks.iter().map(|week| mark(calendar, week[at].as_ref(), look));
            let marks = marks.map(|(sign, tone)| (format!("{sign:<step$}"), tone));
            drawn.push_str(&row(format!("  {weekday:<5}"), marks, look));
        }
        drawn
    });
    pieces.collect::<Vec<_>>().join("\n")
}

fn date(day: &CalendarDay) -> NaiveDate {
    day.day.date()
}

fn weekday(day: &CalendarDay) -> String {
    date(day).weekday().to_string()
}

/// The names of the months, each above the week that its first day lies in; above the first week too, where the next
/// name leaves room.
fn months(weeks: &[[Option<CalendarDay>; 7]], step: usize) -> String {
    let mut named: Vec<(usize, NaiveDate)> = Vec::new();
    for (at, week) in weeks.iter().enumerate() {
        let mut days = week.iter().flatten().map(date);
        let first = if at == 0 { days.next() } else { days.find(|day| day.day() == 1) };
        named.extend(first.map(|day| (at * step, day)));
    }
    let mut line = String::new();
    for (nth, (at, day)) in named.iter().enumerate() {
        let crowded = named.get(nth + 1).is_some_and(|(next, _)| next - at <= NAME);
        if !crowded {
            line = format!("{line:<at$}{}", day.format("%b"));
        }
    }
    line
}

/// A week to a row, each day with its number.
fn numbered(calendar: &Calendar, page: &Page, look: Look) -> String {
    let gap = if look.width.is_some_and(|width| width < 45) { 1 } else { 3 };
    let field = 4 + gap;
    let titled = page.title.as_ref().map(|title| styled(&Line::of(Tone::Quiet, format!("  {title}")), look) + "\n");
    let mut drawn = titled.unwrap_or_default();
    let weekdays =
        (0..7).map(|at| page.weeks.iter().find_map(|week| week[at]).map_or(String::new(), |day| weekday(&day)));
    let weekdays: String = weekdays.map(|weekday| format!("{weekday:>4}{:gap$}", "")).collect();
    drawn.push_str(&(styled(&Line::of(Tone::Quiet, format!("  {}", weekdays.trim_end())), look) + "\n"));
    for week in &page.weeks {
        let marks = week.iter().map(|day| {
            let Some(day) = day else { return (" ".repeat(field), Tone::Plain) };
            let (sign, tone) = mark(calendar, Some(day), look);
            (format!("{:>2} {sign}{:gap$}", date(day).day(), ""), tone)
        });
        drawn.push_str(&row("  ".to_owned(), marks, look));
    }
    drawn
}

/// `# confirmed: 210   . unconfirmed: 113`, broken only between two marks.
fn legend(calendar: &Calendar, look: Look) -> String {
    let mut line = Line::default();
    for (nth, key) in calendar.legend.iter().enumerate() {
        let sign = sign(key.mark, look.ascii);
        // What is marked with its number says it already: `1 meeting`.
        let sign = if key.words.starts_with(sign) { String::new() } else { format!("{sign} ") };
        let words = format!("{sign}{}: {}", key.words, key.days).replace(' ', "\u{a0}");
        line = if nth == 0 { line } else { line.and(Tone::Plain, "   ") };
        line = line.and(if key.mark == Mark::Nothing { Tone::Quiet } else { key.tone }, words);
    }
    "\n".to_owned() + &wrapped(&styled(&line, look), "  ", look)
}
