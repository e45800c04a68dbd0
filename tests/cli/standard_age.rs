//! No lock-in: what is sealed here is opened by an age program that is not ours, the one written in Go.
//!
//! It asks for a passphrase at a terminal only, so `script` gives it one.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::harness::{Answer, Home, connect};
use crate::inside::Person;
use crate::sealed::{HERON, PASSPHRASE, knows, lived_in, notes};

/// Insists on the programs this needs.
fn installed() {
    for (program, flag) in [("age", "--version"), ("age-keygen", "--version"), ("script", "--version")] {
        let found = Command::new(program).arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(
            found.is_ok_and(|status| status.success()),
            "`{program}` is needed to show that others open our files; on Debian: apt-get install age bsdutils"
        );
    }
}

/// Runs a command that asks for a passphrase at a terminal, and gives it `secret` as often as it asks.
fn at_a_terminal(home: &Home, command: &str, asks: usize, secret: &str) {
    let mut script = Command::new("script");
    script.args(["-qefc", command, "/dev/null"]).current_dir(home.root());
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut typed = child.stdin.take().unwrap();
    let mut shown = child.stdout.take().unwrap();
    let mut seen = String::new();
    for nth in 1..=asks {
        // What is typed before the question stands would be thrown away by it.
        while seen.matches("passphrase").count() < nth || !seen.trim_end().ends_with(':') {
            let mut bytes = [0; 256];
            let read = std::io::Read::read(&mut shown, &mut bytes).unwrap();
            assert!(read > 0, "`{command}` did not ask: {seen}");
            seen.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        std::thread::sleep(Duration::from_millis(50));
        typed.write_all(format!("{secret}\n").as_bytes()).unwrap();
        seen.push('\n');
    }
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut shown, &mut rest).unwrap();
    drop(typed);
    assert!(child.wait().unwrap().success(), "`{command}` failed: {seen}{rest}");
}

/// What `age` makes of these words, without a terminal.
fn age(home: &Home, program: &str, args: &[&str]) -> Answer {
    let output = Command::new(program).args(args).current_dir(home.root()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let answer =
        Answer { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert_eq!(answer.code, 0, "{program} {args:?}: {}", answer.err);
    answer
}

/// Insists that this is the data, as any SQLite tool reads it.
fn is_the_data(file: &Path) {
    let data = connect(file);
    let sound: String = data.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    let note: String = data.query_row("SELECT note FROM checkin", [], |row| row.get(0)).unwrap();
    assert_eq!((sound.as_str(), note.as_str()), ("ok", HERON));
}

#[test]
fn standard_age_opens_both_key_and_data() {
    installed();
    let home = lived_in();
    home.ok(&["protect", "on"]);
    at_a_terminal(&home, "age -d -o identity data/key.age", 1, PASSPHRASE);
    assert!(fs::read_to_string(home.root().join("identity")).unwrap().starts_with("AGE-SECRET-KEY-1"));
    age(&home, "age", &["-d", "-i", "identity", "-o", "opened.db", "data/onward.age"]);
    is_the_data(&home.root().join("opened.db"));
}

#[test]
fn standard_age_opens_a_backup_sealed_for_a_recipient() {
    installed();
    let home = lived_in();
    age(&home, "age-keygen", &["-o", "mine"]);
    let recipient = age(&home, "age-keygen", &["-y", "mine"]).out;
    let made = home.json(&["backup", "-o", "copy.age", "--encrypt-to", recipient.trim()]);
    assert_eq!(made["sealed"], true);
    age(&home, "age", &["-d", "-i", "mine", "-o", "opened.db", "copy.age"]);
    is_the_data(&home.root().join("opened.db"));
}

#[test]
fn standard_age_opens_a_backup_under_a_passphrase_and_seals_one_that_we_open() {
    installed();
    let mut home = lived_in();
    let person = Person::who_answers(&["three words apart", "three words apart"]);
    let copy = home.root().join("copy.age");
    let answer = person.runs(&home, &["backup", "--passphrase", "-o", copy.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    at_a_terminal(&home, "age -d -o opened.db copy.age", 1, "three words apart");
    is_the_data(&home.root().join("opened.db"));

    at_a_terminal(&home, "age -p -o theirs.age opened.db", 2, "their own words");
    home.ok(&["checkin", "low"]);
    knows(&mut home, "their own words");
    home.ok(&["restore", "theirs.age", "--yes"]);
    assert_eq!(notes(&home), [HERON]);
}
