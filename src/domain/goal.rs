//! What the person set out to do: so many meetings a week, or so many in so many days.

use super::day::Day;
use super::id::Id;
use super::moment::Moment;

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// So many meetings in each calendar week.
    PerWeek,
    /// N in M: so many meetings in `days` days from `from` on.
    InDays {
        /// How many days it runs.
        days: i64,
        /// Its first day.
        from: Day,
        /// Only one meeting a day counts.
        once_a_day: bool,
    },
}

/// A goal in force. There is at most one of each kind; setting one again replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: Id,
    /// How many meetings.
    pub meetings: i64,
    /// In what time.
    pub target: Target,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// The weekly goal while none is set.
pub const USUAL_PER_WEEK: i64 = 1;

/// The weekly goal in force among these.
pub fn per_week(goals: &[Goal]) -> i64 {
    goals.iter().find(|goal| goal.target == Target::PerWeek).map_or(USUAL_PER_WEEK, |goal| goal.meetings)
}
