//! Bytes from anywhere, in the place of everything that is read: never a crash, and never a change of what was there
//! by a command that then says it could not.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use age::secrecy::SecretString;
use onward::store::copy::open_copy;
use onward::store::protect::Secrets;
use onward::store::{Key, KeyFiles, Store};
use onward::world::{ColorWish, World};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const NOW: &str = "2026-11-23T21:30:00+00:00";

/// Runs the program on this folder, in a world without a terminal, and returns its exit code.
fn run(folder: &Path, words: &[&str]) -> u8 {
    let world = World {
        now: NOW.parse().unwrap(),
        zone: onward::world::zone::Here::Machine,
        data_dir: Some(folder.to_owned()),
        terminal: None,
        color: ColorWish::default(),
        ascii: false,
        links: false,
        country: None,
        editor: None,
        pager: None,
        passphrase_command: None,
        bars: false,
        memory_folder: None,
        questions: None,
        pause: None,
        input: Box::new(Cursor::new("")),
        out: Box::new(std::io::sink()),
        err: Box::new(std::io::sink()),
    };
    let args = std::iter::once("onward").chain(words.iter().copied()).map(OsString::from);
    onward::run(args, Ok(world))
}

/// What the damage is done to.
struct Whole {
    data: Vec<u8>,
    export: Vec<u8>,
    sealed: Vec<u8>,
    key_file: Vec<u8>,
    key: Key,
}

/// One small data file, readable and sealed, with its export.
fn whole() -> &'static Whole {
    static WHOLE: OnceLock<Whole> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("data");
        for words in [
            &["checkin", "good", "--sober", "--note", "heronword"][..],
            &["slip", "sobriety", "--on", "today"],
            &["contact", "add", "Maria G", "--every", "2d"],
            &["attend", "Step Study"],
        ] {
            assert_eq!(run(&folder, words), 0, "onward {words:?}");
        }
        let export = root.path().join("export.json");
        assert_eq!(run(&folder, &["export", "-o", export.to_str().unwrap()]), 0);
        let data = fs::read(folder.join("onward.db")).unwrap();
        let key = Key::generate();
        let secrets = Secrets { passphrase: SecretString::from("four quiet words"), recovery: None };
        Store::protect(&folder, &key, &secrets, NOW.parse().unwrap()).unwrap();
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        let (sealed, key_file) = (read("onward.age"), read("key.age"));
        Whole { data, export: fs::read(export).unwrap(), sealed, key_file, key }
    })
}

/// What happens to bytes on a bad disk, or by a careless hand.
#[derive(Debug, Clone)]
enum Damage {
    Changed(Vec<(prop::sample::Index, u8)>),
    CutShort(prop::sample::Index),
    Filled(prop::sample::Index, usize, u8),
    Doubled(prop::sample::Index, usize),
    Other(Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => prop::collection::vec((at(), any::<u8>()), 1..12).prop_map(Damage::Changed),
        1 => at().prop_map(Damage::CutShort),
        2 => (at(), 1..9000_usize, any::<u8>()).prop_map(|(at, length, byte)| Damage::Filled(at, length, byte)),
        1 => (at(), 1..5000_usize).prop_map(|(at, length)| Damage::Doubled(at, length)),
        1 => prop::collection::vec(any::<u8>(), 0..2000).prop_map(Damage::Other),
    ]
}

impl Damage {
    fn of(&self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        match self {
            Self::Changed(changes) => changes.iter().for_each(|(at, byte)| bytes[at.index(whole.len())] = *byte),
            Self::CutShort(at) => bytes.truncate(at.index(whole.len())),
            Self::Filled(at, length, byte) => {
                bytes.iter_mut().skip(at.index(whole.len())).take(*length).for_each(|b| *b = *byte)
            }
            Self::Doubled(at, length) => {
                let at = at.index(whole.len());
                let part: Vec<u8> = bytes[at..].iter().copied().take(*length).collect();
                bytes.splice(at..at, part);
            }
            Self::Other(other) => bytes.clone_from(other),
        }
        bytes
    }
}

/// A home with these files.
fn home(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("data");
    fs::create_dir(&folder).unwrap();
    files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
    (root, folder)
}

/// A file of another program as it should be, and what says what it means.
const FOREIGN: &[(&str, &[&str])] = &[
    (
        "daylio.csv",
        &["--from", "daylio", "--mood", "tired=2", "--activity", "drank=used:sobriety", "--craving", "craving"],
    ),
    ("backup.daylio", &["--from", "daylio"]),
    ("Loop Habits CSV 2026-11-23.zip", &["--from", "loop", "--skip-others", "--habit", "Meeting=attend"]),
    ("sobriety.json", &["--from", "sobriety"]),
    ("habitctl.log", &["--from", "habitctl", "--habit", "Meeting=attend", "--habit", "No alcohol=sober:sobriety"]),
    ("harsh.log", &["--from", "harsh", "--habit", "No alcohol=sober:sobriety", "--skip-others"]),
    ("table.csv", &["--from", "csv"]),
];

