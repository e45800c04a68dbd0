//! Published lists of meetings, in all the forms that fellowships write them in. Which form it is, the content says.
//!
//! Read are the Meeting Guide's JSON (a list; a record with `meetings`, `values` or `records` in it; one record on each
//! line) and its tables; what BMLT answers to a search and by its newer interface, and the table it writes for the world
//! office; the monthly table of the United Kingdom; and a plain table of our own, whose columns are
//! [`COLUMNS`]. The rules by which a record becomes a listing are the domain's.
//!
//! A list is read record by record and each listing is given away at once, so that a long list needs no more memory
//! than its bytes. Deliberately absent: fetching a list, and keeping it.

mod bmlt;
mod bytes;
mod draft;
mod formats;
mod guide;
mod json;
mod naws;
mod record;
mod rows;
mod taker;
mod uk;

pub use self::guide::COLUMNS;

use self::taker::Taker;
use crate::domain::listing::{Listing, Report};
use crate::domain::meeting::Zone;
use crate::domain::programme::Programme;
use crate::error::{Error, Result};

/// What the person said about a list.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The programme of its meetings, where it does not say so itself.
    pub programme: Option<Programme>,
    /// The zone of its meetings, where it does not say so itself.
    pub zone: Option<Zone>,
    /// Whether it counts weekdays from 1 for Monday to 7 for Sunday.
    pub iso_days: bool,
    /// Whether contacts and passcodes are taken too.
    pub contacts: bool,
}

/// Reads a list and gives away its listings, in the order of the list, each with how many bytes of the list were read
/// by then. No two listings have the same key.
///
/// # Errors
/// When the bytes are no list of meetings, when they break off, when no meeting is in them, or when `give` refuses.
/// What was given before is then to be given up again.
pub fn read(bytes: &[u8], asked: &Asked, give: &mut dyn FnMut(Listing, usize) -> Result<()>) -> Result<Report> {
    let (text, odd) = bytes::text(bytes)?;
    if let Some(error) = bytes::something_else(&text) {
        return Err(error);
    }
    let mut taker = Taker::new(asked, give);
    if odd {
        taker.warn_of_all("some of its bytes are no UTF-8; they were read as Windows-1252");
    }
    if text.trim_start().starts_with(['[', '{']) {
        json::read(&text, &mut taker)?;
    } else {
        rows::read(&text, &mut taker)?;
    }
    taker.report()
}

/// The refusal of a whole list.
fn refused(why: impl std::fmt::Display) -> Error {
    Error::refused(format!("this cannot be read as a list of meetings: {why}"))
        .hint("nothing was imported; fetch the list again, or correct the file")
}

#[cfg(test)]
mod tests;
