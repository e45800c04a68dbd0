//! What an import from another program records, finds here already, leaves out and does not take.

use serde::{Serialize, Serializer};

use super::super::archive::{counts, heading, records};
use super::super::change::Written;
use super::super::document::{Block, Cell, Document, Line, Table, Tone};
use super::super::item::or_dash;
use super::super::words::{counted, near, span, typed};
use super::super::{PARTLY, View};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::import::settle::{Count, Settled};
use crate::domain::import::{LeftOut, Meant, Rejected};
use crate::domain::safety;
use crate::domain::source::Source;
use crate::domain::text::Name;

/// The most rows that are listed for a person; `--json` lists all.
const LISTED: usize = 10;

/// How many records of a kind were added, and how many were here.
#[derive(Serialize)]
struct Kind {
    kind: &'static str,
    added: usize,
    same: usize,
}

/// What is recorded for a clock.
#[derive(Serialize)]
struct OfClock {
    name: Name,
    /// Whether the import begins it.
    new: bool,
    since: Day,
    sober: usize,
    slips: usize,
}

/// A row that was not taken.
struct Row(Rejected);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            file: Option<&'a str>,
            line: u64,
            place: String,
            reason: &'a str,
        }
        let Rejected { place, reason } = &self.0;
        Told { file: place.file.as_deref(), line: place.number, place: place.to_string(), reason }.serialize(serializer)
    }
}

/// A clock whose first sober day lies after days that the file tells of.
#[derive(Serialize)]
struct Earlier {
    clock: Name,
    /// The earliest of those days.
    day: Day,
}

/// The answer to `onward import --from`.
#[derive(Serialize)]
pub struct Brought {
    as_of: Day,
    source: Source,
    dry_run: bool,
    added: usize,
    same: usize,
    first_day: Option<Day>,
    last_day: Option<Day>,
    kinds: Vec<Kind>,
    clocks: Vec<OfClock>,
    left_out: Vec<LeftOut>,
    rejected: Vec<Row>,
    before_since: Vec<Earlier>,
    notes: Vec<String>,
    #[serde(skip)]
    later: String,
    #[serde(skip)]
    facts: Vec<&'static str>,
}

impl Brought {
    /// What comes of a file that means this, with these clocks; with `dry_run`, what would.
    pub fn new(as_of: Day, source: Source, dry_run: bool, meant: &Meant, found: Settled, clocks: &[Clock]) -> Self {
        let kinds: Vec<Kind> =
            found.counts().map(|(kind, Count { added, same })| Kind { kind, added, same }).into_iter().collect();
        let (first_day, last_day) = found.days().unzip();
        let what = counts(kinds.iter().map(|kind| (kind.kind, kind.added)));
        let mut rejected: Vec<Rejected> =
            meant.rejected.iter().cloned().chain(found.rejected.iter().cloned()).collect();
        rejected.sort();
        let earlier = |(id, day): (&Id, &Day)| {
            let clock = clocks.iter().find(|clock| clock.id == *id)?;
            Some(Earlier { clock: clock.name.clone(), day: *day })
        };
        Self {
            as_of,
            source,
            dry_run,
            added: kinds.iter().map(|kind| kind.added).sum(),
            same: kinds.iter().map(|kind| kind.same).sum(),
            first_day,
            last_day,
            kinds,
            clocks: of_clocks(&found, clocks),
            left_out: meant.left_out.clone(),
            rejected: rejected.into_iter().map(Row).collect(),
            before_since: found.before_since.iter().filter_map(earlier).collect(),
            notes: meant.notes.iter().chain(&found.notes).cloned().collect(),
            later: format!("import from {} of {what}", source.title()),
            facts: found.clocks.iter().filter_map(|clock| safety::on_new_clock(&clock.name)).collect(),
        }
    }

    /// What happened, in the first line.
    fn said(&self) -> Line {
        if self.added == 0 {
            let here =
                if self.same > 0 { "Nothing to add: what can be taken is here already." } else { "Nothing to add." };
            return Line::from(here);
        }
        let days =
            self.first_day.zip(self.last_day).map(|(first, last)| format!(", {}", span(first, last, self.as_of)));
        let what = format!("{} from {}{}", records(self.added), self.source.title(), days.unwrap_or_default());
        if self.dry_run {
            return Line::from(format!("Would add {what}. Nothing was changed."));
        }
        Line::from(format!("Added {what}.")).and(Tone::Quiet, " Take back:\u{a0}onward\u{a0}undo")
    }

