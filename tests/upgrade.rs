//! A data file of every schema that ever landed opens, and holds what it held.
//!
//! `tests/fixtures/schema-N.db` was written by the program that had schema N, by typing
//! `tests/fixtures/month.txt`, from schema 3 on also `hard-hours.txt`, from 4 on `sharing.txt`, and is never written again. `export-N.json` is what that program exported of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Copies a frozen file into a home of its own.
fn thaw(home: &Path, file: &Path) {
    fs::create_dir_all(home).unwrap();
    fs::copy(file, home.join("onward.db")).unwrap();
    fs::set_permissions(home.join("onward.db"), fs::Permissions::from_mode(0o600)).unwrap();
}

fn onward(home: &Path, args: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
    command.env_clear().env("ONWARD_DATA_DIR", home).env("ONWARD_NOW", "2026-11-18T22:00:00+00:00").env("TZ", "UTC");
    let output = command.args(args).arg("--json").output().unwrap();
    assert!(output.status.success(), "onward {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn frozen() -> Vec<PathBuf> {
    fixtures("db")
}

fn fixtures(ending: &str) -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// The schema of a frozen file: 3 of `schema-3.db`.
fn version(file: &Path) -> u32 {
    file.file_stem().unwrap().to_str().unwrap().trim_start_matches("schema-").parse().unwrap()
}

#[test]
fn there_is_a_frozen_file_of_every_schema() {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    assert_eq!(frozen().len(), fs::read_dir(migrations).unwrap().count());
}

#[test]
fn every_frozen_file_opens_and_holds_what_it_held() {
    for file in frozen() {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        thaw(&home, &file);
        let streak = onward(&home, &["streak"]);
        assert_eq!(streak["clocks"][0]["day_number"], 171, "{}", file.display());
        assert_eq!(streak["clocks"][1]["used_days"], 3);
        assert_eq!(streak["checkins"]["days"], 26);
        let count = |args: &[&str], key: &str| onward(&home, args)[key].as_array().unwrap().len();
        assert_eq!(count(&["checkin", "list", "--limit", "1000"], "checkins"), 29);
        assert_eq!(count(&["attend", "list", "--limit", "1000"], "attendances"), 6 + usize::from(version(&file) >= 4));
        assert_eq!(count(&["reach", "list", "--limit", "1000"], "reaches"), 14);
        assert_eq!((count(&["meeting", "list"], "meetings"), count(&["contact", "list"], "contacts")), (2, 1));
        assert_eq!((count(&["slip", "list"], "slips"), count(&["goal", "list"], "goals")), (1, 1));
    }
}

#[test]
fn what_was_written_in_hard_hours_is_there_from_schema_3_on() {
    for file in frozen() {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        thaw(&home, &file);
        let (name, there) = (file.display(), usize::from(version(&file) >= 3));
        let count = |args: &[&str], key: &str| onward(&home, args)[key].as_array().unwrap().len();
        assert_eq!(count(&["plan", "show"], "reasons"), there, "{name}");
        assert_eq!((count(&["urge", "list"], "urges"), count(&["win", "list"], "wins")), (2 * there, there), "{name}");
        assert_eq!(count(&["step", "show", "1", "--programme", "aa"], "work"), there, "{name}");
        assert_eq!(count(&["smart", "list"], "worksheets"), 2 * there, "{name}");
        let programmes = onward(&home, &["programme", "list"]);
        let own = programmes["programmes"].as_array().unwrap().iter().filter(|one| one["own"] == true);
        assert_eq!(own.count(), there, "{name}");
    }
}

#[test]
fn what_was_shared_and_how_a_group_suited_is_there_from_schema_4_on() {
    for file in frozen().iter().filter(|file| version(file) >= 4) {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        thaw(&home, file);
        let shared = onward(&home, &["shared", "list"]);
        assert_eq!(
            (&shared["shared"][0]["contact"], &shared["shared"][0]["format"]),
            (&"Maria G".into(), &"html".into())
        );
        let compared = onward(&home, &["meeting", "compare", "library"]);
        assert_eq!(compared["groups"][0]["liked"][0]["words"], "plain words");
        assert_eq!(onward(&home, &["meeting", "show", "tuesday"])["meeting"]["point"], "53.8,-1.5");
        let lists = onward(&home, &["config", "audience"]);
        let own = lists["lists"].as_array().unwrap().iter().filter(|list| list["list"] == "own");
        assert_eq!(own.count(), 2, "{lists}");
    }
}

#[test]
fn every_frozen_file_can_be_written_and_taken_back_to_its_first_step() {
    for file in frozen() {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        thaw(&home, &file);
        onward(&home, &["checkin", "good", "--sober"]);
        let steps = onward(&home, &["history", "--limit", "1000"])["steps"].as_array().unwrap().len();
        for _ in 0..steps {
            onward(&home, &["undo"]);
        }
        assert_eq!(onward(&home, &["clock", "list"])["clocks"].as_array().unwrap().len(), 0, "{}", file.display());
    }
}

#[test]
fn a_file_of_an_older_schema_is_kept_as_it_was_before_it_is_brought_up_to_date() {
    let place = tempfile::tempdir().unwrap();
    let home = place.path().join("data");
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.db");
    thaw(&home, &first);
    onward(&home, &["today"]);
    let backups = onward(&home, &["backup", "list"]);
    assert_eq!((&backups["backups"][0]["why"], backups["backups"].as_array().unwrap().len()), (&"version-1".into(), 1));
    assert_eq!(fs::read(backups["backups"][0]["path"].as_str().unwrap()).unwrap(), fs::read(first).unwrap());
}

#[test]
fn every_frozen_export_comes_in_whole() {
    let exports = fixtures("json");
    assert_eq!(exports.len() + 1, frozen().len(), "an export of every version before this one");
    for file in exports {
        let place = tempfile::tempdir().unwrap();
        let home = place.path().join("data");
        onward(&home, &["import", &file.display().to_string()]);
        let streak = onward(&home, &["streak"]);
        assert_eq!(streak["clocks"][0]["day_number"], 171, "{}", file.display());
        assert_eq!((&streak["clocks"][1]["used_days"], &streak["checkins"]["days"]), (&3.into(), &26.into()));
    }
}
