//! `onward import`: adds what an export holds and is not here yet.

mod flags;
mod foreign;
mod own;
mod trouble;

use std::path::PathBuf;

use self::flags::Flags;
use crate::app::{Access, App, Outcome};
use crate::domain::source::Source;

/// Add what an export holds, of onward or of another program; what is here already stays as it is
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onward import onward.json --dry-run      # shows what it would add
  onward import onward.json
  onward import daylio_export.csv --from daylio --mood tired=2 --activity \"AA=attend\" --dry-run
  onward import 'Loop Habits CSV.zip' --from loop --habit \"No alcohol=sober:alcohol\" --skip-others
  onward import table.csv --from csv

A MEANING is sober:CLOCK (the answer \"sober\" for that day), used:CLOCK (a day of use), attend or attend:MEETING \
(a meeting), or skip. A day without a mark stays unconfirmed.

What each program writes:
  daylio    its CSV file, or its .daylio backup
  loop      the ZIP of its Export as CSV, or the folder it unpacks to
  sobriety  sobriety_data.json of the app Sobriety (KiARC)
  habitctl  ~/.habitctl/log
  harsh     ~/.config/harsh/log
  csv       a table whose first line names its columns

The columns of csv are date and any of time, mood, craving, anxiety, connection, halt, sober, slip, trigger, meeting, \
fellowship, venue, duration_min, gratitude and note. In sober and slip stand names of clocks with ; between them, or \
yes. Dates are written 2026-11-23, or all of them in one other order.

Importing the same file again, or a later and longer export, adds only what is new. Rows that cannot be taken are \
listed by their line, the rest is imported, and the exit code is 4.")]
pub struct Args {
    /// The file or folder that `onward export` or another program wrote; "-" reads one file from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The other program: daylio, loop, sobriety, habitctl, harsh, or csv for a plain table
    #[arg(long, value_name = "PROGRAM")]
    from: Option<Source>,
    /// Only show what would be added, what is here already and what is not taken
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    flags: Flags,
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
/// When the file cannot be read as a whole; nothing is imported then.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    args.flags.check(args.from)?;
    match args.from {
        None => own::run(args, app),
        Some(source) => foreign::run(source, args, app),
    }
}

/// How the file is called in a message.
fn place(args: &Args) -> String {
    if args.file.as_os_str() == "-" { "standard input".into() } else { args.file.display().to_string() }
}
