//! Questions in a terminal. Stopping at one stops the command before it has written anything.

use std::io::{self, Write};
use std::str::FromStr;

use age::secrecy::SecretString;
use inquire::validator::Validation;
use inquire::{Confirm, InquireError, MultiSelect, Password, PasswordDisplayMode, Select, Text};
use zeroize::Zeroizing;

use crate::domain::invalid::Invalid;
use crate::error::{Error, Result};
use crate::letters::{visible, visible_line};

/// Whether a line of text can be meant, and why not.
pub type Check = fn(&str) -> std::result::Result<(), Invalid>;

/// Accepts what can be read as a `T`.
///
/// # Errors
/// When it cannot.
pub fn reads_as<T: FromStr<Err = Invalid>>(text: &str) -> std::result::Result<(), Invalid> {
    text.parse::<T>().map(drop)
}

/// Someone to ask.
pub trait Questions {
    /// Lets them read something before the next question.
    ///
    /// # Errors
    /// When it cannot be shown.
    fn show(&mut self, text: &str) -> Result<()>;

    /// One of several: the place of the chosen one.
    ///
    /// # Errors
    /// When the person stops.
    fn choose(&mut self, question: &str, options: &[String]) -> Result<usize>;

    /// Any of several, or none: the places of the chosen ones.
    ///
    /// # Errors
    /// When the person stops.
    fn choose_any(&mut self, question: &str, options: &[String]) -> Result<Vec<usize>>;

    /// A line of text that `check` accepts, asked again until it does; none when it is left empty.
    ///
    /// # Errors
    /// When the person stops.
    fn text(&mut self, question: &str, help: &str, check: Check) -> Result<Option<String>>;

    /// A secret, which is not shown while it is typed.
    ///
    /// # Errors
    /// When the person stops.
    fn secret(&mut self, question: &str, help: &str) -> Result<SecretString>;

    /// Yes or no; no is the answer to Enter.
    ///
    /// # Errors
    /// When the person stops.
    fn confirm(&mut self, question: &str) -> Result<bool>;
}

/// Asks on the real terminal.
pub struct Asker;

impl Questions for Asker {
    fn show(&mut self, text: &str) -> Result<()> {
        // Standard output is for the answer, which may be JSON.
        writeln!(io::stderr(), "{}\n", visible(text)).map_err(|error| stopped(InquireError::IO(error)))
    }

    fn choose(&mut self, question: &str, options: &[String]) -> Result<usize> {
        let asked = Select::new(&visible(question), shown(options)).without_help_message().raw_prompt();
        asked.map(|chosen| chosen.index).map_err(stopped)
    }

    fn choose_any(&mut self, question: &str, options: &[String]) -> Result<Vec<usize>> {
        let help = "space marks, Enter goes on";
        let asked = MultiSelect::new(&visible(question), shown(options)).with_help_message(help).raw_prompt();
        asked.map(|chosen| chosen.into_iter().map(|one| one.index).collect()).map_err(stopped)
    }

    fn text(&mut self, question: &str, help: &str, check: Check) -> Result<Option<String>> {
        let valid = move |text: &str| {
            let wrong = if text.trim().is_empty() { None } else { check(text).err() };
            Ok(wrong.map_or(Validation::Valid, |Invalid(why)| Validation::Invalid(visible_line(&why).into())))
        };
        let asked = Text::new(&visible(question)).with_help_message(&visible(help)).with_validator(valid).prompt();
        asked.map(|text| Some(text).filter(|text| !text.trim().is_empty())).map_err(stopped)
    }

    fn secret(&mut self, question: &str, help: &str) -> Result<SecretString> {
        let (question, help) = (visible(question), visible(help));
        let asked = Password::new(&question).with_help_message(&help).without_confirmation();
        let typed = asked.with_display_mode(PasswordDisplayMode::Hidden).prompt().map_err(stopped)?;
        Ok(SecretString::from(Zeroizing::new(typed).as_str()))
    }

    fn confirm(&mut self, question: &str) -> Result<bool> {
        Confirm::new(&visible(question)).with_default(false).prompt().map_err(stopped)
    }
}

/// What can be chosen, as a terminal can show it: each in a line of its own.
fn shown(options: &[String]) -> Vec<String> {
    options.iter().map(|option| visible_line(option)).collect()
}

fn stopped(error: InquireError) -> Error {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Error::refused("stopped; nothing was recorded")
        }
        other => Error::refused("the question could not be asked")
            .cause(other)
            .hint("give the answer on the command line; --help shows how"),
    }
}
