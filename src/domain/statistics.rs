//! What many values come to: the median, and how far the middle half of them lies apart.
//!
//! A quartile is found between two neighbours in proportion, as spreadsheets do it (`QUARTILE.INC`). What stands beside
//! another group is withheld below [`FEWEST`] values.

use serde::{Serialize, Serializer};

/// The fewest values whose median is told beside that of others.
pub const FEWEST: usize = 8;

/// A median and how many values it is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Median {
    /// How many values there are.
    pub of: usize,
    /// The median; none of nothing, and none where it is withheld.
    pub median: Option<f64>,
}

impl Median {
    /// The median of these values.
    pub fn over(values: impl IntoIterator<Item = i64>) -> Self {
        let Spread { of, median, .. } = Spread::over(values.into_iter().map(|value| value as f64));
        Self { of, median }
    }

    /// The same, withheld below [`FEWEST`] values: for one group among others.
    pub fn beside(values: impl IntoIterator<Item = i64>) -> Self {
        let whole = Self::over(values);
        Self { median: whole.median.filter(|_| whole.of >= FEWEST), ..whole }
    }
}

/// A median with its quartiles, between which the middle half of the values lies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// How many values there are.
    pub of: usize,
    /// A quarter of the values lies below it.
    #[serde(serialize_with = "in_hundredths")]
    pub lower_quartile: Option<f64>,
    /// The median; none of nothing, and none where it is withheld.
    #[serde(serialize_with = "in_hundredths")]
    pub median: Option<f64>,
    /// A quarter of the values lies above it.
    #[serde(serialize_with = "in_hundredths")]
    pub upper_quartile: Option<f64>,
}

impl Spread {
    /// Where these values lie.
    pub fn over(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_unstable_by(f64::total_cmp);
        Self {
            of: values.len(),
            lower_quartile: quartile(&values, 1),
            median: quartile(&values, 2),
            upper_quartile: quartile(&values, 3),
        }
    }

    /// The same, withheld below [`FEWEST`] values: for one group beside another.
    pub fn beside(values: impl IntoIterator<Item = f64>) -> Self {
        let whole = Self::over(values);
        if whole.of < FEWEST { whole.withheld() } else { whole }
    }

    /// How many values there are, and no more.
    #[must_use]
    pub fn withheld(self) -> Self {
        Self { of: self.of, lower_quartile: None, median: None, upper_quartile: None }
    }

    /// How far this median lies above the other; none where either is withheld. A difference, not a cause.
    pub fn above(&self, other: &Self) -> Option<f64> {
        self.median.zip(other.median).map(|(this, other)| this - other)
    }
}

/// The first, second or third quartile of values in order.
fn quartile(sorted: &[f64], nth: usize) -> Option<f64> {
    let quarters = sorted.len().checked_sub(1)? * nth;
    let lower = sorted.get(quarters / 4)?;
    let upper = sorted.get(quarters.div_ceil(4))?;
    Some(lower + (upper - lower) * (quarters % 4) as f64 / 4.0)
}

fn rounded<S: Serializer>(value: Option<f64>, scale: f64, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| (value * scale).round() / scale).serialize(serializer)
}

/// A value with two decimals.
pub(super) fn in_hundredths<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    rounded(*value, 100.0, serializer)
}

/// A share with four decimals.
pub(super) fn in_ten_thousandths<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    rounded(*value, 10_000.0, serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_stands_with_its_count_and_of_nothing_there_is_none() {
        assert_eq!(Median::over([3, 1, 2]), Median { of: 3, median: Some(2.0) });
        assert_eq!(Median::over([1, 2, 5, 4]), Median { of: 4, median: Some(3.0) });
        assert_eq!(Median::over([-3, -4]), Median { of: 2, median: Some(-3.5) });
        assert_eq!(Median::over([]), Median { of: 0, median: None });
        assert_eq!(Median::beside([1; 7]), Median { of: 7, median: None });
        assert_eq!(Median::beside([1; 8]), Median { of: 8, median: Some(1.0) });
    }

    #[test]
    fn the_middle_half_lies_between_the_quartiles() {
        let five = Spread::over([5.0, 1.0, 4.0, 2.0, 3.0]);
        assert_eq!((five.lower_quartile, five.median, five.upper_quartile), (Some(2.0), Some(3.0), Some(4.0)));
        let four = Spread::over([1.0, 2.0, 3.0, 4.0]);
        assert_eq!((four.lower_quartile, four.median, four.upper_quartile), (Some(1.75), Some(2.5), Some(3.25)));
        let one = Spread::over([2.0]);
        assert_eq!((one.lower_quartile, one.median, one.upper_quartile), (Some(2.0), Some(2.0), Some(2.0)));
        assert_eq!(Spread::over([]), Spread { of: 0, lower_quartile: None, median: None, upper_quartile: None });
    }

    #[test]
    fn a_difference_is_withheld_below_eight_values_on_either_side() {
        let (seven, eight) = (Spread::beside([2.0; 7]), Spread::beside([3.5; 8]));
        assert_eq!((seven, seven.above(&eight), eight.above(&seven)), (Spread::over([2.0; 7]).withheld(), None, None));
        assert_eq!(eight.above(&Spread::beside([4.0; 9])), Some(-0.5));
    }
}
