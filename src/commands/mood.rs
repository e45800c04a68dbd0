//! `onward mood`: mean, spread and a mark for each day, its weeks, craving, anxiety and connection; days without an entry
//! stay gaps.

use crate::app::{Access, App, Outcome};
use crate::domain::setting::FullWeekday;
use crate::view::mood::MoodReport;

/// Your mood over the last days and by week; craving, anxiety, connection
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward mood\n  onward mood --days 90")]
pub struct Args {
    /// How many days to look at, today included
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=36600))]
    days: u16,
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
    let since = app.today.plus_days(1 - i64::from(args.days));
    let moods = app.store.moods(since, app.today)?;
    let scales = app.store.scales(since, app.today)?;
    let week_start = FullWeekday(app.settings.week_start);
    Ok(Box::new(MoodReport::new(app.today, since, &moods, &scales, week_start)))
}
