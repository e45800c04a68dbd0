//! The formats of a BMLT server. Each server has keys of its own for them; what they mean everywhere is said by their
//! world id, where the list brings its formats along. Otherwise the keys are taken for the usual English ones, but only
//! in lists that are in English.

use std::borrow::Cow;
use std::collections::HashMap;

use super::record::{Field, Record, line};
use crate::domain::listing::ListingType;
use crate::domain::listing::types::{MOST, Types};

/// World ids that the programme's types write otherwise.
const WORLD: &[(&str, &str)] = &[("OPEN", "O"), ("CLOSED", "C"), ("WCHR", "X"), ("VM", "ONL"), ("HYBR", "HY")];

/// What has no type in the programme's list, and means the same on every server.
const NAMED: &[(&str, &str)] = &[
    ("HY", "Hybrid"),
    ("NC", "No Children"),
    ("CH", "Closed on Holidays"),
    ("BL", "Bilingual"),
    ("SC", "Security Cameras"),
];

/// The usual keys in English, and their types; a small letter is another key than a capital.
const ENGLISH: &[(&str, &str)] = &[
    ("B", "BEG"),
    ("BL", "BL"),
    ("BT", "BT"),
    ("C", "C"),
    ("CH", "CH"),
    ("CL", "CAN"),
    ("CP", "CPT"),
    ("CW", "CW"),
    ("D", "DISC"),
    ("ES", "ES"),
    ("GL", "GL"),
    ("IP", "IP"),
    ("IW", "IW"),
    ("JT", "JFT"),
    ("LC", "LC"),
    ("M", "M"),
    ("ME", "MED"),
    ("NC", "NC"),
    ("NS", "NS"),
    ("O", "O"),
    ("QA", "QA"),
    ("RA", "RA"),
    ("SC", "SC"),
    ("SD", "SPK"),
    ("SG", "SWG"),
    ("So", "SPK"),
    ("Sp", "SPK"),
    ("St", "STEP"),
    ("To", "TOP"),
    ("Tr", "TRAD"),
    ("VM", "ONL"),
    ("HY", "HY"),
    ("TC", "TC"),
    ("W", "W"),
    ("WC", "X"),
    ("YP", "Y"),
];

/// Keys in German lists whose meaning is plain.
const GERMAN: &[(&str, &str)] = &[("O", "O"), ("Beh", "X"), ("M", "M"), ("F", "W")];

/// Keys that are the same in every language.
const ANYWHERE: &[&str] = &["VM", "HY", "TC", "BT", "SPAD"];

/// The formats that a list brings along; none in most.
#[derive(Debug, Default)]
pub(super) struct Formats {
    by_id: HashMap<String, ListingType>,
    by_key: HashMap<String, ListingType>,
}

/// What a world id stands for; none where it is not one of the programme's types.
pub(super) fn of_world(id: &str, types: &Types) -> Option<ListingType> {
    let id = id.trim();
    let code = WORLD.iter().find(|(world, _)| *world == id).map_or(id, |(_, code)| code);
    let named = NAMED.iter().find(|(known, _)| *known == code);
    let named = named.map(|(code, name)| ListingType { code: (*code).to_owned(), name: Some(Cow::Borrowed(name)) });
    types.find(code).or(named)
}

impl Formats {
    /// The formats in these records, of either interface.
    pub(super) fn new(records: &[Record<'_>], types: &Types) -> Self {
        let mut formats = Self::default();
        for record in records {
            let translated = match record.field("translations") {
                Some(Field::List(all)) => all.first().and_then(|one| match one {
                    Field::Record(one) => Some(one),
                    _ => None,
                }),
                _ => None,
            };
            let said = |names: &[&str]| record.line(names).or_else(|| translated.and_then(|one| one.line(names)));
            let Some(key) = said(&["key_string", "key"]).map(|key| key.to_string()) else { continue };
            let world = record.said(&["world_id", "worldid"]).and_then(|id| of_world(&id, types));
            let own = || ListingType {
                code: key.clone(),
                name: Some(Cow::Owned(
                    said(&["name_string", "name"]).map_or_else(|| key.clone(), |name| name.to_string()),
                )),
            };
            let format = world.unwrap_or_else(own);
            if let Some(id) = record.said(&["id"]) {
                formats.by_id.insert(at(record, &id), format.clone());
            }
            // A key may come twice on a server; the first is the one that a person sees.
            formats.by_key.entry(key).or_insert(format);
        }
        formats
    }

    /// The types of a meeting; one that is not known has no name.
    pub(super) fn of(&self, record: &Record<'_>, types: &Types) -> Vec<ListingType> {
        let mut found = Vec::new();
        let mut add = |known: Option<ListingType>, said: &str| {
            let one = known.unwrap_or_else(|| ListingType { code: said.to_owned(), name: None });
            if !found.contains(&one) {
                found.push(one);
            }
        };
        let parts = |name: &str| {
            let words = record.words(name);
            words
                .iter()
                .flat_map(|word| word.split(','))
                .filter_map(line)
                .map(|one| one.to_string())
                .take(MOST)
                .collect::<Vec<_>>()
        };
        let (ids, keys) = (parts("format_shared_id_list"), parts("formats"));
        let ids = if ids.is_empty() { parts("formatids") } else { ids };
        let all: Option<Vec<_>> = ids.iter().map(|id| self.by_id.get(&at(record, id))).collect();
        match all {
            Some(all) if !all.is_empty() => all.into_iter().for_each(|one| add(Some(one.clone()), &one.code)),
            _ if keys.is_empty() => ids.iter().for_each(|id| add(None, id)),
            _ => {
                let language = record.said(&["lang_enum"]);
                let language = language.as_deref().unwrap_or("en");
                for key in &keys {
                    add(self.by_key.get(key).cloned().or_else(|| usual(key, language, types)), key);
                }
            }
        }
        found
    }
}

/// An id is one server's own.
fn at(record: &Record<'_>, id: &str) -> String {
    let server = record.said(&["root_server_id", "root_server_uri"]).unwrap_or_default();
    format!("{server} {id}")
}

/// What a key usually stands for in a list of this language. Two small letters are a language.
fn usual(key: &str, language: &str, types: &Types) -> Option<ListingType> {
    let keys = match language {
        "en" => ENGLISH,
        "de" => GERMAN,
        _ => &[],
    };
    let known = keys.iter().find(|(known, _)| *known == key).map(|(_, code)| *code);
    let spoken = key.len() == 2 && key.bytes().all(|byte| byte.is_ascii_lowercase());
    of_world(known.or_else(|| (spoken || ANYWHERE.contains(&key)).then_some(key))?, types)
}
