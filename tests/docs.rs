//! README and help speak of every command, and what they show can be typed.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::path::Path;

use clap::Command;
use support::{readme, words};

fn definition() -> Command {
    let mut definition = onward::cli::definition();
    definition.build();
    definition
}

/// Every command with its words, `clock add`; those too that have commands of their own.
fn commands(command: &Command, above: &str, found: &mut Vec<(String, Command)>) {
    for sub in command.get_subcommands() {
        let words = format!("{above}{}", sub.get_name());
        found.push((words.clone(), sub.clone()));
        commands(sub, &format!("{words} "), found);
    }
}

fn all() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    commands(&definition(), "", &mut found);
    found
}

/// Insists that a line beginning with `onward` is understood.
fn can_be_typed(line: &str) {
    let words = words(line.trim());
    if let Err(error) = onward::cli::definition().try_get_matches_from(&words) {
        assert!(!error.use_stderr(), "{line}\n{error}");
    }
}

#[test]
fn every_command_has_help_with_two_examples_that_can_be_typed() {
    for (name, mut command) in all() {
        let help = command.render_long_help().to_string();
        let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  onward ")).collect();
        assert!(examples.len() >= 2, "onward {name} --help shows {} examples", examples.len());
        examples.into_iter().for_each(can_be_typed);
    }
}

#[test]
fn every_argument_says_what_it_is_for() {
    for (name, command) in all() {
        for argument in command.get_arguments().filter(|argument| argument.get_id() != "help") {
            assert!(argument.get_help().is_some(), "onward {name}: {}", argument.get_id());
        }
    }
}

#[test]
fn readme_shows_every_command() {
    let readme = readme();
    for (name, command) in all() {
        let shown = command.has_subcommands() || readme.contains(&format!("onward {name}"));
        assert!(shown, "README does not show onward {name}");
    }
}

#[test]
fn readme_says_what_every_column_of_an_export_means() {
    let readme = readme();
    let page = readme.split("### The format, version ").nth(1).and_then(|rest| rest.split("\n## ").next());
    let page = page.expect("the page of the format");
    let archive = onward::store::Store::in_memory().and_then(|store| store.archive()).expect("an empty archive");
    assert!(page.starts_with(&archive.version.to_string()), "the page is of version {}", archive.version);
    for table in archive.tables {
        let part = page.split(&format!("\n`{}`: ", table.name)).nth(1).and_then(|rest| rest.split("\n\n`").next());
        let part = part.unwrap_or_default();
        let named: Vec<&str> = part
            .lines()
            .filter(|line| line.starts_with("| `"))
            .flat_map(|line| line.split(" | ").next().unwrap_or_default().split('`').skip(1).step_by(2))
            .collect();
        assert_eq!(named, table.columns, "the columns of {}", table.name);
    }
}

#[test]
fn what_readme_shows_can_be_typed() {
    let readme = readme();
    let lines = readme
        .lines()
        .filter_map(|line| line.strip_prefix("$ ").or(Some(line)).filter(|line| line.starts_with("onward ")));
    let lines: Vec<&str> = lines.collect();
    assert!(lines.len() > 20, "README shows only {} command lines", lines.len());
    lines.into_iter().for_each(can_be_typed);
}

#[test]
fn the_help_screen_names_every_command() {
    let screen = onward::commands::help::SCREEN;
    for command in definition().get_subcommands() {
        assert!(screen.contains(command.get_name()), "onward help does not name {}", command.get_name());
    }
    assert!(screen.lines().count() <= 23, "onward help fits one screen");
    assert!(screen.lines().all(|line| line.chars().count() <= 80));
}

/// The text of every file below a folder.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| if path.is_dir() { sources(&path) } else { std::fs::read_to_string(path).unwrap_or_default() })
        .collect()
}

#[test]
fn every_promise_names_its_test() {
    let readme = readme();
    let page =
        readme.split("## What is promised").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the page");
    let rows: Vec<&str> =
        page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promised")).collect();
    let tests = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    assert!(rows.len() > 12, "{page}");
    for row in rows {
        let name = row.rsplit('`').nth(1).expect("a name");
        assert!(tests.contains(&format!("fn {name}(")), "there is no test {name}");
    }
}
