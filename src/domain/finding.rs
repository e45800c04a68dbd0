//! What a check of the data came to.

use serde::Serialize;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Fine,
    /// As it should be, with something to know.
    Note,
    /// Not as it should be.
    Wrong,
    /// It was not as it should be, and is now.
    Mended,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What: `modes`, `structure`, `backups`.
    pub about: &'static str,
    /// How it stands.
    pub state: State,
    /// In plain words.
    pub said: String,
}

impl Finding {
    /// A finding in words.
    pub fn new(about: &'static str, state: State, said: impl Into<String>) -> Self {
        Self { about, state, said: said.into() }
    }
}
