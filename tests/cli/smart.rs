//! `smart`: the tools of SMART Recovery, and what is kept of them.

use serde_json::{Value, json};

use crate::harness::Home;
use crate::inside::Person;

pub(crate) const TOOLS: [&str; 5] = ["cost-benefit", "values", "change-plan", "abc", "balance"];

/// A worksheet of this tool and its id.
pub(crate) fn recorded(home: &Home, tool: &str, answers: &[&str]) -> String {
    let given: Vec<&str> = answers.iter().flat_map(|answer| ["--answer", answer]).collect();
    home.id_of(&[&["smart", tool], &given[..]].concat())
}

fn sheet(home: &Home, id: &str) -> Value {
    home.json(&["smart", "show", id])["worksheet"].clone()
}

/// The answers of a worksheet, each with its question.
pub(crate) fn answers(sheet: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|n| n.to_string()));
    let told = |answer: &Value| {
        let parts = [text(&answer["question"]), text(&answer["text"]), text(&answer["score"])];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    sheet["answers"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_worksheet_keeps_what_was_answered_in_the_order_of_its_questions() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling", "--programme", "smart"]);
    let words = ["smart", "change-plan", "--answer", "step=one", "--answer", "goal=rest", "--answer", "step=two"];
    let more = ["--clock", "gamb", "--about", "evenings", "--on", "yesterday"];
    let mut kept = home.json(&[&words[..], &more].concat());
    assert!(kept["worksheet"].as_object_mut().unwrap().remove("id").is_some());
    let answer =
        |question: &str, text: &str| json!({ "question": question, "text": text, "score": null, "before": null });
    let expected = json!({
        "as_of": "2026-11-23",
        "worksheet": {
            "tool": "change-plan", "point": 1, "day": "2026-11-22", "clock": "gambling", "about": "evenings",
            "answers": [answer("goal", "rest"), answer("step", "one"), answer("step", "two")],
            "reviews": [], "compared_with": null, "recorded_at": "2026-11-23T21:30:00+00:00",
        },
    });
    assert_eq!(kept, expected);
}

#[test]
fn the_four_points_say_what_was_worked_on_and_when() {
    let home = Home::new();
    recorded(&home, "abc", &["happened=a missed call"]);
    home.ok(&["smart", "values", "--answer", "value=calm", "--on", "2026-11-01"]);
    let id = recorded(&home, "values", &["value=honesty"]);
    home.ok(&["smart", "edit", &id, "--on", "2026-11-02"]);
    home.ok(&["smart", "review", &id, "still so", "--on", "2026-11-20"]);
    let found = home.json(&["smart"]);
    let tool = |tool: &str, times: u8, reviews: u8, last: Option<&str>| json!({ "tool": tool, "times": times, "reviews": reviews, "last_worked_on": last });
    let motivation = json!({
        "number": 1, "title": "motivation", "last_worked_on": "2026-11-20",
        "tools": [
            tool("cost-benefit", 0, 0, None), tool("values", 2, 1, Some("2026-11-20")), tool("change-plan", 0, 0, None),
        ],
    });
    assert_eq!((&found["as_of"], &found["points"][0]), (&json!("2026-11-23"), &motivation));
    let urges = json!({ "number": 2, "title": "urges", "last_worked_on": null, "tools": [tool("urge", 0, 0, None)] });
    assert_eq!(found["points"][1], urges);
    assert_eq!(found["points"][2]["tools"], json!([tool("abc", 1, 0, Some("2026-11-23"))]));
    assert_eq!(found["points"][3]["last_worked_on"], Value::Null);
    let said = home.ok(&["smart"]);
    for part in ["1  motivation", "2  urges", "3  thoughts, feelings and behaviours", "4  a balanced life", "not yet"] {
        assert!(said.contains(part), "no {part}:\n{said}");
    }
}

#[test]
fn the_tools_can_be_looked_at_before_anything_is_kept() {
    let home = Home::new();
    home.ok(&["smart"]);
    assert_eq!(home.json(&["smart", "list"]), json!({ "as_of": "2026-11-23", "worksheets": [] }));
    assert!(!home.file().exists());
}

#[test]
fn help_lists_the_words_of_every_question() {
    let home = Home::new();
    let words: [(&str, &[&str]); 5] = [
        ("cost-benefit", &["use-gives-short", "use-costs-long", "without-gives-short", "without-costs-long"]),
        ("values", &["value", "meaning", "fits"]),
        ("change-plan", &["goal", "why", "step", "helper", "obstacle", "sign"]),
        ("abc", &["happened", "told-myself", "felt", "did", "else-true", "helpful"]),
        ("balance", &["health", "sleep", "free time", "purpose"]),
    ];
    for (tool, words) in words {
        let help = home.ok(&["smart", tool, "--help"]);
        for word in words {
            assert!(help.contains(word), "{tool}: no {word}\n{help}");
        }
    }
}

#[test]
fn a_script_without_an_answer_is_told_which_is_missing() {
    let home = Home::new();
    for tool in TOOLS {
        let said = home.fails(2, &["smart", tool]);
        assert!(said.contains("--answer is missing") && said.contains("--help"), "{said}");
    }
}

#[test]
fn an_answer_that_fits_no_question_is_refused() {
    let home = Home::new();
    let refused: [(&str, &[&str], &str); 7] = [
        ("change-plan", &["gaol=x"], "goal, why, step"),
        ("change-plan", &["goal=a", "goal=b"], "twice"),
        ("change-plan", &["goal"], "QUESTION=TEXT"),
        ("values", &["fits=7"], "comes first"),
        ("values", &["value=calm", "fits=much"], "0 to 10"),
        ("balance", &["health=11"], "health"),
        ("balance", &["health=6", "Health=7"], "twice"),
    ];
    for (tool, given, part) in refused {
        let given: Vec<&str> = given.iter().flat_map(|answer| ["--answer", answer]).collect();
        let said = home.fails(2, &[&["smart", tool], &given[..]].concat());
        assert!(said.contains(part) && said.contains("hint: "), "{tool} {given:?}: {said}");
    }
}

#[test]
fn an_empty_worksheet_is_not_kept() {
    let home = Home::new();
    for (tool, answer) in [("abc", "happened= "), ("balance", "health="), ("values", "value=")] {
        let said = home.fails(1, &["smart", tool, "--answer", answer, "--about", "something"]);
        assert!(said.contains("nothing was answered"), "{said}");
    }
    assert!(home.fails(1, &["smart", "abc", "--from", "/dev/null"]).contains("nothing was answered"));
}

#[test]
fn days_to_come_and_clocks_that_are_not_there_are_refused() {
    let home = Home::new();
    let words = ["smart", "abc", "--answer", "happened=a missed call"];
    assert!(home.fails(1, &[&words[..], &["--on", "2026-11-24"]].concat()).contains("still to come"));
    assert!(home.fails(1, &[&words[..], &["--clock", "gambling"]].concat()).contains("no clock named"));
}

#[test]
fn answers_come_from_a_file_or_from_standard_input() {
    let home = Home::new();
    let lines = b"happened: he was late\ntold-myself: he does not care\n\n  at all: never\nelse-true: traffic\nelse-true: work\n";
    let answer = home.pipe(&["smart", "abc", "--from", "-"], lines);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    let kept = home.json(&["smart", "list"])["worksheets"][0].clone();
    let expected = [
        "happened he was late",
        "told-myself he does not care\n\nat all: never",
        "else-true traffic",
        "else-true work",
    ];
    assert_eq!(answers(&kept), expected);
    assert_eq!(home.pipe(&["smart", "abc", "--answer", "happened=-"], b"a missed call\n").code, 0);
    let wrong = home.pipe(&["smart", "abc", "--from", "-"], b"happened: x\nno colon\n");
    assert!(wrong.code == 1 && wrong.err.contains("line 2"), "{}", wrong.err);
    let nowhere = home.fails(1, &["smart", "abc", "--from", "nowhere.txt"]);
    assert!(nowhere.contains("--from: there is no nowhere.txt") && !nowhere.contains("export"), "{nowhere}");
}

#[test]
fn entries_of_the_four_boxes_are_marked_short_or_long_term() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling"]);
    let given =
        ["use-gives-short=a rush", "use-gives-short=no thinking", "use-costs-long=savings", "use-gives-long=none"];
    let given: Vec<&str> = given.iter().flat_map(|answer| ["--answer", answer]).collect();
    let id = home.id_of(&[&["smart", "cost-benefit", "--clock", "gambling"], &given[..]].concat());
    let page = home.ok(&["smart", "show", &id]);
    let expected = "What gambling gives\n  short term  a rush\n  short term  no thinking\n  long term   none\n\n\
        What gambling costs\n  long term  savings\n";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn values_stand_in_their_order_with_what_belongs_to_each() {
    let home = Home::new();
    let given = ["value=honesty", "fits=7", "value=calm", "meaning=no hurry", "fits=3"];
    let id = recorded(&home, "values", &given);
    assert_eq!(answers(&sheet(&home, &id)), ["value honesty", "fits 7", "value calm", "meaning no hurry", "fits 3"]);
    let page = home.ok(&["smart", "show", &id]);
    assert!(page.contains("1  honesty") && page.contains("2  calm") && page.contains("no hurry"), "{page}");
}

#[test]
fn a_balance_of_life_is_drawn_beside_the_last_time() {
    let mut home = Home::new();
    home.at("2026-11-02T21:30:00+00:00");
    recorded(&home, "balance", &["health=4", "sleep=3", "money=6"]);
    home.at("2026-11-23T21:30:00+00:00");
    let words = ["smart", "balance", "--answer", "Health=6", "--answer", "sleep=3", "--answer", "money=0"];
    let said = home.set("LC_ALL", "C").ok(&[&words[..], &["--answer", "the garden=9"]].concat());
    let picture = "\n  Health      ######....  6  up from 4\n  sleep       ###.......  3  as it was\n  \
        money       ..........  0  down from 6\n  the garden  #########.  9  new\n\n0 to 10, beside the last time, Mon 2 Nov.\n";
    assert!(said.contains(picture), "{said}");
    let kept = home.json(&["smart", "list", "--tool", "balance"])["worksheets"].clone();
    assert_eq!((&kept[0]["compared_with"], &kept[1]["compared_with"]), (&json!("2026-11-02"), &Value::Null));
    let area = json!({ "question": "area", "text": "Health", "score": 6, "before": 4 });
    assert_eq!((&kept[0]["answers"][0], &kept[0]["answers"][3]["before"]), (&area, &Value::Null));
}

#[test]
fn a_review_keeps_the_old_answers() {
    let home = Home::new();
    let id = recorded(&home, "change-plan", &["goal=rest", "step=one"]);
    let before = answers(&sheet(&home, &id));
    home.ok(&["smart", "review", &id, "I sleep at midnight"]);
    assert_eq!(home.pipe(&["smart", "review", &id, "-"], b"and at eleven\n").code, 0);
    let reviewed = sheet(&home, &id);
    assert_eq!(answers(&reviewed), before);
    let texts: Vec<&Value> = reviewed["reviews"].as_array().unwrap().iter().map(|review| &review["text"]).collect();
    assert_eq!(texts, ["I sleep at midnight", "and at eleven"]);
    assert!(home.fails(2, &["smart", "review", &id]).contains("TEXT is missing"));
    assert!(home.fails(1, &["smart", "review", &id, " "]).contains("empty"));
    assert!(home.fails(1, &["smart", "review", &id, "x", "--on", "yesterday"]).contains("that day or a later one"));
    assert!(home.fails(1, &["smart", "review", "00000000", "x"]).contains("onward smart list"));
    home.ok(&["smart", "edit", &id, "--answer", "review=and at ten"]);
    assert_eq!(sheet(&home, &id)["reviews"][1]["text"], "and at ten");
    home.ok(&["smart", "edit", &id, "--answer", "review="]);
    assert_eq!(sheet(&home, &id)["reviews"].as_array().unwrap().len(), 1);
}

#[test]
fn an_edit_changes_the_questions_that_are_named() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling"]);
    let id = recorded(&home, "change-plan", &["goal=rest", "step=one", "step=two", "sign=a clear head"]);
    let words = ["--answer", "step=three", "--answer", "sign=", "--about", "evenings", "--clock", "gambling"];
    home.ok(&[&["smart", "edit", &id], &words[..], &["--on", "2026-11-20"]].concat());
    let kept = sheet(&home, &id);
    assert_eq!(answers(&kept), ["goal rest", "step three"]);
    assert_eq!(
        (&kept["about"], &kept["clock"], &kept["day"]),
        (&json!("evenings"), &json!("gambling"), &json!("2026-11-20"))
    );
    home.ok(&["smart", "edit", &id, "--about", "none", "--clock", "none"]);
    assert_eq!((&sheet(&home, &id)["about"], &sheet(&home, &id)["clock"]), (&Value::Null, &Value::Null));
    assert!(home.ok(&["smart", "edit", &id, "--answer", "goal=rest"]).contains("Nothing to change"));
    assert!(home.fails(2, &["smart", "edit", &id]).contains("--answer is missing"));
    assert!(home.fails(2, &["smart", "edit", &id, "--answer", "gaol=x"]).contains("goal, why"));
    let nothing_left = home.fails(1, &["smart", "edit", &id, "--answer", "goal=", "--answer", "step="]);
    assert!(nothing_left.contains("onward smart remove"), "{nothing_left}");
    assert!(home.fails(1, &["smart", "edit", &id, "--answer", "review=x"]).contains("no review yet"));
}

