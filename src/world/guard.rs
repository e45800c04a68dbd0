//! Sees to it that no draft outlives the process: whatever ends it, short of a crash, removes what is being written
//! first, and ends the editor that has it open.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use signal_hook::consts::{SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithOrigin;
use signal_hook::low_level::emulate_default_handler;
use signal_hook::low_level::siginfo::{Cause, Origin};

use super::drafts;

/// What ends a process and can be caught.
const ENDING: [i32; 7] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2];

/// How long an editor has to end once it is told to, in steps.
const STEPS: u32 = 50;
const STEP: Duration = Duration::from_millis(20);

/// How long after the editor ended a typed signal was still meant for it.
const JUST_NOW: Duration = Duration::from_secs(1);

/// What this process is writing. Signals are the process's, and so is this.
static WATCHED: Mutex<Watched> = Mutex::new(Watched { drafts: Vec::new(), editor: None, ended: None, started: false });

struct Watched {
    drafts: Vec<PathBuf>,
    editor: Option<Pid>,
    /// When the editor ended.
    ended: Option<Instant>,
    started: bool,
}

fn watched() -> MutexGuard<'static, Watched> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on this draft goes when the process does.
pub(super) fn watch(draft: &Path) -> io::Result<()> {
    let mut watched = watched();
    if !watched.started {
        let mut signals = SignalsInfo::<WithOrigin>::new(ENDING)?;
        thread::Builder::new().spawn(move || signals.forever().for_each(|origin| met_with(&origin)))?;
        watched.started = true;
    }
    watched.drafts.push(draft.to_owned());
    Ok(())
}

/// This draft is gone, or stays.
pub(super) fn leave(draft: &Path) {
    watched().drafts.retain(|watched| watched != draft);
}

/// An editor is at work.
pub(super) fn editor_begins(pid: Pid) {
    watched().editor = Some(pid);
}

/// Waits until the editor has ended. Until this returns its id names no other process.
pub(super) fn await_editor(pid: Pid) {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    while waitid(WaitId::Pid(pid), options).is_err_and(|error| error == Errno::INTR) {}
    let mut watched = watched();
    watched.editor = None;
    #[expect(clippy::disallowed_methods, reason = "how long ago the editor ended, and no instant that is recorded")]
    let ended = Instant::now();
    watched.ended = Some(ended);
}

fn met_with(origin: &Origin) {
    let held = watched();
    // Ctrl-C and Ctrl-\ reach the editor too, and there they may mean anything: it decides whether it ends.
    let typed = origin.cause == Cause::Kernel && [SIGINT, SIGQUIT].contains(&origin.signal);
    // One that ended the editor may be heard of here only after that.
    let was_for_it = held.ended.is_some_and(|ended| ended.elapsed() < JUST_NOW);
    if typed && (held.editor.is_some() || was_for_it) {
        return;
    }
    if let Some(editor) = held.editor {
        end(editor, origin.signal);
    }
    for draft in &held.drafts {
        // The process ends in any case; what is left is found by the next one.
        let _ = drafts::remove(draft);
    }
    let _ = emulate_default_handler(origin.signal);
}

/// Tells the editor to end, and waits a moment for it.
fn end(editor: Pid, signal: i32) {
    let signal = if signal == SIGHUP { Signal::HUP } else { Signal::TERM };
    if kill_process(editor, signal).is_err() {
        return;
    }
    let ended = || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        !matches!(waitid(WaitId::Pid(editor), options), Ok(None))
    };
    for _ in 0..STEPS {
        if ended() {
            return;
        }
        thread::sleep(STEP);
    }
}
