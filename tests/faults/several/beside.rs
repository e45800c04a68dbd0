//! Two terminals at once, in every order: one command stands still at a system call while another one runs to its end,
//! or waits, or is refused.

use std::fs;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use super::calls::{Point, points_of, spread};
use super::figures::Figures;
use super::insist;
use super::judge::{Broken, Found, misbehaved};
use super::secrets::{CODE, NEW, OLD, changes_its_mind, knows, quicken};
use super::sight::{ERASABLE, Sight};
use super::table::{self, Named, Operation, What};
use crate::dice::Dice;
use crate::home::{Answer, Home, entry};
use crate::strace::Tracer;
use crate::tries;

/// How long a command stands still.
const STILL: &str = "500000";

/// What a writer records, and what is recorded at the end.
const BESIDE: &str = "written beside it";
const AFTERWARDS: &str = "written afterwards";

/// A backup that is there in every home that was lived in, and the notes in it.
const ASKED: &str = "data/backups/20261122T214500Z-asked";

/// What runs beside an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    Write,
    Restore,
    Rekey,
    Backup,
    Mend,
    On,
}

impl Other {
    fn words(self, operation: &Operation) -> Vec<String> {
        let ending = if operation.before.sealed { "age" } else { "db" };
        let backup = format!("{ASKED}.{ending}");
        let words = match self {
            Self::Write => entry(BESIDE).to_vec(),
            Self::Restore => vec!["restore", &backup, "--yes"],
            Self::Rekey => vec!["protect", "rekey"],
            Self::Backup => vec!["backup"],
            Self::Mend => vec!["doctor", "--fix"],
            Self::On => vec!["protect", "on"],
        };
        words.into_iter().map(str::to_owned).collect()
    }

    fn what(self) -> Option<What> {
        match self {
            Self::Write => None,
            Self::Restore => Some(What::Restore),
            Self::Rekey => Some(What::Rekey),
            Self::Backup => Some(What::Backup),
            Self::Mend => Some(What::Mend),
            Self::On => Some(What::On),
        }
    }
}

/// An operation, and what runs in the other terminal.
struct Pair {
    operation: Arc<Operation>,
    other: Other,
}

/// What both answered: the operation and the other command.
struct Both {
    operation: Answer,
    other: Answer,
}

impl Pair {
    /// The commands of both in this home.
    fn home_of(&self, home: &mut Home, is_operation: bool) {
        let operation = &self.operation;
        let needs = operation.before.sealed || operation.after.sealed || self.other == Other::On;
        match operation.what {
            What::Passphrase if is_operation => changes_its_mind(home),
            _ => knows(home, needs.then_some(OLD)),
        }
    }

    fn words(&self, is_operation: bool) -> Vec<String> {
        if is_operation { self.operation.args.clone() } else { self.other.words(&self.operation) }
    }

    /// The calls of one of them, run alone.
    fn points(&self, of_operation: bool, tracer: &Tracer) -> Vec<Point> {
        let mut home = self.operation.home();
        self.home_of(&mut home, of_operation);
        let words = self.words(of_operation);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (_, record) = tracer.alone(&home, &["-y"], &words);
        let locks = |point: &Point| matches!(point.call.as_str(), "flock" | "fcntl" | "openat");
        points_of(&record, &home).into_iter().filter(|point| point.changes || locks(point)).collect()
    }

    /// Runs one of them until it stands at this call, then the other one, and waits for both.
    fn run(&self, home: &mut Home, operation_stands: bool, point: &Point, tracer: &Tracer) -> Both {
        let Point { call, nth, .. } = point;
        let options = ["-e", &format!("trace={call}"), "-e", &format!("inject={call}:delay_enter={STILL}:when={nth}")];
        let words = [true, false].map(|is_operation| self.words(is_operation));
        let words = words.each_ref().map(|words| words.iter().map(String::as_str).collect::<Vec<&str>>());
        let (stands, runs) = if operation_stands { (&words[0], &words[1]) } else { (&words[1], &words[0]) };
        self.home_of(home, operation_stands);
        let mut first = tracer.command(home, &options, stands);
        let mut first = first.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        until_it_stands(&mut first);
        self.home_of(home, !operation_stands);
        let second = home.run(runs);
        let first = Answer::of(&first.wait_with_output().unwrap());
        if operation_stands {
            Both { operation: first, other: second }
        } else {
            Both { operation: second, other: first }
        }
    }
}

/// Waits until the program under this tracer stands still, or has ended.
fn until_it_stands(tracer: &mut Child) {
    let id = tracer.id();
    let mut still = 0;
    for _ in 0..600 {
        if still >= 5 || tracer.try_wait().unwrap().is_some() {
            return;
        }
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        let stat =
            children.split_whitespace().next().and_then(|child| fs::read_to_string(format!("/proc/{child}/stat")).ok());
        let stopped = stat.is_some_and(|stat| stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('t')));
        still = if stopped { still + 1 } else { 0 };
        sleep(Duration::from_millis(5));
    }
}

