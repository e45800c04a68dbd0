//! The program is killed at every system call on the home, and every one of them fails.

use super::figures::Figures;
use super::insist;
use super::judge::judge;
use super::table::{self, Named, Operation};
use crate::dice::Dice;
use crate::home::{FOLDER, Home};
use crate::strace::{Tracer, call};
use crate::tries;

/// A call of the program, the how-manieth of its name, and whether it changes something.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) call: String,
    pub(crate) nth: usize,
    pub(crate) changes: bool,
}

/// What becomes of a call.
const ERRORS: &[&str] = &["ENOSPC", "EIO", "EACCES", "EMFILE", "EIO+"];

/// The calls that change something in a folder.
const CHANGING: &[&str] = &[
    "write",
    "pwrite64",
    "ftruncate",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "copy_file_range",
    "sendfile",
    "fchmod",
    "fchmodat",
    "chmod",
];

/// The calls of an undisturbed run that touch the home, or that answer.
fn points(operation: &Operation, tracer: &Tracer) -> Vec<Point> {
    operation.points.get_or_init(|| undisturbed(operation, tracer)).clone()
}

fn undisturbed(operation: &Operation, tracer: &Tracer) -> Vec<Point> {
    let home = operation.fresh();
    let (answer, record) = operation.run(&home, Some((tracer, &["-y"])));
    assert_eq!(answer.code, Some(0), "{}: {answer:?}", operation.name);
    points_of(&record, &home)
}

/// The calls of this record that touch the home, or that answer.
pub(crate) fn points_of(record: &str, home: &Home) -> Vec<Point> {
    let root = home.root().display().to_string();
    let ours = [format!("{root}/{FOLDER}"), format!("\"{root}\""), format!("<{root}>)")];
    let mut made = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for (line, name) in record.lines().filter_map(|line| call(line).map(|name| (line, name))) {
        let nth = made.entry(name.to_owned()).or_insert(0);
        *nth += 1;
        let answers = name == "write" && line.contains("(1<");
        // No file system refuses to close a file or a folder.
        if name == "close" || !answers && !ours.iter().any(|ours| line.contains(ours.as_str())) {
            continue;
        }
        let makes = name == "openat" && (line.contains("O_CREAT") || line.contains("O_TRUNC"));
        let changes = makes || CHANGING.contains(&name);
        found.push(Point { call: name.to_owned(), nth: *nth, changes });
    }
    found
}

/// At most so many of these, from as many kinds of call as there are.
pub(crate) fn spread(all: Vec<Point>, count: usize, dice: &mut Dice) -> Vec<Point> {
    if all.len() <= count {
        return all;
    }
    let mut kinds = std::collections::BTreeMap::<String, Vec<Point>>::new();
    all.into_iter().for_each(|point| kinds.entry(point.call.clone()).or_default().push(point));
    let mut kinds: Vec<Vec<Point>> = kinds.into_values().collect();
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let at = dice.below(kinds.len());
        let of_kind = &mut kinds[at];
        chosen.push(of_kind.remove(dice.below(of_kind.len())));
        kinds.retain(|kind| !kind.is_empty());
    }
    chosen
}

/// Runs the operation with a call disturbed, and judges it.
fn disturbed(operation: &Operation, point: &Point, effect: &str, tracer: &Tracer, nth: usize, figures: &mut Figures) {
    let home = operation.fresh();
    let (effect, on) = effect.strip_suffix('+').map_or((effect, ""), |effect| (effect, "+"));
    let Point { call, nth: when, .. } = point;
    let options = ["-e", &format!("trace={call}"), "-e", &format!("inject={call}:{effect}:when={when}{on}")];
    let (answer, record) = operation.run(&home, Some((tracer, &options)));
    // Ids are of chance, and so is a call more or less.
    let reached = answer.code.is_none() || record.contains("(INJECTED)");
    let found = if reached { judge(operation, home, &answer, nth) } else { Vec::new() };
    figures.add(&format!("{call} {when} {effect}{on}"), &answer, &found);
}

fn kills(operations: &[Named], short: usize) {
    let (tracer, mut dice, mut found) = (Tracer::new(), Dice::new(23), Vec::new());
    for named in operations {
        let operation = Operation::named(named);
        // A call that changes nothing leaves what the one before it left.
        let all: Vec<Point> = points(&operation, &tracer).into_iter().filter(|point| point.changes).collect();
        let possible = all.len();
        let mut figures = Figures::default();
        for (nth, point) in spread(all, tries(short, usize::MAX), &mut dice).iter().enumerate() {
            disturbed(&operation, point, "signal=KILL", &tracer, nth, &mut figures);
        }
        let name = format!("several files, killed, {}", operation.name);
        figures.print(&name, possible);
        found.extend(figures.into_said(&name));
    }
    insist(found);
}

fn errors(operations: &[Named], short: usize) {
    let (tracer, mut dice, mut found) = (Tracer::new(), Dice::new(29), Vec::new());
    for named in operations {
        let operation = Operation::named(named);
        let all = points(&operation, &tracer);
        let possible = all.len() * ERRORS.len();
        let mut figures = Figures::default();
        for (nth, point) in spread(all, tries(short, 300), &mut dice).iter().enumerate() {
            // Writes that fail for good leave no way to say so.
            let once = matches!(point.call.as_str(), "read" | "write");
            let errors = if once { &ERRORS[..ERRORS.len() - 1] } else { ERRORS };
            let error = errors[dice.below(errors.len())];
            disturbed(&operation, point, &format!("error={error}"), &tracer, nth, &mut figures);
        }
        let name = format!("several files, failing calls, {}", operation.name);
        figures.print(&name, possible);
        found.extend(figures.into_said(&name));
    }
    insist(found);
}

#[test]
fn a_killed_operation_in_a_plain_home_is_finished_or_taken_back() {
    kills(table::PLAIN, 3);
}

#[test]
fn a_killed_operation_in_a_sealed_home_is_finished_or_taken_back() {
    kills(table::SEALED, 3);
}

#[test]
fn a_killed_operation_sees_to_what_others_left() {
    kills(table::OVER_LEFTOVERS, 3);
}

#[test]
fn a_killed_operation_that_asks_is_finished_or_taken_back() {
    kills(table::ASKING, 3);
}

#[test]
fn a_failing_call_in_a_plain_home_is_told_as_it_is() {
    errors(table::PLAIN, 2);
}

#[test]
fn a_failing_call_in_a_sealed_home_is_told_as_it_is() {
    errors(table::SEALED, 2);
}
