//! `onward meeting sources`: the published lists that were imported.

use crate::app::{App, Outcome};
use crate::store::directory::Directory;
use crate::view::directory::sources::Sources;

/// Answers.
///
/// # Errors
/// When the directory cannot be read.
pub(super) fn run(app: &App<'_>) -> Outcome {
    let sources = match Directory::open(app.folder())? {
        Some(directory) => directory.sources()?,
        None => Vec::new(),
    };
    Ok(Box::new(Sources::new(app.today, sources)))
}
