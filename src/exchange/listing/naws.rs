//! The table that a BMLT server writes for the world office of Narcotics Anonymous. It says no length, and a
//! spreadsheet may have made the number 730 of the time 0730.

use super::bmlt::PROGRAMME;
use super::draft::{Context, Draft, day};
use super::formats::of_world;
use super::record::{Record, text};
use crate::domain::listing::Line;
use crate::domain::listing::day::Counting;
use crate::domain::listing::time::time;
use crate::domain::listing::types::has;
use crate::domain::listing::venue::{Signs, is_conference};
use crate::domain::meeting::{Access, Venue};

/// Whether columns of these names are such a table.
pub(super) fn is_header(names: &[&str]) -> bool {
    names.contains(&"committeename")
}

/// Whether the table itself says that a record is gone, or not published.
pub(super) fn is_left_out(record: &Record<'_>) -> bool {
    let said = record.said(&["unpublished"]);
    record.said(&["delete"]).is_some_and(|said| said.eq_ignore_ascii_case("d"))
        || said.is_some_and(|said| !matches!(said.to_ascii_lowercase().as_str(), "0" | "false" | "no"))
}

/// Reads a row.
///
/// # Errors
/// When something in it can be no part of a meeting.
pub(super) fn fill(record: &Record<'_>, draft: &mut Draft, context: &mut Context<'_>) -> Result<(), String> {
    let asked = context.asked;
    draft.programme = asked.programme.clone().or_else(|| PROGRAMME.parse().ok());
    draft.key = record.line(&["bmlt_id", "meetingid"]);
    draft.days(record, "day", Counting::Sunday1)?;
    draft.start = record.said(&["time"]).map_or(Ok(None), |said| {
        let number = said.bytes().all(|byte| byte.is_ascii_digit());
        if number { time(&format!("{said:0>4}")) } else { time(&said) }
    })?;
    draft.zone(record.said(&["timezone"]), context);
    types(record, draft, context);
    let line = |name: &str| record.line(&[name]);
    draft.place = line("place");
    draft.postcode = line("zip");
    let (town, state) = (line("city"), line("state"));
    let parts = [town.clone(), state.clone(), draft.postcode.clone(), line("country")];
    draft.address = Draft::address_of(line("address"), &parts);
    draft.regions = [state, town, line("locborough")].into_iter().flatten().collect();
    draft.point(record.said(&["latitude"]), record.said(&["longitude"]))?;
    draft.link = line("virtualmeetinglink");
    draft.calls(record, "phonemeetingnumber", &["virtualmeetinginfo"], asked);
    let online = has(&draft.types, "ONL") || draft.link.as_ref().is_some_and(|link| is_conference(link.as_str()));
    let mut attendance = Signs {
        room_closed: has(&draft.types, "TC"),
        online,
        approximate: None,
        address: line("address").is_some() && !has(&draft.types, "ONL"),
    }
    .attendance();
    if has(&draft.types, "HY") && !has(&draft.types, "TC") {
        attendance.venue = Venue::Hybrid;
    }
    if attendance.venue == Venue::Online {
        draft.point = None;
    }
    draft.attendance = Some(attendance);
    draft.group = line("parentname");
    draft.note(record.text("directions"));
    draft.updated = record.said(&["lastchanged"]).and_then(|said| day(&said));
    if asked.contacts {
        let names = ["contactname", "contactphone", "contactgp"];
        draft.contacts = names.iter().filter_map(|name| record.line(&[name])).collect::<Vec<Line>>();
    }
    Ok(())
}

/// What sort of meeting it is: the formats by their world ids, and by their names in the column that is called a room.
fn types(record: &Record<'_>, draft: &mut Draft, context: &mut Context<'_>) {
    let types = context.types(draft.programme.as_ref());
    let columns = ["format1", "format2", "format3", "format4", "format5", "language1", "language2", "language3"];
    for said in columns.iter().filter_map(|name| record.line(&[name])) {
        match of_world(said.as_str(), &types) {
            Some(one) => draft.add_types([one]),
            None => draft.add_types(types.read([said.as_str()])),
        }
    }
    for word in record.words("room").iter().flat_map(|room| room.split(',')) {
        match types.find(word.trim()) {
            Some(one) => draft.add_types([one]),
            None => draft.note(text(word.trim())),
        }
    }
    if record.says_yes("wheelchr") {
        draft.add_types(types.find("X"));
    }
    draft.access = record.said(&["closed"]).and_then(|said| match said.to_ascii_lowercase().as_str() {
        "open" => Some(Access::Open),
        "closed" => Some(Access::Closed),
        _ => None,
    });
}
