//! An export of our own, as a document or as a folder of tables.

use super::{Args, place};
use crate::app::{App, Outcome, Outside};
use crate::domain::archive::Archive;
use crate::domain::archive::merge::merge;
use crate::error::{Error, Result};
use crate::exchange::{csv, json, recognise};
use crate::store::Store;
use crate::view::import::Imported;

pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let theirs = read(args, app)?;
    if args.dry_run {
        return Ok(Box::new(Imported::new(app.today, merge(&app.store.archive()?, theirs), true)));
    }
    app.back_up_before("import")?;
    app.write("import", |app, writer| {
        let merged = merge(&writer.archive()?, theirs);
        writer.add(&merged.iter().map(|table| &table.added).collect::<Vec<_>>())?;
        Ok(Imported::new(app.today, merged, false))
    })
}

/// The archive that was named, once every row of it has been read.
fn read(args: &Args, app: &mut App<'_>) -> Result<Archive> {
    let outside = app.read_outside(&args.file)?;
    let looks = match &outside {
        Outside::File(bytes) => recognise::file(bytes),
        Outside::Folder(files) => recognise::folder(files),
    };
    let table = args.file.extension().is_some_and(|ending| ending == "csv");
    let archive = match (outside, looks.and_then(super::trouble::foreign)) {
        (_, Some(foreign)) => Err(foreign),
        (Outside::File(_), None) if table => {
            Err(Error::refused("this is one file of several").hint("nothing was imported; name the folder it lies in"))
        }
        (Outside::File(bytes), None) => json::read(&bytes),
        (Outside::Folder(files), None) => csv::read(&files),
    };
    archive
        .and_then(|archive| Store::checked(&archive))
        .map_err(|error| Error { message: format!("FILE {}: {}", place(args), error.message), ..error })
}
