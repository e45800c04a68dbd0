//! Which room may name which. What the compiler and clippy cannot keep, this does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and what its files never name.
const RULES: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::error",
            "crate::exchange",
            "crate::render",
            "crate::store",
            "crate::view",
            "crate::world",
            "rusqlite",
            "clap",
            "serde_json",
            "std::fs",
            "std::env",
            "std::io",
            "Local",
        ],
    ),
    (
        "store",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::exchange",
            "crate::render",
            "crate::view",
            "crate::world",
            "clap",
            "serde_json",
            "comfy_table",
        ],
    ),
    (
        "exchange",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::render",
            "crate::store",
            "crate::view",
            "crate::world",
            "rusqlite",
            "clap",
            "std::fs",
            "std::path",
            "Path",
            "File",
        ],
    ),
    (
        "view",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::exchange",
            "crate::render",
            "crate::store",
            "crate::world",
            "rusqlite",
            "clap",
            "std::io",
        ],
    ),
    (
        "render",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::exchange",
            "crate::domain",
            "crate::store",
            "crate::world",
            "rusqlite",
            "clap",
            "std::io",
        ],
    ),
    (
        "commands",
        &[
            "crate::cli",
            "crate::render",
            "crate::world",
            "rusqlite",
            "serde_json",
            "std::io",
            "std::fs",
            "std::env",
            "Local",
        ],
    ),
    (
        "world",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::exchange",
            "crate::render",
            "crate::store",
            "crate::view",
            "rusqlite",
            "clap",
        ],
    ),
    ("app.rs", &["crate::cli", "crate::commands", "crate::render", "rusqlite", "clap"]),
    ("app", &["crate::cli", "crate::commands", "crate::render", "rusqlite", "clap"]),
    (
        "error.rs",
        &[
            "crate::app",
            "crate::cli",
            "crate::commands",
            "crate::render",
            "crate::store",
            "crate::view",
            "crate::world",
            "rusqlite",
        ],
    ),
    ("", &["std::net", "TcpStream", "UdpSocket", "reqwest", "ureq"]),
];

/// A file longer than this wants to be a folder of the same name.
const LONGEST: usize = 400;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| files(&path)).filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The code of a file: without its comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether the word stands in the code by itself and not inside a longer one.
fn names(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[test]
fn no_room_names_what_lies_above_it() {
    let mut wrong = Vec::new();
    for (room, never) in RULES {
        let found = files(&source().join(room));
        assert!(!found.is_empty(), "there is no room {room}");
        for path in found {
            let code = code(&path);
            wrong.extend(
                never.iter().filter(|word| names(&code, word)).map(|word| format!("{} names {word}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_speaks_sql() {
    for path in files(&source()).into_iter().filter(|path| !path.starts_with(source().join("store"))) {
        for word in ["SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA "] {
            assert!(!code(&path).contains(word), "{} holds SQL: {word}", path.display());
        }
    }
}

#[test]
fn instants_are_ordered_as_instants() {
    // As texts they are in another order: `store/instant.rs` has the SQL for it.
    for path in files(&source().join("store")).into_iter().filter(|path| !path.ends_with("instant.rs")) {
        for line in code(&path).lines() {
            let ordered = |column: &str| {
                let after = ["<", ">", "DESC", "ASC", "BETWEEN"].map(|sign| format!("{column} {sign}"));
                let within = ["max(", "min("].map(|call| format!("{call}{column})"));
                let named = line.split_once("ORDER BY").is_some_and(|(_, by)| names(by, column));
                named && !line.contains("julianday(") || after.iter().chain(&within).any(|text| line.contains(text))
            };
            for column in ["recorded_at", "imported_at"] {
                assert!(!ordered(column), "{} orders {column} as text: {line}", path.display());
            }
        }
    }
}

#[test]
fn files_stay_small() {
    for path in files(&source()).into_iter().chain(files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"))) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", path.display());
    }
}

#[test]
fn words_are_kind() {
    for path in files(&source()) {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for word in ["relapse", "addict", "junkie", "abuse", "dirty", "failed to stay"] {
            assert!(!names(&text, word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in files(&source()) {
        assert!(fs::read_to_string(&path).unwrap().starts_with("//!"), "{} has no module doc", path.display());
    }
}

#[test]
fn what_we_write_has_a_plain_form() {
    // The renderer knows an ASCII form of each of these; anything else would reach a terminal that cannot show it.
    const KNOWN: &str = "–—−…·•×→←‘’“”";
    // A page's templates are not among these files: what they hold is read as UTF-8 everywhere.
    // The screen that is held during a pause and a bar are not rendered, and draw for either kind of terminal themselves.
    const DRAW: &[&str] = &["render/terminal.rs", "render/marks.rs", "view/pause.rs", "world/progress.rs", "tests.rs"];
    for path in files(&source()).into_iter().filter(|path| DRAW.iter().all(|one| !path.ends_with(one))) {
        let other = code(&path).chars().find(|c| !c.is_ascii() && !KNOWN.contains(*c));
        assert_eq!(other, None, "{}", path.display());
    }
}

#[test]
fn templates_escape_what_they_are_given_and_ask_for_nothing() {
    let entries = fs::read_dir(source().join("render/html")).unwrap().map(|entry| entry.unwrap().path());
    let templates: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "html" || ending == "css")).collect();
    assert!(templates.len() >= 2, "{templates:?}");
    for path in templates {
        let text = fs::read_to_string(&path).unwrap();
        for word in
            ["|safe", "| safe", "|escape", "<script", "<link", "<img", "url(", "@import", "http:", "https:", "style="]
        {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}
