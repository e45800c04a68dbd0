//! What the words mean: pure functions over values, one file per term.
//!
//! Here every count is made: sober days, runs, milestones, weeks. Nothing here reads the clock, the disk or
//! the environment, and nothing knows how a number is stored or shown. A value that the product's terms do
//! not allow cannot be built.

pub mod archive;
pub mod attendance;
pub mod audience;
pub mod calendar;
pub mod checkin;
pub mod clock;
pub mod compare;
pub mod consistency;
pub mod contact;
pub mod day;
pub mod dial;
pub mod directory;
pub mod event;
pub mod finding;
pub mod goal;
pub mod helpline;
pub mod holdings;
pub mod id;
pub mod import;
pub mod insight;
pub mod invalid;
pub mod kept;
pub mod kind;
pub mod lead;
pub mod listing;
pub mod lookup;
pub mod meeting;
pub mod milestone;
pub mod moment;
pub mod mood;
pub mod observance;
pub mod odd;
pub mod pace;
pub mod passphrase;
pub mod pause;
pub mod place;
pub mod plan;
pub mod programme;
pub mod reach;
pub mod recovery;
pub mod remind;
pub mod safety;
pub mod setting;
pub mod shared;
pub mod sheet;
pub mod shell;
pub mod sight;
pub mod slip;
pub mod sobriety;
pub mod source;
pub mod statistics;
pub mod step;
pub mod stepwork;
pub mod text;
pub mod token;
pub mod upcoming;
pub mod urge;
pub mod urges;
pub mod win;
pub mod word;
pub mod worksheet;
pub mod zone;
