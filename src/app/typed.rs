//! What a person types while a command runs: their editor, and what becomes of a text that could not be recorded. It
//! is kept until the transaction is on the disk, and said where it lies when that does not happen.

use std::cell::Cell;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use super::{App, text_too_long};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::view::words::listed;
use crate::world::drafts::{Draft, Place, says_the_same};
use crate::world::editor::{Ended, edit};

/// What was typed for one command and is not recorded yet.
#[derive(Default)]
pub(super) struct Typed {
    drafts: Vec<Draft>,
    /// The texts of arguments and answers, each with the argument it belongs to.
    texts: Vec<(String, String)>,
    /// A person was asked, or wrote something, since the record was read.
    waited: bool,
    /// The command had its answers and began to write.
    writing: bool,
    /// Another terminal was faster.
    overtaken: Cell<bool>,
}

impl Typed {
    /// Somebody takes their time from here on.
    pub(super) fn wait(&mut self) {
        self.waited = true;
    }

    /// A text for this argument.
    pub(super) fn note(&mut self, argument: &str, text: &Option<Text>) {
        self.texts.extend(text.as_ref().map(|text| (argument.to_owned(), text.to_string())));
    }

    /// The command has what it needs.
    pub(super) fn begin_writing(&mut self) {
        self.writing = true;
    }

    /// All of it is on the disk.
    pub(super) fn recorded(&mut self) {
        self.texts.clear();
        self.drafts.drain(..).for_each(Draft::discard);
    }
}

/// A text to be written in an editor.
pub struct Writing<'a> {
    /// What it is a text of, by which an unfinished one is found again: `slip edit ID`.
    pub of: &'a str,
    /// What asked for the editor.
    pub what: &'a str,
    /// What to do without one.
    pub otherwise: &'a str,
}

/// What came of an editor.
pub struct Edited {
    /// The text as it was left.
    pub text: String,
    /// The text that it was begun on, which is older than what is recorded now where it was left unfinished before.
    pub began: String,
}

/// What to do without an editor, for a note.
const WITHOUT: &str = "`--note -` reads the note from standard input";

