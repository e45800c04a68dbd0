//! A check-in as it is recorded, listed and shown.

use serde::Serialize;

use super::document::{Cell, Line};
use super::item::{Item, facts, imported, or_dash, said, short_id};
use super::words::{clock_time, dated, excerpt, listed, near};
use crate::domain::checkin::{Checkin, Sober};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::mood::{Halt, Mood, Scale};
use crate::domain::source::Source;
use crate::domain::text::{Name, Text};

/// A check-in with the clocks it said sober for.
#[derive(Serialize)]
pub struct CheckinItem {
    id: Id,
    day: Day,
    recorded_at: Moment,
    mood: Option<Mood>,
    craving: Option<Scale>,
    anxiety: Option<Scale>,
    connection: Option<Scale>,
    halt: Vec<Halt>,
    sober: Vec<Name>,
    gratitude: Option<Text>,
    note: Option<Text>,
    source: Option<Source>,
}

impl CheckinItem {
    /// A check-in and its answers "sober".
    pub fn new(checkin: Checkin, sober: Vec<Sober>) -> Self {
        Self {
            id: checkin.id,
            day: checkin.day,
            recorded_at: checkin.recorded_at,
            mood: checkin.mood,
            craving: checkin.craving,
            anxiety: checkin.anxiety,
            connection: checkin.connection,
            halt: checkin.halt,
            sober: sober.into_iter().map(|answer| answer.clock).collect(),
            gratitude: checkin.gratitude,
            note: checkin.note,
            source: checkin.source,
        }
    }

    /// What it says, without the texts: `mood good, craving 2, sober`.
    pub fn gist(&self) -> String {
        let mood = self.mood.map(|mood| format!("mood {}", mood.word()));
        let scale = |name: &str, value: Option<Scale>| value.map(|value| format!("{name} {value}"));
        let halt: Vec<&str> = self.halt.iter().map(|state| state.as_str()).collect();
        let sober = match self.sober.as_slice() {
            [] => None,
            [_] => Some("sober".to_owned()),
            several => Some(format!("sober ({})", listed(&several.iter().map(Name::as_str).collect::<Vec<_>>()))),
        };
        let said: Vec<String> = [
            mood,
            scale("craving", self.craving),
            scale("anxiety", self.anxiety),
            scale("connection", self.connection),
            (!halt.is_empty()).then(|| listed(&halt)),
            sober,
            self.gratitude.as_ref().map(|_| "gratitude".to_owned()),
            self.note.as_ref().map(|_| "a note".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect();
        said.join(", ")
    }

    /// `good at 08:10`, or only the time.
    pub fn brief(&self) -> String {
        let time = clock_time(self.recorded_at);
        self.mood.map_or_else(|| format!("at {time}"), |mood| format!("{} at {time}", mood.word()))
    }

    fn sober_names(&self) -> Option<String> {
        let names: Vec<&str> = self.sober.iter().map(Name::as_str).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

impl Item for CheckinItem {
    const ONE: &'static str = "checkin";
    const MANY: &'static str = "checkins";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Mood", "Sober", "Craving", "Note"];
    const EMPTY: &'static str = "No check-in in these days. The first one: onward checkin good --sober";

    fn told(&self) -> String {
        format!("check-in for {}: {}", dated(self.day), self.gist())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            or_dash(self.mood.map(Mood::word).as_ref()),
            or_dash(self.sober_names().as_ref()),
            or_dash(self.craving.as_ref()),
            or_dash(self.note.as_ref().map(|text| excerpt(text.as_str(), 40)).as_ref()),
        ]
    }

    fn source(&self) -> Option<Source> {
        self.source
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        let halt: Vec<&str> = self.halt.iter().map(|state| state.as_str()).collect();
        let scale = |value: Option<Scale>| value.map(|value| format!("{value} of 10"));
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Mood", self.mood.map(|mood| format!("{} ({} of 5)", mood.word(), mood.level()))),
            ("Sober", self.sober_names()),
            ("Craving", scale(self.craving)),
            ("Anxiety", scale(self.anxiety)),
            ("Connection", scale(self.connection)),
            ("HALT", (!halt.is_empty()).then(|| halt.join(", "))),
            ("Gratitude", said(self.gratitude.as_ref())),
            ("Note", said(self.note.as_ref())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("From", imported(self.source)),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// Further keys of a recorded check-in's JSON.
#[derive(Serialize)]
pub struct CheckinExtra {
    /// Consecutive days with a check-in.
    pub streak_days: i64,
}