fn judge(pair: &Pair, home: &mut Home, both: &Both) -> Found {
    let mut found = Found::new();
    for answer in [&both.operation, &both.other] {
        found.extend(misbehaved(answer).map(|wrong| (Broken::Words, wrong)));
    }
    let secrets: &[&str] = if pair.operation.what == What::Passphrase { &[NEW, OLD] } else { &[OLD] };
    quicken(home, secrets);
    match opened(pair, home, both) {
        Ok(()) => found.extend(settled(pair, home, both)),
        Err(why) => found.push((Broken::Lost, why)),
    }
    found
}

/// Whether the home opens with what opens it now, and can be written to.
fn opened(pair: &Pair, home: &mut Home, both: &Both) -> Result<(), String> {
    let changed = pair.operation.what == What::Passphrase && both.operation.code == Some(0);
    let secrets = if changed { [Some(NEW), Some(NEW)] } else { [Some(OLD), None] };
    let mut said = Vec::new();
    for secret in secrets {
        knows(home, secret);
        match home.notes() {
            Ok(_) => {
                let next = home.record(AFTERWARDS);
                return if next.acknowledged() { Ok(()) } else { Err(format!("nothing can be written: {next:?}")) };
            }
            Err(why) => said.push(why),
        }
    }
    Err(format!("nothing opens it: {}", said.join("; ")))
}

/// What must hold of a home that two commands are done with.
fn settled(pair: &Pair, home: &Home, both: &Both) -> Found {
    let operation = &pair.operation;
    let seen = Sight::of(home, &[&operation.key, &operation.code], operation.secrets(), &[CODE]);
    let notes = match home.notes() {
        Ok(notes) => notes,
        Err(why) => return vec![(Broken::Lost, why)],
    };
    let after = After { pair, both, seen, notes };
    let mut found = after.lost();
    found.extend(after.sealing());
    found.extend(after.untold());
    let left = after.seen.left_over();
    if !left.is_empty() && operation.what != What::Mend {
        found.push((Broken::Between, format!("the next write leaves {left:?}")));
    }
    let doctor = home.run(&["doctor"]);
    if doctor.code != Some(0) {
        found.push((Broken::Doctor, format!("the doctor says {}{}", doctor.out, doctor.err)));
    }
    found
}

/// A home once two commands are done with it, and what they said.
struct After<'a> {
    pair: &'a Pair,
    both: &'a Both,
    seen: Sight,
    notes: Vec<String>,
}

impl After<'_> {
    /// Whether one of them did this, by its own word.
    fn did(&self, what: What) -> bool {
        let Pair { operation, other } = self.pair;
        operation.what == what && self.both.operation.code == Some(0)
            || other.what() == Some(what) && self.both.other.code == Some(0)
    }

    fn erased(&self, note: &str) -> bool {
        self.pair.operation.what == What::Erase && note == ERASABLE
    }

    /// Whether the other terminal wrote an entry, by its own word.
    fn wrote(&self) -> bool {
        self.pair.other == Other::Write && self.both.other.acknowledged()
    }

    /// What was there before, or was acknowledged, and is nowhere.
    fn lost(&self) -> Found {
        let (operation, backups, mut found) = (&self.pair.operation, self.seen.backups(), Found::new());
        let aside =
            |note: &str| backups.values().any(|held| held.set_aside && held.notes.iter().any(|kept| kept == note));
        let before = operation.before.notes.iter().flatten().map(String::as_str);
        for note in before.chain(self.wrote().then_some(BESIDE)).filter(|note| !self.erased(note)) {
            let there = self.notes.iter().any(|kept| kept == note);
            if !(there || self.did(What::Restore) && aside(note)) {
                found.push((Broken::Lost, format!("\"{note}\" is neither in the data nor set aside by a restore")));
            }
        }
        for (name, held) in &operation.backups {
            let kept = |notes: &[String]| notes.iter().filter(|note| !self.erased(note)).cloned().collect::<Vec<_>>();
            if backups.get(name).is_none_or(|now| kept(&now.notes) != kept(&held.notes)) {
                found.push((Broken::Lost, format!("the backup {name} is gone or changed")));
            }
        }
        if self.did(What::Backup) && asked(backups.keys()) <= asked(operation.backups.keys()) {
            found.push((Broken::Lost, "a backup that was acknowledged is nowhere".to_owned()));
        }
        found
    }

    /// What can be read, or opened with a key, that should not be.
    fn sealing(&self) -> Found {
        let (seen, mut found) = (&self.seen, Found::new());
        let mut say = |what: &str, files: Vec<String>| {
            if !files.is_empty() {
                found.push((Broken::Readable, format!("{what} {files:?}")));
            }
        };
        if seen.files.contains_key("onward.age") {
            say("readable in a sealed home:", seen.readable());
        }
        if self.did(What::Erase) {
            say("erased, and still in", seen.holding_inside(ERASABLE.as_bytes()));
        }
        if self.did(What::Rekey) {
            say("the old key still opens", seen.opened_by(self.pair.operation.key.keys()));
        }
        found
    }

    /// What was said and is not so.
    fn untold(&self) -> Found {
        let (both, mut found) = (self.both, Found::new());
        let refused = matches!(both.other.code, Some(1..)) && both.other.err.contains("nothing was saved");
        if self.pair.other == Other::Write && refused && self.notes.iter().any(|note| note == BESIDE) {
            found.push((Broken::Words, "it says that nothing was saved, and it is there".to_owned()));
        }
        let sealed = self.seen.sealed();
        if self.did(What::On) && sealed == Ok(false) || self.did(What::Off) && sealed == Ok(true) {
            found.push((Broken::Words, "it was acknowledged, and the protection is as it was".to_owned()));
        }
        found.extend(sealed.err().map(|why| (Broken::Between, why)));
        let restored = if self.pair.operation.what == What::Restore { &both.operation } else { &both.other };
        if self.did(What::Restore) && !restored_is_there(self.pair, restored, &self.notes) {
            found.push((Broken::Words, format!("it says that a backup was put back, and there is {:?}", self.notes)));
        }
        found
    }
}

