//! Laws over random histories: every count against a slow model that walks day by day, and every change
//! against what an undo brings back, and every export against what comes of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod archive;
mod calendar;
mod checkins;
mod damage;
mod insight;
mod laws;
mod lists;
mod milestones;
mod sobriety;
mod undo;
mod upcoming;
mod urges;
mod weeks;
mod words;
mod zones;
