//! The patterns of urges, each figure with what it is counted over.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::or_dash;
use super::words::{counted, excerpt, near, number};
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::statistics::{FEWEST, Median};
use crate::domain::text::Name;
use crate::domain::urges::{Group, OwnWords, Patterns, Way};

/// How many of the person's own words are shown; JSON has them all.
const MOST: usize = 10;

/// Which urges are counted.
pub struct Which {
    /// The days looked at.
    pub window: Window,
    /// The clock they are about, where one was named.
    pub clock: Option<Name>,
    /// How many of these days name no clock, where one was named.
    pub without_clock: Option<usize>,
    /// The day of the latest urge there is.
    pub latest: Option<Day>,
}

/// The answer to `onward urges`.
#[derive(Serialize)]
pub struct UrgesReport {
    /// Today.
    pub as_of: Day,
    since: Day,
    until: Day,
    days: i64,
    clock: Option<Name>,
    without_clock: Option<usize>,
    #[serde(flatten)]
    patterns: Patterns,
    #[serde(skip)]
    latest: Option<Day>,
}

impl UrgesReport {
    /// The report of what was counted.
    pub fn new(as_of: Day, which: Which, patterns: Patterns) -> Self {
        Self {
            as_of,
            since: which.window.since,
            until: which.window.until,
            days: which.window.days(),
            clock: which.clock,
            without_clock: which.without_clock,
            patterns,
            latest: which.latest,
        }
    }

    /// `14 of 23 urges`.
    fn of_all(&self, part: usize) -> String {
        of_all(part, self.patterns.urges)
    }

    fn heading(&self) -> Line {
        let about = self.clock.as_ref().map(|clock| format!(" about {clock}")).unwrap_or_default();
        let (since, until) = (near(self.since, self.as_of), near(self.until, self.as_of));
        let window = format!("  {since} to {until}, {}", counted(self.days, "day"));
        Line::of(Tone::Strong, format!("Urges{about}")).and(Tone::Quiet, window)
    }

    fn nothing(&self) -> Line {
        match (&self.clock, self.latest) {
            (_, None) => {
                Line::from("No urge is logged yet. When one comes: onward urge 7").and(Tone::Quiet, "  (0 to 10)")
            }
            (Some(clock), _) => Line::from(format!("No urge about {clock} is logged in these days.")),
            (None, Some(latest)) if latest < self.since => Line::from(format!(
                "No urge is logged in these days; the last is of {}. Further back: onward urges --since {latest}",
                near(latest, self.as_of)
            )),
            (None, Some(_)) => Line::from("No urge is logged in these days."),
        }
    }

    fn by_hour(&self, document: &mut Document) {
        let parts = &self.patterns.by_part_of_day;
        let most = parts.iter().map(|part| part.urges).max().unwrap_or(0);
        let known = self.patterns.urges - self.patterns.hour_unknown;
        document.heading(Line::from("By hour").and(Tone::Quiet, format!("  {} with a time", self.of_all(known))));
        if known > 0 {
            let named = |from: usize, until: usize| format!("{from:02}:00 to {:02}:59", until - 1);
            let rows = parts.iter().map(|part| bar(&named(part.from_hour, part.until_hour), part.urges, most));
            document.push(Block::Table(Table { headers: Vec::new(), rows: rows.collect() }));
        }
    }

    fn by_weekday(&self, document: &mut Document) {
        let days = &self.patterns.by_weekday;
        let most = days.iter().map(|day| day.urges).max().unwrap_or(0);
        document.heading("By weekday");
        let rows = days.iter().map(|day| bar(&day.weekday.0.to_string(), day.urges, most)).collect();
        document.push(Block::Table(Table { headers: Vec::new(), rows }));
    }

    /// A heading with how many say it, and a row for each group.
    fn groups(&self, document: &mut Document, heading: &str, said: &str, header: &'static str, rows: Vec<Vec<Cell>>) {
        if rows.is_empty() {
            return;
        }
        document.heading(Line::from(heading).and(Tone::Quiet, format!("  {said}")));
        document.push(Block::Table(Table { headers: vec![header, "Urges", "Passed", "Fell by"], rows }));
    }

    fn own_words(&self, document: &mut Document, heading: &str, said: &str, header: &'static str, all: &[OwnWords]) {
        let shown = all.iter().take(MOST);
        let rows = shown.map(|own| row(&excerpt(&own.words, 36), &own.group)).collect();
        self.groups(document, heading, said, header, rows);
        if all.len() > MOST {
            let more = format!("and {} more; --json lists them all", all.len() - MOST);
            document.text(Line::of(Tone::Quiet, format!("  {more}")));
        }
    }

