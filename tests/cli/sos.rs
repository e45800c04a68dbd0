//! `sos`: everything for a hard hour, at once, whatever happened to the data; and the screens that are held.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{Home, connect};
use crate::inside::Person;
use crate::sealed::{HERON, files, protected};

/// A home with something in every part of the page.
fn lived_in() -> Home {
    let mut home = Home::new();
    home.set("LANG", "en_GB.UTF-8");
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["clock", "add", "heroin", "--since", "2026-02-01"]);
    home.ok(&["clock", "hide", "heroin"]);
    home.ok(&["contact", "add", "Sam", "--role", "peer", "--programme", "na", "--handle", "@sam"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--phone", "+44 (0)7700 900123"]);
    let noon = ["meeting", "add", "Noon", "--venue", "online", "--day", "mon", "--time", "16:00", "--end", "17:00"];
    home.ok(&[&noon[..], &["--zone", "America/New_York", "--link", "https://example.org/j/1"]].concat());
    home.ok(&["meeting", "add", "Step", "--programme", "aa", "--day", "tue", "--time", "19:30", "--place", "Hall"]);
    home.ok(&["plan", "edit", "reasons", "- my daughter\n- sleep"]);
    home.ok(&["plan", "edit", "coping-steps", "walk"]);
    home.ok(&["plan", "edit", "warning-signs", "not sleeping"]);
    home
}

fn names(document: &Value, part: &str) -> Vec<String> {
    document[part].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_page_comes_in_the_order_in_which_it_helps() {
    let home = lived_in();
    let before = home.dump();
    let said = home.ok(&["sos"]);
    let mut from = 0;
    for part in [
        "My reasons\n  my daughter\n  sleep\n",
        "People to call\n  Maria G (sponsor)\n    +44 (0)7700 900123\n  Sam (peer, NA)\n    @sam\n",
        "Meetings\n  now, until 22:00  Noon (online), 16:00 America/New_York\n                    https://example.org/j/1\n",
        "  tomorrow 19:30    Step (AA, in-person); Hall\n",
        "What helps me\n  1  walk\n",
        "Warning signs\n  not sleeping\n",
        "Helplines, UK  checked Nov 2026\n  999 ",
        "stopping suddenly can be dangerous",
        "tolerance falls quickly",
    ] {
        let at = said[from..].find(part).unwrap_or_else(|| panic!("no {part} after the part before it:\n{said}"));
        from += at;
    }
    assert!(!said.contains("heroin"), "a hidden clock is not named:\n{said}");
    assert_eq!(home.dump(), before, "it records nothing");
}

#[test]
fn an_empty_home_shows_the_helplines_and_how_to_add_the_rest() {
    let mut home = Home::new();
    home.set("LC_ALL", "en_US.UTF-8");
    let said = home.ok(&["sos"]);
    assert!(said.starts_with("Helplines, US") && !said.contains("UK  checked"), "{said}");
    for way in ["onward plan edit reasons", "onward contact add", "onward plan edit coping-steps"] {
        assert!(said.contains(way), "no {way}:\n{said}");
    }
    assert!(!home.file().exists(), "looking creates nothing");
}

#[test]
fn the_country_is_the_one_set_then_the_one_of_the_locale_then_both() {
    let mut home = Home::new();
    let countries = |home: &Home| {
        let document = home.json(&["sos"]);
        let mut found: Vec<String> =
            document["helplines"].as_array().unwrap().iter().map(|line| line["country"].to_string()).collect();
        found.dedup();
        found.join(" ")
    };
    assert_eq!(countries(&home), "\"GB\" \"US\"");
    home.set("LANG", "en_US.UTF-8");
    assert_eq!(countries(&home), "\"US\"");
    home.ok(&["config", "set", "country", "UK"]);
    assert_eq!(countries(&home), "\"GB\"");
    home.ok(&["config", "set", "country", "DE"]);
    assert_eq!(countries(&home), "\"GB\" \"US\"");
    assert!(home.ok(&["sos"]).contains("onward helpline add NAME NUMBER --country DE"));
}

#[test]
fn sos_as_json_has_every_key() {
    let home = Home::new();
    home.ok(&["config", "set", "country", "US"]);
    home.ok(&["helpline", "hide", "emergency"]);
    home.ok(&["helpline", "hide", "988"]);
    let expected = json!({
        "as_of": "2026-11-23", "reasons": [], "people": [], "meetings": [], "coping_steps": [], "warning_signs": [],
        "helplines": [{
            "country": "US", "name": "SAMHSA helpline", "how": "1-800-662-4357", "hours": "always, free",
            "checked_on": "2026-11-01", "own": false, "hidden": false,
        }],
        "safety": [], "locked": false, "trouble": null,
    });
    assert_eq!(home.json(&["sos"]), expected);
    let document = lived_in().json(&["sos"]);
    assert_eq!(
        document["people"][0],
        json!({
            "name": "Maria G", "role": "sponsor", "programme": null, "phone": "+44 (0)7700 900123", "handle": null,
        })
    );
    assert_eq!(
        document["meetings"][0],
        json!({
            "name": "Noon", "programme": null, "starts_at": "2026-11-23T21:00:00+00:00",
            "ends_at": "2026-11-23T22:00:00+00:00", "in_progress": true, "zone": "America/New_York",
            "starts_at_in_zone": "2026-11-23T16:00:00-05:00", "venue": "online", "access": null, "place": null,
            "link": "https://example.org/j/1",
        })
    );
    assert_eq!((&document["reasons"], &document["coping_steps"]), (&json!(["my daughter", "sleep"]), &json!(["walk"])));
    assert_eq!(document["safety"].as_array().unwrap().len(), 2);
}

#[test]
fn people_come_in_the_order_that_was_chosen() {
    let home = lived_in();
    assert_eq!(names(&home.json(&["sos"]), "people"), ["Maria G", "Sam"]);
    home.ok(&["contact", "edit", "sam", "--order", "1"]);
    assert_eq!(names(&home.json(&["sos"]), "people"), ["Sam", "Maria G"]);
}

#[test]
fn a_meeting_without_a_zone_is_held_where_the_person_is() {
    let mut home = lived_in();
    home.zone("<+13>-13").at("2026-11-24T06:45:00+00:00");
    let document = home.json(&["sos"]);
    assert_eq!(document["meetings"][0]["starts_at"], "2026-11-24T19:30:00+13:00");
    assert_eq!(document["meetings"][0]["in_progress"], true);
}

#[test]
fn a_meeting_after_the_clocks_change_is_told_by_the_clock_of_that_day() {
    let mut home = Home::new();
    home.ok(&["meeting", "add", "Morning", "--day", "sun", "--time", "09:00"]);
    // The rules of London, written out: a zone that needs no zone files.
    home.zone("GMT0BST,M3.5.0/1,M10.5.0").at("2026-03-28T20:00:00+00:00");
    let morning = home.json(&["sos"])["meetings"][0]["starts_at"].clone();
    assert_eq!(morning, "2026-03-29T09:00:00+01:00");
}

#[test]
fn a_fact_belongs_to_clocks_that_count() {
    let home = lived_in();
    home.ok(&["clock", "stop", "heroin"]);
    assert_eq!(home.json(&["sos"])["safety"].as_array().unwrap().len(), 1);
}

#[test]
fn sealed_data_is_not_asked_for() {
    let mut home = protected();
    // Any question would be this program's, and it would not end well.
    home.set("ONWARD_PASSPHRASE_COMMAND", "exit 1");
    let document = home.json(&["sos"]);
    assert_eq!((&document["locked"], &document["trouble"]), (&json!(true), &Value::Null));
    assert_eq!(document["safety"].as_array().unwrap().len(), 2);
    let said = home.ok(&["sos"]);
    assert!(said.contains("onward sos --unlock") && said.contains("116 123"), "{said}");
    for way in ["can stand here", "onward config set country"] {
        assert!(!said.contains(way), "what is sealed is not missing:\n{said}");
    }
}

#[test]
fn sealed_data_is_shown_once_it_is_unlocked() {
    let home = protected();
    home.ok(&["plan", "edit", "reasons", HERON]);
    assert!(!home.ok(&["sos"]).contains(HERON));
    assert!(home.ok(&["sos", "--unlock"]).contains(HERON));
}

#[test]
fn a_wrong_passphrase_still_leaves_the_helplines() {
    let mut home = protected();
    home.set("ONWARD_PASSPHRASE_COMMAND", "echo not this one");
    let said = home.ok(&["sos", "--unlock"]);
    assert!(
        said.contains("116 123") && said.contains("still sealed: that passphrase does not open the data"),
        "{said}"
    );
    assert_eq!(home.json(&["sos", "--unlock"])["locked"], true);
}

#[test]
fn damaged_data_still_leaves_the_helplines_and_names_the_doctor() {
    let home = lived_in();
    fs::write(home.file(), "this is no database, and longer than its head. ".repeat(40)).unwrap();
    let before = files(home.root());
    let said = home.ok(&["sos"]);
    assert!(said.contains("onward doctor") && said.contains("116 123"), "{said}");
    assert!(said.lines().next().unwrap().starts_with("Your own data could not be opened: "), "{said}");
    assert!(files(home.root()) == before, "it changes nothing");
    let document = home.json(&["sos"]);
    assert_eq!((&document["locked"], document["trouble"].is_string()), (&json!(false), true));
}

#[test]
fn one_damaged_table_hides_no_other() {
    let home = lived_in();
    let data = connect(&home.file());
    let number = |sql: &str| data.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap() as usize;
    let (page, size) =
        (number("SELECT rootpage FROM sqlite_schema WHERE name = 'contact'"), number("PRAGMA page_size"));
    drop(data);
    let mut bytes = fs::read(home.file()).unwrap();
    bytes[(page - 1) * size..page * size].fill(0xff);
    fs::write(home.file(), bytes).unwrap();
    let document = home.json(&["sos"]);
    assert_eq!((&document["people"], &document["reasons"][0]), (&json!([]), &json!("my daughter")));
    assert!(document["trouble"].is_string(), "{document}");
    assert!(home.ok(&["sos"]).starts_with("Not all of your own data could be read: "));
}

#[test]
fn links_are_for_terminals_only() {
    let home = lived_in();
    assert!(!home.ok(&["sos", "--color", "always"]).contains("]8;;"));
}

#[test]
fn nothing_is_held_without_a_terminal() {
    let home = Home::new();
    for words in [["sos", "--wait"], ["sos", "--breathe"]] {
        let said = home.fails(2, &words);
        assert!(said.contains(words[1]) && said.ends_with("hint: onward sos prints everything\n"), "{said}");
    }
    for wrong in ["0", "a while", "25h"] {
        assert!(home.fails(2, &["sos", "--wait", wrong]).contains("--wait"), "{wrong}");
    }
    home.fails(2, &["sos", "--wait", "5m", "--breathe"]);
}

#[test]
fn a_wait_shows_the_reasons_and_offers_to_log_the_urge() {
    let home = lived_in();
    let person = Person::who_answers(&["yes", "7"]);
    let answer = person.runs(&home, &["sos", "--wait", "2m"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(
        answer.out.starts_with("Recorded for Mon 23 Nov (today), 21:30: an urge of strength 7, delayed, 2 minutes."),
        "{}",
        answer.out
    );
    let seen = person.seen.borrow();
    assert_eq!((seen.len(), seen[0][1].as_str()), (120, "  2:00 left"), "it ends by itself");
    assert!(seen.iter().all(|screen| screen.iter().any(|line| line.trim() == "my daughter")));
    assert!(home.records().contains("urge: "));
    assert!(home.ok(&["history"]).contains("strength 7, delayed, 2 minutes"));
    home.ok(&["undo"]);
    assert!(!home.records().contains("urge:"));
}

#[test]
fn who_says_no_or_stops_has_logged_nothing() {
    let home = lived_in();
    let before = home.dump();
    for answers in [&["no"][..], &[], &["yes"]] {
        let person = Person::who_answers(answers);
        let answer = person.runs(&home, &["sos", "--breathe"]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        let said = "You breathed slowly for 3 minutes.\nPeople to call: onward sos. To log the urge after all: ";
        assert!(answer.out.starts_with(said), "{}", answer.out);
        assert_eq!(person.seen.borrow().len(), 180);
    }
    assert_eq!(home.dump(), before);
}

#[test]
fn a_wait_as_json_says_how_long_it_was() {
    let answer = Person::who_answers(&["no"]).runs(&Home::new(), &["sos", "--wait", "--json"]);
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(document, json!({"as_of": "2026-11-23", "held_seconds": 180, "urge": null}));
}

#[test]
fn nothing_is_offered_to_be_logged_where_it_could_not_be_kept() {
    let home = protected();
    let person = Person::who_answers(&["yes", "7"]);
    let answer = person.runs(&home, &["sos", "--wait", "1m"]);
    assert_eq!((answer.code, person.asked.borrow().len()), (0, 0), "{}", answer.err);
}

/// Runs the program in a real terminal, presses `key` once the screen shows `until`, answers no, and returns all that
/// was written and how the terminal was left.
fn in_a_terminal(home: &Home, words: &str, until: &str, key: &[u8]) -> String {
    let command = format!("'{}' {words}; echo \"code $?\"; stty -a", env!("CARGO_BIN_EXE_onward"));
    let mut script = Command::new("script");
    script.args(["-qfc", &command, "/dev/null"]).env_clear().env("ONWARD_DATA_DIR", home.folder());
    script.env("PATH", "/usr/bin:/bin").env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("TZ", "UTC");
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut typed, mut shown) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut seen = String::new();
    let mut wait_for = |seen: &mut String, text: &str| {
        while !seen.contains(text) {
            let mut bytes = [0; 1024];
            let read = shown.read(&mut bytes).unwrap();
            assert!(read > 0, "there was no {text}: {seen:?}");
            seen.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    };
    wait_for(&mut seen, until);
    typed.write_all(key).unwrap();
    wait_for(&mut seen, "Log this urge?");
    std::thread::sleep(std::time::Duration::from_millis(50));
    typed.write_all(b"n\r").unwrap();
    wait_for(&mut seen, "code ");
    drop(typed);
    shown.read_to_string(&mut seen).unwrap();
    child.wait().unwrap();
    seen
}

#[test]
fn ctrl_c_ends_a_held_screen_and_the_terminal_is_as_it_was() {
    let home = lived_in();
    for (words, until, key) in [
        ("sos --wait 10m", "left", &b"\x03"[..]),
        ("sos --breathe", "Breathe in", b"q"),
        ("sos --wait", "left", b"\x1b"),
    ] {
        let seen = in_a_terminal(&home, words, until, key);
        let (screen, after) = seen.split_once("\u{1b}[?1049l").expect("the screen is given back");
        assert!(screen.contains("\u{1b}[?1049h") && seen.contains("\u{1b}[?25h"), "{seen:?}");
        assert!(after.contains("To log the urge after all: onward urge 7") && after.contains("code 0"), "{after:?}");
        // What a shell expects of a terminal: it echoes, and Ctrl-C is a signal again.
        for on in ["isig", "icanon", "echo"] {
            assert!(after.split_whitespace().any(|word| word == on), "no {on} after {words}: {after}");
        }
    }
}

#[test]
fn a_real_terminal_gets_links_and_no_pager() {
    let home = lived_in();
    let run = |term: &str, words: &str| {
        let command = format!("'{}' {words}", env!("CARGO_BIN_EXE_onward"));
        let mut script = Command::new("script");
        script.args(["-qefc", &command, "/dev/null"]).env_clear().env("ONWARD_DATA_DIR", home.folder());
        script.env("PATH", "/usr/bin:/bin").env("TERM", term).env("PAGER", "echo a pager").stdin(Stdio::null());
        String::from_utf8(script.output().unwrap().stdout).unwrap()
    };
    let seen = run("xterm-256color", "sos");
    assert!(seen.contains("\u{1b}]8;;tel:+447700900123\u{1b}\\+44 (0)7700 900123\u{1b}]8;;\u{1b}\\"), "{seen:?}");
    assert!(seen.contains("\u{1b}]8;;tel:116123\u{1b}\\") && !seen.contains("a pager"), "{seen:?}");
    for (term, words) in [("linux", "sos"), ("dumb", "sos"), ("xterm-256color", "sos --color never")] {
        assert!(!run(term, words).contains("]8;;"), "{term}: {words}");
    }
}
