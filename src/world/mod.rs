//! The world outside: clock, environment, folders, streams, questions. This is the only room that reads it,
//! once, at the door; everyone else is told.

mod clock;
pub mod drafts;
pub mod editor;
pub mod files;
mod guard;
pub mod keyring;
pub mod opener;
pub mod ours;
pub mod outside;
pub mod pager;
pub mod pause;
pub mod progress;
pub mod questions;
pub mod remind;
pub mod secret;
pub mod zone;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

use chrono::Datelike;

use self::pause::{Pause, Screen};
use self::questions::{Asker, Questions};
use self::zone::Here;
use crate::domain::id::Id;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::setting::Country;
use crate::error::{Error, Result};

/// The terminal that standard output is.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Its width in columns.
    pub columns: u16,
    /// Its height in rows.
    pub rows: u16,
}

/// What the environment says of colour; the flag on the command line comes before all of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColorWish {
    /// `NO_COLOR` is set.
    pub never: bool,
    /// `CLICOLOR_FORCE` is set.
    pub always: bool,
    /// Standard output is a terminal that shows colour.
    pub possible: bool,
}

/// Everything outside that the program takes note of.
pub struct World {
    /// Now, with the offset of the machine's zone.
    pub now: Moment,
    /// That zone.
    pub zone: Here,
    /// The data folder named by `ONWARD_DATA_DIR`, or the platform's usual one.
    pub data_dir: Option<PathBuf>,
    /// The terminal, when standard output is one.
    pub terminal: Option<Terminal>,
    /// What is said of colour.
    pub color: ColorWish,
    /// The locale has no Unicode.
    pub ascii: bool,
    /// Words may lead somewhere: standard output is a terminal that is not known to have no links.
    pub links: bool,
    /// The country that the locale names.
    pub country: Option<Country>,
    /// `VISUAL` or `EDITOR`.
    pub editor: Option<OsString>,
    /// `ONWARD_PAGER` or `PAGER`.
    pub pager: Option<OsString>,
    /// `ONWARD_PASSPHRASE_COMMAND`.
    pub passphrase_command: Option<OsString>,
    /// A folder in memory, for what must not be written to a disk.
    pub memory_folder: Option<PathBuf>,
    /// How far something long is can be drawn on standard error: it is a terminal that can go back in a line.
    pub bars: bool,
    /// Someone to ask, when standard input and output are terminals.
    pub questions: Option<Box<dyn Questions>>,
    /// A screen that can be held for a while, likewise.
    pub pause: Option<Box<dyn Pause>>,
    /// Standard input.
    pub input: Box<dyn Read>,
    /// Standard output.
    pub out: Box<dyn Write>,
    /// Standard error.
    pub err: Box<dyn Write>,
}

impl World {
    /// The world as it is.
    ///
    /// # Errors
    /// When `ONWARD_NOW` is set to something that is no instant.
    pub fn real() -> Result<Self> {
        // Before anything secret can be in memory, whichever command it is: this costs two calls of the system.
        secret::keep_out_of_core_dumps();
        let terminal = io::stdout().is_terminal().then(size);
        let interactive = terminal.is_some() && io::stdin().is_terminal();
        let zone = Here::of_machine(set("TZ").as_deref());
        Ok(Self {
            now: now(&zone)?,
            zone,
            data_dir: variable("ONWARD_DATA_DIR").map(PathBuf::from).or_else(usual_folder),
            terminal,
            color: ColorWish {
                never: anstyle_query::no_color(),
                always: variable("CLICOLOR_FORCE").is_some_and(|wish| wish != "0"),
                possible: terminal.is_some()
                    && anstyle_query::term_supports_ansi_color()
                    && anstyle_query::clicolor() != Some(false),
            },
            ascii: ascii_only(),
            links: terminal.is_some() && has_links(),
            country: country(),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
            pager: variable("ONWARD_PAGER").or_else(|| variable("PAGER")),
            passphrase_command: variable("ONWARD_PASSPHRASE_COMMAND"),
            memory_folder: memory_folder(),
            bars: io::stderr().is_terminal() && variable("TERM").is_none_or(|term| term != "dumb"),
            questions: interactive.then(|| Box::new(Asker) as Box<dyn Questions>),
            pause: interactive.then(|| Box::new(Screen) as Box<dyn Pause>),
            input: Box::new(io::stdin()),
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
        })
    }

