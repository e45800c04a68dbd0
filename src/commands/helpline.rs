//! `onward helpline`: whom to call, by country: what comes with onward, and lines of the person's own.

use clap::Subcommand;

use super::args::Or;
use crate::app::{Access, App, Outcome};
use crate::domain::day::{Day, DayArg};
use crate::domain::helpline::{Helpline, Known, built_in, known, of_country};
use crate::domain::lookup::{Found, find};
use crate::domain::setting::Country;
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::store::{Store, Writer};
use crate::view::change::Said;
use crate::view::document::{Block, Line};
use crate::view::helpline::{ChangedHelpline, HelplineView, Helplines};
use crate::view::history::Plain;
use crate::view::words::{listed, typed};

/// Helplines of your country, and lines of your own
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward helpline list\n  onward helpline add \"The clinic\" \"020 7946 0000\" --hours \"weekdays\""
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Helplines of your country with the month they were checked
    #[command(after_help = "Examples:\n  onward helpline list\n  onward helpline list --all --json")]
    List(ListArgs),
    /// Add a helpline; one of a name that is there already stands in its place
    #[command(
        after_help = "Examples:\n  onward helpline add \"The clinic\" \"020 7946 0000\" --hours \"weekdays 9 to 5\"\n  \
        onward helpline add Samaritans \"116 123\" --country UK --checked yesterday"
    )]
    Add(AddArgs),
    /// Change a helpline; of a built-in one your version is kept in its place
    #[command(
        after_help = "Examples:\n  onward helpline edit clinic --how \"020 7946 0001\"\n  onward helpline edit samaritans --checked today"
    )]
    Edit(EditArgs),
    /// Remove a line of your own; a built-in one of its name is back then
    #[command(after_help = "Examples:\n  onward helpline remove clinic\n  onward helpline remove clinic --yes")]
    Remove(RemoveArgs),
    /// Leave a helpline out of sos; --off shows it again
    #[command(after_help = "Examples:\n  onward helpline hide frank\n  onward helpline hide frank --off")]
    Hide(HideArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// Of every country
    #[arg(long, conflicts_with = "country")]
    all: bool,
    /// Of this country, by its two letters
    #[arg(long, value_name = "COUNTRY")]
    country: Option<Country>,
}

/// Which helpline is meant.
#[derive(Debug, clap::Args)]
struct WhichArgs {
    /// The name, or a part of it
    #[arg(value_name = "NAME")]
    name: String,
    /// The country it serves, where that does not follow
    #[arg(long, value_name = "COUNTRY")]
    country: Option<Country>,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// Who answers
    #[arg(value_name = "NAME")]
    name: Name,
    /// How to reach them: a number first, then what else is to be said
    #[arg(value_name = "HOW")]
    how: Name,
    /// The country it serves, by its two letters; yours unless you say otherwise
    #[arg(long, value_name = "COUNTRY")]
    country: Option<Country>,
    /// When they answer
    #[arg(long, value_name = "TEXT")]
    hours: Option<Name>,
    /// The day you checked it
    #[arg(long, value_name = "DAY", default_value = "today", allow_hyphen_values = true)]
    checked: DayArg,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Another name; of a line of your own
    #[arg(long, value_name = "NEW NAME")]
    rename: Option<Name>,
    /// How to reach them
    #[arg(long, value_name = "TEXT")]
    how: Option<Name>,
    /// When they answer, or "none"
    #[arg(long, value_name = "TEXT")]
    hours: Option<Or<Name>>,
    /// The day you checked it; today where something else changes
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    checked: Option<DayArg>,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, clap::Args)]
struct HideArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Show it again
    #[arg(long)]
    off: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        Command::List(args) => list(&args, app),
        Command::Add(args) => add(args, app),
        Command::Edit(args) => edit(args, app),
        Command::Remove(args) => remove(&args, app),
        Command::Hide(args) => hide(&args, app),
    }
}

