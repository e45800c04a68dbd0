//! Writing an answer into the file that was named for it.

use crate::domain::shared::Format;
use crate::view::order::Target;
use crate::view::report::written::WrittenFile;
use crate::world::{files, opener};

use super::{App, Outcome};

impl App<'_> {
    /// Writes these bytes into the file, all of them or nothing, and answers with what was written.
    ///
    /// # Errors
    /// When something is there already, or the place cannot be written.
    pub fn deliver(&mut self, target: &Target, format: Format, bytes: &[u8]) -> Outcome {
        let staged = files::stage(&target.path, bytes, target.force, &self.folder)?;
        staged.place()?;
        self.answer(target, WrittenFile::new(self.today, target, format, bytes))
    }

    fn answer(&self, target: &Target, written: WrittenFile) -> Outcome {
        let opened = target.open.then(|| opener::open(&target.path).is_ok());
        Ok(Box::new(WrittenFile { opened, ..written }))
    }
}
