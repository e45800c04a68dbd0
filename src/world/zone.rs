//! The zone of the person's clocks: what a wall clock here showed when.

use chrono::{Local, LocalResult, TimeDelta, TimeZone};

use crate::domain::day::Day;
use crate::domain::moment::{Moment, TimeOfDay, WallClock};
use crate::domain::zone::Rules;

/// How long a wall clock can leave out at once: longer than any zone ever did.
const LONGEST_GAP_HOURS: i64 = 25;

/// The zone that the person's clocks show.
#[derive(Debug, Clone)]
pub enum Here {
    /// That of this machine, `TZ` honoured.
    Machine,
    /// A known one, for a world that is not this machine's.
    Known(Rules),
}

impl Here {
    /// How this zone reads instants and wall clocks.
    pub fn wall_clock(&self) -> Box<dyn WallClock> {
        match self {
            Self::Machine => Box::new(Wall(Local)),
            Self::Known(zone) => Box::new(Wall(zone.clone())),
        }
    }
}

struct Wall<Z>(Z);

impl<Z: TimeZone> WallClock for Wall<Z> {
    fn at(&self, day: Day, time: TimeOfDay) -> Moment {
        let wall = day.date().and_time(time.time());
        // Minute by minute over a stretch that the clock left out, so that its length need not be known.
        let found = (0..=LONGEST_GAP_HOURS * 60).find_map(|minutes| {
            let wall = wall.checked_add_signed(TimeDelta::minutes(minutes))?;
            match self.0.from_local_datetime(&wall) {
                LocalResult::Single(one) => Some(one.fixed_offset()),
                LocalResult::Ambiguous(one, other) => Some(one.min(other).fixed_offset()),
                LocalResult::None => None,
            }
        });
        Moment::new(found.unwrap_or_else(|| wall.and_utc().fixed_offset()))
    }

    fn after_1970(&self, milliseconds: i64) -> Option<Moment> {
        self.0.timestamp_millis_opt(milliseconds).single().map(|moment| Moment::new(moment.fixed_offset()))
    }
}
