//! Everything for a hard hour on one page, the person's own words first.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Entry, Line, Tone};
use super::helpline::{HelplineView, lay_out, none_of};
use super::words::{clock_time, near};
use crate::domain::contact::{Contact, ContactRole};
use crate::domain::day::Day;
use crate::domain::dial;
use crate::domain::meeting::{Access, Venue, Zone};
use crate::domain::moment::Moment;
use crate::domain::plan::Part;
use crate::domain::programme::Programme;
use crate::domain::setting::Country;
use crate::domain::text::{Name, Text};
use crate::domain::upcoming::Upcoming;

/// Someone to call.
#[derive(Debug, Serialize)]
pub struct Person {
    name: Name,
    role: ContactRole,
    programme: Option<Programme>,
    phone: Option<Name>,
    handle: Option<Name>,
}

impl From<Contact> for Person {
    fn from(contact: Contact) -> Self {
        let Contact { name, role, programme, phone, handle, .. } = contact;
        Self { name, role, programme, phone, handle }
    }
}

impl Person {
    /// The name, and below it each way to reach them by itself, ready to be copied.
    fn entry(&self) -> Entry {
        let programme = self.programme.as_ref().map(|programme| format!(", {}", programme.title()));
        let words = Line::of(Tone::Strong, self.name.as_str())
            .and(Tone::Plain, format!(" ({}{})", self.role, programme.unwrap_or_default()));
        let way = |way: &Name| Line::default().and_link(Tone::Plain, way.as_str(), dial::target(way.as_str()));
        let below: Vec<Line> = [&self.phone, &self.handle].into_iter().flatten().map(way).collect();
        let words = if below.is_empty() { words.and(Tone::Quiet, ", no number kept") } else { words };
        Entry { lead: None, words, below }
    }
}

/// A meeting that is going on, or comes next.
#[derive(Debug, Serialize)]
pub struct MeetingSoon {
    name: Name,
    programme: Option<Programme>,
    starts_at: Moment,
    ends_at: Moment,
    in_progress: bool,
    zone: Option<Zone>,
    /// When it starts by the wall clock of its own zone; null where it names none.
    starts_at_in_zone: Option<Moment>,
    venue: Venue,
    access: Option<Access>,
    place: Option<Text>,
    link: Option<Text>,
    #[serde(skip)]
    elsewhere: Option<String>,
}

impl From<&Upcoming<'_>> for MeetingSoon {
    fn from(upcoming: &Upcoming<'_>) -> Self {
        let meeting = upcoming.meeting;
        let zone = || meeting.zone.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            name: meeting.name.clone(),
            programme: meeting.programme.clone(),
            starts_at: upcoming.starts_at,
            ends_at: upcoming.ends_at,
            in_progress: upcoming.in_progress,
            zone: meeting.zone.clone(),
            starts_at_in_zone: upcoming.starts_there,
            venue: meeting.venue,
            access: meeting.access,
            place: meeting.place.clone(),
            link: meeting.link.clone(),
            elsewhere: upcoming.other_time().map(|there| format!("{} {}", clock_time(there), zone())),
        }
    }
}

impl MeetingSoon {
    fn when(&self, now: Moment) -> String {
        if self.in_progress {
            return format!("now, until {}", clock_time(self.ends_at));
        }
        let day = |at: Moment| Day::new(at.at().date_naive());
        let time = clock_time(self.starts_at);
        match (day(now), day(self.starts_at)) {
            (Ok(today), Ok(day)) => match today.days_until(day) {
                0 => format!("today {time}"),
                1 => format!("tomorrow {time}"),
                _ => format!("{} {time}", near(day, today)),
            },
            _ => time,
        }
    }

    fn entry(&self, now: Moment) -> Entry {
        let when = self.when(now);
        let tone = if self.in_progress { Tone::Good } else { Tone::Plain };
        let kind: Vec<String> = self.programme.iter().map(Programme::title).chain([self.venue.to_string()]).collect();
        let elsewhere = self.elsewhere.as_ref().map(|there| format!(", {there}")).unwrap_or_default();
        let place = self.place.as_ref().map(|place| format!("; {place}")).unwrap_or_default();
        let words = Line::of(Tone::Strong, self.name.as_str())
            .and(Tone::Plain, format!(" ({}){elsewhere}{}", kind.join(", "), place.replace('\n', ", ")));
        let link = |link: &Text| Line::default().and_link(Tone::Plain, link.as_str(), dial::target(link.as_str()));
        Entry { lead: Some(Line::of(tone, when)), words, below: self.link.iter().map(link).collect() }
    }
}

