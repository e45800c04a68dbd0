//! Why nothing of a foreign file is imported, and what to say so that it can be.

use crate::domain::import::habits::Habit;
use crate::domain::import::mapping::Unknown;
use crate::domain::import::order::{self, Order};
use crate::domain::import::{Place, daylio, habits, table};
use crate::domain::source::Source;
use crate::error::Error;
use crate::exchange::recognise::Looks;
use crate::view::words::{counted, listed, typed};

/// How many names are listed.
const LISTED: usize = 40;

/// The refusal of a file that is not ours, when no other program was named; none when it is, or may be.
pub(super) fn foreign(looks: Looks) -> Option<Error> {
    match looks {
        Looks::Ours => None,
        Looks::Like(source) => Some(
            Error::refused(format!("this looks like {}, not like an export of onward", export(source)))
                .hint(format!("nothing was imported; --from {source} would read it")),
        ),
        Looks::Part(source) => Some(part(source)),
        Looks::Database(source) => Some(database(source)),
    }
}

/// The refusal of a file that is not from `wanted`; none when it is, or may be.
pub(super) fn other(looks: Looks, wanted: Source) -> Option<Error> {
    match looks {
        Looks::Like(source) if source == wanted => None,
        Looks::Like(source) => Some(
            Error::refused(format!("this looks like {}, not like {}", export(source), export(wanted)))
                .hint(format!("nothing was imported; --from {source} would read it")),
        ),
        Looks::Ours => Some(
            Error::refused(format!("this looks like an export of onward, not like {}", export(wanted)))
                .hint("nothing was imported; without --from it is read"),
        ),
        Looks::Part(source) => Some(part(source)),
        Looks::Database(source) => Some(database(source)),
    }
}

fn export(source: Source) -> String {
    match source {
        Source::Daylio | Source::Loop => format!("an export of {}", source.title()),
        Source::Sobriety => "the file of the app Sobriety".to_owned(),
        Source::Habitctl | Source::Harsh => format!("the log of {}", source.title()),
        Source::Csv => source.title().to_owned(),
    }
}

fn part(source: Source) -> Error {
    Error::refused(format!("this looks like one file of several of an export of {}", source.title()))
        .hint(format!("nothing was imported; name the archive, or the folder it lies in, with --from {source}"))
}

fn database(source: Source) -> Error {
    Error::refused(format!("this looks like the database of {}", source.title()))
        .hint("nothing was imported; choose Export as CSV there, and import the ZIP that it writes")
}

/// `"tired" (12), "so-so" (3) and 2 more`.
fn names(all: &Unknown) -> String {
    let mut names: Vec<String> = all.iter().take(LISTED).map(|(name, count)| format!("\"{name}\" ({count})")).collect();
    if all.len() > LISTED {
        names.push(format!("{} more", all.len() - LISTED));
    }
    listed(&names)
}

/// A flag that is to be added for each of these, as it can be typed.
fn flags<'a>(flag: &str, meaning: &str, names: impl Iterator<Item = &'a str>) -> String {
    names.take(LISTED).map(|name| format!("\n  {flag} {}", typed(&format!("{name}={meaning}")))).collect()
}

fn moods(unknown: &Unknown) -> Error {
    let flags = flags("--mood", "?", unknown.iter().map(|(name, _)| name.as_str()));
    Error::refused(format!("these moods have no meaning here yet: {}", names(unknown)))
        .hint(format!("nothing was imported; say for each what it is, from 1 to 5:{flags}"))
}

pub(super) fn of_daylio(trouble: daylio::Trouble) -> Error {
    match trouble {
        daylio::Trouble::Moods(unknown) => moods(&unknown),
        daylio::Trouble::Missing { what, name, known } if known.is_empty() => {
            Error::refused(format!("no entry has the {what} \"{name}\""))
                .hint(format!("nothing was imported; none has any {what}"))
        }
        daylio::Trouble::Missing { what, name, known } => Error::refused(format!("no entry has the {what} \"{name}\""))
            .hint(format!("nothing was imported; there are {}", names(&known))),
    }
}

/// `"No alcohol" (120 yes, 4 no)`.
fn habit(habit: &Habit) -> String {
    format!("\"{}\" ({} yes, {} no)", habit.name, habit.yes, habit.no)
}

fn habits(all: &[Habit]) -> String {
    let mut names: Vec<String> = all.iter().take(LISTED).map(habit).collect();
    if all.len() > LISTED {
        names.push(format!("{} more", all.len() - LISTED));
    }
    listed(&names)
}

pub(super) fn of_habits(trouble: habits::Trouble) -> Error {
    match trouble {
        habits::Trouble::Unmapped(all) => {
            let flags = flags("--habit", "?", all.iter().map(|habit| habit.name.as_str()));
            Error::refused(format!("these habits have no meaning here yet: {}", habits(&all))).hint(format!(
                "nothing was imported; say for each what a yes means (sober:CLOCK, used:CLOCK, attend or skip):{flags}\n  \
                 or leave out all that are not named: --skip-others"
            ))
        }
        habits::Trouble::Missing(name, all) => Error::refused(format!("there is no habit \"{name}\" in this file"))
            .hint(format!("nothing was imported; there are {}", habits(&all))),
    }
}

pub(super) fn of_table(trouble: table::Trouble) -> Error {
    match trouble {
        table::Trouble::Moods(unknown) => moods(&unknown),
        table::Trouble::Clocks(unknown) => {
            let add: String = unknown
                .iter()
                .take(LISTED)
                .map(|(name, _)| format!("\n  onward clock add {} --since DAY", typed(name)))
                .collect();
            Error::refused(format!("these clocks are not here: {}", names(&unknown)))
                .hint(format!("nothing was imported; add them first, or correct the names:{add}"))
        }
        table::Trouble::Dates(order::Trouble::Ambiguous(places)) => {
            Error::refused(format!("each date can be read in two ways, as on {}", at(&places)))
                .hint("nothing was imported; say which comes first: --dates dmy (the day) or --dates mdy (the month)")
        }
        table::Trouble::Dates(order::Trouble::Mixed(orders)) => {
            let told: Vec<String> =
                orders.iter().map(|(order, places)| format!("{} ({})", written(*order), at(places))).collect();
            Error::refused(format!("the dates are in {}: {}", counted(told.len() as i64, "order"), listed(&told)))
                .hint("nothing was imported, and nothing is guessed; write them all as 2026-11-23. With --dates dmy or --dates mdy, rows in that order are taken and the others rejected")
        }
    }
}

fn written(order: Order) -> &'static str {
    match order {
        Order::Iso => "year first",
        Order::Dmy => "day first",
        Order::Mdy => "month first",
    }
}

/// `lines 3, 5 and 9`.
fn at(places: &[Place]) -> String {
    let numbers: Vec<String> = places.iter().map(|place| place.number.to_string()).collect();
    format!("{} {}", if numbers.len() == 1 { "line" } else { "lines" }, listed(&numbers))
}
