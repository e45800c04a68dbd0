//! What is promised of an entry that was acknowledged, tried by breaking things: the process, the disk, the
//! power, the file.
//!
//! One file for each kind of fault; those that fall upon operations over several files are in `several`. Every check
//! runs the real program, prints what it tried and found, and has a short form for `cargo test` and a long one:
//!
//! ```sh
//! ONWARD_FAULTS=long cargo test --release --locked --test faults -- --nocapture
//! ```
//!
//! The faults inside system calls and the power cuts need `strace` and the right to trace one's own children;
//! nothing needs root. Every choice is drawn from a fixed seed. What is tried is tried in every [`home::Mode`]:
//! a new way to keep the data is one more of them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figures"
)]

mod clock;
mod cut;
mod dice;
mod directory;
mod flips;
mod full;
mod home;
#[cfg(target_os = "linux")]
mod inject;
mod kill;
#[cfg(target_os = "linux")]
mod power;
mod protected;
#[cfg(target_os = "linux")]
mod several;
#[cfg(target_os = "linux")]
mod strace;
mod writers;

/// How much is tried: `short` in a plain `cargo test`, `long` when `ONWARD_FAULTS=long` asks for it.
pub(crate) fn tries(short: usize, long: usize) -> usize {
    #[expect(clippy::disallowed_methods, reason = "how much is tried is chosen on the command line")]
    let asked = std::env::var("ONWARD_FAULTS");
    match asked.as_deref() {
        Ok("long") => long,
        Ok("short" | "") | Err(_) => short,
        Ok(other) => panic!("ONWARD_FAULTS is \"{other}\"; it can be \"short\" or \"long\""),
    }
}
