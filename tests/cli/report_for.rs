//! `report --for`, `config audience` and `shared`: what somebody sees is what their list says, and every file that was
//! written for somebody is recorded.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Home, fed};
use crate::month::month;
use crate::support::readme;

/// A record with something of every kind, a hidden clock among it.
pub(crate) fn lived() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-10-01", "--programme", "aa"]);
    home.ok(&["clock", "add", "gambling", "--since", "2026-10-01"]);
    home.ok(&["clock", "hide", "gambling"]);
    for (clock, trigger, note) in [("alcohol", "payday", "slip-note"), ("gambling", "odds", "casino-note")] {
        let words = ["slip", clock, "--from", "2026-11-05", "--to", "2026-11-06", "--trigger", trigger, "--note", note];
        home.ok(&words);
    }
    home.ok(&["urge", "9", "gambling", "--trigger", "a-bet", "--note", "roulette"]);
    home.ok(&["urge", "3", "alcohol", "--trigger", "rain", "--did", "rang-somebody"]);
    let feelings = ["--craving", "4", "--anxiety", "3", "--connection", "6"];
    home.ok(&[&["checkin", "good", "--sober", "--note", "private-note", "--gratitude", "my-daughter"], &feelings[..]]
        .concat());
    home.ok(&["checkin", "good", "--sober=gambling", "--on", "yesterday"]);
    home.ok(&["attend", "Candlelight", "--programme", "ga", "--note", "meeting-note", "--on", "2026-11-10"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor", "--phone", "07700900123"]);
    home.ok(&["contact", "add", "Tom K", "--role", "peer"]);
    home.ok(&["reach", "maria", "--note", "reach-note"]);
    home
}

/// What no default list shows.
const WITHHELD: &[&str] = &[
    "gambling",
    "odds",
    "casino-note",
    "a-bet",
    "roulette",
    "payday",
    "slip-note",
    "rain",
    "rang-somebody",
    "private-note",
    "meeting-note",
    "reach-note",
    "Maria",
    "Tom",
    "07700900123",
];

pub(crate) const FORMS: &[&[&str]] = &[&["--html"], &["--markdown"], &["--json"], &[]];

/// What is printed for somebody; that it is not recorded is said beside it.
pub(crate) fn printed(home: &Home, words: &[&str]) -> String {
    let answer = home.run(words);
    assert_eq!(answer.code, 0, "{words:?}\n{}", answer.err);
    assert!(answer.err.starts_with("Not recorded: only a file is (-o FILE)."), "{}", answer.err);
    answer.out
}

fn report(home: &Home, who: &str) -> Value {
    serde_json::from_str(&printed(home, &["report", "--for", who, "--json"])).unwrap()
}

#[test]
fn no_default_list_shows_notes_names_triggers_or_hidden_clocks() {
    let home = lived();
    for who in ["self", "sponsor", "keyworker", "court"] {
        for days in [&["--since", "2026-09-01"][..], &["--year"]] {
            for form in FORMS {
                let said = printed(&home, &[&["report", "--for", who], days, form].concat());
                for word in WITHHELD {
                    assert!(!said.contains(word), "{who} {days:?} {form:?} says {word}\n{said}");
                }
            }
            let preview = home.ok(&[&["report", "--for", who, "--preview"], days].concat());
            for word in WITHHELD {
                assert!(!preview.contains(word), "the preview for {who} says {word}\n{preview}");
            }
        }
    }
}

#[test]
fn a_court_sees_sobriety_and_attendance_and_that_it_is_no_certificate() {
    let home = lived();
    let report = report(&home, "court");
    let shown: Vec<&String> =
        report.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key).collect();
    assert_eq!(shown, ["as_of", "attendance", "clocks", "days", "for", "since", "so_far", "until"]);
    let clock = &report["clocks"][0];
    for key in ["runs", "slips", "calendar", "milestones"] {
        assert_eq!(clock[key], Value::Null, "{key}");
    }
    for key in ["runs", "slips", "next_milestone", "hidden"] {
        assert_eq!(clock["standing"][key], Value::Null, "{key}");
    }
    assert_eq!((&clock["standing"]["sober_days"], &clock["standing"]["confirmed_days"]), (&json!(51), &json!(0)));
    assert_eq!(report["attendance"]["by_programme"], Value::Null, "what a meeting was about is told with its name");
    for form in [&["--html"][..], &["--markdown"], &[]] {
        let said = printed(&home, &[&["report", "--for", "court"], form].concat());
        assert!(said.contains("Nobody else has confirmed it, and it is no certificate."), "{said}");
        for word in ["Candlelight", "my-daughter", "5 Nov"] {
            assert!(!said.contains(word), "{word}\n{said}");
        }
    }
}

