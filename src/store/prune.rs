//! How far back the log reaches. It never grows without bound: steps that are both old and many leave it.
//!
//! Someone who records five things a day has more than half a year to take back. Only the log is pruned, never a
//! record: what a pruned step recorded stays, and can still be changed and removed.
//!
//! Not here: taking one text out of the log because it has to go, which is `erase.rs`.

use rusqlite::params;

use super::{Store, Writer};
use crate::domain::moment::Moment;
use crate::error::Result;

/// So many of the newest steps are kept, however old they are.
pub const KEPT: i64 = 1_000;

/// Steps younger than so many days are kept too ...
pub const YOUNG_DAYS: i64 = 90;

/// ... up to so many steps in all.
pub const MOST: i64 = 10_000;

/// The log is pruned at every so many steps only: a check-in has to be quick.
const EVERY: i64 = 64;

impl Store {
    /// Whether steps have left the log already.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn log_was_pruned(&self) -> Result<bool> {
        let sql = "SELECT coalesce(min(seq), 1) > 1 FROM step";
        self.sql(self.connection.query_row(sql, [], |row| row.get(0)))
    }
}

impl Writer<'_> {
    /// Now and then, takes out of the log what the rule no longer keeps.
    pub(super) fn prune(&self, now: Moment) -> Result<()> {
        if self.step % EVERY != 0 || self.step <= KEPT {
            return Ok(());
        }
        self.sql(self.first_kept(now).and_then(|first| self.forget_before(first)))
    }

    /// The first step that is kept: where the newest ones begin, or the young ones when those reach further back.
    fn first_kept(&self, now: Moment) -> rusqlite::Result<i64> {
        let (newest, most) = (self.step - KEPT + 1, self.step - MOST + 1);
        let sql = "SELECT coalesce((SELECT seq FROM step WHERE seq BETWEEN ?1 AND ?2
            AND julianday(at) > julianday(?3) - ?4 ORDER BY seq LIMIT 1), ?2)";
        self.connection.query_row(sql, params![most, newest, now, YOUNG_DAYS], |row| row.get(0))
    }

    /// Takes the steps before this one out of the log. An undo that is kept forgets which step it took back; it is
    /// known as an undo by its command, and a redo of it needs nothing but what it did itself.
    fn forget_before(&self, first: i64) -> rusqlite::Result<()> {
        self.connection.execute("DELETE FROM change WHERE step < ?1", [first])?;
        self.connection.execute("UPDATE step SET undoes = NULL WHERE undoes < ?1", [first])?;
        self.connection.execute("DELETE FROM step WHERE seq < ?1", [first]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset, TimeDelta};
    use uuid::Uuid;

    use super::*;
    use crate::domain::checkin::Checkin;
    use crate::domain::day::Day;
    use crate::domain::id::Id;
    use crate::store::NewStep;

    /// A store that is lived in: every entry is one step.
    struct Life {
        store: Store,
        now: DateTime<FixedOffset>,
        entries: u128,
    }

    impl Life {
        fn new() -> Self {
            let now = DateTime::parse_from_rfc3339("2026-01-01T08:00:00+00:00").unwrap();
            Self { store: Store::in_memory().unwrap(), now, entries: 0 }
        }

        fn step<'a>(&self, command: &'a str) -> NewStep<'a> {
            NewStep { id: Id::new(Uuid::from_u128(self.entries)), at: Moment::new(self.now), command }
        }

        /// So many check-ins, with this time before each of them.
        fn check_in(&mut self, times: i64, between: TimeDelta) {
            for _ in 0..times {
                self.now += between;
                self.entries += 1;
                let step = self.step("checkin");
                let checkin = Checkin {
                    id: step.id,
                    day: Day::new(self.now.date_naive()).unwrap(),
                    mood: None,
                    craving: None,
                    anxiety: None,
                    connection: None,
                    halt: Vec::new(),
                    gratitude: None,
                    note: None,
                    recorded_at: step.at,
                    source: None,
                };
                self.store.write(&step, |writer| Ok((String::new(), writer.insert(&checkin)?))).unwrap();
            }
        }

        fn count(&self, table: &str) -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            self.store.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        }

        /// Takes back the next step, or brings one back; says whether there was one.
        fn turn(&mut self, command: &str) -> bool {
            self.entries += 1;
            let next = if command == "undo" { self.store.step_to_undo() } else { self.store.step_to_redo() }.unwrap();
            let Some(next) = next else { return false };
            let turned = self.store.write(&self.step(command), |writer| Ok((String::new(), writer.take_back(&next)?)));
            turned.unwrap().changed
        }
    }

    #[test]
    fn years_of_check_ins_leave_a_bounded_log_and_every_record() {
        let mut life = Life::new();
        life.check_in(3 * 365 * 2, TimeDelta::hours(12));
        assert_eq!(life.count("checkin"), 2190);
        let kept = life.count("step");
        assert!((KEPT..KEPT + EVERY).contains(&kept), "{kept} steps");
        assert_eq!(life.count("change"), kept);
        assert!(life.store.log_was_pruned().unwrap());
    }

    #[test]
    fn a_busy_quarter_is_kept_whole_and_its_end_is_the_end_of_the_young() {
        let mut life = Life::new();
        life.check_in(30 * 90, TimeDelta::minutes(48));
        assert_eq!(life.count("step"), 2700);
        life.check_in(30 * 90, TimeDelta::minutes(48));
        let kept = life.count("step");
        assert!((2700..2700 + EVERY).contains(&kept), "{kept} steps");
    }

    #[test]
    fn not_even_the_young_steps_grow_without_bound() {
        let mut life = Life::new();
        life.check_in(MOST + 200, TimeDelta::seconds(1));
        let kept = life.count("step");
        assert!((MOST..MOST + EVERY).contains(&kept), "{kept} steps");
        assert_eq!(life.count("checkin"), MOST + 200);
    }

    #[test]
    fn undo_and_redo_work_up_to_the_end_of_the_log() {
        let mut life = Life::new();
        life.check_in(2048, TimeDelta::hours(12));
        assert_eq!(life.count("step"), KEPT);
        let mut undone = 0;
        while life.turn("undo") {
            undone += 1;
        }
        // Each undo is a step too, and pushes the oldest ones out.
        assert!((KEPT / 2 - EVERY..=KEPT / 2 + EVERY).contains(&undone), "{undone} taken back");
        assert_eq!(life.count("checkin"), 2048 - undone);
        let mut redone = 0;
        while life.turn("redo") {
            redone += 1;
        }
        assert_eq!((redone, life.count("checkin")), (undone, 2048));
    }

    #[test]
    fn undo_and_redo_for_ever_leave_a_bounded_log() {
        let mut life = Life::new();
        life.check_in(10, TimeDelta::hours(12));
        for _ in 0..800 {
            life.now += TimeDelta::days(1);
            assert!(life.turn("undo") && life.turn("redo"));
        }
        assert!(life.count("step") < KEPT + EVERY);
        assert_eq!(life.count("checkin"), 10);
    }
}
