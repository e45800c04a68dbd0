//! Writers who never stop while an operation runs beside them again and again: every entry that was acknowledged is in
//! the data, or in what a restore set aside.

use std::collections::BTreeSet;
use std::thread;

use super::secrets::{CODE, Locked, OLD};
use super::sight::Sight;
use super::starts::{self, Start};
use crate::home::{Answer, Home};
use crate::tries;

/// A home, and the words of what runs beside the writers.
type Beside = (&'static str, fn() -> Start, &'static [&'static str]);

const BESIDE: &[Beside] = &[
    ("plain, restore", starts::plain, &["restore", "data/backups/20261122T214500Z-asked.db", "--yes"]),
    ("sealed, restore", starts::sealed, &["restore", "data/backups/20261122T214500Z-asked.age", "--yes"]),
    ("plain, doctor --fix", starts::plain, &["doctor", "--fix"]),
    ("sealed, doctor --fix", starts::sealed, &["doctor", "--fix"]),
    ("plain, backup", starts::plain, &["backup"]),
    ("sealed, backup", starts::sealed, &["backup"]),
];

const WRITERS: usize = 3;
const EACH: usize = 5;
const RUNS: usize = 4;

/// What came of one round.
#[derive(Default)]
struct Round {
    acknowledged: usize,
    lost: usize,
    wrong: Vec<String>,
}

fn round((name, begin, words): &Beside) -> Round {
    let Start { home, .. } = begin();
    let before: BTreeSet<String> = home.notes().unwrap().into_iter().collect();
    let write = |writer: usize| {
        let notes = (0..EACH).map(|nth| format!("writer {writer}, entry {nth}"));
        notes.map(|note| (home.record(&note), note)).collect::<Vec<_>>()
    };
    let (written, runs) = thread::scope(|scope| {
        let write = &write;
        let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
        let runs: Vec<Answer> = (0..RUNS).map(|_| home.run(words)).collect();
        (writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect::<Vec<_>>(), runs)
    });
    let mut found = Round::default();
    for answer in written.iter().map(|(answer, _)| answer).chain(&runs) {
        if answer.code != Some(0) {
            found.wrong.push(format!("{name}: {answer:?}"));
        }
    }
    match kept(&home) {
        Err(why) => found.wrong.push(format!("{name}: {why}")),
        Ok(kept) => {
            let acknowledged = written.into_iter().filter(|(answer, _)| answer.acknowledged()).map(|(_, note)| note);
            let owed: BTreeSet<String> = acknowledged.chain(before).collect();
            found.acknowledged = owed.len();
            found.lost = owed.difference(&kept).count();
        }
    }
    found
}

/// All notes in the data and in what was set aside, once the doctor is content.
fn kept(home: &Home) -> Result<BTreeSet<String>, String> {
    let doctor = home.run(&["doctor"]);
    if doctor.code != Some(0) {
        return Err(format!("the doctor says {}{}", doctor.out, doctor.err));
    }
    let none = Locked::default();
    let seen = Sight::of(home, &[&none, &none], &[OLD], &[CODE]);
    let aside = seen.backups().into_values().filter(|held| held.set_aside).flat_map(|held| held.notes);
    Ok(home.notes()?.into_iter().chain(aside).collect())
}

#[test]
fn writers_beside_an_operation_lose_nothing_that_was_acknowledged() {
    let mut wrong = Vec::new();
    for beside in BESIDE {
        let rounds = tries(1, 40);
        let (mut acknowledged, mut lost) = (0, 0);
        for _ in 0..rounds {
            let found = round(beside);
            acknowledged += found.acknowledged;
            lost += found.lost;
            wrong.extend(found.wrong);
        }
        println!("writers beside {}: {rounds} rounds; {acknowledged} acknowledged, {lost} lost", beside.0);
        if lost > 0 {
            wrong.push(format!("{}: {lost} of {acknowledged} are lost", beside.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
