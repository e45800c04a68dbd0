//! What is kept of an attendance beside its day, its meeting and what was done there.

use crate::app::App;
use crate::commands::args::Or;
use crate::domain::attendance::{Attendance, Fit, Proof, ProofKind};
use crate::domain::meeting::Venue;
use crate::domain::moment::TimeOfDay;
use crate::domain::programme::Programme;
use crate::domain::text::{Name, Text};
use crate::error::{Error, Result};

/// What is kept of an attendance; "none" takes a value away.
#[derive(Debug, clap::Args)]
pub(super) struct WhatArgs {
    /// aa, na, smart or any name [default: the meeting's]
    #[arg(long, value_name = "NAME")]
    pub(super) programme: Option<Or<Programme>>,
    /// in-person, online or hybrid [default: the meeting's]
    #[arg(long, value_name = "VENUE")]
    venue: Option<Or<Venue>>,
    /// When it started, by the clock there: 19:30 [default: the meeting's]
    #[arg(long, value_name = "HH:MM")]
    time: Option<Or<TimeOfDay>>,
    /// Where it was held [default: the meeting's]
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// How well the group suited you, 1 to 5
    #[arg(long, value_name = "1-5")]
    fit: Option<Or<Fit>>,
    /// What suited you, with commas between: "small, warm"; "-" reads it from standard input
    #[arg(long, value_name = "TEXT,...")]
    liked: Option<String>,
    /// What you missed, in the same way
    #[arg(long, value_name = "TEXT,...")]
    missed: Option<String>,
    /// signature, stamp, chit, email or code
    #[arg(long, value_name = "KIND")]
    proof: Option<Or<ProofKind>>,
    /// The initials of who gave the proof
    #[arg(long, value_name = "INITIALS")]
    by: Option<Or<Name>>,
    /// The number or code of the proof
    #[arg(long = "ref", value_name = "TEXT")]
    reference: Option<Or<Name>>,
}

/// The texts of an attendance, read before anything is written; none where nothing was said of one.
pub(super) struct Texts {
    place: Option<Or<Text>>,
    liked: Option<Or<Text>>,
    missed: Option<Or<Text>>,
}

impl WhatArgs {
    /// The texts as they were given, before any is read.
    pub(super) fn given_texts(&self) -> [&Option<String>; 3] {
        [&self.place, &self.liked, &self.missed]
    }

    /// The texts that were given.
    pub(super) fn texts(&self, app: &mut App<'_>) -> Result<Texts> {
        let mut given = |argument: &str, text: &Option<String>| match text.as_deref() {
            None => Ok(None),
            Some("none") => Ok(Some(Or(None))),
            Some(text) => app.text(argument, text).map(|text| Some(Or(text))),
        };
        Ok(Texts {
            place: given("--place", &self.place)?,
            liked: given("--liked", &self.liked)?,
            missed: given("--missed", &self.missed)?,
        })
    }

    /// The attendance with what was given in place of what it had.
    pub(super) fn over(&self, before: Attendance, texts: Texts) -> Result<Attendance> {
        let (kind, by, reference) = match before.proof {
            Some(proof) => (Some(proof.kind), proof.by, proof.reference),
            None => (None, None, None),
        };
        let kind = Or::over(self.proof.clone(), kind);
        if kind.is_none() && (self.by.is_some() || self.reference.is_some()) {
            return Err(
                Error::usage("--by and --ref need --proof").hint("--proof signature, stamp, chit, email or code")
            );
        }
        let (by, reference) = (Or::over(self.by.clone(), by), Or::over(self.reference.clone(), reference));
        Ok(Attendance {
            programme: Or::over(self.programme.clone(), before.programme),
            venue: Or::over(self.venue.clone(), before.venue),
            start: Or::over(self.time.clone(), before.start),
            place: Or::over(texts.place, before.place),
            fit: Or::over(self.fit.clone(), before.fit),
            liked: Or::over(texts.liked, before.liked),
            missed: Or::over(texts.missed, before.missed),
            proof: kind.map(|kind| Proof { kind, by, reference }),
            ..before
        })
    }
}
