//! Mood on days with a meeting, on the day after and on other days; weeks with a meeting.

use std::collections::HashSet;

use serde::Serialize;

use super::Asked;
use super::feeling::Measure;
use crate::domain::checkin::Felt;
use crate::domain::consistency::{Consistency, Week, Window};
use crate::domain::day::Day;
use crate::domain::sobriety::share;
use crate::domain::statistics::{Spread, in_hundredths, in_ten_thousandths};

/// How many weeks are looked back on: half a year and a little more, and a year.
pub const WEEKS: [usize; 2] = [27, 52];

/// Days of one kind, and the mood of those that have one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Days {
    /// How many days of this kind there are.
    pub days: i64,
    /// The days with a mood.
    #[serde(flatten)]
    pub mood: Spread,
}

/// Mood by whether there was a meeting. Every day is of one kind: a meeting on the day itself comes first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MoodAndMeetings {
    /// The first day looked at: before the first meeting on record, nothing is known of meetings.
    pub since: Option<Day>,
    /// The last.
    pub until: Day,
    /// Days with a meeting.
    pub meeting_days: Days,
    /// Days after one, without a meeting themselves.
    pub day_after: Days,
    /// Days without a meeting on record, then or on the day before.
    pub other_days: Days,
    /// How much higher mood is on meeting days than on other days; none where it is withheld.
    #[serde(serialize_with = "in_hundredths")]
    pub difference_on_meeting_days: Option<f64>,
    /// How much higher it is on the day after than on other days.
    #[serde(serialize_with = "in_hundredths")]
    pub difference_on_day_after: Option<f64>,
}

impl MoodAndMeetings {
    /// Compares the days. The entries and `attended`, the day of every attendance, are in order.
    pub fn new(felt: &[Felt], attended: &[Day], asked: &Asked) -> Self {
        let since = attended.first().map(|first| asked.from(*first)).filter(|since| *since <= asked.until);
        let inside = |day: &Day| since.is_some_and(|since| (since..=asked.until).contains(day));
        let met: HashSet<Day> = attended.iter().copied().collect();
        let after: HashSet<Day> = met.iter().map(|day| day.next()).filter(|day| !met.contains(day)).collect();
        let number = |days: &HashSet<Day>| days.iter().filter(|day| inside(day)).count() as i64;
        let all = since.map_or(0, |since| since.days_until(asked.until) + 1);
        let moods: Vec<(Day, f64)> =
            Measure::Mood.by_day(felt).into_iter().filter(|(day, _)| since.is_some() && inside(day)).collect();
        let days = |days: i64, holds: &dyn Fn(&Day) -> bool| {
            let chosen = moods.iter().filter(|(day, _)| holds(day));
            Days { days, mood: Spread::beside(chosen.map(|(_, mood)| *mood)) }
        };
        let meeting_days = days(number(&met), &|day| met.contains(day));
        let day_after = days(number(&after), &|day| after.contains(day));
        let others = all - meeting_days.days - day_after.days;
        let other_days = days(others, &|day| !met.contains(day) && !after.contains(day));
        Self {
            since,
            until: asked.until,
            meeting_days,
            day_after,
            other_days,
            difference_on_meeting_days: meeting_days.mood.above(&other_days.mood),
            difference_on_day_after: day_after.mood.above(&other_days.mood),
        }
    }
}

/// How many of the last weeks have a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeeksWithMeeting {
    /// How many weeks were asked for.
    pub last: usize,
    /// How many of them there are: complete calendar weeks since the record begins.
    pub weeks: usize,
    /// The first day of the first of them.
    pub since: Option<Day>,
    /// The last day of the last.
    pub until: Option<Day>,
    /// How many have a meeting.
    pub with_meeting: usize,
    /// Those over the weeks that there are.
    #[serde(serialize_with = "in_ten_thousandths")]
    pub share: Option<f64>,
}

impl WeeksWithMeeting {
    /// Counts back from the last complete week. `begun` is the first day of the record; weeks before it are unknown.
    pub fn new(attended: &[Day], begun: Option<Day>, asked: &Asked) -> [Self; WEEKS.len()] {
        let complete = begun.map_or_else(Vec::new, |begun| {
            let since = asked.from(begun.week_of(asked.week_start));
            let window = Window { since, until: asked.until };
            let mut weeks = Consistency::new(attended, window, asked.week_start, 1, asked.today).weeks;
            weeks.retain(|week| week.complete);
            weeks
        });
        WEEKS.map(|last| Self::of(last, &complete[complete.len().saturating_sub(last)..]))
    }

    fn of(last: usize, weeks: &[Week]) -> Self {
        let with_meeting = weeks.iter().filter(|week| week.met).count();
        Self {
            last,
            weeks: weeks.len(),
            since: weeks.first().map(|week| week.week_of),
            until: weeks.last().map(|week| week.week_of.plus_days(6)),
            with_meeting,
            share: share(with_meeting as i64, weeks.len() as i64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::feeling::tests::{asked, day, felt};
    use super::*;

    #[test]
    fn a_day_is_of_one_kind_and_a_meeting_of_its_own_comes_first() {
        let first = day("2026-11-01");
        let days = |count| (0..count).map(|later| first.plus_days(later)).collect::<Vec<_>>();
        // Meetings on the 1st and the 2nd: the 3rd is the day after, the 2nd is not.
        let felt: Vec<Felt> = days(23).into_iter().map(|day| felt(day, "good")).collect();
        let found = MoodAndMeetings::new(&felt, &days(2), &asked("2026-11-23"));
        assert_eq!((found.since, found.meeting_days.days, found.day_after.days), (Some(first), 2, 1));
        assert_eq!((found.other_days.days, found.other_days.mood.of), (20, 20));
        assert_eq!((found.difference_on_meeting_days, found.other_days.mood.median), (None, Some(4.0)));
    }

    #[test]
    fn before_the_first_meeting_on_record_nothing_is_known_of_meetings() {
        let felt: Vec<Felt> = (0..100).map(|later| felt(day("2026-08-16").plus_days(later), "low")).collect();
        let none = MoodAndMeetings::new(&felt, &[], &asked("2026-11-23"));
        assert_eq!((none.since, none.other_days.days, none.other_days.mood.of), (None, 0, 0));
        let one = MoodAndMeetings::new(&felt, &[day("2026-11-20")], &asked("2026-11-23"));
        assert_eq!((one.meeting_days.mood.of, one.day_after.mood.of, one.other_days.mood.of), (1, 1, 2));
    }

    #[test]
    fn weeks_before_the_record_are_not_weeks_without_a_meeting() {
        let attended = [day("2026-11-05"), day("2026-11-17"), day("2026-11-23")];
        let [half, year] = WeeksWithMeeting::new(&attended, Some(day("2026-11-05")), &asked("2026-11-23"));
        assert_eq!((half.last, half.weeks, half.with_meeting), (27, 3, 2));
        assert_eq!((half.since, half.until), (Some(day("2026-11-02")), Some(day("2026-11-22"))));
        assert_eq!((year.last, year.weeks, year.share), (52, 3, Some(2.0 / 3.0)));
        let long = WeeksWithMeeting::new(&attended, Some(day("2020-01-01")), &asked("2026-11-23"));
        assert_eq!(long.map(|one| (one.weeks, one.with_meeting)), [(27, 2), (52, 2)]);
        let none = WeeksWithMeeting::new(&[], None, &asked("2026-11-23"));
        assert_eq!(none.map(|one| (one.weeks, one.since, one.share)), [(0, None, None); 2]);
    }
}
