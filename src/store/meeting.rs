//! The table of saved meetings.

use super::Store;
use super::table::record;
use crate::domain::meeting::Meeting;
use crate::error::Result;

record!(Meeting, "meeting", command "meeting", table "meeting", day "recorded_at" {
    "id" = id,
    "name" = name,
    "programme" = programme,
    "weekdays" = weekdays,
    "start_time" = start,
    "end_time" = end,
    "zone" = zone,
    "venue" = venue,
    "access" = access,
    "place" = place,
    "link" = link,
    "note" = note,
    "home_group" = home_group,
    "recorded_at" = recorded_at,
    "source" = source,
    "listing" = listing,
    "point" = point,
    "types" = types,
    "approach" = approach,
});

impl Store {
    /// Every saved meeting in the order in which they were added.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn meetings(&self) -> Result<Vec<Meeting>> {
        self.all()
    }

    /// How many attendances name this saved meeting.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub fn times_attended(&self, meeting: &Meeting) -> Result<i64> {
        self.count("attendance", "meeting_id", meeting.id)
    }
}
