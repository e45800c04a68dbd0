//! Erasing: one record leaves the data, the log and the bytes of the file, for good.
//!
//! What points at the record is read from the schema itself, so that a later table cannot be forgotten. Records
//! that copied the name of what is erased are records of their own and stay; only their link to it goes.
//!
//! Not here, because no program can reach it: the rollback journal of this very erasing is deleted, and the blocks
//! that it and the older file lay in are the disk's free space.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Row, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use super::backup::backups;
use super::copy::open_copy;
use super::folder::{DATA, Switch, drafts, generations};
use super::log::columns;
use super::protect::put;
use super::schema::{LOGGED, Logged};
use super::vault::sealed_path;
use super::{Key, NewStep, Record, Store, Writer};
use crate::domain::id::Id;
use crate::domain::setting::SettingKey;
use crate::domain::text::key;
use crate::error::{Error, Kind, Result};

/// What is to be erased: the same in every file that holds it, the automatic backups too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    what: &'static str,
    pub(super) table: &'static str,
    /// The id of the record, or the name of the setting.
    pub id: String,
}

impl Target {
    /// The record of this kind and id.
    pub fn of<R: Record>(id: Id) -> Self {
        Self { what: R::WHAT, table: R::TABLE, id: id.to_string() }
    }

    /// The value of this setting.
    pub fn setting(key: SettingKey) -> Self {
        Self { what: "setting", table: "setting", id: key.to_string() }
    }
}

/// What an erasing came to in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Whether the record itself was still kept.
    pub record: bool,
    /// How many entries left the log.
    pub log_entries: usize,
    /// Whether the whole file was written anew, so that no byte of it is left between the pages.
    pub rewritten: bool,
}

/// A record that was removed or taken back and that only the log still holds.
pub struct Gone<R> {
    /// Its id.
    pub id: Id,
    /// The record as it last was; none where an older version of the program logged less than it needs today.
    pub record: Option<R>,
}

/// A column of another table that points at the record.
struct Link {
    table: &'static str,
    column: String,
    /// Whether that row goes with the record; otherwise it only loses the link.
    goes_along: bool,
}

