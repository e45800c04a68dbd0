//! In which order a file writes day, month and year. Nothing is guessed: either the file leaves one order only, or
//! the person says it.

use super::super::day::Day;
use super::super::word::words;
use super::Place;

words! {
    /// The order in which a date is written.
    Order, "an order" {
        /// Year, month, day.
        Iso = "iso",
        /// Day, month, year.
        Dmy = "dmy",
        /// Month, day, year.
        Mdy = "mdy",
    }
}

/// The three numbers of a date, whatever stands between them, and whether the year comes first.
fn numbers(date: &str) -> Option<([u32; 3], bool)> {
    let parts: Vec<&str> = date.trim().split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |text: &&str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let all = [number(first)?, number(second)?, number(third)?];
    match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) => Some((all, true)),
        (1..=2, 1..=2, 4) => Some((all, false)),
        _ => None,
    }
}

/// The day of a date that is written in this order.
pub fn day(date: &str, order: Order) -> Option<Day> {
    let ([first, second, third], year_first) = numbers(date)?;
    let (year, month, day) = match (order, year_first) {
        (Order::Iso, true) => (first, second, third),
        (Order::Dmy, false) => (third, second, first),
        (Order::Mdy, false) => (third, first, second),
        _ => return None,
    };
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// Why the order of a file is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Dates in more than one order: for each, the first places that can be read in no other.
    Mixed(Vec<(Order, Vec<Place>)>),
    /// Every date can be read as day or as month first: the first places.
    Ambiguous(Vec<Place>),
}

/// How many places are named.
const NAMED: usize = 3;

/// The order of these dates; year first where none of them can be read.
///
/// # Errors
/// When they are written in several orders, or each of them can be read in two.
pub fn of<'a>(dates: impl Iterator<Item = (&'a Place, &'a str)>) -> Result<Order, Trouble> {
    let mut only: [Vec<Place>; 3] = Default::default();
    let mut either: Vec<Place> = Vec::new();
    for (place, date) in dates {
        let fits: Vec<Order> = Order::ALL.iter().copied().filter(|order| day(date, *order).is_some()).collect();
        let places = match fits.as_slice() {
            [] => continue,
            [one] => &mut only[*one as usize],
            _ => &mut either,
        };
        if places.len() < NAMED {
            places.push(place.clone());
        }
    }
    let [iso, dmy, mdy] = only;
    let found: Vec<(Order, Vec<Place>)> = [(Order::Iso, iso), (Order::Dmy, dmy), (Order::Mdy, mdy)]
        .into_iter()
        .filter(|(_, at)| !at.is_empty())
        .collect();
    match (found.as_slice(), either.is_empty()) {
        ([], true) => Ok(Order::Iso),
        ([], false) => Err(Trouble::Ambiguous(either)),
        ([(Order::Iso, _)], false) => Err(Trouble::Mixed(found.into_iter().chain([(Order::Dmy, either)]).collect())),
        ([(order, _)], _) => Ok(*order),
        _ => Err(Trouble::Mixed(found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(dates: &[&str]) -> Result<Order, Trouble> {
        let placed: Vec<(Place, &str)> =
            dates.iter().enumerate().map(|(at, date)| (Place::line(at as u64), *date)).collect();
        of(placed.iter().map(|(place, date)| (place, *date)))
    }

    #[test]
    fn an_order_is_known_when_only_one_is_left() {
        assert_eq!(order(&["2026-11-02", "2026/11/03"]), Ok(Order::Iso));
        assert_eq!(order(&["02.11.2026", "13.11.2026"]), Ok(Order::Dmy));
        assert_eq!(order(&["11/2/2026", "11/13/2026", "nothing"]), Ok(Order::Mdy));
        assert_eq!(order(&[]), Ok(Order::Iso));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_guessed() {
        assert_eq!(order(&["02/11/2026", "03/11/2026"]), Err(Trouble::Ambiguous(vec![Place::line(0), Place::line(1)])));
        assert_eq!(
            order(&["13/11/2026", "11/14/2026", "01/02/2026"]),
            Err(Trouble::Mixed(vec![(Order::Dmy, vec![Place::line(0)]), (Order::Mdy, vec![Place::line(1)])]))
        );
        assert!(matches!(order(&["2026-11-02", "02/11/2026"]), Err(Trouble::Mixed(_))));
        assert!(matches!(order(&["2026-11-02", "13/11/2026"]), Err(Trouble::Mixed(_))));
    }

    #[test]
    fn a_date_has_three_numbers_and_four_digits_for_its_year() {
        assert_eq!(day("2/1/2026", Order::Dmy), "2026-01-02".parse().ok());
        assert_eq!(day("2/1/2026", Order::Mdy), "2026-02-01".parse().ok());
        for wrong in ["", "2026-02-30", "2/1/26", "2026-1", "a/b/2026", "+2/1/2026", "2026-11-23-1"] {
            assert!(Order::ALL.iter().all(|order| day(wrong, *order).is_none()), "{wrong}");
        }
    }
}
