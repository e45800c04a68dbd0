//! The groups that were visited, side by side: how often, how well each suited, and what of it did or did not.
//!
//! Not here: which of them is the best. The person's own words stand beside the numbers, and they decide.

use std::collections::HashMap;

use super::attendance::{Attendance, Fit};
use super::day::Day;
use super::id::Id;
use super::meeting::{Approach, Meeting, Venue};
use super::place::Point;
use super::programme::Programme;
use super::text::{self, Name, Text};

/// With fewer visits that say how the group suited, a mean is few voices: it is shown, and said to be that.
pub const FEW: usize = 4;

/// Something that was said of a group, and on how many visits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    /// The words, as they were last typed.
    pub words: String,
    /// On how many visits they were said.
    pub visits: usize,
}

/// How well a group suited, over the visits that say so.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Suited {
    /// How many visits say it.
    pub of: usize,
    /// The mean of what they say, 1 to 5.
    pub mean: Option<f64>,
    /// What the last of them says, and its day.
    pub last: Option<(Fit, Day)>,
}

impl Suited {
    /// Whether too few visits say it to tell much by.
    pub fn few(&self) -> bool {
        self.of < FEW
    }

    /// Of these fits, newest first.
    fn over(fits: &[(Fit, Day)]) -> Self {
        let sum: u32 = fits.iter().map(|(fit, _)| u32::from(fit.value())).sum();
        let mean = (!fits.is_empty()).then(|| f64::from(sum) / fits.len() as f64);
        Self { of: fits.len(), mean, last: fits.first().copied() }
    }
}

/// Where it is known from what a group builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownFrom {
    /// It was said of this meeting.
    Meeting,
    /// Its programme is so everywhere.
    Programme,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name, that of the saved meeting where it is one.
    pub name: Name,
    /// The saved meeting; none for a group that is known by its name only.
    pub saved: Option<Meeting>,
    /// Its programme, otherwise that of the last visit that has one.
    pub programme: Option<Programme>,
    /// Where it takes place, otherwise where the last visit did.
    pub venue: Option<Venue>,
    /// Its place, otherwise that of the last visit that has one.
    pub place: Option<Text>,
    /// How many visits there were.
    pub visits: usize,
    /// The day of the last.
    pub last: Option<Day>,
    /// How well it suited.
    pub suited: Suited,
    /// What suited, the most frequent first.
    pub liked: Vec<Words>,
    /// What was missed, the most frequent first.
    pub missed: Vec<Words>,
}

impl Group {
    /// What it builds on: what was said of the meeting, or what holds for all of its programme; never a guess.
    pub fn approach(&self) -> Option<(Approach, KnownFrom)> {
        let said = self.saved.as_ref().and_then(|meeting| meeting.approach);
        let custom = || self.programme.as_ref().and_then(Programme::approach);
        said.map(|approach| (approach, KnownFrom::Meeting))
            .or_else(|| custom().map(|approach| (approach, KnownFrom::Programme)))
    }

    /// How far it is from a place, in metres, where both are on the map.
    pub fn metres_from(&self, near: Option<Point>) -> Option<u32> {
        let point = self.saved.as_ref().and_then(|meeting| meeting.point);
        near.zip(point).map(|(near, point)| near.metres_to(point))
    }

    /// Whether a visit said more of it than that it took place.
    pub fn says_something(&self) -> bool {
        self.visits > 1 || self.suited.of > 0 || !self.liked.is_empty() || !self.missed.is_empty()
    }

