//! `onward meeting next`: what is coming among one's own meetings.

use crate::app::{App, Outcome};
use crate::view::directory::next::Coming;

/// What `onward meeting next` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many days ahead
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=60))]
    days: u16,
}

/// Answers.
///
/// # Errors
/// When the data cannot be read.
pub(super) fn run(args: &Args, app: &App<'_>) -> Outcome {
    let meetings = app.store.meetings()?;
    let own = app.store.own_programmes()?;
    let coming = app.coming(&meetings, args.days);
    Ok(Box::new(Coming::new(app.today, app.now, args.days, meetings.len(), &coming, &own)))
}
