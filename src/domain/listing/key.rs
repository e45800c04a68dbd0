//! What published meetings are known by, so that the same list, read again, is known again.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{Key, Line, Listing};

/// The name of a meeting that its list gives none to: small letters and digits of its name, its weekdays and its start.
/// None where nothing of it can be written so.
pub fn derived(name: &Line, listing_days: &str, start: &str) -> Option<Line> {
    let whole = format!("{name} {listing_days} {start}");
    let mut slug = String::with_capacity(whole.len());
    for c in whole.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != ':' {
            slug.push('-');
        }
    }
    Line::clean(slug.trim_end_matches('-'))
}

/// What a record is among those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The first of its key.
    New,
    /// It says again what one of its key said.
    Repeated,
    /// It says something else than another one of its key, and was given the key that follows it.
    Renamed,
}

/// The keys of a list so far, and what was said under each.
#[derive(Debug, Default)]
pub struct Seen(HashMap<Key, Vec<u64>>);

impl Seen {
    /// Takes note of a listing; where its key is taken by another meeting, it gets one of its own: `-2`.
    pub fn take(&mut self, listing: &mut Listing) -> Known {
        // Two meetings of one key that differ are told apart by 64 bits; these are the same on every run.
        let mut hasher = DefaultHasher::new();
        listing.hash(&mut hasher);
        let said = hasher.finish();
        let Some(before) = self.0.get_mut(&listing.key) else {
            self.0.insert(listing.key.clone(), vec![said]);
            return Known::New;
        };
        if before.contains(&said) {
            return Known::Repeated;
        }
        before.push(said);
        let taken = listing.key.clone();
        let mut nth = before.len();
        let key = loop {
            match format!("{taken}-{nth}").parse::<Key>() {
                Ok(key) if !self.0.contains_key(&key) => break key,
                _ => nth += 1,
            }
        };
        self.0.insert(key.clone(), vec![said]);
        listing.key = key;
        Known::Renamed
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::listing;
    use super::*;

    #[test]
    fn a_key_that_comes_twice_is_a_repetition_or_another_meeting() {
        let mut seen = Seen::default();
        let mut take = |key: &str, name: &str| {
            let mut one = listing(key, name);
            (seen.take(&mut one), one.key.to_string())
        };
        assert_eq!(take("a", "A"), (Known::New, "a".to_owned()));
        assert_eq!(take("a", "A"), (Known::Repeated, "a".to_owned()));
        assert_eq!(take("a", "B"), (Known::Renamed, "a-2".to_owned()));
        assert_eq!(take("a", "B"), (Known::Repeated, "a".to_owned()));
        assert_eq!(take("a-3", "X"), (Known::New, "a-3".to_owned()));
        assert_eq!(take("a", "C"), (Known::Renamed, "a-4".to_owned()));
        assert_eq!(take("a-2", "Y"), (Known::Renamed, "a-2-2".to_owned()));
    }

    #[test]
    fn a_meeting_without_a_key_is_known_by_what_it_is() {
        let name = Line::clean("  Women's  Group (O) ").unwrap();
        assert_eq!(derived(&name, "tue,thu", "19:30").unwrap().as_str(), "women-s-group-o-tue-thu-1930");
        assert_eq!(derived(&name, "", "").unwrap().as_str(), "women-s-group-o");
        assert_eq!(derived(&Line::clean("ÖÄ 木").unwrap(), "", "").unwrap().as_str(), "öä-木");
        assert_eq!(derived(&Line::clean("!!!").unwrap(), "", ""), None);
    }
}
