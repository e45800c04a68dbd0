//! `onward history`: the latest changes, and which of them undo and redo would turn to.

use crate::app::{Access, App, Outcome};
use crate::view::history::{History, StepView};

/// The latest changes, newest first: what, when, and what undo would take back
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward history\n  onward history --limit 50\n\n\
    The log keeps the newest 1,000 changes, and all of the last 90 days up to 10,000. No record is ever dropped.")]
pub struct Args {
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
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
/// When the data cannot be read.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let steps = app.store.steps(args.limit)?.into_iter().map(StepView::from).collect();
    let undo = app.store.step_to_undo()?.map(StepView::from);
    let redo = app.store.step_to_redo()?.map(StepView::from);
    Ok(Box::new(History { as_of: app.today, steps, undo, redo }))
}
