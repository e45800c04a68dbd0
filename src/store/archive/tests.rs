//! An archive is whole, or it is refused with its row.

use super::*;
use crate::error::Kind;

const CLOCK: &str = "019ab123-4567-7890-abcd-000000000001";
const SLIP: &str = "019ab123-4567-7890-abcd-000000000002";
const CHECKIN: &str = "019ab123-4567-7890-abcd-000000000003";

/// A store with a clock, a slip, a check-in and an answer.
fn lived_in() -> Store {
    let store = Store::in_memory().unwrap();
    let rows = format!(
        "INSERT INTO clock VALUES ('{CLOCK}', 'alcohol', '2026-01-01', 'aa', 'aa', 0, NULL, '2026-01-01T08:00:00+00:00');
         INSERT INTO slip VALUES ('{SLIP}', '{CLOCK}', 'alcohol', '2026-02-01', NULL, 'pay', NULL, '2026-02-01T08:00:00+00:00', NULL);
         INSERT INTO checkin VALUES ('{CHECKIN}', '2026-01-05', 4, NULL, NULL, NULL, 0, 0, 1, 0, NULL, 'née 🌱', '2026-01-05T08:00:00+00:00', NULL);
         INSERT INTO sober VALUES ('2026-01-05', '{CHECKIN}', 'alcohol', '{CLOCK}');
         INSERT INTO setting VALUES ('day-start', '04:00');"
    );
    store.connection.execute_batch(&rows).unwrap();
    store
}

/// The archive with one cell changed.
fn edited(table: &str, column: &str, cell: Cell) -> Archive {
    let mut archive = lived_in().archive().unwrap();
    let table = archive.tables.iter_mut().find(|found| found.name == table).unwrap();
    let at = table.place(column).unwrap();
    table.rows[0][at] = cell;
    archive
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn an_archive_of_ours_stands_as_it_is() {
    let archive = lived_in().archive().unwrap();
    assert_eq!(archive.records(), 5);
    assert_eq!(Store::checked(&archive).unwrap(), archive);
}

#[test]
fn a_value_that_cannot_be_is_refused_with_its_row() {
    for (table, column, cell, said) in [
        ("checkin", "day", text("2026-02-30"), "checkin, row 1"),
        ("clock", "since", text("2026-02-30"), "the calendar has no 2026-02-30"),
        ("clock", "since", text("0001-01-01"), "since: a day lies between"),
        ("checkin", "mood", Cell::Number(6), "mood: "),
        ("checkin", "mood", text("good"), "mood"),
        ("checkin", "hungry", Cell::Empty, "hungry is empty"),
        ("checkin", "recorded_at", text("yesterday"), "recorded_at: \"yesterday\" is not an instant"),
        ("slip", "clock_id", text(CHECKIN), "is no clock of this export"),
        ("sober", "checkin_id", text(CLOCK), "is no checkin of this export"),
        ("sober", "clock", text("a\nb"), "sober, row 1: clock: a name is one line"),
        ("slip", "to_day", text("2026-01-31"), "to_day >= from_day"),
        ("slip", "id", text("019ab123-4567-7890-abcd-00000000000g"), "slip, row 1"),
        ("slip", "id", text("019AB123-4567-7890-ABCD-000000000002"), "its id is written 019ab123"),
        ("setting", "value", text("25:00"), "setting, row 1 (id day-start): value: \"25:00\""),
        ("setting", "id", text("colour"), "setting, row 1"),
    ] {
        let error = Store::checked(&edited(table, column, cell)).unwrap_err();
        assert!(error.message.contains(said), "{table}.{column}: {}", error.message);
        assert!(error.kind == Kind::Refused && error.hint.is_some(), "{table}.{column}: {error:?}");
    }
}

#[test]
fn what_is_only_written_differently_is_written_as_ours() {
    let original = lived_in().archive().unwrap();
    for (table, column, cell) in [
        ("clock", "programme", text("AA")),
        ("clock", "name", text("alcohol")),
        ("checkin", "note", text("née 🌱 \n")),
        ("checkin", "mood", text("4")),
        ("checkin", "craving", text("")),
    ] {
        assert_eq!(Store::checked(&edited(table, column, cell)).unwrap(), original, "{table}.{column}");
    }
}

#[test]
fn an_id_stands_once() {
    let mut archive = lived_in().archive().unwrap();
    let checkins = archive.tables.iter_mut().find(|table| table.name == "checkin").unwrap();
    let mut again = checkins.rows[0].clone();
    again[checkins.place("day").unwrap()] = text("2026-01-06");
    checkins.rows.push(again);
    let error = Store::checked(&archive).unwrap_err();
    assert!(error.message.contains("checkin, row 2") && error.message.contains("another row"), "{error}");
}

#[test]
fn a_table_or_a_column_too_many_or_too_few_is_refused() {
    let whole = || lived_in().archive().unwrap();
    let mut missing = whole();
    missing.tables.retain(|table| table.name != "slip");
    let mut other = whole();
    other.tables[0].name = "step".to_owned();
    let mut short = whole();
    short.tables[1].columns[1] = "nickname".to_owned();
    for (archive, said) in [(missing, "\"slip\" is missing"), (other, "has no \"step\""), (short, "\"name\"")] {
        let error = Store::checked(&archive).unwrap_err();
        assert!(error.message.contains(said), "{error}");
    }
}

#[test]
fn a_newer_archive_waits_for_a_newer_onward() {
    let newer = Archive { version: schema::VERSION + 1, ..lived_in().archive().unwrap() };
    assert!(Store::checked(&newer).unwrap_err().message.contains("newer onward"));
    let none = Archive { version: 0, ..newer };
    assert!(Store::checked(&none).is_err());
}