impl App<'_> {
    /// A note written in the person's editor, which opens on the text there was. `of` is what it is a note of.
    ///
    /// # Errors
    /// When there is no terminal or no editor, the editor fails, or the text was not changed.
    pub fn edited(&mut self, of: &str, before: Option<&Text>) -> Result<Option<Text>> {
        let writing = Writing { of, what: "--edit", otherwise: WITHOUT };
        let edited = self.in_editor(&writing, before.map_or("", Text::as_str))?;
        Ok(Text::new(&edited.text)?)
    }

    /// A text as it was left in the person's editor.
    ///
    /// # Errors
    /// When there is no terminal or no editor, the editor fails, or the text was not changed.
    pub fn in_editor(&mut self, writing: &Writing<'_>, before: &str) -> Result<Edited> {
        let Writing { what, otherwise, .. } = writing;
        let editor = self.world.editor.clone().filter(|_| self.world.questions.is_some());
        let editor = editor
            .ok_or_else(|| Error::usage(format!("{what} needs a terminal, and $VISUAL or $EDITOR")).hint(*otherwise))?;
        self.typed.wait();
        let place = self.place_for_drafts().ok_or_else(|| {
            let why = "would write the text readably to the disk, and the data is protected";
            Error::refused(format!("{what} {why}")).hint(*otherwise)
        })?;
        let (draft, found) = match self.unfinished(writing.of, before) {
            Some(draft) => (draft, true),
            None => (place.begin(writing.of, before).map_err(unusable)?, false),
        };
        self.write_in(&editor, draft, found, before, otherwise)
    }

    /// Lets the person write a draft. It is kept until what it says is recorded.
    fn write_in(
        &mut self,
        editor: &OsString,
        draft: Draft,
        found: bool,
        before: &str,
        otherwise: &str,
    ) -> Result<Edited> {
        let (opened_on, saved) = (draft.text().unwrap_or_default(), draft.written());
        let ended = edit(editor, &draft);
        let text = draft.text();
        let untouched = text.as_ref().is_ok_and(|text| says_the_same(text, before));
        let same = text.as_ref().is_ok_and(|text| says_the_same(text, &opened_on));
        let path = draft.path();
        let error = match ended {
            Ok(Ended::Well { at_once: true }) if untouched => {
                draft.keep_open();
                return Err(came_back_at_once(&path.display().to_string()));
            }
            Ok(Ended::Well { .. }) if untouched => unchanged().hint(otherwise),
            // Who saves a text that was found means it, changed or not.
            Ok(Ended::Well { .. }) if same && (!found || draft.written() == saved) => unchanged(),
            Ok(Ended::Well { .. }) if draft.is_too_long() => text_too_long("--edit"),
            Ok(Ended::Well { .. }) => {
                let began = draft.began();
                self.typed.drafts.push(draft);
                return text.map(|text| Edited { text, began }).map_err(unusable);
            }
            Ok(Ended::Badly) => {
                Error::refused("the editor ended with an error; nothing was recorded").hint("check $VISUAL and $EDITOR")
            }
            Ok(Ended::Stopped) if !found => {
                draft.discard();
                return Err(Error::refused("the editor was stopped; nothing was recorded"));
            }
            Ok(Ended::Stopped) => Error::refused("the editor was stopped; nothing was recorded"),
            Err(error) => unusable(error),
        };
        if untouched {
            draft.discard();
        } else {
            self.typed.drafts.push(draft);
        }
        Err(error)
    }

    /// Where a text may lie while it is edited: protected data must not reach a disk readably.
    pub(super) fn place_for_drafts(&self) -> Option<Place> {
        if self.store.key().is_none() { Some(Place::in_data(&self.folder)) } else { self.place_in_memory() }
    }

    pub(super) fn place_in_memory(&self) -> Option<Place> {
        self.world.memory_folder.as_ref().map(|memory| Place::in_memory(memory, &self.folder))
    }

    /// A text of the same thing that was begun before and not recorded: by this command, or by one that was cut off.
    fn unfinished(&mut self, of: &str, before: &str) -> Option<Draft> {
        if let Some(at) = self.typed.drafts.iter().position(|draft| draft.of() == of) {
            return Some(self.typed.drafts.remove(at));
        }
        let (draft, outdated) = self.left_behind(of, before)?;
        let since = if outdated { " What is recorded was changed since." } else { "" };
        let path = draft.path();
        // Where standard error is closed, the editor shows it.
        let _ = writeln!(
            self.world.err,
            "Unsaved text from an earlier edit was found. Your editor opens on it: {}{since}",
            path.display()
        );
        Some(draft)
    }

    /// Whether a person was asked or wrote something, so that another terminal may have come in between.
    pub fn waited(&self) -> bool {
        self.typed.waited
    }

    /// The refusal of a change that another terminal overtook; what was typed for it is kept.
    pub fn overtaken(&self, error: Error) -> Error {
        self.typed.overtaken.set(true);
        error
    }

    /// Keeps what was typed and could not be recorded, and says where it is.
    pub fn keeping(&mut self, error: Error) -> Error {
        let Typed { drafts, texts, waited, writing, overtaken } = std::mem::take(&mut self.typed);
        drafts.iter().for_each(Draft::keep);
        let mut kept: Vec<PathBuf> = drafts.iter().map(Draft::path).collect();
        let at_terminal = self.world.questions.is_some();
        let mut how = if kept.is_empty() { "" } else { "the same command opens your editor on it" }.to_owned();
        if waited && !texts.is_empty() && (overtaken.get() || at_terminal && writing) {
            match self.keep_texts(drafts.into_iter().next(), &texts) {
                Some(files) => {
                    if let (true, Some((argument, _)), Some(file)) = (how.is_empty(), texts.first(), files.first()) {
                        how = format!("to record it: {} < {}", from_input(argument), file.display());
                    }
                    kept.extend(files);
                }
                None => return add(error, "what you typed could not be kept"),
            }
        }
        if kept.is_empty() {
            return error;
        }
        let kept: Vec<String> = kept.iter().map(|path| path.display().to_string()).collect();
        add(error, &format!("what you wrote is kept in {}; {how}", listed(&kept)))
    }

    /// Writes each text into a private file; none where that is not possible.
    fn keep_texts(&self, draft: Option<Draft>, texts: &[(String, String)]) -> Option<Vec<PathBuf>> {
        let begun = draft.map_or_else(|| self.place_for_drafts()?.begin_empty("texts", "").ok(), Some)?;
        let files = texts.iter().enumerate().map(|(nth, (argument, text))| {
            let name = argument.trim_start_matches('-').to_lowercase();
            let plain = begun.beside(&format!("{name}.txt"), text);
            plain.or_else(|_| begun.beside(&format!("{name}-{}.txt", nth + 1), text)).ok()
        });
        let files = files.collect();
        begun.keep();
        files
    }
}

/// An argument that reads standard input.
fn from_input(argument: &str) -> String {
    if argument.starts_with("--") { format!("{argument} -") } else { "-".to_owned() }
}

fn add(error: Error, more: &str) -> Error {
    let hint = error.hint.as_ref().map_or_else(|| more.to_owned(), |hint| format!("{more}; {hint}"));
    error.hint(hint)
}

fn unchanged() -> Error {
    Error::refused("the text was not changed; nothing was recorded")
}

fn came_back_at_once(path: &str) -> Error {
    Error::refused("the editor came back at once and the text was not changed; nothing was recorded").hint(format!(
        "if it is still open, save there and run the same command again: your text is kept in {path}; an editor with a \
         window needs to wait: EDITOR=\"code --wait\""
    ))
}

fn unusable(error: std::io::Error) -> Error {
    Error::refused("the editor could not be used; nothing was recorded").cause(error)
}
