//! `onward goal`: meetings a week, or so many in so many days.

use clap::{Subcommand, ValueEnum};

use super::merge::as_shown;
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::contact::Cadence;
use crate::domain::day::DayArg;
use crate::domain::goal::{Goal, Target};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::goal::GoalItem;
use crate::view::item::Item;

/// Goals: meetings a week, or so many in so many days
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward goal set meetings 3 --per week\n  onward goal set meetings 90 --in 90d --once-a-day"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set a goal; it takes the place of the one of its kind
    #[command(
        after_help = "Examples:\n  onward goal set meetings 3 --per week\n  onward goal set meetings 90 --in 90d --from 2026-11-01"
    )]
    Set(SetArgs),
    /// The goals in force
    #[command(after_help = "Examples:\n  onward goal list\n  onward goal list --json")]
    List,
    /// Remove a goal; attendances stay as they are
    #[command(after_help = "Examples:\n  onward goal remove meetings\n  onward goal remove meetings --per week --yes")]
    Remove(RemoveArgs),
}

/// What a goal counts.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Meetings,
}

/// The stretch that a repeating goal is for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Per {
    Week,
}

#[derive(Debug, clap::Args)]
struct SetArgs {
    /// What it counts
    what: What,
    /// How many
    #[arg(value_name = "N", value_parser = clap::value_parser!(i64).range(1..=1000))]
    count: i64,
    /// In each week
    #[arg(long, value_name = "week", conflicts_with = "days", required_unless_present = "days")]
    per: Option<Per>,
    /// In so many days: 90, 90d, 13w
    #[arg(long = "in", id = "days", value_name = "DAYS")]
    days: Option<Cadence>,
    /// The first of these days [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, requires = "days")]
    from: Option<DayArg>,
    /// Count one meeting a day at the most
    #[arg(long, requires = "days")]
    once_a_day: bool,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// What it counts
    what: What,
    /// The weekly goal
    #[arg(long, value_name = "week", conflicts_with = "in_days")]
    per: Option<Per>,
    /// The goal of so many meetings in so many days
    #[arg(long)]
    in_days: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
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
        Command::Set(args) => set(&args, app),
        Command::List => records::list_of(app, app.store.goals()?, |goal| Ok(GoalItem::from(goal))),
        Command::Remove(args) => remove(&args, app),
    }
}

fn of_kind(store: &Store, weekly: bool) -> Result<Option<Goal>> {
    Ok(store.goals()?.into_iter().find(|goal| (goal.target == Target::PerWeek) == weekly))
}

fn set(args: &SetArgs, app: &mut App<'_>) -> Outcome {
    let What::Meetings = args.what;
    // A first day to come is a plan and records no fact, so it is allowed.
    let from = args.from.unwrap_or(DayArg::Today).resolve(app.today)?;
    let target = match args.days {
        Some(days) => Target::InDays { days: days.days(), from, once_a_day: args.once_a_day },
        None => Target::PerWeek,
    };
    app.write("goal set", |app, writer| {
        let before = of_kind(writer, target == Target::PerWeek)?;
        let goal = match before {
            Some(before) if before.meetings == args.count && before.target == target => before,
            Some(before) => {
                let goal = Goal { meetings: args.count, target, recorded_at: app.now, ..before };
                writer.update(&goal)?;
                goal
            }
            None => {
                let goal = Goal { id: app.new_id(), meetings: args.count, target, recorded_at: app.now };
                writer.insert(&goal)?;
                goal
            }
        };
        let item = GoalItem::from(goal);
        let told = item.told();
        let said = Said { now: format!("Set: {told}"), later: told, more: Vec::new() };
        Ok(Change::new(app.today, item, said))
    })
}

fn remove(args: &RemoveArgs, app: &mut App<'_>) -> Outcome {
    let What::Meetings = args.what;
    let mut goals = app.store.goals()?;
    goals.retain(|goal| match (args.per, args.in_days) {
        (Some(Per::Week), _) => goal.target == Target::PerWeek,
        (None, true) => goal.target != Target::PerWeek,
        (None, false) => true,
    });
    let goal = match (goals.pop(), goals.is_empty()) {
        (Some(goal), true) => goal,
        (None, _) => return Err(Error::refused("no such goal is set").hint("`onward goal list` shows the goals")),
        (Some(_), false) => return Err(Error::usage("two goals are set").hint("name one: --per week, or --in-days")),
    };
    let item = GoalItem::from(goal.clone());
    app.confirm(&format!("This removes the {}.", item.told()), args.yes)?;
    app.write("goal remove", |app, writer| {
        writer.remove(&as_shown(app, writer, &goal)?)?;
        Ok(Change::removal(app.today, item))
    })
}
