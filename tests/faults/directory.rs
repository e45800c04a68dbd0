//! `kill -9` at any moment of an import of published meetings: all that the directory held is there, or all that the
//! list holds, and nothing between.

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::dice::Dice;
use crate::home::{Home, MODES, connect, damage_of};
use crate::tries;

/// How many meetings the list holds, the first time and after that.
const MEETINGS: usize = 1500;

fn list(count: usize, place: &str) -> String {
    let mut list = String::from("[");
    for nth in 0..count {
        let comma = if nth == 0 { "" } else { "," };
        let day = nth % 7;
        write!(
            list,
            r#"{comma}{{"slug":"m{nth}","name":"Step {nth}","day":{day},"time":"19:30","location":"{place}"}}"#
        )
        .unwrap();
    }
    list + "]"
}

/// How many meetings of the list are there, and how many of them at this place.
fn held(home: &Home, place: &str) -> (usize, usize) {
    let sources: Value = serde_json::from_str(&home.ok(&["meeting", "sources", "--json"])).unwrap();
    let active =
        sources["sources"].as_array().unwrap().iter().map(|source| source["meetings"].as_u64().unwrap()).sum::<u64>();
    let found: Value = serde_json::from_str(&home.ok(&["meeting", "find", place, "--limit", "1", "--json"])).unwrap();
    (usize::try_from(active).unwrap(), usize::try_from(found["total"].as_u64().unwrap()).unwrap())
}

#[test]
fn an_import_that_was_killed_leaves_the_directory_whole() {
    let (home, mut dice) = (Home::new(&MODES[0]), Dice::new(11));
    let file = home.root().join("list.json");
    let import = ["meeting", "import", file.to_str().unwrap(), "--source", "all", "--programme", "aa"];
    fs::write(&file, list(MEETINGS, "hall0")).unwrap();
    #[expect(clippy::disallowed_methods, reason = "moments to kill are chosen within the time that an import takes")]
    let begun = std::time::Instant::now();
    home.ok(&import);
    let usual = begun.elapsed();
    let (count, mut before, mut reached) = (tries(15, 150), 0, 0);
    for kill in 1..=count {
        fs::write(&file, list(MEETINGS + kill, &format!("hall{kill}"))).unwrap();
        let mut writer = home.command(&import);
        let mut child = writer.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(usual * u32::try_from(dice.below(1300)).unwrap() / 1000);
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        reached += usize::from(!ended);
        let old = held(&home, &format!("hall{before}"));
        let new = held(&home, &format!("hall{kill}"));
        if new.1 > 0 {
            assert_eq!(
                (new, old.1),
                ((MEETINGS + kill, MEETINGS + kill), 0),
                "kill {kill}: neither the one nor the other"
            );
            before = kill;
        } else {
            assert!(!ended, "kill {kill}: an import that ended is not there");
            assert_eq!(old, (MEETINGS + before, MEETINGS + before), "kill {kill}: something is missing");
        }
        assert_eq!(damage_of(&connect(&home.root().join("data").join("directory.db"))), None);
    }
    assert!(reached > count / 10, "only {reached} of {count} kills came before the end");
    println!("kill -9 of imports: {count} kills, {reached} before the end; 0 damaged, 0 between the old and the new");
}
