//! Small good things of the person's own, wherever they were written: wins, and the gratitude of check-ins.

use rusqlite::{Row, params};

use super::Store;
use super::instant::{instant, recorded};
use crate::domain::day::Day;
use crate::domain::kept::{Kept, Kind, LastDays};
use crate::domain::moment::Moment;
use crate::error::Result;

/// Each with the day it belongs to and when it was written. That is a column of both, so that neither table has to be
/// read and sorted whole for the newest few.
fn all() -> String {
    let at = recorded();
    format!(
        "SELECT id, day, text, {at} AS at, 1 AS win FROM win \
         UNION ALL SELECT id, day, gratitude, {at}, 0 FROM checkin WHERE gratitude IS NOT NULL"
    )
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let kind = if row.get("win")? { Kind::Win } else { Kind::Gratitude };
    Ok(Kept { id: row.get("id")?, day: row.get("day")?, kind, text: row.get("text")? })
}

impl Store {
    /// The small good things of the days `since` to `until`, newest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn newest_kept(&self, since: Option<Day>, until: Option<Day>, limit: u32) -> Result<Vec<Kept>> {
        let sql = format!(
            "SELECT * FROM ({}) WHERE day >= coalesce(?1, '') AND day <= coalesce(?2, '9999-12-31') \
             ORDER BY day DESC, at DESC, id DESC LIMIT ?3",
            all()
        );
        let found = self.connection.prepare(&sql);
        self.sql(found.and_then(|mut found| found.query_map(params![since, until, limit], kept)?.collect()))
    }

    /// How many small good things are of a day before this one, and were written before it began: what is written today
    /// changes nothing about today's choice.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn kept_before(&self, today: Day, begin: Moment) -> Result<u32> {
        // Days that are long past on every wall clock need no second look; nearly all are.
        let sql = format!(
            "SELECT count(*) FROM (SELECT day, recorded_at FROM win \
             UNION ALL SELECT day, recorded_at FROM checkin WHERE gratitude IS NOT NULL) \
             WHERE day < ?1 AND (substr(recorded_at, 1, 10) < ?3 OR {} < {})",
            recorded(),
            instant("?2")
        );
        self.sql(self.connection.query_row(&sql, params![today, begin, today.plus_days(-2)], |row| row.get(0)))
    }

    /// The `nth` of them, from 0, the oldest first.
    ///
    /// # Errors
    /// When the data file cannot be read, or there are not so many.
    pub fn nth_kept_before(&self, today: Day, begin: Moment, nth: u32) -> Result<Kept> {
        let (all, begun) = (all(), instant("?2"));
        let sql =
            format!("SELECT * FROM ({all}) WHERE day < ?1 AND at < {begun} ORDER BY day, at, id LIMIT 1 OFFSET ?3");
        self.sql(self.connection.query_row(&sql, params![today, begin, nth], kept))
    }

    /// What these days recorded of hardship.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn hardship(&self, since: Day, until: Day) -> Result<LastDays> {
        let sql = "SELECT \
            EXISTS (SELECT 1 FROM slip WHERE from_day <= ?2 AND coalesce(to_day, '9999-12-31') >= ?1), \
            (SELECT max(craving) FROM checkin WHERE day BETWEEN ?1 AND ?2), \
            (SELECT max(strength) FROM urge WHERE day BETWEEN ?1 AND ?2)";
        let moods = self.moods(since, until)?;
        let days = |row: &Row<'_>| Ok(LastDays { used: row.get(0)?, craving: row.get(1)?, urge: row.get(2)?, moods });
        self.sql(self.connection.query_row(sql, params![since, until], days))
    }
}
