//! Whether a published meeting is held in a room, online or both, or nowhere for now. The rules are those by which the
//! lists of most sites are made.

use crate::domain::meeting::Venue;

/// Where conferences are held: a link to one of these, or below it, lets one join.
const HOSTS: &[&str] = &[
    "bluejeans.com",
    "discord.gg",
    "freeconference.com",
    "freeconferencecall.com",
    "goto.com",
    "gotomeet.me",
    "gotomeeting.com",
    "horizon.meta.com",
    "maps.secondlife.com",
    "meet.google.com",
    "meet.jit.si",
    "meetings.dialpad.com",
    "signal.group",
    "skype.com",
    "slurl.com",
    "teams.live.com",
    "teams.microsoft.com",
    "vrchat.com",
    "webex.com",
    "zoho.com",
    "zoom.us",
];

/// How many characters a number has at least that can be called.
const SHORTEST_NUMBER: usize = 10;

/// Where a meeting is held, and whether there is no way to attend it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    /// In a room, online or both.
    pub venue: Venue,
    /// Whether the room is closed, and nothing is held online.
    pub closed_now: bool,
}

/// What a list says about where a meeting is held.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs {
    /// The room is closed for a while.
    pub room_closed: bool,
    /// It can be joined online or by telephone.
    pub online: bool,
    /// The list says whether the place is only that of a town or a region.
    pub approximate: Option<bool>,
    /// There is an address that one can go to.
    pub address: bool,
}

impl Signs {
    /// What follows from them. A meeting that is online and has no address to go to is not hybrid, whether or not the
    /// list says that its place is approximate.
    pub fn attendance(self) -> Attendance {
        let nowhere = self.approximate.unwrap_or(!self.address);
        let (venue, closed_now) = match (self.room_closed, self.online) {
            (true, true) => (Venue::Online, false),
            (true, false) => (Venue::InPerson, true),
            (false, true) => (if nowhere { Venue::Online } else { Venue::Hybrid }, false),
            (false, false) => (Venue::InPerson, self.approximate == Some(true)),
        };
        Attendance { venue, closed_now }
    }
}

/// What a list says outright: `in_person`, `hybrid`, `online` or `inactive`.
pub fn said_outright(said: &str) -> Option<Attendance> {
    let venue = match said.trim() {
        "in_person" | "inactive" => Venue::InPerson,
        "hybrid" => Venue::Hybrid,
        "online" => Venue::Online,
        _ => return None,
    };
    Some(Attendance { venue, closed_now: said.trim() == "inactive" })
}

/// Whether a link leads to where conferences are held.
pub fn is_conference(link: &str) -> bool {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let host = host.rsplit('@').next().unwrap_or_default();
    HOSTS.iter().any(|known| host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

/// Whether a number can be called.
pub fn can_be_called(number: &str) -> bool {
    number.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '+' | '#')).count() >= SHORTEST_NUMBER
}

/// A number to call without the passcode that may follow the conference it leads to: `+1212…,,1234567890#,,,,*868910#`.
pub fn without_passcode(number: &str) -> &str {
    let end = number.find('#').map_or(number.len(), |at| at + 1);
    let end = number[..end].find('*').unwrap_or(end);
    number[..end].trim_end_matches([',', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(room_closed: bool, online: bool, approximate: Option<bool>, address: bool) -> (Venue, bool) {
        let Attendance { venue, closed_now } = Signs { room_closed, online, approximate, address }.attendance();
        (venue, closed_now)
    }

    #[test]
    fn a_meeting_is_held_where_its_signs_say() {
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(held(true, true, no, true), (Venue::Online, false));
        assert_eq!(held(true, false, no, true), (Venue::InPerson, true));
        assert_eq!(held(false, true, no, true), (Venue::Hybrid, false));
        assert_eq!(held(false, true, yes, true), (Venue::Online, false));
        assert_eq!(held(false, false, no, true), (Venue::InPerson, false));
        assert_eq!(held(false, false, yes, true), (Venue::InPerson, true));
        // Lists that do not say whether a place is approximate.
        assert_eq!(held(false, true, None, true), (Venue::Hybrid, false));
        assert_eq!(held(false, true, None, false), (Venue::Online, false));
        assert_eq!(held(false, false, None, false), (Venue::InPerson, false));
        assert_eq!(said_outright("inactive"), Some(Attendance { venue: Venue::InPerson, closed_now: true }));
        assert_eq!(said_outright(""), None);
    }

    #[test]
    fn a_link_is_a_conference_by_its_host() {
        for link in
            ["https://us02web.zoom.us/j/1?pwd=x", "zoom.us/j/1", "HTTPS://Meet.Google.com:443/a", "http://a@zoom.us"]
        {
            assert!(is_conference(link), "{link}");
        }
        for link in ["https://example.org/zoom.us", "https://notzoom.us/j/1", "https://zoom.us.example.org", "", "://"]
        {
            assert!(!is_conference(link), "{link}");
        }
    }

    #[test]
    fn a_number_keeps_its_conference_and_not_its_passcode() {
        for (number, kept) in [
            ("+12125550100,,1234567890#,,,,*868910#", "+12125550100,,1234567890#"),
            ("+12125550100,,1234567890#,,#,,123456#", "+12125550100,,1234567890#"),
            ("+12125550100,,*868910#", "+12125550100"),
            ("+1 212 555 0100", "+1 212 555 0100"),
            ("", ""),
        ] {
            assert_eq!(without_passcode(number), kept);
        }
        assert!(can_be_called("+12125550100") && !can_be_called("555-0100") && !can_be_called(""));
    }
}
