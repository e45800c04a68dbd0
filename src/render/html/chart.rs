//! A series as a chart: a line that is broken where nothing is recorded, and the same values in words.
//!
//! The drawing stretches to the width it is given, so letters stand beside it and never in it. A crate for charts
//! would bring scripts, or letters that shrink with the drawing.

use askama::Template;

use super::words::held;
use crate::view::document::Series;

/// How wide the drawing is in its own measure; it is 100 high.
const WIDTH: f64 = 1000.0;

/// More values than this have no dot each: the line would be hidden.
const DOTS: usize = 92;

/// A chart.
#[derive(Template)]
#[template(path = "chart.html")]
pub(super) struct Chart<'a> {
    pub(super) series: &'a Series,
    pub(super) id: &'a str,
}

impl askama::filters::HtmlSafe for Chart<'_> {}

impl Chart<'_> {
    fn about(&self) -> String {
        held(if self.series.about.is_empty() { &self.series.caption } else { &self.series.about })
    }

    /// What can be seen, in a sentence.
    fn description(&self) -> String {
        let known: Vec<f64> = self.series.values.iter().copied().flatten().collect();
        let places = self.series.values.len();
        let (Some(first), Some(last)) = (known.first(), known.last()) else {
            return format!("Nothing is recorded in {places} places.");
        };
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let [first, last, least, most] = [*first, *last, least, most].map(figure);
        format!(
            "{} of {places} places have a value; the first is {first}, the last {last}, the lowest {least}, the highest {most}.",
            known.len()
        )
    }

    /// The place of a value, in the measure of the drawing.
    fn point(&self, at: usize, value: f64) -> (f64, f64) {
        let last = self.series.values.len().saturating_sub(1);
        let x = if last == 0 { WIDTH / 2.0 } else { at as f64 * WIDTH / last as f64 };
        (x, self.height(value))
    }

    fn height(&self, value: f64) -> f64 {
        let Series { low, high, .. } = *self.series;
        let span = high - low;
        if span > 0.0 { 100.0 - ((value - low) / span).clamp(0.0, 1.0) * 100.0 } else { 50.0 }
    }

    /// Values that follow each other without a gap.
    fn stretches(&self) -> Vec<Vec<(f64, f64)>> {
        let placed: Vec<Option<(f64, f64)>> =
            self.series.values.iter().enumerate().map(|(at, value)| value.map(|value| self.point(at, value))).collect();
        placed.split(Option::is_none).map(|part| part.iter().copied().flatten().collect()).collect()
    }

    /// The line through each stretch.
    fn line(&self) -> String {
        let path = |points: &Vec<(f64, f64)>| {
            points.iter().enumerate().fold(String::new(), |path, (at, (x, y))| {
                path + if at == 0 { "M" } else { "L" } + &figure(*x) + " " + &figure(*y)
            })
        };
        self.stretches().iter().filter(|points| points.len() > 1).map(path).collect()
    }

    /// A dot for each value, or where there are many of them for those that stand alone.
    fn dots(&self) -> String {
        let few = self.series.values.len() <= DOTS;
        let alone = self.stretches().into_iter().filter(|points| few || points.len() == 1);
        alone.flatten().map(|(x, y)| format!("M{} {}h0", figure(x), figure(y))).collect()
    }

    /// The values that are named beside the drawing, the greatest first: few, at equal distances.
    fn ticks(&self) -> Vec<f64> {
        let Series { low, high, .. } = *self.series;
        let fits = |step: &f64| {
            let steps = (high - low) / step;
            (1.0..=5.0).contains(&steps) && (steps - steps.round()).abs() < 1e-9
        };
        let found = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0, 100.0].into_iter().find(fits);
        let step = found.unwrap_or(high - low);
        let steps = if step > 0.0 { ((high - low) / step).round() as u32 } else { 0 };
        (0..=steps).rev().map(|nth| low + f64::from(nth) * step).collect()
    }

    fn grid(&self) -> String {
        self.ticks().iter().map(|tick| self.across(tick)).collect()
    }

    fn across(&self, value: &f64) -> String {
        format!("M0 {}H{WIDTH}", figure(self.height(*value)))
    }

    /// What a value belongs to, or the how manyth it is.
    fn place(&self, at: &usize) -> String {
        self.series.places.get(*at).map_or_else(|| (at + 1).to_string(), |place| held(place))
    }

    /// What the first and the last value belong to, if that is told.
    fn ends(&self) -> Option<(String, String)> {
        let places = &self.series.places;
        Some((held(places.first()?), held(places.last().filter(|_| places.len() > 1)?)))
    }

    fn figure(&self, value: &f64) -> String {
        figure(*value)
    }
}

/// A number with no more than two decimals, as in JSON.
pub(in crate::render) fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[Option<f64>]) -> Series {
        Series { caption: "mood".to_owned(), values: values.to_vec(), low: 1.0, high: 5.0, ..Series::default() }
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_value_between_gaps_is_a_dot() {
        let values = [Some(1.0), Some(5.0), None, Some(3.0), None];
        let series = series(&values);
        let chart = Chart { series: &series, id: "x" };
        assert_eq!(chart.line(), "M0 100L250 0");
        assert!(chart.dots().ends_with("M750 50h0"), "{}", chart.dots());
        let said = "3 of 5 places have a value; the first is 1, the last 3, the lowest 1, the highest 5.";
        assert_eq!(chart.description(), said);
    }

    #[test]
    fn many_values_have_dots_only_where_they_stand_alone() {
        let mut values = vec![Some(2.0); 100];
        (values[49], values[51]) = (None, None);
        let series = series(&values);
        let chart = Chart { series: &series, id: "x" };
        assert_eq!(chart.dots().matches('M').count(), 1);
    }

    #[test]
    fn the_measure_is_named_at_equal_distances() {
        let ticks = |low, high| {
            let series = Series { low, high, ..Series::default() };
            Chart { series: &series, id: "x" }.ticks()
        };
        assert_eq!(ticks(1.0, 5.0), [5.0, 4.0, 3.0, 2.0, 1.0]);
        assert_eq!(ticks(0.0, 10.0), [10.0, 8.0, 6.0, 4.0, 2.0, 0.0]);
        assert_eq!(ticks(0.0, 7.0), [7.0, 0.0]);
        assert_eq!(ticks(3.0, 3.0), [3.0]);
    }

    #[test]
    fn a_chart_of_nothing_or_of_one_value_is_drawn() {
        for values in [&[][..], &[None], &[Some(4.0)]] {
            let series = series(values);
            let drawn = Chart { series: &series, id: "x" }.render().unwrap();
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        }
    }

    #[test]
    fn figures_are_those_of_json() {
        assert_eq!([3.0, 3.5, 10.0 / 3.0, 0.0, -0.001, 100.0].map(figure), ["3", "3.5", "3.33", "0", "0", "100"]);
    }
}
