//! `remind`: a reminder that the machine keeps. The machine's programs are played by scripts that note what they were
//! asked; HOME and PATH are the test's own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::Home;
use crate::sealed::protected;

const SYSTEMCTL: &str = "case \"$*\" in *\"$REFUSES\"*) [ -z \"$REFUSES\" ] || { echo 'no bus' >&2; exit 1; } ;; esac";
const CRONTAB: &str = r#"
case "$1" in
-l) [ -e "$TABLE" ] && exec /bin/cat "$TABLE" || { echo "no crontab for you" >&2; exit 1; } ;;
-r) exec /bin/rm "$TABLE" ;;
-) exec /bin/cat > "$TABLE" ;;
esac"#;

/// A machine with these programs.
fn machine(programs: &[(&str, &str)]) -> Home {
    equipped(Home::new(), programs)
}

fn equipped(mut home: Home, programs: &[(&str, &str)]) -> Home {
    let bin = home.root().join("bin");
    fs::create_dir(&bin).unwrap();
    for (name, does) in programs {
        let path = bin.join(name);
        let script = format!("#!/bin/sh\necho \"{name} $*\" >> \"$NOTES\"\n{does}\n");
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let root = home.root().to_owned();
    for (name, path) in [("PATH", "bin"), ("HOME", "home"), ("NOTES", "notes"), ("TABLE", "table")] {
        home.set(name, root.join(path).to_str().unwrap());
    }
    home
}

/// What the machine's programs were asked since the last time.
fn asked(home: &Home) -> Vec<String> {
    let notes = home.root().join("notes");
    let said = fs::read_to_string(&notes).unwrap_or_default();
    drop(fs::remove_file(notes));
    said.lines().map(str::to_owned).collect()
}

/// Every file below the home folder.
fn files(home: &Home) -> Vec<PathBuf> {
    fn below(folder: PathBuf) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.flat_map(|path| if path.is_dir() { below(path) } else { vec![path] }).collect()
    }
    let mut found = below(home.root().join("home"));
    found.sort();
    found
}

fn unit(home: &Home, name: &str) -> PathBuf {
    home.root().join("home/.config/systemd/user").join(name)
}

fn install(home: &Home, more: &[&str]) -> String {
    home.ok(&[&["remind", "install", "--at", "21:00", "--yes"], more].concat())
}

#[test]
fn systemd_gets_a_timer_that_is_shown_replaced_and_taken_away() {
    let home = machine(&[("systemctl", SYSTEMCTL)]);
    let said = install(&home, &[]);
    assert!(said.starts_with("Installed: a reminder every day at 21:00, by a systemd user timer"), "{said}");
    let (service, timer) = (unit(&home, "onward-remind.service"), unit(&home, "onward-remind.timer"));
    assert_eq!(files(&home), [service.clone(), timer.clone()]);
    for path in [&service, &timer] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(said.contains(path.to_str().unwrap()), "{said}");
    }
    assert!(fs::read_to_string(&timer).unwrap().contains("\nOnCalendar=*-*-* 21:00:00\n"));
    let words = format!("onward remind now --data-dir {}\n", home.folder().display());
    assert!(fs::read_to_string(&service).unwrap().ends_with(&words));
    let timer_name = "onward-remind.timer";
    let start = ["daemon-reload".to_owned(), format!("enable {timer_name}"), format!("restart {timer_name}")];
    assert!(asked(&home).ends_with(&start.map(|words| format!("systemctl --user {words}"))));

    assert!(install(&home, &["--discreet"]).starts_with("Replaced: "));
    let shown = home.json(&["remind", "show"]);
    let places = json!([service, timer]);
    let kept = json!([{"kind": "systemd", "at": "21:00", "discreet": true, "places": places}]);
    assert_eq!(shown, json!({"as_of": "2026-11-23", "reminders": kept}));
    asked(&home);

    let said = home.ok(&["remind", "remove", "--yes"]);
    assert!(said.starts_with("Taken away: the reminder every day at 21:00"), "{said}");
    assert_eq!(files(&home), Vec::<PathBuf>::new());
    assert_eq!(
        asked(&home),
        [format!("systemctl --user disable --now {timer_name}"), "systemctl --user daemon-reload".to_owned()]
    );
    assert!(home.ok(&["remind", "show"]).starts_with("No reminder is installed."));
    assert!(!home.folder().exists(), "the data has nothing to do with it");
}

