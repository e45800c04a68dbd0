//! Which record is to be erased: one that is kept, or one that only the log still holds.

use super::Args;
use crate::commands::find::{Named, ambiguous_names, one};
use crate::domain::helpline::{Helpline, Known};
use crate::domain::id::{Id, IdArg};
use crate::domain::lookup::{Found, find};
use crate::domain::plan::{Part, PlanPart};
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::setting::SettingKey;
use crate::domain::text::Name;
use crate::error::{Error, Result};
use crate::store::{Gone, Record, Store, Target};
use crate::view::helpline::HelplineView;
use crate::view::item::Item;
use crate::view::programme::ProgrammeItem;

/// The record that is meant.
pub(super) struct Chosen {
    pub(super) target: Target,
    pub(super) told: String,
    /// What other records may have copied from it.
    pub(super) name: String,
}

/// Says what a record is, in one line without its texts.
pub(super) type Told<'a, R> = &'a dyn Fn(&Store, R) -> Result<String>;

/// A record as it is told; only its id where the log holds too little of it.
fn telling<R: Record>(store: &Store, id: Id, record: Option<R>, told: Told<'_, R>) -> Result<String> {
    let unknown = || Ok(format!("{} with the id {}", R::WHAT, id.short()));
    record.map_or_else(unknown, |record| told(store, record))
}

/// A record of a kind that has no names.
pub(super) fn numbered<R: Record>(store: &Store, args: &Args, told: Told<'_, R>) -> Result<Chosen> {
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
pub(super) fn of_plan(store: &Store, args: &Args) -> Result<Chosen> {
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

/// The value of a setting: the one that is kept, and those that it had before.
pub(super) fn of_settings(store: &Store, args: &Args) -> Result<Chosen> {
    let key: SettingKey = args.which.parse().map_err(|wrong| Error::usage(format!("WHICH: {wrong}")))?;
    let target = Target::setting(key);
    if !store.has(&target)? && store.log_entries(&target)? == 0 {
        return Err(Error::refused(format!("WHICH: \"{key}\" has no value of yours, not in the log either"))
            .hint("`onward config list` shows what is set"));
    }
    Ok(Chosen { target, told: format!("setting \"{key}\""), name: String::new() })
}

/// A record of a kind that has names; an id is understood too.
pub(super) fn named<N: Named>(store: &Store, args: &Args, told: Told<'_, N>) -> Result<Chosen> {
    let gone = store.only_in_log::<N>()?;
    let name = |record: &N| record.name().clone();
    match by_name_or_id(store, args, &[&name], N::all(store)?, told)? {
        Some(found) => Ok(found),
        // The refusal that every command gives, with near matches.
        None if gone.is_empty() => one::<N>(store, &args.which).and_then(|_| Err(missing_name(args, store, told)?)),
        None => Err(missing_name(args, store, told)?),
    }
}

/// The person's own words for a programme, by its name or its title.
pub(super) fn of_programmes(store: &Store, args: &Args) -> Result<Chosen> {
    let told = |_: &Store, own: OwnProgramme| Ok(ProgrammeItem::new(&own.programme, std::slice::from_ref(&own)).told());
    let name = |own: &OwnProgramme| own.programme.name().clone();
    let title = |own: &OwnProgramme| own.title.clone();
    if let Some(found) = by_name_or_id(store, args, &[&name, &title], store.own_programmes()?, &told)? {
        return Ok(found);
    }
    match args.which.parse::<Programme>() {
        Ok(programme) if programme.is_built_in() => {
            Err(Error::refused(format!("WHICH: \"{programme}\" is built in, and you have no words of your own for it"))
                .hint("`onward programme list` shows which are yours"))
        }
        _ => Err(missing_name::<OwnProgramme>(args, store, &told)?),
    }
}

/// A helpline of the person's own, or their word on one that is built in.
pub(super) fn of_helplines(store: &Store, args: &Args) -> Result<Chosen> {
    let told = |_: &Store, own: Helpline| Ok(HelplineView::from(&Known::from(&own)).told());
    let name = |own: &Helpline| own.name.clone();
    match by_name_or_id(store, args, &[&name], store.own_helplines()?, &told)? {
        Some(found) => Ok(found),
        None => Err(missing_name::<Helpline>(args, store, &told)?),
    }
}

fn missing_name<R: Record>(args: &Args, store: &Store, told: Told<'_, R>) -> Result<Error> {
    missing(&format!("named \"{}\"", args.which), store, store.only_in_log()?, told)
}

/// What a kind of record is called by.
type NameOf<'a, R> = &'a dyn Fn(&R) -> Name;

/// The one record with this name, or else with this id; those that are kept come before those that only the log holds.
fn by_name_or_id<R: Record + Clone>(
    store: &Store,
    args: &Args,
    names: &[NameOf<'_, R>],
    kept: Vec<R>,
    told: Told<'_, R>,
) -> Result<Option<Chosen>> {
    let gone = store.only_in_log::<R>()?;
    let found = match by_name(store, &args.which, names, kept, &gone, told)? {
        Some(id) => Some(id),
        None => args.which.parse().map_or(Ok(None), |wanted| by_id(store, &wanted, &gone))?,
    };
    let Some(id) = found else { return Ok(None) };
    let record = record(store, id, gone)?;
    let name = names.first().zip(record.as_ref()).map_or_else(String::new, |(name, record)| name(record).to_string());
    Ok(Some(Chosen { target: Target::of::<R>(id), told: telling(store, id, record, told)?, name }))
}

fn by_name<R: Record + Clone>(
    store: &Store,
    wanted: &str,
    names: &[NameOf<'_, R>],
    kept: Vec<R>,
    gone: &[Gone<R>],
    told: Told<'_, R>,
) -> Result<Option<Id>> {
    let removed = gone.iter().filter_map(|gone| gone.record.clone()).collect();
    for all in [kept, removed] {
        for name in names {
            let named: Vec<(Name, &R)> = all.iter().map(|record| (name(record), record)).collect();
            match find(wanted, &named, |(name, _)| name) {
                Found::One((_, one)) => return Ok(Some(one.id())),
                Found::Many(many) => return Err(several(store, wanted, &many, told)?),
                Found::Near(_) => {}
            }
        }
    }
    Ok(None)
}

/// The refusal of a name that fits several; where they bear the same one, only an id tells them apart.
fn several<R: Record + Clone>(store: &Store, wanted: &str, many: &[&(Name, &R)], told: Told<'_, R>) -> Result<Error> {
    let alike = many.iter().all(|(name, _)| many.iter().all(|(other, _)| other.key() == name.key()));
    if !alike {
        return Ok(ambiguous_names(wanted, R::WHAT, many.iter().map(|(name, _)| name)));
    }
    let mut hint = "write its id in place of the name:".to_owned();
    for (_, record) in many {
        hint.push_str(&format!("\n  {}  {}", record.id().short(), told(store, (*record).clone())?));
    }
    Ok(Error::refused(format!("\"{wanted}\" fits more than one {}", R::WHAT)).hint(hint))
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
