//! Whose report it is, and which lists of fields hold for them: their own first, then that of the role they have, then
//! the default. It is asked separately for everything and for each clock, so that a clock that is withheld from every
//! sponsor stays withheld from one who got a list of their own.

use super::find::one;
use crate::domain::audience::{Audience, FieldList, Fields};
use crate::domain::clock::Clock;
use crate::domain::contact::{Contact, ContactRole};
use crate::domain::sight::{Sight, usual};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::report::{ListOf, Reader};
use crate::view::words::typed;

/// What stands before the name of a contact where it has to be told from an audience.
const CONTACT: &str = "contact:";

/// Somebody who can have a list.
#[derive(Debug, Clone)]
pub struct Whose {
    /// What they are.
    pub audience: Audience,
    /// Who they are, of a contact.
    pub contact: Option<Contact>,
}

/// A list that holds, and where it comes from.
pub type Held = (Fields, ListOf);

impl Whose {
    /// An audience that is no single person.
    pub fn role(audience: Audience) -> Self {
        Self { audience, contact: None }
    }

    /// Who is meant: `self`, `sponsor`, `keyworker`, `court`, or a part of a contact's name.
    ///
    /// # Errors
    /// When the name fits none or several.
    pub fn named(store: &Store, wanted: &str) -> Result<Self> {
        match wanted.parse() {
            Ok(audience) if audience != Audience::Contact => return Ok(Self::role(audience)),
            _ => {}
        }
        let contact = one(store, wanted.strip_prefix(CONTACT).unwrap_or(wanted)).map_err(|error| {
            let others = "or one of self, sponsor, keyworker, court";
            let hint = error.hint.as_ref().map_or_else(|| others.to_owned(), |hint| format!("{hint}; {others}"));
            Error { hint: Some(hint), ..error }
        })?;
        Ok(Self { audience: Audience::Contact, contact: Some(contact) })
    }

    /// The audience whose list holds as long as they have none: that of their role.
    pub fn role_list(&self) -> Option<Audience> {
        match self.contact.as_ref()?.role {
            ContactRole::Sponsor => Some(Audience::Sponsor),
            ContactRole::Keyworker => Some(Audience::Keyworker),
            _ => None,
        }
    }

    /// How they are named in a command line.
    pub fn typed(&self) -> String {
        let Some(contact) = &self.contact else { return self.audience.to_string() };
        let name = contact.name.as_str();
        let meant = name.parse::<Audience>().is_ok() || name.starts_with(CONTACT);
        typed(&if meant { format!("{CONTACT}{name}") } else { name.to_owned() })
    }

    /// The list of their own, of everything or of one clock.
    pub fn own<'a>(&self, lists: &'a [FieldList], clock: Option<&Clock>) -> Option<&'a FieldList> {
        let contact = self.contact.as_ref().map(|contact| contact.id);
        lists.iter().find(|list| {
            list.audience == self.audience && list.contact_id == contact && list.clock_id == clock.map(|clock| clock.id)
        })
    }

    /// The list that holds for everything; none for a contact of whom nothing was said yet.
    pub fn general(&self, lists: &[FieldList]) -> Option<Held> {
        if let Some(own) = self.own(lists, None) {
            return Some((own.fields.clone(), ListOf::Own));
        }
        match self.role_list() {
            Some(role) => Some((Self::role(role).general(lists)?.0, ListOf::Role)),
            None => usual(self.audience).map(|fields| (fields, ListOf::Default)),
        }
    }

    /// The list that holds for one clock, where there is one.
    pub fn of_clock(&self, lists: &[FieldList], clock: &Clock) -> Option<Held> {
        if let Some(own) = self.own(lists, Some(clock)) {
            return Some((own.fields.clone(), ListOf::Own));
        }
        let role = Self::role(self.role_list()?);
        role.own(lists, Some(clock)).map(|list| (list.fields.clone(), ListOf::Role))
    }

    /// What they see, and by which list.
    ///
    /// # Errors
    /// A refusal when nothing was said yet of what they may see, or that they may see nothing.
    pub fn sight(&self, store: &Store) -> Result<(Sight, Reader)> {
        let lists = store.field_lists()?;
        let who = self.typed();
        let Some((fields, list)) = self.general(&lists) else {
            return Err(Error::refused(format!("nothing was said yet of what {who} may see"))
                .hint(format!("onward config audience {who} --fields sobriety,milestones,attendance")));
        };
        let mut clocks = Vec::new();
        for clock in store.clocks()? {
            clocks.extend(self.of_clock(&lists, &clock).map(|(fields, _)| (clock.id, fields)));
        }
        let nothing = Fields::default();
        if fields == nothing && clocks.iter().all(|(_, fields)| *fields == nothing) {
            return Err(Error::refused(format!("the list of {who} holds no field: nothing would be in it"))
                .hint(format!("onward config audience {who} --add sobriety; --default goes back to the usual list")));
        }
        let contact = self.contact.as_ref();
        let reader = Reader {
            audience: self.audience,
            contact: contact.map(|contact| contact.name.clone()),
            list,
            fields: fields.clone(),
            list_of: self.role_list().unwrap_or(self.audience),
        };
        Ok((Sight::new(fields, clocks), reader))
    }
}
