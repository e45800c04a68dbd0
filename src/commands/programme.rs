//! `onward programme`: programmes of the person's own, and how the known ones are spoken of.

use clap::Subcommand;

use super::args::{MilestonesArg, NameArgs, Or, RemoveNameArgs};
use super::merge::as_shown;
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::invalid::Invalid;
use crate::domain::lookup::{Found, find};
use crate::domain::programme::{BUILT_IN, OwnProgramme, Programme};
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::document::Block;
use crate::view::item::{Item, One};
use crate::view::programme::ProgrammeItem;
use crate::view::words::{counted, listed, typed};

/// Programmes and their words: add, list, show, edit, remove
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward programme add \"Women for Recovery\" --steps 6 --helper mentor --token bead\n  onward programme list\n\n\
    A programme needs no adding to be named; adding one says how it is spoken of. `onward help programmes` says more."
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a programme, or your own words for one that is built in
    #[command(
        after_help = "Examples:\n  onward programme add wfr --title \"Women for Recovery\" --steps 6 --helper mentor --token bead --milestones \"30d=first bead,1y\"\n  onward programme add aa --token medallion"
    )]
    Add(AddArgs),
    /// Every programme that is known
    #[command(after_help = "Examples:\n  onward programme list\n  onward programme list --json")]
    List,
    /// One programme
    #[command(after_help = "Examples:\n  onward programme show smart\n  onward programme show wfr --json")]
    Show(NameArgs),
    /// Change a programme of your own; clocks keep the milestones they have
    #[command(
        after_help = "Examples:\n  onward programme edit wfr --helper guide\n  onward programme edit wfr --token none --milestones 30d,1y"
    )]
    Edit(EditArgs),
    /// Remove a programme of your own; no record changes
    #[command(after_help = "Examples:\n  onward programme remove wfr\n  onward programme remove wfr --yes")]
    Remove(RemoveNameArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What clocks, meetings and contacts call it; kept in lower case
    #[arg(value_name = "NAME")]
    name: Name,
    #[command(flatten)]
    what: WhatArgs,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The name, or a part of it
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[command(flatten)]
    what: WhatArgs,
}

/// How a programme is spoken of.
#[derive(Debug, clap::Args)]
struct WhatArgs {
    /// Its name as people write it
    #[arg(long, value_name = "TEXT")]
    title: Option<Name>,
    /// How many steps it has; 0 for none, and then one takes part and nobody shares
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    steps: Option<u8>,
    /// What the person is called who helps: sponsor, facilitator, mentor
    #[arg(long, value_name = "WORD")]
    helper: Option<Name>,
    /// What marks a milestone: chip, key tag, bead; or "none"
    #[arg(long, value_name = "WORD")]
    token: Option<Or<Name>>,
    /// What its clocks count by: aa, na, plain, none, or an own list like 30d=first bead,1y
    #[arg(long, value_name = "SET")]
    milestones: Option<MilestonesArg>,
}

impl WhatArgs {
    /// The programme with what was given in place of what it had.
    fn over(self, before: OwnProgramme, own: &[OwnProgramme]) -> Result<OwnProgramme> {
        Ok(OwnProgramme {
            title: self.title.unwrap_or(before.title),
            steps: self.steps.unwrap_or(before.steps),
            helper: self.helper.unwrap_or(before.helper),
            token: Or::over(self.token, before.token),
            milestones: self.milestones.map_or(Ok(before.milestones), |given| given.resolve(own))?,
            ..before
        })
    }
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
        Command::Add(args) => add(args, app),
        Command::List => {
            let own = app.store.own_programmes()?;
            records::list_of(app, known(&own)?, |programme| Ok(ProgrammeItem::new(&programme, &own)))
        }
        Command::Show(args) => {
            let own = app.store.own_programmes()?;
            let item = ProgrammeItem::new(&meant(&args.name, &own)?, &own);
            Ok(Box::new(One { as_of: app.today, item }))
        }
        Command::Edit(args) => edit(args, app),
        Command::Remove(args) => remove(&args, app),
    }
}

/// Every programme with words of its own: the person's, then the built-in ones.
fn known(own: &[OwnProgramme]) -> Result<Vec<Programme>> {
    let mut known: Vec<Programme> = own.iter().map(|own| own.programme.clone()).collect();
    for name in BUILT_IN {
        let programme = name.parse()?;
        if !known.contains(&programme) {
            known.push(programme);
        }
    }
    Ok(known)
}

/// The programme that a part of its name or title means.
fn meant(wanted: &str, own: &[OwnProgramme]) -> Result<Programme> {
    let mut names: Vec<(Name, Programme)> = Vec::new();
    for programme in known(own)? {
        names.push((programme.as_str().parse()?, programme));
    }
    let titles: Vec<_> = own.iter().map(|own| (own.title.clone(), own.programme.clone())).collect();
    let said =
        |some: &[&(Name, Programme)]| listed(&some.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>());
    match (find(wanted, &names, |one| &one.0), find(wanted, &titles, |one| &one.0)) {
        (Found::One((_, programme)), _) | (Found::Near(_), Found::One((_, programme))) => Ok(programme.clone()),
        (Found::Many(many), _) | (Found::Near(_), Found::Many(many)) => {
            Err(Error::refused(format!("\"{wanted}\" fits more than one programme: {}", said(&many)))
                .hint("write more of the name"))
        }
        (Found::Near(near), Found::Near(_)) => {
            let error = Error::refused(format!("there is no programme named \"{wanted}\""));
            Err(match near.as_slice() {
                [] => error.hint("`onward programme list` shows them all"),
                near => error.hint(format!("did you mean {}?", said(near))),
            })
        }
    }
}

