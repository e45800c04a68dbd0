//! A text in the person's editor.

use std::ffi::OsStr;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use rustix::process::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};

use super::drafts::Draft;
use super::guard;

/// An editor that is done sooner than this was not waited for: nobody reads and closes a text so fast.
const AT_ONCE: Duration = Duration::from_secs(2);

/// How an editor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// As it should.
    Well {
        /// It came back at once.
        at_once: bool,
    },
    /// With an error of its own.
    Badly,
    /// Somebody stopped it: Ctrl-C, a terminal that closed, the system going down.
    Stopped,
}

/// Opens the editor on a draft and waits for it.
///
/// # Errors
/// When it cannot be started.
pub fn edit(editor: &OsStr, draft: &Draft) -> io::Result<Ended> {
    let script = script(&editor.to_string_lossy());
    #[expect(clippy::disallowed_methods, reason = "how long an editor was open, and no instant that is recorded")]
    let begun = Instant::now();
    let mut child = Command::new("sh").arg("-c").arg(script).arg("sh").arg(draft.path()).spawn()?;
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        guard::editor_begins(pid);
        guard::await_editor(pid);
    }
    let status = child.wait()?;
    if status.success() {
        return Ok(Ended::Well { at_once: begun.elapsed() < AT_ONCE });
    }
    Ok(if was_stopped(status) { Ended::Stopped } else { Ended::Badly })
}

/// What the shell does: VISUAL and EDITOR may hold arguments ("code --wait"), which only a shell splits as people expect.
/// It makes way for the editor where it can, so that what ends the editor ends it; otherwise it lets Ctrl-C pass by.
fn script(editor: &str) -> String {
    let first = editor.split_whitespace().next().unwrap_or_default();
    let one_command = !editor.contains([';', '|', '&', '<', '>', '(', ')', '`', '\n']) && !first.contains('=');
    let before = if one_command { "exec" } else { "trap : INT QUIT;" };
    format!("{before} {editor} \"$1\"")
}

/// Whether a signal ended it; a shell between says so by its code.
fn was_stopped(status: ExitStatus) -> bool {
    let signal = status.signal().or_else(|| status.code().map(|code| code - 128));
    signal.is_some_and(|signal| [SIGHUP, SIGINT, SIGQUIT, SIGTERM].contains(&signal))
}
