//! A contact is a person one can reach.

use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::programme::{OwnProgramme, Programme};
use super::text::{Name, Text};
use super::word::words;

words! {
    /// What someone is to the person.
    ContactRole, "a role" {
        /// Sponsor.
        Sponsor = "sponsor",
        /// Sponsee.
        Sponsee = "sponsee",
        /// Peer.
        Peer = "peer",
        /// Facilitator.
        Facilitator = "facilitator",
        /// Keyworker.
        Keyworker = "keyworker",
        /// Family.
        Family = "family",
        /// Friend.
        Friend = "friend",
        /// Someone else.
        Other = "other",
    }
}

/// How often the person means to be in touch, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence(u16);

/// The longest cadence, in days.
const LONGEST: u16 = 3660;

impl Cadence {
    /// Every so many days.
    pub fn new(days: i64) -> Result<Self, Invalid> {
        u16::try_from(days)
            .ok()
            .filter(|days| (1..=LONGEST).contains(days))
            .map(Self)
            .ok_or_else(|| Invalid(format!("a cadence is 1 to {LONGEST} days")))
    }

    /// Its days.
    pub fn days(self) -> i64 {
        i64::from(self.0)
    }
}

impl FromStr for Cadence {
    type Err = Invalid;

    /// `2d`, `1w`, `2`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        let (number, size) = match (wanted.strip_suffix('d'), wanted.strip_suffix('w')) {
            (Some(days), _) => (days, 1),
            (_, Some(weeks)) => (weeks, 7),
            _ => (wanted.as_str(), 1),
        };
        let days = number.trim().parse::<i64>().ok().and_then(|number| number.checked_mul(size));
        Self::new(days.ok_or_else(|| Invalid(format!("\"{text}\" is not a cadence like 2d or 1w")))?)
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

/// After how many days a sponsor without a cadence counts as not reached.
pub const QUIET_DAYS: i64 = 7;

/// A person one can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their id.
    pub id: Id,
    /// What the person calls them; unique, ignoring case.
    pub name: Name,
    /// What they are to the person.
    pub role: ContactRole,
    /// The programme they are known from.
    pub programme: Option<Programme>,
    /// A number.
    pub phone: Option<Name>,
    /// Another way to reach them.
    pub handle: Option<Name>,
    /// How often to be in touch.
    pub every: Option<Cadence>,
    /// The place in the list of people to call, first ones first.
    pub order: Option<u16>,
    /// A note.
    pub note: Option<Text>,
    /// The day they were added.
    pub added_on: Day,
    /// When they were recorded.
    pub recorded_at: Moment,
}

impl Contact {
    /// The day on which to be in touch next: the last reach-out (or the day added) plus the cadence.
    pub fn due_on(&self, last_reached: Option<Day>) -> Option<Day> {
        self.every.map(|every| last_reached.unwrap_or(self.added_on).plus_days(every.days()))
    }

    /// What they are called in the programme they are known from: a sponsor where the one who helps is called a
    /// mentor is a mentor. Anybody else is called by their role, as the person said it.
    pub fn called(&self, own: &[OwnProgramme]) -> String {
        match &self.programme {
            Some(programme) if self.is_helper(own) => programme.speech(own).helper,
            _ => self.role.to_string(),
        }
    }

    /// Whether `today` speaks of them when they were not reached: a sponsor, but never one of a programme that
    /// works without sponsors.
    pub fn is_helper(&self, own: &[OwnProgramme]) -> bool {
        let sponsors = |programme: &Programme| programme.own(own).is_some() || programme.has_steps();
        self.role == ContactRole::Sponsor && self.programme.as_ref().is_none_or(sponsors)
    }

    /// Whether a sponsor was not reached by `today`: due by the cadence that was agreed, or, where none was, not
    /// reached in the last [`QUIET_DAYS`] days. A sponsee without a cadence is not waited for.
    pub fn not_reached(&self, last_reached: Option<Day>, today: Day) -> bool {
        let quiet = || last_reached.unwrap_or(self.added_on).plus_days(QUIET_DAYS);
        let since = self.due_on(last_reached).or_else(|| (self.role == ContactRole::Sponsor).then(quiet));
        since.is_some_and(|day| day <= today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A contact added on the first of November.
    fn contact(role: ContactRole, programme: Option<&str>, every: Option<&str>) -> Contact {
        Contact {
            id: Id::parse("01890000-0000-7000-8000-000000000000").unwrap(),
            name: "Maria G".parse().unwrap(),
            role,
            programme: programme.map(|name| name.parse().unwrap()),
            phone: None,
            handle: None,
            every: every.map(|every| every.parse().unwrap()),
            order: None,
            note: None,
            added_on: "2026-11-01".parse().unwrap(),
            recorded_at: "2026-11-01T12:00:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn a_sponsor_without_a_cadence_is_not_reached_after_seven_days() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let sponsor = contact(ContactRole::Sponsor, Some("aa"), None);
        assert!(!sponsor.not_reached(None, day("2026-11-07")));
        assert!(sponsor.not_reached(None, day("2026-11-08")), "never reached: seven days from the day they were added");
        assert!(!sponsor.not_reached(Some(day("2026-11-10")), day("2026-11-16")));
        assert!(sponsor.not_reached(Some(day("2026-11-10")), day("2026-11-17")));
        let agreed = contact(ContactRole::Sponsor, Some("aa"), Some("14d"));
        assert!(!agreed.not_reached(Some(day("2026-11-10")), day("2026-11-23")), "what was agreed comes first");
        assert!(agreed.not_reached(Some(day("2026-11-10")), day("2026-11-24")));
        assert!(!contact(ContactRole::Sponsee, Some("aa"), None).not_reached(None, day("2027-11-10")));
    }

    #[test]
    fn a_sponsor_is_waited_for_only_where_there_are_sponsors() {
        let called = |role, programme| contact(role, programme, None).called(&[]);
        assert_eq!(called(ContactRole::Sponsor, Some("aa")), "sponsor");
        assert_eq!(called(ContactRole::Sponsor, None), "sponsor");
        assert_eq!(called(ContactRole::Sponsor, Some("smart")), "sponsor", "the person's own word");
        assert_eq!(called(ContactRole::Sponsee, Some("na")), "sponsee");
        assert!(contact(ContactRole::Sponsor, Some("na"), None).is_helper(&[]));
        assert!(!contact(ContactRole::Sponsor, Some("smart"), None).is_helper(&[]));
        assert!(!contact(ContactRole::Peer, Some("na"), None).is_helper(&[]));
    }

    #[test]
    fn a_cadence_is_days_or_weeks() {
        let days = |text: &str| text.parse::<Cadence>().unwrap().days();
        assert_eq!((days("2d"), days("1w"), days("3")), (2, 7, 3));
        for wrong in ["0d", "-1d", "daily", "99999d", "", "9223372036854775807w"] {
            assert!(wrong.parse::<Cadence>().is_err(), "{wrong}");
        }
    }
}
