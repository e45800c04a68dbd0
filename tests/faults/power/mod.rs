//! Power cuts: a run is recorded, and after every system call each state in which a power cut could leave the
//! folder is built and opened with the real program.
//!
//! The disk is taken to be as unhelpful as POSIX allows. What was written to a file since its last fsync may be
//! there, or not, in any part, torn between sectors; a file's length may be there without its bytes. A name made
//! or removed since the folder's last fsync may be there or not. What was fsynced is there.

pub(crate) mod disk;
pub(crate) mod record;
pub(crate) mod replay;
pub(crate) mod states;

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use self::disk::Tree;
use self::record::{CALLS, Call};
use self::replay::Replay;
use self::states::Crash;
use crate::dice::Dice;
use crate::home::{Home, Mode, entry, traceable};
use crate::strace::Tracer;
use crate::tries;

/// What is recorded: each command, and the notes that are there after it. The second note takes several pages.
const COMMITS: &[(&[&str], &[&str])] = &[
    (&entry("one"), &["one"]),
    (&["checkin", "low", "--note", "two", "--gratitude", LONG], &["one", "two"]),
    (&entry("three"), &["one", "three", "two"]),
    (&["undo"], &["one", "two"]),
    (&["undo"], &["one"]),
    (&entry("four"), &["four", "one"]),
];

const LONG: &str = match std::str::from_utf8(&[b'x'; 20_000]) {
    Ok(text) => text,
    Err(_) => "",
};

/// The notes that are there when so many commits are.
fn expected(commits: usize) -> &'static [&'static str] {
    commits.checked_sub(1).map_or(&[], |last| COMMITS[last].1)
}

/// Every call of every command, in order; a new process begins with a call of its own kind.
struct Recording {
    calls: Vec<Call>,
    replay: Replay,
}

fn record(mode: &'static Mode) -> Recording {
    let (home, tracer) = (Home::new(mode), Tracer::new());
    let replay = Replay::of(home.root());
    let mut calls = Vec::new();
    for (args, notes) in COMMITS {
        let trace = format!("trace={CALLS}");
        let (answer, text) = tracer.run(&home, &["-xx", "-s", "10000000", "-e", &trace], args);
        assert_eq!((answer.code, answer.misbehaved()), (Some(0), None));
        calls.push(Call::exec());
        calls.extend(record::calls(&text));
        assert_eq!(home.notes().unwrap(), *notes);
    }
    Recording { calls, replay }
}

/// Every state in which the power cut after some call could leave the folder, each once.
fn crashes(recording: &Recording) -> Vec<Crash> {
    let (mut replay, mut dice) = (recording.replay.clone(), Dice::new(13));
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for (after, call) in recording.calls.iter().enumerate() {
        replay.apply(call);
        for kept in states::all(&replay.disk, &mut dice) {
            if seen.insert((replay.disk.fingerprint(&kept), replay.answered)) {
                found.push(Crash { after, kept });
            }
        }
    }
    assert_eq!(replay.answered, COMMITS.len());
    found
}

/// Puts the files of a state into an empty home; folders with the mode that they are made with.
fn put(tree: &Tree, root: &Path) {
    for (path, content) in tree {
        let place = root.join(path);
        match content {
            None => fs::DirBuilder::new().mode(0o700).create(place).unwrap(),
            Some(bytes) => fs::write(place, bytes).unwrap(),
        }
    }
}

/// What is wrong with a home in this state. Half of them are looked at first, half written to.
fn judge(mode: &'static Mode, tree: &Tree, answered: usize, look_first: bool) -> Option<String> {
    let home = Home::bare(mode);
    put(tree, home.root());
    let before = if look_first { Some(home.notes()) } else { None };
    let next = home.record("after");
    if !next.acknowledged() {
        return Some(format!("not written: {next:?}"));
    }
    let mut after = match home.notes() {
        Ok(notes) => notes,
        Err(error) => return Some(error),
    };
    after.retain(|note| note != "after");
    let right = |notes: &Vec<String>| {
        let possible = [expected(answered), expected((answered + 1).min(COMMITS.len()))];
        possible.iter().any(|possible| notes.iter().eq(possible.iter()))
    };
    match before {
        Some(Err(error)) => return Some(error),
        Some(Ok(before)) if before != after => return Some(format!("{before:?} became {after:?}")),
        _ if !right(&after) => return Some(format!("{answered} acknowledged, and there is {after:?}")),
        _ => {}
    }
    home.damage().map(|damage| format!("damaged: {damage}"))
}

fn power_cuts(mode: &'static Mode) {
    let recording = record(mode);
    let all = crashes(&recording);
    let possible = all.len();
    let tried = Dice::new(17).sample(all, tries(400, usize::MAX));
    let mut replay = recording.replay.clone();
    let mut crashes = tried.iter().enumerate().peekable();
    let mut wrong = Vec::new();
    for (after, call) in recording.calls.iter().enumerate() {
        replay.apply(call);
        while let Some((nth, crash)) = crashes.next_if(|(_, crash)| crash.after == after) {
            let tree = replay.disk.after_crash(&crash.kept);
            let found = judge(mode, &tree, replay.answered, nth % 2 == 0);
            wrong.extend(found.map(|what| format!("after call {after}, {}: {what}; kept {:?}", call.name, crash.kept)));
        }
    }
    println!(
        "power cuts, {}: {} of {possible} states after {} calls of {} commits; {} lost or damaged",
        mode.name,
        tried.len(),
        recording.calls.len(),
        COMMITS.len(),
        wrong.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {} states, among them\n{}",
        wrong.len(),
        tried.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
}

#[test]
fn what_was_acknowledged_survives_a_power_cut_after_any_system_call() {
    traceable().for_each(power_cuts);
}
