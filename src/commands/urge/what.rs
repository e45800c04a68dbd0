//! What can be said of an urge: when it is recorded, when it is over, and when it is changed.

use super::super::args::Or;
use crate::app::App;
use crate::domain::moment::TimeOfDay;
use crate::domain::mood::{Halt, Scale};
use crate::domain::text::Text;
use crate::domain::urge::{Choice, Minutes, Outcome, Urge};
use crate::error::Result;

/// When an urge came and what brought it; "none" or an empty text takes a value away.
#[derive(Debug, Default, clap::Args)]
pub(super) struct WhatArgs {
    /// What brought it; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    pub(super) trigger: Option<String>,
    /// hungry, angry, lonely, tired
    #[arg(long, value_name = "STATE,...", value_delimiter = ',')]
    pub(super) halt: Option<Vec<Or<Halt>>>,
    /// When it came [default: now, for an urge of today]
    #[arg(long, value_name = "HH:MM")]
    at: Option<Or<TimeOfDay>>,
}

/// What was done about an urge and what came of it; "none" or an empty text takes a value away.
#[derive(Debug, Default, clap::Args)]
pub(super) struct EndArgs {
    /// What you did: delayed, escaped, accepted, distracted, substituted
    #[arg(long, value_name = "WAY,...", value_delimiter = ',')]
    pub(super) choice: Option<Vec<Or<Choice>>>,
    /// What you did, in your own words; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    pub(super) did: Option<String>,
    /// How strong it was afterwards, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(super) after: Option<Or<Scale>>,
    /// How many minutes it lasted
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) minutes: Option<Or<Minutes>>,
    /// passed, still-there or used
    #[arg(long, value_name = "OUTCOME")]
    pub(super) outcome: Option<Or<Outcome>>,
}

/// The words that were given, in the order of their list; those there were where none was given.
fn chosen<T: Copy + PartialEq>(all: &[T], given: Option<&Vec<Or<T>>>, before: Vec<T>) -> Vec<T> {
    let Some(given) = given else { return before };
    all.iter().copied().filter(|word| given.iter().any(|one| one.0 == Some(*word))).collect()
}

impl WhatArgs {
    /// Whether any of it was said.
    pub(super) fn given(&self) -> bool {
        self.trigger.is_some() || self.halt.is_some() || self.at.is_some()
    }

    /// Whether it says at what time.
    pub(super) fn names_time(&self) -> bool {
        self.at.is_some()
    }

    /// The trigger that was given, read before anything is written.
    pub(super) fn read(&self, app: &mut App<'_>) -> Result<Option<Or<Text>>> {
        Or::given(self.trigger.as_deref(), |text| app.text("--trigger", text))
    }

    /// The urge with what was given in place of what it had.
    pub(super) fn over(&self, trigger: Option<Or<Text>>, before: Urge) -> Urge {
        Urge {
            trigger: Or::over(trigger, before.trigger),
            halt: chosen(Halt::ALL, self.halt.as_ref(), before.halt),
            time: Or::over(self.at.clone(), before.time),
            ..before
        }
    }
}

impl EndArgs {
    /// Whether any of it was said.
    pub(super) fn given(&self) -> bool {
        self.choice.is_some()
            || self.did.is_some()
            || self.after.is_some()
            || self.minutes.is_some()
            || self.outcome.is_some()
    }

    /// The person's own words for what they did, read before anything is written.
    pub(super) fn read(&self, app: &mut App<'_>) -> Result<Option<Or<Text>>> {
        Or::given(self.did.as_deref(), |text| app.text("--did", text))
    }

    /// The urge with what was given in place of what it had.
    pub(super) fn over(&self, did: Option<Or<Text>>, before: Urge) -> Urge {
        Urge {
            choices: chosen(Choice::ALL, self.choice.as_ref(), before.choices),
            did: Or::over(did, before.did),
            strength_after: Or::over(self.after.clone(), before.strength_after),
            minutes: Or::over(self.minutes.clone(), before.minutes),
            outcome: Or::over(self.outcome.clone(), before.outcome),
            ..before
        }
    }
}
