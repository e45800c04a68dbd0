//! A disk that is full at every size: a limit on the size of files, which needs no root.

use crate::dice::Dice;
use crate::home::{Answer, Home, MODES, Mode, PROGRAM, fed};
use crate::tries;

/// The limit is given in blocks of this many bytes, as POSIX has it.
const BLOCK: u64 = 512;

/// A note of 300,000 characters: written twice, in its row and in the log, it needs about 600 KB.
const NOTE: usize = 300_000;

/// Writes the note where no file may grow beyond so many blocks.
fn write_within(home: &Home, blocks: u64, note: &str) -> Answer {
    let mut shell = home.with("/bin/sh");
    // Ignored, the signal of the limit becomes an error of the call.
    let line = format!("trap '' XFSZ; ulimit -f {blocks} || exit 9; exec \"$0\" \"$@\"");
    shell.args(["-c", &line, PROGRAM, "checkin", "low", "--sober", "--note", "-"]);
    fed(shell, note.as_bytes())
}

/// Insists that this limit ends in an entry that is there or in a refusal that changed nothing.
/// Returns whether it was there.
fn within(start: &Home, before: &[String], blocks: u64, note: &str) -> bool {
    let home = start.copy();
    let answer = write_within(&home, blocks, note);
    assert_eq!(answer.misbehaved(), None, "limit {blocks}");
    let mut expected = before.to_vec();
    if answer.acknowledged() {
        expected.push(note.to_owned());
        expected.sort();
    } else {
        assert_eq!(answer.code, Some(3), "limit {blocks}: {answer:?}");
        assert!(answer.err.contains("nothing was saved"), "limit {blocks}: {}", answer.err);
    }
    assert!(home.notes().unwrap() == expected, "limit {blocks}: {}", answer.err);
    assert_eq!(home.damage(), None, "limit {blocks}");
    if !answer.acknowledged() {
        assert!(home.record("after").acknowledged(), "limit {blocks}");
    }
    answer.acknowledged()
}

/// Every limit, or a sample, from none at all to one that is large enough.
fn limits(start: &Home, before: &[String], kind: &str) {
    let note = "x".repeat(NOTE);
    let grown = start.copy();
    assert!(write_within(&grown, 1 << 20, &note).acknowledged());
    let enough = std::fs::metadata(grown.file()).unwrap().len().div_ceil(BLOCK);
    // Ids are of chance, and so may be the last page: some room above is surely enough.
    let most = enough * 5 / 4;
    let all: Vec<u64> = (0..=most).collect();
    let possible = all.len();
    let some = Dice::new(5).sample(all, tries(30, usize::MAX));
    let tried = some.len();
    let kept = some.into_iter().filter(|blocks| within(start, before, *blocks, &note)).count();
    assert!(within(start, before, most, &note) && !within(start, before, 0, &note));
    println!(
        "full disk, {}, {kind}: {tried} of {possible} limits; {kept} acknowledged, {} refused, 0 lost, 0 damaged",
        start.mode.name,
        tried - kept
    );
}

fn full(mode: &'static Mode) {
    limits(&Home::lived_in(mode), &["first".to_owned()], "with an entry");
    limits(&Home::new(mode), &[], "first entry");
}

#[test]
fn a_full_disk_saves_the_entry_or_says_that_nothing_was_saved() {
    MODES.iter().for_each(full);
}
