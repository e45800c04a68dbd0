//! Where something is on the map, and how far one place is from another.
//!
//! Not here: looking up a place by its name; no network is asked, ever.

use std::fmt;
use std::str::FromStr;

use super::invalid::Invalid;

/// Micro-degrees in a degree: about 11 cm on the ground are one of them.
const MICRO: f64 = 1_000_000.0;

/// The mean radius of the earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// A place by its latitude and longitude in degrees, exact to a millionth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

impl Point {
    /// The place with this latitude (-90 to 90) and longitude (-180 to 180) in degrees.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, Invalid> {
        let micro = |degrees: f64, most: f64, what: &str| {
            if degrees.abs() <= most {
                // Cannot be cut off: at most 180 million.
                Ok((degrees * MICRO).round() as i32)
            } else {
                Err(Invalid(format!("{what} {degrees} is not between -{most} and {most}")))
            }
        };
        Ok(Self { latitude: micro(latitude, 90.0, "latitude")?, longitude: micro(longitude, 180.0, "longitude")? })
    }

    /// The place with this latitude and longitude in millionths of a degree, as they can be stored.
    pub fn of_microdegrees(latitude: i32, longitude: i32) -> Result<Self, Invalid> {
        Self::new(f64::from(latitude) / MICRO, f64::from(longitude) / MICRO)
    }

    /// Its latitude and longitude in millionths of a degree.
    pub fn microdegrees(self) -> (i32, i32) {
        (self.latitude, self.longitude)
    }

    /// Its latitude in degrees.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / MICRO
    }

    /// Its longitude in degrees.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / MICRO
    }

    /// How far the other place is, in metres along the ground of a round earth: right to half a percent.
    pub fn metres_to(self, other: Self) -> u32 {
        let (from, to) = (self.latitude().to_radians(), other.latitude().to_radians());
        let across = (other.longitude() - self.longitude()).to_radians() / 2.0;
        let chord = ((to - from) / 2.0).sin().powi(2) + from.cos() * to.cos() * across.sin().powi(2);
        // Cannot be cut off: half the way round the earth at most.
        (2.0 * EARTH * chord.sqrt().min(1.0).asin()).round() as u32
    }
}

impl FromStr for Point {
    type Err = Invalid;

    /// `53.4808,-2.2426`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a latitude and a longitude like 53.4808,-2.2426"));
        let (latitude, longitude) = text.split_once(',').ok_or_else(wrong)?;
        let degrees =
            |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(wrong);
        Self::new(degrees(latitude)?, degrees(longitude)?)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{},{}", self.latitude(), self.longitude()))
    }
}

impl serde::Serialize for Point {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Point {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_is_read_back_as_written() {
        for text in ["53.4808,-2.2426", "0,0", "-33.868821,151.209296", "90,-180"] {
            assert_eq!(point(text).to_string(), text);
            let (latitude, longitude) = point(text).microdegrees();
            assert_eq!(Point::of_microdegrees(latitude, longitude), Ok(point(text)));
        }
        assert!(Point::of_microdegrees(90_000_001, 0).is_err());
    }

    #[test]
    fn what_is_not_on_the_map_is_refused() {
        for text in ["200,0", "0,181", "north", "1;2", "NaN,0", "inf,1", "1,", "-90.0000001,0"] {
            assert!(text.parse::<Point>().is_err(), "{text}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        // London to Manchester, and half round the earth, as the haversine formula gives them elsewhere.
        let (london, manchester) = (point("51.5074,-0.1278"), point("53.4808,-2.2426"));
        assert_eq!(london.metres_to(manchester), 261_983);
        assert_eq!(london.metres_to(london), 0);
        assert_eq!(point("0,0").metres_to(point("0,180")), 20_015_114);
    }
}
