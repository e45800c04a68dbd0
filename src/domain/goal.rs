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

/// How many meetings a weekly goal still wants, once that is one for each day left or more; none while there is room.
pub fn at_risk(attended: i64, per_week: i64, days_left: i64) -> Option<i64> {
    let missing = per_week - attended;
    (missing > 0 && missing >= days_left).then_some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekly_goal_is_at_risk_when_each_day_left_needs_a_meeting() {
        assert_eq!(at_risk(0, 3, 4), None);
        assert_eq!(at_risk(0, 3, 3), Some(3));
        assert_eq!(at_risk(2, 3, 1), Some(1));
        assert_eq!(at_risk(3, 3, 1), None);
        assert_eq!(at_risk(5, 3, 1), None);
    }
}