/// The person's own words for the programme that is meant; refused where they gave none.
fn own_words(wanted: &str, own: &[OwnProgramme]) -> Result<OwnProgramme> {
    let programme = meant(wanted, own)?;
    let missing = || {
        Error::refused(format!("\"{programme}\" is built in, and you have no words of your own for it"))
            .hint(format!("to speak of it otherwise: onward programme add {}", typed(programme.as_str())))
    };
    programme.own(own).cloned().ok_or_else(missing)
}

/// Words to begin with: those of custom. Who helps follows the number of steps.
fn by_custom(app: &App<'_>, name: &Name, steps: Option<u8>) -> Result<OwnProgramme> {
    let wrong = |Invalid(wrong)| Error::usage(format!("NAME: {wrong}")).hint("onward programme add wfr");
    let programme: Programme = name.as_str().parse().map_err(wrong)?;
    let speech = programme.speech(&[]);
    let title = if programme.is_built_in() { speech.title.parse()? } else { name.clone() };
    let helper = if !programme.is_built_in() && steps == Some(0) { "facilitator" } else { &speech.helper };
    Ok(OwnProgramme {
        id: app.new_id(),
        title,
        steps: speech.steps,
        helper: helper.parse()?,
        token: speech.token.map(|token| token.parse()).transpose()?,
        milestones: programme.milestones(),
        programme,
        recorded_at: app.now,
    })
}

fn add(args: AddArgs, app: &mut App<'_>) -> Outcome {
    app.write("programme add", |app, writer| {
        let own = writer.own_programmes()?;
        let empty = by_custom(app, &args.name, args.what.steps)?;
        if empty.programme.own(&own).is_some() {
            let name = typed(empty.programme.as_str());
            return Err(Error::refused(format!("there is a programme named \"{}\" already", empty.programme))
                .hint(format!("change that one: onward programme edit {name}")));
        }
        let programme = args.what.over(empty, &own)?;
        writer.insert(&programme)?;
        changed(app, writer, &programme, "Added", "added")
    })
}

fn edit(args: EditArgs, app: &mut App<'_>) -> Outcome {
    app.write("programme edit", |app, writer| {
        let own = writer.own_programmes()?;
        let programme = args.what.over(own_words(&args.programme, &own)?, &own)?;
        writer.update(&programme)?;
        changed(app, writer, &programme, "Changed", "changed")
    })
}

fn changed(
    app: &App<'_>,
    store: &Store,
    programme: &OwnProgramme,
    now: &str,
    later: &str,
) -> Result<Change<ProgrammeItem>> {
    let item = ProgrammeItem::new(&programme.programme, std::slice::from_ref(programme));
    let told = item.told();
    let more = others(store, programme)?.map(|line| Block::Text(line.into())).into_iter().collect();
    let said = Said { now: format!("{now}: {told}"), later: format!("{later} {told}"), more };
    Ok(Change::new(app.today, item, said))
}

/// That clocks of the programme count by another list, which stays as it is until it is said otherwise.
fn others(store: &Store, programme: &OwnProgramme) -> Result<Option<String>> {
    let clocks = store.clocks()?.into_iter().filter(|clock| {
        clock.programme.as_ref() == Some(&programme.programme) && clock.milestones != programme.milestones
    });
    let names: Vec<String> = clocks.map(|clock| clock.name.to_string()).collect();
    let Some(first) = names.first() else { return Ok(None) };
    let (own, clock) = (typed(programme.programme.as_str()), typed(first));
    let keep = if names.len() == 1 { "keeps" } else { "keep" };
    Ok(Some(format!(
        "{} {keep} other milestones. To count by these: onward clock edit {clock} --milestones {own}",
        listed(&names)
    )))
}

fn remove(args: &RemoveNameArgs, app: &mut App<'_>) -> Outcome {
    let found = own_words(&args.name, &app.store.own_programmes()?)?;
    let told = ProgrammeItem::new(&found.programme, std::slice::from_ref(&found)).told();
    let stays = stays(&app.store, &found)?;
    app.confirm(&format!("This removes the {told}.{stays}"), args.yes)?;
    app.write("programme remove", |app, writer| {
        let found = as_shown(app, writer, &found)?;
        writer.remove(&found)?;
        Ok(Change::removal(app.today, ProgrammeItem::new(&found.programme, std::slice::from_ref(&found))))
    })
}

/// What names a programme and stays when it is removed, and how it is spoken of then.
fn stays(store: &Store, programme: &OwnProgramme) -> Result<String> {
    let name = &programme.programme;
    let clocks = store.clocks()?.into_iter().filter(|clock| clock.programme.as_ref() == Some(name)).count();
    let named =
        if clocks == 0 { String::new() } else { format!(" What names it stays: {}.", counted(clocks as i64, "clock")) };
    let after = if name.is_built_in() { " It is spoken of by custom then." } else { "" };
    Ok(format!("{named}{after}"))
}
