//! `onward meeting save`: keeps a published meeting among one's own.

use super::look::{Fits, recalled};
use crate::app::{App, Outcome};
use crate::commands::find::free_name;
use crate::domain::directory::Number;
use crate::domain::meeting::Meeting;
use crate::domain::text::Name;
use crate::error::Error;

/// What `onward meeting save` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The number that the last `meeting find` showed before it
    #[arg(value_name = "N")]
    number: Number,
    /// What you call it [default: its name in the list]
    #[arg(long, value_name = "NAME")]
    name: Option<Name>,
    /// It is your home group
    #[arg(long)]
    home_group: bool,
}

/// Answers.
///
/// # Errors
/// When the last search showed no such meeting, or it is kept already.
pub(super) fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let Args { number, name, home_group } = args;
    app.write("meeting save", |app, writer| {
        let published = match recalled(app, writer, number)? {
            Fits::Published(_, published) => published,
            Fits::Own(meeting) => {
                return Err(Error::refused(format!("\"{}\" is among your meetings already", meeting.name))
                    .hint("`onward meeting show` has all of it; `onward meeting edit` changes it"));
            }
        };
        let all = writer.meetings()?;
        let kept = published.kept(app.new_id(), app.now, &all)?;
        let name = match name {
            Some(name) => {
                free_name::<Meeting>(writer, &name, None)?;
                name
            }
            None => kept.name.clone(),
        };
        let meeting = Meeting { name, home_group, ..kept };
        writer.insert(&meeting)?;
        super::changed(app, writer, meeting, "Saved", "saved")
    })
}