#[test]
fn what_would_be_written_can_be_seen_without_writing() {
    let home = machine(&[]);
    for (with, says) in [("systemd", "ExecStart="), ("launchd", "<string>now</string>"), ("crontab", "0 21 * * * ")] {
        let said = home.ok(&["remind", "install", "--at", "21:00", "--with", with, "--print"]);
        assert!(said.starts_with("# ") && said.contains(says), "{said}");
        let plan = home.json(&["remind", "install", "--at", "21:00", "--with", with, "--print"]);
        assert_eq!((&plan["installed"], &plan["reminder"]["kind"]), (&json!(false), &json!(with)));
        assert!(plan["writes"][0]["text"].as_str().unwrap().contains("now"), "{plan}");
    }
    assert_eq!(files(&home), Vec::<PathBuf>::new());
}

#[test]
fn a_script_has_to_say_yes() {
    let home = machine(&[("systemctl", SYSTEMCTL)]);
    let said = home.fails(2, &["remind", "install", "--at", "21:00"]);
    assert!(said.contains("--yes") && said.contains("--print"), "{said}");
    assert_eq!(files(&home), Vec::<PathBuf>::new());
    install(&home, &[]);
    assert!(home.fails(2, &["remind", "remove"]).contains("--yes"));
    assert_eq!(files(&home).len(), 2);
    assert!(home.fails(2, &["remind", "install", "--yes"]).contains("--at"));
    assert!(home.fails(2, &["remind", "install", "--at", "25:00", "--yes"]).contains("25:00"));
}

#[test]
fn what_the_machine_refuses_leaves_nothing_behind() {
    let mut home = machine(&[("systemctl", SYSTEMCTL)]);
    for refused in ["daemon-reload", "enable", "restart"] {
        home.set("REFUSES", refused);
        let said = home.fails(1, &["remind", "install", "--at", "21:00", "--with", "systemd", "--yes"]);
        assert!(said.contains("no bus") && said.contains("nothing was installed"), "{said}");
        assert_eq!(files(&home), Vec::<PathBuf>::new());
    }
    home.set("REFUSES", "");
    install(&home, &[]);
    home.set("REFUSES", "restart");
    home.fails(1, &["remind", "install", "--at", "08:00", "--with", "systemd", "--yes"]);
    assert_eq!(home.json(&["remind", "show"])["reminders"][0]["at"], "21:00", "the one before stays");
}

#[test]
fn a_machine_with_neither_says_so() {
    let home = machine(&[]);
    let said = home.fails(1, &["remind", "install", "--at", "21:00", "--yes"]);
    assert!(said.contains("systemd") && said.contains("crontab") && said.contains("--print"), "{said}");
    let said = home.fails(1, &["remind", "install", "--at", "21:00", "--with", "crontab", "--yes"]);
    assert!(said.contains("crontab cannot be started") && said.contains("nothing was installed"), "{said}");
    assert!(home.fails(1, &["remind", "remove", "--yes"]).contains("no reminder is installed"));
}

#[test]
fn a_crontab_keeps_every_other_line() {
    let home = machine(&[("crontab", CRONTAB)]);
    let table = home.root().join("table");
    let mine = "MAILTO=\"\"\n# onward-remind is not this line\n5 4 * * * true # 100\\% \n";
    fs::write(&table, mine).unwrap();
    install(&home, &[]);
    let line = fs::read_to_string(&table).unwrap();
    let line = line.strip_prefix(mine).expect("the other lines first").to_owned();
    assert!(line.starts_with("0 21 * * * /") && line.ends_with(" # onward-remind\n"), "{line}");
    assert!(home.ok(&["remind", "show"]).starts_with("A reminder every day at 21:00, by a line of your crontab."));
    install(&home, &["--discreet"]);
    assert_eq!(fs::read_to_string(&table).unwrap().lines().count(), mine.lines().count() + 1);
    home.ok(&["remind", "remove", "--yes"]);
    assert_eq!(fs::read_to_string(&table).unwrap(), mine);
}

#[test]
fn a_crontab_of_only_our_line_is_gone_with_it() {
    let home = machine(&[("crontab", CRONTAB)]);
    install(&home, &[]);
    home.ok(&["remind", "remove", "--yes"]);
    assert!(!home.root().join("table").exists());
}

#[test]
fn a_crontab_that_cannot_be_read_is_not_written() {
    let home = machine(&[("crontab", "[ \"$1\" = -l ] && { echo 'you are not allowed' >&2; exit 1; }")]);
    let said = home.fails(1, &["remind", "install", "--at", "21:00", "--yes"]);
    assert!(said.contains("you are not allowed"), "{said}");
    assert!(!asked(&home).contains(&"crontab -".to_owned()));
}