    fn of(name: Name, saved: Option<&Meeting>, visits: &[&Attendance]) -> Self {
        let last = |what: &dyn Fn(&Attendance) -> Option<Text>| visits.iter().find_map(|visit| what(visit));
        let fits: Vec<(Fit, Day)> = visits.iter().filter_map(|visit| Some((visit.fit?, visit.day))).collect();
        Self {
            programme: match saved {
                Some(meeting) if meeting.programme.is_some() => meeting.programme.clone(),
                _ => visits.iter().find_map(|visit| visit.programme.clone()),
            },
            venue: saved.map(|meeting| meeting.venue).or_else(|| visits.iter().find_map(|visit| visit.venue)),
            place: saved.and_then(|meeting| meeting.place.clone()).or_else(|| last(&|visit| visit.place.clone())),
            visits: visits.len(),
            last: visits.first().map(|visit| visit.day),
            suited: Suited::over(&fits),
            liked: words(visits, |visit| visit.liked.as_ref()),
            missed: words(visits, |visit| visit.missed.as_ref()),
            saved: saved.cloned(),
            name,
        }
    }
}

/// What was said on these visits, newest first: things with commas or line ends between them, each counted once a visit
/// whatever its case and blanks.
fn words<'a>(visits: &[&'a Attendance], said: impl Fn(&'a Attendance) -> Option<&'a Text>) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for text in visits.iter().filter_map(|visit| said(visit)) {
        let mut counted: Vec<usize> = Vec::new();
        for part in text.as_str().split([',', '\n']) {
            let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.is_empty() {
                continue;
            }
            let key = text::key(&words).replace(' ', "");
            let at = *places.entry(key).or_insert_with(|| {
                found.push(Words { words, visits: 0 });
                found.len() - 1
            });
            if !counted.contains(&at) {
                counted.push(at);
                found[at].visits += 1;
            }
        }
    }
    found.sort_by_key(|words| std::cmp::Reverse(words.visits));
    found
}

