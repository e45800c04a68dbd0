//! The power fails during an operation: every state in which a disk could be then is opened with the program.

use std::collections::BTreeMap;

use super::figures::Figures;
use super::insist;
use super::judge::judge;
use super::starts::put;
use super::table::{self, Named, Operation};
use crate::dice::Dice;
use crate::home::{Answer, Home, MODES};
use crate::power::disk::{Kept, Tree};
use crate::power::record::{CALLS, Call, calls};
use crate::power::replay::Replay;
use crate::power::states;
use crate::strace::Tracer;
use crate::tries;

/// When the home is opened again: an hour after the last thing in it.
const LATER: &str = "2026-11-25T22:30:00+00:00";

/// What the operation does, call by call, from the files that it finds.
fn record(operation: &Operation, tracer: &Tracer) -> (Vec<Call>, Replay) {
    let home = operation.fresh();
    let replay = Replay::of(home.root());
    let trace = format!("trace={CALLS}");
    let (answer, text) = operation.run(&home, Some((tracer, &["-xx", "-s", "10000000", "-e", &trace])));
    assert_eq!(answer.code, Some(0), "{}: {answer:?}", operation.name);
    (calls(&text).collect(), replay)
}

/// After which calls the power fails, so many in all: of every kind of call some.
fn moments(calls: &[Call], count: usize, dice: &mut Dice) -> BTreeMap<usize, usize> {
    let mut kinds = BTreeMap::<&str, Vec<usize>>::new();
    let changes =
        calls.iter().enumerate().filter(|(_, call)| !matches!(call.name.as_str(), "read" | "lseek" | "close"));
    changes.for_each(|(at, call)| kinds.entry(&call.name).or_default().push(at));
    let kinds: Vec<Vec<usize>> = kinds.into_values().collect();
    let mut moments = BTreeMap::new();
    for _ in 0..count {
        let of_kind = &kinds[dice.below(kinds.len())];
        *moments.entry(of_kind[dice.below(of_kind.len())]).or_default() += 1;
    }
    moments
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

/// The home after a power cut that left this.
fn home_of(operation: &Operation, tree: &Tree) -> Home {
    let mut home = Home::bare(&MODES[0]);
    home.at(LATER);
    put(tree, home.root());
    operation.ready(home)
}

fn power_cuts(operation: &Operation, tracer: &Tracer, short: usize) -> Option<String> {
    let (calls, mut replay) = record(operation, tracer);
    let (mut dice, mut figures) = (Dice::new(17), Figures::default());
    let moments = moments(&calls, tries(short, 300), &mut dice);
    let mut possible = 0;
    for (after, call) in calls.iter().enumerate() {
        replay.apply(call);
        let Some(count) = moments.get(&after) else { continue };
        let states = states::all(&replay.disk, &mut dice);
        possible += states.len();
        for kept in dice.sample(states, *count) {
            let home = home_of(operation, &replay.disk.after_crash(&kept));
            // Once it answered it is acknowledged; before that nobody knows.
            let out = if replay.answered > 0 { "answered".to_owned() } else { String::new() };
            let answer = Answer { code: None, out, err: String::new() };
            let found = judge(operation, home, &answer, figures.points);
            let point = format!("after call {after}, {}; of the changes under way: {}", call.name, told(&kept));
            figures.add(&point, &answer, &found);
        }
    }
    let name =
        format!("several files, power cuts after {} of {} calls, {}", moments.len(), calls.len(), operation.name);
    figures.print(&name, possible);
    figures.into_said(&name)
}

fn each(operations: &[Named], short: usize) {
    let tracer = Tracer::new();
    insist(operations.iter().filter_map(|named| power_cuts(&Operation::named(named), &tracer, short)).collect());
}

#[test]
fn a_power_cut_during_an_operation_in_a_plain_home_is_survived() {
    each(table::PLAIN, 1);
}

#[test]
fn a_power_cut_during_an_operation_in_a_sealed_home_is_survived() {
    each(table::SEALED, 1);
}
