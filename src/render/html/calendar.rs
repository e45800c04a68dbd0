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
