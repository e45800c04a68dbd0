//! `onward remind`: a daily reminder that this machine keeps, without a server and without onward running.

use clap::Subcommand;

use super::due::open_today;
use crate::app::{Access, App, Outcome};
use crate::domain::moment::TimeOfDay;
use crate::domain::remind::{Daily, Keeper};
use crate::error::Error;
use crate::view::remind::{Kept, Plan, Reminded, Reminders, TakenAway};
use crate::view::words::listed;

/// A daily reminder by this machine: install, show, remove, now
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward remind install --at 21:00\n  onward remind remove\n\n\
    Once a day this machine looks at what `onward due` looks at, and shows a notification only when\n\
    something is open.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Remind every day at a time; shows what it will write, and asks
    #[command(after_help = "Examples:\n  onward remind install --at 21:00\n  \
        onward remind install --at 21:00 --discreet --print\n\n\
        A notification says what kind of thing is open, and names no clock, meeting or person. With\n\
        --discreet it says \"A note for today\", and not even onward.")]
    Install(InstallArgs),
    /// The reminder that is installed, and where
    #[command(after_help = "Examples:\n  onward remind show\n  onward remind show --json")]
    Show,
    /// Take the reminder away, and nothing else
    #[command(after_help = "Examples:\n  onward remind remove\n  onward remind remove --yes")]
    Remove(RemoveArgs),
    /// Look now, and show a notification when something is open: what the timer runs
    #[command(after_help = "Examples:\n  onward remind now\n  onward remind now --discreet\n\n\
        Where no notification can be shown, it prints the words. The exit code is 0 either way.")]
    Now(NowArgs),
}

#[derive(Debug, clap::Args)]
struct InstallArgs {
    /// When, by the clock on the wall: 21:00
    #[arg(long, value_name = "TIME")]
    at: TimeOfDay,
    /// A notification that names nothing, not even onward
    #[arg(long)]
    discreet: bool,
    /// systemd, launchd or crontab, in place of what this machine has
    #[arg(long, value_name = "KEEPER")]
    with: Option<Keeper>,
    /// Only print what would be written
    #[arg(long, conflicts_with = "yes")]
    print: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, clap::Args)]
struct NowArgs {
    /// Words that name nothing
    #[arg(long)]
    discreet: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        if matches!(self.command, Command::Now(_)) { Access::Reminder } else { Access::None }
    }
}

/// Answers.
///
/// # Errors
/// When the machine will not keep a reminder, the answer is no, or the data cannot be read.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        Command::Install(args) => install(&args, app),
        Command::Show => Ok(Box::new(Reminders { as_of: app.today, reminders: App::kept_reminders()? })),
        Command::Remove(args) => remove(&args, app),
        Command::Now(args) => now(&args, app),
    }
}

fn install(args: &InstallArgs, app: &mut App<'_>) -> Outcome {
    let keeper = args.with.map_or_else(App::usual_keeper, Ok)?;
    let reminder = app.reminder(Daily { at: args.at, discreet: args.discreet })?;
    let writes = App::pieces(keeper, &reminder)?;
    let places = writes.iter().map(|piece| piece.place.clone()).collect();
    let mut plan = Plan {
        as_of: app.today,
        reminder: Kept { kind: keeper, at: Some(args.at), discreet: Some(args.discreet), places },
        writes,
        replaces: App::kept_reminders()?,
        installed: false,
    };
    if args.print {
        return Ok(Box::new(plan));
    }
    let asked = if app.questions().is_some() { plan.question() } else { "This installs a reminder.".to_owned() };
    app.ask(&asked, args.yes, "--print shows what would be written")?;
    app.keep_reminder(keeper, &reminder)?;
    plan.installed = true;
    Ok(Box::new(plan))
}

fn remove(args: &RemoveArgs, app: &mut App<'_>) -> Outcome {
    let removed = App::kept_reminders()?;
    if removed.is_empty() {
        return Err(Error::refused("no reminder is installed").hint("`onward remind install --at 21:00` installs one"));
    }
    let told: Vec<String> = removed.iter().map(Kept::told).collect();
    let places: Vec<String> = removed.iter().flat_map(|kept| kept.places.iter().cloned()).collect();
    let what = format!("This takes away the reminder {}: {}.", listed(&told), listed(&places));
    app.ask(&what, args.yes, "`onward remind install` would write it anew")?;
    removed.iter().try_for_each(|kept| App::remove_reminder(kept.kind))?;
    Ok(Box::new(TakenAway { as_of: app.today, removed }))
}

fn now(args: &NowArgs, app: &App<'_>) -> Outcome {
    let open = open_today(app)?;
    let open = if args.discreet { open.discreet() } else { open };
    let (title, text) = open.notification();
    let notified = open.is_open() && App::notify(title, &text);
    Ok(Box::new(Reminded { open, notified }))
}
