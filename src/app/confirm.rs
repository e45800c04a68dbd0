//! Asking before something is taken away.

use super::App;
use crate::error::{Error, Result};

impl App<'_> {
    /// Asks before something is taken away; in a script, `--yes` has to say so.
    ///
    /// # Errors
    /// When the answer is no, or nobody can be asked.
    pub fn confirm(&mut self, what: &str, yes: bool) -> Result<()> {
        self.ask(what, yes, "`onward undo` would bring it back")
    }

    /// Asks before something is taken away that nothing will bring back; in a script, `--yes` has to say so.
    ///
    /// # Errors
    /// When the answer is no, or nobody can be asked.
    pub fn confirm_for_good(&mut self, what: &str, yes: bool) -> Result<()> {
        self.ask(what, yes, "nothing would bring it back")
    }

    /// Asks before the data is set aside; in a script, `--yes` has to say so.
    ///
    /// # Errors
    /// When the answer is no, or nobody can be asked.
    pub fn confirm_setting_aside(&mut self, what: &str, yes: bool) -> Result<()> {
        self.ask(&format!("{what} What is there now is set aside."), yes, "`onward restore` would bring it back")
    }

    /// Asks before something is done; in a script, `--yes` has to say so, and the hint helps to decide.
    ///
    /// # Errors
    /// When the answer is no, or nobody can be asked.
    pub fn ask(&mut self, what: &str, yes: bool, hint: &str) -> Result<()> {
        if yes {
            return Ok(());
        }
        let Some(questions) = self.questions() else {
            return Err(Error::usage(format!("{what} Give --yes to go on")).hint(hint));
        };
        if questions.confirm(&format!("{what} Go on?"))? { Ok(()) } else { Err(Error::refused("left as it was")) }
    }
}
