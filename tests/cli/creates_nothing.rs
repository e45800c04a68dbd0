//! What only refuses creates nothing: no folder, no file. Nor does what only looks.

use std::collections::BTreeSet;
use std::fs;

use crate::harness::Home;

/// What a command comes to on an empty home.
enum Comes {
    /// Each of these is refused.
    Refused(&'static [&'static [&'static str]]),
    /// Each of these answers, and was only asked to look.
    Looked(&'static [&'static [&'static str]]),
}

use Comes::{Looked, Refused};

const ID: &str = "456789ab";

/// Every command of the definition, each with command lines that begin with it.
const COMMANDS: &[(&str, Comes)] = &[
    (
        "checkin",
        Refused(&[
            &[],
            &["good", "--on", "2027-01-01"],
            &["good", "--slip", "alcohol"],
            &["9"],
            &["good", "--sober=alcohol"],
        ]),
    ),
    ("checkin list", Looked(&[&[]])),
    ("checkin show", Refused(&[&[ID]])),
    ("checkin edit", Refused(&[&[ID, "--note", "x"]])),
    ("checkin remove", Refused(&[&[ID, "--yes"]])),
    ("attend", Refused(&[&[], &["x", "--on", "2027-01-01"], &["--found", "1"], &["x", "--by", "M"]])),
    ("attend list", Looked(&[&[]])),
    ("attend show", Refused(&[&[ID]])),
    ("attend edit", Refused(&[&[ID, "--note", "x"]])),
    ("attend remove", Refused(&[&[ID, "--yes"]])),
    ("reach", Refused(&[&[], &["maria", "--on", "2027-01-01"]])),
    ("reach list", Looked(&[&[]])),
    ("reach show", Refused(&[&[ID]])),
    ("reach edit", Refused(&[&[ID, "--note", "x"]])),
    ("reach remove", Refused(&[&[ID, "--yes"]])),
    ("urge", Refused(&[&[], &["5", "alcohol"], &["5", "--on", "2027-01-01"]])),
    ("urge done", Refused(&[&["--outcome", "passed"]])),
    ("urge list", Looked(&[&[]])),
    ("urge show", Refused(&[&[ID]])),
    ("urge edit", Refused(&[&[ID, "--note", "x"]])),
    ("urge remove", Refused(&[&[ID, "--yes"]])),
    ("win", Refused(&[&[], &[""], &["a walk", "--on", "2027-01-01"]])),
    ("win again", Looked(&[&[]])),
    ("win list", Looked(&[&[]])),
    ("win show", Refused(&[&[ID]])),
    ("win edit", Refused(&[&[ID, "--text", "x"]])),
    ("win remove", Refused(&[&[ID, "--yes"]])),
    ("slip", Refused(&[&[], &["alcohol"], &["alcohol", "--ongoing"], &["alcohol", "--on", "2027-01-01"]])),
    ("slip list", Looked(&[&[]])),
    ("slip show", Refused(&[&[ID]])),
    ("slip edit", Refused(&[&[ID, "--note", "x"]])),
    ("slip remove", Refused(&[&[ID, "--yes"]])),
    ("sos", Looked(&[&[], &["--unlock"]])),
    ("plan show", Looked(&[&[]])),
    ("plan edit", Refused(&[&["reasons"], &["nothing", "x"]])),
    ("helpline list", Looked(&[&[], &["--all"]])),
    (
        "helpline add",
        Refused(&[&["The clinic", "0300 1"], &["The clinic", "0300 1", "--country", "UK", "--checked", "2027-01-01"]]),
    ),
    ("helpline edit", Refused(&[&["nobody", "--how", "1"], &["samaritans", "--rename", "x"]])),
    ("helpline remove", Refused(&[&["nobody", "--yes"], &["samaritans", "--yes"]])),
    ("helpline hide", Refused(&[&["nobody"], &["nobody", "--off"]])),
    ("resume", Refused(&[&[], &["alcohol"], &["--on", "2027-01-01"]])),
    ("undo", Refused(&[&[]])),
    ("redo", Refused(&[&[]])),
    ("today", Looked(&[&[], &["--short"]])),
    ("due", Looked(&[&[]])),
    ("streak", Refused(&[&["alcohol"]])),
    ("attendance", Refused(&[&["--since", "2027-01-01"]])),
    ("attendance sheet", Refused(&[&["-o", "/nowhere/sheet.csv"]])),
    ("mood", Looked(&[&[]])),
    ("calendar", Refused(&[&["nothing"]])),
    ("urges", Refused(&[&["alcohol"]])),
    ("milestones", Refused(&[&["alcohol"]])),
    ("history", Looked(&[&[]])),
    ("insight", Refused(&[&["alcohol"]])),
    (
        "report",
        Refused(&[&["--for", "maria"], &["-o", "/nowhere/report.html"], &["--for", "court", "-o", "/nowhere/r.html"]]),
    ),
    ("shared list", Looked(&[&[]])),
    ("shared show", Refused(&[&[ID]])),
    ("step begin", Refused(&[&["1", "--on", "2027-01-01"], &["99", "--programme", "aa"]])),
    ("step done", Refused(&[&["99", "--programme", "aa"]])),
    ("step note", Refused(&[&["1", "x", "--programme", "aa"]])),
    ("step list", Looked(&[&[]])),
    ("step show", Refused(&[&["1", "--programme", "smart"]])),
    ("step edit", Refused(&[&[ID, "--done", "today"], &[ID]])),
    ("step remove", Refused(&[&[ID, "--yes"]])),
    ("smart", Looked(&[&[]])),
    ("smart cost-benefit", Refused(&[&[], &["--clock", "alcohol"]])),
    ("smart values", Refused(&[&[]])),
    ("smart change-plan", Refused(&[&[]])),
    ("smart abc", Refused(&[&[], &["--answer", "nothing=x"]])),
    ("smart balance", Refused(&[&[]])),
    ("smart list", Looked(&[&[]])),
    ("smart show", Refused(&[&[ID]])),
    ("smart review", Refused(&[&[ID, "x"]])),
    ("smart edit", Refused(&[&[ID, "--about", "x"]])),
    ("smart remove", Refused(&[&[ID, "--yes"]])),
    ("clock add", Refused(&[&["alcohol", "--since", "2027-01-01"], &["alcohol", "--milestones", "nothing"]])),
    ("clock list", Looked(&[&[]])),
    ("clock show", Refused(&[&["alcohol"]])),
    ("clock edit", Refused(&[&["alcohol", "--since", "2026-01-01"]])),
    ("clock stop", Refused(&[&["alcohol"]])),
    ("clock hide", Refused(&[&["alcohol"]])),
    ("clock remove", Refused(&[&["alcohol", "--yes"]])),
    ("meeting add", Refused(&[&["Step Study", "--day", "nothing"], &[""]])),
    ("meeting list", Looked(&[&[]])),
    ("meeting show", Refused(&[&["step"]])),
    ("meeting edit", Refused(&[&["step", "--time", "19:00"]])),
    ("meeting remove", Refused(&[&["step", "--yes"]])),
    ("meeting next", Looked(&[&[]])),
    ("meeting find", Looked(&[&["step"]])),
    ("meeting save", Refused(&[&["1"]])),
    ("meeting import", Refused(&[&["nowhere.json", "--source", "city"], &["bad.json", "--source", "city"]])),
    ("meeting sources", Looked(&[&[]])),
    ("meeting forget", Refused(&[&["city", "--yes"]])),
    ("meeting compare", Refused(&[&["step"]])),
    ("meeting calendar", Refused(&[&["step"]])),
    ("contact add", Refused(&[&["Maria", "--role", "nothing"], &[""]])),
    ("contact list", Looked(&[&[]])),
    ("contact show", Refused(&[&["maria"]])),
    ("contact edit", Refused(&[&["maria", "--phone", "1"]])),
    ("contact remove", Refused(&[&["maria", "--yes"]])),
    ("contact due", Looked(&[&[]])),
    ("programme add", Refused(&[&["wfr", "--milestones", "nothing"], &["none"]])),
    ("programme list", Looked(&[&[]])),
    ("programme show", Refused(&[&["wfr"]])),
    ("programme edit", Refused(&[&["wfr", "--steps", "3"], &["aa", "--steps", "3"]])),
    ("programme remove", Refused(&[&["wfr", "--yes"], &["aa", "--yes"]])),
    ("goal set", Refused(&[&["meetings", "0", "--per", "week"], &["meetings"]])),
    ("goal list", Looked(&[&[]])),
    ("goal remove", Refused(&[&[ID, "--yes"]])),
    ("export", Refused(&[&["-o", "/nowhere/all.json"]])),
    ("import", Refused(&[&["nowhere.json"], &["bad.json"]])),
    ("config audience", Refused(&[&["maria", "mood"], &["court", "nothing"]])),
    ("config list", Looked(&[&[]])),
    ("config get", Refused(&[&["nothing"]])),
    ("config set", Refused(&[&["day-start", "25:00"], &["nothing", "x"]])),
    ("protect on", Refused(&[&[]])),
    ("protect off", Refused(&[&[]])),
    ("protect status", Looked(&[&[]])),
    ("protect passphrase", Refused(&[&[]])),
    ("protect recovery", Refused(&[&[]])),
    ("protect rekey", Refused(&[&[]])),
    ("protect lock", Refused(&[&["nothing"]])),
    ("backup", Refused(&[&[], &["-o", "there.db"], &["-o", "there.age", "--encrypt-to", "nobody"]])),
    ("backup list", Looked(&[&[]])),
    ("restore", Refused(&[&["latest"], &["latest", "--yes"], &["nowhere.db", "--yes"], &["bad.json", "--yes"]])),
    ("doctor", Looked(&[&[]])),
    (
        "erase",
        Refused(&[
            &["clock", "alcohol", "--yes"],
            &["checkin", ID, "--yes"],
            &["plan", "reasons", "--yes"],
            &["programme", "wfr", "--yes"],
            &["helpline", "samaritans", "--yes"],
            &["setting", "near", "--yes"],
        ]),
    ),
    ("remind install", Refused(&[&["--at", "25:00"]])),
    ("remind show", Refused(&[&["nothing"]])),
    ("remind remove", Refused(&[&["nothing"]])),
    ("remind now", Looked(&[&[]])),
    ("completions", Looked(&[&["fish"], &["fish", "--", "onward", "clock", "show", ""]])),
    ("man", Refused(&[&["nothing", "nothing"]])),
    ("help", Refused(&[&["nothing"]])),
];

/// Every command that can be run, as it is written.
fn runnable(command: &clap::Command, path: &str, found: &mut BTreeSet<String>) {
    let nested: Vec<_> = command.get_subcommands().filter(|one| one.get_name() != "help" || path.is_empty()).collect();
    if !path.is_empty() && (nested.is_empty() || !command.is_subcommand_required_set()) {
        found.insert(path.to_owned());
    }
    for one in nested {
        runnable(one, format!("{path} {}", one.get_name()).trim(), found);
    }
}

#[test]
fn the_list_names_every_command_of_the_definition() {
    let mut definition = onward::cli::definition();
    definition.build();
    let mut all = BTreeSet::new();
    runnable(&definition, "", &mut all);
    let listed: BTreeSet<String> = COMMANDS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(all, listed);
}

#[test]
fn what_refuses_or_only_looks_at_an_empty_home_leaves_no_folder() {
    let home = Home::new();
    fs::write(home.root().join("bad.json"), "{").unwrap();
    let mut wrong = Vec::new();
    for (path, comes) in COMMANDS {
        let (lines, refused) = match comes {
            Refused(lines) => (lines, true),
            Looked(lines) => (lines, false),
        };
        for line in *lines {
            let words: Vec<&str> = path.split(' ').chain(line.iter().copied()).collect();
            let answer = home.run(&words);
            if answer.err.starts_with("error: ") != refused {
                wrong.push(format!("onward {}: {} {}{}", words.join(" "), answer.code, answer.out, answer.err));
            }
            if home.folder().exists() {
                wrong.push(format!("onward {}: left a folder", words.join(" ")));
                fs::remove_dir_all(home.folder()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_refused_command_leaves_an_empty_folder_empty() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    for line in [&["undo"][..], &["resume"], &["slip", "alcohol"], &["clock", "remove", "alcohol", "--yes"]] {
        home.fails(1, line);
        assert_eq!(fs::read_dir(home.folder()).unwrap().count(), 0, "{line:?}");
    }
}

#[test]
fn all_that_begin_a_home_at_the_same_moment_are_kept() {
    for _ in 0..5 {
        let home = Home::new();
        let record =
            |nth: usize| home.command().args(["checkin", "good", "--sober", "--note", &nth.to_string()]).spawn();
        let mut all: Vec<_> = (0..6).map(|nth| record(nth).unwrap()).collect();
        assert!(all.iter_mut().all(|one| one.wait().unwrap().success()));
        assert_eq!(home.json(&["checkin", "list"])["checkins"].as_array().unwrap().len(), 6);
        assert_eq!(home.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn the_first_record_is_kept_whole_and_can_be_taken_back() {
    let home = Home::new();
    let said = home.ok(&["checkin", "good", "--sober", "--note", "first"]);
    assert!(said.contains("sobriety"), "{said}");
    assert_eq!(home.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["history"])["steps"].as_array().unwrap().len(), 1);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["clock", "list"])["clocks"].as_array().unwrap().len(), 0);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["checkin", "list"])["checkins"][0]["note"], "first");
}
