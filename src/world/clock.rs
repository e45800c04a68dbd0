//! The machine's clock, whatever it says: one that stands before 1970 is a clock too.
//!
//! The usual ways to read it, chrono's and uuid's among them, end the program there.

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::domain::id::Id;

/// What keeps ids that are made within one millisecond in their order.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// Now.
pub(super) fn now() -> DateTime<Utc> {
    told(machine())
}

/// A new id.
pub(super) fn new_id() -> Id {
    id_at(machine())
}

fn machine() -> SystemTime {
    #[expect(clippy::disallowed_methods, reason = "the clock is read here")]
    SystemTime::now()
}

/// What a clock says; the first second of 1970 where it says what no calendar reaches.
fn told(clock: SystemTime) -> DateTime<Utc> {
    let counted = |apart: Duration| TimeDelta::from_std(apart).ok();
    let apart = match since_1970(clock) {
        Ok(after) => counted(after),
        Err(before) => counted(before).map(|before| -before),
    };
    apart.and_then(|apart| DateTime::UNIX_EPOCH.checked_add_signed(apart)).unwrap_or(DateTime::UNIX_EPOCH)
}

/// An id tells the time. Before 1970 that is the first second there is in ids, and chance tells them apart.
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
fn id_at(clock: SystemTime) -> Id {
    let after = since_1970(clock).unwrap_or_default();
    Id::new(Uuid::new_v7(Timestamp::from_unix(&ORDER, after.as_secs(), after.subsec_nanos())))
}

/// How far a clock is past 1970, or how far before.
fn since_1970(clock: SystemTime) -> Result<Duration, Duration> {
    clock.duration_since(UNIX_EPOCH).map_err(|before| before.duration())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_is_read_and_makes_ids() {
        let clock = UNIX_EPOCH - Duration::from_secs(5 * 365 * 86_400);
        assert_eq!(told(clock).to_rfc3339(), "1965-01-02T00:00:00+00:00");
        let ids: Vec<Id> = (0..100).map(|_| id_at(clock)).collect();
        assert!(ids.iter().enumerate().all(|(at, id)| id.is_of_chance() && !ids[..at].contains(id)));
    }

    #[test]
    fn ids_of_one_instant_keep_the_order_in_which_they_were_made() {
        let clock = UNIX_EPOCH + Duration::from_secs(1_795_469_400);
        assert_eq!(told(clock).to_rfc3339(), "2026-11-23T21:30:00+00:00");
        let ids: Vec<Id> = (0..100).map(|_| id_at(clock)).collect();
        assert!(ids.is_sorted());
    }
}
