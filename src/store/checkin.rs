//! The tables of check-ins, of the answers "sober" in them, and of the stretches of days they form.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::instant::recorded;
use super::sql::held;
use super::{Record, Store, Writer};
use crate::domain::checkin::{Checkin, CheckinRun, Felt, Sober};
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::mood::{DayMood, DayScales, Halt};
use crate::error::Result;

impl Record for Checkin {
    const WHAT: &'static str = "check-in";
    const COMMAND: &'static str = "checkin";
    const TABLE: &'static str = "checkin";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "day",
        "mood",
        "craving",
        "anxiety",
        "connection",
        "hungry",
        "angry",
        "lonely",
        "tired",
        "gratitude",
        "note",
        "recorded_at",
        "source",
    ];
    const DAY: &'static str = "day";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let [hungry, angry, lonely, tired] =
            [Halt::Hungry, Halt::Angry, Halt::Lonely, Halt::Tired].map(|halt| self.halt.contains(&halt));
        with(params![
            self.id,
            self.day,
            self.mood,
            self.craving,
            self.anxiety,
            self.connection,
            hungry,
            angry,
            lonely,
            tired,
            self.gratitude,
            self.note,
            self.recorded_at,
            self.source
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            day: row.get("day")?,
            mood: row.get("mood")?,
            craving: row.get("craving")?,
            anxiety: row.get("anxiety")?,
            connection: row.get("connection")?,
            halt: held(row, Halt::ALL, Halt::as_str)?,
            gratitude: row.get("gratitude")?,
            note: row.get("note")?,
            recorded_at: row.get("recorded_at")?,
            source: row.get("source")?,
        })
    }
}

fn felt(row: &Row<'_>) -> rusqlite::Result<Felt> {
    Ok(Felt {
        day: row.get("day")?,
        mood: row.get("mood")?,
        craving: row.get("craving")?,
        anxiety: row.get("anxiety")?,
        connection: row.get("connection")?,
        halt: held(row, Halt::ALL, Halt::as_str)?,
        recorded_at: row.get("recorded_at")?,
    })
}

fn run(row: &Row<'_>) -> rusqlite::Result<CheckinRun> {
    Ok(CheckinRun { from: row.get(0)?, to: row.get(1)? })
}

