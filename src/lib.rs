//! `onward`, the library behind the command: the map of the house.
//!
//! Data flows one way, and the same thing has the same file name in every room it passes:
//! arguments → command → store → domain → view → document → renderer.
//!
//! | room | what it is for |
//! |---|---|
//! | [`cli`] | the bell board: flags, commands, which renderer answers |
//! | [`commands`] | one file for each command; returns a view, cannot print |
//! | [`app`] | what a command is given: today, settings, the open store |
//! | [`store`] | the only room that knows SQL |
//! | [`domain`] | what the words mean; every count is made here |
//! | [`exchange`] | bytes to values and back, one file for each outside format |
//! | [`view`] | what is shown, before any format |
//! | [`render`] | one file for each format |
//! | [`world`] | the clock, the environment, the streams: read once, at the door |
//! | [`error`] | the few kinds of trouble, each an exit code |
//! | [`letters`] | which characters steer a terminal or turn a text, and how they are taken out |
//!
//! Deliberately absent: network code, and any reader of the clock or the environment but [`world`].

pub mod app;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod error;
pub mod exchange;
pub mod letters;
pub mod render;
pub mod store;
pub mod view;
pub mod world;

use std::ffi::OsString;

use crate::cli::Parsed;
use crate::error::{Error, Result};
use crate::world::World;

/// Runs one command line and returns the exit code. The world is looked at only once the words are understood:
/// `--version` needs no clock and no home. Errors are printed here and nowhere else.
pub fn start(args: impl IntoIterator<Item = OsString>, world: impl FnOnce() -> Result<World>) -> u8 {
    let (asked, access) = match cli::parse(args) {
        Ok(Parsed::Text(text)) => {
            return cli::print(&text, &mut std::io::stdout())
                .map_or_else(|error| report(&error, &mut std::io::stderr()), |()| 0);
        }
        Ok(Parsed::Asked(asked, access)) => (*asked, access),
        Err(error) => return report(&error, &mut std::io::stderr()),
    };
    let mut world = match world() {
        Ok(world) => world,
        Err(error) => return report(&error, &mut std::io::stderr()),
    };
    match cli::run(asked, access, &mut world) {
        Ok(code) => code,
        Err(error) => report(&error, &mut world.err),
    }
}

/// Runs one command line in this world: [`start`] for a world that is known already.
pub fn run(args: impl IntoIterator<Item = OsString>, world: Result<World>) -> u8 {
    start(args, || world)
}

/// Prints what went wrong, what lies behind it and what to do next; returns the exit code.
fn report(error: &Error, err: &mut dyn std::io::Write) -> u8 {
    let mut text = format!("error: {}\n", said(&error.message));
    for cause in &error.causes {
        text.push_str(&format!("  because: {}\n", said(cause)));
    }
    if let Some(hint) = &error.hint {
        text.push_str(&format!("hint: {}\n", said(hint)));
    }
    // Where standard error is closed, the exit code has to do.
    let _ = err.write_all(text.as_bytes());
    error.kind.exit_code()
}

/// Words of an error: a line end in them, as the name of a file can hold one, begins no line that looks like ours.
fn said(words: &str) -> String {
    letters::visible(words).replace('\n', "\n    ")
}
