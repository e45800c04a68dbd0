//! The weekdays of a published meeting: numbers, names in several languages, or several of them at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;

use super::quoted;
use crate::domain::meeting::Weekdays;

/// The days of the week from Monday, each with its names, the short English one first.
const NAMES: &str = include_str!("days.txt");

/// What stands for no day at all, in lists that say so with a word.
const BY_APPOINTMENT: &[&str] = &["appointment", "by appointment"];

static NAMED: LazyLock<HashMap<&str, Weekday>> = LazyLock::new(|| {
    let days = NAMES.lines().zip(0..);
    let named = days.flat_map(|(names, from_monday)| {
        let day = Weekday::try_from(from_monday).unwrap_or(Weekday::Mon);
        names.split_whitespace().map(move |name| (name, day))
    });
    named.collect()
});

/// How a list counts its weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Sunday is 0, Saturday is 6.
    Sunday0,
    /// Monday is 1, Sunday is 7, or 0.
    Monday1,
    /// Sunday is 1, Saturday is 7.
    Sunday1,
}

impl Counting {
    fn day(self, number: i64) -> Result<Weekday, String> {
        let from_monday = match (self, number) {
            (Self::Sunday0, 7) => {
                return Err("its day is 7, and a list counts from 0 for Sunday; where it means Sunday by 7, add \
                            --iso-days"
                    .to_owned());
            }
            (Self::Sunday0, 0..=6) | (Self::Monday1, 0..=7) => (number + 6) % 7,
            (Self::Sunday1, 1..=7) => (number + 5) % 7,
            (Self::Sunday0, _) => return Err(format!("its day is {number}, and a week counts from 0 to 6")),
            (Self::Monday1 | Self::Sunday1, _) => {
                return Err(format!("its day is {number}, and a week counts from 1 to 7"));
            }
        };
        u8::try_from(from_monday).ok().and_then(|day| Weekday::try_from(day).ok()).ok_or_else(|| "it has no day".into())
    }
}

/// The weekdays that these words say, each of them one or several with a comma, a semicolon or a slash between.
/// None at all is a meeting by appointment.
///
/// # Errors
/// When one of them is no weekday; the reason is a sentence about the record.
pub fn weekdays<'a>(said: impl IntoIterator<Item = &'a str>, counting: Counting) -> Result<Weekdays, String> {
    let mut days = Vec::new();
    for part in said.into_iter().flat_map(|said| said.split([',', ';', '/'])) {
        let word = part.trim().to_lowercase();
        match word.as_str() {
            "" => {}
            word if BY_APPOINTMENT.contains(&word) => {}
            "daily" | "every day" => days.extend((0..7).filter_map(|day| Weekday::try_from(day).ok())),
            word => days.push(match (NAMED.get(word), word.parse::<i64>()) {
                (Some(day), _) => *day,
                (None, Ok(number)) => counting.day(number)?,
                (None, Err(_)) => return Err(format!("its day, {}, is no weekday", quoted(part.trim()))),
            }),
        }
    }
    Ok(days.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &[&str], counting: Counting) -> String {
        weekdays(said.iter().copied(), counting).map_or_else(|wrong| wrong, |days| days.to_string())
    }

    #[test]
    fn a_day_is_a_number_a_name_or_several_of_them() {
        for (said, days) in [
            (&["0"][..], "sun"),
            (&["6"], "sat"),
            (&[" 1 "], "mon"),
            (&["Sunday"], "sun"),
            (&["TUES"], "tue"),
            (&["miércoles"], "wed"),
            (&["Jeudi"], "thu"),
            (&["金曜日"], "fri"),
            (&["LÖRDAG"], "sat"),
            (&["nedeľa"], "sun"),
            (&["Sonnabend"], "sat"),
            (&["1", "3", "1"], "mon,wed"),
            (&["Monday, Thursday"], "mon,thu"),
            (&["Mon/Wed"], "mon,wed"),
            (&["daily"], "mon,tue,wed,thu,fri,sat,sun"),
            (&[], ""),
            (&["", "  "], ""),
            (&["By appointment"], ""),
        ] {
            assert_eq!(read(said, Counting::Sunday0), days, "{said:?}");
        }
    }

    #[test]
    fn seven_is_sunday_only_where_the_list_was_said_to_count_so() {
        assert!(read(&["7"], Counting::Sunday0).contains("--iso-days"));
        assert_eq!(read(&["7", "1"], Counting::Monday1), "mon,sun");
        assert_eq!(read(&["0"], Counting::Monday1), "sun");
        assert_eq!(read(&["7", "1"], Counting::Sunday1), "sat,sun");
    }

    #[test]
    fn what_is_no_weekday_is_said() {
        assert_eq!(read(&["Blursday"], Counting::Sunday0), "its day, \"Blursday\", is no weekday");
        assert_eq!(read(&["-1"], Counting::Sunday0), "its day is -1, and a week counts from 0 to 6");
        assert_eq!(read(&["8"], Counting::Monday1), "its day is 8, and a week counts from 1 to 7");
        assert_eq!(read(&["0"], Counting::Sunday1), "its day is 0, and a week counts from 1 to 7");
        assert!(read(&["1.5"], Counting::Sunday0).contains("no weekday"));
        assert!(read(&["99999999999999999999"], Counting::Sunday0).contains("no weekday"));
    }

    #[test]
    fn every_name_stands_for_one_day() {
        let names: Vec<&str> = NAMES.split_whitespace().collect();
        assert_eq!(NAMED.len(), names.len());
        assert_eq!(NAMES.lines().count(), 7);
    }
}
