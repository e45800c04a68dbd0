//! The table of reach-outs.

use super::table::record;
use crate::domain::reach::Reach;

record!(Reach, "reach-out", command "reach", table "reach", day "day" {
    "id" = id,
    "contact_id" = contact_id,
    "contact" = contact,
    "day" = day,
    "channel" = channel,
    "direction" = direction,
    "note" = note,
    "recorded_at" = recorded_at,
});
