//! `onward man`: manual pages, made from the same definition as the commands.

use std::path::PathBuf;

use clap_mangen::Man;

use crate::app::{Access, App, Outcome};
use crate::domain::day::Day;
use crate::error::{Error, Result};
use crate::view::page::{Page, Pages};

/// Manual pages: one printed, or all of them in a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward man clock add | man -l -\n  onward man -o onward-man\n\n\
    To keep them: cp onward-man/*.1 ~/.local/share/man/man1/ and then: man onward-clock-add")]
pub struct Args {
    /// A command; without one the page of onward
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
    /// Write every page into this folder, which is new or empty
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "words")]
    output: Option<PathBuf>,
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
/// When there is no such command, or the folder cannot be written.
pub fn run(args: &Args, app: &App<'_>, mut cli: clap::Command) -> Outcome {
    cli.build();
    let Some(folder) = &args.output else {
        let text = page(super::help::find(&args.words, &cli)?, app.today)?;
        return Ok(Box::new(Page { as_of: app.today, topic: format!("man {}", args.words.join(" ")), text }));
    };
    let mut files = Vec::new();
    all(&cli, app.today, &mut files)?;
    app.write_folder(folder, &files)?;
    let files = files.into_iter().map(|(name, _)| name).collect();
    Ok(Box::new(Pages { as_of: app.today, folder: folder.display().to_string(), files }))
}

/// The page of this command and of every one below it, each under the name of its file.
fn all(command: &clap::Command, today: Day, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    files.push((Man::new(command.clone()).get_filename(), page(command, today)?.into_bytes()));
    command.get_subcommands().filter(|sub| !sub.is_hide_set()).try_for_each(|sub| all(sub, today, files))
}

fn page(command: &clap::Command, today: Day) -> Result<String> {
    let mut page = Vec::new();
    let source = concat!("onward ", env!("CARGO_PKG_VERSION"));
    let made = Man::new(command.clone()).date(today.to_string()).source(source).manual("onward").render(&mut page);
    made.map_err(|error| Error::refused("the page could not be made").cause(error))?;
    String::from_utf8(page).map_err(|error| Error::refused("the page is no text").cause(error))
}