#[test]
fn a_hidden_clock_is_shown_by_a_list_for_that_clock_and_no_other() {
    let home = lived();
    home.ok(&["config", "audience", "sponsor", "--add", "notes,triggers,urges"]);
    let said = printed(&home, &["report", "--for", "sponsor"]);
    assert!(said.contains("slip-note") && said.contains("payday") && said.contains("rang-somebody"), "{said}");
    for word in ["gambling", "odds", "casino-note", "a-bet", "roulette", "Maria"] {
        assert!(!said.contains(word), "{word}\n{said}");
    }
    home.ok(&["config", "audience", "sponsor", "--clock", "gambling", "--fields", "sobriety,urges"]);
    let found = report(&home, "sponsor");
    assert_eq!((&found["clocks"][1]["name"], &found["urges"]["urges"]), (&json!("gambling"), &json!(2)));
    assert_eq!((&found["clocks"][1]["slips"], &found["clocks"][1]["standing"]["slips"]), (&Value::Null, &Value::Null));
    let said = printed(&home, &["report", "--for", "sponsor"]);
    for word in ["odds", "casino-note", "a-bet", "roulette"] {
        assert!(!said.contains(word), "{word}\n{said}");
    }
    assert!(!printed(&home, &["report", "--for", "keyworker"]).contains("gambling"));
}

#[test]
fn a_clock_can_be_withheld_wholly() {
    let home = lived();
    home.ok(&["config", "audience", "sponsor", "--clock", "alcohol", "--fields", "none"]);
    let found = report(&home, "sponsor");
    assert_eq!(found["clocks"], json!([]));
    assert!(!printed(&home, &["report", "--for", "sponsor", "--html"]).contains("alcohol"));
    let preview = home.json(&["report", "--for", "sponsor", "--preview"]);
    assert_eq!(preview["clocks_withheld"], 2);
}

#[test]
fn a_contact_has_the_list_of_their_role_until_they_have_their_own() {
    let home = lived();
    home.ok(&["config", "audience", "sponsor", "--fields", "sobriety,mood"]);
    home.ok(&["config", "audience", "sponsor", "--clock", "alcohol", "--fields", "none"]);
    let by_role = report(&home, "maria");
    assert_eq!(
        by_role["for"],
        json!({"audience": "contact", "contact": "Maria G", "list": "role", "fields": ["sobriety", "mood"]})
    );
    assert_eq!((&by_role["clocks"], &by_role["people"]), (&json!([]), &Value::Null));
    home.ok(&["config", "audience", "Maria", "--add", "people"]);
    let own = report(&home, "maria");
    assert_eq!((&own["for"]["list"], &own["people"]["conversations"]), (&json!("own"), &json!(1)));
    assert_eq!(own["clocks"], json!([]), "what is withheld from every sponsor stays withheld");
    assert_eq!(report(&home, "sponsor")["people"], Value::Null);
    home.ok(&["config", "audience", "maria", "--default"]);
    assert_eq!(report(&home, "maria")["for"]["list"], "role");
    let said = home.fails(1, &["report", "--for", "tom"]);
    assert!(said.contains("nothing was said yet of what 'Tom K' may see") && said.contains("--fields"), "{said}");
    let said = home.fails(1, &["report", "--for", "nobody"]);
    assert!(said.contains("self, sponsor, keyworker, court"), "{said}");
}

#[test]
fn a_contact_with_the_name_of_an_audience_is_asked_for_as_a_contact() {
    let home = lived();
    home.ok(&["contact", "add", "Court", "--role", "keyworker"]);
    assert_eq!(report(&home, "court")["for"]["audience"], "court");
    assert_eq!(report(&home, "contact:court")["for"]["contact"], "Court");
}

#[test]
fn names_of_people_stand_in_it_only_by_their_field_and_numbers_never() {
    let home = lived();
    home.ok(&["config", "audience", "self", "--fields", "contacts,notes,meetings,people"]);
    for form in FORMS {
        let said = printed(&home, &[&["report", "--for", "self"], *form].concat());
        for word in ["Maria G", "reach-note", "Candlelight"] {
            assert!(said.contains(word), "{form:?} {word}");
        }
        assert!(!said.contains("07700900123") && !said.contains("Tom") && !said.contains("casino-note"), "{said}");
    }
}

