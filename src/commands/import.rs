//! `onward import`: adds what an export holds and is not here yet.

use std::path::PathBuf;

use crate::app::{App, Outcome, Outside};
use crate::domain::archive::Archive;
use crate::domain::archive::merge::merge;
use crate::error::{Error, Result};
use crate::exchange::{csv, json};
use crate::store::Store;
use crate::view::import::Imported;

/// Add what an export holds; what is here already stays as it is
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward import onward.json --dry-run      # shows what it would add\n  onward import onward.json"
)]
pub struct Args {
    /// The file or folder that `onward export` wrote; "-" reads a document from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only show what would be added and what differs
    #[arg(long)]
    dry_run: bool,
}

/// Answers.
///
/// # Errors
/// When the export cannot be read, or any row of it cannot be; nothing is imported then.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let theirs = read(args, app)?;
    if args.dry_run {
        return Ok(Box::new(Imported::new(app.today, merge(&app.store.archive()?, theirs), true)));
    }
    app.back_up_before("import")?;
    app.write("import", |app, writer| {
        let merged = merge(&writer.archive()?, theirs);
        writer.add(&merged.iter().map(|table| &table.added).collect::<Vec<_>>())?;
        Ok(Imported::new(app.today, merged, false))
    })
}

/// The archive that was named, once every row of it has been read.
fn read(args: &Args, app: &mut App<'_>) -> Result<Archive> {
    let archive = match app.read_outside(&args.file)? {
        Outside::File(_) if args.file.extension().is_some_and(|ending| ending == "csv") => {
            Err(Error::refused("this is one file of several").hint("nothing was imported; name the folder it lies in"))
        }
        Outside::File(bytes) => json::read(&bytes),
        Outside::Folder(files) => csv::read(&files),
    };
    let place = if args.file.as_os_str() == "-" { "standard input".into() } else { args.file.display().to_string() };
    archive
        .and_then(|archive| Store::checked(&archive))
        .map_err(|error| Error { message: format!("FILE {place}: {}", error.message), ..error })
}
