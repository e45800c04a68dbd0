//! A pager for what is longer than the screen.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// What is used where neither `ONWARD_PAGER` nor `PAGER` names one.
const USUAL: &str = "less -FRX";

/// Shows `text` in `pager`. False when it cannot be started, so that the text is printed after all.
pub fn show(pager: Option<&OsStr>, text: &str) -> bool {
    let command = pager.map_or_else(|| USUAL.into(), |pager| pager.to_string_lossy());
    let started = Command::new("sh").arg("-c").arg(command.as_ref()).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = started else { return false };
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    let ended = child.wait();
    // A pager that was left early closes its end; one that is not there ends with 127 and shows nothing.
    let shown = written.is_ok() || written.is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
    shown && ended.is_ok_and(|status| status.code() != Some(127))
}
