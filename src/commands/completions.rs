//! `onward completions`: a completion script for a shell, made from the same definition as the commands.

use clap_complete::Shell;

use crate::app::{App, Outcome};
use crate::error::Error;
use crate::view::page::Page;

/// A completion script for your shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward completions bash > ~/.local/share/bash-completion/completions/onward\n  \
    onward completions fish > ~/.config/fish/completions/onward.fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Answers, for the commands of `cli`.
///
/// # Errors
/// Never in practice: a script is text.
pub fn run(args: &Args, app: &App<'_>, mut cli: clap::Command) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli, "onward", &mut script);
    let text = String::from_utf8(script).map_err(|error| Error::refused("the script is no text").cause(error))?;
    Ok(Box::new(Page { as_of: app.today, topic: format!("completions {}", args.shell), text }))
}
