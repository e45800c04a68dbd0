//! `onward attend`: one meeting on one day.

mod ask;
mod what;

use clap::Subcommand;

use self::ask::ask;
use self::what::WhatArgs;
use super::args::{ListArgs, NoteArgs, OnArgs, Or, RemoveArgs, ShowArgs, recording};
use super::find::{Named, ambiguous};
use super::meeting::{Fits, recalled};
use super::merge::merged;
use super::records;
use crate::app::{Access, App, Outcome};
use crate::domain::attendance::{Attendance, Role};
use crate::domain::consistency::Window;
use crate::domain::day::DayArg;
use crate::domain::directory::{Number, Published};
use crate::domain::goal;
use crate::domain::id::IdArg;
use crate::domain::lookup::{Found, find};
use crate::domain::meeting::Meeting;
use crate::domain::text::{Name, Text};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::attendance::{AttendExtra, AttendanceItem, ThisWeek};
use crate::view::change::{Change, Said};
use crate::view::document::{Block, Line, Tone};
use crate::view::item::Item;
use crate::view::words::{told, typed};

/// A meeting you went to, and what you did there
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward attend                              # asks, in a terminal\n  onward attend \"tuesday step\" --shared\n  \
    onward attend \"Open meeting, St Mary's\" --programme na --on yesterday --fit 4\n  onward attend tuesday --proof chit --by \"J.B.\" --ref 1042\n  \
    onward attend \"noon online\" --fit 4 --liked \"small, warm\" --missed \"time to share\"\n  \
    onward attend --found 2                    # the second that `meeting find` showed"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Attendances, newest first
    #[command(after_help = "Examples:\n  onward attend list\n  onward attend list --since 2026-11-01 --json")]
    List(ListArgs),
    /// One attendance with all it says
    #[command(after_help = "Examples:\n  onward attend show 456789ab\n  onward attend show 456789ab --json")]
    Show(ShowArgs),
    /// Change an attendance
    #[command(
        after_help = "Examples:\n  onward attend edit 456789ab --roles shared,service\n  onward attend edit 456789ab --on yesterday"
    )]
    Edit(Box<EditArgs>),
    /// Remove an attendance
    #[command(after_help = "Examples:\n  onward attend remove 456789ab\n  onward attend remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// An attendance to record.
#[derive(Debug, clap::Args)]
struct Entry {
    /// A saved meeting by a part of its name, or just a name
    #[arg(value_name = "MEETING")]
    meeting: Option<Name>,
    /// One that the last `meeting find` showed, by its number; it need not be saved
    #[arg(long, value_name = "N", conflicts_with = "meeting")]
    found: Option<Number>,
    /// You shared, or took part
    #[arg(long)]
    shared: bool,
    /// You chaired, or facilitated
    #[arg(long)]
    chaired: bool,
    /// You spoke at length
    #[arg(long)]
    spoke: bool,
    /// You did service: tea, greeting, literature
    #[arg(long)]
    service: bool,
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    note: NoteArgs,
    #[command(flatten)]
    on: OnArgs,
}

/// What is to be changed about an attendance.
#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// What you did beside being there: shared,chaired,spoke,service; "none" for nothing else
    #[arg(long, value_name = "ROLE,...", value_delimiter = ',')]
    roles: Option<Vec<Or<Role>>>,
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    note: NoteArgs,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

impl Entry {
    fn roles(&self) -> Vec<Role> {
        let held = [
            (self.shared, Role::Shared),
            (self.chaired, Role::Chaired),
            (self.spoke, Role::Spoke),
            (self.service, Role::Service),
        ];
        held.into_iter().filter_map(|(held, role)| held.then_some(role)).collect()
    }
}