impl Store {
    /// The stretches of consecutive days with a check-in, oldest first.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn checkin_runs(&self) -> Result<Vec<CheckinRun>> {
        let found = self.connection.prepare("SELECT from_day, to_day FROM checkin_run ORDER BY from_day");
        self.sql(found.and_then(|mut found| found.query_map([], run)?.collect()))
    }

    /// The last stretch that had begun by `today`: all that the current streak needs.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn last_checkin_run(&self, today: Day) -> Result<Option<CheckinRun>> {
        let sql = "SELECT from_day, to_day FROM checkin_run WHERE from_day <= ?1 ORDER BY from_day DESC LIMIT 1";
        self.sql(self.connection.query_row(sql, [today], run).optional())
    }

    /// The check-ins of one day in the order in which they were recorded.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn checkins_on(&self, day: Day) -> Result<Vec<Checkin>> {
        self.select(&format!("WHERE day = ?1 ORDER BY {}, id", recorded()), [day])
    }

    /// The answers "sober" that a check-in gave.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn sober_of(&self, checkin: &Checkin) -> Result<Vec<Sober>> {
        let sql = "SELECT clock, clock_id FROM sober WHERE day = ?1 AND checkin_id = ?2 ORDER BY clock";
        let answer = |row: &Row<'_>| {
            Ok(Sober { checkin_id: checkin.id, day: checkin.day, clock: row.get(0)?, clock_id: row.get(1)? })
        };
        let found = self.connection.prepare(sql).and_then(|mut found| {
            let answers = found.query_map(params![checkin.day, checkin.id], answer)?;
            answers.collect()
        });
        self.sql(found)
    }

    /// How many days from `first` to `last` have a check-in that said sober for this clock.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn days_said_sober(&self, clock: &Clock, first: Day, last: Day) -> Result<i64> {
        let sql = "SELECT count(DISTINCT day) FROM sober WHERE day BETWEEN ?1 AND ?2 AND clock_id = ?3";
        self.sql(self.connection.query_row(sql, params![first, last, clock.id], |row| row.get(0)))
    }

    /// The days of the window, in order, that have a check-in that said sober for this clock.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn said_sober(&self, clock: &Clock, window: Window) -> Result<Vec<Day>> {
        let sql = "SELECT DISTINCT day FROM sober WHERE day BETWEEN ?1 AND ?2 AND clock_id = ?3 ORDER BY day";
        let found = self.connection.prepare(sql).and_then(|mut found| {
            let days = found.query_map(params![window.since, window.until, clock.id], |row| row.get(0))?;
            days.collect()
        });
        self.sql(found)
    }

    /// The day of every check-in in the window, in order; a day with two stands twice.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn checkin_days(&self, window: Window) -> Result<Vec<Day>> {
        let found = self.connection.prepare("SELECT day FROM checkin WHERE day BETWEEN ?1 AND ?2 ORDER BY day");
        let days =
            found.and_then(|mut found| found.query_map([window.since, window.until], |row| row.get(0))?.collect());
        self.sql(days)
    }

    /// How many answers "sober" were given for this clock.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn times_said_sober(&self, clock: &Clock) -> Result<i64> {
        self.count("sober", "clock_id", clock.id)
    }

    /// What every check-in until this day says of how the person was, by day; no text is read.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn felt(&self, until: Day) -> Result<Vec<Felt>> {
        let sql = "SELECT day, mood, craving, anxiety, connection, hungry, angry, lonely, tired, recorded_at FROM checkin WHERE day <= ?1 ORDER BY day";
        let found = self.connection.prepare(sql).and_then(|mut found| found.query_map([until], felt)?.collect());
        self.sql(found)
    }

    /// The days until this one on which a check-in said sober, for every clock in one walk; each day once, in order.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn days_said_sober_by_clock(&self, until: Day) -> Result<HashMap<Id, Vec<Day>>> {
        let sql = "SELECT clock_id, day FROM sober WHERE day <= ?1 AND clock_id IS NOT NULL ORDER BY day";
        let found = self.connection.prepare(sql).and_then(|mut found| {
            let mut by_clock: HashMap<Id, Vec<Day>> = HashMap::new();
            for answer in found.query_map([until], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (clock, day) = answer?;
                let days = by_clock.entry(clock).or_default();
                if days.last() != Some(&day) {
                    days.push(day);
                }
            }
            Ok(by_clock)
        });
        self.sql(found)
    }

    /// Every day from `since` to `until` with the mean mood of its check-ins.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn moods(&self, since: Day, until: Day) -> Result<Vec<DayMood>> {
        let sql =
            "SELECT day, avg(mood), count(mood) FROM checkin WHERE day BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day";
        let mood = |row: &Row<'_>| Ok(DayMood { day: row.get(0)?, mood: row.get(1)?, entries: row.get(2)? });
        let found =
            self.connection.prepare(sql).and_then(|mut found| found.query_map(params![since, until], mood)?.collect());
        let known: Vec<DayMood> = self.sql(found)?;
        let mut known = known.into_iter().peekable();
        Ok(since
            .every(1, until)
            .map(|day| known.next_if(|mood| mood.day == day).unwrap_or(DayMood { day, mood: None, entries: 0 }))
            .collect())
    }

    /// Every day from `since` to `until` with the scales of its check-ins.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn scales(&self, since: Day, until: Day) -> Result<Vec<DayScales>> {
        let sql = "SELECT day, CAST(max(craving) AS REAL), avg(anxiety), avg(connection) FROM checkin \
            WHERE day BETWEEN ?1 AND ?2 GROUP BY day ORDER BY day";
        let scales = |row: &Row<'_>| {
            let (craving, anxiety, connection) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(DayScales { day: row.get(0)?, craving, anxiety, connection })
        };
        let found = self
            .connection
            .prepare(sql)
            .and_then(|mut found| found.query_map(params![since, until], scales)?.collect());
        let known: Vec<DayScales> = self.sql(found)?;
        let mut known = known.into_iter().peekable();
        let none = |day| DayScales { day, craving: None, anxiety: None, connection: None };
        Ok(since.every(1, until).map(|day| known.next_if(|one| one.day == day).unwrap_or_else(|| none(day))).collect())
    }
}

impl Writer<'_> {
    /// Adds the answers "sober" of a check-in.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn insert_sober(&self, answers: &[Sober]) -> Result<()> {
        self.watch_new("sober")?;
        let insert = "INSERT INTO sober (day, checkin_id, clock, clock_id) VALUES (?1, ?2, ?3, ?4)";
        let mut insert = self.sql(self.connection.prepare_cached(insert))?;
        for answer in answers {
            self.sql(insert.execute(params![answer.day, answer.checkin_id, answer.clock, answer.clock_id]))?;
        }
        Ok(())
    }

    /// Writes the answers "sober" of a check-in in place of those it had.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn replace_sober(&self, checkin: &Checkin, answers: &[Sober]) -> Result<()> {
        self.watch_all()?;
        let clear = "DELETE FROM sober WHERE day = ?1 AND checkin_id = ?2";
        self.sql(self.connection.execute(clear, params![checkin.day, checkin.id]))?;
        self.insert_sober(answers)
    }
}
