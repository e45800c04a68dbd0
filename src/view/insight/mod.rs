//! What the person's own record shows, each figure with the days it is taken from.
//!
//! Three parts in plain words: how you feel, sober time, returns to use. A change for the worse is told in the same
//! words as one for the better.

mod craving;
mod feeling;
mod sober;

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Line, Tone};
use super::words::{counted, listed, near};
use crate::domain::day::Day;
use crate::domain::insight::craving::HighCraving;
use crate::domain::insight::feeling::ThenAndNow;
use crate::domain::insight::meetings::{MoodAndMeetings, WeeksWithMeeting};
use crate::domain::insight::returns::Returns;
use crate::domain::insight::sober::SoberTime;
use crate::domain::statistics::FEWEST;
use crate::domain::text::Name;

/// How the person feels.
#[derive(Serialize)]
pub struct HowYouFeel {
    /// Mood, anxiety and connection, now and in the first weeks.
    pub then_and_now: Vec<ThenAndNow>,
    /// Mood by whether there was a meeting.
    pub mood_and_meetings: MoodAndMeetings,
    /// Weeks with a meeting.
    pub weeks_with_meeting: [WeeksWithMeeting; 2],
    /// What goes with the craving of check-ins.
    pub high_craving_in_checkins: HighCraving,
    /// How many check-ins do not say how strong craving was.
    pub checkins_without_craving: usize,
    /// What goes with logged urges.
    pub high_craving_in_urges: HighCraving,
    /// How many urges name no clock and are left out, where one was named.
    pub urges_without_clock: Option<usize>,
}

/// Sober time on one clock.
#[derive(Serialize)]
pub struct ClockTime {
    /// Its name.
    pub name: Name,
    /// Shown only when named.
    pub hidden: bool,
    /// The days.
    #[serde(flatten)]
    pub time: SoberTime,
}

/// Returns to use on one clock.
#[derive(Serialize)]
pub struct ClockReturns {
    /// Its name.
    pub name: Name,
    /// Shown only when named.
    pub hidden: bool,
    /// What was counted.
    #[serde(flatten)]
    pub returns: Returns,
}

/// The answer to `onward insight`.
#[derive(Serialize)]
pub struct InsightReport {
    /// Today.
    pub as_of: Day,
    /// The first day looked at: as named, or the first on record; null where nothing is.
    pub since: Option<Day>,
    /// The last day looked at.
    pub until: Day,
    /// How many days these are.
    pub days: Option<i64>,
    /// The clock that was named.
    pub clock: Option<Name>,
    /// How the person feels.
    pub how_you_feel: HowYouFeel,
    /// Sober time of each clock.
    pub sober_time: Vec<ClockTime>,
    /// Returns to use of each clock.
    pub returns_to_use: Vec<ClockReturns>,
}

/// `4 too few`, of a side that has not enough days to be compared.
fn too_few(days: usize) -> Option<String> {
    FEWEST.checked_sub(days).filter(|missing| *missing > 0).map(|missing| format!("{missing} too few"))
}

/// These sides of a comparison that are too small, as a list; none where all are large enough.
fn small(sides: &[(&str, usize)]) -> Option<String> {
    let told =
        |(side, days): &(&str, usize)| Some(format!("{side} {} ({})", counted(*days as i64, "day"), too_few(*days)?));
    let small: Vec<String> = sides.iter().filter_map(told).collect();
    (!small.is_empty()).then(|| listed(&small))
}

/// Sentences below a table, one to a line.
fn notes(document: &mut Document, sentences: &[String]) {
    if !sentences.is_empty() {
        document.push(Block::Notice(sentences.join("\n")));
    }
}

impl View for InsightReport {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let (Some(since), Some(days)) = (self.since, self.days) else {
            document
                .text("Nothing is recorded yet that could be looked back on. To begin: onward checkin good --sober");
            return document;
        };
        let window = format!("{} to {}", near(since, self.as_of), near(self.until, self.as_of));
        let title = Line::of(Tone::Strong, "What your record shows");
        document.heading(title.and(Tone::Quiet, format!("  {window}, {}", counted(days, "day"))));
        let rule = format!(
            "Differences, not causes. Groups of days are compared from {FEWEST} days on either side. The middle half lies between the quartiles."
        );
        document.push(Block::Notice(rule));
        self.how_you_feel.lay_out(&mut document, self.as_of);
        sober::lay_out_time(&mut document, &self.sober_time, self.as_of);
        sober::lay_out_returns(&mut document, &self.returns_to_use, self.as_of);
        document
    }
}
