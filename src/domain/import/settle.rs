//! What of an import is recorded: what is new, allowed and of a day that has come. The rest is told.

use std::collections::{BTreeMap, BTreeSet};

use super::super::attendance::Attendance;
use super::super::checkin::{Checkin, Sober};
use super::super::clock::Clock;
use super::super::day::Day;
use super::super::id::Id;
use super::super::meeting::Meeting;
use super::super::moment::{Moment, TimeOfDay, WallClock};
use super::super::slip::Slip;
use super::super::source::Source;
use super::key::{self, Ordinals};
use super::{Attended, Entry, Rejected, Said, Use};

/// What is here already, and where and when this is.
pub struct Here<'a> {
    /// Every clock, with those that the import begins.
    pub clocks: &'a [Clock],
    /// Every saved meeting.
    pub meetings: &'a [Meeting],
    /// The ids of the records that were imported before.
    pub ids: &'a BTreeSet<Id>,
    /// The ongoing slip of each clock that has one.
    pub ongoing: &'a BTreeMap<Id, Id>,
    /// Today.
    pub today: Day,
    /// Now.
    pub now: Moment,
    /// The machine's zone.
    pub wall: &'a dyn WallClock,
}

/// How many records are new, and how many were here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// To be recorded.
    pub added: usize,
    /// Imported before, and left as they are.
    pub same: usize,
}

/// What is to be recorded, and what is not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// Clocks to begin.
    pub clocks: Vec<Clock>,
    /// Check-ins, each with its answers "sober".
    pub checkins: Vec<(Checkin, Vec<Sober>)>,
    /// Slips.
    pub slips: Vec<Slip>,
    /// Attendances.
    pub attendances: Vec<Attendance>,
    /// How many check-ins, slips and attendances are here already.
    pub same: [usize; 3],
    /// What was not taken.
    pub rejected: Vec<Rejected>,
    /// Clocks for which rows lie before their first sober day, each with the earliest day.
    pub before_since: BTreeMap<Id, Day>,
    /// What else to know.
    pub notes: Vec<String>,
}

impl Settled {
    /// Check-ins, slips, attendances and clocks, in this order.
    pub fn counts(&self) -> [(&'static str, Count); 4] {
        let [checkins, slips, attendances] = self.same;
        [
            ("clock", Count { added: self.clocks.len(), same: 0 }),
            ("checkin", Count { added: self.checkins.len(), same: checkins }),
            ("slip", Count { added: self.slips.len(), same: slips }),
            ("attendance", Count { added: self.attendances.len(), same: attendances }),
        ]
    }

    /// Whether something is to be recorded.
    pub fn adds(&self) -> bool {
        self.counts().iter().any(|(_, count)| count.added > 0)
    }

    /// The first and the last day that something is recorded for.
    pub fn days(&self) -> Option<(Day, Day)> {
        let checkins = self.checkins.iter().map(|(checkin, _)| checkin.day);
        let slips = self.slips.iter().flat_map(|slip| [Some(slip.used.from), slip.used.to]).flatten();
        let all = checkins.chain(slips).chain(self.attendances.iter().map(|attendance| attendance.day));
        all.fold(None, |days, day| match days {
            None => Some((day, day)),
            Some((first, last)) => Some((day.min(first), day.max(last))),
        })
    }
}

/// Why a row cannot be taken as it is.
enum No {
    Reason(String),
    /// It lies before the first sober day of this clock.
    Before(Id, Day, String),
}

/// Makes records of the rows, which come oldest first. Where it is only asked whether there is anything new, `whole` is
/// false, and the first new record ends it.
pub fn settle(source: Source, entries: impl IntoIterator<Item = Entry>, here: &Here<'_>, whole: bool) -> Settled {
    let mut settling = Settling {
        source,
        here,
        ordinals: Ordinals::default(),
        begun: BTreeSet::new(),
        ongoing: here.ongoing.clone(),
        settled: Settled::default(),
    };
    for entry in entries {
        settling.take(entry);
        if !whole && settling.settled.adds() {
            break;
        }
    }
    settling.settled
}

struct Settling<'a, 'h> {
    source: Source,
    here: &'a Here<'h>,
    ordinals: Ordinals,
    /// The ids that this import has come to.
    begun: BTreeSet<Id>,
    ongoing: BTreeMap<Id, Id>,
    settled: Settled,
}

impl Settling<'_, '_> {
    fn take(&mut self, entry: Entry) {
        let (day, time) = (entry.day, entry.time);
        // The ids come first: a row that is taken another time must not be the first of its kind then.
        let checkin = entry.said.map(|said| (self.checkin_id(day, time, &said), said));
        let slips: Vec<(Id, Use)> = entry.uses.into_iter().map(|used| (self.slip_id(&used), used)).collect();
        let attended: Vec<(Id, Attended)> =
            entry.attended.into_iter().map(|at| (self.meeting_id(day, time, &at), at)).collect();
        if let Err(no) = self.allowed(day, checkin.as_ref().map(|(_, said)| said), &slips) {
            let reason = match no {
                No::Reason(reason) => reason,
                No::Before(clock, day, reason) => {
                    let earliest = self.settled.before_since.entry(clock).or_insert(day);
                    *earliest = day.min(*earliest);
                    reason
                }
            };
            self.settled.rejected.push(Rejected { place: entry.place, reason });
            return;
        }
        let recorded_at = self.recorded_at(day, time);
        if let Some((id, said)) = checkin
            && self.is_new(id, 0)
        {
            self.check_in(id, day, said, recorded_at);
        }
        for (id, used) in slips {
            if self.is_new(id, 1) {
                self.slip(id, used, recorded_at);
            } else {
                self.note_end(id, &used);
            }
        }
        for (id, at) in attended {
            if self.is_new(id, 2) {
                self.attend(id, day, at, recorded_at);
            }
        }
    }

