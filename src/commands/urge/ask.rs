//! The questions of an urge, in a terminal, one at a time. Only its strength has to be answered.

use super::super::args::Or;
use super::super::find::chosen_clock;
use super::Entry;
use super::what::EndArgs;
use crate::app::{App, reads_as};
use crate::domain::day::Day;
use crate::domain::mood::{Halt, Scale};
use crate::domain::text::Text;
use crate::domain::urge::{Choice, Minutes, Outcome, Urge};
use crate::error::{Error, Result};
use crate::view::urge::choice_offered;

/// Said beside every question that can be passed over.
const OVER: &str = "Enter leaves it out";

/// Asks how strong the urge is and, where nothing else was said either, for the rest.
pub(super) fn complete(entry: &mut Entry, app: &mut App<'_>, day: Day) -> Result<Scale> {
    let bare = entry.by_flag.is_none() && !entry.what.given() && !entry.end.given() && !entry.note.given();
    let Some(questions) = app.questions() else {
        return Err(Error::usage("STRENGTH is missing").hint("onward urge 7  (0 to 10)"));
    };
    let strength = loop {
        if let Some(text) =
            questions.text("How strong is it, 0 to 10?", "the one question that needs an answer", reads_as::<Scale>)?
        {
            break text.parse()?;
        }
    };
    if !bare {
        return Ok(strength);
    }
    entry.clock = chosen_clock(app, day)?.map(|clock| clock.name.to_string());
    let Some(questions) = app.questions() else { return Ok(strength) };
    entry.what.trigger = line(questions.text("What brought it?", OVER, reads_as::<Text>)?);
    let states: Vec<String> = Halt::ALL.iter().map(|state| state.as_str().to_owned()).collect();
    let marked = questions.choose_any("Hungry, angry, lonely, tired?", &states)?;
    entry.what.halt = Some(marked.into_iter().map(|at| Or(Halt::ALL.get(at).copied())).collect());
    ask_end(&mut entry.end, app, true)?;
    let Some(questions) = app.questions() else { return Ok(strength) };
    entry.note.note = line(questions.text("A note?", OVER, reads_as::<Text>)?);
    Ok(strength)
}

/// Asks what came of an urge that was begun before; what was done only where it does not say that yet.
pub(super) fn end(end: &mut EndArgs, app: &mut App<'_>, before: &Urge) -> Result<()> {
    ask_end(end, app, !before.says_what_was_done())
}

fn ask_end(end: &mut EndArgs, app: &mut App<'_>, ways: bool) -> Result<()> {
    let Some(questions) = app.questions() else {
        return Err(Error::usage("--outcome is missing: what came of it")
            .hint("onward urge done --outcome passed --after 2 --minutes 20"));
    };
    if ways {
        let offered: Vec<String> = Choice::ALL.iter().map(|choice| choice_offered(*choice).to_owned()).collect();
        let marked = questions.choose_any("What did you do about it?", &offered)?;
        end.choice = Some(marked.into_iter().map(|at| Or(Choice::ALL.get(at).copied())).collect());
        end.did = line(questions.text("In your own words?", OVER, reads_as::<Text>)?);
    }
    let outcomes = ["it is still there", "it passed", "there was use", "leave it out"].map(str::to_owned);
    let outcome = match questions.choose("How is it now?", &outcomes)? {
        0 => Outcome::StillThere,
        1 => Outcome::Passed,
        2 => Outcome::Used,
        _ => return Ok(()),
    };
    end.outcome = Some(Or(Some(outcome)));
    let after = questions.text("How strong is it now, 0 to 10?", OVER, reads_as::<Scale>)?;
    end.after = after.map(|text| text.parse()).transpose()?;
    if outcome != Outcome::StillThere {
        let minutes = questions.text("How many minutes did it last?", OVER, reads_as::<Minutes>)?;
        end.minutes = minutes.map(|text| text.parse()).transpose()?;
    }
    Ok(())
}

/// A line as it was typed; a single "-" would mean standard input on the command line and is left out.
fn line(typed: Option<String>) -> Option<String> {
    typed.filter(|text| text.trim() != "-")
}
