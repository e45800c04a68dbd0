//! Looking the data over, and mending what is safe to mend: modes, leftovers, and what is derived. What a
//! person recorded is never touched.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use rusqlite::Row;

use super::backup::{Backup, backups};
use super::copy::open_copy;
use super::file::FILE_MODE;
use super::folder::{self, FOLDER_MODE, Held, NEXT, is_busy, is_in_use, is_interrupted, journal};

use super::protect::{readable_backups, readable_data};
use super::schema::{LOGGED, Logged};
use super::{Key, Store, vet};
use crate::domain::finding::{Finding, State};
use crate::domain::moment::Moment;
use crate::error::Result;

/// How far a clock may be ahead without a word, in minutes.
const AHEAD: i64 = 10;

/// Looks at the files of a data folder: their modes and what was left behind.
pub fn look_at_files(folder: &Path, fix: bool) -> Vec<Finding> {
    vec![modes(folder, fix), leftovers(folder, fix)]
}

/// Every file of the data folder and of the folder of backups, and these folders.
fn everything(folder: &Path) -> Vec<(PathBuf, u32)> {
    let within = |place: &Path| fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found = vec![(folder.to_owned(), FOLDER_MODE)];
    for path in within(folder) {
        if path.is_dir() {
            found.extend(within(&path).filter(|path| path.is_file()).map(|path| (path, FILE_MODE)));
            found.push((path, FOLDER_MODE));
        } else {
            found.push((path, FILE_MODE));
        }
    }
    found
}

fn modes(folder: &Path, fix: bool) -> Finding {
    let open = |(path, allowed): &(PathBuf, u32)| {
        fs::symlink_metadata(path)
            .is_ok_and(|found| !found.is_symlink() && found.permissions().mode() & 0o777 & !allowed != 0)
    };
    let wrong: Vec<(PathBuf, u32)> = everything(folder).into_iter().filter(open).collect();
    if wrong.is_empty() {
        return Finding::new("modes", State::Fine, "only you can open the folder and its files");
    }
    let mended = fix
        && wrong.iter().all(|(path, allowed)| {
            let mode = fs::metadata(path).map_or(*allowed, |found| found.permissions().mode() & allowed);
            fs::set_permissions(path, Permissions::from_mode(mode)).is_ok()
        });
    let names: Vec<String> = wrong.iter().map(|(path, _)| path.display().to_string()).collect();
    let said = format!("others could open {}", names.join(", "));
    Finding::new("modes", if mended { State::Mended } else { State::Wrong }, said)
}

/// What interrupted commands left. Only under the lock can it be told from what another command is writing.
fn leftovers(folder: &Path, fix: bool) -> Finding {
    if is_interrupted(folder) {
        let said = "a change of several files is not finished; the next command finishes it";
        return Finding::new("leftovers", State::Wrong, said);
    }
    // Where there is nothing to clear, not even the lock is made.
    let clears = fix && left(folder).is_ok_and(|found| !found.is_empty());
    let cleared = match if clears { Held::take(folder).map(Held::cleared) } else { Ok(Vec::new()) } {
        Ok(cleared) => cleared,
        Err(error) => return Finding::new("leftovers", State::Wrong, format!("nothing was looked at: {error}")),
    };
    let names = |paths: &[PathBuf]| {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        format!("a command that was cut off left {}", names.join(", "))
    };
    match left(folder) {
        Err(error) => {
            Finding::new("leftovers", State::Wrong, format!("the data folder cannot be read in full: {error}"))
        }
        Ok(found) if !found.is_empty() && is_busy(folder) => {
            let said = "another onward is writing just now; look again when it is done";
            Finding::new("leftovers", State::Note, said)
        }
        Ok(found) if !found.is_empty() => Finding::new("leftovers", State::Wrong, names(&found)),
        Ok(_) if !cleared.is_empty() => Finding::new("leftovers", State::Mended, names(&cleared)),
        Ok(_) if journal(folder).exists() => {
            let said = "a write was cut off; it is rolled back before anything is read";
            Finding::new("leftovers", State::Note, said)
        }
        Ok(_) => Finding::new("leftovers", State::Fine, "nothing was left behind by a command that was cut off"),
    }
}

