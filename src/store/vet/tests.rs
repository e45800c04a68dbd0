//! The digests, and what a file from elsewhere may not hold.

use super::*;
use crate::store::schema::VERSION;

#[test]
fn the_digests_are_those_of_what_the_migrations_make() {
    let made: Vec<String> =
        (1..=VERSION).map(|version| digest(&Store::in_memory_at(version).unwrap().connection).unwrap()).collect();
    assert_eq!(made, SCHEMAS);
    assert!(is_ours(0, &digest(&Store::in_memory_at(0).unwrap().connection).unwrap()));
}
