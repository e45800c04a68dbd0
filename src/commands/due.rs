//! `onward due`: what is still open today, for a login script, a timer or whoever asks.

use super::{attendance, contact, today};
use crate::app::{Access, App, Outcome};
use crate::error::Result;
use crate::view::due::{Looked, OpenToday};

/// What is still open today; says nothing when nothing is
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward due\n  onward due --discreet\n\n\
    Today's check-in, a meeting goal that needs a meeting now, people due, a milestone tomorrow.\n\
    Exit code 0: nothing is open, and nothing is printed. 10: something is. Sealed data that\n\
    nobody can be asked to open is 10 too: who cannot look still reminds.")]
pub struct Args {
    /// Say that something is open, and name nothing
    #[arg(long)]
    discreet: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Reminder
    }
}

/// Answers.
///
/// # Errors
/// When the data cannot be read.
pub fn run(args: &Args, app: &App<'_>) -> Outcome {
    let open = open_today(app)?;
    Ok(Box::new(if args.discreet { open.discreet() } else { open }))
}

/// What is open today, or that the data is locked.
///
/// # Errors
/// When the data cannot be read.
pub fn open_today(app: &App<'_>) -> Result<OpenToday> {
    if app.withheld.is_some() {
        return Ok(OpenToday::locked(app.today));
    }
    let goals = app.store.goals()?;
    let (this_week, days_left_in_week) = attendance::this_week(app, &goals)?;
    let looked = Looked {
        checked_in: today::checked_in(app)?,
        this_week,
        days_left_in_week,
        pace: attendance::pace(app, &goals)?,
        due: contact::due_contacts(app)?,
        clocks: today::seen(app)?,
    };
    Ok(OpenToday::new(app.today, &looked))
}
