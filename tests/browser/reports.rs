//! Reports of lives that were typed into the program, as it writes them.

use std::thread;

use chrono_tz::{Europe::London, Tz};
use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::typed;
use crate::life::Life;
use crate::pages::Page;

/// When the reports are written.
const NOW: &str = "2026-11-23T21:30:00+00:00";

/// A page by its name, the words that ask for it, and what is expected of it.
type Asked = (&'static str, &'static str, Value);

/// The report that these words ask for.
fn report(home: &Home, zone: Tz, (name, words, expected): Asked) -> (&'static str, Page) {
    let args: Vec<&str> = ["report", "--html"].into_iter().chain(words.split_whitespace()).collect();
    let answer = typed(home, NOW, zone, &args);
    assert_eq!(answer.code, 0, "{name}\n{}", answer.err);
    (name, Page { html: answer.out, expected })
}

fn of_life(script: &str, asked: Vec<Asked>) -> Vec<(&'static str, Page)> {
    let home = Home::new();
    Life::read(script).lived_in(&home);
    asked.into_iter().map(|asked| report(&home, London, asked)).collect()
}

fn in_aa() -> Vec<(&'static str, Page)> {
    let asked = vec![
        ("aa-90-days", "", json!({ "shows": ["Report", "alcohol"], "hides": ["my daughter"], "sheets": 6 })),
        ("aa-year", "--year 2026", json!({ "shows": ["2026", "alcohol", "January 2026"], "sheets": 6 })),
        (
            "aa-three-years",
            "--since 2023-11-23 --notes",
            json!({ "shows": ["2023", "alcohol"], "sheets": 30, "large": true }),
        ),
        ("aa-court", "--for court", json!({ "shows": ["alcohol"], "hides": ["my daughter"], "sheets": 6 })),
    ];
    of_life(include_str!("../fixtures/years/aa.txt"), asked)
}

fn in_na() -> Vec<(&'static str, Page)> {
    of_life(
        include_str!("../fixtures/years/na.txt"),
        vec![("na-year", "--year 2025 --notes", json!({ "shows": ["2025"], "sheets": 8 }))],
    )
}

fn in_smart() -> Vec<(&'static str, Page)> {
    of_life(
        include_str!("../fixtures/years/smart.txt"),
        vec![(
            "smart-month",
            "--month 2026-10 --notes",
            json!({ "shows": ["October 2026"], "hides": ["Sponsor"], "sheets": 5 }),
        )],
    )
}

/// A record that has just begun, and one that was not begun.
fn short() -> Vec<(&'static str, Page)> {
    let mut pages = vec![report(&Home::new(), London, ("no-record", "", json!({ "shows": ["Report"], "sheets": 2 })))];
    let home = Home::new();
    for line in [
        vec!["clock", "add", "<script>alert(1)</script>", "--since", "2026-11-22"],
        vec!["contact", "add", "שרה לוי", "--role", "sponsor"],
        vec!["checkin", "good", "--craving", "2", "--sober", "--note", "</style><img src=x onerror=alert(1)> | *a*"],
        vec!["reach", "שרה", "--by", "call"],
        vec!["attend", "👩‍👩‍👧‍👦 \"circle\" & 'friends'"],
    ] {
        let answer = typed(&home, NOW, London, &line);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{line:?}");
    }
    let shows = ["<script>alert(1)</script>", "</style><img src=x onerror=alert(1)> | *a*"];
    let one = ("one-day", "--since 2026-11-23 --notes", json!({ "shows": shows, "sheets": 4 }));
    pages.push(report(&home, London, one));
    pages
}

/// Every report by its name; the lives are lived side by side.
pub(crate) fn all() -> Vec<(&'static str, Page)> {
    let lives: Vec<_> = [in_aa, in_na, in_smart, short].into_iter().map(thread::spawn).collect();
    lives.into_iter().flat_map(|life| life.join().unwrap()).collect()
}
