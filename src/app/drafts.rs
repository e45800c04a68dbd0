//! What was left of texts that were being written: offered back, named, or removed where nothing was written.

use std::fs;
use std::path::PathBuf;

use super::App;
use crate::domain::finding::{Finding, State};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::words::listed;
use crate::world::drafts::{Draft, Left, Place};

impl App<'_> {
    /// The newest unfinished draft of this thing, and whether its record was changed since. Those in which nothing was
    /// written are removed on the way.
    pub(super) fn left_behind(&self, of: &str, before: &str) -> Option<(Draft, bool)> {
        let in_data = self.store.key().is_none().then(|| Place::in_data(&self.folder));
        let places = in_data.into_iter().chain(self.place_in_memory());
        let mut left = places.flat_map(|place| written(&place)).collect::<Vec<_>>().into_iter();
        let found = left.find(|left| left.is_of(of) && !left.is_being_written())?;
        let outdated = !found.began_with(before);
        if outdated && found.is_untouched() {
            let _ = found.discard();
            return None;
        }
        Some((found.take_up().ok()??, outdated))
    }

    /// Refuses while a text in the data folder is being written: whoever seals the data would take it from under the
    /// editor.
    ///
    /// # Errors
    /// When one is.
    pub fn insist_that_no_text_is_open(&self) -> Result<()> {
        let open: Vec<PathBuf> = Place::in_data(&self.folder)
            .left()
            .iter()
            .filter(|left| left.is_being_written())
            .flat_map(Left::files)
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        Err(Error::refused(format!("a text is open in an editor: {}; nothing was changed", named(&open)))
            .hint("finish it in the editor, then run the same command again"))
    }

    /// What the doctor has to say of unfinished texts: where they are. None is ever destroyed, save those in which
    /// nothing was written.
    ///
    /// # Errors
    /// When it cannot be told whether the data is sealed.
    pub fn look_at_drafts(&self, fix: bool) -> Result<Option<Finding>> {
        let sealed = Store::is_protected(&self.folder)?;
        let mut places = vec![(Place::in_data(&self.folder), Some(self.folder.clone()))];
        places.extend(self.place_in_memory().map(|place| (place, self.world.memory_folder.clone())));
        let mut found = Unfinished::default();
        for (place, older) in places {
            for text in older.iter().flat_map(|folder| Place::left_by_older(folder)) {
                found.texts.extend(if fix { brought_over(&place, text) } else { Some(text) });
            }
            place.left().into_iter().for_each(|left| found.take(left));
        }
        Ok(found.told(fix, sealed))
    }
}

/// What was found of unfinished texts.
#[derive(Default)]
struct Unfinished {
    texts: Vec<PathBuf>,
    /// Those that are being written.
    open: Vec<PathBuf>,
    /// Those in which nothing was written.
    idle: Vec<Left>,
}

impl Unfinished {
    fn take(&mut self, left: Left) {
        match (left.is_being_written(), left.is_untouched()) {
            (true, _) => self.open.extend(left.files()),
            (false, true) => self.idle.push(left),
            (false, false) => self.texts.extend(left.files()),
        }
    }

    fn told(mut self, fix: bool, sealed: bool) -> Option<Finding> {
        let (beside, trouble) =
            if sealed { (", readable beside the sealed data", State::Wrong) } else { ("", State::Note) };
        let idle: Vec<PathBuf> = self.idle.iter().flat_map(Left::files).collect();
        let removed = fix && self.idle.into_iter().all(|left| left.discard().is_ok());
        self.texts.sort();
        let (state, said) = match (self.texts.as_slice(), idle.as_slice(), self.open.as_slice()) {
            ([], [], []) => return None,
            ([], [], open) => (State::Note, format!("a text is being written just now: {}", named(open))),
            ([], idle, _) if removed => {
                (State::Mended, format!("an editor that was cut off left a text as it was: {}", named(idle)))
            }
            ([], idle, _) => {
                let said = format!("an editor that was cut off left a text as it was{beside}: {}; ", named(idle));
                (trouble, said + "`onward doctor --fix` removes it")
            }
            (texts, ..) => {
                let said = format!("unsaved text was left{beside}: {}; ", named(texts));
                (trouble, said + "the same --edit opens on it; remove it once you no longer need it")
            }
        };
        Some(Finding::new("drafts", state, said))
    }
}

fn named(paths: &[PathBuf]) -> String {
    listed(&paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
}

/// The drafts that hold something, or may soon; the others are removed.
fn written(place: &Place) -> Vec<Left> {
    let idle = |left: &Left| !left.is_being_written() && left.is_untouched() && !left.may_be_open_elsewhere();
    let (idle, written): (Vec<Left>, Vec<Left>) = place.left().into_iter().partition(idle);
    // What cannot be removed now is tried again by the next command.
    idle.into_iter().for_each(|left| drop(left.discard()));
    written
}

/// A text of an older version in a folder of its own; none where it was empty, and is gone.
fn brought_over(place: &Place, text: PathBuf) -> Option<PathBuf> {
    let empty = fs::metadata(&text).is_ok_and(|found| found.len() == 0);
    if empty && fs::remove_file(&text).is_ok() {
        return None;
    }
    Some(place.adopt(&text).unwrap_or(text))
}
