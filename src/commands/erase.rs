//! `onward erase`: takes one record out of the data and out of the log, for good.
//!
//! Not here: goals, settings and field lists, which hold no words of the person's own.

use super::find::{Named, ambiguous, one};
use super::smart::item as sheet_item;
use super::step::work_item;
use crate::app::{App, Outcome};
use crate::domain::attendance::Attendance;
use crate::domain::checkin::Checkin;
use crate::domain::clock::Clock;
use crate::domain::contact::Contact;
use crate::domain::id::{Id, IdArg};
use crate::domain::kind::Kind;
use crate::domain::lookup::{Found, find};
use crate::domain::meeting::Meeting;
use crate::domain::plan::{Part, PlanPart};
use crate::domain::reach::Reach;
use crate::domain::shared::Shared;
use crate::domain::slip::Slip;
use crate::domain::stepwork::{Stepnote, Stepwork};
use crate::domain::urge::Urge;
use crate::domain::win::Win;
use crate::domain::worksheet::Worksheet;
use crate::error::{Error, Result};
use crate::store::{Gone, Record, Store, Target};
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
    /// checkin, slip, attend, reach, urge, win, step, note (on a step), smart, clock, meeting, contact, plan or shared
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The id, or its end as lists show it; for a clock, a meeting or a contact also the name or a part
    /// of it, for the plan its part: reasons
    #[arg(value_name = "WHICH")]
    which: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
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
        Kind::Plan => part_of_plan(store, args)?,
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

/// The record that is meant.
struct Chosen {
    target: Target,
    told: String,
    /// What other records may have copied from it.
    name: String,
}

/// Says what a record is, in one line without its texts.
type Told<'a, R> = &'a dyn Fn(&Store, R) -> Result<String>;

/// A record as it is told; only its id where the log holds too little of it.
fn telling<R: Record>(store: &Store, id: Id, record: Option<R>, told: Told<'_, R>) -> Result<String> {
    let unknown = || Ok(format!("{} with the id {}", R::WHAT, id.short()));
    record.map_or_else(unknown, |record| told(store, record))
}

/// A record of a kind that has no names.
fn numbered<R: Record>(store: &Store, args: &Args, told: Told<'_, R>) -> Result<Chosen> {
    let wanted: IdArg = args.which.parse().map_err(|wrong| Error::usage(format!("WHICH: {wrong}")))?;
    let gone = store.only_in_log()?;
    match by_id(store, &wanted, &gone)? {
        Some(id) => {
            let record = record(store, id, gone)?;
            Ok(Chosen { target: Target::of::<R>(id), told: telling(store, id, record, told)?, name: String::new() })
        }
        None => Err(missing(&format!("with the id {wanted}"), store, gone, told)?),
    }
}

/// A part of the plan: the one that is kept, or else the one that went last. An id is understood too.
fn part_of_plan(store: &Store, args: &Args) -> Result<Chosen> {
    let told = |part: &PlanPart| format!("plan part \"{}\"", part.part);
    let Ok(wanted) = args.which.parse::<Part>() else {
        return numbered(store, args, &|_, part: PlanPart| Ok(told(&part)));
    };
    let gone = store.only_in_log::<PlanPart>()?.into_iter().filter_map(|gone| gone.record);
    match store.plan()?.into_iter().chain(gone).find(|part| part.part == wanted) {
        Some(part) => Ok(Chosen { target: Target::of::<PlanPart>(part.id), told: told(&part), name: String::new() }),
        None => Err(Error::refused(format!("WHICH: the plan has no {wanted}, not in the log either"))
            .hint("`onward plan show` shows what is kept")),
    }
}

