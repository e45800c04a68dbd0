//! `report`: one document about a stretch of time, with the figures of the commands that tell each of them, and the
//! file it is written to: whole or not at all.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::{Value, json};

use crate::calendar::two_hundred_clocks;
use crate::harness::Home;
use crate::month::month;

/// The names of what lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = found.collect();
    names.sort();
    names
}

/// A home with a clock since 1 November, and one check-in with a note.
fn november() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-01", "--programme", "aa"]);
    home.ok(&["checkin", "good", "--sober", "--craving", "4", "--note", "walked a lot"]);
    home
}

#[test]
fn every_figure_is_that_of_the_command_that_tells_it() {
    let home = month();
    let days = ["--since", "2026-10-20", "--until", "2026-11-18"];
    let report = home.json(&[&["report"], &days[..]].concat());
    let streak = home.json(&["streak"]);
    for (nth, clock) in streak["clocks"].as_array().unwrap().iter().enumerate() {
        let told = &report["clocks"][nth];
        for (key, value) in clock.as_object().unwrap() {
            match key.as_str() {
                "hidden" => assert_eq!(told["standing"][key], Value::Null),
                "runs" => assert_eq!((&told["runs"], &told["standing"]["runs"]), (value, &Value::Null)),
                _ => assert_eq!(&told["standing"][key], value, "{key}"),
            }
        }
        let name = clock["name"].as_str().unwrap();
        let calendar = home.json(&["calendar", name, "--since", "2026-10-20"])["calendars"][0].clone();
        assert_eq!(told["calendar"], calendar);
        assert_eq!(told["in_these_days"], calendar["counts"]);
    }
    assert_eq!(report["attendance"], home.json(&[&["attendance"], &days[..]].concat()));
    let mood = home.json(&["mood", "--days", "30"]);
    for (key, value) in report["mood"].as_object().unwrap() {
        assert_eq!(value, &mood[key], "{key}");
    }
    for scale in ["craving", "anxiety", "connection"] {
        assert_eq!(report[scale], mood[scale], "{scale}");
    }
    assert_eq!((&report["days"], &report["since"]), (&json!(30), &json!("2026-10-20")));
}

#[test]
fn milestones_are_those_of_these_days_whichever_run_reached_them() {
    let home = november();
    home.ok(&["slip", "alcohol", "--from", "2026-11-05", "--to", "2026-11-06"]);
    let found = home.json(&["report", "--since", "2026-11-02"])["clocks"][0].clone();
    let reached: Vec<&str> =
        found["milestones"]["reached"].as_array().unwrap().iter().map(|one| one["date"].as_str().unwrap()).collect();
    assert_eq!(reached, ["2026-11-02", "2026-11-07", "2026-11-08"]);
    assert_eq!(found["milestones"]["coming"][0], home.json(&["milestones"])["clocks"][0]["coming"][0]);
    assert_eq!(found["slips"], json!([{"from": "2026-11-05", "to": "2026-11-06"}]));
    assert_eq!(found["longest_run_in_these_days"], 16);
}

