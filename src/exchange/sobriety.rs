//! The file of the app Sobriety: a JSON list of trackers, each with its attempts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::foreign::{text, unreadable};
use crate::domain::import::sobriety::{Attempt, Row};
use crate::domain::import::{Place, Read};
use crate::domain::source::Source;
use crate::error::Result;

/// What is read of a tracker; the rest of it counts money, time and badges.
#[derive(Deserialize)]
struct Tracker {
    name: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    history: BTreeMap<String, i64>,
    #[serde(default)]
    daily_notes: BTreeMap<String, String>,
}

/// The trackers in a file.
///
/// # Errors
/// When it is no JSON list.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    let text = text(Source::Sobriety, bytes)?;
    let list: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|error| {
        unreadable(Source::Sobriety, format!("it is no JSON list of trackers (line {})", error.line()))
    })?;
    let mut read = Read::default();
    for (number, value) in (1..).zip(list) {
        let place = Place::entry(number);
        // The reason of the parser could repeat what somebody wrote.
        let tracker =
            serde_json::from_value(value).map_err(|_| "it is no tracker with a name and a history".to_owned());
        read.add(place.clone(), tracker.and_then(|tracker| row(place, tracker)));
    }
    Ok(read)
}

fn row(place: Place, tracker: Tracker) -> std::result::Result<Row, String> {
    let attempt = |(start, end): (&String, &i64)| {
        let start = start.trim().parse().map_err(|_| "an attempt has no beginning that is a number".to_owned())?;
        Ok(Attempt { start, end: (*end != 0).then_some(*end) })
    };
    Ok(Row {
        place,
        attempts: tracker.history.iter().map(attempt).collect::<std::result::Result<_, String>>()?,
        name: tracker.name,
        stopped: tracker.status.eq_ignore_ascii_case("stopped"),
        notes: tracker.daily_notes.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracker_has_its_attempts_and_notes() {
        let file = br#"[{"name": "Alcohol", "status": "Stopped", "history": {"20": 30, "5": 10, "40": 0}, "priority": 1,
            "daily_notes": {"2026-11-01": "x"}, "savings": {}}, {"name": "a secret"}, 5, {"name": "b", "history": {"x": 1}}]"#;
        let read = read(file).unwrap();
        assert_eq!((read.rows.len(), read.rejected.len()), (2, 2));
        assert!(read.rows[0].stopped && read.rows[0].attempts.contains(&Attempt { start: 40, end: None }));
        assert!(read.rejected.iter().all(|row| !row.reason.contains("secret")));
        assert!(super::read(b"{}").is_err() && super::read(b"[").is_err());
    }
}
