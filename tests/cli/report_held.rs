//! `report`: what it holds is the same in every form, in the preview and in the record of a file.

use std::fs;

use serde_json::{Value, json};

use crate::harness::Home;
use crate::report_for::{FORMS, lived, printed};

/// Every field, for a contact without a role that has a list.
const ALL: &str = "sobriety,runs,slips,calendar,milestones,attendance,meetings,mood,craving,feelings,people,contacts,\
    urges,triggers,notes,gratitude";

/// A record of every kind whose texts are told apart, with a list for Tom.
fn for_tom(fields: &str) -> Home {
    let home = lived();
    home.ok(&["win", "a-small-win"]);
    home.ok(&["config", "audience", "tom", "--fields", fields]);
    home
}

/// What is null in it, of these keys.
fn nulls<'a>(value: &Value, keys: &[&'a str]) -> Vec<&'a str> {
    keys.iter().copied().filter(|key| value.get(key) == Some(&Value::Null)).collect()
}

#[test]
fn a_year_holds_in_json_what_its_page_shows_and_nothing_else() {
    let home = for_tom(ALL);
    let words = ["report", "--for", "tom", "--year"];
    let page = printed(&home, &words);
    let preview = home.ok(&[&words[..], &["--preview"]].concat());
    for form in FORMS {
        let said = printed(&home, &[&words[..], form].concat());
        for word in ["payday", "rain", "slip-note", "private-note", "Maria G"] {
            assert!(page.contains(word) && preview.contains(word) && said.contains(word), "{form:?} {word}\n{page}");
        }
        for word in ["a-small-win", "my-daughter", "gambling"] {
            assert!(!said.contains(word), "{form:?} {word}");
        }
    }
    let report: Value = serde_json::from_str(&printed(&home, &[&words[..], &["--json"]].concat())).unwrap();
    let parts = ["meetings", "craving", "anxiety", "connection", "gratitude"];
    assert_eq!(nulls(&report, &parts), parts);
    assert_eq!(nulls(&report["clocks"][0], &["standing", "runs"]), ["standing", "runs"]);
    let brief = ["weeks", "per_week", "week_streak", "by_role", "by_programme", "longest_gap_days", "pace"];
    assert_eq!(nulls(&report["attendance"], &brief), brief);
    let brief = ["lowest", "highest", "spread", "by_day", "by_week"];
    assert_eq!(nulls(&report["mood"], &brief), brief);
    assert_eq!(report["mood"]["mean"], 4.0);
    let brief = ["strength", "outcomes", "minutes", "by_weekday", "by_part_of_day", "hour_unknown"];
    assert_eq!(nulls(&report["urges"], &brief), brief);
    assert_eq!((&report["attendance"]["meetings"], &report["urges"]["urges"]), (&json!(1), &json!(1)));
    for part in ["craving     1 day", "feelings    2 values", "gratitude   2 texts", "the names of 1 meeting"] {
        assert!(preview.contains(part), "no {part}:\n{preview}");
    }
}

#[test]
fn a_stretch_tells_every_figure_of_its_urges_in_every_form() {
    let home = lived();
    for form in [&["--html"][..], &["--markdown"], &[]] {
        let said = printed(&home, &[&["report", "--for", "keyworker"], form].concat());
        for part in ["By hour", "21:00 to 23:59 1", "By weekday", "Mon 1"] {
            assert!(said.contains(part), "{form:?}: no {part}\n{said}");
        }
    }
}

#[test]
fn the_record_of_a_file_says_the_fields_that_it_tells_of() {
    let home = for_tom(ALL);
    let recorded = |words: &[&str]| {
        home.ok(&[&["report", "--for"], words].concat());
        home.json(&["shared", "list"])["shared"][0]["fields"].clone()
    };
    let year = json!([
        "sobriety",
        "slips",
        "calendar",
        "milestones",
        "attendance",
        "meetings",
        "mood",
        "people",
        "contacts",
        "urges",
        "triggers",
        "notes"
    ]);
    assert_eq!(recorded(&["tom", "--year", "-o", "year.json"]), year);
    let fields: Vec<Value> = ALL.split(',').map(|field| json!(field)).collect();
    let mut all: Vec<Value> = recorded(&["tom", "-o", "days.html"]).as_array().unwrap().clone();
    all.sort_by_key(|field| fields.iter().position(|one| one == field));
    assert_eq!(all, fields);
    let kept = recorded(&["keyworker", "--year", "-o", "kw.html"]);
    assert_eq!(kept, json!(["sobriety", "slips", "calendar", "attendance", "mood", "urges"]));
    assert!(!fs::read_to_string(home.root().join("kw.html")).unwrap().contains("Craving"));
}