    fn checkin_id(&mut self, day: Day, time: Option<TimeOfDay>, said: &Said) -> Id {
        match &said.once {
            Some(once) => key::id(self.source, &["checkin", &day.to_string(), once]),
            None => self.ordinals.next(self.source, day, time, "checkin", &said.content),
        }
    }

    /// A clock has one imported slip that begins on a day.
    fn slip_id(&self, used: &Use) -> Id {
        key::id(self.source, &["slip", &used.used.from.to_string(), &used.clock.to_string()])
    }

    fn meeting_id(&mut self, day: Day, time: Option<TimeOfDay>, at: &Attended) -> Id {
        self.ordinals.next(self.source, day, time, "attendance", at.meeting.in_small_letters().as_str())
    }

    fn clock(&self, id: Id) -> Option<&Clock> {
        self.here.clocks.iter().find(|clock| clock.id == id)
    }

    /// The rules that hold for what is recorded here hold for what is imported.
    fn allowed(&self, day: Day, said: Option<&Said>, slips: &[(Id, Use)]) -> Result<(), No> {
        if day > self.here.today {
            return Err(No::Reason(format!("{day} is still to come")));
        }
        let sober = said.into_iter().flat_map(|said| &said.sober).map(|clock| (*clock, day));
        for (id, day) in sober.chain(slips.iter().map(|(_, used)| (used.clock, used.used.from))) {
            let clock = self.clock(id).ok_or_else(|| No::Reason("its clock is not here".to_owned()))?;
            let name = &clock.name;
            if day < clock.since {
                let why = format!("{day} lies before the first sober day of \"{name}\", {}", clock.since);
                return Err(No::Before(id, day, why));
            }
            if let Some(stopped) = clock.stopped_on.filter(|stopped| day > *stopped) {
                return Err(No::Reason(format!("the clock \"{name}\" stopped on {stopped}, before {day}")));
            }
        }
        if let Some(to) = slips.iter().filter_map(|(_, used)| used.used.to).find(|to| *to > self.here.today) {
            return Err(No::Reason(format!("{to} is still to come")));
        }
        let second = slips.iter().filter(|(_, used)| used.used.to.is_none());
        let second = second.filter(|(id, used)| self.ongoing.get(&used.clock).is_some_and(|other| other != id));
        match second.map(|(_, used)| used).next() {
            Some(used) => {
                Err(No::Reason(format!("from {} on: a slip on its clock is ongoing here already", used.used.from)))
            }
            None => Ok(()),
        }
    }