/// How the meeting was named.
enum Went {
    /// By a name, or a part of one.
    Named(Name),
    /// By its number in the last search.
    Found(Number),
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        let texts = self.entry.what.given_texts().into_iter().chain([&self.entry.note.note]);
        if self.command.is_none() { recording(texts) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    let own = app.store.own_programmes()?;
    let item = |_: &Store, attendance: Attendance| Ok(AttendanceItem::from(attendance).spoken(&own));
    match args.command {
        None => add(args.entry, app),
        Some(Command::List(args)) => records::list(&args, app, item),
        Some(Command::Show(args)) => records::show(&args, app, item),
        Some(Command::Edit(args)) => edit(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, item),
    }
}

fn add(mut entry: Entry, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", entry.on.on)?;
    let named = match (entry.found, entry.meeting.take()) {
        (Some(number), _) => Went::Found(number),
        (None, Some(name)) => Went::Named(name),
        (None, None) => Went::Named(ask(&mut entry, app)?),
    };
    let texts = entry.what.texts(app)?;
    let note = entry.note.of_new(app, "attend")?;
    app.write("attend", |app, writer| {
        let (saved, published) = match &named {
            Went::Named(name) => (saved(writer, name)?, None),
            Went::Found(number) => match recalled(app, writer, *number)? {
                Fits::Own(meeting) => (Some(meeting), None),
                Fits::Published(_, published) => (None, Some(published)),
            },
        };
        let before = Attendance {
            id: app.new_id(),
            day,
            meeting_id: saved.as_ref().map(|meeting| meeting.id),
            meeting: called(&named, saved.as_ref(), published.as_ref())?,
            programme: match (&saved, &published) {
                (Some(meeting), _) => meeting.programme.clone(),
                (None, Some(published)) => published.listing.programme.clone(),
                (None, None) => app.settings.programme.clone(),
            },
            venue: saved.as_ref().map(|meeting| meeting.venue).or(published.as_ref().map(|one| one.listing.venue)),
            roles: entry.roles(),
            fit: None,
            proof: None,
            note,
            recorded_at: app.now,
            source: None,
            start: saved.as_ref().map_or(published.as_ref().and_then(|one| one.listing.start), |meeting| meeting.start),
            place: match (&saved, published.as_ref().and_then(Published::whereabouts)) {
                (Some(meeting), _) => meeting.place.clone(),
                (None, Some(place)) => Text::new(&place)?,
                (None, None) => None,
            },
            liked: None,
            missed: None,
        };
        let attendance = entry.what.over(before, texts)?;
        writer.insert(&attendance)?;
        let mut more = Vec::new();
        if saved.is_none() {
            let keep = match &named {
                Went::Named(name) => format!("onward meeting add {}", typed(name.as_str())),
                Went::Found(number) => format!("onward meeting save {}", number.0),
            };
            let line = format!("Not a saved meeting; to find it by a part of its name: {keep}");
            more.push(Block::Text(Line::of(Tone::Quiet, line)));
        }
        answer(app, writer, attendance, "Recorded for", "", more)
    })
}

/// What the meeting is called that was attended.
fn called(named: &Went, saved: Option<&Meeting>, published: Option<&Published>) -> Result<Name> {
    match (named, saved, published) {
        (_, Some(meeting), _) => Ok(meeting.name.clone()),
        (Went::Named(name), None, _) => Ok(name.clone()),
        (Went::Found(_), None, Some(published)) => Ok(published.own_name()?),
        (Went::Found(number), None, None) => Err(Error::refused(format!("there is no meeting {}", number.0))),
    }
}

/// What is said of an attendance, with this week against the goal.
fn answer(
    app: &App<'_>,
    store: &Store,
    attendance: Attendance,
    now: &str,
    later: &str,
    mut more: Vec<Block>,
) -> Result<Change<AttendanceItem, AttendExtra>> {
    let week = Window::this_week(app.today, app.settings.week_start);
    let this_week = ThisWeek { attended: store.attended_in(week)?, goal: goal::per_week(&store.goals()?) };
    more.insert(0, Block::Text(Line::from(format!("{}.", this_week.told()))));
    let day = attendance.day;
    let item = AttendanceItem::from(attendance).spoken(&store.own_programmes()?);
    let now = format!("{now} {}: {}", told(day, app.today), item.gist());
    let said = Said { now, later: format!("{later}{}", item.told()), more };
    Ok(Change::new(app.today, item, said).with(AttendExtra { this_week }))
}

/// The saved meeting that a part of its name means; none where nothing fits, because a name alone is enough.
fn saved(store: &Store, name: &Name) -> Result<Option<Meeting>> {
    let all = store.meetings()?;
    match find(name.as_str(), &all, Meeting::name) {
        Found::One(one) => Ok(Some(one.clone())),
        Found::Many(many) => Err(ambiguous(name.as_str(), &many)),
        Found::Near(_) => Ok(None),
    }
}

fn edit(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Attendance>(&args.id)?;
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let texts = args.what.texts(app)?;
    let note = args.note.of_changed(app, &shown, shown.note.as_ref())?;
    app.write("attend edit", |app, writer| {
        let after = merged(app, writer, &shown, &format!("attend show {}", args.id), |before| {
            let roles = match &args.roles {
                Some(given) => {
                    Role::ALL[1..].iter().copied().filter(|role| given.iter().any(|one| one.0 == Some(*role))).collect()
                }
                None => before.roles.clone(),
            };
            let (day, note) = (day.unwrap_or(before.day), Or::over(note, before.note.clone()));
            args.what.over(Attendance { day, roles, note, ..before }, texts)
        })?
        .after;
        writer.update(&after)?;
        answer(app, writer, after, "Changed for", "changed ", Vec::new())
    })
}
