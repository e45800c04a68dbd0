//! `onward redo`: brings back what the last undo took back.

use crate::app::{Access, App, Outcome};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::history::Redone;

/// Bring back what the last undo took back; again brings back what the undo before it took
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward redo\n  onward history      # what redo would bring back\n\nOnce something new is recorded, \
    what was taken back before it stays so."
)]
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
/// When there is nothing to bring back.
pub fn run(_args: &Args, app: &mut App<'_>) -> Outcome {
    app.write("redo", |app, writer| {
        let Some(undo) = writer.step_to_redo()? else { return Err(nothing(writer)?) };
        writer.take_back(&undo)?;
        Ok(Redone::new(app.today, undo, writer.step_to_redo()?))
    })
}

/// Why there is nothing to bring back.
fn nothing(store: &Store) -> Result<Error> {
    Ok(match store.last_undo()? {
        Some(undo) => Error::refused("there is nothing to bring back: something new was recorded since")
            .hint(format!("what was taken back before it: {}", undo.subject())),
        None => Error::refused("there is nothing to bring back: nothing was taken back")
            .hint("`onward history` shows what was recorded"),
    })
}
