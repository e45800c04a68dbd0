//! Sober time by quarter, and returns to use, of each clock.

use super::{ClockReturns, ClockTime, notes};
use crate::domain::day::Day;
use crate::domain::insight::returns::Returns;
use crate::domain::insight::sober::Quarter;
use crate::domain::statistics::{FEWEST, Spread};
use crate::view::document::{Block, Cell, Document, Line, Table, Tone};
use crate::view::words::{counted, excerpt, listed, near, number, percent};

/// How many quarters are shown, this one included: two years back. JSON has them all.
const MOST: usize = 9;

/// Lays the sober time of each clock out.
pub(super) fn lay_out_time(document: &mut Document, clocks: &[ClockTime], today: Day) {
    let title = Line::from("Sober time").and(Tone::Quiet, "  by quarter; today is not over and not counted");
    document.heading(title);
    if clocks.is_empty() {
        notes(document, &["No clock is shown. Add one: onward clock add alcohol --since 2026-01-01".to_owned()]);
    }
    for clock in clocks {
        let name = Line::of(Tone::Strong, clock.name.as_str());
        let (Some(since), Some(share)) = (clock.time.since, clock.time.share) else {
            document.heading(name.and(Tone::Quiet, "  no day is over yet"));
            continue;
        };
        let time = &clock.time;
        let sober = format!(
            "  {} of {} ({}) since {}, {} checked in",
            time.sober_days,
            counted(time.tracked_days, "day"),
            percent(share),
            near(since, today),
            time.confirmed_days
        );
        document.heading(name.and(Tone::Quiet, sober));
        let earlier = time.quarters.len().saturating_sub(MOST);
        document.push(Block::Table(Table {
            headers: vec!["Quarter", "Sober", "Of days", "Checked in", "Days of use"],
            rows: time.quarters.iter().skip(earlier).map(row).collect(),
        }));
        if earlier > 0 {
            notes(document, &[format!("And {} before; --json lists them all.", counted(earlier as i64, "quarter"))]);
        }
    }
}

fn row(quarter: &Quarter) -> Vec<Cell> {
    let number = |number: i64| Cell::Number(number.to_string());
    vec![
        Cell::from(quarter.quarter.replace('-', " ")),
        number(quarter.sober_days),
        number(quarter.tracked_days),
        number(quarter.confirmed_days),
        number(quarter.used_days),
    ]
}

/// Lays the returns to use of each clock out.
pub(super) fn lay_out_returns(document: &mut Document, clocks: &[ClockReturns], today: Day) {
    if clocks.is_empty() {
        return;
    }
    document.heading("Returns to use");
    let row = |clock: &ClockReturns| {
        let name = Cell::from(Line::of(Tone::Strong, excerpt(clock.name.as_str(), 24)));
        vec![name, Cell::from(told(&clock.returns, today))]
    };
    document.push(Block::Table(Table { headers: Vec::new(), rows: clocks.iter().map(row).collect() }));
}

fn told(returns: &Returns, today: Day) -> String {
    if returns.slips == 0 {
        return "no slip is recorded in these days".to_owned();
    }
    let mut told = Vec::new();
    match (returns.stretches.last().and_then(|last| last.to), returns.sober_days_since_last) {
        (Some(to), _) if to >= today => told.push(format!("the next run begins {}", near(to.next(), today))),
        (Some(to), Some(days)) => {
            told.push(format!("sober since {}, {}", near(to.next(), today), counted(days, "full day")));
        }
        _ => {}
    }
    told.push(counted(returns.slips as i64, "slip"));
    if returns.stretches.len() < returns.slips {
        let stretches = if returns.stretches.len() == 1 { "stretch" } else { "stretches" };
        told.push(format!("in {} {stretches} of use", returns.stretches.len()));
    }
    if let Some(going_on) = returns.going_on() {
        told.push(format!("one not over since {}", near(going_on.from, today)));
    }
    let lengths: Vec<i64> = returns.stretches.iter().filter_map(|stretch| stretch.days).collect();
    if !lengths.is_empty() {
        told.push(format!("lasting {}", all_or_middle(&lengths, &returns.length)));
    }
    if !returns.sober_days_between.is_empty() {
        told.push(format!("{} sober between them", all_or_middle(&returns.sober_days_between, &returns.between)));
    }
    told.join("; ")
}

/// `3, 5 and 1 days` in their order, or from eight on their median and where the middle half lies.
fn all_or_middle(values: &[i64], spread: &Spread) -> String {
    let (lower, median, upper) = match (spread.lower_quartile, spread.median, spread.upper_quartile) {
        (Some(lower), Some(median), Some(upper)) if values.len() >= FEWEST => (lower, median, upper),
        _ => {
            let all: Vec<String> = values.iter().map(i64::to_string).collect();
            let unit = if values == [1] { "day" } else { "days" };
            return format!("{} {unit}", listed(&all));
        }
    };
    format!("{} days (median of {}; middle half {} to {})", number(median), values.len(), number(lower), number(upper))
}