#[test]
fn a_preview_shows_what_would_be_written_and_counts_what_is_withheld() {
    let home = lived();
    let before = home.dump();
    let words = ["report", "--for", "court", "--since", "2026-09-01"];
    let said = home.ok(&[&words[..], &["--preview", "-o", "x.html"]].concat());
    let written = printed(&home, &words);
    assert!(said.starts_with(written.trim_end()), "{said}\n\n{written}");
    for part in [
        "notes       7 notes",
        "triggers    4 triggers",
        "contacts    1 name",
        "Wholly: 1 clock.",
        "Nothing was written, and nothing recorded.",
    ] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
    assert!(!home.root().join("x.html").exists());
    assert_eq!(home.dump(), before);
    let preview = home.json(&[&words[..], &["--preview"]].concat());
    let plain: Value = serde_json::from_str(&printed(&home, &[&words[..], &["--json"]].concat())).unwrap();
    assert_eq!(preview["report"], plain);
    let notes = preview["withheld"].as_array().unwrap().iter().find(|one| one["field"] == "notes");
    assert_eq!(notes, Some(&json!({"field": "notes", "count": 7})));
}

#[test]
fn every_file_for_somebody_is_recorded_with_the_digest_of_its_bytes() {
    let home = lived();
    let said = home.ok(&["report", "--for", "maria", "--month", "2026-11", "-o", "maria.html"]);
    for part in
        ["Written to maria.html: report for Maria G", "It is not encrypted", "onward undo, which leaves the file"]
    {
        assert!(said.replace('\u{a0}', " ").contains(part), "no {part}:\n{said}");
    }
    let mut shared = home.json(&["shared", "list"])["shared"][0].clone();
    let id = shared["id"].as_str().unwrap().to_owned();
    let bytes = fs::read(home.root().join("maria.html")).unwrap();
    let sum = Command::new("sha256sum").arg(home.root().join("maria.html")).output().unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap();
    assert_eq!(shared["digest"].as_str(), sum.split_whitespace().next());
    for key in ["id", "digest"] {
        shared.as_object_mut().unwrap().remove(key);
    }
    let expected = json!({
        "day": "2026-11-23", "audience": "contact", "contact": "Maria G", "since": "2026-11-01", "until": "2026-11-23",
        "fields": ["sobriety", "slips", "calendar", "milestones", "attendance", "mood", "craving", "people"],
        "clocks": ["alcohol"], "format": "html", "bytes": bytes.len(), "recorded_at": "2026-11-23T21:30:00+00:00",
    });
    assert_eq!(shared, expected);
    assert!(home.ok(&["shared", "show", &id]).contains("SHA-256"));
    assert!(home.ok(&["history"]).contains("report for Maria G"));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["shared", "list"])["shared"], json!([]));
    assert_eq!(fs::read(home.root().join("maria.html")).unwrap(), bytes, "the file is the person's");
    home.ok(&["report", "--for", "self", "-o", "self.md"]);
    let shared = home.json(&["shared", "list"])["shared"][0].clone();
    assert_eq!((&shared["audience"], &shared["format"]), (&json!("self"), &json!("markdown")));
}

#[test]
fn the_record_and_the_file_are_kept_together_or_not_at_all() {
    let home = lived();
    fs::write(home.root().join("there.html"), "before").unwrap();
    fs::set_permissions(home.root().join("there.html"), fs::Permissions::from_mode(0o640)).unwrap();
    let before = (home.dump(), fs::metadata(home.root().join("there.html")).unwrap().ino());
    // The disk is full for the data file, after the file took its place: that is smaller.
    for words in [&["new.json"][..], &["there.html", "--force"]] {
        let report = [&["report", "--for", "court", "--month", "2026-11", "-o"], words].concat();
        let answer = fed(home.in_shell("trap '' XFSZ; ulimit -f 160 || exit 9", &report), b"");
        assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{}", answer.err);
    }
    let there = fs::metadata(home.root().join("there.html")).unwrap();
    assert_eq!((home.dump(), there.ino()), before, "the file itself is back, and no copy of it");
    assert_eq!(there.permissions().mode() & 0o777, 0o640);
    let mut left: Vec<_> = fs::read_dir(home.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["data", "there.html"]);
    assert_eq!(fs::read_to_string(home.root().join("there.html")).unwrap(), "before");
    home.ok(&["report", "--for", "court", "-o", "there.html", "--force"]);
    assert_eq!(home.json(&["shared", "list"])["shared"].as_array().unwrap().len(), 1);
}

