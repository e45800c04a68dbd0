//! Terminal manners: colour, pipes, help, completions and the environment.

use std::process::Stdio;

use crate::harness::{Answer, Home, fed};

/// A home with something to show on every screen.
fn lived_in() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01"]);
    home.ok(&["checkin", "good", "--sober"]);
    home.ok(&["attend", "Open meeting"]);
    home
}

/// What the program answers with these variables set besides.
fn with_env(home: &Home, variables: &[(&str, &str)], args: &[&str]) -> Answer {
    let mut command = home.command();
    command.envs(variables.iter().copied()).args(args);
    fed(command, b"")
}

fn is_coloured(text: &str) -> bool {
    text.contains('\u{1b}')
}

#[test]
fn a_pipe_gets_no_colour() {
    let home = lived_in();
    for args in [&["today"][..], &["streak", "--runs"], &["attendance"], &["mood"], &["milestones"], &["history"]] {
        assert!(!is_coloured(&home.ok(args)), "onward {args:?}");
    }
    assert!(!is_coloured(&home.fails(2, &["checkin", "6"])));
    assert!(!is_coloured(&home.ok(&["checkin", "--help"])));
}

#[test]
fn the_flag_decides_before_the_environment() {
    let home = lived_in();
    let streak = |variables: &[(&str, &str)], when: &str| with_env(&home, variables, &["streak", "--color", when]).out;
    assert!(is_coloured(&streak(&[], "always")));
    assert!(is_coloured(&streak(&[("NO_COLOR", "1")], "always")));
    assert!(!is_coloured(&streak(&[("CLICOLOR_FORCE", "1")], "never")));
    assert!(!is_coloured(&streak(&[], "auto")));
}

#[test]
fn the_environment_decides_without_the_flag_and_no_colour_wins() {
    let home = lived_in();
    let streak = |variables: &[(&str, &str)]| with_env(&home, variables, &["streak"]).out;
    assert!(is_coloured(&streak(&[("CLICOLOR_FORCE", "1")])));
    assert!(!is_coloured(&streak(&[("CLICOLOR_FORCE", "0")])));
    assert!(!is_coloured(&streak(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])));
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let home = lived_in();
    for args in [["streak"], ["today"], ["attendance"], ["milestones"]] {
        let coloured = home.ok(&[&args[..], &["--color", "always"]].concat());
        assert_eq!(without_colour(&coloured), home.ok(&args));
    }
}

