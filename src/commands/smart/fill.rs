//! Working through a tool: what was answered on the command line, in a file or in a terminal becomes one worksheet.

use std::path::PathBuf;
use std::str::FromStr;

use super::super::args::OnArgs;
use super::super::find::{chosen_clock, one};
use super::{ask, item};
use crate::app::{App, Outcome, Outside};
use crate::domain::clock::Clock;
use crate::domain::invalid::Invalid;
use crate::domain::worksheet::sheet::{Given, in_order, read};
use crate::domain::worksheet::tools::{AREAS, Kind, USING};
use crate::domain::worksheet::{Answer, Tool, Worksheet};
use crate::error::{Error, Result};
use crate::view::change::{Change, Said};
use crate::view::document::{Block, Line, Tone};
use crate::view::item::Item;
use crate::view::words::told;

/// Answers that are given, and not asked for.
#[derive(Debug, clap::Args)]
pub(super) struct AnswerArgs {
    /// An answer, as often as needed: --answer goal="sleep at eleven"; "-" for the text reads standard input
    #[arg(long, value_name = "QUESTION=TEXT")]
    answer: Vec<Pair>,
    /// Answers in lines of "question: text", from a file or, for "-", from standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

/// A worksheet to fill in; in a terminal the questions are asked when no answer is given.
#[derive(Debug, clap::Args)]
pub(super) struct FillArgs {
    #[command(flatten)]
    answers: AnswerArgs,
    /// What it is about, in a few words; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    /// The clock it is about; a part of the name is enough
    #[arg(long, value_name = "CLOCK")]
    clock: Option<String>,
    #[command(flatten)]
    on: OnArgs,
}

/// A question and what is answered to it.
#[derive(Debug, Clone)]
struct Pair(String, String);

impl FromStr for Pair {
    type Err = Invalid;

    fn from_str(text: &str) -> std::result::Result<Self, Invalid> {
        let pair = text.split_once('=').filter(|(word, _)| !word.trim().is_empty());
        let (word, said) = pair.ok_or_else(|| Invalid::new("write QUESTION=TEXT; --help lists the questions"))?;
        Ok(Self(word.trim().to_owned(), said.to_owned()))
    }
}

/// The help of a tool: two ways to work through it, and the words of its questions.
pub(super) fn help(tool: Tool) -> String {
    let example = example(tool);
    let mut help = format!(
        "Examples:\n  onward smart {tool}      # asks, in a terminal\n  onward smart {tool} --answer {example}\n\nQuestions:\n"
    );
    if tool == Tool::Balance {
        help.push_str(&format!("  {}: any area of life\n  is a question, answered by 0 to 10\n", AREAS.join(", ")));
        return help;
    }
    let width = tool.questions().iter().map(|question| question.word.len()).max().unwrap_or(0);
    for question in tool.questions() {
        let more = match (question.kind, question.follows) {
            (_, Some(line)) => format!(" (after its {line})"),
            (Kind::Lines, _) => " (any number)".to_owned(),
            _ => String::new(),
        };
        let asks = question.asked_of(USING, "VALUE");
        help.push_str(&format!("  {:width$}  {asks}{more}\n", question.word));
    }
    help
}

fn example(tool: Tool) -> &'static str {
    match tool {
        Tool::CostBenefit => "use-costs-long=\"my mornings\"",
        Tool::Values => "value=honesty --answer fits=7",
        Tool::ChangePlan => "goal=\"sleep at eleven\" --answer step=\"phone stays downstairs\"",
        Tool::Abc => "happened=\"a missed call\" --answer told-myself=\"he is angry\"",
        Tool::Balance => "health=6 --answer \"the garden=9\"",
    }
}

impl AnswerArgs {
    /// Whether nothing is given.
    pub(super) fn is_empty(&self) -> bool {
        self.answer.is_empty() && self.from.is_none()
    }