#[test]
fn another_keeper_takes_over_and_none_reminds_twice() {
    let home = machine(&[("systemctl", SYSTEMCTL), ("crontab", CRONTAB)]);
    install(&home, &["--with", "crontab"]);
    install(&home, &["--with", "systemd"]);
    assert!(!home.root().join("table").exists());
    assert_eq!(home.json(&["remind", "show"])["reminders"].as_array().unwrap().len(), 1);
}

#[test]
fn launchd_gets_an_agent() {
    let home = machine(&[("launchctl", "")]);
    install(&home, &["--with", "launchd"]);
    let agent = home.root().join("home/Library/LaunchAgents/onward.remind.plist");
    assert_eq!(files(&home), std::slice::from_ref(&agent));
    let asked_for = asked(&home);
    assert!(asked_for.last().unwrap().starts_with("launchctl bootstrap gui/"), "{asked_for:?}");
    assert!(asked_for.last().unwrap().ends_with(agent.to_str().unwrap()), "{asked_for:?}");
    home.ok(&["remind", "remove", "--yes"]);
    assert!(asked(&home).last().unwrap().ends_with("/onward.remind"));
    assert_eq!(files(&home), Vec::<PathBuf>::new());
}

#[test]
fn the_data_folder_is_named_only_when_it_is_not_the_usual_one() {
    let mut home = machine(&[]);
    let share = home.root().join("share");
    home.set("XDG_DATA_HOME", share.to_str().unwrap());
    let print = |home: &Home| home.ok(&["remind", "install", "--at", "21:00", "--with", "crontab", "--print"]);
    assert!(print(&home).contains("--data-dir"));
    home.set("ONWARD_DATA_DIR", share.join("onward").to_str().unwrap());
    assert_eq!(print(&home).contains("--data-dir"), cfg!(target_os = "macos"));
    let said = home.ok(&["remind", "install", "--at", "9:05", "--with", "crontab", "--print", "--data-dir", "my data"]);
    let folder = home.root().canonicalize().unwrap().join("my data");
    assert!(said.contains("5 9 * * * ") && said.contains(&format!("--data-dir '{}'", folder.display())), "{said}");
}

/// What the program that shows notifications was asked to show; nothing where it was not started.
fn shown(home: &Home, args: &[&str]) -> Vec<String> {
    assert_eq!(home.ok(&[&["remind", "now"], args].concat()), "");
    asked(home)
}

#[test]
fn a_notification_is_shown_only_when_something_is_open_and_names_nothing() {
    let home = machine(&[("notify-send", "")]);
    home.ok(&["clock", "add", "alcohol", "--since", "2026-10-25"]);
    home.ok(&["contact", "add", "Maria G", "--every", "1d"]);
    home.ok(&["reach", "maria", "--on", "2026-11-20"]);
    let text = "For today: today's check-in, someone to be in touch with and a milestone tomorrow.";
    assert_eq!(shown(&home, &[]), [format!("notify-send --app-name=onward -- onward {text}")]);
    assert_eq!(shown(&home, &["--discreet"]), ["notify-send --app-name=Reminder -- Reminder A note for today"]);
    home.ok(&["checkin", "good"]);
    home.ok(&["reach", "maria"]);
    home.ok(&["clock", "edit", "alcohol", "--since", "2026-11-01"]);
    assert_eq!(shown(&home, &[]), Vec::<String>::new());
}

#[test]
fn without_a_notification_the_words_are_printed() {
    for programs in [&[][..], &[("notify-send", "exit 1")]] {
        let home = machine(programs);
        assert_eq!(home.ok(&["remind", "now"]), "onward: For today: today's check-in.\n");
        assert_eq!(home.ok(&["remind", "now", "--discreet"]), "Reminder: A note for today\n");
        let document: Value = home.json(&["remind", "now"]);
        assert_eq!((&document["notified"], &document["open"][0]["kind"]), (&json!(false), &json!("checkin")));
    }
}

#[test]
fn locked_data_reminds_all_the_same() {
    let mut home = equipped(protected(), &[("notify-send", "")]);
    home.ok(&["protect", "lock"]);
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    let said = shown(&home, &[]);
    assert_eq!(said, ["notify-send --app-name=onward -- onward Something may be open; the data is locked."]);
    assert_eq!(shown(&home, &["--discreet"]), ["notify-send --app-name=Reminder -- Reminder A note for today"]);
}