/// How many of these were asked for.
fn asked<'a>(names: impl Iterator<Item = &'a String>) -> usize {
    names.filter(|name| name.contains("asked")).count()
}

/// Whether the notes are those of the backup, and what was written since.
fn restored_is_there(pair: &Pair, restored: &Answer, notes: &[String]) -> bool {
    let of_backup = match pair.operation.what {
        What::Restore => pair.operation.after.notes.clone(),
        _ => pair.operation.backups.get(ASKED.trim_start_matches("data/backups/")).map(|held| held.notes.clone()),
    };
    // Which backup is the latest may have changed meanwhile; then what it says it put back is not known here.
    if pair.operation.args.iter().any(|arg| arg == "latest") || !restored.out.starts_with("Put back") {
        return true;
    }
    let written = [BESIDE, AFTERWARDS];
    let since: Vec<&String> = notes.iter().filter(|note| !written.contains(&note.as_str())).collect();
    of_backup.is_some_and(|wanted| since.into_iter().eq(wanted.iter()))
}

fn in_every_order(operations: &[Named], pairs: &[(&str, Other)]) {
    let (tracer, mut dice, mut found) = (Tracer::new(), Dice::new(37), Vec::new());
    for (name, other) in pairs {
        let named = operations.iter().find(|(known, _)| known == name).expect("an operation of this name");
        let pair = Pair { operation: Operation::named(named), other: *other };
        let (mut figures, mut possible) = (Figures::default(), 0);
        for operation_stands in [true, false] {
            let all = pair.points(operation_stands, &tracer);
            possible += all.len();
            for point in spread(all, tries(1, 60), &mut dice) {
                let mut home = pair.operation.home();
                let both = pair.run(&mut home, operation_stands, &point, &tracer);
                let judged = judge(&pair, &mut home, &both);
                let who = if operation_stands { "it" } else { "the other" };
                let where_ =
                    format!("{who} stands at {} {}, the other answered {:?}", point.call, point.nth, both.other);
                figures.add(&where_, &both.operation, &judged);
            }
        }
        let what = format!("several files, two terminals, {name} beside {other:?}");
        figures.print(&what, possible);
        found.extend(figures.into_said(&what));
    }
    insist(found);
}

#[test]
fn two_terminals_in_any_order_lose_nothing_of_a_plain_home() {
    use Other::{Backup, Mend, On, Restore, Write};
    let pairs = [
        ("plain, restore FILE", Write),
        ("plain, protect on", Write),
        ("plain, erase", Write),
        ("plain, doctor --fix", Write),
        ("plain, protect on", Restore),
        ("plain, protect on", Mend),
        ("plain, doctor --fix", Backup),
        ("plain, doctor --fix", On),
        ("plain, erase", Backup),
    ];
    in_every_order(table::PLAIN, &pairs);
}

#[test]
fn two_terminals_in_any_order_lose_nothing_of_a_sealed_home() {
    use Other::{Backup, Mend, Rekey, Restore, Write};
    let pairs = [
        ("sealed, protect off", Write),
        ("sealed, protect rekey", Write),
        ("sealed, restore latest", Write),
        ("sealed, erase", Write),
        ("sealed, doctor --fix", Write),
        ("sealed, protect passphrase", Rekey),
        ("sealed, protect passphrase", Mend),
        ("sealed, protect rekey", Restore),
        ("sealed, doctor --fix", Backup),
    ];
    in_every_order(table::SEALED, &pairs);
}
