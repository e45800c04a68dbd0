//! The pages that are looked at.

use chrono::{Datelike, Days, NaiveDate};
use onward::render::html;
use onward::view::Document;
use onward::view::document::{
    Block, Calendar, CalendarDay, Cell, Entry, Key, Line, Mark, Page as Weeks, Series, Table, Tone,
};
use serde_json::{Value, json};

/// A page and what is expected of it.
pub(crate) struct Page {
    pub(crate) html: String,
    pub(crate) expected: Value,
}

/// The page in which much is wrong, so that the checks have something to find.
pub(crate) const BROKEN: &str = "broken";

const WRONG: &str = r#"<!DOCTYPE html>
<html><head><title></title></head><body style="background: #eee">
<p style="color: #ccc">pale words</p>
<div style="width: 3000px">wide</div>
<div style="overflow-x: auto; width: 100px"><p style="width: 900px">long</p></div>
<img src="nothing.png">
<script>console.error("loud")</script>
</body></html>"#;

/// What somebody could write who wants to break a page, or who writes in another script, or a great deal.
const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "</title></style></svg><img src=x onerror=alert(1)>",
    "\" onclick=\"alert(1)\" x=\"",
    "' & &amp; &#60; &lt;b&gt;",
    "{{ 7 * 7 }} {% include \"page.css\" %}",
    "שרה לוי, 3 פגישות",
    "محمد · 12:30",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301} \u{1f468}\u{1f3fd}\u{200d}\u{1f4bb}",
    "a\u{202e}dellac\u{202c}b \u{2066}c\u{2069} \u{200f}d",
    "\u{0}\u{7}\u{1b}[31mred\u{9b}\u{fffe}\u{fdd0}",
    "line one\nline two\r\n\n    line five",
    "<!-- -->]]><![CDATA[",
];

/// Every page by its name.
pub(crate) fn all() -> Vec<(&'static str, Page)> {
    let broken = json!({ "shows": ["kind words"], "hides": ["pale words"], "sheets": 9 });
    vec![
        (BROKEN, Page { html: WRONG.to_owned(), expected: broken }),
        ("empty", page(Document::default(), json!({ "shows": ["onward", "There is nothing to show."], "sheets": 1 }))),
        ("blocks", page(blocks(), json!({ "shows": ["Mood", "3.8", "999"], "sheets": 4 }))),
        ("nasty", page(nasty(), json!({ "shows": shown(), "sheets": 40 }))),
        ("single-day", page(days("2026-11-23", 1, false), json!({ "shows": ["confirmed: 1 day"], "sheets": 1 }))),
        ("month", page(days("2026-11-01", 30, true), json!({ "shows": ["November 2026"], "sheets": 1 }))),
        ("year", page(year(), json!({ "shows": ["January 2026", "December 2026"], "sheets": 3 }))),
        ("sixty-years", page(long(), json!({ "shows": ["1967"], "sheets": 90, "large": true }))),
    ]
}

fn page(document: Document, expected: Value) -> Page {
    Page { html: html::page(&document), expected }
}

/// What of the nasty texts is read: their letters.
fn shown() -> Vec<&'static str> {
    vec![
        "<script>alert(1)</script>",
        "</title></style></svg><img src=x onerror=alert(1)>",
        "\" onclick=\"alert(1)\" x=\"",
        "' & &amp; &#60; &lt;b&gt;",
        "{{ 7 * 7 }} {% include",
        "שרה לוי, 3 פגישות",
        "👩‍👩‍👧‍👦",
        "adellacb c",
        "[31mred",
        "line one line two line five",
        "<!-- -->]]><![CDATA[",
    ]
}

fn nasty() -> Document {
    let mut document = Document::default();
    document.heading(NASTY.join(" "));
    let long = ["word ".repeat(2000), "x".repeat(10_000), "ש".repeat(300)];
    for text in &long {
        document.text(text.as_str());
        document.push(Block::Facts(vec![("Note", Line::from(text.as_str()))]));
        let row = vec![Cell::from(text.as_str()), Cell::from("beside it")];
        document.push(Block::Table(Table { headers: vec!["Name", "Other"], rows: vec![row] }));
    }
    for text in NASTY {
        let text = *text;
        let all = || Line::of(Tone::Strong, text).and(Tone::Care, text).and(Tone::Plain, " 3 days");
        document.heading(all());
        document.text(text);
        document.push(Block::Notice(text.to_owned()));
        document.push(Block::Facts(vec![("Note", Line::from(text)), ("All", all())]));
        let row = vec![Cell::from(text), Cell::Number(text.chars().take(20).collect()), Cell::from(all())];
        document.push(Block::Table(Table { headers: vec!["Name", "Number", ""], rows: vec![row.clone(), row] }));
        let below = vec![Line::default().and_link(Tone::Plain, text, Some(format!("tel:{}", &text.len())))];
        document.push(Block::List(vec![Entry { lead: Some(Line::from(text)), words: all(), below }]));
        document.push(Block::Verbatim(text.to_owned()));
    }
    for text in NASTY {
        document.push(Block::Series(Series {
            caption: (*text).to_owned(),
            values: vec![Some(1.0), None, Some(3.0)],
            low: 1.0,
            high: 5.0,
            places: vec![(*text).to_owned(); 3],
            ..Series::default()
        }));
        let key = Key { mark: Mark::So, words: (*text).to_owned(), tone: Tone::Good, days: 1 };
        let calendar = calendar("2026-11-23", 1, false, vec![key]);
        document.push(Block::Calendar(calendar));
    }
    document
}

