//! One file for each format. A renderer knows blocks, never a check-in.

mod calendar;
pub mod json;
mod marks;
pub mod terminal;
