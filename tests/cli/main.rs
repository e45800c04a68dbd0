//! The program as a person or a script meets it, one file for each part.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod attend;
mod attendance;
mod backup;
mod calendar;
mod checkin;
mod clock;
mod compare;
mod completions;
mod config;
mod contact;
mod doctor;
mod due;
mod erase;
mod errors;
mod export;
mod goal;
mod harness;
mod helpline;
mod import;
mod import_from;
mod import_refused;
mod inside;
mod insight;
mod json;
mod keys;
mod man;
mod meeting;
mod milestones;
mod month;
mod mood;
mod output;
mod plan;
mod programme;
mod protect;
mod redo;
mod remind;
mod restore;
mod sealed;
mod slip;
mod smart;
mod smart_asks;
mod sos;
mod standard_age;
mod step;
mod storage;
mod streak;
#[path = "../support/mod.rs"]
mod support;
mod today;
mod undo;
mod urge;
mod urges;
mod win;
mod years;