fn blocks() -> Document {
    let mut document = Document::default();
    document.heading(Line::of(Tone::Strong, "Alcohol").and(Tone::Quiet, "  Tue 1 Sep to Mon 23 Nov 2026, 84 days"));
    document.text("What stands here was recorded by Sam, day by day. It is a record of their own and no certificate.");
    document.push(Block::Facts(vec![
        ("Day number", Line::of(Tone::Strong, "176").and(Tone::Plain, " of the run that began on Mon 1 Jun 2026")),
        ("Sober", Line::from("98.2 % (172 of 175 days), 160 of 172 confirmed")),
        ("Longest run", Line::from("175 days").and(Tone::Quiet, "  Mon 1 Jun to now")),
        ("Next", Line::of(Tone::Good, "6 months on Tue 1 Dec 2026")),
        ("Open", Line::of(Tone::Care, "12 days not yet checked in")),
    ]));
    document.heading(Line::of(Tone::Strong, "Mood").and(Tone::Quiet, "  84 days"));
    document.push(Block::Series(mood(84)));
    document.push(Block::Facts(vec![("Mean", Line::of(Tone::Strong, "3.8 of 5 over 71 of the last 84 days"))]));
    document.heading(Line::of(Tone::Strong, "Meetings").and(Tone::Quiet, "  3 a week"));
    document.push(Block::Series(Series {
        caption: "meetings a week".to_owned(),
        about: "Meetings in each week".to_owned(),
        values: (0..12).map(|week| Some(f64::from(week % 5))).collect(),
        low: 0.0,
        high: 5.0,
        places: (0..12).map(|week| format!("{} Sep", week + 1)).collect(),
        goal: Some(3.0),
    }));
    let week = |nth: i64| {
        let state = if nth % 5 >= 3 { Line::of(Tone::Good, "met") } else { Line::of(Tone::Quiet, "1 short") };
        let count = nth % 5;
        let name = Line::from(format!("Mon {} Sep 2026", nth + 1));
        vec![Cell::from(name), Cell::Number(count.to_string()), Cell::Bar { count, goal: 3 }, Cell::from(state)]
    };
    let headers = vec!["Week of", "Meetings", "", "Goal 3"];
    document.push(Block::Table(Table { headers, rows: (0..12).map(week).collect() }));
    document.push(Block::Calendar(calendar("2026-09-01", 84, false, counts())));
    document.push(Block::Notice("24 meetings on 22 of 84 days.".to_owned()));
    document.heading("What went with high craving");
    let bar = |label: &str, count: i64| {
        vec![Cell::from(label), Cell::Number(count.to_string()), Cell::Length { count, most: 14 }]
    };
    let rows = vec![bar("Lonely", 14), bar("Tired", 9), bar("Hungry", 1), bar("Angry", 0)];
    document.push(Block::Table(Table { headers: vec!["HALT", "Days", ""], rows }));
    document.heading("People");
    let number = Line::default().and_link(Tone::Plain, "999", Some("tel:999".to_owned()));
    let emergency = Entry { lead: Some(number), ..Entry::from("Emergency, always") };
    let friend =
        Entry { below: vec![Line::from("every 7 days, last on Sat 21 Nov")], ..Entry::from("Maria S., sponsor") };
    document.push(Block::List(vec![emergency, friend, Entry::from("Chidi, a friend")]));
    let wide = |text: &str| Cell::from(text);
    let row = vec![
        wide("Tuesday Step Study"),
        wide("Alcoholics Anonymous"),
        wide("attended, shared and chaired"),
        Cell::Number("5".to_owned()),
        wide("Methodist church hall, side entrance"),
        wide("in person"),
    ];
    document.heading("Meetings attended");
    let headers = vec!["Meeting", "Programme", "What you did", "Fit", "Place", "Venue"];
    document.push(Block::Table(Table { headers, rows: vec![row; 6] }));
    document.push(Block::Table(Table { headers: vec![], rows: vec![vec![wide("No header"), wide("Two fields")]] }));
    document.push(Block::Table(Table { headers: vec!["Nothing"], rows: vec![] }));
    let alone = vec![Cell::from("This week"), Cell::Bar { count: 2, goal: 3 }, Cell::Length { count: 2, most: 3 }];
    document.push(Block::Table(Table { headers: vec!["Week", "Goal", "Length"], rows: vec![alone] }));
    document.push(Block::Verbatim(format!("Laid out\n  already, {}\n", "in a long line ".repeat(12))));
    document
}

