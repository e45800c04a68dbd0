//! The directory of published meetings as it is imported, listed and searched.

pub mod find;
pub mod import;
pub mod next;
pub mod sources;
mod when;
