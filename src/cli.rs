//! The bell board: the flags that every command takes, the commands, and which renderer answers.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use crate::app::{Access, App, Outcome};
use crate::commands::args::Lazy;
use crate::commands::{
    attend, attendance, checkin, clock, completions, config, contact, goal, help, history, meeting, milestones, mood,
    reach, resume, slip, streak, today, undo,
};
use crate::error::{Error, Result};
use crate::render::{json, terminal};
use crate::view::View;
use crate::world::{World, pager};

/// A private companion for people who recover with the help of others
#[derive(Debug, Parser)]
#[command(name = "onward", version, override_help = help::SCREEN, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Args)]
struct Global {
    /// One JSON document in place of text for people
    #[arg(long, global = true, help_heading = "With every command")]
    json: bool,
    /// Colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "With every command")]
    color: ColorChoice,
    /// The folder of your data, in place of the usual one
    #[arg(long, global = true, value_name = "DIR", help_heading = "With every command")]
    data_dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Checkin(Lazy<checkin::Args>),
    Attend(Lazy<attend::Args>),
    Reach(Lazy<reach::Args>),
    Slip(Lazy<slip::Args>),
    Resume(Lazy<resume::Args>),
    Undo(Lazy<undo::Args>),
    Today(Lazy<today::Args>),
    Streak(Lazy<streak::Args>),
    Attendance(Lazy<attendance::Args>),
    Mood(Lazy<mood::Args>),
    Milestones(Lazy<milestones::Args>),
    History(Lazy<history::Args>),
    Clock(Lazy<clock::Args>),
    Meeting(Lazy<meeting::Args>),
    Contact(Lazy<contact::Args>),
    Goal(Lazy<goal::Args>),
    Config(Lazy<config::Args>),
    Completions(Lazy<completions::Args>),
    Help(Lazy<help::Args>),
}

impl Command {
    fn access(&self) -> Access {
        match self {
            Self::Checkin(Lazy(args)) => args.access(),
            Self::Attend(Lazy(args)) => args.access(),
            Self::Reach(Lazy(args)) => args.access(),
            Self::Slip(Lazy(args)) => args.access(),
            Self::Clock(Lazy(args)) => args.access(),
            Self::Meeting(Lazy(args)) => args.access(),
            Self::Contact(Lazy(args)) => args.access(),
            Self::Goal(Lazy(args)) => args.access(),
            Self::Config(Lazy(args)) => args.access(),
            Self::Resume(_) | Self::Undo(_) => Access::Write,
            Self::Today(_) | Self::Streak(_) | Self::Attendance(_) | Self::Mood(_) => Access::Read,
            Self::Milestones(_) | Self::History(_) => Access::Read,
            Self::Completions(_) | Self::Help(_) => Access::None,
        }
    }

    fn run(self, app: &mut App<'_>) -> Outcome {
        match self {
            Self::Checkin(Lazy(args)) => checkin::run(args, app),
            Self::Attend(Lazy(args)) => attend::run(args, app),
            Self::Reach(Lazy(args)) => reach::run(args, app),
            Self::Slip(Lazy(args)) => slip::run(args, app),
            Self::Resume(Lazy(args)) => resume::run(&args, app),
            Self::Undo(Lazy(args)) => undo::run(&args, app),
            Self::Today(Lazy(args)) => today::run(&args, app),
            Self::Streak(Lazy(args)) => streak::run(&args, app),
            Self::Attendance(Lazy(args)) => attendance::run(&args, app),
            Self::Mood(Lazy(args)) => mood::run(&args, app),
            Self::Milestones(Lazy(args)) => milestones::run(&args, app),
            Self::History(Lazy(args)) => history::run(&args, app),
            Self::Clock(Lazy(args)) => clock::run(args, app),
            Self::Meeting(Lazy(args)) => meeting::run(args, app),
            Self::Contact(Lazy(args)) => contact::run(args, app),
            Self::Goal(Lazy(args)) => goal::run(args, app),
            Self::Config(Lazy(args)) => config::run(&args, app),
            Self::Completions(Lazy(args)) => completions::run(&args, app, Cli::command()),
            Self::Help(Lazy(args)) => help::run(&args, app, Cli::command()),
        }
    }
}

/// The whole definition of the command line, for tests that read it.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// Runs one command and prints its answer.
///
/// # Errors
/// Whatever the command met with; nothing was printed on standard output then.
pub fn run(args: impl IntoIterator<Item = OsString>, world: &mut World) -> Result<()> {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(answer) if !answer.use_stderr() => return print(&answer.render().to_string(), world),
        Err(wrong) => return Err(misunderstood(&wrong)),
    };
    let command = cli.command.unwrap_or_else(|| Command::Today(Lazy(today::Args::default())));
    let access = command.access();
    let folder = if access == Access::None { PathBuf::new() } else { folder(&cli.global, world)? };
    let view = command.run(&mut App::open(world, folder, access)?)?;
    show(view.as_ref(), &cli.global, world)
}

fn folder(global: &Global, world: &World) -> Result<PathBuf> {
    let named = global.data_dir.clone().or_else(|| world.data_dir.clone());
    named.ok_or_else(|| {
        Error::data("no home folder is known to keep data in").hint("name one with --data-dir or ONWARD_DATA_DIR")
    })
}

fn show(view: &dyn View, global: &Global, world: &mut World) -> Result<()> {
    if global.json {
        let text = json::render(view).map_err(|error| Error::refused("this cannot be written as JSON").cause(error))?;
        return print(&text, world);
    }
    let color = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => !world.color.never && (world.color.possible || world.color.always),
    };
    let width = world.terminal.map(|terminal| terminal.columns);
    let text = terminal::render(&view.document(), terminal::Look { width, color, ascii: world.ascii });
    let long = world.terminal.is_some_and(|terminal| text.lines().count() >= usize::from(terminal.rows));
    if long && view.pages() && pager::show(world.pager.as_deref(), &text) {
        return Ok(());
    }
    print(&text, world)
}

fn print(text: &str, world: &mut World) -> Result<()> {
    match world.out.write_all(text.as_bytes()).and_then(|()| world.out.flush()) {
        // The reader has seen enough: `onward history | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::refused("the answer could not be printed; what was recorded is kept").cause(error)),
        Ok(()) => Ok(()),
    }
}

/// What clap says of a wrong command line, in our form: what is wrong, then what to do.
fn misunderstood(wrong: &clap::Error) -> Error {
    let said = wrong.render().to_string();
    let body = said.strip_prefix("error: ").unwrap_or(&said);
    let mut lines =
        body.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let message = lines.next().unwrap_or("the command line could not be read").to_owned();
    let rest: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let (tips, details): (Vec<&str>, Vec<&str>) = rest.into_iter().partition(|line| line.starts_with("tip: "));
    let error = Error::usage(if details.is_empty() { message } else { format!("{message} {}", details.join(" ")) });
    let usage = said.lines().find_map(|line| line.strip_prefix("Usage: ")).map(|usage| format!("usage: {usage}; "));
    let tip = tips.first().map(|tip| tip.trim_start_matches("tip: ").to_owned());
    error.hint(tip.unwrap_or_else(|| format!("{}--help shows examples", usage.unwrap_or_default())))
}
