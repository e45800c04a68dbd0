//! Nothing that was recorded, imported or named steers the terminal of who reads it, or turns its words around.

use std::fs;

use chrono_tz::Tz;
use onward::letters::steers;
use serde_json::Value;

use crate::harness::Home;
use crate::inside::typed;

const NOW: &str = "2026-11-23T21:30:00+00:00";

/// A text with a colour, a link, a bell, the eight bits of an escape, turned words, and marks that nobody sees.
const TEXT: &str = "a\u{1b}[31mb\u{1b}]8;;http://x\u{7}c\u{9b}2Jd\u{202e}e\u{2066}f\u{200e}g\u{200f}h\u{61c}i\u{2028}j\u{2029}k\u{feff}l\u{e0041}m\u{7f}n";

/// What a name of one line can hold of them.
const NAME: &str = "Ma\u{202e}r\u{2066}i\u{200e}a\u{200f}-\u{61c}\u{2028}\u{feff}\u{e0041}\u{e007f}Z";

/// A home whose every text holds them.
fn odd() -> Home {
    let home = Home::new();
    let all: &[&[&str]] = &[
        &["clock", "add", NAME, "--since", "2026-11-01", "--programme", NAME],
        &["programme", "add", &format!("{NAME}2"), "--title", NAME, "--helper", NAME],
        &["checkin", "low", "--craving", "8", "--note", TEXT, "--gratitude", TEXT],
        &["meeting", "add", NAME, "--day", "mon,tue", "--time", "19:30", "--place", TEXT, "--note", TEXT],
        &["attend", NAME, "--note", TEXT],
        &["attend", &format!("{NAME}3"), "--on", "yesterday"],
        &["contact", "add", NAME, "--role", "sponsor", "--phone", "+44\u{202e} 1", "--note", TEXT, "--every", "1"],
        &["reach", NAME, "--note", TEXT],
        &["urge", "8", "--trigger", TEXT, "--did", TEXT, "--note", TEXT],
        &["slip", "--on", "2026-11-20", "--trigger", TEXT, "--note", TEXT],
        &["win", TEXT, "--on", "yesterday"],
        &["helpline", "add", NAME, NAME, "--country", "GB"],
        &["step", "begin", "1", "--programme", "aa"],
        &["step", "note", "1", TEXT, "--programme", "aa"],
        &["smart", "abc", "--answer", &format!("happened={TEXT}"), "--about", TEXT],
    ];
    for args in all {
        let answer = home.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        harmless(args, &answer.out);
    }
    home
}

fn harmless(args: &[&str], text: &str) {
    let found = text.replace("\r\n", "\n").chars().find(|c| steers(*c));
    assert_eq!(found, None, "onward {args:?}: {text:?}");
}

const LOOKING: &[&[&str]] = &[
    &["today"],
    &["today", "--short"],
    &["due"],
    &["streak", "--runs"],
    &["milestones"],
    &["attendance"],
    &["mood"],
    &["calendar"],
    &["urges"],
    &["history"],
    &["insight"],
    &["report"],
    &["sos"],
    &["helpline", "list"],
    &["clock", "list"],
    &["clock", "show", "Z"],
    &["programme", "list"],
    &["checkin", "list"],
    &["meeting", "list"],
    &["attend", "list"],
    &["contact", "list"],
    &["contact", "show", "Z"],
    &["reach", "list"],
    &["urge", "list"],
    &["slip", "list"],
    &["win", "list", "--gratitude"],
    &["win", "again"],
    &["step", "show", "1", "--programme", "aa"],
    &["smart", "list"],
    &["config", "list"],
    &["doctor"],
];

#[test]
fn no_screen_is_steered_by_what_was_recorded() {
    let home = odd();
    for args in LOOKING {
        let answer = typed(&home, NOW, Tz::UTC, args);
        assert!(answer.code == 0 || args == &["due"], "onward {args:?}: {}", answer.err);
        harmless(args, &answer.out);
        harmless(args, &answer.err);
    }
}

