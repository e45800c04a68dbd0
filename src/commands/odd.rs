//! What is odd about the time that this machine tells, for who looks after the data.

use crate::app::App;
use crate::domain::finding::Finding;
use crate::domain::moment::Moment;
use crate::domain::odd::{look_at_clock, look_at_zone};
use crate::error::Result;
use crate::store::Store;

/// The zone; nothing where it is one.
pub(super) fn zone(app: &App<'_>) -> Option<Finding> {
    app.unknown_zone().map(|named| look_at_zone(named, app.now))
}

/// The zone and the clock, where there is no data that the clock could be behind.
pub(super) fn without_data(app: &App<'_>) -> Vec<Finding> {
    zone(app).into_iter().chain([look_at_clock(app.now, None)]).collect()
}

/// The clock beside what is recorded.
///
/// # Errors
/// When the data file cannot be read.
pub(super) fn clock(store: &Store, now: Moment) -> Result<Vec<Finding>> {
    Ok(vec![look_at_clock(now, store.last_written()?)])
}
