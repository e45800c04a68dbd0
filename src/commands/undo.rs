//! `onward undo`: takes back the last change, whatever it was.

use crate::app::{Access, App, Outcome};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::history::Undone;

/// Take back the last change, whatever it was; again takes back the one before
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward undo\n  onward history      # what undo would take back, newest first\n\n\
    `onward redo` brings back what was taken back. The log that undo reads keeps the newest 1,000 changes, and all of \
    the last 90 days up to 10,000; what is older stays as it was recorded.")]
pub struct Args {}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Write
    }
}

/// Answers.
///
/// # Errors
/// When there is nothing to take back.
pub fn run(_args: &Args, app: &mut App<'_>) -> Outcome {
    app.write("undo", |app, writer| {
        let Some(step) = writer.step_to_undo()? else { return Err(nothing(writer)?) };
        writer.take_back(&step)?;
        Ok(Undone::new(app.today, step, writer.step_to_undo()?))
    })
}

/// Why there is nothing to take back.
fn nothing(store: &Store) -> Result<Error> {
    Ok(if store.log_was_pruned()? {
        Error::refused("there is nothing more to take back: the log does not reach further back")
            .hint("what is older is still recorded; its own command changes or removes it")
    } else {
        Error::refused("there is nothing to take back").hint("`onward history` shows what was recorded")
    })
}
