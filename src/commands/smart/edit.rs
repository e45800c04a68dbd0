//! A worksheet later on: looked at again, with what is different now, or corrected.

use super::super::args::{OnArgs, Or};
use super::super::find::one;
use super::super::merge::{changed_meanwhile, merged, still};
use super::fill::{AnswerArgs, given, row, wrong_answer};
use super::item;
use crate::app::{App, Outcome, Writing, reads_as};
use crate::domain::clock::Clock;
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::invalid::Invalid;
use crate::domain::text::Text;
use crate::domain::worksheet::sheet::{Given, changed, in_order, is_review, merged as both, read, written};
use crate::domain::worksheet::{Answer, REVIEW, Tool, Worksheet};
use crate::error::{Error, Result};
use crate::store::{Record, Writer};
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
        None => ask(app, sheet.clone())?,
    };
    let text = text.ok_or_else(|| Error::refused("the review is empty; nothing was recorded"))?;
    app.write("smart review", |app, writer| {
        let sheet = still(app, writer, &sheet)?;
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
    asked.filter(|text| text.trim() != "-").map_or(Ok(None), |text| app.text("TEXT", &text))
}

/// Corrects a worksheet.
pub(super) fn run(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Worksheet>(&args.id)?;
    let answers = app.store.answers_of(&shown)?;
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let about = Or::given(args.about.as_deref(), |text| match text {
        "none" => Ok(None),
        text => app.text("--about", text),
    })?;
    let asked = asked(args, app, &shown, &answers)?;
    let look = format!("smart show {}", args.id);
    app.write("smart edit", |app, writer| {
        let sheet = merged(app, writer, &shown, &look, |sheet| {
            let (clock_id, clock) = match &args.clock {
                Some(Or(Some(name))) => {
                    let clock: Clock = one(writer, name)?;
                    (Some(clock.id), Some(clock.name))
                }
                Some(Or(None)) => (None, None),
                None => (sheet.clock_id, sheet.clock.clone()),
            };
            let (day, about) = (day.unwrap_or(sheet.day), Or::over(about, sheet.about.clone()));
            Ok(Worksheet { day, about, clock_id, clock, ..sheet })
        })?
        .after;
        writer.update(&sheet)?;
        asked.write(args, app, writer, &sheet, &answers)?;
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

/// What an edit asks for.
#[derive(Default)]
struct Asked {
    /// What these questions are to say, given on the command line.
    given: Vec<Given>,
    /// All answers as they were left in an editor, and as they were when it was begun.
    written: Option<(Vec<Given>, Vec<Given>)>,
    /// The text of the latest review, or none to take it away; none where it stays.
    review: Option<Option<Text>>,
}

/// What is asked for of the answers and of the latest review.
fn asked(args: &EditArgs, app: &mut App<'_>, sheet: &Worksheet, shown: &[Answer]) -> Result<Asked> {
    let tool = sheet.tool;
    let nothing = args.answers.is_empty() && args.about.is_none() && args.clock.is_none() && args.on.is_none();
    if args.edit || nothing && app.questions().is_some() {
        return Ok(Asked { written: Some(edited(args, app, sheet, &kept(tool, shown))?), ..Asked::default() });
    }
    if nothing {
        return Err(Error::usage("--answer is missing: what is to be changed?")
            .hint(format!("onward smart edit {} --answer QUESTION=TEXT", args.id)));
    }
    let pairs = args.answers.pairs(app)?;
    let (reviews, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(word, _)| word == REVIEW);
    let review = reviews.last().map(|(_, text)| Text::new(text)).transpose()?;
    Ok(Asked { given: given(tool, &pairs)?, review, written: None })
}

/// The answers that are kept, without the reviews.
fn kept(tool: Tool, answers: &[Answer]) -> Vec<Given> {
    answers.iter().filter_map(|answer| Given::kept(tool, answer)).collect()
}

/// The answers as the person leaves them in an editor, and as they were when they began.
fn edited(args: &EditArgs, app: &mut App<'_>, sheet: &Worksheet, shown: &[Given]) -> Result<(Vec<Given>, Vec<Given>)> {
    let tool = sheet.tool;
    let how = format!("without an editor: onward smart edit {} --answer QUESTION=TEXT", args.id);
    let of = format!("smart edit {}", sheet.id);
    let edited = app.in_editor(&Writing { of: &of, what: "--edit", otherwise: &how }, &written(tool, shown))?;
    let answers = |text: &str| {
        let text = Text::new(text)?;
        let pairs = read(text.as_ref().map_or("", Text::as_str))
            .map_err(|Invalid(why)| Error::refused(why).hint("nothing was changed"))?;
        in_order(tool, given(tool, &pairs)?).map_err(|wrong| wrong_answer(tool, wrong))
    };
    Ok((some(args, answers(&edited.text)?)?, answers(&edited.began)?))
}

impl Asked {
    /// Puts what was asked for onto the answers as they are now.
    fn write(
        self,
        args: &EditArgs,
        app: &App<'_>,
        writer: &Writer<'_>,
        sheet: &Worksheet,
        shown: &[Answer],
    ) -> Result<()> {
        let (tool, answers) = (sheet.tool, writer.answers_of(sheet)?);
        let now = kept(tool, &answers);
        let look = format!("smart show {}", args.id);
        let clash = |what| changed_meanwhile(app, Worksheet::WHAT, &look, &[what]);
        // Where nobody waited for anything, the change is simply the later one.
        let shown_then = if app.waited() { kept(tool, shown) } else { now.clone() };
        let asked = match self.written {
            Some(written) => Some(written),
            None if self.given.is_empty() => None,
            None => {
                let after = changed(tool, shown_then.clone(), self.given);
                Some((after.map_err(|wrong| wrong_answer(tool, wrong))?, shown_then.clone()))
            }
        };
        if let Some((after, began)) = asked {
            let both = both(tool, [&began, &shown_then, &now], &after).map_err(|wrong| wrong_answer(tool, wrong))?;
            let both = both.ok_or_else(|| clash("answers"))?;
            replace(app, writer, sheet, &some(args, both)?)?;
        }
        let Some(review) = self.review else { return Ok(()) };
        let latest = answers.iter().rfind(|answer| is_review(answer));
        if app.waited() && latest != shown.iter().rfind(|answer| is_review(answer)) {
            return Err(clash("review"));
        }
        change_review(writer, sheet, latest, review)
    }
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
fn change_review(writer: &Writer<'_>, sheet: &Worksheet, latest: Option<&Answer>, text: Option<Text>) -> Result<()> {
    let latest = latest.ok_or_else(|| {
        Error::refused("this worksheet has no review yet").hint(format!("onward smart review {}", sheet.id.short()))
    })?;
    match text {
        Some(text) => writer.update(&Answer { text: Some(text), ..latest.clone() }),
        None => writer.remove(latest),
    }
}
