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

/// The two stacks of an editor: what can be taken back, and what can be brought back. Each entry holds the records
/// that the step leads to, and the command that first did it.
#[derive(Default)]
struct Stacks {
    past: Vec<(String, String)>,
    future: Vec<(String, String)>,
}

fn undo(home: &mut Home, stacks: &mut Stacks, tried: &Tried) {
    if let Some(command) = turn(home, "undo", &mut stacks.past, &mut stacks.future) {
        *tried.borrow_mut().entry(command).or_default() += 1;
    }
}

fn redo(home: &mut Home, stacks: &mut Stacks) {
    turn(home, "redo", &mut stacks.future, &mut stacks.past);
}

/// Runs undo or redo, which moves the top of one stack to the other; where there is none, it is refused.
fn turn(
    home: &mut Home,
    word: &str,
    from: &mut Vec<(String, String)>,
    to: &mut Vec<(String, String)>,
) -> Option<String> {
    let before = home.seen();
    let answer = home.run(&[word.to_owned()]);
    let now = home.seen();
    let Some((records, command)) = from.pop() else {
        assert_eq!(answer.code, 1, "{word} has nothing to do: {}", answer.out);
        assert_eq!(now, before);
        return None;
    };
    assert_eq!(answer.code, 0, "{word} of {command}: {}", answer.err);
    assert_eq!(now.records, records, "{word} of {command} restores every table");
    assert_eq!(now.steps, before.steps + 1, "{word} is a step of its own");
    to.push((before.records, command.clone()));
    Some(command)
}

/// Runs one command and remembers what it changed. One that fails, or changes nothing, leaves every row as it was.
fn run(home: &mut Home, line: &Line, stacks: &mut Stacks) {
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
        stacks.past.push((records, line.command.to_owned()));
        stacks.future.clear();
    }
}

/// A home in which the first commands of everyone were run.
fn begun() -> (Home, Stacks) {
    let (mut home, mut stacks) = (Home::new(), Stacks::default());
    for line in prelude() {
        home.later(1, 0);
        run(&mut home, &line, &mut stacks);
    }
    assert_eq!(stacks.past.len(), prelude().len(), "each of the first commands records something");
    (home, stacks)
}

fn play(home: &mut Home, stacks: &mut Stacks, moves: &[Move], tried: &Tried) {
    for next in moves {
        home.later(next.hours, next.offset);
        match next.line.command {
            "undo" => undo(home, stacks, tried),
            "redo" => redo(home, stacks),
            _ => run(home, &next.line, stacks),
        }
    }
}

#[test]
fn undo_after_any_sequence_of_commands_restores_every_table_exactly() {
    let tried = Tried::default();
    holds(24, moves(), |moves| {
        let (mut home, mut stacks) = begun();
        play(&mut home, &mut stacks, &moves, &tried);
        while !stacks.past.is_empty() {
            undo(&mut home, &mut stacks, &tried);
        }
        assert_eq!(home.seen().records, "", "nothing is left when everything was taken back");
        undo(&mut home, &mut stacks, &tried);
    });
    let tried = tried.into_inner();
    let missing: Vec<&str> = lines::CHANGING.iter().copied().filter(|command| !tried.contains_key(*command)).collect();
    assert!(missing.is_empty(), "never taken back: {missing:?} among {tried:?}");
}

#[test]
fn as_many_redos_as_undos_restore_every_table_exactly() {
    let tried = Tried::default();
    holds(10, (moves(), 1..20_usize), |(moves, depth)| {
        let (mut home, mut stacks) = begun();
        play(&mut home, &mut stacks, &moves, &tried);
        while !stacks.future.is_empty() {
            redo(&mut home, &mut stacks);
        }
        let (records, depth) = (home.seen().records, depth.min(stacks.past.len()));
        for _ in 0..2 {
            (0..depth).for_each(|_| undo(&mut home, &mut stacks, &tried));
            (0..depth).for_each(|_| redo(&mut home, &mut stacks));
            assert_eq!(home.seen().records, records);
        }
        redo(&mut home, &mut stacks);
    });
}

/// What can be erased: the word for it, its table, and the column that names one.
const ERASABLE: &[(&str, &str, &str)] = &[
    ("checkin", "checkin", "id"),
    ("slip", "slip", "id"),
    ("attend", "attendance", "id"),
    ("reach", "reach", "id"),
    ("clock", "clock", "id"),
    ("meeting", "meeting", "id"),
    ("contact", "contact", "name"),
];

/// Runs undo, or redo, until it has nothing to do.
fn turn_all(home: &mut Home, word: &str) {
    loop {
        let answer = home.run(&[word.to_owned()]);
        if answer.code != 0 {
            assert!(answer.code == 1 && answer.err.contains("there is nothing"), "{word}: {}", answer.err);
            return;
        }
    }
}

#[test]
fn what_was_erased_never_comes_back_and_everything_around_it_does() {
    let (moves, which) = (moves(), prop::collection::vec((prop::sample::select(ERASABLE), any::<usize>()), 1..4));
    holds(10, (moves, which), |(moves, which)| {
        let (mut home, mut stacks) = begun();
        play(&mut home, &mut stacks, &moves, &Tried::default());
        let mut erased = Vec::new();
        for ((kind, table, column), nth) in which {
            let Some(id) = home.value(table, "id", nth) else { continue };
            let Some(named) = home.value(table, column, nth) else { continue };
            let answer = home.run(&["erase", kind, &named, "--yes"].map(str::to_owned));
            assert_eq!((answer.code, answer.err.as_str()), (0, ""), "erase {kind} {named}");
            erased.push(id);
        }
        turn_all(&mut home, "redo");
        let records = home.seen().records;
        turn_all(&mut home, "undo");
        assert_eq!(home.seen().records, "", "everything else can be taken back");
        turn_all(&mut home, "redo");
        assert_eq!(home.seen().records, records, "and brought back");
        let file = std::fs::read(home.folder().join(onward::store::FILE_NAME)).unwrap();
        for id in erased {
            assert!(!file.windows(id.len()).any(|part| part == id.as_bytes()), "{id} is left");
        }
    });
}
