//! A worksheet later on: looked at again, with what is different now, or corrected.

use super::super::args::{OnArgs, Or};
use super::super::find::one;
use super::fill::{AnswerArgs, given, row, wrong_answer};
use super::item;
use crate::app::{App, Outcome, reads_as};
use crate::domain::clock::Clock;
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::invalid::Invalid;
use crate::domain::text::Text;
use crate::domain::worksheet::sheet::{Given, changed, in_order, is_review, read, written};
use crate::domain::worksheet::{Answer, REVIEW, Tool, Worksheet};
use crate::error::{Error, Result};
use crate::store::Writer;
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::words::{near, told};

/// A worksheet to look at again.
#[derive(Debug, clap::Args)]
pub(super) struct ReviewArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// What is different now; "-" reads it from standard input
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    on: OnArgs,
}

/// What is to be changed about a worksheet.
#[derive(Debug, clap::Args)]
pub(super) struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    #[command(flatten)]
    answers: AnswerArgs,
    /// Change all answers in $VISUAL or $EDITOR
    #[arg(long, conflicts_with_all = ["answer", "from"])]
    edit: bool,
    /// What it is about; "-" reads it from standard input, "none" takes it away
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    /// The clock it is about, or "none"
    #[arg(long, value_name = "CLOCK")]
    clock: Option<Or<String>>,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

/// The place of reviews, after all answers; among themselves they go by their days.
const LAST: u16 = 1000;

/// Writes what is different now; the answers stay as they are.
pub(super) fn review(args: &ReviewArgs, app: &mut App<'_>) -> Outcome {
    let sheet = app.store.by_id::<Worksheet>(&args.id)?;
    let day = app.past_day("--on", args.on.on)?;
    if day < sheet.day {
        return Err(Error::refused(format!("this worksheet is of {}", near(sheet.day, app.today)))
            .hint("a review is of that day or a later one"));
    }
    let text = match &args.text {
        Some(text) => app.text("TEXT", text)?,
        None => ask(app, sheet)?,
    };
    let text = text.ok_or_else(|| Error::refused("the review is empty; nothing was recorded"))?;
    app.write("smart review", |app, writer| {
        let sheet = writer.by_id::<Worksheet>(&args.id)?;
        let question = REVIEW.parse()?;
        let (worksheet_id, text, recorded_at) = (sheet.id, Some(text), app.now);
        let answer =
            Answer { id: app.new_id(), worksheet_id, question, place: LAST, text, score: None, day, recorded_at };
        writer.insert(&answer)?;
        let item = item(writer, sheet)?;
        let now = format!("Recorded for {}: a review of the {}", told(day, app.today), item.told());
        let said = Said { now, later: format!("review of the {}", item.told()), more: Vec::new() };
        Ok(Change::new(app.today, item, said))
    })
}

/// Lets the person read the worksheet, and asks.
fn ask(app: &mut App<'_>, sheet: Worksheet) -> Result<Option<Text>> {
    let retold = item(&app.store, sheet)?.retold(app.today);
    let Some(questions) = app.questions() else {
        return Err(Error::usage("TEXT is missing").hint("`-` in place of TEXT reads it from standard input"));
    };
    questions.show(&retold)?;
    let asked = questions.text("What is different now?", "Enter leaves it as it is", reads_as::<Text>)?;
    Ok(asked.as_deref().map_or(Ok(None), Text::new)?)
}

/// Corrects a worksheet.
pub(super) fn run(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let sheet = app.store.by_id::<Worksheet>(&args.id)?;
    let day = args.on.map_or(Ok(sheet.day), |day| app.past_day("--on", day))?;
    let about = match args.about.as_deref() {
        Some("none") => None,
        Some(text) => app.text("--about", text)?,
        None => sheet.about.clone(),
    };
    let edits = answers(args, app, &sheet)?;
    app.write("smart edit", |app, writer| {
        let sheet = writer.by_id::<Worksheet>(&args.id)?;
        let (clock_id, clock) = match &args.clock {
            Some(Or(Some(name))) => {
                let clock: Clock = one(writer, name)?;
                (Some(clock.id), Some(clock.name))
            }
            Some(Or(None)) => (None, None),
            None => (sheet.clock_id, sheet.clock.clone()),
        };
        let sheet = Worksheet { day, about, clock_id, clock, ..sheet };
        writer.update(&sheet)?;
        if let Some(answers) = &edits.answers {
            replace(app, writer, &sheet, answers)?;
        }
        if let Some(text) = edits.review {
            change_review(writer, &sheet, text)?;
        }
        let item = item(writer, sheet)?;
        let told = item.told();
        let more = item.picture(app.today);
        Ok(Change::new(
            app.today,
            item,
            Said { now: format!("Changed: {told}"), later: format!("changed {told}"), more },
        ))
    })
}

