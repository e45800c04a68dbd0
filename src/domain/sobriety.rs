//! Runs, full days, the longest run: everything that is counted about one clock.
//!
//! Unknown is not sober and not used: confirmed days are counted elsewhere, from check-ins, over the
//! [sober spans](Sobriety::sober_spans) found here.

use super::consistency::Window;
use super::day::Day;
use super::slip::Used;
use super::word::words;

words! {
    /// Where a clock stands today.
    Status, "a status" {
        /// A run is going on.
        Sober = "sober",
        /// A slip is going on, so there is no current run.
        OngoingSlip = "ongoing_slip",
        /// Today was still a day of use; the next run begins on a later day, as a rule tomorrow.
        StartsTomorrow = "starts_tomorrow",
    }
}

/// A maximal interval of days without use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first sober day.
    pub from: Day,
    /// Its last sober day; none for the current run.
    pub to: Option<Day>,
    /// Its length in full days: today is not over and does not count.
    pub days: i64,
}

/// What is counted about one clock as of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sobriety {
    /// Where it stands.
    pub status: Status,
    /// Every run, oldest first, the current one last.
    pub runs: Vec<Run>,
    /// The first day of the current run, or of the one that is about to begin.
    pub sober_since: Option<Day>,
    /// Full days of the current run; 0 without one.
    pub full_days: i64,
    /// Which day of the current run today is, from 1.
    pub day_number: Option<i64>,
    /// The days of the longest run, the current one included.
    pub longest_days: i64,
    /// Days from the first sober day until yesterday.
    pub tracked_days: i64,
    /// Tracked days without use.
    pub sober_days: i64,
    /// Tracked days of use: the union of all slips.
    pub used_days: i64,
}

impl Sobriety {
    /// Counts one clock that began on `since`, with these days of use in any order, as of `today`.
    /// Days of use that begin after `today` (seen after a journey west) have not happened yet.
    pub fn new(since: Day, slips: &[Used], today: Day) -> Self {
        let walked = walk(since, &stretches_of_use(since, slips, today), today);
        let tracked_days = since.days_until(today).max(0);
        let sober_days: i64 = walked.runs.iter().map(|run| run.days).sum();
        let current = walked.next_run.filter(|first| *first <= today);
        let status = match walked.next_run {
            None => Status::OngoingSlip,
            Some(first) if first > today => Status::StartsTomorrow,
            Some(_) => Status::Sober,
        };
        let full_days = current.map_or(0, |first| first.days_until(today));
        Self {
            status,
            sober_since: walked.next_run,
            full_days,
            day_number: current.map(|_| full_days + 1),
            longest_days: walked.runs.iter().map(|run| run.days).max().unwrap_or(0),
            tracked_days,
            sober_days,
            used_days: tracked_days - sober_days,
            runs: walked.runs,
        }
    }

    /// The first day of the current run, if there is one.
    pub fn current_run(&self) -> Option<Day> {
        self.sober_since.filter(|_| self.status == Status::Sober)
    }

    /// The tracked sober days as spans `(first, last)`, the current run up to yesterday.
    pub fn sober_spans(&self) -> impl Iterator<Item = (Day, Day)> {
        self.runs.iter().filter(|run| run.days > 0).map(|run| (run.from, run.from.plus_days(run.days - 1)))
    }

    /// The days of the longest stretch of sober days inside the window: runs are cut where it begins and ends.
    pub fn longest_within(&self, window: Window) -> i64 {
        let inside = |(first, last): (Day, Day)| first.max(window.since).days_until(last.min(window.until)) + 1;
        self.sober_spans().map(inside).max().unwrap_or(0).max(0)
    }

    /// Whether a day from `since` to today lies in a run: the other ones are days of use.
    pub fn is_sober(&self, day: Day) -> bool {
        let begun = &self.runs[..self.runs.partition_point(|run| run.from <= day)];
        begun.last().is_some_and(|run| run.to.is_none_or(|to| day <= to))
    }

    /// Sober days over tracked days, 0 to 1; none while nothing is tracked.
    pub fn sober_share(&self) -> Option<f64> {
        share(self.sober_days, self.tracked_days)
    }
}

/// `part` of `whole` as a number from 0 to 1; none of nothing.
pub fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The days of use as maximal stretches in order, from `since` on, without what begins after `today`.
pub fn stretches_of_use(since: Day, slips: &[Used], today: Day) -> Vec<Used> {
    let begun = slips.iter().filter(|used| used.from <= today && used.to.is_none_or(|to| to >= since));
    let mut ordered: Vec<Used> = begun.map(|used| Used { from: used.from.max(since), to: used.to }).collect();
    ordered.sort_by_key(|used| used.from);
    let mut merged: Vec<Used> = Vec::with_capacity(ordered.len());
    for used in ordered {
        match merged.last_mut() {
            Some(last) if last.to.is_none_or(|to| used.from <= to.next()) => {
                last.to = last.to.and_then(|to| used.to.map(|other| to.max(other)));
            }
            _ => merged.push(used),
        }
    }
    merged
}