    /// When it was written there, as far as the row says; otherwise now.
    fn recorded_at(&self, day: Day, time: Option<TimeOfDay>) -> Moment {
        let written = time.map(|time| self.here.wall.at(day, time));
        written.filter(|written| written.at() <= self.here.now.at()).unwrap_or(self.here.now)
    }

    /// Whether this id comes for the first time; what was imported before is counted.
    fn is_new(&mut self, id: Id, kind: usize) -> bool {
        let first = self.begun.insert(id);
        let here = self.here.ids.contains(&id);
        if first && here {
            self.settled.same[kind] += 1;
        }
        first && !here
    }

    fn check_in(&mut self, id: Id, day: Day, said: Said, recorded_at: Moment) {
        let mut clocks = said.sober;
        clocks.sort_unstable();
        clocks.dedup();
        let answer = |clock: &Clock| Sober { checkin_id: id, day, clock_id: Some(clock.id), clock: clock.name.clone() };
        let sober = clocks.into_iter().filter_map(|id| self.clock(id)).map(answer).collect();
        let checkin = Checkin {
            id,
            day,
            mood: said.mood,
            craving: said.craving,
            anxiety: said.anxiety,
            connection: said.connection,
            halt: said.halt,
            gratitude: said.gratitude,
            note: said.note,
            recorded_at,
            source: Some(self.source),
        };
        self.settled.checkins.push((checkin, sober));
    }

    /// A slip that was imported while it was ongoing is left so; that it has ended since is told.
    fn note_end(&mut self, id: Id, used: &Use) {
        let (Some(to), Some(clock)) = (used.used.to, self.clock(used.clock)) else { return };
        if self.here.ongoing.get(&used.clock) == Some(&id) {
            let note = format!(
                "The slip on \"{}\" from {} is ongoing here; in the file it ended on {to}.",
                clock.name, used.used.from
            );
            self.settled.notes.push(note);
        }
    }

    fn slip(&mut self, id: Id, used: Use, recorded_at: Moment) {
        let Some(clock) = self.clock(used.clock) else { return };
        let slip = Slip {
            id,
            clock_id: Some(clock.id),
            clock: clock.name.clone(),
            used: used.used,
            trigger: used.trigger,
            note: used.note,
            recorded_at,
            source: Some(self.source),
        };
        if slip.used.to.is_none() {
            self.ongoing.insert(used.clock, id);
        }
        self.settled.slips.push(slip);
    }

