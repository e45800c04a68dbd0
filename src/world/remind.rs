//! What keeps a reminder on this machine, and what shows one: files outside the data folder, and the programs of
//! the system, started as children. Texts are theirs as arguments, never as a script.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::error::{Error, Result};

/// Where systemd looks for the units of a user.
///
/// # Errors
/// When no home folder is known.
pub fn units() -> Result<PathBuf> {
    // systemd goes by these on every platform that has it.
    let config = super::variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    Ok(config.map_or_else(|| home().map(|home| home.join(".config")), Ok)?.join("systemd/user"))
}

/// Where launchd looks for the agents of a user.
///
/// # Errors
/// When no home folder is known.
pub fn agents() -> Result<PathBuf> {
    Ok(home()?.join("Library/LaunchAgents"))
}

fn home() -> Result<PathBuf> {
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    home.ok_or_else(|| Error::refused("no home folder is known to keep a reminder in").hint("set HOME"))
}

/// This program, and the data folder as an absolute path where it is not the usual one.
///
/// # Errors
/// When a path is unknown, or no text.
pub fn paths(folder: &Path) -> Result<(String, Option<String>)> {
    let unknown = |error| Error::refused("a path that the reminder needs cannot be found out").cause(error);
    let text = |path: PathBuf| {
        let refused = |path: std::ffi::OsString| Error::refused(format!("{} is no text (UTF-8)", path.display()));
        path.into_os_string().into_string().map_err(|path| refused(path).hint("a reminder needs paths in plain text"))
    };
    let program = text(std::env::current_exe().map_err(unknown)?)?;
    let folder = std::path::absolute(folder).map_err(unknown)?;
    let usual = super::usual_folder().is_some_and(|usual| usual == folder);
    Ok((program, if usual { None } else { Some(text(folder)?) }))
}

/// The text of a file; none where there is none.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::refused(format!("{} cannot be read", path.display())).cause(error)),
    }
}

/// Writes a file whole, for its owner: beside its place, then moved there.
///
/// # Errors
/// When it cannot be written; what was there stays.
pub fn write(path: &Path, text: &str) -> Result<()> {
    write_whole(path, text).map_err(|error| {
        Error::refused(format!("{} cannot be written", path.display())).cause(error).hint("check who may write there")
    })
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    let mut file = tempfile::Builder::new().prefix(".onward-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::refused(format!("{} cannot be removed", path.display())).cause(error))
        }
        _ => Ok(()),
    }
}

/// Whether this is macOS, where launchd keeps what is to be done.
pub fn has_launchd() -> bool {
    cfg!(target_os = "macos")
}

/// Whether systemd's user instance answers.
pub fn has_systemd() -> bool {
    run("systemctl", &["--user", "show-environment"], "").is_ok()
}

/// Whether there is a crontab to be read.
pub fn has_crontab() -> bool {
    started("crontab", &["-l"], "").is_ok()
}

/// Asks systemd's user instance for something.
///
/// # Errors
/// When it is not there or refuses.
pub fn systemctl(words: &[&str]) -> Result<()> {
    run("systemctl", &[&["--user"], words].concat(), "").map(drop)
}

/// Asks launchd for something in the domain of this user: `bootstrap`, or `bootout` with a name.
///
/// # Errors
/// When it is not there or refuses.
pub fn launchctl(verb: &str, name: &str, path: Option<&Path>) -> Result<()> {
    let domain = format!("gui/{}{name}", rustix::process::getuid().as_raw());
    let path = path.map(|path| path.display().to_string());
    run("launchctl", &[&[verb, &domain], path.as_deref().as_slice()].concat(), "").map(drop)
}

/// The person's crontab; empty where there is none.
///
/// # Errors
/// When it cannot be read.
pub fn crontab() -> Result<String> {
    let output = started("crontab", &["-l"], "").map_err(|error| missing("crontab", &error))?;
    if output.status.success() {
        let text = String::from_utf8(output.stdout);
        return text.map_err(|_| Error::refused("your crontab is no text (UTF-8), and was left as it is"));
    }
    let said = said(&output);
    // Whatever else it says, writing a new table could take an old one away.
    let none = said.contains("no crontab") || said.contains("No such file");
    if none { Ok(String::new()) } else { Err(Error::refused("crontab -l was refused").cause(said)) }
}

/// Puts this in the place of the person's crontab; nothing at all removes it.
///
/// # Errors
/// When it is refused; the table is left as it was then.
pub fn set_crontab(table: &str) -> Result<()> {
    let words: &[&str] = if table.is_empty() { &["-r"] } else { &["-"] };
    run("crontab", words, table).map(drop)
}

/// Shows a notification; false where nothing here can.
pub fn notify(title: &str, text: &str) -> bool {
    // The texts are arguments of the script, not a part of it.
    let script = "on run these\ndisplay notification (item 2 of these) with title (item 1 of these)\nend run";
    if cfg!(target_os = "macos") && run("osascript", &["-e", script, title, text], "").is_ok() {
        return true;
    }
    let app = format!("--app-name={title}");
    run("notify-send", &[&app, "--", title, text], "").is_ok()
}

/// Runs a program that has to succeed.
fn run(program: &str, words: &[&str], input: &str) -> Result<Output> {
    let output = started(program, words, input).map_err(|error| missing(program, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(Error::refused(format!("{program} {} was refused", words.join(" "))).cause(said(&output)))
}

fn started(program: &str, words: &[&str], input: &str) -> io::Result<Output> {
    let mut command = Command::new(program);
    // What it says is looked at, and has to be in one language.
    command.args(words).env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Cron tells nobody where the session's bus is; it is where every session has it.
    let bus = format!("/run/user/{}/bus", rustix::process::getuid().as_raw());
    if super::variable("DBUS_SESSION_BUS_ADDRESS").is_none() && Path::new(&bus).exists() {
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={bus}"));
    }
    let mut child = command.spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        // A program that does not read is judged by how it ends.
        let _ = pipe.write_all(input.as_bytes());
    }
    child.wait_with_output()
}

fn missing(program: &str, error: &io::Error) -> Error {
    Error::refused(format!("{program} cannot be started")).cause(error)
}

fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if said.is_empty() { output.status.to_string() } else { said }
}
