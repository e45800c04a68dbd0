//! `meeting`: the gatherings one goes to, saved so that a part of a name is enough.

use serde_json::{Value, json};

use crate::harness::Home;

/// A home group on Tuesdays.
fn with_group() -> Home {
    let home = Home::new();
    home.ok(&[
        "meeting",
        "add",
        "Tuesday Step Study",
        "--programme",
        "aa",
        "--day",
        "tue",
        "--time",
        "19:30",
        "--home-group",
    ]);
    home
}

fn shown(home: &Home, name: &str) -> Value {
    home.json(&["meeting", "show", name])["meeting"].clone()
}

#[test]
fn a_meeting_keeps_all_that_was_said_of_it() {
    let home = Home::new();
    let when = ["--day", "thu,mon", "--time", "9:05", "--end", "10:00", "--zone", "Europe/London"];
    let about = ["--programme", "NA", "--venue", "hybrid", "--open", "--place", "St Mary's", "--note", "ring twice"];
    home.ok(&[&["meeting", "add", "Noon"][..], &when, &about, &["--link", "https://example.org"]].concat());
    let mut meeting = shown(&home, "noon");
    meeting.as_object_mut().unwrap().remove("id");
    let expected = json!({
        "name": "Noon", "programme": "na", "weekdays": ["mon", "thu"], "start": "09:05", "end": "10:00",
        "zone": "Europe/London", "venue": "hybrid", "access": "open", "place": "St Mary's",
        "link": "https://example.org", "note": "ring twice", "home_group": false,
        "recorded_at": "2026-11-23T21:30:00+00:00", "source": null, "listing": null,
        "point": null, "types": [], "approach": null,
    });
    assert_eq!(meeting, expected);
}

#[test]
fn a_meeting_keeps_where_it_is_and_what_it_builds_on() {
    let home = Home::new();
    let about = ["--approach", "secular", "--type", "Step Study, Open,open", "--point", "-53.48,-2.2426"];
    home.ok(&[&["meeting", "add", "Agnostics"][..], &about].concat());
    let meeting = shown(&home, "agnostics");
    assert_eq!((&meeting["approach"], &meeting["types"]), (&json!("secular"), &json!(["Step Study", "Open"])));
    assert_eq!(meeting["point"], "-53.48,-2.2426");
    let page = home.ok(&["meeting", "show", "agnostics"]);
    assert!(page.contains("secular") && page.contains("Step Study, Open") && page.contains("-53.48,-2.2426"), "{page}");
    home.ok(&["meeting", "edit", "agnostics", "--approach", "none", "--type", "none", "--point", "none"]);
    let meeting = shown(&home, "agnostics");
    assert_eq!([&meeting["approach"], &meeting["types"], &meeting["point"]], [&Value::Null, &json!([]), &Value::Null]);
}

#[test]
fn a_place_that_is_not_on_the_map_is_refused() {
    let home = Home::new();
    for (argument, value) in [("--point", "200,0"), ("--point", "Leeds"), ("--approach", "kind"), ("--type", " , ")] {
        let said = home.fails(2, &["meeting", "add", "Noon", argument, value]);
        assert!(said.contains(argument), "{said}");
    }
}

#[test]
fn a_link_can_come_from_standard_input() {
    let home = Home::new();
    assert_eq!(home.pipe(&["meeting", "add", "Noon", "--link", "-"], b"https://example.org/secret\n").code, 0);
    assert_eq!(shown(&home, "noon")["link"], "https://example.org/secret");
}

#[test]
fn a_meeting_without_weekday_and_time_is_by_appointment_and_never_scheduled() {
    let home = Home::new();
    home.ok(&["meeting", "add", "Step work with Sam"]);
    assert!(home.ok(&["meeting", "list"]).contains("by appointment"));
    assert_eq!(home.json(&["today"])["meetings_today"], json!([]));
}

#[test]
fn a_scheduled_meeting_shows_on_its_day_only() {
    let mut home = with_group();
    assert_eq!(home.json(&["today"])["meetings_today"], json!([]));
    home.at("2026-11-24T08:00:00+00:00");
    assert_eq!(home.json(&["today"])["meetings_today"][0]["name"], "Tuesday Step Study");
}

#[test]
fn an_edit_changes_what_is_named_and_leaves_the_rest() {
    let home = with_group();
    home.ok(&["meeting", "edit", "tuesday", "--time", "20:00", "--programme", "none", "--no-home-group"]);
    let meeting = shown(&home, "tuesday");
    assert_eq!((&meeting["start"], &meeting["programme"]), (&json!("20:00"), &Value::Null));
    assert_eq!((&meeting["home_group"], &meeting["weekdays"]), (&json!(false), &json!(["tue"])));
}

#[test]
fn an_edit_that_takes_only_the_time_away_leaves_no_half_a_schedule() {
    let mut home = with_group();
    home.at("2026-11-24T08:00:00+00:00");
    home.run(&["meeting", "edit", "tuesday", "--time", "none"]);
    let meeting = shown(&home, "tuesday");
    let scheduled = meeting["start"] != Value::Null;
    assert_eq!(home.json(&["today"])["meetings_today"].as_array().unwrap().len(), usize::from(scheduled), "{meeting}");
}

#[test]
fn a_zone_that_does_not_exist_is_refused() {
    let said =
        Home::new().fails(2, &["meeting", "add", "Noon", "--day", "mon", "--time", "12:00", "--zone", "Europe/Londn"]);
    assert!(said.contains("--zone") && said.contains("Europe/Londn"), "{said}");
}

#[test]
fn removing_or_changing_a_meeting_never_changes_what_was_attended() {
    let home = with_group();
    home.ok(&["attend", "tuesday", "--on", "tuesday"]);
    let attended = home.json(&["attend", "list"]);
    home.ok(&["meeting", "edit", "tuesday", "--name", "Wednesday", "--programme", "na", "--venue", "online"]);
    assert_eq!(home.json(&["attend", "list"]), attended);
    let said = home.fails(2, &["meeting", "remove", "wednesday"]);
    assert!(said.contains("1 attendance"), "{said}");
    home.ok(&["meeting", "remove", "wednesday", "--yes"]);
    assert_eq!(home.json(&["attend", "list"]), attended);
    assert_eq!(home.json(&["attendance"])["by_programme"], json!({"aa": 1}));
}

#[test]
fn an_empty_list_says_how_to_begin() {
    assert!(Home::new().ok(&["meeting", "list"]).contains("onward meeting add"));
}
