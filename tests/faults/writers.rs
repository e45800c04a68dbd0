//! Eight writers at once: each waits for the others, none fails, nothing is lost.

use std::collections::BTreeSet;
use std::thread;

use crate::home::{Home, MODES, Mode};
use crate::tries;

const WRITERS: usize = 8;

fn note(writer: usize, nth: usize) -> String {
    format!("writer {writer}, entry {nth}")
}

fn at_once(mode: &'static Mode, each: usize) {
    // The first entries race for the making of the file, too.
    let home = Home::new(mode);
    let write = |writer: usize| {
        for nth in 0..each {
            let answer = home.record(&note(writer, nth));
            assert!(answer.code == Some(0) && answer.acknowledged(), "writer {writer}, entry {nth}: {answer:?}");
        }
    };
    thread::scope(|scope| (0..WRITERS).for_each(|writer| drop(scope.spawn(move || write(writer)))));
    let there = home.notes().unwrap();
    let expected: BTreeSet<String> =
        (0..WRITERS).flat_map(|writer| (0..each).map(move |nth| note(writer, nth))).collect();
    assert_eq!(there.len(), expected.len());
    assert_eq!(there.into_iter().collect::<BTreeSet<_>>(), expected);
    assert_eq!(home.list(&["clock", "list"], "clocks").unwrap().len(), 1);
    assert_eq!(home.damage(), None);
    println!("writers at once, {}: {WRITERS} x {each}; {} acknowledged, 0 lost, 0 damaged", mode.name, WRITERS * each);
}

#[test]
fn eight_writers_at_once_lose_nothing() {
    MODES.iter().for_each(|mode| at_once(mode, tries(25, 1000)));
}
