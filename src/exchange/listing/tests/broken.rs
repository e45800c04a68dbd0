//! Lists that are none, or not whole, or out of step.

use super::*;
use crate::domain::listing::Rejected;

#[test]
fn what_is_no_whole_list_is_refused_and_says_why() {
    let one = r#"{"slug": "a", "name": "A", "day": 1, "time": "19:00"}"#;
    for (text, why) in [
        (String::new(), "it is empty"),
        (" \r\n".to_owned(), "it is empty"),
        ("[]".to_owned(), "no meeting is in it"),
        ("{\"meetings\": []}".to_owned(), "no meeting is in it"),
        ("[1, 2]".to_owned(), "nothing in it is a meeting"),
        ("{}".to_owned(), "nothing in it is a meeting"),
        ("{\"code\": \"rest_no_route\", \"data\": {\"status\": 404}}".to_owned(), "nothing in it is a meeting"),
        (format!("[{one}, {{\"slug\": \"b\", \"na"), "it ends in the middle"),
        (format!("[{one}"), "it ends in the middle"),
        (format!("{{\"meetings\": [{one}"), "it ends in the middle"),
        (format!("{one}\n{{\"slug\""), "it ends in the middle"),
        (format!("[{one}]\n<!-- cached -->"), "after its end stands something else, on line 2"),
        (format!("{{\"meetings\": [{one}]}} x"), "after its end stands something else, on line 1"),
        (format!("[{one} {one}]"), "line 1, character"),
        ("[nonsense]".to_owned(), "line 1, character"),
        ("[[\"Colour\", \"Shape\"], [1, 2]]".to_owned(), "its first row names no columns"),
        ("Access denied".to_owned(), "it is neither JSON nor a table"),
        ("mood,weekday\ngood,Mon\n".to_owned(), "it is neither JSON nor a table"),
        ("name,day,time\n".to_owned(), "no meeting is in it"),
        ("name,day,time,note\nA,Mon,19:00,x\nB,\"Tue,19:00,y\nC,Wed,20:00,z\n".to_owned(), "it ends inside of quotes"),
        ("CommitteeName,Delete\nGone,D\n".to_owned(), "none of its meetings is published"),
        ("\u{feff}<html></html>".to_owned(), "it is a web page"),
    ] {
        let error = told(text.as_bytes(), &asked("aa")).unwrap_err();
        assert!(error.message.contains(why), "{text:?}: {}", error.message);
        assert!(error.hint.as_ref().is_some_and(|hint| hint.starts_with("nothing was imported")), "{text:?}");
    }
    assert!(told(fixture!("challenge.html"), &asked("aa")).unwrap_err().message.contains("web page"));
    assert!(told(b"\xff\xfe[\0]\0", &asked("aa")).unwrap_err().message.contains("UTF-16"));
}

#[test]
fn records_in_records_without_end_are_one_record_that_is_lost() {
    let lists = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let records = format!("{}1{}", "{\"x\":".repeat(100_000), "}".repeat(100_000));
    let deep = format!(
        "[{{\"slug\": \"a\", \"name\": \"A\"}}, {lists}, {{\"slug\": \"b\", \"name\": \"B\", \"x\": {records}}}]"
    );
    let (lines, report) = told(deep.as_bytes(), &asked("aa")).unwrap();
    assert_eq!((lines.len(), report.rejected.len()), (1, 2));
    assert!(report.rejected[0].reason.contains("recursion"), "{}", report.rejected[0].reason);
}

#[test]
fn a_row_with_more_fields_than_columns_is_out_of_step() {
    for list in [
        "name,day,time\nA,Mon,19:00\nB,Tue,19:00,,x\n",
        r#"[["name","day","time"],["A",1,"19:00"],["B",2,"19:00","","x"]]"#,
    ] {
        let (_, report) = told(list.as_bytes(), &asked("aa")).unwrap();
        let Rejected { record, name, reason, .. } = &report.rejected[0];
        assert_eq!((report.given, *record, name.as_ref().unwrap().as_str()), (1, 2, "B"));
        assert_eq!(reason, "it has 5 fields, and the header has 3");
    }
}

#[test]
fn a_refusal_of_a_listing_ends_the_reading() {
    for bytes in [&fixture!("guide.json")[..], fixture!("wrapped.json"), fixture!("lines.jsonl"), fixture!("naws.csv")]
    {
        let mut given = 0;
        let refused = read(bytes, &Asked::default(), &mut |_, _| {
            given += 1;
            Err(Error::refused("full"))
        });
        assert_eq!((refused.unwrap_err().message.as_str(), given), ("full", 1));
    }
}

#[test]
fn how_far_the_list_is_read_only_grows_and_ends_within_it() {
    for bytes in [&fixture!("guide.json")[..], fixture!("wrapped.json"), fixture!("lines.jsonl"), fixture!("naws.csv")]
    {
        let mut last = 0;
        read(bytes, &Asked::default(), &mut |_, at| {
            assert!(at > last && at <= bytes.len(), "{last} {at}");
            last = at;
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn a_text_full_of_openings_is_read_in_no_time() {
    let note = "<a ".repeat(300_000) + &"&amp".repeat(300_000);
    let types = vec!["\"T\""; 50_000].join(",");
    let list = format!("[{{\"slug\": \"a\", \"name\": \"A\", \"notes\": \"{note}\", \"types\": [{types}]}}]");
    assert_eq!(told(list.as_bytes(), &asked("aa")).unwrap().1.given, 1);
}
