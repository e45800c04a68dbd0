//! The tables of worksheets and of the answers in them.

use super::Store;
use super::table::record;
use crate::domain::worksheet::{Answer, Worksheet};
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
        self.select("WHERE worksheet_id = ?1 ORDER BY place, day, recorded_at, id", [worksheet.id])
    }
}
