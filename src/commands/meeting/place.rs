//! The place that meetings are looked for around.

use std::fmt;
use std::str::FromStr;

use super::look::LookArgs;
use crate::app::App;
use crate::domain::directory::near::{Place, locate};
use crate::domain::invalid::Invalid;
use crate::domain::place::Point;
use crate::error::{Error, Result};
use crate::store::directory::Directory;
use crate::view::words::listed;

/// A place as a person names it.
#[derive(Debug, Clone)]
pub enum NearArg {
    /// By its latitude and longitude.
    Point(Point),
    /// By a name or postcode that stands in the lists.
    Named(String),
}

impl FromStr for NearArg {
    type Err = Invalid;

    fn from_str(text: &str) -> std::result::Result<Self, Invalid> {
        // What is all numbers is meant as numbers, right or wrong; a postcode has no comma or point.
        let numbers = text.contains(',') && text.chars().all(|c| c.is_ascii_digit() || " ,.+-".contains(c));
        if numbers {
            return text.parse().map(Self::Point);
        }
        match text.trim() {
            "" => Err(Invalid::new("a place has at least one letter")),
            name => Ok(Self::Named(name.to_owned())),
        }
    }
}

impl fmt::Display for NearArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Named(name) => write!(f, "\"{name}\""),
        }
    }
}

/// The point that distances are told from, and what that place was called: what was named, or else the setting.
///
/// # Errors
/// When no list holds the place, when it may be one of several, or when a distance was asked for from nowhere.
pub(super) fn centre(
    args: &LookArgs,
    app: &App<'_>,
    directories: &[&Directory],
) -> Result<Option<(Point, Option<String>)>> {
    match (&args.near, app.settings.near) {
        (Some(NearArg::Point(point)), _) => Ok(Some((*point, None))),
        (Some(NearArg::Named(name)), _) => named(name, directories).map(|point| Some((point, Some(name.clone())))),
        (None, Some(near)) => Ok(Some((near, None))),
        (None, None) if args.within.is_some() => Err(Error::usage("--within needs a place to measure from")
            .hint("add --near, or set it once: onward config set near 53.48,-2.24")),
        (None, None) => Ok(None),
    }
}

fn named(name: &str, directories: &[&Directory]) -> Result<Point> {
    let mut spots = Vec::new();
    for directory in directories {
        spots.extend(directory.spots(name)?);
    }
    match locate(name, &spots) {
        Place::Here(point, _) => Ok(point),
        Place::Several(areas) => {
            let what = format!("--near: \"{name}\" stands for more than one place in the lists");
            let hint = match areas.as_slice() {
                [_, _, ..] => format!("in {}; add that to it, or name a postcode, or --near LAT,LON", listed(&areas)),
                _ => "name a postcode, or --near LAT,LON".to_owned(),
            };
            Err(Error::refused(what).hint(hint))
        }
        Place::Unknown => Err(Error::refused(format!("--near: no meeting with a known place is at \"{name}\""))
            .hint("no network is asked, so only what the lists hold is found; --near LAT,LON works anywhere")),
    }
}
