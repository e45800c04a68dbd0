//! What a report tells, as far as it is to be seen: every part from the calculation that answers the command of its
//! name. What is not to be seen, or has no place on the page, is not even read: the page, JSON and the record of a file
//! tell the same.

use crate::app::App;
use crate::commands::{attendance, calendar, milestones, standing};
use crate::domain::attendance::Attendance;
use crate::domain::audience::{Field, Fields};
use crate::domain::calendar::{DayCount, Year};
use crate::domain::checkin::Checkin;
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::Day;
use crate::domain::kept::Kind;
use crate::domain::mood::DayMood;
use crate::domain::programme::OwnProgramme;
use crate::domain::reach::{Reach, Reached};
use crate::domain::setting::FullWeekday;
use crate::domain::sight::Sight;
use crate::domain::slip::Slip;
use crate::domain::sobriety::Sobriety;
use crate::domain::text::{Name, Text};
use crate::domain::urge::Urge;
use crate::domain::urges::Patterns;
use crate::error::Result;
use crate::store::Record;
use crate::view::calendar::{HeatMap, Layout};
use crate::view::mood::{MoodFigures, ScaleReport};
use crate::view::report::{Attended, ClockPart, MilestonesPart, People, Report, Said, UrgesPart, UseView};
use crate::view::streak::ClockStanding;

/// The days a report tells of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The days, none of them to come.
    pub window: Window,
    /// How they are drawn.
    pub layout: Layout,
    /// The year, where it is about a whole one.
    pub year: Option<Year>,
}

/// What a year on one page has no place for.
const NOT_IN_A_YEAR: &[Field] = &[Field::Runs, Field::Craving, Field::Feelings, Field::Gratitude];

impl Span {
    /// The same days with everything that is recorded in them, whatever a year has a place for.
    pub(super) fn in_full(self) -> Self {
        Self { year: None, ..self }
    }

    /// Those of these fields that have a place.
    fn placed(self, fields: &Fields) -> Fields {
        fields.iter().filter(|field| self.year.is_none() || !NOT_IN_A_YEAR.contains(field)).collect()
    }
}

/// A clock and what is seen of it.
struct Seen {
    clock: Clock,
    fields: Fields,
}

/// What is gathered from.
struct Source<'a, 'w> {
    app: &'a App<'w>,
    span: Span,
    /// What is seen of everything.
    fields: Fields,
    clocks: Vec<Seen>,
    own: Vec<OwnProgramme>,
}

/// The report on these days.
///
/// # Errors
/// When the data file cannot be read.
pub(super) fn report(app: &App<'_>, span: Span, sight: &Sight) -> Result<Report> {
    let (clocks, own) = (seen(app, span, sight)?, app.store.own_programmes()?);
    Source { app, span, fields: span.placed(&sight.fields), clocks, own }.report()
}

/// The clocks of which anything is seen, for the record of a file.
///
/// # Errors
/// When the data file cannot be read.
pub(super) fn clocks(app: &App<'_>, span: Span, sight: &Sight) -> Result<Vec<Name>> {
    Ok(seen(app, span, sight)?.into_iter().map(|seen| seen.clock.name).collect())
}

/// The clocks that had begun, with what is seen of each.
fn seen(app: &App<'_>, span: Span, sight: &Sight) -> Result<Vec<Seen>> {
    let begun = app.store.clocks()?.into_iter().filter(|clock| clock.since <= span.window.until);
    let seen = begun.map(|clock| Seen { fields: span.placed(&sight.of_clock(&clock)), clock });
    Ok(seen.filter(|seen| seen.fields != Fields::default()).collect())
}

