//! `onward meeting find`: looks among published and own meetings.

use super::look::{Fits, LookArgs, look};
use crate::app::{App, Outcome};
use crate::domain::directory::distance::Unit;
use crate::error::Result;
use crate::store::directory::Which;
use crate::view::directory::find::{Asked, Found, FoundItem};

/// How many filters are left out one after the other when nothing is found.
const TRIES: usize = 5;

/// What `onward meeting find` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    what: LookArgs,
    /// How many to show at the most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
}

/// Answers.
///
/// # Errors
/// When a place or a type is not known, or the directory cannot be read.
pub(super) fn run(args: &Args, app: &App<'_>) -> Outcome {
    let looked = look(&args.what, app, args.limit as usize)?;
    let own = app.store.own_programmes()?;
    let numbered = looked.directory.as_ref().is_some_and(|directory| {
        let which = |fits: &Fits| match fits {
            Fits::Own(meeting) => Which::Own(meeting.id),
            Fits::Published(id, _) => Which::Published(*id),
        };
        directory.remember(&looked.meetings.iter().map(|hit| which(&hit.which)).collect::<Vec<_>>())
    });
    let usual = if app.country().is_some_and(|country| country.tells_miles()) { Unit::Miles } else { Unit::Kilometres };
    let unit = args.what.within.map_or(usual, |within| within.unit());
    let instead = if looked.total == 0 { instead(args, app)? } else { Vec::new() };
    let item = |(at, hit): (usize, crate::domain::directory::seek::Hit<Fits>)| {
        let number = numbered.then_some(at + 1);
        let item = match hit.which {
            Fits::Own(meeting) => FoundItem::own(number, meeting, hit.next, hit.metres, unit),
            Fits::Published(_, published) => FoundItem::published(number, published, hit.next, hit.metres, unit),
        };
        item.spoken(&own)
    };
    let asked = Asked {
        words: args.what.words.clone(),
        filters: args.what.filters().into_iter().map(|(told, _)| told).collect(),
        near: looked.near,
        nearest_first: args.what.near.is_some(),
        circle: looked.circle,
        unit,
    };
    let lists = looked.directory.is_some();
    let meetings = looked.meetings.into_iter().enumerate().map(item).collect();
    Ok(Box::new(Found::new(app.today, app.now, asked, meetings, looked.total, instead, lists)))
}

/// What there would be without each of the filters.
fn instead(args: &Args, app: &App<'_>) -> Result<Vec<(String, usize)>> {
    let mut filters = args.what.filters();
    if !args.what.words.is_empty() && !filters.is_empty() {
        filters.insert(0, ("the words".to_owned(), LookArgs { words: Vec::new(), ..args.what.clone() }));
    }
    let mut found = Vec::new();
    for (told, without) in filters.into_iter().take(TRIES) {
        // A place or type that is not known by itself was told already.
        if let Ok(looked) = look(&without, app, 1) {
            found.push((told, looked.total));
        }
    }
    found.retain(|(_, total)| *total > 0);
    Ok(found)
}
