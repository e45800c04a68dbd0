//! A point on the earth, and how far it is from another one.
//!
//! Not here: names of places. Nothing is looked up; a point is what a person or a published list says it is.

use std::fmt;
use std::str::FromStr;

use super::invalid::Invalid;

/// How many microdegrees a degree has. One of them is about a hand's breadth, closer than any list is right.
const PER_DEGREE: f64 = 1_000_000.0;

/// The mean radius of the earth in metres, as the International Union of Geodesy and Geophysics gives it.
const RADIUS: f64 = 6_371_008.8;

/// A point by latitude and longitude, in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

impl Point {
    /// The point at so many degrees north and east.
    ///
    /// # Errors
    /// When the earth has no such point.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, Invalid> {
        let checked = |what: &str, degrees: f64, most: f64| {
            if degrees.abs() <= most {
                // In range by the line above, so that nothing is cut off.
                #[expect(clippy::cast_possible_truncation, reason = "at most 180 million")]
                return Ok((degrees * PER_DEGREE).round() as i32);
            }
            Err(Invalid(format!("a {what} lies between -{most} and {most}, and not at {degrees}")))
        };
        Ok(Self { latitude: checked("latitude", latitude, 90.0)?, longitude: checked("longitude", longitude, 180.0)? })
    }

    /// The point at so many millionths of a degree north and east, as they are stored.
    ///
    /// # Errors
    /// When the earth has no such point.
    pub fn of_microdegrees(latitude: i32, longitude: i32) -> Result<Self, Invalid> {
        Self::new(f64::from(latitude) / PER_DEGREE, f64::from(longitude) / PER_DEGREE)
    }

    /// Latitude and longitude in millionths of a degree.
    pub fn microdegrees(self) -> (i32, i32) {
        (self.latitude, self.longitude)
    }

    /// Degrees north of the equator.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / PER_DEGREE
    }

    /// Degrees east of Greenwich.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / PER_DEGREE
    }

    /// How far the other point is, in metres along the earth taken for a ball: right to half of one per cent.
    pub fn metres_to(self, other: Self) -> f64 {
        let (here, there) = (self.latitude().to_radians(), other.latitude().to_radians());
        let across = (other.longitude() - self.longitude()).to_radians();
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let chord = half(there - here) + here.cos() * there.cos() * half(across);
        2.0 * RADIUS * chord.sqrt().min(1.0).asin()
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{},{}", self.latitude(), self.longitude()))
    }
}

impl FromStr for Point {
    type Err = Invalid;

    /// `53.4808,-2.2426`, with or without a blank after the comma.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("\"{text}\" is not a latitude and longitude like 53.4808,-2.2426"));
        let (latitude, longitude) = text.split_once(',').ok_or_else(wrong)?;
        let degrees = |part: &str| part.trim().parse::<f64>().ok().filter(|degrees| degrees.is_finite());
        Self::new(degrees(latitude).ok_or_else(wrong)?, degrees(longitude).ok_or_else(wrong)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Point {
        text.parse().unwrap()
    }

    #[test]
    fn a_point_is_written_as_it_is_read() {
        for text in ["53.4808,-2.2426", "0,0", "-90,180", "-0.5,0.000001"] {
            assert_eq!(point(text).to_string(), text);
        }
        assert_eq!(point(" 53.4808 , -2.2426 "), point("53.4808,-2.2426"));
        let (latitude, longitude) = point("53.4808,-2.2426").microdegrees();
        assert_eq!((latitude, longitude), (53_480_800, -2_242_600));
        assert_eq!(Point::of_microdegrees(latitude, longitude), Ok(point("53.4808,-2.2426")));
    }

    #[test]
    fn what_the_earth_does_not_have_is_refused() {
        for wrong in ["200,0", "0,181", "-90.1,0", "nan,0", "inf,0", "1e400,0", "53", "", "a,b", "1,2,3", "53 -2"] {
            assert!(wrong.parse::<Point>().is_err(), "{wrong}");
        }
        assert!(Point::of_microdegrees(90_000_001, 0).is_err());
        assert!(Point::new(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn a_distance_is_what_the_map_says() {
        let far = |one: &str, other: &str| point(one).metres_to(point(other)).round();
        // Manchester to London, New York to Los Angeles, pole to pole, over the line where the day changes.
        assert!((far("53.4808,-2.2426", "51.5074,-0.1278") - 262_000.0).abs() < 2_000.0);
        assert!((far("40.7128,-74.0060", "34.0522,-118.2437") - 3_936_000.0).abs() < 10_000.0);
        assert!((far("90,0", "-90,0") - 20_015_000.0).abs() < 1_000.0);
        assert!((far("0,179.5", "0,-179.5") - 111_195.0).abs() < 10.0);
        assert_eq!(far("53.4808,-2.2426", "53.4808,-2.2426").to_bits(), 0.0f64.to_bits());
    }
}