/// Every group that was visited or is saved. An attendance belongs to the saved meeting that it was recorded for, or else
/// to the one of its name, or else to the group of its name. The attendances are newest first; the groups come with the
/// most visited first, and of those visited as often the one visited last.
pub fn groups(attendances: &[Attendance], meetings: &[Meeting]) -> Vec<Group> {
    let by_id: HashMap<Id, usize> = meetings.iter().enumerate().map(|(at, meeting)| (meeting.id, at)).collect();
    let by_name: HashMap<String, usize> =
        meetings.iter().enumerate().map(|(at, meeting)| (meeting.name.key(), at)).collect();
    let mut saved: Vec<Vec<&Attendance>> = vec![Vec::new(); meetings.len()];
    let mut others: Vec<(&Name, Vec<&Attendance>)> = Vec::new();
    let mut named: HashMap<String, usize> = HashMap::new();
    for attendance in attendances {
        let key = attendance.meeting.key();
        let own = attendance.meeting_id.and_then(|id| by_id.get(&id)).or_else(|| by_name.get(&key));
        if let Some(at) = own {
            saved[*at].push(attendance);
            continue;
        }
        let at = *named.entry(key).or_insert_with(|| {
            others.push((&attendance.meeting, Vec::new()));
            others.len() - 1
        });
        others[at].1.push(attendance);
    }
    let saved =
        meetings.iter().zip(&saved).map(|(meeting, visits)| Group::of(meeting.name.clone(), Some(meeting), visits));
    let others = others.iter().map(|(name, visits)| Group::of((*name).clone(), None, visits));
    let mut groups: Vec<Group> = saved.chain(others).collect();
    groups.sort_by(|a, b| (b.visits, b.last).cmp(&(a.visits, a.last)).then_with(|| a.name.key().cmp(&b.name.key())));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(nth: u8) -> Id {
        Id::parse(&format!("019ab123-4567-7890-abcd-0123456789{nth:02x}")).unwrap()
    }

    fn meeting(nth: u8, name: &str) -> Meeting {
        Meeting::named(id(nth), name.parse().unwrap(), "2026-01-01T12:00:00+00:00".parse().unwrap())
    }

    fn visit(name: &str, day: &str) -> Attendance {
        Attendance {
            id: id(0xff),
            day: day.parse().unwrap(),
            meeting_id: None,
            meeting: name.parse().unwrap(),
            programme: None,
            venue: None,
            roles: Vec::new(),
            fit: None,
            proof: None,
            note: None,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
            source: None,
            start: None,
            place: None,
            liked: None,
            missed: None,
        }
    }

    fn fitting(day: &str, fit: i64) -> Attendance {
        Attendance { fit: Some(Fit::new(fit).unwrap()), ..visit("Step", day) }
    }

    #[test]
    fn a_fit_is_the_mean_of_the_visits_that_say_one() {
        let visits = [visit("Step", "2026-11-23"), fitting("2026-11-16", 2), fitting("2026-11-09", 5)];
        let group = &groups(&visits, &[])[0];
        assert_eq!((group.visits, group.suited.of, group.suited.mean), (3, 2, Some(3.5)));
        assert_eq!(group.suited.last, Some((Fit::new(2).unwrap(), "2026-11-16".parse().unwrap())));
        assert!(group.suited.few());
        assert!(!Suited { of: FEW, ..Suited::default() }.few());
        assert_eq!(groups(&[visit("Step", "2026-11-23")], &[])[0].suited, Suited::default());
    }

    #[test]
    fn things_are_counted_once_a_visit_whatever_their_case_and_blanks() {
        let liked = |day: &str, text: &str| Attendance { liked: Text::new(text).unwrap(), ..visit("Step", day) };
        let visits = [
            liked("2026-11-23", "Warm,  small group,warm"),
            liked("2026-11-16", "small  Group\ntea"),
            liked("2026-11-09", " , ,"),
        ];
        let found: Vec<(String, usize)> =
            groups(&visits, &[])[0].liked.iter().map(|words| (words.words.clone(), words.visits)).collect();
        assert_eq!(found, [("small group".to_owned(), 2), ("Warm".to_owned(), 1), ("tea".to_owned(), 1)]);
    }

    #[test]
    fn visits_meet_by_the_saved_meeting_then_by_the_name() {
        let meetings = [meeting(1, "Tuesday"), meeting(2, "Never")];
        let by_id = Attendance { meeting_id: Some(id(1)), ..visit("What it was called", "2026-11-23") };
        let gone = Attendance { meeting_id: Some(id(9)), ..visit("Park", "2026-11-22") };
        let found = groups(&[by_id, gone, visit("TUESDAY", "2026-11-21"), visit("park", "2026-11-20")], &meetings);
        let told: Vec<(&str, usize, bool)> =
            found.iter().map(|group| (group.name.as_str(), group.visits, group.saved.is_some())).collect();
        assert_eq!(told, [("Tuesday", 2, true), ("Park", 2, false), ("Never", 0, true)]);
    }

    #[test]
    fn what_a_group_builds_on_is_never_guessed() {
        let approach = |programme: &str, said: Option<Approach>| {
            let meeting = Meeting { programme: programme.parse().ok(), approach: said, ..meeting(1, "Step") };
            groups(&[], &[meeting])[0].approach()
        };
        assert_eq!(approach("aa", None), None);
        assert_eq!(approach("aa", Some(Approach::Secular)), Some((Approach::Secular, KnownFrom::Meeting)));
        assert_eq!(approach("smart", None), Some((Approach::Secular, KnownFrom::Programme)));
        assert_eq!(approach("smart", Some(Approach::Spiritual)), Some((Approach::Spiritual, KnownFrom::Meeting)));
        assert_eq!(approach("my own", None), None);
    }

    #[test]
    fn a_distance_needs_both_ends() {
        let near: Option<Point> = "53.4808,-2.2426".parse().ok();
        let there = Meeting { point: "53.4808,-2.2426".parse().ok(), ..meeting(1, "Step") };
        let found = groups(&[], &[there]);
        assert_eq!((found[0].metres_from(near), found[0].metres_from(None)), (Some(0), None));
        assert_eq!(groups(&[], &[meeting(1, "Step")])[0].metres_from(near), None);
    }
}