    fn kinds(&self) -> Table {
        let some = self.kinds.iter().filter(|kind| kind.added + kind.same > 0);
        let number = |count: usize| Cell::Number(count.to_string());
        let row = |kind: &Kind| vec![Cell::from(heading(kind.kind)), number(kind.added), number(kind.same)];
        Table { headers: vec!["", "Added", "Here already"], rows: some.map(row).collect() }
    }

    fn of_clocks(&self) -> Table {
        let row = |clock: &OfClock| {
            let since = if clock.new { "new, " } else { "" };
            vec![
                Cell::from(clock.name.as_str()),
                Cell::from(format!("{since}since {}", near(clock.since, self.as_of))),
                Cell::Number(clock.sober.to_string()),
                Cell::Number(clock.slips.to_string()),
            ]
        };
        let headers = vec!["Clock", "First sober day", "Answers \"sober\"", "Slips"];
        Table { headers, rows: self.clocks.iter().map(row).collect() }
    }

    fn rejected(&self, document: &mut Document) {
        if self.rejected.is_empty() {
            return;
        }
        document.heading(format!("Not taken: {}", rows(self.rejected.len())));
        let row = |Row(rejected): &Row| vec![Cell::from(rejected.place.to_string()), or_dash(Some(&rejected.reason))];
        let listed = self.rejected.iter().take(LISTED).map(row).collect();
        document.push(Block::Table(Table { headers: vec!["Where", "Why"], rows: listed }));
        let more = self.rejected.len().saturating_sub(LISTED);
        if more > 0 {
            document.text(Line::of(Tone::Quiet, format!("{} more; --json lists them all.", rows(more))));
        }
        for Earlier { clock, day } in &self.before_since {
            let edit = format!("onward\u{a0}clock\u{a0}edit\u{a0}{}\u{a0}--since\u{a0}{day}", typed(clock.as_str()));
            document.text(format!("To bring the days before \"{clock}\" began: {edit}, then import again."));
        }
    }
}

fn rows(count: usize) -> String {
    counted(i64::try_from(count).unwrap_or(i64::MAX), "row")
}

/// The clocks that something is recorded for.
fn of_clocks(found: &Settled, clocks: &[Clock]) -> Vec<OfClock> {
    let new = |clock: &Clock| found.clocks.iter().any(|new| new.id == clock.id);
    let mut seen: Vec<Id> = Vec::new();
    let mut all = Vec::new();
    for clock in clocks {
        // A clock that was begun stands among those that are kept, too.
        if seen.contains(&clock.id) {
            continue;
        }
        seen.push(clock.id);
        let answers = found.checkins.iter().flat_map(|(_, sober)| sober);
        let sober = answers.filter(|answer| answer.clock_id == Some(clock.id)).count();
        let slips = found.slips.iter().filter(|slip| slip.clock_id == Some(clock.id)).count();
        if sober + slips > 0 || new(clock) {
            all.push(OfClock { name: clock.name.clone(), new: new(clock), since: clock.since, sober, slips });
        }
    }
    all
}

impl Written for Brought {
    fn later(&self) -> &str {
        &self.later
    }

    fn unchanged(&mut self) {}
}

impl View for Brought {
    fn document(&self) -> Document {
        let mut document = Document(vec![Block::Text(self.said())]);
        for table in [self.kinds(), self.of_clocks()].into_iter().filter(|table| !table.rows.is_empty()) {
            document.push(Block::Table(table));
        }
        self.notes.iter().for_each(|note| document.text(note.as_str()));
        if !self.left_out.is_empty() {
            let row = |left: &LeftOut| vec![Cell::from(left.what), Cell::Number(left.count.to_string())];
            let rows = self.left_out.iter().map(row).collect();
            document.push(Block::Table(Table { headers: vec!["Left out", "Marks"], rows }));
        }
        self.rejected(&mut document);
        document.0.extend(self.facts.iter().map(|fact| Block::Notice((*fact).to_owned())));
        document
    }

    fn exit_code(&self) -> u8 {
        if self.rejected.is_empty() { 0 } else { PARTLY }
    }
}