#[test]
fn a_list_is_shown_changed_and_taken_back() {
    let home = lived();
    let lists = home.json(&["config", "audience"]);
    let court = json!({"audience": "court", "contact": null, "clock": null, "list": "default", "fields": ["sobriety", "attendance"]});
    assert_eq!(lists["lists"][3], court);
    let changed = home.json(&["config", "audience", "court", "--add", "runs,slips", "--drop", "attendance"]);
    assert_eq!(changed["list"]["fields"], json!(["sobriety", "runs", "slips"]));
    assert_eq!(home.json(&["config", "audience", "court"])["lists"].as_array().unwrap().len(), 1);
    assert!(home.ok(&["history"]).contains("court sees sobriety, runs, slips"));
    home.ok(&["undo"]);
    assert_eq!(home.json(&["config", "audience", "court"])["lists"][0], court);
    home.ok(&["config", "audience", "court", "--fields", "none"]);
    assert!(home.fails(1, &["report", "--for", "court"]).contains("holds no field"));
    let said = home.ok(&["config", "audience", "court", "--fields", "none"]);
    assert!(said.contains("Nothing to change"), "{said}");
    home.ok(&["config", "audience", "court", "--default"]);
    assert_eq!(home.json(&["config", "audience", "court"])["lists"][0], court);
    let said = home.ok(&["config", "audience"]);
    for field in ["sobriety", "triggers", "every note", "A hidden clock"] {
        assert!(said.contains(field), "{said}");
    }
}

#[test]
fn what_no_list_can_hold_is_refused_with_a_hint() {
    let home = lived();
    for (words, part) in [
        (&["court", "--fields", "secrets"][..], "a field is one of sobriety"),
        (&["court", "--fields", ""], "none"),
        (&["court", "--clock", "alcohol", "--add", "mood"], "mood cannot be said of one clock"),
        (&["--fields", "mood"], "WHO"),
        (&["court", "--fields", "mood", "--add", "runs"], "--add"),
        (&["court", "--default", "--add", "runs"], "--default"),
    ] {
        let said = home.fails(2, &[&["config", "audience"], words].concat());
        assert!(said.contains(part) && said.contains("\nhint: "), "{words:?}: {said}");
    }
    assert!(home.fails(1, &["config", "audience", "marla"]).contains("did you mean \"Maria G\"?"));
    assert!(home.fails(1, &["config", "audience", "court", "--clock", "nothing"]).contains("there is no clock"));
    assert!(home.fails(1, &["shared", "show", "456789ab"]).contains("onward shared list"));
}

#[test]
fn readme_shows_what_is_printed() {
    let line = "$ onward report --for court --since 2026-10-20 --preview\n";
    let readme = readme();
    let shown = readme.split(line).nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let printed = month().ok(&["report", "--for", "court", "--since", "2026-10-20", "--preview"]);
    assert_eq!(printed.trim_end(), shown);
    let table = readme.split("| field | what it shows |").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    for list in Home::new().json(&["config", "audience"])["lists"].as_array().unwrap() {
        let column = ["self", "sponsor", "keyworker", "court"].iter().position(|who| list["audience"] == *who).unwrap();
        let rows = table.lines().filter(|row| row.starts_with("| `"));
        let yes = rows.filter(|row| row.split('|').nth(column + 3).unwrap().trim() == "yes");
        let fields: Vec<&str> = yes.map(|row| row.split('`').nth(1).unwrap()).collect();
        let mut told: Vec<&str> =
            list["fields"].as_array().unwrap().iter().map(|field| field.as_str().unwrap()).collect();
        told.sort_by_key(|field| fields.iter().position(|one| one == field));
        assert_eq!(told, fields, "{}", list["audience"]);
    }
}

#[test]
fn looking_touches_no_byte_of_the_data() {
    let home = lived();
    let state = || (fs::read(home.file()).unwrap(), fs::metadata(home.file()).unwrap().modified().unwrap());
    let before = state();
    for words in [
        &["report"][..],
        &["report", "--year", "--html"],
        &["report", "-o", "own.html"],
        &["report", "--for", "court", "--preview"],
        &["config", "audience"],
        &["shared", "list"],
    ] {
        home.ok(words);
        assert!(state() == before, "onward {words:?} touched something");
    }
}

#[test]
fn an_empty_home_can_be_asked_for_somebody() {
    let home = Home::new();
    assert!(home.ok(&["shared", "list"]).contains("--preview"));
    assert!(printed(&home, &["report", "--for", "court"]).contains("Nothing is recorded in these days."));
    assert!(!home.file().exists(), "looking makes no file");
    home.ok(&["report", "--for", "court", "-o", "empty.html"]);
    assert_eq!(home.json(&["shared", "list"])["shared"].as_array().unwrap().len(), 1);
}
