//! Lists of meetings that went wrong on their way: bytes changed, cut or doubled, values of another kind in their
//! fields. Never a crash; and whatever is read, every record of it is accounted for.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use onward::domain::listing::{Line, Listing, Report};
use onward::error::Error;
use onward::exchange::listing::{Asked, read};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

/// The lists in the fixtures, in the order of their names.
fn lists() -> &'static [Vec<u8>] {
    static LISTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lists");
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        assert!(names.len() > 10);
        names.iter().map(|name| fs::read(name).unwrap()).collect()
    })
}

/// What is put in the place of something: pieces that mean something to one form or another.
const PIECES: &[&str] = &[
    "null",
    "true",
    "-1",
    "7",
    "1e999",
    "99999999999999999999",
    "{}",
    "[]",
    "[[",
    "\"",
    "\"\"",
    "\"\\ud800\"",
    "\\u0000",
    "\0",
    "\r",
    "\n",
    "\r\n",
    ",",
    ";",
    "\t",
    "<br>",
    "</a",
    "<",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "}",
    "]",
    "]}",
    "\u{feff}",
    "é",
    "\u{92}",
    "00:00",
    "24:00",
    "23:59",
    "-5:00",
    "200",
    "nan",
    "inf",
    "Sunday",
    "domingo",
    "appointment",
    "Europe/London",
    "id_bigint",
    "serviceBodyId",
    "CommitteeName",
    "meetings",
    "formats",
    "values",
    "records",
    "fields",
    "regions",
    ">",
    "coordinates",
    "1,2,3,4",
    "attendance_option",
    "venue",
    "published",
    "Delete",
    "zoom.us",
    "#",
    "*",
];

/// One thing that happens to a list.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Cut(Index),
    Without(Index, usize),
    Doubled(Index, usize),
    Piece(Index, usize, &'static str),
    Moved(Index, Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => at().prop_map(Change::Cut),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Change::Without(at, length)),
        2 => (at(), 1..400_usize).prop_map(|(at, length)| Change::Doubled(at, length)),
        5 => (at(), 0..12_usize, select(PIECES)).prop_map(|(at, length, piece)| Change::Piece(at, length, piece)),
        2 => (at(), at(), 1..60_usize).prop_map(|(from, to, length)| Change::Moved(from, to, length)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let size = bytes.len();
        let part = |at: usize, length: usize| at..(at + length).min(size);
        match self {
            Self::Byte(at, byte) => bytes[at.index(size)] = *byte,
            Self::Cut(at) => bytes.truncate(at.index(size)),
            Self::Without(at, length) => drop(bytes.drain(part(at.index(size), *length))),
            Self::Doubled(at, length) => {
                let part = part(at.index(size), *length);
                let copy = bytes[part.clone()].to_vec();
                bytes.splice(part.start..part.start, copy);
            }
            Self::Piece(at, length, piece) => drop(bytes.splice(part(at.index(size), *length), piece.bytes())),
            Self::Moved(from, to, length) => {
                let copy = bytes[part(from.index(size), *length)].to_vec();
                let to = to.index(size);
                bytes.splice(to..to, copy);
            }
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let programme = select(&["", "aa", "na", "al-anon", "smart", "dharma"][..]);
    (programme, select(&["", "Europe/London"][..]), any::<bool>(), any::<bool>()).prop_map(
        |(programme, zone, iso_days, contacts)| Asked {
            programme: programme.parse().ok(),
            zone: zone.parse().ok(),
            iso_days,
            contacts,
        },
    )
}

fn whole(bytes: &[u8], asked: &Asked) -> Result<(Vec<Listing>, Report), Error> {
    let mut all = Vec::new();
    let report = read(bytes, asked, &mut |listing, at| {
        assert!(at > 0);
        all.push(listing);
        Ok(())
    })?;
    Ok((all, report))
}

fn plain(line: &Line) -> bool {
    let line = line.as_str();
    !line.is_empty() && line.trim() == line && !line.chars().any(char::is_control)
}

/// What holds of whatever was read.
fn is_accounted_for(bytes: &[u8], asked: &Asked) -> Result<(), TestCaseError> {
    let Ok((all, report)) = whole(bytes, asked) else {
        let error = whole(bytes, asked).unwrap_err();
        prop_assert!(error.hint.is_some_and(|hint| hint.starts_with("nothing was imported")));
        return Ok(());
    };
    prop_assert!(!all.is_empty());
    prop_assert_eq!(report.given, all.len() as u64);
    prop_assert_eq!(report.read, report.given + report.repeated + report.left_out + report.rejected.len() as u64);
    prop_assert_eq!(report.appointments, all.iter().filter(|one| !one.scheduled()).count() as u64);
    let keys: HashSet<_> = all.iter().map(|one| &one.key).collect();
    prop_assert_eq!(keys.len(), all.len());
    prop_assert!(report.rejected.iter().all(|one| (1..=report.read).contains(&one.record) && !one.reason.is_empty()));
    let unknown = all.iter().flat_map(|one| &one.types).filter(|one| one.name.is_none()).count() as u64;
    prop_assert_eq!(report.unknown_types.values().sum::<u64>(), unknown);
    for one in &all {
        let lines = [&one.group, &one.place, &one.address, &one.postcode, &one.link, &one.phone, &one.page];
        let lines = lines.into_iter().flatten().chain(&one.regions).chain(&one.contacts).chain([&one.name]);
        prop_assert!(lines.clone().all(plain), "{:?}", one);
        prop_assert!(one.types.iter().all(|one| !one.code.is_empty() && !one.code.chars().any(char::is_control)));
        prop_assert!(one.end.is_none() || one.start.is_some());
        prop_assert!(asked.contacts || (one.contacts.is_empty() && one.link_note.is_none()));
        prop_assert!(!one.approximate || one.point.is_some());
        prop_assert!(one.zone.is_some() || asked.zone.is_none());
    }
    // The same list says the same, again.
    prop_assert!(whole(bytes, asked).is_ok_and(|again| again == (all, report)));
    Ok(())
}

#[test]
fn every_list_of_the_fixtures_is_accounted_for() {
    for bytes in lists() {
        is_accounted_for(bytes, &Asked::default()).unwrap();
    }
}

/// A value for a field, of any kind.
fn value() -> impl Strategy<Value = String> {
    let text = |text: String| serde_json::to_string(&text).unwrap();
    let leaf = prop_oneof![
        3 => select(PIECES).prop_map(move |piece| text(piece.to_owned())),
        2 => "\\PC{0,12}".prop_map(text),
        2 => (-10..3000_i64).prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite()).prop_map(|number| number.to_string()),
        1 => select(&["null", "true", "false", "1e999", "\"\\ud800\"", "0.0"][..]).prop_map(str::to_owned),
        1 => (0..30_u32, 0..70_u32).prop_map(|(hour, minute)| format!("\"{hour}:{minute:02}\"")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec((select(FIELDS), inner), 0..3).prop_map(|all| record(&all)),
        ]
    })
}

