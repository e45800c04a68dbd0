//! Bytes to values of the domain and back, one file for each outside format.
//!
//! Deliberately absent: paths and files. Where the bytes come from and go to is decided at the door.

pub mod completion;
pub mod crontab;
pub mod csv;
pub mod daylio;
mod foreign;
pub mod habitctl;
pub mod harsh;
mod html;
pub mod icalendar;
pub mod json;
pub mod launchd;
pub mod listing;
pub mod r#loop;
pub mod recognise;
pub mod sheet;
pub mod sobriety;
pub mod systemd;
pub mod table;
mod zip;

pub use self::foreign::Named;

use crate::error::Error;

/// The word by which an export says whose it is.
const FORMAT: &str = "onward";

/// The refusal of bytes that are no export, with what to do.
fn unreadable(why: impl Into<String>) -> Error {
    Error::refused(why).hint("nothing was imported; correct the file, or export again and import that")
}
