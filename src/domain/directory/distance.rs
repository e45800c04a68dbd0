//! A length on the ground, as people give and read it.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::super::invalid::Invalid;

/// Metres in a mile.
const MILE: f64 = 1609.344;

/// Half the way round the earth, in metres: nothing on it is farther away.
const FARTHEST: f64 = 20_016_000.0;

/// What a distance is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Kilometres.
    #[default]
    Kilometres,
    /// Miles.
    Miles,
}

impl Unit {
    /// So many metres in this unit, to a tenth below ten: `1.2 km`; what is nearer than a tenth is said to be.
    pub fn told(self, metres: u32) -> String {
        let (one, name) = match self {
            Self::Kilometres => (1000.0, "km"),
            Self::Miles => (MILE, "mi"),
        };
        let many = f64::from(metres) / one;
        let tenths = (many * 10.0).round() / 10.0;
        match tenths {
            0.0 => format!("under 0.1 {name}"),
            _ if tenths < 10.0 && tenths.fract() != 0.0 => format!("{tenths:.1} {name}"),
            _ => format!("{many:.0} {name}"),
        }
    }
}

/// A distance, `5km` or `3mi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    metres: u32,
    unit: Unit,
}

impl Distance {
    /// So many kilometres.
    pub fn kilometres(many: u16) -> Self {
        Self { metres: u32::from(many) * 1000, unit: Unit::Kilometres }
    }

    /// Its length in metres.
    pub fn metres(self) -> u32 {
        self.metres
    }

    /// What it was given in.
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl FromStr for Distance {
    type Err = Invalid;

    /// `5km`, `3 mi`, `800m`, `2.5 miles`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a distance like 5km or 3mi"));
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).ok_or_else(wrong)?;
        let (number, unit) = text.split_at(end);
        let (one, unit) = match unit.trim().to_lowercase().as_str() {
            "m" => (1.0, Unit::Kilometres),
            "km" => (1000.0, Unit::Kilometres),
            "mi" | "mile" | "miles" => (MILE, Unit::Miles),
            _ => return Err(wrong()),
        };
        let metres = number.parse::<f64>().map_err(|_| wrong())? * one;
        if !(1.0..=FARTHEST).contains(&metres) {
            return Err(Invalid(format!("\"{text}\" is not a distance between 1m and 20000km")));
        }
        // Within the bounds of the line above.
        Ok(Self { metres: metres.round() as u32, unit })
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, name) = match self.unit {
            Unit::Kilometres if self.metres < 1000 => (1.0, "m"),
            Unit::Kilometres => (1000.0, "km"),
            Unit::Miles => (MILE, "mi"),
        };
        let many = (f64::from(self.metres) / one * 100.0).round() / 100.0;
        f.pad(&format!("{many}{name}"))
    }
}

impl Serialize for Distance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metres(text: &str) -> u32 {
        text.parse::<Distance>().unwrap().metres()
    }

    #[test]
    fn a_distance_is_read_in_kilometres_metres_and_miles() {
        assert_eq!((metres("5km"), metres("800 m"), metres("2.5 KM")), (5000, 800, 2500));
        assert_eq!((metres("3mi"), metres("1 mile")), (4828, 1609));
        for wrong in ["", "5", "km", "-5km", "5 leagues", "0km", "1e9km", "99999km", "5..km", ".km", "nan km"] {
            assert!(wrong.parse::<Distance>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_distance_is_written_as_it_was_given() {
        for text in ["5km", "3mi", "800m", "2.5km"] {
            assert_eq!(text.parse::<Distance>().unwrap().to_string(), text);
        }
        assert_eq!((Unit::Kilometres.told(1249), Unit::Miles.told(1609)), ("1.2 km".to_owned(), "1 mi".to_owned()));
        assert_eq!(
            (Unit::Kilometres.told(12_400), Unit::Miles.told(70)),
            ("12 km".to_owned(), "under 0.1 mi".to_owned())
        );
    }
}
