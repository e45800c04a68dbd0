//! `onward export`: everything that was recorded, in a form that anyone can read.

use std::path::{Path, PathBuf};

use crate::app::{Access, App, Outcome};
use crate::error::Error;
use crate::exchange::{csv, json};
use crate::view::export::{Exported, Printed};

/// Everything you recorded, as one JSON document or a folder of CSV files
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward export -o onward.json\n  onward export --csv -o onward-tables\n  \
    onward export --anonymous > for-research.json\n\nREADME, \"Take it with you\", says what every column means.")]
pub struct Args {
    /// The new file to write, or with --csv the new folder, for your eyes only [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// A folder of CSV files, one for each kind of record, as spreadsheets read them
    #[arg(long, requires = "output")]
    csv: bool,
    /// Leave out names, phone numbers, places, links, notes and other free text
    #[arg(long)]
    anonymous: bool,
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
/// When the data cannot be read or the place named cannot be written.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let mut archive = app.store.archive()?;
    if args.anonymous {
        archive = archive.anonymous();
    }
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None if args.csv => return Err(Error::usage("--csv writes several files").hint("name a folder: -o FOLDER")),
        None => return Ok(Box::new(Printed { as_of: app.today, text: json::write(&archive)? })),
        Some(path) if args.csv => app.write_folder(path, &csv::write(&archive)?)?,
        Some(path) => app.write_new(path, json::write(&archive)?.as_bytes())?,
    }
    let path = args.output.as_deref().unwrap_or(Path::new("-")).display().to_string();
    Ok(Box::new(Exported::new(app.today, &archive, path, args.anonymous)))
}