#[test]
fn names_without_people_or_notes_show_nobody_and_it_is_said() {
    let home = for_tom("mood,contacts");
    for form in FORMS {
        let said = printed(&home, &[&["report", "--for", "tom"], *form].concat());
        assert!(!said.contains("Maria") && !said.contains("conversation with"), "{form:?}\n{said}");
    }
    let report = home.json(&["report", "--for", "tom", "--preview"]);
    assert_eq!(report["report"]["people"], Value::Null);
    home.ok(&["report", "--for", "tom", "-o", "tom.md"]);
    assert_eq!(home.json(&["shared", "list"])["shared"][0]["fields"], json!(["mood"]));
    let said = home.ok(&["config", "audience", "tom", "--fields", "contacts"]);
    assert!(said.contains("only together with people or notes"), "{said}");
    let said = home.ok(&["config", "audience", "tom", "--add", "people"]);
    assert!(!said.contains("only together"), "{said}");
    assert!(printed(&home, &["report", "--for", "tom"]).contains("Maria G"));
}

#[test]
fn days_of_use_are_cut_at_the_end_of_days_that_are_over() {
    let home = lived();
    let words = ["report", "--since", "2026-11-05", "--until", "2026-11-05"];
    let said = home.ok(&words);
    assert!(said.contains("Days of use  Thu 5 Nov\n") && said.contains("At the end   a day of use"), "{said}");
    assert!(!said.contains("5 Nov on") && !said.contains("ongoing") && !said.contains("6 Nov"), "{said}");
    let found = home.json(&words)["clocks"][0]["slips"].clone();
    assert_eq!(found, json!([{"from": "2026-11-05", "to": "2026-11-05"}]));
    home.ok(&["slip", "alcohol", "--from", "2026-11-20", "--ongoing"]);
    let said = home.ok(&["report", "--since", "2026-11-19"]);
    assert!(said.contains("from Fri 20 Nov on"), "it does go on:\n{said}");
}

#[test]
fn milestones_over_unconfirmed_days_are_a_question() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-20"]);
    for words in [&["report"][..], &["report", "--year"]] {
        let said = home.ok(words);
        for part in
            ["reached, if 2 days without a check-in stand", "2 days of this run are not checked in. Do they stand?"]
        {
            assert!(said.contains(part), "{words:?}: no {part}\n{said}");
        }
        assert_eq!(home.json(words)["clocks"][0]["milestones"]["unconfirmed_days"], 2);
    }
    let said = printed(&home, &["report", "--for", "sponsor"]);
    assert!(said.contains("2 days of this run are not checked in.") && !said.contains("Do they stand"), "{said}");
    let green = "\u{1b}[38;5;10m1 day";
    assert!(!home.ok(&["report", "--color", "always"]).contains(green));
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-21"]);
    home.ok(&["checkin", "good", "--sober", "--on", "2026-11-22"]);
    let said = home.ok(&["report"]);
    assert!(!said.contains("Do they stand") && !said.contains(", if ") && said.contains("Milestones"), "{said}");
    assert!(home.ok(&["report", "--color", "always"]).contains(green));
}

