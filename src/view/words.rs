//! How days, numbers and lists are said in words: one way everywhere.

use chrono::Datelike;

use crate::domain::day::Day;
use crate::domain::moment::Moment;
use crate::domain::programme::{Programme, Speech};

/// `1 day`, `3 days`.
pub fn counted(number: i64, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// `Sun 22 Nov 2026`: stands by itself whenever it is read.
pub fn dated(day: Day) -> String {
    day.date().format("%a %-d %b %Y").to_string()
}

/// `Sun 22 Nov`, with the year when it is not this one: for someone who reads it today.
pub fn near(day: Day, today: Day) -> String {
    let style = if day.date().year() == today.date().year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.date().format(style).to_string()
}

/// `Sun 22 Nov (yesterday)`.
pub fn told(day: Day, today: Day) -> String {
    match day.days_until(today) {
        0 => format!("{} (today)", near(day, today)),
        1 => format!("{} (yesterday)", near(day, today)),
        _ => near(day, today),
    }
}

/// `Mon 16 to Wed 18 Nov` or `Mon 16 Nov`, as two near days.
pub fn span(from: Day, to: Day, today: Day) -> String {
    if from == to { near(from, today) } else { format!("{} to {}", near(from, today), near(to, today)) }
}

/// `4`, or `4.5`.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}

/// `850 m`, `2.4 km`, `12 km`; or `0.5 mi` for those who tell miles.
pub fn distance(metres: u32, miles: bool) -> String {
    let (far, unit) = if miles { (f64::from(metres) / 1609.344, "mi") } else { (f64::from(metres) / 1000.0, "km") };
    let told = match far {
        far if far < 1.0 && !miles => return format!("{metres}\u{a0}m"),
        far if far < 10.0 => format!("{far:.1}"),
        far => format!("{far:.0}"),
    };
    format!("{told}\u{a0}{unit}")
}

/// `today`, `tomorrow`, `in 12 days`, `3 days ago`.
pub fn away(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days < 0 => format!("{} ago", counted(-days, "day")),
        days => format!("in {}", counted(days, "day")),
    }
}

/// `08:10`, the wall-clock time where it was written.
pub fn clock_time(moment: Moment) -> String {
    moment.at().format("%H:%M").to_string()
}

/// `Sun 22 Nov, 21:30`, with the year when it is not this one.
pub fn moment(at: Moment, today: Day) -> String {
    let day = Day::new(at.at().date_naive()).map_or_else(|_| at.to_string(), |day| near(day, today));
    format!("{day}, {}", clock_time(at))
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// `82.1 % (323 of 326 days)`, or that there is nothing to divide by yet.
pub fn shared(share: Option<f64>, part: i64, whole: i64, unit: &str) -> String {
    match share {
        Some(share) => format!("{} ({part} of {})", percent(share), counted(whole, unit)),
        None => format!("no {unit} is over yet"),
    }
}

/// A share as a percentage that says 100 only when nothing is missing, and 0 only when there is nothing.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round();
    let honest = if share < 1.0 { tenths.min(999.0) } else { tenths };
    let honest = if share > 0.0 { honest.max(1.0) } else { honest };
    if honest % 10.0 == 0.0 { format!("{:.0} %", honest / 10.0) } else { format!("{:.1} %", honest / 10.0) }
}

/// Rounds to so many decimals, for JSON.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}

/// The first line of a longer text, cut to so many characters, for a table.
pub fn excerpt(text: &str, characters: usize) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let whole = line.chars().count() <= characters && line.len() == text.trim_start().len();
    if whole { line.to_owned() } else { line.chars().take(characters.saturating_sub(1)).chain(['…']).collect() }
}

/// ` (AA)`, to follow a name; nothing where no programme is followed.
pub fn bracketed(speech: Option<&Speech>) -> String {
    speech.map(|speech| format!(" ({})", speech.title)).unwrap_or_default()
}

/// How a programme is spoken of by custom, until a view is told the person's own words.
pub fn by_custom(programme: Option<&Programme>) -> Option<Speech> {
    programme.map(|programme| programme.speech(&[]))
}

/// Words that stay on one line.
pub fn together(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

/// `30 days (red chip)`, or only how long it is where nothing marks it.
pub fn marked(label: &str, token: Option<&String>) -> String {
    token.map_or_else(|| label.to_owned(), |token| format!("{label} ({token})"))
}

/// A name as it can be typed in a shell: in quotes where it has to be.
pub fn typed(name: &str) -> String {
    let plain = !name.starts_with('-') && name.chars().all(|c| c.is_alphanumeric() || "-_.@+".contains(c));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_seen_from_today() {
        let today = "2026-11-23".parse().unwrap();
        let said = |day: &str| told(day.parse().unwrap(), today);
        assert_eq!(said("2026-11-23"), "Mon 23 Nov (today)");
        assert_eq!(said("2026-11-22"), "Sun 22 Nov (yesterday)");
        assert_eq!(said("2025-11-22"), "Sat 22 Nov 2025");
    }

    #[test]
    fn a_percentage_never_claims_what_is_missing() {
        assert_eq!(percent(0.9999), "99.9 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.75), "75 %");
        assert_eq!(percent(0.00001), "0.1 %");
        assert_eq!(percent(0.0), "0 %");
    }

    #[test]
    fn a_distance_is_told_as_finely_as_it_helps() {
        let told = |metres, miles| distance(metres, miles).replace('\u{a0}', " ");
        assert_eq!([told(850, false), told(2_449, false), told(12_400, false)], ["850 m", "2.4 km", "12 km"]);
        assert_eq!([told(850, true), told(2_449, true), told(261_983, true)], ["0.5 mi", "1.5 mi", "163 mi"]);
    }

    #[test]
    fn lists_and_counts_read_like_speech() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(counted(1, "day"), "1 day");
        assert_eq!(counted(0, "day"), "0 days");
        assert_eq!(away(12), "in 12 days");
        assert_eq!(away(-2), "2 days ago");
    }

    #[test]
    fn an_excerpt_says_that_more_follows() {
        assert_eq!(excerpt("short", 10), "short");
        assert_eq!(excerpt("first line\nsecond", 20), "first line…");
        assert_eq!(excerpt("0123456789abc", 10), "012345678…");
    }

    #[test]
    fn a_name_with_blanks_is_quoted_for_the_shell() {
        assert_eq!(typed("alcohol"), "alcohol");
        assert_eq!(typed("St Mary's"), r"'St Mary'\''s'");
    }
}
