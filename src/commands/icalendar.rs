//! Events to a calendar file, or to standard output: the same for meetings and for dates.

use std::path::Path;

use crate::app::App;
use crate::domain::event::{Event, Manner};
use crate::error::Result;
use crate::exchange::icalendar;
use crate::view::icalendar::{Calendar, Left};

/// The calendar of these events: written where that was asked for, with `force` in the place of the file before it, or
/// else to be printed.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn calendar<E>(
    app: &App<'_>,
    (output, force): (Option<&Path>, bool),
    manner: Manner,
    events: Vec<(Event, E)>,
    left_out: Vec<Left>,
) -> Result<Calendar<E>> {
    let (events, told): (Vec<Event>, Vec<E>) = events.into_iter().unzip();
    let text = icalendar::write(&events);
    let path = output.filter(|path| *path != Path::new("-"));
    let calendar = match path {
        None => Some(text),
        Some(path) => {
            app.write_over(path, text.as_bytes(), force)?;
            None
        }
    };
    let path = path.map(|path| path.display().to_string());
    Ok(Calendar { as_of: app.today, path, discreet: manner.discreet, events: told, left_out, calendar })
}
