//! A year of random commands with random kills: at its end the doctor calls the home well, and every record that was
//! acknowledged is there, unless it was erased, taken back, or set aside by a restore.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use super::secrets::{CODE, Locked, OLD, knows, quicken};
use super::sight::{KEPT, Sight};
use crate::dice::Dice;
use crate::home::{Answer, Home, MODES};
use crate::tries;

/// What is done on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Checkin,
    Besides,
    Undo,
    Redo,
    Backup,
    Erase,
    Restore,
    Import,
    On,
    Off,
    Rekey,
    Mend,
    Look,
}

/// How often each is done.
const DEEDS: &[(Deed, usize)] = &[
    (Deed::Checkin, 40),
    (Deed::Besides, 14),
    (Deed::Look, 8),
    (Deed::Undo, 6),
    (Deed::Redo, 2),
    (Deed::Backup, 6),
    (Deed::Erase, 6),
    (Deed::Restore, 4),
    (Deed::Import, 4),
    (Deed::On, 3),
    (Deed::Off, 2),
    (Deed::Rekey, 2),
    (Deed::Mend, 3),
];

/// Longer than most commands take here.
const LONGEST: usize = 60_000;

struct Year {
    home: Home,
    dice: Dice,
    /// The notes of the data, as they were seen last.
    notes: BTreeSet<String>,
    /// Those that must be in the data or in what a restore set aside.
    owed: BTreeSet<String>,
    /// Those that are erased for good.
    erased: BTreeSet<String>,
    sealed: bool,
    written: usize,
    acknowledged: usize,
    killed: usize,
}

impl Year {
    fn new(seed: u64) -> Self {
        let mut home = Home::bare(&MODES[0]);
        knows(&mut home, Some(OLD));
        home.at("2026-01-01T12:00:00+00:00");
        home.ok(&["clock", "add", "sobriety"]);
        home.ok(&["config", "set", "lock-after", "0"]);
        Self {
            home,
            dice: Dice::new(seed),
            notes: BTreeSet::new(),
            owed: BTreeSet::new(),
            erased: BTreeSet::new(),
            sealed: false,
            written: 0,
            acknowledged: 0,
            killed: 0,
        }
    }

    fn run(&mut self, args: &[&str]) -> Answer {
        if self.dice.below(10) >= 3 {
            return self.home.run(args);
        }
        let moment = u64::try_from(self.dice.below(LONGEST)).unwrap();
        let started = self.home.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.unwrap();
        std::thread::sleep(Duration::from_micros(moment));
        child.kill().unwrap();
        let answer = Answer::of(&child.wait_with_output().unwrap());
        self.killed += usize::from(answer.code.is_none());
        answer
    }

    fn deed(&mut self) -> Deed {
        let all: usize = DEEDS.iter().map(|(_, often)| often).sum();
        let mut at = self.dice.below(all);
        let found = DEEDS.iter().find(|(_, often)| {
            let here = at < *often;
            at = at.saturating_sub(*often);
            here
        });
        found.map_or(Deed::Look, |(deed, _)| *deed)
    }

    /// One of the notes that are there.
    fn one(&mut self) -> Option<String> {
        let at = self.dice.below(self.notes.len().max(1));
        self.notes.iter().nth(at).cloned()
    }

    fn now(&self) -> Result<BTreeSet<String>, String> {
        self.home.notes().map(|notes| notes.into_iter().collect())
    }

    fn sight(&self) -> Sight {
        let none = Locked::default();
        Sight::of(&self.home, &[&none, &none], &[OLD], &[CODE])
    }

    /// One deed, and whether what came of it is one of its outcomes.
    fn step(&mut self) -> Result<(), String> {
        let deed = self.deed();
        let done = self.done(deed).map_err(|why| format!("{deed:?}: {why}"));
        // A key file that a command of today wrote would take long in every one after it.
        if matches!(deed, Deed::On | Deed::Rekey) && self.sight().left_over().is_empty() {
            quicken(&self.home, &[OLD]);
        }
        done
    }

