//! Days as a calendar: a clock's, the mood's, those with meetings, those with check-ins.

use std::collections::BTreeMap;

use chrono::Weekday;
use serde::{Serialize, Serializer};

use super::View;
use super::document::{Block, Calendar as Drawing, CalendarDay, Document, Key, Line, Mark, Page, Tone};
use super::words::{bracketed, counted, near, rounded};
use crate::domain::calendar::{ClockDay, ClockDays, DayCount, DayState, StateCounts, Year};
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::mood::{DayMood, Mood, MoodSummary};
use crate::domain::programme::Speech;
use crate::domain::setting::FullWeekday;
use crate::domain::text::Name;
use crate::domain::word::words;

/// The most weeks that stand side by side; more are cut into years.
const WIDEST: usize = 53;

/// A day with more of something than this is marked like one with one more.
const MOST: u32 = 10;

words! {
    /// What the days of a calendar are about.
    What, "what is shown" {
        /// What is known of them on a clock.
        Clock = "clock",
        /// Their mood.
        Mood = "mood",
        /// Meetings attended.
        Meetings = "meetings",
        /// Check-ins.
        Checkins = "checkins",
    }
}

fn two_decimals<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, 2)).serialize(serializer)
}

#[derive(Serialize)]
struct MoodDay {
    day: Day,
    #[serde(serialize_with = "two_decimals")]
    mood: Option<f64>,
    /// The nearest of the five moods: what the day is marked with.
    level: Option<Mood>,
    entries: u32,
}

#[derive(Serialize)]
struct MeetingsDay {
    day: Day,
    meetings: u32,
}

#[derive(Serialize)]
struct CheckinsDay {
    day: Day,
    checkins: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Days {
    Clock(Vec<ClockDay>),
    Mood(Vec<MoodDay>),
    Meetings(Vec<MeetingsDay>),
    Checkins(Vec<CheckinsDay>),
}

/// How many days there are of each kind, and of how many.
#[derive(Serialize)]
#[serde(untagged)]
enum Counts {
    Clock(StateCounts),
    Mood {
        days: i64,
        days_with_mood: usize,
        #[serde(serialize_with = "two_decimals")]
        mean: Option<f64>,
        days_by_level: BTreeMap<u8, i64>,
    },
    Meetings {
        days: i64,
        days_attended: usize,
        meetings: u32,
    },
    Checkins {
        days: i64,
        days_with_checkin: usize,
        checkins: u32,
    },
}

/// One calendar: every day of a window with what it was.
#[derive(Serialize)]
pub struct HeatMap {
    what: What,
    clock: Option<Name>,
    since: Day,
    until: Day,
    /// Of a clock: the day as of which it is counted. It is not over, and not among the counts.
    today: Option<DayState>,
    days: Days,
    counts: Counts,
    #[serde(skip)]
    title: Line,
    /// The day on which the clock stopped.
    #[serde(skip)]
    stopped_on: Option<Day>,
}

impl HeatMap {
    fn new(what: What, title: &str, window: Window, days: Days, counts: Counts) -> Self {
        let Window { since, until } = window;
        let title = Line::of(Tone::Strong, title);
        Self { what, clock: None, since, until, today: None, days, counts, title, stopped_on: None }
    }

    /// The days of a clock, whose programme is spoken of like this.
    pub fn of_clock(clock: &Clock, speech: Option<&Speech>, window: Window, found: ClockDays) -> Self {
        let (days, counts) = (Days::Clock(found.days), Counts::Clock(found.counts));
        let map = Self::new(What::Clock, clock.name.as_str(), window, days, counts);
        let title = map.title.clone().and(Tone::Quiet, bracketed(speech));
        Self { clock: Some(clock.name.clone()), today: found.today, title, stopped_on: clock.stopped_on, ..map }
    }

    /// The moods of these days.
    pub fn of_moods(window: Window, moods: &[DayMood]) -> Self {
        let MoodSummary { days_with_mood, mean, .. } = MoodSummary::new(moods);
        let mut days_by_level: BTreeMap<u8, i64> = (1..=5).map(|level| (level, 0)).collect();
        for mood in moods.iter().filter_map(DayMood::nearest) {
            *days_by_level.entry(mood.level()).or_default() += 1;
        }
        let day =
            |mood: &DayMood| MoodDay { day: mood.day, mood: mood.mood, level: mood.nearest(), entries: mood.entries };
        let days = Days::Mood(moods.iter().map(day).collect());
        let counts = Counts::Mood { days: window.days(), days_with_mood, mean, days_by_level };
        Self::new(What::Mood, "Mood", window, days, counts)
    }

    /// How many meetings these days had.
    pub fn of_meetings(window: Window, counts: &[DayCount]) -> Self {
        let (days, days_attended, meetings) = sums(counts);
        let of_days = counts.iter().map(|DayCount { day, count }| MeetingsDay { day: *day, meetings: *count });
        let counts = Counts::Meetings { days, days_attended, meetings };
        Self::new(What::Meetings, "Meetings", window, Days::Meetings(of_days.collect()), counts)
    }

