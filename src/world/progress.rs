//! How far something long is, on a terminal, while it goes on. It leaves nothing behind.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar; where nobody looks, none.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for `total` of something, drawn where `shown` says that it can be.
    pub(crate) fn new(shown: bool, ascii: bool, what: &str, total: u64) -> Self {
        if !shown {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let signs = if ascii { "#>-" } else { "█▓░" };
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {percent:>3} %") {
            bar.set_style(style.progress_chars(signs));
        }
        bar.set_message(what.to_owned());
        Self(Some(bar))
    }

    /// So much is done.
    pub fn at(&self, done: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
