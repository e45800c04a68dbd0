//! One file for each format. A renderer knows blocks, never a check-in.

mod calendar;
pub mod html;
pub mod json;
pub mod markdown;
mod marks;
mod months;
pub mod terminal;
