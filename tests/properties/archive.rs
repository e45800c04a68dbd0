//! An export is loss-free, and one that was changed by a slip of the finger is either refused or still whole:
//! what comes in can always be written out, brought in again and taken back.

use onward::domain::archive::merge::merge;
use onward::domain::archive::{Archive, Cell, Table};
use onward::domain::id::Id;
use onward::domain::moment::Moment;
use onward::error::{Kind, Result};
use onward::exchange::{csv, json};
use onward::store::{NewStep, Store};
use proptest::prelude::*;

const ID: &str = "019ab123-4567-7890-abcd-00000000000";
const AT: &str = "2026-02-01T08:00:00+00:00";

/// The columns of every table, each with what a row has in it. A `#` is an id that ends in the digit after it.
const ROWS: &[(&str, &str, &[&str])] = &[
    ("setting", "id value", &["day-start 04:00"]),
    (
        "clock",
        "id name since programme milestones hidden stopped_on recorded_at",
        &["#1 alcohol 2026-01-01 aa aa 0 - @", "#2 late-gaming 2026-01-01 - 10d,3m 1 2026-03-01 @"],
    ),
    (
        "slip",
        "id clock_id clock from_day to_day trigger note recorded_at source",
        &[
            "#3 #1 alcohol 2026-02-01 2026-02-02 = - @ -",
            "#4 - gone 2026-02-01 - - - @ -",
            "#9 #2 late 2026-02-01 - - - @ sobriety",
        ],
    ),
    (
        "checkin",
        "id day mood craving anxiety connection hungry angry lonely tired gratitude note recorded_at source",
        &["#5 2026-01-05 4 - 0 10 0 0 1 0 - née @ -", "#6 2026-01-06 - - - - 0 0 0 0 - - @ daylio"],
    ),
    ("sober", "day checkin_id clock clock_id", &["2026-01-05 #5 alcohol #1", "2026-01-06 #6 gone -"]),
    (
        "meeting",
        "id name programme weekdays start_time end_time zone venue access place link note home_group recorded_at \
         source listing point types approach",
        &[
            "#7 Step aa tue,thu 19:30 - Europe/London hybrid open - - - 1 @ - - - - -",
            "#8 Noon - mon 12:00 - - online - - - - 0 @ Leeds noon-1 53.8,-1.5 Big secular",
        ],
    ),
    (
        "attendance",
        "id day meeting_id meeting programme venue shared chaired spoke service fit proof_kind proof_by proof_ref note \
         recorded_at source start_time place liked missed",
        &["#8 2026-01-06 #7 Step aa - 1 0 0 0 5 chit J.B. 42 - @ - 19:30 hall tea quiet"],
    ),
    (
        "contact",
        "id name role programme phone handle every_days sos_order note added_on recorded_at",
        &["#a Maria sponsor - +44 - 2 1 - 2026-01-01 @"],
    ),
    (
        "reach",
        "id contact_id contact day channel direction note recorded_at",
        &["#b #a Maria 2026-01-06 call outgoing - @"],
    ),
    (
        "goal",
        "id kind meetings days from_day once_a_day recorded_at",
        &["#c per-week 3 - - 0 @", "#d in-days 90 90 2026-01-01 1 @"],
    ),
    ("plan", "id part text recorded_at", &["#1 reasons sleep @", "#2 coping-steps ring @"]),
    (
        "urge",
        "id day time clock_id clock strength trigger hungry angry lonely tired delayed escaped accepted distracted \
         substituted did strength_after minutes outcome note recorded_at",
        &[
            "#1 2026-01-06 23:10 #1 alcohol 8 payday 0 0 1 0 1 0 0 0 1 tea 3 25 passed - @",
            "#2 2026-01-06 - - - 0 - 0 0 0 0 0 0 0 0 0 - - - - - @",
        ],
    ),
    (
        "stepwork",
        "id programme number begun_on done_on contact_id contact recorded_at",
        &["#1 aa 4 2026-01-05 - #a Maria @", "#2 aa 1 - 2026-01-01 - gone @"],
    ),
    ("stepnote", "id stepwork_id day text recorded_at", &["#1 #1 2026-01-06 fears @"]),
    ("worksheet", "id tool day clock_id clock about recorded_at", &["#1 balance 2026-01-06 #2 late spring @"]),
    (
        "answer",
        "id worksheet_id question place text score day recorded_at",
        &["#1 #1 area 0 sleep 7 2026-01-06 @", "#2 #1 review 1 better - 2026-02-01 @"],
    ),
    ("win", "id day text recorded_at", &["#1 2026-01-06 slept @"]),
    (
        "programme",
        "id name title steps helper token milestones recorded_at",
        &["#1 women-for-recovery Women 6 mentor bead 10d,1y @"],
    ),
    (
        "helpline",
        "id country name how hours checked_on hidden recorded_at",
        &["#1 GB Night-line 0800-1111 always 2026-01-06 0 @"],
    ),
    (
        "audience",
        "id audience contact_id clock_id fields recorded_at",
        &["#1 court - - sobriety,attendance @", "#2 court - #1 runs @", "#3 contact #a - mood @"],
    ),
    (
        "shared",
        "id day audience contact_id contact since until fields clocks format digest bytes recorded_at",
        &["#1 2026-01-06 contact #a Maria 2026-01-01 2026-01-06 mood alcohol html - 8000 @"],
    ),
];

