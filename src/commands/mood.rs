//! `onward mood`: mean, spread and a sparkline, days without an entry left as gaps.

use crate::app::{App, Outcome};
use crate::view::mood::MoodReport;

/// Your mood over the last days: mean, spread and a sparkline
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward mood\n  onward mood --days 90")]
pub struct Args {
    /// How many days to look at, today included
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=36600))]
    days: u16,
}

/// Answers.
///
/// # Errors
/// When the data cannot be read.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let since = app.today.plus_days(1 - i64::from(args.days));
    let moods = app.store.moods(since, app.today)?;
    Ok(Box::new(MoodReport::new(app.today, since, &moods)))
}