    fn done(&mut self, deed: Deed) -> Result<(), String> {
        match deed {
            Deed::Checkin => self.checkin(),
            Deed::Besides => {
                let what: &[&[&str]] = &[
                    &["win", "a small one"],
                    &["urge", "4"],
                    &["contact", "list"],
                    &["goal", "set", "meetings", "3", "--per", "week"],
                ];
                let args = what[self.dice.below(what.len())];
                let answer = self.run(args);
                self.same(&answer)
            }
            Deed::Look => {
                let what: &[&[&str]] = &[&["today"], &["streak"], &["history"], &["backup", "list"], &["export"]];
                let args = what[self.dice.below(what.len())];
                let answer = self.run(args);
                self.same(&answer)
            }
            Deed::Undo | Deed::Redo => self.taken_back(if deed == Deed::Undo { "undo" } else { "redo" }),
            Deed::Backup => {
                let answer = self.run(&["backup"]);
                self.same(&answer)
            }
            Deed::Mend => {
                let answer = self.run(&["doctor", "--fix"]);
                self.same(&answer)
            }
            Deed::Erase => self.erase(),
            Deed::Restore => self.restore(),
            Deed::Import => {
                let export = self.home.run(&["export"]);
                fs::write(self.home.root().join("export.json"), export.out).unwrap();
                let answer = self.run(&["import", "export.json"]);
                self.same(&answer)
            }
            Deed::On | Deed::Off | Deed::Rekey => self.protect(deed),
        }
    }

    /// What changes no check-in.
    fn same(&mut self, answer: &Answer) -> Result<(), String> {
        if answer.code.is_some_and(|code| code > 4) {
            return Err(format!("it ends in {answer:?}"));
        }
        let now = self.now()?;
        if now == self.notes { Ok(()) } else { Err(format!("{:?} became {now:?}; {answer:?}", self.notes)) }
    }

    fn checkin(&mut self) -> Result<(), String> {
        self.written += 1;
        let note = format!("{KEPT} <{}>", self.written);
        let answer = self.run(&["checkin", "good", "--note", &note]);
        let now = self.now()?;
        let with: BTreeSet<String> = self.notes.iter().cloned().chain([note.clone()]).collect();
        let there = now == with;
        if !there && now != self.notes {
            return Err(format!("{:?} became {now:?}", self.notes));
        }
        if answer.acknowledged() {
            self.acknowledged += 1;
        }
        if !there && answer.acknowledged()
            || there && answer.err.contains("nothing was")
            || answer.code.is_some_and(|code| code > 0)
        {
            return Err(format!("there: {there}, {answer:?}"));
        }
        if there {
            self.owed.insert(note);
        }
        self.notes = now;
        Ok(())
    }

    /// One check-in less or more, or none.
    fn taken_back(&mut self, command: &str) -> Result<(), String> {
        let answer = self.run(&[command]);
        let now = self.now()?;
        let changed: Vec<String> = now.symmetric_difference(&self.notes).cloned().collect();
        if changed.len() > 1 {
            return Err(format!("{changed:?} changed; {answer:?}"));
        }
        for note in changed {
            if now.contains(&note) {
                self.owed.insert(note)
            } else {
                self.owed.remove(&note)
            };
        }
        self.notes = now;
        Ok(())
    }

    fn erase(&mut self) -> Result<(), String> {
        let Some(note) = self.one() else { return Ok(()) };
        let all = self.home.list(&["checkin", "list"], "checkins")?;
        let found = all.iter().find(|entry| entry["note"] == *note).and_then(|entry| entry["id"].as_str());
        let Some(id) = found.map(str::to_owned) else { return Err(format!("{note} is not listed")) };
        let answer = self.run(&["erase", "checkin", &id, "--yes"]);
        let now = self.now()?;
        let without: BTreeSet<String> = self.notes.iter().filter(|other| **other != note).cloned().collect();
        if now == without {
            self.owed.remove(&note);
            self.erased.insert(note);
        } else if now != self.notes || answer.code == Some(0) {
            return Err(format!("{:?} became {now:?}; {answer:?}", self.notes));
        }
        self.notes = now;
        Ok(())
    }

