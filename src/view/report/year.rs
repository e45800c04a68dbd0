//! A year on one page: each day of it for sobriety, mood and meetings, and what it came to. Every run,
//! how a clock stands now, single meetings, craving, feelings and small good things are left to the report on a shorter
//! stretch, in every form.

use super::{ClockPart, Report};
use crate::view::calendar::HeatMap;
use crate::view::document::{Block, Document};

impl Report {
    /// Lays a year out.
    pub(super) fn of_a_year(&self, document: &mut Document) {
        let summary = self.summary();
        if !summary.is_empty() {
            document.heading("The year in numbers");
            document.push(Block::Facts(summary));
        }
        for clock in &self.clocks {
            self.clock_in_a_year(clock, document);
        }
        if let Some(calendar) = &self.mood_calendar {
            document.heading("Mood");
            self.picture(calendar, document);
        }
        if let Some(calendar) = &self.meetings_calendar {
            document.heading("Meetings");
            self.picture(calendar, document);
        }
        if let Some(people) = &self.people {
            people.lay_out(document, self.as_of);
        }
        self.words(document);
    }

    fn clock_in_a_year(&self, clock: &ClockPart, document: &mut Document) {
        document.heading(clock.title.clone());
        let facts = clock.facts(self);
        if !facts.is_empty() {
            document.push(Block::Facts(facts));
        }
        clock.draw(document, self);
        clock.milestone_table(document, self);
    }

    fn picture(&self, calendar: &HeatMap, document: &mut Document) {
        document.push(Block::Calendar(calendar.draw(self.layout, self.week_start)));
        document.push(Block::Notice(calendar.note(self.as_of)));
    }
}
