//! Attendance consistency: weeks, weeks met, streak of weeks, gaps.

use std::collections::BTreeMap;

use chrono::Weekday;
use serde::Serialize;

use super::day::Day;
use super::sobriety::share;

/// How many complete weeks the default window holds, before this week so far.
const DEFAULT_WEEKS: i64 = 12;

/// The days looked at, first and last inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: Day,
    /// The last day.
    pub until: Day,
}

impl Window {
    /// The 12 complete weeks before this week, and this week so far.
    pub fn usual(today: Day, week_start: Weekday) -> Self {
        Self { since: today.week_of(week_start).plus_days(-7 * DEFAULT_WEEKS), until: today }
    }

    /// Everything up to this day.
    pub fn all(until: Day) -> Self {
        Self { since: Day::FIRST, until }
    }

    /// The calendar week so far that `today` lies in.
    pub fn this_week(today: Day, week_start: Weekday) -> Self {
        Self { since: today.week_of(week_start), until: today }
    }

    /// Whether the day lies inside.
    pub fn holds(&self, day: Day) -> bool {
        (self.since..=self.until).contains(&day)
    }

    /// Each of its days in order.
    pub fn each(&self) -> impl Iterator<Item = Day> {
        self.since.every(1, self.until)
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        self.since.days_until(self.until) + 1
    }
}

/// One calendar week of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Week {
    /// The week's own first day, even where the window cuts it.
    pub week_of: Day,
    /// Attendances on its days inside the window.
    pub attended: i64,
    /// It lies wholly inside the window and ended before today.
    pub complete: bool,
    /// The goal was reached.
    pub met: bool,
}

/// How steadily meetings were attended.
#[derive(Debug, Clone, PartialEq)]
pub struct Consistency {
    /// The window's weeks, oldest first.
    pub weeks: Vec<Week>,
    /// Attendances in the window.
    pub meetings: i64,
    /// Days with an attendance in the window.
    pub days_attended: i64,
    /// Attendances for each seven days of the window.
    pub per_week: f64,
    /// Complete weeks in the window.
    pub complete_weeks: i64,
    /// Those of them in which the goal was reached.
    pub weeks_met: i64,
    /// Weeks met over complete weeks; none without a complete week.
    pub consistency: Option<f64>,
    /// Consecutive weeks met up to now, over the whole history.
    pub week_streak: i64,
    /// The longest such stretch, over the whole history.
    pub longest_week_streak: i64,
    /// The most days from one day with attendance to the next, inside the window.
    pub longest_gap_days: Option<i64>,
    /// Days from the last attendance until today.
    pub days_since_last: Option<i64>,
}

impl Consistency {
    /// Counts `days`, the day of every attendance in order; days after `today` are left aside.
    pub fn new(days: &[Day], window: Window, week_start: Weekday, goal: i64, today: Day) -> Self {
        let past = &days[..days.partition_point(|day| *day <= today)];
        let inside: Vec<Day> = past.iter().copied().filter(|day| window.holds(*day)).collect();
        let mut attended_days = inside.clone();
        attended_days.dedup();
        let weeks = weeks(&inside, window, week_start, goal, today);
        let complete_weeks = weeks.iter().filter(|week| week.complete).count() as i64;
        let weeks_met = weeks.iter().filter(|week| week.complete && week.met).count() as i64;
        let (week_streak, longest_week_streak) = streaks(past, week_start, goal, today);
        Self {
            meetings: inside.len() as i64,
            days_attended: attended_days.len() as i64,
            per_week: inside.len() as f64 / (window.days() as f64 / 7.0),
            complete_weeks,
            weeks_met,
            consistency: share(weeks_met, complete_weeks),
            week_streak,
            longest_week_streak,
            longest_gap_days: attended_days.windows(2).map(|pair| pair[0].days_until(pair[1])).max(),
            days_since_last: past.last().map(|last| last.days_until(today)),
            weeks,
        }
    }
}

