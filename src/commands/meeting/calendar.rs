//! `onward meeting calendar`: the saved meetings as a file that every calendar reads.

use std::path::PathBuf;

use crate::app::{App, Outcome};
use crate::commands::icalendar::calendar;
use crate::domain::event::{Event, Gathering, LeftOut, Manner};
use crate::domain::lead::Lead;
use crate::domain::meeting::Meeting;
use crate::error::{Error, Result};
use crate::view::icalendar::{Left, MeetingEvent};
use crate::view::words::{counted, listed};

/// Which meetings, and how much is told of them.
#[derive(Debug, clap::Args)]
pub(super) struct CalendarArgs {
    /// Only meetings with all these words in their name, programme or place
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
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
    for meeting in &meetings {
        match event(app, meeting, manner, args.remind) {
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

/// The saved meetings that have the words.
fn chosen(args: &CalendarArgs, app: &App<'_>) -> Result<Vec<Meeting>> {
    let own = app.store.own_programmes()?;
    let mut meetings = app.store.meetings()?;
    if meetings.is_empty() {
        return Err(Error::refused("no meeting is saved yet").hint("`onward meeting add` saves one"));
    }
    let all = meetings.len();
    let words: Vec<&str> = args.words.iter().flat_map(|words| words.split_whitespace()).collect();
    meetings.retain(|meeting| meeting.has_words(&words, &own));
    if meetings.is_empty() {
        let all = counted(i64::try_from(all).unwrap_or(i64::MAX), "saved meeting");
        return Err(Error::refused(format!(
            "none of {all} has \"{}\" in its name, programme or place",
            words.join(" ")
        ))
        .hint("`onward meeting list` shows them all"));
    }
    Ok(meetings)
}

fn event(
    app: &App<'_>,
    meeting: &Meeting,
    manner: Manner,
    remind: Option<Lead>,
) -> std::result::Result<(Event, MeetingEvent), LeftOut> {
    let key = meeting.id.to_string();
    let gathering = Gathering::saved(&key, meeting);
    let event = gathering.event(manner, remind)?;
    let next = app.upcoming(std::slice::from_ref(meeting)).first().map(|next| next.starts_at);
    let told = MeetingEvent::new(&gathering, &event, next);
    Ok((event, told))
}
