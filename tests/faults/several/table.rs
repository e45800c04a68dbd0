//! Every operation over several files: where it begins, its words, and what holds before it and after it.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex, OnceLock};

use super::calls::Point;
use super::secrets::{CODE, Locked, NEW, OLD, changes_its_mind, knows};
use super::sight::{Held, Sight};
use super::starts::{self, Made, Start, data};
use super::terminal;
use crate::home::{Answer, Home};
use crate::strace::Tracer;

/// What an operation does; it decides how its two sides are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    On,
    Off,
    Rekey,
    Passphrase,
    Recovery,
    Restore,
    Erase,
    Backup,
    Mend,
    Import,
    Migrate,
}

/// What holds on one side of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) sealed: bool,
    /// The notes of the data; none where it cannot be opened.
    pub(crate) notes: Option<Vec<String>>,
    /// The passphrase that opens it.
    pub(crate) secret: Option<&'static str>,
}

/// An operation, ready to be disturbed.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) what: What,
    begin: Made,
    /// The calls that it makes undisturbed.
    pub(crate) points: OnceLock<Vec<Point>>,
    pub(crate) args: Vec<String>,
    /// It asks, so it runs in a terminal of its own.
    pub(crate) asks: &'static [terminal::Asked],
    pub(crate) before: Side,
    pub(crate) after: Side,
    /// The key file and the recovery code before it.
    pub(crate) key: Locked,
    pub(crate) code: Locked,
    /// The backups before it, and how many of those that rotate are kept at least.
    pub(crate) backups: BTreeMap<String, Held>,
    pub(crate) keep: usize,
    /// The data file before it.
    pub(crate) data: Vec<u8>,
}

/// How many backups are kept where nobody set it.
const USUALLY_KEPT: usize = 10;

impl Operation {
    fn new(name: &'static str, what: What, start: Start, args: &[&str]) -> Self {
        Self::asking(name, what, start, args, &[])
    }

    fn asking(name: &'static str, what: What, start: Start, args: &[&str], asks: &'static [terminal::Asked]) -> Self {
        let begin = Made::of(&start, start.now);
        let Start { mut home, .. } = start;
        if what == What::On {
            knows(&mut home, Some(OLD));
        }
        let none = Locked::default();
        let seen = Sight::of(&home, &[&none, &none], &[OLD], &[CODE]);
        let sealed = seen.sealed().unwrap();
        let copy = home.copy();
        let before = Side { sealed, notes: copy.notes().ok(), secret: sealed.then_some(OLD) };
        let data = seen.files[if sealed { "onward.age" } else { "onward.db" }].clone();
        let backups = seen.backups();
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let after = before.clone();
        let (key, code) = (seen.key, seen.code);
        let keep = if name.contains("rotation") { 2 } else { USUALLY_KEPT };
        let mut made = {
            let points = OnceLock::new();
            Self { name, what, begin, points, args, asks, before, after, key, code, backups, keep, data }
        };
        made.after = made.undisturbed();
        made
    }

    /// What holds once it was done without being disturbed.
    fn undisturbed(&self) -> Side {
        let home = self.fresh();
        let answer = self.run(&home, None).0;
        assert_eq!(answer.code, Some(0), "{}: {answer:?}", self.name);
        let sealed = match self.what {
            What::On => true,
            What::Off => false,
            _ => self.before.sealed,
        };
        let secret = match self.what {
            What::Passphrase => Some(NEW),
            _ => sealed.then_some(OLD),
        };
        let mut looked = home.copy();
        knows(&mut looked, secret);
        Side { sealed, notes: Some(looked.notes().unwrap_or_else(|why| panic!("{}: {why}", self.name))), secret }
    }

    /// The operation of this name, made ready once: every kind of disturbance begins with it.
    pub(crate) fn named(&(name, make): &Named) -> Arc<Self> {
        type Ready = BTreeMap<&'static str, Arc<OnceLock<Arc<Operation>>>>;
        static READY: Mutex<Ready> = Mutex::new(Ready::new());
        let ready = Arc::clone(READY.lock().unwrap().entry(name).or_default());
        Arc::clone(ready.get_or_init(|| Arc::new(make(name))))
    }

    /// A home as it is before it.
    pub(crate) fn home(&self) -> Home {
        self.begin.copy().home
    }

    /// A copy of the home in which it is about to run.
    pub(crate) fn fresh(&self) -> Home {
        self.ready(self.home())
    }

    /// A home in which it can be run (again), with what it needs in its environment.
    pub(crate) fn ready(&self, mut home: Home) -> Home {
        if self.what == What::Passphrase {
            let _ = fs::remove_file(home.root().join("asked"));
            changes_its_mind(&mut home);
        } else {
            knows(&mut home, (self.before.sealed || self.after.sealed || self.what == What::On).then_some(OLD));
        }
        home
    }

    pub(crate) fn words(&self) -> Vec<&str> {
        self.args.iter().map(String::as_str).collect()
    }

