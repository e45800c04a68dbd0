//! `import --from`: what is not taken, and what is told of it.

use serde_json::json;

use crate::harness::Home;
use crate::import_from::{diary, document, file, fixture, partly, sober};

#[test]
fn rows_that_cannot_be_taken_are_told_by_line_and_the_rest_is_imported() {
    let home = sober();
    let answer = partly(&home, &["import", &fixture("table.csv"), "--from", "csv"]);
    assert!(answer.out.starts_with("Added 3 records from a plain table, Sun 1 Nov to Tue 3 Nov."), "{}", answer.out);
    for row in ["Not taken: 2 rows", "line 5  2027-01-01 is still to come", "line 6  it has no date"] {
        assert!(answer.out.contains(row), "{row}\n{}", answer.out);
    }
    let again = document(&partly(&home, &["import", &fixture("table.csv"), "--from", "csv", "--json"]));
    assert_eq!((&again["added"], &again["same"]), (&json!(0), &json!(3)));
    let row = json!({"file": null, "line": 6, "place": "line 6", "reason": "it has no date"});
    assert_eq!(again["rejected"][1], row);
    let logs = [("habitctl.log", "habitctl", "line 8"), ("harsh.log", "harsh", "line 5")];
    for (name, source, line) in logs {
        let words =
            ["import", &fixture(name), "--from", source, "--habit", "No alcohol=sober:alcohol", "--skip-others"];
        assert!(partly(&home, &words).out.contains(line));
    }
}

#[test]
fn days_before_the_first_sober_day_are_rejected_with_the_way_to_bring_them() {
    let home = Home::new();
    home.ok(&["clock", "add", "my gin", "--since", "2026-11-02"]);
    let text = "date,sober,slip,mood\n2026-10-30,my gin,,\n2026-11-01,,my gin,2\n2026-11-03,my gin,,4\n";
    let table = file(&home, "early.csv", text);
    let answer = partly(&home, &["import", &table, "--from", "csv"]);
    assert!(answer.out.contains("line 3  2026-11-01 lies before the first sober day of \"my gin\""), "{}", answer.out);
    let plain = answer.out.replace('\u{a0}', " ");
    assert!(plain.contains("onward clock edit 'my gin' --since 2026-10-30, then import again"), "{plain}");
    assert_eq!(home.json(&["clock", "list"])["clocks"][0]["since"], "2026-11-02", "nothing is moved by itself");
    home.ok(&["clock", "edit", "my gin", "--since", "2026-10-30"]);
    let told = home.json(&["import", &table, "--from", "csv"]);
    assert_eq!(
        (&told["added"], &told["same"]),
        (&json!(3), &json!(1)),
        "the check-in and the slip of a row come together"
    );
}

#[test]
fn two_tables_that_speak_of_one_day_are_both_imported() {
    let home = sober();
    let moods = file(&home, "moods.csv", "date,mood\n2026-11-01,4\n2026-11-01,4\n2026-11-02,3\n");
    let answers = file(&home, "answers.csv", "date,sober\n2026-11-01,yes\n2026-11-02,alcohol\n");
    for (path, added) in [(&moods, 3), (&answers, 2), (&moods, 0), (&answers, 0)] {
        assert_eq!(home.json(&["import", path, "--from", "csv"])["added"], added, "{path}");
    }
    assert_eq!(home.json(&["streak"])["clocks"][0]["confirmed_days"], 2);
}

#[test]
fn dates_in_two_orders_or_that_can_be_read_in_two_ways_are_not_guessed() {
    let home = Home::new();
    let mixed = file(&home, "mixed.csv", "date,mood\n13/11/2026,4\n11/14/2026,3\n01/02/2026,3\n");
    let refused = home.fails(1, &["import", &mixed, "--from", "csv"]);
    assert!(refused.contains("day first (line 2) and month first (line 3)"), "{refused}");
    let open = file(&home, "open.csv", "date,mood\n02/11/2026,4\n03/11/2026,3\n");
    let refused = home.fails(1, &["import", &open, "--from", "csv"]);
    assert!(refused.contains("lines 2 and 3") && refused.contains("--dates dmy"), "{refused}");
    let told = home.json(&["import", &open, "--from", "csv", "--dates", "mdy"]);
    assert_eq!((&told["first_day"], &told["last_day"]), (&json!("2026-02-11"), &json!("2026-03-11")));
    let clear = file(&home, "clear.csv", "date,mood\n02.11.2026,4\n13.11.2026,3\n");
    assert_eq!(home.json(&["import", &clear, "--from", "csv"])["first_day"], "2026-11-02");
    let both = document(&partly(&home, &["import", &mixed, "--from", "csv", "--dates", "dmy", "--json"]));
    assert_eq!((&both["rejected"][0]["line"], &both["added"]), (&json!(3), &json!(2)));
}