    /// How many check-ins these days had.
    pub fn of_checkins(window: Window, counts: &[DayCount]) -> Self {
        let (days, days_with_checkin, checkins) = sums(counts);
        let of_days = counts.iter().map(|DayCount { day, count }| CheckinsDay { day: *day, checkins: *count });
        let counts = Counts::Checkins { days, days_with_checkin, checkins };
        Self::new(What::Checkins, "Check-ins", window, Days::Checkins(of_days.collect()), counts)
    }

    /// Every day with its mark.
    fn marks(&self) -> Vec<(Day, Mark)> {
        let counted = |count: u32| if count == 0 { Mark::Nothing } else { Mark::Count(count.min(MOST)) };
        match &self.days {
            Days::Clock(days) => days.iter().map(|day| (day.day, of_state(day.state))).collect(),
            Days::Mood(days) => days.iter().map(|day| (day.day, of_level(day.level))).collect(),
            Days::Meetings(days) => days.iter().map(|day| (day.day, counted(day.meetings))).collect(),
            Days::Checkins(days) => days.iter().map(|day| (day.day, counted(day.checkins))).collect(),
        }
    }

    fn legend(&self, marks: &[(Day, Mark)]) -> Vec<Key> {
        let key = |mark, words: &str, tone, days| Key { mark, words: words.to_owned(), tone, days };
        match &self.counts {
            Counts::Clock(counts) => vec![
                key(Mark::So, "confirmed", Tone::Good, counts.confirmed_days),
                key(Mark::Open, "unconfirmed", Tone::Plain, counts.unconfirmed_days),
                key(Mark::Otherwise, "used", Tone::Care, counts.used_days),
                key(Mark::Outside, "not tracked", Tone::Quiet, counts.not_tracked_days),
            ],
            Counts::Mood { days, days_with_mood, days_by_level, .. } => {
                let level = |(level, days): (&u8, &i64)| {
                    let tone = [Tone::Care, Tone::Care, Tone::Plain, Tone::Good, Tone::Good];
                    let at = usize::from(*level) - 1;
                    key(Mark::Level(*level), Mood::WORDS[at], tone[at], *days)
                };
                let without = key(Mark::Nothing, "no mood", Tone::Quiet, days - *days_with_mood as i64);
                days_by_level.iter().map(level).chain([without]).collect()
            }
            Counts::Meetings { .. } => of_counts(marks, "meeting"),
            Counts::Checkins { .. } => of_counts(marks, "check-in"),
        }
    }

    fn clock_note(&self, counts: &StateCounts, as_of: Day) -> String {
        let over = of_clock(counts);
        match (self.today, self.stopped_on) {
            (None, _) => format!("{over}."),
            // The legend counts days that are over: beside a mark that only today has stands none.
            (Some(state), None) if counts.tracked_days > 0 && counts.of(state) == 0 => {
                format!("{over}; today so far {state}, and not counted.")
            }
            (Some(state), None) => format!("{over}; today so far {state}."),
            (Some(state), Some(day)) => {
                format!("{over}; it stopped on {} ({state}), which is not among them.", near(day, as_of))
            }
        }
    }

    /// What the figures of the legend are of.
    pub(super) fn note(&self, as_of: Day) -> String {
        match &self.counts {
            Counts::Clock(counts) => self.clock_note(counts, as_of),
            Counts::Mood { mean: None, .. } => "No mood is recorded in these days.".to_owned(),
            Counts::Mood { days, days_with_mood, mean: Some(mean), .. } => {
                format!(
                    "Mean {mean:.1} of 5 over {days_with_mood} of {}; a mark is the nearest mood.",
                    counted(*days, "day")
                )
            }
            Counts::Meetings { days, days_attended, meetings } => {
                format!("{} on {days_attended} of {}.", counted(i64::from(*meetings), "meeting"), counted(*days, "day"))
            }
            Counts::Checkins { days, days_with_checkin, checkins } => {
                let checkins = counted(i64::from(*checkins), "check-in");
                format!("{checkins} on {days_with_checkin} of {}.", counted(*days, "day"))
            }
        }
    }
}

/// What the figures of a clock are of.
fn of_clock(counts: &StateCounts) -> String {
    let StateCounts { tracked_days, sober_days, confirmed_days, .. } = counts;
    let sober = format!("{sober_days} of {} sober", counted(*tracked_days, "tracked day"));
    match (tracked_days, sober_days) {
        (0, _) => "No tracked day of these is over yet".to_owned(),
        (_, 0) => sober,
        _ => format!("{sober}, {confirmed_days} of {sober_days} confirmed"),
    }
}

/// How many days there are, on how many of them there was something, and how often.
fn sums(counts: &[DayCount]) -> (i64, usize, u32) {
    let with = counts.iter().filter(|day| day.count > 0).count();
    (counts.len() as i64, with, counts.iter().map(|day| day.count).sum())
}

fn of_state(state: DayState) -> Mark {
    match state {
        DayState::Confirmed => Mark::So,
        DayState::Unconfirmed => Mark::Open,
        DayState::Used => Mark::Otherwise,
        DayState::NotTracked => Mark::Outside,
    }
}

fn of_level(level: Option<Mood>) -> Mark {
    level.map_or(Mark::Nothing, |mood| Mark::Level(mood.level()))
}

/// The numbers that occur, and none.
fn of_counts(marks: &[(Day, Mark)], unit: &str) -> Vec<Key> {
    let on = |mark: Mark| marks.iter().filter(|(_, other)| *other == mark).count() as i64;
    let key = |count: u32| {
        let words = if count < MOST { counted(i64::from(count), unit) } else { format!("{MOST} {unit}s or more") };
        Key { mark: Mark::Count(count), words, tone: Tone::Good, days: on(Mark::Count(count)) }
    };
    let none = Key { mark: Mark::Nothing, words: format!("no {unit}"), tone: Tone::Quiet, days: on(Mark::Nothing) };
    (1..=MOST).map(key).filter(|key| key.days > 0).chain([none]).collect()
}

/// How the days are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The days of the page, those to come among them.
    pub frame: Window,
    /// As a month with numbers, a week to a row.
    pub numbered: bool,
}

