//! The power fails during an operation: every state in which a disk could be then is opened with the program.

use std::collections::HashSet;

use super::insist;
use super::judge::{Figures, judge};
use super::starts::put;
use super::table::{self, Named, Operation};
use crate::dice::Dice;
use crate::home::{Answer, Home};
use crate::power::disk::Kept;
use crate::power::record::{CALLS, Call, calls};
use crate::power::replay::Replay;
use crate::power::states::{self, Crash};
use crate::strace::Tracer;
use crate::tries;

/// What the operation does, call by call, from the files that it finds.
fn record(operation: &Operation, tracer: &Tracer) -> (Vec<Call>, Replay) {
    let home = operation.fresh();
    let replay = Replay::of(home.root());
    let trace = format!("trace={CALLS}");
    let (answer, text) = operation.run(&home, Some((tracer, &["-xx", "-s", "10000000", "-e", &trace])));
    assert_eq!(answer.code, Some(0), "{}: {answer:?}", operation.name);
    (calls(&text).collect(), replay)
}

fn crashes(calls: &[Call], mut replay: Replay) -> Vec<Crash> {
    let (mut dice, mut seen, mut found) = (Dice::new(13), HashSet::new(), Vec::new());
    for (after, call) in calls.iter().enumerate() {
        replay.apply(call);
        for kept in states::all(&replay.disk, &mut dice) {
            if seen.insert((replay.disk.fingerprint(&kept), replay.answered)) {
                found.push(Crash { after, kept });
            }
        }
    }
    found
}

/// What was kept of each change, in few words: `3 Whole, Head(512)`.
fn told(kept: &[Kept]) -> String {
    let runs = kept.chunk_by(|one, other| one == other);
    let mut told: Vec<String> = runs.map(|run| format!("{} {:?}", run.len(), run[0])).collect();
    if told.len() > 12 {
        told.truncate(12);
        told.push("...".to_owned());
    }
    told.join(", ")
}

fn power_cuts(operation: &Operation, tracer: &Tracer, short: usize) -> Option<String> {
    let (calls, begin) = record(operation, tracer);
    let all = crashes(&calls, begin.clone());
    let possible = all.len();
    let tried = Dice::new(17).sample(all, tries(short, 400));
    let (mut replay, mut figures) = (begin, Figures::default());
    let mut crashes = tried.iter().enumerate().peekable();
    for (after, call) in calls.iter().enumerate() {
        replay.apply(call);
        while let Some((nth, crash)) = crashes.next_if(|(_, crash)| crash.after == after) {
            let mut home = Home::bare(operation.home.mode);
            home.at("2026-11-25T21:40:00+00:00");
            put(&replay.disk.after_crash(&crash.kept), home.root());
            // Once it answered it is acknowledged; before that nobody knows.
            let out = if replay.answered > 0 { "answered".to_owned() } else { String::new() };
            let answer = Answer { code: None, out, err: String::new() };
            let found = judge(operation, operation.ready(home), &answer, nth);
            let point = format!("after call {after}, {}; of the changes under way: {}", call.name, told(&crash.kept));
            figures.add(&point, &answer, &found);
        }
    }
    let name = format!("several files, power cuts, {}", operation.name);
    figures.print(&name, possible);
    figures.into_said(&name)
}

fn each(operations: &[Named], short: usize) {
    let tracer = Tracer::new();
    insist(operations.iter().filter_map(|(name, make)| power_cuts(&make(name), &tracer, short)).collect());
}

#[test]
fn a_power_cut_during_an_operation_in_a_plain_home_is_survived() {
    each(table::PLAIN, 3);
}

#[test]
fn a_power_cut_during_an_operation_in_a_sealed_home_is_survived() {
    each(table::SEALED, 3);
}
