//! Key files that are lost or broken, and sealed data that is: refused, never shown as data, left as it is; and the
//! way back that the hint names works as it stands.

use std::fs;

use age::secrecy::SecretString;
use onward::store::{Key, KeyFiles, Store};

use crate::harness::Home;
use crate::inside::{Person, TYPED_BACK};
use crate::sealed::{HERON, PASSPHRASE, files, knows, notes, protected, refused, type_the_hint};

fn key(home: &Home) -> Key {
    KeyFiles::of(&home.folder()).open(&SecretString::from(PASSPHRASE)).unwrap().expect("the passphrase opens it")
}

/// Refused by commands that read, write, undo and protect.
fn is_closed(home: &Home, said: &str) -> String {
    let mut last = String::new();
    for args in [&["today"][..], &["checkin", "good"], &["undo"], &["backup"], &["protect", "off"], &["export"]] {
        last = refused(home, 3, args);
        assert!(last.contains(said) && last.contains("\nhint: "), "onward {args:?} does not say \"{said}\":\n{last}");
    }
    last
}

#[test]
fn a_lost_or_broken_key_file_is_said_and_the_recovery_code_opens_the_data() {
    let mut home = protected();
    let person = Person::who_answers(&[PASSPHRASE, TYPED_BACK]);
    assert_eq!(person.runs(&home, &["protect", "recovery"]).code, 0);
    let path = home.folder().join("key.age");
    let whole = fs::read(&path).unwrap();
    let broken: [(Option<&[u8]>, &str); 4] = [
        (None, "key.age is missing"),
        (Some(&whole[..whole.len() / 2]), "key.age is damaged or cut short"),
        (Some(b"garbage\n"), "key.age is damaged or cut short"),
        (Some(b""), "key.age is damaged or cut short"),
    ];
    for (bytes, said) in broken {
        let _ = fs::remove_file(&path);
        bytes.into_iter().for_each(|bytes| fs::write(&path, bytes).unwrap());
        knows(&mut home, PASSPHRASE);
        is_closed(&home, said);
        knows(&mut home, &person.code());
        assert_eq!(notes(&home), [HERON]);
        home.ok(&["checkin", "good"]);
        home.ok(&["undo"]);
    }
}

#[test]
fn data_that_another_key_sealed_is_not_taken_for_damaged() {
    let (home, other) = (protected(), protected());
    other.ok(&["protect", "rekey"]);
    fs::copy(other.folder().join("onward.age"), home.folder().join("onward.age")).unwrap();
    is_closed(&home, "sealed with another key");
}

#[test]
fn sealed_data_that_is_gone_is_never_taken_for_an_empty_home() {
    let home = protected();
    home.ok(&["checkin", "good", "--note", "quartzword"]);
    fs::remove_file(home.folder().join("onward.age")).unwrap();
    let said = is_closed(&home, "onward.age is missing");
    let answer = type_the_hint(&home, &said);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(notes(&home), [HERON]);

    let without = protected();
    without.ok(&["backup"]);
    for name in ["onward.age", "onward.age.1"] {
        let _ = fs::remove_file(without.folder().join(name));
    }
    let said = is_closed(&without, "onward.age is missing");
    let answer = type_the_hint(&without, &said);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(notes(&without), [HERON]);
    without.ok(&["checkin", "good"]);
    without.ok(&["undo"]);
}

#[test]
fn both_key_and_data_gone_is_no_empty_home_while_an_earlier_state_is_there() {
    let home = protected();
    home.ok(&["checkin", "good"]);
    fs::remove_file(home.folder().join("onward.age")).unwrap();
    fs::remove_file(home.folder().join("key.age")).unwrap();
    assert!(refused(&home, 3, &["today"]).contains("onward.age is missing"));
}

#[test]
fn sealed_data_cut_at_any_block_or_changed_in_any_bit_is_never_shown_as_data() {
    let home = protected();
    let path = home.folder().join("onward.age");
    let (whole, key) = (fs::read(&path).unwrap(), key(&home));
    let cut = (0..whole.len()).step_by(512).map(|length| whole[..length].to_vec());
    // A step that is prime to the size of a byte reaches every bit of one sooner or later.
    let flipped = (0..whole.len() * 8).step_by(9973).map(|bit| {
        let mut changed = whole.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        changed
    });
    for bytes in cut.chain(flipped) {
        fs::write(&path, &bytes).unwrap();
        let error = Store::open_protected_for_reading(&home.folder(), key.clone()).err().expect("it is refused");
        assert_eq!(error.kind.exit_code(), 3);
        assert!(error.hint.is_some());
        assert!(fs::read(&path).unwrap() == bytes, "it was touched");
    }
    fs::write(&path, &whole).unwrap();
    assert!(Store::open_protected_for_reading(&home.folder(), key).is_ok());
}

#[test]
fn damaged_sealed_data_is_left_as_it_is_and_the_hint_brings_the_state_before_back() {
    let spoils: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.clear(),
        |bytes| bytes.fill(0),
        |bytes| bytes[60_000] ^= 1,
    ];
    for spoil in spoils {
        let home = protected();
        home.ok(&["checkin", "good", "--note", "quartzword"]);
        let path = home.folder().join("onward.age");
        let mut bytes = fs::read(&path).unwrap();
        spoil(&mut bytes);
        fs::write(&path, &bytes).unwrap();
        let said = refused(&home, 3, &["checkin", "good"]);
        assert!(said.contains("onward.age is damaged; it was left as it is"), "{said}");
        assert_eq!(home.run(&["doctor"]).code, 3);
        let answer = type_the_hint(&home, &said);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert_eq!(notes(&home), [HERON]);
        assert!(files(&home.folder()).values().any(|kept| *kept == bytes), "the damaged file is set aside as it was");
        home.ok(&["checkin", "good"]);
        home.ok(&["undo"]);
    }
}
