//! `onward undo`: takes back the last change, whatever it was.

use crate::app::{App, Outcome};
use crate::error::Error;
use crate::view::history::Undone;

/// Take back the last change, whatever it was; again takes back the one before
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward undo\n  onward history      # what undo would take back, newest first\n\n`onward redo` brings back what was taken back."
)]
pub struct Args {}

/// Answers.
///
/// # Errors
/// When there is nothing to take back.
pub fn run(_args: &Args, app: &mut App<'_>) -> Outcome {
    app.write("undo", |app, writer| {
        let nothing =
            || Error::refused("there is nothing to take back").hint("`onward history` shows what was recorded");
        let step = writer.step_to_undo()?.ok_or_else(nothing)?;
        writer.take_back(&step)?;
        Ok(Undone::new(app.today, step, writer.step_to_undo()?))
    })
}
