//! `onward erase`: takes one record out of the data and out of the log, for good.
//!
//! Not here: goals and field lists, which hold no words of the person's own. Which kind is erased from which table, and
//! why some are not, is in the registry of tables in the store.

mod which;

use self::which::{Chosen, named, numbered, of_helplines, of_plan, of_programmes, of_settings};
use super::smart::item as sheet_item;
use super::step::work_item;
use crate::app::{Access, App, Outcome};
use crate::domain::attendance::Attendance;
use crate::domain::checkin::Checkin;
use crate::domain::clock::Clock;
use crate::domain::contact::Contact;
use crate::domain::kind::Kind;
use crate::domain::meeting::Meeting;
use crate::domain::reach::Reach;
use crate::domain::shared::Shared;
use crate::domain::slip::Slip;
use crate::domain::stepwork::{Stepnote, Stepwork};
use crate::domain::urge::Urge;
use crate::domain::win::Win;
use crate::domain::worksheet::Worksheet;
use crate::error::Result;
use crate::store::Store;
use crate::view::attendance::AttendanceItem;
use crate::view::checkin::CheckinItem;
use crate::view::clock::ClockItem;
use crate::view::contact::ContactItem;
use crate::view::erase::{ErasedView, Erasing, copies, entries};
use crate::view::item::Item;
use crate::view::meeting::MeetingItem;
use crate::view::reach::ReachItem;
use crate::view::slip::SlipItem;
use crate::view::urge::UrgeItem;
use crate::view::win::WinItem;
use crate::view::words::dated;

/// Erase one record for good, from the data and from the log that undo reads
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward erase checkin 456789ab\n  onward erase contact \"Maria G\" --yes\n\n\
    A record that was removed or taken back before is found too, as long as the log holds it. `remove` is what undo can \
    bring back; nothing brings back what was erased. The backups in the data folder lose it too. Copies made \
    elsewhere are out of reach: exports, other backups, a copied folder, and what the disk itself keeps in its free space.")]
pub struct Args {
    /// checkin, slip, attend, reach, urge, win, step, note (on a step), smart, clock, meeting, contact, plan, shared,
    /// programme, helpline or setting
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The id, or its end as lists show it; for a clock, meeting, contact, programme or helpline also the name or a
    /// part of it, for the plan its part: reasons; for a setting its name: near
    #[arg(value_name = "WHICH")]
    which: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When no record or several fit, or the answer is no; nothing is erased then.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let store = &app.store;
    let chosen = match args.kind {
        Kind::Checkin => numbered(store, args, &told_checkin)?,
        Kind::Slip => numbered(store, args, &|_, slip: Slip| Ok(SlipItem::from(slip).told()))?,
        Kind::Attend => {
            numbered(store, args, &|_, attendance: Attendance| Ok(AttendanceItem::from(attendance).told()))?
        }
        Kind::Reach => numbered(store, args, &|_, reach: Reach| Ok(ReachItem::from(reach).told()))?,
        Kind::Urge => numbered(store, args, &|_, urge: Urge| Ok(UrgeItem::from(urge).told()))?,
        Kind::Win => numbered(store, args, &|_, win: Win| Ok(WinItem::from(win).told()))?,
        Kind::Step => numbered(store, args, &|store, work: Stepwork| Ok(work_item(store, work)?.told()))?,
        Kind::Note => numbered(store, args, &|_, note: Stepnote| Ok(format!("note of {} on a step", dated(note.day))))?,
        Kind::Smart => numbered(store, args, &|store, sheet: Worksheet| Ok(sheet_item(store, sheet)?.told()))?,
        Kind::Shared => {
            numbered(store, args, &|_, shared: Shared| Ok(format!("record of a file shared on {}", dated(shared.day))))?
        }
        Kind::Plan => of_plan(store, args)?,
        Kind::Programme => of_programmes(store, args)?,
        Kind::Helpline => of_helplines(store, args)?,
        Kind::Setting => of_settings(store, args)?,
        Kind::Clock => named(store, args, &|_, clock: Clock| Ok(ClockItem::from(clock).told()))?,
        Kind::Meeting => named(store, args, &|_, meeting: Meeting| Ok(MeetingItem::from(meeting).told()))?,
        Kind::Contact => named(store, args, &|_, contact: Contact| Ok(ContactItem::new(contact, None).told()))?,
    };
    erase(args, app, chosen)
}

fn told_checkin(store: &Store, checkin: Checkin) -> Result<String> {
    let sober = store.sober_of(&checkin)?;
    Ok(CheckinItem::new(checkin, sober).told())
}

fn erase(args: &Args, app: &mut App<'_>, Chosen { target, told, name }: Chosen) -> Outcome {
    let log = app.store.log_entries(&target)?;
    let named = app.store.copies(&target, &name)?;
    let what = format!("This erases for good the {told}, with its {} in the log.{}", entries(log), copies(named));
    app.confirm_for_good(&what, args.yes)?;
    let (erased, in_backups) = app.erase(&target)?;
    let erased = ErasedView {
        kind: args.kind,
        id: target.id.clone(),
        record: erased.record,
        log_entries: i64::try_from(erased.log_entries).unwrap_or(i64::MAX),
        copies: named,
        rewritten: erased.rewritten,
        backups: i64::try_from(in_backups.erased).unwrap_or(i64::MAX),
        unopened: in_backups.unopened.iter().map(|path| path.display().to_string()).collect(),
    };
    Ok(Box::new(Erasing { as_of: app.today, erased, told }))
}
