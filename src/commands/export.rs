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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::store::Store;
    use crate::view::archive::{counts, one};

    #[test]
    fn the_words_for_what_is_exported_are_those_for_what_a_copy_holds() {
        let store = Store::in_memory().unwrap();
        let archive = store.archive().unwrap();
        let names: Vec<&str> = archive.tables.iter().map(|table| table.name.as_str()).collect();
        let whole = names.iter().filter(|name| **name != "setting" && !counts([(**name, 1)]).is_empty());
        let said: BTreeSet<&str> = whole.map(|name| one(name)).collect();
        let held: BTreeSet<&str> = store.holdings().unwrap().kinds.iter().map(|(one, _)| *one).collect();
        assert_eq!(said, held);
    }
}