/// How many attendances each calendar week has; weeks without any are absent.
fn by_week(days: &[Day], week_start: Weekday) -> BTreeMap<Day, i64> {
    let mut weeks = BTreeMap::new();
    for day in days {
        *weeks.entry(day.week_of(week_start)).or_insert(0) += 1;
    }
    weeks
}

fn weeks(inside: &[Day], window: Window, week_start: Weekday, goal: i64, today: Day) -> Vec<Week> {
    let counts = by_week(inside, week_start);
    let firsts = window.since.week_of(week_start).every(7, window.until);
    firsts
        .map(|week_of| {
            let last = week_of.plus_days(6);
            let attended = counts.get(&week_of).copied().unwrap_or(0);
            let complete = window.holds(week_of) && window.holds(last) && last < today;
            Week { week_of, attended, complete, met: attended >= goal }
        })
        .collect()
}

/// The week streak and the longest one. This week counts once it is met, and breaks nothing before.
fn streaks(past: &[Day], week_start: Weekday, goal: i64, today: Day) -> (i64, i64) {
    let this_week = today.week_of(week_start);
    let (mut current, mut longest) = (0, 0);
    let mut expected = None;
    for (week, attended) in by_week(past, week_start) {
        if attended < goal {
            continue;
        }
        current = if expected == Some(week) { current + 1 } else { 1 };
        longest = longest.max(current);
        expected = Some(week.plus_days(7));
    }
    let alive = expected.is_some_and(|next| next >= this_week);
    (if alive { current } else { 0 }, longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn days(list: &[&str]) -> Vec<Day> {
        list.iter().map(|text| day(text)).collect()
    }

    #[test]
    fn the_usual_window_is_twelve_weeks_and_this_one_so_far() {
        let window = Window::usual(day("2026-11-23"), Weekday::Mon);
        assert_eq!((window.since, window.until, window.days()), (day("2026-08-31"), day("2026-11-23"), 85));
    }

    #[test]
    fn an_unmet_current_week_is_pending_and_breaks_nothing() {
        let attended = days(&["2026-11-10", "2026-11-17"]);
        let window = Window::usual(day("2026-11-23"), Weekday::Mon);
        let counted = Consistency::new(&attended, window, Weekday::Mon, 1, day("2026-11-23"));
        assert_eq!((counted.week_streak, counted.longest_week_streak), (2, 2));
        let met = Consistency::new(
            &days(&["2026-11-10", "2026-11-17", "2026-11-23"]),
            window,
            Weekday::Mon,
            1,
            day("2026-11-23"),
        );
        assert_eq!(met.week_streak, 3);
    }

    #[test]
    fn a_missed_complete_week_ends_the_streak() {
        let window = Window::usual(day("2026-11-23"), Weekday::Mon);
        let counted =
            Consistency::new(&days(&["2026-11-03", "2026-11-10"]), window, Weekday::Mon, 1, day("2026-11-23"));
        assert_eq!((counted.week_streak, counted.longest_week_streak), (0, 2));
    }

    #[test]
    fn a_week_cut_by_the_window_is_listed_and_not_complete() {
        let window = Window { since: day("2026-11-11"), until: day("2026-11-22") };
        let counted = Consistency::new(
            &days(&["2026-11-10", "2026-11-12", "2026-11-12"]),
            window,
            Weekday::Mon,
            1,
            day("2026-11-23"),
        );
        assert_eq!(counted.weeks[0], Week { week_of: day("2026-11-09"), attended: 2, complete: false, met: true });
        assert_eq!((counted.complete_weeks, counted.weeks_met, counted.days_attended), (1, 0, 1));
    }

    #[test]
    fn there_is_no_share_without_a_complete_week_and_no_gap_with_one_day() {
        let window = Window { since: day("2026-11-23"), until: day("2026-11-23") };
        let counted = Consistency::new(&days(&["2026-11-23"]), window, Weekday::Mon, 1, day("2026-11-23"));
        assert_eq!((counted.consistency, counted.longest_gap_days, counted.days_since_last), (None, None, Some(0)));
    }
}