fn record(fields: &[(&'static str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", fields.join(", "))
}

/// Names of fields, in one form or another.
const FIELDS: &[&str] = &[
    "slug",
    "id",
    "name",
    "day",
    "time",
    "end_time",
    "timezone",
    "types",
    "latitude",
    "longitude",
    "coordinates",
    "approximate",
    "formatted_address",
    "address",
    "city",
    "postal_code",
    "regions",
    "region",
    "conference_url",
    "conference_phone",
    "attendance_option",
    "updated",
    "notes",
    "venue",
    "access",
    "programme",
    "feedback_emails",
    "contact_1_name",
    "id_bigint",
    "weekday_tinyint",
    "start_time",
    "duration_time",
    "formats",
    "format_shared_id_list",
    "venue_type",
    "published",
    "serviceBodyId",
    "formatIds",
    "startTime",
    "duration",
    "temporarilyVirtual",
    "fields",
    "meetings",
    "values",
    "records",
];

/// So many cases, the same ones in every run; where `PROPTEST_CASES` asks for another number, others each time.
fn cases(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if asked.cases != 256 {
        return asked;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x6f6e_7764), ..asked }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_damaged_list_is_accounted_for(
        list in any::<Index>(),
        changes in prop::collection::vec(change(), 1..8),
        asked in asked(),
    ) {
        let mut bytes = list.get(lists()).clone();
        changes.iter().for_each(|change| change.apply(&mut bytes));
        is_accounted_for(&bytes, &asked)?;
    }

    #[test]
    fn every_record_is_accounted_for_whatever_stands_in_its_fields(
        records in prop::collection::vec(prop::collection::vec((select(FIELDS), value()), 0..12), 0..8),
        wrap in 0..4_u8,
        asked in asked(),
    ) {
        let count = records.len() as u64;
        // A record with a list of records in it is itself what they are wrapped in, where no list is around it.
        let records: Vec<String> = records.iter().map(|fields| record(fields)).collect();
        let list = records.join(if wrap == 3 { "\n" } else { "," });
        let list = match wrap {
            0 => format!("[{list}]"),
            1 => format!("{{\"meetings\": [{list}], \"warnings\": []}}"),
            2 => format!("{{\"records\": [{list}]}}"),
            _ => list,
        };
        is_accounted_for(list.as_bytes(), &asked)?;
        if wrap < 3 && let Ok((_, report)) = whole(list.as_bytes(), &asked) {
            prop_assert_eq!(report.read, count);
        }
    }
}
