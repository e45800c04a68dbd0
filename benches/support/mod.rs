//! What both benchmarks need: the programs, and histories written through the library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program under test.
pub(crate) const ONWARD: &str = env!("CARGO_BIN_EXE_onward");

/// Where histories lie, made once.
fn place() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("histories")
}

/// Builds the floors and the generator as they are built for a release.
pub(crate) fn build_examples() {
    let built = Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "--examples"]).status();
    assert!(built.is_ok_and(|status| status.success()), "the examples build");
}

/// An example's program.
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../release/examples").join(name)
}

/// The folder of a history of so many years, or of so many check-ins spread over them.
pub(crate) fn history(name: &str, args: &[&str]) -> PathBuf {
    let folder = place().join(name);
    if !folder.join("onward.db").exists() {
        let made = Command::new(example("generate_history")).arg(&folder).args(args).stdout(Stdio::null()).status();
        assert!(made.is_ok_and(|status| status.success()), "the history {name} is written");
    }
    folder
}

/// A copy of a history to write into, the same at every start.
pub(crate) fn copy(of: &Path, name: &str) -> PathBuf {
    let folder = place().join(name);
    let _ = fs::remove_dir_all(&folder);
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(of.join("onward.db"), folder.join("onward.db")));
    assert!(copied.is_ok(), "{name} is copied");
    folder
}

/// The program in a folder, on the evening after the history's last day.
pub(crate) fn onward(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(ONWARD);
    command.env_clear().env("ONWARD_DATA_DIR", folder).env("ONWARD_NOW", "2026-11-23T21:30:00+00:00").env("TZ", "UTC");
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a command that has to succeed.
pub(crate) fn run(command: &mut Command) {
    assert!(command.status().is_ok_and(|status| status.success()), "{command:?}");
}
