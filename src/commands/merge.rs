//! How a record is changed, of every kind: it is found, then the person is asked or writes, and only inside the
//! transaction is what they asked for put onto the record as it is by then. What another terminal changed meanwhile
//! stays; where it changed the very same field, nothing is recorded and what was typed is kept.

use crate::app::App;
use crate::domain::id::IdArg;
use crate::error::{Error, Result};
use crate::store::{Record, Store, clashes, same};
use crate::view::words::listed;

/// The record before and after the change.
pub struct Merged<R> {
    /// As it was found inside the transaction.
    pub before: R,
    /// With what was asked for, and not written yet.
    pub after: R,
}

/// Puts a change onto the record as it is now. `shown` is what the person saw of it; `change` sets the fields that they
/// asked for, and no other; `look` is the command that shows it.
///
/// # Errors
/// Those of `change`; a refusal when the record was removed, or changed in one of these fields, meanwhile.
pub fn merged<R: Record + Clone>(
    app: &App<'_>,
    store: &Store,
    shown: &R,
    look: &str,
    change: impl FnOnce(R) -> Result<R>,
) -> Result<Merged<R>> {
    let before = still(app, store, shown)?;
    let after = change(before.clone())?;
    // Where nobody waited for anything, nobody was shown anything either: the change is simply the later one.
    let clashes = if app.waited() { clashes(shown, &before, &after)? } else { Vec::new() };
    if !clashes.is_empty() {
        return Err(changed_meanwhile(app, R::WHAT, look, &clashes));
    }
    Ok(Merged { before, after })
}

/// The record as it is now.
///
/// # Errors
/// A refusal when it was removed since it was shown.
pub fn still<R: Record>(app: &App<'_>, store: &Store, shown: &R) -> Result<R> {
    let found = store.with_id::<R>(&IdArg::from(shown.id()))?.pop();
    found.ok_or_else(|| {
        let what = format!("this {} was removed in another terminal meanwhile; nothing was changed", R::WHAT);
        app.overtaken(Error::refused(what).hint("`onward history` shows what happened, `onward undo` takes it back"))
    })
}

/// The record as it is now, for who agreed to do without what they were shown.
///
/// # Errors
/// A refusal when it was removed or changed since.
pub fn as_shown<R: Record>(app: &App<'_>, store: &Store, shown: &R) -> Result<R> {
    let now = still(app, store, shown)?;
    if app.waited() && !same(shown, &now)? {
        let what = format!("this {} was changed in another terminal meanwhile; it was not removed", R::WHAT);
        return Err(Error::refused(what).hint("run the same command again, which shows it as it is now"));
    }
    Ok(now)
}

/// The refusal of a change to what another terminal changed as well; `look` is the command that shows it.
pub fn changed_meanwhile(app: &App<'_>, what: &str, look: &str, fields: &[&str]) -> Error {
    let mut words: Vec<String> = Vec::new();
    for field in fields {
        let word = field.trim_end_matches("_id").replace('_', " ");
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let fields = listed(&words);
    let error = Error::refused(format!(
        "this {what} was changed in another terminal meanwhile ({fields}); nothing was recorded here"
    ));
    app.overtaken(error.hint(format!("`onward {look}` has it as it is now")))
}
