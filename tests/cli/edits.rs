//! Changing a record while another terminal changes it too: nothing that was acknowledged is lost, and nothing that
//! was typed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Answer, Home};
use crate::inside::Person;

/// An editor that first does this, with `onward` as another terminal would run it, and then writes this text.
fn editor(home: &Home, first: &str, text: &str) -> String {
    let path = home.root().join("editor");
    let script = format!(
        "#!/bin/sh\nonward() {{ ONWARD_DATA_DIR='{}' ONWARD_NOW=2026-11-23T21:31:00+00:00 TZ=UTC '{}' \"$@\" >&2 </dev/null; }}\n\
         {{ {first}\n}} 2>>'{}'\ncat > \"$1\" <<'END'\n{text}\nEND\n",
        home.folder().display(),
        env!("CARGO_BIN_EXE_onward"),
        home.root().join("other").display(),
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Runs this at a terminal whose editor lets another terminal do something first.
fn edited(home: &Home, args: &[&str], first: &str, text: &str) -> Answer {
    Person::default().with_editor(&editor(home, first, text), None).runs(home, args)
}

/// What the other terminal said.
fn other(home: &Home) -> String {
    fs::read_to_string(home.root().join("other")).unwrap_or_default()
}

/// Every file below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// The files below a folder that hold this word, readably.
pub(crate) fn holding(folder: &Path, word: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).contains(word);
    files_below(folder).into_iter().filter(holds).collect()
}

/// Every draft in the data folder of this home.
fn drafts(home: &Home) -> Vec<PathBuf> {
    files_below(&home.folder().join("drafts"))
}

struct Case {
    home: Home,
    /// What is edited: `slip edit ID`.
    edit: Vec<String>,
    /// How it is shown, and under which key.
    show: Vec<String>,
    key: &'static str,
}

impl Case {
    fn new(home: Home, command: &str, which: String, key: &'static str) -> Self {
        let words = |verb: &str| vec![command.to_owned(), verb.to_owned(), which.clone()];
        Self { edit: words("edit"), show: words("show"), home, key }
    }

    fn shown(&self) -> Value {
        let words: Vec<&str> = self.show.iter().map(String::as_str).collect();
        self.home.json(&words)[self.key].clone()
    }

    fn edit(&self, first: &str, text: &str) -> Answer {
        let words: Vec<&str> = self.edit.iter().map(String::as_str).chain(["--edit"]).collect();
        edited(&self.home, &words, first, text)
    }

    /// What the other terminal types: the same edit with these words.
    fn elsewhere(&self, rest: &str) -> String {
        format!("onward {} {rest}", self.edit.join(" "))
    }
}

/// A record of each kind that has a note, with what another terminal changes of it: the words, the key, the value.
fn with_notes() -> Vec<(Case, &'static str, &'static str, Value)> {
    let home = || {
        let home = Home::new();
        home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
        home.ok(&["contact", "add", "Maria", "--role", "sponsor"]);
        home.ok(&["meeting", "add", "Tuesday", "--day", "tue", "--time", "19:30"]);
        home
    };
    let by_id = |command: &'static str, args: &[&str], key: &'static str| {
        let home = home();
        let id = home.id_of(&[&[command], args].concat());
        Case::new(home, command, id, key)
    };
    vec![
        (by_id("slip", &["alcohol", "--note", "old"], "slip"), "--trigger payday", "trigger", json!("payday")),
        (by_id("checkin", &["good", "--note", "old"], "checkin"), "--gratitude tea", "gratitude", json!("tea")),
        (by_id("checkin", &["good", "--note", "old"], "checkin"), "--on yesterday", "day", json!("2026-11-22")),
        (by_id("reach", &["maria", "--note", "old"], "reach"), "--on yesterday", "day", json!("2026-11-22")),
        (by_id("attend", &["tuesday", "--note", "old"], "attendance"), "--on yesterday", "day", json!("2026-11-22")),
        (by_id("urge", &["7", "--note", "old"], "urge"), "--trigger payday", "trigger", json!("payday")),
        (Case::new(home(), "contact", "Maria".to_owned(), "contact"), "--phone 5550", "phone", json!("5550")),
        (Case::new(home(), "meeting", "Tuesday".to_owned(), "meeting"), "--place hall", "place", json!("hall")),
    ]
}

#[test]
fn what_another_terminal_changed_meanwhile_stays_when_the_editor_closes() {
    for (case, words, key, value) in with_notes() {
        let answer = case.edit(&case.elsewhere(words), "mine");
        assert_eq!(answer.code, 0, "{:?}: {}{}", case.edit, answer.err, other(&case.home));
        let shown = case.shown();
        assert_eq!((&shown[key], &shown["note"]), (&value, &json!("mine")), "{:?}", case.edit);
        assert_eq!(drafts(&case.home), [] as [PathBuf; 0]);
    }
}

#[test]
fn the_same_field_changed_in_two_terminals_is_refused_and_what_was_typed_is_kept() {
    for (case, _, _, _) in with_notes() {
        let answer = case.edit(&case.elsewhere("--note theirs"), "mine, a long text");
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{:?}: {}", case.edit, answer.err);
        assert_eq!(case.shown()["note"], "theirs", "{:?}", case.edit);
        let kept = holding(&case.home.folder().join("drafts"), "mine, a long text");
        assert_eq!(kept.len(), 1, "{}", answer.err);
        assert!(answer.err.contains(kept[0].to_str().unwrap()), "{}", answer.err);
        assert!(answer.err.contains("another terminal") && answer.err.contains("\nhint: "), "{}", answer.err);
        for path in kept.iter().flat_map(|path| path.ancestors().take(3)) {
            let mode = fs::metadata(path).unwrap().permissions().mode() & 0o077;
            assert_eq!(mode, 0, "{}", path.display());
        }
    }
}

#[test]
fn the_same_value_from_two_terminals_is_no_quarrel() {
    for (case, _, _, _) in with_notes() {
        let answer = case.edit(&case.elsewhere("--note mine"), "mine");
        assert_eq!(answer.code, 0, "{:?}: {}", case.edit, answer.err);
        assert_eq!(case.shown()["note"], "mine");
    }
}

#[test]
fn a_record_removed_meanwhile_is_said_and_what_was_typed_is_kept() {
    for (case, _, _, _) in with_notes() {
        let remove = format!("onward {} --yes", case.edit.join(" ").replace(" edit ", " remove "));
        let answer = case.edit(&remove, "mine, a long text");
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{:?}: {}", case.edit, answer.err);
        assert!(answer.err.contains("removed"), "{}", answer.err);
        let kept = holding(&case.home.folder().join("drafts"), "mine, a long text");
        assert!(kept.len() == 1 && answer.err.contains(kept[0].to_str().unwrap()), "{}", answer.err);
    }
}

#[test]
fn a_name_that_means_another_record_by_now_is_not_changed() {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria", "--role", "sponsor"]);
    let answer = edited(
        &home,
        &["contact", "edit", "mar", "--edit"],
        "onward contact edit Maria --name Ann && onward contact add Marcus",
        "mine",
    );
    assert_eq!(answer.code, 0, "{}{}", answer.err, other(&home));
    assert_eq!(home.json(&["contact", "show", "Ann"])["contact"]["note"], "mine");
    assert_eq!(home.json(&["contact", "show", "Marcus"])["contact"]["note"], Value::Null);
}

#[test]
fn parts_of_the_plan_that_were_not_changed_stay_as_another_terminal_left_them() {
    let home = Home::new();
    home.ok(&["plan", "edit", "reasons", "sleep"]);
    let mine = "# My reasons\nmornings\n# Warning signs\n# What helps me\n";
    let first = "onward plan edit coping-steps walk";
    let answer = edited(&home, &["plan", "edit"], first, mine);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let plan = home.json(&["plan", "show"]);
    assert_eq!((&plan["reasons"], &plan["coping_steps"]), (&json!(["mornings"]), &json!(["walk"])));
    let answer = edited(&home, &["plan", "edit", "reasons"], "onward plan edit reasons theirs", "mine again");
    assert_eq!((answer.code, home.json(&["plan", "show"])["reasons"].clone()), (1, json!(["theirs"])));
    assert_eq!(holding(&home.folder().join("drafts"), "mine again").len(), 1, "{}", answer.err);
}

#[test]
fn a_plan_that_was_overtaken_reverts_nothing_when_it_is_taken_up_again() {
    let home = Home::new();
    home.ok(&["plan", "edit", "reasons", "sleep"]);
    let mine = "# My reasons\nmornings\n# Warning signs\n# What helps me\n";
    let first = "onward plan edit coping-steps walk; onward plan edit reasons theirs";
    assert_eq!(edited(&home, &["plan", "edit"], first, mine).code, 1);
    let again = edited(&home, &["plan", "edit"], "true", mine);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.err.contains("Unsaved text"), "{}", again.err);
    let plan = home.json(&["plan", "show"]);
    assert_eq!((&plan["reasons"], &plan["coping_steps"]), (&json!(["mornings"]), &json!(["walk"])));
    assert_eq!(drafts(&home), [] as [PathBuf; 0]);
}

