//! Texts that are being written in an editor: private, gone once they are recorded or the program ends, and never lost
//! where the program could not end.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::edits::{files_below, holding};
use crate::harness::Home;
use crate::inside::Person;
use crate::sealed::{PASSPHRASE, lived_in, protected};

const MARKER: &str = "quartzword";

/// A program of this home that does this; what it is given is `$1`.
fn program(home: &Home, name: &str, does: &str) -> String {
    let path = home.root().join(name);
    fs::write(&path, format!("#!/bin/sh\n{does}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A folder in memory of this home.
fn memory(home: &Home) -> PathBuf {
    let memory = home.root().join("memory");
    fs::create_dir_all(&memory).unwrap();
    memory
}

/// Where the marker can be read: in the data folder and in memory.
fn readable(home: &Home) -> Vec<PathBuf> {
    [holding(&home.folder(), MARKER), holding(&memory(home), MARKER)].concat()
}

/// Waits until this holds, for ten seconds at the most.
fn until(what: &str, holds: impl Fn() -> bool) {
    assert!(
        (0..500).any(|_| holds() || {
            sleep(Duration::from_millis(20));
            false
        }),
        "{what}"
    );
}

/// The program in a terminal of its own, with an editor that wrote the marker, left a swap file and stays open.
struct Open {
    terminal: Child,
    onward: String,
}

fn open(home: &Home, stays: &str) -> Open {
    let does = format!(
        "echo {MARKER} > \"$1\"; echo {MARKER} > \"$(dirname \"$1\")/.note.txt.swp\"; echo $$ > editor.pid; {stays}"
    );
    let editor = program(home, "editor", &does);
    let onward = program(home, "terminal", "echo $$ > onward.pid\nexec \"$ONWARD\" checkin good --edit");
    let mut command = home.command();
    let (mut script, envs) = (Command::new("script"), command.env("EDITOR", editor).get_envs());
    script.env_clear().envs(envs.filter_map(|(name, value)| Some((name, value?))));
    script.env("XDG_RUNTIME_DIR", memory(home)).env("ONWARD", env!("CARGO_BIN_EXE_onward")).env("SHELL", "/bin/sh");
    script.args(["-qefc", &onward, "/dev/null"]).current_dir(home.root());
    // A pipe that stays open: at the end of its input, `script` would end the terminal.
    script.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let terminal = script.spawn().expect("script is there");
    until("the editor opens", || home.root().join("editor.pid").exists() && !readable(home).is_empty());
    Open { terminal, onward: fs::read_to_string(home.root().join("onward.pid")).unwrap().trim().to_owned() }
}

fn kill(signal: &str, pid: &str) {
    assert!(Command::new("kill").args([signal, pid]).status().unwrap().success());
}

fn runs(pid: &str) -> bool {
    // One that ended and was not asked for is no more than a name.
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn a_signal_takes_the_draft_with_it_and_ends_the_editor() {
    for home in [lived_in, protected] {
        for signal in ["-TERM", "-INT", "-HUP", "-QUIT"] {
            let home = home();
            let mut open = open(&home, "exec sleep 60");
            kill(signal, &open.onward);
            until(signal, || !runs(&open.onward));
            assert_eq!(readable(&home), [] as [PathBuf; 0], "{signal}");
            assert_eq!(files_below(&memory(&home)), [] as [PathBuf; 0]);
            let editor = fs::read_to_string(home.root().join("editor.pid")).unwrap();
            until("the editor ends", || !runs(editor.trim()));
            open.terminal.wait().unwrap();
        }
    }
}

#[test]
fn ctrl_c_is_for_the_editor() {
    // One that goes on goes on, and what it saves is recorded.
    let home = lived_in();
    let mut terminal =
        open(&home, "trap 'echo and more >> \"$1\"; exit 0' INT; touch trapped; sleep 60 & wait; exit 1").terminal;
    until("the editor minds it", || home.root().join("trapped").exists());
    terminal.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
    terminal.wait().unwrap();
    let notes = home.json(&["checkin", "list"]).to_string();
    assert!(notes.contains("quartzword\\nand more"), "{notes}");
    assert!(!home.folder().join("drafts").exists());
    // One that ends by it records nothing and leaves nothing.
    let home = lived_in();
    let mut terminal = open(&home, "exec sleep 60").terminal;
    terminal.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
    terminal.wait().unwrap();
    assert_eq!(readable(&home), [] as [PathBuf; 0]);
    assert!(!home.folder().join("drafts").exists());
}

#[test]
fn an_editor_that_does_not_want_to_end_leaves_nothing_readable_either() {
    let home = protected();
    let mut open =
        open(&home, "trap '' TERM HUP; n=0; while [ $n -lt 40 ]; do sleep 0.1; n=$((n+1)); done; echo again > \"$1\"");
    kill("-TERM", &open.onward);
    until("the program ends", || !runs(&open.onward));
    assert_eq!(readable(&home), [] as [PathBuf; 0]);
    open.terminal.kill().unwrap();
    open.terminal.wait().unwrap();
}

#[test]
fn a_terminal_that_closes_takes_the_draft_with_it() {
    for home in [lived_in(), protected()] {
        let mut open = open(&home, "exec sleep 60");
        open.terminal.kill().unwrap();
        open.terminal.wait().unwrap();
        until("the program ends", || !runs(&open.onward));
        assert_eq!(readable(&home), [] as [PathBuf; 0]);
    }
}

#[test]
fn what_a_crash_left_is_named_and_offered_back() {
    for (home, answers) in [(lived_in(), &[][..]), (protected(), &[PASSPHRASE, PASSPHRASE])] {
        let mut open = open(&home, "exec sleep 60");
        kill("-KILL", &open.onward);
        // The terminal closes behind it, and takes the editor along.
        open.terminal.wait().unwrap();
        assert!(!readable(&home).is_empty());
        // The doctor says where it is, and destroys no word of it.
        for args in [&["doctor"][..], &["doctor", "--fix"]] {
            let mut command = home.command();
            command.env("XDG_RUNTIME_DIR", memory(&home));
            let said = String::from_utf8(command.args(args).output().unwrap().stdout).unwrap();
            assert!(said.contains("unsaved text was left") && said.contains("note.txt"), "{said}");
            assert!(!readable(&home).is_empty());
        }
        let editor = program(&home, "second", "grep -q quartzword \"$1\" && echo and more >> \"$1\"");
        let person = Person::who_answers(answers).with_editor(&editor, Some(memory(&home)));
        let answer = person.runs(&home, &["checkin", "good", "--edit"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.err.contains("Unsaved text"), "{}", answer.err);
        let notes = home.json(&["checkin", "list"]).to_string();
        assert!(notes.contains("quartzword\\nand more"), "{notes}");
        assert_eq!(files_below(&memory(&home)), [] as [PathBuf; 0]);
        assert!(!home.folder().join("drafts").exists());
    }
}

#[test]
fn a_draft_that_is_being_written_is_nobody_elses() {
    let home = lived_in();
    let doctor =
        format!("ONWARD_DATA_DIR='{}' '{}' doctor --fix > seen", home.folder().display(), env!("CARGO_BIN_EXE_onward"));
    let editor = program(&home, "editor", &format!("cd '{}'; {doctor}; echo {MARKER} > \"$1\"", home.root().display()));
    let answer = Person::default().with_editor(&editor, None).runs(&home, &["checkin", "good", "--edit"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let seen = fs::read_to_string(home.root().join("seen")).unwrap();
    assert!(seen.contains("being written just now"), "{seen}");
}

#[test]
fn what_an_editor_puts_beside_the_text_is_private_and_goes_with_it() {
    for (home, answers) in [(lived_in(), &[][..]), (protected(), &[PASSPHRASE])] {
        let beside = "cp \"$1\" \"$1~\"; echo x > \"$(dirname \"$1\")/.note.txt.swp\"";
        let folders =
            "stat -c '%a %n' \"$(dirname \"$1\")\" \"$(dirname \"$(dirname \"$1\")\")\" > \"$(dirname \"$0\")/modes\"";
        let editor = program(&home, "editor", &format!("echo {MARKER} > \"$1\"; {beside}; {folders}"));
        let person = Person::who_answers(answers).with_editor(&editor, Some(memory(&home)));
        assert_eq!(person.runs(&home, &["checkin", "good", "--edit"]).code, 0);
        let modes = fs::read_to_string(home.root().join("modes")).unwrap();
        assert!(modes.lines().all(|line| line.starts_with("700 ")), "{modes}");
        assert_eq!(files_below(&memory(&home)), [] as [PathBuf; 0]);
        assert!(!home.folder().join("drafts").exists());
    }
}

#[test]
fn a_folder_that_somebody_else_put_there_is_refused() {
    let home = protected();
    let trap = home.root().join("trap");
    fs::create_dir(&trap).unwrap();
    let uid = fs::metadata(&trap).map(|found| std::os::unix::fs::MetadataExt::uid(&found)).unwrap();
    symlink(&trap, memory(&home).join(format!("onward-{uid}"))).unwrap();
    let editor = program(&home, "editor", &format!("echo {MARKER} > \"$1\""));
    let person = Person::who_answers(&[PASSPHRASE]).with_editor(&editor, Some(memory(&home)));
    let answer = person.runs(&home, &["checkin", "good", "--edit"]);
    assert_eq!(answer.code, 1, "{}", answer.out);
    assert!(answer.err.contains("not a folder of yours"), "{}", answer.err);
    assert_eq!(files_below(&trap), [] as [PathBuf; 0]);
}

#[test]
fn an_editor_that_returns_at_once_is_said_and_its_file_is_kept() {
    let home = lived_in();
    let slip = {
        home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
        home.id_of(&["slip", "alcohol", "--note", "as it was"])
    };
    for args in [&["checkin", "good", "--edit"][..], &["slip", "edit", &slip, "--edit"], &["plan", "edit"]] {
        let before = home.dump();
        let answer = Person::default().with_editor("true", None).runs(&home, args);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{args:?}: {}", answer.err);
        assert!(answer.err.contains("not changed; nothing was recorded"), "{}", answer.err);
        assert!(answer.err.contains("code --wait"), "{}", answer.err);
        assert_eq!(home.dump(), before);
        let kept: Vec<PathBuf> = files_below(&home.folder().join("drafts"));
        let text = kept.iter().find(|path| path.ends_with("note.txt") && answer.err.contains(path.to_str().unwrap()));
        let text = text.unwrap_or_else(|| panic!("{}", answer.err));
        // Whoever goes on in the window that is still open loses nothing.
        let more = if args[0] == "plan" { "# My reasons\nwritten later" } else { "written later" };
        fs::write(text, more).unwrap();
        let again = Person::default().with_editor("touch", None).runs(&home, args);
        assert_eq!(again.code, 0, "{args:?}: {}", again.err);
        assert!(!home.folder().join("drafts").exists());
        assert_eq!(holding(&home.folder(), "written later"), [home.file()]);
        home.ok(&["undo"]);
    }
}

#[test]
fn a_text_that_was_looked_at_and_not_changed_records_nothing_and_leaves_nothing() {
    let home = lived_in();
    let before = home.dump();
    let answer = Person::default().with_editor("sh -c 'sleep 2.1'", None).runs(&home, &["checkin", "good", "--edit"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("not changed; nothing was recorded"), "{}", answer.err);
    assert_eq!(home.dump(), before);
    assert!(!home.folder().join("drafts").exists());
}

#[test]
fn what_was_written_stays_when_the_editor_or_the_data_fails() {
    let home = lived_in();
    let editor = program(&home, "editor", &format!("echo {MARKER} > \"$1\"; exit 1"));
    let answer = Person::default().with_editor(&editor, None).runs(&home, &["checkin", "good", "--edit"]);
    let kept = readable(&home);
    assert!(answer.code == 1 && kept.len() == 1, "{}", answer.err);
    assert!(answer.err.contains(kept[0].to_str().unwrap()), "{}", answer.err);
    fs::remove_dir_all(home.folder().join("drafts")).unwrap();
    let editor = program(&home, "editor", &format!("echo {MARKER} > \"$1\""));
    let answer = Person::default().with_editor(&editor, None).runs(&home, &["reach", "nobody", "--edit"]);
    let kept = readable(&home);
    assert!(answer.code == 1 && kept.len() == 1, "{}", answer.err);
    assert!(answer.err.contains(kept[0].to_str().unwrap()), "{}", answer.err);
}

#[test]
fn a_text_of_an_older_version_is_found() {
    let home = lived_in();
    fs::write(home.folder().join(".note-a1b2c3.txt"), MARKER).unwrap();
    fs::write(home.folder().join(".note-empty1.txt"), "").unwrap();
    let said = home.run(&["doctor", "--fix"]).out;
    assert!(said.contains("unsaved text was left"), "{said}");
    let kept = readable(&home);
    assert!(kept.len() == 1 && said.contains(kept[0].file_name().unwrap().to_str().unwrap()), "{kept:?}\n{said}");
    assert!(!home.folder().join(".note-empty1.txt").exists());
}
