//! A data folder of its own, and the program run on it inside this process.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use onward::domain::moment::Moment;
use onward::world::{ColorWish, World};
use rusqlite::Connection;

/// A home with a clock that only moves when it is told to.
pub(super) struct Home {
    root: tempfile::TempDir,
    now: DateTime<FixedOffset>,
}

/// What one run answered.
pub(super) struct Answer {
    pub(super) code: u8,
    pub(super) out: String,
    pub(super) err: String,
}

/// The data file as seen from outside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Every row of every table but the log's, as text.
    pub(super) records: String,
    /// How many steps the log has.
    pub(super) steps: i64,
    /// How many rows those steps changed.
    pub(super) changes: i64,
}

/// A stream that can be read afterwards.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Home {
    pub(super) fn new() -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-23T21:30:00+00:00").unwrap();
        Self { root: tempfile::tempdir().unwrap(), now }
    }

    /// So many hours and a second later, at this offset from UTC in hours.
    pub(super) fn later(&mut self, hours: i64, offset: i32) {
        let zone = FixedOffset::east_opt(offset * 3600).unwrap();
        self.now = (self.now + TimeDelta::hours(hours) + TimeDelta::seconds(1)).with_timezone(&zone);
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.root.path().join("data")
    }

    fn connection(&self) -> Option<Connection> {
        let file = self.folder().join(onward::store::FILE_NAME);
        file.exists().then(|| connect(&file))
    }

    /// Runs the program with these words, in a world without a terminal.
    pub(super) fn run(&self, words: &[String]) -> Answer {
        let (out, err) = (Kept::default(), Kept::default());
        let world = World {
            now: Moment::new(self.now),
            zone: onward::world::zone::Here::Machine,
            data_dir: Some(self.folder()),
            terminal: None,
            color: ColorWish::default(),
            ascii: false,
            links: false,
            country: None,
            editor: None,
            pager: None,
            passphrase_command: None,
            bars: false,
            memory_folder: None,
            questions: None,
            pause: None,
            input: Box::new(Cursor::new("from standard input\nin two lines\n")),
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
        };
        let args = std::iter::once("onward").chain(words.iter().map(String::as_str)).map(OsString::from);
        let code = onward::run(args, Ok(world));
        Answer { code, out: out.text(), err: err.text() }
    }

    /// What is kept now; the same for no file and for one without records.
    pub(super) fn seen(&self) -> Seen {
        let Some(connection) = self.connection() else {
            return Seen { records: String::new(), steps: 0, changes: 0 };
        };
        let count =
            |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        Seen { records: records(&connection), steps: count("step"), changes: count("change") }
    }

    /// One value of the `nth` row of a table, counted round, in the order of recording.
    pub(super) fn value(&self, table: &str, column: &str, nth: usize) -> Option<String> {
        let connection = self.connection()?;
        // A check-in records all its slips in the same second; the clock tells them apart.
        let also = if table == "slip" { ", clock, from_day" } else { "" };
        let sql = format!("SELECT \"{column}\" FROM \"{table}\" ORDER BY recorded_at{also}");
        let mut found = connection.prepare(&sql).unwrap();
        let all: Vec<String> = found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        (!all.is_empty()).then(|| all[nth % all.len()].clone())
    }
}

#[expect(clippy::disallowed_methods, reason = "tests look at the file from outside")]
fn connect(file: &Path) -> Connection {
    Connection::open(file).unwrap()
}

/// Every row of every table but the log's, in the order of their values.
fn records(connection: &Connection) -> String {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('step', 'change') ORDER BY name";
    let mut found = connection.prepare(tables).unwrap();
    let names: Vec<String> = found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut out = String::new();
    for name in names {
        let mut found = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = found.column_count();
        let mut rows = found.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            lines.push(format!("{name}: {}\n", values.join(" | ")));
        }
        lines.sort();
        out.extend(lines);
    }
    out
}
