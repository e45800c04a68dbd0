//! `onward win`: small victories, kept to be seen again on a hard day.

use clap::Subcommand;

use super::args::{ListArgs, OnArgs, RemoveArgs, ShowArgs, recording};
use super::merge::merged;
use super::records;
use crate::app::{Access, App, Outcome, reads_as};
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::kept::{self, Kept};
use crate::domain::text::Text;
use crate::domain::win::Win;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::win::{Again, KeptItem, WinItem};
use crate::view::words::told;

/// A small victory, kept to be seen again on a hard day
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward win \"walked home the long way\"\n  onward win - --on yesterday            # from standard input\n  \
    onward win again\n\n\
    In a hard week `onward today` shows one from before, or what a check-in was\n\
    grateful for. A week is hard when the last 7 days have a day of use, or a mean\n\
    mood of 2.5 or less over two days or more, or a craving or an urge of 7 or more."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// One of the days before: the same all day, another one tomorrow
    #[command(after_help = "Examples:\n  onward win again\n  onward win again --json")]
    Again,
    /// Wins, newest first
    #[command(
        after_help = "Examples:\n  onward win list\n  onward win list --gratitude --since 2026-01-01    # and what you were grateful for"
    )]
    List(WinListArgs),
    /// One win with all it says
    #[command(after_help = "Examples:\n  onward win show 456789ab\n  onward win show 456789ab --json")]
    Show(ShowArgs),
    /// Change a win
    #[command(
        after_help = "Examples:\n  onward win edit 456789ab --on yesterday\n  onward win edit 456789ab --text \"walked home past the bar\""
    )]
    Edit(EditArgs),
    /// Remove a win
    #[command(after_help = "Examples:\n  onward win remove 456789ab\n  onward win remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// A win to keep.
#[derive(Debug, clap::Args)]
struct Entry {
    /// What it was; "-" reads it from standard input
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    on: OnArgs,
}

/// Which wins a list shows.
#[derive(Debug, clap::Args)]
struct WinListArgs {
    /// Also what check-ins were grateful for
    #[arg(long)]
    gratitude: bool,
    #[command(flatten)]
    list: ListArgs,
}

/// What is to be changed about a win.
#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// What it was; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        if self.command.is_none() { recording([&self.entry.text]) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let item = |_: &Store, win: Win| Ok(WinItem::from(win));
    match args.command {
        None => add(&args.entry, app),
        Some(Command::Again) => again(app),
        Some(Command::List(args)) if args.gratitude => list_kept(&args.list, app),
        Some(Command::List(args)) => records::list(&args.list, app, item),
        Some(Command::Show(args)) => records::show(&args, app, item),
        Some(Command::Edit(args)) => edit(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

fn add(entry: &Entry, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", entry.on.on)?;
    let text = match &entry.text {
        Some(text) => app.text("TEXT", text)?.ok_or_else(empty)?,
        None => ask(app)?,
    };
    app.write("win", |app, writer| {
        let win = Win { id: app.new_id(), day, text, recorded_at: app.now };
        writer.insert(&win)?;
        Ok(answer(app, win, "Kept for", ""))
    })
}

fn empty() -> Error {
    Error::usage("TEXT is empty").hint("onward win \"walked home the long way\"")
}

fn ask(app: &mut App<'_>) -> Result<Text> {
    let Some(questions) = app.questions() else {
        return Err(Error::usage("TEXT is missing").hint("onward win \"walked home the long way\""));
    };
    let text = questions.text("What went well?", "however small", reads_as::<Text>)?;
    text.map(|text| text.parse()).transpose()?.ok_or_else(|| Error::refused("nothing was said; nothing was recorded"))
}

fn answer(app: &App<'_>, win: Win, now: &str, later: &str) -> Change<WinItem> {
    let day = win.day;
    let item = WinItem::from(win);
    let now = format!("{now} {}: {}", told(day, app.today), item.quoted());
    let said = Said { now, later: format!("{later}{}", item.told()), more: Vec::new() };
    Change::new(app.today, item, said)
}

fn edit(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Win>(&args.id)?;
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let text = args.text.as_deref().map(|text| app.text("--text", text)?.ok_or_else(empty)).transpose()?;
    app.write("win edit", |app, writer| {
        let after = merged(app, writer, &shown, &format!("win show {}", args.id), |win| {
            Ok(Win { day: day.unwrap_or(win.day), text: text.unwrap_or(win.text), ..win })
        })?
        .after;
        writer.update(&after)?;
        Ok(answer(app, after, "Changed for", "changed "))
    })
}

/// Wins and gratitude together.
fn list_kept(args: &ListArgs, app: &App<'_>) -> Outcome {
    let (since, until) = records::window(args, app)?;
    let found = app.store.newest_kept(since, until, args.limit)?;
    records::list_of(app, found, |kept| Ok(KeptItem::from(kept)))
}

/// The small good thing whose turn it is today, among those of the days before it.
///
/// # Errors
/// When the data file cannot be read.
pub fn kept_today(app: &App<'_>) -> Result<Option<Kept>> {
    let (store, day) = (&app.store, app.today);
    let begin = app.wall_clock().at(day, app.settings.day_start.0);
    let turn = kept::turn(day, store.kept_before(day, begin)?);
    turn.map(|nth| store.nth_kept_before(day, begin, nth)).transpose()
}

fn again(app: &App<'_>) -> Outcome {
    let past = kept_today(app)?;
    // Whoever began today is shown what there is.
    let kept = past.map_or_else(|| app.store.newest_kept(None, Some(app.today), 1), |kept| Ok(vec![kept]))?;
    Ok(Box::new(Again { as_of: app.today, kept: kept.into_iter().next().map(Into::into) }))
}
