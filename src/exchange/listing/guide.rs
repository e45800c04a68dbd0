//! Records of the Meeting Guide, as JSON or as rows of a sheet, and the rows of our own plain table, which is the same
//! with names that need no explanation.

use super::draft::{Context, Draft, day};
use super::record::Record;
use crate::domain::listing::Line;
use crate::domain::listing::day::Counting;
use crate::domain::listing::types::{access, has};
use crate::domain::listing::venue::{Attendance, Signs, can_be_called, is_conference, said_outright};
use crate::domain::meeting::{Access, Venue};

/// The columns of the plain table, in the order in which they are described. Only the name is needed.
pub const COLUMNS: &[&str] = &[
    "id",
    "name",
    "programme",
    "day",
    "time",
    "end",
    "zone",
    "venue",
    "access",
    "place",
    "address",
    "postcode",
    "latitude",
    "longitude",
    "link",
    "types",
    "note",
];

/// Names of fields that lists in this form have, beside the plain ones. Some are not read: whom to pay, who wrote it.
const OTHER_COLUMNS: &[&str] = &[
    "slug",
    "meeting",
    "title",
    "fellowship",
    "start_time",
    "end_time",
    "timezone",
    "attendance_option",
    "location",
    "location_name",
    "formatted_address",
    "full_address",
    "city",
    "state",
    "county",
    "postal_code",
    "zip",
    "country",
    "region",
    "sub_region",
    "sub_sub_region",
    "regions",
    "coordinates",
    "approximate",
    "conference_url",
    "conference_url_notes",
    "conference_phone",
    "conference_phone_notes",
    "notes",
    "location_notes",
    "group",
    "group_notes",
    "updated",
    "url",
    "edit_url",
    "feedback_url",
    "feedback_emails",
    "venmo",
    "square",
    "paypal",
    "homegroup_online",
    "entity",
    "entity_email",
    "entity_location",
    "entity_logo",
    "entity_phone",
    "entity_url",
    "entity_website_url",
    "contact_1_name",
    "contact_1_email",
    "contact_1_phone",
    "contact_2_name",
    "contact_2_email",
    "contact_2_phone",
    "contact_3_name",
    "contact_3_email",
    "contact_3_phone",
    "district",
    "sub_district",
    "website",
    "website_2",
    "email",
    "phone",
    "mailing_address",
    "last_contact",
    "post_name",
    "author",
    "data_source",
    "data_source_name",
    "time_formatted",
    "location_id",
    "location_url",
    "region_id",
    "group_id",
    "district_id",
];

/// Under which names the fields stand.
const NAME: &[&str] = &["name", "meeting", "title", "group", "location"];
const KEY: &[&str] = &["slug", "post_name", "id"];
const PROGRAMME: &[&str] = &["programme", "fellowship"];
const START: &[&str] = &["time", "start_time", "start"];
const END: &[&str] = &["end_time", "end"];
const ZONE: &[&str] = &["timezone", "time_zone", "zone"];
const PLACE: &[&str] = &["location", "location_name", "place"];
const POSTCODE: &[&str] = &["postal_code", "zip", "postcode"];
const LINK: &[&str] = &["conference_url", "link"];

/// How many regions are read that lie in each other.
const DEEPEST: usize = 20;

/// Whether a column of this name, written normally, is one that is known.
pub(super) fn is_column(name: &str) -> bool {
    COLUMNS.contains(&name) || OTHER_COLUMNS.contains(&name) || START.contains(&name)
}

/// Whether columns of these names make a list of meetings.
pub(super) fn is_header(names: &[&str]) -> bool {
    let any = |sought: &[&str]| sought.iter().any(|one| names.contains(one));
    any(NAME)
        && (any(START)
            || any(KEY)
            || any(&["day", "types", "address", "formatted_address", "full_address"])
            || any(LINK))
}

/// The name of a record, for those too that cannot be taken.
pub(super) fn name(record: &Record<'_>) -> Option<Line> {
    record.line(NAME)
}

/// Reads a record.
///
/// # Errors
/// When something in it can be no part of a meeting.
pub(super) fn fill(record: &Record<'_>, draft: &mut Draft, context: &mut Context<'_>) -> Result<(), String> {
    let asked = context.asked;
    draft.key = record.line(KEY);
    let programme = record.said(PROGRAMME).map(|said| said.parse().map_err(|wrong| format!("its programme: {wrong}")));
    draft.programme = programme.transpose()?.or_else(|| asked.programme.clone());
    let counting = if asked.iso_days { Counting::Monday1 } else { Counting::Sunday0 };
    draft.days(record, "day", counting)?;
    draft.start(record, START)?;
    draft.end(record.said(END))?;
    draft.zone(record.said(ZONE), context);
    let types = context.types(draft.programme.as_ref());
    draft.add_types(types.read(record.lines("types").iter().map(Line::as_str)));
    draft.access = access(&mut draft.types);
    if let Some(said) = record.said(&["access"]) {
        let said: Access = said.parse().map_err(|_| "its access is neither open nor closed".to_owned())?;
        draft.access = Some(said);
    }
    place(record, draft)?;
    draft.link = record.line(LINK);
    draft.calls(record, "conference_phone", &["conference_url_notes", "conference_phone_notes"], asked);
    draft.attendance = Some(attendance(record, draft)?);
    draft.group = record.line(&["group"]);
    draft.page = record.line(&["url", "website"]);
    for name in ["notes", "note", "location_notes", "group_notes"] {
        draft.note(record.text(name));
    }
    if asked.contacts {
        draft.contacts = contacts(record);
    }
    draft.updated = record.said(&["updated"]).and_then(|said| day(&said));
    Ok(())
}