fn list(args: &ListArgs, app: &App<'_>) -> Outcome {
    let country = if args.all { None } else { args.country.as_ref().or(app.country()).cloned() };
    let found = of_country(known(&app.store.own_helplines()?), country.as_ref());
    let helplines = found.iter().map(HelplineView::from).collect();
    Ok(Box::new(Helplines { as_of: app.today, country, helplines }))
}

/// The one that is meant: of the country named, else of the person's own country, else of any.
fn which(args: &WhichArgs, app: &App<'_>, store: &Store) -> Result<Known> {
    let all = known(&store.own_helplines()?);
    if let Some(country) = &args.country {
        let of_it: Vec<Known> = all.into_iter().filter(|known| known.country == *country).collect();
        return one(&args.name, &of_it);
    }
    let near = of_country(all.clone(), app.country());
    match find(&args.name, &near, |known| &known.name) {
        Found::Near(_) => one(&args.name, &all),
        _ => one(&args.name, &near),
    }
}

fn one(wanted: &str, all: &[Known]) -> Result<Known> {
    let names = |some: &[&Known]| {
        listed(&some.iter().map(|known| format!("\"{}\" ({})", known.name, known.country.title())).collect::<Vec<_>>())
    };
    match find(wanted, all, |known| &known.name) {
        Found::One(found) => Ok(found.clone()),
        Found::Many(many) => Err(Error::refused(format!("\"{wanted}\" fits more than one helpline: {}", names(&many)))
            .hint("write more of the name, or name the country: --country UK")),
        Found::Near(near) => {
            let error = Error::refused(format!("there is no helpline named \"{wanted}\""));
            Err(if near.is_empty() {
                error.hint("`onward helpline list --all` shows them all")
            } else {
                error.hint(format!("did you mean {}?", names(&near)))
            })
        }
    }
}

/// The row that stands, or is to stand, for this one.
fn row(app: &App<'_>, known: &Known) -> Helpline {
    Helpline {
        id: known.own.unwrap_or_else(|| app.new_id()),
        country: known.country.clone(),
        name: known.name.clone(),
        how: known.how.clone(),
        hours: known.hours.clone(),
        checked_on: known.checked_on,
        hidden: known.hidden,
        recorded_at: app.now,
    }
}

/// Writes the row that stands for this one: a new one where a built-in one had none.
fn write(writer: &Writer<'_>, known: &Known, row: &Helpline) -> Result<()> {
    if known.own.is_some() { writer.update(row) } else { writer.insert(row) }
}

fn changed(app: &App<'_>, row: &Helpline, now: &str, later: &str) -> Plain<ChangedHelpline> {
    said(app, HelplineView::from(&Known::from(row)), false, now, later)
}

fn said(app: &App<'_>, helpline: HelplineView, removed: bool, now: &str, later: &str) -> Plain<ChangedHelpline> {
    let told = helpline.told();
    let said = Said { now: format!("{now}: {told}"), later: format!("{later} {told}"), more: Vec::new() };
    Plain { as_of: app.today, keys: ChangedHelpline { helpline, removed }, said, changed: true }
}

fn checked(app: &App<'_>, day: DayArg) -> Result<Day> {
    app.past_day("--checked", day)
}

fn add(args: AddArgs, app: &mut App<'_>) -> Outcome {
    let checked_on = checked(app, args.checked)?;
    let missing =
        || Error::usage("--country is missing").hint("--country UK, or for good: onward config set country UK");
    let country = args.country.or_else(|| app.country().cloned()).ok_or_else(missing)?;
    app.write("helpline add", |app, writer| {
        let all = known(&writer.own_helplines()?);
        let there = all.into_iter().find(|known| known.is(&country, &args.name));
        if let Some(own) = there.as_ref().filter(|known| known.own.is_some() && !known.hidden) {
            let name = typed(own.name.as_str());
            return Err(Error::refused(format!("there is a helpline named \"{}\" of your own already", own.name))
                .hint(format!("to change it: onward helpline edit {name} --how ...")));
        }
        let empty = Known {
            country,
            name: args.name,
            how: args.how,
            hours: args.hours,
            checked_on,
            own: there.as_ref().and_then(|known| known.own),
            hidden: false,
        };
        let new = row(app, &empty);
        write(writer, &empty, &new)?;
        Ok(changed(app, &new, if there.is_some() { "Added in its place" } else { "Added" }, "added"))
    })
}

