//! `onward meeting`: the meetings the person goes to, saved so that one can be named by a part; and the directory of
//! published ones, in which others are found.

mod calendar;
mod compare;
mod find;
mod forget;
mod import;
mod look;
mod next;
mod place;
mod save;
mod sources;

pub use self::look::{Fits, LookArgs, Looked, look, recalled};

use clap::Subcommand;

use self::compare::CompareArgs;
use super::args::{NameArgs, NoteArgs, Or, RemoveNameArgs};
use super::find::{free_name, one};
use super::merge::{Merged, merged};
use super::records;
use crate::app::{self, App, Outcome};
use crate::domain::meeting::{Access as Entry, Approach, Meeting, Types, Venue, Weekdays, Zone};
use crate::domain::moment::TimeOfDay;
use crate::domain::place::Point;
use crate::domain::programme::Programme;
use crate::domain::text::{Name, Text};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::meeting::MeetingItem;
use crate::view::words::{counted, typed};

/// Meetings: those you go to, and published ones to find others in
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onward meeting add \"Tuesday Step Study\" --programme aa --day tue --time 19:30 --home-group
  onward meeting list
  onward meeting find step --today --near \"M20\" --within 5km")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Save a meeting
    #[command(
        after_help = "Examples:\n  onward meeting add \"Tuesday Step Study\" --programme aa --day tue --time 19:30\n  \
        onward meeting add \"Noon online\" --venue online --link - --day mon,wed,fri --time 12:00 --open\n  \
        onward meeting add \"Agnostics\" --approach secular --type \"Discussion\" --point 53.4808,-2.2426"
    )]
    Add(AddArgs),
    /// Every saved meeting
    #[command(after_help = "Examples:\n  onward meeting list\n  onward meeting list --json")]
    List,
    /// One meeting
    #[command(after_help = "Examples:\n  onward meeting show \"tuesday step\"\n  onward meeting show tue --json")]
    Show(NameArgs),
    /// Change a saved meeting; what was attended stays as it was
    #[command(
        after_help = "Examples:\n  onward meeting edit tuesday --time 20:00\n  onward meeting edit tuesday --day tue,thu --no-home-group"
    )]
    Edit(EditArgs),
    /// Remove a saved meeting; what was attended stays as it was
    #[command(after_help = "Examples:\n  onward meeting remove tuesday\n  onward meeting remove tuesday --yes")]
    Remove(RemoveNameArgs),
    /// What is coming among your meetings
    #[command(after_help = "Examples:\n  onward meeting next\n  onward meeting next --days 2 --json")]
    Next(next::Args),
    /// Look among published meetings and your own
    #[command(after_help = "Examples:
  onward meeting find step --day tue --after 18:00
  onward meeting find --now --online
  onward meeting find --near \"M20 2AB\" --within 3mi --type women
  onward meeting find --near 53.48,-2.24 --tomorrow --open

Days and times are those of your clock. Each meeting has a number: `onward meeting save 2` keeps it among yours, \
`onward attend --found 2` records that you went. --near leaves out what is only online.")]
    Find(find::Args),
    /// Keep a meeting that was found among yours
    #[command(
        after_help = "Examples:\n  onward meeting save 3\n  onward meeting save 3 --name \"Tuesday steps\" --home-group"
    )]
    Save(save::Args),
    Import(import::Args),
    /// The published lists that were imported
    #[command(after_help = "Examples:\n  onward meeting sources\n  onward meeting sources --json")]
    Sources,
    /// Remove a published list; what was saved or attended stays
    #[command(after_help = "Examples:\n  onward meeting forget manchester\n  onward meeting forget manchester --yes")]
    Forget(forget::Args),
    /// The groups you visited, side by side: how each suited you, and what you said of it
    #[command(
        after_help = "Examples:\n  onward meeting compare\n  onward meeting compare tuesday noon \"st mary\" --near 53.4808,-2.2426\n\n\
        onward attend --fit --liked --missed is what it tells. Distances are in miles where\nthe country is GB or US, in kilometres everywhere else."
    )]
    Compare(CompareArgs),
    /// Your saved meetings, or those that a search finds, for your calendar: a file that calendars open (iCalendar)
    #[command(after_help = "Examples:\n  onward meeting calendar -o week.ics --remind 30m\n  \
        onward meeting calendar step --day tue --online -o week.ics --discreet\n\n        Words and filters choose as those of `meeting find` do; without any, all of your own.\n\n\
        Each meeting comes every week, from the day it was saved on, by the clock of its time zone; one without a zone \
        by the clock of wherever you are. One that names no end lasts an hour there. Those by appointment are left out, \
        and so are notes, always. The same meetings give the same file, and each keeps its id, by which calendars know \
        it again.")]
    Calendar(calendar::CalendarArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What you call it
    #[arg(value_name = "NAME")]
    name: Name,
    #[command(flatten)]
    what: WhatArgs,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The name, or a part of it
    #[arg(value_name = "MEETING")]
    meeting: String,
    /// A new name
    #[arg(long, value_name = "NAME")]
    name: Option<Name>,
    #[command(flatten)]
    what: WhatArgs,
    /// It is not your home group
    #[arg(long, conflicts_with = "home_group")]
    no_home_group: bool,
}