    /// Name, programme, venue, start and place are those of the saved meeting of this name, where the row does not say them.
    fn attend(&mut self, id: Id, day: Day, at: Attended, recorded_at: Moment) {
        let saved = self.here.meetings.iter().find(|meeting| meeting.name.key() == at.meeting.key());
        self.settled.attendances.push(Attendance {
            id,
            day,
            meeting_id: saved.map(|meeting| meeting.id),
            meeting: saved.map_or(at.meeting, |meeting| meeting.name.clone()),
            programme: at.programme.or_else(|| saved.and_then(|meeting| meeting.programme.clone())),
            venue: at.venue.or_else(|| saved.map(|meeting| meeting.venue)),
            roles: Vec::new(),
            fit: None,
            proof: None,
            note: at.note,
            recorded_at,
            source: Some(self.source),
            start: saved.and_then(|meeting| meeting.start),
            place: saved.and_then(|meeting| meeting.place.clone()),
            liked: None,
            missed: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::milestone::MilestoneSet;
    use super::super::super::slip::Used;
    use super::super::Place;
    use super::*;

    /// A wall clock in UTC.
    struct Utc;

    impl WallClock for Utc {
        fn at(&self, day: Day, time: TimeOfDay) -> Moment {
            format!("{day}T{time}:00+00:00").parse().unwrap()
        }

        fn after_1970(&self, _: i64) -> Option<Moment> {
            None
        }
    }

    fn clock() -> Clock {
        Clock {
            id: key::id(Source::Csv, &["clock"]),
            name: "alcohol".parse().unwrap(),
            since: "2026-01-01".parse().unwrap(),
            programme: None,
            milestones: MilestoneSet::Plain,
            hidden: false,
            stopped_on: "2026-11-10".parse().ok(),
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    fn settled(entries: Vec<Entry>, ids: &BTreeSet<Id>, ongoing: &BTreeMap<Id, Id>) -> Settled {
        let (today, now) = ("2026-11-23".parse().unwrap(), "2026-11-23T21:30:00+00:00".parse().unwrap());
        let here = Here { clocks: &[clock()], meetings: &[], ids, ongoing, today, now, wall: &Utc };
        settle(Source::Csv, entries, &here, true)
    }

    fn said(day: &str, said: Said) -> Entry {
        Entry { said: Some(said), ..Entry::new(Place::line(2), day.parse().unwrap(), "08:10".parse().ok()) }
    }

    fn used(from: &str, to: Option<&str>) -> Entry {
        let used = Used { from: from.parse().unwrap(), to: to.map(|to| to.parse().unwrap()) };
        let uses = vec![Use { clock: clock().id, used, trigger: None, note: None }];
        Entry { uses, ..Entry::new(Place::line(2), used.from, None) }
    }

    #[test]
    fn what_was_imported_before_is_the_same_and_what_is_alike_is_two() {
        let twice = || vec![said("2026-11-01", Said::default()), said("2026-11-01", Said::default())];
        let first = settled(twice(), &BTreeSet::new(), &BTreeMap::new());
        assert_eq!((first.checkins.len(), first.same), (2, [0; 3]));
        assert_eq!(first.checkins[0].0.recorded_at, "2026-11-01T08:10:00+00:00".parse().unwrap());
        let ids = first.checkins.iter().map(|(checkin, _)| checkin.id).collect();
        let again = settled(twice().into_iter().chain(twice()).collect(), &ids, &BTreeMap::new());
        assert_eq!((again.checkins.len(), again.same), (2, [2, 0, 0]));
        let once = || said("2026-11-01", Said { once: Some("mark".to_owned()), ..Said::default() });
        assert_eq!(settled(vec![once(), once()], &BTreeSet::new(), &BTreeMap::new()).checkins.len(), 1);
    }

    #[test]
    fn a_row_is_rejected_whole_and_the_earliest_day_before_a_clock_is_told() {
        let sober = || Said { sober: vec![clock().id], ..Said::default() };
        let rows = vec![
            said("2025-12-30", sober()),
            used("2025-12-29", Some("2025-12-29")),
            said("2026-11-24", Said::default()),
            used("2026-11-09", Some("2026-11-24")),
            said("2026-11-11", sober()),
        ];
        let found = settled(rows, &BTreeSet::new(), &BTreeMap::new());
        assert_eq!((found.checkins.len(), found.slips.len(), found.rejected.len()), (0, 0, 5));
        assert_eq!(found.before_since, BTreeMap::from([(clock().id, "2025-12-29".parse().unwrap())]));
        assert_eq!(found.days(), None);
    }

    #[test]
    fn a_clock_has_one_ongoing_slip() {
        let two = vec![used("2026-11-01", None), used("2026-11-05", None)];
        let found = settled(two, &BTreeSet::new(), &BTreeMap::new());
        assert_eq!((found.slips.len(), found.rejected.len()), (1, 1));
        let here = BTreeMap::from([(clock().id, clock().id)]);
        assert_eq!(settled(vec![used("2026-11-01", None)], &BTreeSet::new(), &here).rejected.len(), 1);
    }
}
