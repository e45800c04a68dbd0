//! Which point a place or postcode means that stands in the lists. No network is asked: what no list holds is not
//! found.

use super::super::place::Point;
use super::super::text::key;
use super::Spot;

/// How far apart meetings of one place may be, in metres: wider than a city, narrower than two of one name.
const APART: u32 = 60_000;

/// What a place comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Here: the middle of so many meetings.
    Here(Point, usize),
    /// In more than one area; these are some of them.
    Several(Vec<String>),
    /// No list holds it.
    Unknown,
}

/// How well a meeting's place fits what was asked for, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Postcode,
    PostcodeArea,
    Name,
    Words,
}

/// A postcode or a name without what people write in more than one way.
fn bare(text: &str) -> String {
    key(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn fit(wanted: &str, spot: &Spot) -> Fit {
    let asked = bare(wanted);
    let postcode = spot.postcode.as_deref();
    if postcode.is_some_and(|postcode| bare(postcode) == asked) {
        return Fit::Postcode;
    }
    let first = |postcode: &str| postcode.split([' ', '-']).next().map(bare);
    if postcode.and_then(first).is_some_and(|first| first == asked) {
        return Fit::PostcodeArea;
    }
    if spot.names.iter().any(|name| bare(name) == asked) { Fit::Name } else { Fit::Words }
}

/// The point that `wanted` means, among the meetings whose place holds its words: that of the postcode, or else of the
/// area or town of that name, or else of whatever holds the words.
pub fn locate(wanted: &str, spots: &[Spot]) -> Place {
    let Some(best) = spots.iter().map(|spot| fit(wanted, spot)).min() else { return Place::Unknown };
    let found: Vec<&Spot> = spots.iter().filter(|spot| fit(wanted, spot) == best).collect();
    let middle = middle(&found);
    let Some(middle) = middle else { return Place::Unknown };
    // One that stands somewhere else by mistake does not make a place two.
    let far: Vec<&&Spot> = found.iter().filter(|spot| middle.metres_to(spot.point) > APART).collect();
    if far.len() * 20 <= found.len() {
        return Place::Here(middle, found.len());
    }
    let mut areas: Vec<String> = Vec::new();
    for area in found.iter().filter_map(|spot| spot.area.as_ref()) {
        if !areas.contains(area) && areas.len() < 6 {
            areas.push(area.clone());
        }
    }
    Place::Several(areas)
}

/// The point between those of all: the median of each coordinate, which one mistake does not move.
fn middle(found: &[&Spot]) -> Option<Point> {
    let median = |degrees: fn(Point) -> f64| {
        let mut all: Vec<f64> = found.iter().map(|spot| degrees(spot.point)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    Point::new(median(Point::latitude)?, median(Point::longitude)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(point: &str, postcode: &str, names: &[&str]) -> Spot {
        Spot {
            point: point.parse().unwrap(),
            postcode: Some(postcode.to_owned()).filter(|text| !text.is_empty()),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            area: names.last().map(|name| (*name).to_owned()),
        }
    }

    #[test]
    fn a_postcode_comes_before_a_name_and_a_name_before_words() {
        let all = [
            spot("53.41,-2.23", "M20 2AB", &["Didsbury", "Manchester"]),
            spot("53.43,-2.25", "M20 4XY", &["Withington", "Manchester"]),
            spot("53.40,-2.20", "SK4 1AA", &["Didsbury Road", "Stockport"]),
        ];
        let here = |wanted: &str| match locate(wanted, &all) {
            Place::Here(point, count) => format!("{point} {count}"),
            other => format!("{other:?}"),
        };
        assert_eq!(here("m202ab"), "53.41,-2.23 1");
        assert_eq!(here("M20"), "53.43,-2.23 2");
        assert_eq!(here("didsbury"), "53.41,-2.23 1");
        assert_eq!(here("road"), "53.41,-2.23 3");
        assert_eq!(locate("x", &[]), Place::Unknown);
    }

    #[test]
    fn two_places_of_one_name_are_not_one_between_them() {
        let all = [
            spot("39.78,-89.65", "62701", &["Springfield", "Illinois"]),
            spot("42.10,-72.59", "01103", &["Springfield", "Massachusetts"]),
        ];
        let areas = vec!["Illinois".to_owned(), "Massachusetts".to_owned()];
        assert_eq!(locate("springfield", &all), Place::Several(areas));
    }
}
