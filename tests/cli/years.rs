//! Three lives of three years, typed into the program: in AA with alcohol, in NA with two clocks and two slips, in SMART
//! with gambling and no sponsor. On ten days of each, what the person would look at is compared with what was read
//! and found right for that programme, and so are the reports at the end (`tests/cli/snapshots/`).

use crate::harness::Home;
use crate::inside::typed_at;
use crate::life::Life;

/// Compares what was looked at; ids are of chance.
fn compare(name: &str, seen: &str) {
    insta::with_settings!({filters => vec![(r"\b[0-9a-f]{8}\b", "01234567")]}, {
        insta::assert_snapshot!(name, seen);
    });
}

/// What was looked at in this life, and its reports at the end, in a terminal of 80 columns and one of 120.
fn seen(script: &str, who: &str) -> (String, String) {
    let (life, home) = (Life::read(script), Home::new());
    let seen = life.lived_in(&home);
    let mut reports = String::new();
    for columns in [80, 120] {
        for words in [&["report"][..], &["report", "--year"], &["report", "--for", who, "--preview"]] {
            let said = typed_at(columns, &home, &life.end(), life.zone, words).out;
            let widest = said.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= usize::from(columns), "{widest} of {columns}\n{said}");
            reports.push_str(&format!("{columns} columns $ onward {}\n{said}\n", words.join(" ")));
        }
    }
    (seen, reports)
}

#[test]
fn three_years_in_aa_read_rightly() {
    let (seen, reports) = seen(include_str!("../fixtures/years/aa.txt"), "sponsor");
    compare("years_aa", &seen);
    compare("report_aa", &reports);
}

#[test]
fn three_years_in_na_with_two_clocks_and_two_slips_read_rightly() {
    let (seen, reports) = seen(include_str!("../fixtures/years/na.txt"), "court");
    compare("years_na", &seen);
    compare("report_na", &reports);
}

#[test]
fn three_years_in_smart_without_a_sponsor_read_rightly() {
    let (seen, reports) = seen(include_str!("../fixtures/years/smart.txt"), "keyworker");
    let lower = format!("{seen}{reports}").to_lowercase();
    for word in ["sponsor", "chip", "key tag", "sponsee", "addict", "step 1"] {
        assert!(!lower.contains(word), "a SMART screen says {word}");
    }
    compare("years_smart", &seen);
    compare("report_smart", &reports);
}
