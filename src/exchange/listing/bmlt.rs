//! Records of BMLT, the server on which Narcotics Anonymous keeps its lists: what a search gives, and what its newer
//! interface gives, which counts weekdays from 0 and has other names for the rest.

use super::draft::{Context, Draft};
use super::formats::Formats;
use super::record::Record;
use crate::domain::listing::Line;
use crate::domain::listing::day::Counting;
use crate::domain::listing::time::{end_after, length};
use crate::domain::listing::types::{access, has};
use crate::domain::listing::venue::{Attendance, Signs, is_conference};
use crate::domain::meeting::Venue;

/// The programme whose lists these are, unless the person says otherwise.
pub(super) const PROGRAMME: &str = "na";

/// Whether a record is one of a search.
pub(super) fn is_searched(names: impl Fn(&str) -> bool) -> bool {
    names("id_bigint") || names("weekday_tinyint") || (names("meeting_name") && names("start_time"))
}

/// Whether a record is one of the newer interface.
pub(super) fn is_native(names: impl Fn(&str) -> bool) -> bool {
    names("servicebodyid")
}

/// The name of a record, for those too that cannot be taken.
pub(super) fn name(record: &Record<'_>) -> Option<Line> {
    record.line(&["meeting_name", "name", "committeename"])
}

/// Whether the list itself says that a record is not published.
pub(super) fn is_left_out(record: &Record<'_>) -> bool {
    record.yes_or_no("published") == Some(false)
}

/// Reads a record of either kind.
///
/// # Errors
/// When something in it can be no part of a meeting.
pub(super) fn fill(
    record: &Record<'_>,
    draft: &mut Draft,
    context: &mut Context<'_>,
    formats: &Formats,
) -> Result<(), String> {
    let native = is_native(|name| record.names(name));
    draft.programme = context.asked.programme.clone().or_else(|| PROGRAMME.parse().ok());
    draft.key = key(record);
    let (day, counting) = if native { ("day", Counting::Sunday0) } else { ("weekday_tinyint", Counting::Sunday1) };
    draft.days(record, day, counting)?;
    draft.start(record, &["start_time", "starttime"])?;
    let lasts = record.said(&["duration_time", "duration"]).map_or(Ok(None), |said| length(&said))?;
    draft.end = draft.start.zip(lasts).and_then(|(start, lasts)| end_after(start, lasts));
    draft.zone(record.said(&["time_zone", "timezone"]), context);
    let types = context.types(draft.programme.as_ref());
    draft.add_types(formats.of(record, &types));
    draft.access = access(&mut draft.types);
    place(record, draft)?;
    let asked = context.asked;
    draft.link = record.line(&["virtual_meeting_link"]);
    draft.calls(record, "phone_meeting_number", &["virtual_meeting_additional_info"], asked);
    let attendance = attendance(record, draft);
    draft.attendance = Some(attendance);
    if attendance.venue == Venue::Online {
        // The point is then that of the server, or nothing.
        draft.point = None;
    }
    for name in ["comments", "format_comments", "location_info", "train_lines", "bus_lines", "public_transport"] {
        draft.note(record.text(name));
    }
    if asked.contacts {
        let names = [
            "email_contact",
            "email",
            "contact_name_1",
            "contact_name_2",
            "contact_phone_1",
            "contact_phone_2",
            "contact_email_1",
            "contact_email_2",
            "contact_name1",
            "contact_name2",
            "contact_email1",
            "contact_email2",
        ];
        draft.contacts = names.iter().filter_map(|name| record.line(&[name])).collect();
    }
    Ok(())
}

/// Its id is its own only on its server, so the server's address stands beside it.
fn key(record: &Record<'_>) -> Option<Line> {
    let id = record.line(&["id_bigint", "id"])?;
    let Some(server) = record.line(&["root_server_uri"]) else { return Some(id) };
    let server = server.as_str().split_once("://").map_or(server.as_str(), |(_, rest)| rest).trim_end_matches('/');
    Line::clean(&format!("{server}#{id}"))
}

/// Where it is held.
fn place(record: &Record<'_>, draft: &mut Draft) -> Result<(), String> {
    let line = |name: &str| record.line(&[name]);
    draft.place = line("location_text");
    draft.postcode = line("location_postal_code_1");
    let (town, state, nation) = (line("location_municipality"), line("location_province"), line("location_nation"));
    let parts = [town.clone(), state.clone(), draft.postcode.clone(), nation];
    draft.address = Draft::address_of(line("location_street"), &parts);
    let regions =
        [state, line("location_sub_province"), town, line("location_city_subsection"), line("location_neighborhood")];
    for region in regions.into_iter().flatten() {
        if !draft.regions.contains(&region) {
            draft.regions.push(region);
        }
    }
    draft.point(record.said(&["latitude"]), record.said(&["longitude"]))
}

/// How it can be attended: as the server says, or, where it is too old to say, as its formats do.
fn attendance(record: &Record<'_>, draft: &Draft) -> Attendance {
    let (virtual_now, room_closed) = (has(&draft.types, "ONL"), has(&draft.types, "TC"));
    let held = |venue| Attendance { venue, closed_now: false };
    if record.says_yes("temporarilyvirtual") {
        return held(Venue::Online);
    }
    match record.said(&["venue_type", "venuetype"]).as_deref() {
        Some("2") => return held(Venue::Online),
        Some("3") => return held(Venue::Hybrid),
        Some("1") if room_closed && !virtual_now => return Attendance { venue: Venue::InPerson, closed_now: true },
        Some("1") if !virtual_now => return held(Venue::InPerson),
        _ => {}
    }
    if has(&draft.types, "HY") {
        return held(Venue::Hybrid);
    }
    if virtual_now {
        return held(Venue::Online);
    }
    let online = draft.link.as_ref().is_some_and(|link| is_conference(link.as_str()));
    Signs { room_closed, online, approximate: None, address: record.said(&["location_street"]).is_some() }.attendance()
}