/// Files of commands that were cut off, and what was prepared and never decided.
fn left(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = folder::leftovers(folder)?.into_iter().filter(|path| !is_in_use(path)).collect();
    let next = folder.join(NEXT);
    if next.exists() {
        found.push(next);
    }
    Ok(found)
}

/// Looks for what is readable beside sealed data; opening that for writing seals or overwrites it.
pub fn look_for_readable(folder: &Path) -> Option<Finding> {
    let backups = readable_backups(folder).unwrap_or_default().into_iter().map(|backup| backup.path);
    let found: Vec<PathBuf> = readable_data(folder).into_iter().chain(backups).collect();
    let names: Vec<String> = found.iter().map(|path| path.display().to_string()).collect();
    let said = format!("readable beside the sealed data: {}; the next change seals or removes it", names.join(", "));
    (!found.is_empty()).then(|| Finding::new("readable", State::Wrong, said))
}

/// Looks at the earlier generations of the sealed data: whether each opens.
pub fn look_at_generations(folder: &Path, key: &Key) -> Option<Finding> {
    let opens = |path: &PathBuf| match fs::read(path) {
        // A writer makes room for one more at this moment.
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(sealed) => key.open(&sealed).is_ok(),
    };
    let bad: Vec<String> = folder::generations(folder)
        .into_iter()
        .filter(|path| !opens(path))
        .map(|path| path.display().to_string())
        .collect();
    let said = format!("earlier states that cannot be opened: {}", bad.join(", "));
    (!bad.is_empty()).then(|| Finding::new("earlier states", State::Wrong, said))
}

/// Looks at the automatic backups: whether there are any, and whether each opens.
pub fn look_at_backups(folder: &Path, key: Option<&Key>, now: Moment) -> Vec<Finding> {
    let all = match backups(folder) {
        Ok(all) => all,
        Err(error) => return vec![Finding::new("backups", State::Wrong, error.message)],
    };
    let mut findings = Vec::new();
    let opens = |backup: &&Backup| open_copy(&backup.path, key, &mut |_| Ok(None)).is_ok();
    let (texts, rest): (Vec<_>, Vec<_>) = all.iter().partition(|backup| backup.is_text());
    let (damaged, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|backup| backup.is_set_aside_damaged());
    let bad: Vec<String> =
        rest.iter().copied().filter(|backup| !opens(backup)).map(|backup| backup.path.display().to_string()).collect();
    if !damaged.is_empty() {
        let names: Vec<String> = damaged.iter().map(|backup| backup.path.display().to_string()).collect();
        let said = format!("set aside by a restore because it could not be opened: {}", names.join(", "));
        findings.push(Finding::new("set aside", State::Note, said));
    }
    if !texts.is_empty() {
        let names: Vec<String> = texts.iter().map(|backup| backup.path.display().to_string()).collect();
        let said = format!("unsaved text from an editor, sealed with the data: {}", names.join(", "));
        findings.push(Finding::new("texts", State::Note, said));
    }
    let said = match rest.first() {
        _ if !bad.is_empty() => {
            let said = format!("{} of {} cannot be opened: {}", bad.len(), rest.len(), bad.join(", "));
            Finding::new("backups", State::Wrong, said)
        }
        None => Finding::new("backups", State::Note, "there is none yet; `onward backup` makes one"),
        Some(newest) => Finding::new("backups", State::Fine, sound(rest.len(), newest, now)),
    };
    findings.push(said);
    findings.extend(from_the_future(&all, now));
    findings
}

fn sound(count: usize, newest: &Backup, now: Moment) -> String {
    let age = match now.at().signed_duration_since(newest.at).num_days() {
        ..=0 => "of today".to_owned(),
        1 => "of yesterday".to_owned(),
        days => format!("{days} days old"),
    };
    let each =
        if count == 1 { "1, and it opens; it".to_owned() } else { format!("{count}, and each opens; the newest") };
    format!("{each} is {age}")
}

/// A backup of a time still to come: this clock, or the one that named it, is wrong.
fn from_the_future(all: &[Backup], now: Moment) -> Option<Finding> {
    let ahead = all.iter().find(|backup| backup.at > now.at().to_utc() + TimeDelta::days(1))?;
    let said = format!("{} bears a time still to come; check this machine's clock", ahead.path.display());
    Some(Finding::new("clock", State::Note, said))
}

