//! What lies in a folder and is not as it should be: data that is gone, names that others share, what cannot be read.
//! Nothing here is disturbed midway; the figures are those of cases, not of points.

use std::fs;
use std::path::{Path, PathBuf};

use super::secrets::{NEW, OLD, knows, quicken};
use super::sight::{ERASABLE, Sight};
use super::starts::{self, Start, data, private};
use crate::home::{Answer, Home};
use crate::strace::Tracer;

/// Collects what is wrong, so that every case is tried and counted.
struct Cases {
    what: &'static str,
    tried: usize,
    wrong: Vec<String>,
}

impl Cases {
    fn new(what: &'static str) -> Self {
        Self { what, tried: 0, wrong: Vec::new() }
    }

    fn case(&mut self, right: bool, told: impl FnOnce() -> String) {
        self.tried += 1;
        if !right {
            self.wrong.push(told());
        }
    }

    fn end(self) {
        println!("several files, {}: {} cases, {} wrong", self.what, self.tried, self.wrong.len());
        assert!(self.wrong.is_empty(), "{}:\n{}", self.what, self.wrong.join("\n"));
    }
}

fn sight(home: &Home) -> Sight {
    let none = super::secrets::Locked::default();
    Sight::of(home, &[&none, &none], &[OLD], &[super::secrets::CODE])
}