impl Store {
    /// Erases the record, its entries in the log and every trace of them in the file, and records that something of
    /// this kind was erased, not what. The step that says so cannot be taken back. Where this copy holds nothing of
    /// it, nothing is written.
    ///
    /// # Errors
    /// When the data cannot be read or written; nothing is erased then.
    fn erase_here(&self, step: &NewStep<'_>, target: &Target) -> Result<Erased> {
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| self.trouble(error))?;
        self.insist_on_being_the_data()?;
        let writer = Writer { store: self, step: self.begin_step(step)?, watched: RefCell::default() };
        let mut erased = self.sql(writer.take_out(target))?;
        if !erased.record && erased.log_entries == 0 {
            return Ok(erased);
        }
        let article = if target.what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        writer.close_step(&format!("erased {article} {}", target.what))?;
        writer.prune(step.at)?;
        transaction.commit().map_err(|error| self.commit_trouble(error))?;
        // SQLite overwrites what is deleted, but not every copy that pages leave behind when they are split.
        erased.rewritten = self.connection.execute_batch("VACUUM").is_ok();
        Ok(erased)
    }

    /// Erases the record from the data, from what is kept of the states before it, and from every backup in the data
    /// folder, all at once. This store must have been opened for writing, and holds what it held before.
    ///
    /// # Errors
    /// When a file cannot be read or written. Nothing is erased then, or the words say otherwise.
    pub fn erase(&mut self, step: &NewStep<'_>, target: &Target) -> Result<(Erased, InBackups)> {
        let (held, key) = (self.held()?, self.key().cloned());
        let folder = held.folder();
        let data = if key.is_some() { sealed_path(folder) } else { folder.join(DATA) };
        let (erased, plain) = Self::without(&self.bytes()?, step, target, &self.place)?;
        let mut switch = Switch::begin(&held, "erase")?;
        let in_backups = put_backups_without(&mut switch, key.as_ref(), step, target)?;
        if let Some(plain) = plain {
            put(&mut switch, &data, key.as_ref(), &plain)?;
        }
        generations(folder).iter().try_for_each(|path| switch.remove(path))?;
        let texts = self.texts_of(target)?;
        drafts(folder).iter().filter(|path| holds_any(path, &texts)).try_for_each(|path| switch.remove(path))?;
        if key.is_none() {
            // Another program that has the file open finishes first, and none begins.
            self.sql(self.connection.execute_batch("BEGIN EXCLUSIVE"))?;
        }
        switch.commit()?;
        Ok((erased, in_backups))
    }

    /// What the person wrote in the record: a draft that holds it goes with it.
    fn texts_of(&self, target: &Target) -> Result<Vec<String>> {
        let sql = format!("SELECT * FROM \"{}\" WHERE id = ?1", target.table);
        let texts = |row: &Row<'_>| {
            let columns = 0..row.as_ref().column_count();
            columns.map(|at| row.get_ref(at).map(|value| value.as_str().unwrap_or_default().to_owned())).collect()
        };
        let found = self.connection.prepare(&sql);
        let found = found.and_then(|mut found| found.query_map([&target.id], texts)?.collect());
        let rows: Vec<Vec<String>> = self.sql(found)?;
        // Shorter ones, as a day is, stand in texts that have nothing to do with it.
        Ok(rows.into_iter().flatten().filter(|text| text.chars().count() > SHORT && *text != target.id).collect())
    }

    /// These bytes of a data file without the record; none where they hold nothing of it.
    fn without(
        bytes: &[u8],
        step: &NewStep<'_>,
        target: &Target,
        place: &str,
    ) -> Result<(Erased, Option<Zeroizing<Vec<u8>>>)> {
        let mut copy = Self::of_bytes(bytes, place)?;
        let erased = copy.erase_here(step, target)?;
        let is_other = erased.record || erased.log_entries > 0;
        Ok((erased, if is_other { Some(copy.bytes()?) } else { None }))
    }

    /// How many entries of the log are about the record.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn log_entries(&self, target: &Target) -> Result<i64> {
        let count = self.links_to(target.table).and_then(|links| {
            let sql = format!("SELECT count(*) FROM change WHERE {}", about(target, &links));
            self.connection.query_row(&sql, [&target.id], |row| row.get(0))
        });
        self.sql(count)
    }

    /// Whether the record itself is still kept, and not only its entries in the log.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn has(&self, target: &Target) -> Result<bool> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE id = ?1)", target.table);
        self.sql(self.connection.query_row(&sql, [&target.id], |row| row.get(0)))
    }

    /// How many other records point at this one or, where the link is lost already, bear the name they copied.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn copies(&self, target: &Target, name: &str) -> Result<i64> {
        let (mut copies, name) = (0, key(name));
        for Logged { name: table, .. } in LOGGED.iter().filter(|logged| logged.name != target.table) {
            // `clock_id` stands beside the copied name, `clock`; of a programme there is only the name.
            let (columns, copy) = (self.sql(columns(&self.connection, table))?, target.table);
            if !columns.iter().any(|column| column == copy) {
                continue;
            }
            let link = format!("{copy}_id");
            let link = if columns.contains(&link) { format!("\"{link}\"") } else { "NULL".to_owned() };
            let sql = format!("SELECT {link}, \"{copy}\" FROM \"{table}\"");
            let is_copy = |row: &Row<'_>| {
                let link: Option<String> = row.get(0)?;
                // A column of the same name can be a yes or no: `shared` of an attendance.
                let copied = row.get_ref(1)?.as_str().unwrap_or_default();
                Ok(link.map_or_else(|| !name.is_empty() && key(copied) == name, |link| link == target.id))
            };
            let found = self.connection.prepare(&sql).and_then(|mut found| {
                found.query_map([], is_copy)?.try_fold(0, |count, is_copy| Ok(count + i64::from(is_copy?)))
            });
            copies += self.sql(found)?;
        }
        Ok(copies)
    }

    /// The records of this kind that only the log still holds, those that went last first.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn only_in_log<R: Record>(&self) -> Result<Vec<Gone<R>>> {
        let columns: Vec<String> =
            R::COLUMNS.iter().map(|name| format!("json_extract(before, '$.{name}') AS \"{name}\"")).collect();
        // The values of the latest entry of each row; the row is gone when there is nothing after it.
        let sql = format!(
            "SELECT row_id, {} FROM (SELECT row_id, before, after, max(step << 32 | nth) AS latest FROM change
             WHERE table_name = ?1 GROUP BY row_id) WHERE after IS NULL ORDER BY latest DESC",
            columns.join(", ")
        );
        let found = self.connection.prepare(&sql).and_then(|mut found| {
            let gone =
                found.query_map([R::TABLE], |row| Ok(Gone { id: row.get("row_id")?, record: R::read(row).ok() }))?;
            gone.collect()
        });
        self.sql(found)
    }

    /// Every column of a logged table that points at the id of a row of `table`.
    fn links_to(&self, table: &str) -> rusqlite::Result<Vec<Link>> {
        let sql = "SELECT \"from\", on_delete = 'CASCADE' FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2 AND \"to\" = 'id'";
        let mut found = self.connection.prepare(sql)?;
        let mut links = Vec::new();
        for logged in LOGGED {
            let link = found.query_map([logged.name, table], |row| {
                Ok(Link { table: logged.name, column: row.get(0)?, goes_along: row.get(1)? })
            })?;
            links.extend(link.collect::<rusqlite::Result<Vec<Link>>>()?);
        }
        Ok(links)
    }
}

/// How long a text may be that tells nothing about where it comes from, in characters.
const SHORT: usize = 10;

