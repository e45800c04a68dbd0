//! The bell board: the flags that every command takes, the commands, and which renderer answers.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use crate::app::unlock::would_ask;
use crate::app::{Access, App, Outcome};
use crate::commands::args::Lazy;
use crate::commands::*;
use crate::domain::shared::Format;
use crate::error::{Error, Result};
use crate::letters::visible;
use crate::render::{html, json, markdown, terminal};
use crate::view::View;
use crate::world::{World, pager};

/// A private companion for people who recover with the help of others
#[derive(Debug, Parser)]
#[command(name = "onward", version, override_help = help::SCREEN, disable_help_subcommand = true)]
pub struct Cli {
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
    Urge(Lazy<urge::Args>),
    Win(Lazy<win::Args>),
    Slip(Lazy<slip::Args>),
    Sos(Lazy<sos::Args>),
    Plan(Lazy<plan::Args>),
    Helpline(Lazy<helpline::Args>),
    Resume(Lazy<resume::Args>),
    Undo(Lazy<undo::Args>),
    Redo(Lazy<redo::Args>),
    Today(Lazy<today::Args>),
    Due(Lazy<due::Args>),
    Streak(Lazy<streak::Args>),
    Attendance(Lazy<attendance::Args>),
    Mood(Lazy<mood::Args>),
    Calendar(Lazy<calendar::Args>),
    Urges(Lazy<urges::Args>),
    Milestones(Lazy<milestones::Args>),
    History(Lazy<history::Args>),
    Insight(Lazy<insight::Args>),
    Report(Lazy<report::Args>),
    Shared(Lazy<shared::Args>),
    Step(Lazy<step::Args>),
    Smart(Lazy<smart::Args>),
    Clock(Lazy<clock::Args>),
    Meeting(Lazy<meeting::Args>),
    Contact(Lazy<contact::Args>),
    Programme(Lazy<programme::Args>),
    Goal(Lazy<goal::Args>),
    Export(Lazy<export::Args>),
    Import(Lazy<import::Args>),
    Config(Lazy<config::Args>),
    Protect(Lazy<protect::Args>),
    Backup(Lazy<backup::Args>),
    Restore(Lazy<restore::Args>),
    Doctor(Lazy<doctor::Args>),
    Erase(Lazy<erase::Args>),
    Remind(Lazy<remind::Args>),
    Completions(Lazy<completions::Args>),
    Man(Lazy<man::Args>),
    Help(Lazy<help::Args>),
}

impl Command {
    /// What it does with the data: each command says it beside its arguments.
    fn access(&self) -> Access {
        match self {
            Self::Checkin(Lazy(args)) => args.access(),
            Self::Attend(Lazy(args)) => args.access(),
            Self::Reach(Lazy(args)) => args.access(),
            Self::Urge(Lazy(args)) => args.access(),
            Self::Win(Lazy(args)) => args.access(),
            Self::Slip(Lazy(args)) => args.access(),
            Self::Sos(Lazy(args)) => args.access(),
            Self::Plan(Lazy(args)) => args.access(),
            Self::Helpline(Lazy(args)) => args.access(),
            Self::Resume(Lazy(args)) => args.access(),
            Self::Undo(Lazy(args)) => args.access(),
            Self::Redo(Lazy(args)) => args.access(),
            Self::Today(Lazy(args)) => args.access(),
            Self::Due(Lazy(args)) => args.access(),
            Self::Streak(Lazy(args)) => args.access(),
            Self::Attendance(Lazy(args)) => args.access(),
            Self::Mood(Lazy(args)) => args.access(),
            Self::Calendar(Lazy(args)) => args.access(),
            Self::Urges(Lazy(args)) => args.access(),
            Self::Milestones(Lazy(args)) => args.access(),
            Self::History(Lazy(args)) => args.access(),
            Self::Insight(Lazy(args)) => args.access(),
            Self::Report(Lazy(args)) => args.access(),
            Self::Shared(Lazy(args)) => args.access(),
            Self::Step(Lazy(args)) => args.access(),
            Self::Smart(Lazy(args)) => args.access(),
            Self::Clock(Lazy(args)) => args.access(),
            Self::Meeting(Lazy(args)) => args.access(),
            Self::Contact(Lazy(args)) => args.access(),
            Self::Programme(Lazy(args)) => args.access(),
            Self::Goal(Lazy(args)) => args.access(),
            Self::Export(Lazy(args)) => args.access(),
            Self::Import(Lazy(args)) => args.access(),
            Self::Config(Lazy(args)) => args.access(),
            Self::Protect(Lazy(args)) => args.access(),
            Self::Backup(Lazy(args)) => args.access(),
            Self::Restore(Lazy(args)) => args.access(),
            Self::Doctor(Lazy(args)) => args.access(),
            Self::Erase(Lazy(args)) => args.access(),
            Self::Remind(Lazy(args)) => args.access(),
            Self::Completions(Lazy(args)) => args.access(),
            Self::Man(Lazy(args)) => args.access(),
            Self::Help(Lazy(args)) => args.access(),
        }
    }

