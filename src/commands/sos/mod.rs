//! `onward sos`: everything for a hard hour, at once. It asks nothing and records nothing.
//!
//! It answers whatever happens: what cannot be read is left out, and the helplines are always there.

mod pause;

use crate::app::{Access, App, Outcome, Withheld};
use crate::domain::clock::Clock;
use crate::domain::helpline::{known, of_country};
use crate::domain::pause::Wait;
use crate::domain::plan::{Part, lines_of};
use crate::domain::safety;
use crate::error::{Error, Result};
use crate::view::helpline::HelplineView;
use crate::view::sos::{MeetingSoon, Person, Sos};

/// For a hard hour: your reasons, people to call, meetings, what helps, helplines
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward sos\n  onward sos --wait 15m       # a countdown with your reasons on the screen\n  \
    onward sos --breathe        # slow breaths: in for 4 seconds, out for 6\n\n\
    It asks nothing and records nothing. Sealed data is not opened unless --unlock says so."
)]
pub struct Args {
    /// Pace slow breaths until you end it, then offer to log the urge
    #[arg(long, conflicts_with = "wait")]
    breathe: bool,
    /// Hold a countdown with your reasons on the screen, then offer to log the urge
    #[arg(long, value_name = "TIME", num_args = 0..=1, default_missing_value = "15m")]
    wait: Option<Wait>,
    /// Ask for the passphrase of sealed data
    #[arg(long)]
    unlock: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Urgent { ask: self.unlock }
    }
}

/// Answers.
///
/// # Errors
/// When a screen cannot be held. Without one it never fails.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    match args.wait {
        _ if args.breathe => pause::breathe(app),
        Some(wait) => pause::wait(wait, app),
        None => Ok(Box::new(everything(app))),
    }
}

/// What can be read, and the first trouble met with. A damaged table must not hide the others.
struct Reading(Option<Error>);

impl Reading {
    fn of<T>(&mut self, found: Result<Vec<T>>) -> Vec<T> {
        found.unwrap_or_else(|error| {
            self.0.get_or_insert(error);
            Vec::new()
        })
    }
}

fn everything(app: &App<'_>) -> Sos {
    let mut reading = Reading(None);
    let plan = reading.of(app.store.plan());
    let contacts = reading.of(app.store.contacts());
    let meetings = reading.of(app.store.meetings());
    let helplines = of_country(known(&reading.of(app.store.own_helplines())), app.country());
    let clocks = reading.of(app.store.clocks());
    let (locked, trouble) = match &app.withheld {
        Some(Withheld::Locked(error)) => (true, error.as_ref()),
        Some(Withheld::Trouble(error)) => (false, Some(error)),
        None => (false, reading.0.as_ref()),
    };
    Sos {
        as_of: app.today,
        reasons: lines_of(&plan, Part::Reasons),
        people: contacts.into_iter().map(Person::from).collect(),
        meetings: app.upcoming(&meetings).iter().map(MeetingSoon::from).collect(),
        coping_steps: lines_of(&plan, Part::CopingSteps),
        warning_signs: lines_of(&plan, Part::WarningSigns),
        helplines: helplines.iter().filter(|line| !line.hidden).map(HelplineView::from).collect(),
        safety: if app.withheld.is_some() { safety::ALL.to_vec() } else { facts(&clocks) },
        locked,
        trouble: trouble.map(|error| error.message.clone()),
        now: app.now,
        country: app.country().cloned(),
    }
}

/// What to know about the clocks that count, hidden ones too: a fact names none.
fn facts(clocks: &[Clock]) -> Vec<&'static str> {
    safety::about(clocks.iter().filter(|clock| clock.stopped_on.is_none()).map(|clock| &clock.name))
}
