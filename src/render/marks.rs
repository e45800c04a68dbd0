//! Marks: bars for a number beside its goal or beside other numbers, a level in a series, a day in a calendar.

use crate::view::document::Mark;

/// The longest bar, in columns.
const BAR: i64 = 20;

/// One mark for each of what there is, and a faint one for each that is missing to the goal.
pub(super) fn bar(count: i64, goal: i64, ascii: bool) -> String {
    let (full, faint) = if ascii { ("#", ".") } else { ("█", "░") };
    let (filled, missing) = units(count, goal);
    full.repeat(usize::try_from(filled).unwrap_or(0)) + &faint.repeat(usize::try_from(missing).unwrap_or(0))
}

/// How many marks a bar has, and how many are missing to the goal; scaled down where that is wider than [`BAR`].
pub(super) fn units(count: i64, goal: i64) -> (i64, i64) {
    let whole = count.max(goal).max(1);
    let scaled = |number: i64| if whole <= BAR { number } else { (number * BAR + whole - 1) / whole };
    let filled = scaled(count).max(0);
    (filled, (scaled(whole) - filled).max(0))
}

/// One mark for each, scaled down where the longest is wider than [`BAR`]; what there is any of has a mark.
pub(super) fn length(count: i64, most: i64, ascii: bool) -> String {
    let marks = if most <= BAR { count } else { (count * BAR + most - 1) / most };
    if ascii { "#" } else { "█" }.repeat(usize::try_from(marks).unwrap_or(0))
}

/// A mark as high as the value between the least and the greatest there can be. In ASCII it is the number itself,
/// rounded, and X for 10.
pub(super) fn level(value: f64, low: f64, high: f64, ascii: bool) -> char {
    if ascii {
        return char::from_digit(value.clamp(low, high).round() as u32, 10).unwrap_or('X');
    }
    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
    LEVELS[(share * (LEVELS.len() - 1) as f64).round() as usize]
}

/// From the lowest to the highest.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The sign of a day in a calendar.
pub(super) fn sign(mark: Mark, ascii: bool) -> char {
    match mark {
        Mark::So if ascii => '#',
        Mark::So => '█',
        Mark::Open if ascii => '.',
        Mark::Open => '░',
        Mark::Otherwise => 'o',
        Mark::Outside => '-',
        Mark::Nothing if ascii => '.',
        Mark::Nothing => '·',
        Mark::Level(height) => level(f64::from(height), 1.0, 5.0, ascii),
        Mark::Count(count) => char::from_digit(count, 10).unwrap_or('+'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_unicode_a_level_is_its_own_number() {
        assert_eq!([1.0, 3.4, 5.0].map(|mood| level(mood, 1.0, 5.0, true)), ['1', '3', '5']);
        assert_eq!([0.0, 9.4, 10.0].map(|craving| level(craving, 0.0, 10.0, true)), ['0', '9', 'X']);
    }

    #[test]
    fn no_two_signs_of_one_calendar_are_alike() {
        let clock = [Mark::So, Mark::Open, Mark::Otherwise, Mark::Outside];
        let mood = [Mark::Nothing, Mark::Level(1), Mark::Level(2), Mark::Level(3), Mark::Level(4), Mark::Level(5)];
        let counts = [Mark::Nothing, Mark::Count(1), Mark::Count(9), Mark::Count(10)];
        for (marks, ascii) in [&clock[..], &mood, &counts].into_iter().flat_map(|marks| [(marks, true), (marks, false)])
        {
            let signs: std::collections::BTreeSet<char> = marks.iter().map(|mark| sign(*mark, ascii)).collect();
            assert_eq!(signs.len(), marks.len(), "{marks:?}");
            assert!(!ascii || signs.iter().all(char::is_ascii), "{signs:?}");
        }
    }

    #[test]
    fn a_bar_shows_what_is_missing_to_the_goal() {
        assert_eq!(bar(2, 3, false), "██░");
        assert_eq!(bar(4, 3, true), "####");
        assert_eq!(bar(0, 0, true), ".");
        assert_eq!(bar(40, 80, true), "##########..........");
    }

    #[test]
    fn lengths_can_be_compared() {
        assert_eq!((length(0, 3, true).as_str(), length(3, 3, true).as_str()), ("", "###"));
        assert_eq!((length(1, 400, false).len(), length(400, 400, true).len()), ("█".len(), 20));
    }
}