    /// A new id. It carries the real time even where `ONWARD_NOW` pins another, so that records of one
    /// instant keep the order in which they were made.
    pub fn new_id(&self) -> Id {
        clock::new_id()
    }
}

/// The command line.
pub fn arguments() -> Vec<OsString> {
    #[expect(clippy::disallowed_methods, reason = "the door to the command line")]
    std::env::args_os().collect()
}

fn variable(name: &str) -> Option<OsString> {
    set(name).filter(|value| !value.is_empty())
}

/// A variable that is set, be it to nothing.
fn set(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "the door to the environment")]
    std::env::var_os(name)
}

/// `ONWARD_NOW`, or the real time, as seen from this zone. A year that no record can have is refused: nothing could be
/// counted by it.
fn now(zone: &Here) -> Result<Moment> {
    let Some(pinned) = variable("ONWARD_NOW") else {
        let now = Moment::new(zone.seen(clock::now()));
        let year = now.at().year();
        return now.day(TimeOfDay::default()).map(|_| now).map_err(|_| {
            Error::refused(format!("this machine's clock says that it is the year {year}"))
                .hint("set its date and time; onward counts days from 1900 to 9999")
        });
    };
    let refused = |wrong| Error::usage(format!("ONWARD_NOW: {wrong}")).hint("unset ONWARD_NOW to go by the real time");
    let pinned: Moment = pinned.to_string_lossy().parse().map_err(refused)?;
    let now = Moment::new(zone.seen(pinned.at().to_utc()));
    now.day(TimeOfDay::default()).map_err(refused)?;
    Ok(now)
}

fn usual_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "onward").map(|dirs| dirs.data_dir().to_owned())
}

/// A folder that lives in memory: the session's own, or the one that Linux has for everybody.
fn memory_folder() -> Option<PathBuf> {
    let folders = variable("XDG_RUNTIME_DIR").map(PathBuf::from).into_iter().chain([PathBuf::from("/dev/shm")]);
    folders.into_iter().find(|folder| folder.is_dir())
}

fn size() -> Terminal {
    let found = terminal_size::terminal_size();
    let (columns, rows) = found.map_or((80, 24), |(width, height)| (width.0, height.0));
    Terminal { columns: columns.max(20), rows }
}

/// Only a locale that says so, or a terminal without a character set, is taken to lack Unicode.
fn ascii_only() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let locale = locale.map(|value| value.to_string_lossy().to_uppercase());
    let unicode = locale.is_none_or(|locale| locale.contains("UTF-8") || locale.contains("UTF8"));
    !unicode || variable("TERM").is_some_and(|term| term == "dumb")
}

/// Terminals without links leave them out, as the sequence asks; the bare console of Linux and a dumb terminal print
/// it, and one that does not say what it is may be either.
fn has_links() -> bool {
    variable("TERM").is_some_and(|term| term != "dumb" && term != "linux")
}

/// The country of the locale that messages are in: `GB` for `en_GB.UTF-8`.
fn country() -> Option<Country> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable)?;
    country_of(locale.to_str()?)
}

fn country_of(locale: &str) -> Option<Country> {
    let (_, country) = locale.split(['.', '@']).next()?.split_once('_')?;
    country.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::country_of;

    #[test]
    fn the_country_is_the_second_part_of_the_locale() {
        let said = |locale: &str| country_of(locale).map(|country| country.to_string());
        assert_eq!(said("en_GB.UTF-8").as_deref(), Some("GB"));
        assert_eq!(said("en_US").as_deref(), Some("US"));
        assert_eq!(said("ca_ES@valencia").as_deref(), Some("ES"));
        for none in ["C", "C.UTF-8", "POSIX", "en", "en_", "sr_Latn", ""] {
            assert_eq!(said(none), None, "{none}");
        }
    }
}
