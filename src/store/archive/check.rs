//! Whether what was put into a store can be read as records, and is written as we write it.

use rusqlite::types::{FromSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::super::Store;
use super::super::table::Record;
use super::{cells, insertion, quoted, wrong_row};
use crate::domain::archive::{Archive, Cell, Table};
use crate::domain::attendance::Attendance;
use crate::domain::audience::FieldList;
use crate::domain::checkin::Checkin;
use crate::domain::clock::Clock;
use crate::domain::contact::Contact;
use crate::domain::day::Day;
use crate::domain::goal::Goal;
use crate::domain::helpline::Helpline;
use crate::domain::id::Id;
use crate::domain::meeting::Meeting;
use crate::domain::plan::PlanPart;
use crate::domain::programme::OwnProgramme;
use crate::domain::reach::Reach;
use crate::domain::setting::{SettingKey, Settings};
use crate::domain::shared::Shared;
use crate::domain::slip::Slip;
use crate::domain::stepwork::{Stepnote, Stepwork};
use crate::domain::text::Name;
use crate::domain::urge::Urge;
use crate::domain::win::Win;
use crate::domain::worksheet::{Answer, Worksheet};
use crate::error::{Error, Result};

pub(in super::super) type Read = fn(&Row<'_>) -> rusqlite::Result<()>;

/// How the rows of one table are read, and how all of them are checked.
struct Kind {
    table: &'static str,
    read: Read,
    check: fn(&Store, &Archive) -> Result<()>,
}

const fn kind<R: Record>() -> Kind {
    Kind { table: R::TABLE, read: |row| R::read(row).map(drop), check: records::<R> }
}

const KINDS: &[Kind] = &[
    Kind { table: "setting", read: setting, check: |store, archive| rows(store, archive, "setting", setting) },
    kind::<Clock>(),
    kind::<Slip>(),
    kind::<Checkin>(),
    Kind { table: "sober", read: sober, check: |store, archive| rows(store, archive, "sober", sober) },
    kind::<Meeting>(),
    kind::<Attendance>(),
    kind::<Contact>(),
    kind::<Reach>(),
    kind::<Goal>(),
    kind::<PlanPart>(),
    kind::<Urge>(),
    kind::<Stepwork>(),
    kind::<Stepnote>(),
    kind::<Worksheet>(),
    kind::<Answer>(),
    kind::<Win>(),
    kind::<OwnProgramme>(),
    kind::<Helpline>(),
    kind::<FieldList>(),
    kind::<Shared>(),
];

fn setting(row: &Row<'_>) -> rusqlite::Result<()> {
    let (key, value): (SettingKey, String) = (row.get("id")?, row.get("value")?);
    let refused = |wrong| rusqlite::Error::FromSqlConversionFailure(1, Type::Text, Box::new(wrong));
    Settings::default().set(key, &value).map_err(refused)
}

fn sober(row: &Row<'_>) -> rusqlite::Result<()> {
    row.get::<_, Day>("day")?;
    row.get::<_, Id>("checkin_id")?;
    row.get::<_, Option<Id>>("clock_id")?;
    row.get::<_, Name>("clock").map(drop)
}

/// How the rows of a table are read, of which only a test finds one that has none.
pub(in super::super) fn reader(table: &str) -> Option<Read> {
    KINDS.iter().find(|kind| kind.table == table).map(|kind| kind.read)
}

impl Store {
    /// Reads every record that came from `archive`, and writes it as it is always written: an export edited by
    /// hand may say `AA` for `aa`.
    pub(super) fn check(&self, archive: &Archive) -> Result<()> {
        KINDS.iter().try_for_each(|kind| (kind.check)(self, archive))
    }
}

/// Reads every row of a table.
fn rows(store: &Store, archive: &Archive, table: &str, read: Read) -> Result<()> {
    let mut found = store.sql(store.connection.prepare(&format!("SELECT * FROM \"{table}\"")))?;
    let mut rows = store.sql(found.query([]))?;
    while let Some(row) = store.sql(rows.next())? {
        read(row).map_err(|error| wrong(archive, table, row, &in_words(row, error)))?;
    }
    Ok(())
}

/// Reads every record of a table and writes those anew that are written in another way.
fn records<R: Record>(store: &Store, archive: &Archive) -> Result<()> {
    let sql = format!("SELECT {} FROM \"{}\"", quoted(R::COLUMNS), R::TABLE);
    let mut found = store.sql(store.connection.prepare(&sql))?;
    let mut rows = store.sql(found.query([]))?;
    let mut other = Vec::new();
    while let Some(row) = store.sql(rows.next())? {
        let record = R::read(row).map_err(|error| wrong(archive, R::TABLE, row, &in_words(row, error)))?;
        let id = record.id().to_string();
        if row.get_ref(0).and_then(|raw| Ok(raw.as_str()? == id)) != Ok(true) {
            return Err(wrong(archive, R::TABLE, row, &format!("its id is written {id}")));
        }
        let before = store.sql(cells(row))?;
        let after: rusqlite::Result<Vec<Cell>> =
            record.values(|values| values.iter().map(|value| written(*value)).collect());
        let after = store.sql(after)?;
        if before != after {
            other.push((id, after));
        }
    }
    let set: Vec<String> = R::COLUMNS.iter().map(|column| format!("\"{column}\" = ?")).collect();
    let sql = format!("UPDATE \"{}\" SET {} WHERE id = ?", R::TABLE, set.join(", "));
    for (id, mut cells) in other {
        cells.push(Cell::Text(id));
        store.sql(store.connection.execute(&sql, params_from_iter(&cells)))?;
    }
    Ok(())
}

/// A value as it is kept.
fn written(value: &dyn ToSql) -> rusqlite::Result<Cell> {
    let output = value.to_sql()?;
    let value = match &output {
        ToSqlOutput::Borrowed(value) => *value,
        ToSqlOutput::Owned(value) => ValueRef::from(value),
        _ => return Err(rusqlite::Error::InvalidQuery),
    };
    Ok(Cell::column_result(value)?)
}

/// Why a row that breaks a rule of its table cannot be read, where that says more than the rule does.
pub(super) fn unread(connection: &Connection, table: &Table, row: &[Cell]) -> Option<String> {
    let kind = KINDS.iter().find(|kind| kind.table == table.name)?;
    // The import is refused already; the row is kept for a moment only to ask the domain about it.
    connection.execute_batch("PRAGMA ignore_check_constraints = ON").ok()?;
    connection.execute(&insertion(&table.name, &table.columns), params_from_iter(row)).ok()?;
    let same: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\" IS ?")).collect();
    let sql = format!("SELECT * FROM \"{}\" WHERE {}", table.name, same.join(" AND "));
    let asked = connection
        .query_row(&sql, params_from_iter(row), |row| Ok((kind.read)(row).err().map(|error| in_words(row, error))));
    asked.ok().flatten()
}

