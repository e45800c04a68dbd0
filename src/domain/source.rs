//! The program that an imported day was first recorded with.

use super::word::words;

words! {
    /// Where a day came from that was not recorded here.
    Source, "a source" {
        /// Daylio, a mood diary.
        Daylio = "daylio",
        /// Loop Habit Tracker.
        Loop = "loop",
        /// Sobriety, an app that counts days.
        Sobriety = "sobriety",
        /// habitctl, a text tracker.
        Habitctl = "habitctl",
        /// harsh, a text tracker.
        Harsh = "harsh",
        /// A plain table, as the format page describes it.
        Csv = "csv",
    }
}

impl Source {
    /// What it is called in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Daylio => "Daylio",
            Self::Loop => "Loop Habit Tracker",
            Self::Sobriety => "Sobriety",
            Self::Habitctl => "habitctl",
            Self::Harsh => "harsh",
            Self::Csv => "a plain table",
        }
    }
}