impl Source<'_, '_> {
    fn report(&self) -> Result<Report> {
        let Window { since, until } = self.span.window;
        let (mood, feelings, craving) = (self.has(Field::Mood), self.has(Field::Feelings), self.has(Field::Craving));
        let moods = if mood { self.app.store.moods(since, until)? } else { Vec::new() };
        let scales = if craving || feelings { self.app.store.scales(since, until)? } else { Vec::new() };
        let week_start = FullWeekday(self.app.settings.week_start);
        let of_year = |wanted: bool| wanted && self.span.year.is_some();
        let urges = self.urges()?;
        Ok(Report {
            as_of: self.app.today,
            since,
            until,
            days: self.span.window.days(),
            year: self.span.year,
            so_far: self.span.year.is_some_and(|year| year.days().until > until),
            reader: None,
            clocks: self.clock_parts()?,
            attendance: self.attendance()?,
            meetings: self.meetings()?,
            meetings_calendar: self.meetings_calendar()?,
            mood: mood.then(|| self.mood(&moods, week_start)),
            mood_calendar: of_year(mood).then(|| HeatMap::of_moods(self.span.window, &moods)),
            craving: craving.then(|| ScaleReport::craving(&scales)),
            anxiety: feelings.then(|| ScaleReport::anxiety(&scales)),
            connection: feelings.then(|| ScaleReport::connection(&scales)),
            people: self.people()?,
            triggers: self.triggers(&urges)?,
            gratitude: self.gratitude()?,
            notes: self.notes(&urges)?,
            urges: self.sees(Field::Urges).then(|| self.patterns(&urges)),
            layout: self.span.layout,
            week_start,
            order: None,
        })
    }

    /// Whether a field is seen of everything.
    fn has(&self, field: Field) -> bool {
        self.fields.has(field)
    }

    /// Whether a field is seen of everything, or of a clock.
    fn sees(&self, field: Field) -> bool {
        self.has(field) || self.clocks.iter().any(|seen| seen.fields.has(field))
    }

    fn is_past(&self) -> bool {
        self.span.window.until < self.app.today
    }

    /// The day as of which is counted, so that the last of the days is over: the day after it, or today.
    fn counted_on(&self) -> Day {
        self.span.window.until.next().min(self.app.today)
    }

    /// Every record of these days, oldest first.
    fn all<R: Record>(&self) -> Result<Vec<R>> {
        let Window { since, until } = self.span.window;
        let mut found: Vec<R> = self.app.store.newest(Some(since), Some(until), u32::MAX)?;
        found.reverse();
        Ok(found)
    }

    fn clock_parts(&self) -> Result<Vec<ClockPart>> {
        let shown = [Field::Sobriety, Field::Runs, Field::Slips, Field::Calendar, Field::Milestones];
        let shown = |seen: &&Seen| shown.iter().any(|field| seen.fields.has(*field));
        self.clocks.iter().filter(shown).map(|seen| self.clock_part(seen)).collect()
    }

    fn clock_part(&self, Seen { clock, fields }: &Seen) -> Result<ClockPart> {
        let (store, window) = (&self.app.store, self.span.window);
        let on = clock.counted_on(self.counted_on());
        let uses = standing::uses_until(store, clock, window.until)?;
        let counted = Sobriety::new(clock.since, &uses, on);
        let standing = self.standing(clock)?;
        let title = if fields.has(Field::Milestones) { standing.title() } else { standing.bare_title() };
        let mut part = ClockPart::new(clock, title);
        if fields.has(Field::Sobriety) || fields.has(Field::Calendar) {
            let days = calendar::days_of(store, clock, &counted, on, window)?;
            if fields.has(Field::Sobriety) {
                part.in_these_days = Some(days.counts);
                part.longest_run_in_these_days = Some(counted.longest_within(window));
            }
            if fields.has(Field::Calendar) {
                let speech = clock.programme.as_ref().map(|programme| programme.speech(&self.own));
                let drawn = self.drawn(clock);
                let days = if drawn == window { days } else { calendar::days_of(store, clock, &counted, on, drawn)? };
                part.calendar = Some(HeatMap::of_clock(clock, speech.as_ref(), drawn, days));
            }
        }
        if fields.has(Field::Slips) {
            let inside = uses.iter().filter(|used| used.to.is_none_or(|to| to >= window.since));
            let end = self.is_past().then_some(window.until);
            part.slips = Some(inside.map(|used| UseView::within(*used, end)).collect());
        }
        if fields.has(Field::Milestones) {
            let all = milestones::counted_as(store, clock, &counted, on, &self.own)?;
            part.milestones = Some(MilestonesPart::within(all, window, !self.is_past() && self.span.year.is_none()));
        }
        part.runs = fields.has(Field::Runs).then(|| standing.runs.clone()).flatten();
        // A year tells of its own days and of no others.
        part.standing = (fields.has(Field::Sobriety) && self.span.year.is_none()).then(|| standing.only(fields));
        Ok(part)
    }

