//! A home to break things in: its own data folder, an empty environment, a pinned clock; and what can be said
//! of it in every mode.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_onward");

/// The name of the data folder inside a home.
pub(crate) const FOLDER: &str = "data";

/// A way to keep the data. Every fault is tried in each.
#[derive(Debug)]
pub(crate) struct Mode {
    /// What it is called where figures are printed.
    pub(crate) name: &'static str,
    /// Leads from an empty folder to the home in which faults begin.
    pub(crate) setup: fn(&Home),
    /// What the program finds in its environment besides folder, clock and zone.
    pub(crate) environment: &'static [(&'static str, &'static str)],
    /// The file that holds the data.
    pub(crate) file: &'static str,
    /// What is wrong with that file, seen past the program.
    pub(crate) damage: fn(&Path) -> Option<String>,
    /// Whether every changed bit is noticed.
    pub(crate) authenticated: bool,
    /// Why single system calls cannot be followed on this machine.
    pub(crate) untraceable: fn() -> Option<&'static str>,
}

/// All of them.
pub(crate) const MODES: &[Mode] = &[
    Mode {
        name: "plain",
        setup: |_| {},
        environment: &[],
        file: "onward.db",
        damage: |file| damage_of(&connect(file)),
        authenticated: false,
        untraceable: || None,
    },
    crate::protected::MODE,
];

/// The modes in which single system calls can be followed here.
#[cfg(target_os = "linux")]
pub(crate) fn traceable() -> impl Iterator<Item = &'static Mode> {
    MODES.iter().filter(|mode| {
        let why = (mode.untraceable)();
        why.iter().for_each(|why| println!("{} is left out: {why}", mode.name));
        why.is_none()
    })
}

/// What SQLite itself says is wrong.
pub(crate) fn damage_of(connection: &rusqlite::Connection) -> Option<String> {
    let said = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    match said {
        Ok(said) if said == "ok" => None,
        Ok(said) => Some(said),
        Err(error) => Some(error.to_string()),
    }
}

/// A data file through SQLite itself, past the program.
#[expect(clippy::disallowed_methods, reason = "tests look at the file from outside")]
pub(crate) fn connect(file: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(file).expect("the file opens")
}

/// What one run answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The exit code; none when a signal ended the program.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The program said that the entry is kept.
    pub(crate) fn acknowledged(&self) -> bool {
        self.out.starts_with("Recorded")
    }

    /// Success, or a refusal in words with one of the documented exit codes. Anything else is what this returns:
    /// a panic, a signal, silence.
    pub(crate) fn misbehaved(&self) -> Option<String> {
        let refused = self.err.starts_with("error: ") && self.out.is_empty();
        let well = match self.code {
            Some(0) => self.err.is_empty(),
            Some(1..=3) => refused,
            _ => false,
        };
        (!well || self.err.contains("panicked")).then(|| format!("{self:?}"))
    }
}

/// A home of its own on an evening in November.
pub(crate) struct Home {
    root: tempfile::TempDir,
    pub(crate) mode: &'static Mode,
    now: String,
    variables: BTreeMap<&'static str, String>,
}

impl Home {
    /// A home as its mode sets it up, without an entry.
    pub(crate) fn new(mode: &'static Mode) -> Self {
        let home = Self::bare(mode);
        (mode.setup)(&home);
        home
    }

    /// A home without even a data folder.
    pub(crate) fn bare(mode: &'static Mode) -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        Self { root, mode, now: "2026-11-23T21:30:00+00:00".to_owned(), variables: BTreeMap::new() }
    }

    /// A home with one entry, whose note is "first".
    pub(crate) fn lived_in(mode: &'static Mode) -> Self {
        let home = Self::new(mode);
        home.ok(&["checkin", "good", "--sober", "--note", "first"]);
        home
    }

    /// Another home with the same files.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self { now: self.now.clone(), variables: self.variables.clone(), ..Self::bare(self.mode) };
        copy_folder(self.root(), copy.root());
        copy
    }

    /// The same home at another instant.
    pub(crate) fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    /// The same home with one more variable in its environment, or without it.
    pub(crate) fn set(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => drop(self.variables.insert(name, value.to_owned())),
            None => drop(self.variables.remove(name)),
        }
        self
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.root().join(FOLDER).join(self.mode.file)
    }

    /// Another program in this home: a shell, a tracer.
    pub(crate) fn with(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(self.mode.environment.iter().copied())
            .env("ONWARD_DATA_DIR", self.root().join(FOLDER))
            .env("ONWARD_NOW", &self.now)
            .env("TZ", "UTC0")
            .envs(&self.variables)
            .current_dir(self.root())
            .stdin(Stdio::null());
        command
    }

    /// The program in this home.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = self.with(PROGRAM);
        command.args(args);
        command
    }

    /// Runs the program with these words.
    pub(crate) fn run(&self, args: &[&str]) -> Answer {
        Answer::of(&self.command(args).output().expect("the program runs"))
    }

    /// Runs it and insists that it succeeds.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "onward {args:?}");
        answer.out
    }

    /// Writes an entry that is known by its note.
    pub(crate) fn record(&self, note: &str) -> Answer {
        self.run(&entry(note))
    }

    /// The notes of all entries, sorted; or how it failed to list them.
    pub(crate) fn notes(&self) -> Result<Vec<String>, String> {
        let all = self.list(&["checkin", "list"], "checkins")?;
        let note = |entry: &Value| entry["note"].as_str().unwrap_or("(no note)").to_owned();
        let mut notes: Vec<String> = all.iter().map(note).collect();
        notes.sort();
        Ok(notes)
    }

    /// All of a list as the program prints it.
    pub(crate) fn list(&self, args: &[&str], of: &str) -> Result<Vec<Value>, String> {
        let limited: &[&str] = if of == "clocks" { &[] } else { &["--limit", "1000000"] };
        let answer = self.run(&[args, limited, &["--json"]].concat());
        if answer.code != Some(0) {
            return Err(format!("onward {args:?}: {answer:?}"));
        }
        let document: Value = serde_json::from_str(&answer.out).map_err(|error| error.to_string())?;
        document[of].as_array().cloned().ok_or_else(|| format!("onward {args:?} lists no {of}"))
    }

    /// What is wrong with the data file. Nothing is while there is none.
    pub(crate) fn damage(&self) -> Option<String> {
        let file = self.file();
        if file.exists() { (self.mode.damage)(&file) } else { None }
    }
}

/// The words that write an entry known by its note.
pub(crate) const fn entry(note: &str) -> [&str; 5] {
    ["checkin", "good", "--sober", "--note", note]
}

/// What a command answers that finds `input` on its standard input.
pub(crate) fn fed(mut command: Command, input: &[u8]) -> Answer {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.expect("the command runs");
    // A program that refuses early does not read on.
    let _ = child.stdin.take().expect("standard input").write_all(input);
    Answer::of(&child.wait_with_output().expect("an answer"))
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            fs::set_permissions(&target, entry.metadata().unwrap().permissions()).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