    fn what_helped(&self, document: &mut Document) {
        let found = &self.patterns;
        let said = self.of_all(found.said_what_was_done);
        let chosen = found.by_choice.iter().filter(|way| way.group.urges > 0);
        let rows = chosen.map(|way| row(way.choice.as_str(), &way.group)).collect();
        self.groups(document, "What you did", &said, "What", rows);
        let differences: Vec<_> = found.by_choice.iter().filter_map(difference).collect();
        if !differences.is_empty() {
            let said = "  how far the strength fell; differences, not causes";
            document.heading(Line::from("Beside the other ways").and(Tone::Quiet, said));
            document.push(Block::Facts(differences));
        }
        if !found.by_own_words.is_empty() {
            let said: usize = found.by_own_words.iter().map(|own| own.group.urges).sum();
            let said = self.of_all(said);
            self.own_words(document, "In your own words", &said, "What", &found.by_own_words);
        }
    }
}

/// `14 of 23 urges`.
fn of_all(part: usize, urges: usize) -> String {
    format!("{part} of {}", counted(urges as i64, "urge"))
}

/// What the urges come to, label by label.
pub(super) fn figures(found: &Patterns) -> Vec<(&'static str, Line)> {
    let known = |median: Median| format!("known for {}", of_all(median.of, found.urges));
    let days = format!("{} on {}", found.urges, counted(found.days_with_urges as i64, "day"));
    let mut facts = vec![("Urges", Line::from(days))];
    if let Some(strength) = found.strength.median {
        facts.push(("Strength", Line::from(format!("median {} of 10", number(strength)))));
    }
    if let (Some(after), Some(fall)) = (found.strength_after.median, found.fall.median) {
        let (after, fall, known) = (number(after), number(fall), known(found.fall));
        let line = format!("median {after} of 10; the strength fell by {fall} (median), {known}");
        facts.push(("Afterwards", Line::from(line)));
    }
    if let Some(minutes) = found.minutes.median {
        let line = format!("median {} minutes, {}", number(minutes), known(found.minutes));
        facts.push(("Lasted", Line::from(line)));
    }
    let came = found.outcomes;
    let came = [
        (came.passed, "passed"),
        (came.still_there, "still there"),
        (came.used, "with use"),
        (came.unknown, "without an outcome"),
    ];
    let came: Vec<String> = came.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    facts.push(("Outcome", Line::from(came.join(", "))));
    facts
}

fn bar(label: &str, count: usize, most: usize) -> Vec<Cell> {
    let bar = Cell::Length { count: count as i64, most: most as i64 };
    vec![Cell::from(label), Cell::Number(count.to_string()), bar]
}

fn row(label: &str, group: &Group) -> Vec<Cell> {
    let passed = (group.outcomes > 0).then(|| format!("{} of {}", group.passed, group.outcomes));
    let fell = group.fall.median.map(|median| format!("{} ({} urges)", number(median), group.fall.of));
    vec![Cell::from(label), Cell::Number(group.urges.to_string()), or_dash(passed.as_ref()), or_dash(fell.as_ref())]
}

/// What two medians differ by, which is no cause; none where there are too few urges on either side.
fn difference(way: &Way) -> Option<(&'static str, Line)> {
    way.difference?;
    let (here, others) = (way.group.fall, way.others);
    let (fell, less) = (number(here.median?), number(others.median?));
    let line = format!("by {fell} ({} urges); where other things were done, by {less} ({} urges)", here.of, others.of);
    Some((way.choice.as_str(), Line::from(line)))
}

impl View for UrgesReport {
    fn document(&self) -> Document {
        let found = &self.patterns;
        let mut document = Document::default();
        document.heading(self.heading());
        if found.urges == 0 {
            document.text(self.nothing());
        } else {
            document.push(Block::Facts(figures(found)));
            self.by_hour(&mut document);
            self.by_weekday(&mut document);
            let said = format!("{} with a trigger", self.of_all(found.with_trigger));
            self.own_words(&mut document, "What brought them", &said, "Trigger", &found.by_trigger);
            let named = found.by_halt.iter().filter(|one| one.group.urges > 0);
            let rows = named.map(|one| row(one.halt.as_str(), &one.group)).collect();
            let said = format!("{} with one or more", self.of_all(found.with_halt));
            self.groups(&mut document, "Hungry, angry, lonely, tired", &said, "State", rows);
            self.what_helped(&mut document);
            let note = format!(
                "\"Passed\" is out of those that say what came of them; \"fell by\" is the median fall in strength, from {FEWEST} urges on."
            );
            document.push(Block::Notice(note));
        }
        if let Some(number) = self.without_clock.filter(|number| *number > 0) {
            let urges = counted(number as i64, "urge");
            document.text(Line::of(Tone::Quiet, format!("Not counted here: {urges} of these days without a clock.")));
        }
        document
    }
}
