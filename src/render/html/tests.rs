//! Pages as text: what is in them, and what never is.

use super::*;
use crate::view::document::{Entry, Tone};

fn of(blocks: Vec<Block>) -> String {
    page(&Document(blocks))
}

/// What stands between the page's head and its end.
fn body(blocks: Vec<Block>) -> String {
    of(blocks).split_once("<main>").unwrap().1.split_once("</main>").unwrap().0.trim().to_owned()
}

/// Every block, with this text wherever a person's words may stand.
fn everywhere(text: &str) -> Vec<Block> {
    let line = || Line::from(text);
    let entry = Entry { lead: Some(line()), words: line(), below: vec![line()] };
    let series = Series {
        caption: text.to_owned(),
        about: text.to_owned(),
        values: vec![Some(1.0), None, Some(2.0)],
        low: 1.0,
        high: 2.0,
        places: vec![text.to_owned(); 3],
        goal: Some(1.5),
    };
    vec![
        Block::Heading(line()),
        Block::Heading(line()),
        Block::Text(line()),
        Block::Facts(vec![("Note", line())]),
        Block::Table(Table {
            headers: vec!["A", "B"],
            rows: vec![vec![Cell::from(text), Cell::Number(text.to_owned())]],
        }),
        Block::List(vec![entry]),
        Block::Series(series),
        Block::Notice(text.to_owned()),
        Block::Verbatim(text.to_owned()),
    ]
}

#[test]
fn an_empty_document_is_a_page() {
    let page = page(&Document::default());
    assert!(page.contains("<title>onward</title>") && page.contains("There is nothing to show."), "{page}");
}

#[test]
fn the_first_heading_is_the_title_and_the_others_name_their_parts() {
    let page = of(vec![
        Block::Text(Line::from("before")),
        Block::Heading(Line::from("Report")),
        Block::Heading(Line::from("Mood")),
        Block::Heading(Line::from("People")),
    ]);
    assert!(
        page.contains("<title>Report</title>") && page.contains(r#"<h1 id="top" dir="auto">Report</h1>"#),
        "{page}"
    );
    assert!(
        page.contains("<section aria-labelledby=\"part-2\">\n<h2 id=\"part-2\" dir=\"auto\">People</h2>"),
        "{page}"
    );
    assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
}

#[test]
fn what_a_person_wrote_is_text_wherever_it_stands() {
    for text in ["<script>alert(1)</script>", "\"><img src=x onerror='alert(1)'>", "</style></svg></title>&amp;"] {
        let page = of(everywhere(text));
        assert_eq!(page.matches("<script").count() + page.matches("<img").count(), 0, "{page}");
        assert_eq!(page.matches("</style").count(), 1, "{page}");
        assert!(!page.contains(text), "{page}");
        assert!(page.matches("&#60;").count() >= 12, "it is there, escaped: {page}");
    }
}

#[test]
fn what_steers_or_turns_text_is_left_out_and_other_scripts_stay() {
    let page = of(everywhere("a\u{202e}b\u{0}c\u{1b}[1m שרה 👩\u{200d}👧"));
    assert!(!page.chars().any(|c| matches!(c, '\u{202e}' | '\u{0}' | '\u{1b}')), "{page}");
    assert!(page.contains("abc[1m <bdi>שרה</bdi> 👩\u{200d}👧"), "{page}");
}

#[test]
fn a_long_note_is_whole() {
    let note = "ä".repeat(10_000);
    assert!(of(vec![Block::Text(Line::from(note.as_str()))]).contains(&note));
}

#[test]
fn nothing_is_asked_for_and_nothing_can_run() {
    let page = of(everywhere("a"));
    for word in ["<script", "<link", "<img", "url(", "@import", "http:", "https:", " style=", "javascript"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"), "{page}");
}

#[test]
fn a_table_names_its_columns_and_its_rows() {
    let table = |headers| Table { headers, rows: vec![vec![Cell::from("Tue"), Cell::Number("2".to_owned())]] };
    let drawn = body(vec![Block::Table(table(vec!["Week", "Meetings"]))]);
    assert!(drawn.contains(r#"<th scope="col">Week</th><th scope="col" class="number">Meetings</th>"#), "{drawn}");
    assert!(drawn.contains(r#"<th scope="row" dir="auto" class="short">Tue</th><td class="number">2</td>"#), "{drawn}");
    let bare = body(vec![Block::Table(table(vec![]))]);
    assert!(!bare.contains("<thead>") && bare.contains("Tue"), "{bare}");
    let empty = body(vec![Block::Table(Table { headers: vec!["Week"], rows: vec![] })]);
    assert!(!empty.contains("<table") && empty.contains("Nothing here."), "{empty}");
}

#[test]
fn a_table_that_may_be_too_wide_scrolls_by_itself_and_can_be_reached() {
    let table = |words: &str| Block::Table(Table { headers: vec![], rows: vec![vec![Cell::from(words); 4]] });
    let region = r#"<div class="wide" role="group" tabindex="0" aria-labelledby="top">"#;
    assert!(body(vec![table("conversations")]).contains(region));
    assert!(!body(vec![table("a b c d e f g h i j k l")]).contains(region));
}

#[test]
fn a_fact_without_a_label_belongs_to_the_one_above() {
    let drawn =
        body(vec![Block::Facts(vec![("Sober", Line::from("a")), ("", Line::from("b")), ("Mood", Line::from("c"))])]);
    assert!(drawn.contains(r#"<dt>Sober</dt><dd dir="auto">a</dd><dd dir="auto">b</dd></div>"#), "{drawn}");
    assert_eq!(drawn.matches("<dt>").count(), 2, "{drawn}");
}

#[test]
fn a_bar_says_its_number_only_where_nothing_beside_it_does() {
    let table = |row| body(vec![Block::Table(Table { headers: vec![], rows: vec![row] })]);
    let alone = table(vec![Cell::from("a"), Cell::Bar { count: 2, goal: 3 }]);
    assert!(alone.contains(r#"role="img" aria-label="2 of 3""#), "{alone}");
    assert_eq!((alone.matches(r#"class="full""#).count(), alone.matches(r#"class="missing""#).count()), (2, 1));
    let told = table(vec![Cell::Number("2".to_owned()), Cell::Length { count: 2, most: 3 }]);
    assert!(told.contains(r#"aria-hidden="true""#) && !told.contains("aria-label="), "{told}");
}

#[test]
fn a_chart_says_in_words_what_it_shows() {
    let drawn = body(everywhere("mood"));
    assert!(drawn.contains(r#"<svg role="img" aria-labelledby="part-1-5-title part-1-5-desc""#), "{drawn}");
    assert!(drawn.contains("2 of 3 places have a value; the first is 1, the last 2"), "{drawn}");
    assert_eq!(drawn.matches("<li><span dir=\"auto\">mood</span>").count(), 3, "{drawn}");
    assert!(drawn.contains("<span>none</span>") && drawn.contains("the broken line is the goal, 1.5"), "{drawn}");
}

#[test]
fn no_two_things_have_one_name() {
    let page = of([everywhere("a"), everywhere("b")].concat());
    let names: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let different: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), different.len(), "{names:?}");
    let tones = Line::of(Tone::Good, "met").and(Tone::Care, "open");
    assert!(body(vec![Block::Text(tones)]).contains(r#"<span class="good">met</span><span class="care">open</span>"#));
}