impl Store {
    /// Looks at the data itself.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn look_over(&self, now: Moment) -> Result<Vec<Finding>> {
        Ok(vec![self.look_at_structure()?, self.look_at_schema()?, self.look_at_runs()?, self.look_at_times(now)?])
    }

    fn look_at_structure(&self) -> Result<Finding> {
        Ok(match self.faults()?.first() {
            None => Finding::new("structure", State::Fine, "every page and every reference is sound"),
            Some(fault) => {
                let said =
                    format!("the file is damaged ({fault}); `onward restore latest` puts the newest backup back");
                Finding::new("structure", State::Wrong, said)
            }
        })
    }

    fn schema(&self) -> Result<BTreeSet<String>> {
        let sql = format!("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND sql <> '{}'", vet::STATISTICS);
        let text = |row: &Row<'_>| row.get::<_, String>(0);
        self.sql(self.connection.prepare(&sql).and_then(|mut found| found.query_map([], text)?.collect()))
    }

    fn look_at_schema(&self) -> Result<Finding> {
        let ours = Self::in_memory()?.schema()?;
        Ok(if self.schema()? == ours {
            Finding::new("schema", State::Fine, "the tables are those of this version")
        } else {
            Finding::new(
                "schema",
                State::Wrong,
                "the tables are not those of this version; something else changed the file",
            )
        })
    }

    fn look_at_runs(&self) -> Result<Finding> {
        let differs = "WITH run AS (SELECT min(day) AS from_day, max(day) AS to_day FROM (
                           SELECT day, julianday(day) - row_number() OVER (ORDER BY day) AS stretch
                           FROM (SELECT DISTINCT day FROM checkin)) GROUP BY stretch)
                       SELECT EXISTS (SELECT * FROM run EXCEPT SELECT from_day, to_day FROM checkin_run)
                           OR EXISTS (SELECT from_day, to_day FROM checkin_run EXCEPT SELECT * FROM run)";
        let differs: bool = self.sql(self.connection.query_row(differs, [], |row| row.get(0)))?;
        Ok(if differs {
            let said = "the stretches of check-ins do not fit the check-ins; `onward doctor --fix` counts them anew";
            Finding::new("stretches", State::Wrong, said)
        } else {
            Finding::new("stretches", State::Fine, "the stretches of check-ins fit the check-ins")
        })
    }

    /// Counts the stretches of check-ins anew; they are derived.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn mend_runs(&self) -> Result<()> {
        self.sql(self.connection.execute_batch(
            "BEGIN IMMEDIATE;
             DELETE FROM checkin_run;
             INSERT INTO checkin_run (from_day, to_day)
                 SELECT min(day), max(day) FROM (
                     SELECT day, julianday(day) - row_number() OVER (ORDER BY day) AS stretch
                     FROM (SELECT DISTINCT day FROM checkin))
                 GROUP BY stretch;
             COMMIT;",
        ))
    }

    fn look_at_times(&self, now: Moment) -> Result<Finding> {
        let latest = Moment::new(now.at() + TimeDelta::minutes(AHEAD)).at().to_utc().to_rfc3339();
        let (mut ahead, mut zones) = (0_i64, BTreeSet::new());
        for Logged { name: table, .. } in LOGGED.iter().filter(|table| table.dated) {
            let sql = format!("SELECT count(*) FROM \"{table}\" WHERE julianday(recorded_at) > julianday(?1)");
            ahead += self.sql(self.connection.query_row(&sql, [&latest], |row| row.get::<_, i64>(0)))?;
            let sql = format!("SELECT DISTINCT substr(recorded_at, -6) FROM \"{table}\"");
            let text = |row: &Row<'_>| row.get::<_, String>(0);
            let found = self.connection.prepare(&sql).and_then(|mut found| found.query_map([], text)?.collect());
            zones.extend(self.sql::<Vec<String>>(found)?);
        }
        let zones = match zones.len() {
            0 | 1 => String::new(),
            more => format!("; recorded in {more} offsets from UTC, as travel and daylight saving bring"),
        };
        Ok(if ahead == 0 {
            Finding::new("times", State::Fine, format!("nothing was recorded after now{zones}"))
        } else {
            let records = if ahead == 1 {
                "1 record says that it was".to_owned()
            } else {
                format!("{ahead} records say that they were")
            };
            let said = format!("{records} made after now; check this machine's clock{zones}");
            Finding::new("times", State::Wrong, said)
        })
    }
}