struct Walked {
    runs: Vec<Run>,
    /// The first day of the run after the last use: the current run when it is not later than today.
    next_run: Option<Day>,
}

fn walk(since: Day, uses: &[Used], today: Day) -> Walked {
    let mut runs = Vec::with_capacity(uses.len() + 1);
    let mut next_run = Some(since);
    for used in uses {
        if let Some(from) = next_run.filter(|from| *from < used.from) {
            runs.push(Run { from, to: Some(used.from.before()), days: from.days_until(used.from) });
        }
        next_run = used.to.map(Day::next);
    }
    if let Some(from) = next_run.filter(|from| *from <= today) {
        runs.push(Run { from, to: None, days: from.days_until(today) });
    }
    Walked { runs, next_run }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn used(from: &str, to: &str) -> Used {
        Used::new(day(from), (!to.is_empty()).then(|| day(to))).unwrap()
    }

    #[test]
    fn the_first_sober_day_is_day_one_with_no_full_day() {
        let counted = Sobriety::new(day("2026-11-23"), &[], day("2026-11-23"));
        assert_eq!((counted.full_days, counted.day_number, counted.tracked_days), (0, Some(1), 0));
        assert_eq!(counted.sober_share(), None);
    }

    #[test]
    fn a_slip_of_three_days_leaves_every_run_standing() {
        let slips = [used("2026-11-02", "2026-11-04")];
        let counted = Sobriety::new(day("2026-01-01"), &slips, day("2026-11-23"));
        assert_eq!((counted.full_days, counted.day_number, counted.longest_days), (18, Some(19), 305));
        assert_eq!((counted.tracked_days, counted.sober_days, counted.used_days), (326, 323, 3));
        let expected = [
            Run { from: day("2026-01-01"), to: Some(day("2026-11-01")), days: 305 },
            Run { from: day("2026-11-05"), to: None, days: 18 },
        ];
        assert_eq!(counted.runs, expected);
    }

    #[test]
    fn the_longest_run_of_a_window_is_cut_at_its_edges() {
        let slips = [used("2026-11-02", "2026-11-04")];
        let counted = Sobriety::new(day("2026-01-01"), &slips, day("2026-11-23"));
        let longest = |since, until| counted.longest_within(Window { since: day(since), until: day(until) });
        assert_eq!(longest("2026-10-30", "2026-11-23"), 18, "today is not over");
        assert_eq!(longest("2026-10-01", "2026-11-23"), 32);
        assert_eq!(longest("2026-11-02", "2026-11-04"), 0);
        assert_eq!(longest("2025-01-01", "2025-12-31"), 0);
    }

    #[test]
    fn a_slip_that_ends_today_begins_the_next_run_tomorrow() {
        let counted = Sobriety::new(day("2026-01-01"), &[used("2026-11-22", "2026-11-23")], day("2026-11-23"));
        assert_eq!(counted.status, Status::StartsTomorrow);
        assert_eq!((counted.full_days, counted.day_number, counted.sober_since), (0, None, Some(day("2026-11-24"))));
        assert_eq!(counted.used_days, 1, "today is not over, so only yesterday counts");
        assert_eq!(counted.runs.len(), 1);
    }

    #[test]
    fn there_is_no_current_run_while_a_slip_is_ongoing() {
        let slips = [used("2026-11-20", ""), used("2026-11-01", "2026-11-02")];
        let counted = Sobriety::new(day("2026-01-01"), &slips, day("2026-11-23"));
        assert_eq!((counted.status, counted.sober_since, counted.day_number), (Status::OngoingSlip, None, None));
        assert_eq!(counted.used_days, 5);
    }

    #[test]
    fn overlapping_and_touching_slips_count_each_day_once() {
        let slips =
            [used("2026-01-05", "2026-01-07"), used("2026-01-01", "2026-01-05"), used("2026-01-08", "2026-01-08")];
        let counted = Sobriety::new(day("2026-01-01"), &slips, day("2026-01-11"));
        assert_eq!((counted.used_days, counted.sober_days, counted.runs.len()), (8, 2, 1));
    }

    #[test]
    fn records_from_tomorrow_after_a_journey_west_change_nothing_yet() {
        let counted = Sobriety::new(day("2026-01-01"), &[used("2026-11-24", "")], day("2026-11-23"));
        assert_eq!((counted.status, counted.full_days), (Status::Sober, 326));
        let begun_tomorrow = Sobriety::new(day("2026-11-24"), &[], day("2026-11-23"));
        assert_eq!((begun_tomorrow.status, begun_tomorrow.tracked_days), (Status::StartsTomorrow, 0));
    }
}
