//! A calendar as months, each a table whose days can be read one by one: with the eye by shape before colour, and
//! without it in words.

use askama::Template;
use chrono::NaiveDate;

use super::words::held;
use crate::render::marks::sign;
use crate::render::months::{months, weekdays};
use crate::view::document::{Calendar, CalendarDay, Key, Mark};

/// The months of a calendar and what its marks mean.
#[derive(Template)]
#[template(path = "calendar.html")]
pub(super) struct Drawing<'a> {
    pub(super) calendar: &'a Calendar,
    /// The name of the heading that it stands below.
    pub(super) of: &'a str,
}

impl askama::filters::HtmlSafe for Drawing<'_> {}

impl Drawing<'_> {
    fn key(&self, day: &CalendarDay) -> Option<&Key> {
        self.calendar.legend.get(day.key?)
    }

    fn in_words(&self, day: &CalendarDay) -> String {
        held(&self.calendar.in_words(day))
    }

    fn day_of(&self, day: &CalendarDay) -> String {
        day.day.date().format("%-d").to_string()
    }

    /// `Mon`, or `M` where there is room for no more.
    fn weekday(&self, day: &NaiveDate) -> String {
        named(day, "%a").chars().take(if self.calendar.numbered { 3 } else { 1 }).collect()
    }

    fn days(&self, key: &Key) -> String {
        format!("{}: {} {}", held(&key.words), key.days, if key.days == 1 { "day" } else { "days" })
    }
}

fn named(date: &NaiveDate, style: &str) -> String {
    date.format(style).to_string()
}

/// What a mark looks like is said by its class; its shape tells it apart without colour.
fn class(mark: &Mark) -> String {
    match *mark {
        Mark::So => "so".to_owned(),
        Mark::Open => "open".to_owned(),
        Mark::Otherwise => "otherwise".to_owned(),
        Mark::Outside => "outside".to_owned(),
        Mark::Nothing => "nothing".to_owned(),
        Mark::Level(height) => format!("level-{}", height.clamp(1, 5)),
        Mark::Count(count) => format!("count-{}", count.clamp(1, 4)),
    }
}

/// The number that a mark shows itself.
fn shown(mark: &Mark) -> Option<char> {
    match mark {
        Mark::Count(_) => Some(sign(*mark, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::document::{Page, Tone};

    fn drawn(mark: Mark, words: &str, numbered: bool) -> String {
        let day = |key| Some(CalendarDay { day: "2026-11-23".parse().unwrap(), key });
        let legend = vec![Key { mark, words: words.to_owned(), tone: Tone::Good, days: 1 }];
        let next = Some(CalendarDay { day: "2026-11-24".parse().unwrap(), key: None });
        let page = Page { title: None, weeks: vec![[day(Some(0)), next, None, None, None, None, None]] };
        let calendar = Calendar { pages: vec![page], numbered, legend };
        Drawing { calendar: &calendar, of: "top" }.render().unwrap()
    }

    #[test]
    fn a_day_is_said_in_words_and_the_legend_counts() {
        let drawn = drawn(Mark::So, "confirmed", false);
        let day = r#"<td><i class="mark so" aria-hidden="true"></i><span>Mon 23 Nov 2026: confirmed</span></td>"#;
        assert!(drawn.contains(day) && drawn.contains("confirmed: 1 day</li>"), "{drawn}");
        assert!(drawn.contains("<caption>November 2026</caption>"), "{drawn}");
        assert!(drawn.contains(r#"<th scope="col"><abbr title="Monday">M</abbr></th>"#), "{drawn}");
        assert_eq!(drawn.matches("2026: ").count(), 1, "a day to come says nothing");
    }

    #[test]
    fn a_month_with_numbers_shows_them() {
        let drawn = drawn(Mark::Count(10), "10 meetings or more", true);
        assert!(
            drawn.contains(r#"<b aria-hidden="true">23</b><i class="mark count-4" aria-hidden="true">+</i>"#),
            "{drawn}"
        );
        assert!(drawn.contains(r#"<abbr title="Monday">Mon</abbr>"#), "{drawn}");
    }

    #[test]
    fn what_a_mark_means_is_text_whatever_it_holds() {
        let drawn = drawn(Mark::Level(3), "</span><script>", false);
        assert!(!drawn.contains("<script>") && drawn.contains("&#60;script&#62;"), "{drawn}");
    }

    #[test]
    fn no_two_marks_look_alike() {
        let marks =
            [Mark::So, Mark::Open, Mark::Otherwise, Mark::Outside, Mark::Nothing, Mark::Count(1), Mark::Count(2)];
        let levels = [1, 2, 3, 4, 5].map(Mark::Level);
        let looks: std::collections::BTreeSet<_> =
            marks.iter().chain(&levels).map(|mark| (class(mark), shown(mark))).collect();
        assert_eq!(looks.len(), marks.len() + levels.len());
    }
}