#[test]
fn days_that_are_over_know_nothing_of_what_came_after() {
    let home = november();
    home.ok(&["slip", "alcohol", "--from", "2026-11-09", "--to", "2026-11-12"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--to", "2026-11-20"]);
    let over = |until: &str| home.json(&["report", "--since", "2026-11-01", "--until", until]);
    let found = over("2026-11-08")["clocks"][0].clone();
    assert_eq!((&found["standing"]["full_days"], &found["standing"]["slips"]), (&json!(8), &json!(0)));
    assert_eq!((&found["slips"], &found["standing"]["today"]), (&json!([]), &Value::Null));
    let found = over("2026-11-10")["clocks"][0].clone();
    assert_eq!(found["slips"], json!([{"from": "2026-11-09", "to": "2026-11-10"}]), "cut at the end");
    assert_eq!((&found["standing"]["status"], &found["standing"]["used_days"]), (&json!("ongoing_slip"), &json!(2)));
    let report = over("2026-11-19");
    assert_eq!(report["clocks"][0]["standing"]["full_days"], 7);
    assert_eq!(report["clocks"][0]["milestones"]["coming"], json!([]));
    assert_eq!((&report["attendance"]["days_since_last"], &report["attendance"]["pace"]), (&Value::Null, &Value::Null));
    let said = home.ok(&["report", "--since", "2026-11-01", "--until", "2026-11-19"]);
    assert!(said.contains("At the end"), "{said}");
    assert!(!said.contains("20 Nov") && !said.contains("day 8"), "{said}");
    assert_eq!(home.json(&["report", "--until", "2026-10-31"])["clocks"], json!([]), "it had not begun");
}

#[test]
fn notes_stand_in_it_only_when_they_are_asked_for() {
    let home = november();
    home.ok(&[
        "slip",
        "alcohol",
        "--from",
        "2026-11-03",
        "--to",
        "2026-11-03",
        "--trigger",
        "payday",
        "--note",
        "rain",
    ]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor"]);
    home.ok(&["reach", "maria", "--note", "about Tom"]);
    for format in [&["--html"][..], &["--markdown"], &["--json"], &[]] {
        let said = home.ok(&[&["report"], format].concat());
        for text in ["walked a lot", "payday", "rain", "about Tom", "Maria"] {
            assert!(!said.contains(text), "{format:?} says {text}");
        }
        let said = home.ok(&[&["report", "--notes"], format].concat());
        for text in ["walked a lot", "payday", "rain", "about Tom"] {
            assert!(said.contains(text), "{format:?} does not say {text}\n{said}");
        }
        assert!(!said.contains("Maria"), "names are no notes");
    }
}

#[test]
fn hidden_clocks_and_what_is_about_them_stay_out() {
    let home = november();
    home.ok(&["clock", "add", "gambling", "--since", "2026-10-01"]);
    home.ok(&["clock", "hide", "gambling"]);
    home.ok(&[
        "slip",
        "gambling",
        "--from",
        "2026-11-03",
        "--to",
        "2026-11-03",
        "--trigger",
        "odds",
        "--note",
        "casino",
    ]);
    home.ok(&["urge", "9", "gambling", "--trigger", "a bet", "--note", "roulette"]);
    home.ok(&["urge", "3", "alcohol"]);
    for words in [&["report", "--notes"][..], &["report", "--year", "--notes"]] {
        for format in [&["--html"][..], &["--markdown"], &["--json"], &[]] {
            let said = home.ok(&[words, format].concat());
            for text in ["gambling", "odds", "casino", "a bet", "roulette"] {
                assert!(!said.contains(text), "{words:?} {format:?} says {text}");
            }
        }
    }
    assert_eq!(home.json(&["report"])["urges"]["urges"], 1);
}

#[test]
fn an_empty_history_and_a_single_day_are_good_pages() {
    let home = Home::new();
    for words in [&["report"][..], &["report", "--year", "1950"], &["report", "--month", "--html"]] {
        assert!(home.ok(words).contains("Nothing is recorded in these days."), "{words:?}");
    }
    let report = home.json(&["report"]);
    assert_eq!((&report["clocks"], &report["notes"], &report["for"]), (&json!([]), &Value::Null, &Value::Null));
    assert!(!home.file().exists(), "looking makes no file");
    let home = november();
    let said = home.ok(&["report", "--since", "today"]);
    assert!(said.contains("Mon 23 Nov 2026 to Mon 23 Nov 2026, 1 day"), "{said}");
    assert!(said.contains("4.0 of 5 over 1 of 1 day"), "{said}");
    assert!(said.contains("No tracked day of these is over yet; today so far confirmed."), "{said}");
}

#[test]
fn a_year_is_one_page_and_says_when_it_is_still_going_on() {
    let home = november();
    home.ok(&["attend", "Open meeting", "--on", "2026-11-02"]);
    home.ok(&["clock", "edit", "alcohol", "--since", "2024-02-01"]);
    let said = home.ok(&["report", "--year"]);
    assert!(said.starts_with("The year 2026, so far  Thu 1 Jan 2026 to Mon 23 Nov 2026, 327 days\n"), "{said}");
    for part in ["326 of 326 days", "Meetings", "Mood", "2 years", "Longest in it"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
    assert!(!said.contains("coming"), "only what was reached in it:\n{said}");
    let said = home.ok(&["report", "--year", "2025"]);
    assert!(said.starts_with("The year 2025  Wed 1 Jan 2025 to Wed 31 Dec 2025, 365 days\n"), "{said}");
    assert!(said.contains("365 of 365 days") && said.contains("1 year"), "{said}");
    let report = home.json(&["report", "--year", "2025"]);
    assert_eq!((&report["year"], &report["so_far"]), (&json!(2025), &json!(false)));
    assert_eq!(report["clocks"][0]["longest_run_in_these_days"], 365);
    assert_eq!(report["meetings_calendar"]["counts"]["meetings"], 0);
    let report = home.json(&["report", "--year"]);
    assert_eq!((&report["so_far"], &report["meetings_calendar"]["counts"]["meetings"]), (&json!(true), &json!(1)));
}

#[test]
fn what_cannot_be_told_is_refused_with_a_hint() {
    let home = november();
    for (words, part) in [
        (&["--year", "2027"][..], "--year: Fri 1 Jan 2027 is still to come"),
        (&["--month", "2026-12"], "still to come"),
        (&["--since", "2026-11-24"], "still to come"),
        (&["--until", "2026-11-24"], "still to come"),
    ] {
        let said = home.fails(1, &[&["report"], words].concat());
        assert!(said.contains(part) && said.contains("\nhint: "), "{words:?}: {said}");
    }
    for (words, part) in [
        (&["--since", "2026-11-20", "--until", "2026-11-19"][..], "lies before --since"),
        (&["--year", "99999"], "is not a year from 1900 to 9999"),
        (&["--month", "2026-13"], "is not a month like 2026-11"),
        (&["--year", "--month"], "--month"),
        (&["--year", "--since", "today"], "--since"),
        (&["--html", "--markdown"], "--markdown"),
        (&["--html", "--json"], "both ask for standard output"),
        (&["--force"], "--output"),
        (&["--open"], "--output"),
        (&["--open", "-o", "-"], "no file"),
        (&["--force", "-o", "-"], "no file"),
        (&["--preview"], "--for"),
        (&["--notes", "--for", "court"], "--notes"),
    ] {
        let said = home.fails(2, &[&["report"], words].concat());
        assert!(said.contains(part) && said.contains("\nhint: "), "{words:?}: {said}");
    }
}

#[test]
fn the_form_is_what_was_asked_for_or_what_the_name_of_the_file_ends_in() {
    let home = november();
    let page = home.ok(&["report", "--html"]);
    assert!(page.starts_with("<!") && page.contains("</html>"), "{page}");
    for (file, words, form) in [
        ("a.html", &[][..], "html"),
        ("a.md", &[], "markdown"),
        ("a.json", &[], "json"),
        ("a.txt", &[], "text"),
        ("b", &["--html"], "html"),
        ("c", &["--json"], "json"),
    ] {
        let answer = home.json(
            &[&["report", "-o", file], words, &[]]
                .concat()
                .into_iter()
                .filter(|word| *word != "--json")
                .collect::<Vec<_>>(),
        );
        let expected = if words.is_empty() && form != "json" { "json" } else { form };
        assert_eq!((&answer["format"], &answer["path"]), (&json!(expected), &json!(file)));
    }
    for (file, form) in [("d.html", "--html"), ("d.md", "--markdown")] {
        home.ok(&["report", "-o", file]);
        assert_eq!(fs::read_to_string(home.root().join(file)).unwrap(), home.ok(&["report", form]), "{file}");
    }
    home.ok(&["report", "-o", "d.txt"]);
    assert_eq!(home.ok(&["report", "-o", "-"]), home.ok(&["report"]));
    let answer = home.json(&["report", "--html", "-o", "e"]);
    assert_eq!((&answer["format"], &answer["shared"], &answer["opened"]), (&json!("html"), &Value::Null, &Value::Null));
}

#[test]
fn a_file_is_private_and_takes_the_place_of_another_only_by_force() {
    let home = november();
    let file = home.root().join("report.html");
    home.ok(&["report", "-o", "report.html"]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o600);
    fs::write(&file, "somebody's").unwrap();
    let said = home.fails(1, &["report", "-o", "report.html"]);
    assert!(said.contains("exists already") && said.contains("--force"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "somebody's");
    home.ok(&["report", "-o", "report.html", "--force"]);
    assert!(fs::read_to_string(&file).unwrap().contains("</html>"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o600);
    home.ok(&["report", "-o", "new.html", "--force"]);
    assert_eq!(names(home.root()), ["data", "new.html", "report.html"], "nothing lies about");
    assert_eq!(home.json(&["shared", "list"])["shared"], json!([]), "a report of one's own is written for nobody");
}

#[test]
fn a_place_that_cannot_be_written_is_refused_and_nothing_is_left() {
    let home = november();
    fs::create_dir(home.root().join("folder")).unwrap();
    fs::write(home.root().join("real"), "real").unwrap();
    symlink(home.root().join("real"), home.root().join("link")).unwrap();
    symlink(home.file(), home.root().join("data-link")).unwrap();
    let before = names(home.root());
    let data = fs::read(home.file()).unwrap();
    for (file, part) in [
        ("folder", "this is a folder"),
        ("link", "no ordinary file"),
        ("data-link", "no ordinary file"),
        ("data/onward.db", "data folder"),
        ("data/onward.db-wal", "data folder"),
        ("data/new.html", "data folder"),
        ("data", "this is a folder"),
        ("missing/report.html", "there is no folder missing"),
        ("real/report.html", "is no folder"),
        ("/proc/report.html", "cannot be written"),
    ] {
        for force in [&[][..], &["--force"]] {
            let said = home.fails(1, &[&["report", "--for", "court", "-o", file], force].concat());
            assert!(said.contains(part) && said.contains("\nhint: "), "{file}: {said}");
            assert!(!said.contains(".onward-"), "no name but the one that was given: {said}");
        }
    }
    assert_eq!(names(home.root()), before);
    assert_eq!(fs::read(home.file()).unwrap(), data);
    assert_eq!(fs::read_to_string(home.root().join("real")).unwrap(), "real");
}

#[test]
fn a_file_is_opened_by_what_the_system_opens_it_with() {
    let mut home = november();
    let (tools, seen) = (home.root().join("tools"), home.root().join("seen"));
    fs::create_dir(&tools).unwrap();
    home.set("PATH", &tools.display().to_string());
    let said = home.ok(&["report", "-o", "x.html", "--open"]);
    assert!(said.contains("Nothing was found here that opens it"), "{said}");
    let script = format!("#!/bin/sh\necho \"$1\" > '{}.part'\n/bin/mv '{0}.part' '{0}'\n", seen.display());
    for opener in ["xdg-open", "open"] {
        fs::write(tools.join(opener), &script).unwrap();
        fs::set_permissions(tools.join(opener), fs::Permissions::from_mode(0o755)).unwrap();
    }
    assert_eq!(home.json(&["report", "--html", "-o", "y.html", "--open"])["opened"], true);
    let opened = (0..200).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(25));
        fs::read_to_string(&seen).ok()
    });
    let whole = fs::canonicalize(home.root().join("y.html")).unwrap();
    assert_eq!(opened.as_deref().map(str::trim), whole.to_str());
}

#[test]
fn texts_of_any_kind_stay_texts() {
    let home = Home::new();
    let odd = "<script>alert(1)</script> & \"quoted\" 'it' | `code` *stars* 👨‍👩‍👧 עברית \u{202e}x";
    let long = format!("{} the end", "née 🌱 ".repeat(1666));
    home.ok(&["clock", "add", "<script>clock</script>", "--since", "2026-11-01"]);
    home.ok(&["checkin", "good", "--note", odd, "--gratitude", "<script>thanks</script>"]);
    home.ok(&["checkin", "good", "--note", &long]);
    home.ok(&["attend", "<script>meeting</script> עברית 🌱"]);
    for words in [&["report", "--notes", "--html"][..], &["report", "--notes", "--html", "--year"]] {
        let page = home.ok(words);
        assert!(!page.contains("<script"), "{words:?}");
        assert!(page.contains("&lt;script&gt;clock") || page.contains("&#60;script&#62;clock"), "{words:?}");
        assert!(page.contains("the end"), "the whole note is in it");
    }
    let said = home.ok(&["report", "--notes"]);
    assert!(said.contains("<script>alert(1)</script>") && said.contains("the end") && !said.contains('\u{202e}'));
    assert!(!home.ok(&["report", "--notes", "--markdown"]).contains("\n<script"));
}

#[test]
fn two_hundred_clocks_stand_below_each_other() {
    let home = two_hundred_clocks();
    assert_eq!(home.json(&["report"])["clocks"].as_array().unwrap().len(), 200);
    assert!(home.ok(&["report", "--html"]).contains("clock 199"));
}

#[test]
fn sixty_years_are_told_without_a_row_for_each_week() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "1966-11-23"]);
    home.ok(&["slip", "alcohol", "--from", "1999-12-31", "--to", "2000-01-01"]);
    home.ok(&["checkin", "good", "--on", "1970-01-01", "--craving", "3"]);
    home.ok(&["attend", "Open meeting", "--on", "1970-01-01"]);
    home.ok(&["attend", "Open meeting"]);
    let said = home.ok(&["report", "--since", "1966-11-23"]);
    assert!(said.contains("99.9 % (21913 of 21915 days)"), "{}", &said[..2000]);
    assert!(said.contains("a mark is a week's meetings, from none to 1"));
    assert_eq!(said.lines().filter(|line| line.contains("2 short") || line.contains("1 short")).count(), 0);
    assert!(said.lines().count() < 900, "{}", said.lines().count());
}
