//! Bars of marks: for a number beside its goal, or beside other numbers.

/// The longest bar, in columns.
const BAR: i64 = 20;

/// One mark for each of what there is, and a faint one for each that is missing to the goal; scaled down
/// where that is wider than [`BAR`].
pub(super) fn bar(count: i64, goal: i64, ascii: bool) -> String {
    let (full, faint) = if ascii { ("#", ".") } else { ("█", "░") };
    let whole = count.max(goal).max(1);
    let scaled = |number: i64| if whole <= BAR { number } else { (number * BAR + whole - 1) / whole };
    let filled = scaled(count);
    let missing = (scaled(whole) - filled).max(0);
    full.repeat(usize::try_from(filled).unwrap_or(0)) + &faint.repeat(usize::try_from(missing).unwrap_or(0))
}

/// One mark for each, scaled down where the longest is wider than [`BAR`]; what there is any of has a mark.
pub(super) fn length(count: i64, most: i64, ascii: bool) -> String {
    let marks = if most <= BAR { count } else { (count * BAR + most - 1) / most };
    if ascii { "#" } else { "█" }.repeat(usize::try_from(marks).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

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
