//! The floor for a check-in: opens a file and durably inserts one row.

#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "a floor stands outside the house")]

use rusqlite::Connection;

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let connection = Connection::open(path).expect("open");
    connection
        .execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;
             CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, day TEXT NOT NULL, mood INTEGER NOT NULL) STRICT;
             CREATE INDEX IF NOT EXISTS entry_day ON entry (day);",
        )
        .expect("schema");
    connection.execute("INSERT INTO entry (day, mood) VALUES (?1, ?2)", ("2026-11-23", 4)).expect("insert");
}
