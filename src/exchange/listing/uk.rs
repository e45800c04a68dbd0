//! The table of all meetings in the United Kingdom that recoverymeetingfinder.com publishes every month.

use std::borrow::Cow;

use super::draft::{Context, Draft};
use super::record::Record;
use crate::domain::listing::day::Counting;
use crate::domain::listing::time::{end_after, length};
use crate::domain::listing::types::{access, has};
use crate::domain::listing::venue::Signs;
use crate::domain::listing::{Line, ListingType};
use crate::domain::meeting::Access;

/// Whether columns of these names are that table.
pub(super) fn is_header(names: &[&str]) -> bool {
    ["guid", "title", "what3words"].iter().all(|name| names.contains(name))
}

/// Reads a row.
///
/// # Errors
/// When something in it can be no part of a meeting.
pub(super) fn fill(record: &Record<'_>, draft: &mut Draft, context: &mut Context<'_>) -> Result<(), String> {
    let line = |name: &str| record.line(&[name]);
    draft.name = line("title");
    draft.key = line("guid").or_else(|| line("code"));
    let said = record.said(&["meetingtype"]).and_then(|said| said.parse().ok());
    draft.programme = said.or_else(|| context.asked.programme.clone());
    let counting = if context.asked.iso_days { Counting::Monday1 } else { Counting::Sunday0 };
    draft.days(record, "day", counting)?;
    draft.start(record, &["time"])?;
    if let Some((start, said)) = draft.start.zip(record.said(&["duration"])) {
        match length(&said) {
            Ok(length) => draft.end = length.and_then(|length| end_after(start, length)),
            Err(wrong) => draft.warnings.push(format!("{wrong}; its end was left out")),
        }
    }
    draft.zone(None, context);
    let types = context.types(draft.programme.as_ref());
    for name in ["format", "openformat"] {
        draft.add_types(types.read(record.lines(name).iter().map(Line::as_str)));
    }
    draft.access = access(&mut draft.types).or(record.says_yes("open").then_some(Access::Open));
    for (name, code, says) in
        [("wheelchair", "X", "Wheelchair Access"), ("hearing", "HEARING", "Hearing Loop"), ("chit", "CHIT", "Chits")]
    {
        if record.says_yes(name) && !has(&draft.types, code) {
            draft.types.push(ListingType { code: code.to_owned(), name: Some(Cow::Borrowed(says)) });
        }
    }
    draft.place = line("venue");
    draft.postcode = line("postcode");
    draft.address = Draft::address_of(line("address"), &[draft.postcode.clone(), line("country")]);
    draft.regions = [line("region"), line("regionarea")].into_iter().flatten().collect();
    draft.point(record.said(&["latitude"]), record.said(&["longitude"]))?;
    let online = has(&draft.types, "ONL");
    let address = draft.postcode.is_some();
    draft.attendance = Some(Signs { room_closed: false, online, approximate: None, address }.attendance());
    draft.note(record.text("note"));
    Ok(())
}
