//! The zone of the person's clocks: what a wall clock here showed when.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local, LocalResult, TimeDelta, TimeZone, Utc};

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
    /// That of this machine without `TZ`, which says this and names none.
    Unnamed(String),
    /// A known one, for a world that is not this machine's.
    Known(Rules),
}

impl Here {
    /// This machine's, with what the environment says of it.
    pub(super) fn of_machine(named: Option<&OsStr>) -> Self {
        let Some(named) = named.filter(|named| !is_zone(named)) else { return Self::Machine };
        let named = named.to_string_lossy().into_owned();
        // A machine without the rules of zones: the program has them.
        if let Some((_, rules)) = Rules::named(&named) {
            return Self::Known(rules);
        }
        Self::Unnamed(named)
    }

    /// What `TZ` says where that names no zone.
    pub fn unknown(&self) -> Option<&str> {
        match self {
            Self::Unnamed(named) => Some(named),
            Self::Machine | Self::Known(_) => None,
        }
    }

    /// The rules to go by; none for those that this machine has.
    pub fn rules(&self) -> Option<&Rules> {
        match self {
            Self::Machine | Self::Unnamed(_) => None,
            Self::Known(rules) => Some(rules),
        }
    }

    /// An instant as the wall clock here shows it.
    pub(super) fn seen(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        match self.rules() {
            None => at.with_timezone(&Local).fixed_offset(),
            Some(rules) => at.with_timezone(rules).fixed_offset(),
        }
    }

    /// How this zone reads instants and wall clocks.
    pub fn wall_clock(&self) -> Box<dyn WallClock> {
        match self.rules() {
            None => Box::new(Wall(Local)),
            Some(rules) => Box::new(Wall(rules.clone())),
        }
    }
}

/// Where systems keep the rules of zones.
const FOLDERS: &[&str] = &["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];

/// Whether a value of `TZ` names a zone: a file of rules, or the rules themselves as POSIX writes them. The empty one is
/// UTC everywhere.
fn is_zone(named: &OsStr) -> bool {
    let Some(named) = named.to_str() else { return false };
    if named.is_empty() || named == "localtime" {
        return true;
    }
    match named.strip_prefix(':') {
        Some(file) => has_rules(file),
        None => has_rules(named) || Rules::written(named.trim_matches(|c: char| c.is_ascii_whitespace())).is_some(),
    }
}

fn has_rules(file: &str) -> bool {
    // Joined to a folder, an absolute path is itself.
    FOLDERS.iter().any(|folder| {
        let mut mark = [0; 4];
        let read = File::open(Path::new(folder).join(file)).and_then(|mut file| file.read_exact(&mut mark));
        read.is_ok() && &mark == b"TZif"
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_zone_is_told_from_what_does_not() {
        for zone in ["", "UTC0", "GMT0BST,M3.5.0/1,M10.5.0", "<+0330>-3:30", "EST+5", "XYZ-14", " UTC0 "] {
            assert!(is_zone(OsStr::new(zone)), "{zone}");
        }
        for none in
            ["Mars/Olympus", "UTC+99", "UTC+24:30", "/nowhere/at/all", "/", "/etc/passwd", ":", ":UTC0", "1", "é"]
        {
            assert!(!is_zone(OsStr::new(none)), "{none}");
        }
    }

    #[test]
    fn a_zone_that_is_none_is_told_as_it_is_set() {
        let unknown = |named: &str| Here::of_machine(Some(OsStr::new(named))).unknown().map(str::to_owned);
        assert_eq!(Here::of_machine(None).unknown(), None);
        assert_eq!(unknown("Europe/London"), None, "the program knows it, whatever the machine has");
        assert_eq!(unknown("UTC+99").as_deref(), Some("UTC+99"));
    }
}
