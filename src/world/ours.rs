//! The data folder is onward's own: nothing that a person asks to be written may land in it, by whichever way it is
//! named. What lay there before may be the only key to everything.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// How deep the files of a data folder lie.
const DEEPEST: usize = 3;

/// Refuses a place that is the data folder, lies in it, or is another name of a file in it. `data_file` is the name of
/// the data file there.
///
/// # Errors
/// When it is.
pub fn refuse(path: &Path, data_folder: &Path, data_file: &str) -> Result<()> {
    let Some(what) = what_of_ours(path, data_folder, data_file) else { return Ok(()) };
    Err(Error::refused(format!("-o {}: this is {what}", path.display()))
        .hint("choose another name, outside the data folder"))
}

fn what_of_ours(path: &Path, data_folder: &Path, data_file: &str) -> Option<&'static str> {
    let home = Identity::of(data_folder);
    let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_home = |place: &Path| home.is_some() && Identity::of(place) == home;
    if is_home(path) || (home.is_none() && same_name(path, data_folder)) {
        return Some("a folder, the data folder itself");
    }
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name.starts_with(&data_file.to_lowercase()) && is_home(above) {
        return Some("the data file itself, inside the data folder");
    }
    if real(path).is_some_and(|real| real.ancestors().any(is_home)) {
        if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
            return Some("no ordinary file, but a link into the data folder");
        }
        return Some("inside the data folder, where onward keeps its own files");
    }
    let linked = fs::metadata(path).is_ok_and(|found| found.is_file() && found.nlink() > 1);
    (linked && holds(data_folder, Identity::of(path)?, DEEPEST)).then_some("another name of a file in the data folder")
}

/// What the file system tells a file or folder from every other by: a name can be written in many ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|found| Self(found.dev(), found.ino()))
    }
}

/// The real path of what is there of a place: of its folder, or one further above, where it is still to be made.
fn real(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok()?.ancestors().find_map(|above| fs::canonicalize(above).ok())
}

/// Whether two places that need not exist are called the same, whatever the case of letters.
fn same_name(path: &Path, other: &Path) -> bool {
    let told = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some((fs::canonicalize(above).ok()?, name))
    };
    told(path).is_some_and(|told_of| told(other) == Some(told_of))
}

/// Whether this very file lies in a folder.
fn holds(folder: &Path, wanted: Identity, depth: usize) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        let below = || depth > 1 && entry.file_type().is_ok_and(|kind| kind.is_dir());
        Identity::of(&path) == Some(wanted) || (below() && holds(&path, wanted, depth - 1))
    })
}