/// What may overwrite files: its name, where it begins, its words.
type Overwriting = (&'static str, fn() -> Start, &'static [&'static str]);

/// A way to spoil the file of the recovery code.
type Spoiling<'a> = (&'static str, &'a dyn Fn(&Path));

/// A way to lose the data file.
type Loss = (&'static str, fn(&Path));

const LOSSES: &[Loss] = &[
    ("the data file is gone", |data| {
        for name in ["onward.db", "onward.age"] {
            let _ = fs::remove_file(data.join(name));
        }
    }),
    ("the data file is empty", |data| {
        for name in ["onward.db", "onward.age"] {
            if data.join(name).exists() {
                fs::write(data.join(name), b"").unwrap();
            }
        }
    }),
    ("only what a restore set aside is there", |folder| {
        for name in ["onward.db", "onward.age"] {
            let _ = fs::remove_file(folder.join(name));
        }
        for entry in fs::read_dir(folder.join("backups")).unwrap() {
            let path = entry.unwrap().path();
            if !path.to_string_lossy().contains("set-aside") {
                fs::remove_file(path).unwrap();
            }
        }
    }),
];

#[test]
fn a_folder_with_backups_is_never_taken_for_a_new_home() {
    let mut cases = Cases::new("no data, but backups");
    for (begin, which) in [(starts::plain as fn() -> Start, "plain"), (starts::sealed, "sealed")] {
        for (loss, lose) in LOSSES {
            let Start { home, .. } = begin();
            lose(&data(&home));
            (1..=3).for_each(|nth| drop(fs::remove_file(data(&home).join(format!("onward.age.{nth}")))));
            let before = sight(&home).files;
            for args in [&["today"][..], &["streak"], &["checkin", "good", "--note", "new"], &["undo"], &["due"]] {
                let answer = home.run(args);
                let refused = answer.code == Some(3) && answer.out.is_empty() && answer.err.contains("hint: ");
                let told = || format!("{which}, {loss}: {args:?} answers {answer:?}");
                cases.case(refused && !answer.err.contains("Welcome"), told);
            }
            let after = sight(&home).files;
            let changed =
                || format!("{which}, {loss}: a command that had nothing to work on changed {:?}", after.keys());
            cases.case(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)), changed);
            let doctor = home.run(&["doctor"]);
            cases.case(doctor.code == Some(3), || format!("{which}, {loss}: the doctor says {doctor:?}"));
        }
    }
    cases.end();
}

#[test]
fn a_restore_brings_back_a_home_whose_data_is_gone() {
    let mut cases = Cases::new("a restore where no data is");
    for begin in [starts::plain as fn() -> Start, starts::sealed] {
        for (loss, lose) in &LOSSES[..2] {
            let Start { home, .. } = begin();
            lose(&data(&home));
            let answer = home.run(&["restore", "latest", "--yes"]);
            let notes = home.notes().unwrap_or_default();
            let back = notes.contains(&"heronword three".to_owned());
            cases.case(answer.code == Some(0) && back, || format!("{loss}: {answer:?}, and there is {notes:?}"));
            let doctor = home.run(&["doctor"]);
            cases.case(doctor.code == Some(0), || format!("{loss}: afterwards the doctor says {doctor:?}"));
        }
    }
    cases.end();
}

/// Second names, outside, for every file of a data folder, with what they hold.
fn snapshot(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    let outside = home.root().join("snapshot");
    fs::create_dir(&outside).unwrap();
    let files = sight(home).files;
    let linked = files.into_iter().map(|(name, bytes)| {
        let second = outside.join(name.replace('/', "_"));
        fs::hard_link(data(home).join(&name), &second).unwrap();
        (second, bytes)
    });
    linked.collect()
}

#[test]
fn a_second_name_outside_is_never_written_through() {
    let mut cases = Cases::new("hard links");
    let sets: &[Overwriting] = &[
        ("protect on", starts::plain, &["protect", "on"]),
        ("erase", starts::plain, &["erase", "checkin", ERASABLE, "--yes"]),
        ("doctor --fix", || starts::with_leftovers(starts::plain()), &["doctor", "--fix"]),
        ("protect off", starts::sealed, &["protect", "off"]),
        ("protect rekey", starts::sealed, &["protect", "rekey"]),
        ("erase, sealed", starts::sealed, &["erase", "checkin", ERASABLE, "--yes"]),
        ("doctor --fix, sealed", || starts::with_leftovers(starts::sealed()), &["doctor", "--fix"]),
    ];
    for (name, begin, args) in sets {
        let Start { mut home, erasable, .. } = begin();
        knows(&mut home, Some(OLD));
        let before = snapshot(&home);
        let args: Vec<&str> = args.iter().map(|arg| if *arg == ERASABLE { erasable.as_str() } else { arg }).collect();
        let answer = home.run(&args);
        cases.case(answer.code == Some(0), || format!("{name}: {answer:?}"));
        for (path, bytes) in before {
            let now = fs::read(&path).unwrap_or_default();
            // The data file of a plain home is changed in place by every write; its pages stay readable there.
            let zeroed = now.len() == bytes.len() && !bytes.is_empty() && now.iter().take(64).all(|byte| *byte == 0);
            cases.case(!zeroed, || format!("{name}: {} is overwritten with zeros", path.display()));
        }
    }
    cases.end();
}

/// Runs the program where one file or folder cannot be opened.
fn without(tracer: &Tracer, home: &Home, path: &Path, error: &str, args: &[&str]) -> Answer {
    let inject = format!("inject=openat,getdents64:error={error}");
    let path = path.display().to_string();
    tracer.alone(home, &["-P", &path, "-e", "trace=openat,getdents64", "-e", &inject], args).0
}

#[test]
fn a_folder_of_backups_that_cannot_be_read_is_never_an_empty_one() {
    let (mut cases, tracer) = (Cases::new("backups that cannot be read"), Tracer::new());
    for begin in [starts::plain as fn() -> Start, starts::sealed] {
        for error in ["EACCES", "EIO"] {
            let Start { home, erasable, .. } = begin();
            let backups = data(&home).join("backups");
            for args in [&["backup", "list"][..], &["doctor"], &["erase", "checkin", &erasable, "--yes"]] {
                let answer = without(&tracer, &home, &backups, error, args);
                let said = format!("{}{}", answer.out, answer.err);
                let told = matches!(answer.code, Some(3 | 4)) && said.contains("backups");
                cases.case(told, || format!("{error}: {args:?} answers {answer:?}"));
            }
            let erased = !home.notes().unwrap().contains(&ERASABLE.to_owned());
            if erased {
                // Finished by the next command that writes, or by the same again.
                home.ok(&["checkin", "good", "--note", "next"]);
                let left = sight(&home).holding_inside(ERASABLE.as_bytes());
                cases.case(left.is_empty(), || format!("{error}: erased, and still in {left:?}"));
            }
        }
    }
    cases.end();
}

#[test]
fn a_backup_that_cannot_be_opened_stops_protect_before_it_begins_or_is_named() {
    let (mut cases, tracer) = (Cases::new("one backup that belongs to somebody else"), Tracer::new());
    for (begin, args, ending) in
        [(starts::plain as fn() -> Start, ["protect", "on"], "db"), (starts::sealed, ["protect", "off"], "age")]
    {
        for name in ["20261120T213000Z-asked", "20261122T213000Z-set-aside"] {
            let Start { mut home, .. } = begin();
            knows(&mut home, Some(OLD));
            let before = home.notes().unwrap();
            let was_sealed = sight(&home).sealed().unwrap();
            let path = data(&home).join(format!("backups/{name}.{ending}"));
            let answer = without(&tracer, &home, &path, "EACCES", &args);
            quicken(&home, &[OLD]);
            let sealed = sight(&home).sealed();
            let changed = sealed != Ok(was_sealed);
            let honest = match answer.code {
                Some(0) => false,
                Some(_) if changed => answer.err.contains(name) && !answer.err.contains("nothing was"),
                Some(_) => answer.err.starts_with("error: "),
                None => false,
            };
            cases.case(honest, || format!("{args:?} without {name}: sealed {sealed:?} now, {answer:?}"));
            let notes = home.notes();
            cases.case(notes.as_ref() == Ok(&before), || format!("{args:?} without {name}: {notes:?}"));
            // Once it can be read again, the doctor finds the rest and mends it.
            home.run(&["doctor", "--fix"]);
            home.ok(&["checkin", "good", "--note", "next"]);
            let doctor = home.run(&["doctor"]);
            cases.case(doctor.code == Some(0), || format!("{args:?} without {name}: the doctor says {doctor:?}"));
            let seen = sight(&home);
            let readable = if seen.files.contains_key("onward.age") { seen.readable() } else { Vec::new() };
            cases.case(readable.is_empty(), || format!("{args:?} without {name}: readable {readable:?}"));
        }
    }
    cases.end();
}

#[test]
fn the_doctor_does_not_vouch_for_a_recovery_code_that_opens_nothing() {
    let mut cases = Cases::new("recovery codes that open nothing");
    let vouches = "the recovery code open the data";
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        private(path, &bytes);
    };
    let ways: [Spoiling<'_>; 3] = [
        ("it is empty", &|path| private(path, b"")),
        ("it is cut short", &|path| private(path, &fs::read(path).unwrap()[..40])),
        ("a bit of it is flipped", &flip),
    ];
    for (way, spoil) in ways {
        let Start { home, .. } = starts::sealed();
        spoil(&data(&home).join("recovery.age"));
        let doctor = home.run(&["doctor"]);
        cases.case(!doctor.out.contains(vouches), || format!("{way}: the doctor says {doctor:?}"));
        let noticed = way.starts_with("a bit") || doctor.code == Some(3);
        cases.case(noticed, || format!("{way}: the doctor finds all well: {doctor:?}"));
    }
    cases.end();
}

#[test]
fn a_backup_kept_elsewhere_with_its_key_file_opens_after_a_rekey_or_the_person_is_told() {
    let mut cases = Cases::new("a backup elsewhere, beside its key file");
    let Start { mut home, .. } = starts::sealed();
    let elsewhere = home.root().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    home.ok(&["backup", "-o", "elsewhere/onward.age"]);
    fs::copy(data(&home).join("key.age"), elsewhere.join("key.age")).unwrap();
    let told = home.ok(&["protect", "rekey"]);
    quicken(&home, &[OLD]);
    let answer = home.run(&["restore", "elsewhere/onward.age", "--yes"]);
    let warned = told.contains("elsewhere");
    cases.case(answer.code == Some(0) || warned, || format!("{answer:?}\nand rekey said {told}"));
    // Another passphrase by now makes no difference to that copy's own.
    knows(&mut home, Some(NEW));
    let answer = home.run(&["restore", "elsewhere/onward.age", "--yes"]);
    cases.case(answer.code == Some(3) && answer.out.is_empty(), || format!("a wrong passphrase: {answer:?}"));
    cases.end();
}
