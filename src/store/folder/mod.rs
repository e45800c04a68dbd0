//! The data folder as a whole: what can lie in it, who may change it, and how several of its files change as one.

mod lock;
mod names;
mod switch;

pub(in crate::store) use self::lock::{Held, is_in_use};
pub use self::names::DATA;
pub(in crate::store) use self::names::{
    BACKUPS, GENERATIONS, KEY, LOCK, NEXT, RECOVERY, SEALED, TEMPORARY, clear_draft_folders, drafts, generation,
    generations, is_ours, is_written_text, journal, leftovers, was_used,
};
pub(in crate::store) use self::switch::{Switch, finish, is_interrupted};
