//! `onward meeting compare`: the groups that were visited, side by side.

use crate::app::{App, Outcome};
use crate::commands::find::ambiguous_names;
use crate::commands::records::window_backwards;
use crate::domain::attendance::Attendance;
use crate::domain::compare::{Group, groups};
use crate::domain::day::{Day, DayArg};
use crate::domain::lookup::{Found, find};
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::error::{Error, Result};
use crate::view::compare::{Asked, Comparison};

/// Which groups are compared.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// Groups by a part of their names, saved or only visited [default: all that were visited]
    #[arg(value_name = "MEETING")]
    meetings: Vec<String>,
    /// The first day of visits that count
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// The last day of visits that count
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<DayArg>,
    /// Only groups of this programme
    #[arg(long, value_name = "NAME")]
    programme: Option<Programme>,
    /// Where distances are told from [default: the setting near]
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    near: Option<Point>,
}

/// Answers.
///
/// # Errors
/// When a group that is named was neither visited nor saved, or the days end before they begin.
pub(super) fn run(args: &CompareArgs, app: &App<'_>) -> Outcome {
    let (since, until) = days(args, app)?;
    let attendances: Vec<Attendance> = app.store.newest(since, until, u32::MAX)?;
    let mut all = groups(&attendances, &app.store.meetings()?);
    if let Some(programme) = &args.programme {
        all.retain(|group| group.programme.as_ref() == Some(programme));
    }
    let named = !args.meetings.is_empty();
    let groups =
        if named { chosen(&args.meetings, &all)? } else { all.into_iter().filter(|one| one.visits > 0).collect() };
    let asked = Asked {
        since,
        until,
        near: args.near.or(app.settings.near),
        miles: app.country().is_some_and(|country| country.tells_miles()),
        named,
    };
    Ok(Box::new(Comparison::new(app.today, asked, groups, &app.store.own_programmes()?)))
}

fn days(args: &CompareArgs, app: &App<'_>) -> Result<(Option<Day>, Option<Day>)> {
    let day = |given: Option<DayArg>| given.map(|day| day.resolve(app.today)).transpose();
    match (day(args.since)?, day(args.until)?) {
        (Some(since), Some(until)) if until < since => Err(window_backwards(since, until)),
        days => Ok(days),
    }
}

/// The groups that are meant, in the order in which they were named; each once.
fn chosen(wanted: &[String], all: &[Group]) -> Result<Vec<Group>> {
    let mut chosen: Vec<Group> = Vec::new();
    for name in wanted {
        let group = match find(name, all, |group| &group.name) {
            Found::One(group) => group,
            Found::Many(many) => {
                return Err(ambiguous_names(name, "meeting", many.into_iter().map(|group| &group.name)));
            }
            Found::Near(near) => return Err(unknown(name, &near)),
        };
        if chosen.iter().all(|other| other.name != group.name) {
            chosen.push(group.clone());
        }
    }
    Ok(chosen)
}

fn unknown(name: &str, near: &[&Group]) -> Error {
    let error = Error::refused(format!("no meeting named \"{name}\" was visited in these days or is saved"));
    match near.first() {
        Some(group) => error.hint(format!("did you mean \"{}\"?", group.name)),
        None => error.hint("`onward meeting compare` without a name shows all that were visited"),
    }
}
