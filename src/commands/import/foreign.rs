//! An export of another program: read, given a meaning, and recorded as far as it is new and allowed.

use std::collections::BTreeMap;

use super::super::clock::new_clock;
use super::{Args, place, trouble};
use crate::app::{App, Outcome, Outside};
use crate::domain::clock::Clock;
use crate::domain::import::settle::{Here, Settled, settle};
use crate::domain::import::sobriety::Trackers;
use crate::domain::import::{Entry, Meant, daylio, habits, sobriety, table};
use crate::domain::source::Source;
use crate::error::{Error, Result};
use crate::exchange::{self, recognise};
use crate::store::{Store, Writer};
use crate::view::import::foreign::Brought;

pub(super) fn run(source: Source, args: &Args, app: &mut App<'_>) -> Outcome {
    let outside = app.read_outside_deep(&args.file)?;
    let Trackers { mut meant, clocks } = meant(source, outside, args, app)
        .map_err(|error| Error { message: format!("FILE {}: {}", place(args), error.message), ..error })?;
    let entries = std::mem::take(&mut meant.entries);
    let found = settled(source, entries.iter().cloned(), &clocks, app, &app.store, args.dry_run)?;
    if args.dry_run || !found.adds() {
        return Ok(Box::new(brought(source, app, &app.store, &meant, found, args.dry_run)?));
    }
    app.back_up_before("import")?;
    app.write("import", |app, writer| {
        let found = settled(source, entries, &clocks, app, writer, true)?;
        record(writer, &found)?;
        brought(source, app, writer, &meant, found, false)
    })
}

/// What the file means, once it is read as a whole.
fn meant(source: Source, outside: Outside, args: &Args, app: &App<'_>) -> Result<Trackers> {
    let looks = match &outside {
        Outside::File(bytes) => recognise::file(bytes),
        Outside::Folder(files) => recognise::folder(files),
    };
    if let Some(other) = looks.and_then(|looks| trouble::other(looks, source)) {
        return Err(other);
    }
    let (store, flags) = (&app.store, &args.flags);
    let bytes = match (outside, source) {
        (Outside::Folder(files), Source::Loop) => return habits_of(exchange::r#loop::read_files(&files)?, args, store),
        (Outside::Folder(_), _) => {
            return Err(Error::refused("this is a folder").hint("nothing was imported; name the file itself"));
        }
        (Outside::File(bytes), _) => bytes,
    };
    match source {
        Source::Daylio => {
            let meant = daylio::mean(exchange::daylio::read(&bytes)?, &flags.daylio(store)?);
            meant.map(alone).map_err(trouble::of_daylio)
        }
        Source::Loop => habits_of(exchange::r#loop::read(&bytes)?, args, store),
        Source::Habitctl => habits_of(exchange::habitctl::read(&bytes)?, args, store),
        Source::Harsh => habits_of(exchange::harsh::read(&bytes)?, args, store),
        Source::Sobriety => {
            let read = exchange::sobriety::read(&bytes)?;
            // What all new clocks have in common: the usual programme and its milestones.
            let usual = new_clock(app, "sobriety".parse()?, app.today, app.settings.programme.clone())?;
            let begin = |name, since| Clock { name, since, ..usual.clone() };
            Ok(sobriety::mean(read, &store.clocks()?, app.today, app.wall_clock().as_ref(), begin))
        }
        Source::Csv => {
            let meant = table::mean(exchange::table::read(&bytes)?, &flags.table()?, &store.clocks()?);
            meant.map(alone).map_err(trouble::of_table)
        }
    }
}

fn habits_of(read: crate::domain::import::Read<habits::Row>, args: &Args, store: &Store) -> Result<Trackers> {
    let meant = habits::mean(read, &args.flags.habits(store)?);
    meant.map(alone).map_err(trouble::of_habits)
}

/// What begins no clocks.
fn alone(meant: Meant) -> Trackers {
    Trackers { meant, clocks: Vec::new() }
}

/// What of it is to be recorded, as things are here; see [`settle`] for `whole`.
fn settled(
    source: Source,
    entries: impl IntoIterator<Item = Entry>,
    new: &[Clock],
    app: &App<'_>,
    store: &Store,
    whole: bool,
) -> Result<Settled> {
    let mut clocks = store.clocks()?;
    let begun: Vec<Clock> = new.iter().filter(|new| clocks.iter().all(|clock| clock.id != new.id)).cloned().collect();
    clocks.extend(begun.iter().cloned());
    let mut ongoing = BTreeMap::new();
    for clock in &clocks {
        ongoing.extend(store.ongoing_slip(clock)?.map(|slip| (clock.id, slip.id)));
    }
    let wall = app.wall_clock();
    let here = Here {
        clocks: &clocks,
        meetings: &store.meetings()?,
        ids: &store.imported_from(source)?,
        ongoing: &ongoing,
        today: app.today,
        now: app.now,
        wall: wall.as_ref(),
    };
    Ok(Settled { clocks: begun, ..settle(source, entries, &here, whole) })
}

fn record(writer: &Writer<'_>, found: &Settled) -> Result<()> {
    found.clocks.iter().try_for_each(|clock| writer.insert(clock))?;
    for (checkin, sober) in &found.checkins {
        writer.insert(checkin)?;
        writer.insert_sober(sober)?;
    }
    found.slips.iter().try_for_each(|slip| writer.insert(slip))?;
    found.attendances.iter().try_for_each(|attendance| writer.insert(attendance))
}

/// What is said of it.
fn brought(
    source: Source,
    app: &App<'_>,
    store: &Store,
    meant: &Meant,
    found: Settled,
    dry_run: bool,
) -> Result<Brought> {
    let clocks: Vec<Clock> = store.clocks()?.into_iter().chain(found.clocks.iter().cloned()).collect();
    Ok(Brought::new(app.today, source, dry_run, meant, found, &clocks))
}
