//! What a shell is offered at Tab: commands, options, and the person's own names.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::Home;
use crate::sealed::protected;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// A home with names that a shell may stumble over, and one that is not to be shown.
fn named() -> Home {
    let home = Home::new();
    for clock in ["alcohol", "late-night gaming", "it's $5", "Äpfel & Öl"] {
        home.ok(&["clock", "add", clock]);
    }
    home.ok(&["clock", "add", "secret", "--hidden"]);
    home.ok(&["meeting", "add", "AA: Step Study", "--programme", "aa", "--day", "tue", "--time", "19:30"]);
    home.ok(&["meeting", "add", "Noon", "--programme", "lifering"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor"]);
    home
}

/// The values that could follow these words.
fn offered(home: &Home, words: &[&str]) -> Vec<String> {
    let said = home.ok(&[&["completions", "elvish", "--", "onward"], words].concat());
    said.lines().map(str::to_owned).collect()
}

fn clocks(home: &Home, words: &[&str]) {
    let offered = offered(home, words);
    for name in ["alcohol", "late-night gaming", "it's $5", "Äpfel & Öl"] {
        assert!(offered.iter().any(|offer| offer == name), "{words:?}: no {name} in {offered:?}");
    }
    assert!(!offered.iter().any(|offer| offer == "secret"), "{words:?}");
}

#[test]
fn every_shell_gets_a_script_that_asks_and_holds_nothing_of_the_person() {
    let home = named();
    for shell in SHELLS {
        let script = home.ok(&["completions", shell]);
        assert!(script.contains(&format!("onward completions {shell} -- ")), "{script}");
        assert!(!script.contains("alcohol") && !script.contains("Maria"), "{script}");
    }
    assert!(home.fails(2, &["completions", "tcl"]).contains("tcl"));
}

#[test]
fn every_command_is_offered_with_its_options() {
    let home = Home::new();
    let commands = offered(&home, &[""]);
    for command in ["checkin", "milestones", "resume", "remind"] {
        assert!(commands.iter().any(|offer| offer == command), "{commands:?}");
    }
    for (words, flags) in [
        (&["checkin", "-"][..], &["--sober", "--craving"][..]),
        (&["slip", "--o"], &["--on", "--ongoing"]),
        (&["meeting", "edit", "x", "--"], &["--home-group", "--no-home-group", "--data-dir"]),
        (&["goal", "set", "meetings", "3", "--"], &["--once-a-day", "--per"]),
    ] {
        let offered = offered(&home, words);
        for flag in flags {
            assert!(offered.iter().any(|offer| offer == flag), "{words:?}: no {flag} in {offered:?}");
        }
    }
    assert!(!home.folder().exists());
}

#[test]
fn clocks_are_offered_wherever_one_is_named() {
    let home = named();
    for words in [
        "slip",
        "resume",
        "streak",
        "milestones",
        "checkin --slip",
        "clock show",
        "clock edit",
        "clock stop",
        "clock remove",
    ] {
        clocks(&home, &words.split(' ').chain([""]).collect::<Vec<_>>());
    }
    assert_eq!(offered(&home, &["checkin", "good", "--sober=AL"]), ["--sober=alcohol"]);
    assert_eq!(offered(&home, &["checkin", "good", "--sober=alcohol,la"]), ["--sober=alcohol,late-night gaming"]);
    assert_eq!(offered(&home, &["checkin", "--slip", "alcohol,it"]), ["alcohol,it's $5"]);
    assert!(!offered(&home, &["clock", "add", ""]).iter().any(|offer| offer == "alcohol"), "a new one has a new name");
}

#[test]
fn meetings_contacts_and_programmes_are_offered_where_they_are_named() {
    let home = named();
    for words in ["attend", "meeting show", "meeting edit", "meeting remove"] {
        let words: Vec<&str> = words.split(' ').chain(["aa"]).collect();
        assert_eq!(offered(&home, &words), ["AA: Step Study"], "{words:?}");
    }
    for words in ["reach", "contact show", "contact edit", "contact remove"] {
        let words: Vec<&str> = words.split(' ').chain(["mar"]).collect();
        assert_eq!(offered(&home, &words), ["Maria G"], "{words:?}");
    }
    assert_eq!(offered(&home, &["clock", "add", "x", "--programme", ""]), ["aa", "lifering", "na", "smart"]);
}

#[test]
fn a_shell_that_shows_descriptions_gets_them() {
    let home = named();
    let ask = |shell: &str, last: &str| home.ok(&["completions", shell, "--", "onward", "reach", last]);
    assert_eq!(ask("zsh", "Mar"), "Maria G\tsponsor\n");
    assert_eq!(ask("fish", "'Mar"), "Maria G\tsponsor\n");
    assert_eq!(ask("powershell", "=Mar"), "'Maria G'\tMaria G\tsponsor\n");
    assert!(ask("powershell", "=").contains("'Maria G'\t"));
}

#[test]
fn looking_changes_nothing_and_locked_or_damaged_data_is_no_error() {
    let mut home = protected();
    let mark = home.root().join("asked");
    home.set("ONWARD_PASSPHRASE_COMMAND", &format!("echo > '{}'", mark.display()));
    clocks_of(&home, &[]);
    assert!(!mark.exists(), "a passphrase was asked for at Tab");
    let home = named();
    let before = std::fs::read(home.file()).unwrap();
    clocks(&home, &["slip", ""]);
    assert_eq!(std::fs::read(home.file()).unwrap(), before);
    std::fs::write(home.file(), b"no database").unwrap();
    clocks_of(&home, &[]);
}

/// Insists that these clocks are offered to `slip`, and its commands in any case.
fn clocks_of(home: &Home, names: &[&str]) {
    let offered = offered(home, &["slip", ""]);
    let (commands, own): (Vec<&str>, Vec<&str>) =
        offered.iter().map(String::as_str).partition(|offer| ["list", "show", "edit", "remove"].contains(offer));
    assert_eq!((commands.len(), own.as_slice()), (4, names));
}

/// What bash makes of a line at whose end Tab was pressed and of the only offer: its words.
fn in_bash(home: &Home, line: &str, replaced: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_onward")).parent().unwrap();
    let script = r#"
        source <(onward completions bash)
        COMP_LINE=$1 COMP_POINT=${#1}
        _onward onward "$2" ""
        [ "${#COMPREPLY[@]}" = 1 ] || { printf 'offered: %s\n' "${COMPREPLY[@]}"; exit; }
        done=${1%"$2"}${COMPREPLY[0]}
        case $3 in ?) done+=$3 ;; esac
        eval "set -- $done"
        shift
        printf '<%s>' "$@""#;
    let quote = line.rsplit(' ').next().and_then(|word| word.chars().find(|c| "'\"".contains(*c)));
    let mut bash = Command::new("bash");
    bash.env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
        .env("LC_ALL", "C.UTF-8")
        .env("ONWARD_DATA_DIR", home.folder())
        .args(["--norc", "-c", script, "bash", line, replaced, &quote.map(String::from).unwrap_or_default()])
        .stdin(Stdio::null());
    let output = bash.output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn names_with_blanks_quotes_and_letters_of_any_kind_come_through_bash() {
    let home = named();
    for (line, replaced, words) in [
        ("onward slip la", "la", "<slip><late-night gaming>"),
        ("onward slip it", "it", "<slip><it's $5>"),
        ("onward slip Ä", "Ä", "<slip><Äpfel & Öl>"),
        ("onward slip 'la", "la", "<slip><late-night gaming>"),
        ("onward slip \"it", "it", "<slip><it's $5>"),
        ("onward checkin --sober=la", "la", "<checkin><--sober=late-night gaming>"),
        ("onward attend AA:", "", "<attend><AA: Step Study>"),
        (r"onward attend AA:\ S", r"\ S", "<attend><AA: Step Study>"),
        ("onward reach Mar", "Mar", "<reach><Maria G>"),
        ("onward compl", "compl", "<completions>"),
    ] {
        assert_eq!(in_bash(&home, line, replaced), words, "{line}");
    }
}
