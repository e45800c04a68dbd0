//! The front door: the real world in, an exit code out.

use std::process::ExitCode;

use onward::world::{World, arguments};

fn main() -> ExitCode {
    ExitCode::from(onward::start(arguments(), World::real))
}
