//! Writing an answer into the file that was named for it, and recording that where it was written for somebody.

use std::path::Path;

use super::{App, Outcome};
use crate::domain::shared::Format;
use crate::error::{Error, Result};
use crate::store::FILE_NAME;
use crate::view::order::{Order, Target};
use crate::view::report::WrittenFile;
use crate::world::{files, opener, ours};

impl App<'_> {
    /// Writes a file that is not there yet, for its owner only: all of it or nothing.
    ///
    /// # Errors
    /// When something is there already, or the place cannot be written.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        self.refuse_ours(path)?;
        files::write_new(path, bytes)
    }

    /// Writes these files into a folder that is not there yet or empty: all of them or none.
    ///
    /// # Errors
    /// When something is there already, or the place cannot be written.
    pub fn write_folder(&self, path: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
        self.refuse_ours(path)?;
        files::write_folder(path, files)
    }

    /// Refuses a place inside the data folder, by whichever name it is called, for a file that a person asked for.
    ///
    /// # Errors
    /// When it lies there.
    pub fn refuse_ours(&self, path: &Path) -> Result<()> {
        ours::refuse(path, &self.folder, FILE_NAME)
    }

    /// Writes these bytes into a file, for its owner only: all of them or nothing. With `force` it may take the place of
    /// one that is there.
    ///
    /// # Errors
    /// When something is there already, or the place cannot be written.
    pub fn write_over(&self, path: &Path, bytes: &[u8], force: bool) -> Result<()> {
        self.refuse_ours(path)?;
        files::stage(path, bytes, force)?.place().map(drop)
    }

    /// Refuses what cannot be delivered, before anything is written; nothing is asked where no file is named.
    ///
    /// # Errors
    /// When something is there already, its folder is not, or the file's name does not say its form.
    pub fn could_deliver(&self, order: &Order, json: bool) -> Result<()> {
        let Some(target) = &order.file else { return Ok(()) };
        self.refuse_ours(&target.path)?;
        files::free_for(&target.path, target.force)?;
        match order.wrong_ending(json) {
            Some(wrong) => Err(Error::usage(wrong)
                .hint("the file ends in .html, .md, .json or .txt; --html and --markdown have to fit that")),
            None => Ok(()),
        }
    }

    /// Writes these bytes into the file, all of them or nothing. A file for somebody comes with its record: where one
    /// cannot be kept, neither is. The file takes its place inside the transaction and leaves it when that does not
    /// hold. What it replaces keeps a second name until the record stands: a program that is killed in between loses
    /// neither of the two files, and leaves no record of a file that is not there.
    ///
    /// # Errors
    /// When something is there already, or the place or the data file cannot be written.
    pub fn deliver(&mut self, target: &Target, format: Format, bytes: &[u8]) -> Outcome {
        self.refuse_ours(&target.path)?;
        let staged = files::stage(&target.path, bytes, target.force)?;
        let opened = || target.open.then(|| opener::open(&target.path).is_ok());
        let Some(share) = target.share.clone() else {
            staged.place()?;
            return Ok(Box::new(WrittenFile::new(self.today, target, format, bytes, None).opened(opened())));
        };
        let shared = share.written(self.new_id(), self.today, format, bytes, self.now);
        let mut placed = None;
        let recorded = self.write_view("report", |app, writer| {
            writer.insert(&shared)?;
            placed = Some(staged.place()?);
            Ok(WrittenFile::new(app.today, target, format, bytes, Some(shared)))
        });
        match recorded {
            Ok(written) => Ok(Box::new(written.opened(opened()))),
            Err(error) => {
                let left = placed.and_then(files::Placed::take_back);
                Err(match left {
                    Some(left) => error.cause(format!("the file before it lies at {}", left.display())),
                    None => error,
                })
            }
        }
    }
}
