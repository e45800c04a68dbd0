//! What the types of a meeting are called in each programme. The same code means different things in different ones,
//! and a list does not say whose it is.
//!
//! The codes and their names are those of the Meeting Guide specification for AA, and of the programmes that publish
//! their lists in its form.

use std::borrow::Cow;
use std::collections::HashMap;

use super::ListingType;
use crate::domain::meeting::Access;
use crate::domain::programme::Programme;

/// Rows of a code, its name, and the programmes in which it is called so: `*` for all of them, `other` for those
/// without a list of their own, `language` for those that are languages, by their ISO code.
const TABLE: &str = include_str!("types.csv");

/// A code of the ISO, and the one that is written for it.
type Written = (&'static str, &'static str);

/// Languages that programmes write with codes of their own, as the ISO code means something else there.
const LANGUAGES: &[(&[&str], &[Written])] = &[
    (
        &["aa", "ca", "ga", "sia"],
        &[("ES", "S"), ("IT", "ITA"), ("KO", "KOR"), ("PA", "PUN"), ("PL", "POL"), ("PT", "POR"), ("RU", "RUS")],
    ),
    (&["aa"], &[("TR", "TUR")]),
    (&["aca"], &[("ES", "SP")]),
    (&["sia"], &[("UK", "UA")]),
    (&["al-anon", "cma", "coda", "slaa", "eda"], &[("ES", "S")]),
    (&["eda"], &[("IT", "ITA")]),
];

/// Other names for a type, by its code.
const ALIASES: &[(&str, &str)] = &[
    ("SIGN LANGUAGE", "ASL"),
    ("OUTDOOR MEETING", "OUT"),
    ("STEP MEETING", "ST"),
    ("ONLINE MEETING", "ONL"),
    ("WHEELCHAIR ACCESSIBLE", "X"),
];

/// Other names for a programme that has a list.
const PROGRAMMES: &[(&str, &str)] = &[
    ("rd", "dharma"),
    ("recovery dharma", "dharma"),
    ("rr", "refuge"),
    ("refuge recovery", "refuge"),
    ("alanon", "al-anon"),
];

/// How many types of one meeting are read. The most that a real one has is about twenty.
pub const MOST: usize = 200;

/// The types of one programme.
#[derive(Debug, Clone)]
pub struct Types {
    codes: HashMap<String, (&'static str, &'static str)>,
    names: HashMap<String, &'static str>,
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().skip(1).filter_map(|row| {
        let (code, rest) = row.split_once(',')?;
        let (name, programmes) = rest.rsplit_once(',')?;
        Some((code, name, programmes))
    })
}

impl Types {
    /// The types of this programme. Where none is said, or one without a list of its own, only what means the same
    /// everywhere has a name.
    pub fn of(programme: Option<&Programme>) -> Self {
        let said = programme.map_or("", Programme::as_str);
        let known = PROGRAMMES.iter().find(|(other, _)| *other == said).map_or(said, |(_, name)| name);
        let in_list = |programmes: &str, name: &str| programmes.split(' ').any(|one| one == name);
        let has_list =
            rows().any(|(.., programmes)| in_list(programmes, known) && !matches!(known, "other" | "language"));
        let mut types = Self { codes: HashMap::new(), names: HashMap::new() };
        let own = if has_list { known } else { "other" };
        for (code, name, _) in rows().filter(|(.., programmes)| in_list(programmes, own) || *programmes == "*") {
            types.add(code, code, name);
        }
        for (iso, name, _) in rows().filter(|(.., programmes)| *programmes == "language") {
            let written = LANGUAGES.iter().filter(|(programmes, _)| programmes.contains(&known));
            let written = written.flat_map(|(_, codes)| codes.iter()).find(|(code, _)| *code == iso);
            let code = written.map_or(iso, |(_, own)| own);
            types.add(code, code, name);
            types.add(iso, code, name);
        }
        if !has_list {
            types.add_unmistakable();
        }
        for (alias, code) in ALIASES {
            if let Some((code, _)) = types.codes.get(*code) {
                types.names.entry((*alias).to_owned()).or_insert(code);
            }
        }
        types
    }

    /// What came first under a code or a name stays.
    fn add(&mut self, read: &str, code: &'static str, name: &'static str) {
        self.codes.entry(read.to_uppercase()).or_insert((code, name));
        self.names.entry(name.to_uppercase()).or_insert(code);
    }

    /// Adds the codes that mean one thing wherever they are used.
    fn add_unmistakable(&mut self) {
        let mut meanings: HashMap<&str, Vec<&str>> = HashMap::new();
        for (code, name, programmes) in rows().filter(|(.., programmes)| *programmes != "other") {
            let meant = meanings.entry(code).or_default();
            if !meant.contains(&name) {
                meant.push(name);
            }
            // A code that some programme gives to a language is not plain either.
            let taken = LANGUAGES.iter().flat_map(|(_, codes)| codes.iter()).any(|(_, own)| *own == code);
            if taken && programmes != "language" {
                meant.push("a language");
            }
        }
        for (code, name, _) in rows() {
            if meanings.get(code).is_some_and(|meant| meant.len() == 1) {
                self.add(code, code, name);
            }
        }
    }

    /// The type that a code or a name stands for, in any case of its letters; none where it is not known.
    pub fn find(&self, said: &str) -> Option<ListingType> {
        let said = said.to_uppercase();
        let by_name = || self.names.get(&said).and_then(|code| self.codes.get(&code.to_uppercase()));
        let (code, name) = self.codes.get(&said).or_else(by_name)?;
        Some(ListingType { code: (*code).to_owned(), name: Some(Cow::Borrowed(name)) })
    }

