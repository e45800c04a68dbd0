//! `onward export`: everything that was recorded, in a form that anyone can read.

use std::path::{Path, PathBuf};

use crate::app::{App, Outcome};
use crate::exchange::json;
use crate::view::export::{Exported, Printed};

/// Everything you recorded, as one JSON document
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward export -o onward.json\n  onward export --anonymous > for-research.json")]
pub struct Args {
    /// The new file to write, for your eyes only [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out names, phone numbers, places, links, notes and other free text
    #[arg(long)]
    anonymous: bool,
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
    let text = json::write(&archive)?;
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
        return Ok(Box::new(Printed { as_of: app.today, text }));
    };
    app.write_new(path, text.as_bytes())?;
    Ok(Box::new(Exported::new(app.today, &archive, path.display().to_string(), args.anonymous)))
}
