//! `attendance sheet`: meetings on paper, which is a self-report and nothing else.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::harness::{Answer, Home};

const NAME: &str = "Zenobia Quill";
const CASE: &str = "QX-77/1189";

/// A group that ends, an online one, and a visit to one that is known by its name only.
fn attended() -> Home {
    let home = Home::new();
    let tuesday = ["--day", "tue", "--time", "19:30", "--end", "20:30", "--place", "St Mary's Hall"];
    home.ok(&[&["meeting", "add", "Tuesday Step Study", "--programme", "aa"][..], &tuesday].concat());
    home.ok(&[
        "meeting",
        "add",
        "Noon",
        "--programme",
        "smart",
        "--venue",
        "online",
        "--day",
        "wed",
        "--time",
        "12:00",
    ]);
    home.ok(&["attend", "tuesday", "--on", "2026-11-10", "--proof", "signature", "--by", "J.B."]);
    home.ok(&["attend", "tuesday", "--on", "2026-11-17"]);
    home.ok(&["attend", "noon", "--on", "2026-11-18", "--proof", "code", "--ref", "L5T1M8"]);
    home.ok(&["attend", "Candlelight", "--programme", "na", "--on", "2026-11-01"]);
    home
}

fn sheet<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["attendance", "sheet", "--since", "2026-11-01"], more].concat()
}

fn text(home: &Home, name: &str) -> String {
    fs::read_to_string(home.root().join(name)).unwrap()
}