/// The text without what colours it, and without the blanks that end a line.
fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    let plain: String = parts.filter_map(|part| part.split_once('m')).map(|(_, rest)| rest).collect();
    (first.to_owned() + &plain).lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn a_piped_table_does_not_wrap() {
    let home = Home::new();
    let name = "a name of a good many words that goes on and on ".repeat(4);
    home.ok(&["clock", "add", name.trim()]);
    assert!(home.ok(&["clock", "list"]).contains(name.trim()));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = lived_in();
    for args in [&["history"][..], &["streak", "--json"], &["help"], &["completions", "zsh"], &["--version"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = home.command();
        let output = command.args(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "onward {args:?}");
        assert!(output.stderr.is_empty(), "onward {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_was_recorded_is_kept_when_the_echo_cannot_be_printed() {
    let home = Home::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = home.command();
    let output = command.args(["checkin", "good"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_ne!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: ") && said.contains("kept"), "{said}");
    assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 1);
}

#[test]
fn help_fits_one_screen_with_the_daily_verbs_first() {
    let home = Home::new();
    let said = home.ok(&["help"]);
    assert_eq!(home.ok(&["--help"]), said);
    assert!(said.lines().count() <= 24 && said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let at = |word: &str| said.find(&format!(" {word}")).unwrap_or_else(|| panic!("no {word}:\n{said}"));
    assert!(at("checkin") < at("streak") && at("streak") < at("clock"), "{said}");
}

#[test]
fn every_command_is_on_the_screen_of_help() {
    let said = Home::new().ok(&["help"]);
    let commands = "checkin attend reach slip resume undo redo today streak attendance mood milestones history clock meeting \
                    contact goal config completions help";
    for command in commands.split_whitespace() {
        assert!(said.contains(command), "no {command}:\n{said}");
    }
}

#[test]
fn help_of_a_command_has_examples_and_says_the_same_by_flag_and_by_word() {
    let home = Home::new();
    for words in [&["checkin"][..], &["clock", "add"], &["slip"], &["streak"], &["goal", "set"], &["config"]] {
        let said = home.ok(&[words, &["--help"]].concat());
        let by_word = home.ok(&[&["help"], words].concat());
        assert!(said.split_whitespace().eq(by_word.split_whitespace()), "{words:?}:\n{said}\n{by_word}");
        let examples = said.lines().filter(|line| line.starts_with("  onward ")).count();
        assert!(examples >= 2, "{words:?}:\n{said}");
    }
}

#[test]
fn every_topic_has_a_page() {
    let home = Home::new();
    for (topic, word) in [
        ("days", "day-start"),
        ("exit-codes", "3"),
        ("environment", "ONWARD_NOW"),
        ("privacy", "0600"),
        ("programmes", "SMART"),
    ] {
        let said = home.ok(&["help", topic]);
        assert!(said.contains(word) && said.lines().count() > 3, "{topic}:\n{said}");
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{topic}:\n{said}");
    }
}

#[test]
fn the_environment_page_names_every_variable() {
    let said = Home::new().ok(&["help", "environment"]);
    for name in [
        "ONWARD_DATA_DIR",
        "ONWARD_NOW",
        "TZ",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "ONWARD_PAGER",
        "PAGER",
        "VISUAL",
        "EDITOR",
    ] {
        assert!(said.contains(name), "no {name}:\n{said}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(Home::new().ok(&["--version"]), concat!("onward ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn an_instant_that_cannot_be_read_is_wrong_usage() {
    let mut home = Home::new();
    for now in ["yesterday", "2026-11-23", "2026-11-23T21:30:00", "2026-02-30T00:00:00Z"] {
        home.at(now);
        let said = home.fails(2, &["today"]);
        assert!(said.contains("ONWARD_NOW") && said.contains(now), "{said}");
    }
    assert!(!home.folder().exists());
}

#[test]
fn an_instant_in_another_offset_is_seen_from_the_zone_of_the_machine() {
    let mut home = Home::new();
    home.at("2026-11-23T23:30:00-05:00");
    assert_eq!(home.json(&["today"])["as_of"], "2026-11-24");
}

#[test]
fn no_home_folder_is_no_hindrance_where_a_folder_is_named() {
    let home = Home::new();
    let mut command = home.command();
    command.env_remove("ONWARD_DATA_DIR").args(["checkin", "good", "--data-dir", "here"]);
    assert_eq!(fed(command, b"").code, 0);
    assert!(home.root().join("here/onward.db").exists());
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let home = lived_in();
    let plain = home.ok(&["streak"]);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "PAGER", "EDITOR"] {
        assert_eq!(with_env(&home, &[(name, "")], &["streak"]).out, plain, "{name}");
    }
    let below = [("ONWARD_DATA_DIR", ""), ("XDG_DATA_HOME", home.root().to_str().unwrap())];
    assert_eq!(with_env(&home, &below, &["checkin", "good"]).code, 0);
    assert!(home.root().join("onward/onward.db").exists());
}

#[test]
fn a_locale_without_unicode_gets_plain_marks() {
    let home = lived_in();
    let said = with_env(&home, &[("LC_ALL", "C")], &["attendance"]).out;
    assert!(said.contains('#') && said.is_ascii(), "{said}");
}

/// What a person looks at day by day, on a home in which every one of them has much to say.
const DAILY: &[&[&str]] = &[
    &["today"],
    &["today", "--short"],
    &["streak", "--runs"],
    &["attendance"],
    &["mood"],
    &["calendar"],
    &["calendar", "mood", "--month"],
    &["milestones"],
    &["history"],
    &["contact", "list"],
    &["contact", "due"],
    &["clock", "list"],
    &["meeting", "list"],
    &["meeting", "show", "noon"],
    &["checkin", "list"],
    &["attend", "list"],
    &["reach", "list"],
    &["slip", "list"],
    &["programme", "list"],
    &["programme", "show", "smart"],
    &["goal", "list"],
    &["config", "list"],
    &["help"],
    &["help", "programmes"],
    &["help", "checkin"],
    &["help", "attend", "edit"],
];

/// The month of README, a slip that goes on, a meeting until one o'clock and a note too long for a table.
fn with_everything() -> Home {
    let home = crate::month::month();
    home.ok(&["clock", "add", "sugar", "--since", "2026-11-01", "--programme", "smart"]);
    home.ok(&["slip", "sugar", "--from", "2026-11-17", "--ongoing", "--trigger", &"cake ".repeat(20)]);
    home.ok(&["meeting", "add", "Noon", "--day", "mon,wed", "--time", "12:00", "--end", "13:00"]);
    home.ok(&["checkin", "okay", "--note", &"a long note ".repeat(10)]);
    home
}

#[test]
fn without_unicode_every_daily_screen_is_plain_ascii() {
    let mut home = with_everything();
    home.at("2026-11-18T22:00:00+00:00");
    let mut unlike = 0;
    for args in DAILY {
        let usual = home.ok(args);
        for variable in [("LC_ALL", "C"), ("LANG", "en_GB.ISO-8859-1"), ("TERM", "dumb")] {
            let plain = with_env(&home, &[variable], args);
            assert_eq!((plain.code, plain.err.as_str()), (0, ""), "onward {args:?}");
            assert!(plain.out.is_ascii(), "onward {args:?} with {variable:?}:\n{}", plain.out);
            unlike += usize::from(plain.out != usual);
        }
    }
    assert!(unlike > 15, "where there is Unicode it is used: {unlike}");
}

#[test]
fn without_unicode_the_person_s_own_letters_stay() {
    let home = Home::new();
    home.ok(&["clock", "add", "Käsekuchen", "--since", "2026-11-01"]);
    let said = with_env(&home, &[("LC_ALL", "C")], &["today", "--short"]).out;
    assert!(said.starts_with("Käsekuchen 23 | ") || said.starts_with("day 23 | "), "{said}");
    assert!(with_env(&home, &[("LC_ALL", "C")], &["clock", "list"]).out.contains("Käsekuchen"));
}

#[test]
fn no_daily_screen_is_coloured_against_the_person_s_wish() {
    let home = with_everything();
    let mut coloured = 0;
    for args in DAILY {
        let never = home.ok(&[args, &["--color", "never"][..]].concat());
        let forced = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
        for said in [never, with_env(&home, &forced, args).out, with_env(&home, &[("TERM", "dumb")], args).out] {
            assert!(!is_coloured(&said), "onward {args:?}:\n{said}");
        }
        let always = home.ok(&[args, &["--color", "always"][..]].concat());
        coloured += usize::from(is_coloured(&always));
        assert_eq!(without_colour(&always), without_colour(&home.ok(args)), "colour says nothing: onward {args:?}");
    }
    assert!(coloured > 10, "only {coloured} screens know colour");
}

#[test]
fn an_editor_is_never_opened_in_a_script() {
    let home = Home::new();
    let answer = with_env(&home, &[("EDITOR", "/bin/false")], &["checkin", "good", "--edit"]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
    assert!(answer.err.contains("--edit") && answer.err.contains("\nhint: "), "{}", answer.err);
}
