//! Three lives of three years, typed into the program: in AA with alcohol, in NA with two clocks and two slips, in SMART
//! with gambling and no sponsor. On ten days of each, what the person would look at is compared with what was read
//! and found right for that programme (`tests/cli/snapshots/`).

use crate::life::Life;

/// Compares what was looked at; ids are of chance.
fn compare(name: &str, seen: &str) {
    insta::with_settings!({filters => vec![(r"\b[0-9a-f]{8}\b", "01234567")]}, {
        insta::assert_snapshot!(name, seen);
    });
}

#[test]
fn three_years_in_aa_read_rightly() {
    let life = Life::read(include_str!("../fixtures/years/aa.txt"));
    let (home, seen) = life.lived();
    compare("years_aa", &seen);
    compare("report_aa", &life.reports(&home, "sponsor"));
}

#[test]
fn three_years_in_na_with_two_clocks_and_two_slips_read_rightly() {
    let life = Life::read(include_str!("../fixtures/years/na.txt"));
    let (home, seen) = life.lived();
    compare("years_na", &seen);
    compare("report_na", &life.reports(&home, "court"));
}

#[test]
fn three_years_in_smart_without_a_sponsor_read_rightly() {
    let life = Life::read(include_str!("../fixtures/years/smart.txt"));
    let (home, seen) = life.lived();
    let reports = life.reports(&home, "keyworker");
    let lower = format!("{seen}{reports}").to_lowercase();
    for word in ["sponsor", "chip", "key tag", "sponsee", "addict", "step 1"] {
        assert!(!lower.contains(word), "a SMART screen says {word}");
    }
    compare("years_smart", &seen);
    compare("report_smart", &reports);
}