    fn run(self, app: &mut App<'_>) -> Outcome {
        match self {
            Self::Checkin(Lazy(args)) => checkin::run(args, app),
            Self::Attend(Lazy(args)) => attend::run(args, app),
            Self::Reach(Lazy(args)) => reach::run(args, app),
            Self::Urge(Lazy(args)) => urge::run(args, app),
            Self::Win(Lazy(args)) => win::run(args, app),
            Self::Slip(Lazy(args)) => slip::run(args, app),
            Self::Sos(Lazy(args)) => sos::run(&args, app),
            Self::Plan(Lazy(args)) => plan::run(args, app),
            Self::Helpline(Lazy(args)) => helpline::run(args, app),
            Self::Resume(Lazy(args)) => resume::run(&args, app),
            Self::Undo(Lazy(args)) => undo::run(&args, app),
            Self::Redo(Lazy(args)) => redo::run(&args, app),
            Self::Today(Lazy(args)) => today::run(&args, app),
            Self::Due(Lazy(args)) => due::run(&args, app),
            Self::Streak(Lazy(args)) => streak::run(&args, app),
            Self::Attendance(Lazy(args)) => attendance::run(&args, app),
            Self::Mood(Lazy(args)) => mood::run(&args, app),
            Self::Calendar(Lazy(args)) => calendar::run(&args, app),
            Self::Urges(Lazy(args)) => urges::run(&args, app),
            Self::Milestones(Lazy(args)) => milestones::run(&args, app),
            Self::History(Lazy(args)) => history::run(&args, app),
            Self::Insight(Lazy(args)) => insight::run(&args, app),
            Self::Report(Lazy(args)) => report::run(&args, app),
            Self::Shared(Lazy(args)) => shared::run(&args, app),
            Self::Step(Lazy(args)) => step::run(args, app),
            Self::Smart(Lazy(args)) => smart::run(args, app),
            Self::Clock(Lazy(args)) => clock::run(args, app),
            Self::Meeting(Lazy(args)) => meeting::run(args, app),
            Self::Contact(Lazy(args)) => contact::run(args, app),
            Self::Programme(Lazy(args)) => programme::run(args, app),
            Self::Goal(Lazy(args)) => goal::run(args, app),
            Self::Export(Lazy(args)) => export::run(&args, app),
            Self::Import(Lazy(args)) => import::run(&args, app),
            Self::Config(Lazy(args)) => config::run(&args, app),
            Self::Protect(Lazy(args)) => protect::run(&args, app),
            Self::Backup(Lazy(args)) => backup::run(&args, app),
            Self::Restore(Lazy(args)) => restore::run(&args, app),
            Self::Doctor(Lazy(args)) => doctor::run(&args, app),
            Self::Erase(Lazy(args)) => erase::run(&args, app),
            Self::Remind(Lazy(args)) => remind::run(args, app),
            Self::Completions(Lazy(args)) => completions::run(&args, app, Cli::command()),
            Self::Man(Lazy(args)) => man::run(&args, app, Cli::command()),
            Self::Help(Lazy(args)) => help::run(&args, app, Cli::command()),
        }
    }
}

/// The whole definition of the command line, for tests that read it.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// What a command line comes to.
pub enum Parsed {
    /// Text to print: the version, or help.
    Text(String),
    /// A command to run, and what it does with the data.
    Asked(Box<Cli>, Access),
}

/// Understands a command line, without looking at anything else.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) when it cannot be understood.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Parsed> {
    let words: Vec<OsString> = args.into_iter().collect();
    match Cli::try_parse_from(&words) {
        Ok(cli) => {
            let access = cli.command.as_ref().map_or(Access::Read, Command::access);
            Ok(Parsed::Asked(Box::new(cli), access))
        }
        Err(answer) if !answer.use_stderr() => Ok(Parsed::Text(answer.render().to_string())),
        Err(wrong) => Err(misunderstood(&wrong, &words)),
    }
}

/// Runs one command, prints its answer and returns the exit code.
///
/// # Errors
/// Whatever the command met with; nothing was printed on standard output then.
pub fn run(cli: Cli, access: Access, world: &mut World) -> Result<u8> {
    // Who reads a document does not watch it being made.
    world.bars &= !cli.global.json;
    let command = cli.command.unwrap_or_else(|| Command::Today(Lazy(today::Args::default())));
    let folder = folder(&cli.global, world);
    let mut app = match access {
        // What needs no data works where no folder for it is known.
        Access::None => App::open(world, folder.unwrap_or_default(), access)?,
        Access::Urgent { ask } => App::open_urgently(world, folder, ask)?,
        Access::Glance if matches!(&folder, Ok(folder) if would_ask(folder)?) => return Ok(0),
        _ => App::open(world, folder?, access)?,
    };
    let view = command.run(&mut app).map_err(|error| app.keeping(error))?;
    let view = deliver(view, &mut app, cli.global.json)?;
    drop(app);
    show(view.as_ref(), &cli.global, world)?;
    Ok(view.exit_code())
}