/// What is kept of a meeting; "none" takes a value away.
#[derive(Debug, clap::Args)]
struct WhatArgs {
    /// aa, na, smart or any name
    #[arg(long, value_name = "NAME")]
    programme: Option<Or<Programme>>,
    /// The weekdays: tue, or tue,thu; without one it is by appointment
    #[arg(long, value_name = "DAY,...")]
    day: Option<Or<Weekdays>>,
    /// When it starts: 19:30
    #[arg(long, value_name = "HH:MM")]
    time: Option<Or<TimeOfDay>>,
    /// When it ends; before the start means after midnight
    #[arg(long, value_name = "HH:MM")]
    end: Option<Or<TimeOfDay>>,
    /// Its time zone, when it is not yours: Europe/London
    #[arg(long, value_name = "ZONE")]
    zone: Option<Or<Zone>>,
    /// in-person, online or hybrid
    #[arg(long, value_name = "VENUE")]
    venue: Option<Venue>,
    /// Open to anyone
    #[arg(long, conflicts_with = "closed")]
    open: bool,
    /// For those who want to stop
    #[arg(long)]
    closed: bool,
    /// Where it is
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// What to open to join; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    link: Option<String>,
    /// Where it is on the map: 53.4808,-2.2426
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    point: Option<Or<Point>>,
    /// What its programme calls it: "Step Study, Speaker"
    #[arg(long = "type", value_name = "TYPE,...")]
    types: Option<Or<Types>>,
    /// What it builds on: spiritual or secular
    #[arg(long, value_name = "APPROACH")]
    approach: Option<Or<Approach>>,
    /// Your home group
    #[arg(long)]
    home_group: bool,
    #[command(flatten)]
    note: NoteArgs,
}

/// The texts of a meeting, read before anything is written; none where nothing was said of one.
struct Texts {
    place: Option<Or<Text>>,
    link: Option<Or<Text>>,
    note: Option<Or<Text>>,
}

impl WhatArgs {
    fn texts(&self, app: &mut App<'_>, before: Option<&Meeting>) -> Result<Texts> {
        let mut given =
            |argument: &str, text: &Option<String>| Or::given(text.as_deref(), |text| app.text(argument, text));
        let (place, link) = (given("--place", &self.place)?, given("--link", &self.link)?);
        let note = match before {
            Some(before) => self.note.of_changed(app, before, before.note.as_ref())?,
            None => self.note.of_new(app, "meeting add")?.map(|note| Or(Some(note))),
        };
        Ok(Texts { place, link, note })
    }