#[test]
fn answers_of_a_worksheet_are_kept_from_both_terminals() {
    let home = Home::new();
    let id = home.id_of(&["smart", "abc", "--answer", "happened=late", "--answer", "felt=angry"]);
    let first = format!("onward smart edit {id} --answer helpful=patience --about rows --on yesterday");
    let answer = edited(&home, &["smart", "edit", &id], &first, "happened: late\nfelt: sad\n");
    assert_eq!(answer.code, 0, "{}{}", answer.err, other(&home));
    let sheet = home.json(&["smart", "show", &id])["worksheet"].to_string();
    for word in ["\"sad\"", "patience", "rows", "2026-11-22"] {
        assert!(sheet.contains(word), "{word}: {sheet}");
    }
    let first = format!("onward smart edit {id} --answer felt=calm");
    let answer = edited(&home, &["smart", "edit", &id], &first, "happened: late\nfelt: furious\n");
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert_eq!(holding(&home.folder().join("drafts"), "furious").len(), 1);
    assert!(home.json(&["smart", "show", &id]).to_string().contains("calm"));
}

#[test]
fn a_note_on_a_step_is_merged_too() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01", "--programme", "aa"]);
    home.ok(&["step", "begin", "4", "--programme", "aa"]);
    let id = home.id_of(&["step", "note", "4", "old", "--programme", "aa"]);
    let shown = || home.json(&["step", "show", "4", "--programme", "aa"])["work"][0]["notes"][0].clone();
    let first = format!("onward step edit {id} --on yesterday");
    assert_eq!(edited(&home, &["step", "edit", &id, "--edit"], &first, "mine").code, 0);
    assert_eq!((&shown()["text"], &shown()["day"]), (&json!("mine"), &json!("2026-11-22")));
    let first = format!("onward step edit {id} --note theirs");
    assert_eq!(edited(&home, &["step", "edit", &id, "--edit"], &first, "mine too").code, 1);
    assert_eq!(shown()["text"], "theirs");
}