fn folder(global: &Global, world: &World) -> Result<PathBuf> {
    let named = global.data_dir.clone().or_else(|| world.data_dir.clone());
    named.ok_or_else(|| {
        Error::data("no home folder is known to keep data in").hint("name one with --data-dir or ONWARD_DATA_DIR")
    })
}

/// Writes an answer that belongs into a file, and answers with what was written.
fn deliver(view: Box<dyn View>, app: &mut App<'_>, json: bool) -> Outcome {
    let Some((order, file)) = view.order().and_then(|order| Some((order, order.file.as_ref()?))) else {
        return Ok(view);
    };
    app.could_deliver(order, json)?;
    let format = order.format(json);
    let usual = app.deliver(file, format, page(view.as_ref(), format)?.as_bytes())?;
    Ok(view.delivered().unwrap_or(usual))
}

/// Text in a file is as wide as a page of a letter.
const PAGE: u16 = 80;

/// An answer as the text of a file.
fn page(view: &dyn View, format: Format) -> Result<String> {
    let look = terminal::Look { width: Some(PAGE), color: false, ascii: false, links: false };
    match format {
        Format::Html => Ok(html::page(&view.document())),
        Format::Markdown => Ok(markdown::render(&view.document())),
        Format::Json => {
            json::render(view).map_err(|error| Error::refused("this cannot be written as JSON").cause(error))
        }
        Format::Text => Ok(terminal::render(&view.document(), look)),
    }
}

fn show(view: &dyn View, global: &Global, world: &mut World) -> Result<()> {
    if let Some(aside) = view.aside() {
        // Where standard error is closed, the answer has to do.
        let _ = writeln!(world.err, "{}", visible(&aside));
    }
    if let Some(text) = view.exactly() {
        return print_as_it_is(text, world);
    }
    let format = view.order().map(|order| order.format(global.json)).or(global.json.then_some(Format::Json));
    if let Some(format) = format {
        if global.json && format != Format::Json {
            return Err(Error::usage(format!("--json and --{format} both ask for standard output"))
                .hint("leave one out, or name a file: -o FILE"));
        }
        return print_as_it_is(&page(view, format)?, world);
    }
    let color = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => !world.color.never && (world.color.possible || world.color.always),
    };
    let width = world.terminal.map(|terminal| terminal.columns);
    let text = terminal::render(
        &view.document(),
        terminal::Look { width, color, ascii: world.ascii, links: color && world.links },
    );
    let long = world.terminal.is_some_and(|terminal| text.lines().count() >= usize::from(terminal.rows));
    if long && view.pages() && pager::show(world.pager.as_deref(), &text) {
        return Ok(());
    }
    print(&text, &mut world.out)
}

/// Prints a text that has its form already. A file or another program gets it as it is; a terminal only what cannot
/// steer it.
fn print_as_it_is(text: &str, world: &mut World) -> Result<()> {
    if world.terminal.is_some() { print(&visible(text), &mut world.out) } else { print(text, &mut world.out) }
}

/// Prints an answer. A reader who has seen enough and left is no error: `onward history | head`.
///
/// # Errors
/// When it cannot be printed.
pub fn print(text: &str, out: &mut dyn Write) -> Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::refused("the answer could not be printed; what was recorded is kept").cause(error)),
        Ok(()) => Ok(()),
    }
}

/// What clap says of a wrong command line, in our form: what is wrong, then what to do.
fn misunderstood(wrong: &clap::Error, words: &[OsString]) -> Error {
    let (path, command) = asked(words);
    if wrong.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        return Error::usage(format!("{path} needs one of: {}", known.join(", ")))
            .hint(format!("{path} --help shows examples"));
    }
    let said = wrong.render().to_string();
    let body = said.strip_prefix("error: ").unwrap_or(&said);
    let body =
        body.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let (tips, message): (Vec<&str>, Vec<&str>) =
        body.filter(|line| !line.is_empty()).partition(|line| line.starts_with("tip: "));
    let hint = tips.first().map(|tip| tip.trim_start_matches("tip: ").to_owned());
    Error::usage(message.join(" ")).hint(hint.unwrap_or_else(|| format!("{path} --help shows examples")))
}

/// The command that the words begin with, and how it is written: `onward clock add`.
fn asked(words: &[OsString]) -> (String, clap::Command) {
    let mut command = Cli::command();
    command.build();
    let mut path = "onward".to_owned();
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        let Some(found) = command.find_subcommand(word).cloned() else { continue };
        path = format!("{path} {word}");
        command = found;
    }
    (path, command)
}