/// A record of a kind that has names; an id is understood too.
fn named<N: Named>(store: &Store, args: &Args, told: Told<'_, N>) -> Result<Chosen> {
    let gone = store.only_in_log::<N>()?;
    let found = match by_name(store, &args.which, &gone)? {
        Some(id) => Some(id),
        None => args.which.parse().map_or(Ok(None), |wanted| by_id(store, &wanted, &gone))?,
    };
    let Some(id) = found else {
        if gone.is_empty() {
            // The refusal that every command gives, with near matches.
            one::<N>(store, &args.which)?;
        }
        return Err(missing(&format!("named \"{}\"", args.which), store, gone, told)?);
    };
    let record = record(store, id, gone)?;
    let name = record.as_ref().map_or_else(String::new, |record| record.name().to_string());
    Ok(Chosen { target: Target::of::<N>(id), told: telling(store, id, record, told)?, name })
}

/// The id of the one record with this name; those that are kept come first.
fn by_name<N: Named>(store: &Store, wanted: &str, gone: &[Gone<N>]) -> Result<Option<Id>> {
    let removed = gone.iter().filter_map(|gone| gone.record.clone()).collect();
    for all in [N::all(store)?, removed] {
        match find(wanted, &all, N::name) {
            Found::One(one) => return Ok(Some(one.id())),
            Found::Many(many) => return Err(ambiguous(wanted, &many)),
            Found::Near(_) => {}
        }
    }
    Ok(None)
}

/// The one id that ends like this, of a record that is kept or that only the log holds.
fn by_id<R: Record>(store: &Store, wanted: &IdArg, gone: &[Gone<R>]) -> Result<Option<Id>> {
    let kept = store.with_id::<R>(wanted)?.into_iter().map(|record| record.id());
    let gone = gone.iter().map(|gone| gone.id).filter(|id| id.to_string().ends_with(wanted.ending()));
    let mut all = kept.chain(gone);
    match (all.next(), all.next()) {
        (found, None) => Ok(found),
        _ => Err(Error::refused(format!("WHICH: more than one {} has an id that ends in {wanted}", R::WHAT))
            .hint("write more of the id; --json lists show all of it")),
    }
}

/// The record as it is kept or, if it is not, as the log has it.
fn record<R: Record>(store: &Store, id: Id, gone: Vec<Gone<R>>) -> Result<Option<R>> {
    let kept = store.with_id(&id.into())?.pop();
    Ok(kept.or_else(|| gone.into_iter().find(|gone| gone.id == id).and_then(|gone| gone.record)))
}

/// How many of the records that only the log holds are listed in a hint, those that went last first.
const LISTED: usize = 50;

fn missing<R: Record>(how: &str, store: &Store, gone: Vec<Gone<R>>, told: Told<'_, R>) -> Result<Error> {
    let mut hint = format!("`onward {} list` shows what is kept", R::COMMAND);
    if !gone.is_empty() {
        hint.push_str("; only the log still holds:");
    }
    let more = gone.len().saturating_sub(LISTED);
    for Gone { id, record } in gone.into_iter().take(LISTED) {
        hint.push_str(&format!("\n  {}  {}", id.short(), telling(store, id, record, told)?));
    }
    if more > 0 {
        hint.push_str(&format!("\n  and {more} more that went before these"));
    }
    Ok(Error::refused(format!("WHICH: there is no {} {how}, not in the log either", R::WHAT)).hint(hint))
}

fn erase(args: &Args, app: &mut App<'_>, Chosen { target, told, name }: Chosen) -> Outcome {
    let log = app.store.log_entries(&target)?;
    let named = app.store.copies(&target, &name)?;
    let what = format!("This erases for good the {told}, with its {} in the log.{}", entries(log), copies(named));
    app.confirm_for_good(&what, args.yes)?;
    let (erased, in_backups) = app.erase(&target)?;
    let erased = ErasedView {
        kind: args.kind,
        id: target.id,
        record: erased.record,
        log_entries: i64::try_from(erased.log_entries).unwrap_or(i64::MAX),
        copies: named,
        rewritten: erased.rewritten,
        backups: i64::try_from(in_backups.erased).unwrap_or(i64::MAX),
        unopened: in_backups.unopened.iter().map(|path| path.display().to_string()).collect(),
    };
    Ok(Box::new(Erasing { as_of: app.today, erased, told }))
}
