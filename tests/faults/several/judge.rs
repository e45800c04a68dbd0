//! What is judged after every run that was disturbed: the next command works, the home is on one side, nothing is
//! lost, nothing is readable that should not be, and what was said is true.

use super::secrets::{CODE, OLD, knows, quicken, same};
use super::sight::{ERASABLE, Sight};
use super::table::{Operation, Side, What};
use crate::home::{Answer, Home};
use crate::tries;

/// How a promise was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Broken {
    /// A record, a backup or a way to open them is gone.
    Lost,
    /// Something can be read that should not be.
    Readable,
    /// What was said is not so.
    Words,
    /// The home is neither as it was nor as it was to be.
    Between,
    /// The next command did not work, or did not finish.
    Stuck,
    /// The doctor is wrong.
    Doctor,
}

/// What was found at one point.
pub(crate) type Found = Vec<(Broken, String)>;

/// What is said when it is open, or said to be so, that it took effect although the command failed.
const OPEN: &[&str] = &[
    "could not confirm",
    "is kept",
    "finishes",
    "will be finished",
    "took effect",
    "has taken effect",
    "is done",
    "still readable",
];

/// The notes that a judgement writes itself.
const AFTER: &str = "written afterwards";

/// Judges what this run left behind; the `nth` decides what is looked at first, and what is tried at the end.
pub(crate) fn judge(operation: &Operation, home: Home, answer: &Answer, nth: usize) -> Found {
    let mut judgement = Judgement { operation, home, nth, retried: false, found: Vec::new() };
    if let Err(wrong) = judgement.all(answer) {
        judgement.found.push(wrong);
    }
    judgement.found
}

/// The side that a home is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    Before,
    After,
}

struct Judgement<'o> {
    operation: &'o Operation,
    home: Home,
    nth: usize,
    /// Nothing opened until the judgement itself ran the operation once more: it was on the side of before.
    retried: bool,
    found: Found,
}

type Judged<T> = Result<T, (Broken, String)>;

