//! A data file from elsewhere: one that this program would not have written is refused before anything of it runs,
//! as a copy to restore and as the data file of a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;

use crate::harness::{Home, connect};
use crate::sealed::{HERON, lived_in, notes, protected, refused, sealed};

/// What somebody did to a file, and what is said of it. Each leaves a file that SQLite itself finds well.
const HOSTILE: &[(&str, &str)] = &[
    ("CREATE TRIGGER evil AFTER INSERT ON checkin BEGIN DELETE FROM clock; END", "the trigger \"evil\" is not onward's"),
    (
        "CREATE VIEW evil AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "the view \"evil\" is not onward's",
    ),
    (
        "ALTER TABLE win RENAME TO other; CREATE VIEW win AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL
         SELECT i + 1 FROM n) SELECT i AS id, i AS day, i AS text, i AS recorded_at FROM n",
        "is not onward's",
    ),
    ("CREATE TABLE stamp (id INTEGER)", "the table \"stamp\" is not onward's"),
    ("CREATE INDEX evil ON checkin (note)", "the index \"evil\" is not onward's"),
    ("DROP INDEX slip_of_clock", "the index \"slip_of_clock\" is missing"),
    ("DROP TRIGGER checkin_run_joins", "the trigger \"checkin_run_joins\" is missing"),
    ("ALTER TABLE win ADD COLUMN evil TEXT AS (upper(text))", "the table \"win\" is not as onward makes it"),
    ("ALTER TABLE win ADD COLUMN evil TEXT DEFAULT (randomblob(9))", "the table \"win\" is not as onward makes it"),
    ("CREATE VIRTUAL TABLE evil USING rtree (id, a, b)", "is not onward's"),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'BETWEEN 1 AND 5', 'BETWEEN 1 AND 500')
         WHERE name = 'checkin'",
        "the table \"checkin\" is not as onward makes it",
    ),
    ("UPDATE checkin SET note = CAST(x'68ff6a' AS TEXT)", "the table checkin, row 1: note is not UTF-8 text"),
    ("UPDATE step SET summary = CAST(x'c3' AS TEXT)", "the table step, row 1: summary is not UTF-8 text"),
    ("UPDATE change SET row_id = CAST(x'c3' AS TEXT)", "the table change, row 1: row_id is not UTF-8 text"),
    ("INSERT OR REPLACE INTO setting VALUES ('backups', '99999')", "the table setting, row 1: value: "),
    ("INSERT OR REPLACE INTO setting VALUES ('day-start', 'noon')", "the table setting"),
    ("UPDATE clock SET name = 'a' || char(10) || 'b'", "the table clock, row 1: name: "),
    ("UPDATE checkin SET note = 'a' || char(0) || 'b'", "the table checkin, row 1: note: "),
    ("UPDATE checkin SET recorded_at = 'yesterday'", "the table checkin, row 1: recorded_at: "),
    ("UPDATE clock SET milestones = 'none that is known, really'", "the table clock, row 1: milestones: "),
    ("UPDATE clock SET since = '0001-01-01'", "the table clock, row 1: since: "),
    ("PRAGMA foreign_keys = OFF; UPDATE step SET seq = 9223372036854775807 WHERE seq = 1;
      UPDATE change SET step = 9223372036854775807 WHERE step = 1", "the table step"),
    ("UPDATE change SET table_name = 'sqlite_schema'", "the table change, row 1: table_name: "),
    ("UPDATE change SET table_name = 'step'", "the table change, row 1: table_name: "),
    ("UPDATE change SET after = 'DROP TABLE clock' WHERE table_name = 'checkin'", "the log of the table checkin"),
    ("UPDATE change SET after = '[1]' WHERE table_name = 'checkin'", "the log of the table checkin"),
    (
        "UPDATE change SET after = replace(after, '{', '{\"x\\\") VALUES (1) --\":1,') WHERE table_name = 'checkin'",
        "the log of the table checkin names a column",
    ),
    (
        "UPDATE change SET after = replace(after, '{', '{\"mood\":5,') WHERE table_name = 'checkin'",
        "the log of the table checkin names a column",
    ),
    (
        "UPDATE change SET after = json_set(after, '$.mood', 77) WHERE table_name = 'checkin'",
        "the log of the table checkin holds a row that cannot be: mood: ",
    ),
    ("PRAGMA user_version = 2", "is not as onward writes it"),
    ("PRAGMA user_version = 0", "is not as onward writes it"),
    ("PRAGMA user_version = -1", "is not as onward writes it"),
    ("PRAGMA auto_vacuum = FULL; VACUUM", "vacuums itself"),
];

/// A good file, to be changed.
fn good(at: &Path) {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    fs::write(at, MADE.get_or_init(|| fs::read(lived_in().file()).unwrap())).unwrap();
}

fn changed(home: &Home, sql: &str) -> PathBuf {
    let path = home.root().join("hostile.db");
    good(&path);
    let connection = connect(&path);
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    path
}

