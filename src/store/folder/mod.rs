//! The data folder as a whole: what can lie in it, who may change it, and how several of its files change as one.

mod lock;
mod manifest;
mod modes;
mod names;
mod switch;

pub(in crate::store) use self::lock::{Held, is_busy, is_in_use};
pub(in crate::store) use self::modes::{FOLDER_MODE, close, make_private, make_private_folder};
pub use self::names::DATA;
pub(in crate::store) use self::names::{
    BACKUPS, GENERATIONS, KEY, LOCK, NEXT, RECOVERY, SEALED, TEMPORARY, clear_draft_folders, drafts, generation,
    generations, is_written_text, journal, leftovers, was_used,
};
pub(in crate::store) use self::switch::{Switch, finish, is_interrupted};
