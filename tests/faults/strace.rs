//! Running the program under `strace`: to see which system calls it makes, to make one of them fail, or to end
//! the program at one.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Once;

use crate::home::{Answer, Home, PROGRAM};

/// Insists that there is a tracer and that it may trace.
fn permitted() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tried = Command::new("strace").args(["-o", "/dev/null", PROGRAM, "--version"]).output();
        let tried = tried.expect("strace is missing; install it (apt-get install strace, dnf install strace)");
        let said = String::from_utf8_lossy(&tried.stderr);
        assert!(tried.status.success(), "strace may not trace here; allow ptrace (it says: {})", said.trim());
    });
}

/// Where the record of a run is kept: outside the home, which only the program writes to.
pub(crate) struct Tracer {
    folder: tempfile::TempDir,
}

impl Tracer {
    pub(crate) fn new() -> Self {
        permitted();
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("calls")
    }

    /// Runs the program in this home under the tracer. Returns its answer and the record, a call a line.
    pub(crate) fn run(&self, home: &Home, options: &[&str], args: &[&str]) -> (Answer, String) {
        self.answered(self.command(home, &[&["-f"], options].concat(), args))
    }

    /// The same without the programs that it starts: one that prints a passphrase is not disturbed.
    pub(crate) fn alone(&self, home: &Home, options: &[&str], args: &[&str]) -> (Answer, String) {
        self.answered(self.command(home, options, args))
    }

    /// The command that runs the program in this home under the tracer.
    pub(crate) fn command(&self, home: &Home, options: &[&str], args: &[&str]) -> Command {
        let mut strace = home.with("strace");
        #[expect(clippy::disallowed_methods, reason = "a home has no PATH, and the tracer is looked for there")]
        strace.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        strace.args(["-qq", "-o"]).arg(self.log()).args(options).arg(PROGRAM).args(args);
        strace
    }

    fn answered(&self, mut strace: Command) -> (Answer, String) {
        let answer = Answer::of(&strace.output().expect("strace runs"));
        assert!(!answer.err.contains("strace: "), "{}", answer.err);
        (answer, self.record())
    }

    /// What the last run under the tracer did, a call a line.
    pub(crate) fn record(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.log()).expect("the record of the run")).into_owned()
    }
}

/// The name of the call that a line of the record is about; none for a signal or an exit.
pub(crate) fn call(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let (name, _) = line.split_once('(')?;
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(name)
}
