//! The tables of worksheets and of the answers in them.

use rusqlite::{Row, params};

use super::Store;
use super::instant::{came, instant, recorded};
use super::table::record;
use crate::domain::day::Day;
use crate::domain::worksheet::points::DayWorked;
use crate::domain::worksheet::{Answer, REVIEW, Tool, Worksheet};
use crate::error::Result;

record!(Worksheet, "worksheet", command "smart", table "worksheet", day "day" {
    "id" = id,
    "tool" = tool,
    "day" = day,
    "clock_id" = clock_id,
    "clock" = clock,
    "about" = about,
    "recorded_at" = recorded_at,
});

record!(Answer, "answer", command "smart", table "answer", day "day" {
    "id" = id,
    "worksheet_id" = worksheet_id,
    "question" = question,
    "place" = place,
    "text" = text,
    "score" = score,
    "day" = day,
    "recorded_at" = recorded_at,
});

impl Store {
    /// The answers of a worksheet in their order, reviews last.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn answers_of(&self, worksheet: &Worksheet) -> Result<Vec<Answer>> {
        let rest = format!("WHERE worksheet_id = ?1 ORDER BY place, day, {}, id", recorded());
        self.select(&rest, [worksheet.id])
    }

    /// The latest worksheet of this tool.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn latest_worksheet(&self, tool: Tool) -> Result<Option<Worksheet>> {
        let (came, recorded) = (came("day"), recorded());
        let rest = format!("WHERE tool = ?1 ORDER BY {came} DESC, {recorded} DESC, id DESC LIMIT 1");
        Ok(self.select(&rest, [tool])?.pop())
    }

    /// The worksheet of the same tool that came before this one.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn worksheet_before(&self, worksheet: &Worksheet) -> Result<Option<Worksheet>> {
        let Worksheet { id, tool, day, recorded_at, .. } = worksheet;
        let (recorded, this) = (recorded(), instant("?3"));
        let rest = format!(
            "WHERE tool = ?1 AND (day, {recorded}, id) < (?2, {this}, ?4) \
             ORDER BY day DESC, {recorded} DESC, id DESC LIMIT 1"
        );
        Ok(self.select(&rest, params![tool, day, recorded_at, id])?.pop())
    }

    /// The days on which tools were worked on or looked at again.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn days_worked(&self) -> Result<Vec<DayWorked>> {
        let sql = "SELECT tool, day, 0 AS review FROM worksheet UNION ALL
                   SELECT tool, answer.day, 1 FROM answer JOIN worksheet ON worksheet.id = worksheet_id
                   WHERE question = ?1";
        let day =
            |row: &Row<'_>| Ok(DayWorked { tool: row.get("tool")?, day: row.get("day")?, review: row.get("review")? });
        self.sql(self.connection.prepare(sql).and_then(|mut found| found.query_map([REVIEW], day)?.collect()))
    }

    /// How many urges were logged, and on which day the last one came.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn urges_logged(&self) -> Result<(i64, Option<Day>)> {
        let sql = "SELECT count(*), max(day) FROM urge";
        self.sql(self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))))
    }
}
