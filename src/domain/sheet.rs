//! A sheet of meetings for somebody who asked for one, and what on it cannot well both be so.
//!
//! A sheet is what one person says of themselves. Not here: anything that would make a certificate of it.

use super::attendance::{Attendance, Proof};
use super::day::Day;
use super::id::Id;
use super::meeting::{Meeting, Venue, Zone};
use super::moment::TimeOfDay;
use super::programme::OwnProgramme;
use super::text::{Name, Text};
use super::word::words;

/// What lasts longer is a room that stays open, and nobody sits through all of it: its end says nothing.
const LONGEST: i64 = 6 * 60;

/// Minutes in a day.
const DAY: i64 = 24 * 60;

/// One attendance as it stands on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub day: Day,
    /// When the meeting started, by the clock there.
    pub start: Option<TimeOfDay>,
    /// When it ended, where the saved meeting that it was says so.
    pub end: Option<TimeOfDay>,
    /// The zone of that clock; none for the one here.
    pub zone: Option<Zone>,
    /// The saved meeting.
    pub meeting_id: Option<Id>,
    /// The group.
    pub meeting: Name,
    /// What its programme is called.
    pub programme: Option<String>,
    /// In a room, online, or both.
    pub venue: Option<Venue>,
    /// Where it was held.
    pub place: Option<Text>,
    /// What shows that it took place.
    pub proof: Option<Proof>,
}

impl Line {
    /// What a sheet says of an attendance. When the meeting ends, and by which clock, is known only of a saved one that
    /// still starts as it did then.
    pub fn of(attendance: Attendance, meetings: &[Meeting], own: &[OwnProgramme]) -> Self {
        let saved = meetings.iter().find(|meeting| Some(meeting.id) == attendance.meeting_id);
        let same = saved.filter(|meeting| attendance.start.is_some() && meeting.start == attendance.start);
        Self {
            end: same.and_then(|meeting| meeting.end),
            zone: same.and_then(|meeting| meeting.zone.clone()),
            day: attendance.day,
            start: attendance.start,
            meeting_id: attendance.meeting_id,
            meeting: attendance.meeting,
            programme: attendance.programme.map(|programme| programme.speech(own).title),
            venue: attendance.venue,
            place: attendance.place,
            proof: attendance.proof,
        }
    }

    fn same_meeting(&self, other: &Self) -> bool {
        let same_id = self.meeting_id.is_some() && self.meeting_id == other.meeting_id;
        same_id || self.meeting.key() == other.meeting.key()
    }

    /// When it starts, in minutes after the midnight with which the day of `first` begins. A time before the day starts
    /// lies in the night after it.
    fn starts(&self, first: Day, day_start: TimeOfDay) -> Option<i64> {
        let minutes = |time: TimeOfDay| i64::from(time.hour_and_minute().0 * 60 + time.hour_and_minute().1);
        let into = minutes(self.start?);
        let night = if into < minutes(day_start) { DAY } else { 0 };
        Some(first.days_until(self.day) * DAY + into + night)
    }

    /// How many minutes it takes; none where the end is not known, or is that of a room that stays open.
    fn minutes(&self) -> Option<i64> {
        let minutes = |time: TimeOfDay| i64::from(time.hour_and_minute().0 * 60 + time.hour_and_minute().1);
        let long = (minutes(self.end?) - minutes(self.start?)).rem_euclid(DAY);
        (1..=LONGEST).contains(&long).then_some(long)
    }
}

impl Line {
    /// Where it was held: online where nobody had to go anywhere, otherwise the place.
    pub fn place_told(&self) -> Option<String> {
        match (&self.place, self.venue) {
            (_, Some(Venue::Online)) => Some("online".to_owned()),
            (Some(place), _) => Some(place.as_str().split_whitespace().collect::<Vec<_>>().join(" ")),
            (None, venue) => venue.map(|venue| venue.to_string()),
        }
    }

    /// When it started, with the zone of another clock than the one here.
    pub fn start_told(&self) -> Option<String> {
        let zone = self.zone.as_ref().map(|zone| format!(" {zone}")).unwrap_or_default();
        self.start.map(|start| format!("{start}{zone}"))
    }
}

/// What a sheet says of itself, so that nobody takes it for more.
pub const SELF_REPORT: &str = "A self-report, written by the person named on it from their own record. \
    It is not a certificate of any fellowship or group.";

