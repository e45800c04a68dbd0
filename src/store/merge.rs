//! What two terminals made of the same record.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use super::Record;
use crate::error::{Error, Result};

/// The columns that a change would take from another one: those that differ from what the person was shown, and that
/// the change gives yet another value.
///
/// # Errors
/// When a value cannot be kept in a column.
pub fn clashes<R: Record>(shown: &R, now: &R, after: &R) -> Result<Vec<&'static str>> {
    let (shown, now, after) = (row(shown)?, row(now)?, row(after)?);
    let both = R::COLUMNS.iter().zip(shown.iter().zip(now.iter().zip(&after)));
    let clash = both.filter(|(_, (shown, (now, after)))| now != shown && after != now);
    Ok(clash.map(|(column, _)| *column).collect())
}

/// Whether two readings of a record are the same.
///
/// # Errors
/// When a value cannot be kept in a column.
pub fn same<R: Record>(one: &R, other: &R) -> Result<bool> {
    Ok(row(one)? == row(other)?)
}

fn row<R: Record>(record: &R) -> Result<Vec<Value>> {
    let value = |value: &&dyn ToSql| match value.to_sql()? {
        ToSqlOutput::Borrowed(value) => Ok(value.try_into()?),
        ToSqlOutput::Owned(value) => Ok(value),
        _ => Ok(Value::Null),
    };
    let values = record.values(|values| values.iter().map(value).collect::<rusqlite::Result<_>>());
    values.map_err(|error| Error::data(format!("this {} cannot be kept", R::WHAT)).cause(error))
}
