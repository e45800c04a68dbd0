//! Writes a history through the library: `generate_history FOLDER YEARS [CHECKINS]`.
//!
//! One check-in a day for so many years until 2026-11-22 (or so many check-ins spread over these days), sober
//! for one clock, a slip of three days every 400 days, three meetings a week, a reach-out every other day.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool for developers, run by hand and by the benchmarks"
)]

use std::path::Path;

use onward::domain::attendance::{Attendance, Role};
use onward::domain::checkin::{Checkin, Sober};
use onward::domain::clock::Clock;
use onward::domain::contact::{Contact, ContactRole};
use onward::domain::day::Day;
use onward::domain::id::Id;
use onward::domain::milestone::MilestoneSet;
use onward::domain::moment::Moment;
use onward::domain::mood::Mood;
use onward::domain::reach::{Channel, Direction, Reach};
use onward::domain::slip::{Slip, Used};
use onward::error::Result;
use onward::store::{NewStep, Store, Writer};

/// Makes ids that grow with the day, as real ones do, and that are the same in every run.
struct Ids(u64);

impl Ids {
    fn next(&mut self, day: Day) -> Id {
        self.0 += 1;
        let millis = u64::try_from(day.date().and_hms_opt(20, 0, 0).expect("a time").and_utc().timestamp_millis());
        let mut chance = [0; 10];
        chance[2..].copy_from_slice(&self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        Id::new(uuid::Builder::from_unix_timestamp_millis(millis.unwrap_or(self.0), &chance).into_uuid())
    }
}

fn moment(day: Day) -> Moment {
    format!("{day}T20:00:00+00:00").parse().expect("a moment")
}

/// What every day points at.
struct Kept {
    clock: Clock,
    contact: Contact,
}

impl Kept {
    fn new(ids: &mut Ids, first: Day) -> Result<Self> {
        let clock = Clock {
            id: ids.next(first),
            name: "alcohol".parse()?,
            since: first,
            programme: Some("aa".parse()?),
            milestones: MilestoneSet::Aa,
            hidden: false,
            stopped_on: None,
            recorded_at: moment(first),
        };
        let contact = Contact {
            id: ids.next(first),
            name: "Maria G".parse()?,
            role: ContactRole::Sponsor,
            programme: None,
            phone: None,
            handle: None,
            every: Some("2d".parse()?),
            order: None,
            note: None,
            added_on: first,
            recorded_at: moment(first),
        };
        Ok(Self { clock, contact })
    }
}

/// Writes what happened on the day with this number.
fn write(writer: &Writer<'_>, ids: &mut Ids, kept: &Kept, day: Day, nth: i64, checkins: i64) -> Result<()> {
    let slipping = nth % 400 >= 397;
    if nth % 400 == 399 {
        writer.insert(&slip(ids, &kept.clock, day)?)?;
    }
    for entry in 0..checkins {
        checkin(writer, ids, &kept.clock, day, nth + entry, slipping)?;
    }
    if nth % 7 % 2 == 1 {
        writer.insert(&attendance(ids, day, nth)?)?;
    }
    if nth % 2 == 0 {
        writer.insert(&reach(ids, &kept.contact, day))?;
    }
    Ok(())
}

fn checkin(writer: &Writer<'_>, ids: &mut Ids, clock: &Clock, day: Day, nth: i64, slipping: bool) -> Result<()> {
    let checkin = Checkin {
        id: ids.next(day),
        day,
        mood: Some(Mood::new(1 + nth * 7 % 5)?),
        craving: None,
        anxiety: None,
        connection: None,
        halt: Vec::new(),
        gratitude: None,
        note: None,
        recorded_at: moment(day),
        source: None,
    };
    writer.insert(&checkin)?;
    let sober = Sober { checkin_id: checkin.id, day, clock_id: Some(clock.id), clock: clock.name.clone() };
    let answers = if slipping { Vec::new() } else { vec![sober] };
    writer.insert_sober(&answers)
}

fn slip(ids: &mut Ids, clock: &Clock, last: Day) -> Result<Slip> {
    Ok(Slip {
        id: ids.next(last),
        clock_id: Some(clock.id),
        clock: clock.name.clone(),
        used: Used::new(last.plus_days(-2), Some(last))?,
        trigger: None,
        note: None,
        recorded_at: moment(last),
        source: None,
    })
}

fn attendance(ids: &mut Ids, day: Day, nth: i64) -> Result<Attendance> {
    Ok(Attendance {
        id: ids.next(day),
        day,
        meeting_id: None,
        meeting: "Step Study".parse()?,
        programme: Some("aa".parse()?),
        venue: None,
        roles: if nth % 3 == 0 { vec![Role::Shared] } else { Vec::new() },
        fit: None,
        proof: None,
        note: None,
        recorded_at: moment(day),
        source: None,
        start: None,
        place: None,
        liked: None,
        missed: None,
    })
}

fn reach(ids: &mut Ids, contact: &Contact, day: Day) -> Reach {
    Reach {
        id: ids.next(day),
        contact_id: Some(contact.id),
        contact: contact.name.clone(),
        day,
        channel: Some(Channel::Call),
        direction: Direction::Outgoing,
        note: None,
        recorded_at: moment(day),
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let usage = "usage: generate_history FOLDER YEARS [CHECKINS]";
    let folder = args.get(1).expect(usage);
    let years: i64 = args.get(2).and_then(|years| years.parse().ok()).expect(usage);
    let last: Day = "2026-11-22".parse()?;
    let first = last.plus_days(1 - years * 1461 / 4);
    let days = first.days_until(last) + 1;
    let checkins = args.get(3).map_or(days, |count| count.parse().expect(usage));
    // In memory, a step for each day: the log is pruned as it would have been, and the disk is asked once.
    let mut store = Store::in_memory()?;
    let mut ids = Ids(0);
    let kept = Kept::new(&mut ids, first)?;
    let begun = NewStep { id: ids.next(first), at: moment(first), command: "clock add" };
    store.write(&begun, |writer| {
        writer.insert(&kept.clock)?;
        writer.insert(&kept.contact)?;
        Ok((String::new(), ()))
    })?;
    for nth in 0..days {
        let day = first.plus_days(nth);
        let step = NewStep { id: ids.next(day), at: moment(day), command: "checkin" };
        let of_day = checkins * (nth + 1) / days - checkins * nth / days;
        store.write(&step, |writer| {
            write(writer, &mut ids, &kept, day, nth, of_day)?;
            Ok((format!("what happened on {day}"), ()))
        })?;
    }
    Store::restore(Path::new(folder), None, &mut store, moment(last))?;
    println!("{checkins} check-ins over {days} days, {first} to {last}");
    Ok(())
}