    /// The meeting with what was given in place of what it had.
    fn over(self, before: Meeting, texts: Texts) -> Meeting {
        let access = match (self.open, self.closed) {
            (true, _) => Some(Entry::Open),
            (_, true) => Some(Entry::Closed),
            _ => before.access,
        };
        Meeting {
            programme: Or::over(self.programme, before.programme),
            weekdays: self.day.map_or(before.weekdays, |given| given.0.unwrap_or_default()),
            start: Or::over(self.time, before.start),
            end: Or::over(self.end, before.end),
            zone: Or::over(self.zone, before.zone),
            venue: self.venue.unwrap_or(before.venue),
            access,
            place: Or::over(texts.place, before.place),
            link: Or::over(texts.link, before.link),
            note: Or::over(texts.note, before.note),
            point: Or::over(self.point, before.point),
            types: self.types.map_or(before.types, |given| given.0.map(|Types(types)| types)),
            approach: Or::over(self.approach, before.approach),
            home_group: self.home_group || before.home_group,
            ..before
        }
    }
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> app::Access {
        match self.command {
            Command::Import(_) | Command::Forget(_) | Command::Sources => app::Access::Beside,
            _ => app::Access::Read,
        }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        Command::Add(args) => add(args, app),
        Command::List => {
            let own = app.store.own_programmes()?;
            records::list_of(app, app.store.meetings()?, |meeting| Ok(MeetingItem::from(meeting).spoken(&own)))
        }
        Command::Show(args) => records::show_named(&args, app, item),
        Command::Edit(args) => edit(args, app),
        Command::Compare(args) => compare::run(&args, app),
        Command::Remove(args) => records::remove_named(&args, app, stays, item),
        Command::Next(args) => next::run(&args, app),
        Command::Find(args) => find::run(&args, app),
        Command::Save(args) => save::run(args, app),
        Command::Import(args) => import::run(&args, app),
        Command::Sources => sources::run(app),
        Command::Forget(args) => forget::run(&args, app),
        Command::Calendar(args) => calendar::run(&args, app),
    }
}

/// A meeting in the person's own words for its programme.
fn item(store: &Store, meeting: Meeting) -> Result<MeetingItem> {
    Ok(MeetingItem::from(meeting).spoken(&store.own_programmes()?))
}

fn add(args: AddArgs, app: &mut App<'_>) -> Outcome {
    if args.what.day.is_some() != args.what.time.is_some() {
        return Err(
            Error::usage("--day and --time belong together").hint("leave both out for a meeting by appointment")
        );
    }
    let texts = args.what.texts(app, None)?;
    app.write("meeting add", |app, writer| {
        free_name::<Meeting>(writer, &args.name, None)?;
        let empty =
            Meeting { programme: app.settings.programme.clone(), ..Meeting::named(app.new_id(), args.name, app.now) };
        let meeting = args.what.over(empty, texts);
        writer.insert(&meeting)?;
        changed(app, writer, meeting, "Saved", "saved")
    })
}

fn changed(app: &App<'_>, store: &Store, meeting: Meeting, now: &str, later: &str) -> Result<Change<MeetingItem>> {
    let item = item(store, meeting)?;
    let told = item.told();
    let said = Said { now: format!("{now}: {told}"), later: format!("{later} {told}"), more: Vec::new() };
    Ok(Change::new(app.today, item, said))
}

fn edit(args: EditArgs, app: &mut App<'_>) -> Outcome {
    let shown: Meeting = one(&app.store, &args.meeting)?;
    let texts = args.what.texts(app, Some(&shown))?;
    let look = format!("meeting show {}", typed(&args.meeting));
    app.write("meeting edit", |app, writer| {
        let Merged { before, after } = merged(app, writer, &shown, &look, |before| {
            let name = args.name.unwrap_or_else(|| before.name.clone());
            let after = args.what.over(before, texts);
            let home_group = after.home_group && !args.no_home_group;
            Ok(Meeting { name, home_group, ..after })
        })?;
        if after.name != before.name {
            free_name(writer, &after.name, Some(&before))?;
        }
        writer.update(&after)?;
        changed(app, writer, after, "Changed", "changed")
    })
}

/// What names a meeting and stays when it is removed.
fn stays(store: &Store, meeting: &Meeting) -> Result<String> {
    let attended = store.times_attended(meeting)?;
    Ok(if attended == 0 {
        String::new()
    } else {
        format!(" What was attended stays: {}.", counted(attended, "attendance"))
    })
}
