//! The four points of SMART Recovery, and when each was worked on; the areas of life beside those of the last time.

use super::{Answer, Tool};
use crate::domain::day::Day;
use crate::domain::mood::Scale;
use crate::domain::text::{Text, key};

/// One of the four points, in a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Its number, 1 to 4.
    pub number: u8,
    /// Its name.
    pub title: &'static str,
    /// What it is about.
    pub says: &'static str,
}

/// All four.
pub const POINTS: &[Point] = &[
    Point { number: 1, title: "motivation", says: "why it is worth it to you" },
    Point { number: 2, title: "urges", says: "they come, and they pass" },
    Point { number: 3, title: "thoughts, feelings and behaviours", says: "what you tell yourself, and what follows" },
    Point { number: 4, title: "a balanced life", says: "what the days are made of" },
];

/// Under which point the log of urges counts.
pub const URGES: u8 = 2;

/// A day on which a tool was worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayWorked {
    /// Which tool.
    pub tool: Tool,
    /// The day.
    pub day: Day,
    /// Whether a worksheet was looked at again; otherwise it was worked through.
    pub review: bool,
}

/// How often a tool was worked on, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worked {
    /// How many worksheets there are.
    pub times: usize,
    /// How many times one was looked at again.
    pub reviews: usize,
    /// The last day of either.
    pub last: Option<Day>,
}

impl Worked {
    /// What is counted of this tool.
    pub fn new(tool: Tool, days: &[DayWorked]) -> Self {
        let own = || days.iter().filter(|day| day.tool == tool);
        let reviews = own().filter(|day| day.review).count();
        Self { times: own().count() - reviews, reviews, last: own().map(|day| day.day).max() }
    }
}

/// An area of life and how content the person is with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// What it is called.
    pub name: Text,
    /// How content, 0 to 10.
    pub score: Scale,
    /// The last time; none where it was not asked about then.
    pub before: Option<Scale>,
}

/// The areas of life of one worksheet beside those of the one before.
pub fn areas(now: &[Answer], before: &[Answer]) -> Vec<Area> {
    let area = |answer: &Answer| Some((answer.text.clone()?, answer.score?));
    let before: Vec<(Text, Scale)> = before.iter().filter_map(area).collect();
    let last = |name: &Text| {
        let same = |other: &Text| key(other.as_str()) == key(name.as_str());
        before.iter().find(|(other, _)| same(other)).map(|(_, score)| *score)
    };
    now.iter().filter_map(area).map(|(name, score)| Area { before: last(&name), name, score }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_review_counts_as_work_but_not_as_a_worksheet() {
        let day = |text: &str, review| DayWorked { tool: Tool::Abc, day: text.parse().unwrap(), review };
        let days = [day("2026-11-01", false), day("2026-11-20", true), day("2026-11-10", false)];
        let expected = Worked { times: 2, reviews: 1, last: Some("2026-11-20".parse().unwrap()) };
        assert_eq!(Worked::new(Tool::Abc, &days), expected);
        assert_eq!(Worked::new(Tool::Values, &days), Worked::default());
    }

    #[test]
    fn an_area_stands_beside_itself_whatever_the_case_of_its_letters() {
        let answer = |name: &str, score| Answer {
            id: Id::new(uuid::Uuid::from_u128(1)),
            worksheet_id: Id::new(uuid::Uuid::from_u128(2)),
            question: "area".parse().unwrap(),
            place: 0,
            text: Some(name.parse().unwrap()),
            score: Some(Scale::new(score).unwrap()),
            day: "2026-11-23".parse().unwrap(),
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        };
        let found = areas(&[answer("Health", 6), answer("garden", 9)], &[answer("health", 4), answer("money", 2)]);
        let scores: Vec<(u8, Option<u8>)> =
            found.iter().map(|area| (area.score.value(), area.before.map(Scale::value))).collect();
        assert_eq!(scores, [(6, Some(4)), (9, None)]);
    }

    #[test]
    fn every_tool_belongs_to_a_point() {
        assert!(Tool::ALL.iter().all(|tool| POINTS.iter().any(|point| point.number == tool.point())));
    }
}
