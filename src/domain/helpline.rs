//! Helplines: whom to call in a country, and when that was last checked.

use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::setting::Country;
use super::text::Name;

/// A helpline of the person's own; one of the name of a built-in one stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// Its id.
    pub id: Id,
    /// The country it serves.
    pub country: Country,
    /// Who answers.
    pub name: Name,
    /// How to reach them.
    pub how: Name,
    /// When they answer.
    pub hours: Option<Name>,
    /// The day this was last checked.
    pub checked_on: Day,
    /// It is not shown.
    pub hidden: bool,
    /// When it was recorded.
    pub recorded_at: Moment,
}