fn mood(days: usize) -> Series {
    let value = |day: usize| (day % 7 != 3 && day % 11 != 5).then(|| 3.0 + ((day * 7) % 5) as f64 / 2.0 - 1.0);
    Series {
        caption: "1 awful, 5 great; a dot is a day without an entry".to_owned(),
        about: "Mood of each day, 1 awful to 5 great; a gap is a day without an entry".to_owned(),
        values: (0..days).map(value).collect(),
        low: 1.0,
        high: 5.0,
        places: (0..days).map(|day| format!("{} Sep", day + 1)).collect(),
        goal: None,
    }
}

fn states() -> Vec<Key> {
    let key = |mark, words: &str, tone| Key { mark, words: words.to_owned(), tone, days: 0 };
    vec![
        key(Mark::So, "confirmed", Tone::Good),
        key(Mark::Open, "unconfirmed", Tone::Plain),
        key(Mark::Otherwise, "used", Tone::Care),
        key(Mark::Outside, "not tracked", Tone::Quiet),
    ]
}

fn moods() -> Vec<Key> {
    let words = ["awful", "low", "okay", "good", "great"];
    let level = |(at, words): (usize, &&str)| Key {
        mark: Mark::Level(at as u8 + 1),
        words: (*words).to_owned(),
        tone: Tone::Plain,
        days: 0,
    };
    let none = Key { mark: Mark::Nothing, words: "no mood".to_owned(), tone: Tone::Quiet, days: 0 };
    words.iter().enumerate().map(level).chain([none]).collect()
}

fn counts() -> Vec<Key> {
    let key = |count: u32| {
        let words = format!("{count} meeting{}", if count == 1 { "" } else { "s" });
        Key { mark: Mark::Count(count), words, tone: Tone::Good, days: 0 }
    };
    let none = Key { mark: Mark::Nothing, words: "no meeting".to_owned(), tone: Tone::Quiet, days: 0 };
    [1, 2, 3, 10].map(key).into_iter().chain([none]).collect()
}

/// So many days from a first, each with a mark of the legend in turn.
fn calendar(first: &str, days: u64, numbered: bool, mut legend: Vec<Key>) -> Calendar {
    let first: NaiveDate = first.parse().unwrap();
    let mut weeks: Vec<[Option<CalendarDay>; 7]> = Vec::new();
    for nth in 0..days {
        let date = first.checked_add_days(Days::new(nth)).unwrap();
        let at = date.weekday().num_days_from_monday() as usize;
        if weeks.is_empty() || at == 0 {
            weeks.push([None; 7]);
        }
        let key = (nth / 3 * nth) as usize % legend.len();
        legend[key].days += 1;
        weeks.last_mut().unwrap()[at] = Some(CalendarDay { day: date.to_string().parse().unwrap(), key: Some(key) });
    }
    Calendar { pages: vec![Weeks { title: None, weeks }], numbered, legend }
}

fn days(first: &str, days: u64, numbered: bool) -> Document {
    let mut document = Document::default();
    document.heading(Line::of(Tone::Strong, "Alcohol").and(Tone::Quiet, format!("  {days} days")));
    document.push(Block::Calendar(calendar(first, days, numbered, states())));
    document.push(Block::Series(mood(days as usize)));
    document
}

fn year() -> Document {
    let mut document = Document::default();
    document.heading(Line::of(Tone::Strong, "2026").and(Tone::Quiet, "  a year in one page"));
    for (title, legend) in [("Alcohol", states()), ("Mood", moods()), ("Meetings", counts())] {
        document.heading(Line::of(Tone::Strong, title).and(Tone::Quiet, "  Thu 1 Jan to Thu 31 Dec 2026, 365 days"));
        document.push(Block::Calendar(calendar("2026-01-01", 365, false, legend)));
        document.push(Block::Notice("323 of 326 tracked days sober, 210 of 323 confirmed.".to_owned()));
    }
    document
}

/// Sixty years, a page of the calendar for each.
fn long() -> Document {
    let mut document = Document::default();
    document.heading("Sixty years");
    let mut drawn = calendar("1967-01-01", 1, false, states());
    drawn.pages = (1967..2027)
        .flat_map(|year| {
            let of_year = calendar(&format!("{year}-01-01"), 365, false, states());
            of_year.pages.into_iter().map(move |page| Weeks { title: Some(year.to_string()), ..page })
        })
        .collect();
    document.push(Block::Calendar(drawn));
    document.push(Block::Series(mood(21_900)));
    document
}
