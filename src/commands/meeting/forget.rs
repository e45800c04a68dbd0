//! `onward meeting forget`: removes a published list from the directory.

use crate::app::{App, Outcome};
use crate::domain::text::Name;
use crate::error::Error;
use crate::store::directory::Directory;
use crate::view::directory::sources::Forgotten;
use crate::view::words::{counted, listed};

/// A list of the directory, to be removed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The name of the list, as `meeting sources` shows it
    #[arg(value_name = "SOURCE")]
    source: Name,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Answers.
///
/// # Errors
/// When there is no such list, the answer is no, or the directory cannot be written.
pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let Some(directory) = Directory::open(app.folder())? else {
        return Err(missing(&args.source, &[]));
    };
    let Some(source) = directory.source(&args.source)? else {
        let all = directory.sources()?.into_iter().map(|source| source.name).collect::<Vec<_>>();
        return Err(missing(&args.source, &all));
    };
    let what = format!(
        "This removes the list \"{}\" with {} from the directory. What was saved or attended stays.",
        source.name,
        counted(source.active + source.gone, "meeting")
    );
    app.ask(&what, args.yes, "`onward undo` does not bring it back; importing the list again does")?;
    directory.forget(&source.name)?;
    Ok(Box::new(Forgotten::new(app.today, source)))
}

fn missing(source: &Name, all: &[Name]) -> Error {
    let error = Error::refused(format!("no list named \"{source}\" was imported"));
    match all {
        [] => error.hint("there is none yet; `onward meeting import` brings one"),
        all => {
            let names: Vec<String> = all.iter().map(|name| format!("\"{name}\"")).collect();
            error.hint(format!("those that were: {}", listed(&names)))
        }
    }
}