    /// The days of a clock that are drawn: a month and a year whole, a stretch from the month in which it began.
    fn drawn(&self, clock: &Clock) -> Window {
        let Window { since, until } = self.span.window;
        let whole = self.span.layout.numbered || self.span.year.is_some();
        Window { since: if whole { since } else { since.max(clock.since.first_of_month()) }, until }
    }

    fn standing(&self, clock: &Clock) -> Result<ClockStanding> {
        if self.is_past() {
            standing::standing_after(&self.app.store, clock, self.span.window.until)
        } else {
            standing::standing(&self.app.store, clock, self.app.today)
        }
    }

    fn mood(&self, moods: &[DayMood], week_start: FullWeekday) -> MoodFigures {
        let found = MoodFigures::new(moods, week_start);
        if self.span.year.is_some() { found.in_brief() } else { found }
    }

    fn attendance(&self) -> Result<Option<crate::view::attendance::AttendanceReport>> {
        if !self.has(Field::Attendance) {
            return Ok(None);
        }
        let found = attendance::report(self.app, self.span.window, self.counted_on())?;
        let found = if self.has(Field::Meetings) { found } else { found.without_programmes() };
        let found = if self.is_past() { found.of_the_past() } else { found };
        Ok(Some(if self.span.year.is_some() { found.in_brief() } else { found }))
    }

    fn meetings(&self) -> Result<Option<Vec<Attended>>> {
        if !self.has(Field::Meetings) || self.span.year.is_some() {
            return Ok(None);
        }
        let all: Vec<Attendance> = self.all()?;
        Ok(Some(all.into_iter().map(|one| Attended::new(one, &self.own)).collect()))
    }

    fn meetings_calendar(&self) -> Result<Option<HeatMap>> {
        if !self.has(Field::Meetings) || self.span.year.is_none() {
            return Ok(None);
        }
        let days = self.app.store.attended_days(self.span.window)?;
        Ok(Some(HeatMap::of_meetings(self.span.window, &DayCount::each(&days, self.span.window))))
    }

    fn people(&self) -> Result<Option<People>> {
        if !self.has(Field::People) {
            return Ok(None);
        }
        let found = Reached::new(&self.all::<Reach>()?, &self.app.store.contacts()?);
        Ok(Some(People::new(found, self.has(Field::Contacts))))
    }

    /// The urges of these days as far as anything is seen of what they are about.
    fn urges(&self) -> Result<Vec<Urge>> {
        let wanted = [Field::Urges, Field::Triggers, Field::Notes].iter().any(|field| self.sees(*field));
        if wanted { self.all() } else { Ok(Vec::new()) }
    }

    /// Whether this is seen of an urge: by what is seen of its clock, or of everything where it is about none. One about
    /// a clock that was removed is seen by nobody else: it may have been a hidden one.
    fn seen_of(&self, urge: &Urge, field: Field) -> bool {
        let of_clock = |clock: &Seen| Some(clock.clock.id) == urge.clock_id;
        match (&urge.clock, self.clocks.iter().find(|clock| of_clock(clock))) {
            (None, _) => self.has(field),
            (Some(_), Some(clock)) => clock.fields.has(field),
            (Some(_), None) => false,
        }
    }