#[test]
fn a_file_of_another_program_is_recognised() {
    let home = sober();
    let said = [
        ("daylio.csv", "daylio"),
        ("loop", "loop"),
        ("Loop Habits CSV 2026-11-23.zip", "loop"),
        ("backup.daylio", "daylio"),
        ("sobriety.json", "sobriety"),
        ("habitctl.log", "habitctl"),
        ("harsh.log", "harsh"),
        ("table.csv", "csv"),
    ];
    for (name, source) in said {
        let path = fixture(name);
        let refused = home.fails(1, &["import", &path]);
        assert!(refused.contains("this looks like"), "{refused}");
        assert!(refused.contains(&format!("--from {source} would read it")), "{refused}");
        let other = if source == "harsh" { "daylio" } else { "harsh" };
        let refused = home.fails(1, &["import", &path, "--from", other]);
        assert!(refused.contains("this looks like") && refused.contains(&format!("--from {source}")), "{refused}");
    }
    let refused = home.fails(1, &["import", &fixture("loop/Checkmarks.csv"), "--from", "loop"]);
    assert!(refused.contains("one file of several"), "{refused}");
    home.ok(&["export", "-o", "own.json"]);
    let refused = home.fails(1, &["import", "own.json", "--from", "daylio"]);
    assert!(refused.contains("an export of onward") && refused.contains("without --from"), "{refused}");
}

#[test]
fn what_cannot_be_read_as_a_whole_changes_nothing() {
    let home = sober();
    for (name, text, source, said) in [
        ("a.csv", "", "csv", "empty"),
        ("b.csv", "date,wage\n2026-11-01,5\n", "csv", "\"wage\" is not known"),
        ("c.csv", "hello\n", "daylio", "does not name the columns"),
        ("d.zip", "PK\u{3}\u{4}nothing", "loop", "archive is damaged"),
        ("e.json", "[1, 2", "sobriety", "no JSON list"),
        ("f.log", "hello\n", "harsh", "no line"),
        ("g.csv", "date,sober\n2026-11-01,sugar\n", "csv", "these clocks are not here: \"sugar\" (1)"),
    ] {
        let path = file(&home, name, text);
        let refused = home.fails(1, &["import", &path, "--from", source]);
        assert!(refused.contains(said) && refused.contains("\nhint: nothing was imported"), "{name}: {refused}");
    }
    let path = fixture("daylio.csv");
    let unknown = home.fails(1, &["import", &path, "--from", "daylio", "--activity", "drank=used:sugar"]);
    assert!(unknown.contains("--activity: there is no clock named \"sugar\""), "{unknown}");
    let missing = home.fails(1, &[&diary(&path)[..], &["--anxiety", "Worry"]].concat());
    assert!(missing.contains("no entry has the scale \"Worry\"") && missing.contains("\"Craving\" (3)"), "{missing}");
    home.fails(2, &["import", &path, "--from", "nomo"]);
    home.fails(2, &["import", &path, "--mood", "tired=2"]);
    home.fails(2, &["import", &path, "--from", "loop", "--mood", "tired=2"]);
    home.fails(2, &["import", &path, "--from", "daylio", "--mood", "tired=9"]);
    home.fails(2, &["import", &path, "--from", "daylio", "--activity", "walk=run"]);
    home.fails(1, &["import", &path, "--from", "daylio", "--mood", "tired=2", "--mood", "Tired=3"]);
}

#[test]
fn the_time_of_an_entry_is_that_of_the_wall_clock_here() {
    let mut home = Home::new();
    home.zone("GMT0BST,M3.5.0/1,M10.5.0");
    let text = "date,time,mood\n2026-07-01,22:00,4\n2026-10-25,01:30,3\n2026-03-29,01:30,2\n2026-11-23,23:00,1\n2026-01-05,,5\n";
    let table = file(&home, "times.csv", text);
    home.ok(&["import", &table, "--from", "csv"]);
    let checkins = home.json(&["checkin", "list"])["checkins"].clone();
    let times: Vec<(&str, &str)> = checkins
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["day"].as_str().unwrap(), entry["recorded_at"].as_str().unwrap()))
        .collect();
    let expected = [
        // A time that is still to come is no time at which it was written.
        ("2026-11-23", "2026-11-23T21:30:00+00:00"),
        // The first of the two.
        ("2026-10-25", "2026-10-25T01:30:00+01:00"),
        ("2026-07-01", "2026-07-01T22:00:00+01:00"),
        // The clocks went from 1:00 to 2:00.
        ("2026-03-29", "2026-03-29T02:00:00+01:00"),
        ("2026-01-05", "2026-11-23T21:30:00+00:00"),
    ];
    assert_eq!(times, expected);
    assert_eq!(home.json(&["import", &table, "--from", "csv"])["added"], 0);
}

#[test]
fn text_from_outside_cannot_steer_a_terminal() {
    let home = sober();
    let table = file(
        &home,
        "odd.csv",
        "date,note,meeting\n2026-11-01,red \u{1b}[31m bell\u{7},\n2026-11-02,,a\u{1b}b\n2026-11-03,nul \0,\n",
    );
    let answer = partly(&home, &["import", &table, "--from", "csv"]);
    assert!(
        answer.out.contains("line 3") && answer.out.contains("line 4") && !answer.out.contains('\u{1b}'),
        "{}",
        answer.out
    );
    assert!(!home.ok(&["checkin", "list"]).contains('\u{1b}'));
    let moods = file(&home, "moods.csv", "date,mood\n2026-11-01,so\u{1b}[31m\n");
    assert!(!home.fails(1, &["import", &moods, "--from", "csv"]).contains('\u{1b}'));
}
