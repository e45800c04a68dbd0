//! A file that is shorter than it was, empty of sense, or from the future: refused with exit code 3 and left as
//! it is, never taken for the beginning of something new.

use std::fs;

use crate::dice::Dice;
use crate::home::{FOLDER, Home, MODES, Mode, connect};
use crate::tries;

/// How finely a file is cut, in bytes.
const SECTOR: usize = 512;

/// Commands that look, and one that writes.
const COMMANDS: &[&[&str]] =
    &[&["today"], &["checkin", "list"], &["history"], &["streak"], &["checkin", "good", "--sober"], &["undo"]];

/// Insists that commands refuse a home whose data file holds these bytes, and leave it as it is.
fn is_refused(home: &Home, bytes: &[u8], commands: &[&[&str]], what: &str) {
    fs::write(home.file(), bytes).unwrap();
    let files = || home.root().join(FOLDER).read_dir().unwrap().count();
    let before = files();
    for args in commands {
        let answer = home.run(args);
        assert!(answer.code == Some(3) && answer.misbehaved().is_none(), "{what}: onward {args:?}: {answer:?}");
        assert!(fs::read(home.file()).unwrap() == bytes, "{what}: onward {args:?} wrote to the file");
        assert_eq!(files(), before, "{what}: onward {args:?} left something beside the file");
    }
}

/// A file of no bytes is not tried: it is what a first write leaves that was cut off at once.
fn truncated(mode: &'static Mode) {
    let home = Home::lived_in(mode);
    let whole = fs::read(home.file()).unwrap();
    let all: Vec<usize> = (1..whole.len().div_ceil(SECTOR)).map(|sectors| sectors * SECTOR).collect();
    let possible = all.len();
    // The last pages of a young file are not in use; a cut there is noticed by the length alone.
    let (inside, last) = all.split_at(possible.saturating_sub(16));
    let tried = [Dice::new(7).sample(inside.to_vec(), tries(30, usize::MAX)), last.to_vec()].concat();
    for length in &tried {
        is_refused(&home, &whole[..*length], COMMANDS, &format!("{length} of {} bytes", whole.len()));
    }
    println!("cut short, {}: {} of {possible} lengths; all refused, 0 touched", mode.name, tried.len());
    fs::write(home.file(), whole).unwrap();
    assert_eq!(home.notes().unwrap(), ["first"]);
}

#[test]
fn a_file_cut_short_anywhere_is_refused_and_left_as_it_is() {
    MODES.iter().for_each(truncated);
}

#[test]
fn a_file_of_zeros_is_refused_and_left_as_it_is() {
    for mode in MODES {
        let home = Home::lived_in(mode);
        let whole = fs::read(home.file()).unwrap().len();
        for length in [1, SECTOR, 4096, whole] {
            is_refused(&home, &vec![0; length], COMMANDS, &format!("{length} zeros"));
        }
    }
}

/// The version stands in the plain file; what seals a file from another version is that mode's own.
#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    let home = Home::lived_in(&MODES[0]);
    connect(&home.file()).execute_batch("PRAGMA user_version = 1000").unwrap();
    let newer = fs::read(home.file()).unwrap();
    is_refused(&home, &newer, COMMANDS, "a newer version");
}
