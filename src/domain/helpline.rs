//! Helplines: whom to call in a country, and when that was last checked.
//!
//! Those that come with onward stand in `helplines.csv`, one a line, to be edited there and checked again. Deliberately
//! absent: any way to look a number up anywhere else.

use std::str::FromStr;

use super::day::Day;
use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::setting::Country;
use super::text::Name;

/// A helpline of the person's own; one of the name of a built-in one stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// Its id.
    pub id: Id,
    /// The country it serves.
    pub country: Country,
    /// Who answers.
    pub name: Name,
    /// How to reach them.
    pub how: Name,
    /// When they answer.
    pub hours: Option<Name>,
    /// The day this was last checked.
    pub checked_on: Day,
    /// It is not shown.
    pub hidden: bool,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// A helpline as it is listed: one that comes with onward, or one of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The country it serves.
    pub country: Country,
    /// Who answers.
    pub name: Name,
    /// How to reach them.
    pub how: Name,
    /// When they answer.
    pub hours: Option<Name>,
    /// The day this was last checked; of a built-in one the month counts.
    pub checked_on: Day,
    /// The row that the person wrote, where it stands in place of a built-in one or by itself.
    pub own: Option<Id>,
    /// It is not shown.
    pub hidden: bool,
}

const BUILT_IN: &str = include_str!("helplines.csv");

/// What a row of the file says: country, name, how, hours, the day it was checked.
fn row(fields: &csv::StringRecord) -> Result<Known, Invalid> {
    let field = |at: usize| fields.get(at).unwrap_or_default();
    Ok(Known {
        country: field(0).parse()?,
        name: field(1).parse()?,
        how: field(2).parse()?,
        hours: Some(field(3)).filter(|hours| !hours.is_empty()).map(Name::from_str).transpose()?,
        checked_on: field(4).parse()?,
        own: None,
        hidden: false,
    })
}

/// The helplines that come with onward. A line that cannot be read is left out: the others matter more.
pub fn built_in() -> Vec<Known> {
    let mut rows = csv::Reader::from_reader(BUILT_IN.as_bytes());
    rows.records().flatten().filter_map(|fields| row(&fields).ok()).collect()
}

impl From<&Helpline> for Known {
    fn from(own: &Helpline) -> Self {
        Self {
            country: own.country.clone(),
            name: own.name.clone(),
            how: own.how.clone(),
            hours: own.hours.clone(),
            checked_on: own.checked_on,
            own: Some(own.id),
            hidden: own.hidden,
        }
    }
}

impl Known {
    /// Whether both are the same line of one country, whatever the case of their letters.
    pub fn is(&self, country: &Country, name: &Name) -> bool {
        self.country == *country && self.name.key() == name.key()
    }

    /// What of `how` stands before its remarks, `116 123`, and the remarks.
    pub fn ways(&self) -> (&str, &str) {
        let how = self.how.as_str();
        let at = ["; ", " ("].iter().filter_map(|mark| how.find(mark)).min();
        at.map_or((how, ""), |at| (&how[..at], how[at..].trim_start_matches([';', ' '])))
    }
}

/// All there are, hidden ones too: the person's own first, then the built-in ones, each with its own version in its
/// place where there is one.
pub fn known(own: &[Helpline]) -> Vec<Known> {
    let built_in = built_in();
    let replaces = |own: &Helpline| built_in.iter().any(|known| known.is(&own.country, &own.name));
    let mut all: Vec<Known> = own.iter().filter(|own| !replaces(own)).map(Known::from).collect();
    all.extend(built_in.iter().map(|known| {
        own.iter().find(|own| known.is(&own.country, &own.name)).map_or_else(|| known.clone(), Known::from)
    }));
    all
}

/// Those of this country; of all countries where none is named, or none is known in it.
pub fn of_country(all: Vec<Known>, country: Option<&Country>) -> Vec<Known> {
    match country {
        Some(country) if all.iter().any(|known| known.country == *country) => {
            all.into_iter().filter(|known| known.country == *country).collect()
        }
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(country: &str, name: &str, how: &str, hidden: bool) -> Helpline {
        Helpline {
            id: Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
            country: country.parse().unwrap(),
            name: name.parse().unwrap(),
            how: how.parse().unwrap(),
            hours: None,
            checked_on: "2026-11-20".parse().unwrap(),
            hidden,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    fn hows(lines: &[Known]) -> Vec<&str> {
        lines.iter().map(|known| known.how.as_str()).collect()
    }

    #[test]
    fn every_line_of_the_file_is_read() {
        assert_eq!(built_in().len(), BUILT_IN.lines().count() - 1);
        assert!(BUILT_IN.is_ascii(), "a terminal without Unicode shows every line");
    }

    #[test]
    fn an_own_line_of_the_same_name_stands_in_place_of_a_built_in_one() {
        let all = known(&[own("GB", "samaritans", "116 124", false), own("GB", "The clinic", "020 7946 0000", false)]);
        let british = of_country(all, Some(&"GB".parse().unwrap()));
        assert_eq!(british.len(), 9);
        assert_eq!(hows(&british)[..3], ["020 7946 0000", "999", "116 124"]);
    }

    #[test]
    fn a_line_of_the_same_name_in_another_country_is_another_line() {
        let all = known(&[own("IE", "Samaritans", "116 123", true)]);
        assert_eq!(all.len(), built_in().len() + 1);
    }

    #[test]
    fn a_country_that_nothing_is_known_of_shows_all() {
        let all = |country: &str| of_country(built_in(), Some(&country.parse().unwrap())).len();
        assert_eq!((all("US"), all("GB"), all("DE")), (3, 8, 11));
        assert_eq!(of_country(built_in(), None).len(), 11);
    }

    #[test]
    fn the_number_stands_apart_from_its_remarks() {
        let ways: Vec<(String, String)> = built_in()
            .iter()
            .map(|known| known.ways())
            .map(|(number, remarks)| (number.to_owned(), remarks.to_owned()))
            .collect();
        assert_eq!(ways[1], ("116 123".to_owned(), "jo@samaritans.org (no text line)".to_owned()));
        assert_eq!(ways[3], ("111, option 2".to_owned(), String::new()));
        assert_eq!(ways[7], ("smartrecovery.org.uk".to_owned(), "(meetings; not a crisis line)".to_owned()));
    }
}
