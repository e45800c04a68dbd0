//! Time that is only to pass: how long to wait, and breaths that are slow on purpose.
//!
//! Nothing here waits. It says what holds after so much time.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::invalid::Invalid;

/// How long to wait: 1 second to 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(Duration);

/// The longest wait, in seconds.
const LONGEST: u64 = 24 * 60 * 60;

impl Wait {
    /// How long.
    pub fn length(self) -> Duration {
        self.0
    }

    /// What is left of it after so much; none once it is over.
    pub fn left(self, elapsed: Duration) -> Option<Duration> {
        self.0.checked_sub(elapsed).filter(|left| !left.is_zero())
    }
}

impl FromStr for Wait {
    type Err = Invalid;

    /// `15m`, `90s`, `1h`; `15` is minutes.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wanted = text.trim().to_lowercase();
        let units = [('s', 1), ('m', 60), ('h', 60 * 60)];
        let unit = units.into_iter().find_map(|(unit, seconds)| Some((wanted.strip_suffix(unit)?, seconds)));
        let (number, seconds) = unit.unwrap_or((&wanted, 60));
        let seconds = number.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(seconds));
        let known = seconds.filter(|seconds| (1..=LONGEST).contains(seconds));
        known
            .map(|seconds| Self(Duration::from_secs(seconds)))
            .ok_or_else(|| Invalid(format!("\"{text}\" is not a time to wait like 15m or 90s, at most 24h")))
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}s", self.0.as_secs())
    }
}

/// Seconds of a breath in, and out. Six slow breaths a minute, the way out longer than the way in, is about the pace
/// that calms the heart most; nothing is held, which not everybody bears well.
const IN: Duration = Duration::from_secs(4);
const OUT: Duration = Duration::from_secs(6);

/// Where a slow breath stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breath {
    /// The air goes in; otherwise out.
    pub inward: bool,
    /// Whole seconds of it that are left, the one that has begun included.
    pub seconds_left: u64,
    /// How full the lungs are, 0 to 1.
    pub full: f64,
    /// Whole breaths until now.
    pub breaths: u64,
}

impl Breath {
    /// The breath after so much time.
    pub fn at(elapsed: Duration) -> Self {
        let whole = IN + OUT;
        let into = Duration::from_millis(u64::try_from(elapsed.as_millis() % whole.as_millis()).unwrap_or_default());
        let inward = into < IN;
        let (since, length) = if inward { (into, IN) } else { (into - IN, OUT) };
        let done = since.as_secs_f64() / length.as_secs_f64();
        Self {
            inward,
            seconds_left: length.as_secs() - since.as_secs(),
            full: if inward { done } else { 1.0 - done },
            breaths: elapsed.as_secs() / whole.as_secs(),
        }
    }
}

/// Whole minutes, rounded to the nearest.
pub fn minutes(elapsed: Duration) -> i64 {
    i64::try_from((elapsed.as_secs() + 30) / 60).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_minutes_seconds_or_hours() {
        let seconds = |text: &str| text.parse::<Wait>().unwrap().length().as_secs();
        assert_eq!((seconds("15m"), seconds("90s"), seconds("1H"), seconds("20")), (900, 90, 3600, 1200));
        for wrong in ["", "0", "m", "-5m", "25h", "1.5h", "a while", "18446744073709551615h"] {
            assert!(wrong.parse::<Wait>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_is_over_when_nothing_is_left() {
        let wait: Wait = "2m".parse().unwrap();
        assert_eq!(wait.left(Duration::from_secs(50)), Some(Duration::from_secs(70)));
        assert_eq!((wait.left(Duration::from_secs(120)), wait.left(Duration::from_secs(999))), (None, None));
    }

    #[test]
    fn four_seconds_in_and_six_out() {
        let at = |tenths: u64| Breath::at(Duration::from_millis(tenths * 100));
        let said = |tenths: u64| (at(tenths).inward, at(tenths).seconds_left, at(tenths).breaths);
        assert_eq!(said(0), (true, 4, 0));
        assert_eq!(said(39), (true, 1, 0));
        assert_eq!(said(40), (false, 6, 0));
        assert_eq!(said(99), (false, 1, 0));
        assert_eq!(said(100), (true, 4, 1));
        assert_eq!(said(6000), (true, 4, 60));
        assert_eq!((at(20).full, at(40).full, at(70).full), (0.5, 1.0, 0.5));
    }

    #[test]
    fn minutes_are_rounded() {
        let said = [0, 29, 30, 89, 90, 3600].map(|seconds| minutes(Duration::from_secs(seconds)));
        assert_eq!(said, [0, 0, 1, 1, 2, 60]);
    }
}
