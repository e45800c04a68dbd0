//! The files in a ZIP archive.

use std::io::{Cursor, Read};

use ::zip::ZipArchive;

use super::foreign::{Named, unreadable};
use crate::domain::limits;
use crate::domain::source::Source;
use crate::error::{Error, Result};

/// How the bytes of an archive begin.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// The names of the files in an archive; none where it cannot be read.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
}

/// The files that are wanted, in the order of their names.
pub(super) fn files(source: Source, bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<Named>> {
    let failed = |error: ::zip::result::ZipError| unreadable(source, "the archive is damaged").cause(error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    let (mut files, mut left) = (Vec::new(), limits::UNPACKED);
    for at in 0..archive.len() {
        let mut packed = archive.by_index(at).map_err(failed)?;
        let name = packed.name().map_err(failed)?.into_owned();
        if packed.is_dir() || !wanted(&name) {
            continue;
        }
        let mut unpacked = Vec::new();
        let read = packed.by_ref().take(left + 1).read_to_end(&mut unpacked);
        read.map_err(|error| unreadable(source, "the archive is damaged").cause(error))?;
        left = left
            .checked_sub(u64::try_from(unpacked.len()).unwrap_or(u64::MAX))
            .ok_or_else(|| too_much(source, &format!("unpacks to more than {}", limits::size(limits::UNPACKED))))?;
        if files.len() == limits::FILES {
            return Err(too_much(source, &format!("holds more than {} files", limits::FILES)));
        }
        files.push((name, unpacked));
    }
    files.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    Ok(files)
}

fn too_much(source: Source, what: &str) -> Error {
    unreadable(source, format!("the archive {what}, far more than such an export"))
}
