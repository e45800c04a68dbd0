//! How the values of the domain are written in a column: as the words they print as, or as their number.
//! A stored value that the domain refuses is damage, and is reported as such.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::attendance::{Fit, ProofKind};
use crate::domain::audience::{Audience, Fields};
use crate::domain::contact::{Cadence, ContactRole};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::listing::{Key, Line};
use crate::domain::meeting::{Access, Approach, Venue, Weekdays, Zone};
use crate::domain::milestone::MilestoneSet;
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::mood::{Mood, Scale};
use crate::domain::place::Point;
use crate::domain::plan::Part;
use crate::domain::programme::Programme;
use crate::domain::reach::{Channel, Direction};
use crate::domain::setting::{Country, SettingKey};
use crate::domain::shared::{Digest, Format, Names};
use crate::domain::source::Source;
use crate::domain::text::{Name, Text};
use crate::domain::urge::{Minutes, Outcome};
use crate::domain::worksheet::Tool;

macro_rules! as_text {
    ($($type:ty),+ $(,)?) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.to_string()))
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map_err(|error| FromSqlError::Other(Box::new(error)))
            }
        }
    )+};
}

macro_rules! as_number {
    ($($type:ty, $number:ident);+ $(;)?) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(i64::from(self.$number())))
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::new(value.as_i64()?).map_err(|error| FromSqlError::Other(Box::new(error)))
            }
        }
    )+};
}

as_text!(Day, Moment, TimeOfDay, Text, MilestoneSet, Weekdays, Zone);
as_text!(Venue, Access, ProofKind, ContactRole, Channel, Direction, SettingKey, Country);
as_text!(Source, Part, Outcome, Tool, Approach, Point);
as_text!(Audience, Fields, Format, Digest, Names);
as_text!(Key, Line);
as_number!(Mood, level; Scale, value; Fit, value; Cadence, days; Minutes, count);

/// What a person named is read as it was recorded: only new names are put into the usual form.
macro_rules! as_recorded {
    ($($type:ty),+ $(,)?) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.as_str()))
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::recorded(value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)))
            }
        }
    )+};
}

as_recorded!(Name, Programme);

/// The words of a closed list whose columns, named after them, say yes in this row.
pub(super) fn held<T: Copy>(row: &Row<'_>, all: &[T], name: fn(T) -> &'static str) -> rusqlite::Result<Vec<T>> {
    let mut held = Vec::new();
    for word in all {
        if row.get(name(*word))? {
            held.push(*word);
        }
    }
    Ok(held)
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}