/// An archive with a row or two of every kind.
fn archive() -> Archive {
    let cell = |word: &str| match word {
        "-" => Cell::Empty,
        "@" => Cell::Text(AT.to_owned()),
        id if id.starts_with('#') => Cell::Text(format!("{ID}{}", &id[1..])),
        other => other.parse().map_or_else(|_| Cell::Text(other.to_owned()), Cell::Number),
    };
    let table = |(name, columns, rows): &(&str, &str, &[&str])| Table {
        name: (*name).to_owned(),
        columns: columns.split_whitespace().map(str::to_owned).collect(),
        rows: rows.iter().map(|row| row.split_whitespace().map(cell).collect()).collect(),
    };
    // The one text that looks like a number is written as we would write it.
    let archive = Archive { version: 4, tables: ROWS.iter().map(table).collect() };
    Store::checked(&archive).unwrap()
}

/// Brings an archive into a store as one step.
fn bring(store: &Store, archive: Archive) -> Result<()> {
    let at: Moment = AT.parse().unwrap();
    let step = NewStep { id: Id::parse(&format!("{ID}e")).unwrap(), at, command: "import" };
    let written = store.write(&step, |writer| {
        let merged = merge(&writer.archive()?, archive);
        writer.add(&merged.iter().map(|table| &table.added).collect::<Vec<_>>())?;
        Ok((String::new(), ()))
    });
    written.map(drop)
}

/// What has to hold of whatever was read: refused with a reason, or as good as an export of ours.
fn refused_or_whole(read: Result<Archive>) -> std::result::Result<(), TestCaseError> {
    let checked = match read.and_then(|archive| Store::checked(&archive)) {
        Ok(checked) => checked,
        Err(error) => {
            prop_assert!(error.kind == Kind::Refused && error.hint.is_some(), "{error:?}");
            return Ok(());
        }
    };
    let store = Store::in_memory().unwrap();
    bring(&store, checked.clone()).unwrap();
    prop_assert_eq!(&store.archive().unwrap(), &checked);
    prop_assert_eq!(&Store::checked(&checked).unwrap(), &checked);
    let ours = Store::in_memory().unwrap();
    bring(&ours, archive()).unwrap();
    bring(&ours, checked).unwrap();
    let merged = ours.archive().unwrap();
    prop_assert_eq!(&Store::checked(&merged).unwrap(), &merged);
    let step = NewStep { id: Id::parse(&format!("{ID}f")).unwrap(), at: AT.parse().unwrap(), command: "undo" };
    let undone = ours.write(&step, |writer| {
        if let Some(step) = writer.step_to_undo()? {
            writer.take_back(&step)?;
        }
        Ok((String::new(), ()))
    });
    prop_assert!(undone.is_ok());
    let left = ours.archive().unwrap();
    prop_assert!(left == archive() || left.records() == 0, "an undo takes back all of an import");
    Ok(())
}

/// A slip of the finger: at a place between 0 and 1, so many bytes become these.
fn slips() -> impl Strategy<Value = Vec<(f64, usize, Vec<u8>)>> {
    let typed = prop_oneof![
        "[0-9a-f]{0,3}".prop_map(String::into_bytes),
        "[\"',:{}\\[\\]\r\n=+ -]{0,2}".prop_map(String::into_bytes),
        "(null|true|1e9|\\\\u0000|née)?".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..3),
    ];
    prop::collection::vec((0.0..1.0, 0..4usize, typed), 1..3)
}

fn slipped(mut bytes: Vec<u8>, slips: &[(f64, usize, Vec<u8>)]) -> Vec<u8> {
    for (place, removed, typed) in slips {
        let at = (bytes.len() as f64 * place) as usize;
        let end = (at + removed).min(bytes.len());
        bytes.splice(at..end, typed.iter().copied());
    }
    bytes
}

#[test]
fn every_format_brings_back_what_it_was_given() {
    let archive = archive();
    assert_eq!(archive.records(), ROWS.iter().map(|(.., rows)| rows.len()).sum::<usize>());
    assert_eq!(json::read(json::write(&archive).unwrap().as_bytes()).unwrap(), archive);
    let files = csv::write(&archive).unwrap();
    assert_eq!(Store::checked(&csv::read(&files).unwrap()).unwrap(), archive);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_document_with_a_slip_of_the_finger_is_refused_or_whole(slips in slips()) {
        let bytes = json::write(&archive()).unwrap().into_bytes();
        refused_or_whole(json::read(&slipped(bytes, &slips)))?;
    }

    #[test]
    fn a_table_with_a_slip_of_the_finger_is_refused_or_whole(which in any::<prop::sample::Index>(), slips in slips()) {
        let mut files = csv::write(&archive()).unwrap();
        let (_, bytes) = &mut files[which.index(ROWS.len() + 1)];
        *bytes = slipped(bytes.clone(), &slips);
        refused_or_whole(csv::read(&files))?;
    }

    #[test]
    fn any_text_comes_back_from_any_format(text in "\\PC*|[\\x01-\\x7f]*|[=+@\"',;\r\n\t -]*") {
        let mut archive = archive();
        let note = archive.tables[3].place("note").unwrap();
        archive.tables[3].rows[0][note] = Cell::Text(format!("x{text}x"));
        prop_assert_eq!(&json::read(json::write(&archive).unwrap().as_bytes()).unwrap(), &archive);
        let back = Store::checked(&csv::read(&csv::write(&archive).unwrap()).unwrap()).unwrap();
        prop_assert_eq!(&back, &archive);
    }
}
