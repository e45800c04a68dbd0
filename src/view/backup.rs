//! Copies of the data: one that was made, those that there are, and one that was put back.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::words::{counted, dated, moment};
use crate::domain::day::Day;
use crate::domain::holdings::Holdings;
use crate::domain::moment::Moment;
use crate::domain::shell::shell_word;

/// A copy of the data.
#[derive(Serialize)]
pub struct BackupItem {
    /// The file.
    pub path: String,
    /// When it was made.
    pub at: Moment,
    /// Why.
    pub why: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Whether it is sealed.
    pub sealed: bool,
}

/// What a copy holds, for JSON: `{"check-in": 29, ..., "newest_day": "2026-11-23"}`.
pub struct Held(pub Holdings);

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Keys<'a> {
            records: BTreeMap<&'a str, i64>,
            newest_day: Option<Day>,
        }
        Keys { records: self.0.kinds.iter().copied().collect(), newest_day: self.0.newest }.serialize(serializer)
    }
}

/// `29 check-ins, 1 clock; newest day Wed 18 Nov 2026`.
pub fn holds(holdings: &Holdings) -> String {
    let kinds = holdings.kinds.iter().filter(|(_, count)| *count > 0);
    let kinds: Vec<String> = kinds.map(|(kind, count)| counted(*count, kind)).collect();
    if kinds.is_empty() {
        return "no records".to_owned();
    }
    let newest = holdings.newest.map(|day| format!("; newest day {}", dated(day))).unwrap_or_default();
    format!("{}{newest}", kinds.join(", "))
}

/// What a restore would change, kind by kind: `check-ins 29 to 20, newest day Wed 18 Nov 2026 to Tue 3 Nov 2026`.
pub fn differences(now: &Holdings, then: &Holdings) -> String {
    let kinds = then.kinds.iter().map(|(kind, count)| {
        let before = now.kinds.iter().find(|(of_now, _)| of_now == kind).map_or(0, |(_, count)| *count);
        (kind, before, *count)
    });
    let mut changes: Vec<String> = kinds
        .filter(|(_, before, after)| before != after)
        .map(|(kind, before, after)| format!("{kind}s {before} to {after}"))
        .collect();
    let day = |day: Option<Day>| day.map_or("none".to_owned(), dated);
    if now.newest != then.newest {
        changes.push(format!("newest day {} to {}", day(now.newest), day(then.newest)));
    }
    if changes.is_empty() { "the numbers stay the same".to_owned() } else { changes.join(", ") }
}

/// The answer to `onward backup`.
#[derive(Serialize)]
pub struct BackupMade {
    /// Today.
    pub as_of: Day,
    /// The file.
    pub path: String,
    /// Whether it is sealed.
    pub sealed: bool,
    /// What it holds.
    pub holds: Held,
    /// What else to know.
    #[serde(skip)]
    pub besides: Option<&'static str>,
}

impl View for BackupMade {
    fn document(&self) -> Document {
        let said = format!("Backed up and checked: {}. It holds {}.", self.path, holds(&self.holds.0));
        let mut blocks = vec![Block::Text(Line::from(said))];
        blocks.extend(self.besides.map(|more| Block::Text(Line::of(Tone::Quiet, more))));
        Document(blocks)
    }

    fn pages(&self) -> bool {
        false
    }
}

/// The answer to `onward backup list`.
#[derive(Serialize)]
pub struct Backups {
    /// Today.
    pub as_of: Day,
    /// The backups in the data folder, newest first.
    pub backups: Vec<BackupItem>,
}

impl View for Backups {
    fn document(&self) -> Document {
        if self.backups.is_empty() {
            return Document(vec![Block::Text(Line::from("There is no backup yet. Make one: onward backup"))]);
        }
        let row = |backup: &BackupItem| {
            let size = format!("{} KiB", backup.bytes.div_ceil(1024));
            let sealed = if backup.sealed { "sealed" } else { "" };
            vec![
                Cell::from(moment(backup.at, self.as_of)),
                Cell::from(backup.why.clone()),
                Cell::Number(size),
                Cell::from(sealed),
                Cell::from(Line::of(Tone::Quiet, backup.path.clone())),
            ]
        };
        let headers = vec!["Made", "Why", "Size", "", "File"];
        Document(vec![Block::Table(Table { headers, rows: self.backups.iter().map(row).collect() })])
    }
}

/// The answer to `onward restore`.
#[derive(Serialize)]
pub struct Restored {
    /// Today.
    pub as_of: Day,
    /// The file that was put back.
    pub from: String,
    /// What the data holds now.
    pub holds: Held,
    /// Where the data from before lies; null where there was none.
    pub set_aside: Option<String>,
    /// Newer backups that could not be opened.
    pub passed_over: Vec<String>,
    /// What there is to know where the backup was sealed and the data was not, sentence by sentence.
    #[serde(skip)]
    pub sealing: Vec<String>,
}

impl View for Restored {
    fn document(&self) -> Document {
        let mut blocks = vec![Block::Text(Line::from(format!("Put back: {}.", holds(&self.holds.0))))];
        if let Some(aside) = &self.set_aside {
            let back = Line::from("What was there before is set aside. ");
            blocks
                .push(Block::Text(back.and(Tone::Quiet, format!("Put it back: onward restore {}", shell_word(aside)))));
        }
        if !self.passed_over.is_empty() {
            let passed = format!("Newer, but damaged and left as they are: {}", self.passed_over.join(", "));
            blocks.push(Block::Text(Line::from(passed)));
        }
        blocks.extend(self.sealing.iter().map(|sentence| Block::Notice(sentence.clone())));
        Document(blocks)
    }

    fn pages(&self) -> bool {
        false
    }
}
