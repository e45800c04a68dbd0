//! The id of an imported record: it follows from what the record is, so that it is the same each time.
//!
//! Source, kind, day, time and, where a day has several alike, which of them it is. The text and the mood are no part
//! of it, so that a record that was corrected is still the same one; only of plain tables, of which there can be
//! several, they are.

use std::collections::HashMap;

use uuid::Uuid;

use super::super::day::Day;
use super::super::id::Id;
use super::super::moment::TimeOfDay;
use super::super::source::Source;

/// The space in which these ids are made; it never changes.
const SPACE: Uuid = Uuid::from_u128(0x6f6e_7761_7264_4d00_8000_696d_706f_7274);

/// The id of what these parts tell apart.
pub fn id(source: Source, parts: &[&str]) -> Id {
    let name = std::iter::once(source.as_str()).chain(parts.iter().copied()).collect::<Vec<_>>().join("\u{1f}");
    Id::new(Uuid::new_v5(&SPACE, name.as_bytes()))
}

/// Counts how often the same has come, so that two of a kind at one time are two. What came is known by an id, not by its
/// text: a file has many and long ones.
#[derive(Debug, Default)]
pub struct Ordinals(HashMap<Id, u32>);

impl Ordinals {
    /// The id of the next of this kind and name at this time.
    pub fn next(&mut self, source: Source, day: Day, time: Option<TimeOfDay>, kind: &str, name: &str) -> Id {
        let (day, time) = (day.to_string(), time.map(|time| time.to_string()).unwrap_or_default());
        let nth = self.0.entry(id(source, &[kind, &day, &time, name])).or_default();
        let made = id(source, &[kind, &day, &time, name, &nth.to_string()]);
        *nth += 1;
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_in_every_version() {
        assert_eq!(id(Source::Daylio, &["checkin", "2026-11-23"]), id(Source::Daylio, &["checkin", "2026-11-23"]));
        assert_eq!(
            id(Source::Daylio, &["checkin", "2026-11-23", "21:35", "", "0"]).to_string(),
            "aa7ec18c-70fd-5021-a47f-45d79651c27d"
        );
    }

    #[test]
    fn two_of_a_kind_are_two_and_other_times_and_sources_are_others() {
        let day = "2026-11-23".parse().unwrap();
        let mut ordinals = Ordinals::default();
        let first = ordinals.next(Source::Daylio, day, None, "checkin", "");
        let second = ordinals.next(Source::Daylio, day, None, "checkin", "");
        let third = ordinals.next(Source::Daylio, day, "09:05".parse().ok(), "checkin", "");
        let other = ordinals.next(Source::Csv, day, "09:06".parse().ok(), "checkin", "");
        let again = Ordinals::default().next(Source::Daylio, day, None, "checkin", "");
        assert_eq!(first, again);
        assert!(first != second && second != third && first != third && third != other);
    }
}