    fn patterns(&self, urges: &[Urge]) -> UrgesPart {
        let seen: Vec<Urge> = urges.iter().filter(|urge| self.seen_of(urge, Field::Urges)).cloned().collect();
        let found = UrgesPart::new(Patterns::new(&seen, self.app.settings.week_start));
        if self.span.year.is_some() { found.in_brief() } else { found }
    }

    /// The slips of these days on clocks of which this is seen.
    fn slips_with(&self, field: Field, words: impl Fn(Slip) -> Option<Text>) -> Result<Vec<Said>> {
        let window = self.span.window;
        let mut found = Vec::new();
        for seen in self.clocks.iter().filter(|seen| seen.fields.has(field)) {
            let slips = self.app.store.slips_of(&seen.clock)?;
            let inside = slips.into_iter().filter(|slip| window.holds(slip.used.from));
            found.extend(inside.filter_map(|slip| said(slip.used.from, "slip", Some(&seen.clock.name), words(slip))));
        }
        Ok(found)
    }

    fn of_urges(&self, urges: &[Urge], field: Field, words: fn(&Urge) -> Vec<Text>) -> Vec<Said> {
        let seen = urges.iter().filter(|urge| self.seen_of(urge, field));
        let texts = |urge: &Urge| {
            let about = urge.clock.clone();
            words(urge).into_iter().filter_map(|text| said(urge.day, "urge", about.as_ref(), Some(text))).collect()
        };
        seen.flat_map(|urge: &Urge| -> Vec<Said> { texts(urge) }).collect()
    }

    fn triggers(&self, urges: &[Urge]) -> Result<Option<Vec<Said>>> {
        if !self.sees(Field::Triggers) {
            return Ok(None);
        }
        let mut all = self.of_urges(urges, Field::Triggers, |urge| urge.trigger.clone().into_iter().collect());
        all.extend(self.slips_with(Field::Triggers, |slip| slip.trigger)?);
        Ok(Some(by_day(all)))
    }

    fn gratitude(&self) -> Result<Option<Vec<Said>>> {
        if !self.has(Field::Gratitude) {
            return Ok(None);
        }
        let Window { since, until } = self.span.window;
        let kept = self.app.store.newest_kept(Some(since), Some(until), u32::MAX)?;
        let kind = |kind: Kind| if kind == Kind::Win { "win" } else { "grateful for" };
        let mut all: Vec<Said> =
            kept.into_iter().filter_map(|one| said(one.day, kind(one.kind), None, Some(one.text))).collect();
        all.reverse();
        Ok(Some(all))
    }

    fn notes(&self, urges: &[Urge]) -> Result<Option<Vec<Said>>> {
        if !self.sees(Field::Notes) {
            return Ok(None);
        }
        let noted = |urge: &Urge| [urge.did.clone(), urge.note.clone()].into_iter().flatten().collect();
        let mut all = self.of_urges(urges, Field::Notes, noted);
        all.extend(self.slips_with(Field::Notes, |slip| slip.note)?);
        if self.has(Field::Notes) {
            let (meetings, names) = (self.has(Field::Meetings), self.has(Field::Contacts));
            all.extend(self.all::<Checkin>()?.into_iter().filter_map(|one| said(one.day, "check-in", None, one.note)));
            let of_meeting =
                |one: Attendance| said(one.day, "meeting", Some(&one.meeting).filter(|_| meetings), one.note);
            all.extend(self.all::<Attendance>()?.into_iter().filter_map(of_meeting));
            let of_reach = |one: Reach| said(one.day, "reach-out", Some(&one.contact).filter(|_| names), one.note);
            all.extend(self.all::<Reach>()?.into_iter().filter_map(of_reach));
        }
        Ok(Some(by_day(all)))
    }
}

fn said(day: Day, kind: &'static str, about: Option<&Name>, text: Option<Text>) -> Option<Said> {
    text.map(|text| Said { day, kind, about: about.cloned(), text })
}

fn by_day(mut all: Vec<Said>) -> Vec<Said> {
    all.sort_by_key(|said| said.day);
    all
}
