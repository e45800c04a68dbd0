//! Secrets from outside: a passphrase that a command prints, and chance for a recovery code. Never an argument.

use std::ffi::OsStr;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use age::secrecy::SecretString;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use zeroize::Zeroizing;

use crate::domain::limits;
use crate::error::{Error, Result};

/// How often it is looked whether a command has ended.
const GLANCE: Duration = Duration::from_millis(10);

/// What `ONWARD_PASSPHRASE_COMMAND` prints, its first line.
///
/// # Errors
/// When it fails, prints nothing, prints on and on, or does not end; says nothing of what it printed.
pub fn from_command(command: &OsStr) -> Result<SecretString> {
    first_line(command, Duration::from_secs(limits::PASSPHRASE_SECONDS))
}

fn first_line(command: &OsStr, patience: Duration) -> Result<SecretString> {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = shell.spawn().map_err(|error| failed("could not be run").cause(error))?;
    let printed = printed(&mut child, patience);
    if printed.is_err() {
        // It may be gone already. What it started itself ends when nobody reads on.
        let _ = child.kill();
    }
    let ended = child.wait().map_err(|error| failed("could not be waited for").cause(error))?;
    let printed = printed?;
    if !ended.success() {
        return Err(failed("ended with an error"));
    }
    let text = std::str::from_utf8(&printed).map_err(|_| failed("printed no text"))?;
    let line = text.lines().next().filter(|line| !line.is_empty()).ok_or_else(|| failed("printed nothing"))?;
    Ok(SecretString::from(line))
}

/// All that a command prints until it ends.
fn printed(child: &mut Child, patience: Duration) -> Result<Zeroizing<Vec<u8>>> {
    let most = limits::PASSPHRASE;
    let (done, wait) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            // Room for all of it at once: a buffer that grows leaves copies behind.
            let mut printed = Zeroizing::new(Vec::with_capacity(usize::try_from(most + 1).unwrap_or_default()));
            let read = output.take(most + 1).read_to_end(&mut printed);
            done.send(read.map(|_| printed))
        });
    }
    let late = || failed(&format!("did not end within {} seconds", patience.as_secs()));
    let printed = wait.recv_timeout(patience).map_err(|_| late())?;
    let printed = printed.map_err(|error| failed("could not be read").cause(error))?;
    if printed.len() as u64 > most {
        return Err(failed(&format!("printed more than {}", limits::size(most))));
    }
    // One that has closed its output may run on.
    let mut left = patience;
    while child.try_wait().map_err(|error| failed("could not be waited for").cause(error))?.is_none() {
        left = left.checked_sub(GLANCE).ok_or_else(late)?;
        thread::sleep(GLANCE);
    }
    Ok(printed)
}

fn failed(why: &str) -> Error {
    Error::data(format!("ONWARD_PASSPHRASE_COMMAND {why}")).hint("it has to print the passphrase, and nothing else")
}

/// Sees to it that no crash writes this process's memory to a disk. Where that is impossible, nothing is lost
/// but the precaution.
pub fn keep_out_of_core_dumps() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Bytes that nobody can guess.
///
/// # Errors
/// When the system gives none.
pub fn chance<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::data("the system gives no randomness").cause(error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(command: &str) -> String {
        match first_line(OsStr::new(command), Duration::from_secs(1)) {
            Ok(secret) => age::secrecy::ExposeSecret::expose_secret(&secret).to_owned(),
            Err(error) => error.message,
        }
    }

    #[test]
    fn a_command_is_believed_its_first_line_and_waited_for_no_longer_than_anybody_would() {
        assert_eq!(said("printf 'four words\\nmore'"), "four words");
        for (command, why) in [
            ("yes", "printed more than 64 KB"),
            ("exec sleep 5", "did not end within 1 seconds"),
            ("sleep 5", "did not end within 1 seconds"),
            ("echo words; exec sleep 5 >/dev/null", "did not end within 1 seconds"),
            ("echo words; exit 1", "ended with an error"),
            ("true", "printed nothing"),
            ("printf '\\377'", "printed no text"),
        ] {
            assert!(said(command).ends_with(why), "{command}: {}", said(command));
        }
    }
}