#[test]
fn what_was_typed_at_questions_is_kept_too() {
    let home = Home::new();
    let id = home.id_of(&["urge", "7"]);
    // The person answers what they did and how it is; another terminal had the last word on how it is.
    let person = Person::who_answers(&["0", "walked round the block", "1", "2", "20"]);
    person.before_answer(3, &home, &["urge", "done", "--outcome", "used"]);
    let answer = person.runs(&home, &["urge", "done"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert_eq!(holding(&home.folder().join("drafts"), "walked round the block").len(), 1, "{}", answer.err);
    assert_eq!(home.json(&["urge", "show", &id])["urge"]["outcome"], "used");
}

#[test]
fn nothing_is_removed_but_what_the_person_agreed_to() {
    let home = Home::new();
    home.ok(&["contact", "add", "Maria"]);
    let person = Person::who_answers(&["yes"]);
    person.before_answer(0, &home, &["contact", "edit", "Maria", "--name", "Ann"]);
    let answer = person.runs(&home, &["contact", "remove", "maria"]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    assert!(home.ok(&["contact", "list"]).contains("Ann"));
}

#[test]
fn two_terminals_that_add_to_a_list_of_fields_both_count() {
    let home = Home::new();
    home.ok(&["config", "audience", "sponsor", "--fields", "sobriety"]);
    let run = |field: &str| {
        let mut command = home.command();
        command.args(["config", "audience", "sponsor", "--add", field]).spawn().unwrap()
    };
    for mut child in ["mood", "meetings", "milestones", "craving"].map(run) {
        assert!(child.wait().unwrap().success());
    }
    let list = home.json(&["config", "audience", "sponsor"]).to_string();
    for field in ["mood", "meetings", "milestones", "craving"] {
        assert!(list.contains(field), "{field}: {list}");
    }
}
