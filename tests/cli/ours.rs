//! The data folder is onward's own: no command writes what a person asked for into it, whatever the place is called.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::harness::{Home, connect};
use crate::sealed::{files, lived_in, protected};

/// Each way of writing a file or a folder that a person names.
const WRITERS: &[&[&str]] = &[
    &["export", "-o"],
    &["export", "--anonymous", "-o"],
    &["export", "--csv", "-o"],
    &["man", "-o"],
    &["backup", "-o"],
    &["backup", "--passphrase", "-o"],
    &["report", "--html", "-o"],
    &["report", "--html", "--force", "-o"],
    &["report", "--for", "self", "--html", "--force", "-o"],
    &["meeting", "calendar", "-o"],
    &["meeting", "calendar", "--force", "-o"],
    &["milestones", "--calendar", "--force", "-o"],
    &["attendance", "sheet", "--since", "2026-11-01", "--format", "csv", "--force", "-o"],
    &["attendance", "sheet", "--since", "2026-11-01", "--format", "html", "--force", "-o"],
];

fn ready(home: Home) -> Home {
    home.ok(&["clock", "add", "sugar", "--since", "2026-11-01"]);
    home.ok(&["meeting", "add", "Home Group", "--day", "mon", "--time", "19:30"]);
    home.ok(&["attend", "Home Group", "--on", "yesterday"]);
    home
}

/// What is said where this is refused, and nothing comes or goes.
fn refused(home: &Home, code: i32, args: &[&str]) -> String {
    let there = || {
        let names = fs::read_dir(home.root()).unwrap().map(|entry| entry.unwrap().file_name());
        let data = if home.folder().exists() { files(&home.folder()) } else { Default::default() };
        (names.collect::<BTreeSet<_>>(), data)
    };
    let before = there();
    let answer = home.run(args);
    assert_eq!((answer.code, answer.out.as_str()), (code, ""), "onward {args:?}\n{}", answer.err);
    assert!(there() == before, "onward {args:?} was refused and changed something");
    answer.err
}

#[test]
fn nothing_is_written_into_the_data_folder_by_any_command() {
    for home in [ready(lived_in()), ready(protected())] {
        let data = home.folder();
        fs::create_dir_all(data.join("drafts/deep")).unwrap();
        symlink("data", home.root().join("link")).unwrap();
        symlink(data.join("onward.age"), home.root().join("to-file")).unwrap();
        symlink(data.join("nothing-yet"), home.root().join("to-nothing")).unwrap();
        let file = if home.file().exists() { home.file() } else { data.join("key.age") };
        fs::hard_link(&file, home.root().join("hard")).unwrap();
        let absolute = data.join("new.html").display().to_string();
        for place in [
            "data/onward.age",
            "data/onward.db",
            "data/key.age",
            "data/recovery.age",
            "data/lock",
            "data/new.html",
            "data/../data/new.html",
            "./data/./new.html",
            "link/new.html",
            "link/../data/new.html",
            "/proc/self/cwd/data/new.html",
            "data/backups/new.html",
            "data/drafts/deep/new.html",
            "data",
            "data/",
            "data/.",
            "link",
            "data/drafts",
            "to-file",
            "to-nothing",
            "hard",
            &absolute,
        ] {
            // Whatever the place is called, one check is asked: every command for some names, and some for every name.
            let every = ["data/onward.age", "/proc/self/cwd/data/new.html", "hard", "data"].contains(&place);
            for words in WRITERS.iter().step_by(if every { 1 } else { 6 }) {
                let said = refused(&home, 1, &[words, &[place][..]].concat());
                assert!(said.contains("-o ") || said.contains(place), "{words:?} {place}\n{said}");
            }
        }
    }
}

#[test]
fn what_only_looks_like_the_data_folder_is_free() {
    let home = ready(lived_in());
    fs::create_dir(home.root().join("data2")).unwrap();
    for place in ["data2/onward.db", "data.json", "onward.age"] {
        home.ok(&["export", "-o", place]);
    }
    fs::write(home.root().join("twice.json"), "mine").unwrap();
    fs::hard_link(home.root().join("twice.json"), home.root().join("other.json")).unwrap();
    home.ok(&["report", "-o", "twice.json", "--force"]);
    assert_eq!(fs::read_to_string(home.root().join("other.json")).unwrap(), "mine");
}

#[test]
fn a_reminder_is_not_installed_in_the_data_folder() {
    let mut home = lived_in();
    let data = home.folder().display().to_string();
    home.set("XDG_CONFIG_HOME", &data).set("HOME", &data);
    let said = refused(&home, 1, &["remind", "install", "--at", "21:00", "--with", "systemd", "--yes"]);
    assert!(said.contains("inside the data folder"), "{said}");
}

#[test]
fn a_folder_that_is_still_to_become_the_data_folder_is_its_own_too() {
    let home = Home::new();
    for words in [&["man", "-o", "data"][..], &["man", "-o", "./DATA"], &["export", "-o", "data"]] {
        assert!(refused(&home, 1, words).contains("the data folder itself"), "{words:?}");
    }
}

/// The limit of the size of a core dump of this process.
fn core(id: u32) -> Option<String> {
    let limits = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("limits")).ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max core file size"))?;
    Some(line.split_whitespace().skip(4).take(2).collect::<Vec<_>>().join(" "))
}

#[test]
fn no_command_that_looks_at_the_data_can_leave_a_core_dump() {
    let home = lived_in();
    // Whoever wants to read waits for this one.
    let writer = connect(&home.file());
    writer.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    for words in
        [&["completions", "bash", "--", "onward", "streak", ""][..], &["today", "--short"], &["checkin", "list"]]
    {
        let mut command = home.command();
        command.args(words).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut child = command.spawn().unwrap();
        let off = (0..500).any(|_| {
            sleep(Duration::from_millis(10));
            core(child.id()).as_deref() == Some("0 0")
        });
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(off, "{words:?}");
    }
}