impl Judgement<'_> {
    fn say(&mut self, broken: Broken, what: impl Into<String>) {
        self.found.push((broken, what.into()));
    }

    fn all(&mut self, answer: &Answer) -> Judged<()> {
        if let Some(wrong) = misbehaved(answer) {
            self.say(Broken::Words, wrong);
        }
        self.quicken();
        if self.nth % 2 == 1 {
            self.doctor_first();
        }
        let (seen, notes) = self.next_command()?;
        let side = self.side(&seen, &notes)?;
        self.words(answer, if self.retried { On::Before } else { side });
        self.nothing_readable(&seen, side);
        self.backups(&seen, side);
        self.secrets(&seen, side);
        if self.nth.is_multiple_of(2) || tries(0, 1) == 1 {
            self.doctor_after();
        }
        let unfinished = self.operation.what == What::Erase && side == On::Before;
        if self.nth.is_multiple_of(3) || unfinished {
            self.again(side)?;
        }
        Ok(())
    }

    fn sight(&self) -> Sight {
        let operation = self.operation;
        Sight::of(&self.home, &[&operation.key, &operation.code], operation.secrets(), &[CODE])
    }

    /// A key that takes long to try is made quick, once nothing waits to be moved in its place.
    fn quicken(&self) {
        if self.sight().left_over().is_empty() {
            quicken(&self.home, self.operation.secrets());
        }
    }

    /// Whether the doctor, called first, says that nothing is left while something is.
    fn doctor_first(&mut self) {
        knows(&mut self.home, self.operation.before.secret.or(self.operation.after.secret));
        let doctor = self.home.run(&["doctor"]);
        if !matches!(doctor.code, Some(0 | 3)) {
            return self.say(Broken::Doctor, format!("the doctor ends in {doctor:?}"));
        }
        let seen = self.sight();
        let mut left = seen.left_over();
        if seen.files.contains_key("onward.age") {
            left.extend(seen.readable());
        }
        let vouches = doctor.code == Some(0) && doctor.out.contains("nothing was left behind");
        if vouches && !left.is_empty() && self.operation.what != What::Mend {
            self.say(Broken::Doctor, format!("the doctor says that nothing was left, and there is {left:?}"));
        }
    }

    /// The next commands: one that looks, one that writes. What is there after them.
    fn next_command(&mut self) -> Judged<(Sight, Vec<String>)> {
        let notes = match self.opened() {
            Some(notes) => notes.map_err(|why| (Broken::Lost, why))?,
            None => {
                // Nothing opened before either: the same command again is the way on.
                let home = self.operation.ready(self.home.copy());
                let again = self.operation.run(&home, None).0;
                if again.code != Some(0) {
                    return Err((Broken::Stuck, format!("again it ends in {again:?}")));
                }
                (self.home, self.retried) = (home, true);
                self.home.notes().map_err(|why| (Broken::Lost, why))?
            }
        };
        let next = self.home.record(AFTER);
        if !next.acknowledged() {
            return Err((Broken::Stuck, format!("nothing can be written: {next:?}")));
        }
        self.quicken();
        let seen = self.sight();
        let mut then = seen.data().ok_or((Broken::Lost, "the data does not open with any key".to_owned()))?;
        then.retain(|note| note != AFTER);
        if then != notes {
            self.say(Broken::Lost, format!("looked at it was {notes:?}, written to it is {then:?}"));
        }
        let left = seen.left_over();
        // What an older version left is the doctor's to mend.
        if !left.is_empty() && self.operation.what != What::Mend {
            self.say(Broken::Between, format!("the next write leaves {left:?}"));
        }
        Ok((seen, then))
    }

    /// The notes of the data, opened with the secrets of one side or the other. None where it does not open, and said so,
    /// as before.
    fn opened(&mut self) -> Option<Result<Vec<String>, String>> {
        let operation = self.operation;
        let mut secrets = vec![operation.before.secret, operation.after.secret];
        secrets.dedup();
        let mut last = None;
        for secret in secrets {
            knows(&mut self.home, secret);
            let looked = self.home.notes();
            if looked.is_ok() {
                return Some(looked);
            }
            last = Some(self.home.run(&["streak"]));
        }
        let last = last?;
        let clear = last.code == Some(3) && last.out.is_empty() && last.err.contains("hint: ");
        if operation.before.notes.is_none() && clear {
            return None;
        }
        Some(Err(format!("nothing opens it: {last:?}")))
    }

    /// Which side the home is on, all of it.
    fn side(&self, seen: &Sight, notes: &Vec<String>) -> Judged<On> {
        let between = |what: String| (Broken::Between, what);
        let sealed = seen.sealed().map_err(between)?;
        let (before, after) = (&self.operation.before, &self.operation.after);
        let fits = |side: &Side| side.sealed == sealed && side.notes.as_ref() == Some(notes);
        match (fits(before), fits(after)) {
            (true, false) => Ok(On::Before),
            (false, true) => Ok(On::After),
            (true, true) => self.told_apart(seen).map_err(between),
            (false, false) => {
                let both = |note: &&String| {
                    [before, after].iter().all(|side| side.notes.as_ref().is_none_or(|all| all.contains(note)))
                };
                let all = before.notes.iter().chain(&after.notes).flatten();
                let gone: Vec<_> = all.filter(both).filter(|note| !notes.contains(note)).collect();
                let broken = if gone.is_empty() { Broken::Between } else { Broken::Lost };
                Err((broken, format!("on neither side: sealed {sealed}, {notes:?}")))
            }
        }
    }

    /// The side where both hold the same notes.
    fn told_apart(&self, seen: &Sight) -> Result<On, String> {
        let operation = self.operation;
        let after = match operation.what {
            What::Rekey => {
                let old = |key: &&age::x25519::Identity| operation.key.keys().iter().any(|old| same(old, key));
                match seen.key.keys().iter().filter(old).count() {
                    0 => true,
                    count if count == seen.key.keys().len() => false,
                    _ => return Err("the key file holds the old key and a new one".to_owned()),
                }
            }
            What::Passphrase => seen.key.secret() != Some(OLD),
            What::Recovery => seen.code.secret() != Some(CODE),
            What::Backup => seen.backups().keys().any(|name| !operation.backups.contains_key(name)),
            What::Mend => seen.left_over().is_empty(),
            // A restore of what was there already, and what only begins with a write, have no other side.
            _ => true,
        };
        Ok(if after { On::After } else { On::Before })
    }

    /// Whether what was said agrees with the side.
    fn words(&mut self, answer: &Answer, side: On) {
        let open = OPEN.iter().any(|words| answer.err.contains(words));
        let nothing = ["nothing was ", "no backup was made"].iter().any(|words| answer.err.contains(words));
        let acknowledged = answer.code == Some(0) || answer.code.is_none() && !answer.out.is_empty();
        // What the next write mends was left to it, whatever the doctor said.
        if self.operation.what == What::Mend && side == On::After {
            return;
        }
        let wrong = match side {
            On::Before if acknowledged => "it was acknowledged, and nothing has happened",
            On::After if nothing && !open => "it says that nothing has happened, and all has",
            On::After if matches!(answer.code, Some(1..)) && !open => "it fails without a word of what it did",
            _ => return,
        };
        // A single write that both sides hold says nothing of a side.
        if self.operation.before != self.operation.after || self.told_by_more() {
            self.say(Broken::Words, wrong);
        }
    }

    fn told_by_more(&self) -> bool {
        matches!(self.operation.what, What::Rekey | What::Recovery | What::Backup | What::Mend)
    }

    fn nothing_readable(&mut self, seen: &Sight, side: On) {
        if seen.files.contains_key("onward.age") {
            let readable = seen.readable();
            if !readable.is_empty() {
                self.say(Broken::Readable, format!("readable in a sealed home: {readable:?}"));
            }
        }
        let what = self.operation.what;
        if what == What::Erase && side == On::After {
            let left = seen.holding_inside(ERASABLE.as_bytes());
            if !left.is_empty() {
                self.say(Broken::Readable, format!("erased, and still in {left:?}"));
            }
        }
        if what == What::Rekey && side == On::After {
            let left = seen.opened_by(self.operation.key.keys());
            if !left.is_empty() {
                self.say(Broken::Readable, format!("the old key still opens {left:?}"));
            }
        }
    }

    /// Every backup that opened before still does, or made room for newer ones; what a restore replaced is kept.
    fn backups(&mut self, seen: &Sight, side: On) {
        let operation = self.operation;
        let (before, now) = (&operation.backups, seen.backups());
        let ours: Vec<&String> = now.iter().filter(|(_, held)| !held.set_aside).map(|(name, _)| name).collect();
        for (name, held) in before {
            let wanted = without_erased(operation, &held.notes);
            match now.get(name) {
                Some(now) if without_erased(operation, &now.notes) == wanted => {}
                Some(now) => {
                    self.say(Broken::Lost, format!("the backup {name} held {wanted:?} and holds {:?}", now.notes))
                }
                None => {
                    let newer = ours.iter().filter(|other| **other > name).count();
                    if held.set_aside || newer < operation.keep {
                        self.say(Broken::Lost, format!("the backup {name} is gone or opens no more"));
                    }
                }
            }
        }
        let aside: Vec<&Vec<String>> =
            now.iter().filter(|(_, held)| held.set_aside).map(|(_, held)| &held.notes).collect();
        match (operation.what, side, &operation.before.notes) {
            (What::Restore, On::After, Some(notes)) if !aside.contains(&notes) => {
                self.say(Broken::Lost, "what the restore replaced is set aside nowhere");
            }
            (What::Restore, On::After, None) => {
                let data = &operation.data;
                if !seen.files.iter().any(|(name, bytes)| name.contains("set-aside") && bytes == data) {
                    self.say(Broken::Lost, "the data that could not be opened is set aside nowhere");
                }
            }
            (What::Migrate, ..) => self.kept_as_it_was(&now.keys().cloned().collect::<Vec<_>>()),
            _ => {}
        }
    }

    fn kept_as_it_was(&mut self, names: &[String]) {
        if !names.iter().any(|name| name.contains("version-2")) {
            self.say(Broken::Lost, format!("the data of the older version is kept nowhere: {names:?}"));
        }
    }

    /// The recovery code that is there opens the key that opens the data.
    fn secrets(&mut self, seen: &Sight, side: On) {
        let asked = !self.operation.asks.is_empty();
        // A new code is known to nobody here; that it is the new one shows by the old one not opening it.
        if !seen.code.exists() || asked && side == On::After {
            return;
        }
        let opens = seen.code.keys().iter().any(|code| seen.key.keys().iter().any(|key| same(key, code)));
        if !opens {
            self.say(Broken::Lost, "there is a recovery code that opens nothing");
        }
    }

    fn doctor_after(&mut self) {
        let doctor = self.home.run(&["doctor"]);
        let mends = self.operation.what == What::Mend && doctor.code == Some(3);
        if doctor.code != Some(0) && !mends {
            self.say(Broken::Doctor, format!("the doctor says {}{}", doctor.out, doctor.err));
        }
    }

    /// The same again from before, or the reverse from after.
    fn again(&mut self, side: On) -> Judged<()> {
        let operation = self.operation;
        let reverse: &[&str] = match (operation.what, side) {
            (_, On::Before) => {
                let home = operation.ready(self.home.copy());
                let again = operation.run(&home, None).0;
                if again.code != Some(0) {
                    return Err((Broken::Stuck, format!("again it ends in {again:?}")));
                }
                let known = [&operation.key, &operation.code];
                let left = Sight::of(&home, &known, operation.secrets(), &[CODE]).holding_inside(ERASABLE.as_bytes());
                if operation.what == What::Erase && !left.is_empty() {
                    return Err((Broken::Readable, format!("erased again, and still in {left:?}")));
                }
                return Ok(());
            }
            (What::On, On::After) => &["protect", "off"],
            (What::Off, On::After) => &["protect", "on"],
            (What::Restore, On::After) => &["restore", "latest", "--yes"],
            (What::Rekey, On::After) => &["protect", "rekey"],
            (What::Mend, On::After) => &["doctor", "--fix"],
            _ => &["backup"],
        };
        if operation.what == What::Off {
            knows(&mut self.home, Some(OLD));
        }
        let then = self.home.run(reverse);
        if then.code == Some(0) { Ok(()) } else { Err((Broken::Stuck, format!("{reverse:?} ends in {then:?}"))) }
    }
}

/// Notes without the one that is being erased: copies may lose it before the data does.
fn without_erased(operation: &Operation, notes: &[String]) -> Vec<String> {
    let erased = |note: &&String| operation.what == What::Erase && note.as_str() == ERASABLE;
    notes.iter().filter(|note| !erased(note)).cloned().collect()
}

/// An answer that is none: a panic, a code that is not documented, an error without words.
pub(crate) fn misbehaved(answer: &Answer) -> Option<String> {
    let told = match answer.code {
        None | Some(0) => true,
        Some(1..=4) => answer.err.starts_with("error: ") || !answer.out.is_empty(),
        Some(_) => false,
    };
    (!told || answer.err.contains("panicked")).then(|| format!("it ends in {answer:?}"))
}