fn edit(args: EditArgs, app: &mut App<'_>) -> Outcome {
    let given = args.checked.map(|day| checked(app, day)).transpose()?;
    let differs = args.rename.is_some() || args.how.is_some() || args.hours.is_some();
    app.write("helpline edit", |app, writer| {
        let before = which(&args.which, app, writer)?;
        let built_in = built_in().iter().any(|known| known.is(&before.country, &before.name));
        if let Some(name) = args.rename.as_ref().filter(|_| built_in) {
            return Err(Error::refused(format!("\"{}\" comes with onward and keeps its name", before.name))
                .hint(format!("hide it, and add {} as your own", typed(name.as_str()))));
        }
        let taken = |name: &Name| {
            let all = known(&writer.own_helplines()?);
            Ok::<bool, Error>(all.iter().any(|other| other.is(&before.country, name) && other.own != before.own))
        };
        if let Some(name) = &args.rename
            && taken(name)?
        {
            return Err(
                Error::refused(format!("there is a helpline named \"{name}\" already")).hint("choose another name")
            );
        }
        let today = if differs { app.today } else { before.checked_on };
        let old = row(app, &before);
        let new = Helpline {
            name: args.rename.unwrap_or(old.name),
            how: args.how.unwrap_or(old.how),
            hours: Or::over(args.hours, old.hours),
            checked_on: given.unwrap_or(today),
            ..old
        };
        if differs || given.is_some() {
            write(writer, &before, &new)?;
        }
        Ok(changed(app, &new, "Changed", "changed"))
    })
}

fn remove(args: &RemoveArgs, app: &mut App<'_>) -> Outcome {
    let own = |app: &App<'_>, store: &Store| {
        let found = which(&args.which, app, store)?;
        if found.own.is_some() { Ok(found) } else { Err(comes_with_onward(&found)) }
    };
    let shown = own(app, &app.store)?;
    let told = HelplineView::from(&shown).told();
    app.confirm(&format!("This removes your {told}."), args.yes)?;
    app.write("helpline remove", |app, writer| {
        let found = own(app, writer).map_err(|error| app.overtaken(error))?;
        if found != shown {
            return Err(Error::refused("this helpline was changed in another terminal meanwhile; it was not removed")
                .hint("run the same command again, which shows it as it is now"));
        }
        writer.remove(&row(app, &found))?;
        let mut view = said(app, HelplineView::from(&found), true, "Removed", "removed");
        if built_in().iter().any(|known| known.is(&found.country, &found.name)) {
            view.said.more.push(Block::Text(Line::from("The one that comes with onward is shown again.")));
        }
        Ok(view)
    })
}

fn comes_with_onward(found: &Known) -> Error {
    Error::refused(format!("\"{}\" comes with onward and cannot be removed", found.name))
        .hint(format!("to leave it out: onward helpline hide {}", typed(found.name.as_str())))
}

fn hide(args: &HideArgs, app: &mut App<'_>) -> Outcome {
    app.write("helpline hide", |app, writer| {
        let before = which(&args.which, app, writer)?;
        let after = Helpline { hidden: !args.off, ..row(app, &before) };
        if before.hidden != after.hidden {
            let as_it_comes =
                |known: &Known| Known { own: before.own, hidden: before.hidden, ..known.clone() } == before;
            if args.off && built_in().iter().any(as_it_comes) {
                // The row said nothing but that it is hidden.
                writer.remove(&after)?;
            } else {
                write(writer, &before, &after)?;
            }
        }
        let (now, later) = if args.off { ("Shown again", "showed again") } else { ("Hidden", "hid") };
        Ok(changed(app, &after, now, later))
    })
}