    fn restore(&mut self) -> Result<(), String> {
        let list = self.home.run(&["backup", "list", "--json"]);
        let list: Value = serde_json::from_str(&list.out).map_err(|error| format!("{error}: {list:?}"))?;
        let all = list["backups"].as_array().cloned().unwrap_or_default();
        if all.is_empty() {
            return Ok(());
        }
        let chosen = all[self.dice.below(all.len())]["path"].as_str().unwrap_or_default().to_owned();
        let stem = chosen.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
        let Some(held) = self.sight().backups().remove(stem) else { return Err(format!("{chosen} does not open")) };
        let target: BTreeSet<String> = held.notes.into_iter().collect();
        if !target.is_disjoint(&self.erased) {
            return Err(format!("{chosen} holds what was erased: {target:?}"));
        }
        let answer = self.run(&["restore", &chosen, "--yes"]);
        let now = self.now()?;
        if now == target {
            // What an earlier undo took back is there again.
            self.owed.extend(target);
        } else if now != self.notes || answer.code == Some(0) {
            return Err(format!("{:?} became {now:?}, and {chosen} holds {target:?}; {answer:?}", self.notes));
        }
        self.notes = now;
        Ok(())
    }

    fn protect(&mut self, deed: Deed) -> Result<(), String> {
        let word = match deed {
            Deed::On => "on",
            Deed::Off => "off",
            _ => "rekey",
        };
        let answer = self.run(&["protect", word]);
        self.same(&answer)?;
        let sealed = self.sight().files.contains_key("onward.age");
        let wrong = match deed {
            Deed::On => answer.code == Some(0) && !sealed,
            Deed::Off => answer.code == Some(0) && sealed,
            _ => answer.code == Some(0) && !self.sealed,
        };
        self.sealed = sealed;
        if wrong { Err(format!("sealed: {sealed}; {answer:?}")) } else { Ok(()) }
    }

    /// How the year ends.
    fn end(&self) -> Result<(), String> {
        let doctor = self.home.run(&["doctor"]);
        if doctor.code != Some(0) {
            return Err(format!("the doctor says {}{}", doctor.out, doctor.err));
        }
        let seen = self.sight();
        let aside: BTreeSet<String> =
            seen.backups().into_values().filter(|held| held.set_aside).flat_map(|held| held.notes).collect();
        let now = self.now()?;
        let lost: Vec<_> = self.owed.iter().filter(|note| !now.contains(*note) && !aside.contains(*note)).collect();
        if !lost.is_empty() {
            return Err(format!("{lost:?} is neither in the data nor set aside"));
        }
        if seen.files.contains_key("onward.age") && !seen.readable().is_empty() {
            return Err(format!("readable in a sealed home: {:?}", seen.readable()));
        }
        let left = seen.left_over();
        if !left.is_empty() {
            return Err(format!("there is still {left:?}"));
        }
        // A note that was erased is nowhere, not even in what is sealed.
        let erased = self.erased.iter().find_map(|note| {
            let stands = seen.holding_inside(note.as_bytes());
            (!stands.is_empty()).then(|| format!("{note} is erased, and still in {stands:?}"))
        });
        erased.map_or(Ok(()), Err)
    }
}

/// The day and hour of a step of the year.
fn moment(step: usize) -> String {
    let begin = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let day = begin + chrono::Days::new(u64::try_from(step).unwrap());
    format!("{day}T21:{:02}:00+00:00", step % 60)
}

fn year(seed: u64, days: usize) -> Result<Year, String> {
    let mut year = Year::new(seed);
    for day in 0..days {
        year.home.at(&moment(day));
        year.step().map_err(|why| format!("seed {seed}, day {day}: {why}"))?;
    }
    // The last write of the year sees to what the last kill left.
    year.home.ok(&["win", "a whole year"]);
    year.end().map_err(|why| format!("seed {seed}, at the end: {why}"))?;
    Ok(year)
}

#[test]
fn a_year_of_random_commands_with_random_kills_keeps_every_acknowledged_record() {
    let (seeds, days) = (tries(3, 200), tries(60, 365));
    let (mut lived, mut acknowledged, mut killed, mut wrong) = (0, 0, 0, Vec::new());
    for seed in 0..seeds {
        match year(u64::try_from(seed).unwrap() + 41, days) {
            Ok(year) => {
                lived += 1;
                acknowledged += year.acknowledged;
                killed += year.killed;
            }
            Err(why) => wrong.push(why),
        }
    }
    println!(
        "a year of random commands: {lived} of {seeds} years of {days} days end well; {acknowledged} acknowledged, \
         {killed} kills before the end"
    );
    assert!(wrong.is_empty(), "{} of {seeds} years end badly:\n{}", wrong.len(), wrong.join("\n"));
}
