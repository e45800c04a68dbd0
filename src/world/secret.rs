//! Secrets from outside: a passphrase that a command prints, and chance for a recovery code. Never an argument.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use age::secrecy::SecretString;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// What `ONWARD_PASSPHRASE_COMMAND` prints, its first line.
///
/// # Errors
/// When it fails or prints nothing; says nothing of what it printed.
pub fn from_command(command: &OsStr) -> Result<SecretString> {
    let failed = |why: &str| {
        Error::data(format!("ONWARD_PASSPHRASE_COMMAND {why}")).hint("it has to print the passphrase, and nothing else")
    };
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = shell.output().map_err(|error| failed("could not be run").cause(error))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed("ended with an error"));
    }
    let text = std::str::from_utf8(&printed).map_err(|_| failed("printed no text"))?;
    let line = text.lines().next().filter(|line| !line.is_empty()).ok_or_else(|| failed("printed nothing"))?;
    Ok(SecretString::from(line))
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