    /// Runs it in this home, under a tracer with these options where there is one. Returns its answer and the record.
    pub(crate) fn run(&self, home: &Home, traced: Option<(&Tracer, &[&str])>) -> (Answer, String) {
        if !self.asks.is_empty() {
            let command = match traced {
                Some((tracer, options)) => tracer.command(home, options, &self.words()),
                None => home.command(&self.words()),
            };
            let answer = terminal::answered(&command, self.asks);
            return (answer, traced.map(|(tracer, _)| tracer.record()).unwrap_or_default());
        }
        match traced {
            Some((tracer, options)) => tracer.alone(home, options, &self.words()),
            None => (home.run(&self.words()), String::new()),
        }
    }

    /// Every passphrase that may open the home, the likelier first.
    pub(crate) fn secrets(&self) -> &'static [&'static str] {
        if self.what == What::Passphrase { &[NEW, OLD] } else { &[OLD] }
    }
}

/// An operation that can be made ready under its name.
pub(crate) type Named = (&'static str, fn(&'static str) -> Operation);

/// The operations in plain homes.
pub(crate) const PLAIN: &[Named] = &[
    ("plain, protect on", |name| Operation::new(name, What::On, starts::plain(), &["protect", "on"])),
    ("plain, restore latest", |name| restore(name, starts::plain(), "latest")),
    ("plain, restore FILE", |name| restore(name, starts::plain(), "data/backups/20261122T213000Z-set-aside.db")),
    ("plain, restore over damage", |name| restore(name, starts::damaged(starts::plain()), "latest")),
    ("plain, erase", |name| erase(name, starts::plain())),
    ("plain, backup with rotation", |name| backup(name, starts::plain())),
    ("plain, doctor --fix", |name| Operation::new(name, What::Mend, starts::with_leftovers(starts::plain()), MEND)),
    ("plain, import", |name| import(name, starts::plain())),
    ("plain, first write of a newer version", |name| {
        Operation::new(name, What::Migrate, starts::older(), &crate::home::entry("second"))
    }),
];

/// The operations in sealed homes.
pub(crate) const SEALED: &[Named] = &[
    ("sealed, protect off", |name| Operation::new(name, What::Off, starts::sealed(), &["protect", "off"])),
    ("sealed, protect rekey", |name| Operation::new(name, What::Rekey, starts::sealed(), REKEY)),
    ("sealed, protect passphrase", |name| {
        Operation::new(name, What::Passphrase, starts::sealed(), &["protect", "passphrase"])
    }),
    ("sealed, restore latest", |name| restore(name, starts::sealed(), "latest")),
    ("sealed, restore over damage", |name| restore(name, starts::damaged(starts::sealed()), "latest")),
    ("sealed, erase", |name| erase(name, starts::sealed())),
    ("sealed, backup with rotation", |name| backup(name, starts::sealed())),
    ("sealed, doctor --fix", |name| Operation::new(name, What::Mend, starts::with_leftovers(starts::sealed()), MEND)),
    ("sealed, import", |name| import(name, starts::sealed())),
];

/// The operations that begin where killed commands of older versions left something.
pub(crate) const OVER_LEFTOVERS: &[Named] = &[
    ("plain, protect on over leftovers", |name| {
        Operation::new(name, What::On, starts::with_leftovers(starts::plain()), &["protect", "on"])
    }),
    ("plain, erase over leftovers", |name| erase(name, starts::with_leftovers(starts::plain()))),
    ("sealed, rekey over leftovers", |name| {
        Operation::new(name, What::Rekey, starts::with_leftovers(starts::sealed()), REKEY)
    }),
    ("sealed, erase over leftovers", |name| erase(name, starts::with_leftovers(starts::sealed()))),
];

/// The operations that ask in a terminal, where a recovery code is shown and typed back.
pub(crate) const ASKING: &[Named] = &[
    ("sealed, protect recovery", |name| {
        Operation::asking(name, What::Recovery, starts::sealed(), &["protect", "recovery"], ASKED)
    }),
    ("sealed, protect rekey in a terminal", |name| {
        Operation::asking(name, What::Rekey, starts::sealed(), REKEY, ASKED)
    }),
];

/// The passphrase is asked for, then the code that was shown.
const ASKED: &[terminal::Asked] = &[("assphrase:", OLD), ("back:", terminal::TYPED_BACK)];

const MEND: &[&str] = &["doctor", "--fix"];
const REKEY: &[&str] = &["protect", "rekey"];

fn restore(name: &'static str, start: Start, from: &str) -> Operation {
    Operation::new(name, What::Restore, start, &["restore", from, "--yes"])
}

fn erase(name: &'static str, start: Start) -> Operation {
    let id = start.erasable.clone();
    Operation::new(name, What::Erase, start, &["erase", "checkin", &id, "--yes"])
}

fn backup(name: &'static str, start: Start) -> Operation {
    start.home.ok(&["config", "set", "backups", "2"]);
    Operation::new(name, What::Backup, start, &["backup"])
}

fn import(name: &'static str, start: Start) -> Operation {
    fs::remove_file(start.home.root().join("export.json")).unwrap();
    let from = starts::export_of_another(&start.home, "heronword of an import");
    assert!(from.starts_with(start.home.root()) && data(&start.home).exists());
    Operation::new(name, What::Import, start, &["import", "export.json"])
}
