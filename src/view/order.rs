//! What an answer is to be written as in place of text for the terminal, and into which file.

use std::path::PathBuf;

use crate::domain::shared::{Format, Share};

/// What a person asked to be written.
#[derive(Debug, Clone)]
pub struct Order {
    /// The form, where one was named; otherwise the file's name says it.
    pub format: Option<Format>,
    /// The file; none for standard output.
    pub file: Option<Target>,
}

/// A file to be written.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where it is to lie.
    pub path: PathBuf,
    /// A regular file of that name may be replaced.
    pub force: bool,
    /// It is opened afterwards.
    pub open: bool,
    /// For whom it is written, which is recorded; none for a file of one's own.
    pub share: Option<Share>,
}

impl Order {
    /// The form: as it was named, or JSON where that was asked for, or what the ending of the file's name says.
    pub fn format(&self, json: bool) -> Format {
        let ending = || {
            let path = self.file.as_ref()?.path.extension()?.to_str()?.to_lowercase();
            match path.as_str() {
                "html" | "htm" => Some(Format::Html),
                "md" | "markdown" => Some(Format::Markdown),
                "json" => Some(Format::Json),
                _ => None,
            }
        };
        let asked = self.format.or(json.then_some(Format::Json));
        asked.or_else(ending).unwrap_or(Format::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_named_comes_before_the_ending_of_the_file() {
        let order = |format, path: &str| Order {
            format,
            file: Some(Target { path: PathBuf::from(path), force: false, open: false, share: None }),
        };
        assert_eq!(order(None, "year.HTML").format(false), Format::Html);
        assert_eq!(order(None, "year.md").format(false), Format::Markdown);
        assert_eq!(order(None, "year.html").format(true), Format::Json);
        assert_eq!(order(Some(Format::Html), "year.txt").format(true), Format::Html);
        assert_eq!(order(None, "year").format(false), Format::Text);
        assert_eq!(Order { format: None, file: None }.format(false), Format::Text);
    }
}
