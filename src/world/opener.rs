//! Opening a file with whatever the system opens such files with.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, io};

/// The system's opener.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens a file and does not wait: what opens it outlives this program, and the keys that end this one do not end it.
///
/// # Errors
/// When there is no opener; whether it finds a program for the file is not known here.
pub fn open(path: &Path) -> io::Result<()> {
    let whole = fs::canonicalize(path)?;
    let mut command = Command::new(OPENER);
    command.arg(whole).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command.spawn().map(drop)
}
