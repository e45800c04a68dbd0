//! One bit of the data file is another: no command panics, a reading leaves the file alone, and how much is
//! noticed is counted. A plain file does not notice everything; what is promised of it is only that it is no crash.
//! In a sealed file every bit is noticed, and none is ever shown as data.

use std::fs;

use crate::dice::Dice;
use crate::home::{Home, MODES, Mode};
use crate::tries;

/// What is read from each changed file.
const READS: &[&[&str]] = &[
    &["today"],
    &["streak", "--runs"],
    &["history"],
    &["checkin", "list", "--limit", "1000"],
    &["mood"],
    &["attendance"],
    &["milestones"],
];

/// A home with some of everything.
fn furnished(mode: &'static Mode) -> Home {
    let home = Home::lived_in(mode);
    let more: &[&[&str]] = &[
        &["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "aa"],
        &["slip", "alcohol", "--from", "2026-11-02", "--to", "2026-11-04", "--trigger", "payday"],
        &["meeting", "add", "Tuesday Step Study", "--programme", "aa", "--day", "tue", "--time", "19:30"],
        &["attend", "tuesday step", "--shared", "--on", "2026-11-17"],
        &["contact", "add", "Maria G", "--role", "sponsor", "--every", "2d"],
        &["reach", "maria", "--by", "call"],
        &["goal", "set", "meetings", "3", "--per", "week"],
    ];
    more.iter().for_each(|args| drop(home.ok(args)));
    for days in 1..20 {
        let (mood, ago, note) = ((days % 5 + 1).to_string(), format!("-{days}d"), format!("note {days}"));
        home.ok(&["checkin", &mood, "--craving", "3", "--halt", "tired", "--note", &note, &format!("--on={ago}")]);
    }
    home
}

/// What came of one flip.
#[derive(Default)]
struct Figures {
    noticed: usize,
    otherwise: usize,
    same: usize,
}

fn flip(home: &Home, bytes: &[u8], usual: &[String], figures: &mut Figures, what: &str) {
    fs::write(home.file(), bytes).unwrap();
    let answers: Vec<_> = READS.iter().map(|args| (args, home.run(args))).collect();
    for (args, answer) in &answers {
        let well = answer.misbehaved().is_none() && matches!(answer.code, Some(0 | 1 | 3));
        assert!(well, "{what}: onward {args:?}: {answer:?}");
    }
    assert!(fs::read(home.file()).unwrap() == bytes, "{what}: a command that reads changed the file");
    if answers.iter().any(|(_, answer)| answer.code != Some(0)) {
        figures.noticed += 1;
    } else if answers.iter().zip(usual).any(|((_, answer), usual)| answer.out != *usual) {
        figures.otherwise += 1;
    } else {
        figures.same += 1;
    }
    for args in [&["checkin", "good", "--sober"][..], &["undo"]] {
        let answer = home.run(args);
        let well = answer.misbehaved().is_none() && matches!(answer.code, Some(0 | 1 | 3));
        assert!(well, "{what}: onward {args:?}: {answer:?}");
    }
}

fn flips(mode: &'static Mode, count: usize) {
    let start = furnished(mode);
    let whole = fs::read(start.file()).unwrap();
    let usual: Vec<String> = READS.iter().map(|args| start.ok(args)).collect();
    let written: Vec<usize> = (0..whole.len()).filter(|byte| whole[*byte] != 0).collect();
    let (mut dice, mut figures) = (Dice::new(11), Figures::default());
    for nth in 0..count {
        // Most of a young file is empty; every other bit is one that says something.
        let anywhere = dice.below(whole.len());
        let byte = if nth % 2 == 0 { anywhere } else { written[dice.below(written.len())] };
        let bit = dice.below(8);
        let mut changed = whole.clone();
        changed[byte] ^= 1 << bit;
        flip(&start.copy(), &changed, &usual, &mut figures, &format!("byte {byte}, bit {bit}"));
    }
    let Figures { noticed, otherwise, same } = figures;
    assert!(!mode.authenticated || noticed == count, "{}: {otherwise} shown otherwise, {same} not noticed", mode.name);
    println!(
        "bit flips, {}: {count} flips; {noticed} noticed, {otherwise} shown otherwise without a word, {same} not to be seen; 0 crashes",
        mode.name
    );
}

#[test]
fn a_changed_bit_is_noticed_when_sealed_and_crashes_nothing() {
    MODES.iter().for_each(|mode| flips(mode, tries(100, 2000)));
}

/// Rare among chance flips: a name of a column that is no text any more.
#[test]
fn a_changed_bit_in_the_name_of_a_column_is_no_crash() {
    let start = Home::lived_in(&MODES[0]);
    let (whole, name) = (fs::read(start.file()).unwrap(), b"recorded_at");
    let places: Vec<usize> = (0..whole.len() - name.len()).filter(|at| whole[*at..].starts_with(name)).collect();
    assert!(!places.is_empty());
    for place in places {
        let mut changed = whole.clone();
        changed[place] ^= 0x80;
        let usual = vec![String::new(); READS.len()];
        flip(&start.copy(), &changed, &usual, &mut Figures::default(), &format!("byte {place}"));
    }
}
