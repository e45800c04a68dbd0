//! The disk is full at any size: no file may grow beyond a limit.

use std::collections::BTreeSet;

use super::figures::Figures;
use super::insist;
use super::judge::judge;
use super::secrets::{CODE, Locked, OLD};
use super::sight::Sight;
use super::table::{self, Named, Operation};
use crate::dice::Dice;
use crate::home::{Answer, PROGRAM};
use crate::tries;

/// The limit is given in blocks of this many bytes, as POSIX has it.
const BLOCK: usize = 512;

/// The limits that lie around the length of some file that is there before or after, and some between.
fn limits(operation: &Operation) -> Vec<usize> {
    let home = operation.fresh();
    operation.run(&home, None);
    let none = Locked::default();
    let lengths = |home| {
        let seen = Sight::of(home, &[&none, &none], &[OLD], &[CODE]);
        seen.files.into_values().map(|file| file.len().div_ceil(BLOCK)).collect::<Vec<_>>()
    };
    let mut found = BTreeSet::from([0]);
    for length in [lengths(&home), lengths(&operation.home())].concat() {
        found.extend([length / 2, length.saturating_sub(1), length]);
    }
    found.into_iter().collect()
}

fn within(operation: &Operation, blocks: usize, nth: usize, figures: &mut Figures) {
    let home = operation.fresh();
    let mut shell = home.with("/bin/sh");
    // Ignored, the signal of the limit becomes an error of the call.
    let line = format!("trap '' XFSZ; ulimit -f {blocks} || exit 9; exec \"$0\" \"$@\"");
    shell.args(["-c", &line, PROGRAM]).args(&operation.args);
    let answer = Answer::of(&shell.output().unwrap());
    let found = judge(operation, home, &answer, nth);
    figures.add(&format!("a limit of {blocks} blocks"), &answer, &found);
}

fn full(operation: &Operation, short: usize) -> Option<String> {
    let all = limits(operation);
    let (possible, mut figures) = (all.len(), Figures::default());
    for (nth, blocks) in Dice::new(31).sample(all, tries(short, usize::MAX)).into_iter().enumerate() {
        within(operation, blocks, nth, &mut figures);
    }
    let name = format!("several files, full disk, {}", operation.name);
    figures.print(&name, possible);
    figures.into_said(&name)
}

fn each(operations: &[Named], short: usize) {
    insist(operations.iter().filter_map(|named| full(&Operation::named(named), short)).collect());
}

#[test]
fn a_full_disk_during_an_operation_is_told_as_it_is_in_a_plain_home() {
    each(table::PLAIN, 1);
}

#[test]
fn a_full_disk_during_an_operation_is_told_as_it_is_in_a_sealed_home() {
    each(table::SEALED, 1);
}
