//! `onward smart`: the tools of SMART Recovery, each worked through one question at a time. What is answered is read
//! in `fill`, asked in `ask`, changed in `edit`.
//!
//! Not here: the questions, which are data of the domain, and the handbook's wording, which is nobody's but theirs.

mod ask;
mod edit;
mod fill;
mod look;

use clap::Subcommand;

use self::fill::{FillArgs, help};
use super::args::{RemoveArgs, ShowArgs};
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::worksheet::{Tool, Worksheet};
use crate::error::Result;
use crate::store::Store;
use crate::view::worksheet::WorksheetItem;

/// SMART Recovery's four points, and tools to work on them
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward smart                     # the four points, and when each was worked on\n  onward smart change-plan         # asks, in a terminal\n  onward smart balance --answer health=6 --answer sleep=4\n  onward smart review 456789ab"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What it gives and what it costs, soon and in the long run
    #[command(after_help = help(Tool::CostBenefit))]
    CostBenefit(FillArgs),
    /// What matters to you, and how today's life fits it
    #[command(after_help = help(Tool::Values))]
    Values(FillArgs),
    /// A goal, and the way to it
    #[command(after_help = help(Tool::ChangePlan))]
    ChangePlan(FillArgs),
    /// A difficult event taken apart, and a more helpful thought
    #[command(after_help = help(Tool::Abc))]
    Abc(FillArgs),
    /// How content you are with each area of life, beside the last time
    #[command(after_help = help(Tool::Balance))]
    Balance(FillArgs),
    /// Worksheets, newest first
    #[command(after_help = "Examples:\n  onward smart list\n  onward smart list --tool abc --since 2026-11-01 --json")]
    List(look::SheetsArgs),
    /// One worksheet with all its answers
    #[command(after_help = "Examples:\n  onward smart show 456789ab\n  onward smart show 456789ab --json")]
    Show(ShowArgs),
    /// Look at a worksheet again, and write what is different now; the old answers stay
    #[command(
        after_help = "Examples:\n  onward smart review 456789ab           # shows it and asks, in a terminal\n  onward smart review 456789ab -         # from standard input"
    )]
    Review(edit::ReviewArgs),
    /// Change the answers of a worksheet
    #[command(
        after_help = "Examples:\n  onward smart edit 456789ab             # in $VISUAL or $EDITOR\n  onward smart edit 456789ab --answer goal=\"sleep at eleven\" --about none\n\nWhat is given to a question takes the place of all it had; an empty text takes it\naway: --answer sign=. The latest review is changed by --answer review=TEXT."
    )]
    Edit(edit::EditArgs),
    /// Remove a worksheet with its answers
    #[command(after_help = "Examples:\n  onward smart remove 456789ab\n  onward smart remove 456789ab --yes")]
    Remove(RemoveArgs),
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
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        None => look::points(app),
        Some(Command::CostBenefit(args)) => fill::run(&args, Tool::CostBenefit, app),
        Some(Command::Values(args)) => fill::run(&args, Tool::Values, app),
        Some(Command::ChangePlan(args)) => fill::run(&args, Tool::ChangePlan, app),
        Some(Command::Abc(args)) => fill::run(&args, Tool::Abc, app),
        Some(Command::Balance(args)) => fill::run(&args, Tool::Balance, app),
        Some(Command::List(args)) => look::list(&args, app),
        Some(Command::Show(args)) => look::show(&args, app),
        Some(Command::Review(args)) => edit::review(&args, app),
        Some(Command::Edit(args)) => edit::run(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

/// A worksheet as it is shown: with its answers and, of a balance of life, those of the one before.
///
/// # Errors
/// When the data file cannot be read.
pub fn item(store: &Store, sheet: Worksheet) -> Result<WorksheetItem> {
    let answers = store.answers_of(&sheet)?;
    let before = if sheet.tool == Tool::Balance { store.worksheet_before(&sheet)? } else { None };
    let before = before.map(|before| store.answers_of(&before).map(|answers| (before.day, answers))).transpose()?;
    Ok(WorksheetItem::new(sheet, answers, before))
}
