//! Markdown as text: what is in it, and what of the person's never means anything.

use super::*;
use crate::view::document::{Key, Mark};

fn of(blocks: Vec<Block>) -> String {
    render(&Document(blocks))
}

fn table(headers: Vec<&'static str>, rows: Vec<Vec<Cell>>) -> String {
    of(vec![Block::Table(Table { headers, rows })])
}

#[test]
fn an_empty_document_is_nothing() {
    assert_eq!(of(vec![]), "");
    assert_eq!(of(vec![Block::List(vec![]), Block::Text(Line::from(" \n ")), Block::Facts(vec![])]), "");
}

#[test]
fn the_first_heading_is_the_title() {
    let title = Line::of(Tone::Strong, "Mood").and(Tone::Quiet, "  90 days # *");
    let drawn = of(vec![Block::Heading(title), Block::Text(Line::from("a")), Block::Heading(Line::from("- b"))]);
    assert_eq!(drawn, "# Mood · 90 days \\# \\*\n\na\n\n## - b\n");
}

#[test]
fn lines_of_a_paragraph_stay_lines_and_mean_nothing() {
    let text = "one\n# two\n\n- three | <b>\r\n1. four\n===";
    assert_eq!(
        of(vec![Block::Text(Line::from(text))]),
        "one\\\n\\# two\\\n\\- three \\| \\<b\\>\\\n1\\. four\\\n\\===\n"
    );
    assert_eq!(of(vec![Block::Notice("a\n> b".to_owned())]), "> a\\\n> \\> b\n");
}

#[test]
fn facts_and_lists_keep_what_belongs_to_them() {
    let facts = vec![
        ("Mean", Line::of(Tone::Strong, "4.0").and(Tone::Plain, " of 5")),
        ("Note", Line::from("1. a\n2. b")),
        ("", Line::from("c")),
    ];
    assert_eq!(
        of(vec![Block::Facts(facts)]),
        "- **Mean:** **4.0** of 5\n- **Note:** 1. a\\\n  2\\. b\n- **Note:** c\n"
    );
    let number = Line::default().and_link(Tone::Plain, "999", Some("tel:999".to_owned()));
    let entry = Entry { lead: Some(number), words: Line::from("Emergency"), below: vec![Line::from("# always")] };
    let list = of(vec![Block::List(vec![entry, Entry::from("- b")])]);
    assert_eq!(list, "- [999](<tel:999>) – Emergency\n  - \\# always\n- \\- b\n");
}

#[test]
fn stress_is_written_only_where_it_is_read_as_such() {
    let line = Line::of(Tone::Strong, "a").and(Tone::Plain, "b ").and(Tone::Strong, " c ").and(Tone::Strong, "");
    assert_eq!(of(vec![Block::Text(line)]), "ab  **c**\n");
}

#[test]
fn a_link_that_may_not_be_followed_is_words() {
    let line = |to: &str| Line::default().and_link(Tone::Plain, "[x](y)", Some(to.to_owned()));
    assert_eq!(of(vec![Block::Text(line("javascript:alert(1)"))]), "\\[x\\](y)\n");
    assert_eq!(
        of(vec![Block::Text(line("https://a.example/>\n<b"))]),
        "[\\[x\\](y)](<https://a.example/%3E%0A%3Cb>)\n"
    );
}

#[test]
fn a_table_has_a_header_even_where_it_needs_none() {
    let rows = vec![vec![Cell::from("a|b\nc"), Cell::Number("2".to_owned()), Cell::Bar { count: 2, goal: 3 }]];
    assert_eq!(
        table(vec!["Name", "N", ""], rows.clone()),
        "| Name | N |  |\n| --- | ---: | --- |\n| a\\|b c | 2 | ██░ |\n"
    );
    assert_eq!(table(vec![], rows), "| | | |\n| --- | ---: | --- |\n| a\\|b c | 2 | ██░ |\n");
    assert_eq!(table(vec!["Name"], vec![]), "");
}

#[test]
fn a_gap_in_a_series_is_an_empty_field() {
    let values = vec![Some(3.0), None, Some(10.0 / 3.0)];
    let places = ["Mon", "Tue", "Wed"].map(str::to_owned).to_vec();
    let series = Series { caption: "mood".to_owned(), values, low: 1.0, high: 5.0, places, ..Series::default() };
    let drawn = of(vec![Block::Series(series.clone())]);
    assert_eq!(drawn, "mood\n\n| Of | Value |\n| --- | ---: |\n| Mon | 3 |\n| Tue |  |\n| Wed | 3.33 |\n");
    let many = Series { values: vec![Some(1.0); 40], places: Vec::new(), goal: Some(2.0), ..series };
    let drawn = of(vec![Block::Series(many)]);
    assert!(
        drawn.starts_with("mood; the goal is 2\n\n| From | 1 | 2 |") && drawn.contains("\n| 36 | 1 | 1 | 1 | 1 | 1 |"),
        "{drawn}"
    );
}

fn calendar(numbered: bool) -> String {
    let day = |day: &str, key| Some(CalendarDay { day: day.parse().unwrap(), key });
    let week =
        [day("2026-11-02", Some(0)), day("2026-11-03", Some(1)), day("2026-11-04", None), None, None, None, None];
    let key = |mark, words: &str| Key { mark, words: words.to_owned(), tone: Tone::Plain, days: 1 };
    let legend = vec![key(Mark::So, "confirmed"), key(Mark::Open, "un*confirmed*")];
    let pages = vec![Page { title: Some("2026".to_owned()), weeks: vec![week] }];
    of(vec![Block::Calendar(Calendar { pages, numbered, legend })])
}

#[test]
fn a_calendar_is_a_table_with_its_legend() {
    let legend = "- `█` confirmed: 1 day\n- `░` un\\*confirmed\\*: 1 day\n";
    let year =
        "### 2026\n\n| Month | Its days, the first to the last |\n| --- | --- |\n| November 2026 | `\u{a0}█░` |\n";
    assert_eq!(calendar(false), format!("{year}\n{legend}"));
    let month = calendar(true);
    assert!(month.contains("November 2026:\n\n| Mon | Tue | Wed | Thu | Fri | Sat | Sun |"), "{month}");
    assert!(month.contains("| 2 `█` | 3 `░` | 4 |  |") && month.ends_with(legend), "{month}");
}

#[test]
fn other_scripts_and_long_notes_are_whole() {
    let text = format!("שרה 👩\u{200d}👧 {}", "ä".repeat(10_000));
    assert_eq!(of(vec![Block::Text(Line::from(text.as_str()))]), format!("{text}\n"));
    assert_eq!(of(vec![Block::Verbatim("| a |\n".to_owned())]), "```\n| a |\n```\n");
}
