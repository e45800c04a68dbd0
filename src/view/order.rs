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
        let asked = self.format.or(json.then_some(Format::Json));
        asked.or_else(|| self.file.as_ref()?.ending()).unwrap_or(Format::Text)
    }

    /// What is wrong with the name of the file: it promises another form than the one that was named, or none at all.
    pub fn wrong_ending(&self, json: bool) -> Option<String> {
        let file = self.file.as_ref()?;
        let path = file.path.display();
        match (self.format, file.ending()) {
            (Some(named), Some(ending)) if named != ending => Some(format!("-o {path}: {named} was asked for")),
            (None, None) if !json => Some(format!("-o {path}: its ending does not say in which form")),
            _ => None,
        }
    }
}

impl Target {
    /// The form that the ending of its name says.
    fn ending(&self) -> Option<Format> {
        match self.path.extension()?.to_str()?.to_lowercase().as_str() {
            "html" | "htm" => Some(Format::Html),
            "md" | "markdown" => Some(Format::Markdown),
            "json" => Some(Format::Json),
            "txt" => Some(Format::Text),
            _ => None,
        }
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

    #[test]
    fn the_ending_of_a_file_says_its_form_and_no_other() {
        let wrong = |format, path: &str, json| {
            let file = Target { path: PathBuf::from(path), force: false, open: false, share: None };
            Order { format, file: Some(file) }.wrong_ending(json)
        };
        for path in ["a.pdf", "a.docx", "a", "a.2026"] {
            assert!(wrong(None, path, false).is_some(), "{path}");
            assert_eq!((wrong(None, path, true), wrong(Some(Format::Html), path, false)), (None, None), "{path}");
        }
        for path in ["a.html", "a.HTM", "a.md", "a.markdown", "a.json", "a.txt"] {
            assert_eq!(wrong(None, path, false), None, "{path}");
        }
        assert!(wrong(Some(Format::Html), "a.md", false).is_some());
        assert!(wrong(Some(Format::Markdown), "a.txt", false).is_some());
        assert_eq!(Order { format: None, file: None }.wrong_ending(false), None);
    }
}
