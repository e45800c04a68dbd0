//! `export --anonymous`: what may pass is listed. Every column of every table is filled with a marker, and none of it is
//! found in any form of the export.

use std::fs;

use onward::domain::archive::anonymous::fate;
use onward::domain::archive::{Archive, Cell};
use onward::exchange::{csv, json};
use onward::store::Store;
use rusqlite::types::Value as Sql;

use crate::harness::{Home, connect};

const MARKER: &str = "MARKER";

/// Every table with its columns, as this version has them.
fn tables() -> Archive {
    Store::in_memory().unwrap().archive().unwrap()
}

/// A text that holds the marker, another one in every column.
fn marked(table: &str, column: &str) -> String {
    format!("{MARKER} {table} {column}")
}

#[test]
fn what_becomes_of_every_column_is_decided() {
    for table in tables().tables {
        for column in &table.columns {
            assert!(fate(&table.name, column).is_some(), "{}.{column} is not decided", table.name);
        }
    }
}

#[test]
fn no_column_lets_pass_what_is_not_in_its_form() {
    let mut archive = tables();
    for table in &mut archive.tables {
        table.rows = vec![table.columns.iter().map(|column| Cell::Text(marked(&table.name, column))).collect(); 2];
    }
    // A table and a column of a later version too.
    let mut later = archive.tables[1].clone();
    later.name = "later".to_owned();
    archive.tables.push(later);
    let mut first = archive.tables[0].clone();
    first.columns.push("later".to_owned());
    first.rows.iter_mut().for_each(|row| row.push(Cell::Text(MARKER.to_owned())));
    archive.tables[0] = first;
    let shown = archive.anonymous();
    let document = json::write(&shown).unwrap();
    let files: Vec<String> =
        csv::write(&shown).unwrap().into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
    for text in files.iter().chain([&document]) {
        assert!(!text.to_lowercase().contains(&MARKER.to_lowercase()), "{text}");
    }
}

/// A home in which every table has a row.
fn full() -> Home {
    let home = Home::new();
    let all: &[&[&str]] = &[
        &["config", "set", "near", "53.4808,-2.2426"],
        &["config", "set", "country", "GB"],
        &["config", "set", "programme", "MARKER chapel"],
        &[
            "programme",
            "add",
            "MARKER lantern",
            "--title",
            "MARKER Lantern",
            "--helper",
            "MARKER guide",
            "--token",
            "MARKER coin",
        ],
        &[
            "clock",
            "add",
            "MARKER drink",
            "--since",
            "2026-11-01",
            "--programme",
            "MARKER lantern",
            "--milestones",
            "30d=MARKER",
        ],
        &["clock", "add", "aa clock", "--since", "2026-11-01", "--programme", "AA"],
        &["checkin", "good", "--sober", "--note", "x", "--gratitude", "x"],
        &["slip", "aa clock", "--on", "2026-11-20", "--trigger", "x", "--note", "x"],
        &[
            "meeting",
            "add",
            "MARKER group",
            "--day",
            "mon",
            "--time",
            "19:30",
            "--zone",
            "Europe/London",
            "--place",
            "x",
        ],
        &["attend", "MARKER group", "--note", "x"],
        &["contact", "add", "MARKER Maria", "--role", "sponsor", "--phone", "+44 7700 900999"],
        &["reach", "MARKER Maria", "--note", "x"],
        &["goal", "set", "meetings", "3", "--per", "week"],
        &["plan", "edit", "reasons", "x"],
        &["urge", "6", "--trigger", "x"],
        &["step", "begin", "1", "--programme", "MARKER lantern"],
        &["step", "note", "1", "x", "--programme", "MARKER lantern"],
        &["smart", "abc", "--answer", "happened=x", "--about", "x"],
        &["win", "x"],
        &["helpline", "add", "MARKER line", "0800 9999", "--country", "GB"],
        &["config", "audience", "sponsor", "--fields", "sobriety"],
        &["report", "--for", "sponsor", "-o", "report.html"],
    ];
    for args in all {
        let answer = home.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
    }
    home
}

/// The columns with text of a table.
fn texts(connection: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut found = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'").unwrap();
    found.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn no_text_that_the_tables_take_stands_in_an_anonymous_export() {
    let home = full();
    let connection = connect(&home.file());
    let mut filled = 0;
    for table in tables().tables {
        let rows: i64 =
            connection.query_row(&format!("SELECT count(*) FROM \"{}\"", table.name), [], |row| row.get(0)).unwrap();
        assert!(rows > 0, "{} is empty", table.name);
        // What has its own form and is read back by it is no free text.
        let formed =
            ["id", "day", "recorded_at", "weekdays", "fields", "milestones", "zone", "point", "digest", "source"];
        for column in texts(&connection, &table.name) {
            let refers = column.ends_with("_id") || column.ends_with("_day") || column.ends_with("_on");
            if refers || formed.contains(&column.as_str()) || table.name == "setting" {
                continue;
            }
            let sql = format!(
                "UPDATE \"{0}\" SET \"{column}\" = ?1 WHERE rowid_of = (SELECT min(rowid_of) FROM \"{0}\")",
                table.name
            )
            .replace("rowid_of", if table.name == "sober" { "checkin_id" } else { "id" });
            filled += connection.execute(&sql, [Sql::Text(marked(&table.name, &column))]).unwrap_or_default();
        }
    }
    assert!(filled > 30, "{filled} texts were filled");
    drop(connection);
    home.ok(&["export", "--anonymous", "--csv", "-o", "tables"]);
    let files =
        fs::read_dir(home.root().join("tables")).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(home.ok(&["export"]).contains(MARKER), "the whole export holds it");
    for text in files.chain([home.ok(&["export", "--anonymous"])]) {
        for secret in [MARKER, "marker", "53.48", "2.2426", "7700", "0800 9999", "\"x\""] {
            assert!(!text.contains(secret), "{secret} stands in\n{text}");
        }
    }
}

#[test]
fn an_anonymous_export_can_be_imported() {
    let home = full();
    home.ok(&["export", "--anonymous", "-o", "shown.json"]);
    let other = Home::new();
    other.ok(&["import", &home.root().join("shown.json").display().to_string()]);
    assert_eq!(other.json(&["config", "get", "near"])["value"], serde_json::Value::Null);
    let clocks = other.json(&["streak"])["clocks"].clone();
    let programmes: Vec<&str> =
        clocks.as_array().unwrap().iter().filter_map(|clock| clock["programme"].as_str()).collect();
    assert!(programmes.contains(&"aa") && programmes.contains(&"programme 1"), "{programmes:?}");
}

#[test]
fn an_id_that_was_made_of_a_name_is_not_given_away() {
    let home = Home::new();
    let id = onward::domain::import::key::id("sobriety".parse().unwrap(), &["clock", "alcohol"]).to_string();
    home.ok(&["clock", "add", "alcohol"]);
    connect(&home.file()).execute("UPDATE clock SET id = ?1", [&id]).unwrap();
    assert!(home.ok(&["export"]).contains(&id));
    assert!(!home.ok(&["export", "--anonymous"]).contains(&id));
}
