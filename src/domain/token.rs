//! What marks a milestone: a chip or a key tag in its customary colour, or the name that the person gave it.
//!
//! No fellowship has an official set; groups differ, and an own list says it otherwise.

use std::fmt;
use std::str::FromStr;

use super::invalid::Invalid;
use super::milestone::Span;
use super::programme::{OwnProgramme, Programme};
use super::text::Name;

/// What a person calls a milestone of an own list: a name that the list can be written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkName(Name);

impl FromStr for MarkName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let name = Name::recorded(text)?;
        if name.as_str().contains([',', '=']) {
            return Err(Invalid::new("the name of a milestone has no comma and no = in it"));
        }
        Ok(Self(name))
    }
}

impl fmt::Display for MarkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What marks one milestone of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Nothing of its own.
    Plain,
    /// What is handed out by custom.
    Customary {
        /// Its colour.
        colour: &'static str,
        /// What it is: a chip, a key tag.
        what: &'static str,
    },
    /// What the person calls it.
    Own(MarkName),
}

impl Mark {
    /// The chip that is customary in Alcoholics Anonymous.
    pub fn chip(span: Span) -> Self {
        let colour = match span {
            Span::Days(0) => "white",
            Span::Days(1) => "silver",
            Span::Days(30) | Span::Months(8) => "red",
            Span::Days(60) | Span::Months(10) => "gold",
            Span::Days(90) | Span::Months(11) => "green",
            Span::Months(4 | 9) => "purple",
            Span::Months(5) => "pink",
            Span::Months(6) => "dark blue",
            Span::Months(7) => "copper",
            _ => "bronze",
        };
        Self::Customary { colour, what: "chip" }
    }

    /// The key tag that is customary in Narcotics Anonymous.
    pub fn key_tag(span: Span) -> Self {
        let colour = match span {
            Span::Days(0) => "white",
            Span::Days(30) => "orange",
            Span::Days(60) => "green",
            Span::Days(90) => "red",
            Span::Months(6) => "blue",
            Span::Months(9) => "yellow",
            Span::Months(12) => "glow-in-the-dark",
            Span::Months(18) => "grey",
            _ => "black",
        };
        Self::Customary { colour, what: "key tag" }
    }

    /// How it is spoken of on a clock of this programme: `red chip`, `first bead`; none where nothing marks it.
    /// A name of the person's own always holds. What a programme of their own hands out takes the place of the
    /// customary thing. A programme without steps hands out nothing, whichever set its clock counts by.
    pub fn token(&self, programme: Option<&Programme>, own: &[OwnProgramme]) -> Option<String> {
        let row = programme.and_then(|programme| programme.own(own));
        match (self, row) {
            (Self::Own(name), _) => Some(name.to_string()),
            (Self::Plain, row) => row?.token.as_ref().map(ToString::to_string),
            (Self::Customary { colour, .. }, Some(row)) => row.token.as_ref().map(|what| format!("{colour} {what}")),
            (Self::Customary { .. }, None) if programme.is_some_and(|programme| !programme.has_steps()) => None,
            (Self::Customary { colour, what }, None) => Some(format!("{colour} {what}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::milestone::MilestoneSet;

    /// The milestones of a set with their tokens, up to two years and a bit, on a clock of this programme.
    fn tokens(set: &str, programme: Option<&str>, own: &[OwnProgramme]) -> Vec<String> {
        let set: MilestoneSet = set.parse().unwrap();
        let programme: Option<Programme> = programme.map(|name| name.parse().unwrap());
        let first = "2024-01-01".parse().unwrap();
        let all = set.of_run(first).into_iter().take_while(|one| one.date <= "2027-01-01".parse().unwrap());
        let said = |one: crate::domain::milestone::Milestone| {
            format!("{}: {}", one.label, one.mark.token(programme.as_ref(), own).unwrap_or_default())
        };
        all.map(said).collect()
    }

    fn own(name: &str, token: Option<&str>) -> OwnProgramme {
        OwnProgramme {
            id: crate::domain::id::Id::parse("01890000-0000-7000-8000-000000000000").unwrap(),
            programme: name.parse().unwrap(),
            title: name.parse().unwrap(),
            steps: 6,
            helper: "mentor".parse().unwrap(),
            token: token.map(|token| token.parse().unwrap()),
            milestones: MilestoneSet::Plain,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    #[test]
    fn chips_have_the_colours_of_custom() {
        let expected = [
            "start: white chip",
            "24 hours: silver chip",
            "30 days: red chip",
            "60 days: gold chip",
            "90 days: green chip",
            "4 months: purple chip",
            "5 months: pink chip",
            "6 months: dark blue chip",
            "7 months: copper chip",
            "8 months: red chip",
            "9 months: purple chip",
            "10 months: gold chip",
            "11 months: green chip",
            "1 year: bronze chip",
            "2 years: bronze chip",
            "3 years: bronze chip",
        ];
        assert_eq!(tokens("aa", Some("aa"), &[]), expected);
        assert_eq!(tokens("aa", None, &[]), expected, "a set that was chosen needs no programme");
    }

    #[test]
    fn key_tags_have_the_colours_of_custom() {
        let expected = [
            "welcome: white key tag",
            "30 days: orange key tag",
            "60 days: green key tag",
            "90 days: red key tag",
            "6 months: blue key tag",
            "9 months: yellow key tag",
            "1 year: glow-in-the-dark key tag",
            "18 months: grey key tag",
            "2 years: black key tag",
            "3 years: black key tag",
        ];
        assert_eq!(tokens("na", Some("na"), &[]), expected);
    }

    #[test]
    fn a_clock_without_steps_has_no_chips_whatever_it_counts_by() {
        for set in ["aa", "na", "plain"] {
            assert!(tokens(set, Some("smart"), &[]).iter().all(|said| said.ends_with(": ")), "{set}");
        }
        assert_eq!(
            tokens("30d=pebble", Some("smart"), &[]),
            ["30 days: pebble"],
            "but a name of one's own is one's own"
        );
    }

    #[test]
    fn an_own_programme_says_what_marks_its_milestones() {
        let beads = [own("wfr", Some("bead"))];
        assert_eq!(tokens("30d=first bead,1y", Some("wfr"), &beads), ["30 days: first bead", "1 year: bead"]);
        assert_eq!(tokens("30d", Some("aa"), &beads), ["30 days: "], "another's word is not lent");
        assert_eq!(tokens("aa", Some("aa"), &[own("aa", Some("medallion"))])[2], "30 days: red medallion");
        assert_eq!(tokens("aa", Some("aa"), &[own("aa", None)])[2], "30 days: ");
    }

    #[test]
    fn the_name_of_a_milestone_leaves_the_list_readable() {
        assert_eq!(" first bead ".parse::<MarkName>().unwrap().to_string(), "first bead");
        for wrong in ["", " ", "a,b", "a=b", "a\nb"] {
            assert!(wrong.parse::<MarkName>().is_err(), "{wrong:?}");
        }
    }
}
