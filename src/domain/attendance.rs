//! An attendance is one meeting on one day.

use std::collections::BTreeMap;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::meeting::Venue;
use super::moment::{Moment, TimeOfDay};
use super::programme::Programme;
use super::source::Source;
use super::text::{self, Name, Text};
use super::word::words;

words! {
    /// What the person did in a meeting.
    Role, "a role" {
        /// Was there; every attendance is this.
        Attended = "attended",
        /// Shared, or took part.
        Shared = "shared",
        /// Chaired, or facilitated.
        Chaired = "chaired",
        /// Spoke at length.
        Spoke = "spoke",
        /// Did service: tea, greeting, literature.
        Service = "service",
    }
}

words! {
    /// In what form an attendance can be shown to others.
    ProofKind, "a proof" {
        /// A signature.
        Signature = "signature",
        /// A stamp.
        Stamp = "stamp",
        /// A paper chit.
        Chit = "chit",
        /// An email.
        Email = "email",
        /// A verification code.
        Code = "code",
    }
}

/// What shows that an attendance took place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// Its form.
    pub kind: ProofKind,
    /// The initials of who gave it.
    pub by: Option<Name>,
    /// Its number or code.
    pub reference: Option<Name>,
}

/// How well a group suited, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit(u8);

impl Fit {
    /// The fit with this number.
    pub fn new(value: i64) -> Result<Self, Invalid> {
        match u8::try_from(value) {
            Ok(value @ 1..=5) => Ok(Self(value)),
            _ => Err(Invalid(format!("fit {value} is not known: write 1 to 5"))),
        }
    }

    /// Its number, 1 to 5.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl std::str::FromStr for Fit {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::new(text.trim().parse().map_err(|_| Invalid(format!("\"{text}\" is not a fit from 1 to 5")))?)
    }
}

impl serde::Serialize for Fit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

/// One meeting on one day. Name, programme and venue are copied in when it is recorded, so that nothing done
/// to the saved meeting later changes what was attended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Its id.
    pub id: Id,
    /// The day.
    pub day: Day,
    /// The saved meeting, if it was one and still is.
    pub meeting_id: Option<Id>,
    /// The meeting's name.
    pub meeting: Name,
    /// Its programme.
    pub programme: Option<Programme>,
    /// Where it took place.
    pub venue: Option<Venue>,
    /// What the person did beside being there; never holds [`Role::Attended`].
    pub roles: Vec<Role>,
    /// How well the group suited.
    pub fit: Option<Fit>,
    /// What shows that it took place.
    pub proof: Option<Proof>,
    /// A note.
    pub note: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Where it came from, when it was not recorded here.
    pub source: Option<Source>,
    /// When it started, by the wall clock there.
    pub start: Option<TimeOfDay>,
    /// Where it was held.
    pub place: Option<Text>,
    /// What suited.
    pub liked: Option<Text>,
    /// What was missed.
    pub missed: Option<Text>,
}

impl Attendance {
    /// Every role, being there first.
    pub fn all_roles(&self) -> Vec<Role> {
        std::iter::once(Role::Attended).chain(self.roles.iter().copied()).collect()
    }
}

/// Attendances of one window, counted by what they were. Programmes are keyed by name, `none` for those
/// without one; each attendance counts once as attended and once for each thing done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Attendances of each programme.
    pub by_programme: BTreeMap<String, u32>,
    /// Attendances with each role.
    pub by_role: [u32; Role::ALL.len()],
}

impl Tally {
    /// Adds one attendance of this programme in which these roles beside attending were held.
    pub fn add(&mut self, programme: Option<&Programme>, roles: impl IntoIterator<Item = Role>) {
        let name = programme.map_or("none", Programme::as_str);
        let alike = |known: &&String| *known == name || text::key(known) == text::key(name);
        let known = self.by_programme.keys().find(alike).cloned();
        *self.by_programme.entry(known.unwrap_or_else(|| name.to_owned())).or_default() += 1;
        self.by_role[Role::Attended as usize] += 1;
        for role in roles {
            self.by_role[role as usize] += 1;
        }
    }
}
