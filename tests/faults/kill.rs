//! `kill -9` at any moment: what was acknowledged is there, and nothing is that was never typed.

use std::process::Stdio;
use std::time::Duration;

use crate::dice::Dice;
use crate::home::{Answer, Home, MODES, Mode, entry};
use crate::tries;

/// Writes one entry undisturbed and returns how long that took.
fn undisturbed(home: &Home, note: &str) -> Duration {
    #[expect(clippy::disallowed_methods, reason = "moments to kill are chosen within the time that a write takes")]
    let begun = std::time::Instant::now();
    assert!(home.record(note).acknowledged());
    begun.elapsed()
}

/// Starts writing an entry and kills the writer after so long.
fn killed(home: &Home, note: &str, after: Duration) -> Answer {
    let mut writer = home.command(&entry(note));
    let mut child = writer.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    Answer::of(&child.wait_with_output().unwrap())
}

fn kills(mode: &'static Mode, count: usize) {
    let (home, mut dice) = (Home::new(mode), Dice::new(9));
    let mut acknowledged: Vec<String> = (0..5).map(|nth| format!("before {nth}")).collect();
    let usual = acknowledged.iter().map(|note| undisturbed(&home, note)).min().unwrap();
    let (mut reached, mut unacknowledged) = (0, 0);
    for kill in 0..count {
        // Some writes that end, then one that does not.
        let whole = (0..dice.below(4)).map(|nth| (format!("kill {kill}, write {nth}"), None));
        let moment = usual * u32::try_from(dice.below(1300)).unwrap() / 1000;
        let last = std::iter::once((format!("kill {kill}, cut"), Some(moment)));
        for (note, cut) in whole.chain(last).collect::<Vec<_>>() {
            let answer = cut.map_or_else(|| home.record(&note), |after| killed(&home, &note, after));
            reached += usize::from(answer.code.is_none());
            if answer.acknowledged() {
                acknowledged.push(note);
            } else {
                assert!(cut.is_some(), "{answer:?}");
            }
        }
        let there = home.notes().unwrap();
        let lost: Vec<_> = acknowledged.iter().filter(|note| !there.contains(note)).collect();
        assert!(lost.is_empty(), "kill {kill}: lost {lost:?}");
        // An entry whose writer died before it could say so may be there, once.
        unacknowledged = there.len() - acknowledged.len();
        assert!(unacknowledged <= kill + 1 && there.windows(2).all(|two| two[0] != two[1]), "{there:?}");
    }
    assert_eq!(home.damage(), None);
    assert!(reached > count / 10, "only {reached} of {count} kills came before the end");
    println!(
        "kill -9, {}: {count} kills, {reached} before the end; {} acknowledged, 0 lost, 0 damaged; {unacknowledged} kept unacknowledged",
        mode.name,
        acknowledged.len()
    );
}

#[test]
fn what_was_acknowledged_survives_kill_9_at_any_moment() {
    MODES.iter().for_each(|mode| kills(mode, tries(40, 500)));
}