#[test]
fn the_programme_of_a_clock_is_told_with_its_milestones_and_not_without() {
    let home = lived();
    for form in FORMS {
        let said = printed(&home, &[&["report", "--for", "court"], *form].concat());
        assert!(!said.contains("(AA)") && !said.contains("\"aa\""), "{form:?}\n{said}");
    }
    home.ok(&["config", "audience", "court", "--add", "milestones"]);
    assert!(printed(&home, &["report", "--for", "court"]).contains("alcohol (AA)"));
    assert!(printed(&home, &["report", "--for", "court", "--json"]).contains(r#""programme":"aa""#));
}

#[test]
fn a_day_of_use_is_told_with_the_days_of_use_and_not_without() {
    let home = lived();
    home.ok(&["slip", "alcohol", "--on", "today"]);
    let said = printed(&home, &["report", "--for", "court"]);
    assert!(!said.contains("day of use"), "{said}");
    assert!(printed(&home, &["report", "--for", "sponsor"]).contains("today is a day of use"));
}

#[test]
fn a_preview_refuses_what_writing_would_refuse_and_names_the_form() {
    let home = lived();
    fs::write(home.root().join("there.html"), "somebody's").unwrap();
    for (file, part) in
        [("there.html", "exists already"), ("missing/x.html", "there is no folder"), ("data/onward.db", "data folder")]
    {
        let said = home.fails(1, &["report", "--for", "court", "--preview", "-o", file]);
        assert!(said.contains(part) && said.contains("\nhint: "), "{file}: {said}");
    }
    let would = |words: &[&str]| home.ok(&[&["report", "--for", "court", "--preview"], words].concat());
    assert!(would(&["-o", "there.html", "--force"]).contains("It would be written to there.html as HTML."));
    assert!(would(&["-o", "x.json"]).contains("It would be written to x.json as JSON."));
    assert_eq!(fs::read_to_string(home.root().join("there.html")).unwrap(), "somebody's");
}

#[test]
fn a_list_that_is_taken_away_says_what_holds_now() {
    let home = for_tom("sobriety");
    let said = home.ok(&["config", "audience", "tom", "--default"]);
    assert!(said.contains("nothing was said yet of what Tom K may see") && !said.contains("sees nothing"), "{said}");
    home.ok(&["config", "audience", "maria", "--fields", "sobriety"]);
    let said = home.ok(&["config", "audience", "maria", "--default"]);
    assert!(said.contains("Maria G sees, by their role, sobriety, slips"), "{said}");
    assert!(home.ok(&["config", "audience", "court", "--fields", "none"]).contains("court sees nothing"));
}

#[test]
fn a_file_whose_ending_says_another_form_or_none_is_refused() {
    let home = lived();
    for words in [
        &["-o", "a.pdf"][..],
        &["-o", "a.docx"],
        &["-o", "a"],
        &["--html", "-o", "a.md"],
        &["--markdown", "-o", "a.txt"],
        &["--for", "court", "--preview", "-o", "a.pdf"],
    ] {
        let said = home.fails(2, &[&["report"], words].concat());
        assert!(said.contains("-o a") && said.contains("ends in .html, .md, .json or .txt"), "{words:?}: {said}");
    }
    assert_eq!(fs::read_dir(home.root()).unwrap().count(), 1, "nothing was written");
    assert_eq!(home.json(&["shared", "list"])["shared"], json!([]));
}

#[test]
fn a_preview_is_printed_in_the_form_that_is_asked_for() {
    let home = lived();
    let words = ["report", "--for", "court", "--preview"];
    let page = home.ok(&[&words[..], &["--html"]].concat());
    assert!(page.starts_with("<!") && page.contains("Withheld") && page.contains("nothing recorded"), "{page}");
    let said = home.ok(&[&words[..], &["--markdown"]].concat());
    assert!(said.contains("# Report for a court") && said.contains("Withheld"), "{said}");
    let said = home.ok(&[&words[..], &["--html", "-o", "x.html"]].concat());
    assert!(said.starts_with("Report for a court") && said.contains("to x.html as HTML"), "{said}");
}

#[test]
fn a_calendar_begins_with_the_month_in_which_its_clock_did() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-03"]);
    let found = home.json(&["report", "--since", "1900-01-01"])["clocks"][0].clone();
    assert_eq!(
        (&found["calendar"]["since"], &found["calendar"]["counts"]["not_tracked_days"]),
        (&json!("2026-11-01"), &json!(2))
    );
    let said = home.ok(&["report", "--since", "1900-01-01"]);
    assert!(said.contains("not tracked: 2\n") && !said.contains("1900\n"), "{said}");
    let year = home.json(&["report", "--year"])["clocks"][0]["calendar"]["since"].clone();
    assert_eq!(year, "2026-01-01", "a year is drawn whole");
}

#[test]
fn many_days_of_use_stand_in_several_lines() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    for day in 1..=8 {
        home.ok(&["slip", "alcohol", "--on", &format!("2026-10-{:02}", 2 * day)]);
    }
    let said = home.ok(&["report"]);
    let line = said.lines().find(|line| line.contains("Days of use")).unwrap();
    assert!(line.contains("2 Oct") && line.contains("12 Oct") && !line.contains("14 Oct"), "{said}");
    let page = home.ok(&["report", "--markdown"]);
    assert_eq!(page.matches("**Days of use:**").count(), 2, "each line says what it is:\n{page}");
}

#[test]
fn a_day_that_only_today_has_is_said_not_to_be_counted() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-11-20"]);
    home.ok(&["slip", "alcohol", "--on", "today"]);
    let said = home.ok(&["report"]);
    assert!(said.contains("used: 0") && said.contains("today so far used, and not counted."), "{said}");
}

#[test]
fn a_name_that_is_written_from_right_to_left_does_not_turn_its_line() {
    let home = Home::new();
    home.ok(&["clock", "add", "אלכוהול", "--since", "2026-11-20"]);
    let page = home.ok(&["report", "--html"]);
    assert!(page.contains(r#"<dd dir="auto"><strong><bdi>אלכוהול</bdi></strong>: 100"#), "{page}");
}
