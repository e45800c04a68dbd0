//! `onward help`: one screen, the topics, and the help of any command.

use crate::app::{Access, App, Outcome};
use crate::error::Error;
use crate::view::page::Page;

/// The one screen that `onward help` and `onward --help` print.
pub const SCREEN: &str = include_str!("help/screen.txt");

/// The topics with their pages.
const TOPICS: &[(&str, &str)] = &[
    ("days", include_str!("help/days.txt")),
    ("programmes", include_str!("help/programmes.txt")),
    ("exit-codes", include_str!("help/exit-codes.txt")),
    ("environment", include_str!("help/environment.txt")),
    ("privacy", include_str!("help/privacy.txt")),
];

/// Help on a command or a topic: days, programmes, exit-codes, environment, privacy
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward help days\n  onward help clock add")]
pub struct Args {
    /// A command or a topic
    #[arg(value_name = "TOPIC")]
    words: Vec<String>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::None
    }
}

/// Answers, for the commands of `cli`.
///
/// # Errors
/// When there is no such command or topic.
pub fn run(args: &Args, app: &App<'_>, cli: clap::Command) -> Outcome {
    let topic = args.words.join(" ");
    let text = match TOPICS.iter().find(|(name, _)| *name == topic) {
        Some((_, page)) => (*page).to_owned(),
        None if topic.is_empty() => SCREEN.to_owned(),
        None => of_command(&args.words, cli)?,
    };
    Ok(Box::new(Page { as_of: app.today, topic, text }))
}

fn of_command(words: &[String], mut cli: clap::Command) -> Result<String, Error> {
    cli.build();
    Ok(find(words, &cli)?.clone().render_help().to_string())
}

/// The command of these words, among those of `cli`.
///
/// # Errors
/// When there is none.
pub fn find<'c>(words: &[String], cli: &'c clap::Command) -> Result<&'c clap::Command, Error> {
    words.iter().try_fold(cli, |found, word| {
        let unknown =
            || Error::refused(format!("there is no command or topic \"{word}\"")).hint("`onward help` shows them all");
        found.find_subcommand(word).ok_or_else(unknown)
    })
}