    /// The questions and answers that are given.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(super) fn pairs(&self, app: &mut App<'_>) -> Result<Vec<(String, String)>> {
        let mut pairs = match &self.from {
            None => Vec::new(),
            Some(path) => {
                let text = match app.read_outside(path).map_err(no_answers)? {
                    Outside::File(bytes) => String::from_utf8(bytes).map_err(|_| Error::refused("FILE: it is no text")),
                    Outside::Folder(_) => Err(Error::refused("FILE: this is a folder")),
                };
                let text = text.map_err(no_answers)?;
                read(&text)
                    .map_err(|Invalid(why)| Error::refused(format!("--from: {why}")).hint("nothing was recorded"))?
            }
        };
        for Pair(word, said) in &self.answer {
            let said = if said == "-" {
                app.text("--answer", said)?.map(|text| text.to_string()).unwrap_or_default()
            } else {
                said.clone()
            };
            pairs.push((word.clone(), said));
        }
        Ok(pairs)
    }
}

/// The refusal of a file that holds no answers.
fn no_answers(error: Error) -> Error {
    let message = error.message.replacen("FILE", "--from", 1);
    Error { message, ..error }.hint("a file with lines of \"question: text\" is wanted; nothing was recorded")
}

/// These pairs as answers of this tool.
///
/// # Errors
/// When a question is unknown or an answer is none to it.
pub(super) fn given(tool: Tool, pairs: &[(String, String)]) -> Result<Vec<Given>> {
    let given = pairs.iter().map(|(word, said)| Given::new(tool, word, said)).collect::<std::result::Result<_, _>>();
    given.map_err(|wrong| wrong_answer(tool, wrong))
}

/// The refusal of an answer.
pub(super) fn wrong_answer(tool: Tool, Invalid(why): Invalid) -> Error {
    Error::usage(why).hint(format!("onward smart {tool} --help lists the questions"))
}

/// Rows for answers, at their places.
///
/// # Errors
/// When there are more places than a worksheet has.
pub(super) fn row(app: &App<'_>, sheet: &Worksheet, place: usize, given: &Given) -> Result<Answer> {
    Ok(Answer {
        id: app.new_id(),
        worksheet_id: sheet.id,
        question: given.question.parse()?,
        place: u16::try_from(place).map_err(|_| Error::refused("these are too many answers"))?,
        text: given.text.clone(),
        score: given.score,
        day: sheet.day,
        recorded_at: app.now,
    })
}

/// Works through a tool.
pub(super) fn run(args: &FillArgs, tool: Tool, app: &mut App<'_>) -> Outcome {
    let day = app.past_day("--on", args.on.on)?;
    let clock = match &args.clock {
        Some(name) => Some(one::<Clock>(&app.store, name)?),
        // Its questions are about what is used; those of the others are not.
        None if tool == Tool::CostBenefit && args.answers.is_empty() => chosen_clock(app, day)?,
        None => None,
    };
    let about = args.about.as_deref().map_or(Ok(None), |text| app.text("--about", text))?;
    let pairs = if args.answers.is_empty() {
        let it = clock.as_ref().map_or(USING, |clock| clock.name.as_str()).to_owned();
        ask::all(app, tool, &it, || missing(tool))?
    } else {
        args.answers.pairs(app)?
    };
    let answers = in_order(tool, given(tool, &pairs)?).map_err(|wrong| wrong_answer(tool, wrong))?;
    if answers.is_empty() {
        return Err(Error::refused("nothing was answered, so nothing is kept")
            .hint(format!("one answer is enough: onward smart {tool}")));
    }
    app.write(&format!("smart {tool}"), |app, writer| {
        let (clock_id, clock) = clock.map(|clock| (clock.id, clock.name)).unzip();
        let sheet = Worksheet { id: app.new_id(), tool, day, clock_id, clock, about, recorded_at: app.now };
        writer.insert(&sheet)?;
        for (place, given) in answers.iter().enumerate() {
            writer.insert(&row(app, &sheet, place, given)?)?;
        }
        let id = sheet.id.short();
        let item = item(writer, sheet)?;
        let mut more = item.picture(app.today);
        more.push(Block::Text(Line::of(Tone::Quiet, format!("To look at it again later: onward smart review {id}"))));
        let now = format!("Recorded for {}: {}", told(day, app.today), item.gist());
        let said = Said { now, later: item.told(), more };
        Ok(Change::new(app.today, item, said))
    })
}

fn missing(tool: Tool) -> Error {
    Error::usage("--answer is missing")
        .hint(format!("onward smart {tool} --answer {}; --help lists the questions", example(tool)))
}
