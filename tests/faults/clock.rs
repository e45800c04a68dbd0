//! A clock that is set back: what was written before is still there, and what is written after joins it.

use crate::home::{Home, MODES};

#[test]
fn a_clock_set_back_ten_years_between_writes_loses_nothing() {
    for mode in MODES {
        let mut home = Home::lived_in(mode);
        let other_records: &[&[&str]] =
            &[&["attend", "Open meeting"], &["goal", "set", "meetings", "3", "--per", "week"]];
        other_records.iter().for_each(|args| drop(home.ok(args)));
        home.at("2016-11-23T21:30:00+00:00");
        // The clock began in what is the future now, so that this day cannot be called sober.
        assert!(home.run(&["checkin", "okay", "--note", "ten years earlier"]).acknowledged());
        for args in [
            &["today"][..],
            &["streak"],
            &["streak", "--runs"],
            &["history"],
            &["mood"],
            &["attendance"],
            &["milestones"],
        ] {
            assert_eq!(home.run(args).misbehaved(), None, "onward {args:?}");
        }
        assert_eq!(home.notes().unwrap(), ["first", "ten years earlier"]);
        home.at("2026-11-23T21:31:00+00:00");
        assert!(home.record("back again").acknowledged());
        assert_eq!(home.notes().unwrap(), ["back again", "first", "ten years earlier"]);
        // What was written last is what is taken back first, whatever the clock said.
        home.ok(&["undo"]);
        home.ok(&["undo"]);
        assert_eq!((home.notes().unwrap(), home.damage()), (vec!["first".to_owned()], None));
        println!("clock set back, {}: 3 acknowledged, 0 lost, 0 damaged", mode.name);
    }
}
