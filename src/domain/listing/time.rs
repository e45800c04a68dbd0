//! The times of a published meeting, in the spellings that lists really use.
//!
//! `00:00` and `23:59` stay as they are: some lists mean the night that follows by the first, and nothing in them says
//! which do. An end is never invented.

use super::quoted;
use crate::domain::moment::TimeOfDay;

const DAY: u32 = 24 * 60;

/// How far past midnight a meeting may last. Where the end would lie further, one of the two is a slip of the pen: half
/// past five in the afternoon until half past four.
const LATEST_AFTER_MIDNIGHT: u32 = 6 * 60;

/// A time as published; none where there is none.
///
/// # Errors
/// When no clock shows it; the reason is a sentence about the record.
pub fn time(said: &str) -> Result<Option<TimeOfDay>, String> {
    let plain: String = said.chars().filter(|c| !c.is_whitespace() && *c != '.').flat_map(char::to_lowercase).collect();
    match plain.as_str() {
        "" | "appointment" | "byappointment" => return Ok(None),
        "noon" | "midday" => return Ok(Some(TimeOfDay::NOON)),
        "midnight" => return Ok(TimeOfDay::of(0, 0)),
        _ => {}
    }
    // A full stop goes with "a.m."; between digits it could be a part of a day as spreadsheets write it.
    let dotted = said.trim().split_once('.').is_some_and(|(_, after)| after.starts_with(|c: char| c.is_ascii_digit()));
    let found = if dotted { None } else { clock(&plain) };
    found.map(Some).ok_or_else(|| format!("its time, {}, is none that a clock shows", quoted(said.trim())))
}

fn clock(plain: &str) -> Option<TimeOfDay> {
    let (digits, half) = match plain {
        plain if plain.ends_with("am") => (&plain[..plain.len() - 2], Some(0)),
        plain if plain.ends_with("pm") => (&plain[..plain.len() - 2], Some(12)),
        plain => (plain.strip_suffix("uhr").unwrap_or(plain), None),
    };
    let (hour, minute) = hour_and_minute(digits, half.is_some())?;
    let hour = match half {
        None => hour,
        Some(add) if (1..=12).contains(&hour) => hour % 12 + add,
        // "19:30 PM" is said twice over, and means one thing.
        Some(12) if hour > 12 => hour,
        Some(_) => return None,
    };
    TimeOfDay::of(hour, minute)
}

/// `7:30`, `19:30:00`, `19h30`, `1930`, and `7` where the half of the day is said.
fn hour_and_minute(digits: &str, half: bool) -> Option<(u32, u32)> {
    let number = |part: &str, longest: usize| {
        let plain = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse::<u32>().ok() } else { None }
    };
    let two = |part: &str| if part.len() == 2 { number(part, 2) } else { None };
    let parts: Vec<&str> = digits.split([':', 'h']).collect();
    match *parts.as_slice() {
        [hour, minute] => Some((number(hour, 2)?, two(minute)?)),
        [hour, minute, seconds] => two(seconds).filter(|seconds| *seconds < 60).and(number(hour, 2).zip(two(minute))),
        [hour] if half && hour.len() <= 2 => Some((number(hour, 2)?, 0)),
        [joined] if joined.len() >= 3 => number(joined, 4).map(|joined| (joined / 100, joined % 100)),
        _ => None,
    }
}

/// An end as published, `24:00` being midnight.
///
/// # Errors
/// When no clock shows it; the reason is a sentence about the record.
pub fn end_time(said: &str) -> Result<Option<TimeOfDay>, String> {
    if matches!(said.trim(), "24:00" | "24:00:00") {
        return Ok(TimeOfDay::of(0, 0));
    }
    time(said).map_err(|wrong| wrong.replacen("its time", "its end", 1))
}

/// What an end says about a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is when the meeting ends; before the start means after midnight.
    At(TimeOfDay),
    /// It cannot be: it lies before the start, and too far for a meeting that lasts past midnight.
    Impossible,
}

/// Whether a published end can be one.
pub fn end(start: TimeOfDay, end: TimeOfDay) -> End {
    let lasts = (minutes(end) + DAY - minutes(start)) % DAY;
    if end > start || (lasts > 0 && lasts <= LATEST_AFTER_MIDNIGHT) { End::At(end) } else { End::Impossible }
}

/// When a meeting of this length ends; none where it lasts no time, or around the clock.
pub fn end_after(start: TimeOfDay, length: u32) -> Option<TimeOfDay> {
    let end = (minutes(start) + length) % DAY;
    (length > 0 && length < DAY).then(|| TimeOfDay::of(end / 60, end % 60)).flatten()
}

