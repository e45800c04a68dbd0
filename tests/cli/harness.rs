//! A sealed home for the real program: its own data folder, an empty environment, a pinned clock and zone.
//! Every run checks status, standard output and standard error together.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A home of its own, with the clock pinned to an evening in November.
pub(crate) struct Home {
    root: tempfile::TempDir,
    now: String,
    zone: String,
    variables: Vec<(String, String)>,
}

/// What one run answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    /// An empty home on Monday 2026-11-23, 21:30 UTC.
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        Self { root, now: "2026-11-23T21:30:00+00:00".to_owned(), zone: "UTC".to_owned(), variables: Vec::new() }
    }

    /// The same home at another instant.
    pub(crate) fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    /// The same home in another zone; a POSIX zone needs no zone files.
    pub(crate) fn zone(&mut self, zone: &str) -> &mut Self {
        zone.clone_into(&mut self.zone);
        self
    }

    /// The same home with one more variable in its environment; the last of a name counts.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.root.path().join("data")
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder().join("onward.db")
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The program, sealed off.
    pub(crate) fn command(&self) -> Command {
        self.sealed(Command::new(env!("CARGO_BIN_EXE_onward")))
    }

    /// The program started from a shell after these lines, for what only a shell can set: `umask 077`.
    pub(crate) fn in_shell(&self, first: &str, args: &[&str]) -> Command {
        let mut shell = self.sealed(Command::new("/bin/sh"));
        shell.args(["-c", &format!("{first}\nexec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_onward")]).args(args);
        shell
    }

    fn sealed(&self, mut command: Command) -> Command {
        command
            .env_clear()
            .env("ONWARD_DATA_DIR", self.folder())
            .env("ONWARD_NOW", &self.now)
            .env("TZ", &self.zone)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.root.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program with these words.
    pub(crate) fn run(&self, args: &[&str]) -> Answer {
        answer(&self.command().args(args).output().expect("the program runs"))
    }

    /// Runs it with something on standard input.
    pub(crate) fn pipe(&self, args: &[&str], input: &[u8]) -> Answer {
        let mut command = self.command();
        command.args(args);
        fed(command, input)
    }

    /// Runs it and insists that it succeeds without a word on standard error.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "onward {args:?}\n{}", answer.out);
        answer.out
    }

    /// Runs it with `--json` and reads the document.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let out = self.ok(&[args, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("onward {args:?}: {error}\n{out}"))
    }

    /// Runs a command that records something and returns the id of the record.
    pub(crate) fn id_of(&self, args: &[&str]) -> String {
        let document = self.json(args);
        let record = document.as_object().expect("an object").values().find_map(|value| value.get("id"));
        record.and_then(Value::as_str).expect("a record with an id").to_owned()
    }

    /// Runs it and insists that it fails with this code, prints nothing on standard output, and changes nothing.
    pub(crate) fn fails(&self, code: i32, args: &[&str]) -> String {
        let before = self.dump();
        let answer = self.run(args);
        assert_eq!((answer.code, answer.out.as_str()), (code, ""), "onward {args:?}\n{}", answer.err);
        assert!(answer.err.starts_with("error: "), "{}", answer.err);
        assert_eq!(self.dump(), before, "onward {args:?} failed and changed something");
        answer.err
    }

    /// Everything that is kept, table by table, as text; the log too. Empty while there is no file.
    pub(crate) fn dump(&self) -> String {
        if !self.file().exists() {
            return String::new();
        }
        dump(&self.file(), &["step", "change"], true)
    }

    /// Everything that was recorded, without the log: what an undo has to restore exactly.
    pub(crate) fn records(&self) -> String {
        dump(&self.file(), &["step", "change"], false)
    }
}

/// The rows of every table in the order of their keys; of the log's tables only when asked for.
fn dump(file: &Path, log: &[&str], with_log: bool) -> String {
    let connection = connect(file);
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut found = connection.prepare(tables).expect("tables");
    let names: Vec<String> =
        found.query_map([], |row| row.get(0)).expect("tables").map(|name| name.expect("a name")).collect();
    let kept = names.iter().filter(|name| with_log || !log.contains(&name.as_str()));
    let mut out = String::new();
    for name in kept {
        let mut found = connection.prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2")).expect("a table");
        let columns = found.column_count();
        let mut rows = found.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<String> =
                (0..columns).map(|at| format!("{:?}", row.get_ref(at).expect("a value"))).collect();
            out.push_str(&format!("{name}: {}\n", values.join(" | ")));
        }
    }
    out
}

/// The data file through SQLite itself, past the program.
#[expect(clippy::disallowed_methods, reason = "tests look at the file from outside")]
pub(crate) fn connect(file: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(file).expect("the file opens")
}

/// What a command answers that finds `input` on its standard input.
pub(crate) fn fed(mut command: Command, input: &[u8]) -> Answer {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.expect("the command runs");
    // A program that refuses its arguments does not read on.
    let _ = child.stdin.take().expect("standard input").write_all(input);
    answer(&child.wait_with_output().expect("an answer"))
}

fn answer(output: &Output) -> Answer {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
    Answer { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}