/// The answer to `onward sos`.
#[derive(Serialize)]
pub struct Sos {
    /// Today.
    pub as_of: Day,
    /// The person's own reasons.
    pub reasons: Vec<String>,
    /// People to call, in the order chosen.
    pub people: Vec<Person>,
    /// Meetings going on, then those of the coming days.
    pub meetings: Vec<MeetingSoon>,
    /// What the person does when it gets hard.
    pub coping_steps: Vec<String>,
    /// How the person notices that it gets hard.
    pub warning_signs: Vec<String>,
    /// Helplines of the country, or of every country where it is not known.
    pub helplines: Vec<HelplineView>,
    /// Facts that can save a life.
    pub safety: Vec<&'static str>,
    /// The data is sealed, and what is the person's own is missing.
    pub locked: bool,
    /// Why the data could not be opened, or not all of it; null when all is well.
    pub trouble: Option<String>,
    /// Now.
    #[serde(skip)]
    pub now: Moment,
    /// The country, where it is known.
    #[serde(skip)]
    pub country: Option<Country>,
}

impl Sos {
    /// Whether what is missing is known to be missing.
    fn whole(&self) -> bool {
        !self.locked && self.trouble.is_none()
    }

    /// Whether anything of the person's own is there.
    fn has_own(&self) -> bool {
        let plan = [&self.reasons, &self.coping_steps, &self.warning_signs];
        !self.people.is_empty() || !self.meetings.is_empty() || plan.iter().any(|part| !part.is_empty())
    }

    fn withheld(&self, document: &mut Document) {
        match (self.locked, &self.trouble) {
            (true, None) => document.text("Your own reasons and people are sealed. To see them: onward sos --unlock"),
            (true, Some(why)) => document.text(format!(
                "Your own reasons and people are still sealed: {why}. To try again: onward sos --unlock"
            )),
            (false, Some(why)) => {
                let what = if self.has_own() {
                    "Not all of your own data could be read"
                } else {
                    "Your own data could not be opened"
                };
                document.text(format!("{what}: {why}. What to do: onward doctor"))
            }
            (false, None) => {}
        }
    }

    fn own(&self, document: &mut Document) {
        let mut part = |heading: &str, entries: Vec<Entry>| {
            if !entries.is_empty() {
                document.heading(heading);
                document.push(Block::List(entries));
            }
        };
        part(Part::Reasons.heading(), self.reasons.iter().map(|reason| Entry::from(reason.as_str())).collect());
        part("People to call", self.people.iter().map(Person::entry).collect());
        part("Meetings", self.meetings.iter().map(|meeting| meeting.entry(self.now)).collect());
        let step = |(nth, step): (usize, &String)| Entry {
            lead: Some(Line::from((nth + 1).to_string())),
            ..Entry::from(step.as_str())
        };
        part(Part::CopingSteps.heading(), self.coping_steps.iter().enumerate().map(step).collect());
        let signs = self.warning_signs.iter().map(|sign| Entry::from(sign.as_str())).collect();
        part(Part::WarningSigns.heading(), signs);
    }

    /// What the helplines leave open: which country, or that there is none.
    fn about_helplines(&self) -> Option<String> {
        let Some(country) = &self.country else {
            // What is not known while data is sealed or damaged may be set all the same.
            return self.whole().then(|| "Only those of your country: onward config set country UK, or US".to_owned());
        };
        if self.helplines.is_empty() {
            return Some(format!("Every helpline of {} is hidden: onward helpline list", country.title()));
        }
        none_of(country, &self.helplines)
    }

    /// How to add what is not there yet.
    fn missing(&self) -> Vec<&'static str> {
        let ways = [
            (self.reasons.is_empty(), "Your reasons can stand here: onward plan edit reasons \"my daughter\""),
            (
                self.people.is_empty(),
                "People to call can stand here: onward contact add Maria --role sponsor --phone -",
            ),
            (
                self.coping_steps.is_empty() && self.warning_signs.is_empty(),
                "What helps you can stand here: onward plan edit coping-steps \"go for a walk\"",
            ),
        ];
        ways.into_iter().filter(|(missing, _)| *missing && self.whole()).map(|(_, way)| way).collect()
    }
}

impl View for Sos {
    fn document(&self) -> Document {
        let mut document = Document::default();
        self.withheld(&mut document);
        self.own(&mut document);
        lay_out(&mut document, &self.helplines, |line, _| line.entry());
        if let Some(open) = self.about_helplines() {
            document.text(Line::of(Tone::Quiet, open));
        }
        for fact in &self.safety {
            document.push(Block::Notice((*fact).to_owned()));
        }
        for way in self.missing() {
            document.text(Line::of(Tone::Quiet, way));
        }
        document
    }

    fn pages(&self) -> bool {
        false
    }
}
