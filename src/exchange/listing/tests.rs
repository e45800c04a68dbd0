//! Lists with the quirks of real ones, in every form.

mod broken;

use super::*;
use crate::domain::listing::{Line, Warning};

/// What was read, one line for each meeting, and the report.
fn told(bytes: &[u8], asked: &Asked) -> Result<(Vec<String>, Report)> {
    let mut lines = Vec::new();
    let report = read(bytes, asked, &mut |listing, _| {
        lines.push(line(&listing));
        Ok(())
    })?;
    Ok((lines, report))
}

/// The meeting in one line: key, name, when, where, and what sort it is; a dot where something is not known.
fn line(listing: &Listing) -> String {
    let or_dot = |said: Option<String>| said.unwrap_or_else(|| ".".to_owned());
    let end = listing.end.map(|end| end.to_string());
    let types: Vec<String> = listing
        .types
        .iter()
        .map(|one| if one.name.is_some() { one.code.clone() } else { format!("{}?", one.code) })
        .collect();
    [
        listing.key.to_string(),
        listing.name.to_string(),
        listing.weekdays.to_string(),
        format!("{}-{}", or_dot(listing.start.map(|start| start.to_string())), or_dot(end)),
        or_dot(listing.zone.as_ref().map(ToString::to_string)),
        format!("{}{}", listing.venue, if listing.closed_now { " closed now" } else { "" }),
        or_dot(listing.access.map(|access| access.to_string())),
        types.join(","),
        or_dot(listing.point.map(|point| format!("{point}{}", if listing.approximate { " about" } else { "" }))),
    ]
    .join(" | ")
}

fn asked(programme: &str) -> Asked {
    Asked { programme: programme.parse().ok(), ..Asked::default() }
}

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lists/", $name))
    };
}

use fixture;