#[test]
fn an_area_of_life_is_changed_by_itself() {
    let home = Home::new();
    let id = recorded(&home, "balance", &["health=6", "money=2", "work=5"]);
    home.ok(&["smart", "edit", &id, "--answer", "Money=4", "--answer", "health="]);
    assert_eq!(answers(&sheet(&home, &id)), ["area Money 4", "area work 5"]);
}

#[test]
fn an_edit_in_an_editor_keeps_what_is_left_as_it_is() {
    let home = Home::new();
    let id = recorded(&home, "abc", &["happened=he was late", "felt=angry"]);
    let person = Person::default().with_editor("sed -i -e s/angry/sad/ -e 's/^helpful:/helpful: he drives/'", None);
    let answer = person.runs(&home, &["smart", "edit", &id]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    assert_eq!(answers(&sheet(&home, &id)), ["happened he was late", "felt sad", "helpful he drives"]);
    let emptied = Person::default().with_editor("truncate -s 0", None).runs(&home, &["smart", "edit", &id, "--edit"]);
    assert!(emptied.code == 1 && emptied.err.contains("no answer would be left"), "{}", emptied.err);
}

#[test]
fn a_whole_worksheet_is_one_step_to_undo() {
    let home = Home::new();
    home.ok(&["config", "set", "week-start", "sunday"]);
    let before = home.records();
    let id = recorded(&home, "change-plan", &["goal=rest", "step=one", "step=two"]);
    let filled = home.records();
    home.ok(&["undo"]);
    assert_eq!(home.records(), before);
    home.ok(&["redo"]);
    assert_eq!(home.records(), filled);
    home.ok(&["smart", "edit", &id, "--answer", "step=three", "--answer", "why=sleep"]);
    home.ok(&["undo"]);
    assert_eq!(home.records(), filled);
}

#[test]
fn a_worksheet_goes_with_its_answers_and_comes_back_with_them() {
    let home = Home::new();
    let id = recorded(&home, "abc", &["happened=a missed call", "felt=angry"]);
    home.ok(&["smart", "review", &id, "he called back"]);
    let before = home.records();
    let said = home.fails(2, &["smart", "remove", &id]);
    assert!(said.contains("2 answers, 1 review") && said.contains("--yes"), "{said}");
    home.ok(&["smart", "remove", &id, "--yes"]);
    assert_eq!(home.json(&["smart", "list"])["worksheets"], json!([]));
    home.ok(&["undo"]);
    assert_eq!(home.records(), before);
}

#[test]
fn removing_the_clock_keeps_its_name() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling"]);
    let id = home.id_of(&["smart", "abc", "--answer", "happened=x", "--clock", "gambling"]);
    home.ok(&["clock", "remove", "gambling", "--yes"]);
    assert_eq!(sheet(&home, &id)["clock"], "gambling");
}

