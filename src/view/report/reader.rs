//! For whom a report is, and by which list of fields.

use serde::Serialize;

use crate::domain::audience::{Audience, Fields};
use crate::domain::text::Name;
use crate::domain::word::words;

words! {
    /// Where a list of fields comes from.
    ListOf, "a list" {
        /// The person wrote it.
        Own = "own",
        /// It is the one for the role that the contact has.
        Role = "role",
        /// Nobody wrote one.
        Default = "default",
    }
}

/// `for a sponsor`, `for Maria G`.
pub(in crate::view) fn for_whom(audience: Audience, contact: Option<&Name>) -> String {
    let whom = match (contact, audience) {
        (Some(name), _) => name.as_str(),
        (None, Audience::Oneself) => "oneself",
        (None, Audience::Sponsor) => "a sponsor",
        (None, Audience::Keyworker) => "a keyworker",
        (None, Audience::Court) => "a court",
        // Their name was left out of an export.
        (None, Audience::Contact) => "a contact",
    };
    format!("for {whom}")
}

/// Who a report is for.
#[derive(Debug, Clone, Serialize)]
pub struct Reader {
    /// What they are.
    pub audience: Audience,
    /// Their name, of a contact.
    pub contact: Option<Name>,
    /// Where their list comes from.
    pub list: ListOf,
    /// What it holds.
    pub fields: Fields,
    /// The audience whose list it is: of a contact without one, their role.
    #[serde(skip)]
    pub list_of: Audience,
}

impl Reader {
    /// `for a sponsor`, `for Maria G`.
    pub(super) fn for_whom(&self) -> String {
        for_whom(self.audience, self.contact.as_ref())
    }

    /// Whether they may take it for more than what its author says.
    pub(super) fn is_official(&self) -> bool {
        matches!(self.list_of, Audience::Court | Audience::Keyworker)
    }
}
