//! The table of wins.

use super::table::record;
use crate::domain::win::Win;

record!(Win, "win", command "win", table "win", day "day" {
    "id" = id,
    "day" = day,
    "text" = text,
    "recorded_at" = recorded_at,
});