#[test]
fn lists_can_be_of_one_tool_and_of_some_days() {
    let home = Home::new();
    for (tool, answer, day) in
        [("abc", "happened=x", "2026-11-01"), ("values", "value=y", "2026-11-02"), ("abc", "happened=z", "2026-11-03")]
    {
        home.ok(&["smart", tool, "--answer", answer, "--on", day]);
    }
    let days = |words: &[&str]| {
        let found = home.json(&[&["smart", "list"], words].concat());
        found["worksheets"].as_array().unwrap().iter().map(|sheet| sheet["day"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(days(&["--tool", "abc"]), ["2026-11-03", "2026-11-01"]);
    assert_eq!(days(&["--tool", "abc", "--limit", "1"]), ["2026-11-03"]);
    assert_eq!(days(&["--since", "2026-11-02"]), ["2026-11-03", "2026-11-02"]);
    home.fails(2, &["smart", "list", "--tool", "hammer"]);
    home.fails(2, &["smart", "list", "--since", "2026-11-02", "--until", "2026-11-01"]);
}

#[test]
fn the_history_says_what_was_worked_on_and_not_what_was_written() {
    let home = Home::new();
    home.ok(&["smart", "abc", "--answer", "happened=a secret", "--about", "another secret"]);
    let history = home.ok(&["history"]);
    assert!(history.contains("ABC of a difficult event, 1 answer") && !history.contains("secret"), "{history}");
}

#[test]
fn nothing_of_other_programmes_is_said() {
    let home = Home::new();
    home.ok(&["clock", "add", "gambling", "--programme", "smart"]);
    let id = recorded(&home, "change-plan", &["goal=rest", "helper=Sam"]);
    for words in [&["smart"][..], &["smart", "show", &id], &["smart", "list"], &["smart", "balance", "--help"]] {
        let page = home.ok(words);
        for word in ["chip", "sponsor", "key tag", "sober"] {
            assert!(!page.contains(word), "{word}: {page}");
        }
    }
}
