//! Undo after any sequence of commands, through the whole program and on a real file.

mod home;
mod lines;

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;

use self::home::{Home, Seen};
use self::lines::{Line, commands, prelude};
use crate::laws::holds;

/// One command line and the hours that go by before it; the person may have travelled meanwhile.
#[derive(Debug, Clone)]
struct Move {
    line: Line,
    hours: i64,
    offset: i32,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (commands(), 0..60_i64, prop::sample::select(vec![-11, 0, 0, 0, 13]))
        .prop_map(|(line, hours, offset)| Move { line, hours, offset });
    prop::collection::vec(one, 8..=14)
}

/// How often each command changed something and was taken back, so that a law which tries nothing is noticed.
type Tried = RefCell<BTreeMap<String, u32>>;

/// What the data looked like before each step that an undo can still take back.
type Past = Vec<(String, String)>;

fn undo(home: &mut Home, past: &mut Past, tried: &Tried) {
    let before = home.seen();
    let answer = home.run(&["undo".to_owned()]);
    let now = home.seen();
    match past.pop() {
        Some((records, command)) => {
            assert_eq!(answer.code, 0, "undo of {command}: {}", answer.err);
            assert_eq!(now.records, records, "undo of {command} restores every table");
            assert_eq!(now.steps, before.steps + 1, "an undo is a step of its own");
            *tried.borrow_mut().entry(command).or_default() += 1;
        }
        None => {
            assert_eq!(answer.code, 1, "there is nothing to take back: {}", answer.out);
            assert_eq!(now, before);
        }
    }
}

/// Runs one command and remembers what it changed. One that fails, or changes nothing, leaves every row as it was.
fn run(home: &mut Home, line: &Line, past: &mut Past) {
    let words = line.resolved(home);
    let before = home.seen();
    let answer = home.run(&words);
    let now = home.seen();
    if answer.code != 0 {
        assert!(answer.err.starts_with("error: "), "onward {words:?}: {}", answer.err);
        assert!([1, 2].contains(&answer.code), "onward {words:?}: {}", answer.err);
        assert_eq!(now, before, "onward {words:?} failed and changed something");
    } else if now.records == before.records {
        assert_eq!(now, before, "onward {words:?} changed no record and left a step");
    } else {
        assert_eq!(answer.err, "", "onward {words:?}");
        assert_eq!(now.steps, before.steps + 1, "onward {words:?} is one step");
        let Seen { records, .. } = before;
        past.push((records, line.command.to_owned()));
    }
}

#[test]
fn undo_after_any_sequence_of_commands_restores_every_table_exactly() {
    let tried = Tried::default();
    holds(24, moves(), |moves| {
        let mut home = Home::new();
        let mut past = Past::new();
        for line in prelude() {
            home.later(1, 0);
            run(&mut home, &line, &mut past);
        }
        assert_eq!(past.len(), prelude().len(), "each of the first commands records something");
        for next in &moves {
            home.later(next.hours, next.offset);
            if next.line.command == "undo" {
                undo(&mut home, &mut past, &tried);
            } else {
                run(&mut home, &next.line, &mut past);
            }
        }
        while !past.is_empty() {
            undo(&mut home, &mut past, &tried);
        }
        assert_eq!(home.seen().records, "", "nothing is left when everything was taken back");
        undo(&mut home, &mut past, &tried);
    });
    let tried = tried.into_inner();
    let missing: Vec<&str> = lines::CHANGING.iter().copied().filter(|command| !tried.contains_key(*command)).collect();
    assert!(missing.is_empty(), "never taken back: {missing:?} among {tried:?}");
}
