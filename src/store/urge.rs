//! The table of urges.

use rusqlite::{Row, ToSql, params};

use super::instant::{came, recorded};
use super::sql::held;
use super::{Record, Store};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::mood::Halt;
use crate::domain::urge::{Choice, Urge};
use crate::error::Result;

impl Record for Urge {
    const WHAT: &'static str = "urge";
    const COMMAND: &'static str = "urge";
    const TABLE: &'static str = "urge";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "day",
        "time",
        "clock_id",
        "clock",
        "strength",
        "trigger",
        "hungry",
        "angry",
        "lonely",
        "tired",
        "delayed",
        "escaped",
        "accepted",
        "distracted",
        "substituted",
        "did",
        "strength_after",
        "minutes",
        "outcome",
        "note",
        "recorded_at",
    ];
    const DAY: &'static str = "day";

    fn id(&self) -> Id {
        self.id
    }

    fn values<R>(&self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let [hungry, angry, lonely, tired] =
            [Halt::Hungry, Halt::Angry, Halt::Lonely, Halt::Tired].map(|halt| self.halt.contains(&halt));
        let [delayed, escaped, accepted, distracted, substituted] =
            [Choice::Delayed, Choice::Escaped, Choice::Accepted, Choice::Distracted, Choice::Substituted]
                .map(|choice| self.choices.contains(&choice));
        with(params![
            self.id,
            self.day,
            self.time,
            self.clock_id,
            self.clock,
            self.strength,
            self.trigger,
            hungry,
            angry,
            lonely,
            tired,
            delayed,
            escaped,
            accepted,
            distracted,
            substituted,
            self.did,
            self.strength_after,
            self.minutes,
            self.outcome,
            self.note,
            self.recorded_at
        ])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            day: row.get("day")?,
            time: row.get("time")?,
            clock_id: row.get("clock_id")?,
            clock: row.get("clock")?,
            strength: row.get("strength")?,
            trigger: row.get("trigger")?,
            halt: held(row, Halt::ALL, Halt::as_str)?,
            choices: held(row, Choice::ALL, Choice::as_str)?,
            did: row.get("did")?,
            strength_after: row.get("strength_after")?,
            minutes: row.get("minutes")?,
            outcome: row.get("outcome")?,
            note: row.get("note")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Store {
    /// The urge that came last.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn latest_urge(&self) -> Result<Option<Urge>> {
        self.last_to_come("true")
    }

    /// The latest of those that may still be there.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn latest_open_urge(&self) -> Result<Option<Urge>> {
        self.last_to_come("(outcome IS NULL OR outcome = 'still-there')")
    }

    /// The urge that came last of those for which this holds. A journey takes nobody further back than two days, so that
    /// the days before need not be looked at.
    fn last_to_come(&self, holds: &str) -> Result<Option<Urge>> {
        let (came, recorded) = (came("day"), recorded());
        let rest = format!(
            "WHERE {holds} AND day >= (SELECT date(max(day), '-2 days') FROM urge WHERE {holds}) \
             ORDER BY {came} DESC, {recorded} DESC, id DESC LIMIT 1"
        );
        Ok(self.select(&rest, [])?.pop())
    }

    /// How many urges passed, and the day of the first that did.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn urges_passed(&self) -> Result<(i64, Option<Day>)> {
        let sql = "SELECT count(*), min(day) FROM urge WHERE outcome = 'passed'";
        self.sql(self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))))
    }
}