fn minutes(time: TimeOfDay) -> u32 {
    let (hour, minute) = time.hour_and_minute();
    hour * 60 + minute
}

/// A length as published, `01:30:00`, `1:30` or so many minutes, in minutes; none where there is none.
///
/// # Errors
/// When it is none; the reason is a sentence about the record.
pub fn length(said: &str) -> Result<Option<u32>, String> {
    let said = said.trim();
    if said.is_empty() {
        return Ok(None);
    }
    let wrong = || format!("its length, {}, is none of a day", quoted(said));
    let number = |part: &str| if part.len() <= 4 { part.parse::<u32>().map_err(|_| wrong()) } else { Err(wrong()) };
    let parts: Vec<&str> = said.split(':').collect();
    let minutes = match *parts.as_slice() {
        [minutes] => number(minutes)?,
        [hours, minutes] | [hours, minutes, _] => number(hours)? * 60 + number(minutes)?,
        _ => return Err(wrong()),
    };
    if minutes > DAY { Err(wrong()) } else { Ok(Some(minutes)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &str) -> Option<String> {
        time(said).unwrap_or_else(|wrong| panic!("{said}: {wrong}")).map(|time| time.to_string())
    }

    fn at(said: &str) -> TimeOfDay {
        said.parse().unwrap()
    }

    #[test]
    fn a_time_is_read_in_every_spelling() {
        for (said, time) in [
            ("19:30", "19:30"),
            ("7:05", "07:05"),
            ("19:30:00", "19:30"),
            ("7:30 pm", "19:30"),
            ("7:30PM", "19:30"),
            ("7:30\u{202f}p.m.", "19:30"),
            ("6 AM", "06:00"),
            ("12:00 am", "00:00"),
            ("12:15 PM", "12:15"),
            ("1930", "19:30"),
            ("730", "07:30"),
            ("Noon", "12:00"),
            ("midnight", "00:00"),
            ("19h30", "19:30"),
            ("19:30 Uhr", "19:30"),
            ("19:30 PM", "19:30"),
            ("00:00", "00:00"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(read(said).as_deref(), Some(time), "{said}");
        }
        for none in ["", "  ", "Appointment", "by appointment"] {
            assert_eq!(read(none), None);
        }
    }

    #[test]
    fn what_no_clock_shows_is_said() {
        for wrong in [
            "25:00",
            "24:00",
            "-5:00",
            "19:60",
            "19:5",
            "7",
            "0.8125",
            "0.25",
            "13:00 am",
            "0:30 am",
            "seven",
            "19:30:99",
            "12345",
            "19:30-20:30",
            "::",
            "h",
            "１９:30",
            "99999999999:00",
        ] {
            let said = time(wrong).unwrap_err();
            assert!(said.starts_with("its time, \"") && said.ends_with("is none that a clock shows"), "{said}");
        }
    }

    #[test]
    fn an_end_before_the_start_is_after_midnight_or_a_slip_of_the_pen() {
        for (start, ends) in [("23:00", "00:00"), ("22:00", "04:00"), ("19:00", "20:00"), ("00:00", "23:59")] {
            assert_eq!(end(at(start), at(ends)), End::At(at(ends)), "{start} {ends}");
        }
        for (start, ends) in [("12:15", "01:15"), ("17:30", "16:30"), ("19:00", "19:00"), ("22:00", "04:01")] {
            assert_eq!(end(at(start), at(ends)), End::Impossible, "{start} {ends}");
        }
        assert_eq!(end_time("24:00"), Ok(Some(at("00:00"))));
        assert!(end_time("25:00").unwrap_err().starts_with("its end, \"25:00\""));
    }

    #[test]
    fn an_end_follows_from_a_length_of_less_than_a_day() {
        let ends = |start: &str, said: &str| {
            length(said).unwrap().and_then(|length| end_after(at(start), length)).map(|end| end.to_string())
        };
        assert_eq!(ends("19:00", "01:30:00").as_deref(), Some("20:30"));
        assert_eq!(ends("23:59", "01:30").as_deref(), Some("01:29"));
        assert_eq!(ends("19:00", "90").as_deref(), Some("20:30"));
        for none in ["24:00:00", "00:00:00", "", "0"] {
            assert_eq!(ends("19:00", none), None);
        }
        for wrong in ["25:00:00", "-1:00", "x", "1:2:3:4", "99999", "4294967295:00"] {
            assert!(length(wrong).is_err(), "{wrong}");
        }
    }
}