#[test]
fn a_sheet_has_a_line_for_each_attendance_and_room_for_a_signature() {
    let home = attended();
    let said = home.ok(&sheet(&["--until", "2026-11-20", "-o", "sheet.md", "--name-on-sheet", NAME, "--case", CASE]));
    assert!(said.contains("4 meetings, Sun 1 Nov to Fri 20 Nov"), "{said}");
    let page = text(&home, "sheet.md");
    for line in [
        "# Meetings attended",
        "- **Name:** **Zenobia Quill**",
        "| Date | Start | Group | Place | Proof | Initials | Signature |",
        "| Sun 1 Nov 2026 |  | Candlelight (NA) |  |  |  |  |",
        "| Tue 10 Nov 2026 | 19:30 | Tuesday Step Study (AA) | St Mary's Hall | signature | J.B. |  |",
        "| Wed 18 Nov 2026 | 12:00 | Noon (SMART) | online | code L5T1M8 |  |  |",
    ] {
        assert!(page.lines().any(|one| one == line), "no line {line}\n{page}");
    }
    assert!(page.contains(CASE) && page.contains("self-report") && page.contains("not a certificate"), "{page}");
    assert_eq!(fs::metadata(home.root().join("sheet.md")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn without_a_name_there_is_a_line_to_write_it_on() {
    let home = attended();
    let said = home.ok(&sheet(&["-o", "sheet.htm"]));
    assert!(said.contains("a line to write your name on"), "{said}");
    let page = text(&home, "sheet.htm");
    assert!(
        page.contains("<dt>Name</dt>") && page.contains("____________") && !page.contains("<dt>Case</dt>"),
        "{page}"
    );
}

#[test]
fn the_page_says_on_every_sheet_of_paper_what_it_is_and_cuts_no_row() {
    let home = attended();
    home.ok(&sheet(&["-o", "sheet.html", "--name-on-sheet", NAME]));
    let page = text(&home, "sheet.html");
    let head = page.split("<thead>").nth(1).and_then(|rest| rest.split("</thead>").next()).unwrap();
    assert!(head.contains("Self-report of Zenobia Quill; not a certificate"), "{head}");
    for rule in ["thead { display: table-header-group; }", "break-inside: avoid", "size: auto"] {
        assert!(page.contains(rule), "no {rule}");
    }
    assert_eq!(page.matches("<th scope=\"row\"").count(), 4, "{page}");
}

#[test]
fn a_sheet_for_a_spreadsheet_runs_nothing_there() {
    let home = attended();
    home.ok(&["attend", "=HYPERLINK(\"http://x\")", "--on", "2026-11-12", "--place", "+cmd|calc"]);
    home.ok(&sheet(&["-o", "sheet.csv", "--case", "=1+1"]));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(home.root().join("sheet.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    assert!(rows.iter().flatten().all(|field| !field.starts_with(['=', '+', '-', '@'])), "{rows:?}");
    let row = rows.iter().find(|row| row.get(0) == Some("2026-11-12")).unwrap();
    assert_eq!((row.get(1), row.get(3)), (Some("Thursday"), Some("'=HYPERLINK(\"http://x\")")));
    assert_eq!((row.get(5), row.get(9)), (Some("'+cmd|calc"), Some("")));
}

#[test]
fn what_was_typed_is_text_on_the_page() {
    let home = attended();
    home.ok(&["attend", "<script>alert(1)</script> & \"co\"", "--on", "2026-11-12", "--place", "</td><b>"]);
    home.ok(&["attend", "קבוצת ערב 🌱", "--on", "2026-11-13", "--proof", "chit", "--by", "ש.ל."]);
    home.ok(&["attend", "a | b\u{202e}", "--on", "2026-11-14"]);
    home.ok(&sheet(&["-o", "sheet.html", "--name-on-sheet", "<img src=x>"]));
    let page = text(&home, "sheet.html");
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("</td><b>"), "{page}");
    assert!(page.contains("קבוצת ערב 🌱") && page.contains("ש.ל.") && !page.contains('\u{202e}'), "{page}");
    home.ok(&sheet(&["-o", "sheet.md"]));
    assert!(text(&home, "sheet.md").contains("a \\| b"), "{}", text(&home, "sheet.md"));
}

/// Whether any file below the data folder holds these bytes.
fn kept(home: &Home, wanted: &str) -> bool {
    let files = fs::read_dir(home.folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.into_iter().any(|path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
    })
}

#[test]
fn whose_sheet_it_is_stands_in_that_file_only() {
    let home = attended();
    let before = home.dump();
    let given = ["--name-on-sheet", NAME, "--case", CASE];
    let mut answers: Vec<Answer> = Vec::new();
    for output in ["sheet.html", "sheet.md", "sheet.csv"] {
        answers.push(home.run(&sheet(&[&["-o", output][..], &given].concat())));
        answers.push(home.run(&sheet(&[&["-o", output, "--force", "--json"][..], &given].concat())));
        assert!(text(&home, output).contains(NAME) && text(&home, output).contains(CASE), "{output}");
    }
    // It is there already; there is no such form; nothing is recorded; half the name has no quotes; it is no name.
    answers.push(home.run(&sheet(&[&["-o", "sheet.html"][..], &given].concat())));
    answers.push(home.run(&sheet(&[&["-o", "sheet.pdf"][..], &given].concat())));
    answers.push(home.run(&sheet(&[&["-o", "other.md", "--programme", "ca"][..], &given].concat())));
    answers.push(home.run(&sheet(&["-o", "other.md", "--name-on-sheet", "Zenobia", "Quill"])));
    answers.push(home.run(&sheet(&["-o", "other.md", "--name-on-sheet", &format!("{NAME}\u{7}")])));
    assert_eq!(answers.iter().map(|answer| answer.code).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 2]);
    for answer in &answers {
        for secret in ["Zenobia", "Quill", CASE] {
            assert!(!answer.out.contains(secret) && !answer.err.contains(secret), "{answer:?}");
        }
    }
    assert_eq!(home.dump(), before);
    let history = home.ok(&["history", "--json"]);
    for secret in ["Zenobia", "Quill", CASE] {
        assert!(!kept(&home, secret) && !history.contains(secret), "{secret}");
    }
    assert!(kept(&home, "Tuesday Step Study"), "the search finds what is there");
    assert!(!home.root().join("other.md").exists());
}

#[test]
fn name_and_case_can_come_from_standard_input() {
    let home = attended();
    let both = sheet(&["-o", "both.md", "--name-on-sheet", "-", "--case", "-"]);
    let answer = home.pipe(&both, format!("{NAME}\n{CASE}\n").as_bytes());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.contains("in that file and nowhere else"), "{}", answer.out);
    assert!(text(&home, "both.md").contains(NAME) && text(&home, "both.md").contains(CASE));
    let answer = home.pipe(&sheet(&["-o", "case.md", "--case", "-"]), format!("{CASE}\n").as_bytes());
    assert_eq!((answer.code, text(&home, "case.md").contains(CASE)), (0, true));
    let three = sheet(&["-o", "three.md", "--name-on-sheet", "-", "--case", "-"]);
    let answer = home.pipe(&three, b"one line only\n");
    assert_eq!((answer.code, answer.err.contains("one line only")), (2, false), "{}", answer.err);
    assert!(answer.err.contains("two lines"), "{}", answer.err);
}

#[test]
fn what_overlaps_or_stands_twice_is_pointed_out_before_anything_is_written() {
    let home = attended();
    home.ok(&["attend", "tuesday", "--on", "2026-11-10"]);
    home.ok(&["attend", "Late start", "--on", "2026-11-17", "--time", "20:00"]);
    home.ok(&["attend", "At once", "--on", "2026-11-18", "--time", "12:00"]);
    let said = home.fails(1, &sheet(&["-o", "sheet.html"]));
    for part in [
        "Tue 10 Nov: Tuesday Step Study at 19:30 stands twice",
        "Tue 17 Nov: Tuesday Step Study at 19:30, until 20:30, and Late start at 20:00 overlap",
        "Wed 18 Nov: Noon at 12:00 and At once start at the same time",
        "--yes",
    ] {
        assert!(said.contains(part), "no {part}\n{said}");
    }
    assert!(!home.root().join("sheet.html").exists());
    let found = home.json(&sheet(&["-o", "sheet.html", "--yes"]));
    let doubt = |day: &str, why: &str, meetings: [&str; 2]| json!({"day": day, "why": why, "meetings": meetings});
    let expected = json!({
        "as_of": "2026-11-23", "path": "sheet.html", "format": "html", "since": "2026-11-01", "until": "2026-11-23",
        "programme": null, "meetings": 7, "with_name": false, "with_case": false,
        "doubts": [
            doubt("2026-11-10", "twice", ["Tuesday Step Study", "Tuesday Step Study"]),
            doubt("2026-11-17", "overlap", ["Tuesday Step Study", "Late start"]),
            doubt("2026-11-18", "same_start", ["Noon", "At once"]),
        ],
    });
    assert_eq!(found, expected);
    // Of one programme, what belongs to another is not on the sheet.
    assert_eq!(home.json(&sheet(&["-o", "smart.html", "--programme", "smart"]))["meetings"], 1);
}

#[test]
fn a_sheet_is_written_once_and_never_among_the_data() {
    let home = attended();
    home.ok(&sheet(&["-o", "sheet.md"]));
    let before = text(&home, "sheet.md");
    assert!(home.fails(1, &sheet(&["-o", "sheet.md", "--case", "7"])).contains("--force"));
    assert_eq!(text(&home, "sheet.md"), before);
    home.ok(&sheet(&["-o", "sheet.md", "--case", "7", "--force"]));
    assert!(text(&home, "sheet.md").contains("**Case:** 7"));
    for output in ["onward.db.html", "sheet.csv"] {
        let place = home.folder().join(output);
        assert!(home.fails(1, &sheet(&["-o", place.to_str().unwrap()])).contains("data folder"));
    }
    home.fails(1, &sheet(&["-o", "no-such-folder/sheet.html"]));
}

#[test]
fn the_form_is_that_of_the_ending_or_the_one_that_was_named() {
    let home = attended();
    for output in ["sheet", "sheet.pdf", "-"] {
        assert!(home.fails(2, &sheet(&["-o", output])).contains("--format"), "{output}");
    }
    assert!(home.fails(2, &sheet(&["-o", "-", "--format", "pdf"])).contains("html, md, csv"));
    assert!(home.ok(&sheet(&["-o", "-", "--format", "md"])).starts_with("# Meetings attended\n"));
    assert!(home.ok(&sheet(&["-o", "-", "--format", "html"])).starts_with("<!DOCTYPE html>"));
    assert!(home.ok(&sheet(&["-o", "-", "--format", "csv"])).starts_with("Meetings attended,"));
    home.ok(&sheet(&["-o", "sheet.txt", "--format", "csv"]));
    assert!(text(&home, "sheet.txt").starts_with("Meetings attended,"));
}

#[test]
fn days_without_a_meeting_make_no_sheet() {
    let home = attended();
    let said = home.fails(1, &["attendance", "sheet", "--since", "2026-11-21", "-o", "sheet.html"]);
    assert!(said.contains("no meeting is recorded") && said.contains("hint:"), "{said}");
    home.fails(2, &["attendance", "sheet", "--since", "today", "--until", "yesterday", "-o", "sheet.html"]);
    home.fails(2, &["attendance", "sheet", "-o", "sheet.html"]);
    home.fails(1, &["attendance", "sheet", "--since", "2026-11-01", "--until", "2026-12-01", "-o", "sheet.html"]);
    assert!(!home.root().join("sheet.html").exists());
}

#[test]
fn a_thousand_attendances_are_a_sheet() {
    let home = Home::new();
    home.ok(&["attend", "Step"]);
    let connection = crate::harness::connect(&home.file());
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) \
        INSERT INTO attendance (id, day, meeting, shared, chaired, spoke, service, recorded_at) \
        SELECT printf('019ab123-4567-7890-abcd-%012d', i), date('2026-11-22', '-' || i || ' days'), 'Step', 0, 0, 0, 0, \
        '2026-11-23T21:30:00+00:00' FROM n";
    connection.execute(many, []).unwrap();
    drop(connection);
    home.ok(&["attendance", "sheet", "--since", "2020-01-01", "-o", "sheet.html"]);
    assert_eq!(text(&home, "sheet.html").matches("<th scope=\"row\"").count(), 1001);
}
