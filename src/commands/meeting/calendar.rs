//! `onward meeting calendar`: the saved meetings, or those that a search finds, as a file that every calendar reads.

use std::path::PathBuf;

use super::look::{Fits, LookArgs, look};
use crate::app::{App, Outcome};
use crate::commands::icalendar::calendar;
use crate::domain::event::{Event, Gathering, LeftOut, Manner};
use crate::domain::lead::Lead;
use crate::domain::meeting::Meeting;
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::view::icalendar::{Left, MeetingEvent};
use crate::view::words::listed;

/// No calendar is of use with more meetings than this.
const MOST: usize = 1000;

/// Which meetings, and how much is told of them.
#[derive(Debug, clap::Args)]
pub(super) struct CalendarArgs {
    #[command(flatten)]
    what: LookArgs,
    /// The new file to write, for your eyes only [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file that has this name
    #[arg(long, requires = "output")]
    force: bool,
    /// The calendar rings so long before each: 30m, 1h, 2h30m or 1d
    #[arg(long, value_name = "TIME")]
    remind: Option<Lead>,
    /// Each is an "Appointment": no name and no place
    #[arg(long)]
    discreet: bool,
    /// With --discreet, still say where
    #[arg(long, requires = "discreet")]
    places: bool,
    /// Put in what you open to join; calendars are often copied to other machines
    #[arg(long)]
    links: bool,
}

pub(super) fn run(args: &CalendarArgs, app: &App<'_>) -> Outcome {
    let meetings = chosen(args, app)?;
    let manner = Manner { discreet: args.discreet, places: args.places, links: args.links };
    let (mut events, mut left_out) = (Vec::new(), Vec::new());
    for (key, meeting) in &meetings {
        match event(app, (key, meeting), manner, args.remind) {
            Ok(event) => events.push(event),
            Err(reason) => left_out.push(Left { name: meeting.name.to_string(), reason }),
        }
    }
    if events.is_empty() {
        let left: Vec<String> = left_out.iter().map(Left::told).collect();
        return Err(Error::refused(format!("there is nothing to put into a calendar: {}", listed(&left)))
            .hint("give one a day and a time: onward meeting edit NAME --day tue --time 19:30"));
    }
    Ok(Box::new(calendar(app, (args.output.as_deref(), args.force), manner, events, left_out)?))
}

/// The meetings, each with what tells it apart: without words and filters one's own, or else all that are found, in
/// an order that is the same on every day.
fn chosen(args: &CalendarArgs, app: &App<'_>) -> Result<Vec<(String, Meeting)>> {
    if args.what.is_empty() {
        let meetings = app.store.meetings()?;
        if meetings.is_empty() {
            return Err(Error::refused("no meeting is saved yet").hint("`onward meeting add` saves one"));
        }
        return Ok(meetings.into_iter().map(|meeting| (own_key(&meeting), meeting)).collect());
    }
    let looked = look(&args.what, app, MOST + 1)?;
    match looked.total {
        0 => return Err(Error::refused("no meeting was found").hint("`onward meeting find` takes the same words")),
        total if total > MOST => {
            return Err(Error::refused(format!(
                "{total} meetings were found, more than a calendar can be of use with"
            ))
            .hint("name more words, or --day, --near with --within, --type"));
        }
        _ => {}
    }
    let sources = looked.directory.map(|directory| directory.sources()).transpose()?.unwrap_or_default();
    let mut meetings = Vec::new();
    for hit in looked.meetings {
        meetings.push(match hit.which {
            Fits::Own(meeting) => (own_key(&meeting), meeting),
            Fits::Published(_, published) => {
                // Recorded when its list was: so it is the same event until the list is imported again.
                let source = sources.iter().find(|source| source.name == published.source);
                let at = source.map_or(app.now, |source| source.imported_at);
                (
                    published_key(&published.source, published.listing.key.as_str()),
                    published.kept(app.new_id(), at, &[])?,
                )
            }
        });
    }
    meetings.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(meetings)
}

/// What tells a meeting of one's own apart: what it had before it was saved, so that it stays the same event.
fn own_key(meeting: &Meeting) -> String {
    match (&meeting.source, &meeting.listing) {
        (Some(source), Some(key)) => published_key(source, key.as_str()),
        _ => meeting.id.to_string(),
    }
}

fn published_key(source: &Name, key: &str) -> String {
    format!("{}/{key}", source.key())
}

fn event(
    app: &App<'_>,
    (key, meeting): (&str, &Meeting),
    manner: Manner,
    remind: Option<Lead>,
) -> std::result::Result<(Event, MeetingEvent), LeftOut> {
    let gathering = Gathering::saved(key, meeting);
    let event = gathering.event(manner, remind)?;
    let next = app.upcoming(std::slice::from_ref(meeting)).first().map(|next| next.starts_at);
    let told = MeetingEvent::new(&gathering, &event, next);
    Ok((event, told))
}
