//! The questions of an attendance that was begun without a meeting.

use super::Entry;
use crate::app::{App, reads_as};
use crate::commands::args::Or;
use crate::domain::attendance::Role;
use crate::domain::programme::Speech;
use crate::domain::text::Name;
use crate::error::{Error, Result};

/// The questions of an attendance that was begun without a meeting, in a terminal.
pub(super) fn ask(entry: &mut Entry, app: &mut App<'_>) -> Result<Name> {
    let saved = app.store.meetings()?;
    let (own, usual) = (app.store.own_programmes()?, app.settings.programme.clone());
    let Some(questions) = app.questions() else {
        return Err(Error::usage("MEETING is missing").hint("onward attend \"tuesday step\" --shared"));
    };
    let mut options: Vec<String> = saved.iter().map(|meeting| meeting.name.to_string()).collect();
    options.push("another one".to_owned());
    let chosen = if saved.is_empty() { 0 } else { questions.choose("Which meeting?", &options)? };
    let name = match saved.get(chosen) {
        Some(meeting) => meeting.name.clone(),
        None => {
            questions.text("What is it called?", "a name is enough", reads_as::<Name>)?.unwrap_or_default().parse()?
        }
    };
    // The words are those of the meeting: where one takes part, nobody is asked whether they shared.
    let usual = saved.get(chosen).map_or(usual, |meeting| meeting.programme.clone());
    let programme = Or::over(entry.what.programme.clone(), usual);
    let speech: Option<Speech> = programme.map(|programme| programme.speech(&own));
    let word = |role: Role| speech.as_ref().map_or(role.as_str(), |speech| speech.did(role)).to_owned();
    let roles = [Role::Shared, Role::Chaired, Role::Spoke, Role::Service];
    let did = questions.choose_any("What did you do there?", &roles.map(word))?;
    let held = |role: Role| did.iter().any(|at| roles[*at] == role);
    entry.shared |= held(Role::Shared);
    entry.chaired |= held(Role::Chaired);
    entry.spoke |= held(Role::Spoke);
    entry.service |= held(Role::Service);
    Ok(name)
}
