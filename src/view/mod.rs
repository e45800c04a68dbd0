//! What a person or a program gets to see, before any format.
//!
//! Each view is a plain struct. Its fields are the JSON contract; its [`Document`] is the same figures laid
//! out for a person. No figure is counted here.

pub mod archive;
pub mod attendance;
pub mod audience;
pub mod backup;
pub mod calendar;
pub mod change;
pub mod checkin;
pub mod clock;
pub mod compare;
pub mod config;
pub mod contact;
pub mod directory;
pub mod doctor;
pub mod document;
pub mod due;
pub mod erase;
pub mod export;
pub mod goal;
pub mod helpline;
pub mod history;
pub mod icalendar;
pub mod import;
pub mod insight;
pub mod item;
pub mod meeting;
pub mod milestones;
pub mod mood;
pub mod order;
pub mod page;
pub mod pause;
pub mod plan;
pub mod programme;
pub mod protection;
pub mod reach;
pub mod remind;
pub mod report;
pub mod shared;
pub mod sheet;
pub mod slip;
pub mod smart;
pub mod sos;
pub mod stepwork;
pub mod streak;
pub mod today;
pub mod urge;
pub mod urges;
pub mod win;
pub mod words;
pub mod worksheet;

pub use self::document::Document;
use self::order::Order;

/// Something to show: as JSON through its fields, to a person through its document.
pub trait View: erased_serde::Serialize {
    /// The same figures, laid out for a person.
    fn document(&self) -> Document;

    /// A text that is the answer as it is, whatever format and whoever reads it.
    fn exactly(&self) -> Option<&str> {
        None
    }

    /// What it is to be written as in place of text for a terminal, and where; none for an ordinary answer.
    fn order(&self) -> Option<&Order> {
        None
    }

    /// What is answered once it stands in its file; none where nothing more than usual is to be said of that.
    fn delivered(&self) -> Option<Box<dyn View>> {
        None
    }

    /// A line beside the answer, on standard error.
    fn aside(&self) -> Option<String> {
        None
    }

    /// Whether it is long enough, at times, to be read in a pager.
    fn pages(&self) -> bool {
        true
    }

    /// The exit code, where the answer is not that all is well.
    fn exit_code(&self) -> u8 {
        0
    }
}

/// The exit code of what was done in part.
pub const PARTLY: u8 = 4;

erased_serde::serialize_trait_object!(View);
