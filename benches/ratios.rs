//! The ratios that are aimed at: each command against its floor, run in turn in the same sitting, so that a machine
//! whose speed drifts slows both. Prints the median of the pairs' ratios beside the aim.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use support::{ONWARD, build_examples, copy, example, history, onward, run};

/// Pairs that are counted; some more go before, to warm up.
const PAIRS: usize = 200;

fn seconds(command: &mut Command) -> f64 {
    let begun = Instant::now();
    run(command);
    begun.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs both in turn and prints what the first costs against the second.
fn compare(what: &str, aim: f64, one: impl Fn() -> Command, other: impl Fn() -> Command) {
    let pair = |_| (seconds(&mut one()), seconds(&mut other()));
    (0..10).map(pair).for_each(drop);
    let pairs: Vec<(f64, f64)> = (0..PAIRS).map(pair).collect();
    let ratio = median(pairs.iter().map(|(one, other)| one / other).collect());
    let (one, other) = pairs.into_iter().unzip();
    let (one, other): (Vec<f64>, Vec<f64>) = (one, other);
    println!(
        "{what:<52} {:>6.2} ms / {:>6.2} ms  ratio {ratio:.2}  aim: at most {aim:.1}",
        1000.0 * median(one),
        1000.0 * median(other)
    );
}

fn floor(name: &str, args: &[&str]) -> Command {
    let mut command = Command::new(example(name));
    command.env_clear().args(args).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// The same history, protected, its key resting in the kernel's keyring.
fn protected(folder: PathBuf) -> PathBuf {
    for words in [&["protect", "on"][..], &["streak"]] {
        run(onward(&folder, words).env("ONWARD_PASSPHRASE_COMMAND", "echo several words of no one"));
    }
    folder
}

/// The same history of somebody who has a plan, three meetings and a line of their own: all that `sos` reads.
fn planned(folder: PathBuf) -> PathBuf {
    for words in [
        &["plan", "edit", "reasons", "my daughter"][..],
        &["plan", "edit", "coping-steps", "leave the room\nring Maria"],
        &["helpline", "add", "The clinic", "020 7946 0000", "--country", "UK"],
        &["meeting", "add", "Step", "--day", "tue", "--time", "19:30"],
        &["meeting", "add", "Noon", "--day", "mon,wed,fri", "--time", "12:00", "--zone", "America/New_York"],
        &["meeting", "add", "Candles", "--day", "sat", "--time", "23:00", "--end", "00:30"],
    ] {
        run(&mut onward(&folder, words));
    }
    folder
}

/// A published list of a hundred thousand meetings, and a folder in whose directory it is.
fn published(beside: &Path) -> (PathBuf, PathBuf) {
    let folder = beside.with_file_name("directory");
    let list = folder.with_extension("json");
    let file = std::fs::File::create(&list).expect("a file");
    run(Command::new(example("generate_meetings")).arg("100000").stdout(file));
    (list, folder)
}

/// Imports the list into nothing, and again into what that made; prints how fast, and what the second costs against the
/// first.
fn compare_imports(list: &Path, folder: &Path) {
    let megabytes = std::fs::metadata(list).expect("a list").len() as f64 / 1_000_000.0;
    let list = list.display().to_string();
    let import = ["meeting", "import", &list, "--source", "all", "--programme", "aa", "--timezone", "Europe/London"];
    let pair = |_| {
        let _ = std::fs::remove_dir_all(folder);
        (seconds(&mut onward(folder, &import)), seconds(&mut onward(folder, &import)))
    };
    let (first, second): (Vec<f64>, Vec<f64>) = (0..5).map(pair).unzip();
    let (first, second) = (median(first), median(second));
    println!(
        "{:<52} {megabytes:.0} MB in {first:.2} s  {:.1} MB/s  aim: at least 10",
        "import of 100,000 meetings",
        megabytes / first
    );
    println!(
        "{:<52} {:>6.2} s / {:>6.2} s  ratio {:.2}  aim: at most 0.5",
        "the same import again / the first",
        second,
        first,
        second / first
    );
}

fn main() {
    build_examples();
    let (ten, fifty) = (history("10", &["10"]), history("50", &["50"]));
    let (written_10, written_50) = (copy(&ten, "ratio-10"), copy(&fifty, "ratio-50"));
    let floor_file = written_10.join("floor.db").display().to_string();
    let fifty_file = fifty.join("onward.db").display().to_string();
    let checkin = ["checkin", "good", "--sober"];
    let version = || {
        let mut command = Command::new(ONWARD);
        command.env_clear().arg("--version").stdin(Stdio::null()).stdout(Stdio::null());
        command
    };

    compare("start-up (--version) / bare clap", 1.3, version, || floor("floor_clap", &["--version"]));
    let (hard_10, hard_50) = (planned(copy(&ten, "ratio-10-sos")), planned(copy(&fifty, "ratio-50-sos")));
    compare("sos, 10 years / start-up (--version)", 2.0, || onward(&hard_10, &["sos"]), version);
    compare("sos, 50 years / 10 years", 1.1, || onward(&hard_50, &["sos"]), || onward(&hard_10, &["sos"]));
    compare(
        "check-in, 10 years / one durable insert",
        1.5,
        || onward(&written_10, &checkin),
        || floor("floor_insert", &[&floor_file]),
    );
    compare("check-in, 50 years / 10 years", 1.1, || onward(&written_50, &checkin), || onward(&written_10, &checkin));
    let sealed_10 = protected(copy(&ten, "ratio-10-sealed"));
    compare(
        "check-in, 10 years, protected / plain",
        4.0,
        || onward(&sealed_10, &checkin),
        || onward(&written_10, &checkin),
    );
    compare(
        "backup, 50 years / one check-in",
        100.0,
        || onward(&written_50, &["backup"]),
        || onward(&written_50, &checkin),
    );
    let (list, directory) = published(&ten);
    compare_imports(&list, &directory);
    let find =
        ["meeting", "find", "step", "--near", "Manchester", "--within", "5km", "--day", "tue", "--after", "18:00"];
    compare("find among 100,000 meetings / start-up (--version)", 20.0, || onward(&directory, &find), version);
    compare(
        "streak, 50 years / one walk over the days",
        1.5,
        || onward(&fifty, &["streak"]),
        || floor("floor_days", &[&fifty_file]),
    );
}