/// Whether a file holds one of these texts.
fn holds_any(path: &Path, texts: &[String]) -> bool {
    let held = fs::read(path).unwrap_or_default();
    let held = String::from_utf8_lossy(&held);
    texts.iter().any(|text| held.contains(text.as_str()))
}

/// What an erasing came to in the backups of a data folder.
#[derive(Debug, Default)]
pub struct InBackups {
    /// How many held the record, and no longer do.
    pub erased: usize,
    /// Those that could not be opened, and may still hold it.
    pub unopened: Vec<PathBuf>,
}

/// Puts every backup that holds the record in its place without it. One that nobody can open is named; one that only
/// cannot be read is a reason to stop, because that can be mended first.
fn put_backups_without(
    switch: &mut Switch<'_>,
    key: Option<&Key>,
    step: &NewStep<'_>,
    target: &Target,
) -> Result<InBackups> {
    let mut found = InBackups::default();
    for backup in backups(switch.folder())? {
        let path = backup.path.clone();
        let mut copy = match open_copy(&path, key, &mut |_| Ok(None)) {
            Ok(copy) => copy,
            Err(error) if error.kind == Kind::Refused => {
                return Err(Error { kind: Kind::Data, ..error }
                    .hint("nothing was erased; check who may read that file, then run the same command again"));
            }
            Err(_) => {
                found.unopened.push(path);
                continue;
            }
        };
        if let (_, Some(plain)) = Store::without(&copy.bytes()?, step, target, "a backup")? {
            put(switch, &path, key.filter(|_| backup.is_sealed()), &plain)?;
            found.erased += 1;
        }
    }
    Ok(found)
}

/// The condition for a change of the record with the id ?1, or of a row that goes with it.
fn about(target: &Target, links: &[Link]) -> String {
    let own = format!("(table_name = '{}' AND row_id = ?1)", target.table);
    let along = links.iter().filter(|link| link.goes_along).map(|Link { table, column, .. }| {
        format!(
            "(table_name = '{table}' AND ?1 IN (json_extract(before, '$.{column}'), json_extract(after, '$.{column}')))"
        )
    });
    std::iter::once(own).chain(along).collect::<Vec<_>>().join(" OR ")
}

impl Writer<'_> {
    fn take_out(&self, target: &Target) -> rusqlite::Result<Erased> {
        let links = self.links_to(target.table)?;
        let about = about(target, &links);
        let touched = self.steps_with(&about, &target.id)?;
        let titles = self.titles(target)?;
        let entries = |what: &str| self.connection.execute(&format!("{what} FROM change WHERE {about}"), [&target.id]);
        let log_entries = entries("DELETE")?;
        let row = format!("DELETE FROM \"{}\" WHERE id = ?1", target.table);
        let record = self.connection.execute(&row, [&target.id])? > 0;
        // The triggers of an earlier write on this connection have logged that too.
        entries("DELETE")?;
        for link in links.iter().filter(|link| !link.goes_along) {
            self.unlink(link, &target.id)?;
        }
        self.silence(&touched)?;
        titles.iter().try_for_each(|(title, name)| self.say_name(title, name))?;
        Ok(Erased { record, log_entries, rewritten: false })
    }

    fn steps_with(&self, condition: &str, id: &str) -> rusqlite::Result<Vec<i64>> {
        let sql = format!("SELECT DISTINCT step FROM change WHERE {condition}");
        self.connection.prepare(&sql)?.query_map([id], |row| row.get(0))?.collect()
    }

    /// Takes the link to the record out of the log, so that an undo brings no row back that points at nothing. An
    /// entry that did nothing but lose the link says nothing any more.
    fn unlink(&self, Link { table, column, .. }: &Link, id: &str) -> rusqlite::Result<()> {
        let at = format!("'$.{column}'");
        let without = |side: &str| {
            format!("CASE WHEN json_extract({side}, {at}) = ?1 THEN json_set({side}, {at}, NULL) ELSE {side} END")
        };
        let sql = format!(
            "UPDATE change SET before = {}, after = {} WHERE table_name = '{table}'
             AND ?1 IN (json_extract(before, {at}), json_extract(after, {at}))",
            without("before"),
            without("after")
        );
        self.connection.execute(&sql, [id])?;
        self.connection.execute("DELETE FROM change WHERE table_name = ?1 AND before IS after", [table]).map(drop)
    }

    /// Puts neutral words in place of what these steps said: a summary can hold a name.
    fn silence(&self, steps: &[i64]) -> rusqlite::Result<()> {
        let sql = "UPDATE step SET summary = CASE WHEN EXISTS (SELECT 1 FROM change WHERE change.step = step.seq)
            THEN 'the rest of a change that was erased in part' ELSE 'erased' END WHERE seq = ?1";
        let mut silence = self.connection.prepare(sql)?;
        steps.iter().try_for_each(|step| silence.execute([step]).map(drop))
    }
}

#[cfg(test)]
mod tests;
