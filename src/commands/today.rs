//! `onward today`, and `onward` by itself: today at a glance and the one next thing to do.

use super::standing::sobriety;
use super::win::kept_today;
use crate::app::{Access, App, Outcome};
use crate::domain::attendance::Attendance;
use crate::domain::checkin::CheckinStreak;
use crate::domain::clock::Clock;
use crate::domain::contact::{Contact, ContactRole};
use crate::domain::kept::DAYS;
use crate::domain::programme::OwnProgramme;
use crate::error::Result;
use crate::view::checkin::CheckinItem;
use crate::view::today::{CheckinToday, ClockToday, CloseToday, MeetingToday, MilestoneToday, Short, Today};
use crate::view::win::KeptAgain;

/// Today at a glance, and the one next thing to do
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  onward today\n  onward today --short      # one line, for a shell prompt or status bar"
)]
pub struct Args {
    /// One line for a shell prompt; says nothing when nothing is recorded
    #[arg(long)]
    short: bool,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        if self.short { Access::Glance } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When the data cannot be read.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    if args.short {
        let (clocks, checked_in) = (seen(app)?, checked_in(app)?);
        return Ok(Box::new(Short { as_of: app.today, clocks, checked_in }));
    }
    whole(app, &visible(app)?)
}

fn visible(app: &App<'_>) -> Result<Vec<Clock>> {
    Ok(app.store.clocks()?.into_iter().filter(Clock::visible).collect())
}

/// The clocks that are shown without being named, as they stand today.
///
/// # Errors
/// When the data file cannot be read.
pub fn seen(app: &App<'_>) -> Result<Vec<ClockToday>> {
    let seen = |clock: &Clock| Ok(ClockToday::new(clock, &sobriety(&app.store, clock, app.today)?, app.today));
    visible(app)?.iter().map(seen).collect()
}

/// Whether today has a check-in.
///
/// # Errors
/// When the data file cannot be read.
pub fn checked_in(app: &App<'_>) -> Result<bool> {
    Ok(app.store.last_checkin_run(app.today)?.is_some_and(|run| run.to >= app.today))
}

fn whole(app: &App<'_>, clocks: &[Clock]) -> Outcome {
    let (store, today) = (&app.store, app.today);
    let own = store.own_programmes()?;
    let clocks = clocks.iter().map(|clock| glance(app, clock, &own)).collect::<Result<Vec<_>>>()?;
    let goals = store.goals()?;
    let (this_week, days_left_in_week) = super::attendance::this_week(app, &goals)?;
    let mut view = Today {
        as_of: today,
        clocks,
        checkin: checkin(app)?,
        this_week,
        days_left_in_week,
        meetings_today: meetings(app)?,
        pace: super::attendance::pace(app, &goals)?,
        due: super::contact::due_contacts(app)?,
        helpers: close(app, &own, |contact| contact.is_helper(&own))?,
        sponsees: close(app, &own, |contact| contact.role == ContactRole::Sponsee)?,
        next: None,
        kept: kept(app)?,
        unknown_zone: app.unknown_zone().map(str::to_owned),
        now: app.now,
        empty: store.steps(1)?.is_empty(),
    };
    view.decide();
    Ok(Box::new(view))
}

/// The contacts for which this holds, and whether they were reached.
fn close(app: &App<'_>, own: &[OwnProgramme], holds: impl Fn(&Contact) -> bool) -> Result<Vec<CloseToday>> {
    let told = |contact: Contact| {
        let last_reached = app.store.last_reached(&contact, app.today)?;
        Ok(CloseToday {
            called: contact.called(own),
            due_on: contact.due_on(last_reached),
            not_reached: contact.not_reached(last_reached, app.today),
            name: contact.name,
            programme: contact.programme,
            last_reached,
        })
    };
    app.store.contacts()?.into_iter().filter(holds).map(told).collect()
}

/// In a hard week, a small good thing of the person's own.
fn kept(app: &App<'_>) -> Result<Option<KeptAgain>> {
    let last_days = app.store.hardship(app.today.plus_days(1 - DAYS), app.today)?;
    let kept = if last_days.are_hard() { kept_today(app)? } else { None };
    Ok(kept.map(KeptAgain::from))
}

fn glance(app: &App<'_>, clock: &Clock, own: &[OwnProgramme]) -> Result<ClockToday> {
    let counted = sobriety(&app.store, clock, app.today)?;
    let mut view = ClockToday::new(clock, &counted, app.today).spoken(own);
    let reached = counted.current_run().and_then(|first| Some((first, clock.milestones.on(first, app.today)?)));
    if let Some((first, milestone)) = reached {
        let confirmed = app.store.days_said_sober(clock, first, app.today.before())?;
        view.milestone_today = Some(MilestoneToday {
            token: milestone.mark.token(clock.programme.as_ref(), own),
            label: milestone.label,
            unconfirmed_days: counted.full_days - confirmed,
        });
    }
    Ok(view)
}

fn checkin(app: &App<'_>) -> Result<CheckinToday> {
    let mut entries = app.store.checkins_on(app.today)?;
    let streak = CheckinStreak::new(app.store.last_checkin_run(app.today)?.as_slice(), app.today);
    Ok(CheckinToday {
        done: !entries.is_empty(),
        entries: entries.len(),
        streak_days: streak.streak_days,
        pending: streak.pending,
        brief: entries.pop().map(|last| CheckinItem::new(last, Vec::new()).brief()),
    })
}

fn meetings(app: &App<'_>) -> Result<Vec<MeetingToday>> {
    let held: Vec<_> =
        app.store.meetings()?.into_iter().filter(|meeting| meeting.held_on(app.today.weekday())).collect();
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let attended = app.store.newest::<Attendance>(Some(app.today), Some(app.today), u32::MAX)?;
    let seen = |meeting: crate::domain::meeting::Meeting| MeetingToday {
        attended: attended.iter().any(|one| one.meeting_id == Some(meeting.id)),
        name: meeting.name,
        start: meeting.start,
    };
    let mut seen: Vec<MeetingToday> = held.into_iter().map(seen).collect();
    seen.sort_by_key(|meeting| meeting.start);
    Ok(seen)
}