/// Every file right inside a folder and its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Insists that every command ends in order, and that one that could not changed nothing; an import that took only
/// some of its rows could.
fn ends_in_order(folder: &Path, commands: &[&[&str]]) -> Result<(), TestCaseError> {
    for words in commands {
        let before = files(folder);
        let code = run(folder, words);
        let import = words[0] == "import";
        prop_assert!([0, 1, 3].contains(&code) || (import && code == 4), "onward {words:?} ended with {code}");
        prop_assert!(
            code == 0 || code == 4 || files(folder) == before,
            "onward {words:?} ended with {code} and changed something"
        );
    }
    Ok(())
}

/// So many cases, the same ones each time.
fn of(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(0x6f6e_7764);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// SQLite hands such a name on, and the library between it and us takes it for text.
#[test]
fn a_name_of_a_column_that_is_no_text_is_damage() {
    let mut bytes = whole().data.clone();
    for at in 0..bytes.len() - 7 {
        if &bytes[at..at + 7] == b"craving" {
            bytes[at] = 0x80;
        }
    }
    let (root, folder) = home(&[("onward.db", &bytes)]);
    for words in [&["today"][..], &["checkin", "list"], &["export"], &["checkin", "low"], &["doctor"]] {
        assert_eq!(run(&folder, words), 3, "onward {words:?}");
    }
    assert_eq!(fs::read(folder.join("onward.db")).unwrap(), bytes);
    drop(root);
}

proptest! {
    #![proptest_config(of(24))]

    #[test]
    fn as_the_data_file(damage in damage()) {
        let (_root, folder) = home(&[("onward.db", &damage.of(&whole().data))]);
        ends_in_order(&folder, &[
            &["today"], &["streak", "--runs"], &["history"], &["attend", "list"], &["export"], &["doctor"],
            &["checkin", "low"], &["undo"], &["backup"], &["doctor", "--fix"],
        ])?;
    }

    #[test]
    fn as_a_backup(damage in damage()) {
        let (root, folder) = home(&[("onward.db", &whole().data)]);
        let copy = root.path().join("copy.db");
        fs::write(&copy, damage.of(&whole().data)).unwrap();
        ends_in_order(&folder, &[&["restore", copy.to_str().unwrap(), "--yes"], &["today"], &["undo"]])?;
    }

    #[test]
    fn as_an_export(damage in damage()) {
        let (root, folder) = home(&[("onward.db", &whole().data)]);
        let export = root.path().join("export.json");
        fs::write(&export, damage.of(&whole().export)).unwrap();
        ends_in_order(&folder, &[&["import", export.to_str().unwrap()], &["streak"]])?;
        let (_root, empty) = home(&[]);
        ends_in_order(&empty, &[&["import", export.to_str().unwrap()], &["streak"]])?;
    }

    #[test]
    fn as_a_file_of_another_program(damage in damage(), which in any::<prop::sample::Index>()) {
        let (name, meaning) = FOREIGN[which.index(FOREIGN.len())];
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
        let (root, folder) = home(&[("onward.db", &whole().data)]);
        let path = root.path().join(name);
        fs::write(&path, damage.of(&fs::read(fixtures.join(name)).unwrap())).unwrap();
        let path = path.to_str().unwrap();
        let import = [&["import", path], meaning].concat();
        ends_in_order(&folder, &[&[&import[..], &["--dry-run"]].concat(), &import, &import, &["streak"], &["doctor"]])?;
        // Whoever is told nothing about the file looks at it as well.
        ends_in_order(&folder, &[&["import", path], &["import", path, "--from", "csv"]])?;
    }

    #[test]
    fn as_sealed_data(damage in damage()) {
        let bytes = damage.of(&whole().sealed);
        prop_assume!(bytes != whole().sealed);
        let (_root, folder) = home(&[("onward.age", &bytes)]);
        let before = files(&folder);
        let refused = Store::open_protected_for_reading(&folder, whole().key.clone()).err();
        prop_assert_eq!(refused.map(|error| error.kind.exit_code()), Some(3));
        prop_assert!(open_copy(&folder.join("onward.age"), Some(&whole().key), &mut |_| Ok(None)).is_err());
        prop_assert!(files(&folder) == before);
    }
}

proptest! {
    // Each tries a passphrase, which takes long on purpose.
    #![proptest_config(of(6))]

    #[test]
    fn as_the_key_file(damage in damage()) {
        let bytes = damage.of(&whole().key_file);
        prop_assume!(bytes != whole().key_file);
        let (_root, folder) = home(&[("onward.age", &whole().sealed), ("key.age", &bytes)]);
        let before = files(&folder);
        let opened = KeyFiles::of(&folder).open(&SecretString::from("four quiet words"));
        prop_assert!(!matches!(opened, Ok(Some(_))));
        prop_assert!(files(&folder) == before);
        prop_assert_eq!(run(&folder, &["checkin", "good"]), 3);
        prop_assert!(files(&folder) == before);
    }
}