#[test]
fn a_document_holds_none_of_it_and_means_the_same() {
    let home = odd();
    for args in LOOKING.iter().chain([&["export"][..]].iter()) {
        let args: Vec<&str> = args.iter().copied().chain((args[0] != "export").then_some("--json")).collect();
        let answer = home.run(&args);
        harmless(&args, &answer.out);
        if answer.code == 0 {
            serde_json::from_str::<Value>(&answer.out).unwrap_or_else(|error| panic!("onward {args:?}: {error}"));
        }
    }
    let checkin = &home.json(&["checkin", "list"])["checkins"][0];
    assert_eq!(checkin["note"], TEXT);
    let export: Value = serde_json::from_str(&home.ok(&["export"])).unwrap();
    assert_eq!(export["contact"][0]["name"], NAME);
    assert_eq!(export["win"][0]["text"], TEXT);
}

#[test]
fn what_has_its_own_form_is_harmless_on_a_terminal() {
    let home = odd();
    let sheet = ["attendance", "sheet", "--since", "2026-11-01", "--yes", "-o", "-", "--format"];
    let all: Vec<Vec<&str>> = [
        ["csv", "html", "md"].map(|form| [&sheet[..], &[form]].concat()).to_vec(),
        vec![vec!["export"], vec!["export", "--anonymous"], vec!["meeting", "calendar"], vec!["report", "--json"]],
        vec![
            vec!["report", "--html"],
            vec!["report", "--markdown"],
            vec!["completions", "fish", "--", "onward", "attend", "M"],
        ],
    ]
    .concat();
    for args in all {
        let answer = typed(&home, NOW, Tz::UTC, &args);
        assert_eq!(answer.code, 0, "onward {args:?}: {}", answer.err);
        assert!(!answer.out.is_empty(), "onward {args:?}");
        harmless(&args, &answer.out);
        // Whoever it is piped to shows it somewhere too.
        harmless(&args, &home.ok(&args));
    }
}

#[test]
fn an_export_as_tables_comes_back_as_it_was() {
    let home = odd();
    home.ok(&["export", "--csv", "-o", "tables"]);
    let other = Home::new();
    other.ok(&["import", &home.root().join("tables").display().to_string()]);
    assert_eq!(other.ok(&["export"]), home.ok(&["export"]));
    let document = home.root().join("whole.json");
    fs::write(&document, home.ok(&["export"])).unwrap();
    let third = Home::new();
    third.ok(&["import", &document.display().to_string()]);
    assert_eq!(third.ok(&["export"]), home.ok(&["export"]));
}

#[test]
fn an_error_repeats_a_name_without_what_steers() {
    let home = odd();
    for args in [
        &["import", "no\u{1b}[31m\u{202e}file\u{9b}.json"][..],
        &["attend", "show", "\u{1b}]0;title\u{7}"],
        &["streak", "zz\u{202e}\u{9b}"],
        &["contact", "show", "\u{1b}[2J"],
        &["export", "-o", "no/\u{1b}[2J/\u{200e}x"],
        &["\u{1b}[2J"],
        &["checkin", "\u{1b}[2J\u{202e}"],
        &["urge", "5", "--on", "\u{9b}2J"],
    ] {
        let answer = home.run(args);
        assert!(matches!(answer.code, 1 | 2), "onward {args:?}: {}", answer.out);
        harmless(args, &answer.err);
    }
}

#[test]
fn a_file_whose_name_has_lines_cannot_speak_for_the_program() {
    let said = Home::new().fails(1, &["import", "x\nhint: run something else\nerror: y"]);
    let begun = |word: &str| said.lines().filter(|line| line.starts_with(word)).count();
    assert_eq!((begun("error: "), said.lines().any(|line| line == "hint: run something else")), (1, false), "{said}");
}

#[test]
fn an_imported_list_is_harmless_on_the_screen() {
    let home = Home::new();
    let row = serde_json::json!([{
        "slug": "one", "name": NAME, "day": 1, "time": "19:30", "end_time": "20:30", "formatted_address": TEXT,
        "location": TEXT, "notes": TEXT, "types": ["O"], "latitude": 53.4, "longitude": -2.2, "group": TEXT,
    }]);
    fs::write(home.root().join("list.json"), row.to_string()).unwrap();
    home.ok(&[
        "meeting",
        "import",
        "list.json",
        "--source",
        "Li\u{202e}st",
        "--programme",
        "aa",
        "--timezone",
        "Europe/London",
    ]);
    for args in
        [&["meeting", "find"][..], &["meeting", "sources"], &["meeting", "find", "--json"], &["meeting", "calendar"]]
    {
        for answer in [typed(&home, NOW, Tz::UTC, args), home.run(args)] {
            harmless(args, &answer.out);
            harmless(args, &answer.err);
        }
    }
}
