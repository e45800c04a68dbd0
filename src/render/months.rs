//! A calendar's days by month, for formats that have no line to fit them in: a month is read at once on a page of any
//! width, a year of weeks side by side is not.

use chrono::{Datelike, Days, NaiveDate};

use crate::view::document::{CalendarDay, Page};

/// The days that one month has of a page.
pub(super) struct Month {
    /// Its first day, whether the page has it or not.
    pub first: NaiveDate,
    /// Its weeks, each day at its weekday's place; none where the page has no such day in this month.
    pub weeks: Vec<[Option<CalendarDay>; 7]>,
}

/// The months of a page that have begun, in order. Of those that lie ahead there is nothing to see yet.
pub(super) fn months(page: &Page) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for week in &page.weeks {
        for first in firsts(week) {
            let of_month = week.map(|day| day.filter(|day| of(day) == first));
            match months.last_mut() {
                Some(month) if month.first == first => month.weeks.push(of_month),
                _ => months.push(Month { first, weeks: vec![of_month] }),
            }
        }
    }
    months.retain(|month| month.weeks.iter().flatten().flatten().any(|day| day.key.is_some()));
    months
}

/// The months that a week has days of: one or two.
fn firsts(week: &[Option<CalendarDay>; 7]) -> Vec<NaiveDate> {
    let mut firsts: Vec<NaiveDate> = week.iter().flatten().map(of).collect();
    firsts.dedup();
    firsts
}

/// The first day of the month that a day lies in.
fn of(day: &CalendarDay) -> NaiveDate {
    let date = day.day.date();
    date.with_day(1).unwrap_or(date)
}

/// A day for each place of the week, from which weekdays are named; none of a page without days.
pub(super) fn weekdays(page: &Page) -> Option<[NaiveDate; 7]> {
    let placed = |week: &[Option<CalendarDay>; 7]| {
        week.iter().enumerate().find_map(|(at, day)| day.map(|day| (at as u64, day.day.date())))
    };
    let (at, date) = page.weeks.iter().find_map(placed)?;
    let start = date.checked_sub_days(Days::new(at)).unwrap_or(date);
    Some([0, 1, 2, 3, 4, 5, 6].map(|day| start.checked_add_days(Days::new(day)).unwrap_or(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(since: &str, days: u64, known: u64) -> Page {
        let first: NaiveDate = since.parse().unwrap();
        let mut weeks = Vec::new();
        for nth in 0..days {
            let date = first + Days::new(nth);
            let at = date.weekday().num_days_from_monday() as usize;
            if weeks.is_empty() || at == 0 {
                weeks.push([None; 7]);
            }
            let day = date.to_string().parse().unwrap();
            weeks.last_mut().unwrap()[at] = Some(CalendarDay { day, key: (nth < known).then_some(0) });
        }
        Page { title: None, weeks }
    }

    #[test]
    fn a_week_of_two_months_is_a_row_of_both() {
        let months = months(&page("2026-10-30", 4, 4));
        let days = |month: &Month| month.weeks.iter().flatten().flatten().count();
        assert_eq!(months.iter().map(days).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(months[1].first.to_string(), "2026-11-01");
        assert_eq!(months[1].weeks.len(), 2, "Sunday the first and Monday the second");
    }

    #[test]
    fn months_that_are_still_to_come_are_not_drawn() {
        assert_eq!(months(&page("2026-11-01", 61, 23)).len(), 1);
    }

    #[test]
    fn weekdays_are_told_even_of_a_single_day() {
        let names = weekdays(&page("2026-11-26", 1, 1)).map(|days| days.map(|day| day.weekday().to_string()));
        assert_eq!(names.unwrap(), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
        assert!(weekdays(&Page { title: None, weeks: Vec::new() }).is_none());
    }
}
