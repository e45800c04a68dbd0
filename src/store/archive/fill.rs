//! An archive in an empty store in memory, of the version that wrote it: SQLite itself finds what cannot be.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, Transaction, TransactionBehavior, ffi, params_from_iter};

use super::super::schema::{self, DERIVED, LOG, LOGGED};
use super::super::{Store, trouble};
use super::{check, insertion, wrong_row};
use crate::domain::archive::{Archive, Cell, Table};
use crate::error::{Error, Result};

/// A column of a table as the schema has it.
struct Column {
    name: String,
    required: bool,
}

/// A store that holds the archive and is of this version.
pub(super) fn filled(archive: &Archive) -> Result<Store> {
    let (found, known) = (archive.version, schema::VERSION);
    if found > known {
        let what = format!("it was written by a newer onward (version {found}, this one knows {known})");
        return Err(Error::refused(what).hint("nothing was imported; install the newer onward to import it"));
    }
    if found < 1 {
        return Err(Error::refused(format!("there is no version {found} of an export"))
            .hint("nothing was imported; the first version is 1"));
    }
    let store = Store::in_memory_at(found)?;
    let tables = ordered(&store, archive)?;
    let begun = Transaction::new_unchecked(&store.connection, TransactionBehavior::Immediate);
    let transaction = store.sql(begun)?;
    for table in tables {
        fill(&store, archive, table)?;
    }
    store.sql(transaction.commit())?;
    store.migrate()?;
    Ok(store)
}

/// The archive's tables in an order in which references find what they refer to; all of them, and no other.
fn ordered<'a>(store: &Store, archive: &'a Archive) -> Result<Vec<&'a Table>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let all = store.connection.prepare(sql).and_then(|mut found| found.query_map([], |row| row.get(0))?.collect());
    let mut names: Vec<String> = store.sql(all)?;
    names.retain(|name| !LOG.iter().chain(DERIVED).any(|other| name == other));
    names.sort_by_key(|name| LOGGED.iter().position(|table| table.name == name).unwrap_or(LOGGED.len()));
    if let Some(other) = archive.tables.iter().find(|table| !names.contains(&table.name)) {
        return Err(not_whole(format!("an export of version {} has no \"{}\"", archive.version, other.name)));
    }
    let whole = |name: &String| archive.table(name).ok_or_else(|| not_whole(format!("\"{name}\" is missing")));
    names.iter().map(whole).collect()
}

fn not_whole(why: String) -> Error {
    Error::refused(why).hint("nothing was imported; an export is imported whole, so export again and import that")
}

fn columns(store: &Store, table: &str) -> Result<Vec<Column>> {
    let sql = "SELECT name, \"notnull\" FROM pragma_table_info(?1) ORDER BY cid";
    let column = |row: &Row<'_>| Ok(Column { name: row.get(0)?, required: row.get(1)? });
    store.sql(store.connection.prepare(sql).and_then(|mut found| found.query_map([table], column)?.collect()))
}

fn fill(store: &Store, archive: &Archive, table: &Table) -> Result<()> {
    if table.rows.is_empty() {
        return Ok(());
    }
    let known = columns(store, &table.name)?;
    let name = &table.name;
    if let Some(missing) = known.iter().find(|column| table.place(&column.name).is_none()) {
        return Err(not_whole(format!("{name}: the column \"{}\" is missing", missing.name)));
    }
    if let Some(other) = table.columns.iter().find(|name| !known.iter().any(|column| column.name == **name)) {
        return Err(not_whole(format!("{name}: there is no column \"{other}\"")));
    }
    let optional: Vec<bool> =
        table.columns.iter().map(|name| known.iter().any(|column| column.name == *name && !column.required)).collect();
    let mut ids = BTreeSet::new();
    let mut insert = store.sql(store.connection.prepare(&insertion(name, &table.columns)))?;
    for row in &table.rows {
        if table.text(row, "id").is_some_and(|id| !ids.insert(id)) {
            return Err(wrong_row(table, row, "this id stands in another row before it"));
        }
        // Where nothing can be said, an empty text says nothing: a format may not tell the two apart.
        let cells = row.iter().zip(&optional).map(|(cell, optional)| match cell {
            Cell::Text(text) if *optional && text.is_empty() => &Cell::Empty,
            cell => cell,
        });
        if let Err(error) = insert.execute(params_from_iter(cells)) {
            return Err(wrong_row(table, row, why(&store.connection, archive, table, row, error)));
        }
    }
    Ok(())
}

/// Why SQLite refused a row, in words that name the column.
fn why(connection: &Connection, archive: &Archive, table: &Table, row: &[Cell], error: rusqlite::Error) -> String {
    let rusqlite::Error::SqliteFailure(failure, Some(said)) = &error else {
        return trouble::explain(error, "the import").message;
    };
    let rule = said.split_once(": ").map_or(said.as_str(), |(_, rule)| rule);
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => unknown_reference(archive, table, row),
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            format!("another row before it has the same {}", rule.replace(&format!("{}.", table.name), ""))
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => format!("{} is empty", rule.replace(&format!("{}.", table.name), "")),
        ffi::SQLITE_CONSTRAINT_CHECK => {
            check::unread(connection, table, row).unwrap_or_else(|| format!("it breaks the rule {rule}"))
        }
        _ => said.clone(),
    }
}

/// Which reference of the row leads nowhere: a column `clock_id` refers to the table `clock`.
fn unknown_reference(archive: &Archive, table: &Table, row: &[Cell]) -> String {
    let lost = table.columns.iter().find_map(|column| {
        let (what, id) = (column.strip_suffix("_id")?, table.text(row, column)?);
        let there = archive.table(what)?;
        let known = there.rows.iter().any(|row| there.text(row, "id") == Some(id));
        (!known).then(|| format!("{column} {id} is no {what} of this export"))
    });
    lost.unwrap_or_else(|| "it refers to something that is not in this export".to_owned())
}
