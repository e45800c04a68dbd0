//! What goes with high craving, in check-ins and in logged urges: two lists that are never one.

use super::{HowYouFeel, notes, too_few};
use crate::domain::insight::craving::{Beside, Between, HighCraving, Side};
use crate::domain::statistics::FEWEST;
use crate::view::document::{Block, Cell, Document, Line, Table, Tone};
use crate::view::words::{counted, excerpt, listed, percent};

/// How many triggers are shown; JSON has them all.
const MOST: usize = 10;

/// One comparison in words.
struct Row {
    label: String,
    here: Side,
    others: Side,
}

impl Row {
    fn cells(&self) -> Option<Vec<Cell>> {
        Some(vec![Cell::from(self.label.as_str()), Cell::from(side(&self.here)?), Cell::from(side(&self.others)?)])
    }

    /// How many days it has on its smaller side, where that is too few. What holds of no record, or of all, cannot be
    /// compared with anything.
    fn small(&self) -> Option<usize> {
        let days = self.here.days.min(self.others.days);
        (days > 0 && days < FEWEST).then_some(days)
    }
}

/// Comparisons of one kind.
struct Kind {
    /// What several of them are called together.
    many: &'static str,
    rows: Vec<Row>,
}

impl Kind {
    fn of<T>(many: &'static str, all: &[Beside<T>], label: impl Fn(&T) -> String) -> Self {
        Self {
            many,
            rows: all.iter().map(|one| Row { label: label(&one.what), here: one.here, others: one.others }).collect(),
        }
    }

    /// `lonely (5 too few)`, or `6 weekdays (1 to 3 too few)`.
    fn missing(&self) -> Option<String> {
        let small: Vec<(&Row, usize)> = self.rows.iter().filter_map(|row| Some((row, row.small()?))).collect();
        let most = small.iter().map(|(_, days)| *days).max()?;
        let fewest = small.iter().map(|(_, days)| *days).min()?;
        let least = FEWEST - most;
        match small.as_slice() {
            [(row, days)] => Some(format!("{} ({})", row.label, too_few(*days)?)),
            _ if most == fewest => Some(format!("{} {} ({})", small.len(), self.many, too_few(most)?)),
            _ => Some(format!("{} {} ({least} to {})", small.len(), self.many, too_few(fewest)?)),
        }
    }
}

/// `8 of 20 (40 %)`; none where it is withheld.
fn side(side: &Side) -> Option<String> {
    Some(format!("{} of {} ({})", side.high, side.records, percent(side.share?)))
}

/// Every comparison in the order in which it is told.
fn kinds(found: &HighCraving) -> [Kind; 4] {
    let hours = |what: &Between| format!("{:02}:00 to {:02}:59", what.from_hour, what.until_hour - 1);
    let most = found.by_trigger.len().min(MOST);
    [
        Kind::of("states", &found.by_halt, |what| what.halt.to_string()),
        Kind::of("weekdays", &found.by_weekday, |what| what.weekday.0.to_string()),
        Kind::of("parts of the day", &found.by_part_of_day, hours),
        Kind::of("triggers", &found.by_trigger[..most], |what| format!("\"{}\"", excerpt(&what.trigger, 30))),
    ]
}

impl HowYouFeel {
    /// Lays both lists out.
    pub(super) fn cravings(&self, document: &mut Document) {
        let silent = match self.checkins_without_craving {
            0 => None,
            number => Some(format!("Craving is not said in {}.", counted(number as i64, "check-in"))),
        };
        lay_out(document, "High craving in check-ins", "check-in", &self.high_craving_in_checkins, silent);
        let left_out = self.urges_without_clock.filter(|number| *number > 0);
        let left_out = left_out.map(|number| format!("Left out: {} without a clock.", counted(number as i64, "urge")));
        lay_out(document, "Strong urges you logged", "urge", &self.high_craving_in_urges, left_out);
    }
}

fn lay_out(document: &mut Document, title: &str, record: &str, found: &HighCraving, besides: Option<String>) {
    let all = found.all;
    let records = counted(all.records as i64, record);
    let said = format!("  7 or more in {} of {records} on {}", all.high, counted(all.days as i64, "day"));
    let title = Line::from(title);
    document.heading(if all.records == 0 { title } else { title.and(Tone::Quiet, said) });
    let mut below = Vec::new();
    if all.records == 0 {
        below.push("None is recorded in these days.".to_owned());
    } else if all.high == 0 {
        below.push("None was as high as that.".to_owned());
    } else {
        let kinds = kinds(found);
        let rows: Vec<Vec<Cell>> = kinds.iter().flat_map(|kind| &kind.rows).filter_map(Row::cells).collect();
        if !rows.is_empty() {
            let headers = vec!["", "High where it holds", "High where it does not"];
            document.push(Block::Table(Table { headers, rows }));
        }
        let missing: Vec<String> = kinds.iter().filter_map(Kind::missing).collect();
        if !missing.is_empty() {
            below.push(format!("Not compared for want of days: {}.", listed(&missing)));
        }
        if found.hour_unknown > 0 {
            below.push(format!("The hour is not known of {}.", counted(found.hour_unknown as i64, record)));
        }
        if found.by_trigger.len() > MOST {
            below.push(format!("And {} more triggers; --json lists them all.", found.by_trigger.len() - MOST));
        }
    }
    below.extend(besides);
    notes(document, &below);
}