/// The listings of a list, whole.
fn whole(bytes: &[u8], asked: &Asked) -> Vec<Listing> {
    let mut all = Vec::new();
    read(bytes, asked, &mut |listing, _| {
        all.push(listing);
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn the_meeting_guide_is_read_with_all_its_spellings() {
    let (lines, report) = told(fixture!("guide.json"), &asked("aa")).unwrap();
    assert_eq!(
        lines,
        [
            "dawn-light | Dawn Light & Coffee | sun | 06:30-07:30 | Europe/London | in-person | open | O,D,X | 53.4808,-2.2426",
            "262 | Nooners | mon,wed,fri | 12:00-13:00 | . | in-person | closed | C,Mystery? | .",
            "evening-hybrid | Evening Hybrid | tue | 19:30-. | . | hybrid | . | ONL,B,ASBI? | .",
            "online-only | En línea | sun | 19:00-. | . | online | . | S,ONL | .",
            "closed-hall | Closed Hall | thu | 20:00-. | . | in-person closed now | closed | C,TC | .",
            "somewhere | Somewhere | thu | 12:00-. | . | in-person closed now | . |  | 53.5,-1.5 about",
            "by-appointment | By Appointment |  | .-. | . | in-person | open | O | .",
            "night-owls | Night Owls | sat | 00:00-01:00 | . | in-person | . |  | .",
            "late-show | Late Show | fri | 23:00-00:30 | . | in-person | . | W,POA | .",
            "night-owls-2 | Night Owls Two | sun | 00:00-. | . | in-person | . |  | .",
            "no-slug-but-a-name-mon-1800 | No Slug, but a name | mon | 18:00-. | . | in-person | . |  | .",
        ]
    );
    let Report { read, given, appointments, floating, repeated, left_out, .. } = report;
    assert_eq!((read, given, appointments, floating, repeated, left_out), (20, 11, 1, 9, 1, 0));
    assert_eq!(
        report.unknown_types.into_iter().collect::<Vec<_>>(),
        [("ASBI".to_owned(), 1), ("Mystery".to_owned(), 1)]
    );
}

#[test]
fn a_record_that_cannot_be_taken_is_named_with_the_reason() {
    let (_, report) = told(fixture!("guide.json"), &asked("aa")).unwrap();
    let rejected: Vec<String> = report
        .rejected
        .iter()
        .map(|one| format!("{} {}: {}", one.record, one.name.as_ref().map_or("-", Line::as_str), one.reason))
        .collect();
    assert_eq!(
        rejected,
        [
            "13 Seven: its day is 7, and a list counts from 0 for Sunday; where it means Sunday by 7, add --iso-days",
            "14 Impossible: its time, \"25:00\", is none that a clock shows",
            "15 Negative: its time, \"-5:00\", is none that a clock shows",
            "16 Nowhere: its place is none on the earth: latitude 200 is not between -90 and 90",
            "17 -: it has no name",
            "18 Nested: its day is no weekday",
            "19 -: it is no record",
            "20 -: it cannot be read: unexpected end of hex escape",
        ]
    );
    let warned: Vec<String> = report
        .warnings
        .iter()
        .map(|Warning { reason, count, record, name }| {
            format!("{} {}: {reason} ({count})", record.unwrap(), name.as_ref().unwrap())
        })
        .collect();
    assert_eq!(
        warned,
        [
            "3 Evening Hybrid: \"Central Time\" is no time zone like Europe/London; it has none (1)",
            "11 Night Owls Two: another meeting of the list has its slug or id, and it was given the next one (1)",
            "5 Closed Hall: its end lies before its start by more than a night, and was left out (1)",
        ]
    );
}

#[test]
fn what_the_person_says_is_taken_where_the_list_says_nothing() {
    let said = Asked { zone: "America/Chicago".parse().ok(), iso_days: true, ..asked("aa") };
    let (lines, report) = told(fixture!("guide.json"), &said).unwrap();
    assert!(lines[0].contains("Europe/London") && lines[1].contains("America/Chicago"));
    assert!(lines[2].contains("America/Chicago"), "a zone that is none is as good as nothing");
    assert!(lines.iter().any(|line| line.starts_with("seven | Seven | sun |")));
    assert_eq!((report.given, report.floating), (12, 0));
    let listings = whole(fixture!("guide.json"), &Asked::default());
    assert_eq!(listings[0].programme, None);
    // Without a programme, B can be a big book or any book.
    assert_eq!(listings[2].types.iter().filter(|one| one.name.is_some()).count(), 1);
}

#[test]
fn texts_are_read_once_and_contacts_and_passcodes_only_where_they_were_asked_for() {
    let listings = whole(fixture!("guide.json"), &asked("aa"));
    let (dawn, evening) = (&listings[0], &listings[2]);
    assert_eq!(dawn.place.as_ref().unwrap().as_str(), "St Anne’s Hall");
    assert_eq!(dawn.note.as_ref().unwrap().as_str(), "Use the side door.\nRing twice.");
    assert_eq!(dawn.regions.iter().map(Line::as_str).collect::<Vec<_>>(), ["North", "Harwick"]);
    assert_eq!(dawn.address.as_ref().unwrap().as_str(), "12 Mill Lane, Harwick, HW1 2AB, UK");
    assert_eq!(dawn.updated.unwrap().to_string(), "2026-05-01");
    assert_eq!(listings[1].address.as_ref().unwrap().as_str(), "51st & Wornall, Kansas City, MO, 64112, USA");
    assert_eq!(listings[1].postcode.as_ref().unwrap().as_str(), "64112");
    assert_eq!(evening.link.as_ref().unwrap().as_str(), "https://us02web.zoom.us/j/1234567890?pwd=EXAMPLE");
    assert_eq!(evening.phone.as_ref().unwrap().as_str(), "+12125550100,,1234567890#");
    assert!(listings.iter().all(|one| one.contacts.is_empty() && one.link_note.is_none()));

    let listings = whole(fixture!("guide.json"), &Asked { contacts: true, ..asked("aa") });
    let contacts: Vec<&str> = listings[0].contacts.iter().map(Line::as_str).collect();
    assert_eq!(contacts, ["Robin, 555-0101", "list@example.org"]);
    assert_eq!(listings[2].link_note.as_ref().unwrap().as_str(), "Passcode: example\nPasscode 868910");
    assert_eq!(listings[2].phone.as_ref().unwrap().as_str(), "+12125550100,,1234567890#,,,,*868910#");
}

#[test]
fn a_list_is_found_in_whatever_it_is_wrapped_in() {
    for (bytes, expected) in [
        (
            &fixture!("wrapped.json")[..],
            &[
                "a | A | mon | 19:00-. | . | in-person | . |  | .",
                "b | B | tue | 19:00-. | . | in-person closed now | . |  | .",
            ][..],
        ),
        (
            fixture!("sheet.json"),
            &[
                "101 | Step by Step | mon,wed | 18:00-19:00 | . | in-person | open | O,X | .",
                "102 | Short row | tue | 07:30-. | . | in-person | . |  | .",
                "late-tue-2300 | Late | tue | 23:00-. | . | in-person | . |  | .",
            ],
        ),
        (
            fixture!("airtable.json"),
            &[
                "rec1 | Tree | fri | 19:00-. | . | in-person | open | O,W | .",
                "leaf | Leaf |  | .-. | . | in-person | . |  | .",
            ],
        ),
        (
            fixture!("lines.jsonl"),
            &[
                "one | One | mon | 19:00-. | . | in-person | . |  | .",
                "two | Two | tue | 19:00-. | . | in-person | . |  | .",
            ],
        ),
        (
            fixture!("plugin.csv"),
            &[
                "serenity | Serenity | tue | 19:00-20:00 | Europe/London | in-person | closed | C,ST,ASL | .",
                "18 | Open Door | sun | 12:00-. | . | in-person | open | O | .",
            ],
        ),
        (
            fixture!("template-cr.csv"),
            &[
                "bare-returns-mon-1800 | Bare returns | mon | 18:00-19:00 | . | in-person | . |  | .",
                "second-mon-1800 | Second | mon | 18:00-. | . | in-person | . |  | .",
            ],
        ),
    ] {
        assert_eq!(told(bytes, &asked("aa")).unwrap().0, expected);
    }
    let regions: Vec<String> =
        whole(fixture!("wrapped.json"), &asked("aa"))[0].regions.iter().map(ToString::to_string).collect();
    assert_eq!(regions, ["State", "Town", "Quarter"]);
    assert_eq!(whole(fixture!("plugin.csv"), &asked("aa"))[0].note.as_ref().unwrap().as_str(), "Two\nlines");
}

#[test]
fn bmlt_is_read_from_its_searches_and_its_newer_interface() {
    let (lines, report) = told(fixture!("bmlt.json"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "bmlt.example.org/main_server#1 | Just for Tonight | sun | 19:00-20:30 | . | in-person | open | O,X,BT,EN,XYZ? | 53.4808,-2.2426",
            "bmlt.example.org/main_server#2 | Around the Clock | sat | 23:59-01:29 | Europe/Berlin | online | closed | ONL,C | .",
            "3 | Old Server | mon | 00:00-. | . | hybrid | . | ONL,HY | .",
            "4 | Shut | tue | 18:00-. | . | in-person closed now | . | TC | .",
            "7 | Berlin | wed | 18:00-. | . | in-person | . | X,O1?,S? | .",
        ]
    );
    assert_eq!((report.read, report.left_out, report.rejected.len()), (7, 1, 1));
    let first = &whole(fixture!("bmlt.json"), &Asked::default())[0];
    assert_eq!(first.programme.as_ref().unwrap().as_str(), "na");
    assert_eq!(first.address.as_ref().unwrap().as_str(), "5 Quay St, Harwick, North, HW1 2AB, UK");
    assert_eq!(first.note.as_ref().unwrap().as_str(), "Round the back");

    let (lines, _) = told(fixture!("bmlt-formats.json"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "1 | Mit Formaten | mon | 19:00-20:00 | . | in-person | . | X,STEP,GS | .",
            "2 | Keys only | mon | 19:00-. | . | in-person | . | QA,ZZ? | .",
        ]
    );
    let named = &whole(fixture!("bmlt-formats.json"), &Asked::default())[0].types[2];
    assert_eq!(named.name.as_deref(), Some("Kaffee & Kuchen"));

    let (lines, report) = told(fixture!("bmlt-v1.json"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "12 | New Way | sun | 10:00-11:15 | . | hybrid | . | 4?,9? | 53.5,-2.25",
            "13 | For Now Online | sat | 10:00-11:15 | . | online | . |  | .",
        ]
    );
    assert_eq!((report.left_out, report.rejected.len()), (1, 1));
}

#[test]
fn tables_of_servers_and_countries_are_read() {
    let (lines, report) = told(fixture!("naws.csv"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "71 | Early Birds | mon | 07:30-. | . | in-person | open | BEG,BT,CAN,X | 53.4808,-2.2426",
            "72 | Early Birds | tue | 19:30-. | Europe/London | online | closed | ZZZ?,ONL | .",
            "75 | Midnight | sun | 00:00-. | . | in-person | open |  | .",
        ]
    );
    assert_eq!((report.left_out, report.rejected[0].record), (2, 6));
    let (lines, _) = told(fixture!("bmlt-old.csv"), &Asked::default()).unwrap();
    assert_eq!(lines, ["9 | Friday Lights | fri | 20:00-21:00 | . | online | open | O,ONL | ."]);
    let (lines, report) = told(fixture!("uk.csv"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "g-1 | Harwick Friday | fri | 19:30-21:00 | . | in-person | open | X,HEARING,CHIT | 53.4808,-2.2426",
            "g-3 | Harwick Monday | mon | 19:30-. | . | in-person | . |  | 53.4808,-2.2426",
        ]
    );
    assert_eq!((report.rejected.len(), report.warnings.len()), (1, 1));
}

#[test]
fn the_plain_table_says_things_by_their_names() {
    let (lines, report) = told(fixture!("plain.csv"), &Asked::default()).unwrap();
    assert_eq!(
        lines,
        [
            "tools-and-tea-tue-thu-1900 | Tools and Tea | tue,thu | 19:00-20:30 | Europe/London | hybrid | open | Family & Friends? | 53.8,-1.5",
            "lifering-online-mon-tue-wed-thu-fri-sat-sun-1800 | LifeRing Online | mon,tue,wed,thu,fri,sat,sun | 18:00-. | . | online | . |  | .",
        ]
    );
    let reasons: Vec<&str> = report.rejected.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "it has no name",
            "its venue: a venue is one of in-person, online, hybrid",
            "its access is neither open nor closed"
        ]
    );
    assert_eq!(report.warnings[0].reason, "the column \"colour\" is not known, and was left out");
    assert_eq!(whole(fixture!("plain.csv"), &asked("aa"))[0].programme.as_ref().unwrap().as_str(), "smart");
}

#[test]
fn bytes_of_another_alphabet_are_read_with_a_warning() {
    let (lines, report) = told(fixture!("odd-bytes.json"), &asked("aa")).unwrap();
    assert!(lines[0].starts_with("café | Café “Seven” |") && lines[1].starts_with("utf | Café |"), "{lines:?}");
    assert_eq!((report.warnings.len(), report.warnings[0].record), (1, None));
}
