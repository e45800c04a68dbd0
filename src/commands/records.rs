//! Listing, showing and removing: the same for every kind of record.

use super::args::{ListArgs, NameArgs, RemoveArgs, RemoveNameArgs, ShowArgs};
use super::find::{Named, one};
use super::merge::as_shown;
use crate::app::{App, Outcome};
use crate::domain::day::{Day, DayArg};
use crate::error::{Error, Result};
use crate::store::{Record, Store};
use crate::view::change::Change;
use crate::view::item::{Item, List, One};

/// Lists the newest records, each as `view` makes it.
///
/// # Errors
/// When the first day lies after the last, or the data cannot be read.
pub fn list<R: Record, T: Item + 'static>(
    args: &ListArgs,
    app: &App<'_>,
    view: impl Fn(&Store, R) -> Result<T>,
) -> Outcome {
    let (since, until) = window(args, app)?;
    let found = app.store.newest::<R>(since, until, args.limit)?;
    list_of(app, found, |record| view(&app.store, record))
}

/// The first and the last day of a list, where they were named.
///
/// # Errors
/// When the first day lies after the last.
pub fn window(args: &ListArgs, app: &App<'_>) -> Result<(Option<Day>, Option<Day>)> {
    let day = |given: Option<DayArg>| given.map(|day| day.resolve(app.today)).transpose();
    let (since, until) = (day(args.since)?, day(args.until)?);
    match (since, until) {
        (Some(since), Some(until)) if until < since => Err(window_backwards(since, until)),
        window => Ok(window),
    }
}

/// The refusal of a stretch of days that ends before it begins.
pub fn window_backwards(since: Day, until: Day) -> Error {
    Error::usage(format!("--until {until} lies before --since {since}")).hint("the first day comes first")
}

/// Lists these records, each as `view` makes it.
///
/// # Errors
/// Those of `view`.
pub fn list_of<R, T: Item + 'static>(app: &App<'_>, records: Vec<R>, view: impl Fn(R) -> Result<T>) -> Outcome {
    let items = records.into_iter().map(view).collect::<Result<Vec<T>>>()?;
    Ok(Box::new(List { as_of: app.today, items }))
}

/// Shows one record with all that is kept of it.
///
/// # Errors
/// When the id fits none or several.
pub fn show<R: Record, T: Item + 'static>(
    args: &ShowArgs,
    app: &App<'_>,
    view: impl FnOnce(&Store, R) -> Result<T>,
) -> Outcome {
    let item = view(&app.store, app.store.by_id::<R>(&args.id)?)?;
    Ok(Box::new(One { as_of: app.today, item }))
}

/// Shows what is kept under a name.
///
/// # Errors
/// When the name fits none or several.
pub fn show_named<N: Named, T: Item + 'static>(
    args: &NameArgs,
    app: &App<'_>,
    view: impl FnOnce(&Store, N) -> Result<T>,
) -> Outcome {
    let item = view(&app.store, one(&app.store, &args.name)?)?;
    Ok(Box::new(One { as_of: app.today, item }))
}

/// Removes one record, after asking.
///
/// # Errors
/// When the id fits none or several, or the answer is no.
pub fn remove<R: Record + Clone, T: Item + 'static>(
    args: &RemoveArgs,
    app: &mut App<'_>,
    view: impl Fn(&Store, R) -> Result<T>,
) -> Outcome {
    remove_found(app, args.yes, |store| store.by_id::<R>(&args.id), |_, _| Ok(String::new()), view)
}

/// Removes what is kept under a name, after asking. `besides` says what stays as it was recorded.
///
/// # Errors
/// When the name fits none or several, or the answer is no.
pub fn remove_named<N: Named, T: Item + 'static>(
    args: &RemoveNameArgs,
    app: &mut App<'_>,
    besides: impl Fn(&Store, &N) -> Result<String>,
    view: impl Fn(&Store, N) -> Result<T>,
) -> Outcome {
    remove_found(app, args.yes, |store| one::<N>(store, &args.name), besides, view)
}

fn remove_found<R: Record + Clone, T: Item + 'static>(
    app: &mut App<'_>,
    yes: bool,
    find: impl FnOnce(&Store) -> Result<R>,
    besides: impl Fn(&Store, &R) -> Result<String>,
    view: impl Fn(&Store, R) -> Result<T>,
) -> Outcome {
    let shown = find(&app.store)?;
    let stays = besides(&app.store, &shown)?;
    let told = view(&app.store, shown.clone())?.told();
    app.confirm(&format!("This removes the {told}.{stays}"), yes)?;
    app.write(&format!("{} remove", R::COMMAND), |app, writer| {
        let record = as_shown(app, writer, &shown)?;
        let item = view(writer, record.clone())?;
        writer.remove(&record)?;
        Ok(Change::removal(app.today, item))
    })
}
