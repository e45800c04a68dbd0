//! How long before something a calendar is to ring.

use std::fmt;
use std::str::FromStr;

use super::invalid::Invalid;

/// How long before: 1 minute to 4 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    days: u32,
    minutes: u32,
}

/// The longest, in minutes.
const LONGEST: u32 = 28 * 24 * 60;

impl Lead {
    /// Whole days, each as long as the day is, hours and minutes.
    pub fn parts(self) -> (u32, u32, u32) {
        (self.days, self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for Lead {
    type Err = Invalid;

    /// `30m`, `1h`, `2h30m`, `1d`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a time before like 30m, 1h, 2h30m or 1d, at most 28d"));
        let lead = parsed(&text.trim().to_lowercase()).ok_or_else(wrong)?;
        let all = lead.days.checked_mul(24 * 60).and_then(|days| days.checked_add(lead.minutes));
        all.filter(|all| (1..=LONGEST).contains(all)).map(|_| lead).ok_or_else(wrong)
    }
}

/// Numbers, each with its unit, the greater unit first.
fn parsed(text: &str) -> Option<Lead> {
    let (days, rest) = amount(text, 'd')?;
    let (hours, rest) = amount(rest, 'h')?;
    let (minutes, rest) = amount(rest, 'm')?;
    let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
    rest.is_empty().then_some(Lead { days, minutes })
}

/// How many of this unit the text begins with, 0 where it begins with another one; and what follows.
fn amount(text: &str, unit: char) -> Option<(u32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    match text[digits..].strip_prefix(unit) {
        Some(rest) => text[..digits].parse().ok().map(|number| (number, rest)),
        None => Some((0, text)),
    }
}

impl fmt::Display for Lead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, hours, minutes) = self.parts();
        let parts = [(days, "d"), (hours, "h"), (minutes, "m")];
        let said: String =
            parts.iter().filter(|(number, _)| *number > 0).map(|(number, unit)| format!("{number}{unit}")).collect();
        f.pad(&said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_days_hours_and_minutes() {
        for (text, parts) in
            [("30m", (0, 0, 30)), ("1h", (0, 1, 0)), ("2h30m", (0, 2, 30)), ("1d", (1, 0, 0)), (" 90M ", (0, 1, 30))]
        {
            assert_eq!(text.parse::<Lead>().unwrap().parts(), parts, "{text}");
        }
        assert_eq!("1d90m".parse::<Lead>().unwrap().to_string(), "1d1h30m");
        // A day is a day, also the one on which the clocks change.
        assert_ne!("1d".parse::<Lead>().unwrap(), "24h".parse::<Lead>().unwrap());
    }

    #[test]
    fn what_is_no_time_before_is_refused() {
        for wrong in
            ["", "0m", "0d0h", "-30m", "30", "h", "30m1h", "1h1h", "1.5h", "half an hour", "29d", "99999999999m", "1 h"]
        {
            assert!(wrong.parse::<Lead>().is_err(), "{wrong}");
        }
    }
}
