//! The shape of the file and its versions. Migrations are only ever added.

use rusqlite::{Transaction, TransactionBehavior};

use super::Store;
use crate::error::Result;

/// Marks a file as onward's: "onwd" in ASCII.
pub(super) const APPLICATION_ID: i32 = 0x6f6e_7764;

/// Each version of the schema, as the statements that lead to it from the one before.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001.sql"),
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004.sql"),
];

/// A table that holds what the person recorded: every change of it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Logged {
    /// Its name.
    pub name: &'static str,
    /// The columns of its primary key.
    pub key: &'static [&'static str],
}

/// All of them.
pub(super) const LOGGED: &[Logged] = &[
    Logged { name: "setting", key: &["id"] },
    Logged { name: "clock", key: &["id"] },
    Logged { name: "slip", key: &["id"] },
    Logged { name: "checkin", key: &["day", "id"] },
    Logged { name: "sober", key: &["day", "checkin_id", "clock"] },
    Logged { name: "meeting", key: &["id"] },
    Logged { name: "attendance", key: &["id"] },
    Logged { name: "contact", key: &["id"] },
    Logged { name: "reach", key: &["id"] },
    Logged { name: "goal", key: &["id"] },
    Logged { name: "plan", key: &["id"] },
    Logged { name: "urge", key: &["id"] },
    Logged { name: "stepwork", key: &["id"] },
    Logged { name: "stepnote", key: &["id"] },
    Logged { name: "worksheet", key: &["id"] },
    Logged { name: "answer", key: &["id"] },
    Logged { name: "win", key: &["id"] },
    Logged { name: "programme", key: &["id"] },
    Logged { name: "helpline", key: &["id"] },
    Logged { name: "audience", key: &["id"] },
    Logged { name: "shared", key: &["id"] },
];

/// The tables that are not recorded by anyone: the log itself, and what triggers keep. No export holds them.
pub(super) const KEPT_BY_ITSELF: &[&str] = &["step", "change", "checkin_run"];

/// The version that this program writes.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

impl Store {
    /// Brings data of this version up to [`VERSION`], if it is older.
    pub(super) fn bring_up_to_date(&self, version: i64) -> Result<()> {
        if version < VERSION { self.migrate() } else { Ok(()) }
    }

    /// Brings the file up to [`VERSION`], all of it or nothing.
    pub(super) fn migrate(&self) -> Result<()> {
        self.migrate_to(VERSION)
    }

    /// Brings the file up to this version, which is the current one but for what an older one exported.
    pub(super) fn migrate_to(&self, version: i64) -> Result<()> {
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let transaction = self.sql(begun)?;
        // Read again under the lock: another terminal may have been faster.
        let have: i64 = self.sql(transaction.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        let count = |version| usize::try_from(version).unwrap_or(0);
        let missing = MIGRATIONS.iter().take(count(version)).skip(count(have));
        for migration in missing {
            self.sql(transaction.execute_batch(migration))?;
        }
        self.sql(transaction.pragma_update(None, "application_id", APPLICATION_ID))?;
        self.sql(transaction.pragma_update(None, "user_version", version.max(have)))?;
        transaction.commit().map_err(|error| self.commit_trouble(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_recorded_or_keeps_itself() {
        let store = Store::in_memory().unwrap();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let mut found = store.connection.prepare(sql).unwrap();
        let all = found.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<Vec<String>>>().unwrap();
        let mut known: Vec<&str> =
            LOGGED.iter().map(|table| table.name).chain(KEPT_BY_ITSELF.iter().copied()).collect();
        known.sort_unstable();
        assert_eq!(all, known);
    }
}