words! {
    /// In which form a sheet is written.
    SheetFormat, "--format" {
        /// A page for a browser, to be printed.
        Html = "html",
        /// Markdown.
        Markdown = "md",
        /// A table for a spreadsheet.
        Csv = "csv",
    }
}

impl SheetFormat {
    /// The form that the ending of a file's name says.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A sheet. Whose it is stands on the sheet only: not in the data, and in no message.
pub struct Sheet {
    /// Who wrote it; without it there is a line to write it on.
    pub name: Option<Name>,
    /// The number by which they are known to whoever asked for it.
    pub case: Option<Name>,
    /// The first day.
    pub since: Day,
    /// The last.
    pub until: Day,
    /// The programme that it is about, as people write it; none for all.
    pub programme: Option<String>,
    /// The attendances, in their order.
    pub lines: Vec<Line>,
}

/// Why two lines are to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The same meeting stands twice on one day.
    Twice,
    /// Two meetings start at the same time.
    SameStart,
    /// One meeting starts while the other is going on.
    Overlap,
}

/// Two lines that cannot well both be so, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The earlier one.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// Why.
    pub doubt: Doubt,
}

/// Puts the lines into the order in which they took place; of a day, those without a start stand last.
pub fn in_order(lines: &mut [Line], day_start: TimeOfDay) {
    lines.sort_by_key(|line| (line.day, line.start.is_none(), line.starts(line.day, day_start)));
}

/// The lines, in their order, that cannot well both be so. Where a start or an end is not known, nothing is assumed, and
/// times by the clocks of two zones are not compared.
pub fn doubts(lines: &[Line], day_start: TimeOfDay) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (first, line) in lines.iter().enumerate() {
        let after = lines.iter().enumerate().skip(first + 1);
        let near = after.take_while(|(_, other)| line.day.days_until(other.day) <= 1);
        pairs.extend(
            near.filter_map(|(second, other)| Some(Pair { first, second, doubt: doubt(line, other, day_start)? })),
        );
    }
    pairs
}

