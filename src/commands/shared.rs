//! `onward shared`: which files were written for somebody, when, and what they held.
//!
//! Deliberately absent: where they lie now, and a way to take them back. What was given away is given away.

use clap::Subcommand;

use super::args::{ListArgs, ShowArgs};
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::shared::Shared;
use crate::store::Store;
use crate::view::shared::SharedItem;

/// What you wrote for others: when, for whom, of which days, which fields
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward shared list\n  onward shared show 456789ab\n\n\
    A file of `onward report --for` is recorded with its SHA-256, as sha256sum prints it:\n\
    so you can tell later whether a file is the one you gave. The file itself is yours.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Files written for somebody, newest first
    #[command(after_help = "Examples:\n  onward shared list\n  onward shared list --since 2026-01-01 --json")]
    List(ListArgs),
    /// One of them, with its digest
    #[command(after_help = "Examples:\n  onward shared show 456789ab\n  onward shared show 456789ab --json")]
    Show(ShowArgs),
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When an id fits none or several.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let item = |_: &Store, shared: Shared| Ok(SharedItem::from(shared));
    match &args.command {
        Command::List(args) => records::list(args, app, item),
        Command::Show(args) => records::show(args, app, item),
    }
}
