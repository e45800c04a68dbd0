//! `onward streak`: how every clock stands, and how regularly the person checks in.

use super::standing::{chosen, standing};
use crate::app::{Access, App, Outcome};
use crate::domain::checkin::CheckinStreak;
use crate::error::Result;
use crate::view::streak::Streak;

/// Your sobriety streak: day number, full days, longest run, sober share
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward streak\n  onward streak alcohol --runs")]
pub struct Args {
    /// Only these clocks; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clocks: Vec<String>,
    /// Every run of sober days with its dates
    #[arg(long)]
    runs: bool,
    /// Hidden and stopped clocks too
    #[arg(long)]
    all: bool,
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
/// When a name fits no clock.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let clocks = chosen(&app.store, &args.clocks, args.all)?;
    let clocks = clocks.iter().map(|clock| standing(&app.store, clock, app.today)).collect::<Result<Vec<_>>>()?;
    let checkins = CheckinStreak::new(&app.store.checkin_runs()?, app.today);
    Ok(Box::new(Streak { as_of: app.today, clocks, checkins, with_runs: args.runs }))
}
