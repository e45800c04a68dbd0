//! What the world outside says of meetings: lists of them, and when they are held by the wall clock here.

use std::path::Path;

use chrono::Local;

use super::{App, Spent};
use crate::domain::directory::seek::{Asked, Next, Weekly, When, next};
use crate::domain::meeting::Meeting;
use crate::domain::upcoming::{Upcoming, upcoming, within};
use crate::error::{Error, Result};
use crate::world::outside;
use crate::world::progress::Progress;

impl App<'_> {
    /// A file that a person named, or standard input for `-`, read whole if it is no longer than so many bytes.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or is longer.
    pub fn read_at_most(&mut self, path: &Path, most: u64) -> Result<Vec<u8>> {
        if path != Path::new("-") {
            return outside::read_at_most(path, most);
        }
        let input = std::mem::replace(&mut self.world.input, Box::new(Spent));
        let unread = |error| Error::refused("standard input could not be read").cause(error);
        outside::read_stream(input, 0, most).map_err(unread)?.ok_or_else(|| outside::too_long("standard input", most))
    }

    /// A bar that shows on a terminal how far something is of `total`; drawn nowhere else.
    pub fn progress(&self, what: &str, total: u64) -> Progress {
        Progress::new(self.world.bars, self.world.ascii, what, total)
    }

    /// What `TZ` says where that names no zone.
    pub fn unknown_zone(&self) -> Option<&str> {
        self.world.zone.unknown()
    }

    /// Which of these meetings are going on now or come next, by the wall clock here.
    pub fn upcoming<'a>(&self, meetings: &'a [Meeting]) -> Vec<Upcoming<'a>> {
        match self.world.zone.rules() {
            None => upcoming(meetings, self.now, &Local),
            Some(zone) => upcoming(meetings, self.now, zone),
        }
    }

    /// Every time that these meetings are held now or within so many days, by the wall clock here.
    pub fn coming<'a>(&self, meetings: &'a [Meeting], days: u16) -> Vec<Upcoming<'a>> {
        match self.world.zone.rules() {
            None => within(meetings, self.now, days, &Local),
            Some(zone) => within(meetings, self.now, days, zone),
        }
    }

    /// When a meeting is held next, as it is wanted, by the wall clock here.
    pub fn next(&self, weekly: &Weekly<'_>, when: &When) -> Option<Next> {
        let asked = Asked { now: self.now, day_start: self.settings.day_start.0 };
        match self.world.zone.rules() {
            None => next(weekly, when, &asked, &Local),
            Some(zone) => next(weekly, when, &asked, zone),
        }
    }
}
