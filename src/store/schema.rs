//! The shape of the file and its versions. Migrations are only ever added.

use rusqlite::{Transaction, TransactionBehavior};

use super::Store;
use crate::domain::kind::Kind;
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

/// A table that holds what the person recorded: every change of it is logged. All that treats every kind of record
/// in the same way reads this list, so that nothing has to be kept in step with it by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Logged {
    /// Its name.
    pub name: &'static str,
    /// The columns of its primary key.
    pub key: &'static [&'static str],
    /// Whether its rows say when they were recorded.
    pub dated: bool,
    /// How its rows are counted for people.
    pub counted: Counted,
    /// How a row of it is erased for good.
    pub erased: Erased,
}

/// How the rows of a table are counted for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// As records, each called this; the column or expression of the day that one is about, where there is one.
    As { one: &'static str, day: Option<&'static str> },
    /// Not by themselves: a row is part of a record of this table.
    PartOf(&'static str),
    /// Not at all: why.
    Not(&'static str),
}

/// How a row of a table is erased for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Erased {
    /// By a person who names a record of this kind.
    By(Kind),
    /// With the record of this table that it belongs to.
    With(&'static str),
    /// It cannot be, because it holds no words of the person's own: why.
    Never(&'static str),
}

const fn logged(name: &'static str, key: &'static [&'static str], counted: Counted, erased: Erased) -> Logged {
    Logged { name, key, dated: true, counted, erased }
}

/// All of them. What others refer to comes before them.
#[rustfmt::skip]
pub(super) const LOGGED: &[Logged] = &[
    Logged { dated: false, ..logged("setting", &["id"], Counted::Not("what is set is no record; `config list` tells it"), Erased::By(Kind::Setting)) },
    logged("clock", &["id"], Counted::As { one: "clock", day: None }, Erased::By(Kind::Clock)),
    logged("slip", &["id"], Counted::As { one: "slip", day: Some("from_day") }, Erased::By(Kind::Slip)),
    logged("checkin", &["day", "id"], Counted::As { one: "check-in", day: Some("day") }, Erased::By(Kind::Checkin)),
    Logged { dated: false, ..logged("sober", &["day", "checkin_id", "clock"], Counted::PartOf("checkin"), Erased::With("checkin")) },
    logged("meeting", &["id"], Counted::As { one: "meeting", day: None }, Erased::By(Kind::Meeting)),
    logged("attendance", &["id"], Counted::As { one: "attendance", day: Some("day") }, Erased::By(Kind::Attend)),
    logged("contact", &["id"], Counted::As { one: "contact", day: None }, Erased::By(Kind::Contact)),
    logged("reach", &["id"], Counted::As { one: "reach-out", day: Some("day") }, Erased::By(Kind::Reach)),
    logged("goal", &["id"], Counted::As { one: "goal", day: None }, Erased::Never("it holds numbers and a day, and no words")),
    logged("plan", &["id"], Counted::As { one: "plan part", day: None }, Erased::By(Kind::Plan)),
    logged("urge", &["id"], Counted::As { one: "urge", day: Some("day") }, Erased::By(Kind::Urge)),
    logged("stepwork", &["id"], Counted::As { one: "step", day: Some("coalesce(done_on, begun_on)") }, Erased::By(Kind::Step)),
    logged("stepnote", &["id"], Counted::PartOf("stepwork"), Erased::By(Kind::Note)),
    logged("worksheet", &["id"], Counted::As { one: "worksheet", day: Some("day") }, Erased::By(Kind::Smart)),
    logged("answer", &["id"], Counted::PartOf("worksheet"), Erased::With("worksheet")),
    logged("win", &["id"], Counted::As { one: "win", day: Some("day") }, Erased::By(Kind::Win)),
    logged("programme", &["id"], Counted::As { one: "programme", day: None }, Erased::By(Kind::Programme)),
    logged("helpline", &["id"], Counted::As { one: "helpline", day: None }, Erased::By(Kind::Helpline)),
    logged("audience", &["id"], Counted::As { one: "field list", day: None }, Erased::Never("its words are those of closed lists; one for a contact or a clock goes with it")),
    logged("shared", &["id"], Counted::As { one: "shared file", day: Some("day") }, Erased::By(Kind::Shared)),
];

/// The tables of the log.
pub(super) const LOG: &[&str] = &["step", "change"];

/// The tables that triggers keep from other tables: nothing is lost with them.
pub(super) const DERIVED: &[&str] = &["checkin_run"];

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
        let logged = LOGGED.iter().map(|table| table.name);
        let mut known: Vec<&str> = logged.chain(LOG.iter().chain(DERIVED).copied()).collect();
        known.sort_unstable();
        assert_eq!(all, known);
    }

    fn table(name: &str) -> &'static Logged {
        LOGGED.iter().find(|table| table.name == name).unwrap()
    }

    #[test]
    fn what_a_table_says_of_itself_is_what_the_schema_says() {
        let store = Store::in_memory().unwrap();
        for logged in LOGGED {
            let columns = "SELECT count(*) FROM pragma_table_info(?1) WHERE name = 'recorded_at'";
            let dated: i64 = store.connection.query_row(columns, [logged.name], |row| row.get(0)).unwrap();
            assert_eq!(logged.dated, dated == 1, "{}", logged.name);
            if let Counted::As { day: Some(day), .. } = logged.counted {
                store.connection.prepare(&format!("SELECT max({day}) FROM \"{}\"", logged.name)).unwrap();
            }
        }
    }

    #[test]
    fn a_part_belongs_to_a_record_that_takes_it_along() {
        let store = Store::in_memory().unwrap();
        let along = "SELECT count(*) FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2 AND on_delete = 'CASCADE'";
        let goes_with = |part: &str, whole: &str| {
            let found: i64 = store.connection.query_row(along, [part, whole], |row| row.get(0)).unwrap();
            assert!(found > 0, "{part} does not go with {whole}");
        };
        for logged in LOGGED {
            if let Counted::PartOf(whole) = logged.counted {
                goes_with(logged.name, whole);
                assert!(matches!(table(whole).counted, Counted::As { .. }), "{whole} is counted");
            }
            if let Erased::With(whole) = logged.erased {
                goes_with(logged.name, whole);
                assert!(matches!(table(whole).erased, Erased::By(_)), "{whole} can be erased");
            }
        }
    }

    #[test]
    fn every_kind_that_erase_takes_is_one_table() {
        let by = |logged: &Logged| if let Erased::By(kind) = logged.erased { Some(kind) } else { None };
        let mut kinds: Vec<Kind> = LOGGED.iter().filter_map(by).collect();
        kinds.sort_unstable();
        let mut all = Kind::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(kinds, all);
    }

    /// A table in which a person's own words can stand is never left out of `erase`.
    #[test]
    fn what_cannot_be_erased_has_no_column_for_words() {
        let store = Store::in_memory().unwrap();
        for logged in LOGGED {
            let Erased::Never(why) = logged.erased else { continue };
            let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
            let table: String = store.connection.query_row(sql, [logged.name], |row| row.get(0)).unwrap();
            let words = |line: &&str| {
                line.contains(" TEXT") && ![" REFERENCES ", " IN (", " date("].iter().any(|rule| line.contains(rule))
            };
            let free: Vec<&str> =
                table.lines().filter(words).filter_map(|line| line.split_whitespace().next()).collect();
            // The fields of a list are checked by the domain as each row is read.
            let known = ["id", "recorded_at", "fields"];
            assert!(free.iter().all(|column| known.contains(column)), "{}: {free:?}, though {why}", logged.name);
        }
    }
}
