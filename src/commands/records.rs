//! Listing, showing and removing: the same for every kind of record.

use super::args::{ListArgs, RemoveArgs, ShowArgs};
use crate::app::{App, Outcome};
use crate::domain::day::DayArg;
use crate::error::{Error, Result};
use crate::store::Record;
use crate::view::change::{Change, Removed, Said};
use crate::view::item::{Item, List, One};

/// Lists the newest records, each as `view` makes it.
///
/// # Errors
/// When the first day lies after the last, or the data cannot be read.
pub fn list<R: Record, T: Item + 'static>(args: &ListArgs, app: &App<'_>, view: impl Fn(R) -> Result<T>) -> Outcome {
    let day = |given: Option<DayArg>| given.map(|day| day.resolve(app.today)).transpose();
    let (since, until) = (day(args.since)?, day(args.until)?);
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        return Err(Error::usage(format!("--until {until} lies before --since {since}")));
    }
    let found = app.store.newest::<R>(since, until, args.limit)?;
    let items = found.into_iter().map(view).collect::<Result<Vec<T>>>()?;
    Ok(Box::new(List { as_of: app.today, items }))
}

/// Shows one record with all that is kept of it.
///
/// # Errors
/// When the id fits none or several.
pub fn show<R: Record, T: Item + 'static>(
    args: &ShowArgs,
    app: &App<'_>,
    view: impl FnOnce(R) -> Result<T>,
) -> Outcome {
    let item = view(app.store.by_id::<R>(&args.id)?)?;
    Ok(Box::new(One { as_of: app.today, item }))
}

/// Removes one record, after asking. `gist` says in words which it is.
///
/// # Errors
/// When the id fits none or several, or the answer is no.
pub fn remove<R: Record, T: Item + 'static>(
    args: &RemoveArgs,
    app: &mut App<'_>,
    view: impl Fn(R) -> Result<T>,
    gist: impl Fn(&R) -> String,
) -> Outcome {
    let record = app.store.by_id::<R>(&args.id)?;
    remove_this(app, &record, &gist(&record), "", args.yes)?;
    app.write(&format!("{} remove", R::COMMAND), |app, writer| {
        let record = writer.by_id::<R>(&args.id)?;
        writer.remove(&record)?;
        let gist = gist(&record);
        removed(app, view(record)?, &gist)
    })
}

/// Asks before a record goes; `besides` says what else to know.
///
/// # Errors
/// When the answer is no.
pub fn remove_this<R: Record>(app: &mut App<'_>, _record: &R, gist: &str, besides: &str, yes: bool) -> Result<()> {
    let besides = if besides.is_empty() { String::new() } else { format!(" {besides}") };
    app.confirm(&format!("This removes the {}: {gist}.{besides}", R::WHAT), yes)
}

/// The answer to a removal.
///
/// # Errors
/// Never; a result because that is what a write ends with.
pub fn removed<T: Item>(app: &App<'_>, item: T, gist: &str) -> Result<Change<T, Removed>> {
    let said = Said { now: format!("Removed: {gist}"), later: format!("removed {gist}"), more: Vec::new() };
    Ok(Change::new(app.today, item, said).with(Removed { removed: true }))
}
