//! What is erased is in no table, no entry of the log, and no link.

use uuid::Uuid;

use super::*;
use crate::domain::contact::{Contact, ContactRole};
use crate::domain::reach::{Direction, Reach};

fn id(number: u128) -> Id {
    Id::new(Uuid::from_u128(number))
}

fn step(number: u128) -> NewStep<'static> {
    NewStep { id: id(number), at: "2026-11-23T12:00:00+00:00".parse().unwrap(), command: "test" }
}

fn maria() -> Contact {
    Contact {
        id: id(1),
        name: "Maria G".parse().unwrap(),
        role: ContactRole::Peer,
        programme: None,
        phone: None,
        handle: None,
        every: None,
        order: None,
        note: None,
        added_on: "2026-11-23".parse().unwrap(),
        recorded_at: step(0).at,
    }
}

/// A store with a contact and a reach-out, on a connection whose triggers log every change.
fn store() -> Store {
    let store = Store::in_memory().unwrap();
    let reach = Reach {
        id: id(2),
        contact_id: Some(maria().id),
        contact: maria().name,
        day: maria().added_on,
        channel: None,
        direction: Direction::Outgoing,
        note: None,
        recorded_at: step(0).at,
    };
    let filled = store.write(&step(3), |writer| {
        writer.watch_all()?;
        writer.insert(&maria())?;
        Ok((String::new(), writer.insert(&reach)?))
    });
    filled.unwrap();
    store
}

fn count(store: &Store, sql: &str) -> i64 {
    store.connection.query_row(&format!("SELECT count(*) FROM {sql}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn erasing_leaves_no_entry_in_the_log_though_the_triggers_watch() {
    let store = store();
    let target = Target::of::<Contact>(id(1));
    assert_eq!((store.log_entries(&target).unwrap(), store.copies(&target, "Maria G").unwrap()), (1, 1));
    let erased = store.erase_here(&step(4), &target).unwrap();
    assert_eq!(erased, Erased { record: true, log_entries: 1, rewritten: true });
    assert_eq!(count(&store, "contact"), 0);
    assert_eq!(count(&store, "reach WHERE contact_id IS NULL AND contact = 'Maria G'"), 1);
    assert_eq!(count(&store, &format!("change WHERE concat(row_id, before, after) LIKE '%{}%'", id(1))), 0);
    assert_eq!(store.copies(&target, "maria g").unwrap(), 1, "the link is gone, the name is not");
    let step = store.step_to_undo().unwrap().unwrap();
    assert_eq!(step.seq, 1, "an erasing is never taken back");
}

#[test]
fn where_nothing_of_it_is_held_nothing_is_written() {
    let store = store();
    let erased = store.erase_here(&step(4), &Target::of::<Contact>(id(9))).unwrap();
    assert_eq!(erased, Erased { record: false, log_entries: 0, rewritten: false });
    assert_eq!(count(&store, "step"), 1);
}
