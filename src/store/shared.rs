//! The table of what was shared.

use super::table::record;
use crate::domain::shared::Shared;

record!(Shared, "shared file", command "shared", table "shared", day "day" {
    "id" = id,
    "day" = day,
    "audience" = audience,
    "contact_id" = contact_id,
    "contact" = contact,
    "since" = since,
    "until" = until,
    "fields" = fields,
    "clocks" = clocks,
    "format" = format,
    "digest" = digest,
    "bytes" = bytes,
    "recorded_at" = recorded_at,
});