/// What an edit leads to.
struct Edits {
    /// All answers as they are to be; none where they stay.
    answers: Option<Vec<Given>>,
    /// The text of the latest review, or none to take it away; none where it stays.
    review: Option<Option<Text>>,
}

/// What is to become of the answers and of the latest review.
fn answers(args: &EditArgs, app: &mut App<'_>, sheet: &Worksheet) -> Result<Edits> {
    let tool = sheet.tool;
    let before: Vec<Given> =
        app.store.answers_of(sheet)?.iter().filter_map(|answer| Given::kept(tool, answer)).collect();
    let nothing = args.answers.is_empty() && args.about.is_none() && args.clock.is_none() && args.on.is_none();
    if args.edit || nothing && app.questions().is_some() {
        return Ok(Edits { answers: Some(edited(args, app, tool, &before)?), review: None });
    }
    if nothing {
        return Err(Error::usage("--answer is missing: what is to be changed?")
            .hint(format!("onward smart edit {} --answer QUESTION=TEXT", args.id)));
    }
    let pairs = args.answers.pairs(app)?;
    let (reviews, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(word, _)| word == REVIEW);
    let review = reviews.last().map(|(_, text)| Text::new(text)).transpose()?;
    if pairs.is_empty() {
        return Ok(Edits { answers: None, review });
    }
    let after = changed(tool, before, given(tool, &pairs)?).map_err(|wrong| wrong_answer(tool, wrong))?;
    Ok(Edits { answers: Some(some(args, after)?), review })
}

/// The answers as the person leaves them in an editor.
fn edited(args: &EditArgs, app: &mut App<'_>, tool: Tool, before: &[Given]) -> Result<Vec<Given>> {
    let how = format!("without an editor: onward smart edit {} --answer QUESTION=TEXT", args.id);
    let before = Text::new(&written(tool, before))?;
    let text = app.edited(before.as_ref()).map_err(|error| error.hint(&how))?;
    let pairs = read(text.as_ref().map_or("", Text::as_str))
        .map_err(|Invalid(why)| Error::refused(why).hint("nothing was changed"))?;
    let after = in_order(tool, given(tool, &pairs)?).map_err(|wrong| wrong_answer(tool, wrong))?;
    some(args, after)
}

/// Refuses to leave a worksheet without an answer.
fn some(args: &EditArgs, after: Vec<Given>) -> Result<Vec<Given>> {
    if after.is_empty() {
        return Err(Error::refused("no answer would be left; it is as it was")
            .hint(format!("to take the whole worksheet away: onward smart remove {}", args.id)));
    }
    Ok(after)
}

/// Puts these answers in place of the ones there are; one that says the same stays the row it is.
fn replace(app: &App<'_>, writer: &Writer<'_>, sheet: &Worksheet, answers: &[Given]) -> Result<()> {
    let mut old = writer.answers_of(sheet)?;
    old.retain(|answer| Given::kept(sheet.tool, answer).is_some());
    for (place, given) in answers.iter().enumerate() {
        let new = row(app, sheet, place, given)?;
        match old.iter().position(|answer| given.is(answer)) {
            Some(at) => writer.update(&Answer { place: new.place, ..old.remove(at) })?,
            None => writer.insert(&new)?,
        }
    }
    old.iter().try_for_each(|answer| writer.remove(answer))
}

/// Gives the latest review another text, or takes it away.
fn change_review(writer: &Writer<'_>, sheet: &Worksheet, text: Option<Text>) -> Result<()> {
    let latest = writer.answers_of(sheet)?.into_iter().rfind(is_review);
    let latest = latest.ok_or_else(|| {
        Error::refused("this worksheet has no review yet").hint(format!("onward smart review {}", sheet.id.short()))
    })?;
    match text {
        Some(text) => writer.update(&Answer { text: Some(text), ..latest }),
        None => writer.remove(&latest),
    }
}
