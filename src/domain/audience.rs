//! Who a report is for, and what that person may see of it.
//!
//! Not here: which field lists hold by default; that is the report's to say.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::id::Id;
use super::invalid::Invalid;
use super::moment::Moment;
use super::word::words;

words! {
    /// Who a report is for.
    Audience, "an audience" {
        /// The person who writes it.
        Oneself = "self",
        /// The sponsor.
        Sponsor = "sponsor",
        /// A keyworker.
        Keyworker = "keyworker",
        /// A court, or an officer of it.
        Court = "court",
        /// A saved contact, by name.
        Contact = "contact",
    }
}

words! {
    /// A part of a report that somebody may see or not.
    Field, "a field" {
        /// Day number, sober since, days of all days.
        Sobriety = "sobriety",
        /// Every run with its days.
        Runs = "runs",
        /// The days of use.
        Slips = "slips",
        /// What is drawn for each day.
        Calendar = "calendar",
        /// Milestones reached and coming.
        Milestones = "milestones",
        /// Weeks, consistency, the goal.
        Attendance = "attendance",
        /// Each meeting with its day and name.
        Meetings = "meetings",
        /// Mood by day and week.
        Mood = "mood",
        /// Craving by day and week.
        Craving = "craving",
        /// Anxiety and connection.
        Feelings = "feelings",
        /// How many people were reached, by role.
        People = "people",
        /// The names of people.
        Contacts = "contacts",
        /// Urges: how many, how strong, what came of them.
        Urges = "urges",
        /// What set off slips and urges.
        Triggers = "triggers",
        /// Notes.
        Notes = "notes",
        /// What the person was grateful for, and small victories.
        Gratitude = "gratitude",
    }
}

/// A set of fields, in the order in which a report shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(BTreeSet<Field>);

impl Fields {
    /// Whether this field is among them.
    pub fn has(&self, field: Field) -> bool {
        self.0.contains(&field)
    }

    /// The fields, in the order of a report.
    pub fn iter(&self) -> impl Iterator<Item = Field> {
        self.0.iter().copied()
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<T: IntoIterator<Item = Field>>(fields: T) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl FromStr for Fields {
    type Err = Invalid;

    /// `sobriety,attendance`; the empty text is no field.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::parse).collect()
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Field::as_str).collect();
        f.pad(&words.join(","))
    }
}

impl serde::Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// What one audience may see: of everything, or of one clock. There is at most one for each of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldList {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub audience: Audience,
    /// The contact whose it is; for [`Audience::Contact`] and no other.
    pub contact_id: Option<Id>,
    /// The one clock that it is about; none for everything.
    pub clock_id: Option<Id>,
    /// What may be seen; nothing withholds it wholly.
    pub fields: Fields,
    /// When it was last changed.
    pub recorded_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_a_set_in_the_order_of_a_report() {
        let fields: Fields = "mood, runs,mood".parse().unwrap();
        assert_eq!(fields.to_string(), "runs,mood");
        assert!(fields.has(Field::Runs) && !fields.has(Field::Notes));
        assert_eq!("".parse::<Fields>().unwrap(), Fields::default());
        assert!("runs,secrets".parse::<Fields>().is_err());
    }
}