fn doubt(line: &Line, other: &Line, day_start: TimeOfDay) -> Option<Doubt> {
    if line.day == other.day && line.same_meeting(other) {
        return Some(Doubt::Twice);
    }
    if line.zone != other.zone {
        return None;
    }
    let (one, two) = (line.starts(line.day, day_start)?, other.starts(line.day, day_start)?);
    if one == two {
        return Some(Doubt::SameStart);
    }
    let (earlier, gap) = if one < two { (line, two - one) } else { (other, one - two) };
    earlier.minutes().filter(|long| gap < *long).map(|_| Doubt::Overlap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(day: &str, name: &str, start: &str, end: &str) -> Line {
        Line {
            day: day.parse().unwrap(),
            start: start.parse().ok(),
            end: end.parse().ok(),
            zone: None,
            meeting_id: None,
            meeting: name.parse().unwrap(),
            programme: None,
            venue: None,
            place: None,
            proof: None,
        }
    }

    fn found(mut lines: Vec<Line>, day_start: &str) -> Vec<Doubt> {
        let day_start = day_start.parse().unwrap();
        in_order(&mut lines, day_start);
        doubts(&lines, day_start).into_iter().map(|pair| pair.doubt).collect()
    }

    fn of(lines: Vec<Line>) -> Vec<Doubt> {
        found(lines, "00:00")
    }

    const MON: &str = "2026-11-23";
    const TUE: &str = "2026-11-24";

    #[test]
    fn the_same_meeting_twice_on_a_day_is_pointed_out() {
        assert_eq!(of(vec![line(MON, "Step", "", ""), line(MON, "STEP", "19:30", "")]), [Doubt::Twice]);
        assert_eq!(of(vec![line(MON, "Step", "", ""), line(TUE, "Step", "", "")]), []);
        let id = Id::parse("019ab123-4567-7890-abcd-0123456789ab").ok();
        let same = |name: &str| Line { meeting_id: id, ..line(MON, name, "", "") };
        assert_eq!(of(vec![same("Once"), same("Renamed")]), [Doubt::Twice]);
    }

    #[test]
    fn meetings_that_meet_in_time_are_pointed_out() {
        assert_eq!(of(vec![line(MON, "A", "19:30", ""), line(MON, "B", "19:30", "")]), [Doubt::SameStart]);
        assert_eq!(of(vec![line(MON, "B", "20:00", ""), line(MON, "A", "19:30", "20:30")]), [Doubt::Overlap]);
        assert_eq!(of(vec![line(MON, "A", "19:30", "20:30"), line(MON, "B", "20:30", "21:30")]), []);
    }

    #[test]
    fn what_crosses_midnight_meets_what_begins_after_it() {
        let late = || line(MON, "A", "23:30", "00:30");
        assert_eq!(of(vec![late(), line(TUE, "B", "00:15", "")]), [Doubt::Overlap]);
        assert_eq!(of(vec![late(), line(TUE, "B", "00:30", "")]), []);
        assert_eq!(of(vec![late(), line(MON, "B", "00:15", "")]), []);
        // With a day that starts at four, a quarter past midnight is still Monday.
        assert_eq!(found(vec![late(), line(MON, "B", "00:15", "")], "04:00"), [Doubt::Overlap]);
        assert_eq!(found(vec![late(), line(TUE, "B", "00:15", "")], "04:00"), []);
    }

    #[test]
    fn nothing_is_assumed_where_a_start_or_an_end_is_not_known() {
        assert_eq!(of(vec![line(MON, "A", "", ""), line(MON, "B", "19:30", "20:30")]), []);
        assert_eq!(of(vec![line(MON, "A", "19:30", ""), line(MON, "B", "19:31", "")]), []);
        assert_eq!(of(vec![line(MON, "Open all day", "00:00", "23:59"), line(MON, "B", "19:30", "")]), []);
        assert_eq!(of(vec![line(MON, "A", "19:30", "19:30"), line(MON, "B", "19:45", "")]), []);
    }

    #[test]
    fn clocks_of_two_zones_are_not_compared() {
        let abroad = Line { zone: "America/New_York".parse().ok(), ..line(MON, "A", "19:30", "20:30") };
        assert_eq!(of(vec![abroad.clone(), line(MON, "B", "19:30", "")]), []);
        let other = Line { meeting: "C".parse().unwrap(), ..abroad.clone() };
        assert_eq!(of(vec![abroad, other]), [Doubt::SameStart]);
    }

    #[test]
    fn lines_stand_in_the_order_in_which_they_took_place() {
        let mut lines = vec![
            line(TUE, "d", "09:00", ""),
            line(MON, "c", "", ""),
            line(MON, "b", "19:30", ""),
            line(MON, "night", "01:00", ""),
            line(MON, "a", "07:00", ""),
        ];
        let names = |lines: &[Line]| lines.iter().map(|line| line.meeting.to_string()).collect::<Vec<_>>().join(" ");
        in_order(&mut lines, "00:00".parse().unwrap());
        assert_eq!(names(&lines), "night a b c d");
        in_order(&mut lines, "04:00".parse().unwrap());
        assert_eq!(names(&lines), "a b night c d");
    }

    #[test]
    fn a_place_is_online_where_nobody_had_to_go_anywhere() {
        let told = |venue: &str, place: &str| {
            let place = Text::new(place).unwrap();
            Line { venue: venue.parse().ok(), place, ..line(MON, "A", "", "") }.place_told().unwrap_or_default()
        };
        assert_eq!(
            [told("online", "Room 4"), told("hybrid", "St Mary's\n Hall"), told("", "x")],
            ["online", "St Mary's Hall", "x"]
        );
        assert_eq!([told("in-person", ""), told("", "")], ["in-person", ""]);
    }

    #[test]
    fn the_end_is_that_of_a_saved_meeting_that_still_starts_so() {
        let meeting = |start: &str| Meeting {
            start: start.parse().ok(),
            end: "20:30".parse().ok(),
            ..Meeting::named(
                Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
                "Step".parse().unwrap(),
                "2026-11-23T21:30:00+00:00".parse().unwrap(),
            )
        };
        let attendance = |meeting: &Meeting| Attendance {
            id: meeting.id,
            day: MON.parse().unwrap(),
            meeting_id: Some(meeting.id),
            meeting: meeting.name.clone(),
            programme: None,
            venue: None,
            roles: Vec::new(),
            fit: None,
            proof: None,
            note: None,
            recorded_at: meeting.recorded_at,
            source: None,
            start: "19:30".parse().ok(),
            place: None,
            liked: None,
            missed: None,
        };
        let end = |meeting: Meeting| Line::of(attendance(&meeting), std::slice::from_ref(&meeting), &[]).end;
        assert_eq!(end(meeting("19:30")), "20:30".parse().ok());
        assert_eq!(end(meeting("20:00")), None);
    }
}