/// The answer to `onward calendar`.
#[derive(Serialize)]
pub struct Calendar {
    /// Today.
    pub as_of: Day,
    /// On which weekday weeks start.
    pub week_start: FullWeekday,
    /// The calendars, one for each thing shown.
    pub calendars: Vec<HeatMap>,
    /// How they are laid out.
    #[serde(skip)]
    pub layout: Layout,
}

impl HeatMap {
    /// The first of its days.
    pub(super) fn since(&self) -> Day {
        self.since
    }

    /// The same days as a picture.
    pub(super) fn draw(&self, layout: Layout, week_start: FullWeekday) -> Drawing {
        let marks = self.marks();
        let legend = self.legend(&marks);
        let place: BTreeMap<Day, usize> = marks
            .iter()
            .filter_map(|(day, mark)| Some((*day, legend.iter().position(|key| key.mark == *mark)?)))
            .collect();
        let pages = pages(layout.frame, week_start.0);
        let filled = |page: Page| {
            let day = |day: CalendarDay| CalendarDay { key: place.get(&day.day).copied(), ..day };
            Page { weeks: page.weeks.into_iter().map(|week| week.map(|found| found.map(day))).collect(), ..page }
        };
        Drawing { pages: pages.into_iter().map(filled).collect(), numbered: layout.numbered, legend }
    }

    /// How to record the first, where there is nothing.
    fn hint(&self) -> &'static str {
        if matches!(self.counts, Counts::Mood { mean: None, .. }) { " Record one: onward checkin good" } else { "" }
    }
}

/// The days in one piece, or in years where they are too many to stand side by side.
fn pages(frame: Window, week_start: Weekday) -> Vec<Page> {
    let whole = weeks(frame, week_start);
    let one_year = Year::of(frame.since) == Year::of(frame.until);
    if one_year || whole.len() <= WIDEST {
        return vec![Page { title: None, weeks: whole }];
    }
    let firsts = std::iter::successors(Some(Year::of(frame.since).days()), |year| {
        (year.until < frame.until).then(|| Year::of(year.until.next()).days())
    });
    let of_year = |year: Window| {
        let days = Window { since: year.since.max(frame.since), until: year.until.min(frame.until) };
        Page { title: Some(Year::of(year.since).to_string()), weeks: weeks(days, week_start) }
    };
    firsts.map(of_year).collect()
}

fn weeks(days: Window, week_start: Weekday) -> Vec<[Option<CalendarDay>; 7]> {
    let mut weeks: Vec<[Option<CalendarDay>; 7]> = Vec::new();
    for day in days.each() {
        let at = day.weekday().days_since(week_start) as usize;
        if weeks.is_empty() || at == 0 {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[at] = Some(CalendarDay { day, key: None });
        }
    }
    weeks
}

impl View for Calendar {
    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.calendars.is_empty() {
            document.text("No clock is shown. Add one: onward clock add alcohol --since 2026-01-01");
            document.text("Without a clock there are onward calendar mood, meetings and checkins.");
        }
        for map in &self.calendars {
            let days = counted(Window { since: map.since, until: map.until }.days(), "day");
            let window = format!("  {} to {}, {days}", near(map.since, self.as_of), near(map.until, self.as_of));
            document.heading(map.title.clone().and(Tone::Quiet, window));
            document.push(Block::Calendar(map.draw(self.layout, self.week_start)));
            document.push(Block::Notice(format!("{}{}", map.note(self.as_of), map.hint())));
        }
        document
    }
}
