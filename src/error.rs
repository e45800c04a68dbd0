//! The few kinds of trouble. The kind is the exit code; each carries what to do next.
//!
//! A bug is none of these: it is a panic, and says so.

use std::fmt;

use crate::domain::invalid::Invalid;

/// What sort of trouble it is, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be met: not found, ambiguous, refused. Exit code 1.
    Refused,
    /// Wrong usage. Exit code 2.
    Usage,
    /// The data file is locked, newer, unreadable or unwritable. Exit code 3.
    Data,
    /// The data, or a copy of it, is missing or not as it was written: a backup can take its place. Exit code 3.
    Damaged,
    /// Another onward is at the data; what is there is sound, and trying again is all it takes. Exit code 3.
    Busy,
}

impl Kind {
    /// The exit code of the process.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Data | Self::Damaged | Self::Busy => 3,
        }
    }
}

/// One trouble: what, why, and what to do next. Never holds a note or another intimate text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Its kind.
    pub kind: Kind,
    /// What went wrong, in one sentence without a full stop.
    pub message: String,
    /// What lies behind it, outermost first.
    pub causes: Vec<String>,
    /// What to do next.
    pub hint: Option<String>,
}

/// What may go wrong does so with an [`enum@Kind`] and a hint.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), causes: Vec::new(), hint: None }
    }

    /// The request cannot be met.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Kind::Refused, message)
    }

    /// The command was written wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// The data file cannot be used.
    pub fn data(message: impl Into<String>) -> Self {
        Self::new(Kind::Data, message)
    }

    /// The data is not as it was written.
    pub fn damaged(message: impl Into<String>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    /// Another onward is at the data.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::new(Kind::Busy, message)
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what lies behind it.
    #[must_use]
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A value that the terms do not allow, found after the arguments were read, is a refusal.
impl From<Invalid> for Error {
    fn from(Invalid(reason): Invalid) -> Self {
        Self::refused(reason)
    }
}