/// Whatever is asked of it, the file of this home is refused with these words and stays as it is.
fn is_refused(home: &Home, said: &str, what: &str) {
    for words in [&["today"][..], &["checkin", "good"], &["undo"]] {
        let answer = refused(home, 3, words);
        assert!(answer.contains(said) && answer.contains("left as it is"), "{what}: {words:?}\n{answer}");
    }
}

#[test]
fn a_file_that_another_program_made_statistics_for_is_still_ours() {
    let home = lived_in();
    connect(&home.file()).execute_batch("ANALYZE").unwrap();
    assert_eq!(notes(&home), [HERON]);
    home.ok(&["backup"]);
    home.ok(&["restore", "latest", "--yes"]);
    home.ok(&["doctor"]);
}

#[test]
fn a_hostile_copy_is_refused_before_anything_is_touched() {
    let home = lived_in();
    for (sql, said) in HOSTILE {
        let path = changed(&home, sql);
        let answer = refused(&home, 3, &["restore", path.to_str().unwrap(), "--yes"]);
        assert!(answer.contains(said) && answer.contains("left as it is"), "{sql}\n{answer}");
    }
}

#[test]
fn a_hostile_data_file_is_refused_and_left_as_it_is() {
    for (sql, said) in HOSTILE {
        let home = Home::new();
        let path = changed(&home, sql);
        fs::create_dir(home.folder()).unwrap();
        fs::rename(path, home.file()).unwrap();
        is_refused(&home, said, sql);
    }
}

#[test]
fn a_hostile_file_is_refused_under_a_seal_too() {
    let home = protected();
    for (sql, said) in [HOSTILE[0], HOSTILE[1], HOSTILE[12], HOSTILE[15]] {
        let path = changed(&home, sql);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, sealed(&bytes, "four quiet words here")).unwrap();
        let answer = refused(&home, 3, &["restore", path.to_str().unwrap(), "--yes"]);
        assert!(answer.contains(said), "{sql}\n{answer}");
    }
}

#[test]
fn a_schema_is_compared_at_every_start_and_rows_where_a_file_is_new_here() {
    let home = lived_in();
    connect(&home.file())
        .execute_batch("CREATE TRIGGER evil AFTER INSERT ON win BEGIN DELETE FROM clock; END")
        .unwrap();
    is_refused(&home, "the trigger \"evil\" is not onward's", "a trigger that came later");
    let home = lived_in();
    let other = changed(&home, "UPDATE checkin SET note = CAST(x'ff' AS TEXT)");
    fs::rename(other, home.file()).unwrap();
    is_refused(&home, "note is not UTF-8 text", "another file under the same name");
}

#[test]
fn text_in_another_encoding_and_a_log_beside_the_file_are_refused() {
    let home = lived_in();
    let wide = home.root().join("wide.db");
    let schema: Vec<String> = {
        let connection = connect(&home.file());
        let mut found =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").unwrap();
        found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let connection: Connection = connect(&wide);
    connection.execute_batch("PRAGMA encoding = 'UTF-16le'").unwrap();
    schema.iter().for_each(|sql| connection.execute_batch(sql).unwrap());
    connection.execute_batch("PRAGMA application_id = 0x6f6e7764; PRAGMA user_version = 4").unwrap();
    drop(connection);
    let answer = refused(&home, 3, &["restore", "wide.db", "--yes"]);
    assert!(answer.contains("its text is UTF-16le"), "{answer}");
    let path = home.root().join("wal.db");
    good(&path);
    let mut bytes = fs::read(&path).unwrap();
    bytes[18..20].fill(2);
    fs::write(&path, bytes).unwrap();
    refused(&home, 3, &["restore", "wal.db", "--yes"]);
}

#[test]
fn a_file_that_says_it_has_more_pages_than_it_has_is_refused() {
    for pages in [0xff, 0x7fff_fffe_u32, u32::MAX] {
        let home = lived_in();
        let path = home.root().join("huge.db");
        good(&path);
        let mut bytes = fs::read(&path).unwrap();
        bytes[28..32].copy_from_slice(&pages.to_be_bytes());
        fs::write(&path, bytes).unwrap();
        refused(&home, 3, &["restore", "huge.db", "--yes"]);
    }
}

#[test]
fn every_frozen_file_is_ours() {
    for version in 1..=4 {
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{version}.db"));
        let home = Home::new();
        home.ok(&["restore", frozen.to_str().unwrap(), "--yes"]);
        home.ok(&["doctor"]);
        let copy = lived_in();
        fs::copy(&frozen, copy.root().join("old.db")).unwrap();
        connect(&copy.root().join("old.db")).execute_batch("CREATE TABLE stamp (id INTEGER)").unwrap();
        let answer = refused(&copy, 3, &["restore", "old.db", "--yes"]);
        assert!(answer.contains("the table \"stamp\" is not onward's"), "{answer}");
        fs::copy(&frozen, copy.root().join("bad.db")).unwrap();
        connect(&copy.root().join("bad.db")).execute_batch("UPDATE contact SET name = CAST(x'ff' AS TEXT)").unwrap();
        let answer = refused(&copy, 3, &["restore", "bad.db", "--yes"]);
        assert!(answer.contains("bad.db"), "{answer}");
    }
}