/// Where it is held.
fn place(record: &Record<'_>, draft: &mut Draft) -> Result<(), String> {
    draft.place = record.line(PLACE);
    draft.postcode = record.line(POSTCODE);
    let line = |name: &str| record.line(&[name]);
    draft.address = record.line(&["formatted_address", "full_address"]).or_else(|| {
        let parts = [line("city"), line("state"), draft.postcode.clone(), line("country")];
        Draft::address_of(line("address"), &parts)
    });
    let listed = record.words("regions");
    let nested = ["region", "sub_region", "sub_sub_region"].iter().filter_map(|name| record.said(&[name]));
    let regions: Vec<_> = if listed.is_empty() { nested.collect() } else { listed };
    let parts = regions.iter().flat_map(|region| region.split('>')).filter_map(super::record::line);
    for region in parts.take(DEEPEST) {
        if !draft.regions.contains(&region) {
            draft.regions.push(region);
        }
    }
    draft.point(record.said(&["latitude"]), record.said(&["longitude"]))?;
    draft.approximate = approximate(record).unwrap_or_else(|| !has_address(record));
    if let Some(said) = record.said(&["coordinates"]).filter(|_| draft.point.is_none()) {
        let parts: Vec<&str> = said.split(',').map(str::trim).collect();
        match *parts.as_slice() {
            [latitude, longitude] => draft.point(Some(latitude.into()), Some(longitude.into()))?,
            [south, west, north, east] => {
                let middle = |one: &str, other: &str| {
                    let degrees = |part: &str| part.parse::<f64>().map_err(|_| "its coordinates are no numbers");
                    Ok::<_, &str>(((degrees(one)? + degrees(other)?) / 2.0).to_string())
                };
                draft.point(Some(middle(south, north)?.into()), Some(middle(west, east)?.into()))?;
                draft.approximate = true;
            }
            _ => return Err("its coordinates are neither two numbers nor four".to_owned()),
        }
    }
    Ok(())
}

/// Whether the list says that the place is only that of a town or a region.
fn approximate(record: &Record<'_>) -> Option<bool> {
    record.yes_or_no("approximate")
}

/// Whether there is an address that one can go to: a street of its own, or a whole line with one in it.
fn has_address(record: &Record<'_>) -> bool {
    let parts = record.said(&["formatted_address", "full_address"]).map_or(0, |line| line.split(',').count());
    record.said(&["address"]).is_some() || parts >= 4
}

/// How it can be attended: as the list says outright, or as its types and its place say.
fn attendance(record: &Record<'_>, draft: &Draft) -> Result<Attendance, String> {
    if let Some(said) = record.said(&["venue"]) {
        let venue: Venue = said.parse().map_err(|wrong| format!("its venue: {wrong}"))?;
        return Ok(Attendance { venue, closed_now: false });
    }
    let said = record.said(&["attendance_option"]).and_then(|said| said_outright(&said));
    Ok(said.unwrap_or_else(|| {
        let conference = draft.link.as_ref().is_some_and(|link| is_conference(link.as_str()));
        let telephone = draft.phone.as_ref().is_some_and(|phone| can_be_called(phone.as_str()));
        let signs = Signs {
            room_closed: has(&draft.types, "TC"),
            online: has(&draft.types, "ONL") || conference || telephone,
            approximate: approximate(record),
            address: has_address(record),
        };
        signs.attendance()
    }))
}

/// Whom to ask.
fn contacts(record: &Record<'_>) -> Vec<Line> {
    let joined = |names: &[String]| {
        let said: Vec<String> =
            names.iter().filter_map(|name| record.line(&[name])).map(|line| line.to_string()).collect();
        Line::clean(&said.join(", "))
    };
    let people = (1..=3).map(|nth| ["name", "email", "phone"].map(|what| format!("contact_{nth}_{what}")).to_vec());
    let group = ["email", "phone", "feedback_emails"].map(|name| vec![name.to_owned()]);
    people.chain(group).filter_map(|names| joined(&names)).collect()
}
