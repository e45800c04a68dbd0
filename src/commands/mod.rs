//! One file for each command: its arguments and what it does with them. A command resolves its arguments,
//! asks the store, lets the domain count and returns a view. It cannot print.

pub mod args;
pub mod attend;
pub mod attendance;
pub mod backup;
pub mod checkin;
pub mod clock;
pub mod completions;
pub mod config;
pub mod contact;
pub mod doctor;
pub mod erase;
pub mod export;
pub mod find;
pub mod goal;
pub mod help;
pub mod helpline;
pub mod history;
pub mod import;
pub mod meeting;
pub mod milestones;
pub mod mood;
pub mod plan;
pub mod protect;
pub mod reach;
pub mod records;
pub mod redo;
pub mod restore;
pub mod resume;
pub mod slip;
pub mod sos;
pub mod standing;
pub mod streak;
pub mod today;
pub mod undo;
