//! Operations over several files: whatever disturbs them, the home is as it was or as it was to be once the next
//! command ran, nothing is lost, nothing is left readable, and what was said is true.

mod beside;
mod calls;
mod cuts;
mod figures;
mod judge;
mod limits;
mod rounds;
mod secrets;
mod sight;
mod starts;
mod stray;
mod table;
mod terminal;
mod year;

/// Fails with all that was found.
fn insist(found: Vec<String>) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}
