//! A note written in the person's editor, in a private file inside the data folder that is gone afterwards.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};

/// Opens `editor` on `text` and returns what was saved. The file lies in `folder`, readable by its owner only.
///
/// # Errors
/// When the editor cannot be started or says that it failed.
pub fn edit(editor: &OsStr, folder: &Path, text: &str) -> Result<String> {
    let failed = |error: io::Error| Error::refused("the editor could not be used; nothing was recorded").cause(error);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(".note-").suffix(".txt").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    // VISUAL and EDITOR may hold arguments ("code --wait"), which only a shell splits as people expect.
    let script = format!("{} \"$1\"", editor.to_string_lossy());
    let status = Command::new("sh").arg("-c").arg(script).arg("sh").arg(file.path()).status().map_err(failed)?;
    if !status.success() {
        return Err(
            Error::refused("the editor ended with an error; nothing was recorded").hint("check $VISUAL and $EDITOR")
        );
    }
    fs::read_to_string(file.path()).map_err(failed)
}
