//! The questions of a check-in that was begun without an answer, in a terminal.

use super::Entry;
use super::sober::SoberArg;
use crate::app::{App, reads_as};
use crate::domain::mood::{Mood, Scale};
use crate::domain::text::Text;
use crate::error::{Error, Result};

/// Asks for what a check-in is made of: mood, sober or not, craving, a note. Each can be passed over.
pub(super) fn complete(entry: &mut Entry, app: &mut App<'_>) -> Result<()> {
    let day = app.past_day("--on", entry.on.on)?;
    let clocks =
        app.store.clocks()?.into_iter().filter(|clock| clock.active_on(day)).map(|clock| clock.name.to_string());
    let clocks: Vec<String> = clocks.collect();
    let Some(questions) = app.questions() else {
        return Err(Error::usage("MOOD is missing").hint("onward checkin good --sober"));
    };
    let moods: Vec<String> = Mood::WORDS.iter().rev().map(|word| (*word).to_owned()).collect();
    let chosen = questions.choose("How are you?", &moods)?;
    entry.mood = Some(Mood::new(5 - chosen as i64)?);
    if clocks.is_empty() {
        let sober = questions.confirm("Sober today? Yes starts your first clock.")?;
        entry.sober = sober.then(SoberArg::all);
    } else {
        let answers = ["sober", "a day of use", "rather not say"].map(str::to_owned);
        let (mut sober, mut used) = (Vec::new(), Vec::new());
        for clock in clocks {
            match questions.choose(&format!("{clock}?"), &answers)? {
                0 => sober.push(clock),
                1 => used.push(clock),
                _ => {}
            }
        }
        entry.sober = (!sober.is_empty()).then(|| SoberArg::only(sober));
        entry.slip = used;
    }
    let craving = questions.text("Craving, 0 to 10?", "Enter leaves it out", reads_as::<Scale>)?;
    entry.craving = craving.map(|text| text.parse::<Scale>()).transpose()?;
    entry.note.note = questions.text("A note?", "Enter leaves it out", reads_as::<Text>)?.filter(|note| note != "-");
    Ok(())
}
