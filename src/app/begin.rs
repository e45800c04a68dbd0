//! The first thing that is recorded. A command that refuses creates nothing, so it runs on an empty store in memory
//! first; only what it recorded there makes a folder and a file.

use super::{Access, App, open};
use crate::error::Result;
use crate::store::{Beginning, NewStep};

impl App<'_> {
    /// Held where there is no data yet, so that what is recorded now begins it; none where there is data.
    pub(super) fn beginning(&self) -> Option<Beginning> {
        if self.store.is_kept() { None } else { Beginning::of(&self.folder) }
    }

    /// Keeps what was recorded in memory: from now on there is data.
    pub(super) fn begin(&mut self, step: &NewStep<'_>, summary: &str) -> Result<()> {
        let kept = open(self.world, &self.folder, Access::Write)?;
        kept.take_over(step, summary, &self.store)?;
        self.store = kept;
        self.access = Access::Write;
        Ok(())
    }
}
