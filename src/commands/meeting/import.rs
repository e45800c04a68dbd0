//! `onward meeting import`: brings a published list of meetings into the directory.

use std::path::PathBuf;

use crate::app::{App, Outcome};
use crate::domain::directory::Source;
use crate::domain::limits;
use crate::domain::listing::Listing;
use crate::domain::meeting::Zone;
use crate::domain::programme::Programme;
use crate::domain::text::Name;
use crate::error::{Error, Kind, Result};
use crate::exchange::listing::{Asked, read};
use crate::store::directory::{Arrival, Directory};
use crate::view::directory::import::Imported;

/// How often a bar is told how far it is, in meetings.
const EVERY: u64 = 256;

/// Bring a published list of meetings into the directory
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onward meeting import meetings.json --source manchester --programme aa --timezone Europe/London
  onward meeting import list.csv --source online --dry-run    # shows what it would change
  curl -s https://example.org/meetings.json | onward meeting import - --source city --programme na

The directory is a file of its own: public, without anything of yours, and in no backup. Importing under the same \
source again brings it up to date; what was saved or attended stays as it is. Records that cannot be taken are listed, \
the rest is imported, and the exit code is 4.")]
pub(super) struct Args {
    /// The list: Meeting Guide JSON or CSV, BMLT JSON, NAWS CSV or a plain table; "-" reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What you call this list; the same name again brings it up to date
    #[arg(long, value_name = "NAME")]
    source: Name,
    /// aa, na or any name, for meetings that do not say it [default: as at the last import]
    #[arg(long, value_name = "NAME")]
    programme: Option<Programme>,
    /// The time zone of meetings that do not say theirs: Europe/London [default: as at the last import]
    #[arg(long, value_name = "ZONE")]
    timezone: Option<Zone>,
    /// The list counts weekdays from 1 for Monday to 7 for Sunday
    #[arg(long)]
    iso_days: bool,
    /// Keep contacts too, and the passcodes that stand beside links and numbers
    #[arg(long)]
    contacts: bool,
    /// Only show what would be new, changed or gone
    #[arg(long)]
    dry_run: bool,
    /// Set a directory aside that cannot be read, and begin a new one
    #[arg(long, conflicts_with = "dry_run")]
    rebuild: bool,
}

/// Answers.
///
/// # Errors
/// When the list cannot be read as a whole; nothing is changed then.
pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let bytes = app.read_at_most(&args.file, limits::LISTING)?;
    let place = if args.file.as_os_str() == "-" { "standard input".into() } else { args.file.display().to_string() };
    let set_aside = if args.rebuild { Some(set_aside(args, app, &bytes, &place)?) } else { None };
    if !args.dry_run && !Directory::exists(app.folder()) {
        let beginning = Directory::begin(app.folder())?;
        return match imported(args, app, &bytes, &place, beginning.directory(), set_aside) {
            Ok(imported) => beginning.finish().map(|()| Box::new(imported) as _),
            Err(error) => {
                beginning.give_up();
                Err(error)
            }
        };
    }
    let directory = directory(args, app)?;
    Ok(Box::new(imported(args, app, &bytes, &place, &directory, set_aside)?))
}

/// Imports the list into this directory, and tells what came of it.
fn imported(
    args: &Args,
    app: &App<'_>,
    bytes: &[u8],
    place: &str,
    directory: &Directory,
    set_aside: Option<String>,
) -> Result<Imported> {
    let before = directory.source(&args.source)?;
    let source = before.as_ref().map_or_else(|| args.source.clone(), |before| before.name.clone());
    let asked = asked(args, before);
    let arrival =
        Arrival { source, programme: asked.programme.clone(), zone: asked.zone.clone(), at: app.now, today: app.today };
    let (tally, report) = directory.import(&arrival, args.dry_run, |importing| {
        let bar = app.progress("Importing", bytes.len() as u64);
        let mut count = 0_u64;
        let report = named(
            place,
            read(bytes, &asked, &mut |listing: Listing, done: usize| {
                count += 1;
                if count.is_multiple_of(EVERY) {
                    bar.at(done as u64);
                }
                importing.take(&listing)
            }),
        )?;
        report.rejected.iter().filter_map(|rejected| rejected.key.as_ref()).for_each(|key| importing.leave(key));
        Ok((report.read, report.rejected.len() as u64, report))
    })?;
    Ok(Imported::new(app.today, args.source.clone(), args.dry_run, tally, report, set_aside))
}

/// What the person said about the list, or said when it was imported before.
fn asked(args: &Args, before: Option<Source>) -> Asked {
    let (programme, zone) = before.map_or((None, None), |source| (source.programme, source.zone));
    Asked {
        programme: args.programme.clone().or(programme),
        zone: args.timezone.clone().or(zone),
        iso_days: args.iso_days,
        contacts: args.contacts,
    }
}

/// Says which file an error is about, where it is about the file.
fn named<T>(place: &str, read: Result<T>) -> Result<T> {
    read.map_err(|error| match error.kind {
        Kind::Refused => Error { message: format!("FILE {place}: {}", error.message), ..error },
        _ => error,
    })
}

/// The directory to import into. Where nothing is to be changed nothing is made either.
fn directory(args: &Args, app: &App<'_>) -> Result<Directory> {
    if !args.dry_run {
        return Directory::open_for_writing(app.folder());
    }
    Directory::open(app.folder())?.map_or_else(Directory::in_memory, Ok)
}

/// Sets a directory that cannot be read aside, once it is seen that the list can be; where it went.
fn set_aside(args: &Args, app: &App<'_>, bytes: &[u8], place: &str) -> Result<String> {
    named(place, read(bytes, &asked(args, None), &mut |_, _| Ok(())))?;
    let aside = Directory::set_aside(app.folder(), app.now)?.ok_or_else(|| {
        Error::refused("there is no directory that cannot be read, and nothing to begin anew")
            .hint("nothing was imported; leave --rebuild out")
    })?;
    Ok(aside.display().to_string())
}