/// What the domain says of a value, with the name of its column.
pub(in super::super) fn in_words(row: &Row<'_>, error: rusqlite::Error) -> String {
    let column = |at: usize| row.as_ref().column_name(at).unwrap_or("a column").to_owned();
    match error {
        rusqlite::Error::FromSqlConversionFailure(at, _, wrong) => format!("{}: {wrong}", column(at)),
        rusqlite::Error::InvalidColumnType(at, ..) => format!("{}: no such value can stand there", column(at)),
        rusqlite::Error::IntegralValueOutOfRange(at, number) => format!("{}: {number} is out of range", column(at)),
        other => other.to_string(),
    }
}

/// The refusal of a row of the archive that was read here as `row`.
fn wrong(archive: &Archive, table: &str, row: &Row<'_>, why: &str) -> Error {
    let of_id = |table: &&Table| row.get::<_, String>("id").ok().zip(table.place("id"));
    let cells = cells(row).unwrap_or_default();
    let origin = archive.table(table).and_then(|table| {
        let place = of_id(&table);
        let same = |known: &&Vec<Cell>| match &place {
            Some((id, at)) => known.get(*at).and_then(Cell::text) == Some(id),
            None => **known == cells,
        };
        table.rows.iter().find(same).map(|known| wrong_row(table, known, why))
    });
    origin.unwrap_or_else(|| {
        Error::refused(format!("{table}: {why}")).hint("nothing was imported; correct it in the file, or export again")
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::schema::LOGGED;
    use super::*;
    use crate::domain::archive::anonymous::fate;

    #[test]
    fn every_recorded_table_is_checked() {
        let checked: Vec<&str> = KINDS.iter().map(|kind| kind.table).collect();
        assert_eq!(checked, LOGGED.iter().map(|table| table.name).collect::<Vec<_>>());
    }

    #[test]
    fn what_becomes_of_every_column_without_names_is_decided() {
        for table in Store::in_memory().unwrap().archive().unwrap().tables {
            for column in &table.columns {
                assert!(
                    fate(&table.name, column).is_some(),
                    "{}.{column} is not in domain/archive/anonymous/columns.rs",
                    table.name
                );
            }
        }
    }
}