    /// The types that these words say, each of them one or several with commas between, perhaps in brackets; every one
    /// once, in their order, [`MOST`] at the most. What is not known stays as it was published, and has no name.
    pub fn read<'a>(&self, said: impl IntoIterator<Item = &'a str>) -> Vec<ListingType> {
        let mut types = Vec::new();
        let bracket = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '[' | ']');
        let words = said.into_iter().flat_map(|said| said.split(',')).map(|word| word.trim_matches(bracket));
        for word in words.filter(|word| !word.is_empty()).take(MOST) {
            let kept = self.find(word).unwrap_or_else(|| ListingType { code: word.to_owned(), name: None });
            if !types.contains(&kept) {
                types.push(kept);
            }
        }
        types
    }
}

/// Whether one of the types has this code, and is known to mean what it means.
pub fn has(types: &[ListingType], code: &str) -> bool {
    types.iter().any(|one| one.code == code && one.name.is_some())
}

/// Who may come, as the types say. Open and closed at once is closed, and open is no longer among the types then.
pub fn access(types: &mut Vec<ListingType>) -> Option<Access> {
    if has(types, "C") {
        types.retain(|one| one.code != "O");
        return Some(Access::Closed);
    }
    has(types, "O").then_some(Access::Open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(programme: &str) -> Types {
        Types::of(Some(&programme.parse().unwrap()))
    }

    fn named(programme: &str, said: &str) -> String {
        let found = types(programme).find(said);
        found.map_or_else(|| "?".to_owned(), |found| format!("{} {}", found.code, found.name.unwrap()))
    }

    #[test]
    fn a_code_means_what_its_programme_says() {
        for (programme, said, found) in [
            ("aa", "b", "B Big Book"),
            ("aca", "B", "B Book Study"),
            ("da", "B", "B Business Owner"),
            ("aa", "POA", "POA Proof of Attendance"),
            ("al-anon", "POA", "POA Parents of Alcoholics"),
            ("slaa", "POA", "POA Attendance Voucher"),
            ("al-anon", "Y", "Y Alateen"),
            ("aa", "12X12", "12x12 12 Steps & 12 Traditions"),
            ("na", "step", "STEP Step Study"),
            ("dharma", "IW", "IW Inquiry Writing"),
            ("rd", "IW", "IW Inquiry Writing"),
            ("na", "IW", "IW It Works Study"),
            ("aa", "onl", "ONL Online"),
            ("smart", "ONL", "ONL Online"),
            ("smart", "Women", "W Women"),
            ("aa", "ASBI", "?"),
            ("na", "ABSI", "?"),
        ] {
            assert_eq!(named(programme, said), found, "{programme} {said}");
        }
    }

    #[test]
    fn languages_have_the_codes_of_their_programme() {
        for (programme, said, found) in [
            ("aa", "S", "S Spanish"),
            ("aa", "ES", "S Spanish"),
            ("aa", "Polish", "POL Polish"),
            ("aa", "TR", "TR Tradition Study"),
            ("aa", "Turkish", "TUR Turkish"),
            ("na", "ES", "ES Spanish"),
            ("aca", "S", "S Speaker"),
            ("aca", "SP", "SP Spanish"),
            ("dharma", "IS", "IS Inquiry Study"),
            ("sia", "Ukrainian", "UA Ukrainian"),
        ] {
            assert_eq!(named(programme, said), found, "{programme} {said}");
        }
    }

    #[test]
    fn a_name_or_an_alias_stands_for_its_code() {
        for (said, code) in
            [("Wheelchair access", "X"), ("Sign Language", "ASL"), ("STEP MEETING", "ST"), ("Open", "O")]
        {
            assert_eq!(types("aa").find(said).unwrap().code, code);
        }
    }

    #[test]
    fn aa_has_the_87_types_of_the_specification() {
        let proposed = ["BV-I", "D-HOH", "LO-I", "QSL", "RSL", "ONL"];
        let types = types("aa");
        let codes: std::collections::HashSet<_> = types.codes.values().map(|(code, _)| *code).collect();
        assert_eq!(codes.iter().filter(|code| !proposed.contains(code)).count(), 87);
    }

    #[test]
    fn without_a_programme_only_what_means_one_thing_has_a_name() {
        let types = Types::of(None);
        for plain in ["O", "C", "W", "X", "ABSI", "JFT", "ONL", "TC", "EN", "BE"] {
            assert!(types.find(plain).is_some(), "{plain}");
        }
        for either in ["B", "H", "S", "POA", "A", "IW", "GL", "P"] {
            assert_eq!(types.find(either), None, "{either}");
        }
    }

    #[test]
    fn unknown_types_stay_as_they_are_and_each_stands_once() {
        let found = types("aa").read(["[open],W", "W", "", "Mystery, ASBI", " ,", "Mystery"]);
        let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["O", "W", "Mystery", "ASBI"]);
        assert_eq!(found.iter().map(|one| one.name.is_some()).collect::<Vec<_>>(), [true, true, false, false]);
    }

    #[test]
    fn open_and_closed_at_once_is_closed() {
        let access_of = |said: &str| {
            let mut found = types("aa").read([said]);
            (access(&mut found), found.len())
        };
        assert_eq!(access_of("O,C,W"), (Some(Access::Closed), 2));
        assert_eq!(access_of("O,W"), (Some(Access::Open), 2));
        assert_eq!(access_of("W"), (None, 1));
    }

    #[test]
    fn every_row_has_a_code_a_name_and_a_programme() {
        for row in TABLE.lines() {
            assert_eq!(row.split(',').filter(|part| !part.is_empty()).count(), 3, "{row}");
        }
        assert_eq!(rows().count() + 1, TABLE.lines().count());
    }
}
